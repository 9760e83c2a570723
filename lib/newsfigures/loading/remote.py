"""Remote addresses ("s3://bucket/folder", "gs://…", "memory://…") through fsspec."""

import re
from functools import partial
from pathlib import Path, PurePosixPath

from .formats import Skipped, Unreadable, valid


def is_address(source) -> bool:
    """Whether ``source`` is a remote address; "file://…" is one too.

    >>> is_address("s3://bucket/news"), is_address("news/2024"), is_address("C://news")
    (True, False, False)
    """
    return isinstance(source, str) and bool(re.match(r"[a-z][a-z0-9+]+(?:::|://)", source))


def connect(address: str):
    """Return the file system and the path of an address; ValueError names the package that it needs."""
    import fsspec

    # s3fs tries again by itself: a host that says nothing is given up in minutes instead of a quarter hour.
    fsspec.config.conf.setdefault("s3", {"config_kwargs": {"retries": {"max_attempts": 0}}})
    try:
        system, path = fsspec.core.url_to_fs(address)
    except (ImportError, ValueError) as error:  # "Install s3fs to access S3", "Protocol not known: x"
        raise ValueError(f"cannot read {address}: {error}") from None
    return system, path.rstrip("/")


def find(address: str, wanted):
    """Return name, folder, whether all of it was wanted, ``(name, open)`` of each file, what is skipped."""
    system, path = connect(address)
    system.invalidate_cache()
    whole = False
    if re.search(r"[*?\[]", path):
        folder, paths = re.split(r"/[^/]*[*?\[]", path)[0], system.glob(path)
    elif system.isfile(path):
        folder, paths = path.rpartition("/")[0], [path]
    else:
        folder, paths, whole = path, system.find(path), True
    if not paths:
        raise FileNotFoundError(f"there is no {address}")
    names = {p: valid(p.removeprefix(folder).lstrip("/")) for p in paths}
    order = sorted(names, key=lambda p: PurePosixPath(names[p]).parts)
    fits = {p: wanted(names[p]) for p in order}
    lost = [
        Skipped(names[p], f"no reader for {PurePosixPath(p).suffix} files") for p in order if fits[p] is None
    ]
    inputs = [(names[p], partial(_open, system, p)) for p in order if fits[p]]
    name = PurePosixPath(folder if whole or len(paths) > 1 else path).name.partition(".")[0] or "corpus"
    return name, system.unstrip_protocol(folder), whole, inputs, lost if whole else []


def _open(system, path):
    try:
        return system.open(path, "rb")
    except OSError:
        raise
    except Exception as error:  # each kind of storage has errors of its own
        raise Unreadable(str(error)) from error


def read_beside(folder: str, name: str, limit: int) -> bytes | None:
    """Return the bytes of ``folder/name``, or None where there is none."""
    system, path = connect(f"{folder}/{name}")
    if not system.isfile(path):
        return None
    if system.size(path) > limit:
        raise ValueError(f"larger than the limit of {limit:,} bytes")
    return system.cat_file(path)


def local(source):
    """A "file://…" address as the path that it is, anything else as given."""
    return Path(connect(source)[1]) if isinstance(source, str) and source.startswith("file://") else source
