"""Rules for figures that point at what was told before: a repeat in another unit, a part, the next of a list.

Each rule takes a clause, the frame before it and the last frame of the text, and gives a frame or None.
"""

import re
from dataclasses import replace

from ..reading.context import BASED
from .frame import Frame, plain_measure
from .parties import any_of, lexicon
from .tagging import concept, singular, verb_base
from .words_after import predicate

_THERE = ("in", "at", "near", "off", "outside")


def repeated(c, previous, last):
    """Read "$240 billion (S$323.7 billion)", "3,600 hectares, or 8,900 acres": one amount in two units."""
    if not previous or c.figure.kind not in ("money", "measure", "temperature"):
        return None
    joined = (c.word(c.k - 1) == "(" and c.tag(c.k - 2) == "F") or (
        c.word(c.k - 1) == "or" and "F" in (c.tag(c.k - 2), c.tag(c.k - 3))
    )
    if joined:
        other = c.figures[c.tokens.at[next(j for j in (c.k - 2, c.k - 3) if c.tag(j) == "F")]]
        if other.kind == c.figure.kind and other.unit != c.figure.unit:
            return replace(previous, role="same", before=len(c.figures[: c.figures.index(c.figure)]) - 1)
    return None


def pointing(c, previous, last):
    """Read "the two countries", "both leaders": no measurement, it points at who was named before."""
    if c.figure.kind not in ("count", "bare") or c.figure.value not in (1, 2, 3):
        return None
    if c.text[c.figure.start : c.figure.end].lower() in ("once", "twice"):
        return Frame("", pattern="how often")
    noun = c.phrase_after(c.k + 1, ())
    first = singular(c.word(noun[0])) if noun else ""
    definite = (
        c.word(c.k - 1) in ("the", "these", "those", "both", "all", "their", "its", "his", "her")
        or c.word(c.p) == "between"
    )
    if definite and c.tag(c.k + 1) in ("V", "X"):
        return Frame("", pattern="points at names")  # "the two said"
    known = any_of("antecedent title")
    if noun and ((definite and (first in known or not c.words(noun))) or singular(c.word(noun[-1])) in known):
        return Frame("", pattern="points at names")
    return None


def _kinds_of_dead(c, previous):
    """Read "41 people died, 38 passengers and three drivers": of what kind the dead were."""
    tolls = lexicon()["toll"]
    if not previous or previous.kind != "count" or tolls.isdisjoint(previous.words) or c.word(c.k - 1) != ",":
        return ()
    noun = c.phrase_after(c.r) if c.figure.kind == "count" else []
    end = noun[-1] + 1 if noun else c.r
    apposed = c.word(end) == "and" and c.tag(end + 1) == "F" and not predicate(c, end)
    kinds = c.words(noun)
    return kinds if apposed and tolls.isdisjoint(kinds) else ()


_OF_THE = re.compile(
    r"\bof (?:the (?:[a-z]+ )?)?(dead|killed|injured|wounded|victims|missing), (?:about |some )?$"
)


def part(c, previous, last):
    """Read "4,600 people, 1,200 of them in the north": a part of what was told before."""
    if told := _OF_THE.search(c.text, max(0, c.figure.start - 50), c.figure.start):
        # "half of the dead, 542, were in"
        where = c.tail(c.r + (c.word(c.r) == ","))
        return Frame("count", (concept(told[1]), "part"), c.named(where), "of them", anaphor="its")
    if kinds := _kinds_of_dead(c, previous):
        words = tuple(dict.fromkeys((*previous.words, *kinds, "part")))
        return Frame("count", words, previous.names, "of them")
    opens = c.word(0) in ("among", "of") and c.k < 6  # "Of the wounded 19 are …"
    among = c.words(c.phrase_after(1, ())) or c.words(range(1, c.k)) if opens else ()
    if c.figure.kind in ("count", "bare") and lexicon()["toll"] & set(among):
        words = tuple(dict.fromkeys((*among, *c.words(c.phrase_after(c.r)), "part")))
        return Frame("count", words, c.named(c.tail(c.r)), "of them", anaphor="its")
    if c.figure.kind in ("count", "bare") and c.word(c.r) == "of" and c.word(c.r + 1) == "the":
        whole = c.phrase_after(c.r + 1)  # "four of the dead", but not "71 of the 160 seats"
        if c.words(whole) and c.tag(c.r + 2) != "F":
            return Frame("count", (*c.words(whole), "part"), c.named(whole, c.tail(whole[-1] + 1)), "of them")
    of = c.k - 2 if c.word(c.k - 1) in ("whom", "which") else c.r  # "145 people died, of whom 117 were"
    others = ("them", "these", "those", "whom", "which")
    if previous and c.word(of) == "of" and c.word(of + 1) in others:
        names = c.named(c.tail(c.r + 2))
        there = any(role in _THERE for role, _ in names)  # "38 of them in the valley" died there
        words = previous.words if there else tuple(dict.fromkeys((*previous.words, "part")))
        return replace(previous, words=words, names=names, role="", pattern="of them")
    return None


