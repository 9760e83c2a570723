"""Charts of one look: a tidy table in, an Altair chart out, or a sentence when there is nothing to draw.

Every builder takes ``title`` (the finding, computed by the caller), ``subtitle`` (measure and unit),
``source``, ``note`` and ``unit`` (as in the figures table), and writes the alternative text from the data.
``tooltip`` names columns to show on hover. A column ``label`` or ``document`` and a column ``quantity``
let the reader pick one of them; a column ``claim`` takes a click in a page to that claim. Text from
documents is only ever data: it enters no expression and no link.
"""

import math
import re
import textwrap

import altair as alt
import pandas as pd

from . import pictures, prose

MIME = "application/vnd.vegalite.v5+json"
SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
WIDTH = 440
MOST_ROWS = 40  # of names down the side
MOST_POINTS = 4000
# After Okabe and Ito, none too pale on white; every chart repeats its colours by shape, label or place.
PALETTE = ["#0072b2", "#d55e00", "#009e73", "#b14f8c", "#6e6e6e", "#8a6d00"]
SHAPES = ["circle", "diamond", "triangle-up", "square", "cross", "triangle-down"]
RAMP = ["#e3eef8", "#9ec5e3", "#4a90c4", "#14598f", "#072f57"]
_ABOUT = ("title", "subtitle", "source", "note", "unit")
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")  # marks that turn the direction of what follows
_LINES = "split(datum.label,'\\n')"
_STEPS = (("1e12", " tn"), ("1e9", " bn"), ("1e6", " m"))
_LARGE = "".join(f"v>={size}?format(v/{size},'~r')+'{name}':" for size, name in _STEPS)
_PLAIN = f"({_LARGE}v==round(v)?format(v,',.0f'):v<1e-4?format(v,'~e'):format(v,'~r'))"
_PLAIN = _PLAIN.replace("v", "abs(datum.value)")


@alt.theme.register("newsfigures", enable=True)
def _theme():
    """Sizes and hues only: text and grid keep Vega's own colours, which dark readers replace."""
    small = {"labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal", "labelLimit": 320}
    title = {"anchor": "start", "frame": "group", "fontSize": 16, "lineHeight": 20, "offset": 14}
    return {
        "config": {
            "background": None,
            "font": "Arial, Helvetica, Liberation Sans, sans-serif",
            "view": {"stroke": None},
            "axis": {**small, "ticks": False, "domain": False, "labelPadding": 6, "titlePadding": 10},
            "legend": {**small, "orient": "top", "title": None, "symbolSize": 90, "columns": 4},
            "title": {**title, "subtitleFontSize": 12, "subtitleLineHeight": 16, "subtitlePadding": 6},
            "mark": {"color": PALETTE[0]},
            "text": {"fontSize": 12},
            "range": {"category": PALETTE, "symbol": SHAPES, "ramp": RAMP, "heatmap": RAMP},
        }
    }


# --- the builders -----------------------------------------------------------------------------------


def bars(df, x, y, *, most=MOST_ROWS, tooltip=(), **about):
    """Horizontal bars of the number ``x`` for the name ``y`` of each row, in the order of the table.

    Beyond ``most`` rows the largest are drawn and the note says so. Over three orders of magnitude dots on
    a logarithmic axis take the place of bars, which would need a zero.
    """
    frame, about = _tidy(df, x, [y, *tooltip], about)
    if len(frame) < 2 or frame[x].nunique() == 1:
        return _sentence(frame, x, y, about)
    _leave_out(about, len(frame) - most)
    frame = frame.loc[sorted(frame.nlargest(most, x).index)]
    again = frame.groupby(y, sort=False).cumcount()
    frame["_row"] = [
        f"{name} ({n + 1})" if n else name for name, n in zip(_labels(frame[y]), again, strict=True)
    ]
    frame["_end"] = frame[x].clip(lower=0)
    kind, place = _measure(x, frame[x], about["unit"], zero=True)
    base = _base(frame, [y, x, *tooltip], about, x)
    marks = base.mark_bar() if kind == "linear" else base.mark_point(filled=True, size=80)
    words = base.mark_text(align="left", dx=6).encode(x="_end:Q" if kind == "linear" else place(x))
    chart = marks.encode(x=place(x)) + words.encode(text="_written:N")
    return _finish(
        chart, "Bar chart" if kind == "linear" else "Dot chart", about, _extremes(frame, x, y, about)
    )


