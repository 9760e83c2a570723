"""What notebook 04 draws: tables made from the ledger and the pairs of sectors, and what their charts say.

In the tables ``document`` is the short label of a document and ``quantity`` the full name of a group: what
is measured, of whom and when. The ``…_about`` functions give the title, subtitle and source of a chart.
"""

import pandas as pd

from . import findings, prose

CLAIM_COLUMNS = ["claim", "document", "quantity", "as_written", "value", "low", "high", "unit", "status"]
CLAIM_COLUMNS += ["verdict", "group", "measure", "sentence"]
IMPLIED = ["relation", "formula", "document", "implies", "low", "high", "value", "unit", "known", "verdict"]
IMPLIED += ["reason", "slip"]
HELD = [*CLAIM_COLUMNS, "off", "off_low", "off_high", "official", "beside_it", "official_figure", "publisher"]


def named_groups(ledger):
    """The groups with their full name as ``quantity``, the most told first."""
    names = findings.group_names(ledger.groups)
    groups = ledger.groups.assign(quantity=[names[group] for group in ledger.groups["group"]])
    return groups.sort_values(["documents", "claims"], ascending=False, kind="stable").reset_index(drop=True)


def named_claims(ledger):
    """The claims that belong to a group, with its name, those of the most told groups first."""
    groups = named_groups(ledger)
    names = dict(zip(groups["group"], groups["quantity"], strict=True))
    claims = ledger.claims[ledger.claims["group"].isin(names)]
    claims = claims.drop(columns="sentence").rename(columns={"text": "as_written", "passage": "sentence"})
    claims = claims.assign(
        document=[label(claim) for claim in claims["claim"]],
        quantity=[names[group] for group in claims["group"]],
        _rank=claims["group"].map({group: rank for rank, group in enumerate(names)}),
    )
    return claims.sort_values(["_rank", "document"], kind="stable")[CLAIM_COLUMNS].reset_index(drop=True)


def label(claim):
    """The label of the document of a claim."""
    return claim.rpartition("-")[0]


def against_references(ledger, references):
    """Claims that an official figure of the same thing stands beside, and how far off they are.

    ``off``, ``off_low`` and ``off_high`` are in percent of the official figure, or in percentage points where
    both are percentages; ``official`` is 0, the place of the official figure itself. Ranks, and what is
    measured in another unit than the official figure, fit or do not, but have no distance.
    """
    found = findings.official(ledger.references)[["claim", "reference", "verdict", "label", "publisher"]]
    found = found.set_axis(["claim", "reference", "beside_it", "official_figure", "publisher"], axis=1)
    known = references if len(references) else pd.DataFrame(columns=["reference", "value", "unit"])
    known = known[["reference", "value", "unit"]].rename(columns={"value": "known", "unit": "known_unit"})
    table = named_claims(ledger).merge(found, on="claim").merge(known, on="reference", how="left")
    table["known"] = pd.to_numeric(table["known"], errors="coerce").astype("float64")
    exact = (table["measure"] == "count") & (table["high"] - table["low"] <= 1)  # eleven are eleven
    table.loc[exact, ["low", "high"]] = table.loc[exact, ["value", "value"]].to_numpy()
    far = (table["unit"] == table["known_unit"]) & (table["known"] != 0) & (table["measure"] != "rank")
    for name, end in (("off", "value"), ("off_low", "low"), ("off_high", "high")):
        points, share = table[end] - table["known"], 100 * (table[end] / table["known"] - 1)
        table[name] = points.where(table["unit"] == "percent", share).where(far)
    return table.assign(official=0.0)[HELD].reset_index(drop=True)


def implied(ledger, references):
    """What the claims imply by arithmetic: an interval, and what is known of it from elsewhere.

    ``known`` is the value of another claim or, failing that, of an official figure; ``verdict`` judges both.
    """
    claims = ledger.claims.set_index("claim")["value"].to_dict()
    table = ledger.links.reset_index(drop=True)
    table["document"] = [prose.join(dict.fromkeys(map(label, row.split()))) for row in table["inputs"]]
    table["value"], table["known"] = (table["low"] + table["high"]) / 2, table["compared_with"].map(claims)
    table["known"] = table["known"].astype("float64")
    official = references.set_index("reference") if len(references) else references
    for row in ledger.references.itertuples() if len(official) else ():
        place = int(row.link[1:]) - 1 if row.link else -1
        if place >= 0 and table.loc[place, "verdict"] == "cannot tell":
            same = (
                row.reference in official.index
                and official.loc[row.reference, "unit"] == table.loc[place, "unit"]
            )
            table.loc[place, ["verdict", "reason"]] = row.verdict, row.reason
            table.loc[place, "known"] = official.loc[row.reference, "value"] if same else float("nan")
    table.loc[table["relation"] == "term", "unit"] = prose.CALENDAR
    table["implies"] = [prose.interval(row.low, row.high, row.unit) for row in table.itertuples()]
    return table[IMPLIED]


