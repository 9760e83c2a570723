"""What all charts share: one look, tidy rows, short labels, readable axes, alternative text."""

import math
import re
import textwrap

import altair as alt
import pandas as pd

from . import findings, pictures, prose, tables

MIME = "application/vnd.vegalite.v5+json"
SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
WIDTH = 440
MOST_ROWS = 40  # of names down the side
MOST_POINTS = 2000  # of a line
# After Okabe and Ito, none too pale on white; every chart repeats its colours by shape, label or place.
PALETTE = ["#0072b2", "#d55e00", "#009e73", "#b14f8c", "#6e6e6e", "#8a6d00"]
SHAPES = ["circle", "diamond", "triangle-up", "square", "cross", "triangle-down"]
RAMP = ["#e3eef8", "#9ec5e3", "#4a90c4", "#14598f", "#072f57"]
CHOICES = ("document", "quantity")  # columns that a reader may pick one value of
ABOUT = ("title", "subtitle", "source", "note", "unit")
# What no chart can show, and marks that turn the direction of all that follows.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
LINES = "split(datum.label,'\\n')"
# Vega centres the first line of a label on its row; this moves longer labels up.
_MOVES = [{"test": f"length({LINES}) == {lines}", "value": 7.5 - 7.5 * lines} for lines in (2, 3)]
_MIDDLE = {"condition": _MOVES, "value": 0}
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


def tidy(df, x, names, about):
    """The rows with a finite ``x``, of the named columns, with all but numbers as text; and the facts."""
    if unknown := set(about) - {*ABOUT}:
        raise TypeError(f"a chart has no {', '.join(sorted(unknown))}")
    about = {key: text(about.get(key, "")) for key in ABOUT} | {"only": {}}
    wanted = dict.fromkeys([x, *names, *CHOICES, "claim"])
    columns = [name for name in wanted if name and name in df.columns]
    frame = df[columns].reset_index(drop=True)
    numbers = pd.to_numeric(frame[x], errors="coerce").astype("float64")
    frame[x] = numbers.replace([math.inf, -math.inf], math.nan)
    for name in columns:
        if frame[name].dtype.kind not in "iuf":
            frame[name] = pd.Series(map(text, frame[name]), dtype=object, index=frame.index)
    if missing := int(frame[x].isna().sum()):
        remark(about, str(prose.say("{n:Count row} without a value {n:verb is/are} left out.", n=missing)))
    frame = frame[frame[x].notna()].reset_index(drop=True)
    for name in CHOICES:
        if name in columns and 1 < frame[name].nunique() <= 300:
            about["only"][name] = sorted(set(frame[name].astype(str)))
            frame[f"_{name}"] = "|" + frame[name].astype(str) + "|"
    written = {value: prose.number(value, about["unit"]) for value in frame[x].unique()}
    return frame.assign(_written=[written[value] for value in frame[x]]), about


def text(item):
    """A cell as a table writes it, without marks that turn the direction."""
    return _UNSEEN.sub("", tables.words(item))


def together(frame, y, keys):
    """Rows equal in ``y`` and ``keys`` as one, their other texts joined; rows of one ``y`` side by side."""
    others = [name for name in frame.columns if name not in (y, *keys)]
    if not len(frame) or not others:
        return frame
    how = {name: "".join if name in {f"_{choice}" for choice in CHOICES} else listed for name in others}
    how |= {name: "first" for name in others if frame[name].dtype.kind in "iuf" or name == "claim"}
    merged = frame.groupby([y, *keys], sort=False, dropna=False, as_index=False).agg(how)
    order = {name: n for n, name in enumerate(dict.fromkeys(frame[y]))}
    return merged.sort_values(y, key=lambda names: names.map(order), kind="stable", ignore_index=True)


def listed(items, most=4):
    """Different texts as a short list: ``000, 001, 002, 004 + 3``."""
    items = list(dict.fromkeys(filter(None, items)))
    more = f" + {len(items) - most}" if len(items) > most + 1 else ""
    return ", ".join(items[:most] if more else items) + more


def category(name, channel, values):
    """A channel that tells categories apart; verdicts by their own colours and shapes."""
    names = [verdict for verdict in findings.LOOKS if verdict in set(values)]
    own = alt.Scale(domain=names, range=[findings.LOOKS[verdict][channel is alt.Shape] for verdict in names])
    return channel(
        name, type="nominal", sort=None, scale=own if set(values) <= set(findings.LOOKS) else alt.Undefined
    )


def largest(frame, value, x, y, about, most=MOST_ROWS):
    """The rows of at most ``most`` names of ``y`` and a hundred of ``x``, those with the largest sums."""
    for name, top in ((x, 100), (y, most)):
        sums = frame.groupby(name, sort=False)[value].sum()
        leave_out(about, len(sums) - top)
        frame = frame[frame[name].isin(sums.nlargest(top).index)]
    return frame.reset_index(drop=True)


def remark(about, text):
    about["note"] = f"{about['note']} {text}".strip()


def leave_out(about, beyond, which="largest"):
    """Says in the note how many rows the chart does not draw."""
    if beyond > 0:
        remark(about, f"The {which} are drawn; {beyond:,} more are in the table.")


def labels(values, width=25, lines=3, repeat=False):
    """A short label for each text, wrapped and cut at words; different texts get different labels."""
    made, taken = {}, set()
    for value in dict.fromkeys(map(str, values)):
        label = "\n".join(textwrap.wrap(value, width, max_lines=lines, placeholder=" …")) or "(none)"
        tries = (f"{label} ({n + 1})" if n else label for n in range(len(made) + 1))
        made[value] = next(one for one in tries if repeat or one not in taken)
        taken.add(made[value])
    return [made[str(value)] for value in values]


