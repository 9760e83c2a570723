"""Writes what a notebook found: tables, charts and named results, the same bytes for the same input."""

import json
import os
import re
from pathlib import Path

from ..holding import whole_file, write_bytes
from . import pictures, prose, tables

LARGE = 50_000  # rows beyond which a table is Parquet alone: no spreadsheet is at ease with more
ROOT = Path(__file__).resolve().parents[3]
_KINDS = {
    "tables": (".csv", ".json", ".jsonld", ".parquet"),
    "charts": (".svg", ".png", ".vl.json", ".csv", ".json"),
}


def run_folder(out="", corpus=""):
    """Where a run writes: ``NEWSFIGURES_OUT``, else ``out``, else ``outputs/<corpus>`` of the repository."""
    given = os.environ.get("NEWSFIGURES_OUT") or out
    return Path(given) if given else ROOT / "outputs" / safe_name(corpus or "run")


def safe_name(text):
    """A name that is one plain file name on any system and cannot leave its folder.

    >>> safe_name("../a b:c"), safe_name("seeds"), safe_name("")
    ('a b_c', 'seeds', 'unnamed')
    """
    return re.sub(r"[^\w\- .]+", "_", str(text)).strip("._ ")[:100] or "unnamed"


def plain(value):
    """A result as JSON can hold it: finite numbers or null, text, lists and dictionaries."""
    return json.loads(json.dumps(value, default=_simpler), parse_constant=lambda name: None)


def _simpler(value):
    """What JSON does not know as what it does: rows of a table, members of an array or set, number, text."""
    if hasattr(value, "tolist"):
        return value.tolist()
    if hasattr(value, "to_dict"):
        return value.to_dict("records")
    if isinstance(value, (set, frozenset)):
        return sorted(value, key=str)
    try:
        return float(value)
    except TypeError:
        return str(value)


def to_json(value):
    """Stable JSON text: sorted keys, two spaces, a line end."""
    return json.dumps(plain(value), indent=2, sort_keys=True, ensure_ascii=False, allow_nan=False) + "\n"


def write_outputs(notebook, tables=None, charts=None, results=None, out="", corpus="", linked=None):
    """Writes one notebook's results into its folder of the run and says what it wrote.

    ``tables`` become CSV, JSON and Parquet, those of more than ``LARGE`` rows Parquet alone; ``charts``
    become SVG, PNG at double size, the specification, the drawn data as CSV and a description as JSON;
    ``results`` become ``results.json``; ``linked`` names the JSON-LD to stand beside the tables. A chart that
    came out as a sentence leaves its description and no picture. Files of an earlier run that this one does
    not write are removed. Raises `OSError` when the folder cannot be
    written.
    """
    folder = run_folder(out, corpus) / safe_name(notebook)
    writers = {"tables": (_write_table, tables or {}), "charts": (_write_chart, charts or {})}
    for kind, (write, items) in writers.items():
        (folder / kind).mkdir(parents=True, exist_ok=True)
        kept = {name for key, item in items.items() for name in write(folder / kind, safe_name(key), item)}
        for name, value in (linked or {}).items() if kind == "tables" else ():
            kept.add(f"{safe_name(name)}.jsonld")
            text = json.dumps(value, ensure_ascii=False, allow_nan=False) + "\n"
            write_bytes(folder / kind / f"{safe_name(name)}.jsonld", text)
        for path in (folder / kind).iterdir():
            if path.name not in kept and path.name.endswith(_KINDS[kind]):
                path.unlink()
    write_bytes(folder / "results.json", to_json(results or {}))
    made = {"table": tables, "chart": charts, "result": results}
    made = [prose.count(len(items or {}), noun) for noun, items in made.items()]
    large = [name for name, table in (tables or {}).items() if len(table) > LARGE]
    alone = f". More than {LARGE:,} rows, so as Parquet alone: {prose.join(large)}" if large else ""
    return prose.say("Written to `{f}`: {made}{alone}.", f=folder.name, made=prose.join(made), alone=alone)


def _write_table(folder, name, frame):
    import pyarrow as pa
    import pyarrow.parquet as pq

    small = len(frame) <= LARGE
    if small:
        with whole_file(folder / f"{name}.csv") as part:
            tables.write_csv(frame, part)
    frame = frame.reset_index(drop=True).rename(columns=str)
    for column in frame.columns[[dtype.kind == "O" for dtype in frame.dtypes]]:
        try:
            pa.array(frame[column], from_pandas=True)
        except (pa.ArrowInvalid, pa.ArrowTypeError):  # a column of mixed kinds has no Parquet type but text
            frame[column] = frame[column].map(tables.words)
    if small:
        with whole_file(folder / f"{name}.json") as part:
            frame.to_json(part, orient="records", force_ascii=False, double_precision=15, date_format="iso")
    with whole_file(folder / f"{name}.parquet") as part:
        pq.write_table(pa.Table.from_pandas(frame, preserve_index=False), part)
    return [f"{name}{kind}" for kind in ([".csv", ".json"] if small else []) + [".parquet"]]


def _write_chart(folder, name, chart):
    from . import charts

    about, files = charts.describe(chart), {}
    if hasattr(chart, "to_dict"):
        spec = charts.specification(chart)
        svg = pictures.svg(spec)
        files = {".svg": svg, ".png": pictures.png(svg), ".vl.json": to_json(spec)}
    with whole_file(folder / f"{name}.csv") as part:
        tables.write_csv(charts.drawn_data(chart), part)
    for suffix, data in {**files, ".json": to_json(about)}.items():
        write_bytes(folder / f"{name}{suffix}", data)
    return [f"{name}{suffix}" for suffix in (*files, ".csv", ".json")]
