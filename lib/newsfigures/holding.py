"""Files that are there whole or not at all, and one writer at a time: locks of files that end with the
processes that hold them, however these end."""

import contextlib
import os
from pathlib import Path


@contextlib.contextmanager
def hold(folder: Path, what: str, children: bool = True):
    """Hold a folder, made if missing, by its file ``.lock``; it goes at the end, as does an empty folder.

    ``what`` names the holder in the message. With ``children``, processes forked meanwhile hold it too.
    Raises OSError where the folder cannot be written, ValueError where another process holds it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / ".lock", "a", opener=own) as handle:
        if not held(handle, children):
            raise ValueError(f"another {what} is writing to {folder}; wait for it or choose another folder")
        try:
            yield
        finally:
            with contextlib.suppress(OSError):
                (folder / ".lock").unlink()
                folder.rmdir()


def own(path, flags):
    """Open a file that may not lead elsewhere nor wait for anybody."""
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0), 0o666)


def held(handle, children: bool = True) -> bool:
    """Lock an open file without waiting; whether it is ours now."""
    try:
        try:
            import fcntl
        except ImportError:  # Windows
            import msvcrt

            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            (fcntl.flock if children else fcntl.lockf)(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # The holder takes the file away with the lock: it must still be the one that others will find.
            return os.path.samestat(os.fstat(handle.fileno()), os.stat(handle.name))
    except OSError:
        return False
    return True


@contextlib.contextmanager
def whole_file(path: Path):
    """Yields a temporary path beside ``path`` that takes its place only when the block succeeds."""
    part = path.with_name(f".part-{os.getpid()}-{path.name}")
    try:
        yield part
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def write_bytes(path: Path, data: str | bytes):
    """Writes text or bytes so that the file is there whole or not at all."""
    with whole_file(path) as part:
        part.write_bytes(data.encode("utf-8", "replace") if isinstance(data, str) else data)
