"""Arithmetic between figures that stand close together in one article, whatever they are called.

A share beside its part and its whole, a growth beside two levels, a total beside two parts, a rate beside
what it is taken of. Nothing says that such figures belong together, so only what ties is shown, and only
where so few combinations were tried before it that a tie by accident is unlikely (``SURE``).
"""

import math
import re
from bisect import bisect_left
from itertools import combinations, permutations

from .arithmetic import Interval, growth

SURE = 0.1  # most ties by accident to be expected among the combinations tried up to the one shown
REACH = 2  # sentences
MOST = 12  # figures of a neighbourhood that are combined
_PER = re.compile(r" (?:[\w-]+ ){0,2}(?:per|for every|in every|out of every) (\d[\d,]*)")


def near_by(search):
    """Shares, growths, sums and rates that tie with the figures around them."""
    linked = {frozenset((*link["inputs"].split(), link["compared_with"])) for link in search.links}
    for items in search.by_document.values():
        levels = [i for i in items if i.family == "level" and i.role != "same" and i.value]
        levels.sort(key=lambda i: i.start)
        percents = [i for i in items if i.dimension == "percent" and i.family in ("rate", "change")]
        per = [(i, m) for i in items if i.measure == "rate" and i.dimension == "count" and (m := _per(i))]
        for item in percents:
            _first_tie(search, item, _ratios(item, _around(item, levels)), linked)
        for item, count in per:
            _first_tie(search, item, _rates(item, count, _around(item, levels)), linked)
        for item in levels:
            _first_tie(search, item, _pairs(item, _around(item, levels)), linked)


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


def _ratios(item, near):
    """(distance, relation, inputs, formula, implied) of all levels by all levels: shares or growths."""
    for a, b in permutations(near, 2):
        if a.dimension != b.dimension:
            continue
        if item.family == "change":
            yield (
                _far(item, a, b),
                "growth of",
                [a, b],
                f"{a.text} / {b.text} − 1",
                growth(a.interval, b.interval),
            )
        elif abs(a.value) < abs(b.value) and item.value <= 100:
            ratio = a.interval / b.interval
            implied = Interval(100 * ratio.low, 100 * ratio.high)
            yield _far(item, a, b), "share of", [a, b], f"{a.text} / {b.text}", implied


def _rates(item, each, near):
    for a, b in permutations(near, 2):
        if a.dimension == b.dimension == "count":
            implied = a.interval / b.interval * Interval(each, each)
            yield _far(item, a, b), "product", [a, b], f"{a.text} / {b.text} × {each:,.0f}", implied


def _pairs(item, near):
    """Two smaller figures of the same unit, as parts of the item."""
    smaller = [i for i in near if i.dimension == item.dimension and 0 < i.value < item.value]
    for a, b in combinations(smaller, 2):
        yield _far(item, a, b), "sum", [a, b], f"{a.text} + {b.text}", a.summand + b.summand


def _first_tie(search, item, options, linked):
    """Record the nearest combination that ties, unless too many were tried before it."""
    expected, target = 0.0, item.summand
    for _, relation, inputs, formula, implied in sorted(options, key=lambda o: o[0]):
        search.tried += 1
        expected += min(
            1.0, _width(implied, 0) + _width(target, item.dimension == "count" and relation == "sum")
        )
        if expected > SURE:
            return
        if implied.meets(target, search.slack):
            claims = frozenset((*(i.claim for i in inputs), item.claim))
            if claims not in linked:
                linked.add(claims)
                search.tried -= 1  # counted again where it is recorded
                search.add(relation, inputs, formula, implied, item.unit, item.factor, item)
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
                search.add("product", [rate, count], formula, scaled, level.unit, level.factor, level)


def _plain(item):
    """The interval of an item in its own unit."""
    return Interval(item.interval.low / item.factor, item.interval.high / item.factor)
