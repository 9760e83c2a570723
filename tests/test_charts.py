"""Charts: any data gives a drawing that says something or a sentence, and data never becomes a program."""

import json
import re
from itertools import pairwise

import altair as alt
import pandas as pd
import pytest
from newsfigures.pages import charts, drawing, findings, pictures

HOSTILE = [
    "<script>alert(1)</script>",
    "javascript:alert(1)",
    "'+alert(1)+'\n\"]",
    "datum.x + 1",
    "{{7*7}} $a$ $b$",
    "",
]
DATA = {
    "empty": [],
    "one": [("a", 5.0)],
    "equal": [("a", 5.0), ("b", 5.0)],
    "nulls": [("a", 1.0), (None, None), ("c", 3.0), ("d", float("inf"))],
    "all null": [("a", None), ("b", float("nan"))],
    "negative": [("a", -5.0), ("b", 3.0), ("c", 0.0)],
    "nine orders": [("a", 1.0), ("b", 1e3), ("c", 1e9)],
    "nine orders, both signs": [("a", -1e9), ("b", 0.0), ("c", 1e9)],
    "twice": [("a", 1.0), ("a", 2.0), ("b", 3.0)],
    "6,000 rows": [(f"n{i}", i * 7919 % 1009) for i in range(6000)],
    "40 words": [(" ".join(["wordy"] * 40), 1.0), (" ".join(["wordy"] * 39 + ["x"]), 2.0)],
    "right to left": [("التجارة بين الصين وروسيا", 5.0), ("\u202eevil", 3.0)],
    "hostile": [(text, float(n)) for n, text in enumerate(HOSTILE)],
}


def frame(rows):
    df = pd.DataFrame(rows, columns=["name", "v"])
    df["v"] = df["v"].astype("float64")
    df["t"], df["kind"] = df["name"].astype(str).str[:30], [f"k{i % 2}" for i in range(len(df))]
    df["i"], df["document"] = range(len(df)), [f"d{i % 7}" for i in range(len(df))]
    return df.assign(low=df["v"] - 1, high=df["v"] + 1)


def edges(df):
    return pd.DataFrame(
        {"source": df["name"], "target": [*df["name"][1:], *df["name"][:1]], "weight": df["v"]}
    )


BUILDERS = {
    "bars": lambda df, t: charts.bars(df, "v", "name", unit="USD", tooltip=["document"], title=t),
    "intervals": lambda df, t: charts.intervals(
        df, "v", "name", "low", "high", label="document", shape="kind", unit="percent", title=t
    ),
    "heat": lambda df, t: charts.heat(df, "document", "name", "v", title=t),
    "matrix": lambda df, t: charts.matrix(df, "document", "name", "t", mark="kind", title=t),
    "lines": lambda df, t: charts.lines(df, "i", "v", title=t),
    "log lines": lambda df, t: charts.lines(df, "i", "v", log=True, title=t),
    "network": lambda df, t: charts.network(df, edges(df), size="v", title=t),
}


@pytest.mark.parametrize("build", BUILDERS)
@pytest.mark.parametrize("data", DATA)
def test_any_data_gives_a_drawing_or_a_sentence(build, data):
    made = BUILDERS[build](frame(DATA[data]), "The finding")
    about = charts.describe(made)
    if not isinstance(made, alt.TopLevelMixin):
        assert re.search(r"nothing to draw|one value|values are", str(made))
        return
    spec = charts.specification(made)
    assert about["title"] == "The finding" and re.search(r"\d|one|two|three|four|five|six", about["alt"])
    assert len(charts.drawn_data(made)) <= 5000
    for rows in spec["datasets"].values():
        assert all(abs(value) < 1e300 for row in rows for value in row.values() if isinstance(value, float))


def strings(value, key=""):
    if isinstance(value, dict):
        return [found for name, inner in value.items() for found in strings(inner, name)]
    if isinstance(value, list):
        return [found for inner in value for found in strings(inner, key)]
    return [(key, value)] if isinstance(value, str) else []


@pytest.mark.parametrize("build", BUILDERS)
def test_text_of_documents_enters_no_expression_and_no_link(build):
    spec = charts.specification(BUILDERS[build](frame(DATA["hostile"]), HOSTILE[0]))
    programs = {
        "expr",
        "test",
        "filter",
        "calculate",
        "labelExpr",
        "href",
        "url",
        "signal",
        "update",
        "field",
        "aggregate",
    }
    for key, value in strings({k: v for k, v in spec.items() if k != "datasets"}):
        assert key not in programs or not any(text and text in value for text in HOSTILE)
        assert key not in ("href", "url")


def test_every_expression_is_ours_for_any_unit():
    df = frame(DATA["negative"])
    spec = charts.specification(charts.bars(df, "v", "name", unit="'+alert(1)+'"))
    assert not any("alert" in value for key, value in strings(spec) if key == "labelExpr")


