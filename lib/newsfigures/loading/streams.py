"""Files read piece by piece, so that neither an archive nor a line can fill the memory."""

import codecs
import io
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


def stream(file, budget: Budget | None = None, recode: bool = False) -> io.BufferedReader:
    """A binary file within a budget; with ``recode`` UTF-16, told by its byte-order mark, comes as UTF-8."""
    return io.BufferedReader(_Raw(file, budget, recode), 1 << 17)


class _Raw(io.RawIOBase):
    def __init__(self, file, budget, recode):
        self.file, self.budget, self.recode, self.decoder, self.kept = file, budget, recode, None, b""

    def readable(self):
        return True

    def readinto(self, target):
        while not self.kept:
            data = self.file.read(1 << 16)
            if self.budget:
                self.budget.spend(len(data))
            if self.recode and data.startswith((b"\xff\xfe", b"\xfe\xff")):
                self.decoder = codecs.getincrementaldecoder("utf-16")("replace")
            self.recode = False
            self.kept = (
                self.decoder.decode(data, not data).encode("utf-8", "replace") if self.decoder else data
            )
            if not data and not self.kept:
                return 0
        size = min(len(target), len(self.kept))
        target[:size], self.kept = self.kept[:size], self.kept[size:]
        return size


def bounded(file, limit: int) -> bytes:
    """The bytes of a file, read no further than the limit: a size that an archive states is not believed."""
    data = file.read(limit + 1)
    if len(data) > limit:
        raise Unreadable(f"larger than the limit of {limit:,} bytes")
    return data


def text(file) -> io.BufferedReader:
    """A file of many texts as UTF-8 (or whatever 8-bit encoding it has), to be read by lines or pieces."""
    reader = stream(file, recode=True)
    start = reader.peek(1 << 17)
    if not start.strip(b"\xef\xbb\xbf \t\r\n"):
        raise Unreadable("empty")
    if b"\0" in start:
        raise Unreadable("binary, not text")
    return reader


def seekable(file):
    """The file itself, or a copy of it on disk, for formats that are not read from start to end."""
    if file.seekable():
        return file
    copy = tempfile.TemporaryFile()  # noqa: SIM115
    shutil.copyfileobj(file, copy, 1 << 20)
    copy.seek(0)
    return copy


def lines(file, name: str, limit: int) -> Iterator[tuple[int, bytes | Skipped]]:
    """Yield ``(number, line)``; in place of a line longer than the limit a ``Skipped``."""
    number = 0
    while line := file.readline(limit + 1):
        number += 1
        if len(line) <= limit or line.endswith(b"\n"):
            yield number, line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
            continue
        yield number, Skipped(f"{name}, line {number}", f"longer than the limit of {limit:,} bytes")
        while (line := file.readline(1 << 20)) and not line.endswith(b"\n"):
            pass