def intervals(
    df, x, y, low=None, high=None, *, label=None, shape=None, reference=None, most=MOST_ROWS, tooltip=(), **about
):  # fmt: skip
    """A dot with its line from ``low`` to ``high`` for each row; the rows of one name ``y`` stand together.

    ``label`` is written beside the dot; rows that are equal but for it share a dot. ``shape`` is a category
    told by shape and colour; a stroke stands at the value of the column ``reference``. A row without ``x``
    but with both ends has its dot in the middle. At most ``most`` dots are drawn.
    """
    ends = [name for name in (low, high, reference) if name]
    if low and high:
        df = df.assign(**{x: df[x].where(df[x].notna(), (df[low] + df[high]) / 2)})
    frame, about = _tidy(df, x, [y, *ends, label, shape, *tooltip], about)
    frame = _together(frame, y, [x, *ends, *([shape] if shape else [])])
    if (
        not len(frame)
        or not reference
        and len(frame.drop_duplicates([x, *ends, *([shape] if shape else [])])) == 1
    ):
        return _sentence(frame, x, y, about)
    _leave_out(about, len(frame) - most, "first")
    frame = frame.head(most)
    # One line a dot: the first of a name carries it, the others an invisible name of their own.
    again = frame.groupby(y, sort=False).cumcount()
    frame["_row"] = [
        "\u200b" * (n + 1) if again[n] else name for n, name in enumerate(_labels(frame[y], repeat=True))
    ]
    _, place = _measure(x, [v for name in (x, *ends) for v in frame[name]], about["unit"])
    base = _base(frame, [y, label, x, *ends, shape, *tooltip], about, x)
    hue = [alt.Color(shape, type="nominal", sort=None), alt.Shape(shape, type="nominal", sort=None)]
    layers = (
        [base.mark_tick(thickness=3, size=22, color="#888").encode(x=place(reference))] if reference else []
    )
    if low and high:
        layers += [
            base.mark_rule(strokeWidth=4, color="#888", strokeOpacity=0.7).encode(x=place(low), x2=high)
        ]
    layers += [base.mark_point(filled=True, size=90, opacity=1).encode(place(x), *(hue if shape else []))]
    words = base.mark_text(align="left", dx=9).encode(x=place(high or x), text=f"{label or '_written'}:N")
    return _finish(alt.layer(*layers, words), "Interval chart", about, _extremes(frame, x, y, about))


def heat(df, x, y, value, *, text=None, tooltip=(), **about):
    """A grid of ``y`` by ``x``, its cells shaded by ``value``, which they also say (or the column ``text``).

    Of several rows for one cell the first counts.
    """
    frame, about = _tidy(df, value, [x, y, text, *tooltip], about)
    if len(frame) < 2 or frame[value].nunique() == 1:
        return _sentence(frame, value, y, about)
    frame = _largest(frame.drop_duplicates([x, y]), value, x, y, about)
    frame = frame.assign(_row=_labels(frame[y]), _column=_labels(frame[x], 14, 2))
    frame["_deep"] = frame[value] > (frame[value].min() + frame[value].max()) / 2
    words = text or "_written"
    letters = max(
        [*map(len, frame[words]), *(len(word) for name in frame["_column"] for word in name.split("\n"))]
    )
    base = _base(frame, [y, x, value, *tooltip], about, value, _across(frame, 7 * letters + 14))
    shade = alt.Color(value, type="quantitative", scale=alt.Scale(range=RAMP, zero=True), legend=None)
    chart = alt.layer(base.mark_rect(stroke="#8884").encode(color=shade))
    if frame["_column"].nunique() <= 14:
        ink = alt.condition("datum._deep", alt.value("white"), alt.value("#111111"))
        chart += base.mark_text().encode(text=f"{words}:N", color=ink)
    about["fixed"] = True
    return _finish(chart, "Heat map", about, _extremes(frame, value, y, about, x))


