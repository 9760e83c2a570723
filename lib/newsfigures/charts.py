"""Charts of one look: a tidy table in, an Altair chart out, or a sentence when there is nothing to draw.

Every builder takes ``title`` (the finding, computed by the caller), ``subtitle`` (measure and unit),
``source`` and ``note``; it writes the alternative text from the data. Text from documents is only ever
data: it enters no expression and no link.
"""

import functools
import json
import math
import re
import textwrap

import altair as alt
import pandas as pd

from . import prose

MIME = "application/vnd.vegalite.v5+json"
SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
WIDTH = 560
MOST_ROWS = 40
MOST_MARKS = 4000
# Okabe and Ito's colours without the two that vanish on white; as grey they differ in lightness, and
# every chart repeats them by shape, label or place.
PALETTE = ["#0072b2", "#d55e00", "#009e73", "#b14f8c", "#6e6e6e", "#8a6d00"]
SHAPES = ["circle", "diamond", "triangle-up", "square", "cross", "triangle-down"]
RAMP = ["#e3eef8", "#9ec5e3", "#4a90c4", "#14598f", "#072f57"]

_SHORT = "abs(v)>=1e12?format(v/1e12,'~r')+' tn':abs(v)>=1e9?format(v/1e9,'~r')+' bn':abs(v)>=1e6?format(v/1e6,'~r')"
_SHORT = f"({_SHORT}+' m':abs(v)>=1e4||v==round(v)?format(v,',.0f'):format(v,'~r'))".replace(
    "v", "datum.value"
)
_LINES = "split(datum.label,'\\n')"


@alt.theme.register("newsfigures", enable=True)
def _theme():
    """Sizes and hues only: text and axes keep their defaults, which light and dark readers restyle."""
    small = {"labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal", "labelLimit": 320}
    return {
        "config": {
            "background": None,
            "font": "Arial, Helvetica, Liberation Sans, sans-serif",
            "view": {"stroke": None},
            "axis": {**small, "ticks": False, "domain": False, "labelPadding": 6, "titlePadding": 10},
            "legend": {**small, "orient": "top", "title": None, "symbolSize": 90, "offset": 8, "columns": 3},
            "title": {"anchor": "start", "frame": "group", "fontSize": 16, "lineHeight": 20, "offset": 14}
            | {"subtitleFontSize": 12, "subtitleLineHeight": 16, "subtitlePadding": 6},
            "mark": {"color": PALETTE[0]},
            "text": {"fontSize": 12},
            "range": {"category": PALETTE, "symbol": SHAPES, "ramp": RAMP, "heatmap": RAMP},
        }
    }


def _finish(chart, kind, title, subtitle, source, note, unit, finding, columns):
    """Adds what every chart carries: title lines, alternative text, and the facts about it."""
    below = [*textwrap.wrap(subtitle, 90), *(textwrap.wrap(f"Source: {source}", 90) if source else [])]
    alternative = " ".join(filter(None, [f"{kind}.", _stop(title), _stop(subtitle), finding]))
    facts = {"title": title, "subtitle": subtitle, "source": source, "note": note, "unit": unit}
    shown = (
        alt.TitleParams(text=textwrap.wrap(title, 70), subtitle=below) if title or below else alt.Undefined
    )
    return chart.properties(
        title=shown, description=alternative, usermeta={**facts, "alt": alternative, "columns": columns}
    )


def _stop(text):
    return text if not text or text[-1] in ".!?…" else text + "."


def _nothing(title, frame, x, y, unit):
    """The sentence that stands for a chart of no rows, of one row, or of equal rows."""
    if not len(frame):
        why = "There is nothing to draw: no row has a value."
    elif len(frame) == 1:
        why = f"There is one value, {_word(frame[x].iloc[0], unit)} ({prose.quote(frame[y].iloc[0]).strip('“”')})."
    else:
        why = f"All {prose.count(len(frame), 'value')} are equal: {_word(frame[x].iloc[0], unit)}."
    return prose.say("**{title}** {why}" if title else "{why}", title=_stop(title), why=why)


def _word(value, unit):
    return value if isinstance(value, str) else prose.number(value, unit)


