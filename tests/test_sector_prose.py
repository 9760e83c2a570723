"""What notebook 03 says: true to the tables, grammatical for none, one and many, and safe for any text."""

import cells
import newsfigures as nf
import pandas as pd
import pytest
from newsfigures.mentioning import comention, sectors
from newsfigures.pages import sector_prose, tables


def said(texts):
    """The answer of the notebook over a few texts."""
    corpus = nf.load(pd.DataFrame([{"document": k, "text": v} for k, v in texts.items()]))
    return str(cells.shown("03", corpus=corpus, minimum=1)["answer-say"])


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
            ["One article names one sector: oil (1). Only one sector is mentioned (oil)"],
        ),
        ({"a": "Oil fell.", "b": "Nothing."}, ["One of two articles names one sector: oil (1)."]),
        (
            {"a": "Oil and steel fell."},
            ["One pair was tested by sentence. No pairs meet", "no pair could reach"],
        ),
        (
            {"a": MANY, "b": MANY},
            [
                "Two articles name two sectors: ",
                "One pair meets more often than chance",
                "mining with oil: six sentences",
                "none left without article a",
                "the one pair remains",
            ],
        ),
    ],
)
def test_the_answer_fits_the_data(texts, expected):
    text = said(texts)
    assert all(part in text for part in expected), text


def test_the_grid_is_the_same_from_both_sides():
    pairs = comention.co_mentions(sectors.find_mentions("Oil and gas fell. Oil and steel rose."))
    both = sector_prose.grid(pairs).pivot(index="sector", columns="with", values="both")
    assert (both.to_numpy() == both.to_numpy().T).all()
    assert both.loc["oil", "gas"] == 1 and both.loc["gas", "mining"] == 0


def pairs_of(*rows):
    columns = ["sector_a", "sector_b", "both", "p", "p_adjusted", "p_within", "survives"]
    pairs = pd.DataFrame([(*row, 0.01, True)[:7] for row in rows], columns=columns)
    pairs.attrs["unit"] = "sentence"
    return pairs


@pytest.mark.parametrize(
    ("pairs", "words"),
    [
        ([], "No two sectors share two sentences."),
        ([("oil", "gas", 5, 0.2, 0.4)], "None stand out beyond chance."),
        (
            [("oil", "gas", 5, 0.01, 0.01)],
            "One pair shares two sentences or more. One stands out beyond chance: oil with gas.",
        ),
        ([("oil", "gas", 5, 0.01, 0.01, 0.2)], "Within articles oil with gas cannot be told from chance."),
        (
            [("oil", "gas", 5, 0.01, 0.01, 0.01, False)],
            "Without one article fewer than two sentences, or what chance gives",
        ),
    ],
)
def test_a_pair_is_said_to_be_as_firm_as_it_is(pairs, words):
    assert words.lower() in str(sector_prose.standing_out(pairs_of(*pairs), 0.05, 2)).lower()


def test_pairs_that_tie_for_the_first_place_are_all_named():
    pairs = pairs_of(("a", "b", 4, 1, 1), ("c", "d", 4, 1, 1), ("a", "c", 1, 1, 1))
    told = sector_prose.closest(pairs, "", 1)["title"]
    assert told == "A with b and c with d share most: four sentences each"
    assert sector_prose.closest(pairs[2:], "", 1)["title"] == "A with c shares most: one sentence"


def test_folds_are_closed_escaped_and_say_their_number():
    frame = pd.DataFrame({"a": ["<b>x</b>"] * 2, "b": ["y", "y"], "text": ["<script>", "&"]})
    page = tables.folded(frame, ["a", "b"], "passage").html
    assert page.count("<details>") == 1 and "&lt;b&gt;x&lt;/b&gt; with y: two passages" in page
    assert "<script>" not in page and " open" not in page
    assert "No rows." in tables.folded(frame.head(0), ["a", "b"], "passage")._repr_html_()
