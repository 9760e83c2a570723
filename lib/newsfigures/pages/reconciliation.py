"""What notebook 02 shows: figures in context, one read aloud, the check by hand, and how firm the verdicts
are.

The functions take tables and give tables, plain sentences, or the facts that the prose of the notebook names.
"""

import re
from pathlib import Path

import pandas as pd

from . import findings, prose, summary

CLAIM = {"claim": "claim", "text": "as written", "measure": "measure", "quantity": "what is measured"}
CLAIM |= {
    "parties": "parties",
    "period": "period",
    "base_text": "base",
    "status": "status",
    "source": "source",
}
GROUP = {
    "members": "claims",
    "quantity": "quantity",
    "values": "values",
    "verdict": "verdict",
    "reason": "reason",
}
GROUP |= {"severity": "severity", "slip": "likely slip"}
ONCE = {"members": "claims", "quantity": "quantity", "values": "values", "status": "status"}
LINK = ["formula", "document", "implies", "verdict", "reason", "slip"]
MOST_CELLS = 50_000  # of the grid of groups and documents
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
        f"{f', of {findings.parties(claim.parties)}' if claim.parties else ''}."
    )
    if claim.period_start or claim.period_end:
        how = f"{claim.period_basis} from {prose.quote(claim.period_text)}" if claim.period_text else ""
        period = prose.period(claim.period_start, claim.period_end)
        lines.append(f"It is for {period} ({how or claim.period_basis}).")
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
    file = next((f for f in (Path(path), Path(__file__).parents[3] / path) if path and f.is_file()), None)
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


def hand_said(checked):
    """How the list made by hand compares with what was found, in a sentence."""
    if not len(checked):
        return "No list made by hand covers these documents, so nothing was checked this way."
    n = {name: int(checked[name].sum()) for name in ("by hand", "found", "missed", "extra")}
    has, was = prose.verb(len(checked), "has", "have"), prose.verb(n["found"], "was", "were")
    told = f"{prose.count(len(checked), 'document').capitalize()} {has} such a list: {n['found']:,} of "
    told += f"{prose.count(n['by hand'], 'figure')} {was} found, {prose.few(n['missed'])} missed, and "
    return f"{told}{prose.few(n['extra'])} found that the list does not have."


def claims(ledger):
    """The claims with their period and parties in words."""
    spans = zip(ledger.claims["period_start"].fillna(""), ledger.claims["period_end"].fillna(""), strict=True)
    parties = ledger.claims["parties"].fillna("").astype(str).str.replace("; ", ", ")
    return ledger.claims.assign(period=[prose.period(*span) for span in spans], parties=parties)


def several(ledger):
    """Groups that more than one document tells, or that one document tells twice."""
    groups, names = findings.telling(ledger), findings.group_names(ledger.groups)
    groups = groups.assign(quantity=groups["group"].map(names))
    return groups[(groups["documents"] > 1) | groups["verdict"].isin(SEVERAL)]


def facts(articles, figures, rejected, ledger, links) -> dict:
    """The numbers of the notebook, for its prose and for ``results.json``."""
    count, tied = ledger.groups["verdict"].value_counts(), links["verdict"].value_counts()
    own = findings.official(ledger.references)["verdict"].value_counts()
    return {
        "documents": len(articles.records),
        "figures": len(figures),
        "rejected": len(rejected),
        "groups": len(ledger.groups),
        "judged": int((ledger.claims["group"] != "").sum()),
        "several": len(several(ledger)),
        "verdicts": {verdict: int(n) for verdict, n in count.items()},
        "conflicts": int(count.get("conflict", 0)),
        "superseded": int(count.get("superseded", 0)),
        "links": len(links),
        "ties": int(tied.get("ties", 0)),
        "link_fits": int(tied.get("fits", 0)),
        "breaks": int(tied.reindex(findings.BROKEN).sum()),
        "open": int(tied.get("cannot tell", 0)),
        "tried": ledger.tried,
        "by_chance": round(ledger.by_chance, 3),
        "fits": int(own.get("fits", 0)),
        "misses": int(own.get("does not fit", 0)),
        "witnesses": len(ledger.witnesses),
        "undated": int((articles.documents["date"] == "").sum()),
    }


def answer(ledger, links) -> list[str]:
    """The findings in a few sentences: what disagrees, what arithmetic denies, what the record says."""
    groups = summary.named_groups(ledger)
    if not len(groups):
        return ["No two claims of this corpus can be compared."]
    lines = [findings.disagreement(ledger)]
    lines += [
        f"Conflict: {reason}" for reason in groups.loc[groups["verdict"] == "conflict", "reason"].head(5)
    ]
    lines += [*findings.broken(links), findings.beside(ledger.references)]
    near = ledger.references[ledger.references["verdict"].isin(["does not fit", "suggestion"])]
    for row in near.drop_duplicates("claim").head(4).itertuples():
        lines.append(f"{'Suggestion' if row.verdict == 'suggestion' else 'Beside the record'}: {row.reason}")
    for row in groups[(groups["documents"] > 1) & (groups["verdict"] != "conflict")].head(3).itertuples():
        who = f"{prose.count(row.documents, 'document')} ({prose.count(row.witnesses, 'witness')})"
        verdict = findings.VERDICTS.get(row.verdict, (row.verdict,))[0]
        lines.append(
            f"{row.quantity}, which {verdict}: {who} with {prose.join(row.values.split('; '), most=3)}."
        )
    return [*lines, findings.verdicts(ledger.groups)]


def _matrix(ledger):
    """Values by group and document: a grid, or the filled cells alone where most would be empty."""
    if len(ledger.groups) * ledger.claims["document"].nunique() <= MOST_CELLS:
        return ledger.matrix()
    return ledger.claims.loc[ledger.claims["group"] != "", ["group", "document", "text", "verdict"]]


def tables(ledger, figures, rejected, settings, checked, links) -> dict:
    """All tables of the notebook by the names of their files."""
    names = ("claims", "groups", "links", "comparisons", "references", "witnesses")
    found = {name: getattr(ledger, name) for name in names}
    found |= {"figures": figures, "rejected": rejected, "settings": settings, "checked": checked}
    return {**found, "implied": links, "matrix": _matrix(ledger), "work": ledger.work()}
