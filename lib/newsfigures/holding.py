"""One writer at a time: locks of files that end with the processes that hold them, however these end."""

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