def matrix(df, x, y, text, *, mark=None, tooltip=(), **about):
    """A grid of ``y`` by ``x`` that holds words, such as values as written; an empty cell is silence.

    ``mark`` colours the cells by a category. Over twelve columns the words make way for the colour alone,
    over a hundred a bar for each ``y`` counts its columns.
    """
    frame, about = _tidy(df.assign(_cells=1), "_cells", [y, x, text, mark, *tooltip], about)
    if frame[x].nunique() > 100:
        counted = frame.groupby(y, sort=False)[x].nunique().reset_index(name="columns")
        return bars(counted, "columns", y, **{key: about[key] for key in _ABOUT})
    frame = _together(frame, y, [x])
    if len(frame) < 2:
        return _sentence(frame, text, y, about)
    frame = _largest(frame, "_cells", x, y, about)
    frame = frame.assign(_row=_labels(frame[y]), _column=_labels(frame[x], 14, 1))
    frame["_word"] = _labels(frame[text], 18, 2, repeat=True)
    many = frame["_column"].nunique()
    base = _base(
        frame, [y, x, text, mark, *tooltip], about, None, _across(frame, 116 if many <= 12 else 20, "top")
    )
    hue = {"color": alt.Color(mark, type="nominal", sort=None)} if mark else {}
    chart = alt.layer(base.mark_rect(fillOpacity=0.3 if many <= 12 else 0.9, stroke="#8884").encode(**hue))
    if many <= 12:
        chart += base.mark_text(fontSize=11, lineBreak="\n").encode(text="_word:N")
    size = [
        prose.count(frame[y].nunique(), "row"),
        prose.count(many, "column"),
        prose.count(len(frame), "filled cell"),
    ]
    about["fixed"] = True
    return _finish(chart, "Grid", about, f"It has {prose.join(size)}.")


def lines(df, x, y, color=None, *, x_title="", log=False, tooltip=(), **about):
    """Lines of the number ``y`` over ``x``, one for each ``color``, named at its end; ``log`` for both axes."""
    if log:
        df = df[(df[x] > 0) & (df[y] > 0)]
    frame, about = _tidy(df, y, [x, color, *tooltip], about)
    if len(frame) < 2 or (frame[y].nunique() == 1 and not color):
        return _sentence(frame, y, x, about)
    if len(frame) > MOST_POINTS:
        step = math.ceil(len(frame) / MOST_POINTS)
        frame = frame[
            frame.groupby(frame[color] if color else lambda _: 0).cumcount() % step == 0
        ].reset_index()
        about["note"] = f"{about['note']} One point of every {step:,} is drawn.".strip()
    numeric = pd.api.types.is_numeric_dtype(frame[x].dtype)
    across = {"scale": alt.Scale(type="log")} if log else {"sort": None} if not numeric else {}
    axis = alt.Axis(title=x_title or x.replace("_", " "), labelAngle=0, labelOverlap="greedy")
    _, place = _measure(y, frame[y], about["unit"], channel=alt.Y, kind="log" if log else "")
    base = alt.Chart(frame, width=WIDTH, height=260).encode(
        x=alt.X(x, type="quantitative" if numeric else "ordinal", axis=axis, **across), y=place(y)
    )
    about["columns"], about["only"] = [name for name in (x, color, y, *tooltip) if name], {}
    if color:
        base = base.encode(color=alt.Color(color, type="nominal", sort=None, legend=None))
    drawn = base.mark_line(point=len(frame) <= 60).encode(tooltip=_tooltip([x, color, *tooltip], y))
    if color and frame[color].nunique() <= 8:
        last = alt.Chart(frame.groupby(color, sort=False).tail(1)).encode(base.encoding.x, base.encoding.y)
        drawn += last.mark_text(align="left", dx=6).encode(
            base.encoding.color, text=alt.Text(color, type="nominal")
        )
    return _finish(drawn, "Line chart", about, _extremes(frame, y, color or x, about, x if color else None))


