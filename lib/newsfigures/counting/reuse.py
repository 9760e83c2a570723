"""Shared wording: which documents copy each other, and which count as independent witnesses.

Documents are compared by *shingles*, runs of ``size`` successive words without case or punctuation
(Broder 1997). One sort of all shingles finds the repeated ones, so the work grows with the words and the
truly repeated passages, not with the square of the documents. Up to ``SMALL`` documents every pair with a
shingle in common is aligned. Above, a shingle of more than ``COMMON`` documents (a wire story printed
everywhere, a legal notice) links each of them to the first and to the next one only, which finds the group.

Words inside quotation marks, in either document, are shared without being copied: two reporters at one press
conference write down the same statement. They are counted apart and prove nothing until shared passages are
``MOSTLY`` the shorter document.

What overlap of words cannot see: a paraphrase or translation of one source, the same number taken from one
agency in two wordings, and who copied whom. "Independent" means "shows no copied wording", never more.
Scripts without spaces between words are compared by whole clauses, so there only long copies are seen.
"""

import re
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np

SIZE = 5  # words in a shingle; 5 to 8 are in use, 5 forgives most editing
SHARE = 0.15  # of the shorter document in shared passages outside quotation marks ...
WORDS = 20  # ... and at least so many words there: not independent
PASSAGE = 30  # or so many unquoted words in one passage, however long the documents
MOSTLY = 0.5  # or so much of the shorter document, quotations included
SMALL = 100  # documents up to which every pair with a shared shingle is aligned
COMMON = 20  # documents with one shingle above which a larger corpus links neighbours only
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
# A quotation ends with its paragraph: each paragraph of a long quotation is opened anew.
_QUOTED = re.compile(r"\"[^\"\n]+(?:\"|$)|(?<!\w)'(?=\w)[^\n]{8,600}?(?<=[\w.,!?])'(?!\w)", re.MULTILINE)


class _Pair(NamedTuple):
    """What documents a and b share; a passage is (first word in a, first word in b, words, quoted words)."""

    a: int
    b: int
    passages: list[tuple[int, int, int, int]]
    jaccard: float  # shingles in both / shingles in either
    shared: int  # words in passages
    quoted: int  # of them inside quotation marks in either document
    share: float  # the unquoted rest / words of the shorter document
    longest: int  # unquoted words of the passage that has most


