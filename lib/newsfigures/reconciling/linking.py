"""One quantity told with another value: claims of two documents that only each other can be compared with.

Two values of one thing share no digits, so the words must tell. A claim of one document and a claim of
another are of one thing when each is the only one of its document that the slots allow for the other (as
keys in record linkage): the same unit and kind, a quantity that is the same or narrower, no other party,
time, base, side or status, and both documents speak of one story. A document that tells both values knows
them apart, and a quantity that flows needs the same period in both.
"""

from collections import defaultdict
from datetime import date
from functools import partial

from ..claiming.parties import any_of, lexicon
from ..claiming.whose import lands
from .item import Item, meets, near_in_time, period_of
from .joining import joined
from .pairs import equal, magnified, swapped
from .story import MANY, Corpus, may_be_one, slipped, strangers

FEW = 3  # claims of a group that speak for it
WINDOW = 12  # groups of one word that are tried after each
NAMELESS = 10  # words that documents share at least where one of them names nobody; 3 less for each of
# the quantity's after the first, where both tell it alike
SAME = 3  # times as large as the other one value may be, but for a slip or a toll
EVENT = 10  # days over which a toll may be followed under other names
ALIKE = 6  # words that such documents share at least
STORY = 2  # words that documents of one story share at least, beside those of the quantity


def told_otherwise(groups: list[list[Item]], slack: float, corpus: Corpus):
    """The groups, joined where claims of different documents have nobody else to be compared with."""
    corpus.when = {i.row: i.period or period_of(group) for group in groups for i in group}
    rivals, found = _by_document(groups), []
    told = [[i for i in group if _counts(i)][:FEW] for group in groups]
    for n, m in dict.fromkeys(_candidates(groups, corpus)):
        pairs = ((a, b) for a in told[n] for b in told[m] if a.document != b.document)
        if alike := [_far(a, b) for a, b in pairs if _one_thing(a, b, rivals, corpus, slack)]:
            found.append((min(alike), n, m))
    likest = ((n, m) for _, n, m in sorted(found))
    return joined(groups, likest, partial(_together, slack=slack))


def _far(a, b):
    """How unlike two claims are, the likest to be joined first."""
    return len(a.words ^ b.words), not set(a.parties) & set(b.parties), a.date, b.date


def _together(one, other, slack):
    """Whether no document tells two values of the thing, and no slot forbids any pair."""
    pairs = ((a, b) for a in one[:8] for b in other[:8] if _counts(a) and _counts(b))
    return all(may_be_one(a, b) and (a.document != b.document or meets(a, b, slack)) for a, b in pairs)


def _counts(item):
    """Whether a claim stands for what its document says: not an earlier value, nor a withdrawn one."""
    return item.role != "old" and item.correction != "withdrawn"


def _by_document(groups):
    """The claims of each document by unit and kind, to see which of them a claim may be compared with."""
    found = defaultdict(list)
    for group in groups:
        for item in group:
            if item.words and _counts(item):
                found[item.document, item.dimension, item.family].append(item)
    return found


def _candidates(groups, corpus):
    """Pairs of groups that share a word of their quantities, in documents that share a rare word."""
    index = defaultdict(dict)
    for n, group in enumerate(groups):
        for item in group[:4]:
            if item.family in ("", "duration") or item.role == "old":
                continue
            for word in item.words:
                for key in corpus.keys[item.document]:
                    index[item.dimension, item.family, word, key][n] = None
    for places in index.values():
        ordered = list(places)
        for k, n in enumerate(ordered):
            yield from ((n, m) for m in ordered[k + 1 : k + 1 + WINDOW])


