"""Rows of numbers in temporary files, and pairs of numbers sorted on shelves, taken some at a time."""

from itertools import chain, pairwise
from tempfile import SpooledTemporaryFile
from weakref import finalize

import numpy as np

BATCH = 500_000  # numbers, or words of pairs, that are taken at once
_SHELVES = 256
_HELD = 16 << 20  # bytes of a temporary file that stay in memory


class Numbers:
    """A row of numbers in a file, which is in memory while it is small."""

    def __init__(self, kind):
        self.file, self.kind, self.size = SpooledTemporaryFile(_HELD), np.dtype(kind), 0  # noqa: SIM115
        finalize(self, self.file.close)

    def add(self, numbers):
        self.file.seek(self.size * self.kind.itemsize)
        self.file.write(numbers.tobytes())
        self.size += numbers.size

    def take(self, places) -> np.ndarray:
        """The numbers at some places, each a start and a count."""
        found = [np.zeros(0, self.kind)]
        for start, count in places:
            self.file.seek(start * self.kind.itemsize)
            found.append(np.frombuffer(self.file.read(count * self.kind.itemsize), self.kind))
        return np.concatenate(found)


class Shelves(Numbers):
    """Pairs of numbers by the size of the first, which is below ``top``."""

    def __init__(self, top: int):
        super().__init__(np.int64)
        self.step, self.places = top // _SHELVES + 1, [[] for _ in range(_SHELVES)]

    def put(self, first, second):
        order = np.argsort(shelf := first // self.step, kind="stable")
        ends = np.searchsorted(shelf[order], range(_SHELVES + 1)).tolist()
        for places, (i, j) in zip(self.places, pairwise(ends), strict=True):
            if j > i:
                places.append((self.size + 2 * i, 2 * (j - i)))
        self.add(np.stack([first, second], axis=1)[order])

    def __iter__(self):
        """Some shelves at a time, the lowest first, as two arrays; pairs with one first number together."""
        for part in cut([sum(count for _, count in places) for places in self.places]):
            if len(found := self.take(chain(*self.places[part]))):
                yield found.reshape(-1, 2).T


def cut(sizes) -> list[slice]:
    """Slices of about ``BATCH`` each, at least one."""
    total, cuts = np.cumsum(sizes), [0]
    while cuts[-1] < len(total):
        done = total[cuts[-1] - 1] if cuts[-1] else 0
        cuts.append(max(cuts[-1] + 1, int(np.searchsorted(total, done + BATCH, side="right"))))
    return [slice(i, j) for i, j in pairwise(cuts)] or [slice(0, 0)]