def labelled(c, previous, last):
    """Read "Net profit: USD 1,840 million", a line of a statement, and "By quarter: 23.9 million, …"."""
    noun = c.phrase_before(c.p - 1) if c.word(c.p) == ":" else []
    told = previous if previous and previous.words else last
    if noun and told and all(c.tag(i) == "T" for i in noun) and not c.words(c.phrase_after(c.k + 1)):
        return replace(told, measure=plain_measure(c.figure.kind), role="", before=-1, pattern="by part")
    kinds = ("money", "measure", "percent", "temperature", "count", "bare")
    if c.figure.kind not in kinds or not c.words(noun) or c.words(c.phrase_after(c.r)):
        return None
    return Frame(plain_measure(c.figure.kind), c.words(noun), c.named(noun), "label")


def fronted(c, previous, last):
    """Read "At 5.2 percent, inflation was low": what the clause behind it is about."""
    if c.p or c.word(0) != "at" or c.word(c.r) != ",":
        return None
    v = next((i for i in range(c.r + 1, c.size) if c.tag(i) in ("V", "X", "F", ";")), 0)
    subject = c.subject(v) if c.tag(v) in ("V", "X") else []
    names, who = c.named(subject, c.tail(v)), c.anaphor(subject)
    return Frame(plain_measure(c.figure.kind), c.words(subject), names, "verb after", anaphor=who)


def beside(c):
    """The name right before a figure: "Italy's 4.1 percent", "Osei on 45 percent", "Mali (8)"."""
    at = c.p - (c.word(c.p) in ("for", "with", "at", "on", "(", ":"))
    at -= c.tag(at) == "T"
    placed = c.word(at - 1) in ("in", "at", "near")  # "in Thuringia 73.6 percent, in Saxony 74.4"
    return [*range(at - placed, at + 1)] if c.tag(at) == "E" else []


