"""Files read piece by piece, so that neither an archive nor a line can fill the memory."""

import io
import itertools
import shutil
import tempfile
from collections.abc import Iterator

from .formats import Skipped, Unreadable


class Budget:
    """What an archive may unpack to: texts pack to a tenth of their size, bombs to a thousandth."""

    def __init__(self, packed: int, limit: int):
        self.left = max(10 * limit, 100 * packed)

    def spend(self, size: int):
        if size >= self.left:
            self.left = 0
            raise Unreadable("the archive unpacks to more than a hundred times its size")
        self.left -= size


def stream(file, budget: Budget | None = None) -> io.BufferedReader:
    """A binary file, within a budget if there is one."""
    return io.BufferedReader(_Raw(file, budget), 1 << 17)


class _Raw(io.RawIOBase):
    def __init__(self, file, budget):
        self.file, self.budget = file, budget

    def readable(self):
        return True

    def readinto(self, target):
        data = self.file.read(len(target))
        if self.budget:
            self.budget.spend(len(data))
        target[: len(data)] = data
        return len(data)


def bounded(file, limit: int) -> bytes:
    """The bytes of a file, read no further than the limit: a size that an archive states is not believed."""
    data = file.read(limit + 1)
    if len(data) > limit:
        raise Unreadable(f"larger than the limit of {limit:,} bytes")
    return data


def text(file) -> io.TextIOWrapper:
    """A file of many texts, in UTF-8 or whatever 8-bit encoding it has, or UTF-16 told by its mark."""
    reader = stream(file)
    start = reader.peek(1 << 17)
    wide = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not start.strip(b"\xef\xbb\xbf \t\r\n"):
        raise Unreadable("empty")
    if b"\0" in start and not wide:
        raise Unreadable("binary, not text")
    encoding = ("utf-16", "replace") if wide else ("utf-8-sig", "newsfigures-cp1252")
    return io.TextIOWrapper(reader, *encoding, newline="")


def seekable(file):
    """The file itself, or a copy of it on disk, for formats that are not read from start to end."""
    if file.seekable():
        return file
    copy = tempfile.TemporaryFile()  # noqa: SIM115
    shutil.copyfileobj(file, copy, 1 << 20)
    copy.seek(0)
    return copy


def lines(file, name: str, limit: int) -> Iterator[tuple[int, str | Skipped]]:
    """Yield ``(number, line)``; in place of a line longer than the limit a ``Skipped``."""
    for number in itertools.count(1):
        line = file.readline(limit + 1)
        if not line:
            return
        if len(line) <= limit or line.endswith("\n"):
            yield number, line
            continue
        yield number, Skipped(f"{name}, line {number}", f"longer than the limit of {limit:,} characters")
        while (line := file.readline(1 << 20)) and not line.endswith("\n"):
            pass