def network(nodes, edges, *, name="name", size="size", ends=("source", "target"), weight="weight", **about):
    """Nodes on a circle in the order of their table, joined by lines as wide as their ``weight``.

    The circle is the same in every run and hides no line behind a node; names stand outside it.
    """
    edges, about = _tidy(edges, weight, ends, about)
    nodes = _tidy(nodes, size, [name], {})[0].drop_duplicates(name).head(MOST_ROWS)
    edges = edges[edges[ends[0]].isin(nodes[name]) & edges[ends[1]].isin(nodes[name])].reset_index(drop=True)
    if len(nodes) < 2 or not len(edges):
        return _sentence(edges, weight, ends[0], about)
    turns = [2 * math.pi * n / len(nodes) for n in range(len(nodes))]
    nodes = nodes.assign(_label=_labels(nodes[name], 22, 2), _x=[round(math.sin(t), 6) for t in turns])
    nodes["_y"] = [round(math.cos(t), 6) for t in turns]
    for part, end in zip(("", "2"), ends, strict=True):
        spots = nodes.set_index(name).loc[edges[end]]
        edges[f"_x{part}"], edges[f"_y{part}"] = list(spots["_x"]), list(spots["_y"])
    x = alt.X("_x:Q", axis=None, scale=alt.Scale(domain=[-1.1, 1.1]))
    y = alt.Y("_y:Q", axis=None, scale=alt.Scale(domain=[-1.2, 1.2]))
    width = alt.StrokeWidth(
        weight, type="quantitative", scale=alt.Scale(range=[1, 9], zero=True), legend=None
    )
    area = alt.Size(size, type="quantitative", scale=alt.Scale(range=[60, 700]), legend=None)
    links = alt.Chart(edges, width=WIDTH - 120, height=WIDTH - 120).mark_rule(opacity=0.6, color="#888")
    dots = alt.Chart(nodes).encode(x, y)
    layers = [links.encode(x, y, width, x2="_x2", y2="_y2", tooltip=_tooltip(ends, weight))]
    layers += [dots.mark_circle(opacity=1).encode(area, tooltip=_tooltip([name], size))]
    sides = {"left": "datum._x > 0.01", "right": "datum._x < -0.01"}
    ends_on = {
        "bottom": "abs(datum._x) <= 0.01 && datum._y > 0",
        "top": "abs(datum._x) <= 0.01 && datum._y < 0",
    }
    for side, test in {**sides, **ends_on}.items():
        away = {"left": 16, "right": -16, "bottom": -16, "top": 16}[side]
        stand = {"align": side, "dx": away} if side in sides else {"baseline": side, "dy": away}
        words = dots.mark_text(lineBreak="\n", **stand).encode(text="_label:N")
        layers += [words.transform_filter(test)]
    about["columns"], about["only"] = [*ends, weight], {}
    size = f"It has {prose.count(len(nodes), 'node')} and {prose.count(len(edges), 'link')}."
    return _finish(
        alt.layer(*layers), "Network", about, f"{size} {_extremes(edges, weight, ends[0], about, ends[1])}"
    )


# --- what they share --------------------------------------------------------------------------------


def _tidy(df, x, names, about):
    """The rows with a finite ``x``, of the named columns, with all but numbers as text; and the facts."""
    if unknown := set(about) - {*_ABOUT}:
        raise TypeError(f"a chart has no {', '.join(sorted(unknown))}")
    about = {**dict.fromkeys(_ABOUT, ""), **about, "only": {}}
    who = "label" if "label" in df.columns else "document"
    columns = [
        name for name in dict.fromkeys([x, *names, who, "quantity", "claim"]) if name and name in df.columns
    ]
    frame = df[columns].reset_index(drop=True)
    frame[x] = (
        pd.to_numeric(frame[x], errors="coerce").astype("float64").replace([math.inf, -math.inf], math.nan)
    )
    for name in columns:
        if frame[name].dtype.kind not in "iuf":
            frame[name] = pd.Series(map(_text, frame[name]), dtype=object, index=frame.index)
    missing = int(frame[x].isna().sum())
    if missing:
        about["note"] = f"{about['note']} {prose.count(missing, 'row')} without a value left out.".strip()
    frame = frame[frame[x].notna()].reset_index(drop=True)
    for name, column in (("document", who), ("quantity", "quantity")):
        if column in columns and 1 < frame[column].nunique() <= 300:
            about["only"][name] = sorted(set(frame[column]))
            frame[f"_{name}"] = "|" + frame[column].astype(str) + "|"
    return frame.assign(_written=[prose.number(value, about["unit"]) for value in frame[x]]), about


def _text(item):
    if isinstance(item, (list, tuple)):
        return prose.join(item)
    missing = item is None or (not isinstance(item, str) and item != item)
    return "" if missing else _TURNS.sub("", str(item))


