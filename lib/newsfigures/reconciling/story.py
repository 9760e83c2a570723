"""One figure told in other words: an unusual value told twice by stories on one matter is one claim.

"274 people survived" and "saved 274 people" share no key, but few other things in one story count 274. How
sure that is, is added up: the digits of the value, the words that the two sentences share, how much the
stories share, and what both are said to measure. Slots that contradict each other forbid it.
"""

import re
from collections import defaultdict
from functools import lru_cache

from ..claiming.tagging import meaning
from .arithmetic import significant, slip_into
from .item import Item, meets, near_in_time

ENOUGH = 4  # see ``_evidence``: a telling value, a shared word, and a shared story
CROWD = 30  # claims of one value from which on only those that also share a name are looked at
_WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")


@lru_cache(200_000)
def context(passage: str) -> frozenset[str]:
    """The words of a passage that carry meaning, each as its concept."""
    return frozenset(filter(None, map(meaning, _WORD.findall(passage.lower()))))


def told_again(groups: list[list[Item]], union, slack: float) -> None:
    """Join groups of different documents in which one telling value stands for one thing."""
    stories: dict[str, set[str]] = defaultdict(set)
    told: dict[tuple, set[float]] = defaultdict(set)
    values: dict[tuple, list[tuple[int, Item]]] = defaultdict(list)
    for n, group in enumerate(groups):
        for item in group:
            stories[item.document] |= context(item.passage)
            told[item.document, item.dimension].add(item.value)
            if item.family and item.family != "rank" and (digits := significant(item.value)):
                values[item.dimension, item.family, f"{item.value:.1e}"].append((n, item))
                if len(digits) > 2 or (len(digits) == 2 and item.dimension == "count" and item.value >= 1000):
                    kind = (item.dimension, item.family, "".join(sorted(digits)), f"{item.value:.0e}"[1:])
                    values[kind].append((n, item))
    found = []
    for bucket in values.values():
        for (n, a), (m, b) in _candidates(bucket):
            if a.document == b.document or n == m or not _may_be_one(a, b, slack):
                continue
            both = a.value in told[b.document, b.dimension] or b.value in told[a.document, a.dimension]
            if meets(a, b, slack) or not both:
                evidence = _evidence(a, b, stories)
                if evidence >= ENOUGH:
                    found.append((-evidence, n, m, a, b))
    periods: dict[int, set] = defaultdict(set)
    for n, group in enumerate(groups):
        periods[union.find(n)] |= {i.period or i.day for i in group} - {""}
    taken: dict[tuple, str] = {}
    for _, n, m, a, b in sorted(found, key=lambda f: (f[0], f[1], f[2])):
        one, other = (a.claim, b.document), (b.claim, a.document)
        both = periods[union.find(n)] | periods[union.find(m)]
        if taken.get(one, b.claim) == b.claim and taken.get(other, a.claim) == a.claim and len(both) < 2:
            taken[one], taken[other] = b.claim, a.claim
            union.join(n, m)
            periods[union.find(n)] = both


def _candidates(bucket):
    """Pairs of one value; in a crowd only those that also share a name."""
    if len(bucket) <= CROWD:
        yield from ((x, y) for i, x in enumerate(bucket) for y in bucket[i + 1 :])
        return
    named = defaultdict(list)
    for place in bucket:
        for party in place[1].parties:
            named[party].append(place)
    for places in named.values():
        for i, x in enumerate(places):
            yield from ((x, y) for y in places[i + 1 : i + 5])


def _may_be_one(a: Item, b: Item, slack: float) -> bool:
    """Whether no slot forbids that two items are one: time, base, side, part and whole, value."""
    if a.side != b.side and a.side and b.side:
        return False
    if a.period and b.period and a.period != b.period:
        return False
    if a.day and b.day and a.day != b.day:
        return False
    if a.base != b.base and a.base and b.base:
        return False
    if ("part" in a.words) != ("part" in b.words) or not near_in_time(a, b):
        return False
    return meets(a, b, slack) or _swapped(a, b)


def _swapped(a: Item, b: Item) -> bool:
    """Whether the digits of one are those of the other with two neighbours swapped."""
    found = slip_into(a.value, b.interval, a.step)
    return bool(found) and found[0] == "digit swap"


def _evidence(a: Item, b: Item, stories) -> float:
    shared = context(a.passage) & context(b.passage)
    mine, theirs = stories[a.document], stories[b.document]
    common = len(mine & theirs)
    close = common / min(len(mine), len(theirs)) if common > 3 else 0.0
    if close < 0.1 and len(shared) < 3 and not set(a.parties) & set(b.parties):
        return 0.0
    if not meets(a, b) and len(shared) < 3:
        return 0.0
    digits = min(4, len(significant(a.value)), len(significant(b.value)))
    unit = a.dimension not in ("count", "percent")
    kin = 2 if a.words & b.words else -1 if a.words and b.words and digits < 3 else 0
    if digits < 2 and kin < 2:
        return 0.0
    return digits + unit + min(len(shared), 3) + kin + (close >= 0.2)


def kindred(groups: list[list[Item]], linked: set[str]):
    """For each claim told alone the one most like it in words, parties and place, where there is one."""
    places: dict[tuple, list[Item]] = defaultdict(list)
    for group in groups:
        first = max(group, key=lambda i: (i.definite, len(i.words)))
        for word in first.words:
            places[first.dimension, first.family, word].append(first)
    for group in groups:
        item = group[0]
        if len({i.document for i in group}) > 1 or any(i.claim in linked for i in group):
            continue
        near = [i for word in sorted(item.words) for i in places[item.dimension, item.family, word][:CROWD]]
        near = [i for i in near if i not in group and _same_matter(i, item)]
        if near:
            yield item, max(near, key=lambda i: (_likeness(i, item), -i.row))


def _same_matter(a, b):
    one = a.document == b.document or bool(set(a.parties) & set(b.parties)) or not (a.parties or b.parties)
    return near_in_time(a, b) and (one or len(context(a.passage) & context(b.passage)) > 2)


def _likeness(a, b):
    parties = len(set(a.parties) & set(b.parties))
    return len(a.words & b.words) / len(a.words | b.words), a.document != b.document, parties