def _tidy(df, x, names, unit):
    """The rows with a finite ``x`` and how many had none; only the named columns, all else as text."""
    columns = [name for name in dict.fromkeys([x, *names]) if name and name in df.columns]
    frame = df[columns].copy()
    frame[x] = (
        pd.to_numeric(frame[x], errors="coerce").astype("float64").replace([math.inf, -math.inf], math.nan)
    )
    for name in columns:
        if not pd.api.types.is_numeric_dtype(frame[name].dtype) or pd.api.types.is_bool_dtype(
            frame[name].dtype
        ):
            frame[name] = pd.Series([_text(item) for item in frame[name]], dtype=object, index=frame.index)
    missing = int(frame[x].isna().sum())
    frame = frame[frame[x].notna()].reset_index(drop=True)
    return frame.assign(_written=[prose.number(value, unit) for value in frame[x]]), missing


def _text(item):
    missing = item is None or (not isinstance(item, (str, list, tuple)) and item != item)
    return "" if missing else prose.join(item) if isinstance(item, (list, tuple)) else str(item)


def _labels(values, width=30, lines=3, unique=True):
    """For each text a short label, wrapped at words and cut after ``lines`` lines; other texts, other labels."""
    made, taken = {}, set()
    for value in dict.fromkeys(map(_text, values)):
        label = "\n".join(textwrap.wrap(value, width, max_lines=lines, placeholder=" …")) or "(none)"
        tries = (label + (f" ({n})" if n else "") for n in range(len(made) + 2))
        made[value] = next(name for name in tries if not unique or name not in taken)
        taken.add(made[value])
    return [made[_text(value)] for value in values]


def _number_axis(values, unit, zero=False):
    """Scale and axis of a measure: written as people write it, logarithmic over three orders or more."""
    finite = [value for value in values if prose.known(value)]
    sizes = [abs(value) for value in finite if value]
    wide = len(sizes) > 1 and max(sizes) / min(sizes) >= 1000
    kind = "linear" if not wide else "log" if min(finite) > 0 else "symlog"
    symbol = prose.SYMBOLS.get(unit) or (f"{unit} " if re.fullmatch("[A-Z]{3}", unit) else "")
    written = "".join([f"'{symbol}'+" if symbol else "", _SHORT, "+' %'" if unit == "percent" else ""])
    scale = alt.Scale(type=kind, zero=zero, nice=True) if kind == "linear" else alt.Scale(type=kind)
    return wide, scale, alt.Axis(title=None, labelExpr=written, tickCount=5, labelOverlap="greedy")


def _rows(names):
    return alt.Y("_row:N", sort=list(names), axis=alt.Axis(title=None, labelExpr=_LINES))


def _step(labels):
    """Height of a row that holds its wrapped label."""
    return alt.Step(max(24, 15 * max((label.count("\n") + 1 for label in labels), default=1) + 8))


def _tooltip(names, measure=None):
    shown = [
        alt.Tooltip(name, type="nominal", title=name.replace("_", " "))
        for name in dict.fromkeys(names)
        if name
    ]
    return shown + ([alt.Tooltip("_written:N", title=measure.replace("_", " "))] if measure else [])


def _extremes(frame, x, y, unit, other=None):
    """The finding of a chart in words: how many marks, from which smallest to which largest."""
    rows = [frame.loc[frame[x].idxmin()], frame.loc[frame[x].idxmax()]]
    names = [
        " and ".join(prose.quote(row[name], 60).strip("“”") for name in (y, other) if name) for row in rows
    ]
    low, high = [f"{_word(row[x], unit)} ({name})" for row, name in zip(rows, names, strict=True)]
    return f"{len(frame):,} marks, from {low} to {high}."


def _left_out(note, missing, beyond, which="largest"):
    """The note with what the chart does not show."""
    parts = [note, f"{prose.count(missing, 'row')} without a value left out." if missing else ""]
    parts += [f"the {which} are drawn; {beyond:,} more are in the table." if beyond > 0 else ""]
    return " ".join(part[:1].upper() + part[1:] for part in parts if part)


