"""Tables for notebooks 02 and 04: of figures, of a ledger, and what is said around the charts of them.

In the tables ``document`` is the short label of a document and ``quantity`` the full name of a group: what
is measured, of whom and when. The ``…_about`` functions give the title, subtitle and source of a chart.
"""

from pathlib import Path

import pandas as pd

from ..loading.language import context
from ..riding import plain_rows
from . import findings, prose

CLAIM_COLUMNS = "claim document quantity as_written value low high unit status verdict group measure sentence"
IMPLIED = "relation formula document implies low high value unit known verdict reason slip"
TABLES = ("claims", "groups", "links", "comparisons", "references", "witnesses")
MOST_CELLS = 50_000  # of the grid of groups and documents
HELD = f"{CLAIM_COLUMNS} off off_low off_high official beside_it official_figure publisher"


def claims(ledger):
    """The claims that belong to a group, with its name, those of the most telling groups first."""
    groups = findings.telling(ledger)
    names = dict(zip(groups["group"], groups["quantity"], strict=True))
    found = ledger.claims[ledger.claims["group"].isin(names)]
    found = found.drop(columns="sentence").rename(columns={"text": "as_written", "passage": "sentence"})
    found = found.assign(
        document=found["claim"].map(findings.document),
        quantity=found["group"].map(names),
        _rank=found["group"].map({group: rank for rank, group in enumerate(names)}),
    )
    found = found.sort_values(["_rank", "document"], kind="stable", ignore_index=True)
    return found[CLAIM_COLUMNS.split()]


def against_references(ledger, references):
    """Claims that an official figure of the same thing stands beside, and how far off they are.

    ``off``, ``off_low`` and ``off_high`` are in percent of the official figure, or in percentage points where
    both are percentages; ``official`` is 0, the place of the official figure itself. Ranks, and what is
    measured in another unit than the official figure, fit or do not, but have no distance.
    """
    found = findings.official(ledger.references)[["claim", "reference", "verdict", "label", "publisher"]]
    found = found.rename(columns={"verdict": "beside_it", "label": "official_figure"})
    known = references if len(references) else pd.DataFrame(columns=["reference", "value", "unit"])
    known = known[["reference", "value", "unit"]].rename(columns={"value": "known", "unit": "known_unit"})
    table = claims(ledger).merge(found, on="claim").merge(known, on="reference", how="left")
    table["known"] = pd.to_numeric(table["known"], errors="coerce").astype("float64")
    exact = (table["measure"] == "count") & (table["high"] - table["low"] <= 1)  # see `findings.allowed`
    table.loc[exact, ["low", "high"]] = table.loc[exact, ["value", "value"]].to_numpy()
    far = (table["unit"] == table["known_unit"]) & (table["known"] != 0) & (table["measure"] != "rank")
    for name, end in (("off", "value"), ("off_low", "low"), ("off_high", "high")):
        points, share = table[end] - table["known"], 100 * (table[end] / table["known"] - 1)
        table[name] = points.where(table["unit"] == "percent", share).where(far)
    return table.assign(official=0.0)[HELD.split()].reset_index(drop=True)


def implied(ledger, references):
    """What the claims imply by arithmetic: an interval, and what is known of it from elsewhere.

    ``known`` is the value of another claim or, failing that, of an official figure; ``verdict`` judges both.
    """
    told = ledger.claims.set_index("claim")["value"].to_dict()
    table = ledger.links.reset_index(drop=True)
    tellers = {}  # of one formula all together
    for row in table.itertuples():
        documents = tellers.setdefault(row.formula, {})
        documents |= dict.fromkeys(map(findings.document, row.inputs.split()))
    table["document"] = [prose.join(tellers[formula]) for formula in table["formula"]]
    table["value"] = (table["low"] + table["high"]) / 2
    table["known"] = table["compared_with"].map(told).astype("float64")
    official = references.set_index("reference") if len(references) else references
    for row in ledger.references[ledger.references["link"] != ""].itertuples() if len(official) else ():
        place = int(row.link[1:]) - 1
        if table.loc[place, "verdict"] == "cannot tell":
            value, unit = official["value"].get(row.reference), official["unit"].get(row.reference)
            table.loc[place, ["verdict", "reason"]] = row.verdict, row.reason
            table.loc[place, "known"] = value if unit == table.loc[place, "unit"] else float("nan")
    table.loc[table["relation"] == "term", "unit"] = prose.CALENDAR
    table["implies"] = [prose.interval(row.low, row.high, row.unit) for row in table.itertuples()]
    return table[IMPLIED.split()]


