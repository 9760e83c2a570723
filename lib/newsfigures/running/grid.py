"""A grid: one run for every combination of the values of some parameters, and a page that compares them."""

import contextlib
import csv
import itertools
import json
import os
from pathlib import Path
from urllib.parse import quote

from ..holding import write_bytes
from ..pages import outputs, prose, report
from . import compare
from . import plan as plans
from .parameters import Refused
from .run import run_many


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
    target = Path(os.path.abspath(out or plans.ROOT / "outputs" / _name(grid, corpus)))
    if (target / "run.json").exists():
        raise Refused(f"{target} holds a single run; choose another folder by --out")
    folders = _folders(cells)
    asked = []
    for folder, cell in folders.items():
        given = {**(parameters or {}), **cell}
        one = {"corpus": given.pop("corpus", corpus), "parameters": given}
        asked.append({**one, "out": str(target / folder), "label": f"{folder}/"})
    with contextlib.closing(run_many(asked, resume=True, **options)) as finished:
        records = {Path(record["folder"]).name: record for record in finished}
    runs = [{**records[folder], "grid": cell, "path": folder} for folder, cell in folders.items()]
    status = "done" if all(record["status"] == "done" for record in runs) else "failed"
    write_page(target / "index.html", runs)
    named = [{**run, "folder": run["path"]} for run in runs]  # the record names no place of this machine
    record = json.dumps({"status": status, "runs": named}, indent=1, ensure_ascii=False)
    write_bytes(target / "grid.json", record + "\n")
    return {"status": status, "folder": str(target), "runs": runs}


def _name(grid, corpus):
    several = "corpora" if "corpus" in grid else plans.find_corpus(corpus)[2]
    return f"{several}-by-{'-'.join(grid)}"


def _folders(cells):
    """A folder name of its own for each combination, from its values."""
    found = {}
    for cell in cells:
        parts = [f"{key}={outputs.safe_name(value) if value else ''}" for key, value in cell.items()]
        name = base = ",".join(parts)[:120]
        number = itertools.count(2)
        while name in found:
            name = f"{base}-{next(number)}"
        found[name] = cell
    return found


def write_page(page, runs):
    """The page of a grid: its runs, the named results and verdicts that differ, with links to their pages."""
    names = [", ".join(f"{name} {value or 'empty'}" for name, value in run["grid"].items()) for run in runs]
    places, rows = [quote(run["path"]) for run in runs], []
    for run, name, place in zip(runs, names, places, strict=True):
        failed = [f"{entry['name']}: {entry['error']}" for entry in run["notebooks"] if entry["error"]]
        linked = {"run": (name, f"{place}/index.html")}
        rows.append({**linked, **run["grid"], "status": "; ".join(failed) or "done"})
    sections = [("Runs", rows, "")]
    sections += [_results(entry, runs, names, places) for entry in runs[0]["notebooks"]]
    for run, name, place in zip(runs[1:], names[1:], places[1:], strict=True):
        folders = [Path(page).parent / one["path"] for one in (runs[0], run)]
        with contextlib.suppress(Refused):  # no ledger in one of them
            if any(one in runs[0]["inputs"] for one in run["inputs"]):  # both read an article
                found = compare.sections(compare.compare(*folders), (places[0], place))
                _, changed, note = next(one for one in found if one[0] == "Verdicts")
                title = f"Verdicts: {names[0]} (A), and {name} (B)"
                sections += [(title, changed, note)] if changed else []
    report.write_tables(page, f"{len(runs)} runs side by side", sections)


def _results(entry, runs, names, places):
    """Named results of one notebook that differ."""
    files = [Path(run["folder"], entry["name"], "results.json") for run in runs]
    found = [_flat(json.loads(file.read_text("utf-8"))) if file.exists() else {} for file in files]
    links, rows = [f"{place}/{quote(entry['name'])}.html" for place in places], []
    every = dict.fromkeys(itertools.chain(*found))
    for name in every:
        cells = [one.get(name, "") for one in found]
        if any(cell != cells[0] for cell in cells):
            linked = [cell if cell == "" else (cell, link) for cell, link in zip(cells, links, strict=True)]
            rows.append({"result": name, **dict(zip(names, linked, strict=True))})
    note = "{n:Count named result} {n:verb is/are} the same in all runs; the others lead to their pages."
    note = str(prose.say(note, n=len(every) - len(rows)))
    return entry["title"], rows, note


def _flat(value, name=""):
    """Named results as one level of names; lists of rows are left to the pages.

    >>> _flat({"n": 3, "verdicts": {"agree": 1}, "found": ["a", "b"], "units": [{"unit": "sentence"}]})
    {'n': 3, 'verdicts: agree': 1, 'found': 'a, b'}
    """
    if isinstance(value, dict):
        parts = (_flat(item, f"{name}: {part}" if name else part) for part, item in value.items())
        return {key: item for part in parts for key, item in part.items()}
    if isinstance(value, list):
        return {} if any(isinstance(row, dict) for row in value) else {name: ", ".join(map(str, value))}
    return {name: value}
