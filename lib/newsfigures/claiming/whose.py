"""Whose a figure is: the names of a sentence, who of them only speaks or only says where another belongs, and
the parties of a claim, with what the lines before have told.
"""

import re
from functools import cache, partial
from itertools import pairwise
from typing import NamedTuple

from ..reading.spelled import quick
from .parties import Name, any_of, find_names, lexicon, territories
from .presenting import SAID, speaks
from .tagging import singular

_initial = quick(r"([^\W\d_])[^\W\d_]{3,}")  # of a word of four letters or more
_AMOUNT = re.compile(r"[A-Z]{3} ?\d")  # "EUR 1.7 billion"
_NUMBER = re.compile(r" (?:(?:about|some|nearly|almost|at least|more than) )?\d")
_SAYING = re.compile(rf"'?s?(?:, [^,;:\"]{{3,60}},|,|(?: [\w-]+){{0,4}}?) (?:{SAID})\b")
_SAID_BY = re.compile(
    r"(?:\b(?:[Aa]ccording to|citing)|[,\"\u201d'] ?(?:said|says|added|warned))(?: [\w'-]+){0,4} $"
)
_SIDE = r"(?:rival|unit|subsidiary|arm|division|owner|parent|part)"
_FROM_A = re.compile(rf"'s? (?:[a-z]+ )?{_SIDE} ")  # "Corvane's rival Larsen"
_TO_B = re.compile(rf".*\b(?:{_SIDE} of|owned by)(?: the| [a-z]+){{0,2}} ")  # "Larsen, a rival of Corvane"
_OF_PARTY = re.compile(r",? of (?:the )?")  # "Ann Lee of the Reform Party"
_WITHIN = re.compile(r"(?: (?:county|province|city|state|region|district|town|port|island))? in |, ")
_NOUN = re.compile(r" ([a-z]+)")
_POLLED = re.compile(
    r"(?i)\b(?:polls?|surveys?|analysts?|economists?|brokers?|polled|surveyed)(?: of [^,;]{0,20})?"
    r" (?:by|at|from|for|with|in) (?:the |an? )?$"
    r"|\b(?:told|judge|spokes[a-z]+|analyst|economist|inspector),? $"
)
_POLL = re.compile(r"'?s? (?:[a-z]+ )?(?:polls?|surveys?|analysts?|economists?)\b")
_AGENCY = re.compile(
    r"[^\W\d_]*[^()a-z]{2}[^()]{2,50}\(([^()]+)\) ?[-_\u2013\u2014]"
)  # "HULL, Jan. 3 (AP) _"
_FIRMS = ("Corp", "Inc", "Ltd", "Plc", "PLC", "Co", "Group", "Holdings", "AG", "SE", "NV", "SA", "GmbH")
_ITS = re.compile(r" (?:said|says)(?: that)? its?\b")


def shouting(sentence):
    """Whether most words are capitalised, as in some headlines: a capital then marks no name."""
    few, share = (2, 0.6) if sentence.kind in ("title", "heading") else (5, 0.8)
    words = _initial(sentence.text).findall(sentence.text)
    return len(words) > few and sum(map(str.isupper, words)) > share * len(words)


class Named(NamedTuple):
    """The names of a sentence: who only speaks, where somebody only comes from, and who is spoken of."""

    names: list[Name]
    speakers: set[str]
    aside: set[str]
    said: list[Name]


_NOBODY = Named([], set(), set(), [])


def names_in(sentence, known):
    text = sentence.text
    names = [n for n in find_names(text, known) if not _AMOUNT.match(text, n.start)]
    if names and shouting(sentence):
        names = [n for n in names if n.kind == "territory" or n.key in known]
    if wired := _AGENCY.match(text):
        names = [n for n in names if not wired.start(1) <= n.start < wired.end()]
    if not names:
        return _NOBODY
    aside = _describing(names, text) if len(names) > 1 else set()
    aside |= {n.key for n in names if _POLLED.search(text, 0, n.start) or _POLL.match(text, n.end)}
    saying = _speakers(names, text) if speaks(text) else []
    said = [n for n in names if n not in saying and n.key not in aside and not _counted(n, text)]
    said = said or [n for n in names if n.key not in aside and _of_itself(n, text)]
    return Named(names, {n.key for n in saying}, aside, said)


