"""From bytes to raw texts: encodings, and the formats in which articles are kept.

A text or Markdown file is one article, and so is the article found in a web page. A collection (table, JSON,
Parquet, Reuters-style SGML) holds one a record. Offsets count in the file where the file is the text, else in
the text taken from it. A reader yields ``Source`` and ``Skipped``, or raises ``Unreadable``.
"""

import codecs
import csv
import html
import io
import json
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from .cleaning import iso_date

_COLUMNS = {
    "text": ("text", "body", "content", "article", "article_text", "full_text", "maintext", "story"),
    "id": ("document", "id", "doc_id", "article_id", "uid"),
    "title": ("title", "headline"),
    "date": (
        "date",
        "published",
        "publication_date",
        "date_published",
        "published_at",
        "publish_date",
        "pub_date",
    ),
    "outlet": ("outlet", "source", "publication", "publisher", "newspaper"),
    "author": ("author", "authors", "byline"),
}


class Source(NamedTuple):
    """One raw text: ``path`` names it, ``facts`` maps outlet, author, title, date to ``(value, basis)``."""

    path: str
    raw: str
    encoding: str
    facts: dict


class Skipped(NamedTuple):
    """What was not read, and why."""

    path: str
    reason: str


Item = Source | Skipped


def valid(text: str) -> str:
    """Return ``text`` with "?" for half a surrogate pair, which no file can hold."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode()
    return text


class Unreadable(Exception):
    """The reason why a file is skipped."""


def kind(name: str) -> str:
    """The extension of a name in small letters; a number, as in "news.2024", is none."""
    suffix = PurePosixPath(name).suffix
    return suffix.lower() if re.fullmatch(r"\.[A-Za-z]\w{0,7}", suffix) else ""


def decode(data: bytes) -> tuple[str, str]:
    """Return the text and how it was read: by byte-order mark, as UTF-8, or as Windows-1252 where that fails.

    >>> decode("café".encode("latin-1")), decode("He said “yes”.".encode() + b"\\xe9")
    (('café', 'cp1252'), ('He said “yes”.é', 'utf-8 and cp1252'))
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raw, encoding = data.decode("utf-16", "replace"), "utf-16"
    else:
        data = data.removeprefix(b"\xef\xbb\xbf")
        if b"\0" in data[:100_000]:
            raise Unreadable("binary, not text")
        try:
            raw, encoding = data.decode(), "utf-8"
        except UnicodeDecodeError:
            start = data[:100_000].decode("utf-8", "newsfigures-cp1252")
            foreign = len(re.findall(r"[\x80-\uffff]", start))
            if foreign > 0.25 * len(start) and foreign > 3:
                raise Unreadable(
                    "not UTF-8, and too many special characters for a Western encoding"
                ) from None
            raw = data.decode("utf-8", "newsfigures-cp1252")
            encoding = "cp1252" if raw == data.decode("cp1252", "replace") else "utf-8 and cp1252"
    if not raw.strip():
        raise Unreadable("empty")
    sample = raw[:100_000]
    if len(re.findall(r"[\0-\x08\x0e-\x19\x1c-\x1f\ufffd]", sample)) > 0.01 * len(sample):
        raise Unreadable("binary, not text")
    return raw, encoding


def _as_cp1252(error):
    bad = error.object[error.start : error.end]
    return bad.decode("cp1252", "replace"), error.end


codecs.register_error("newsfigures-cp1252", _as_cp1252)


def _read_text(data, name, columns):
    raw, encoding = decode(data)
    yield Source(name, raw, encoding, {})


def _read_markdown(data, name, columns):
    """Markup becomes spaces, sign for sign, so that offsets are those of the file."""
    raw, encoding = decode(data)
    facts = {}
    if m := re.match(r"---[ \t]*\r?\n(.{0,5000}?)\n---[ \t]*\r?\n", raw, re.S):
        pairs = re.findall(r"^(\w+)[ \t]*:[ \t]*[\"']?([^\n]*?)[\"']?\r?$", m[1], re.M)
        facts = _facts(dict(pairs), _guess([k for k, _ in pairs]))
        raw = re.sub(r"\S", " ", m[0]) + raw[m.end() :]
    marks = r"^[ \t]*(?:#{1,6}|>+)(?=\s)|^```[^\n]*$|\*\*|__|`"
    marks += r"|!\[[^\]\n]{0,300}\]\([^)\n]{0,500}\)|(?<=\])\([^)\n]{0,500}\)"  # pictures, addresses of links
    raw = re.sub(marks, lambda m: " " * len(m[0]), raw, flags=re.M)
    inner = r"\[([^\]\n]{1,300})\](?= )|(?<!\w)[*_]([^\s*_][^*_\n]{0,300})[*_](?!\w)"
    yield Source(name, re.sub(inner, lambda m: f" {m[1] or m[2]} ", raw), encoding, facts)


def _read_html(data, name, columns):
    try:
        import trafilatura
    except ImportError:
        raise Unreadable("HTML needs trafilatura: pip install trafilatura lxml_html_clean") from None
    options = {"with_metadata": True, "include_comments": False, "include_tables": False}
    try:
        found = trafilatura.bare_extraction(data, **options)
    except Exception as error:  # of any kind: a page is hostile input, and one page must not end the run
        raise Unreadable(f"no article text found in the page: {error}") from error
    if not found or not (found.text or "").strip():
        raise Unreadable("no article text found in the page")
    record = {"title": found.title, "date": found.date, "author": found.author, "outlet": found.sitename}
    yield Source(name, found.text, "", _facts(record, {k: k for k in record}))


