"""A corpus: documents, their sentences, what was cut from them and what was skipped.

``load`` reads a corpus; ``make_document`` is the pure function from one raw text to one ``Document``, and
``from_text`` the same for a string that is no file and is not cleaned. All offsets are code points of the
decoded file, end exclusive. The tables of a ``Corpus``:

documents   document, label, outlet, outlet_basis, author, author_basis, title, date, date_basis, characters,
            sentences, paragraphs, words, sha256 (of the text as UTF-8), encoding, note (what to be careful
            about); headings count in words and paragraphs, not in sentences
sentences   document, sentence, paragraph, start, end, kind (sentence, title, heading, list item), text
removed     document, rule, start, end, text
skipped     path, reason; also the rows of documents.csv that cannot be used

A date is ISO 8601 and may be partial ("2024", "2024-05"). A basis is "stated" (the text or file says it),
"inferred", "sidecar" (documents.csv says it without saying how it is known) or "" (unknown).
"""

import hashlib
import io
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from .. import progress
from . import cleaning, formats, language, layout, records, sources
from .identity import Sidecar, fill_years, labels, numbered

DOCUMENTS = ["document", "label", "outlet", "outlet_basis", "author", "author_basis", "title", "date"]
DOCUMENTS += ["date_basis", "characters", "sentences", "paragraphs", "words", "sha256", "encoding", "note"]


class Sentence(NamedTuple):
    """``raw[start:end]`` as written; ``text`` is the same with plain quotes and line ends as spaces."""

    document: str
    sentence: int
    paragraph: int
    start: int
    end: int
    kind: str
    text: str


TABLES = {"documents": DOCUMENTS, "sentences": list(Sentence._fields)}
TABLES["removed"] = ["document", *cleaning.Removed._fields]


@dataclass(frozen=True, slots=True)
class Document:
    """One article; ``text`` has the length of ``raw``, so that all offsets are offsets into ``raw``."""

    document: str
    raw: str = field(repr=False)
    text: str = field(repr=False)
    sentences: tuple[Sentence, ...] = field(repr=False)
    removed: tuple[cleaning.Removed, ...] = field(default=(), repr=False)
    label: str = ""
    outlet: str = ""
    outlet_basis: str = ""
    author: str = ""
    author_basis: str = ""
    title: str = ""
    date: str = ""
    date_basis: str = ""
    encoding: str = "utf-8"


def make_document(name: str, raw: str, facts: dict | None = None, clean: bool = True, **more) -> Document:
    """Cut one raw text into sentences; ``facts``, as ``{"date": ("2024", "sidecar")}``, win over its own."""
    cleaned = cleaning.read(raw, clean)
    sentences = []
    for paragraph, block in enumerate(cleaned.blocks):
        for start, end in _sentence_spans(cleaned.text, block):
            text = cleaned.text[start:end]
            sentences.append(Sentence(name, len(sentences), paragraph, start, end, block.kind, text))
    title = next((" ".join(raw[s.start : s.end].split()) for s in sentences if s.kind == "title"), "")
    known = {"title": (title, ""), **cleaned.facts, **{k: v for k, v in (facts or {}).items() if v[0]}}
    for key in ("outlet", "author", "date"):
        more[key], more[f"{key}_basis"] = known.get(key, ("", ""))
    return Document(
        name, raw, cleaned.text, tuple(sentences), cleaned.removed, title=known["title"][0], **more
    )


def document_of(source: formats.Source, facts: dict, label: str) -> Document:
    """The document of a text that was read; the ``facts`` of a sidecar win over those of its file."""
    return make_document(source.path, source.raw, source.facts | facts, encoding=source.encoding, label=label)


def _sentence_spans(text, block):
    if block.kind in ("title", "heading"):
        return [(block.start, block.end)]
    at = layout.marker_end(text, block)
    spans = [(at + a, at + b) for a, b in language.sentence_spans(text[at : block.end])]
    return [(block.start, spans[0][1]), *spans[1:]]


def from_text(text: str, document: str = "text", date: str = "") -> "Corpus":
    """Return a corpus of one document that is ``text`` itself: sentences are cut, nothing is removed.

    >>> [s.text for s in from_text("Trade rose 26%. It fell in U.S. ports.").records[0].sentences]
    ['Trade rose 26%.', 'It fell in U.S. ports.']
    """
    facts = {"date": (date, "stated")} if date else {}
    return Corpus(document, (make_document(document, text, facts, clean=False, label=document),))


