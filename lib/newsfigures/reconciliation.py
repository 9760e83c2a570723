"""What notebook 02 shows: figures in context, one read aloud, the check by hand, and how firm the verdicts
are.

The functions take tables and give tables, plain sentences, or the facts that the prose of the notebook names.
"""

import re
from pathlib import Path

import pandas as pd

from . import prose

CLAIM = ["claim", "text", "measure", "quantity", "parties", "period_start", "period_end", "base_text"]
CLAIM += ["status", "source"]
GROUP = ["group", "quantity", "values", "verdict", "reason", "documents", "witnesses", "severity", "slip"]
ONCE = ["group", "quantity", "parties", "period", "values", "status", "members"]
SAID = {
    "agree": "they agree",
    "agree within rounding": "they agree within rounding",
    "conflict": "they cannot all hold",
    "superseded": "later or corrected values replace earlier ones",
    "different status": "not all present it as a fact",
    "single source": "they count as one source",
    "cannot tell": "it cannot be told whether they agree",
}
SEVERAL = ("agree", "agree within rounding", "conflict", "superseded", "different status")


def in_context(articles, figures, width: int = 45):
    """One row a figure with the words before and after it, cut at words (keyword in context)."""
    raws = {d.document: (d.label, d.text) for d in articles.records}
    rows = []
    for figure in figures.itertuples():
        label, text = raws[figure.document]
        before = re.sub(r"\s+", " ", text[max(0, figure.start - width) : figure.start])
        after = re.sub(r"\s+", " ", text[figure.end : figure.end + width])
        before = before.partition(" ")[2] if figure.start > width else before
        after = after.rpartition(" ")[0] if figure.end + width < len(text) else after
        rows.append((label, before, text[figure.start : figure.end], after))
    return pd.DataFrame(rows, columns=["document", "before", "figure", "after"])


def telling(claims):
    """The claim with most fields filled, to read aloud; None when there is none."""
    if not len(claims):
        return None
    fields = ["quantity", "parties", "period_start", "base_text", "source", "bound", "change"]
    filled = sum((claims[name].fillna("").astype(str) != "").astype(int) for name in fields)
    return claims.loc[filled.idxmax()]


def aloud(claim) -> list[str]:
    """What the ledger reads in one figure, a short sentence for each thing."""
    if claim is None:
        return ["There is no figure to read."]
    lines = [
        f"{prose.quote(claim.passage, 300)} ({claim.claim.rpartition('-')[0]}, characters "
        f"{claim.start} to {claim.end})"
    ]
    lines.append(
        f"The figure is {prose.quote(claim.text)}, which its digits and words allow to be "
        f"{prose.interval(claim.low, claim.high, claim.unit)}."
    )
    kind = {
        "level": "a level",
        "change": "a change",
        "share": "a share",
        "rank": "a rank",
        "count": "a count",
        "rate": "a rate",
    }
    what = kind.get(claim.measure, f"a {claim.measure}" if claim.measure else "no measurement of its own")
    lines.append(
        f"It is "
        f"{what}{f' of {claim.quantity}' if claim.quantity else ''}"
        f"{f', of {claim.parties}' if claim.parties else ''}."
    )
    if claim.period_start or claim.period_end:
        lines.append(
            f"It is for {claim.period_start or 'an open start'} to "
            f"{claim.period_end or 'an open end'} ({claim.period_basis})."
        )
    else:
        lines.append("The words name no period for it.")
    if claim.base_text:
        lines.append(f"It is measured against {prose.quote(claim.base_text)}.")
    lines.append(f"It is presented as {claim.status}{f', by {claim.source}' if claim.source else ''}.")
    return lines


