"""One figure told in other words: a telling value of two documents of one story is one claim.

"274 people survived" and "saved 274 people" share no key, but few other things in one story count 274. How
sure that is, is weighed as in record linkage (Fellegi and Sunter 1969): ``_by_accident`` is how many claims
of the story, the documents that hold what the two documents share, would meet this one by accident. It is the
number of claims of the unit there, by the chance of the digits, by how rare the words are that both sentences
hold. At most ``MOST`` may, and no slot may speak against it: another time, party, side or base, or contrary
words such as dead and injured. A document that shares nothing with a story has no say in it.
"""

import re
from collections import Counter, defaultdict
from functools import lru_cache
from itertools import product
from math import prod

from ..claiming.parties import lexicon
from ..claiming.tagging import meaning
from .arithmetic import significant
from .item import Item, meets, near_in_time
from .joining import joined
from .pairs import equal, swapped, telling

MOST = 0.1  # accidental partners of one claim that may be expected
SMALL = 40  # documents up to which a folder is searched as one story
KEYS = 8  # rarest words of a document by which it finds others, and the fewest documents of a story
RECENT = 1000  # pairs of documents whose story is kept at hand: one may have many documents
MANY = 200  # documents that hold a word that may name a story
WINDOW = 30  # claims of nearly one value that are looked at after each
MAGNITUDE = 0.35  # how often two values of a unit are of one magnitude; percentages: ``PERCENT``
PERCENT = 0.6
OTHERS = 2  # times as likely by accident between two parties, though each be named by the other's document
SLIP = 10  # as many orders of the digits, and errors of print, are in play
LATER = 10  # times as likely by accident where the documents are far apart in time
TELLING = 2  # digits of a value below which another verb or noun weighs so much
CLOSE = 0.005  # "just over 75,000" is 75,112, "at least 177" is no 181
UNALIKE = 3  # times as likely by accident where each quantity has words that the other lacks
_SCOPE = {"part", "excluding", "including"}
_WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")


@lru_cache(200_000)
def context(passage: str) -> frozenset[str]:
    """The words of a passage that carry meaning, each as its concept."""
    return frozenset(filter(None, map(meaning, _WORD.findall(passage.lower()))))


class Corpus:
    """Which documents hold each word, and how many claims there are of each unit."""

    def __init__(self, items):
        told = {(i.document, i.sentence): context(i.passage) for i in items}
        self.said: dict[str, set[str]] = defaultdict(set)
        for (document, _), words in told.items():
            self.said[document] |= words
        self.values: dict[tuple, set[float]] = defaultdict(set)
        for item in items:
            self.said[item.document].update(item.parties)
            self.values[item.document, item.dimension].add(item.value)
        self.holding: dict[str, set[str]] = defaultdict(set)
        for document, words in self.said.items():
            for word in words:
                self.holding[word].add(document)
        self.sentences = Counter(document for document, _ in told)
        self.sentences_with = Counter(w for words in told.values() for w in words)
        self.claims: dict[str, Counter] = defaultdict(Counter)
        for item in items:
            self.claims[item.dimension][item.document] += 1
        self.small = len(self.said) <= SMALL
        self.keys = {d: self._rarest(words) for d, words in self.said.items()}
        self.__setstate__({})

    def __getstate__(self):  # what is kept of answers stays here
        return {name: value for name, value in vars(self).items() if name not in ("story", "counts", "when")}

    def __setstate__(self, state):
        vars(self).update(state)
        self.story, self.counts = lru_cache(RECENT)(self._story), lru_cache(100 * RECENT)(self._counts)

    def _rarest(self, words):
        if self.small:
            return ("",)
        rare = (w for w in words if 1 < len(self.holding[w]) <= MANY)
        return sorted(rare, key=lambda w: (len(self.holding[w]), w))[:KEYS]

    def _story(self, a, b):
        """Documents that hold what two documents share (in a large corpus, all their rarest words); these."""
        if self.small:
            return {a, b}.union(*(self.holding[w] for w in self.said[a] & self.said[b])), ()
        words = [w for w in self.keys[a] if w in self.keys[b]][:3]
        return set.intersection(*(self.holding[w] for w in words)) if words else set(), words

    def _counts(self, a, b, dimension):
        """Claims of a unit and sentences in the story of two documents."""
        documents, words = self.story(a, b)
        scale = max(1.0, KEYS / len(documents)) if words else 1.0  # a story may have more that tell otherwise
        counts = self.claims[dimension], self.sentences
        return tuple(scale * sum([count.get(d, 0) for d in documents]) for count in counts)


def told_again(groups: list[list[Item]], slack: float, corpus: Corpus, late: bool = False):
    """The groups, joined where one telling value of different documents, or one slip of it, is of one thing;
    where ``late``, those far apart in time, of which only an equal value tells.
    """
    found = {}
    for (n, a), (m, b) in _candidates(groups, corpus):
        inside = a.document == b.document
        if (inside and a.title == b.title) or n == m or (a.row, b.row) in found:
            continue
        if late == _one_time(a, b) or not may_be_one(a, b, not late) or strangers(a, b, corpus):
            continue
        named = a.words and b.words and (not inside or a.words & b.words)
        if equal(a, b, slack, CLOSE):
            chance = _by_accident(a, b, corpus) * (LATER if late else 1)
        elif named and not late and slipped(a, b, corpus):
            chance = SLIP * _by_accident(a, b, corpus)
        else:
            continue
        if chance <= MOST:
            found[a.row, b.row] = chance, n, m, a, b

    def fit(one, other, a, b, chance):
        if fits := all(may_be_one(x, y, not late) for x, y in product(one[:KEYS], other[:KEYS])):
            b.again = b.again if a.passage == b.passage else _odds(a, b, chance)
        return fits

    likest = sorted(found.values(), key=lambda f: f[:3])
    return joined(groups, ((n, m, a, b, c) for c, n, m, a, b in likest), fit)


