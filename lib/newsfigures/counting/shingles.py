"""What documents share word for word: candidates by shingles, and the passages of many pairs at once."""

import re
from array import array
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np

_BATCH = 2_000_000  # shingles of pairs that are aligned at once
COMMON = 20  # documents with one shingle above which a larger corpus links neighbours only
SMALL = 100  # documents up to which every pair with a shared shingle is aligned
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
# A quotation ends with its paragraph: each paragraph of a long quotation is opened anew.
_QUOTED = re.compile(r"\"[^\"\n]+(?:\"|$)|(?<!\w)'(?=\w)[^\n]{8,600}?(?<=[\w.,!?])'(?!\w)", re.MULTILINE)


class Pairs(NamedTuple):
    """What the documents a and b of each pair share, as arrays; ``passages`` has a row a passage: the pair,
    the first word in a, the first word in b, words, and those of them that are quoted in either document."""

    a: np.ndarray
    b: np.ndarray
    passages: np.ndarray
    jaccard: np.ndarray  # shingles in both / shingles in either
    shared: np.ndarray  # words in passages
    quoted: np.ndarray  # of them inside quotation marks in either document
    share: np.ndarray  # the unquoted rest / words of the shorter document
    longest: np.ndarray  # unquoted words of the passage that has most


class Words:
    """The words of all documents as one row of numbers; document i has ``bounds[i]:bounds[i + 1]``."""

    last = None  # what was read last: the questions of a notebook are about one corpus

    @classmethod
    def of(cls, corpus, size: int):
        """The words of a corpus; those that were read last are not read again."""
        if size < 2:
            raise ValueError("size is the number of words in a shingle; it must be 2 or more")
        if cls.last is None or cls.last.corpus is not corpus or cls.last.size != size:
            cls.last = cls(corpus, size)
        return cls.last

    def __init__(self, corpus, size: int):
        self.corpus, self.size, self.codes, self.names, self.labels = corpus, size, {}, [], []
        self.compared: dict[int, Pairs] = {}
        ids, starts, ends, quoted, bounds = array("i"), array("i"), array("i"), [np.zeros(0, dtype=bool)], [0]
        for document in corpus.each():
            for sentence in document.sentences:
                for match in _WORD.finditer(document.text, sentence.start, sentence.end):
                    ids.append(self.codes.setdefault(match[0].casefold(), len(self.codes)))
                    starts.append(match.start())
                    ends.append(match.end())
            quoted.append(_inside_quotes(document.text, starts[bounds[-1] :]))
            bounds.append(len(ids))
            self.names.append(document.document)
            self.labels.append(document.label)
        self.ids, self.starts, self.ends = (np.array(row, dtype=np.int32) for row in (ids, starts, ends))
        self.quoted, self.bounds = np.concatenate(quoted), np.array(bounds)
        self.lengths, self.large = np.diff(self.bounds), len(self.names) > SMALL
        seen: dict[bytes, int] = {}  # for each document the first one with exactly its words, mostly itself
        keys = [self.ids[slice(*self.bounds[i : i + 2])].tobytes() for i in range(len(self.names))]
        self.originals = np.array([seen.setdefault(key, i) if key else i for i, key in enumerate(keys)], int)

    @cached_property
    def shingles(self):
        """Word at which each shingle begins, its code (equal for equal words) and its document, in order."""
        random = np.random.default_rng(20240516).integers(0, 2**64, size=len(self.codes), dtype=np.uint64)
        codes = np.zeros(len(self.ids), dtype=np.uint64)
        for k in range(min(self.size, len(codes))):
            codes[: len(codes) - k] *= np.uint64(0x9E3779B97F4A7C15)
            codes[: len(codes) - k] += random[self.ids[k:]]
        document = np.repeat(np.arange(len(self.lengths), dtype=np.int32), self.lengths)
        whole = np.flatnonzero(self.bounds[1:][document] - np.arange(len(codes)) >= self.size)
        return whole.astype(np.int32), codes[whole], document[whole]

    @cached_property
    def candidates(self) -> tuple[np.ndarray, np.ndarray]:
        """Pairs of different texts with shingles in common, and how many."""
        count, (_, code, document) = len(self.lengths), self.shingles
        first = self.originals[document] == document
        code, document = code[first], document[first].astype(np.int64)
        order = np.lexsort((document, code))
        code, document = code[order], document[order]
        fresh = np.r_[True, (np.diff(code) != 0) | (np.diff(document) != 0)][: len(code)]
        return _pairs_in_runs(code[fresh], document[fresh], count, COMMON if self.large else count)

    def pairs(self, least: int, most: int | None = None) -> tuple[Pairs, str]:
        """All pairs with ``least`` shared shingles, or the ``most`` that share most, and what is left out; of
        equal documents only the first meets the others."""
        found, times = self.candidates
        copies = np.flatnonzero(self.originals != np.arange(len(self.lengths)))
        chosen = np.r_[found[times >= least], self.originals[copies] * len(self.lengths) + copies]
        times, note = np.r_[times[times >= least], self.lengths[copies]], ""
        if most is not None and len(chosen) > most:
            note = f"Of {len(chosen):,} pairs the {most:,} that share most."
            chosen = chosen[np.lexsort((chosen, -times))[:most]]
        elif least in self.compared:
            return self.compared[least], note
        made = self.compare(*np.divmod(np.sort(chosen), max(1, len(self.lengths))))
        if not note:
            self.compared[least] = made
        return made, note

    @cached_property
    def _shared(self):
        """Shingles that two documents have, by document and number: the number, the place, the bounds."""
        place, code, document = self.shingles
        number = np.unique(code, return_inverse=True)[1]
        order = np.lexsort((number, document))  # which keeps equal ones in the order of the text
        number, place, document = number[order], place[order], document[order]
        fresh = np.r_[True, (np.diff(number) != 0) | (np.diff(document) != 0)][: len(number)]
        distinct = np.bincount(document[fresh], minlength=len(self.lengths))
        kept = (np.bincount(number[fresh], minlength=1) > 1)[number]
        ends = np.searchsorted(document[kept], np.arange(len(self.lengths) + 1))
        return number[kept], place[kept] - self.bounds[document[kept]], fresh[kept], ends, distinct

    def compare(self, a, b) -> Pairs:
        """Align the passages that the documents of each pair share; an exact copy is one passage."""
        ends, distinct = self._shared[3:]
        sizes, cuts = np.cumsum(np.diff(ends)[a] + np.diff(ends)[b]), [0]
        while cuts[-1] < len(a):  # about ``_BATCH`` shingles a turn
            done = sizes[cuts[-1] - 1] if cuts[-1] else 0
            cuts.append(max(cuts[-1] + 1, int(np.searchsorted(sizes, done + _BATCH))))
        parts = [self._aligned(a[i:j], b[i:j]) for i, j in pairwise(cuts)]
        both = np.concatenate([both for both, _ in parts] or [np.zeros(0, int)])
        passages = [rows + np.array([cut, 0, 0, 0, 0]) for cut, (_, rows) in zip(cuts, parts, strict=False)]
        passages = np.concatenate([np.zeros((0, 5), int), *passages])
        pair, quoted, words = passages[:, 0], passages[:, 4], passages[:, 3]
        shared, inside = (np.bincount(pair, w, len(a)).astype(int) for w in (words, quoted))
        share = (shared - inside) / np.maximum(1, np.minimum(self.lengths[a], self.lengths[b]))
        longest = np.zeros(len(a), int)
        np.maximum.at(longest, pair, words - quoted)
        jaccard = both / np.maximum(1, distinct[a] + distinct[b] - both)
        return Pairs(a, b, passages, jaccard, shared, inside, share, longest)

    def _aligned(self, a, b):
        """Of each pair the number of shingles in both; and the passages, as in ``Pairs``."""
        number, place, fresh, ends, _ = self._shared
        (of, ours), (other, theirs) = _rows(ends, a), _rows(ends, b)
        top = number.max(initial=0) + 1
        keys, wanted = other * top + number[theirs], of * top + number[ours]
        first = np.flatnonzero(np.r_[True, np.diff(keys) != 0][: len(keys)])
        at = np.minimum(np.searchsorted(keys[first], wanted), len(first) - 1)
        times = np.diff(np.r_[first, len(keys)])[at] * (keys[first][at] == wanted)
        low = first[at]
        both = np.bincount(of[(times > 0) & fresh[ours]], minlength=len(a))
        times = np.minimum(times, 8)  # of a shingle repeated like a refrain the first eight do
        at = np.repeat(low - np.cumsum(times) + times, times) + np.arange(times.sum())
        pair, i, j = np.repeat(of, times), np.repeat(place[ours], times), place[theirs[at]]
        copy = (self.lengths[a] > 0) & (self.originals[a] == self.originals[b])
        whole = np.flatnonzero(copy)
        kept = ~copy[pair]
        runs = _chosen(*_runs(pair[kept], i[kept], j[kept], self.size))
        runs = np.concatenate([runs, np.stack([whole, 0 * whole, 0 * whole, self.lengths[a][whole]], axis=1)])
        runs = runs[np.lexsort(runs.T[::-1])]
        pair, i, j, words = runs.T
        step = np.arange(words.sum()) - np.repeat(np.cumsum(words) - words, words)
        first, second = self.bounds[a][pair] + i, self.bounds[b][pair] + j
        inside = self.quoted[np.repeat(first, words) + step] | self.quoted[np.repeat(second, words) + step]
        quoted = np.bincount(np.repeat(np.arange(len(words)), words), inside, len(words)).astype(int)
        return both, np.stack([pair, first, second, words, quoted], axis=1)


