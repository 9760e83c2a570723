"""A run folder: held by one run at a time, filled aside, and changed only by renames at the end."""

import contextlib
import json
import os
import shutil
from pathlib import Path

from .parameters import Refused


@contextlib.contextmanager
def staged(target):
    """Hold folder `target` for this run alone and give an empty folder inside it to work in.

    Both the folder to work in and a `target` that stays empty are gone at the end. Raises `Refused` when
    the folder cannot be written or another run holds it.
    """
    lock, stage = target / ".lock", target / ".run"
    try:
        target.mkdir(parents=True, exist_ok=True)
        handle = lock.open("a")
    except OSError as error:
        raise Refused(f"cannot write to {target}: {error.strerror or error}") from None
    with handle:
        if not _held(handle):
            raise Refused(f"another run is writing to {target}; wait for it or choose another folder")
        try:
            if stage.exists():  # of a run that was killed
                shutil.rmtree(stage)
            stage.mkdir()
            yield stage
        finally:
            shutil.rmtree(stage, ignore_errors=True)
            with contextlib.suppress(OSError):
                lock.unlink()
                target.rmdir()


def _held(handle):
    try:
        try:
            import fcntl
        except ImportError:  # Windows
            import msvcrt

            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # The holder takes the file away with the lock: it must still be the one that others will find.
            return os.path.samestat(os.fstat(handle.fileno()), os.stat(handle.name))
    except OSError:
        return False
    return True


def record(target):
    """The record of the run that made the folder; empty when there is none."""
    try:
        return json.loads((target / "run.json").read_text("utf-8"))
    except (OSError, ValueError):
        return {}


def write_record(folder, value):
    (folder / "run.json").write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", "utf-8")


def publish(stage: Path, target: Path, names, gone):
    """Move the results of the notebooks `names` to their final place and those of `gone` away.

    Index and record go first and come last: a folder without them is not a finished run.
    """
    old = stage / "old"
    old.mkdir()
    items = [item for name in names for item in (name, f"{name}.html")]
    leaving = ["run.json", "index.html", *items, *(item for name in gone for item in (name, f"{name}.html"))]
    for item in leaving:
        if os.path.lexists(target / item):
            os.replace(target / item, old / item)
    for item in [*items, "index.html", "run.json"]:
        if (stage / item).exists():
            os.replace(stage / item, target / item)
