"""What and of whom: the quantity of a claim and its parties, with what the lines before have told."""

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cache, partial
from itertools import pairwise
from typing import NamedTuple

from ..reading.spelled import quick
from . import rows
from .frame import Frame
from .parties import Name, any_of, find_names, lexicon, territories
from .presenting import attributed, counted, of_itself, speaks

PER = re.compile(r" (?:[\w-]+ ){0,2}(?:per|for every|in every|out of every) \d")
EACH = re.compile(
    r" (?:an?|per|each|for each|for every|to the(?= (?:euro|dollar|pound|yen|yuan|franc)\b)) ([a-z]+)\b"
    r"(?! (?:earlier|ago|before))"
)
_WITHIN = re.compile(r"(?: (?:county|province|city|state|region|district|town|port|island))? in |, ")
_APPOSED = re.compile(r", (?:the|an?|one of the) (?:[a-z]+ )?")
_NEXT = re.compile(r" ([a-z]+)")
_initial = quick(r"([^\W\d_])[^\W\d_]{3,}")  # of a word of four letters or more
_SMALL = re.compile(r"(?<![\w'-])[a-z]{3,}(?![\w-])")
_AMOUNT = re.compile(r"[A-Z]{3} ?\d")  # "EUR 1.7 billion"
_PRICING = {"price", "sell", "buy", "purchase", "cost", "trade", "pay", "quote", "fetch"}
NO_AMOUNT = ("", "", -9, 0.0)


@dataclass
class Memory:
    """Who a document has spoken of so far, for "its", "both countries" and clauses without a name."""

    topic: tuple[str, ...]
    pair: tuple[str, ...]
    recent: tuple[str, ...] = ()
    paragraph: int = -1
    frame: Frame | None = None
    frames: dict = field(default_factory=dict)  # the last frame of each kind of figure
    parts: dict = field(default_factory=dict)  # the last month and quarter told
    share: Frame | None = None
    claim: str = ""
    parties: tuple[str, ...] = ()
    last: dict | None = None
    amount: tuple = NO_AMOUNT  # kind, unit, sentence and value of the last amount of money or measure
    when: dict | None = None  # the last that tells the time that is spoken of: no forecast, no former value
    company: str = ""  # of a headline of results
    span: str = ""  # of the rows that follow: "1st qtr"
    behind: list[str] = field(default_factory=list)  # sentences that were not yet looked through for it

    def last_span(self):
        self.span = next(filter(None, map(rows.span, reversed(self.behind))), self.span)
        self.behind.clear()
        return self.span


class Seen:
    """The names of documents, in parts that add up; of those ``asked`` for only ``known`` can tell."""

    def __init__(self):
        self.inside, self.written, self.asked = set(), set(), _Asked()

    def add(self, document):
        for sentence in document.sentences:
            self.written.update(sentence.text.split())
            names = {name.key for name in find_names(sentence.text, self.asked)}
            if names and shouting(sentence):
                self.asked.update(names)
            elif sentence.kind != "heading":
                self.inside |= names

    @property
    def small(self) -> set[str]:
        """The words that stand in small letters."""
        return set(_SMALL.findall(" ".join(self.written)))

    def known(self) -> frozenset[str]:
        """Names seen inside sentences, and the first words of the longer ones.

        A single word that also stands in small letters ("coffee" beside the Coffee Board) is no name.
        """
        found = self.inside | {name.split(" ")[0] for name in self.inside if " " in name}
        small = self.small
        return frozenset(name for name in found if name.lower() not in small)


class _Asked(set):
    """Knows no name, and remembers for which it was asked."""

    def __contains__(self, name):
        self.add(name)
        return False


def known_names(records) -> frozenset[str]:
    """Return the names that may open a sentence in any of the documents."""
    seen = Seen()
    for document in records:
        seen.add(document)
    return seen.known()


_AT = re.compile(r"\b(?:at|near|off|outside) \Z")  # "a lineman was hurt at Brand" tells of no Brand before it


def start_memory(document, named):
    """The names of headline and lead, and the two territories that are named most."""
    told = [
        (
            s.sentence,
            names.said if s.sentence < 2 else [n for n in names.said if not _AT.search(s.text, 0, n.start)],
        )
        for s, names in zip(document.sentences, named, strict=True)
        if s.kind != "heading"
    ]
    counts = Counter([n.key for _, said in told for n in said])
    lead = [n for sentence, said in told[:3] if sentence < 3 for n in said]
    pair = tuple(sorted(sorted(lands().intersection(counts), key=lambda c: (-counts[c], c))[:2]))
    lead = [n for n in lead if counts[n.key] > 1] or lead  # who is named once is not what a story is about
    who = rows.company(document.title)
    topic = (who,) if who and "<" in document.title else tuple([n.key for n in lead])
    return Memory(topic, pair if len(pair) == 2 else (), company=who)


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
    if not names:
        return _NOBODY
    aside = _describing(names, text) if len(names) > 1 else set()
    saying = [n for n in names if attributed(text, n)] if speaks(text) else []
    said = [n for n in names if n not in saying and n.key not in aside and not counted(n, text)]
    said = said or [n for n in names if n.key not in aside and of_itself(n, text)]
    return Named(names, {n.key for n in saying}, aside, said)


