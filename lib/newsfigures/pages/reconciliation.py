"""What notebook 02 shows beside its ledger: figures in context, one read aloud, and the check by hand."""

from pathlib import Path

import pandas as pd

from ..loading import language
from ..riding import plain_rows
from . import findings, prose

TABLES = ("claims", "groups", "links", "comparisons", "references", "witnesses")
MOST_CELLS = 50_000  # of the grid of groups and documents


def in_context(articles, figures, width: int = 45):
    """One row a figure with the words before and after it, cut at words (keyword in context)."""
    known = {d.document: (d.label, d.text) for d in articles.records}
    rows = []
    for figure in plain_rows(figures, "document start end"):
        label, text = known[figure.document]
        rows.append((label, *language.context(text, figure.start, figure.end, width)))
    return pd.DataFrame(rows, columns=["document", "before", "figure", "after"])


def telling(claims):
    """The claim with most fields filled, to read aloud; None when there is none."""
    fields = ["quantity", "parties", "period_start", "base_text", "source", "bound", "change"]
    filled = (claims[fields].fillna("").astype(str) != "").sum(axis=1)
    return claims.loc[filled.idxmax()] if len(claims) else None


def aloud(claim) -> list[str]:
    """What the ledger reads in one figure, a short sentence for each thing."""
    if claim is None:
        return ["There is no figure to read."]
    of = f" of {claim.phrase}" if claim.phrase else ""
    of += f", of {findings.parties(claim.parties)}" if claim.parties else ""
    when, how = prose.period(claim.period_start, claim.period_end), claim.period_basis
    how += f" from {prose.quote(claim.period_text)}" if claim.period_text else ""
    lines = [
        f"{prose.quote(claim.passage, 300)} ({findings.document(claim.claim)}, characters {claim.start} to "
        f"{claim.end})",
        f"The figure is {prose.quote(claim.text)}, which its digits and words allow to be "
        f"{prose.interval(claim.low, claim.high, claim.unit)}.",
        f"It is {f'a {claim.measure}' if claim.measure else 'no measurement of its own'}{of}.",
        f"It is for {when} ({how})." if when else "The words name no period for it.",
        claim.base_text and f"It is measured against {prose.quote(claim.base_text)}.",
        f"It is presented as {claim.status}{f', by {claim.source}' if claim.source else ''}.",
    ]
    return [line for line in lines if line]


def by_hand(figures, path: str, articles):
    """Found, missed and extra by document against a list made by hand, or an empty table when there is none.

    The list is a CSV file with the columns document and start; it is looked up from here and then from the
    repository, and speaks only of the documents that it names.
    """
    files = [file for file in (Path(path), Path(__file__).parents[3] / path) if path and file.is_file()]
    gold = pd.DataFrame(columns=["document", "start", "text"])
    gold = pd.read_csv(files[0], dtype=str, keep_default_na=False) if files else gold
    labels = {d.document: d.label for d in articles.records}
    gold = gold[gold["document"].isin(labels)].astype({"start": "int64"})
    mine = figures.loc[figures["document"].isin(gold["document"]), ["document", "start", "text"]]
    both = gold.merge(mine, "outer", ["document", "start"], indicator="found", suffixes=("", "_found"))
    rows = []
    for document, part in both.groupby("document", sort=False):
        missed, extra = part[part["found"] == "left_only"], part[part["found"] == "right_only"]
        counts = len(part) - len(extra), len(part) - len(extra) - len(missed), len(missed), len(extra)
        rows.append((labels[document], *counts, "; ".join(missed["text"]), "; ".join(extra["text_found"])))
    columns = ["document", "by hand", "found", "missed", "extra", "missed figures", "extra figures"]
    return pd.DataFrame(rows, columns=columns)


def tables(ledger) -> dict:
    """The tables of a ledger by the names of their files, with its grid: values by group and document.

    Where most cells of the grid would be empty, the filled ones stand as a list.
    """
    grid = ledger.claims.loc[ledger.claims["group"] != "", ["group", "document", "text", "verdict"]]
    if len(ledger.groups) * ledger.claims["document"].nunique() <= MOST_CELLS:
        grid = ledger.matrix()
    return {**{name: getattr(ledger, name) for name in TABLES}, "matrix": grid, "work": ledger.work()}
