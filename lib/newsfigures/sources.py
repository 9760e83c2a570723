"""From files to raw texts: which files of a folder are articles, and how their bytes are read.

Everything that cannot be read is a ``Skipped`` with its reason; the rest goes on.
"""

import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

SIDECARS = {"documents.csv", "references.csv", "overrides.csv", "sectors.csv"}
TEXT = {".txt", ".text"}
LIMIT = 50_000_000  # bytes of one file


class Source(NamedTuple):
    """One raw text: ``path`` names it, ``facts`` maps outlet, author, title, date to what the file says."""

    path: str
    raw: str
    encoding: str
    facts: dict


class Skipped(NamedTuple):
    path: str
    reason: str


def read_file(path: Path, name: str, root: Path | None = None, limit: int = LIMIT) -> Iterator[Source | Skipped]:
    """Yield the texts of one file, or the reason why there is none."""
    try:
        real = path.resolve(strict=True)
        if path.is_symlink() and root and not real.is_relative_to(root.resolve()):
            reason = "a link to outside of the folder"
        elif not stat.S_ISREG(real.stat().st_mode):
            reason = "not a regular file"
        elif real.stat().st_size > limit:
            reason = f"larger than the limit of {limit:,} bytes"
        else:
            yield decode(real.read_bytes(), name)
            return
    except OSError as error:
        reason = error.strerror or str(error)
    yield Skipped(name, reason)


def decode(data: bytes, name: str) -> Source | Skipped:
    """Decode by byte-order mark, else as UTF-8, else as Windows-1252; control bytes mean it is no text.

    >>> decode("café".encode("latin-1"), "a.txt").encoding
    'cp1252'
    """
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if data.startswith(mark):
            break
    else:
        encoding = "utf-8"
    try:
        raw = data.decode(encoding)
    except UnicodeDecodeError:
        encoding, raw = "cp1252", data.decode("cp1252", "replace")
    if not raw.strip():
        return Skipped(name, "empty")
    sample = raw[:100_000]
    odd = sum(c < " " and c not in "\t\n\r\f\v\x1a\x1b" or c == "\ufffd" for c in sample)
    if "\0" in sample or odd > 0.01 * len(sample):
        return Skipped(name, "binary, not text")
    return Source(name, raw, encoding, {})


def find_files(folder: Path) -> list[Path]:
    """Return the article files under ``folder``, sorted by name; hidden files, sidecars and READMEs are not."""
    found = []
    for path in folder.rglob("*"):
        parts = path.relative_to(folder).parts
        if any(part.startswith((".", "~")) for part in parts) or path.is_dir():
            continue
        if path.name not in SIDECARS and path.suffix.lower() in TEXT and path.stem.lower() not in ("readme", "license"):
            found.append(path)
    return sorted(found, key=lambda p: p.relative_to(folder).parts)
