"""Shared wording: which documents copy each other, and which count as independent witnesses.

Documents are compared by *shingles*, runs of ``size`` successive words without case or punctuation
(Broder 1997). One sort of all shingles finds the repeated ones, so the work grows with the words and the
truly repeated passages, not with the square of the documents. Up to ``SMALL`` documents every pair with a
shingle in common is aligned. Above, a shingle of more than ``COMMON`` documents (a wire story printed
everywhere, a legal notice) links each of them to the first and to the next one only, which finds the group;
and of the pairs only the ``MOST`` with most shingles in common are listed, as ``attrs["note"]`` then says.

Words inside quotation marks, in either document, are shared without being copied: two reporters at one press
conference write down the same statement. They are counted apart and prove nothing until shared passages are
``MOSTLY`` the shorter document.

What overlap of words cannot see: a paraphrase or translation of one source, the same number taken from one
agency in two wordings, and who copied whom. "Independent" means "shows no copied wording", never more.
Scripts without spaces between words are compared by whole clauses, so there only long copies are seen.
"""

import numpy as np

from .batches import cut
from .shingles import Words, places

SIZE = 5  # words in a shingle; 5 to 8 are in use, 5 forgives most editing
SHARE = 0.15  # of the shorter document in shared passages outside quotation marks ...
WORDS = 20  # ... and at least so many words there: not independent
PASSAGE = 30  # or so many unquoted words in one passage, however long the documents
MOSTLY = 0.5  # or so much of the shorter document, quotations included
MOST = 10_000  # pairs that a larger corpus lists


def shared_passages(corpus, size: int = SIZE, shortest: int = 8, most: int = MOST):
    """Passages of at least ``shortest`` words that stand word for word in two documents, side by side.

    One row a passage: ``document_a, start_a, end_a, text_a``, the same for ``b``, ``words`` and how many of
    them are ``quoted`` in either document. Offsets are code points of the raw file, end exclusive; ``text``
    is as written there, so case and punctuation may differ between the two sides. Of documents with the
    same words only the first is compared with the others; above ``SMALL`` documents the ``most`` pairs with
    most shingles in common are listed.
    """
    import pandas as pd

    read = Words.of(corpus, size)
    pairs, note = read.pairs(max(1, shortest - size + 1), most if read.large else None)
    wanted = {*pairs.a[pairs.passages[:, 0]].tolist(), *pairs.b[pairs.passages[:, 0]].tolist()}
    found = {n: (d.raw, places(d)) for n, d in enumerate(corpus.each()) if n in wanted}

    def side(document, first, count):
        raw, words = found[document]
        start, end = words[first].start(), words[first + count - 1].end()
        return read.names[document], start, end, raw[start:end]

    rows = [
        (*side(pairs.a[pair], i, n), *side(pairs.b[pair], j, n), n, quoted)
        for pair, i, j, n, quoted in pairs.passages.tolist()
        if n >= shortest
    ]
    columns = [f"{name}_{side}" for side in "ab" for name in ("document", "start", "end", "text")]
    table = pd.DataFrame(rows, columns=[*columns, "words", "quoted"])
    table.attrs["note"] = note
    return table


def similarity(corpus, size: int = SIZE, most: int = MOST):
    """Likeness of pairs of documents, one row a pair.

    ``cosine`` compares word counts weighted by (1 + ln tf) · (1 + ln((1 + N) / (1 + df))); ``jaccard`` is
    shingles in both over shingles in either (Broder 1997); ``shared`` counts the words in shared passages,
    ``quoted`` those of them inside quotation marks; ``share`` is the unquoted rest over the words of the
    shorter document; ``longest`` is the largest number of unquoted words in one passage. Above ``SMALL``
    documents only pairs with at least four shared shingles are listed, the ``most`` with most of them; never
    a document without words.
    """
    import pandas as pd

    read, note = Words.of(corpus, size), ""
    if read.large:
        pairs, note = read.pairs(4, most)
    else:
        some = np.flatnonzero(read.lengths)
        pairs = read.compare(*(some[side] for side in np.triu_indices(len(some), 1)))
    names = np.array(read.names, dtype=object)
    columns = {
        "document_a": names[pairs.a],
        "document_b": names[pairs.b],
        "cosine": _cosines(read, pairs.a, pairs.b),
    }
    columns |= {name: getattr(pairs, name) for name in ("jaccard", "shared", "quoted", "share", "longest")}
    table = pd.DataFrame(columns).astype({"document_a": "str", "document_b": "str"})
    table.attrs["note"] = note
    return table


