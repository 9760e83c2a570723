"""What the verbs around a counted noun add to it: "27 people were killed", "signed 11 documents"."""

from .parties import any_of, lexicon
from .tagging import concept, singular, verb_base


def predicate(c, i):
    """Concepts of the verbs that follow a counted noun: "were killed or injured", "have been counted"."""
    found, staff = [], concept(c.word(i - 1)) in ("workforce", "job")
    i += c.word(i) in ("who", "which", "that") and c.tag(i + 1) in "XVB"  # "14 who are still missing"
    while i < c.size and (
        c.tag(i) in "XBV"
        or (c.word(i) in ("or", "and") and found and c.tag(i + 1) in "VN")
        or (c.word(i) == "to" and c.tag(i + 1) in ("V", "X"))
        or c.tag(i) == "N"
    ):
        word, base = c.word(i), done(c, i)
        if base == "be" and c.tag(i) == "V" and c.tag(i + 1) == "N" and c.tag(i + 2) in ("S", "", "P", "C"):
            pair = c.word(i + 2) in ("or", "and") and lexicon()["concept"].get(c.word(i + 3))
            return (*found, *filter(None, [concept(c.word(i + 1)), pair]))  # "188 are dead or missing"
        known = lexicon()["concept"].get(word)
        if c.tag(i) == "N" and not known:
            break
        if word == "voted" and not found:
            return ("turnout",)  # "2.9 million people voted"
        if staff and base in ("leave", "go"):
            return (*found, "cut")  # "600 jobs will go"
        if known or (c.tag(i) == "V" and base and base not in (*any_of("level empty say rise"), "fall")):
            found.append(known or concept(base) or base)
            told = i + 1 + (c.tag(i + 1) == "D")
            if c.tag(told) == "N" and c.tag(i) == "V" and base == "lose":  # "lost their lives", "their homes"
                lost = concept(c.word(told))
                return ("displace",) if lost == "house" else (*found, *filter(None, [lost]))
        i += 1
    return tuple(filter(None, found))


def told_of(c):
    """What the clause says of people, or of a percentage, in front of its verb, where no rule reads it:
    "9,000 people are part of the agreement", "61 percent were in favour".
    """
    if c.word(c.p) == "for" and c.word(c.p - 1) in ("searching", "looking") and c.figure.kind != "percent":
        return ("missing",)  # "still searching for 31 people"
    i, found, text = c.r, [], set()
    while c.tag(i) == "E" or (c.tag(i) == "N" and not concept(c.word(i))):
        i += 1
    if c.tag(i) == "P":  # "8 million people in the country saw the final"
        place = c.phrase_after(i + 1)
        i = place[-1] + 1 if place else i
    if c.tag(i) not in ("V", "X") or (c.figure.kind == "percent" and verb_base(c.word(i)) != "be"):
        return ()
    while c.tag(i) not in ("S", "C", "F", "") and len(found) < 3:
        word, base = c.word(i), verb_base(c.word(i))
        text.add(base or word)
        if c.tag(i) == "N" or (c.tag(i) == "V" and base not in any_of("level empty say")):
            found += filter(None, [lexicon()["concept"].get(word) or concept(base or word)])
        i += 1
    if text >= {"be", "for"} and text & {"looked", "searched", "search"}:
        return ("missing",)  # "54 people are being looked for"
    if "house" in found and text & {"leave", "left", "flee", "fled", "abandon"}:
        return ("evacuate",) if text & {"tell", "order", "ask", "urge"} else ("displace",)
    return tuple(dict.fromkeys(found))


def done(c, i):
    """The base of a verb; of one that no list has, of a count, its form: what was leased was not sold."""
    counted = c.figure.kind in ("count", "bare") and c.tag(i) == "V"
    return verb_base(c.word(i)) or (c.word(i) if counted else "")


def verb_word(c, v):
    """The concept of an informative verb, () for "have", "reach", "rise"."""
    base = done(c, v) if v >= 0 else ""
    lexical = lexicon()
    if not base or base in any_of("level empty say"):
        return (
            tuple(filter(None, [lexical["concept"].get(c.word(v))])) if v >= 0 and base not in ("be",) else ()
        )
    return (lexical["concept"].get(c.word(v)) or concept(base),)


def deeds(c, v, subject):
    """The words of a verb and its subject, without who only acts: "retailers sold 2 percent less"."""
    verb, words = verb_word(c, v), c.words(subject)
    if verb:
        words = tuple(w for w in words if singular(w) not in lexicon()["antecedent"])
    return tuple(dict.fromkeys(verb + words))