class _Words:
    """The words of all documents as one row of numbers; document i has ``bounds[i]:bounds[i + 1]``."""

    last = None  # what was read last: the questions of a notebook are about one corpus

    @classmethod
    def of(cls, corpus, size: int):
        """The words of a corpus; those that were read last are not read again."""
        if size < 2:
            raise ValueError("size is the number of words in a shingle; it must be 2 or more")
        if cls.last is None or cls.last.records is not corpus.records or cls.last.size != size:
            cls.last = cls(corpus, size)
        return cls.last

    def __init__(self, corpus, size: int):
        self.records, self.size, self.codes, self.compared = corpus.records, size, {}, {}
        ids, starts, ends, quoted, self.bounds = [], [], [], [np.zeros(0, dtype=bool)], [0]
        for document in self.records:
            for sentence in document.sentences:
                for match in _WORD.finditer(document.text, sentence.start, sentence.end):
                    ids.append(self.codes.setdefault(match[0].casefold(), len(self.codes)))
                    starts.append(match.start())
                    ends.append(match.end())
            quoted.append(_inside_quotes(document.text, starts[self.bounds[-1] :]))
            self.bounds.append(len(ids))
        self.ids, self.quoted = np.array(ids, dtype=np.int64), np.concatenate(quoted)
        self.starts, self.ends = np.array(starts, dtype=np.int64), np.array(ends, dtype=np.int64)
        self.lengths, self.hashes = np.diff(self.bounds), self._hashes()
        self.places = lru_cache(1000)(self._places)
        seen: dict[bytes, int] = {}  # for each document the first one with exactly its words, mostly itself
        keys = [self.ids[slice(*self.bounds[i : i + 2])].tobytes() for i in range(len(self.records))]
        self.originals = [seen.setdefault(key, i) if key else i for i, key in enumerate(keys)]

    def _hashes(self) -> np.ndarray:
        """A 64-bit code of the shingle that begins at each word (void near the end of a document)."""
        random = np.random.default_rng(20240516).integers(0, 2**64, size=len(self.codes), dtype=np.uint64)
        words, codes = random[self.ids], np.zeros(len(self.ids), dtype=np.uint64)
        for k in range(min(self.size, len(words))):
            codes[: len(words) - k] = codes[: len(words) - k] * np.uint64(0x9E3779B97F4A7C15) + words[k:]
        return codes

    @cached_property
    def candidates(self) -> tuple[np.ndarray, np.ndarray]:
        """Pairs of different texts with shingles in common, and how many."""
        count = len(self.lengths)
        document = np.repeat(np.arange(count), self.lengths)
        left = np.repeat(self.bounds[1:], self.lengths) - np.arange(len(self.ids))
        whole = (left >= self.size) & np.isin(document, self.originals)
        code, document = self.hashes[whole], document[whole]
        order = np.lexsort((document, code))
        code, document = code[order], document[order]
        fresh = np.r_[True, (np.diff(code) != 0) | (np.diff(document) != 0)][: len(code)]
        return _pairs_in_runs(code[fresh], document[fresh], count, COMMON if count > SMALL else count)

    def compare(self, a: int, b: int) -> _Pair:
        """Align the passages that documents a and b share; an exact copy is one passage."""
        ours, theirs = self.places(a), self.places(b)
        both = ours.keys() & theirs.keys()
        copy = self.lengths[a] and self.originals[a] == self.originals[b]
        passages = [(0, 0, int(self.lengths[a]))] if copy else _alignment(ours, theirs, both, self.size)
        found = [(i + self.bounds[a], j + self.bounds[b], n) for i, j, n in passages]
        quotes = [int((self.quoted[i : i + n] | self.quoted[j : j + n]).sum()) for i, j, n in found]
        passages = [(*place, words) for place, words in zip(found, quotes, strict=True)]
        shared, quoted = sum(p[2] for p in passages), sum(quotes)
        share = (shared - quoted) / max(1, min(self.lengths[a], self.lengths[b]))
        jaccard = len(both) / max(1, len(ours) + len(theirs) - len(both))
        longest = max((p[2] - p[3] for p in passages), default=0)
        return _Pair(a, b, passages, jaccard, shared, quoted, share, longest)

    def _places(self, i: int) -> dict[int, list[int]]:
        """Where each shingle of document i begins, in words from the start of the document."""
        places: dict[int, list[int]] = {}
        last = max(self.bounds[i], self.bounds[i + 1] - self.size + 1)
        for place, code in enumerate(self.hashes[self.bounds[i] : last].tolist()):
            places.setdefault(code, []).append(place)
        return places

    def pairs(self, least: int) -> list[_Pair]:
        """All pairs with ``least`` shared shingles; of equal documents only the first meets the others."""
        pairs = [(first, i) for i, first in enumerate(self.originals) if first != i]
        found, times = self.candidates
        pairs += [divmod(pair, len(self.lengths)) for pair in found[times >= least].tolist()]
        for pair in sorted(set(pairs) - self.compared.keys(), key=lambda p: p[::-1]):  # b's places: once
            self.compared[pair] = self.compare(*pair)
        return [self.compared[pair] for pair in sorted(pairs)]


def _inside_quotes(text: str, starts: list[int]) -> np.ndarray:
    edges = [edge for match in _QUOTED.finditer(text) for edge in match.span()]
    return np.searchsorted(edges, starts, side="right") % 2 == 1


