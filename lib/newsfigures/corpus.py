"""A corpus: documents, their sentences, and what was cut from them or skipped, with offsets into the raw text.

``load`` reads a corpus; ``make_document`` is the pure function from one raw text to one ``Document``, and
``from_text`` the same for a string that is no file and is not cleaned. Tables (properties of ``Corpus``):

documents   document, label, outlet, outlet_basis, author, author_basis, title, date, date_basis, characters,
            sentences, paragraphs, words, sha256 (of the text as UTF-8), encoding
sentences   document, sentence, paragraph, start, end, kind, text
removed     document, rule, start, end, text
skipped     path, reason

A date is ISO 8601 and may be partial ("2024", "2024-05"). A basis is "stated" (the text or file says it),
"inferred", "sidecar" (documents.csv says it without saying how it is known) or "" (unknown).
"""

import csv
import hashlib
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from . import cleaning, language, sources

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


@dataclass(frozen=True)
class Document:
    """One article; ``text`` has the length of ``raw``, so that all offsets are offsets into ``raw``."""

    document: str
    raw: str
    text: str
    sentences: tuple[Sentence, ...]
    removed: tuple[cleaning.Removed, ...] = ()
    label: str = ""
    outlet: str = ""
    outlet_basis: str = ""
    author: str = ""
    author_basis: str = ""
    title: str = ""
    date: str = ""
    date_basis: str = ""
    encoding: str = "utf-8"

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.raw.encode("utf-8", "surrogatepass")).hexdigest()


def make_document(name: str, raw: str, facts: dict | None = None, clean: bool = True, **more) -> Document:
    """Cut one raw text into sentences; ``facts`` (``{"date": ("2024-05", "sidecar")}``) win over the text's own."""
    cleaned = cleaning.read(raw) if clean else cleaning.read(raw, rules=())
    sentences = []
    for paragraph, block in enumerate(cleaned.blocks):
        spans = [(block.start, block.end)]
        if block.kind in ("prose", "list item"):
            at = block.start + (m.end() if (m := cleaning.list_marker(cleaned.text, block)) else 0)
            spans = [(at + a, at + b) for a, b in language.sentence_spans(cleaned.text[at : block.end])]
            spans[:1] = [(block.start, spans[0][1])] if spans else [(block.start, block.end)]
        kind = "sentence" if block.kind == "prose" else block.kind
        for start, end in spans:
            text = cleaned.text[start:end]
            sentences.append(Sentence(name, len(sentences), start, end, paragraph, kind, text))
    known = {**cleaned.facts, **{k: v for k, v in (facts or {}).items() if v[0]}}
    title = next((s.text for s in sentences if s.kind == "title"), "")
    values = {"title": known.get("title", (title,))[0]}
    for key in ("outlet", "author", "date"):
        values[key], values[f"{key}_basis"] = known.get(key, ("", ""))
    return Document(name, raw, cleaned.text, tuple(sentences), cleaned.removed, **values, **more)


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
    lost: tuple[sources.Skipped, ...] = ()
    folder: Path | None = field(default=None, repr=False)

    def __len__(self):
        return len(self.records)

    def __repr__(self):
        return f"<Corpus {self.name}: {len(self.records)} documents>"

    @cached_property
    def documents(self):
        columns = "document label outlet outlet_basis author author_basis title date date_basis".split()
        rows = []
        for d in self.records:
            row = [getattr(d, c) for c in columns]
            row += [len(d.raw), len(d.sentences), len({s.paragraph for s in d.sentences})]
            row += [sum(len(language.word_spans(s.text)) for s in d.sentences), d.sha256, d.encoding]
            rows.append(row)
        return _frame(rows, [*columns, "characters", "sentences", "paragraphs", "words", "sha256", "encoding"])

    @cached_property
    def sentences(self):
        columns = "document sentence paragraph start end kind text".split()
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
        return self._sidecar("references.csv")

    @cached_property
    def overrides(self):
        return self._sidecar("overrides.csv")

    def _sidecar(self, name):
        import pandas as pd

        path = self.folder and self.folder / name
        if not path or not path.is_file():
            return pd.DataFrame()
        table = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
        for column in {"value", "low", "high"} & set(table.columns):
            table[column] = pd.to_numeric(table[column], errors="coerce")
        return table


def load(source, limit: int = sources.LIMIT) -> Corpus:
    """Read a corpus from a folder, a file, a glob, a list of paths, or a DataFrame with a ``text`` column.

    A relative path is looked up from the working directory, then from the repository. A file larger than
    ``limit`` bytes is skipped; all that was skipped is in ``.skipped``. Raises FileNotFoundError when there
    is nothing at the path, ValueError when nothing there can be read.
    """
    if hasattr(source, "columns"):
        return _from_frame(source)
    name, folder, files = _locate(source)
    items = [x for path, label in files for x in sources.read_file(path, label, folder, limit)]
    return _build(name, folder, items)