def measure(x, values, unit, zero=False, channel=alt.X, kind=""):
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


def across(frame, cell, orient="bottom", columns=()):
    """Width and x channel of a grid with its ``columns``, or those of the frame; long column names turn."""
    names = list(dict.fromkeys([*columns, *frame["_column"]]))
    cell = max(30, min(cell, 620 // len(names))) if len(names) <= 14 else max(6, 560 // len(names))
    longest = max(len(line) for name in names for line in name.split("\n"))
    turned = longest * 7 > cell
    thin = "greedy" if cell < 18 else False  # turned names of wider cells stand clear of each other
    axis = {"labelAngle": -45, "labelOverlap": thin} if turned else {"labelAngle": 0, "labelExpr": LINES}
    axis = alt.Axis(title=None, orient=orient, **axis)
    return cell * len(names), alt.X("_column:N", sort=None, scale=alt.Scale(domain=names), axis=axis)


def base(frame, columns, about, measure, across=None):
    """The chart that the layers share: rows by name, tooltip, and fading of what the reader did not pick."""
    rows = list(dict.fromkeys(frame["_row"]))
    step = max(24, 15 * max(name.count("\n") + 1 for name in rows) + 8)
    width, x = across or (WIDTH, alt.Undefined)
    axis = alt.Axis(title=None, labelExpr=LINES, labelOffset=_MIDDLE)
    y = alt.Y("_row:N", sort=rows, axis=axis)
    about["columns"] = [name for name in dict.fromkeys(columns) if name]
    shown = tooltip([name for name in about["columns"] if name != measure], measure)
    tests = [f"(only_{n} == '' || indexof(datum._{n}, '|' + only_{n} + '|') >= 0)" for n in about["only"]]
    fade = alt.condition(" && ".join(tests), alt.value(1), alt.value(0.1)) if tests else alt.Undefined
    return alt.Chart(frame, width=width, height=alt.Step(step)).encode(x=x, y=y, tooltip=shown, opacity=fade)


def tooltip(names, measure=None):
    """What hovering shows: the named columns, and the measure as people write it."""
    shown = [alt.Tooltip(name, type="nominal", title=name.replace("_", " ")) for name in names if name]
    return shown + ([alt.Tooltip("_written:N", title=measure.replace("_", " "))] if measure else [])


def sentence(frame, x, y, about):
    """What stands for a chart of no rows, of one row, or of equal rows."""
    title, why = stop(about["title"]), "There is nothing to draw."
    if len(frame):
        value = frame[x].iloc[0]
        value = value if isinstance(value, str) else prose.number(value, about["unit"])
        why = f"There is one value, {value} ({prose.quote(frame[y].iloc[0], 60)[1:-1]})."
        every = "Both values" if len(frame) == 2 else f"All {prose.count(len(frame), 'value')}"
        why = f"{every} are {value}." if len(frame) > 1 else why
    return prose.say("**{title}** {why}" if title else "{why}", title=title, why=why)


def extremes(frame, x, y, about, other=None):
    """The finding of a chart in words: how many marks, from which smallest to which largest."""
    ends = []
    for row in (frame.loc[frame[x].idxmin()], frame.loc[frame[x].idxmax()]):
        names = prose.join([prose.quote(row[name], 60)[1:-1] or "(none)" for name in (y, other) if name])
        ends.append(f"{prose.number(row[x], about['unit'])} ({names})")
    span = f"from {ends[0]} to {ends[1]}" if len(frame) > 1 else ends[0]
    return f"It shows {prose.count(len(frame), 'value')}, {span}."


def stop(text):
    return text if not text or text[-1] in ".!?…" else text + "."


def finish(chart, kind, about, finding):
    """Adds what every chart carries: title lines, alternative text, the reader's choices, the facts."""
    source = [f"Source: {about['source']}"] if about["source"] else []
    below = [line for text in [about["subtitle"], *source] for line in textwrap.wrap(text, 88)]
    above = textwrap.wrap(about["title"], 66) or [" "]
    spoken = " ".join(filter(None, [f"{kind}.", stop(about["title"]), stop(about["subtitle"]), finding]))
    for name, options in about["only"].items():
        shown = alt.binding_select(options=["", *options], labels=["all", *options], name=f"{name} ")
        chart = chart.add_params(alt.param(name=f"only_{name}", value="", bind=shown))
    if about["title"] or below:
        chart = chart.properties(title=alt.TitleParams(text=above, subtitle=below))
    return chart.properties(description=spoken, usermeta={**about, "alt": spoken})


def _render(spec, **_):
    """What a notebook stores of a chart: the specification under a type that JupyterLab draws without a
    network, a picture for viewers that draw none, and the alternative text."""
    spec, said = {**spec, "$schema": SCHEMA}, f"Chart: {spec.get('description', '')}"
    options = {"embed_options": {"actions": False, "renderer": "svg", "ast": True}}
    return {MIME: spec, "image/svg+xml": pictures.svg(spec), "text/plain": said}, {MIME: options}


alt.renderers.register("newsfigures", _render)
alt.renderers.enable("newsfigures")
pd.set_option("display.html.use_mathjax", False)
pd.set_option("styler.html.mathjax", False)
