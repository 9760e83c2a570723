"""What notebook 03 says: true to the tables, grammatical for none, one and many, and safe for any text."""

import newsfigures as nf
import pandas as pd
import pytest
from newsfigures.mentioning import comention, sectors
from newsfigures.pages import sector_prose, tables


def said(texts, unit="sentence", level=0.05, minimum=1):
    """The answer of the notebook over a few texts."""
    corpus = nf.load(pd.DataFrame([{"document": k, "text": v} for k, v in texts.items()]))
    mentions = sectors.find_mentions(corpus)
    by_unit = {u: comention.co_mentions(mentions, u, minimum=minimum) for u in sector_prose.UNITS}
    limits, steady = comention.compare_units(by_unit, level)
    plain = comention.co_mentions(comention.without_lists(mentions), unit, minimum=minimum)
    labels = {d.document: d.label for d in corpus.records}
    return str(sector_prose.answer(mentions, by_unit[unit], plain, limits, steady, labels, "sector", level))


MANY = " ".join(["Oil and steel fell."] * 3 + ["Nobody knew why."] * 20)


@pytest.mark.parametrize(
    "texts, expected",
    [
        (
            {"a": "Nothing."},
            ["One article names no sectors. No sector is mentioned, so there is no pair to test."],
        ),
        (
            {"a": "Oil fell."},
            ["One article names one sector, most often oil (1). Only one sector is mentioned (oil)"],
        ),
        (
            {"a": "Oil and steel fell."},
            ["One pair was tested by sentence. No pairs meet", "no pair could reach"],
        ),
        (
            {"a": MANY, "b": MANY},
            [
                "Two articles name two sectors",
                "One pair meets more often than chance",
                "mining with oil: six sentences",
                "three left without article a",
                "it is still found",
            ],
        ),
    ],
)
def test_the_answer_fits_the_data(texts, expected):
    text = said(texts)
    assert all(part in text for part in expected), text


def test_without_lists_keeps_the_units():
    mentions = sectors.find_mentions("Oil, gas, coal and steel fell. Oil and steel rose.")
    plain = comention.without_lists(mentions, crowd=4)
    assert list(plain["sector"]) == ["oil", "mining"]
    assert comention.co_mentions(plain).attrs["units"] == comention.co_mentions(mentions).attrs["units"] == 2


def test_the_grid_is_the_same_from_both_sides():
    pairs = comention.co_mentions(sectors.find_mentions("Oil and gas fell. Oil and steel rose."))
    cells = sector_prose.grid(pairs).pivot(index="sector", columns="with", values="both")
    assert (cells.to_numpy() == cells.to_numpy().T).all()
    assert cells.loc["oil", "gas"] == 1 and cells.loc["gas", "mining"] == 0


def pairs_of(*rows):
    columns = ["sector_a", "sector_b", "both", "p_adjusted", "both_without"]
    pairs = pd.DataFrame(rows, columns=columns)
    pairs.attrs["unit"] = "sentence"
    return pairs


@pytest.mark.parametrize(
    ("left", "words"),
    [
        ([1.0], "Without one article it shares fewer than two sentences."),
        ([1.0, 4.0], "Without one article one of them shares fewer than two sentences."),
        ([5.0, 4.0], "Whichever one article is left out, two sentences or more stay of each."),
        ([], "No two sectors share a sentence."),
    ],
)
def test_a_pair_that_one_article_carries_is_said_to_be_carried_by_it(left, words):
    pairs = pairs_of(*(("oil", "gas", 5, 0.01, n) for n in left))
    assert str(sector_prose.standing_out(pairs, 0.05)).endswith(words)


def test_pairs_that_tie_for_the_first_place_are_all_named():
    pairs = pairs_of(("a", "b", 4, 1, 0), ("c", "d", 4, 1, 0), ("a", "c", 1, 1, 0))
    told = sector_prose.closest(pairs, "")["title"]
    assert told == "A with b and c with d share most: four sentences each"
    assert (
        sector_prose.closest(pairs_of(("a", "c", 1, 1, 0)), "")["title"]
        == "A with c shares most: one sentence"
    )


def test_folds_are_closed_escaped_and_say_their_number():
    frame = pd.DataFrame({"a": ["<b>x</b>"] * 2, "b": ["y", "y"], "text": ["<script>", "&"]})
    page = tables.folded(frame, ["a", "b"], "passage").html
    assert page.count("<details>") == 1 and "&lt;b&gt;x&lt;/b&gt; with y: two passages" in page
    assert "<script>" not in page and " open" not in page
    assert "No rows." in tables.folded(frame.head(0), ["a", "b"], "passage")._repr_html_()
