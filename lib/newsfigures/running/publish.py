"""A run folder: held by one run at a time, filled aside, and changed only by renames at the end.

A run that is killed while it works leaves the folder as it was; one that is killed between two renames leaves
all of its results beside it, and the next run makes the remaining renames first.
"""

import contextlib
import json
import os
import shutil
from pathlib import Path

from ..holding import hold, write_bytes
from .parameters import Refused


@contextlib.contextmanager
def staged(target):
    """Hold folder `target` for this run alone and give an empty folder inside it to work in.

    Both the folder to work in and a `target` that stays empty are gone at the end. Raises `Refused` when
    the folder cannot be written or another run holds it.
    """
    stage = target / ".run"
    with contextlib.ExitStack() as holding:
        try:
            holding.enter_context(hold(target, "run"))
        except ValueError as error:
            raise Refused(str(error)) from None
        except OSError as error:
            raise Refused(f"cannot write to {target}: {error.strerror or error}") from None
        try:
            if stage.exists():  # of a run that was killed
                _finish(stage, target)
                shutil.rmtree(stage)
            stage.mkdir(0o700)  # until it is published it is ours alone
            yield stage
        finally:
            _finish(stage, target)  # when interrupted between two renames
            shutil.rmtree(stage, ignore_errors=True)


def record(folder):
    """The record of the run that made the folder; empty when there is none."""
    try:
        found = json.loads((folder / "run.json").read_text("utf-8"))
        names = [entry["name"] for entry in found["notebooks"]]
        return found if all(name and Path(name).name == name for name in names) else {}
    except (OSError, ValueError, LookupError, TypeError):
        return {}


def write_record(folder, value):
    (folder / "run.json").write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", "utf-8")


def publish(stage: Path, target: Path, names, gone):
    """Move the results of the notebooks `names` to their final place and those of `gone` away.

    Index and record go first and come last: a folder without them is not a finished run.
    """
    leaving = [item for name in [*names, *gone] for item in (name, f"{name}.html")]
    # From here on the next run can go on.
    write_bytes(stage / "leaving", json.dumps(["run.json", "index.html", *leaving]))
    _finish(stage, target)


def _finish(stage, target):
    """Make the renames of a publication that are still to be made; none if it had not begun."""
    leaving, old = stage / "leaving", stage / "old"
    if leaving.exists():
        old.mkdir(exist_ok=True)
        for item in json.loads(leaving.read_text("utf-8")):
            if os.path.lexists(target / item):
                os.replace(target / item, old / item)
        leaving.unlink()
    if old.exists():
        names = [entry["name"] for entry in record(stage).get("notebooks", ())]
        items = [item for name in names for item in (name, f"{name}.html")]
        for item in [*items, "index.html", "run.json"]:
            if (stage / item).exists():
                os.replace(stage / item, target / item)
