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
    """The rows as named tuples of plain values; much faster than ``itertuples`` on Arrow columns. Equal texts
    of a column are one object.
    """
    row = namedtuple("Row", columns.split() or list(table.columns))
    return map(row._make, zip(*(_plain(table[name]) for name in row._fields), strict=True))


def _plain(column):
    if column.dtype != "str":
        return column.tolist()
    places, texts = column.factorize()
    texts = [*texts, float("nan")]  # the last one, of place -1, is missing
    return [texts[place] for place in places.tolist()]
