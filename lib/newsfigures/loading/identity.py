"""What a document is called, and what the table beside the articles knows of it."""

import contextlib
import csv
import re
import sqlite3
from collections import Counter
from datetime import date
from functools import cache
from operator import itemgetter

from . import cleaning, formats, sources

NEAR = 60  # days from another article within which a date without a year may lie
_FACTS = ("outlet", "author", "title", "date")


def numbered(items):
    """Give the second article of one id the id with a number: "a", "a (2)". Ids are kept on disk."""
    with contextlib.closing(sqlite3.connect("")) as seen:
        seen.execute("create table ids (id text primary key, n integer) without rowid")
        count = "insert into ids values (?, 1) on conflict do update set n = n + 1 returning n"
        once = "insert or ignore into ids values (?, 1)"
        for item in items:
            if not isinstance(item, formats.Skipped):
                path = item.path
                while (n := seen.execute(count, [item.path]).fetchone()[0]) > 1:
                    path = f"{item.path} ({n})"
                    if seen.execute(once, [path]).rowcount:
                        break
                item = item if path == item.path else item._replace(path=path)
            yield item


def labels(ids: list[str]) -> dict[str, str]:
    """Return for each id its shortest prefix, ended at a border between words, that no other id has.

    In a collection of more than 100,000 the label is the id itself.

    >>> labels(["000_5097bc", "001_904f3e", "b/x", "b/y"])
    {'000_5097bc': '000', '001_904f3e': '001', 'b/x': 'b/x', 'b/y': 'b/y'}
    """
    if len(ids) > 100_000:
        return dict(zip(ids, ids, strict=True))
    cuts = {i: [*(i[: m.start()] for m in re.finditer(r"(?<=[^\W_])[\W_]+", i)), i] for i in ids}
    counts = Counter(p for i in ids for p in dict.fromkeys(cuts[i]))
    return {i: next((p for p in cuts[i] if counts[p] == 1), i) for i in ids}


def fill_years(dates: dict[str, str]) -> dict[str, str]:
    """Date by document: one without a year gets that in which it lies near another date, "" if that is not
    one year.

    >>> fill_years({"a": "2025-05-08", "b": "--05-06", "c": "--11-30", "d": ""})
    {'a': '2025-05-08', 'b': '2025-05-06', 'c': '', 'd': ''}
    """
    known = {date.fromisoformat(d) for d in dates.values() if len(d) == 10}
    years = {d.year for d in known}

    @cache
    def fill(day):
        found = []
        for year in years:
            with contextlib.suppress(ValueError):  # no 29 February
                full = date.fromisoformat(f"{year}{day[1:]}")
                found += [full] if any(abs(full - other).days <= NEAR for other in known) else []
        return found[0].isoformat() if len(found) == 1 else ""

    return {document: fill(day) if day.startswith("--") else day for document, day in dates.items()}


class Sidecar:
    """The facts of documents.csv, given out by document; then ``messages`` tells the rows without use."""

    def __init__(self, folder):
        self.rows, self.lost = {}, []
        try:
            content = sources.read_sidecar(folder, "documents.csv") or b""
            rows = list(csv.DictReader(content.decode("utf-8-sig").splitlines(keepends=True), restval=""))
        except (ValueError, csv.Error) as error:
            rows = []
            self.lost.append((0, f"cannot be read: {error}"))
        for number, row in enumerate(rows, 2):
            row = {k: v.strip() for k, v in row.items() if k}
            self.rows.setdefault(row.get("document", ""), []).append((number, row))

    def facts(self, name: str) -> dict:
        """Facts of one document as ``{"date": ("2024", "sidecar")}``; "a.txt" is as good a name as "a"."""
        found = [row for ending in formats.TEXTS for row in self.rows.pop(name + ending, ())]
        if not found:
            return {}
        (number, row), *others = sorted(found, key=itemgetter(0))
        self.lost += [(other, f"row {other}: a second row for {name!r}") for other, _ in others]
        day = row.get("date", "")
        if day and not cleaning.is_date(day):
            self.lost.append((number, f"row {number}: the date {day!r} of {name} is not a date in ISO 8601"))
            row["date"] = ""
        return {k: (row[k], row.get(f"{k}_basis") or "sidecar") for k in _FACTS if row.get(k)}

    def messages(self, whole: bool) -> list[formats.Skipped]:
        """What could not be used, once all documents have their facts; ``whole`` when none is left out."""
        left = [
            (number, f"row {number}: no document is named {name!r}")
            for name, rows in self.rows.items()
            for number, _ in rows
        ]
        told = sorted(self.lost + (left if whole else []))
        return [formats.Skipped("documents.csv", message) for _, message in told]