def elided(frame, memory, sentence):
    """A lone noun that repeats the quantity told just before ("Copper exports …. Exports were …") means the
    same.
    """
    last = memory.frame
    lone = (
        last
        and len(frame.words) == 1
        and frame.words[0] in last.words
        and len(last.words) <= 3
        and frame.measure == last.measure
        and not (memory.share and frame.words == memory.share.words)
    )
    near = (
        memory.last
        and memory.last["document"] == sentence.document
        and (frame.pattern != "as before") <= sentence.sentence - memory.last["sentence"] <= 2
    )
    if (
        lone
        and near
        and not frame.names
        and not re.search(
            r"(?i)\b(?:total|overall|all|other|world|global)\b", sentence.text[slice(*frame.segment)]
        )
    ):
        return replace(frame, words=last.words)
    return frame


def quantity(frame, unit, kind, parties):
    words, measure = frame.words, frame.measure
    if " / " in unit and len(words) > 1:
        words = tuple(w for w in words if w not in _PRICING) or words  # dollars a tonne are a price
    elif (
        kind == "money"
        and words == ("sell",)
        and frame.pattern in ("of before", "verb before", "noun before", "as before", "from", "instead of")
    ):
        words = ("revenue",)
    elif measure == "share" and words == ("sell",):
        words = ("revenue",)  # "8.9 percent of sales"
    elif kind == "money" and words and set(words) <= lexicon()["handover"]:
        words = ("deal",)
    if "abroad" in words:
        words = tuple(dict.fromkeys("export" if w == "sell" else w for w in words if w != "abroad"))
    if kind in ("percent", "percentage_point") and words == ("sell",):
        words = ("revenue",)
    if kind == "money" and "sell" in words and " / " not in unit:
        words = tuple("revenue" if w == "sell" else w for w in words)
    if tolls := lexicon()["toll"].intersection(words):
        words = tuple(w for w in words if w in tolls or w == "part" or w in lexicon()["who"])
    of_land = kind == "percent" and words == ("price",) and not lands().isdisjoint(parties)
    if of_land or (kind == "percent" and set(words) == {"consumer", "price"}):
        return ("inflation",), "rate"
    return words, measure


def read_parties(frame, named, memory, sentence, figure):
    """Names of a claim, the giver of a flow first; the side that tells the flow; whether the clause states
    them.
    """
    if frame.pattern == "row" and memory.company:
        return (memory.company,), "", "resolved"
    directed = lexicon()["directed"].intersection(frame.words)
    names, speakers, wider, _ = named
    own = [(role, n.key) for role, n in frame.names if n.key not in speakers or role in ("", "of")]
    own = [told for told in own if told[1] not in wider] or own
    keys = tuple(dict.fromkeys([key for _, key in own]))
    fallback = partial(_fallback, frame, names, memory, sentence, figure, speakers | wider)
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


def _fallback(frame, names, memory, sentence, figure, speakers):
    """Who is meant when the clause names nobody: earlier in the sentence, then before it, then headline and
    lead.
    """
    told = [n for n in names if n.end <= figure.start]
    cut = told and max([sentence.text.rfind(mark, 0, figure.start) for mark in ",;:"])
    before = [n.key for n in told if n.start > cut] or [n.key for n in told]
    near = frame.anaphor or not lexicon()["flow"].isdisjoint(frame.words)
    earlier = [k for k in before if k not in speakers] or (before if near else [])
    same = memory.parties if sentence.paragraph == memory.paragraph else ()
    topic, recent = memory.topic, memory.recent
    chain = (earlier, same[:1], recent[:1], topic[:1]) if near else (earlier, topic, recent)
    if frame.anaphor in ("his", "firm"):  # rather a person or firm than a country
        pools = (earlier or [n.key for n in told], same, recent, topic)
        chain = (*([k for k in pool if k not in lands()][:1] for pool in pools), *chain)
    return list(dict.fromkeys(next(filter(None, chain), ())))


def joined(names, side):
    names = tuple(dict.fromkeys(names))
    return " > ".join(names) if side and len(names) == 2 else "; ".join(names)
