"""Decisions of the researcher: saved whole beside the documents, or refused with a reason."""

import newsfigures as nf
import pandas as pd
import pytest
from newsfigures.reconciling import sensitivity

TEXT = "Exports of Norland were {} million tonnes in 2023."
FULL = "action,claim,field,value,note,words\n"


@pytest.fixture
def articles(tmp_path):
    for name, value in (("a", "4.57"), ("b", "4.75")):
        (tmp_path / f"{name}.txt").write_text(TEXT.format(value))
    return nf.load(tmp_path)


@pytest.fixture
def claims(articles):
    return nf.find_claims(articles)


def verdicts(articles, claims):
    return nf.reconcile(claims, overrides=nf.load(articles.folder).overrides).groups["verdict"].tolist()


def test_a_decision_is_saved_and_changes_the_verdict_of_the_next_run(articles, claims):
    assert verdicts(articles, claims) == ["conflict"]
    told = nf.override(articles, claims, "set", "b-1", "quantity", "import", "imports, says its title")
    assert told["words"].tolist() == ["4.75 million tonnes"] and told["value"].tolist() == ["import"]
    assert "conflict" not in verdicts(articles, claims)
    changed = sensitivity.decided(claims, None, told, 0.0)
    assert changed["claim"].tolist() == ["a-1", "b-1"] and changed["before"].tolist() == ["conflict"] * 2
    nf.override(articles, claims, "set", "b-1", "value", "4.57e6", "two digits swapped, says the author")
    nf.override(articles, claims, "set", "b-1", "quantity", "export", "exports after all")
    assert verdicts(articles, claims) == ["agree"]  # an exact value within the other's interval
    assert (
        len(nf.load(articles.folder).overrides) == 2
    )  # the second about the quantity took the place of the first


def test_other_lines_stay_and_a_pair_is_one_both_ways_round(articles, claims):
    file = articles.folder / "overrides.csv"
    file.write_text(
        '\ufeffaction,claim,field,value,note,who\nreject,b-1,,,"a ""misprint"", they say",me\n', "utf-8"
    )
    nf.override(articles, claims, "pair", "a-1", "b-1", note="one")
    nf.override(articles, claims, "pair", "b-1", "a-1", note="the same")
    table = pd.read_csv(file, dtype=str, keep_default_na=False)
    assert table[["action", "note", "who"]].values.tolist() == [
        ["reject", 'a "misprint", they say', "me"],
        ["pair", "the same", ""],
    ]


@pytest.mark.parametrize(
    "decision, why",
    [
        (("splt", "a-1"), "'splt' is none of set, reject, split, pair"),
        (("split", "z-9"), "the claim 'z-9', which is not in this corpus any more."),
        (("pair", "a-1", "z-9"), "the claim 'z-9'"),
        (("set", "a-1", "verdict", "agree"), "the field 'verdict' cannot be set; base_end"),
        (("set", "a-1", "value", "ten"), "'ten' is no number for value"),
        (("set", "a-1", "low", "nan"), "'nan' is no number for low"),
        (("set", "a-1", "period_start", "2023"), "'2023' is no day such as 2023-12-31"),
    ],
)
def test_what_could_not_be_applied_is_refused_and_nothing_saved(articles, claims, decision, why):
    with pytest.raises(ValueError, match="Nothing was saved") as error:
        nf.override(articles, claims, *decision, note="why")
    assert why in str(error.value) and not list(articles.folder.glob("overrides*"))
    with pytest.raises(ValueError, match="needs a note"):
        nf.override(articles, claims, "split", "a-1")


def test_without_a_decision_nothing_is_written(articles, claims):
    assert list(nf.override(articles, claims).columns) == FULL.strip().split(",")
    assert not list(articles.folder.glob("overrides*"))


def test_a_decision_is_withdrawn_alone_or_with_all_about_its_claim(articles, claims):
    for decision in (("set", "b-1", "quantity", "import"), ("set", "b-1", "low", "4"), ("reject", "a-1")):
        nf.override(articles, claims, *decision, note="why")
    assert len(nf.override(articles, claims, "withdraw", "b-1", "low")) == 2
    with pytest.raises(ValueError, match=r"Nothing is decided about low 'b-1'\. Nothing was saved"):
        nf.override(articles, claims, "withdraw", "b-1", "low")
    assert nf.override(articles, claims, "withdraw", "b-1")["claim"].tolist() == ["a-1"]
    assert not len(nf.override(articles, claims, "withdraw", "a-1"))
    assert verdicts(articles, claims) == ["conflict"]


def test_a_corpus_that_is_no_folder_says_so(claims):
    table = nf.load(pd.DataFrame({"id": ["a", "b"], "text": [TEXT.format(1), TEXT.format(2)]}))
    with pytest.raises(ValueError, match="no folder"):
        nf.override(table, claims, "split", "a-1", note="why")


def test_a_decision_about_other_words_is_not_used(articles, claims):
    nf.override(articles, claims, "reject", "b-1", note="a misprint")
    (articles.folder / "b.txt").write_text("It sold 5 million cars in 2023. " + TEXT.format("4.75"))
    later = nf.load(articles.folder)
    ledger = nf.reconcile(nf.find_claims(later), overrides=later.overrides)
    assert ledger.notes == [
        "Override 1 was made for '4.75 million tonnes', but b-1 is '5 million' now; it was not used."
    ]


def test_a_pair_needs_no_more_words_to_be_in_conflict(tmp_path):
    (tmp_path / "a.txt").write_text("Halden won the main contract, worth 310 million euros.")
    (tmp_path / "b.txt").write_text("The Orven contract, worth 140 million euros, is its largest.")
    articles = nf.load(tmp_path)
    claims = nf.find_claims(articles)
    assert "conflict" not in verdicts(articles, claims)
    nf.override(articles, claims, "pair", "a-1", "b-1", note="both are the main contract")
    assert verdicts(articles, claims) == ["conflict"]
