"""Charts of one look: a tidy table in, an Altair chart out, or a sentence when there is nothing to draw.

Every builder takes ``title`` (the finding, computed by the caller), ``subtitle`` (measure and unit),
``source``, ``note`` and ``unit`` (as in the figures table), and writes the alternative text from the data.
``tooltip`` names columns to show on hover. Of the columns ``document`` and ``quantity`` a reader may pick
one value, which fades the rest; a column ``claim`` takes a click in a page to that claim. Text from
documents is only ever data: it enters no expression and no link.
"""

import math

import altair as alt
import pandas as pd

from . import drawing, prose


def bars(df, x, y, *, most=drawing.MOST_ROWS, tooltip=(), **about):
    """Horizontal bars of the number ``x`` for the name ``y`` of each row, in the order of the table.

    Beyond ``most`` rows the largest are drawn and the note says so. Over three orders of magnitude dots on
    a logarithmic axis take the place of bars, which would need a zero.
    """
    frame, about = drawing.tidy(df, x, [y, *tooltip], about)
    if len(frame) < 2 or frame[x].nunique() == 1:
        return drawing.sentence(frame, x, y, about)
    drawing.leave_out(about, len(frame) - most)
    frame = frame.loc[sorted(frame.nlargest(most, x).index)]
    again = frame.groupby(y, sort=False).cumcount()
    names = zip(drawing.labels(frame[y]), again, strict=True)
    frame["_row"] = [f"{name} ({n + 1})" if n else name for name, n in names]
    frame["_end"] = frame[x].clip(lower=0)
    kind, place = drawing.measure(x, frame[x], about["unit"], zero=True)
    base = drawing.base(frame, [y, x, *tooltip], about, x)
    marks = base.mark_bar() if kind == "linear" else base.mark_point(filled=True, size=80)
    words = base.mark_text(align="left", dx=6).encode(x="_end:Q" if kind == "linear" else place(x))
    chart, kind = marks.encode(x=place(x)) + words.encode(text="_written:N"), kind == "linear"
    return drawing.finish(
        chart, "Bar chart" if kind else "Dot chart", about, drawing.extremes(frame, x, y, about)
    )


def intervals(
    df, x, y, low=None, high=None, *, label=None, shape=None, reference=None,
    most=drawing.MOST_ROWS, tooltip=(), **about,
):  # fmt: skip
    """A dot with its line from ``low`` to ``high`` for each row; the rows of one name ``y`` stand together.

    ``label`` is written beside the dot; rows that are equal but for it share a dot. ``shape`` is a category
    told by shape and colour; a stroke stands at the value of the column ``reference``. A row without ``x``
    but with both ends has its dot in the middle. At most ``most`` dots are drawn.
    """
    low, high = (low, high) if low and high and df[[low, high]].notna().all(axis=1).any() else (None, None)
    reference = reference if reference and df[reference].notna().any() else None
    ends = [name for name in (low, high, reference) if name]
    if low:
        df = df.assign(**{x: df[x].where(df[x].notna(), (df[low] + df[high]) / 2)})
    frame, about = drawing.tidy(df, x, [y, *ends, label, shape, *tooltip], about)
    keys = [x, *ends, *([shape] if shape else [])]
    frame = drawing.together(frame, y, keys)
    if not len(frame) or (not reference and len(frame.drop_duplicates(keys)) == 1):
        return drawing.sentence(frame, x, y, about)
    drawing.leave_out(about, len(frame) - most, "first")
    frame = frame.head(most)
    low, reference = (one if one and frame[one].notna().any() else None for one in (low, reference))
    ends = [name for name in (low, low and high, reference) if name]
    # One line a dot: the first of a name carries it, the others an invisible name of their own.
    again = frame.groupby(y, sort=False).cumcount()
    names = drawing.labels(frame[y], repeat=True)
    frame["_row"] = ["\u200b" * (n + 1) if again[n] else name for n, name in enumerate(names)]
    _, place = drawing.measure(x, [v for name in (x, *ends) for v in frame[name]], about["unit"])
    base = drawing.base(frame, [y, label, x, *ends, shape, *tooltip], about, x)
    hue = [drawing.category(shape, one, frame[shape]) for one in (alt.Color, alt.Shape)] if shape else []
    strokes = base.mark_tick(thickness=3, size=22, color="#888")
    layers = [strokes.encode(x=place(reference))] if reference else []
    if low:
        span = base.mark_rule(strokeWidth=4, color="#888", strokeOpacity=0.7)
        layers += [span.encode(x=place(low), x2=high)]
    layers += [base.mark_point(filled=True, size=90, opacity=1).encode(place(x), *hue)]
    words, end = base.mark_text(align="left", dx=9), place(high if low else x)
    chart = alt.layer(*layers, words.encode(x=end, text=f"{label or '_written'}:N"))
    return drawing.finish(chart, "Interval chart", about, drawing.extremes(frame, x, y, about))


