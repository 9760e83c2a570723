"""What and of whom: the quantity of a claim and its parties, with what the lines before have told."""

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import lru_cache

from . import rows
from .frame import Frame
from .parties import find_names, lexicon, low_words
from .whose import lands, shouting

PER = re.compile(r" (?:[\w-]+ ){0,2}(?:per|for every|in every|out of every) \d")
EACH = re.compile(
    r" (?:an?|per|each|for each|for every|to the(?= (?:euro|dollar|pound|yen|yuan|franc)\b)) ([a-z]+)\b"
    r"(?! (?:earlier|ago|before))"
)
_SMALL = re.compile(r"(?<![\w'-])[a-z]{3,}(?![\w-])")
_PRICING = {"price", "sell", "buy", "purchase", "cost", "trade", "pay", "quote", "fetch"}
_PRICES = {"consumer", "price", "inflation", "index"}
_ECONOMY = {"gdp", "economic", "growth", "produce"}
_OPENER = re.compile(  # who is spoken of as a firm, person or place is: ", which", "said", "district"
    r"\W?([A-Z][\w-]{2,}[^\Ws])(?:, (?:which|who|whose|an?|the|its|of the) | and (?=[A-Z])"
    r"| (?:is|has|had) an? | (?:said|says|beat|led|leads|owns|opened|launched|makes|overtook|district"
    r"|province|county|town|village)\b)"
)
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
                self.inside.update(filter(None, [opener(sentence.text)]))

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


def opener(text):
    """The word that opens a sentence and is spoken of as somebody: "Larsen, which is", "Nkomo district"; a
    name where no text of the corpus has it in small letters.
    """
    found = _OPENER.match(text)
    return found[1] if found and _unknown(found[1].lower()) else ""


@lru_cache(16_384)
def _unknown(low):
    """Whether a word belongs to no class of the lexicon."""
    classes = (words for name, words in lexicon().items() if name != "irregular")
    return not any(low in words or low.removesuffix("s") in words for words in classes)


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
    first = next((said for sentence, said in told[1:3] if said and sentence < 3), [])
    lead = [*(told[0][1] if told else ()), *first]
    pair = tuple(sorted(sorted(lands().intersection(counts), key=lambda c: (-counts[c], c))[:2]))
    lead = [n for n in lead if counts[n.key] > 1] or lead  # who is named once is not what a story is about
    who = rows.company(document.title)
    topic = (who,) if who and "<" in document.title else tuple([n.key for n in lead])
    return Memory(topic, pair if len(pair) == 2 else (), company=who)


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
    if kind == "percent":
        return _of_economy(words, measure, not lands().isdisjoint(parties))
    return words, measure


def _of_economy(words, measure, of_land):
    """The names that growth of an economy and of its prices go by."""
    told = {*words}
    if (of_land and words in (("price",), ("cost", "living"))) or (told > {"consumer"} and told <= _PRICES):
        return ("inflation",), "rate"
    if told and told <= _ECONOMY and (told & {"gdp", "economic"} or (of_land and words == ("growth",))):
        return ("gdp",), measure
    return words, measure


_DEALING = ("respectively", "beat", "beats", "led", "leads", "defeated")
_SCORE = re.compile(r"[^,;]{0,12} to (?:about )?")


def dealt(rows, names, text):
    """Read "Spain and Italy had 24 percent and 12 percent respectively", "Lee beat Osei by 51 percent to 49
    percent": to each its own, in order.
    """
    said = low_words(text)
    if said.isdisjoint(_DEALING):
        return
    keys = list(dict.fromkeys(name.key for name in names))
    told = [row for row in rows if len(row["names"]) > 1 and not row["side"]]
    whose = [key for key in keys if told and key in told[-1]["names"]]
    same = len({row["names"] for row in told}) == 1 and len({row["quantity"] for row in told} - {""}) < 2
    if not same or len(told) != len(whose) or len(whose) != len(told[0]["names"]):
        return
    first, last = told[0], told[-1]
    between = text[text.find(first["text"]) + len(first["text"]) : text.rfind(last["text"])]
    if "respectively" in said or (len(told) == 2 and _SCORE.fullmatch(between)):
        for row, key in zip(told, whose, strict=True):
            lent = {} if row["quantity"] else {k: last[k] for k in ("quantity", "phrase", "measure", "part")}
            row |= lent | {"names": (key,)}
