"""Arithmetic told half in one article and half in another: what two figures of a sentence leave open is
looked up among the claims of the same quantity and party by the value that it must have.

One value alone may fit, and its digits must be clear: of a sum at most ``SUM`` of its value may be open, of
the whole that a share is of ``SHARE``.
"""

from bisect import bisect_left
from collections import defaultdict
from itertools import combinations, product

from .arithmetic import Interval, growth, plus_percent
from .nearby import _grain, _width
from .story import contrary

SUM, EXACT, SHARE = 0.006, 0.01, 0.04
MOST = 8  # levels of two sentences that are combined
NEAREST = 40  # claims of nearly the implied value that are looked at


def afar(search):
    """Sums, shares and growths of which another article tells the third figure."""
    told, ties = _index(search), [link for link in search.links if link["verdict"] == "ties"]
    done = {link["compared_with"] for link in ties} | {c for link in ties for c in link["inputs"].split()}
    for (document, sentence), here in list(search.sentences.items()):
        levels = [i for i in here if _counts(i)][:MOST]
        before = levels or [i for i in search.sentences.get((document, sentence - 1), ()) if _counts(i)][:1]
        after = [i for i in search.sentences.get((document, sentence + 1), ()) if _counts(i)][:MOST]
        for a, b in (*combinations(levels, 2), *product(levels, after)):
            if a.words & b.words and a.dimension == b.dimension:
                _sums(search, told, *sorted((a, b), key=lambda i: -i.value))
        for item in here:
            level = search.by_claim.get(item.near)
            if item.family == "change" and level and _counts(level) and item.claim not in done:
                _bases(search, told, item, level)
            elif item.measure == "share" and before and item.claim not in done:
                _wholes(search, told, item, min(before, key=lambda i: abs(i.start - item.start)))


def _counts(item):
    return item.family == "level" and item.definite and item.role != "same" and item.value > 0


def _index(search):
    """Levels of each unit, word of the quantity and party by value; "" is any."""
    found = defaultdict(list)
    for item in search.items:
        if _counts(item) and item.correction != "withdrawn" and item.role != "old":
            for word in (*item.words, ""):
                for party in item.parties or ("",):
                    found[item.dimension, word, party].append((item.value, item.row, item))
    for told in found.values():
        told.sort(key=lambda t: t[:2])
    return found


def _sums(search, told, most, part):
    """A total of another article for two parts, or the other part of a total."""
    words = most.words & part.words
    grain = min(_grain(most), _grain(part)) if most.dimension == "count" else 0
    for implied in (most.summand + part.summand, most.summand - part.summand):
        if grain < SUM * implied.middle and (other := _third(search, told, (most, part), words, implied)):
            whole, parts = (other, [most, part]) if other.value > most.value else (most, [part, other])
            made = parts[0].summand + parts[1].summand
            search.add("sum", parts, " + ".join(i.text for i in parts), made, whole)


def _bases(search, told, item, level):
    """The base from which a level grew, by percent or by so many."""
    if item.dimension == "percent" and item.interval.low > -100:
        implied = level.interval / plus_percent(item.interval)
        base = _third(search, told, (level,), level.words, implied)
        if base and base.words == level.words:
            grown, formula = growth(level.interval, base.interval), f"{level.text} / {base.text} − 1"
            search.add("growth of", [level, base], formula, grown, item)
    elif item.dimension == level.dimension and _overlap(item.period, level.period):
        implied = level.summand - item.summand
        base = _third(search, told, (level,), level.words, implied)
        if base and (base.group == level.group or not base.period or base.period != level.period):
            less = level.summand - base.summand
            search.add("increase of", [level, base], f"{level.text} − {base.text}", less, item)


def _overlap(one, other):
    return not (one and other) or (one[0] <= other[1] and other[0] <= one[1])


def _wholes(search, told, item, part):
    """The whole of which a level is a share."""
    if item.dimension == "percent" and item.kind != "fraction" and 0 < item.interval.low < item.value < 100:
        share = Interval(item.interval.low / 100, item.interval.high / 100)
        implied = part.interval / share
        words = item.words | part.words if _width(implied, 0) > EXACT else {""}
        whole = _third(search, told, (item, part), words, implied, SHARE)
        if whole:
            search.add("share of", [item, whole], f"{item.text} × {whole.text}", whole.interval * share, part)


def _third(search, told, items, words, implied, room=SUM):
    """The claim of another article with the only value that fits."""
    found, document, dimension = {}, items[-1].document, items[-1].dimension
    for word in words if _width(implied, 0) < room else ():
        for party in {party for i in items for party in i.parties} | ({""} if word else set()):
            near = told.get((dimension, word, party), ())
            first = bisect_left(near, implied.low, key=lambda t: t[0])
            for value, row, other in near[first : first + NEAREST]:
                apart = (
                    other.document == document
                    or not implied.meets(other.summand)
                    or _width(other.summand, 0) > room
                )
                apart = apart or contrary(other.words, items[-1].words)
                apart = apart or (room == SUM and not (words <= other.words or other.words <= words))
                if not apart and search.alike(other, items[0]) and value not in {i.value for i in items}:
                    found[row] = other
    return found[min(found)] if len({i.value for i in found.values()}) == 1 else None
