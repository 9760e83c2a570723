"""References: what fits, what does not, what is only near, and what cannot be used."""

import newsfigures as nf
import pandas as pd
import pytest
from newsfigures.reconciling.reference_table import read_references


def reconcile(text, rows, date="2024-03-01"):
    frame = pd.DataFrame({"document": ["a"], "text": [text], "date": [date]})
    return nf.reconcile(nf.find_claims(nf.load(frame)), pd.DataFrame(rows))


TRADE = {
    "quantity": "trade",
    "parties": "China; Russia",
    "measure": "level",
    "unit": "USD bn",
    "publisher": "Customs",
}
TEXT = "Trade between China and Russia reached $240 billion in 2023, up 26 percent from the previous year."


@pytest.mark.parametrize("value, verdict", [("240.11", "fits"), ("239.8", "fits"), ("227.8", "does not fit")])
def test_a_level_is_compared_by_its_interval(value, verdict):
    found = reconcile(TEXT, [{**TRADE, "value": value, "period": "2023"}]).references
    assert found.query("relation == 'same quantity'")["verdict"].tolist() == [verdict]


@pytest.mark.parametrize(
    "value, period, fits", [("741.3", "2024", 1), ("714.3", "2024", 0), ("741.3", "2023", 0)]
)
def test_a_figure_that_names_nothing_fits_by_its_digits_party_and_period(value, period, fits):
    row = {**TRADE, "parties": "China", "value": value, "period": period, "unit": "EUR m"}
    text = "China did well with tea. They brought China 741.3 million euros in 2024."
    assert reconcile(text, [row], "2025-03-01").references["verdict"].tolist().count("fits") == fits


def test_the_implied_base_is_compared_with_the_year_before():
    rows = [{**TRADE, "value": "240.11", "period": "2023"}, {**TRADE, "value": "190.271", "period": "2022"}]
    found = reconcile(TEXT, rows).references.query("relation == 'implied base'").iloc[0]
    assert found["verdict"] == "fits" and "$189.3–191.6 billion" in found["reason"]


@pytest.mark.parametrize("value, verdict", [("26.3", "fits"), ("26.7", "fits"), ("27.4", "does not fit")])
def test_published_growth_may_rest_on_a_revised_base(value, verdict):
    row = {**TRADE, "measure": "growth", "unit": "percent", "value": value, "period": "2023"}
    row |= {"base_start": "2022-01-01", "base_end": "2022-12-31"}
    found = reconcile(TEXT, [row]).references.query("relation == 'same quantity'")
    assert found["verdict"].tolist() == [verdict]


@pytest.mark.parametrize(
    "text, verdicts",
    [
        ("It was Modi's 20th visit to Japan.", ["does not fit"]),
        ("It was Modi's fourth visit to Japan.", []),
        ("It was Modi's 20th visit to Japan since the election.", []),  # counted from a new start
        ("It was Kishida's 20th visit to Japan.", []),  # of another person
    ],
)
def test_a_count_to_date_is_held_against_later_counts_of_its_own_series(text, verdicts):
    row = {"quantity": "visits", "parties": "Japan; India", "measure": "ordinal", "unit": "visit"}
    row |= {
        "value": "7",
        "period": "2024-05-01",
        "label": "Modi visits to Japan, to date",
        "publisher": "MEA",
    }
    assert reconcile(text, [row]).references["verdict"].tolist() == verdicts


def test_a_conversion_is_dated_by_the_days_that_allow_it():
    days = {"2024-05-14": 1.35319, "2024-05-15": 1.34869, "2024-05-16": 1.34521}
    rows = [
        {
            "quantity": "exchange rate",
            "measure": "rate",
            "unit": "SGD / USD",
            "value": v,
            "period_start": d,
            "period_end": d,
        }
        for d, v in days.items()
    ]
    found = reconcile("Trade of China reached $240 billion (S$323.7 billion) in 2023.", rows).references.iloc[
        0
    ]
    assert (found["relation"], found["verdict"]) == ("exchange rate", "fits")
    assert "Of 3 days in the series, 2024-05-15 allows it" in found["reason"]


def test_a_neighbour_is_a_suggestion_and_not_a_verdict():
    rows = [
        {**TRADE, "value": "240.11", "period": "2023"},
        {**TRADE, "value": "146.887", "period": "2021"},
        {
            **TRADE,
            "quantity": "exports",
            "topic": "trade",
            "measure": "growth",
            "unit": "percent",
            "value": "64.2",
            "period": "2023",
            "base_start": "2021-01-01",
            "base_end": "2021-12-31",
        },
    ]
    text = (
        "Trade between China and Russia reached $240 billion in 2023, an increase of 64% since February 2022."
    )
    found = reconcile(text, rows).references.query("relation == 'neighbour'")
    assert found["verdict"].tolist() == ["suggestion", "no fit"]
    assert found["claim_low"].tolist() == [63.5, 63.5]


def test_bad_rows_are_named_and_not_used():
    notes = []
    rows = [
        {**TRADE, "value": "", "period": "2023"},
        {**TRADE, "value": "many", "period": "2023"},
        {**TRADE, "value": "5", "unit": "", "period": "2023"},
        {**TRADE, "value": "240.11", "period": "2023"},
        {**TRADE, "value": "190", "period": "2023"},
    ]
    used = read_references(pd.DataFrame(rows), notes)
    assert len(used) == 2
    assert [
        "has no value" in notes[0],
        "no number" in notes[1],
        "no unit" in notes[2],
        "contradict each other" in notes[3],
    ] == [True] * 4


@pytest.mark.parametrize("references", [None, pd.DataFrame()])
def test_no_references_is_no_fault(references):
    frame = pd.DataFrame({"document": ["a"], "text": [TEXT]})
    assert len(nf.reconcile(nf.find_claims(nf.load(frame)), references).references) == 0
