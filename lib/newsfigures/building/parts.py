"""One part of a corpus: cut by content, read into tables by a pure function in whatever process.

Three tasks: a ``Part`` makes all tables of its documents but the claims; ``Claims`` need, of all parts, the
names that may open a sentence; ``Groups`` tell, of all parts together, which documents copy each other.
Tables of a part, beside those of a ``Corpus``, ``figures``, ``rejected`` and ``claims``:

texts       document, raw, text (null where it is the same)
mentions    as ``mentioning.sectors.read`` gives them; copies are told when the parts are joined
units       document, sentence, paragraph, words, key: what that needs of every sentence
words       word, count, documents: mergeable counts of the words of sentences in small letters
names       name, seen: "inside" a sentence, "small" letters, or "asked" for where it opens a sentence
dates       dated statements, which the ledger compares with terms and anniversaries
"""

import dataclasses
import hashlib
from collections import Counter
from functools import cache
from importlib.resources import files
from operator import itemgetter
from typing import NamedTuple

from ..claiming import claims, dating, meaning
from ..keeping import uncollected
from ..loading import cleaning, corpus, formats
from ..mentioning import sectors, taxonomy
from ..reading import figures
from .store import Store

DATES = ["document", "label", "start", "end", "year", "text", "passage"]
COLUMNS = {
    "texts": ["document", "raw", "text"],
    "sentences": corpus.TABLES["sentences"],
    "removed": corpus.TABLES["removed"],
    "figures": list(figures.Figure._fields),
    "rejected": list(figures.Rejected._fields),
    "mentions": sectors.COLUMNS[:-1],
    "units": ["document", "sentence", "paragraph", "words", "key"],
    "words": ["word", "count", "documents"],
    "names": ["name", "seen"],
    "dates": DATES,
    "skipped": ["path", "reason"],
    "documents": corpus.DOCUMENTS,  # the last one: where it is, the part is whole
}
CLAIMS = [*claims.FIGURE_COLUMNS, *claims.CLAIM_COLUMNS, "names"]
_CELLS = itemgetter(*CLAIMS)


@cache
def stamp() -> str:
    """A hash of the code and data that make a part: another version reads everything anew."""
    found = hashlib.sha256()
    for package in ("loading", "reading", "claiming", "mentioning", "building", "data"):
        folder = files("newsfigures").joinpath(package)
        for file in sorted((f for f in folder.iterdir() if f.is_file()), key=lambda f: f.name):
            found.update(file.name.encode() + b"\0" + file.read_bytes())
    return found.hexdigest()


def cut(items, sidecar, size: int, lost: list):
    """Yield the parts of a stream of articles, about ``size`` bytes each; what is skipped goes to ``lost``.

    Where a part ends is drawn from the ids of the documents, so that a document that changes, comes or goes
    leaves the parts before and behind it as they are.
    """
    part, total = [], 0
    for item in items:
        if isinstance(item, formats.Skipped):
            lost.append(item)
            continue
        part.append((item, sidecar.facts(item.path)))
        total += (last := _size(item))
        drawn = int.from_bytes(hashlib.sha256(item.path.encode()).digest()[:8]) / 2**64
        if total >= 2 * size or (2 * total >= size and drawn < last / size):
            yield _part(part, total)
            part, total = [], 0
    if part:
        yield _part(part, total)


def _size(article):
    return len(article.data if isinstance(article, formats.File) else article.raw)


def _part(articles, size):
    key = hashlib.sha256(stamp().encode())
    for article, facts in articles:
        key.update(repr((*article, sorted(facts.items()))).encode())
    return Part(key.hexdigest()[:32], articles, size)


class Part(NamedTuple):
    """Some articles, each with the facts that a sidecar tells of it; ``key`` is the hash of all of them."""

    key: str
    articles: list[tuple[formats.Source | formats.File, dict]]
    size: int

    @uncollected()
    def make(self, address: str):
        """Write all tables of the part but the claims."""
        tables = {name: [] for name in COLUMNS}
        sectors_of, seen, counts, spread = taxonomy.load_taxonomy(), meaning.Seen(), Counter(), Counter()
        for article, facts in self.articles:
            item = formats.resolve(article)
            try:
                if isinstance(item, formats.Source):
                    document = corpus.document_of(item, facts, item.path)
                    words = corpus.words_of(document)
                    rows = _rows(document, sectors_of, words)
                    seen.add(document)
            except Exception as error:  # of any kind: one document must not end the run
                item = formats.Skipped(item.path, f"could not be read: {type(error).__name__}: {error}")
            if isinstance(item, formats.Skipped):
                tables["skipped"].append(item)
                continue
            for name, found in rows.items():
                tables[name] += found
            counts.update(told := Counter(words))
            spread.update(told.keys())
        tables["words"] = [(word, counts[word], spread[word]) for word in sorted(counts)]
        kinds = ("inside", seen.inside), ("small", seen.small), ("asked", seen.asked)
        tables["names"] = [(name, kind) for kind, names in kinds for name in sorted(names)]
        store = Store(address)
        for name, columns in COLUMNS.items():
            store.write(name, self.key, tables[name], columns)