def bars(df, x, y, *, title="", subtitle="", source="", note="", unit="", most=MOST_ROWS, tooltip=()):
    """Horizontal bars of the number ``x`` for the name ``y`` of each row, in the order of the table.

    Beyond ``most`` rows the largest are drawn and the note says so; over three orders of magnitude, dots
    on a logarithmic axis take the place of bars, which would need a zero.
    """
    frame, missing = _tidy(df, x, [y, *tooltip], unit)
    if len(frame) < 2 or frame[x].nunique() == 1:
        return _nothing(title, frame, x, y, unit)
    note = _left_out(note, missing, len(frame) - most)
    frame = frame.loc[sorted(frame.nlargest(most, x).index)]
    frame = frame.assign(_row=_labels(frame[y]), _end=frame[x].clip(lower=0))
    wide, scale, axis = _number_axis(frame[x], unit, zero=True)
    base = alt.Chart(frame, width=WIDTH - 120, height=_step(frame["_row"])).encode(
        y=_rows(frame["_row"]), tooltip=_tooltip([y, *tooltip], x)
    )
    place = alt.X(x, type="quantitative", scale=scale, axis=axis)
    marks = (base.mark_point(filled=True, size=80) if wide else base.mark_bar()).encode(x=place)
    words = base.mark_text(align="left", dx=7).encode(
        x=alt.X(x if wide else "_end", type="quantitative"), text="_written:N"
    )
    finding = _extremes(frame, x, y, unit)
    columns = [y, x, *tooltip]
    return _finish(
        marks + words,
        "Dot chart" if wide else "Bar chart",
        title,
        subtitle,
        source,
        note,
        unit,
        finding,
        columns,
    )


def intervals(
    df, x, y, low=None, high=None, *, label=None, shape=None, reference=None, title="", subtitle="",
    source="", note="", unit="", most=MOST_ROWS, tooltip=(), zero=False,
):  # fmt: skip
    """A dot with its low–high line for each row, rows of one name ``y`` under one heading.

    ``label`` is written beside the dot (rows equal in all else share one dot and join their labels),
    ``shape`` tells the marks apart, and ``reference`` is a column whose value a vertical stroke marks.
    A missing ``x`` with both ends is drawn as its line alone. ``most`` is the number of lines.
    """
    frame = df.copy()
    ends = [name for name in (low, high, reference) if name]
    if low and high:
        frame[x] = frame[x].where(frame[x].notna(), (frame[low] + frame[high]) / 2)
    frame, missing = _tidy(frame, x, [y, *ends, label, shape, *tooltip], unit)
    frame = _merged(frame, [y, x, *ends, *([shape] if shape else [])], label, tooltip)
    if not len(frame) or (len(frame) == 1 and not reference):
        return _nothing(title, frame, x, y, unit)
    note = _left_out(note, missing, len(frame) - most, "first")
    frame = frame.head(most)
    names = frame[y].map(dict(zip(frame[y], _labels(frame[y], unique=False), strict=True)))
    # One line a mark: the first of a group carries the name, the others an invisible one of their own.
    repeat = frame.groupby(y, sort=False).cumcount()
    frame["_row"] = [
        name if not n else "\u200b" * (i + 1) for i, (n, name) in enumerate(zip(repeat, names, strict=True))
    ]
    _, scale, axis = _number_axis([v for name in (x, *ends) for v in frame[name]], unit, zero)
    base = alt.Chart(frame, width=WIDTH - 120, height=_step(frame["_row"])).encode(
        y=_rows(frame["_row"]), tooltip=_tooltip([y, label, shape, *tooltip], x)
    )
    place = functools.partial(alt.X, type="quantitative", scale=scale, axis=axis)
    hue = {
        "color": alt.Color(shape, type="nominal", sort=None),
        "shape": alt.Shape(shape, type="nominal", sort=None),
    }
    layers = (
        [base.mark_tick(thickness=2, size=20, color="#777").encode(x=place(reference))] if reference else []
    )
    if low and high:
        layers.append(
            base.mark_rule(strokeWidth=3, opacity=0.45).encode(
                x=place(low), x2=high, **{k: v for k, v in hue.items() if shape and k == "color"}
            )
        )
    layers.append(
        base.mark_point(filled=True, size=90, opacity=1).encode(x=place(x), **(hue if shape else {}))
    )
    words = base.mark_text(align="left", dx=9).encode(x=place(high or x), text=f"{label or '_written'}:N")
    finding = _extremes(frame, x, y, unit)
    columns = [y, label, x, *ends, shape, *tooltip]
    return _finish(
        alt.layer(*layers, words), "Interval chart", title, subtitle, source, note, unit, finding, columns
    )


