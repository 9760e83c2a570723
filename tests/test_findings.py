"""Sentences that both pages share: true for none, for one and for many, and their counts add up."""

import re

import newsfigures as nf
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from newsfigures.pages import findings, prose

VERDICTS = st.lists(st.sampled_from([*findings.VERDICTS, "another verdict"]), max_size=40)


def number(word):
    return prose.WORDS.index(word.lower()) if word.lower() in prose.WORDS else int(word.replace(",", ""))


@given(VERDICTS)
def test_the_counts_of_the_verdicts_make_up_the_number_of_groups(verdicts):
    told = findings.verdicts(pd.DataFrame({"verdict": verdicts}, dtype=object))
    if len(set(verdicts)) > 1:
        head, tail = re.fullmatch(r"Of (\S+) quantities, (.*)\.", told).groups()
        parts = re.split(r", | and ", tail)
        assert number(head) == len(verdicts) == sum(number(part.split()[0]) for part in parts)
    assert findings.verdicts(pd.DataFrame({"verdict": ["agree"] * 2})) == "Both quantities agree."
    assert " 0 " not in told and "none" not in told


@given(st.lists(st.sampled_from(list(findings.LINKS)), max_size=20))
def test_every_implied_value_is_accounted_for(verdicts):
    told = findings.follows(pd.DataFrame({"verdict": verdicts}, dtype=object))
    if len(set(verdicts)) > 1:
        head, tail = re.fullmatch(r"(\S+) values follow from the claims by arithmetic: (.*)\.", told).groups()
        parts = re.split(r", | and ", tail)
        assert number(head) == sum(number(part.split()[0]) for part in parts) == len(verdicts)


def references(*verdicts):
    rows = [(f"a-{n}", "", verdict) for n, verdict in enumerate(verdicts)]
    return pd.DataFrame(rows, columns=["claim", "link", "verdict"])


@pytest.mark.parametrize(
    ("verdicts", "words"),
    [
        ([], "No official figure stands beside any claim."),
        (["fits"], "The one claim beside official figures fits them."),
        (["does not fit"], "The one claim beside official figures does not fit them."),
        (["fits", "fits"], "Both claims beside official figures fit them."),
        (["does not fit", "no fit", "does not fit"], "Neither claim beside official figures fits them."),
        (["fits", "does not fit", "suggestion"], "One of two claims beside official figures fits them."),
    ],
)
def test_claims_beside_official_figures(verdicts, words):
    assert findings.beside(references(*verdicts)) == words


def ledger_of(**texts):
    documents = pd.DataFrame({"document": list(texts), "text": list(texts.values())})
    articles = nf.load(documents)
    return nf.reconcile(nf.find_claims(articles))


def test_a_conflict_comes_first_and_its_absence_is_said():
    says = "In 2023 trade between China and Russia reached ${} billion."
    told = findings.disagreement(ledger_of(a=says.format(240), b=says.format(310)))
    assert told.startswith("The articles disagree about: ") and "$240 billion and $310 billion" in told
    told = findings.disagreement(ledger_of(a=says.format(240), b=says.format(240)))
    assert told == "No two articles contradict each other."
    assert "no second article" in findings.disagreement(ledger_of(a=says.format(240)))


def test_a_year_that_follows_is_written_as_a_year():
    assert prose.number(2030, prose.CALENDAR) == prose.interval(2030, 2030, prose.CALENDAR) == "2030"
