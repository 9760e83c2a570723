"""Arithmetic between figures that stand close together in one article, whatever they are called.

A share beside its part and its whole, a growth beside two levels, a total beside two parts, a rate beside
what it is taken of. Nothing says that such figures belong together, so only what ties is shown, and only
where so few combinations were tried before it that a tie by accident is unlikely (``SURE``).
"""

import math
import re
from bisect import bisect_left
from itertools import combinations, permutations

from ..claiming.parties import lexicon
from ..reading.nouns import singular
from .arithmetic import Interval, growth
from .story import MAGNITUDE, PERCENT

CLEAR = 0.01  # widest sum of figures of several sentences: of those that are wider most are accidents
SURE = 0.1  # most ties by accident to be expected among those tried, times the words that speak for it
WIDE = 0.5  # share of the values near it that an implied value may meet
REACH = 3  # sentences
OF = 16  # characters from a share to the whole that it is of
MOST = 12  # figures of a neighbourhood that are combined
_EACH = re.compile(r" (?:apiece|each)\b")  # "At 35 million euros apiece"
_EACH_IS = re.compile(r"\b[Ee]ach [^,;.]*$")  # "Each costs 35 million euros"
_TOTAL = re.compile(r"(?i)\b(?:total|in all|together|altogether|combined|overall)\b")
_PER = re.compile(r" (?:[\w-]+ ){0,2}(?:per|for every|in every|out of every) (\d[\d,]*)")


def near_by(search):
    """Shares, growths, differences, sums and rates that tie with the figures around them."""
    linked = {frozenset((*link["inputs"].split(), link["compared_with"])) for link in search.links}
    for items in search.by_document.values():
        levels = [i for i in items if i.family in ("level", "rate") and i.role != "same" and i.value]
        levels.sort(key=lambda i: i.start)
        for item in items:
            near = _around(item, levels)
            if item.family == "change" or (item.family == "rate" and item.dimension == "percent"):
                _first_tie(search, item, _pairs(item, near), linked)
            elif item.family == "rate" or "average" in item.words or item.kind == "money":
                each = 1.0 if "average" in item.words else _each(item) or _per(item)
                _first_tie(search, item, _rates(item, each, near) if each else (), linked)
            if item.family == "level" and item.role != "same":
                _first_tie(search, item, _parts(item, near), linked)


def _each(item):
    at = item.passage.find(item.text)
    each = _EACH.match(item.passage, at + len(item.text)) or _EACH_IS.search(item.passage, 0, at)
    return 1.0 if each else 0.0


def _per(item):
    found = _PER.match(item.passage, item.passage.find(item.text) + len(item.text))
    return found and float(found[1].replace(",", ""))


def _around(item, levels):
    """The nearest levels, one for each value."""
    at = bisect_left(levels, item.start, key=lambda i: i.start)
    beside = levels[max(0, at - 8 * MOST) : at + 8 * MOST]  # a page of a table has more than a neighbourhood
    near = [i for i in beside if abs(i.sentence - item.sentence) <= REACH and i is not item]
    nearest = {(i.dimension, i.value): i for i in sorted(near, key=lambda i: -_far(item, i))}
    return sorted(nearest.values(), key=lambda i: _far(item, i))[:MOST]


def _far(item, *others):
    return sum(abs(i.start - item.start) for i in others)


def _likely(item, a, b):
    """The order in which pairs are tried: by what the words say, then by distance."""
    whole = 0 <= b.start - item.end < OF and b.sentence == item.sentence  # "40 percent of the 1.6 million"
    named = (a.words == b.words) + bool(item.words & b.words) + bool(item.words & a.words)
    return not whole, -named, _far(item, a, b)


def _pairs(item, near):
    """(how likely, relation, inputs, formula, implied) of all levels by all levels, as the item may say."""
    points = item.dimension == "percentage point"
    for a, b in permutations(near, 2):
        if a.dimension != b.dimension or (points and a.dimension != "percent"):
            continue
        order, two = _likely(item, a, b), [a, b]
        if points or (item.family == "change" and item.dimension == a.dimension != "percent"):
            if abs(a.value) > abs(b.value) and (points or a.words & item.words):
                less = a.interval - b.interval if item.value > 0 else b.interval - a.interval
                yield order, "increase of", two, f"{a.text} − {b.text}", less
        elif item.dimension != "percent" or a.family == "rate":
            continue
        elif item.family == "change":
            leans = not item.near or item.near in (a.claim, b.claim)  # on the level that it is told of
            if leans and not (a.period and b.period and a.period < b.period):
                yield order, "growth of", two, f"{a.text} / {b.text} − 1", growth(a.interval, b.interval)
        elif abs(a.value) < abs(b.value) and item.value <= 100:
            ratio = a.interval / b.interval
            implied = Interval(100 * ratio.low, 100 * ratio.high)
            yield order, "share of", two, f"{a.text} / {b.text}", implied


