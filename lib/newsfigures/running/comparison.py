"""Pages that lay runs side by side: those of a grid, and two with what changed between them."""

import itertools
import json
from pathlib import Path
from urllib.parse import quote

from ..pages import prose, report
from . import compare


def write_grid(page, runs):
    """The page of a grid: its runs, the named results and verdicts that differ, with links to their pages."""
    names = [", ".join(f"{name} {value or 'empty'}" for name, value in run["grid"].items()) for run in runs]
    sections = [_runs(runs, names)]
    for entry in runs[0]["notebooks"]:
        sections += _results(entry, runs, names)
    sections += _verdicts(Path(page).parent, runs, names)
    report.write_tables(page, f"{len(runs)} runs side by side", sections)


def _runs(runs, names):
    rows = []
    for run, name in zip(runs, names, strict=True):
        failed = [f"{entry['name']}: {entry['error']}" for entry in run["notebooks"] if entry["error"]]
        row = [(name, f"{quote(run['path'])}/index.html"), *run["grid"].values(), "; ".join(failed) or "done"]
        rows.append(row)
    return {"title": "Runs", "heads": ["run", *runs[0]["grid"], "status"], "rows": rows}


def _results(entry, runs, names):
    """Named results of one notebook: those that differ; folded, the rows of lists and what is the same."""
    found = [json.loads(_text(run, entry["name"])) for run in runs]
    lists = {name for one in found for name, value in one.items() if _rows_of(value)}
    links = [f"{quote(run['path'])}/{quote(entry['name'])}.html" for run in runs]
    flat = [_flat(one) for one in found]
    parts = {"shown": [], "rows": [], "same": []}
    for name in dict.fromkeys(itertools.chain(*flat)):
        cells = [one.get(name, "") for one in flat]
        kind = "same" if all(cell == cells[0] for cell in cells) else "shown"
        kind = "rows" if kind == "shown" and name.partition(":")[0] in lists else kind
        parts[kind].append(
            [name, *((cell, link) if cell != "" else "" for cell, link in zip(cells, links, strict=True))]
        )
    heads = ["result", *names]
    note = "The named results that differ; each value leads to its page."
    sections = [{"title": entry["title"], "note": note, "heads": heads, "rows": parts["shown"]}]
    for kind, title in (("rows", "Rows of lists that differ"), ("same", "The same in all runs")):
        if parts[kind]:
            title = f"{title}: {len(parts[kind])} results"
            sections.append({"title": title, "heads": heads, "rows": parts[kind], "folded": True})
    return sections


def _text(run, notebook):
    path = Path(run["folder"], notebook, "results.json")
    return path.read_text("utf-8") if path.exists() else "{}"  # it failed


def _flat(value, name=""):
    """Named results as one level of names: parts of a dictionary by name, rows of a list by what names them.

    >>> _flat({"n": 3, "verdicts": {"agree": 1}, "units": [{"unit": "sentence", "found": 4}]})
    {'n': 3, 'verdicts: agree': 1, 'units: sentence: found': 4}
    """
    if _rows_of(value):
        keys = _naming(value)
        value = (
            {", ".join(str(row[k]) for k in keys): _without(row, keys) for row in value}
            if keys
            else len(value)
        )
    if isinstance(value, dict):
        flat = {}
        for part, item in value.items():
            flat |= _flat(item, f"{name}: {part}" if name else str(part))
        return flat
    return {name: ", ".join(map(str, value)) if isinstance(value, list) else value}


def _rows_of(value):
    return isinstance(value, list) and value and all(isinstance(row, dict) for row in value)


def _naming(rows):
    """The fewest text fields that tell the rows apart."""
    texts = [key for key, item in rows[0].items() if isinstance(item, str)]
    for size in (1, 2):
        for keys in itertools.combinations(texts, size):
            if len({tuple(row.get(key) for key in keys) for row in rows}) == len(rows):
                return keys
    return ()


def _without(row, keys):
    return {key: item for key, item in row.items() if key not in keys}


def _verdicts(folder, runs, names):
    """Verdicts that differ from those of the first run, where both read an article in common."""
    sections = []
    for run, name in list(zip(runs, names, strict=True))[1:]:
        if any(one in runs[0]["inputs"] for one in run["inputs"]):
            try:
                result = compare.compare(folder / runs[0]["path"], folder / run["path"])
            except compare.Refused:
                continue  # no ledger in one of them
            places = [quote(one["path"]) for one in (runs[0], run)]
            part = _groups(result, places, f"Verdicts: {names[0]}, and {name}")
            sections += [part] if part["rows"] else []
    return sections


def write_compare(page, result):
    """The page of two runs: settings, verdicts and figures in which they differ."""
    a, b = (run["folder"] for run in result["runs"])
    given = [[row["name"], str(row["a"]), str(row["b"])] for row in result["settings"]]
    given += [[row["path"], "", row["change"]] for row in result["inputs"]]
    figures = [
        [row["document"], change, one["text"], one["passage"]]
        for row in result["figures"]
        for change in ("lost", "added")
        for one in row[change]
    ]
    readings = [
        [row["document"], row["text"], row["field"], _said(row["a"]), _said(row["b"])]
        for row in result["readings"]
    ]
    sections = [
        {
            "title": "What was given differently",
            "heads": ["setting or file", f"A: {a}", f"B: {b}"],
            "rows": given,
        },
        _groups(result, (), "Verdicts"),
        *(_pairs(result[table], f"Verdicts of {table}") for table in ("links", "references")),
        {
            "title": "Figures that one run has",
            "heads": ["document", "change", "figure", "passage"],
            "rows": figures,
        },
        {
            "title": "Claims read otherwise",
            "heads": ["document", "figure", "field", "A", "B"],
            "rows": readings,
        },
    ]
    report.write_tables(page, f"Two runs compared: {a} and {b}", sections)


def _groups(result, places, title):
    """Groups that differ; with the folders of the runs, each verdict leads to its group."""
    rows = []
    for row in result["groups"]:
        verdicts = []
        for number, side in enumerate((row["a"], row["b"])):
            link = (
                places and side and f"{places[number]}/{result['runs'][number]['page']}#group-{side['group']}"
            )
            verdicts.append((side["verdict"] if side else "not there", link or ""))
        rows.append([row["change"], compare.named(row), *verdicts, "; ".join(row["why"]), _reasons(row)])
    heads = ["change", "group", "verdict A", "verdict B", "why", "reasons"]
    said = prose.count(result["same"], "group").capitalize(), prose.verb(result["same"], "is", "are")
    note = f"{' '.join(said)} the same in both."
    return {"title": title, "note": note, "heads": heads, "rows": rows}


def _reasons(row):
    return " ".join(f"{side.upper()}: {row[side]['reason']}" for side in "ab" if row[side])


def _pairs(rows, title):
    cells = [[row["change"], row["what"], compare.verdicts(row), _reasons(row)] for row in rows]
    return {"title": title, "heads": ["change", "what", "verdicts", "reasons"], "rows": cells}


def _said(item):
    return "" if item is None else str(item)
