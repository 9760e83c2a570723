"""The five articles byte for byte, what is known about them, and the references without a row lost."""

import csv
import hashlib
from pathlib import Path

import pytest

SEEDS = Path(__file__).parents[1] / "seeds"


@pytest.mark.parametrize(
    ("name", "sha256"),
    [
        ("000_5097bc754316f550", "c72c8f2bf44002dd64bcde68487765f6f3e677668ea1cf269778167bcabf4723"),
        ("001_904f3ea47eb1fa17", "ac9686357008bbf3b6e3a55849735d76397d800583877de198a2b97f09094295"),
        ("002_7d441b87051a0c9f", "fbc1929a5709053ff39be1efad935dc805bb5cfe7e847f6e65de3d2236a8c725"),
        ("003_a6f2ffdd0cd0098f", "b6d1a3433315a098dbf95433acadb2ba211c96f3a2700220af1abac2e03e6f75"),
        ("004_46a525766b7fbe32", "9dbff3f1d69a59ae91b4d0f5208362846c5bae02c496da290f8ffc0f0050a5a3"),
    ],
)
def test_articles_are_byte_for_byte(name, sha256):
    assert hashlib.sha256((SEEDS / f"{name}.txt").read_bytes()).hexdigest() == sha256


def table(name):
    with (SEEDS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_what_is_known_is_said_with_its_basis():
    rows = table("documents.csv")
    assert [r["document"] for r in rows] == sorted(p.stem for p in SEEDS.glob("*.txt"))
    for row in rows:
        for fact in ("outlet", "author", "date"):
            assert (
                row[f"{fact}_basis"] == ""
                if not row[fact]
                else row[f"{fact}_basis"] in ("stated", "inferred")
            )
        assert bool(row["date"]) == bool(row["date_note"])


def test_quotes_in_the_notes_are_in_the_articles():
    for row in table("documents.csv"):
        text = (SEEDS / f"{row['document']}.txt").read_text("utf-8")
        quotes = [q.split("”")[0] for note in ("date_note", "note") for q in row[note].split("“")[1:]]
        assert all(quote in text for quote in quotes), quotes


def test_every_source_row_of_the_references_survives():
    """The words of the source table, sorted, hash to what they hashed to when it was taken over."""
    columns = ("label", "period_text", "written_value", "written_unit", "address", "certainty")
    rows = sorted("\x1f".join(r[c] for c in columns) for r in table("references.csv"))
    assert len(rows) == 84
    assert (
        hashlib.sha256("\n".join(rows).encode()).hexdigest()
        == "df249085db062a0140d2020d4ccf91a5b92a6a09e725deabd249e4fe8b4269c6"
    )


SCALE = {"bn": 1e9, "trillion": 1e12, "million": 1e6, "thousand": 1e3}


def test_references_say_in_base_units_what_was_written():
    for row in table("references.csv"):
        if row["measure"] == "date":
            assert row["value"] == "" and row["period_start"] == row["period_end"] == row["written_value"]
            continue
        scale = next((SCALE[w] for w in row["written_unit"].split() if w in SCALE), 1)
        assert float(row["value"]) == pytest.approx(float(row["written_value"]) * scale, rel=1e-12)
        low, high = (float(row[c]) if row[c] else None for c in ("low", "high"))
        assert low <= float(row["value"]) and (high is None or float(row["value"]) <= high)
        assert (high is None) == (row["bound"] == "more than")


def test_references_use_closed_lists():
    rows = table("references.csv")
    assert {r["measure"] for r in rows} == {
        "level",
        "count",
        "growth",
        "share",
        "rate",
        "ordinal",
        "term",
        "date",
    }
    assert {r["status"] for r in rows} == {"reported", "projected", "target", "announced"}
    assert {r["bound"] for r in rows} == {"", "about", "more than", "nearly"}
    assert {r["certainty"] for r in rows} == {"high", "medium", "low"}
    assert all(r["quantity"] and r["topic"] and r["publisher"] and r["address"] for r in rows)
    assert all(r["period_end"] >= r["period_start"] for r in rows if r["period_end"])


def test_growth_is_linked_to_the_levels_of_its_period_and_base():
    rows = {r["reference"]: r for r in table("references.csv")}
    assert len(rows) == 84
    for row in rows.values():
        assert bool(row["base_start"]) == (row["measure"] == "growth")
        for link, period in (("level_reference", "period"), ("base_reference", "base")):
            if row[link]:
                level = rows[row[link]]
                assert level["status"] == "reported" and level["measure"] == "level"
                assert all(level[k] == row[k] for k in ("quantity", "scope", "flow", "definition"))
                assert (
                    level["period_start"] == row[f"{period}_start"]
                    and level["period_end"] == row[f"{period}_end"]
                )
        if row["level_reference"] and row["base_reference"]:
            growth = (
                float(rows[row["level_reference"]]["value"]) / float(rows[row["base_reference"]]["value"]) - 1
            )
            assert abs(100 * growth - float(row["value"])) < 1.2, row["reference"]