def by_hand(figures, path: str, articles):
    """Found, missed and extra by document against a list made by hand, or an empty table when there is none.

    The list is a CSV file with the columns document and start; it is looked up from here and then from the
    repository, and speaks only of the documents that it names.
    """
    columns = ["document", "by hand", "found", "missed", "extra", "missed figures", "extra figures"]
    file = next((f for f in (Path(path), Path(__file__).parents[2] / path) if path and f.is_file()), None)
    gold = (
        pd.read_csv(file, dtype=str, keep_default_na=False)
        if file
        else pd.DataFrame(columns=["document", "start", "text"])
    )
    labels = {d.document: d.label for d in articles.records}
    rows = []
    for document, listed in gold[gold["document"].isin(labels)].groupby("document", sort=False):
        mine = figures[figures["document"] == document]
        wanted, got = (
            dict(zip(listed["start"].astype(int), listed["text"], strict=True)),
            dict(zip(mine["start"], mine["text"], strict=True)),
        )
        missed, extra = (
            [wanted[s] for s in sorted(wanted.keys() - got.keys())],
            [got[s] for s in sorted(got.keys() - wanted.keys())],
        )
        both = len(wanted.keys() & got.keys())
        rows.append(
            (
                labels[document],
                len(wanted),
                both,
                len(missed),
                len(extra),
                "; ".join(missed),
                "; ".join(extra),
            )
        )
    return pd.DataFrame(rows, columns=columns)


def reasons(rejected):
    """How often each reason for not taking a number as a figure was given, with examples."""
    rows = [
        (why, len(part), "; ".join(dict.fromkeys(part["text"]))[:160])
        for why, part in rejected.groupby("reason", sort=True)
    ]
    return (
        pd.DataFrame(rows, columns=["reason", "strings", "for example"])
        .sort_values("strings", ascending=False, kind="stable")
        .reset_index(drop=True)
    )


def several(ledger):
    """Groups that more than one document tells, or that one document tells twice."""
    return ledger.groups[(ledger.groups["documents"] > 1) | ledger.groups["verdict"].isin(SEVERAL)]


def facts(articles, figures, rejected, ledger) -> dict:
    """The numbers that the prose of the notebook names."""
    groups, links, references = ledger.groups, ledger.links, ledger.references
    count = groups["verdict"].value_counts().to_dict()
    own = references[references["relation"] == "same quantity"] if len(references) else references
    return {
        "documents": len(articles.records),
        "figures": len(figures),
        "rejected": len(rejected),
        "groups": len(groups),
        "judged": int((ledger.claims["group"] != "").sum()),
        "several": len(several(ledger)),
        "agree": count.get("agree", 0) + count.get("agree within rounding", 0),
        "conflicts": count.get("conflict", 0),
        "superseded": count.get("superseded", 0),
        "statuses": count.get("different status", 0),
        "alone": count.get("single source", 0),
        "apart": sum(count.get(v, 0) for v in ("different period", "different base", "different scope")),
        "unclear": count.get("cannot tell", 0),
        "verdicts": prose.join([f"{v} {n}" for v, n in count.items()]) or "none",
        "links": len(links),
        "ties": int((links["verdict"] == "ties").sum()),
        "breaks": int((links["verdict"] == "does not tie").sum()),
        "open": int((links["verdict"] == "cannot tell").sum()),
        "tried": ledger.tried,
        "by_chance": round(ledger.by_chance, 3),
        "fits": own.loc[own["verdict"] == "fits", "claim"].nunique() if len(own) else 0,
        "misses": own.loc[own["verdict"] == "does not fit", "claim"].nunique() if len(own) else 0,
        "witnesses": len(ledger.witnesses),
        "undated": int((articles.documents["date"] == "").sum()),
    }


def answer(ledger) -> list[str]:
    """The findings in a few sentences: what several tell, what cannot hold, what arithmetic denies."""
    groups, lines = ledger.groups, []
    named = groups[groups["documents"] > 1].sort_values(
        ["documents", "claims"], ascending=False, kind="stable"
    )
    for row in named.head(3).itertuples():
        who = f"{prose.count(row.documents, 'document')} ({prose.count(row.witnesses, 'witness')})"
        values, verdict = prose.join(row.values.split("; "), most=3), SAID.get(row.verdict, row.verdict)
        lines.append(f"{name(row)}: {who} with {values}; {verdict}.")
    for row in groups[groups["verdict"] == "conflict"].head(5).itertuples():
        lines.append(f"Conflict: {row.reason}")
    if len(ledger.references):
        near = ledger.references[ledger.references["verdict"].isin(["does not fit", "suggestion"])]
        for row in near.drop_duplicates("claim").head(4).itertuples():
            lines.append(
                f"{'Suggestion' if row.verdict == 'suggestion' else 'Beside the record'}: {row.reason}"
            )
    for row in ledger.links[ledger.links["verdict"] == "does not tie"].head(3).itertuples():
        lines.append(f"Does not tie: {row.reason}")
    return lines or ["No two claims of this corpus can be compared."]