def _cosines(read: Words, a, b) -> np.ndarray:
    if not len(a):
        return np.zeros(0)
    count, (documents, local) = len(read.names), np.unique(np.r_[a, b], return_inverse=True)
    parts = (np.arange(count)[part] for part in cut(read.lengths))
    df = sum(np.bincount(_counted(read, part).indices, minlength=len(read.codes)) for part in parts)
    table = _counted(read, documents)
    table.data = (1 + np.log(table.data)) * (1 + np.log((1 + count) / (1 + df[table.indices])))
    length = np.sqrt(table.power(2).sum(axis=1))
    a, b = local.reshape(2, -1)
    return np.minimum(table[a].multiply(table[b]).sum(axis=1) / (length[a] * length[b]), 1.0)


def _counted(read: Words, documents):
    """How often each word stands in some documents, one row each."""
    from scipy.sparse import csr_array

    words, bounds = read.words(documents) >> 1, np.r_[0, np.cumsum(read.lengths[documents])]
    table = csr_array((np.ones(len(words)), words, bounds), shape=(len(documents), len(read.codes)))
    table.sum_duplicates()
    return table


def independent_groups(corpus):
    """Documents that share copied wording, as groups that count as one witness each.

    Returns one row a document: ``document, group, reason``; groups are numbered from 1 in the order of the
    documents, and nothing is removed. Two documents are linked when the words of their shared passages
    outside quotation marks are at least ``WORDS`` many and ``SHARE`` of the shorter document, or ``PASSAGE``
    of them stand in one passage, or ``WORDS`` shared words, quoted or not, are ``MOSTLY`` the shorter
    document, or the two have the same words. Links chain: a digest of three articles makes a group of four.
    """
    import pandas as pd

    if (stored := corpus.stored("groups")) is not None:
        return stored
    read = Words.of(corpus, SIZE)
    count = len(read.names)
    least = 1 if not read.large else -(-WORDS // SIZE)
    group, nearest = np.arange(count), np.full((count, len(_NEAR)), -1.0)
    for pairs in read.each(least):
        much = (pairs.shared - pairs.quoted >= WORDS) & (pairs.share >= SHARE)
        shorter = np.minimum(read.lengths[pairs.a], read.lengths[pairs.b])
        linked = much | (pairs.shared >= np.maximum(WORDS, MOSTLY * shorter)) | (pairs.longest >= PASSAGE)
        linked |= read.originals[pairs.b] == pairs.a
        group = _joined(group, pairs.a[linked], pairs.b[linked])
        _keep_nearest(nearest, pairs)
    reasons = [_reason(read, i, near, group, least) for i, near in enumerate(nearest)]
    _, first, number = np.unique(group, return_index=True, return_inverse=True)
    columns = {"document": read.names, "group": np.argsort(np.argsort(first))[number] + 1, "reason": reasons}
    return pd.DataFrame(columns).astype({"document": "str", "group": "int64", "reason": "str"})


def _joined(group, a, b):
    """The groups of all documents when those of each pair are one."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    found = coo_array((np.ones(len(a)), (group[a], group[b])), shape=(len(group), len(group)))
    return connected_components(found, directed=False)[1][group]


def _keep_nearest(nearest, pairs):
    """Of each document the last of the pairs with most in common."""
    rows = np.stack([pairs.share, pairs.shared, pairs.a, pairs.b, pairs.quoted, pairs.longest], axis=1)
    document, rows = np.r_[pairs.a, pairs.b], np.r_[rows, rows]
    some = np.unique(document)
    document, rows = np.r_[some, document], np.r_[nearest[some], rows]
    order = np.lexsort((rows[:, 3], rows[:, 2], rows[:, 1], rows[:, 0], document))
    last = order[np.diff(document[order], append=-1) != 0]
    nearest[document[last]] = rows[last]


_NEAR = ["share", "shared", "a", "b", "quoted", "longest"]


def _reason(read: Words, i: int, near, group, least: int) -> str:
    """Why document i stands where it stands, by its closest partner."""
    if not read.lengths[i]:
        return "no words to compare"
    if near[0] < 0:
        few = "no run" if least == 1 else f"fewer than {least} runs"
        return f"shares {few} of {read.size} words with any other document"
    share, (shared, a, b, inside, longest) = near[0], near[1:].astype(int)
    other = read.labels[a + b - i]
    if read.originals[b] == a:
        return f"has the same words as {other}"
    words = f"shares {shared - inside} words with {other} ({share * 100:.0f} % of the shorter text"
    quoted = f", {inside} more inside quotation marks" if inside else ""
    apart = "" if group[a] == group[b] else ": below the limits"
    return f"{words}{quoted}; longest passage {longest}){apart}"
