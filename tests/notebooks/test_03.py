"""Notebook 03 over the five articles says what was counted by hand."""

import pytest

NAME = "03_sector_co_mention"


def test_pairs_that_meet_more_often_than_chance(results):
    """Sentences with both, with either alone, and their articles, counted in the texts."""
    first = {(p["sector_a"], p["sector_b"]): p for p in results["pairs"]}
    cars = first["automotive", "electronics"]  # smartphones or batteries and chips: 000 twice, 001, 003
    assert (cars["both"], cars["with_a"], cars["with_b"], cars["documents"]) == (4, 7, 9, 3)
    roads = first["construction", "transport"]  # a list of fields in 003, routes and Belt and Road in 004
    assert (roads["both"], roads["with_a"], roads["with_b"], roads["documents"]) == (2, 3, 2, 2)
    space = first["aerospace", "nuclear power"]  # fields of cooperation in 000 and 001
    assert (space["both"], space["with_a"], space["with_b"], space["documents"]) == (2, 5, 2, 2)
    assert [p["p_adjusted"] <= 0.05 for p in results["pairs"]] == [True] * 4 + [False] * 6


def test_single_terms_counted_by_hand(results):
    expected = {"coal": 1, "mining": 1, "agriculture": 1, "retail": 1, "software": 1, "biotechnology": 1}
    expected |= {"nuclear power": 2, "telecoms": 2, "transport": 2, "oil": 7, "gas": 5}
    assert {sector: results["sectors"][sector] for sector in expected} == expected
    assert "tourism" not in results["sectors"] and "media" not in results["sectors"]


def test_five_articles_cannot_prove_anything_by_document(results):
    document = next(row for row in results["limits"] if row["unit"] == "document")
    assert (document["units"], document["reachable"], document["found"]) == (5, 0, 0)
    assert document["least"] == pytest.approx(0.1)  # three articles with each sector, of five: 1 / C(5, 3)


def test_energy_carries_its_oil_figures(results):
    stated = {(f["group"], f["sector"], f["text"]) for f in results["figures"]}
    assert {("Energy", "oil", "107 million tonnes"), ("Energy", "oil", "24%")} <= stated
    assert ("Automotive", "automotive", "$23 billion") in stated
    assert ("Technology", "telecoms", "$3.9 billion") in stated
    assert not any("240" in text for *_, text in stated)  # total trade is no sector's


def test_tables_and_charts_are_written(written, results, table):
    assert len(table("mentions")) == sum(results["sectors"].values())
    evidence = table("evidence")
    pair = evidence[(evidence["sector_a"] == "automotive") & (evidence["sector_b"] == "electronics")]
    assert pair["passage"].str.contains("cars|vehicles").all() and len(pair) == 4
    for chart in ("mentions", "articles", "pairs", "network"):
        assert (written / "charts" / f"{chart}.svg").stat().st_size > 1000
