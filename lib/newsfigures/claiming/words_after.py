"""What the verbs around a counted noun add to it: "27 people were killed", "signed 11 documents"."""

from .parties import any_of, lexicon
from .tagging import concept, merged, singular


def predicate(c, i):
    """Concepts of the verbs that follow a counted noun: "were killed or injured", "have been counted"."""
    found, staff = [], concept(c.word(i - 1)) in ("workforce", "job")
    i += c.word(i) in ("who", "which", "that") and c.tag(i + 1) in "XVB"  # "14 who are still missing"
    while i < c.size and (
        c.tag(i) in "XBVN"
        or (c.word(i) in ("or", "and") and found and c.tag(i + 1) in "VN")
        or (c.word(i) == "to" and c.tag(i + 1) in ("V", "X"))
    ):
        word, base, known = c.word(i), done(c, i), lexicon()["concept"].get(c.word(i))
        if base == "be" and c.tag(i) == "V" and c.tag(i + 1) == "N" and c.tag(i + 2) in ("S", "", "P", "C"):
            pair = c.word(i + 2) in ("or", "and") and lexicon()["concept"].get(c.word(i + 3))
            return (*found, *filter(None, [concept(c.word(i + 1)), pair]))  # "188 are dead or missing"
        if c.tag(i) == "N" and not known:
            break
        if word == "voted":
            return ("turnout",)  # "2.9 million people voted"
        if staff and base in ("leave", "go"):
            return (*found, "cut")  # "600 jobs will go"
        if known or (c.tag(i) == "V" and base and base not in (*any_of("level empty say rise"), "fall")):
            found.append(known or concept(base) or base)
            told = i + 1 + (c.tag(i + 1) == "D")
            if base == "lose" and c.tag(told) == "N":  # "lost their lives", "their homes"
                lost = concept(c.word(told))
                return ("displace",) if lost == "house" else (*found, *filter(None, [lost]))
        i += 1
    return tuple(filter(None, found))


def told_of(c):
    """What the clause says of people, or of a percentage, in front of its verb, where no rule reads it:
    "9,000 people are part of the agreement", "61 percent were in favour".
    """
    if c.word(c.p) == "for" and c.word(c.p - 1) in ("searching", "looking"):
        return ("missing",)  # "still searching for 31 people"
    i, found, told = c.r, [], set()
    while c.tag(i) == "E" or (c.tag(i) == "N" and not concept(c.word(i))):
        i += 1
    if c.tag(i) == "P":  # "8 million people in the country saw the final"
        i = next(reversed(c.phrase_after(i + 1)), i - 1) + 1
    if c.tag(i) not in ("V", "X") or (c.kind == "percent" and c.base(i) != "be"):
        return ()
    while c.tag(i) not in ("S", "C", "F", ""):
        word, base = c.word(i), c.base(i)
        told.add(base or word)
        if c.tag(i) == "N" or (c.tag(i) == "V" and base not in any_of("level empty say")):
            found += filter(None, [lexicon()["concept"].get(word) or concept(base or word)])
        i += 1
    if "house" in found and told & {"leave", "flee", "abandon"}:
        return ("evacuate",) if told & {"tell", "order", "ask", "urge"} else ("displace",)
    return merged(found[:3])


def done(c, i):
    """The base of a verb; of one that no list has, of a count, its form: what was leased was not sold."""
    return c.base(i) or (c.word(i) if c.counts and c.tag(i) == "V" else "")


def verb_word(c, v):
    """The concept of an informative verb, () for "have", "reach", "rise"."""
    base, known = (done(c, v), lexicon()["concept"].get(c.word(v))) if v >= 0 else ("", "")
    if not base or base in any_of("level empty say"):
        return (known,) if known and base != "be" else ()
    return (known or concept(base),)


def deeds(c, v, subject):
    """The words of a verb and its subject, without who only acts: "retailers sold 2 percent less"."""
    verb, words = verb_word(c, v), c.words(subject)
    if verb:
        words = tuple(w for w in words if singular(w) not in lexicon()["antecedent"])
    return merged(verb, words)
