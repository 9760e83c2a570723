"""What one notebook of a run has worked out is there for the others, in a folder that goes with the run."""

import contextlib
import functools
import gc
import hashlib
import os
import pickle
import time
from pathlib import Path

from .holding import write_bytes

FOLDER = "NEWSFIGURES_KEPT"  # private to one run; without it nothing is kept
LEAST = 2  # seconds: what took less is faster done again than looked for


@contextlib.contextmanager
def uncollected():
    """For work whose objects do not refer back to themselves: to look for such takes a tenth to a quarter."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def kept(function):
    """Have a function of its arguments alone find what another notebook got from the same ones."""

    @functools.wraps(function)
    @uncollected()
    def found(*arguments, **options):
        if not (folder := os.environ.get(FOLDER)):
            return function(*arguments, **options)
        asked = pickle.dumps((function.__qualname__, arguments, sorted(options.items())), protocol=5)
        path = Path(folder, hashlib.sha256(asked).hexdigest())
        if path.is_file():
            return pickle.loads(path.read_bytes())
        start = time.monotonic()
        value = function(*arguments, **options)
        if time.monotonic() - start > LEAST:
            with contextlib.suppress(OSError):  # such as a full disk
                write_bytes(path, pickle.dumps(value, protocol=5))
        return value

    return found