def _rates(item, each, near):
    for a, b in permutations([i for i in near if i.family == "level"], 2):
        counted = b.dimension == "count" or f"ach {singular(b.text.split()[-1])} " in item.passage
        if counted and a.dimension == item.dimension:
            implied = a.interval / _plain(b) * Interval(each, each)
            times = f" × {each:,.0f}" if each != 1 else ""
            yield _likely(item, a, b), "product", [a, b], f"{a.text} / {b.text}{times}", implied


def _parts(item, near):
    """Two smaller figures of the same unit and time, as parts of the item.

    A part below what the rounding of the others leaves open would tie with nearly anything.
    """
    smaller = [i for i in near if i.dimension == item.dimension and 0 < i.value < item.value]
    smaller = [i for i in smaller if i.family == "level" and i.definite == item.definite]
    smaller = [i for i in smaller if (i.role == "old") == (item.role == "old")]
    for a, b in combinations(smaller, 2):
        made = a.summand + b.summand
        other = sum(bool(i.words and item.words) and i.words.isdisjoint(item.words) for i in (a, b))
        open_ = made.high - made.low + item.summand.high - item.summand.low
        apart = len({a.sentence, b.sentence, item.sentence}) > 1 and open_ > CLEAR * item.value
        apart = apart and not (item.words & a.words & b.words or _TOTAL.search(item.passage))
        fates = [i.words & lexicon()["fate"] for i in (a, b)]  # the dead and the rescued are all aboard
        other = 0 if all(fates) and fates[0] != fates[1] else other
        if other < 2 - (item.dimension == "count") and open_ < min(a.value, b.value) and not apart:
            yield (False, 0, _far(item, a, b)), "sum", [a, b], f"{a.text} + {b.text}", made


def _first_tie(search, item, options, linked):
    """Record the likeliest combination that ties, unless too many were tried before it."""
    expected, target = 0.0, item.summand
    share = PERCENT if item.dimension == "percent" else MAGNITUDE
    for order, relation, inputs, formula, implied in sorted(options, key=lambda o: o[0]):
        counted = item.dimension == "count" and relation == "sum"
        wide = _width(implied, 0) + _width(target, counted)
        if wide > WIDE:
            continue  # would prove nothing
        search.tried += 1
        expected += wide * share
        if expected > SURE * (1 - order[1]):
            return
        if implied.meets(target, search.slack):
            claims = frozenset((*(i.claim for i in inputs), item.claim))
            if claims not in linked:
                linked.add(claims)
                search.tried -= 1  # counted again where it is recorded
                search.add(relation, inputs, formula, implied, item)
            return


def _width(interval, least):
    """How wide an interval is for its size: the share of values near it that would meet it."""
    width = max(interval.high - interval.low, least)
    return width / abs(interval.middle) if interval.middle and math.isfinite(width) else 1.0


def products(search):
    """A rate for each of something, times how many there are, against the amount told beside them."""
    for rate in search.items:
        if " / " not in rate.unit or rate.kind not in ("money", "measure", "count"):
            continue
        if rate.interval.low <= 0:
            continue  # "no more than 2.58 euros a bottle" implies nothing
        amount, _, each = rate.unit.partition(" / ")
        sentences = range(rate.sentence - REACH, rate.sentence + REACH + 1)
        beside = [i for s in sentences for i in search.sentences.get((rate.document, s), [])]
        counts = [
            i
            for i in beside
            if each == i.unit
            or (i.dimension == "count" and i.words and (each in i.words or each in i.text.lower()))
        ]
        levels = [i for i in beside if i.family == "level" and i.unit == amount and i is not rate]
        for count in counts[:2]:
            implied = _plain(rate) * _plain(count)
            for level in [i for i in levels if implied.meets(_plain(i), search.slack)][:1]:
                scaled = implied * Interval(level.factor, level.factor)
                formula = f"{rate.text} × {count.text}"
                search.add("product", [rate, count], formula, scaled, level)


def _plain(item):
    """The interval of an item in its own unit."""
    return Interval(item.interval.low / item.factor, item.interval.high / item.factor)
