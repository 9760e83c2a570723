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

from functools import lru_cache
from heapq import nsmallest
from itertools import combinations

import numpy as np

from ..keeping import uncollected
from .shingles import Pair, Words, places

SIZE = 5  # words in a shingle; 5 to 8 are in use, 5 forgives most editing
SHARE = 0.15  # of the shorter document in shared passages outside quotation marks ...
WORDS = 20  # ... and at least so many words there: not independent
PASSAGE = 30  # or so many unquoted words in one passage, however long the documents
MOSTLY = 0.5  # or so much of the shorter document, quotations included
MOST = 10_000  # pairs that a larger corpus lists

_words = lru_cache(1)(Words)  # the questions of a notebook are about one corpus


@uncollected()
def shared_passages(corpus, size: int = SIZE, shortest: int = 8, most: int = MOST):
    """Passages of at least ``shortest`` words that stand word for word in two documents, side by side.

    One row a passage: ``document_a, start_a, end_a, text_a``, the same for ``b``, ``words`` and how many of
    them are ``quoted`` in either document. Offsets are code points of the raw file, end exclusive; ``text``
    is as written there, so case and punctuation may differ between the two sides. Of documents with the
    same words only the first is compared with the others; above ``SMALL`` documents the ``most`` pairs with
    most shingles in common are listed.
    """
    import pandas as pd

    read = _words(corpus, size)
    found, note = _most(read, max(1, shortest - size + 1), most)
    pairs = [read.compare(a, b) for a, b in found]
    rows = [(pair, passage) for pair in pairs for passage in pair.passages if passage.words >= shortest]
    wanted = {n for pair, _ in rows for n in (pair.a, pair.b)}
    texts = {n: (d.document, d.raw, places(d)) for n, d in enumerate(corpus.each()) if n in wanted}

    def side(document, first, count):
        name, raw, words = texts[document]
        start, end = words[first].start(), words[first + count - 1].end()
        return name, start, end, raw[start:end]

    rows = [(*side(pair.a, p.a, p.words), *side(pair.b, p.b, p.words), p.words, p.quoted) for pair, p in rows]
    columns = [f"{name}_{side}" for side in "ab" for name in ("document", "start", "end", "text")]
    table = pd.DataFrame(rows, columns=[*columns, "words", "quoted"])
    table.attrs["note"] = note
    return table


@uncollected()
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

    read, note = _words(corpus, size), ""
    if read.large:
        found, note = _most(read, 4, most)
    else:
        found = combinations(np.flatnonzero(read.lengths).tolist(), 2)
    pairs = pd.DataFrame([read.compare(a, b) for a, b in found], columns=Pair._fields)
    names = np.array(read.names, dtype=object)
    columns = {f"document_{side}": names[pairs[side].to_numpy(int)].astype("str") for side in "ab"}
    columns |= {"cosine": _cosines(read, pairs["a"].to_numpy(int), pairs["b"].to_numpy(int))}
    table = pd.DataFrame(columns | dict(pairs[["jaccard", "shared", "quoted", "share", "longest"]]))
    table.attrs["note"] = note
    return table


def _most(read: Words, least: int, most: int):
    """Pairs with ``least`` shared shingles, of a larger corpus the ``most`` that share most; and a note."""
    count = 0

    def found():
        nonlocal count
        for a, b, times in read.candidates(least):
            count += len(a)
            yield from zip((-times).tolist(), a.tolist(), b.tolist(), strict=True)

    chosen = nsmallest(most, found()) if read.large else list(found())
    note = f"Of {count:,} pairs the {most:,} that share most." if count > len(chosen) else ""
    return sorted((a, b) for _, a, b in chosen), note


def _cosines(read: Words, a, b) -> np.ndarray:
    from scipy.sparse import csr_array

    if not len(a):
        return np.zeros(0)
    count = len(read.names)
    words = read.words(0, count) >> 1
    cells = words, read.bounds.copy()  # which summing changes
    table = csr_array((np.ones(len(words)), *cells), shape=(count, len(read.codes)))
    table.sum_duplicates()
    df = np.bincount(table.indices, minlength=len(read.codes))
    table.data = (1 + np.log(table.data)) * (1 + np.log((1 + count) / (1 + df[table.indices])))
    length = np.sqrt(table.power(2).sum(axis=1))
    return np.minimum(table[a].multiply(table[b]).sum(axis=1) / (length[a] * length[b]), 1.0)


@uncollected()
def independent_groups(corpus):
    """Documents that share copied wording, as groups that count as one witness each.

    Returns one row a document: ``document, group, reason``; groups are numbered from 1 in the order of the
    documents, and nothing is removed. Two documents are linked when the words of their shared passages
    outside quotation marks are at least ``WORDS`` many and ``SHARE`` of the shorter document, or ``PASSAGE``
    of them stand in one passage, or ``WORDS`` shared words, quoted or not, are ``MOSTLY`` the shorter
    document, or the two have the same words. Links chain: a digest of three articles makes a group of four.
    The reason names the closest partner; above ``SMALL`` documents one of the closest, since documents of one
    group are not compared again.
    """
    import pandas as pd

    if (stored := corpus.stored("groups")) is not None:
        return stored
    read = _words(corpus, SIZE)
    least = 1 if not read.large else -(-WORDS // SIZE)
    first, nearest = list(range(len(read.names))), [None] * len(read.names)
    for some in read.candidates(least):
        for a, b, _ in zip(*(side.tolist() for side in some), strict=True):
            low, high = sorted((_root(first, a), _root(first, b)))
            if low == high and read.large:
                continue
            pair = read.compare(a, b)
            first[high] = low if _linked(read, pair) else high
            for n in (a, b):
                nearest[n] = max(nearest[n] or pair, pair)
    group = [_root(first, n) for n in range(len(first))]
    columns = {"document": read.names, "group": pd.factorize(np.array(group))[0] + 1}
    columns["reason"] = [_reason(read, n, near, group, least) for n, near in enumerate(nearest)]
    return pd.DataFrame(columns).astype({"document": "str", "group": "int64", "reason": "str"})


def _linked(read: Words, pair: Pair) -> bool:
    unquoted, shorter = pair.shared - pair.quoted, min(read.lengths[pair.a], read.lengths[pair.b])
    much = unquoted >= WORDS and pair.share >= SHARE
    copied = read.originals[pair.a] == read.originals[pair.b]
    return copied or much or pair.shared >= max(WORDS, MOSTLY * shorter) or pair.longest >= PASSAGE


def _root(first: list[int], n: int) -> int:
    """The first document of the group of n, and the way there made short."""
    while first[n] != n:
        first[n] = n = first[first[n]]
    return n


def _reason(read: Words, n: int, near: Pair | None, group, least: int) -> str:
    """Why document n stands where it stands, by its closest partner."""
    if not read.lengths[n]:
        return "no words to compare"
    if near is None:
        few = "no run" if least == 1 else f"fewer than {least} runs"
        return f"shares {few} of {read.size} words with any other document"
    other = read.labels[near.a + near.b - n]
    if read.originals[near.a] == read.originals[near.b]:
        return f"has the same words as {other}"
    words = (
        f"shares {near.shared - near.quoted} words with {other} ({near.share * 100:.0f} % of the shorter text"
    )
    quoted = f", {near.quoted} more inside quotation marks" if near.quoted else ""
    apart = "" if group[near.a] == group[near.b] else ": below the limits"
    return f"{words}{quoted}; longest passage {near.longest}){apart}"