def _rows(ends, documents):
    """The rows of some documents one after the other, each with the place of its document among them."""
    counts = ends[documents + 1] - ends[documents]
    of = np.repeat(np.arange(len(documents)), counts)
    return of, np.arange(counts.sum()) + (ends[documents] - np.cumsum(counts) + counts)[of]


def _runs(pair, i, j, size: int):
    """Shingles in a row on both sides: the pair, first word in a and in b, and the words."""
    order = np.lexsort((i, j - i, pair))
    pair, i, j = pair[order], i[order], j[order]
    first = np.r_[True, (np.diff(pair) != 0) | (np.diff(j - i) != 0) | (np.diff(i) != 1)][: len(pair)]
    starts = np.flatnonzero(first)
    return pair[starts], i[starts], j[starts], np.diff(np.r_[starts, len(pair)]) + size - 1


def _chosen(pair, i, j, words):
    """The runs, the longest first, that use no word twice."""
    crossed = np.zeros(pair.max(initial=-1) + 1, dtype=bool)
    for start in (i, j):
        order = np.lexsort((start, pair))
        over = (start + words)[order][:-1] > start[order][1:]
        crossed[pair[order][1:][over & (np.diff(pair[order]) == 0)]] = True
    rows = np.stack([pair, i, j, words], axis=1)
    order = np.lexsort((j - i, i, -words, pair))
    last, kept, used_a, used_b = -1, [], 0, 0  # a bit a word
    for row in rows[order][crossed[pair[order]]].tolist():
        if row[0] != last:
            last, used_a, used_b = row[0], 0, 0
        run = (1 << row[3]) - 1
        a, b = run << row[1], run << row[2]
        if not (used_a & a or used_b & b):
            kept.append(row)
            used_a, used_b = used_a | a, used_b | b
    return np.concatenate([rows[~crossed[pair]], np.array(kept, dtype=int).reshape(-1, 4)])


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
