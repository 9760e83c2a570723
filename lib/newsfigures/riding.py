"""What rides along with a frame in its ``attrs``: pandas makes a deep copy of these at every operation, which
takes time that grows with the corpus. What is only ever read need not be copied."""

from collections import namedtuple


class _Shared:
    def __deepcopy__(self, memo):
        return self


class Rows(_Shared, list):
    """A list that all copies of a frame share; not to be changed."""


class Facts(_Shared, dict):
    """A dictionary that all copies of a frame share; not to be changed."""


def plain_rows(table, columns=""):
    """The rows as named tuples of plain values; much faster than ``itertuples`` on Arrow columns."""
    row = namedtuple("Row", columns.split() or list(table.columns))
    return map(row._make, zip(*(table[name].tolist() for name in row._fields), strict=True))
