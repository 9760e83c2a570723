"""What documents share word for word: candidates by shingles, and the passages of two documents side by side.

Words and shingles lie in temporary files: what stays in memory grows with the documents and the vocabulary,
not with the words.
"""

import hashlib
import operator
import re
from collections import defaultdict
from collections.abc import Sequence
from tempfile import SpooledTemporaryFile
from typing import NamedTuple
from weakref import finalize

import numpy as np

COMMON = 20  # documents with one shingle above which a larger corpus links neighbours only
SMALL = 100  # documents up to which every pair with a shared shingle is a candidate
REFRAIN = 8  # places of one shingle in a document that are looked at
_HELD = 1 << 18  # bytes of a temporary file that stay in memory
_TEXTS = 1000  # documents that stay in memory
_BLOCK = 500_000  # words whose shingles are told at once
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
# A quotation ends with its paragraph: each paragraph of a long quotation is opened anew.
_QUOTED = re.compile(r"\"[^\"\n]+(?:\"|$)|(?<!\w)'(?=\w)[^\n]{8,600}?(?<=[\w.,!?])'(?!\w)", re.MULTILINE)


class Passage(NamedTuple):
    """Words that stand in both of two documents: where they begin, and how many are inside quotation marks
    in either."""

    a: int
    b: int
    words: int
    quoted: int


class Pair(NamedTuple):
    """What the documents ``a`` and ``b`` share; ordered by how much."""

    share: float  # words outside quotation marks / words of the shorter document
    shared: int
    a: int
    b: int
    quoted: int  # of the shared words those inside quotation marks in either document
    longest: int  # words outside quotation marks in the passage that has most
    jaccard: float  # shingles in both / shingles in either
    passages: list[Passage]


class Text(NamedTuple):
    """One document: where each shingle stands, and a byte for each word, 1 inside quotation marks."""

    places: dict[int, Sequence[int]]
    quoted: bytes


class Words:
    """The words of all documents; ``lengths`` counts them, and ``originals`` gives of each document the first
    one with exactly its words, mostly itself."""

    def __init__(self, corpus, size: int):
        if size < 2:
            raise ValueError("size is the number of words in a shingle; it must be 2 or more")
        self.size, self.codes, self.names, self.labels = size, {}, [], []
        self.file, bounds, seen, originals = _file(self), [0], {}, []
        for n, document in enumerate(corpus.each()):
            found = places(document)
            ids = [self.codes.setdefault(m[0].casefold(), len(self.codes)) for m in found]
            words = np.array(ids, dtype=np.int32)
            same = hashlib.blake2b(words.tobytes(), digest_size=16).digest()
            originals.append(seen.setdefault(same, n) if ids else n)
            self.file.write((2 * words + _inside_quotes(document.text, found)).astype(np.int32).tobytes())
            bounds.append(bounds[-1] + len(ids))
            self.names.append(document.document)
            self.labels.append(document.label)
        self.bounds, self.originals = np.array(bounds), np.array(originals, dtype=int)
        self.lengths, self.large = np.diff(self.bounds), len(self.names) > SMALL
        self.random = np.random.default_rng(20240516).integers(0, 2**64, len(self.codes), dtype=np.uint64)
        self.texts: dict[int, Text] = {}

    def words(self, first: int, last: int) -> np.ndarray:
        """The words of some documents in a row, as numbers that are odd inside quotation marks."""
        self.file.seek(4 * self.bounds[first])
        return np.frombuffer(self.file.read(4 * (self.bounds[last] - self.bounds[first])), np.int32)

    def _hashed(self, words) -> np.ndarray:
        """A number for each run of ``size`` words, equal for equal words."""
        codes = np.zeros(max(0, len(words) - self.size + 1), dtype=np.uint64)
        for k in range(self.size):
            codes *= np.uint64(0x9E3779B97F4A7C15)
            codes += self.random[words[k : k + len(codes)] >> 1]
        return (codes >> np.uint64(1)).astype(np.int64)

    def text(self, document: int) -> Text:
        """A document as far as pairs are compared by it; those asked for last are kept."""
        if document in self.texts:
            return self.texts[document]
        if len(self.texts) > _TEXTS:
            self.texts.clear()
        words = self.words(document, document + 1)
        shingles = self._hashed(words).tolist()
        places = dict(zip(shingles, zip(range(len(shingles)))))  # noqa: B905
        if len(places) < len(shingles):  # some stand twice
            places = defaultdict(list)
            for place, shingle in enumerate(shingles):
                places[shingle].append(place)
        self.texts[document] = Text(places, (words & 1).astype(np.uint8).tobytes())
        return self.texts[document]

    def _shingles(self):
        """All shingles with their documents, some documents at a time; of equal ones the first alone."""
        first, count = 0, len(self.names)
        while first < count:
            last = max(first + 1, int(np.searchsorted(self.bounds, self.bounds[first] + _BLOCK)) - 1)
            codes = self._hashed(self.words(first, last))
            of = np.repeat(np.arange(first, last), self.lengths[first:last])
            start, end = of[: len(codes)], of[self.size - 1 :]
            whole = (start == end) & (self.originals[start] == start)
            yield codes[whole], start[whole]
            first = last

    def candidates(self, least: int):
        """Pairs of documents with ``least`` shared shingles, and how many these are: some at a time, of these
        the pairs that share most first.

        A shingle of more than ``COMMON`` documents of a larger corpus links each of them to the first and the
        next one. Of equal documents only the first meets the others, and its copies.
        """
        count = len(self.names)
        runs, pairs = Buckets(2**63), Buckets(count * count)
        for block in self._shingles():
            runs.put(*block)
        for code, document in runs:
            order = np.lexsort((document, code))
            code, document = code[order], document[order]
            fresh = np.r_[True, (np.diff(code) != 0) | (np.diff(document) != 0)]
            a, b = _meeting(code[fresh], document[fresh], COMMON if self.large else count)
            # A pair stands by its later document: the first of many has too many pairs for one bucket.
            pairs.put(*np.unique(b * count + a, return_counts=True))
        copies = np.flatnonzero(self.originals != np.arange(count))
        pairs.put(copies * count + self.originals[copies], self.lengths[copies])
        for pair, times in pairs:
            pair, which = np.unique(pair, return_inverse=True)
            times = np.bincount(which, times).astype(int)
            order = np.argsort(-times, kind="stable")
            (b, a), times = np.divmod(pair[order], count), times[order]
            kept = (times >= least) | (self.originals[b] == a)
            yield a[kept], b[kept], times[kept]

    def compare(self, a: int, b: int) -> Pair:
        """Align what two documents share; exact copies are one passage."""
        one, other = self.text(a), self.text(b)
        both = one.places.keys() & other.places.keys()
        length, shorter = int(self.lengths[a]), min(int(self.lengths[a]), int(self.lengths[b]))
        copied = length and self.originals[a] == self.originals[b]
        passages, shared, quoted, longest = [], 0, 0, 0
        for words, i, j in [(length, 0, 0)] if copied else _chosen(one, other, both, self.size):
            quotes = one.quoted[i : i + words], other.quoted[j : j + words]
            inside = operator.or_(*(int.from_bytes(quote, "big") for quote in quotes)).bit_count()
            passages.append(Passage(i, j, words, inside))
            shared, quoted, longest = shared + words, quoted + inside, max(longest, words - inside)
        jaccard = len(both) / max(1, len(one.places) + len(other.places) - len(both))
        share = (shared - quoted) / max(1, shorter)
        return Pair(share, shared, a, b, quoted, longest, jaccard, sorted(passages))


