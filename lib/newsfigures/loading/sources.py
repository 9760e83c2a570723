"""From paths to bytes: which files are articles, found where, and read no further than a limit.

``.gz`` and ``.zip`` may hold any of the formats. Nothing here raises for one bad file: what cannot be read is
a ``Skipped`` with its reason, and the rest goes on.
"""

import functools
import gzip
import os
import re
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from . import remote, streams
from .formats import TEXTS, File, Item, Skipped, Unreadable, kind, valid
from .records import COLLECTIONS

SIDECARS = {"documents.csv", "references.csv", "overrides.csv", "sectors.csv"}
LIMIT = 10_000_000  # bytes of one article, be it a file or a record of one: reading it takes a gigabyte
READERS = {**TEXTS, **COLLECTIONS}
_FAILURES = (Unreadable, OSError, EOFError, zlib.error, zipfile.BadZipFile)
_FAILURES += (RuntimeError, NotImplementedError)  # of archives: a password, an unknown packing
_NOT_ARTICLES = {"readme", "license", "licence", "makefile", "changelog", "contributing"}


class Found(NamedTuple):
    """What is at a place: ``items`` are read while they are asked for, one at a time."""

    name: str
    folder: Path | str | None  # a str for a remote address
    whole: bool  # all of the folder was wanted
    items: Iterator[Item]


def read(source, limit: int = LIMIT, columns: dict | None = None) -> Found:
    """Find a folder, a file, a glob, a list of paths or a remote address ("s3://bucket/folder").

    A relative path is looked up from the working directory, then from the root of the repository;
    FileNotFoundError names both, ValueError the package that an address needs.
    """
    lost, whole, source = [], False, remote.local(source)
    if remote.is_address(source):
        name, folder, whole, inputs, lost = remote.find(source, _is_wanted)
        return Found(name, folder, whole, _items(inputs, lost, limit, columns))
    if isinstance(source, (list, tuple, set)):
        name, folder, paths = _together([_existing(p) for p in source])
    elif re.search(r"[*?\[]", str(source)) and not Path(source).exists():
        name, folder, paths = _together(_glob(str(source)))
    elif (path := _existing(source)).is_dir():
        name, folder, whole = path.resolve().name or "corpus", path, True
        paths, lost = find_files(path)
    else:
        name, folder, paths = path.stem, path.parent, [path]
    root = folder if whole else None
    inputs = [(_name(path, folder), functools.partial(_open, path, root)) for path in paths]
    return Found(name, folder, whole, _items(inputs, lost, limit, columns))


def _items(inputs, lost, limit, columns, within=False):
    stems = Counter(_stem(name) for name, _ in inputs)
    for name, open_file in inputs:
        stem = _stem(name)
        stem = stem if stems[stem] == 1 else name
        yield from _read_file(open_file, _decoded if within else _unpack, name, stem, limit, columns)
    yield from lost


def _stem(name):
    """The id that a file gives its article: its name without what tells the format."""
    inner = name[:-3] if kind(name) == ".gz" else name
    return inner.removesuffix(kind(inner)) if kind(inner) in READERS else name


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
        for path in (Path(here) / name for name in names if _is_wanted(name) is not False):
            if _is_wanted(path.name):
                found.append(path)
            else:
                lost.append(Skipped(_name(path, folder), f"no reader for {path.suffix} files"))
    return sorted(found, key=lambda p: p.relative_to(folder).parts), sorted(lost)


def _name(path, folder):
    return valid(path.relative_to(folder).as_posix())


def _is_article(name):
    hidden = name.startswith((".", "~"))
    return not hidden and name not in SIDECARS and PurePosixPath(name).stem.lower() not in _NOT_ARTICLES


def _is_wanted(name):
    """Whether a name, with the folders before it, is one of an article; ``None`` for no reader."""
    *folders, last = PurePosixPath(name).parts
    if any(f.startswith(".") for f in folders) or not _is_article(last):
        return False
    return True if kind(last) in READERS or kind(last) in (".gz", ".zip") else None