def _rows(document, table, words):
    found, rejected = figures.read(document)
    mentions, units = sectors.read(document, table)
    text = None if document.text == document.raw else document.text
    return {
        "texts": [(document.document, document.raw, text)],
        "sentences": document.sentences,
        "removed": [(document.document, *r) for r in document.removed],
        "figures": [(*f[:_VALUE], *map(_float, f[_VALUE : _VALUE + 3]), *f[_VALUE + 3 :]) for f in found],
        "rejected": rejected,
        "mentions": mentions,
        "units": [(document.document, *u[:3], _short(u[3])) for u in units],
        "dates": [[d[c] for c in DATES] for d in dating.dated_statements(document)],
        "documents": [corpus.row(document, words)],
    }


_VALUE = figures.Figure._fields.index("value")  # before low and high


def _float(number):
    return None if number is None else float(number)


def _short(words):
    """A sentence as a hash: equal sentences are found by it."""
    return words and hashlib.blake2b(words.encode("utf-8", "replace"), digest_size=12).hexdigest()


class Claims(NamedTuple):
    """The claims of a part are to be made, with the known names that it asks for."""

    key: str
    part: str
    known: frozenset[str]

    @classmethod
    def of(cls, part: str, known: set[str], address: str):
        """The task of a part; another name that it asks for is another key."""
        asked = {name for name, seen in Store(address).rows("names", [part]) if seen == "asked"} & known
        told = hashlib.sha256("\0".join([part, *sorted(asked)]).encode("utf-8", "replace"))
        return cls(told.hexdigest()[:32], part, frozenset(asked))

    @uncollected()
    def make(self, address: str):
        """Write the claims of a part from its stored texts, sentences and figures."""
        store = Store(address)
        found = _by_document(store, "figures", self.part, figures.Figure._make)
        rows = (
            _CELLS(row)
            for document in documents(store, [self.part])
            for row in claims.read(document, found.get(document.document, []), self.known)
        )
        store.write("claims", self.key, list(rows), CLAIMS)


class Groups(NamedTuple):
    """Which documents copy each other is to be told of all parts together."""

    key: str
    parts: list[str]

    @classmethod
    def of(cls, parts: list[str]):
        """The key is that of all texts and of the code that compares them: what did not change is there."""
        told = hashlib.sha256(" ".join(parts).encode())
        for name in ("reuse.py", "shingles.py"):
            told.update(files("newsfigures.counting").joinpath(name).read_bytes())
        return cls(told.hexdigest()[:32], parts)

    @uncollected()
    def make(self, address: str):
        """Write the groups of documents that copy each other."""
        from ..counting import reuse
        from . import built

        record = {"name": "", "documents": 0, "skipped": [], "parts": [[part, ""] for part in self.parts]}
        groups = reuse.independent_groups(built.Built(address, record))
        reuse._words.cache_clear()  # this process goes on
        Store(address).write("groups", self.key, groups.values.tolist(), list(groups.columns))


def _by_document(store, table, key, make):
    found = {}
    for row in store.rows(table, [key]):
        found.setdefault(row[0], []).append(make(row))
    return found


def documents(store: Store, keys: list[str]):
    """Yield the stored documents of some parts, as they were read."""
    for key in keys:
        sentences = _by_document(store, "sentences", key, corpus.Sentence._make)
        removed = _by_document(store, "removed", key, lambda row: cleaning.Removed(*row[1:]))
        facts = store.read("documents", [key], list(_FACTS)).to_pylist()
        for fact, (name, raw, text) in zip(facts, store.rows("texts", [key]), strict=True):
            parts = tuple(sentences.get(name, ())), tuple(removed.get(name, ()))
            yield corpus.Document(
                raw=raw, text=raw if text is None else text, sentences=parts[0], removed=parts[1], **fact
            )


_FACTS = [
    f.name
    for f in dataclasses.fields(corpus.Document)
    if f.name in corpus.DOCUMENTS and f.name != "sentences"
]