class Buckets:
    """Pairs of numbers in temporary files by the size of the first, which is below ``top``."""

    COUNT = 64

    def __init__(self, top: int):
        self.step = top // self.COUNT + 1
        self.files = [_file(self) for _ in range(self.COUNT)]

    def put(self, first, second):
        rows = np.stack([first, second], axis=1)[np.argsort(first, kind="stable")].astype(np.int64)
        ends = np.searchsorted(rows[:, 0] // self.step, np.arange(1, self.COUNT))
        for file, part in zip(self.files, np.split(rows, ends), strict=True):
            file.write(part.tobytes())

    def __iter__(self):
        """One bucket after the other, the lowest first, as two arrays."""
        for file in self.files:
            file.seek(0)
            if found := file.read():
                yield np.frombuffer(found, np.int64).reshape(-1, 2).T


def _file(owner):
    """A temporary file that goes with its owner."""
    file = SpooledTemporaryFile(_HELD)  # noqa: SIM115
    finalize(owner, file.close)
    return file


def places(document) -> list[re.Match]:
    """The words of a document, where they stand."""
    return [m for s in document.sentences for m in _WORD.finditer(document.text, s.start, s.end)]


def _inside_quotes(text: str, words: list[re.Match]) -> np.ndarray:
    edges = [edge for match in _QUOTED.finditer(text) for edge in match.span()]
    return np.searchsorted(edges, [word.start() for word in words], side="right") % 2 == 1


def _meeting(code, document, common: int) -> tuple[np.ndarray, np.ndarray]:
    """Pairs of documents in runs of equal ``code``, once for each run in which they meet.

    Runs of up to ``common`` documents give all pairs, longer ones each document with the first and next.
    """
    first = np.flatnonzero(np.r_[True, np.diff(code) != 0])
    length = np.diff(np.r_[first, len(code)])
    start, length = np.repeat(first, length), np.repeat(length, length)
    later = np.flatnonzero((length > common) & (np.arange(len(code)) > start + 1))
    found = [(start[later], later)]
    for step in range(1, min(common, int(length.max()))):
        near = np.flatnonzero(start[step:] == start[:-step])
        near = near if step == 1 else near[length[near] <= common]
        found.append((near, near + step))
    a, b = (document[np.concatenate(side)] for side in zip(*found, strict=True))
    return a, b


def _runs(one: Text, other: Text, both, size: int):
    """Shingles in a row in both: words, first word in the one and in the other."""
    met = sorted((j - i, i) for s in both for i in one.places[s][:REFRAIN] for j in other.places[s][:REFRAIN])
    first = 0
    for n, (apart, i) in enumerate(met, 1):
        if n == len(met) or met[n] != (apart, i + 1):
            start = met[first][1]
            yield i - start + size, start, start + apart
            first = n


def _chosen(one: Text, other: Text, both, size: int):
    """The runs, the longest first, that use no word twice."""
    used_one, used_other = bytearray(len(one.quoted)), bytearray(len(other.quoted))
    for words, i, j in sorted(_runs(one, other, both, size), key=lambda run: (-run[0], run[1], run[2])):
        if not (any(used_one[i : i + words]) or any(used_other[j : j + words])):
            used_one[i : i + words] = used_other[j : j + words] = b"\1" * words
            yield words, i, j
