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

_WITHIN = re.compile(r"(?: (?:county|province|city|state|region|district|town|port|island))? in |, ")
_APPOSED = re.compile(r", (?:the|an?|one of the) (?:[a-z]+ )?")
_NEXT = re.compile(r" ([a-z]+)")
_initial = quick(r"([^\W\d_])[^\W\d_]{3,}")  # of a word of four letters or more
_AMOUNT = re.compile(r"[A-Z]{3} ?\d")  # "EUR 1.7 billion"
_NUMBER = re.compile(
    r" (?:(?:about|some|nearly|almost|at least|more than) )?\d"
)  # "Norland reported 12 cases"
_SAYING = re.compile(rf"'?s?(?:, [^,;:\"]{{3,60}},|,|(?: [\w-]+){{0,4}}?) (?:{SAID})\b")
_SAID_BY = re.compile(
    r"(?:\b(?:[Aa]ccording to|citing)|[,\"\u201d'] ?(?:said|says|added|warned))(?: [\w'-]+){0,4} $"
)
_HELD = re.compile(  # "Larsen's head, Ida Holm"
    r"'s? (?:[a-z-]+ ){1,4}?, |'s? (?:[a-z-]+ ){1,3}|(?: [a-z-]+)? (?:executive|boss|chairman|director|head) "
)
_HOLDS = re.compile(  # "Lee, mayor of Hull"
    r", (?:(?:an? |the |its )?(?:[a-z-]+ ){1,4}(?:of|for|at) (?:the )?|who (?:runs|heads|leads|owns) )"
)
_SIDE = r"(?:rival|unit|subsidiary|arm|division|owner|parent|part)"
_BESIDE = re.compile(rf"\b(?:{_SIDE} of|owned by)(?: the| [a-z]+){{0,2}} $")
_OF_A = re.compile(rf"'s? (?:[a-z]+ )?{_SIDE} ")
_OF_PARTY = re.compile(r",? of (?:the )?")
_POLLED = re.compile(
    r"(?i)\b(?:polls?|surveys?|analysts?|economists?|brokers?|polled|surveyed)(?: of [^,;]{0,20})?"
    r" (?:by|at|from|for|with|in) (?:the |an? )?$"
    r"|\b(?:told|judge|spokes[a-z]+|analyst|economist|inspector),? $"
)
_POLL = re.compile(
    r"'?s? (?:[a-z]+ )?(?:polls?|surveys?|analysts?|economists?)\b"
    r"| (?:has |had )?(?:cut|raised|lowered|kept|left) its [a-z ]{0,20}(?:forecast|estimate|projection)s?"
    r" (?:for|of) [A-Z]"
)
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
    saying = _saying(names, text) if speaks(text) else []
    said = [n for n in names if n not in saying and n.key not in aside and not _counted(n, text)]
    said = said or [n for n in names if n.key not in aside and _of_itself(n, text)]
    return Named(names, {n.key for n in saying}, aside, said)


def _saying(names, text):
    """The names of who only speaks: Lee in "Ann Lee, mayor of Hull, said" and "said Hull's mayor, Lee"."""
    found = [n for n in names if _attributed(text, n)]
    for a, b in pairwise(names):
        between = text[a.end : b.start]
        held, holds = _HELD.fullmatch(between), _HOLDS.fullmatch(between)
        if (held or holds) and (a in found or b in found) and b.kind == "name":
            who, whose = (a, b) if holds else (b, a)
            found = [n for n in found if n not in (who, whose)] + [who]
    return found


def _attributed(text, name):
    """Whether a name is the speaker: directly before "said", or after "said", "according to"."""
    after, before = text[name.end : name.end + 40], text[max(0, name.start - 80) : name.start]
    said = _SAYING.match(after)
    counted = (
        said and said[0].endswith(("reported", "found", "announced")) and _NUMBER.match(after, said.end())
    )
    return bool((said and not counted) or _SAID_BY.search(before))


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
    """Territories that only say where a name belongs ("Sweden's Lindqvist", "Dutch maker Boxcraft"), and
    capitals that are places inside a country named beside them.
    """
    belongs, found = any_of("agent antecedent"), set()
    for a, b in pairwise(names):
        between = text[a.end : b.start].removeprefix("'s").split()
        apposed = a.kind == "name" and b.kind == "territory" and _APPOSED.fullmatch(text[a.end : b.start])
        if apposed and _noun_after(text, b.end):  # "Aurelia, the Portuguese airline"
            found.add(b.key)
        described = not between or (between[-1] in belongs and not set(between) & lexicon()["preposition"])
        if a.kind == "territory" and b.kind == "name" and described and len(between) < 4:
            found.add(a.key)
        if a.possessive and _OF_A.fullmatch(text[a.end : b.start]):
            found.add(a.key)  # "Corvane's rival Larsen"
        the = text[: a.start].lower().endswith("the ")
        if _BESIDE.search(text, a.end, b.start) or (not the and _OF_PARTY.fullmatch(text, a.end, b.start)):
            found.add(b.key)  # "Larsen, a rival of Corvane", "Ann Lee of the Reform Party"
        if a.kind == "name" and b.kind == "territory" and _WITHIN.fullmatch(text[a.end : b.start]):
            found.add(b.key)
    countries = {n.key for n in names if n.kind == "territory"}
    if len(countries) < len(names):  # "Aurelia, the Portuguese carrier"
        found |= {n.key for n in names if n.kind == "territory" and _noun_after(text, n.end) in belongs}
    capitals = {n.key for n in names if n.kind == "place" and territories()[n.key][0] in countries}
    return found | capitals


@cache
def lands() -> frozenset[str]:
    """The names of all territories."""
    return frozenset(name for name, _ in territories().values())


def _noun_after(text, at):
    """The word right after a name: "Portuguese carrier" but not "Portugal's carrier"."""
    found = _NEXT.match(text, at, at + 30)
    return found[1] if found else ""


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
_OPENING = re.compile(r"\W?(?:In|At|On|For|With|From|After|Before|Since|Unlike|Against|Across) [^,]*, ")


def spoken_of(names, text, recent):
    """Who a sentence is about, its subject first: "It" goes on with that of the sentence before."""
    keys = [n.key for n in names]
    if recent and _GOES_ON.match(text):
        keys.insert(0, recent[0])
    elif opening := _OPENING.match(text):
        keys.sort(key=lambda key: any(n.key == key and n.end <= opening.end() for n in names))
    return tuple(dict.fromkeys(keys))


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