def heat(df, x, y, value, *, text=None, **about):
    """A grid of ``y`` by ``x``, its cells shaded by ``value``, which they also say (or the column ``text``).

    Of several rows for one cell the first counts.
    """
    frame, about = drawing.tidy(df, value, [x, y, text], about)
    if len(frame) < 2 or frame[value].nunique() == 1:
        return drawing.sentence(frame, value, y, about)
    frame = drawing.largest(frame.drop_duplicates([x, y]), value, x, y, about)
    frame = frame.assign(_row=drawing.labels(frame[y]), _column=drawing.labels(frame[x], 14, 2))
    frame["_deep"] = frame[value] > 0.6 * frame[value].max()  # the ramp starts at zero
    words = text or "_written"
    letters = max(len(line) for text in (*frame[words], *frame["_column"]) for line in text.split("\n"))
    base = drawing.base(frame, [y, x, value], about, value, drawing.across(frame, 7 * letters + 14))
    shade = alt.Color(value, type="quantitative", scale=alt.Scale(range=drawing.RAMP, zero=True), legend=None)
    chart = alt.layer(base.mark_rect(stroke="#8884").encode(color=shade))
    if frame["_column"].nunique() <= 14:
        ink = alt.condition("datum._deep", alt.value("white"), alt.value("#111111"))
        chart += base.mark_text().encode(text=f"{words}:N", color=ink)
    about["fixed"] = True
    return drawing.finish(chart, "Heat map", about, drawing.extremes(frame, value, y, about, x))


def matrix(df, x, y, text, *, mark=None, columns=(), most=drawing.MOST_ROWS, tooltip=(), **about):
    """A grid of ``y`` by ``x`` that holds words, such as values as written; an empty cell is silence.

    ``columns`` names the ``x`` that have a column even when all their cells are empty, where they are thirty
    or fewer. Beyond ``most`` rows those with most cells are drawn and the note says so. ``mark``
    colours the cells by a category. Over twelve columns the words make way for the colour alone, over a
    hundred a bar for each ``y`` counts its columns.
    """
    frame, about = drawing.tidy(df.assign(_cells=1), "_cells", [y, x, text, mark, *tooltip], about)
    if frame[x].nunique() > 100:
        counted = frame.groupby(y, sort=False)[x].nunique().reset_index(name="columns")
        told = {key: about[key] for key in drawing.ABOUT} | {"subtitle": f"Number of {prose.plural(x)}"}
        return bars(counted, "columns", y, **told)
    frame = drawing.together(frame, y, [x])
    if len(frame) < 2:
        return drawing.sentence(frame, text, y, about)
    frame = drawing.largest(frame, "_cells", x, y, about, most)
    names = list(dict.fromkeys([*(columns if len(columns) <= 30 else ()), *frame[x]]))
    short = dict(zip(names, drawing.labels(names, 14, 1), strict=True))
    frame = frame.assign(_row=drawing.labels(frame[y]), _column=frame[x].map(short))
    frame["_word"] = drawing.labels(frame[text], 18, 2, repeat=True)
    many = len(names)
    across = drawing.across(frame, 116 if many <= 12 else 20, "top", short.values())
    base = drawing.base(frame, [y, x, text, mark, *tooltip], about, None, across)
    hue = {"color": drawing.category(mark, alt.Color, frame[mark])} if mark else {}
    chart = alt.layer(base.mark_rect(fillOpacity=0.3 if many <= 12 else 0.9, stroke="#8884").encode(**hue))
    if many <= 12:
        chart += base.mark_text(fontSize=11, lineBreak="\n").encode(text="_word:N")
    size = f"{prose.count(frame[y].nunique(), 'row')} and {prose.count(many, 'column')}"
    about["fixed"] = True
    return drawing.finish(chart, "Grid", about, f"It has {size}, {prose.count(len(frame), 'cell')} filled.")


def lines(df, x, y, *, x_title="", log=False, **about):
    """A line of the number ``y`` over the number ``x``.

    ``log`` makes both axes logarithmic and leaves out what is not above 0.
    """
    if log:
        df = df[(df[x] > 0) & (df[y] > 0)]
    frame, about = drawing.tidy(df, y, [x], about)
    if len(frame) < 2 or frame[y].nunique() == 1:
        return drawing.sentence(frame, y, x, about)
    if len(frame) > drawing.MOST_POINTS:
        step = math.ceil(len(frame) / drawing.MOST_POINTS)
        frame = frame.iloc[::step]
        drawing.remark(about, f"One point of every {step:,} is drawn.")
    across = {"scale": alt.Scale(type="log")} if log else {}
    axis = alt.Axis(title=x_title or x.replace("_", " "), labelAngle=0, labelOverlap="greedy")
    _, place = drawing.measure(y, frame[y], about["unit"], channel=alt.Y, kind="log" if log else "")
    about["columns"], about["only"] = [x, y], {}
    line = alt.Chart(frame, width=drawing.WIDTH, height=260).mark_line(point=len(frame) <= 60)
    along = alt.X(x, type="quantitative", axis=axis, **across)
    line = line.encode(x=along, y=place(y), tooltip=drawing.tooltip([x], y))
    return drawing.finish(line, "Line chart", about, drawing.extremes(frame, y, x, about))


