"""What holds for any corpus, from loading to the ledger, and inputs that once broke it."""

import os

import invariants
import newsfigures as nf
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from newsfigures.reading import figures

YEAR, FEW = st.integers(2020, 2022), st.integers(1, 4)
PIECES = [
    "\n",
    "\n\n",
    "By Ann Lee\n",
    "# ",
    "- ",
    " | ",
    "Copyright 2024\n",
    "OSLO, May 5 (Reuters) - ",
    "$5 billion ",
]
PIECES += [
    "26% ",
    "from 3 to 4 ",
    "in 2023",
    ". ",
    ", ",
    "(",
    ")",
    "\u201c",
    "trade ",
    "Russia ",
    "said ",
    "its ",
    "the two ",
]
PIECES += [
    "\u202e",
    "\xad",
    "\x00",
    "e\u0301",
    "\U0001f4b0",
    "\ufeff",
    "per cent of ",
    "a third of ",
    "up ",
    "fell ",
    "1,2",
]
CLAIMS = nf.find_claims(nf.load(pd.DataFrame({"text": ["Trade rose 26 % to $240 billion in 2023."]})))


@pytest.mark.parametrize("text", ["1e999 tonnes", "5 " + "million " * 40])
def test_a_number_that_no_table_holds_is_rejected(text):
    assert nf.find_figures(f"It cost {text}.").query("high > 1e100").empty
    assert "too large" in nf.find_rejected(f"It cost {text}.")["reason"].tolist()
    assert len(nf.find_claims(nf.load(pd.DataFrame({"text": [f"It cost {text}."]})))) <= 1


@pytest.mark.parametrize(
    "changed, problem",
    [
        ({"period_start": "20\x01-01-01", "period_end": "2023-12-31"}, "is not a date in ISO 8601"),
        ({"period_start": "2023-02-30", "period_end": "2023-12-31"}, "'2023-02-30' is not a date"),
        ({"base_start": "last year"}, "'last year' is not a date in ISO 8601"),
        ({"value": "inf"}, "'inf' is no number"),
        ({"value": "1e999"}, "'1e999' is no number"),
        ({"period_start": "2100", "period_end": "2100"}, ""),
    ],
)
def test_a_reference_that_cannot_be_used_is_named_and_the_others_hold(changed, problem):
    row = {
        "quantity": "trade",
        "unit": "USD bn",
        "value": "240",
        "period_start": "2023",
        "period_end": "2023",
    }
    ledger = nf.reconcile(CLAIMS, pd.DataFrame([{**row, **changed, "reference": "X"}, row]).fillna(""))
    assert "".join(ledger.notes).count("Reference X (trade): ") == bool(problem)
    assert problem in "".join(ledger.notes) and "R2" in set(ledger.references["reference"])


@pytest.mark.parametrize("content", [b"\xf3\x80", b"", b"a,b\n1,2,3,4,5\n1,2,3,4,5,6\n", b'"a'])
def test_a_damaged_sidecar_is_named(tmp_path, content):
    (tmp_path / "a.txt").write_text("Trade rose 26 % to $240 billion in 2023.")
    (tmp_path / "references.csv").write_bytes(content)
    with pytest.raises(ValueError, match=r"references\.csv cannot be read as a table"):
        _ = nf.load(tmp_path).references


def test_a_sidecar_is_a_file_of_the_folder(tmp_path):
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text("Trade rose 26 % to $240 billion in 2023.")
    (tmp_path / "private.csv").write_text("document,outlet\na,secret\n")
    (tmp_path / "news" / "documents.csv").symlink_to(tmp_path / "private.csv")
    (tmp_path / "news" / "references.csv").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "news" / "overrides.csv")
    corpus = nf.load(tmp_path / "news")
    assert corpus.records[0].outlet == ""
    assert list(corpus.lost) == [("documents.csv", "cannot be read: a link to outside of the folder")]
    with pytest.raises(ValueError, match=r"references\.csv cannot be read .* outside of the folder"):
        _ = corpus.references
    with pytest.raises(ValueError, match=r"overrides\.csv cannot be read .* not a regular file"):
        _ = corpus.overrides


STORIES = st.lists(
    st.one_of(
        st.builds(
            "Trade between China and Russia reached ${} billion in {}.".format, st.integers(1, 3), YEAR
        ),
        st.builds("Steel output rose {} % to {} million tonnes in {}.".format, FEW, FEW, YEAR),
        st.builds("The quake killed {} people in Chile, officials said.".format, FEW),
        st.builds(
            "Profit of Halden Bank fell to ${}.{} million in {}, from $9 million.".format, FEW, FEW, YEAR
        ),
    ),
    min_size=1,
    max_size=3,
).map(" ".join)
STEEL = "Steel output rose 1 % to 1 million tonnes in 2020."
NUMBER = st.decimals("0.1", 999, places=1).map(str)


def verdicts(texts):
    """Verdict and reason of each group, by its members as (document, offset)."""
    frame = pd.DataFrame({"document": list(texts), "text": list(texts.values())})
    claims = nf.find_claims(nf.load(frame))
    ledger = nf.reconcile(claims)
    invariants.check_ledger(claims, ledger)
    place = {c: (d, s) for c, d, s in zip(*(claims[x] for x in ("claim", "document", "start")), strict=True)}
    rows = ledger.groups[["members", "verdict", "low", "high"]].itertuples(index=False)
    return {frozenset(place[m] for m in row[0].split(" ")): row[1:] for row in rows}


@settings(max_examples=25)
@given(st.lists(STORIES, min_size=2, max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_documents_changes_no_verdict(stories, draw):
    texts = {f"{letter}-story": text for letter, text in zip("abcd", stories, strict=False)}
    shuffled = draw.sample(list(texts), len(texts))
    assert verdicts({name: texts[name] for name in shuffled}) == verdicts(texts)


@settings(max_examples=25)
@given(st.lists(STORIES, min_size=1, max_size=3))
@example([f"Trade between China and Russia reached $1 billion in 2020. {STEEL} {STEEL}", STEEL])
def test_an_unrelated_document_changes_no_verdict(stories):
    texts = {f"{letter}-story": text for letter, text in zip("abc", stories, strict=False)}
    more = verdicts({**texts, "z-story": "The museum in Oslo lent 14 paintings to a gallery in Lima."})
    assert verdicts(texts).items() <= more.items()


@settings(max_examples=50)
@given(NUMBER, st.sampled_from(["It cost ${} {}.", "Some {} {} people came.", "It is {} {} tonnes."]))
def test_a_thousand_times_the_magnitude_is_a_thousand_times_the_figure(number, form):
    one, other = (nf.find_figures(form.format(number, word)).iloc[0] for word in ("million", "billion"))
    for column in ("value", "low", "high"):
        assert other[column] == pytest.approx(1000 * one[column])
    assert (one["unit"], one["kind"], one["start"]) == (other["unit"], other["kind"], other["start"])


@settings(max_examples=50)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_all_steps_hold_for_what_looks_like_a_file_of_news(text):
    corpus = nf.load(pd.DataFrame({"text": [text + " It rose 5 %.", text]}))
    for document in corpus.records:
        invariants.check_document(document)
        invariants.check_figures(document, *figures.read(document))
    claims = nf.find_claims(corpus)
    invariants.check_ledger(claims, nf.reconcile(claims))
