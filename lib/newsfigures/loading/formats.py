"""From bytes to one raw text: encodings, and the files that are one article each.

A text or Markdown file is one article, and so is the article found in a web page. Offsets count in the file
where the file is the text, else in the text taken from it. Files that hold many articles are in ``records``.
"""

import codecs
import re
from pathlib import PurePosixPath
from typing import NamedTuple

from .cleaning import iso_date

COLUMNS = {  # what the columns of tables are called, the likeliest name first
    "text": "text body content article article_text full_text maintext story",
    "id": "document id doc_id article_id uid",
    "title": "title headline",
    "date": "date published publication_date date_published published_at publish_date pub_date",
    "outlet": "outlet source publication publisher newspaper",
    "author": "author authors byline",
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


class File(NamedTuple):
    """The bytes of a file that is one article, and the id that the article shall have."""

    path: str
    name: str
    data: bytes


Item = Source | Skipped | File


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


def resolve(item: Item) -> Source | Skipped:
    """Read the article of a ``File``; what is read already is given back."""
    if not isinstance(item, File):
        return item
    try:
        raw, encoding, facts = TEXTS[kind(item.name)](item.data)
    except Unreadable as error:
        return Skipped(item.name, str(error))
    return Source(item.path, raw, encoding, facts)


def _read_text(data):
    return *decode(data), {}


def _read_markdown(data):
    """Markup becomes spaces, sign for sign, so that offsets are those of the file."""
    raw, encoding = decode(data)
    facts = {}
    if m := re.match(r"---[ \t]*\r?\n(.{0,5000}?)\n---[ \t]*\r?\n", raw, re.S):
        pairs = re.findall(r"^(\w+)[ \t]*:[ \t]*[\"']?([^\n]*?)[\"']?\r?$", m[1], re.M)
        facts = read_facts(dict(pairs), guess([k for k, _ in pairs]))
        raw = re.sub(r"\S", " ", m[0]) + raw[m.end() :]
    marks = r"^[ \t]*(?:#{1,6}|>+)(?=\s)|^```[^\n]*$|\*\*|__|`"
    marks += r"|!\[[^\]\n]{0,300}\]\([^)\n]{0,500}\)|(?<=\])\([^)\n]{0,500}\)"  # pictures, addresses of links
    raw = re.sub(marks, lambda m: " " * len(m[0]), raw, flags=re.M)
    inner = r"\[([^\]\n]{1,300})\](?= )|(?<!\w)[*_]([^\s*_][^*_\n]{0,300})[*_](?!\w)"
    return re.sub(inner, lambda m: f" {m[1] or m[2]} ", raw), encoding, facts


def _read_html(data):
    import trafilatura

    options = {"with_metadata": True, "include_comments": False, "include_tables": False}
    try:
        found = trafilatura.bare_extraction(data, **options)
    except Exception as error:  # of any kind: a page is hostile input, and one page must not end the run
        raise Unreadable(f"no article text found in the page: {error}") from error
    if not found or not (found.text or "").strip():
        raise Unreadable("no article text found in the page")
    record = {"title": found.title, "date": found.date, "author": found.author, "outlet": found.sitename}
    return valid(found.text), "", read_facts(record, {k: k for k in record})


def guess(names):
    lower = {str(n).strip().lower().replace(" ", "_"): n for n in reversed(names)}
    return {key: lower[c] for key, known in COLUMNS.items() for c in reversed(known.split()) if c in lower}


def read_facts(row, which):
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


TEXTS = {
    **dict.fromkeys(("", ".txt", ".text"), _read_text),
    **dict.fromkeys((".md", ".markdown"), _read_markdown),
    **dict.fromkeys((".html", ".htm"), _read_html),
}
