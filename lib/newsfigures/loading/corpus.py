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

import csv
import hashlib
import io
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from . import cleaning, formats, language, layout, sources

_FACTS = ("outlet", "author", "title", "date")


@dataclass(frozen=True, slots=True)
class Sentence:
    """``raw[start:end]`` as written; ``text`` is the same with plain quotes and line ends as spaces."""

    document: str
    sentence: int
    start: int
    end: int
    paragraph: int
    kind: str
    text: str


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
            sentences.append(Sentence(name, len(sentences), start, end, paragraph, block.kind, text))
    title = next((" ".join(raw[s.start : s.end].split()) for s in sentences if s.kind == "title"), "")
    known = {"title": (title, ""), **cleaned.facts, **{k: v for k, v in (facts or {}).items() if v[0]}}
    for key in ("outlet", "author", "date"):
        more[key], more[f"{key}_basis"] = known.get(key, ("", ""))
    return Document(
        name, raw, cleaned.text, tuple(sentences), cleaned.removed, title=known["title"][0], **more
    )


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
    folder: Path | None = None

    def __len__(self):
        return len(self.records)

    def __repr__(self):
        return f"Corpus({self.name!r}, {len(self.records)} documents)"

    @cached_property
    def documents(self):
        columns = ["document", "label", "outlet", "outlet_basis", "author", "author_basis"]
        columns += ["title", "date", "date_basis"]
        counted = ["characters", "sentences", "paragraphs", "words", "sha256", "encoding", "note"]
        return _frame(
            [[getattr(d, c) for c in columns] + _counts(d) for d in self.records], columns + counted
        )

    @cached_property
    def sentences(self):
        columns = ["document", "sentence", "paragraph", "start", "end", "kind", "text"]
        return _frame([[getattr(s, c) for c in columns] for d in self.records for s in d.sentences], columns)

    @cached_property
    def removed(self):
        rows = [[d.document, *r] for d in self.records for r in d.removed]
        return _frame(rows, ["document", "rule", "start", "end", "text"])

    @cached_property
    def skipped(self):
        return _frame([list(s) for s in self.lost], ["path", "reason"])

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


def _counts(document):
    sentences = document.sentences
    whole = sum(s.kind in ("sentence", "list item") for s in sentences)
    words = [word for s in sentences for word in language.words(s.text)]
    sha256 = hashlib.sha256(document.raw.encode("utf-8", "surrogatepass")).hexdigest()
    notes = [f"read as {document.encoding}"] if document.encoding not in ("", "utf-8") else []
    notes += ["under 20 words"] if len(words) < 20 else []
    notes += ["few English words"] if words and language.english_share(words) < 0.1 else []
    counts = [len(document.raw), whole, len({s.paragraph for s in sentences}), len(words)]
    return [*counts, sha256, document.encoding, "; ".join(notes)]


def _frame(rows, columns):
    import pandas as pd

    return pd.DataFrame(rows, columns=columns)


def load(source, limit: int = sources.LIMIT, columns: dict | None = None) -> Corpus:
    """Read a corpus from a folder, a file, a glob, a list of paths, or a DataFrame with a column of texts.

    A relative path is looked up from the working directory, then from the repository. A file larger than
    ``limit`` bytes is skipped; all that was skipped is in ``.skipped``. ``columns`` names the columns of
    tables, as ``{"text": "story", "id": "key"}``; obvious names are guessed.
    Raises FileNotFoundError when nothing is at the path, and ValueError when nothing there can be read.
    """
    if isinstance(source, Corpus):
        return source
    if hasattr(source, "columns"):
        name, folder, whole = "table", None, True
        items = _from_table(source, columns)
    else:
        name, folder, whole, items = sources.read(source, limit, columns)
    texts = [x for x in items if isinstance(x, formats.Source)]
    lost = [x for x in items if isinstance(x, formats.Skipped)]
    if not texts:
        reasons = "; ".join(f"{s.path}: {s.reason}" for s in lost[:5]) or "it holds no article files"
        raise ValueError(f"nothing to read in {folder or name}: {reasons}")
    ids = _unique([t.path for t in texts])
    known, messages = _read_sidecar(folder, ids, whole)
    names = labels(ids)
    records = (
        make_document(i, t.raw, {**t.facts, **known.get(i, {})}, encoding=t.encoding, label=names[i])
        for i, t in zip(ids, texts, strict=True)
    )
    return Corpus(name, tuple(records), (*lost, *messages), folder)


def _from_table(table, columns):
    try:
        items = list(formats.from_records(table.to_dict("records"), list(table.columns), "", columns))
    except formats.Unreadable as error:
        raise ValueError(f"nothing to read in the table: {error}") from None
    return [x._replace(path=x.path.removeprefix("/")) for x in items]


def _unique(paths):
    """Ids from paths: without extension where that is unique, with it where not, then numbered."""
    stems = [p.removesuffix(formats.kind(p)) if formats.kind(p) in formats.READERS else p for p in paths]
    often, taken, ids = Counter(stems), set(), []
    for path, stem in zip(paths, stems, strict=True):
        name = base = stem if often[stem] == 1 else path
        n = 1
        while name in taken:
            n += 1
            name = f"{base} ({n})"
        taken.add(name)
        ids.append(name)
    return ids


def labels(ids: list[str]) -> dict[str, str]:
    """Return for each id its shortest prefix, ended at a border between words, that no other id has.

    >>> labels(["000_5097bc", "001_904f3e", "b/x", "b/y"])
    {'000_5097bc': '000', '001_904f3e': '001', 'b/x': 'b/x', 'b/y': 'b/y'}
    """
    cuts = {i: [*(i[: m.start()] for m in re.finditer(r"(?<=[^\W_])[\W_]+", i)), i] for i in ids}
    counts = Counter(p for i in ids for p in dict.fromkeys(cuts[i]))
    return {i: next((p for p in cuts[i] if counts[p] == 1), i) for i in ids}


def _read_sidecar(folder, ids, whole):
    """Facts by document from documents.csv, and a message for each row that cannot be used."""
    try:
        content = sources.read_sidecar(folder, "documents.csv") or b""
        rows = list(csv.DictReader(content.decode("utf-8-sig").splitlines(keepends=True), restval=""))
    except (ValueError, csv.Error) as error:
        return {}, [formats.Skipped("documents.csv", f"cannot be read: {error}")]
    known, messages, wanted = {}, [], set(ids)
    stems = {f"{i}{ending}": i for i in ids for ending in formats.TEXTS}  # "a.txt" is as good a name as "a"
    for number, row in enumerate(rows, 2):
        row = {k: v.strip() for k, v in row.items() if k}
        name, day = row.get("document", ""), row.get("date", "")
        name = name if name in wanted else stems.get(name, name)
        if name not in wanted:
            if whole:
                messages.append(f"row {number}: no document is named {name!r}")
            continue
        if name in known:
            messages.append(f"row {number}: a second row for {name!r}")
            continue
        if day and not (re.fullmatch(r"\d{4}(-\d\d){0,2}", day) and cleaning.iso_date(day) == day):
            messages.append(f"row {number}: the date {day!r} of {name} is not a date in ISO 8601")
            row["date"] = ""
        known[name] = {k: (row[k], row.get(f"{k}_basis") or "sidecar") for k in _FACTS if row.get(k)}
    return known, [formats.Skipped("documents.csv", m) for m in messages]