def _read_table(data, name, columns):
    text, _ = decode(data)
    csv.field_size_limit(2**31 - 1)  # an article may be longer than the default of 131,072 characters
    first = text[: text.find("\n")]
    mark = "\t" if "\t" in first else ";" if first.count(";") > first.count(",") else ","
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    yield from from_records(rows, list(rows.fieldnames or []), name, columns)


def _read_json(data, name, columns):
    text, _ = decode(data)
    if kind(name) == ".json":
        rows = _parsed(text, name)
        if not isinstance(rows, list):
            raise Unreadable(rows.reason if isinstance(rows, Skipped) else "not a list of records")
    else:
        lines = enumerate(text.split("\n"), 1)
        rows = [_parsed(line, f"{name}, line {n}") for n, line in lines if line.strip()]
    names = dict.fromkeys(key for row in rows[:1000] if isinstance(row, dict) for key in row)
    yield from from_records(rows, list(names), name, columns)


def _parsed(text, name):
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return Skipped(name, "not JSON")


def _read_parquet(data, name, columns):
    import pyarrow.parquet as parquet

    file = parquet.ParquetFile(io.BytesIO(data))
    size = sum(file.metadata.row_group(i).total_byte_size for i in range(file.metadata.num_row_groups))
    if size > 1_000_000_000:
        raise Unreadable("larger than 1,000,000,000 bytes when unpacked")
    names = file.schema_arrow.names
    wanted = [n for n in names if n in {**_guess(names), **(columns or {})}.values()]
    yield from from_records(file.read(columns=wanted).to_pylist(), wanted or names, name, columns)


def _read_sgml(data, name, columns):
    """Records of the form <REUTERS NEWID="1"><DATE>…<TITLE>…<BODY>…</REUTERS>; the text is title and body."""
    text, encoding = decode(data)
    stories = text.split("<REUTERS")[1:]
    if not stories:
        raise Unreadable("no <REUTERS> records in it")
    for n, story in enumerate(stories, 1):
        number = re.search(r'NEWID="(\w+)"', story[:500])
        label = f"{name.rpartition('.')[0]}/{number[1] if number else n}"
        part = {key: _element(key, story).strip() for key in ("title", "date", "author", "body")}
        if "</REUTERS>" not in story:
            yield Skipped(label, "the record is cut off")
        elif not part["body"]:
            yield Skipped(label, "empty")
        else:
            raw = "\n\n".join(filter(None, (part["title"], re.sub(r"(?i)\sreuter$", "", part["body"]))))
            part |= {"date": part["date"].replace("-", " "), "outlet": "Reuters"}
            part["author"] = re.sub(r"^(?i:by) |,.*", "", " ".join(part["author"].split()))
            yield Source(label, raw, encoding, _facts(part, {key: key for key in part}))


def _element(key, story):
    start, end = (story.find(f"<{slash}{key.upper()}>") for slash in ("", "/"))
    inner = story[start + len(key) + 2 : end] if 0 <= start < end else ""
    return html.unescape(re.sub(r"&#\d{1,2};", " ", inner))


def from_records(rows, names: list, name: str, columns: dict | None = None) -> Iterator[Item]:
    """Yield one text a record; the columns are those named in ``columns``, else guessed by their names.

    >>> row = {"id": 7, "Body": "Trade rose.", "date": "16 May 2024"}
    >>> list(from_records([row], list(row), "a.csv"))
    [Source(path='a/7', raw='Trade rose.', encoding='', facts={'date': ('2024-05-16', 'stated')})]
    """
    which = {**_guess(names), **(columns or {})}
    if which.get("text") not in names:
        raise Unreadable(f"no column of texts; its columns are: {', '.join(map(str, names))[:300]}")
    stem = name.removesuffix(PurePosixPath(name).suffix)
    for n, row in enumerate(rows, 1):
        if not isinstance(row, dict):
            yield row if isinstance(row, Skipped) else Skipped(f"{name}, record {n}", "not a record")
            continue
        given = row.get(which.get("id"))
        key = n if given is None or given != given else " ".join(str(given).split())[:200] or n
        text = row.get(which["text"])
        if isinstance(text, str) and text.strip():
            yield Source(valid(f"{stem}/{key}"), valid(text), "", _facts(row, which))
        else:
            yield Skipped(valid(f"{stem}/{key}"), "empty")


def _guess(names):
    lower = {str(n).strip().lower().replace(" ", "_"): n for n in reversed(names)}
    return {key: lower[c] for key, known in _COLUMNS.items() for c in reversed(known) if c in lower}


def _facts(row, which):
    facts = {}
    for key in ("title", "date", "outlet", "author"):
        value = row.get(which.get(key))
        if isinstance(value, (list, tuple)):
            value = ", ".join(map(str, value))
        value = value if isinstance(value, str) else str(value) if hasattr(value, "isoformat") else ""
        value = iso_date(value) if key == "date" else " ".join(value.split())[:300]
        if value:
            facts[key] = (valid(value), "stated")
    return facts


READERS = {
    **dict.fromkeys(("", ".txt", ".text"), _read_text),
    **dict.fromkeys((".md", ".markdown"), _read_markdown),
    **dict.fromkeys((".html", ".htm"), _read_html),
    **dict.fromkeys((".csv", ".tsv"), _read_table),
    **dict.fromkeys((".jsonl", ".ndjson", ".json"), _read_json),
    **dict.fromkeys((".sgm", ".sgml"), _read_sgml),
    ".parquet": _read_parquet,
}
TEXTS = {k for k, reader in READERS.items() if reader in (_read_text, _read_markdown, _read_html)}
