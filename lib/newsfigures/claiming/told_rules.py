"""Rules for figures that point at what was told before: a repeat in another unit, a part, the next of a list.

Each rule takes a clause, the frame before it and the last frame of the text, and gives a frame or None.
"""

import re
from dataclasses import replace

from ..reading.context import BASED
from .frame import Frame
from .parties import any_of, lexicon
from .tagging import concept, merged, singular

_THERE = ("in", "at", "near", "off", "outside")


def repeated(c, previous, last):
    """Read "$240 billion (S$323.7 billion)", "3,600 hectares, or 8,900 acres": one amount in two units."""
    if c.kind not in ("money", "measure", "temperature") or c.word(c.k - 1) not in ("(", "or"):
        return None
    at = next((j for j in (c.k - 2, c.k - 3) if c.tag(j) == "F"), -1)
    other = c.figures[c.tokens.at[at]] if at >= 0 else c.figure
    if other.kind != c.kind or other.unit == c.figure.unit:
        return None
    return replace(previous, role="same", before=c.figures.index(c.figure) - 1)


def pointing(c, previous, last):
    """Read "the two countries", "both leaders": no measurement, it points at who was named before."""
    if not c.counts or c.figure.value not in (1, 2, 3):
        return None
    if c.text[c.figure.start : c.figure.end].lower() in ("once", "twice"):
        return Frame("", pattern="how often")
    noun, known = c.phrase_after(c.k + 1, ()), any_of("antecedent title")
    definite = c.word(c.k - 1) in _POINTING
    said = definite and c.tag(c.k + 1) in ("V", "X")  # "the two said"
    ends = {singular(c.word(i)) for i in (noun[:1] if definite else []) + noun[-1:]}
    return Frame("", pattern="points at names") if said or ends & known else None


_POINTING = ("the", "these", "those", "both", "all", "their", "its", "his", "her")


def part(c, previous, last):
    """Read "4,600 people, 1,200 of them in the north": a part of what was told before."""
    opens = c.word(0) in ("among", "of") and c.k < 6  # "Of the wounded 19 are …"
    among = c.words(c.phrase_after(1, ())) or c.words(range(1, c.k)) if opens else ()
    if c.counts and not lexicon()["toll"].isdisjoint(among):
        words = merged(among, c.words(c.phrase_after(c.r)), ("part",))
        return Frame("count", words, c.named(c.tail(c.r)), "of them", anaphor="its")
    if c.counts and c.word(c.r) == "of" and c.word(c.r + 1) == "the" and c.tag(c.r + 2) != "F":
        whole = c.phrase_after(c.r + 1)  # "four of the dead", but not "71 of the 160 seats"
        if c.words(whole):
            return Frame("count", (*c.words(whole), "part"), c.named(whole, c.tail(whole[-1] + 1)), "of them")
    of = c.k - 2 if c.word(c.k - 1) in ("whom", "which") else c.r  # "145 people died, of whom 117 were"
    if previous and c.word(of) == "of" and c.word(of + 1) in ("them", "these", "those", "whom", "which"):
        names = c.named(c.tail(c.r + 2))
        there = any(role in _THERE for role, _ in names)  # "38 of them in the valley" died there
        words = previous.words if there else merged(previous.words, ("part",))
        return replace(previous, words=words, names=names, role="", pattern="of them")
    return None


def labelled(c, previous, last):
    """Read "Net profit: USD 1,840 million", a line of a statement, and "By quarter: 23.9 million, …"."""
    noun = c.phrase_before(c.p - 1) if c.word(c.p) == ":" else []
    if not noun or c.words(c.phrase_after(c.r)):
        return None
    told = previous if previous and previous.words else last
    if told and all(c.tag(i) == "T" for i in noun):
        return c.again(told, "by part")
    return Frame(c.plain, c.words(noun), c.named(noun), "label") if c.words(noun) else None


def fronted(c, previous, last):
    """Read "At 5.2 percent, inflation was low": what the clause behind it is about."""
    if c.p or c.word(0) != "at" or c.word(c.r) != ",":
        return None
    v = next((i for i in range(c.r + 1, c.size) if c.tag(i) in ("V", "X", "F", ";")), 0)
    subject = c.subject(v) if c.tag(v) in ("V", "X") else []
    names, who = c.named(subject, c.tail(v)), c.anaphor(subject)
    return Frame(c.plain, c.words(subject), names, "verb after", anaphor=who)


