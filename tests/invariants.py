"""What holds for the tables of any text, however hostile; shared by the properties and the fuzzer."""

import re
from itertools import pairwise

from newsfigures.reading import numbers

VERDICTS = {
    *("agree", "agree within rounding", "conflict", "different period", "different base", "different scope"),
    *("different status", "superseded", "single source", "cannot tell"),
}


def check_document(document):
    """The text is a view of the raw file sign by sign; sentences and cuts lie in it, in order and apart."""
    assert len(document.text) == len(document.raw)
    spans = sorted((x.start, x.end) for x in (*document.sentences, *document.removed))
    assert all(0 <= start < end <= len(document.raw) for start, end in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert all(s.text == document.text[s.start : s.end] for s in document.sentences)


def check_figures(document, figures, rejected):
    """Every digit and number word is a figure or rejected; spans hold their text; values lie inside."""
    covered = set()
    for row in (*figures, *rejected):
        assert document.raw[row.start : row.end] == row.text != "", row
        covered.update(range(row.start, row.end))
    assert all(a.end <= b.start for a, b in pairwise(figures)), "figures overlap"
    for figure in figures:
        assert figure.low <= (figure.low if figure.value is None else figure.value) <= figure.high, figure
    missing = [m for m in re.finditer(r"\d", document.text) if m.start() not in covered]
    assert not missing, missing[:3]
    low = document.text.lower()
    if len(low) == len(document.text):
        words = (m for m in re.finditer(r"(?<!\w)[a-z]+(?!\w)", low) if m[0] in numbers.WORDS)
        assert all(m.start() in covered for m in words)


def check_ledger(claims, ledger):
    """Each claim is in one group at most, groups hold what they say, every id is one of the claims."""
    ids, groups = claims["claim"].tolist(), ledger.groups.to_dict("list")
    assert len(set(ids)) == len(ids) == len(ledger.claims)
    members = [claim for text in groups["members"] for claim in text.split(" ")]
    rows = zip(*(ledger.claims[c].tolist() for c in ("claim", "group", "low", "high")), strict=True)
    grouped = [claim for claim, group, low, high in rows if group and low <= high]
    assert sorted(members) == sorted(grouped) and set(members) <= set(ids)
    assert set(groups["verdict"]) <= VERDICTS and all(groups["reason"])
    assert all(low <= high for low, high in zip(groups["low"], groups["high"], strict=True))
    assert all(w <= d for w, d in zip(groups["witnesses"], groups["documents"], strict=True))
    assert set(ledger.links["verdict"].tolist()) <= {"ties", "does not tie", "cannot tell"}
    assert {c for side in "ab" for c in ledger.comparisons[f"claim_{side}"].tolist()} <= set(ids)