def listed(c, previous, last):
    """Read "… and $417 million in December": what the figure before it measures."""
    now = c.word(c.p) in ("now", "currently")
    if c.word(c.p - now) == "," and (
        now or c.word(c.r) == "," or (c.word(c.r), c.word(c.r + 1)) in (("in", "all"), ("in", "total"))
    ):
        noun = c.phrase_before(c.p - 1 - now)  # "The injured, 32 in all, were taken"
        words = c.words(noun) or tuple(filter(None, [lexicon()["concept"].get(c.word(c.p - 1 - now))]))
        if words:
            return Frame(
                plain_measure(c.figure.kind), words, c.named(noun), "apposition", anaphor=c.anaphor(noun)
            )
    between = next((i for i in range(c.k - 1, -1, -1) if c.tag(i) == "F"), -1)
    saying = lexicon()["say"]
    gapped = c.word(c.p) in (",", "and") and c.word(c.r) in _THERE and c.tag(c.r + 1) == "E"
    alone = not gapped and any(  # "Seven died in Missouri and two in Virginia"
        c.tag(i) == "V" and verb_base(c.word(i)) not in saying for i in range(between + 1, c.k)
    )
    counted = c.figure.kind in ("count", "bare")
    alone = alone or (counted and c.tag(c.r) in ("V", "X"))  # "and 12 were admitted to hospital"
    if (
        previous
        and previous.words
        and not alone
        and previous.measure in (plain_measure(c.figure.kind), "share", "rate")
    ):
        own = c.named(beside(c), c.tail(c.r))  # "Costa accounts for 3,480, Llano for 1,625"
        roles = {role for role, _ in own}
        if "for" in roles and (c.figure.kind == "percent" or c.word(c.p) in ("against", "versus", "to")):
            roles |= {"", "by"}  # "52 percent, against 42 percent for Bello"
        roles |= {*_THERE} if roles & {*_THERE} else set()
        names = own + tuple(n for n in previous.names if n[0] not in roles)
        measure = previous.measure if c.figure.kind == "percent" else plain_measure(c.figure.kind)
        return replace(previous, measure=measure, pattern="as before", role="", before=0, names=names)
    if c.figure.kind != "percent":
        return None
    own = alone and c.words(c.subject(c.verb_before(c.p)))  # "An exit poll had given Bello 53 percent"
    who = beside(c)
    return Frame("rate", (), c.named(who, c.tail(c.r)), "as before", anaphor="" if own or who else "its")


# "up 1.8 percent, after 2.9 percent", "after growing 2.9", "fell 0.4 percent from a revised 0.9 percent gain"
_AFTER = re.compile(
    r"\b(?:after|from|following) (?:an? )?(?:\w+wardly )?(?:revised |unrevised |preliminary )?"
    r"(?:(?:gain|rise|increase|fall|drop|decline) of |[a-z]+ing (?:by )?(?:an? )?(?:\w+ed )?)?$"
)
_GAIN = re.compile(r" (?:gain|rise|increase|fall|drop|decline|growth|loss|dip)\b")


def changed_before(c, previous, last):
    """Read "up 1.8 percent, after 2.9 percent the month before": the change before the one just told; and
    "exports rose 5 percent and imports 3 percent": the change of another thing.
    """
    if not previous or previous.measure != "change" or not previous.words:
        if c.figure.kind == "percent" and c.alike and c.alike.measure == "change":
            return _gapped(c, c.alike)
        return None
    ahead = c.text[max(0, c.figure.start - 40) : c.figure.start]
    told = c.figure.kind == previous.kind == "percent" and _AFTER.search(ahead)
    grown = told and c.tag(c.p - (c.word(c.p) == "by")) == "V"
    if told and (
        grown or ahead.endswith(("after ", "following ", " of ")) or _GAIN.match(c.text, c.figure.end)
    ):
        return replace(previous, role="old", before=0, pattern="change before")
    return _gapped(c, previous) if c.figure.kind == previous.kind == "percent" else None


def _gapped(c, told):
    """The change of "and imports 3 percent", "and 5 percent from May": the verb is that of the one told."""
    again = c.word(c.p) in ("and", "but") and c.figure.kind == "percent" and BASED.match(c.text, c.figure.end)
    if again or (c.word(c.p) == "by" and c.word(c.p - 1) in ("and", "but")):
        return replace(told, role="", before=-1, pattern="change alike")
    if c.word(c.p) == "and" and c.word(c.r) == "in":  # "grew 3 percent in 2017 and 2 percent in 2018"
        return replace(told, role="", before=-1, pattern="change alike")
    base = verb_base(c.word(c.p)) if c.tag(c.p) == "V" else ""
    ending = c.word(c.p) not in ("", base) and base in lexicon()["homograph"] - any_of("rise fall")
    # "and transport costs 3 percent"
    noun = c.phrase_before(c.p - ending) if ending or c.tag(c.p) == "N" else []
    at = noun[0] - 1 if noun else c.p - 1
    words = (*c.words(noun), *([concept(c.word(c.p))] if ending else ()))
    if c.word(at) not in ("and", "while", ";") or not words:
        return None
    names = c.named(noun) or told.names
    return replace(told, words=words, names=names, role="", before=-1, pattern="change alike")
