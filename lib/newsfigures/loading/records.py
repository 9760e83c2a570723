"""Files that hold many articles, one a record: tables, JSON, Parquet, Reuters-style SGML.

Every reader takes a file and yields record by record, so that the size of the file does not matter: one
record is held at a time, and none may be longer than ``limit`` characters. What cannot be read is a
``Skipped`` among the articles, or raises ``Unreadable`` for the rest of the file.
"""

import csv
import html
import itertools
import json
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from .formats import Item, Skipped, Source, Unreadable, guess, read_facts, valid
from .streams import lines


def _read_table(file, name, columns, limit):
    csv.field_size_limit(limit)  # an article may be longer than the default of 131,072 characters
    lost, at = [], 0

    def texts():
        nonlocal at
        for at, line in lines(file, name, limit):  # noqa: B007
            if isinstance(line, Skipped):
                lost.append(line)
            else:
                yield line

    rest = texts()
    if not (first := next(rest, "")).strip():
        raise Unreadable("empty")
    mark = "\t" if "\t" in first else ";" if first.count(";") > first.count(",") else ","
    rows = csv.DictReader(itertools.chain([first], rest), delimiter=mark, strict=True)
    read = 1
    try:
        for item in from_records(rows, list(rows.fieldnames or []), name, columns):
            yield from lost
            lost.clear()
            yield item
            read = at
    except csv.Error as error:
        raise Unreadable(f"damaged from line {read + 1} on: {error}") from error
    yield from lost


def _read_json_lines(file, name, columns, limit):
    rows = (
        _parsed(line, f"{name}, line {number}")
        for number, line in lines(file, name, limit)
        if isinstance(line, Skipped) or line.strip()
    )
    yield from _keyed(rows, name, columns)


def _parsed(line, place):
    try:
        return line if isinstance(line, Skipped) else json.loads(line)
    except (ValueError, RecursionError):
        return Skipped(place, "not JSON")


def _keyed(rows, name, columns):
    """The records of a format that names no columns: those of the first rows are its columns."""
    first = list(itertools.islice(rows, 100))
    names = dict.fromkeys(key for row in first if isinstance(row, dict) for key in row)
    if names or not first:
        yield from from_records(itertools.chain(first, rows), list(names), name, columns)
    else:
        yield from (row if isinstance(row, Skipped) else Skipped(name, "not a record") for row in first)


def _read_json(file, name, columns, limit):
    """A list of records, which is read at once; as JSON Lines it may be of any size."""
    data = file.read(10 * limit + 1)
    if len(data) > 10 * limit:
        raise Unreadable(f"longer than {10 * limit:,} characters; as .jsonl it may be of any size")
    try:
        rows = json.loads(data)
    except (ValueError, RecursionError):
        raise Unreadable("not JSON") from None
    if not isinstance(rows, list):
        raise Unreadable("not a list of records")
    yield from _keyed(iter(rows), name, columns)


def _read_parquet(file, name, columns, limit):
    import pyarrow.parquet as parquet

    table = parquet.ParquetFile(file)
    sizes = [table.metadata.row_group(i).total_byte_size for i in range(table.metadata.num_row_groups)]
    if max(sizes, default=0) > 20 * limit:
        raise Unreadable(f"a row group larger than {20 * limit:,} bytes when unpacked")
    names = table.schema_arrow.names
    wanted = [n for n in names if n in {**guess(names), **(columns or {})}.values()]
    batches = table.iter_batches(batch_size=256, columns=wanted)
    rows = (row for batch in batches for row in batch.to_pylist())
    yield from from_records(rows, wanted or names, name, columns)


def _read_sgml(file, name, columns, limit):
    """Records of the form <REUTERS NEWID="1"><DATE>…<TITLE>…<BODY>…</REUTERS>; the text is title and body."""
    number = 0
    for number, story in enumerate(_stories(file, limit), 1):
        label = f"{name.rpartition('.')[0]}/{number}"
        if len(story) > limit:
            yield Skipped(label, f"longer than the limit of {limit:,} characters")
            continue
        if newid := re.search(r'NEWID="(\w+)"', story[:500]):
            label = f"{name.rpartition('.')[0]}/{newid[1]}"
        part = {key: _element(key, story).strip() for key in ("title", "date", "author", "body")}
        if "</REUTERS>" not in story:
            yield Skipped(label, "the record is cut off")
        elif not part["body"]:
            yield Skipped(label, "empty")
        else:
            raw = "\n\n".join(filter(None, (part["title"], re.sub(r"(?i)\sreuter$", "", part["body"]))))
            part |= {"date": part["date"].replace("-", " "), "outlet": "Reuters"}
            part["author"] = re.sub(r"^(?i:by) |,.*", "", " ".join(part["author"].split()))
            yield Source(label, raw, "", read_facts(part, {key: key for key in part}))
    if not number:
        raise Unreadable("no <REUTERS> records in it")


def _stories(file, limit):
    """Each record; of one longer than the limit only so much that it can be told."""
    mark, kept, begun = "<REUTERS", "", False
    while chunk := file.read(1 << 20):
        *whole, kept = (kept + chunk).split(mark)
        yield from whole[not begun :]
        begun = begun or bool(whole)
        kept = kept[: limit + 1] + kept[-len(mark) :] if len(kept) > limit + len(mark) else kept
    if begun:
        yield kept


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
    which = {**guess(names), **(columns or {})}
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
            yield Source(valid(f"{stem}/{key}"), valid(text), "", read_facts(row, which))
        else:
            empty = text is None or text != text or (isinstance(text, str) and not text.strip())
            yield Skipped(valid(f"{stem}/{key}"), "empty" if empty else "its text is no text")


COLLECTIONS = {
    **dict.fromkeys((".csv", ".tsv"), _read_table),
    **dict.fromkeys((".jsonl", ".ndjson"), _read_json_lines),
    **dict.fromkeys((".sgm", ".sgml"), _read_sgml),
    ".json": _read_json,
    ".parquet": _read_parquet,
}