def _merged(frame, keys, label, tooltip):
    """Rows equal in ``keys`` as one row whose other texts are joined."""
    others = [
        name
        for name in dict.fromkeys([label, *tooltip])
        if name and name in frame.columns and name not in keys
    ]
    if not others or not len(frame):
        return frame
    joined = {
        name: lambda items: prose.join(dict.fromkeys(filter(None, map(str, items))), most=6)
        for name in others
    }
    merged = frame.groupby([*keys, "_written"], sort=False, dropna=False, as_index=False).agg(joined)
    first = {name: n for n, name in enumerate(dict.fromkeys(frame[keys[0]]))}
    return merged.sort_values(keys[0], key=lambda names: names.map(first), kind="stable").reset_index(
        drop=True
    )


def heat(df, x, y, value, *, text=None, title="", subtitle="", source="", note="", unit="", tooltip=()):
    """A grid of ``y`` by ``x`` whose cells are shaded by ``value`` and say it, or say the column ``text``."""
    frame, missing = _tidy(df, value, [x, y, text, *tooltip], unit)
    if len(frame) < 2:
        return _nothing(title, frame, value, y, unit)
    kept = {
        name: set(frame.groupby(name, sort=False)[value].sum().nlargest(MOST_ROWS).index) for name in (x, y)
    }
    note = _left_out(note, missing, max(frame[name].nunique() for name in (x, y)) - MOST_ROWS)
    frame = frame[frame[x].isin(kept[x]) & frame[y].isin(kept[y])]
    frame = frame.assign(_row=_labels(frame[y]), _column=_labels(frame[x], 14, 2))
    dark = frame[value] > (frame[value].min() + frame[value].max()) / 2
    frame["_deep"] = dark
    wide, columns = frame["_column"].nunique(), sorted(frame["_column"], key=len)
    turn = (
        {"labelAngle": -40}
        if max(map(len, columns)) > 6 and wide > 5
        else {"labelAngle": 0, "labelExpr": _LINES}
    )
    base = alt.Chart(frame, width=min(WIDTH, max(44, 30 + 7 * _widest(frame[text]) if text else 44) * wide), height=_step(frame["_row"])).encode(
        x=alt.X("_column:N", sort=None, axis=alt.Axis(title=None, **turn)),
        y=_rows(frame["_row"].drop_duplicates()), tooltip=_tooltip([y, x, *tooltip], value),
    )  # fmt: skip
    cells = base.mark_rect(stroke="#8884").encode(
        color=alt.Color(value, type="quantitative", scale=alt.Scale(range=RAMP, zero=True), legend=None)
    )
    words = base.mark_text().encode(text=f"{text or '_written'}:N", color=alt.condition("datum._deep", alt.value("white"), alt.value("#111111")))
    chart = cells + words if wide <= 16 else alt.layer(cells)
    return _finish(
        chart,
        "Heat map",
        title,
        subtitle,
        source,
        note,
        unit,
        _extremes(frame, value, y, unit, x),
        [y, x, value, *tooltip],
    )


def _widest(values):
    return max((len(str(value)) for value in values), default=0)


def matrix(df, x, y, text, *, mark=None, title="", subtitle="", source="", note="", tooltip=()):
    """A grid of ``y`` by ``x`` with words in its cells, such as values as written; an empty cell is silence.

    ``mark`` colours the cells by a category, whose name the legend gives. Over twelve columns the words
    make way for shaded cells, one for each pair that has any.
    """
    frame = df[list(dict.fromkeys(filter(None, [x, y, text, mark, *tooltip])))].map(_text)
    frame = frame.groupby([y, x], sort=False, as_index=False).agg(
        lambda items: prose.join(dict.fromkeys(items), "/", most=3)
    )
    if len(frame) < 2:
        return _nothing(title, frame, text, y, "")
    top = frame[y].value_counts(sort=False).nlargest(MOST_ROWS).index
    note = _left_out(note, 0, frame[y].nunique() - MOST_ROWS)
    frame = frame[frame[y].isin(top)].reset_index(drop=True)
    frame = frame.assign(
        _row=_labels(frame[y]),
        _column=_labels(frame[x], 14, 1),
        _cell=_labels(frame[text], 16, 1, unique=False),
    )
    many = frame["_column"].nunique()
    base = alt.Chart(frame, width=WIDTH if many > 5 else 110 * many, height=_step(frame["_row"])).encode(
        x=alt.X("_column:N", sort=None, axis=alt.Axis(title=None, orient="top", labelAngle=-40 if many > 8 else 0, labelOverlap="greedy")),
        y=_rows(frame["_row"].drop_duplicates()), tooltip=_tooltip([y, x, text, mark, *tooltip]),
    )  # fmt: skip
    hue = {"color": alt.Color(mark, type="nominal", sort=None)} if mark else {}
    cells = base.mark_rect(opacity=0.25 if many <= 12 else 0.9, stroke="#8884").encode(**hue)
    chart = (
        alt.layer(cells, base.mark_text(fontSize=11).encode(text="_cell:N"))
        if many <= 12
        else alt.layer(cells)
    )
    pairs = f"{prose.count(frame[y].nunique(), 'row')}, {prose.count(many, 'column')}, {prose.count(len(frame), 'filled cell')}."
    return _finish(
        chart,
        "Grid",
        title,
        subtitle,
        source,
        note,
        "",
        pairs[:1].upper() + pairs[1:],
        [y, x, text, mark, *tooltip],
    )