def _speakers(names, text):
    """The names of who only speaks: directly before "said", or after "said", "according to"; but not Hull in
    "Ann Lee, mayor of Hull, said".
    """
    found, end = [], 0
    for name in names:
        said = _SAYING.match(text, name.end, name.end + 40)
        told = said and said[0].endswith(("reported", "found", "announced"))
        counted = told and _NUMBER.match(text, said.end())  # "Norland reported 12 cases"
        speaks = (said and not counted) or _SAID_BY.search(text, max(0, name.start - 80), name.start)
        if speaks and name.start >= end:
            found.append(name)
            end = said.end() if said and "," in said[0] else 0
    return found


def _counted(name, text):
    """Whether a number stands beside a name: "26 Germans", "Buhera 388"."""
    return text[max(0, name.start - 2)].isdigit() or text[name.end + 1 : name.end + 2].isdigit()


def _of_itself(name, text):
    """Whether a speaker speaks of itself: "Hadley Corp said net rose", "Hadley says its sales fell"."""
    return name.key.endswith(_FIRMS) or _ITS.match(text, name.end)


def read_parties(frame, named, memory, sentence, figure):
    """Names of a claim, the giver of a flow first; the side that tells the flow; whether the clause states
    them.
    """
    if frame.pattern == "row" and memory.company:
        return (memory.company,), "", "resolved"
    directed = lexicon()["directed"].intersection(frame.words)
    speakers, wider = named.speakers, named.aside
    own = [(role, n.key) for role, n in frame.names if n.key not in speakers or role in ("", "of")]
    own = [told for told in own if told[1] not in wider]
    if not lexicon()["toll"].isdisjoint(frame.words):  # "a bus from Lima to Cusco crashed, killing"
        own = [told for told in own if told[0] not in ("from", "to")]
    keys = tuple(dict.fromkeys([key for _, key in own]))
    fallback = partial(_fallback, frame, named, memory, sentence, figure)
    if directed:
        taker = "import" in directed
        far = [key for role, key in own if role == ("from" if taker else "to")][:1]
        home = [key for role, key in own if role in ("", "of", "by") and key not in far][:1]
        basis = "stated" if home else "resolved"
        home = home or [k for k in fallback() if k not in far][:1]
        return tuple(far + home if taker else home + far), "taker" if taker else "giver", basis
    both = frame.anaphor == "both" or "trade" in frame.words
    if both and len(keys) < 2:
        pair = memory.pair if "trade" in frame.words or len(memory.recent) < 2 else memory.recent[:2]
        if pair and set(keys) <= set(pair):
            return tuple(sorted(pair)), "", "resolved"
    if keys and not (frame.anaphor and not any(role in ("", "of") for role, _ in own)):
        return tuple(sorted(keys)), "", "stated"
    return tuple(sorted(dict.fromkeys((*fallback()[:3], *keys)))), "", "resolved"


def _describing(names, text):
    """Names that only say where another one belongs ("Sweden's Lindqvist", "Dutch maker Boxcraft", "a unit of
    Larsen"), and capitals that are places inside a country named beside them.
    """
    belongs, found = any_of("agent antecedent"), set()
    for a, b in pairwise(names):
        between = text[a.end : b.start]
        words = between.removeprefix("'s").split()
        described = not words or (words[-1] in belongs and not set(words) & lexicon()["preposition"])
        of_land = a.kind == "territory" and b.kind == "name" and described and len(words) < 4
        if of_land or (a.possessive and _FROM_A.fullmatch(between)):
            found.add(a.key)
        member = _OF_PARTY.fullmatch(between) and not text[: a.start].lower().endswith("the ")
        within = a.kind == "name" and b.kind == "territory" and _WITHIN.fullmatch(between)
        if member or within or _TO_B.fullmatch(between):
            found.add(b.key)
    countries = {n.key for n in names if n.kind == "territory"}
    if len(countries) < len(names):  # "Aurelia, the Portuguese carrier"
        nouns = ((n, _NOUN.match(text, n.end, n.end + 30)) for n in names if n.kind == "territory")
        found |= {n.key for n, noun in nouns if noun and noun[1] in belongs}
    return found | {n.key for n in names if n.kind == "place" and territories()[n.key][0] in countries}


@cache
def lands() -> frozenset[str]:
    """The names of all territories."""
    return frozenset(name for name, _ in territories().values())


