"""Arithmetic told half in one article and half in another: what two figures of a sentence leave open is
looked up among the claims of the same quantity and party by the value that it must have.

One value alone may fit, and its digits must be clear: of a sum at most ``SUM`` of its value may be open, of
the whole that a share is of ``SHARE``.
"""

from bisect import bisect_left
from collections import defaultdict
from itertools import combinations, product

from .arithmetic import RELATIONS, overlaps
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
            if item.measure == "share" and before:
                level = min(before, key=lambda i: abs(i.start - item.start))
            if level and item.claim not in done and (relation := _relation(item, level)):
                _seconds(search, told, relation, item, level)


def _relation(item, level):
    """What a figure tells of a level and of another one that its article leaves out."""
    percent = item.dimension == "percent"
    if item.measure == "share" and percent and item.kind != "fraction":
        return "share of" if 0 < item.interval.low < item.value < 100 else ""
    if item.family != "change" or not _counts(level):
        return ""
    one_time = not (item.period and level.period) or overlaps(item.period, level.period)
    return "growth of" if percent else "increase of" * (item.dimension == level.dimension and one_time)


def _seconds(search, told, relation, item, first):
    """The level from which one grew, or the whole of which it is a share."""
    need = RELATIONS[relation].needed
    implied = need(item.summand, first.summand, first.summand)[1]
    share = relation == "share of"
    words = item.words | first.words if share else first.words
    if share and _width(implied, 0) <= EXACT:
        words = {""}
    second = _third(search, told, (item, first), words, implied, SHARE if share else SUM)
    if second and (
        share or second.group == first.group or not second.period or second.period != first.period
    ):
        made = RELATIONS[relation].implied(first.summand, second.summand)
        search.add(relation, [first, second], item, made)


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
            search.add("sum", parts, whole, parts[0].summand + parts[1].summand)


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
