"""What documents share word for word: candidates by shingles, and the passages of many pairs at once.

Words, shingles and candidates lie in temporary files and are taken some at a time: what stays in memory grows
with the documents and the vocabulary, not with the words.
"""

import hashlib
import re
from functools import cached_property
from typing import NamedTuple

import numpy as np

from . import batches

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
    jaccard: np.ndarray  # shingles in both / shingles in either
    shared: np.ndarray  # words in passages
    quoted: np.ndarray  # of them inside quotation marks in either document
    share: np.ndarray  # the unquoted rest / words of the shorter document
    longest: np.ndarray  # unquoted words of the passage that has most
    passages: np.ndarray


class Words:
    """The words of all documents; ``lengths`` counts them, and ``originals`` gives of each document the first
    one with exactly its words, mostly itself."""

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
        self._words, bounds, seen, originals = batches.Numbers(np.int32), [0], {}, []
        for n, document in enumerate(corpus.each()):
            found = places(document)
            ids = [self.codes.setdefault(m[0].casefold(), len(self.codes)) for m in found]
            words = np.array(ids, dtype=np.int32)
            same = hashlib.blake2b(words.tobytes(), digest_size=16).digest()
            originals.append(seen.setdefault(same, n) if ids else n)
            self._words.add(2 * words + _inside_quotes(document.text, found))
            bounds.append(bounds[-1] + len(ids))
            self.names.append(document.document)
            self.labels.append(document.label)
        self.bounds, self.originals = np.array(bounds), np.array(originals, dtype=int)
        self.lengths, self.large = np.diff(self.bounds), len(self.names) > SMALL

    def words(self, documents):
        """The words of some documents as one row of numbers, which are odd inside quotation marks."""
        return self._words.take(zip(self.bounds[documents].tolist(), self.lengths[documents].tolist()))  # noqa: B905

    @cached_property
    def _random(self):
        return np.random.default_rng(20240516).integers(0, 2**64, size=len(self.codes), dtype=np.uint64)

    def _shingles(self, documents):
        """Of some documents the words; and of each shingle the word at which it begins, its code (equal for
        equal words) and the place of its document among these."""
        words, lengths = self.words(documents), self.lengths[documents]
        random, codes = self._random[words >> 1], np.zeros(len(words), dtype=np.uint64)
        for k in range(min(self.size, len(codes))):
            codes[: len(codes) - k] *= np.uint64(0x9E3779B97F4A7C15)
            codes[: len(codes) - k] += random[k:]
        of = np.repeat(np.arange(len(documents)), lengths)
        whole = np.flatnonzero(np.cumsum(lengths)[of] - np.arange(len(codes)) >= self.size)
        return words, whole, (codes[whole] >> np.uint64(1)).astype(np.int64), of[whole]

    @cached_property
    def _candidates(self) -> batches.Shelves:
        """Pairs of different texts with some shingles that they have in common, and how many; of equal
        documents only the first meets the others, and its copies. A pair stands by its later document (b ·
        documents + a): the first one of what many have in common has far more pairs than one shelf holds."""
        count = len(self.names)
        codes, found = batches.Shelves(2**63), batches.Shelves(count * count)
        firsts, copies = (
            np.flatnonzero((self.originals == np.arange(count)) == same) for same in (True, False)
        )
        for part in batches.cut(self.lengths[firsts]):
            _, _, code, of = self._shingles(firsts[part])
            codes.put(code, firsts[part][of])
        for code, document in codes:
            order = np.lexsort((document, code))
            code, document = code[order], document[order]
            fresh = np.r_[True, (np.diff(code) != 0) | (np.diff(document) != 0)]
            common = COMMON if self.large else count
            pair, times = _pairs_in_runs(code[fresh], document[fresh], count, common)
            found.put(pair % count * count + pair // count, times)
        found.put(copies * count + self.originals[copies], self.lengths[copies])
        return found

    def _found(self, least: int):
        """Copies and pairs (a · documents + b) with ``least`` shared shingles, and how many; in turns."""
        for pair, times in self._candidates:
            pair, which = np.unique(pair, return_inverse=True)
            times = np.bincount(which, times).astype(int)
            b, a = np.divmod(pair, len(self.names))
            kept = (times >= least) | (self.originals[b] == a)
            yield (a * len(self.names) + b)[kept], times[kept]

    def each(self, least: int):
        """All pairs with ``least`` shared shingles, some at a time."""
        for found, _ in self._found(least):
            yield from self._compared(*np.divmod(found, len(self.names)))

    def pairs(self, least: int, most: int | None = None) -> tuple[Pairs, str]:
        """The same at once, or the ``most`` that share most, and what is left out."""
        pair, times, count = np.zeros(0, int), np.zeros(0, int), 0
        for found in self._found(least):
            count += len(found[0])
            pair, times = np.r_[pair, found[0]], np.r_[times, found[1]]
            if most is not None and len(pair) > most:
                chosen = np.lexsort((pair, -times))[:most]
                pair, times = pair[chosen], times[chosen]
        note = f"Of {count:,} pairs the {most:,} that share most." if count > len(pair) else ""
        return self.compare(*np.divmod(np.sort(pair), max(1, len(self.names)))), note

    def compare(self, a, b) -> Pairs:
        """Align the passages that the documents of each pair share; an exact copy is one passage."""
        parts = [*self._compared(a, b)]
        before = np.cumsum([0, *(len(part.a) for part in parts)])
        passages = [part.passages + np.array([n, 0, 0, 0, 0]) for n, part in zip(before, parts, strict=False)]
        return Pairs(*map(np.concatenate, [*zip(*parts, strict=True)][:-1]), np.concatenate(passages))

    def _compared(self, a, b):
        for part in batches.cut(self.lengths[a] + self.lengths[b]):
            yield self._aligned(a[part], b[part])

    def _aligned(self, a, b) -> Pairs:
        documents, local = np.unique(np.r_[a, b], return_inverse=True)
        local, lengths = local.reshape(2, -1), self.lengths[documents]
        words, place, code, document = self._shingles(documents)
        spare = (2 * len(a) + 1).bit_length()  # bits of the codes that make way for a pair or document
        top, number = 1 << (63 - spare), code >> spare
        order = np.argsort(document * top + number, kind="stable")  # equal ones in the order of the text
        number, place, document = number[order], place[order], document[order]
        fresh = np.r_[True, (np.diff(number) != 0) | (np.diff(document) != 0)][: len(number)]
        distinct = np.bincount(document[fresh], minlength=len(documents))
        ends = np.searchsorted(document, np.arange(len(documents) + 1))
        starts = np.cumsum(lengths) - lengths
        met = _met(number, place - starts[document], fresh, [_rows(ends, side) for side in local], top)
        copy = np.flatnonzero((self.lengths[a] > 0) & (self.originals[a] == self.originals[b]))
        both, runs = np.bincount(met[0], minlength=len(a)), met[1][:, ~np.isin(met[1][0], copy)]
        runs = _chosen(*_runs(*runs, self.size))
        runs = np.concatenate([runs, np.stack([copy, 0 * copy, 0 * copy, self.lengths[a][copy]], axis=1)])
        pair, i, j, count = runs = runs[np.lexsort(runs.T[::-1])].T
        step = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
        at = (
            np.repeat(starts[side][pair] + first, count) + step
            for side, first in zip(local, (i, j), strict=True)
        )
        inside = np.logical_or(*(words[rows] & 1 for rows in at))
        quoted = np.bincount(np.repeat(np.arange(len(count)), count), inside, len(count)).astype(int)
        shared, of_them = (np.bincount(pair, w, len(a)).astype(int) for w in (count, quoted))
        share = (shared - of_them) / np.maximum(1, np.minimum(self.lengths[a], self.lengths[b]))
        longest = np.zeros(len(a), int)
        np.maximum.at(longest, pair, count - quoted)
        jaccard = both / np.maximum(1, distinct[local].sum(axis=0) - both)
        return Pairs(a, b, jaccard, shared, of_them, share, longest, np.stack([*runs, quoted], axis=1))


def places(document) -> list[re.Match]:
    """The words of a document, where they stand."""
    return [m for s in document.sentences for m in _WORD.finditer(document.text, s.start, s.end)]


def _met(number, place, fresh, rows, top):
    """The pair of each shingle that both have; and of each two places with one shingle pair and places."""
    (of, ours), (other, theirs) = rows
    keys, wanted = other * top + number[theirs], of * top + number[ours]
    first = np.flatnonzero(np.r_[True, np.diff(keys) != 0][: len(keys)])
    at = np.searchsorted(keys[first], wanted)
    at[at == len(first)] = 0
    hit = np.flatnonzero(keys[first][at] == wanted) if len(keys) else at[:0]
    at, of, ours = at[hit], of[hit], ours[hit]
    low, times = first[at], np.diff(np.r_[first, len(keys)])[at]
    times = np.minimum(times, 8)  # of a shingle repeated like a refrain the first eight do
    at = np.repeat(low - np.cumsum(times) + times, times) + np.arange(times.sum())
    met = np.stack([np.repeat(of, times), np.repeat(place[ours], times), place[theirs[at]]])
    return of[fresh[ours]], met


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


def _inside_quotes(text: str, words: list[re.Match]) -> np.ndarray:
    edges = [edge for match in _QUOTED.finditer(text) for edge in match.span()]
    return np.searchsorted(edges, [word.start() for word in words], side="right") % 2 == 1


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
    return pairs, times.astype(int)