def checked_first(links):
    """The implied values, those that do not hold first, then those that do, then what cannot be checked."""
    rank = {verdict: n for n, verdict in enumerate([*findings.BROKEN, "ties", "fits"])}
    place = links["verdict"].map(rank).fillna(len(rank))
    return links.iloc[place.argsort(kind="stable")].reset_index(drop=True)


def changing(settings):
    """The settings under which a claim has another verdict."""
    return list(dict.fromkeys(settings.loc[settings["changed"] > 0, "setting"]))


def by_quantity(ledger):
    """What is measured, of whomever and whenever: ``quantity``, groups, claims, and groups by verdict."""
    groups = ledger.groups.assign(quantity=ledger.groups["quantity"].replace("", "unnamed"))
    counts = groups.groupby("quantity").agg(groups=("group", "size"), claims=("claims", "sum"))
    judged = pd.crosstab(groups["quantity"], groups["verdict"])
    told = counts.join(judged[[verdict for verdict in findings.VERDICTS if verdict in judged]])
    return told.reset_index().sort_values(["claims", "quantity"], ascending=[False, True], ignore_index=True)


def sectors_named(mentions):
    """Sectors by mentions: ``sector, name, mentions, documents``, the most named first."""
    found = mentions.groupby(["sector", "name"], sort=False).agg(
        n=("term", "size"), d=("document", "nunique")
    )
    found = found.reset_index().set_axis(["sector", "name", "mentions", "documents"], axis=1)
    return found.sort_values(["mentions", "documents"], ascending=False, kind="stable").reset_index(drop=True)


def pair_cells(pairs, sectors):
    """Pairs as both halves of a grid: ``sector, other, together``, in the order of the table ``sectors``."""
    rows = pairs[["sector_a", "sector_b", "both"]].set_axis(["sector", "other", "together"], axis=1)
    both = pd.concat([rows, rows.rename(columns={"sector": "other", "other": "sector"})], ignore_index=True)
    places = {name: place for place, name in enumerate(sectors["sector"])}
    both = both[both["sector"].isin(places) & both["other"].isin(places)]
    both = both.sort_values(["sector", "other"], key=lambda names: names.map(places), kind="stable")
    names = dict(zip(sectors["sector"], sectors["name"], strict=True))
    return both.replace({"sector": names, "other": names}).reset_index(drop=True)


def pairs_by_unit(mentions, co_mentions, units=("sentence", "paragraph", "document")):
    """Pairs of sectors by unit of text: ``unit, pairs, strongest, units_together, beyond_chance``."""
    rows = []
    for unit in units:
        pairs = co_mentions(mentions, unit=unit).sort_values("both", ascending=False, kind="stable")
        names = [f"{row.sector_a} with {row.sector_b}" for row in pairs.head(1).itertuples()]
        rows.append([unit, len(pairs), "".join(names), int(pairs["both"].max() if len(pairs) else 0)])
        rows[-1].append(len(findings.beyond_chance(pairs)))
    return pd.DataFrame(rows, columns=["unit", "pairs", "strongest", "units_together", "beyond_chance"])


def facts(articles, ledger, held, links, mentions, pairs):
    """The numbers that the sentences of the notebook rest on, as they go into ``results.json``."""
    documents, groups = articles.documents, ledger.groups
    ties = links["verdict"].value_counts()
    return {
        "documents": len(documents),
        "words": int(documents["words"].sum()),
        "dated": int((documents["date"] != "").sum()),
        "skipped": len(articles.skipped),
        "claims": int((ledger.claims["group"] != "").sum()),
        "quantities": len(groups),
        "told_by_several": int((groups["documents"] > 1).sum()),
        "told_once": int((groups["documents"] == 1).sum()),
        "verdicts": groups["verdict"].value_counts().to_dict(),
        "held": len(held),
        "within": int((held["beside_it"] == "fits").sum()),
        "links": len(links),
        "fitting": int(ties.reindex(["ties", "fits"]).sum()),
        "not_fitting": int(ties.reindex(findings.BROKEN).sum()),
        "witnesses": len(ledger.witnesses),
        "mentions": len(mentions),
        "sectors": mentions["sector"].nunique(),
        "pairs": len(pairs),
        "pairs_beyond_chance": len(findings.beyond_chance(pairs)),
    }