def _build(name, folder, items):
    texts = [x for x in items if isinstance(x, sources.Source)]
    lost = [x for x in items if isinstance(x, sources.Skipped)]
    if not texts:
        reasons = "; ".join(f"{s.path}: {s.reason}" for s in lost[:5]) or "no article files in it"
        raise ValueError(f"nothing to read in {folder or name}: {reasons}")
    ids = _unique(texts)
    stated, messages = _read_sidecar(folder, ids)
    names = labels(ids)
    records = [
        make_document(i, t.raw, {**t.facts, **stated.get(i, {})}, encoding=t.encoding, label=names[i])
        for i, t in zip(ids, texts, strict=True)
    ]
    return Corpus(name, tuple(records), (*lost, *messages), folder)


def _locate(source):
    """Name, folder and ``(path, name)`` pairs of a source of files."""
    if isinstance(source, (list, tuple)):
        paths = [_existing(p) for p in source]
        root = Path(*_common([p.parent.parts for p in paths])) if paths else Path()
        return root.name or "corpus", root, [(p, p.relative_to(root).as_posix()) for p in paths]
    text = str(source)
    if re.search(r"[*?\[]", text) and not Path(text).exists():
        for base in _bases():
            pattern = Path(text)
            anchor = Path(pattern.anchor) if pattern.is_absolute() else base
            found = sorted(p for p in anchor.glob(str(pattern.relative_to(pattern.anchor))) if p.is_file())
            if found := [p for p in found if p.name not in sources.SIDECARS]:
                return _locate(found)
        raise FileNotFoundError(f"no file fits {text!r}, from {' or from '.join(map(str, _bases()))}")
    path = _existing(source)
    if path.is_dir():
        return path.resolve().name, path, [(p, p.relative_to(path).as_posix()) for p in sources.find_files(path)]
    return path.stem, path.parent, [(path, path.name)]


def _existing(source):
    for base in _bases():
        if (path := base / Path(source).expanduser()).exists():
            return path
    places = " or ".join(str(base / source) for base in _bases())
    raise FileNotFoundError(f"no corpus at {places}")


def _bases():
    root = Path(__file__).parents[2]
    return list(dict.fromkeys([Path.cwd(), *([root] if (root / "notebooks").is_dir() else [])]))


def _common(parts):
    shared = []
    for level in zip(*parts, strict=False):
        if len(set(level)) > 1:
            break
        shared.append(level[0])
    return shared


def _from_frame(table):
    if "text" not in table.columns:
        raise ValueError(f"the table has no column text; it has {', '.join(map(str, table.columns))}")
    items = []
    for n, row in enumerate(table.to_dict("records")):
        name = str(row.get("document", row.get("id", n)))
        facts = {k: (str(row[k]), "stated") for k in _FACTS if isinstance(row.get(k), str)}
        text = row["text"] if isinstance(row["text"], str) else ""
        items.append(sources.Source(name, text, "", facts) if text.strip() else sources.Skipped(name, "empty"))
    return _build("table", None, items)


def _unique(texts):
    """Ids from paths: without extension where that is unique, with it where not, then numbered."""
    stems = [re.sub(r"\.[A-Za-z0-9]{1,5}$", "", t.path) or t.path for t in texts]
    often, seen, ids = Counter(stems), Counter(), []
    for text, stem in zip(texts, stems, strict=True):
        name = stem if often[stem] == 1 else text.path
        seen[name] += 1
        ids.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return ids


def labels(ids: list[str]) -> dict[str, str]:
    """Return for each id its shortest prefix, ended at a border between words, that no other id has.

    >>> labels(["000_5097bc", "001_904f3e", "b/x", "b/y"])
    {'000_5097bc': '000', '001_904f3e': '001', 'b/x': 'b/x', 'b/y': 'b/y'}
    """
    cuts = {i: [i[: m.start()] for m in re.finditer(r"(?<=\w)(?:_|\W)+", i) if m.start()] for i in ids}
    counts = Counter(p for i in ids for p in {*cuts[i], i})
    return {i: next((p for p in cuts[i] if counts[p] == 1), i) for i in ids}


def _read_sidecar(folder, ids):
    """Facts by document from documents.csv, and a message for each row that cannot be used."""
    path = folder and folder / "documents.csv"
    if not path or not path.is_file():
        return {}, []
    stated, messages = {}, []
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            row = {k: (v or "").strip() for k, v in row.items() if isinstance(k, str) and not isinstance(v, list)}
            name = row.get("document", "")
            if name not in ids:
                messages.append(sources.Skipped("documents.csv", f"no document named {name!r}"))
                continue
            if row.get("date") and not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", row["date"]):
                messages.append(sources.Skipped("documents.csv", f"{name}: {row['date']!r} is not an ISO 8601 date"))
                row["date"] = ""
            stated[name] = {k: (row[k], row.get(f"{k}_basis") or "sidecar") for k in _FACTS if row.get(k)}
    return stated, messages


def _frame(rows, columns):
    import pandas as pd

    return pd.DataFrame(rows, columns=columns)