def _pairs_in_runs(code, document, documents: int, common: int) -> tuple[np.ndarray, np.ndarray]:
    """Pairs of documents (a · documents + b) in runs of equal ``code``, and in how many runs they meet.

    Runs of up to ``common`` documents give all pairs, longer ones each document with the first and next.
    """
    first = np.flatnonzero(np.r_[True, np.diff(code) != 0][: len(code)])
    length = np.diff(np.r_[first, len(code)])
    run_first, run_length = np.repeat(first, length), np.repeat(length, length)
    found = []
    for step in range(1, min(common, int(length.max(initial=1)))):
        near = np.flatnonzero(run_first[step:] == run_first[:-step])
        near = near if step == 1 else near[run_length[near] <= common]
        found.append(np.unique(document[near] * documents + document[near + step], return_counts=True))
    later = np.flatnonzero((run_length > common) & (np.arange(len(code)) > run_first + 1))
    found.append(np.unique(document[run_first[later]] * documents + document[later], return_counts=True))
    pairs, which = np.unique(np.concatenate([pair for pair, _ in found]), return_inverse=True)
    times = np.bincount(which, weights=np.concatenate([count for _, count in found]), minlength=len(pairs))
    return pairs, times


def _alignment(ours, theirs, both, size: int) -> list[tuple[int, int, int]]:
    """Runs of the shingles in ``both`` as (word in a, word in b, words); no word is used twice."""
    running: dict[int, list[int]] = {}  # on each diagonal the last run: its first and last shingle in a
    runs = []
    for i, shingle in sorted((i, code) for code in both for i in ours[code]):
        for j in theirs[shingle][:8]:  # of a shingle repeated like a refrain the first eight do
            run = running.get(j - i)
            if run is not None and run[1] == i - 1:
                run[1] = i
            else:
                running[j - i] = run = [i, i]
                runs.append((j - i, run))
    chosen, used_a, used_b = [], set(), set()
    for diagonal, (i, last) in sorted(runs, key=lambda run: (run[1][0] - run[1][1], run[1][0], run[0])):
        a, b = range(i, last + size), range(i + diagonal, last + diagonal + size)
        if used_a.isdisjoint(a) and used_b.isdisjoint(b):
            chosen.append((i, i + diagonal, len(a)))
            used_a.update(a)
            used_b.update(b)
    return sorted(chosen)


def shared_passages(corpus, size: int = SIZE, shortest: int = 8):
    """Passages of at least ``shortest`` words that stand word for word in two documents, side by side.

    One row a passage: ``document_a, start_a, end_a, text_a``, the same for ``b``, ``words`` and how many of
    them are ``quoted`` in either document. Offsets are code points of the raw file, end exclusive; ``text``
    is as written there, so case and punctuation may differ between the two sides. Of documents with the
    same words only the first is compared with the others.
    """
    import pandas as pd

    read = _Words.of(corpus, size)

    def side(document, first, count):
        start, end = int(read.starts[first]), int(read.ends[first + count - 1])
        return read.records[document].document, start, end, read.records[document].raw[start:end]

    rows = [
        (*side(pair.a, i, n), *side(pair.b, j, n), n, quoted)
        for pair in read.pairs(max(1, shortest - size + 1))
        for i, j, n, quoted in pair.passages
        if n >= shortest
    ]
    columns = [f"{name}_{side}" for side in "ab" for name in ("document", "start", "end", "text")]
    return pd.DataFrame(rows, columns=[*columns, "words", "quoted"])


def similarity(corpus, size: int = SIZE):
    """Likeness of pairs of documents, one row a pair.

    ``cosine`` compares word counts weighted by (1 + ln tf) · (1 + ln((1 + N) / (1 + df))); ``jaccard`` is
    shingles in both over shingles in either (Broder 1997); ``shared`` counts the words in shared passages,
    ``quoted`` those of them inside quotation marks; ``share`` is the unquoted rest over the words of the
    shorter document; ``longest`` is the largest number of unquoted words in one passage. Above ``SMALL``
    documents only pairs with at least four shared shingles are listed, never a document without words.
    """
    import pandas as pd

    read, count = _Words.of(corpus, size), len(corpus.records)
    pairs = {pair[:2]: pair for pair in read.pairs(1 if count <= SMALL else 4)}
    every = [(a, b) for a in range(count) for b in range(a + 1, count)] if count <= SMALL else pairs
    every = [(a, b) for a, b in every if read.lengths[a] and read.lengths[b]]
    names = [record.document for record in read.records]
    rows = [
        (names[a], names[b], cosine, *(pairs.get((a, b)) or read.compare(a, b))[3:])
        for (a, b), cosine in zip(every, _cosines(read, every), strict=True)
    ]
    return pd.DataFrame(rows, columns=["document_a", "document_b", "cosine", *_Pair._fields[3:]])


