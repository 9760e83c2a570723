"""Tables as people read them, and CSV that a spreadsheet may open safely.

A table is plain escaped HTML that needs no script. The pages, and notebooks that are trusted, add sorting and
searching.
"""

import csv
import functools
import math
import re
from pathlib import Path

from . import prose

MOST = 300  # rows on a page; the files have all
LEFT = ' style="text-align:left"'  # JupyterLab aligns every cell to the right; the pages take this out again
_MARKS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")
_WITH_UNIT = {"value", "low", "high", "known"}


class Shown:
    """HTML that shows in a notebook, with its script and style; ``str()`` is a plain line for it."""

    def __init__(self, html, text):
        self.html, self.text = html, text

    def _repr_html_(self):
        return self.html + _script()

    def __repr__(self):
        return self.text


@functools.cache
def _script():
    """What sorts, searches and marks in a notebook; the pages drop it from an output and have their own."""
    here = Path(__file__).parent / "templates"
    style, *own = ((here / name).read_text("utf-8") for name in ("notebook.css", "table.js", "notebook.js"))
    return f"<style>{style}</style><script>(() => {{{''.join(own)}}})()</script>"


def table(df, caption="", note="", most=MOST, columns=None, formats=None, links=None):
    """A table of all rows, or of the first ``most`` with a line that says so.

    A column whose cells are all empty gives its room to the others, and the note names it.

    ``columns``, when given, picks and orders the columns: a list of names, or names with their headings.
    ``formats`` maps column names to a function of one value, ``links`` columns to the column with their
    addresses, of which only https ones become links.
    In a frame with a ``unit`` column the columns value, low, high and known are written with their unit.
    """
    chosen = list(df.columns) if columns is None else columns
    named = chosen if isinstance(chosen, dict) else {name: str(name).replace("_", " ") for name in chosen}
    headings = {name: heading for name, heading in named.items() if name in df.columns}
    shown = df if most is None else df.head(most)
    bare = [name for name in headings if len(shown) and not any(map(words, shown[name]))]
    if bare and len(bare) < len(headings):
        note = f"{note} Empty in every row: {prose.join(headings.pop(name) for name in bare)}.".strip()
    units = list(shown["unit"]) if "unit" in shown.columns else None
    formats, links = formats or {}, {name: shown[places] for name, places in (links or {}).items()}
    cells = [_column(shown[name], formats.get(name), units, links.get(name)) for name in headings]
    rows = "".join(f"<tr>{''.join(row)}</tr>" for row in zip(*cells, strict=True))
    head = "".join(f'<th scope="col"{LEFT}>{prose.escape(heading)}</th>' for heading in headings.values())
    if len(shown) < len(df):
        note = f"{note} The first {len(shown):,} of {len(df):,} rows; the exported table has all.".strip()
    if not len(df):
        rows = f'<tr><td colspan="{max(1, len(headings))}"{LEFT}>No rows.</td></tr>'
    parts = [f"<caption{LEFT}>{prose.escape(caption)}</caption>"] if caption else []
    parts += [f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"]
    parts += [f'<p class="note">{prose.escape(note)}</p>'] if note else []
    text = f"{caption}: {prose.count(len(df), 'row')}" if caption else prose.count(len(df), "row")
    page = f'<div class="grid tex2jax_ignore mathjax_ignore"><table>{"".join(parts)}</div>'
    return Shown(page, text)


def folded(df, by, noun, **about):
    """One table for each group of rows equal in the columns ``by``, closed until its line is clicked.

    The line says the values of ``by`` and how many rows there are, each a ``noun``; groups keep the order of
    the rows. ``about`` as in `table`.
    """
    fold, parts, lines = '<details><summary>{}</summary><div class="scroll">{}</div></details>', [], []
    for values, part in df.groupby(by, sort=False):
        lines.append(f"{' with '.join(map(str, values))}: {prose.count(len(part), noun)}")
        parts.append(fold.format(prose.escape(lines[-1]), table(part, lines[-1], **about).html))
    page = "".join(parts) or '<p class="note">No rows.</p>'
    return Shown(page, "\n".join(lines) or "No rows.")


def _column(values, how, units, addresses):
    """The ``<td>`` cells of one column; a number keeps its exact value for sorting."""
    from pandas.api import types

    numeric = types.is_numeric_dtype(values.dtype) and not types.is_bool_dtype(values.dtype)
    name, items = values.name, list(values)
    if how:
        texts = [how(item) for item in items]
    elif numeric and units and name in _WITH_UNIT:
        pairs = zip(items, units, strict=True)
        texts = [prose.number(*pair) if prose.known(pair[0]) else "" for pair in pairs]
    else:
        texts = _aligned(items) if numeric else [words(item) for item in items]
    signs = [f' data-v="{item:.15g}"' if prose.known(item) else "" for item in items]
    if not (how or numeric):
        longest = max(map(len, texts), default=0)
        width = ' class="long"' if longest > 80 else ' class="mid"' if longest > 16 else ""
        signs = [width + LEFT] * len(texts)
    inside = map(_linked, texts, addresses) if addresses is not None else map(prose.escape, texts)
    return [f"<td{sign}>{text}</td>" for sign, text in zip(signs, inside, strict=True)]


def _linked(text, address):
    """The words of a cell that lead to an https address; any other address leaves them as they are."""
    if not re.fullmatch(r"https://[\w.-]+(?::\d+)?(?:/[^\s\"<>]*)?", str(address)):
        return prose.escape(text)
    return f'<a href="{prose.escape(address)}">{prose.escape(text or "address")}</a>'


def _aligned(items):
    """Numbers of one column with the same decimals, as many as they need: three digits at the median."""
    known = [float(item) for item in items if prose.known(item)]
    sizes = sorted(abs(item) for item in known if item)
    most = min(6, max(0, 2 - math.floor(math.log10(sizes[len(sizes) // 2])))) if sizes else 0
    places = next(n for n in range(most + 1) if all(round(x, n) == round(x, most) for x in known))
    return [_fixed(item, places) for item in items]


def _fixed(item, places):
    if not prose.known(item):
        return "" if item != item or item is None else str(item)
    if item and (abs(item) >= 1e15 or abs(item) < 0.5 * 10**-places):
        return prose.digits(item, 3)
    return f"{item:,.{places}f}".replace("-", "−")


def words(item):
    """A cell that is not a number, in words: nothing for a missing one, yes and no, lists joined."""
    if isinstance(item, (list, tuple, set, frozenset)):
        return ", ".join(map(str, item if isinstance(item, (list, tuple)) else sorted(item, key=str)))
    if item is None or (not isinstance(item, str) and item != item) or str(item) in ("<NA>", "NaT"):
        return ""
    if isinstance(item, bool) or type(item).__name__ == "bool":
        return "yes" if item else "no"
    if hasattr(item, "isoformat"):
        return item.isoformat().removesuffix("T00:00:00")
    return str(item)


def defuse(item):
    """Text that a spreadsheet cannot take for a formula; anything but text is returned as it is.

    >>> defuse("=1+1"), defuse("-16 %"), defuse("240"), defuse(-5)
    ("'=1+1", "'-16 %", '240', -5)
    """
    if isinstance(item, (list, tuple, set, frozenset)):
        item = words(item)
    return f"'{item}" if isinstance(item, str) and item.startswith(_MARKS) else item


def write_csv(df, path):
    """Writes UTF-8 CSV, the same bytes for the same frame.

    Text that starts like a formula (``= + - @``, tab, line end) gets an apostrophe in front, and so
    does text that starts with an apostrophe, so that reading can take exactly one away again.
    """
    safe = df.rename(columns=lambda name: defuse(str(name))).reset_index(drop=True)
    for position, dtype in enumerate(df.dtypes):
        if dtype.kind not in "iufbM":
            safe.isetitem(position, df.iloc[:, position].astype(object).map(defuse).to_numpy())
    text = safe.to_csv(index=False, lineterminator="\n")
    if "\r" in text:  # which minimal quoting overlooks
        text = safe.to_csv(index=False, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    Path(path).write_text(text, encoding="utf-8", newline="")
