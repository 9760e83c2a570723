"""What holds for any corpus, from loading to the ledger, and inputs that once broke it."""

import os

import newsfigures as nf
import pandas as pd
import pytest

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