def name(row) -> str:
    """A group in words: quantity, parties and period."""
    measure = f" ({row.measure})" if row.measure not in ("level", "count", "") else ""
    return ", ".join(
        filter(
            None,
            (
                f"{row.quantity or 'unnamed quantity'}{measure}",
                row.parties.replace(" > ", " to "),
                row.period,
            ),
        )
    )


def matrix_cells(ledger, most: int = 25):
    """Quantity by document with values as written, for the groups that most documents tell."""
    order = ledger.groups.sort_values(["documents", "claims"], ascending=False, kind="stable").head(most)
    rows = []
    for group in order.itertuples():
        part = ledger.claims[ledger.claims["group"] == group.group]
        for label, cell in part.groupby(part["claim"].str.rpartition("-")[0], sort=False):
            rows.append(
                (
                    f"{group.group} {name(group)}",
                    label,
                    "; ".join(dict.fromkeys(cell["text"])),
                    group.verdict,
                    cell["claim"].iloc[0],
                )
            )
    return pd.DataFrame(rows, columns=["quantity", "document", "as written", "verdict", "claim"])


def beside_references(ledger):
    """Claims with an official figure for the same quantity, as shares of it, for one axis."""
    if not len(ledger.references):
        return pd.DataFrame(
            columns=["what", "share", "low", "high", "official", "document", "status", "reference", "claim"]
        )
    found = ledger.references[
        (ledger.references["relation"] == "same quantity")
        & ledger.references["verdict"].isin(["fits", "does not fit"])
    ]
    table = found.drop_duplicates("claim").merge(
        ledger.claims[["claim", "text", "value", "low", "high", "status"]],
        on="claim",
        suffixes=("_official", ""),
    )
    middle = (table["low_official"] + table["high_official"]) / 2
    table = table[middle.notna() & (middle != 0)]
    middle = middle[table.index]
    return pd.DataFrame(
        {
            "what": table["label"],
            "share": table["value"] / middle,
            "low": table["low"] / middle,
            "high": table["high"] / middle,
            "official": 1.0,
            "document": [f"{row.claim.rpartition('-')[0]} {row.text}" for row in table.itertuples()],
            "status": table["status"],
            "reference": table["reference"],
            "claim": table["claim"],
        }
    ).reset_index(drop=True)


def matrix_about(ledger, source):
    """Colour, title and source of the chart of who says what."""
    several, groups = int((ledger.groups["documents"] > 1).sum()), len(ledger.groups)
    title = f"{prose.count(several, 'quantity')} of {groups} told by more than one document"
    return {"mark": "verdict", "title": title[:1].upper() + title[1:], "source": source}


def beside_about(beside, source):
    """Labels, title and source of the chart of claims beside official figures."""
    close = int(((beside["low"] <= 1) & (beside["high"] >= 1)).sum())
    title = f"{close} of {prose.count(len(beside), 'claim')} cannot be told from the official figure"
    about = {"label": "document", "shape": "status", "reference": "official", "source": source}
    return {**about, "title": title, "subtitle": "claim as a share of the official figure, the stroke at 1"}


def tables(ledger, figures, rejected, settings, checked) -> dict:
    """All tables of the notebook by the names of their files."""
    names = ("claims", "groups", "links", "comparisons", "references", "witnesses")
    found = {name: getattr(ledger, name) for name in names}
    found |= {"figures": figures, "rejected": rejected, "settings": settings, "checked": checked}
    return {**found, "matrix": ledger.matrix(), "work": ledger.work()}
