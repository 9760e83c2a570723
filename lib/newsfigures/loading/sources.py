"""From paths to bytes: which files are articles, found where, and read no further than a limit.

``.gz`` and ``.zip`` may hold any of the formats. Nothing here raises for one bad file: what cannot be read is
a ``Skipped`` with its reason, and the rest goes on.
"""

import csv
import gzip
import os
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from .formats import READERS, TEXTS, Item, Skipped, Unreadable, kind, valid

SIDECARS = {"documents.csv", "references.csv", "overrides.csv", "sectors.csv"}
LIMIT = 50_000_000  # bytes of one file; a collection or an archive may hold ten times as many
_FAILURES = (Unreadable, OSError, EOFError, zlib.error, zipfile.BadZipFile)
_NOT_ARTICLES = {"readme", "license", "licence", "makefile", "changelog", "contributing"}


def read(source, limit: int = LIMIT, columns: dict | None = None) -> tuple[str, Path, bool, list[Item]]:
    """Read a folder, a file, a glob or a list of paths.

    Returns a name, the folder, whether all of the folder was wanted, and the items. A relative path is looked
    up from the working directory, then from the root of the repository; FileNotFoundError names both.
    """
    lost, whole = [], False
    if isinstance(source, (list, tuple, set)):
        name, folder, paths = _together([_existing(p) for p in source])
    elif re.search(r"[*?\[]", str(source)) and not Path(source).exists():
        name, folder, paths = _together(_glob(str(source)))
    elif (path := _existing(source)).is_dir():
        name, folder, whole = path.resolve().name or "corpus", path, True
        paths, lost = find_files(path)
    else:
        name, folder, paths = path.stem, path.parent, [path]
    items = []
    for path in paths:
        items += read_file(path, _name(path, folder), folder if whole else None, limit, columns)
    return name, folder, whole, [*items, *lost]


def find_files(folder: Path) -> tuple[list[Path], list[Skipped]]:
    """Return the article files under ``folder`` in stable order, and what in it is none.

    Hidden files, the sidecars and files such as README are no articles and are passed over in silence.
    """
    found, lost = [], []

    def unreadable(error):
        lost.append(Skipped(_name(Path(error.filename), folder), error.strerror))

    for here, folders, names in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        links = [f for f in folders if os.path.islink(os.path.join(here, f))]
        lost += [Skipped(_name(Path(here) / f, folder), "a link to a folder") for f in links]
        for name in names:
            path = Path(here) / name
            if not _is_article(name):
                continue
            if kind(name) in READERS or kind(name) in (".gz", ".zip"):
                found.append(path)
            else:
                lost.append(Skipped(_name(path, folder), f"no reader for {path.suffix} files"))
    return sorted(found, key=lambda p: p.relative_to(folder).parts), sorted(lost)


def _name(path, folder):
    return valid(path.relative_to(folder).as_posix())


def _is_article(name):
    hidden = name.startswith((".", "~"))
    return not hidden and name not in SIDECARS and PurePosixPath(name).stem.lower() not in _NOT_ARTICLES


def read_file(
    path: Path, name: str, root: Path | None, limit: int, columns: dict | None = None
) -> Iterator[Item]:
    """Yield the texts of one file, or the reason why there is none; no link may lead out of ``root``."""
    try:
        with _open(path, root) as file:
            yield from _unpack(file, name, limit, columns)
    except _FAILURES as error:
        yield Skipped(
            name, (error.strerror if isinstance(error, OSError) else None) or str(error) or "damaged"
        )


def read_sidecar(folder: Path | None, name: str) -> bytes | None:
    """Return the bytes of a table beside the articles, or None without one; ValueError says why not."""
    path = folder and folder / name
    if not path or not os.path.lexists(path):
        return None
    try:
        with _open(path, folder) as file:
            return _bounded(file, name, LIMIT)
    except (Unreadable, OSError) as error:
        raise ValueError(getattr(error, "strerror", None) or str(error)) from None


def _open(path, root):
    """A regular file opened for reading; no link may lead out of ``root``, and nothing waits for a pipe."""
    if root and path.is_symlink() and not path.resolve().is_relative_to(root.resolve()):
        raise Unreadable("a link to outside of the folder")
    file = open(path, "rb", opener=lambda p, flags: os.open(p, flags | getattr(os, "O_NONBLOCK", 0)))  # noqa: SIM115
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise Unreadable("not a regular file")
    return file


def _unpack(file, name, limit, columns):
    """Read a file, or what a .gz or .zip holds; an archive within an archive is not opened."""
    if kind(name) == ".gz":
        inner = name[:-3]
        yield from _decoded(_bounded(gzip.GzipFile(fileobj=file), inner, limit), inner, columns)
    elif kind(name) == ".zip":
        with zipfile.ZipFile(file) as archive:
            yield from _members(archive, name, limit, columns)
    else:
        yield from _decoded(_bounded(file, name, limit), name, columns)


def _members(archive, name, limit, columns):
    left = 10 * limit
    for member in sorted(archive.infolist(), key=lambda m: m.filename):
        parts = [p for p in PurePosixPath(member.filename).parts if p not in ("/", "..")]
        if member.is_dir() or not parts or not _is_article(parts[-1]) or parts[0] == "__MACOSX":
            continue
        label = "/".join([name[:-4], *parts])
        try:
            if left <= 0:
                raise Unreadable("the archive holds more than ten times the limit")
            with archive.open(member) as file:
                data = _bounded(file, label, min(limit, left))
            left -= len(data)
            yield from _decoded(data, label, columns)
        except (*_FAILURES, RuntimeError, NotImplementedError) as error:
            left -= limit if "limit" in str(error) else 0
            yield Skipped(label, str(error) or "damaged")


def _bounded(file, name, limit):
    """The bytes of a file, read no further than the limit: a size that an archive states is not believed."""
    most = limit if kind(name) in TEXTS else 10 * limit
    data = file.read(most + 1)
    if len(data) > most:
        raise Unreadable(f"larger than the limit of {most:,} bytes")
    return data


def _decoded(data, name, columns):
    if kind(name) not in READERS:
        raise Unreadable(f"no reader for {kind(name)} files")
    try:
        yield from READERS[kind(name)](data, name, columns)
    except (ValueError, NotImplementedError, csv.Error) as error:
        raise Unreadable(f"damaged: {error}") from error


def _existing(source):
    """The path from the working directory, else from the root of the repository."""
    for base in _bases():
        if (path := base / Path(source).expanduser()).exists():
            return path
    places = " or ".join(str(base / Path(source).expanduser()) for base in _bases())
    raise FileNotFoundError(f"there is no {places}")


def _glob(pattern):
    for base in _bases():
        anchor = Path(Path(pattern).anchor) if Path(pattern).is_absolute() else base
        relative = Path(pattern).relative_to(Path(pattern).anchor).as_posix()
        found = [p for p in anchor.glob(relative) if not p.is_dir() and p.name not in SIDECARS]
        if found:
            return sorted(found)
    raise FileNotFoundError(f"no file fits {pattern}, from {' or '.join(map(str, _bases()))}")


def _bases():
    root = Path(__file__).parents[3]
    return list(dict.fromkeys([Path.cwd(), *([root] if (root / "notebooks").is_dir() else [])]))


def _together(paths):
    """Name and folder of a list of paths: what they share."""
    if not paths:
        raise ValueError("nothing to read: the list of paths is empty")
    paths = [p.absolute() for p in paths]
    folder = Path(os.path.commonpath([p.parent for p in paths]))
    return folder.name or "corpus", folder, paths
