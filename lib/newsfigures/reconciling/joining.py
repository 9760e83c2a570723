"""Sets of what is one: documents of one witness, units of one block, groups that speak of one thing."""

from collections import defaultdict


class Union(dict):
    """Disjoint sets of whatever has an order; the least of a set stands for it."""

    def __missing__(self, x):
        self[x] = x
        return x

    def find(self, x):
        while self[x] != x:
            self[x] = x = self[self[x]]
        return x

    def join(self, a, b):
        a, b = sorted((self.find(a), self.find(b)))
        self[b] = a


def joined(groups, pairs, fit=lambda one, other, *pair: True):
    """The groups after those of each pair ``(n, m, *evidence)`` were joined, in their order, where what has
    been joined so far still fits.
    """
    union, members = Union(), defaultdict(list, enumerate(groups))
    for n, m, *evidence in pairs:
        one, other = union.find(n), union.find(m)
        if one != other and fit(members[one], members[other], *evidence):
            union.join(one, other)
            members[union.find(one)] = members[one] + members[other]
    found = defaultdict(list)
    for n, group in enumerate(groups):
        found[union.find(n)].extend(group)
    return list(found.values())


def some_pairs(places, most=40):
    """All pairs of a short list; of a long one each with its next few."""
    for i, n in enumerate(places):
        for m in places[i + 1 : i + 1 + (most if len(places) <= most else 4)]:
            yield n, m
