"""Pages that lay runs side by side: those of a grid, and two with what changed between them."""

import itertools
import json
from pathlib import Path
from urllib.parse import quote

from ..pages import prose, report
from . import compare

WIDE = 100  # characters of a cell from which on it has a line of its own in a terminal


def write_grid(page, runs):
    """The page of a grid: its runs, the named results and verdicts that differ, with links to their pages."""
    names = [", ".join(f"{name} {value or 'empty'}" for name, value in run["grid"].items()) for run in runs]
    places = [quote(run["path"]) for run in runs]
    rows = []
    for run, name, place in zip(runs, names, places, strict=True):
        failed = "; ".join(
            f"{entry['name']}: {entry['error']}" for entry in run["notebooks"] if entry["error"]
        )
        rows.append([(name, f"{place}/index.html"), *run["grid"].values(), failed or "done"])
    sections = [_section("Runs", ["run", *runs[0]["grid"], "status"], rows)]
    for entry in runs[0]["notebooks"]:
        sections += _results(entry, runs, names, places)
    for other in range(1, len(runs)):  # where both read an article in common
        if any(one in runs[0]["inputs"] for one in runs[other]["inputs"]):
            folders = [Path(page).parent / runs[n]["path"] for n in (0, other)]
            sections += _verdicts(folders, (places[0], places[other]), f"{names[0]}, and {names[other]}")
    report.write_tables(page, f"{len(runs)} runs side by side", sections)


def _section(title, heads, rows, note="", folded=False):
    return {"title": title, "heads": heads, "rows": rows, "note": note, "folded": folded}


def _verdicts(folders, places, names):
    try:
        result = compare.compare(*folders)
    except compare.Refused:
        return []  # no ledger in one of them
    return [_groups(result, places, f"Verdicts: {names}")] if result["groups"] else []


def _results(entry, runs, names, places):
    """Named results of one notebook: those that differ; folded, the rows of lists and what is the same."""
    files = [Path(run["folder"], entry["name"], "results.json") for run in runs]
    found = [json.loads(file.read_text("utf-8")) if file.exists() else {} for file in files]  # or it failed
    lists = {name for one in found for name, value in one.items() if _rows_of(value)}
    links = [f"{place}/{quote(entry['name'])}.html" for place in places]
    flat = [_flat(one) for one in found]
    parts = {"shown": [], "rows": [], "same": []}
    for name in dict.fromkeys(itertools.chain(*flat)):
        cells = [one.get(name, "") for one in flat]
        kind = "rows" if name.partition(":")[0] in lists else "shown"
        kind = "same" if all(cell == cells[0] for cell in cells) else kind
        linked = [cell if cell == "" else (cell, link) for cell, link in zip(cells, links, strict=True)]
        parts[kind].append([name, *linked])
    note = "The named results that differ; each value leads to its page."
    sections = [_section(entry["title"], ["result", *names], parts["shown"], note)]
    for kind, title in (("rows", "Rows of lists that differ"), ("same", "The same in all runs")):
        title = f"{title}: {len(parts[kind])} results"
        sections += [_section(title, ["result", *names], parts[kind], folded=True)] if parts[kind] else []
    return sections


def _flat(value, name=""):
    """Named results as one level of names: parts of a dictionary by name, rows of a list by what names them.

    >>> _flat({"n": 3, "verdicts": {"agree": 1}, "units": [{"unit": "sentence", "found": 4}]})
    {'n': 3, 'verdicts: agree': 1, 'units: sentence: found': 4}
    """
    if _rows_of(value):
        keys = _naming(value)
        parts = [{key: item for key, item in row.items() if key not in keys} for row in value]
        named = [", ".join(str(row[key]) for key in keys) for row in value]
        value = dict(zip(named, parts, strict=True)) if keys else len(value)
    if isinstance(value, dict):
        parts = (_flat(item, f"{name}: {part}" if name else str(part)) for part, item in value.items())
        return {key: item for part in parts for key, item in part.items()}
    return {name: ", ".join(map(str, value)) if isinstance(value, list) else value}


def _rows_of(value):
    return isinstance(value, list) and value and all(isinstance(row, dict) for row in value)


def _naming(rows):
    """The fewest text fields that tell the rows apart."""
    texts = [key for key, item in rows[0].items() if isinstance(item, str)]
    for keys in itertools.chain(itertools.combinations(texts, 1), itertools.combinations(texts, 2)):
        if len({tuple(row.get(key) for key in keys) for row in rows}) == len(rows):
            return keys
    return ()


def write_compare(page, result):
    """The page of two runs: settings, verdicts and figures in which they differ."""
    a, b = (run["folder"] for run in result["runs"])
    report.write_tables(page, f"Two runs compared: {a} and {b}", _sections(result))


def said(result) -> list[str]:
    """The same as lines for a terminal."""
    lines = []
    for section in _sections(result):
        head = f"{section['title']}: {section['note'] or prose.count(len(section['rows']), 'row')}"
        lines += ["", head] if section["rows"] or section["note"] else []
        for row in section["rows"]:
            cells = [cell[0] if isinstance(cell, tuple) else cell for cell in row]
            lines.append("  " + " · ".join(cell for cell in cells if cell and len(cell) <= WIDE))
            lines += [f"      {cell}" for cell in cells if len(cell) > WIDE]
    return lines[1:]


def _sections(result):
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
        [row["document"], row["text"], row["field"], *(compare.value(row[side]) for side in "ab")]
        for row in result["readings"]
    ]
    pairs = {
        table: [[row["change"], row["what"], *_sides(row), _reasons(row)] for row in result[table]]
        for table in ("links", "references")
    }
    heads = ["change", "what", "verdict A", "verdict B", "reasons"]
    return [
        _section("What was given differently", ["setting or file", f"A: {a}", f"B: {b}"], given),
        _groups(result, ("", ""), "Verdicts"),
        *(_section(f"Verdicts of {table}", heads, rows) for table, rows in pairs.items()),
        _section("Figures that one run has", ["document", "change", "figure", "passage"], figures),
        _section("Claims read otherwise", ["document", "figure", "field", "A", "B"], readings),
    ]


def _groups(result, places, title):
    """Groups that differ; with the folders of the runs, each verdict leads to its group."""
    rows = []
    for row in result["groups"]:
        cells = _sides(row)
        for n, (place, side) in enumerate(zip(places, (row["a"], row["b"]), strict=True)):
            if place and side:
                cells[n] = cells[n], f"{place}/{result['runs'][n]['page']}#group-{side['group']}"
        rows.append([row["change"], compare.named(row), *cells, "; ".join(row["why"]), _reasons(row)])
    heads = ["change", "group", "verdict A", "verdict B", "why", "reasons"]
    note = f"{prose.counted(result['same'], 'group', 'is', 'are').capitalize()} the same in both."
    return _section(title, heads, rows, note)


def _sides(row):
    return [row[side]["verdict"] if row[side] else "not there" for side in "ab"]


def _reasons(row):
    return " ".join(f"{side.upper()}: {row[side]['reason']}" for side in "ab" if row[side])
