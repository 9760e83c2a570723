"""The summary notebook: what it finds in the five articles, and that any corpus gives a page."""

import json

import pytest
from newsfigures.running import run

NAME = "04_summary_charts"


def test_results_found_by_hand(results):
    """Counted in the five articles: their words of figures, and the reference table."""
    assert results["documents"] == results["dated"] == results["witnesses"] == 5
    assert results["skipped"] == 0
    # Several tell the trade total (all five) and its growth of 26 % (000, 001); other visits are other firsts.
    assert results["told_by_several"] == 2
    assert results["verdicts"]["different status"] == 1 and results["verdicts"]["agree"] == 1
    assert "conflict" not in results["verdicts"]
    assert results["told_by_several"] + results["told_once"] == results["groups"]


def test_the_trade_total_lies_at_the_official_figure(table):
    held = table("references")
    total = held[held["quantity"].str.startswith("trade, China and Russia, 2023")]
    assert set(total["document"]) == {"000", "001", "002", "003", "004"}
    assert total["off"].abs().max() == pytest.approx(100 * (240.11 - 240) / 240.11, abs=1e-6)
    assert (
        (total["off_low"] < 0).all()
        and (total["off_high"] > 0).all()
        and (total["beside_it"] == "fits").all()
    )
    assert set(total.loc[total["document"] == "003", "status"]) == {"projected"}


def test_implied_earlier_levels_hold_the_official_ones(table):
    implied = table("implied")
    levels = implied[(implied["relation"] == "growth of") & (implied["unit"] == "USD")]
    spans = {row.document: (row.low / 1e9, row.high / 1e9, row.known / 1e9) for row in levels.itertuples()}
    assert spans["000"] == pytest.approx((239.5 / 1.265, 240.5 / 1.255, 190.271), rel=1e-9)
    assert spans["004"] == pytest.approx((239.5 / 1.645, 240.5 / 1.635, 146.887), rel=1e-9)


def test_every_chart_has_a_finding_a_source_and_a_text(written):
    for path in (written / "charts").glob("*.json"):
        if path.name.endswith(".vl.json"):
            continue
        about = json.loads(path.read_text("utf-8"))
        assert about["title"] and about["subtitle"] and about["source"] and len(about["alt"]) > 80, path.name
        assert path.with_suffix(".svg").is_file() and path.with_suffix(".png").is_file()


CORPORA = {
    "one": {"a.txt": "Trade rose 26 % to $240 billion in 2023, customs data show."},
    "no figures": {"a.txt": "Nothing is counted here. Nobody counts.", "b.txt": "Words and more words."},
    "right to left": {
        "a.txt": "بلغت التجارة بين الصين وروسيا 240 مليار دولار في عام 2023. وارتفعت بنسبة 26 في المئة."
    },
}


@pytest.mark.parametrize("corpus", CORPORA)
def test_any_corpus_gives_a_page(corpus, tmp_path, open_page):
    folder = tmp_path / corpus
    folder.mkdir()
    for name, text in CORPORA[corpus].items():
        (folder / name).write_text(text, "utf-8")
    record = run.run(str(folder), str(tmp_path / "out"), only=["04"])
    assert record["status"] == "done", record["notebooks"]
    shown = open_page(tmp_path / "out" / f"{NAME}.html")
    shown.page.wait_for_function("document.documentElement.dataset.drawn === 'yes'")
    assert shown.requests == [] and shown.messages == []
    assert "not computed" not in shown.page.inner_text("main")
