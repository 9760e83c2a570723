"""How many independent witnesses there are: shared wording, figures or named sources make several one."""

from collections import defaultdict

from .joining import Union


def merge_witnesses(items):
    """Documents that tell an unusual set of the same figures count as one witness, beside those that share
    wording.
    """
    told: dict[str, set] = defaultdict(set)
    where: dict[tuple, set] = defaultdict(set)
    for item in items:
        digits = f"{item.value:.6g}".replace(".", "").strip("0")
        if len(digits) >= 3 and item.kind != "ordinal":
            told[item.document].add((item.dimension, item.value, item.words))
            where[item.dimension, item.value, item.words].add(item.document)
    shared: dict[tuple, int] = defaultdict(int)
    for documents in where.values():
        if 1 < len(documents) <= 10:
            ordered = sorted(documents)
            for n, a in enumerate(ordered):
                for b in ordered[n + 1 :]:
                    shared[a, b] += 1
    names = sorted({i.witness for i in items})
    place = {w: n for n, w in enumerate(names)}
    witness, union = {i.document: place[i.witness] for i in items}, Union(len(names))
    for (a, b), n in sorted(shared.items()):
        if n >= 5 and n >= 0.6 * min(len(told[a]), len(told[b])):
            union.join(witness[a], witness[b])
    for item in items:
        item.witness = names[union.find(witness[item.document])]


def count_witnesses(group):
    """Independent witnesses of a group: documents that share wording, figures or a named source are one."""
    by_source: dict[str, int] = {}
    seen = {}
    for item in group:
        witness = seen.get(item.witness, item.witness)
        source = item.source.lower()
        if source and source in by_source:
            seen = {k: by_source[source] if v == witness else v for k, v in seen.items()}
            witness = by_source[source]
        elif source:
            by_source[source] = witness
        seen[item.witness] = witness
    return len(set(seen.values()))


def witness_table(items):
    import pandas as pd

    documents: dict[int, dict[str, None]] = {}  # in order
    sources: dict[int, dict[str, str]] = {}  # by their words in small letters
    for item in items:
        documents.setdefault(item.witness, {})[item.label] = None
        if item.source:
            sources.setdefault(item.witness, {}).setdefault(item.source.lower(), item.source)
    rows = [
        (
            w,
            len(d),
            "; ".join(d),
            "shared wording or figures" if len(d) > 1 else "stands alone",
            "; ".join(sorted(sources.get(w, {}).values())),
        )
        for w, d in documents.items()
    ]
    return pd.DataFrame(rows, columns=["witness", "documents", "members", "evidence", "sources"])