def strangers(a, b, corpus):
    """Whether each clause names parties, and the document of neither those of the other."""
    if not (a.parties and b.parties and a.parties_basis == b.parties_basis == "stated"):
        return False
    return not ({*a.parties} & corpus.said[b.document] or {*b.parties} & corpus.said[a.document])


def _candidates(groups, corpus):
    """Pairs of claims with nearly one value, or the same digits in another order, in documents that share a
    rare word.
    """
    buckets: dict[tuple, list[tuple[int, Item]]] = defaultdict(list)
    for n, group in enumerate(groups):
        for item in group[:KEYS]:
            if item.family in ("", "rank", "duration") or item.kind in ("fraction", "multiple"):
                continue
            if item.correction == "withdrawn" or not item.value:
                continue
            told = [f"{item.value:.1e}"]
            if telling(item):
                told.append(("".join(sorted(significant(item.value))), f"{item.value:.0e}"[1:]))
            for value, key in product(told, corpus.keys[item.document]):
                buckets[item.dimension, value, key].append((n, item))
    for places in buckets.values():
        ordered = sorted(places, key=lambda p: (p[1].value, p[1].row))
        for k, x in enumerate(ordered):
            yield from ((x, y) for y in ordered[k + 1 : k + WINDOW])


def slipped(a, b, corpus):
    """Whether the digits of one are those of the other with two swapped, and no document tells both."""
    if a.value in corpus.values[b.document, b.dimension] or b.value in corpus.values[a.document, a.dimension]:
        return False
    return a.family == b.family and swapped(a, b)


def _by_accident(a, b, corpus):
    """How many claims of the story would meet ``a`` by accident; none does where the sentence is the same."""
    if a.passage == b.passage:
        return 0.0
    digits = min(len(significant(i.value / i.factor)) for i in (a, b))
    both = sorted((a.document, b.document))
    claims, sentences = corpus.counts(*both, a.dimension)
    idle = context(f"{a.text} {b.text} {a.unit}").union(corpus.story(*both)[1])
    shared = (context(a.passage) & context(b.passage)) - idle
    rare = sorted((min(1.0, corpus.sentences_with[w] / sentences), w) for w in shared)[:2]
    chance = claims * 10.0**-digits * (PERCENT if a.dimension == "percent" else MAGNITUDE)
    chance *= prod(share for share, _ in rare)
    if a.parties and b.parties and not {*a.parties} & {*b.parties}:
        chance *= OTHERS
    apart = a.words - b.words and b.words - a.words  # "built 40,000 trucks", "recalled 40,000 trucks"
    few = digits < TELLING and a.dimension != "percent"
    if apart and (few or not (a.words & b.words or rare)):
        chance *= UNALIKE
    return chance


def may_be_one(a: Item, b: Item, timed: bool = True) -> bool:
    """Whether no slot forbids that two items are one: kind, side, time, base, words."""
    if a.family != b.family and (a.dimension != "percent" or "level" in (a.family, b.family)):
        return False
    days = ("", "") if meets(a, b) else (a.day, b.day)
    if any(x and y and x != y for x, y in ((a.side, b.side), (a.base, b.base), days)):
        return False
    if a.period and b.period:
        flows = (a.words | b.words) & lexicon()["flow"] or a.family == "change"
        apart = a.period[0] > b.period[1] or b.period[0] > a.period[1]
        if apart or (flows and a.timed and b.timed and a.period != b.period):
            return False  # but a stock may be told of a day and of its year
    elif timed and not _one_time(a, b):
        return False
    return not (a.words ^ b.words) & _SCOPE and not contrary(a.words, b.words)


def _one_time(a, b):
    """Whether both claims have a period, or the documents are near in time and one period may be of both."""
    if a.period and b.period:
        return True
    return bool(near_in_time(a, b) and _timely(a, b) and _timely(b, a))


def _timely(a, b):
    """Whether the period of ``a`` may be meant by ``b``, which tells none: it did not end years before, and
    had ended when ``b`` told what was.
    """
    if b.period or not (a.period and b.date):
        return True
    told = not (a.definite and b.definite and a.date) or b.date >= min(a.period[1][: len(b.date)], a.date)
    return told and a.period[1][:4] >= f"{int(b.date[:4]) - 1}"


def contrary(words, others) -> bool:
    """Whether two quantities are told apart by contrary words: exports and imports, or the dead and those
    dead or missing.
    """
    tolls = words & lexicon()["toll"], others & lexicon()["toll"]
    if all(tolls) and tolls[0] != tolls[1]:
        return True
    return any(x in c and y in c for x in words - others for y in others - words for c in _classes())


@lru_cache(1)
def _classes():
    return [v for name, v in lexicon().items() if name.startswith("contrary ")]


def _odds(a, b, chance):
    apart = "Not every slot is told alike" if a.words == b.words else "The words differ"
    odds = f"one in {round(1 / chance):,}" if chance > 1e-6 else "less than one in a million"
    return f"{apart}; about {odds} would be met by accident."