def _together(frame, y, keys):
    """Rows equal in ``y`` and ``keys`` as one, their other texts joined; the rows of one ``y`` side by side."""
    others = [name for name in frame.columns if name not in (y, *keys)]
    if not len(frame) or not others:
        return frame
    first = {name: "first" for name in others if frame[name].dtype.kind in "iuf" or name == "claim"}
    joined = {name: _listed for name in others}
    joined |= {name: "".join for name in others if name in ("_document", "_quantity")}
    merged = frame.groupby([y, *keys], sort=False, dropna=False, as_index=False).agg({**joined, **first})
    order = {name: n for n, name in enumerate(dict.fromkeys(frame[y]))}
    return merged.sort_values(y, key=lambda names: names.map(order), kind="stable").reset_index(drop=True)


def _listed(items, most=4):
    """Different texts as a short list: ``000, 001, 002, 004 + 3``."""
    items = list(dict.fromkeys(filter(None, items)))
    more = f" + {len(items) - most}" if len(items) > most + 1 else ""
    return ", ".join(items[:most] if more else items) + more


def _largest(frame, value, x, y, about):
    """At most `MOST_ROWS` names of ``y`` and a hundred of ``x``, those with the largest sums."""
    for name, most in ((x, 100), (y, MOST_ROWS)):
        sums = frame.groupby(name, sort=False)[value].sum()
        _leave_out(about, len(sums) - most)
        frame = frame[frame[name].isin(sums.nlargest(most).index)]
    return frame.reset_index(drop=True)


def _leave_out(about, beyond, which="largest"):
    if beyond > 0:
        about["note"] = f"{about['note']} The {which} are drawn; {beyond:,} more are in the table.".strip()


def _labels(values, width=25, lines=3, repeat=False):
    """A short label for each text, wrapped and cut at words; different texts get different labels."""
    made, taken = {}, set()
    for value in dict.fromkeys(map(str, values)):
        label = "\n".join(textwrap.wrap(value, width, max_lines=lines, placeholder=" …")) or "(none)"
        tries = (f"{label} ({n + 1})" if n else label for n in range(len(made) + 1))
        made[value] = next(one for one in tries if repeat or one not in taken)
        taken.add(made[value])
    return [made[str(value)] for value in values]


def _measure(x, values, unit, zero=False, channel=alt.X, kind=""):
    """Kind of scale, and a channel maker whose axis writes numbers as people do.

    Over three orders of magnitude the scale is logarithmic, or its symmetric kin when not all are above 0.
    """
    sizes = [abs(value) for value in values if prose.known(value) and value]
    if not kind and sizes and max(sizes) / min(sizes) >= 1000:
        kind = "log" if min(value for value in values if prose.known(value)) > 0 else "symlog"
    symbol = prose.SYMBOLS.get(unit) or (f"{unit} " if re.fullmatch("[A-Z]{3}", unit) else "")
    written = f"(datum.value<0?'−':'')+'{symbol}'+{_PLAIN}" + ("+' %'" if unit == "percent" else "")
    scale = alt.Scale(type=kind) if kind else alt.Scale(zero=zero, nice=True)
    axis = alt.Axis(title=None, labelExpr=written, tickCount=5, labelOverlap="greedy")
    return kind or "linear", lambda name: channel(name, type="quantitative", scale=scale, axis=axis)