def _cosines(read: _Words, pairs: list[tuple[int, int]]) -> list[float]:
    from scipy.sparse import csr_array

    if not pairs:
        return []
    shape = len(read.records), len(read.codes)
    table = csr_array((np.ones(len(read.ids)), read.ids, read.bounds), shape=shape)
    table.sum_duplicates()
    df = np.bincount(table.indices)[table.indices]
    table.data = (1 + np.log(table.data)) * (1 + np.log((1 + len(read.records)) / (1 + df)))
    length = np.sqrt(table.power(2).sum(axis=1))
    a, b = np.array(pairs).T
    return np.minimum(table[a].multiply(table[b]).sum(axis=1) / (length[a] * length[b]), 1.0).tolist()


def independent_groups(corpus, size=SIZE, share=SHARE, words=WORDS, passage=PASSAGE, mostly=MOSTLY):
    """Documents that share copied wording, as groups that count as one witness each.

    Returns one row a document: ``document, group, reason``; groups are numbered from 1 in the order of the
    documents, and nothing is removed. Two documents are linked when the words of their shared passages
    outside quotation marks are at least ``words`` many and ``share`` of the shorter document, or ``passage``
    of them stand in one passage, or ``words`` shared words, quoted or not, are ``mostly`` the shorter
    document, or the two have the same words. Links chain: a digest of three articles makes a group of four.
    """
    import pandas as pd

    usual = (size, share, words, passage, mostly) == (SIZE, SHARE, WORDS, PASSAGE, MOSTLY)
    if usual and (stored := corpus.stored("groups")) is not None:
        return stored
    least = 1 if len(corpus.records) <= SMALL else max(1, -(-min(words, passage) // size))
    read = _Words.of(corpus, size)
    root, closest = list(range(len(read.records))), {}
    for pair in read.pairs(least):
        much = pair.shared - pair.quoted >= words and pair.share >= share
        most = pair.shared >= max(words, mostly * min(read.lengths[pair.a], read.lengths[pair.b]))
        if much or most or pair.longest >= passage or read.originals[pair.b] == pair.a:
            a, b = sorted((_root(root, pair.a), _root(root, pair.b)))
            root[b] = a
        for i in pair[:2]:
            closest[i] = max(pair, closest.get(i, pair), key=lambda pair: (pair.share, pair.shared))
    roots = [_root(root, i) for i in range(len(root))]
    number = {first: n for n, first in enumerate(sorted(set(roots)), 1)}
    reasons = [_reason(read, i, closest.get(i), roots, least) for i in range(len(roots))]
    columns = {"document": [record.document for record in read.records]}
    columns |= {"group": [number[i] for i in roots], "reason": reasons}
    return pd.DataFrame(columns).astype({"document": "str", "group": "int64", "reason": "str"})


def _root(root: list[int], i: int) -> int:
    while root[i] != i:
        root[i] = i = root[root[i]]
    return i


def _reason(read: _Words, i: int, pair: _Pair | None, roots: list[int], least: int) -> str:
    """Why document i stands where it stands, by its closest partner."""
    if not read.lengths[i]:
        return "no words to compare"
    if pair is None:
        few = "no run" if least == 1 else f"fewer than {least} runs"
        return f"shares {few} of {read.size} words with any other document"
    other = read.records[pair.a + pair.b - i].label
    if read.originals[pair.b] == pair.a:
        return f"has the same words as {other}"
    words = f"shares {pair.shared - pair.quoted} words with {other}"
    words += f" ({pair.share * 100:.0f} % of the shorter text"
    quoted = f", {pair.quoted} more inside quotation marks" if pair.quoted else ""
    apart = "" if roots[pair.a] == roots[pair.b] else ": below the limits"
    return f"{words}{quoted}; longest passage {pair.longest}){apart}"