def lines(
    df,
    x,
    y,
    color=None,
    *,
    title="",
    subtitle="",
    source="",
    note="",
    unit="",
    x_title="",
    log=False,
    tooltip=(),
):
    """Lines of ``y`` over ``x``, one for each ``color``, named at their ends; ``log`` for both axes."""
    frame, missing = _tidy(df, y, [x, color, *tooltip], unit)
    if len(frame) < 2 or (frame[y].nunique() == 1 and not color):
        return _nothing(title, frame, y, x, unit)
    note = _left_out(note, missing, 0)
    keys = [color] if color else []
    if len(frame) > MOST_MARKS:
        frame, note = (
            _thinned(frame, x, y, color),
            f"{note} Long series are drawn by every so many points.".strip(),
        )
    numeric = pd.api.types.is_numeric_dtype(frame[x].dtype)
    both = alt.Scale(type="log") if log else alt.Undefined
    _, scale, axis = _number_axis(frame[y], unit)
    base = alt.Chart(frame, width=WIDTH - 60, height=280).encode(
        x=alt.X(x, type="quantitative" if numeric else "ordinal", sort=None, scale=both, axis=alt.Axis(title=x_title or x.replace("_", " "), labelAngle=0 if numeric else -40)),
        y=alt.Y(y, type="quantitative", scale=both if log else scale, axis=axis), **({"color": alt.Color(color, type="nominal", sort=None, legend=None)} if color else {}),
    )  # fmt: skip
    ends = frame.groupby(keys, sort=False).tail(1) if color else frame.tail(0)
    named = (
        alt.Chart(ends)
        .mark_text(align="left", dx=6)
        .encode(
            x=base.encoding.x,
            y=base.encoding.y,
            text=alt.Text(color or x, type="nominal"),
            **({"color": base.encoding.color} if color else {}),
        )
    )
    drawn = base.mark_line(point=len(frame) <= 60).encode(tooltip=_tooltip([x, *keys, *tooltip], y))
    return _finish(
        drawn + named if color and len(ends) <= 8 else drawn + base.mark_point(opacity=0),
        "Line chart",
        title,
        subtitle,
        source,
        note,
        unit,
        _extremes(frame, y, x, unit),
        [x, *keys, y, *tooltip],
    )


def _thinned(frame, x, y, color):
    step = math.ceil(len(frame) / (MOST_MARKS / 2))
    return pd.concat([part.iloc[::step] for _, part in frame.groupby(color or (lambda _: 0), sort=False)])