def implied_about(levels, others, source):
    """For the implied values of one unit, beside which there are ``others`` in other units."""
    known, fits = levels["known"].notna().sum(), levels["verdict"].isin(["ties", "fits"]).sum()
    words = "implied value that can be checked", "fits what is known", "fit what is known"
    none = "[?n Nothing to check {n:count implied value} by][!n No value is implied]"
    title = prose.share(fits, known, *words) if known else str(prose.say(none, n=len(levels)))
    return {
        "title": title,
        "subtitle": "The interval that the written digits imply; a stroke is the value known from elsewhere",
        "source": source,
        "note": str(prose.say("[?n {n:Count value} in other units {n:verb is/are} in the table.]", n=others)),
    }


def by_quantity(ledger):
    """What is measured, of whomever and whenever: ``quantity``, groups, claims, and groups by verdict."""
    first = ledger.groups.groupby("quantity")["phrase"].transform("first")  # as an article words it
    groups = ledger.groups.assign(quantity=first.replace("", "unnamed"))
    counts = groups.groupby("quantity").agg(groups=("group", "size"), claims=("claims", "sum"))
    judged = pd.crosstab(groups["quantity"], groups["verdict"])
    told = counts.join(judged[[verdict for verdict in findings.VERDICTS if verdict in judged]])
    return told.reset_index().sort_values(["claims", "quantity"], ascending=[False, True], ignore_index=True)


def source(articles):
    """Where the values of a chart come from."""
    return f"the {prose.verb(len(articles.records), 'article', 'articles')} in {articles.name}"


def held_about(ledger, held, source, most=3):
    """For the claims beside the official figures."""
    return {
        "title": findings.beside(ledger.references).rstrip("."),
        "subtitle": "Distance from the official figure, in percent of it or in percentage points",
        "source": prose.join([source, *dict.fromkeys(filter(None, held["publisher"]))], most=most),
        "unit": "percent",
        "note": "Ranks and other units have no distance." if held["off"].isna().any() else "",
    }


def matrix_about(ledger, source):
    """For the grid of quantities and documents, of which all have a column where thirty or fewer."""
    several = ledger.groups.loc[ledger.groups["documents"] > 1, "verdict"]
    agree, title = int(several.str.startswith("agree").sum()), "No quantity is told by more than one document"
    if len(several):
        what = ("quantity", *(f"{are} told by more than one document" for are in ("is", "are")))
        title = prose.share(len(several), len(ledger.groups), *what)
        title += f", {prose.few(agree)} in full agreement" if agree else ""
    return {
        "mark": "verdict",
        "title": title,
        "subtitle": "Values as the documents write them",
        "source": source,
    }


def in_context(articles, figures, width: int = 45):
    """One row a figure with the words before and after it, cut at words (keyword in context)."""
    known = {d.document: (d.label, d.text) for d in articles.records}
    rows = []
    for figure in plain_rows(figures, "document start end"):
        label, text = known[figure.document]
        rows.append((label, *context(text, figure.start, figure.end, width)))
    return pd.DataFrame(rows, columns=["document", "before", "figure", "after"])


def fullest(claims):
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
    how += f": {prose.quote(claim.period_text)}" if claim.period_text else ""
    lines = [
        f"{prose.quote(claim.passage, 300)} ({findings.document(claim.claim)}, characters {claim.start} to "
        f"{claim.end})",
        f"The figure is {prose.quote(claim.text)}, which its digits and words allow to be "
        f"{findings.allowed(claim)}.",
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