def beside(c):
    """The name right before a figure: "Italy's 4.1 percent", "Osei on 45 percent", "Mali (8)"."""
    at = c.p - (c.word(c.p) in ("for", "with", "at", "on", "(", ":"))
    at -= c.tag(at) == "T"
    placed = c.word(at - 1) in ("in", "at", "near")  # "in Thuringia 73.6 percent, in Saxony 74.4"
    return [*range(at - placed, at + 1)] if c.tag(at) == "E" else []


def listed(c, previous, last):
    """Read "… and $417 million in December": what the figure before it measures."""
    if c.word(c.p) == "," and (c.word(c.r) == "," or (c.word(c.r), c.word(c.r + 1)) == ("in", "all")):
        noun = c.phrase_before(c.p - 1)  # "The injured, 32 in all, were taken", "half of the dead, 542, were"
        if words := c.words(noun):
            words += ("part",) * (c.word(noun[0]) == "of")
            return Frame(c.plain, words, c.named(noun), "apposition", anaphor=c.anaphor(noun))
    between = next((i for i in range(c.k - 1, -1, -1) if c.tag(i) == "F"), -1)
    saying = lexicon()["say"]
    gapped = c.word(c.p) in (",", "and") and c.word(c.r) in _THERE and c.tag(c.r + 1) == "E"
    alone = not gapped and any(  # "Seven died in Missouri and two in Virginia"
        c.tag(i) == "V" and c.base(i) not in saying for i in range(between + 1, c.k)
    )
    alone = alone or (c.counts and c.tag(c.r) in ("V", "X"))  # "and 12 were admitted to hospital"
    who = beside(c)
    names = c.named(who, c.tail(c.r))  # "Costa accounts for 3,480, Llano for 1,625"
    if previous and previous.words and not alone and previous.measure in (c.plain, "share", "rate"):
        roles = {role for role, _ in names}
        roles |= {"", "by"} if "for" in roles else set()  # "52 percent, against 42 percent for Bello"
        roles |= {*_THERE} if roles & {*_THERE} else set()
        names += tuple(n for n in previous.names if n[0] not in roles)
        measure = previous.measure if c.kind == "percent" else c.plain
        return replace(previous, measure=measure, pattern="as before", role="", before=0, names=names)
    if c.kind != "percent":
        return None
    own = who or (alone and c.words(c.subject(c.verb_before(c.p))))  # "A poll had given Bello 53 percent"
    return Frame("rate", (), names, "as before", anaphor="" if own else "its")


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
    told = previous if previous and previous.measure == "change" and previous.words else c.alike
    if c.kind != "percent" or not told or told.kind != "percent" or told.measure != "change":
        return None
    ahead = c.text[max(0, c.figure.start - 40) : c.figure.start]
    if told is previous and _AFTER.search(ahead):
        grown = c.tag(c.p - (c.word(c.p) == "by")) == "V"
        if grown or not ahead.endswith("from ") or _GAIN.match(c.text, c.figure.end):
            return replace(told, role="old", before=0, pattern="change before")
    return _gapped(c, told)


def _gapped(c, told):
    """The change of "and imports 3 percent", "and 5 percent from May": the verb is that of the one told."""
    again = c.word(c.p) in ("and", "but") and BASED.match(c.text, c.figure.end)
    again = again or (c.word(c.p) == "by" and c.word(c.p - 1) in ("and", "but"))
    if again or (c.word(c.p) == "and" and c.word(c.r) == "in"):  # "3 percent in 2017 and 2 percent in 2018"
        return replace(told, role="", before=-1, pattern="change alike")
    base = c.base(c.p) if c.tag(c.p) == "V" else ""
    ending = c.word(c.p) != base and base in lexicon()["homograph"] - any_of("rise fall")
    # "and transport costs 3 percent"
    noun = c.phrase_before(c.p - ending) if ending or c.tag(c.p) == "N" else []
    words = (*c.words(noun), *([concept(c.word(c.p))] if ending else ()))
    if not words or c.word(noun[0] - 1 if noun else c.p - 1) not in ("and", "while", ";"):
        return None
    return replace(
        told, words=words, names=c.named(noun) or told.names, role="", before=-1, pattern="change alike"
    )
