"""How many independent witnesses there are: shared wording, figures or named sources make several one."""

from collections import Counter, defaultdict
from itertools import combinations

from .arithmetic import significant
from .joining import Union

MANY = 10  # documents of one figure: one that more tell is told everywhere
SHARED = 5, 0.6  # telling figures that two documents share at least, and their share of the shorter list


def merge_witnesses(items):
    """Documents that tell an unusual set of the same figures count as one witness, beside those that share
    wording.
    """
    told, where, union = defaultdict(set), defaultdict(set), Union()
    for item in items:
        figure = item.dimension, item.value, item.words
        if len(significant(item.value)) >= 3 and item.kind != "ordinal":
            told[item.document].add(figure)
            where[figure].add(item.document)
    shared = Counter(
        pair for found in where.values() if len(found) <= MANY for pair in combinations(sorted(found), 2)
    )
    witness = {i.document: i.witness for i in items}
    for (a, b), n in shared.items():
        if n >= SHARED[0] and n >= SHARED[1] * min(len(told[a]), len(told[b])):
            union.join(witness[a], witness[b])
    for item in items:
        item.witness = union.find(item.witness)


def count_witnesses(group):
    """Independent witnesses of a group: documents that share wording, figures or a named source are one."""
    union = Union()
    for item in group:
        if item.source:
            union.join((0, item.witness), (1, item.source.lower()))
    return len({union.find((0, item.witness)) for item in group})


def witness_table(items):
    import pandas as pd

    told = defaultdict(lambda: ({}, {}))  # labels in order, and sources by their words in small letters
    for item in items:
        labels, sources = told[item.witness]
        labels[item.label] = None
        if item.source:
            sources.setdefault(item.source.lower(), item.source)
    rows = [
        (
            witness, len(labels), "; ".join(labels),
            "shared wording or figures" if len(labels) > 1 else "stands alone",
            "; ".join(sorted(sources.values())),
        )
        for witness, (labels, sources) in told.items()
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["witness", "documents", "members", "evidence", "sources"])