def _read_file(open_file, unpack, name, stem, limit, columns) -> Iterator[Item]:
    """Yield the texts of one file, or the reason why there is none or why there are no more."""
    begun = False
    try:
        with open_file() as file:
            for item in unpack(file, name, stem, limit, columns):
                yield item
                begun = True
    except _FAILURES as error:
        told = (error.strerror if isinstance(error, OSError) else None) or str(error) or "damaged"
        yield Skipped(name, f"{told}; the rest of it is lost" if begun else told)


def read_sidecar(folder: Path | str | None, name: str) -> bytes | None:
    """Return the bytes of a table beside the articles, or None without one; ValueError says why not."""
    try:
        if isinstance(folder, str):
            return remote.read_beside(folder, name, LIMIT)
        path = folder and folder / name
        if not path or not os.path.lexists(path):
            return None
        with _open(path, folder) as file:
            return streams.bounded(file, LIMIT)
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


def _unpack(file, name, stem, limit, columns):
    """Read a file, or what a .gz or .zip holds; an archive within an archive is not opened."""
    if kind(name) not in (".gz", ".zip"):
        yield from _decoded(file, name, stem, limit, columns)
        return
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    budget = streams.Budget(size, limit)
    if kind(name) == ".gz":
        with gzip.GzipFile(fileobj=file) as inner:
            yield from _decoded(streams.stream(inner, budget), name[:-3], stem, limit, columns)
    else:
        with zipfile.ZipFile(file) as archive:
            yield from _members(archive, name[:-4], budget, limit, columns)


def _members(archive, folder, budget, limit, columns):
    inputs = []
    for member in sorted(archive.infolist(), key=lambda m: m.filename):
        parts = [p for p in PurePosixPath(member.filename).parts if p not in ("/", "..")]
        if not member.is_dir() and parts and _is_article(parts[-1]) and parts[0] != "__MACOSX":
            inputs.append(("/".join([folder, *parts]), functools.partial(_inner, archive, member, budget)))
    return _items(inputs, (), limit, columns, within=True)


def _inner(archive, member, budget):
    budget.spend(0)
    return streams.stream(archive.open(member), budget)


def _decoded(file, name, stem, limit, columns):
    ending = kind(name)
    if ending in TEXTS:
        yield File(stem, name, streams.bounded(file, limit))
    elif ending not in COLLECTIONS:
        raise Unreadable(f"no reader for {ending} files")
    else:
        file = streams.seekable(file) if ending == ".parquet" else streams.text(file)
        try:
            yield from COLLECTIONS[ending](file, name, columns, limit)
        except (ValueError, NotImplementedError) as error:
            raise Unreadable(f"damaged: {error}") from error


def _existing(source):
    """The path from the working directory, else from the root of the repository."""
    for base in bases():
        if (path := base / Path(source).expanduser()).exists():
            return path
    places = " or ".join(str(base / Path(source).expanduser()) for base in bases())
    raise FileNotFoundError(f"there is no {places}")


def _glob(pattern):
    for base in bases():
        anchor = Path(Path(pattern).anchor) if Path(pattern).is_absolute() else base
        relative = Path(pattern).relative_to(Path(pattern).anchor).as_posix()
        found = [p for p in anchor.glob(relative) if not p.is_dir() and p.name not in SIDECARS]
        if found:
            return sorted(found)
    raise FileNotFoundError(f"no file fits {pattern}, from {' or '.join(map(str, bases()))}")


def bases():
    root = Path(__file__).parents[3]
    return list(dict.fromkeys([Path.cwd(), *([root] if (root / "notebooks").is_dir() else [])]))


def _together(paths):
    """Name and folder of a list of paths: what they share."""
    if not paths:
        raise ValueError("nothing to read: the list of paths is empty")
    paths = [p.absolute() for p in paths]
    folder = Path(os.path.commonpath([p.parent for p in paths]))
    return folder.name or "corpus", folder, paths