def test_a_wide_range_is_logarithmic_and_has_no_bars():
    spec = charts.bars(frame(DATA["nine orders"]), "v", "name").to_dict()
    kinds = {layer["mark"]["type"] for layer in spec["layer"]}
    assert "bar" not in kinds and spec["layer"][0]["encoding"]["x"]["scale"]["type"] == "log"


def test_equal_claims_share_a_dot_and_one_axis_holds_the_reference():
    df = pd.DataFrame({
        "quantity": ["trade"] * 3, "value": [240e9] * 3, "low": [239.5e9] * 3, "high": [240.5e9] * 3,
        "status": ["reported", "reported", "projected"], "label": ["000", "001", "003"],
        "ref": [240.11e9] * 3,
    })  # fmt: skip
    chart = charts.intervals(
        df, "value", "quantity", "low", "high", label="label", shape="status", reference="ref", unit="USD"
    )
    drawn = charts.drawn_data(chart)
    assert drawn["label"].tolist() == ["000, 001", "003"] and drawn["status"].tolist() == [
        "reported",
        "projected",
    ]
    shapes = [layer["encoding"].get("shape", {}).get("field") for layer in chart.to_dict()["layer"]]
    assert "status" in shapes
    assert charts.describe(chart)["alt"].startswith(
        "Interval chart. It shows two values, from $240 billion (trade)"
    )


def test_ends_and_references_that_are_all_missing_are_not_drawn():
    df = frame(DATA["negative"]).assign(low=None, high=float("nan"), ref=None)
    chart = charts.intervals(df, "v", "name", "low", "high", reference="ref")
    assert {layer["mark"]["type"] for layer in chart.to_dict()["layer"]} == {"point", "text"}


def test_different_long_names_keep_different_labels_and_wrap():
    names = [" ".join(["wordy"] * 40), " ".join(["wordy"] * 39 + ["x"])]
    labels = drawing.labels(names)
    assert len(set(labels)) == 2 and all(len(line) < 32 for label in labels for line in label.split("\n"))


def test_what_is_left_out_is_said():
    chart = charts.bars(frame(DATA["6,000 rows"]), "v", "name", note="By hand.")
    assert charts.describe(chart)["note"] == "By hand. The largest are drawn; 5,960 more are in the table."
    assert "left out" in charts.describe(charts.bars(frame(DATA["nulls"]), "v", "name"))["note"]


def test_a_mistyped_fact_is_refused():
    with pytest.raises(TypeError, match="titel"):
        charts.bars(frame(DATA["negative"]), "v", "name", titel="x")


def test_equal_charts_have_equal_bytes_and_a_notebook_stores_three_views():
    first, second = (charts.specification(BUILDERS["heat"](frame(DATA["negative"]), "T")) for _ in range(2))
    assert json.dumps(first) == json.dumps(second) and pictures.svg(first) == pictures.svg(second)
    data, options = BUILDERS["bars"](frame(DATA["negative"]), "T")._repr_mimebundle_(None, None)
    assert set(data) == {drawing.MIME, "image/svg+xml", "text/plain"}
    assert (
        data[drawing.MIME]["$schema"].endswith("/v5.json") and options[drawing.MIME]["embed_options"]["ast"]
    )


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_a_control_character_does_not_end_the_process():
    spec = {"data": {"values": [{"a": "x\x00\x0b\x1b\ufffe", "b": 1}]}, "mark": "bar", "title": "\x08"}
    spec["encoding"] = {"x": {"field": "b", "type": "quantitative"}, "y": {"field": "a", "type": "nominal"}}
    assert ">x</text>" in pictures.svg(spec)


def test_colours_stand_out_from_white():
    assert all(1.05 / (luminance(colour) + 0.05) >= 3 for colour in drawing.PALETTE)
    steps = [luminance(colour) for colour in drawing.RAMP]
    assert steps == sorted(steps, reverse=True) and all(a / b > 1.3 for a, b in pairwise(steps))


def test_a_grid_keeps_a_column_for_the_silent_and_a_verdict_its_colour():
    rows = [(f"q{n}", "ab"[n % 2], "1", "agree" if n else "conflict") for n in range(60)]
    df = pd.DataFrame(rows, columns=["quantity", "document", "text", "verdict"])
    about = {"mark": "verdict", "columns": ["a", "b", "silent"], "most": 10}
    spec = charts.matrix(df, "document", "quantity", "text", **about).to_dict()
    cells = spec["layer"][0]["encoding"]
    assert cells["x"]["scale"]["domain"] == ["a", "b", "silent"]
    assert spec["usermeta"]["note"] == "The largest are drawn; 50 more are in the table."
    assert set(charts.drawn_data(charts.matrix(df, "document", "quantity", "text", **about))["document"]) == {
        "a",
        "b",
    }
    colours = dict(zip(cells["color"]["scale"]["domain"], cells["color"]["scale"]["range"], strict=True))
    assert colours == {verdict: findings.LOOKS[verdict][0] for verdict in ("agree", "conflict")}