def _across(frame, cell, orient="bottom"):
    """Width and x channel of a grid; long column names turn."""
    names = list(dict.fromkeys(frame["_column"]))
    cell = max(30, min(cell, 620 // len(names))) if len(names) <= 14 else max(6, 560 // len(names))
    longest = max(len(line) for name in names for line in name.split("\n"))
    turned = longest * 7 > cell
    axis = {"labelAngle": -45, "labelOverlap": "greedy"} if turned else {"labelAngle": 0, "labelExpr": _LINES}
    return cell * len(names), alt.X("_column:N", sort=None, axis=alt.Axis(title=None, orient=orient, **axis))


def _base(frame, columns, about, measure, across=None):
    """The chart that the layers share: rows by name, tooltip, and fading of what the reader did not pick."""
    rows = list(dict.fromkeys(frame["_row"]))
    step = max(24, 15 * max(name.count("\n") + 1 for name in rows) + 8)
    width, x = across or (WIDTH, alt.Undefined)
    y = alt.Y("_row:N", sort=rows, axis=alt.Axis(title=None, labelExpr=_LINES))
    about["columns"] = [name for name in dict.fromkeys(columns) if name]
    shown = _tooltip([name for name in about["columns"] if name != measure], measure)
    tests = [f"(only_{n} == '' || indexof(datum._{n}, '|' + only_{n} + '|') >= 0)" for n in about["only"]]
    fade = alt.condition(" && ".join(tests), alt.value(1), alt.value(0.1)) if tests else alt.Undefined
    return alt.Chart(frame, width=width, height=alt.Step(step)).encode(x=x, y=y, tooltip=shown, opacity=fade)


def _tooltip(names, measure=None):
    shown = [alt.Tooltip(name, type="nominal", title=name.replace("_", " ")) for name in names if name]
    return shown + ([alt.Tooltip("_written:N", title=measure.replace("_", " "))] if measure else [])


def _sentence(frame, x, y, about):
    """What stands for a chart of no rows, of one row, or of equal rows."""
    why = "There is nothing to draw."
    if len(frame):
        value = frame[x].iloc[0]
        value = value if isinstance(value, str) else prose.number(value, about["unit"])
        name = prose.quote(frame[y].iloc[0], 60)[1:-1]
        why = f"There is one value, {value} ({name})."
        if len(frame) > 1:
            why = f"All {prose.count(len(frame), 'value')} are equal: {value}."
    title = _stop(about["title"])
    return prose.say("**{title}** {why}" if title else "{why}", title=title, why=why)


def _extremes(frame, x, y, about, other=None):
    """The finding of a chart in words: how many marks, from which smallest to which largest."""
    ends = []
    for row in (frame.loc[frame[x].idxmin()], frame.loc[frame[x].idxmax()]):
        names = prose.join([prose.quote(row[name], 60)[1:-1] or "(none)" for name in (y, other) if name])
        ends.append(f"{prose.number(row[x], about['unit'])} ({names})")
    return f"It shows {prose.count(len(frame), 'value')}, from {ends[0]} to {ends[1]}."


def _stop(text):
    return text if not text or text[-1] in ".!?…" else text + "."


def _finish(chart, kind, about, finding):
    """Adds what every chart carries: title lines, alternative text, the reader's choices, the facts."""
    source = [f"Source: {about['source']}"] if about["source"] else []
    below = [line for text in [about["subtitle"], *source] for line in textwrap.wrap(text, 88)]
    title = alt.TitleParams(text=textwrap.wrap(about["title"], 66), subtitle=below)
    spoken = " ".join(filter(None, [f"{kind}.", _stop(about["title"]), _stop(about["subtitle"]), finding]))
    for name, options in about.pop("only").items():
        shown = alt.binding_select(options=["", *options], labels=["all", *options], name=f"{name} ")
        chart = chart.add_params(alt.param(name=f"only_{name}", value="", bind=shown))
    title = title if about["title"] or below else alt.Undefined
    return chart.properties(title=title, description=spoken, usermeta={**about, "alt": spoken})


def specification(chart):
    """The chart as a Vega-Lite dictionary under a schema that JupyterLab and the pages both draw."""
    return {**chart.to_dict(), "$schema": SCHEMA}


def describe(chart):
    """Title, subtitle, unit, source, note and alternative text of a chart, or of the sentence in its place."""
    facts = chart.usermeta if hasattr(chart, "to_dict") else {"alt": str(chart)}
    return {key: facts.get(key, "") for key in (*_ABOUT, "alt")} if isinstance(facts, dict) else {}


def drawn_data(chart):
    """The rows that a chart draws, without the columns that only place them."""
    if not hasattr(chart, "to_dict"):
        return pd.DataFrame({"note": [str(chart)]})
    spec = chart.to_dict()
    data = pd.DataFrame(next(iter(spec.get("datasets", {"": []}).values())))
    return data[
        [name for name in spec.get("usermeta", {}).get("columns", data.columns) if name in data.columns]
    ]


def _render(spec, **_):
    """What a notebook stores of a chart: the specification under a type that JupyterLab draws without a
    network, a picture for viewers that draw none, and the alternative text."""
    spec = {**spec, "$schema": SCHEMA}
    kinds = {MIME: spec, "image/svg+xml": pictures.svg(spec)}
    options = {"actions": False, "renderer": "svg", "ast": True}
    return {**kinds, "text/plain": f"Chart: {spec.get('description', '')}"}, {
        MIME: {"embed_options": options}
    }


alt.renderers.register("newsfigures", _render)
alt.renderers.enable("newsfigures")
pd.set_option("display.html.use_mathjax", False)
pd.set_option("styler.html.mathjax", False)