def network(nodes, edges, *, name="name", size="size", ends=("source", "target"), weight="weight", **about):
    """Nodes on a circle in the order of their table, joined by lines as wide as their ``weight``.

    The circle is the same in every run and hides no line behind a node; names stand outside it.
    """
    edges, about = drawing.tidy(edges, weight, ends, about)
    nodes = drawing.tidy(nodes, size, [name], {})[0].drop_duplicates(name).head(drawing.MOST_ROWS)
    edges = edges[edges[ends[0]].isin(nodes[name]) & edges[ends[1]].isin(nodes[name])].reset_index(drop=True)
    if len(nodes) < 2 or not len(edges):
        return drawing.sentence(edges, weight, ends[0], about)
    turns = [2 * math.pi * n / len(nodes) for n in range(len(nodes))]
    nodes = nodes.assign(_label=drawing.labels(nodes[name], 22, 2), _x=[round(math.sin(t), 6) for t in turns])
    nodes["_y"] = [round(math.cos(t), 6) for t in turns]
    for part, end in zip(("", "2"), ends, strict=True):
        spots = nodes.set_index(name).loc[edges[end]]
        edges[f"_x{part}"], edges[f"_y{part}"] = list(spots["_x"]), list(spots["_y"])
    x = alt.X("_x:Q", axis=None, scale=alt.Scale(domain=[-1.1, 1.1]))
    y = alt.Y("_y:Q", axis=None, scale=alt.Scale(domain=[-1.2, 1.2]))
    heavy = alt.Scale(range=[1, 9], zero=True)
    width = alt.StrokeWidth(weight, type="quantitative", scale=heavy, legend=None)
    area = alt.Size(size, type="quantitative", scale=alt.Scale(range=[60, 700]), legend=None)
    links = alt.Chart(edges, width=drawing.WIDTH - 120, height=drawing.WIDTH - 120)
    links = links.mark_rule(opacity=0.6, color="#888")
    dots = alt.Chart(nodes).encode(x, y)
    layers = [links.encode(x, y, width, x2="_x2", y2="_y2", tooltip=drawing.tooltip(ends, weight))]
    layers += [dots.mark_circle(opacity=1).encode(area, tooltip=drawing.tooltip([name], size))]
    side = "datum._x > 0.01 ? {} : datum._x < -0.01 ? {} : datum._y > 0 ? {} : {}".format
    outside = {  # of the circle
        "align": side("'left'", "'right'", "'center'", "'center'"), "dx": side(16, -16, 0, 0),
        "baseline": side("'middle'", "'middle'", "'bottom'", "'top'"), "dy": side(0, 0, -16, 16),
    }  # fmt: skip
    words = {name: alt.expr(how) for name, how in outside.items()}
    layers += [dots.mark_text(lineBreak="\n", **words).encode(text="_label:N")]
    about["columns"], about["only"] = [*ends, weight], {}
    size = f"It has {prose.count(len(nodes), 'node')} and {prose.count(len(edges), 'link')}."
    finding = f"{size} {drawing.extremes(edges, weight, ends[0], about, ends[1])}"
    return drawing.finish(alt.layer(*layers), "Network", about, finding)


def specification(chart):
    """The chart as a Vega-Lite dictionary under a schema that JupyterLab and the pages both draw."""
    return {**chart.to_dict(), "$schema": drawing.SCHEMA}


def describe(chart):
    """Title, subtitle, source, note, unit and alternative text of a chart, or of the sentence for it."""
    facts = chart.usermeta if hasattr(chart, "to_dict") else {"alt": str(chart)}
    return {key: facts.get(key, "") for key in (*drawing.ABOUT, "alt")} if isinstance(facts, dict) else {}


def drawn_data(chart):
    """The rows that a chart draws, without the columns that only place them."""
    if not hasattr(chart, "to_dict"):
        return pd.DataFrame({"note": [str(chart)]})
    spec = chart.to_dict(validate=False)
    data = pd.DataFrame(next(iter(spec.get("datasets", {"": []}).values())))
    shown = spec.get("usermeta", {}).get("columns", data.columns)
    return data[[name for name in shown if name in data.columns]]
