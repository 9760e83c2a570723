"""Cells joined in sets, and what a slip of the pen may have made of a value."""

from .arithmetic import significant


class Union:
    """Disjoint sets of cells."""

    def __init__(self, n):
        self.root = list(range(n))

    def find(self, i):
        while self.root[i] != i:
            self.root[i] = i = self.root[self.root[i]]
        return i

    def join(self, a, b):
        a, b = sorted((self.find(a), self.find(b)))
        self.root[b] = a


def one_slip(a, b):
    """The same telling digits, or two neighbours of three or more swapped."""
    digits = significant(a.value), significant(b.value)
    if digits[0] == digits[1]:
        return len(digits[0]) > (2 if a.dimension == "count" else 1)
    found = min(map(len, digits)) > 2 and a.slip(b.interval)
    return bool(found) and found[0] == "digit swap"


def _pairs(places, most=40):
    """All pairs of a short list; of a long one each with its next few."""
    for i, n in enumerate(places):
        for m in places[i + 1 : i + 1 + (most if len(places) <= most else 4)]:
            yield n, m


def same_digits_other_currency(groups, union, slack):
    """The same telling amount of the same thing in two currencies: one of the signs is wrong.

    Two digits are telling where two parties are the same, else three.
    """
    index: dict[tuple, list[int]] = {}
    for n, group in enumerate(groups):
        item = group[0]
        if item.kind == "money" and item.definite and item.words and " / " not in item.unit:
            index.setdefault((item.words, item.side, item.period, item.value), []).append(n)
    for places in index.values():
        for n, m in _pairs(places):
            mine, theirs = set(groups[n][0].parties), set(groups[m][0].parties)
            nested = mine <= theirs or theirs <= mine
            if nested and len(significant(groups[n][0].value)) >= (2 if len(mine & theirs) > 1 else 3):
                union.join(n, m)