_THAT = ("that", "this", "these", "those", "there")
_POINTING = {"its": "its", "it": "its", "their": "both", "they": "both", "both": "both"} | dict.fromkeys(
    ("his", "her", "he", "she"), "his"
)
_BODIES = "[Pp]olice|[Oo]fficials?|[Aa]uthorities|[Hh]ospitals?|[Ff]irefighters|ministry|office|prosecutors"
_BODY_IN = re.compile(rf"\b(?:{_BODIES}) (?:in|of) $")
_BODY_OF = re.compile(rf"'?s? (?:[a-z]+ ){{0,2}}(?:{_BODIES})\b")
_THERE = re.compile(r"\b(?:in|near|at|off|outside) $")
_WHERE = re.compile(r"'?s?(?: [a-z]+)?, where\b")
# what ends the reach of a figure to a name behind it
_ELSEWHERE = re.compile(
    r"[\d;:]|\b(?:than|as|while|when|where|who|but|since|against|to|ahead|with|by|from|after|before)\b"
)
_GOES_ON = re.compile(
    r"\W?(?:It|He|She|They|Its|His|Her|Their|The (?:company|firm|group|bank|airline|carrier))\b"
)


def spoken_of(names, text, recent):
    """Who a sentence is about, its subject first: "It" goes on with that of the sentence before."""
    before = recent[:1] if _GOES_ON.match(text) else ()
    return tuple(dict.fromkeys((*before, *(n.key for n in names))))


def _fallback(frame, named, memory, sentence, figure):
    """Who is meant when the clause names nobody: earlier in the sentence, behind the figure, in the sentence
    before, then in headline and lead.
    """
    names, text = [n for n in named.names if n.key not in named.aside], sentence.text
    told = [n for n in names if n.end <= figure.start]
    near = frame.anaphor or not lexicon()["flow"].isdisjoint(frame.words)
    earlier = _earlier(told, named.speakers, text, frame, figure, near)
    later = [n for n in names if n.start >= figure.end and n.key not in named.speakers]
    if later and not earlier and not near and not _ELSEWHERE.search(text, figure.end, later[0].start):
        return [later[0].key]
    same = memory.parties if sentence.paragraph == memory.paragraph else ()
    topic, recent = memory.topic, memory.recent
    chain = (earlier, recent[:1], same[:1], topic[:1]) if near else (earlier, topic, recent)
    if frame.anaphor in ("his", "firm"):  # rather a person or firm than a country
        pools = (earlier or [n.key for n in told], recent, same, topic)
        chain = (*([k for k in pool if k not in lands()][:1] for pool in pools), *chain)
    return list(dict.fromkeys(next(filter(None, chain), ())))


def _earlier(told, speakers, text, frame, figure, near):
    """Whose the names ``told`` before a figure make it: those of its clause, the place of a toll; who
    only speaks where it speaks of itself, or for a place ("Police in Hull said 12 people had died").
    """
    if not told:
        return []
    ends = [max(text.rfind(mark, 0, figure.start) for mark in marks) for marks in (",;:", ";:")]
    before = next(filter(None, ([n for n in told if n.start > end] for end in ends)), told)
    if _WHERE.search(text, told[-1].end, figure.start):  # "in Valdora, where 3,200 hectares have burned"
        before = told[-1:]
    elif not lexicon()["toll"].isdisjoint(frame.words):  # a bus "from Lima to Cusco" that crashed "near Ica"
        before = [n for n in told if _THERE.search(text, 0, n.start)] or before
    found = [n for n in before if n.key not in speakers]
    if not found and (near or not lexicon()["firmly"].isdisjoint(frame.words)):
        found = before
    bodies = (n for n in told if _BODY_IN.search(text, 0, n.start) or _BODY_OF.match(text, n.end))
    return [n.key for n in found or bodies]


def joined(names, side):
    names = tuple(dict.fromkeys(names))
    return " > ".join(names) if side and len(names) == 2 else "; ".join(names)


def points(c, i, indices):
    """Whether a word only points at who is meant, and at how many: "its", "both", "the company"."""
    word, before = c.word(i), c.word(i - 1 - (c.word(i - 1) in lexicon()["generic"]))
    if found := _POINTING.get(word) or (len(indices) == 1 and word in _THAT and "its"):
        return found
    if before not in ("the", "both", "two"):
        return ""
    noun = word.removesuffix("'s").removesuffix("'")
    one = singular(noun)
    if one in lexicon()["generichead"] and before == "the" and not c.words(indices):
        return "its"  # "The rate had stood at 4.25 percent"
    if c.tag(i) != "N" or one not in lexicon()["antecedent"]:
        return ""
    return "both" if noun != one else "firm" if noun in lexicon()["firm"] else "its"