def _one_thing(a, b, rivals, corpus, slack):
    if not may_be_one(a, b) or not _slots(a, b) or strangers(a, b, corpus):
        return False
    if a.family == "rank" and (a.value <= 2 or not meets(a, b, slack)):
        return False  # every story has something that is the first
    if equal(a, b, slack):
        return True
    if "part" in a.words | b.words or not of_one_story(a, b, corpus) or not _same_time(a, b, corpus):
        return False
    small, large = sorted((abs(a.value), abs(b.value)))
    piling = a.words & b.words & lexicon()["cumulative"]  # may grow as it likes, and be told more closely
    alike = large <= SAME * small and a.words == b.words  # imports are no energy imports
    slip = magnified(a, b) or swapped(a, b) or swapped(b, a)
    if not (slip or alike or (piling and (a.dimension != "percent" or large <= SAME * small))):
        return False
    only = _only(a, b, rivals, corpus, slack) and _only(b, a, rivals, corpus, slack)
    return only and _parties(a, b, corpus)


def _within_days(a, b):
    """Whether two documents are of the days in which one event is followed."""
    if not (len(a.date) == len(b.date) == 10):
        return False
    return abs((date.fromisoformat(a.date) - date.fromisoformat(b.date)).days) <= EVENT


def _slots(a, b):
    """Whether quantity, measure and base of one are those of the other or narrower."""
    nested = a.words <= b.words or b.words <= a.words
    apart = (a.words ^ b.words) - {"man", "men"}  # who is missing in a mine is a man
    kinds = {w for w in apart if w in any_of("kind who") or w.endswith("-year")}
    alike = a.measure == b.measure or a.family == "rate"
    part = "share" not in (a.measure, b.measure) or a.part == b.part or bool(a.part & b.part)
    return nested and alike and part and not kinds and a.base == b.base


def _parties(a, b, corpus):
    """Whether both are of one party: the same, or that of one is named in the other's document too."""
    mine, theirs = set(a.parties), set(b.parties)
    if a.side and b.side:
        return a.parties == b.parties
    if mine & theirs:
        return True
    here, there = corpus.said[a.document], corpus.said[b.document]
    shared = {w for w in here & there if corpus.small or len(corpus.holding[w]) <= MANY}
    piling, fatal = (a.words & b.words & lexicon()[name] for name in ("cumulative", "toll"))
    if fatal and _within_days(a, b):  # one event, called by a town, a ship or a lake
        towns = any(p and p <= words for p, words in ((mine - lands(), there), (theirs - lands(), here)))
        stated = a.parties_basis == b.parties_basis == "stated"
        if towns or (not stated and len(shared) >= (ALIKE if corpus.small else 2 * ALIKE)):
            return True
    needed = NAMELESS - (3 * (len(a.words) - 1) if a.words == b.words else 0)
    return bool(piling) and not (mine and theirs) and len(shared - a.words - b.words) >= needed


def of_one_story(a, b, corpus):
    """Whether the documents share words beside those of the quantity, a party of one in the other included;
    in a large corpus, of the rarest.
    """
    said = corpus.said if corpus.small else {d: set(corpus.keys[d]) for d in (a.document, b.document)}
    shared = (said[a.document] & said[b.document]) - a.words - b.words
    return len(shared) >= (STORY if corpus.small else 1)


def _same_time(a, b, corpus):
    """Whether both are of one time: the same period, or none and the documents near in time."""
    when = corpus.when[a.row], corpus.when[b.row]
    flows = a.words & b.words & lexicon()["flow"] and a.family != "rate"
    if when[0] != when[1] or (flows and not when[0]):
        return slipped(a, b, corpus)
    return bool(when[0]) or near_in_time(a, b)


def _only(a, b, rivals, corpus, slack):
    """Whether ``b`` is the one value of its document that may be compared with ``a``, which it tells not."""
    here = rivals[b.document, b.dimension, b.family]
    alike = [i for i in here if may_be_one(a, i) and _slots(a, i)]
    told = [i for i in alike if _parties(a, i, corpus)]
    exact = [i for i in told if i.words == b.words]
    return all(equal(i, b, slack) for i in exact or told) and not any(equal(i, a, slack) for i in told)
