"""Notebook 01 says of the five articles what a reader finds by hand."""

import html
import json
import re

import pytest

NAME = "01_corpus_statistics"


def prose(folder):
    """The computed sentences of the executed notebook, with the notes of its tables."""
    cells = json.loads((folder / NAME / f"{NAME}.ipynb").read_text("utf-8"))["cells"]
    outputs = [output for cell in cells for output in cell.get("outputs", ())]
    assert not [output for output in outputs if output["output_type"] in ("stream", "error")]
    pages = ["".join(output["data"].get("text/html", "")) for output in outputs]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", page)) for page in pages)


def test_sizes_are_those_counted_by_hand(results):
    # Words, types and hapaxes by a separate script that drops the six furniture lines by their text and finds
    # words by its own pattern; sentences, headings and paragraphs by reading.
    expected = {
        "documents": 5,
        "words": 3713,
        "types": 1273,
        "hapaxes": 830,
        "sentences": 171,
        "headings": 14,
    }
    expected |= {"paragraphs": 90, "independent_groups": 5, "key_words": 0}
    assert {name: results[name] for name in expected} == expected
    assert results["new_word"] == pytest.approx(830 / 3713) and results["ttr"] == pytest.approx(1273 / 3713)


def test_documents_are_described_one_by_one(table):
    rows = table("documents").set_index("label")
    assert rows["words"].to_dict() == {"000": 502, "001": 484, "002": 433, "003": 1402, "004": 892}
    assert rows["types"].to_dict() == {"000": 282, "001": 295, "002": 252, "003": 676, "004": 431}
    assert rows["sentences"].to_dict() == {"000": 18, "001": 23, "002": 20, "003": 71, "004": 39}
    assert rows["paragraphs"].to_dict() == {"000": 10, "001": 23, "002": 7, "003": 23, "004": 27}
    assert rows["outlet"].tolist()[:3] == ["Business Recorder", "Cryptopolitan", "unknown"]
    assert (rows["note"] == "").all()


def test_tables_hold_what_the_articles_have_in_common(table):
    words = table("words").set_index("word")
    assert words.loc[["the", "china", "trade"], "frequency"].tolist() == [202, 55, 16]
    ties = table("collocations").set_index(["first", "second"])
    assert ties.loc[("240", "billion"), ["frequency", "range"]].tolist() == [5, 5]
    assert table("names")[["name", "variant"]].values.tolist() == [["Blinken", "Blinkin"]]
    shared = table("shared_passages")["text_a"].tolist()
    assert shared == ["the relationship between Moscow and Beijing"]


def test_the_prose_draws_the_conclusions(run_folder):
    said = prose(run_folder)
    for sentence in (
        "Five documents, 3,713 words, five independent witnesses. No two documents share copied wording.",
        "The longest, 003, holds 38 % of all words",
        "No word sets a document apart by more than chance.",
        "“china” stands 63 times in five documents; 55 times as a word of its own",
        "For a reader to check: Blinken and Blinkin.",
    ):
        assert sentence in said


def test_charts_are_drawn(written):
    for name in ("sentence_length", "vocabulary", "rank_frequency", "rates"):
        assert (written / "charts" / f"{name}.svg").stat().st_size > 2000