@dataclass(eq=False)
class Corpus:
    """Documents in stable order; the tables are made when first asked for."""

    name: str
    records: tuple[Document, ...]
    lost: tuple[formats.Skipped, ...] = ()
    folder: Path | str | None = None

    def stored(self, table: str):
        """A table that was made before, as a DataFrame: None here, see ``building.built``."""
        return None

    def each(self):
        """The documents one after the other; those of a build need not be in memory together."""
        return iter(self.records)

    def __len__(self):
        return len(self.records)

    def __repr__(self):
        return f"Corpus({self.name!r}, {len(self.records)} documents)"

    @cached_property
    def documents(self):
        return dated(self._table("documents", lambda d: [row(d)]))

    @cached_property
    def sentences(self):
        return self._table("sentences", lambda d: d.sentences)

    @cached_property
    def removed(self):
        return self._table("removed", lambda d: [(d.document, *piece) for piece in d.removed])

    @cached_property
    def skipped(self):
        import pandas as pd

        return pd.DataFrame([list(s) for s in self.lost], columns=["path", "reason"])

    def _table(self, name, rows):
        import pandas as pd

        if (stored := self.stored(name)) is not None:
            return stored
        return pd.DataFrame([row for d in self.records for row in rows(d)], columns=TABLES[name])

    @cached_property
    def references(self):
        return self._sidecar("references.csv", ("value", "low", "high"))

    @cached_property
    def overrides(self):
        return self._sidecar("overrides.csv")

    def _sidecar(self, name, numbers=()):
        """The sidecar as text, but the columns ``numbers``; empty when there is none."""
        import pandas as pd

        try:
            content = sources.read_sidecar(self.folder, name)
            if content is None:
                return pd.DataFrame()
            table = pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False, encoding="utf-8-sig")
        except ValueError as error:  # of the file, the encoding, the commas
            raise ValueError(f"{name} cannot be read as a table: {error}".strip()) from None
        for column in set(numbers) & set(table.columns):
            table[column] = pd.to_numeric(table[column], errors="coerce")
        return table


def words_of(document: Document) -> list[str]:
    """All words of a document in small letters, headings included, in order."""
    return [word for s in document.sentences for word in map(str.lower, language.words(s.text))]


def row(document: Document, words: list[str] | None = None) -> list:
    """The row of a document in the table of documents; ``words`` are all its words, where they are known."""
    words = words_of(document) if words is None else words
    sentences = document.sentences
    whole = sum(s.kind in ("sentence", "list item") for s in sentences)
    sha256 = hashlib.sha256(document.raw.encode("utf-8", "surrogatepass")).hexdigest()
    notes = [f"read as {document.encoding}"] if document.encoding not in ("", "utf-8") else []
    notes += ["under 20 words"] if len(words) < 20 else []
    notes += ["few English words"] if words and language.english_share(words) < 0.1 else []
    counts = [len(document.raw), whole, len({s.paragraph for s in sentences}), len(words)]
    facts = [getattr(document, c) for c in DOCUMENTS[:9]]
    return [*facts, *counts, sha256, document.encoding, "; ".join(notes)]


def dated(documents):
    """The table of documents with the years that dates such as "May 6" lack, as far as other dates tell."""
    yearless = documents["date_basis"].str.startswith("--")
    told = documents["date"].mask(yearless, documents["date_basis"])
    found = list(fill_years(dict(zip(documents["document"], told, strict=True))).values())
    basis = documents["date_basis"].mask(yearless, ["inferred" if day else "" for day in found])
    return documents.assign(date=found, date_basis=basis)


def load(source, limit: int = sources.LIMIT, columns: dict | None = None) -> Corpus:
    """Read a corpus from a folder, a file, a glob, a list of paths, a remote address ("s3://bucket/folder"),
    the folder of a build, or a DataFrame with a column of texts.

    A relative path is looked up from the working directory, then from the repository. An article larger than
    ``limit`` bytes is skipped; all that was skipped is in ``.skipped``. ``columns`` names the columns of
    tables, as ``{"text": "story", "id": "key"}``; obvious names are guessed.
    Raises FileNotFoundError when nothing is at the path, and ValueError when nothing there can be read.
    """
    if isinstance(source, Corpus):
        return source
    if hasattr(source, "columns"):
        found = sources.Found("table", None, True, _from_table(source, columns))
    elif (built := find_built(source)) is not None:
        return built
    else:
        found = sources.read(source, limit, columns)
    sidecar = Sidecar(found.folder)
    items = [formats.resolve(item) for item in numbered(found.items)]
    texts = [x for x in items if isinstance(x, formats.Source)]
    lost = [x for x in items if isinstance(x, formats.Skipped)]
    if not texts:
        reasons = "; ".join(f"{s.path}: {s.reason}" for s in lost[:5]) or "it holds no article files"
        raise ValueError(f"nothing to read in {found.folder or found.name}: {reasons}")
    names = labels([t.path for t in texts])
    read = [document_of(t, sidecar.facts(t.path), names[t.path]) for t in progress.bar(texts, "documents")]
    return Corpus(found.name, tuple(read), (*lost, *sidecar.messages(found.whole)), found.folder)


def find_built(source) -> Corpus | None:
    """Return the corpus that a build left at ``source``, None where there is something else."""
    from ..building import built  # which is made of this

    return built.find(source)


def _from_table(table, columns):
    try:
        items = list(records.from_records(table.to_dict("records"), list(table.columns), "", columns))
    except formats.Unreadable as error:
        raise ValueError(f"nothing to read in the table: {error}") from None
    return [x._replace(path=x.path.removeprefix("/")) for x in items]