def answer(facts, ledger, links):
    """The answer in short, a sentence each: what disagrees, what does not tie, then what holds."""
    if not facts["claims"]:
        return ["None of them states a figure that can be compared."]
    row = named_groups(ledger).iloc[0]
    values = prose.join(str(row["values"]).split("; "), most=3)
    most = f"Told most: {row['quantity']}, {values}, in {prose.count(row['documents'], 'document')}."
    lines = [findings.disagreement(ledger), *findings.broken(links), findings.beside(ledger.references)]
    return [*lines, findings.follows(links), f"{most} {row['reason']}", findings.verdicts(ledger.groups)]


def farthest(held):
    """The claim that is farthest from its official figure, in a sentence; empty when there is none."""
    rows = held.loc[held["off"].astype(float).abs().nlargest(1).index].itertuples()
    told = (
        f"{row.as_written} ({row.quantity}, in {row.document}) beside {row.official_figure}" for row in rows
    )
    return "".join(f"Farthest off is {line}." for line in told)


def source(articles):
    """Where the values of a chart come from."""
    return (
        f"the articles in {articles.name}" if len(articles.records) > 1 else f"the article in {articles.name}"
    )


def held_about(ledger, held, source, most=3):
    """For the claims beside the official figures."""
    return {
        "title": findings.beside(ledger.references).rstrip("."),
        "subtitle": "Distance from the official figure, in percent of it or in percentage points",
        "source": prose.join([source, *dict.fromkeys(filter(None, held["publisher"]))], most=most),
        "unit": "percent",
        "note": "Ranks and other units have no distance." if held["off"].isna().any() else "",
    }


def implied_about(levels, source):
    """For implied values of one unit."""
    known, fits = int(levels["known"].notna().sum()), int(levels["verdict"].isin(["ties", "fits"]).sum())
    fit = prose.verb(known, "fits", "fit")
    told = f"{prose.few(fits, True)} of {prose.count(known, 'implied value')} that can be checked fit"
    told = (
        f"{'Both' if known == 2 else 'All'} implied values that can be checked fit"
        if fits == known > 1
        else told
    )
    told = f"The implied value {fit if fits else 'does not fit'}" if known == 1 else told
    alone = f"{prose.count(len(levels), 'value').capitalize()} implied, none to check by"
    return {
        "title": f"{told} what is known" if known else alone,
        "subtitle": "The interval that the written digits imply; a stroke is the value known from elsewhere",
        "source": source,
        "unit": next(iter(levels["unit"]), ""),
    }


def matrix_about(ledger, source):
    """For the grid of quantities and documents, of which all have a column where thirty or fewer."""
    several, groups = ledger.groups[ledger.groups["documents"] > 1], len(ledger.groups)
    agree, n = int(several["verdict"].str.startswith("agree").sum()), len(several)
    title = "No quantity is told by more than one document"
    if n:
        title = (
            f"{prose.few(n, True)} of {prose.count(groups, 'quantity')} {prose.verb(n, 'is', 'are')} told by "
        )
        title += (
            f"more than one document, {prose.few(agree)} in full agreement" if agree else "several documents"
        )
    subtitle = "Values as written in the document"
    return {"mark": "verdict", "title": title, "subtitle": subtitle, "source": source}


def sectors_about(named, source):
    """For the mentions of sectors."""
    rows = named.head(1).itertuples()
    title = next(
        (f"{row.name} is named most often, {prose.count(row.mentions, 'time')}" for row in rows), "Sectors"
    )
    return {"title": title, "subtitle": "Mentions in the corpus, by sector", "source": source}


def pairs_about(cells, unit, source):
    """For the grid of sectors named together; all that tie for first are named or counted."""
    most = cells["together"].max() if len(cells) else 0
    first = cells[cells["together"] == most]
    tied = list(
        dict.fromkeys(tuple(sorted(pair)) for pair in zip(first["sector"], first["other"], strict=True))
    )
    each = f"{prose.count(most, unit)}{' each' if len(tied) > 1 else ''}"
    names = (
        prose.join([" with ".join(pair) for pair in tied])
        if len(tied) <= 3
        else prose.count(len(tied), "pair").capitalize()
    )
    title = (
        f"{names} {prose.verb(len(tied), 'shares', 'share')} most: {each}"
        if tied
        else f"No two sectors share a {unit}"
    )
    return {"title": title, "subtitle": f"Number of {unit}s that name both sectors", "source": source}


def settings_about(settings, source):
    """For the verdicts under other settings."""
    some = "Some verdicts hang on the settings"
    title = some if changing(settings) else "The settings do not change the verdicts"
    about = {"title": title, "subtitle": "Number of quantities with each verdict", "source": source}
    return {**about, "note": settings.attrs["note"]}