def network(
    nodes,
    edges,
    *,
    name="name",
    size="size",
    source_node="source",
    target_node="target",
    weight="weight",
    title="",
    subtitle="",
    source="",
    note="",
    unit="",
):
    """Nodes on a circle in the order of the table, joined by lines as wide as their ``weight``.

    The circle never hides a link behind a node and is the same in every run; names stand outside it.
    """
    nodes, _ = _tidy(nodes, size, [name], "")
    edges, _ = _tidy(edges, weight, [source_node, target_node], unit)
    if len(nodes) < 2 or not len(edges):
        return _nothing(title, edges, weight, source_node, unit)
    nodes = nodes.head(MOST_ROWS).assign(_label=lambda part: _labels(part[name], 22, 2))
    turn = [2 * math.pi * i / len(nodes) for i in range(len(nodes))]
    nodes["_x"], nodes["_y"] = [round(math.sin(a), 6) for a in turn], [round(math.cos(a), 6) for a in turn]
    place = nodes.set_index(name)[["_x", "_y"]]
    edges = edges[edges[source_node].isin(place.index) & edges[target_node].isin(place.index)].reset_index(
        drop=True
    )
    for column, end in (("", source_node), ("2", target_node)):
        edges["_x" + column], edges["_y" + column] = (
            place.loc[edges[end], "_x"].to_numpy(),
            place.loc[edges[end], "_y"].to_numpy(),
        )
    axis = {"axis": None, "scale": alt.Scale(domain=[-1.7, 1.7])}
    links = alt.Chart(edges, width=WIDTH, height=420).mark_rule(opacity=0.5, color="#777").encode(
        x=alt.X("_x:Q", **axis), y=alt.Y("_y:Q", axis=None, scale=alt.Scale(domain=[-1.25, 1.25])), x2="_x2", y2="_y2",
        strokeWidth=alt.StrokeWidth(weight, type="quantitative", scale=alt.Scale(range=[1, 9], zero=True), legend=None), tooltip=_tooltip([source_node, target_node], weight),
    )  # fmt: skip
    dots = (
        alt.Chart(nodes)
        .mark_circle(opacity=1)
        .encode(
            x="_x:Q",
            y="_y:Q",
            size=alt.Size(size, type="quantitative", legend=None, scale=alt.Scale(range=[60, 700])),
            tooltip=_tooltip([name], size),
        )
    )
    sides = (
        ("left", 14, "datum._x > 0.01"),
        ("right", -14, "datum._x < -0.01"),
        ("center", 0, "abs(datum._x) <= 0.01"),
    )
    words = [
        alt.Chart(nodes)
        .mark_text(align=align, dx=dx, dy=0 if dx else -22, lineBreak="\n")
        .encode(x="_x:Q", y="_y:Q", text="_label:N")
        .transform_filter(test)
        for align, dx, test in sides
    ]
    finding = f"{prose.count(len(nodes), 'node')}, {prose.count(len(edges), 'link')}."
    return _finish(
        alt.layer(links, dots, *words),
        "Network",
        title,
        subtitle,
        source,
        note,
        unit,
        finding[:1].upper() + finding[1:] + " " + _extremes(edges, weight, source_node, unit, target_node),
        [source_node, target_node, weight],
    )


def specification(chart):
    """The chart as a Vega-Lite dictionary under a schema that JupyterLab and the pages both draw."""
    return {**chart.to_dict(), "$schema": SCHEMA}


def describe(chart):
    """Title, subtitle, unit, source, note and alternative text of a chart, or of the sentence in its place."""
    if not hasattr(chart, "to_dict"):
        return {"title": "", "subtitle": "", "unit": "", "source": "", "note": "", "alt": str(chart)}
    facts = chart.usermeta if isinstance(chart.usermeta, dict) else {}
    return {key: facts.get(key, "") for key in ("title", "subtitle", "unit", "source", "note", "alt")}


def drawn_data(chart):
    """The rows that a chart draws, without the columns that only place them."""
    if not hasattr(chart, "to_dict"):
        return pd.DataFrame({"note": [str(chart)]})
    spec = chart.to_dict()
    data = pd.DataFrame(next(iter(spec.get("datasets", {"": []}).values())))
    return data[
        [name for name in spec.get("usermeta", {}).get("columns", data.columns) if name in data.columns]
    ]


@functools.lru_cache(maxsize=64)
def _svg(text):
    import vl_convert

    return vl_convert.vegalite_to_svg(json.loads(text))


def to_svg(spec):
    """The chart drawn once without a browser; no link in it is kept."""
    return re.sub(r"\s(?:xlink:)?href=\"[^\"]*\"", "", _svg(json.dumps({**spec, "background": "white"})))


def to_png(svg):
    """The picture of an SVG at double size."""
    import vl_convert

    return vl_convert.svg_to_png(svg, scale=2)


def _render(spec, **_):
    """What a notebook stores: the specification under a type that JupyterLab draws without a network, a
    static picture for viewers that draw none, and the alternative text."""
    spec = {**spec, "$schema": SCHEMA}
    text = "Chart: " + str(spec.get("description", ""))
    options = {MIME: {"embed_options": {"actions": False, "renderer": "svg", "ast": True}}}
    return {MIME: spec, "image/svg+xml": to_svg(spec), "text/plain": text}, options


alt.renderers.register("newsfigures", _render)
alt.renderers.enable("newsfigures")
pd.set_option("display.html.use_mathjax", False)
pd.set_option("styler.html.mathjax", False)
