"""What a notebook writes: whole, inside its folder, the same bytes for the same input."""

import json

import pandas as pd
import pytest
from newsfigures.pages import charts, outputs, prose

TABLE = pd.DataFrame({"name": ["a", "=b"], "n": [1.0, 3.0], "mixed": [1, "x"], "many": [["p", "q"], []]})


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("NEWSFIGURES_OUT", str(tmp_path))
    return tmp_path


def write(**changes):
    chart = charts.bars(TABLE, "n", "name", title="B leads", unit="USD", source="a test", note="By hand.")
    given = {"tables": {"t": TABLE}, "charts": {"c": chart}, "results": {"n": 1}}
    return outputs.write_outputs("nb", **{**given, **changes})


def test_every_table_and_chart_lands_in_every_form(folder):
    assert str(write()) == "Written to nb: one table, one chart and one result."
    names = {path.relative_to(folder / "nb").as_posix() for path in (folder / "nb").rglob("*.*")}
    assert names == {"results.json", "tables/t.csv", "tables/t.json", "tables/t.parquet"} | {
        f"charts/c.{kind}" for kind in ("svg", "png", "vl.json", "csv", "json")
    }
    about = json.loads((folder / "nb/charts/c.json").read_text())
    assert about["title"] == "B leads" and about["unit"] == "USD" and about["source"] == "a test"
    assert about["alt"].startswith("Bar chart. B leads.") and about["note"] == "By hand."
    assert (folder / "nb/charts/c.png").read_bytes().startswith(b"\x89PNG")
    assert pd.read_parquet(folder / "nb/tables/t.parquet")["n"].tolist() == [1, 3]


def test_linked_data_stands_beside_its_table_until_it_is_not_written(folder):
    write(linked={"t": {"@context": "c", "value": "“=b”"}})
    path = folder / "nb/tables/t.jsonld"
    assert json.loads(path.read_text("utf-8")) == {"@context": "c", "value": "“=b”"}
    rows = json.loads((folder / "nb/tables/t.json").read_text("utf-8"))
    assert [(row["name"], row["n"], row["many"]) for row in rows] == [("a", 1, ["p", "q"]), ("=b", 3, [])]
    write()
    assert not path.exists()


def test_two_runs_give_the_same_bytes(folder):
    write()
    first = {path: path.read_bytes() for path in folder.rglob("*.*")}
    write()
    assert first == {path: path.read_bytes() for path in folder.rglob("*.*")}


def test_a_sentence_in_place_of_a_chart_leaves_no_earlier_picture(folder):
    write()
    write(charts={"c": prose.say("Nothing to draw.")})
    assert {path.name for path in (folder / "nb/charts").iterdir()} == {"c.csv", "c.json"}
    assert json.loads((folder / "nb/charts/c.json").read_text())["alt"] == "Nothing to draw."


def test_results_hold_what_json_can(folder):
    results = {
        "nan": float("nan"),
        "set": {"b", "a"},
        "row": pd.Series([1, 2]),
        "np": TABLE["n"].sum(),
        "b": True,
    }
    write(results=results)
    text = (folder / "nb/results.json").read_text()
    assert json.loads(text) == {"nan": None, "set": ["a", "b"], "row": [1, 2], "np": 4.0, "b": True}
    assert text.index('"b"') < text.index('"nan"') < text.index('"set": [')


@pytest.mark.parametrize("name", ["../../x", "/etc/x", "a\x00b", "..", "con/aux"])
def test_no_name_leaves_the_folder(folder, name):
    outputs.write_outputs(name, {name: TABLE}, {}, {})
    assert {path.parent.parent.parent for path in folder.rglob("*.csv")} == {folder}


def test_a_failed_write_leaves_the_earlier_file(folder, monkeypatch):
    write()
    before = (folder / "nb/tables/t.csv").read_bytes()

    def fail(frame, path):
        path.write_text("half")
        raise OSError("disk full")

    monkeypatch.setattr(outputs.tables, "write_csv", fail)
    with pytest.raises(OSError, match="disk full"):
        write()
    assert (folder / "nb/tables/t.csv").read_bytes() == before
    assert not [path for path in folder.rglob("*") if "part" in path.name]


def test_without_a_runner_the_folder_is_the_one_given_or_that_of_the_corpus(monkeypatch, tmp_path):
    monkeypatch.delenv("NEWSFIGURES_OUT", raising=False)
    assert outputs.run_folder(str(tmp_path)) == tmp_path
    assert outputs.run_folder("", "my/seeds") == outputs.ROOT / "outputs" / "my_seeds"


def test_a_table_too_large_for_a_spreadsheet_is_parquet_alone_and_said(folder, monkeypatch):
    write()
    monkeypatch.setattr(outputs, "LARGE", 1)
    assert str(write()).endswith("one result. More than 1 rows, so as Parquet alone: t.")
    assert [path.name for path in (folder / "nb/tables").iterdir()] == ["t.parquet"]
