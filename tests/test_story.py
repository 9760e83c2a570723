"""Claims of different articles that find each other without the same words, and those that must not."""

from types import SimpleNamespace

import newsfigures as nf
import pandas as pd
import pytest
from newsfigures.reconciling.story import SMALL, Corpus


def reconciled(*texts):
    dates = [f"2024-03-{10 + n}" for n in range(len(texts))]
    frame = pd.DataFrame({"document": list("abcdef")[: len(texts)], "text": texts, "date": dates})
    return nf.reconcile(nf.find_claims(nf.load(frame)))


def row_of(ledger, text):
    """The group of the first claim that is written so."""
    group = ledger.claims.loc[ledger.claims["text"] == text, "group"].iloc[0]
    return ledger.groups.set_index("group").loc[group]


BURNT = "A blaze in Harlow Quay ruined 1,847 pallets of tiles, the harbour office said."


@pytest.mark.parametrize(
    "other, documents",
    [
        ("Insurers in Harlow Quay will pay for the 1,847 stacks of tiles lost to the blaze.", 2),
        ("In Harlow Quay the blaze spared all but 1,874 stacks of tiles.", 2),  # one slip of the same
        ("A choir of 1,847 sang in Lisbon.", 1),  # neither article names the other's town
        ("A blaze in Harlow Quay ruined 2,310 pallets of glass.", 1),
        ("In May 2019 the port of Harlow Quay shipped 1,847 tonnes of tiles.", 1),  # another unit
    ],
)
def test_a_telling_value_is_met_under_other_words(other, documents):
    assert row_of(reconciled(BURNT, other), "1,847")["documents"] == documents


@pytest.mark.parametrize(
    "one, other",
    [
        ("The quake in Tamiro killed 214 people.", "The quake in Tamiro injured 214 people."),
        (
            "Exports of Norland were 5.37 billion dollars in 2022.",
            "Imports of Norland were 5.37 billion dollars in 2022.",
        ),
        ("Norland sold 5,372 tractors in 2021.", "In 2022 Norland sold 5,372 tractors."),
        ("France counted 5,372 strikes.", "Japan counted 5,372 strikes."),
        ("Kenya and Uganda reported 25 deaths on Monday.", "Uganda reported 17 deaths on Monday."),
        ("Corvane leased 40,000 trucks in 2018.", "Corvane scrapped 14,000 trucks in 2018."),
        ("Corvane sold 40,000 trucks in 2018.", "Corvane repaired 40,000 trucks in 2018."),
        ("Lee threw two touchdowns for Harl.", "The Tams have two kids."),
        ("The firm in Ulm has more than 1,200 buyers.", "The firm of Jan Kees made 4,700 tests."),
        ("He rode at a speed of 15 to 22 miles an hour.", "Jets reach a speed of up to 400 metres a second"),
        ("Norland's milk fell 3.2 percent in May.", "Norland's milk rose 23 percent in May."),
        ("Norland counted 1,482,310 votes.", "Norland's Greens won seven votes."),
        ("Norland's imports rose 9.5 percent in May.", "Norland's energy imports rose 12 percent in May."),
        ("Corvane's load factor was 83.4 percent.", "Corvane's domestic load factor was 78.6 percent."),
        (
            "Corvane's margin was 7.3 percent in 2023.",
            "Corvane's margin in clothing was 9.1 percent in 2023.",
        ),
        ("Norland's economy added 76,000 jobs in May.", "Norland's private sector added 57,000 jobs in May."),
        (
            "Corvane carried 3.62 million people in May.",
            "In Spain, Corvane carried 1.21 million people in May.",
        ),
        (
            "Unemployment in Norland was 6.6 percent in May.",
            "Among men aged 25 to 54, unemployment in Norland was 5.7 percent in May.",
        ),
        ("The TA-35 index edged down to 1,463.87 points.", "The TA-25 index ended at 1,463.78 points."),
    ],
)
def test_contrary_words_another_time_or_country_forbid_it(one, other):
    groups = reconciled(one, other).groups
    assert not set(groups["verdict"]) & {"agree", "agree within rounding", "conflict", "superseded"}


def test_the_reason_says_how_likely_an_accident_is():
    other = "Insurers in Harlow Quay will pay for the 1,847 stacks of tiles lost to the blaze."
    said = "Some 1,847 boxes of tiles were lost when fire swept Harlow Quay, the harbour office said."
    reasons = [row_of(reconciled(BURNT, text), "1,847")["reason"] for text in (other, said)]
    assert any("by accident" in reason for reason in reasons)


def test_the_nearest_relative_differs_in_the_slot_that_both_tell():
    ledger = reconciled(
        "France brought in 29.4 million tonnes of soft wheat in 2023.",
        "The soft wheat crop of France was 29.4 million tonnes in 2023, after 33.1 million tonnes in 2022.",
    )
    assert row_of(ledger, "33.1 million tonnes")["verdict"] == "different period"


def test_a_growth_that_two_swapped_digits_explain_does_not_tie():
    ledger = reconciled(
        "Norland had 9.72 million visitors in 2023.",
        "The number of visitors to Norland rose 12 percent in 2023. In 2022 it had 8.28 million visitors.",
    )
    found = ledger.links[ledger.links["slip"] == "digit swap"]
    assert found["verdict"].tolist() == ["does not tie"]
    assert ledger.claims.set_index("claim").loc[found["culprit"].iloc[0], "text"] == "9.72 million"


def test_one_quarter_under_another_word_completes_a_year():
    flew = "Norland Air carried {} million passengers in the {} quarter of 2023."
    ledger = reconciled(
        flew.format("3.42", "first"),
        flew.format("4.18", "second"),
        "Norland Air transported 5.27 million people in the third quarter of 2023.",
        flew.format("3.96", "fourth"),
        "Norland Air carried 18.63 million passengers in 2023.",
    )
    sums = ledger.links[ledger.links["relation"] == "sum"]
    assert sums["slip"].tolist() == ["digit swap"]


def test_two_stories_of_a_large_corpus_may_share_no_rare_word():
    told = {"sentence": 0, "parties": (), "dimension": "count", "value": 1.0}
    names = [chr(97 + n // 26) + chr(97 + n % 26) for n in range(SMALL + 5)]
    items = [SimpleNamespace(document=n, passage=f"The q{n}xem.", **told) for n in names]
    assert Corpus(items).story(*names[:2]) == (set(), [])
