"""A grid: one run for every combination of the values of some parameters, and a page that compares them."""

import contextlib
import csv
import itertools
import json
import os
from pathlib import Path

from . import plan as plans
from .parameters import Refused
from .run import Asked, run_many

MOST = 200  # combinations of one call


def values(text):
    """Values of one parameter, separated by commas; one that holds a comma stands in double quotes.

    >>> values('sentence,paragraph'), values('"oil,gas",coal')
    (['sentence', 'paragraph'], ['oil,gas', 'coal'])
    """
    return [value.strip() for value in next(csv.reader([text], skipinitialspace=True), [""])]


def run_grid(grid, corpus="seeds", out="", parameters=None, **options):
    """Run all combinations of `grid` (name -> values; ``corpus`` may be one), each in a folder below `out`.

    out: empty means ``outputs/<corpus>-by-<names>``. Other arguments as in `run_many`. A combination whose
    folder holds its finished run is left as it is. Returns the record that is also written to ``grid.json``:
    ``status``, and ``runs`` in order, the record of each with its ``grid`` of values and its ``path``.
    """
    for name in grid.keys() & {"out", *(parameters or {})}:
        raise Refused(f"grid {name}: use --out" if name == "out" else f"parameter {name}: given twice")
    rows = itertools.product(*map(dict.fromkeys, grid.values()))
    cells = [dict(zip(grid, row, strict=True)) for row in rows]
    if len(cells) > MOST:
        raise Refused(f"grid: it makes {len(cells):,} combinations; {MOST} at most in one call")
    target = Path(os.path.abspath(out or plans.ROOT / "outputs" / _name(grid, corpus)))
    if (target / "run.json").exists():
        raise Refused(f"{target} holds a single run; choose another folder by --out")
    folders = _folders(cells)
    asked = [_asked(cell, folder, target, corpus, parameters) for folder, cell in folders.items()]
    with contextlib.closing(run_many(asked, resume=True, **options)) as finished:
        records = {Path(record["folder"]).name: record for record in finished}
    runs = [{**records[folder], "grid": cell, "path": folder} for folder, cell in folders.items()]
    status = "done" if all(record["status"] == "done" for record in runs) else "failed"
    from ..pages.outputs import write_bytes
    from . import comparison

    comparison.write_grid(target / "index.html", runs)
    named = [
        {**run, "folder": run["path"]} for run in runs
    ]  # of which the record names no place of this machine
    record = json.dumps({"status": status, "runs": named}, indent=1, ensure_ascii=False)
    write_bytes(target / "grid.json", record + "\n")
    return {"status": status, "folder": str(target), "runs": runs}


def _name(grid, corpus):
    several = "corpora" if "corpus" in grid else plans.find_corpus(corpus)[2]
    return f"{several}-by-{'-'.join(grid)}"


def _folders(cells):
    """A folder name of its own for each combination, from its values."""
    from ..pages.outputs import safe_name

    found = {}
    for cell in cells:
        parts = [f"{key}={safe_name(value) if value else ''}" for key, value in cell.items()]
        name = base = ",".join(parts)[:120]
        number = itertools.count(2)
        while name in found:
            name = f"{base}-{next(number)}"
        found[name] = cell
    return found


def _asked(cell, folder, target, corpus, parameters):
    given = {**(parameters or {}), **cell}
    return Asked(given.pop("corpus", corpus), str(target / folder), given, f"{folder}/")
