"""The ledger: claims in comparable groups with a verdict each, the arithmetic between them, and the
witnesses.

``reconcile`` works on the claims table alone. Tables of the result:

groups       group, quantity, phrase (as written), measure, parties, period, base, unit, claims,
             documents, witnesses, low, high, verdict, reason, severity, slip, missing, status, values,
             members
claims       the claims, with group, verdict and the claims that they were not compared with (``beside``)
comparisons  claim_a, claim_b, verdict, reason, together: pairs in a group (together), and near relatives
             that are not compared
links        relation, inputs, formula, low, high, unit, compared_with, verdict, reason, slip, culprit, chance
references   claim or link, reference, low, high, verdict, reason, publisher, address
witnesses    witness, documents, members, evidence
"""

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise

from ..claiming.dating import dates_of
from ..keeping import kept
from ..riding import plain_rows
from .blocks import judged
from .item import Item, meets
from .overrides import apply_overrides
from .witnesses import count_witnesses, merge_witnesses, witness_table

GROUP_COLUMNS = [
    "group", "quantity", "phrase", "measure", "parties", "period", "base", "unit", "claims", "documents",
    "witnesses", "low", "high", "verdict", "reason", "severity", "slip", "missing", "status", "values",
    "members",
]  # fmt: skip
COMPARISON_COLUMNS = ["claim_a", "claim_b", "verdict", "reason", "together"]


@dataclass
class Ledger:
    """The tables of one reconciliation; ``tried`` relations were computed, ``notes`` say what input was not
    used.
    """

    groups: object
    claims: object
    comparisons: object
    links: object
    references: object
    witnesses: object
    tried: int = 0
    by_chance: float = 0.0
    tolerance: float = 0.0
    notes: list[str] = field(default_factory=list)

    def matrix(self):
        """Values as written, one row a group and one column a document; an empty cell is silence."""
        names = self.groups.set_index("group")[["quantity", "parties", "period", "verdict"]]
        table = self.claims[self.claims["group"] != ""]
        if not len(table):
            return names.reset_index()
        wide = table.pivot_table(
            index="group", columns="document", values="text", fill_value="", sort=False,
            aggfunc=lambda t: "; ".join(dict.fromkeys(t)),
        )  # fmt: skip
        return names.join(wide[table["document"].unique()], how="inner").reset_index()

    def work(self):
        """Groups that cannot be judged, with the slot that is missing and the override line that would fill
        it.
        """
        rows = self.groups[self.groups["missing"] != ""]
        lines = [f"set,{r.members.split()[0]},{_slot(r.missing)},,why" for r in rows.itertuples()]
        return rows[["group", "quantity", "parties", "missing", "reason"]].assign(override=lines)


def _slot(missing):
    return {"period": "period_start", "date of the documents": "date", "base": "base_text"}.get(
        missing, "quantity"
    )


@kept
def reconcile(
    claims, references=None, overrides=None, tolerance: float = 0.0, engine="process", blocks=0, **options
) -> Ledger:
    """Group comparable claims, judge each group, link groups by arithmetic and compare them with references.

    ``references`` and ``overrides`` are DataFrames or paths of CSV files. ``tolerance`` widens every interval
    by that share of its value. ``engine`` ("process", "pool", "dask") and its ``options`` (``workers``,
    ``scheduler``) group the claims in at most so many ``blocks``, by default one a worker; the tables are
    equal, whatever they are. Raises ValueError for a tolerance below 0, a table without claims' columns, and
    another engine.
    """
    import pandas as pd

    from .reference_table import read_references
    from .references import compare
    from .relations import find_links

    if not 0 <= tolerance < 1:
        raise ValueError(f"tolerance is a share of the value from 0 up to 1, not {tolerance}")
    if engine not in ("process", "pool", "dask"):
        raise ValueError(f"the engine is process, pool or dask, not {engine!r}")
    lacking = {"claim", "document", "quantity", "low", "high"} - set(claims.columns)
    if lacking:
        raise ValueError(
            f"not a table of claims, it has no column {', '.join(sorted(lacking))}: use find_claims"
        )
    blank = [c for c in claims if c not in ("value", "low", "high") and claims[c].isna().any()]
    claims = claims.assign(**{c: claims[c].astype(object).fillna("") for c in blank})  # as a CSV is read
    notes: list[str] = []
    table, rules = apply_overrides(claims, overrides, notes)
    items = [Item(row, n) for n, row in enumerate(plain_rows(table))]
    merge_witnesses(items)
    live = [i for i in items if i.measure and i.claim not in rules["reject"]]
    groups, verdicts, apart = judged(table, live, rules, tolerance, engine, blocks, **options)
    dates = claims.attrs["dates"] if "dates" in claims.attrs else dates_of(claims)  # files keep no attributes
    links, tried, chance = find_links(live, groups, dates, tolerance)
    verdicts = _exposed(groups, verdicts, links)
    pairs = ((v, a, b) for g, v in zip(groups, verdicts, strict=True) for a, b in pairwise(g))
    comparisons = [(a.claim, b.claim, v.verdict, v.reason, True) for v, a, b in pairs]
    comparisons += [(a.claim, b.claim, v.verdict, v.reason, False) for a, b, v in apart]
    near = _by_group(apart)
    verdicts = [
        _beside(g, v, near.get(n, ()), groups)
        for n, (g, v) in enumerate(zip(groups, verdicts, strict=True), 1)
    ]
    known = read_references(references, notes)
    compared, more = compare(live, groups, links, known, tolerance)
    rows = [_row(n, g, v) for n, (g, v) in enumerate(zip(groups, verdicts, strict=True), 1)]
    return Ledger(
        pd.DataFrame(rows, columns=GROUP_COLUMNS), _claims(table, items, groups, verdicts, near),
        pd.DataFrame(comparisons, columns=COMPARISON_COLUMNS), links, compared, witness_table(items),
        tried + more, chance, tolerance, notes,
    )  # fmt: skip


def _exposed(groups, verdicts, links):
    """A figure that arithmetic denies and one edit would mend: its group names the slip, whatever its
    verdict.
    """
    sums = links[links["relation"].isin(("sum", "part of"))]
    held = set(sums.loc[sums["verdict"] == "ties", "compared_with"])
    exposed = {row.culprit: row for row in sums.itertuples() if row.slip}
    found = []
    for group, verdict in zip(groups, verdicts, strict=True):
        verdict = _acquitted(group, verdict, held)
        row = next((exposed[i.claim] for i in group if i.claim in exposed), None)
        if row is not None and verdict.verdict in ("single source", "agree", "agree within rounding"):
            verdict = verdict._replace(
                reason=row.reason, severity="digits", slip=row.slip, culprit=row.culprit
            )
        elif row is not None and verdict.verdict == "conflict" and verdict.culprit != row.culprit:
            told = verdict.reason.partition(" One edit would")[0]
            verdict = verdict._replace(reason=f"{told} {row.reason}", slip=row.slip, culprit=row.culprit)
        found.append(verdict)
    return found


def _acquitted(group, verdict, held):
    """Of two values that one edit would make one, that which is the sum of its parts is not the slip."""
    good = next((i for i in group if i.claim == verdict.culprit and i.claim in held), None)
    away = [i for i in group if good and i.definite and i.claim not in held and not meets(i, good)]
    if verdict.verdict != "conflict" or not away:
        return verdict
    told = verdict.reason.partition(" One edit would")[0]
    reason = (
        f"{told} {good.text} is the sum of its parts; one edit would explain {away[0].text}: {verdict.slip}."
    )
    return verdict._replace(reason=reason, culprit=away[0].claim)


def _beside(group, verdict, near, groups):
    """What one document tells takes the verdict of its nearest relative, first of those that others tell."""
    documents = {i.document for i in group}
    if verdict.verdict == "single source" and not verdict.slip and len(documents) == 1:
        away = [v for _, b, v in near if {i.document for i in groups[b.group - 1]} - documents]
        for found in (*away, *(v for *_, v in near)):
            return found._replace(missing=found.missing if found.verdict == "cannot tell" else "")
    return verdict


def _by_group(relatives):
    """For each group number (claim, claim of the relative, why they are apart), the nearest first."""
    found = defaultdict(list)
    for a, b, verdict in relatives:
        found[a.group].append((a, b, verdict))
        found[b.group].append((b, a, verdict))
    return found


def _row(number, group, verdict):
    first = next((i for i in group if i.definite), group[0])
    kept = [i for i in group if i.claim not in verdict.outdated and i.role != "same"] or group
    low, high = (
        min(i.interval.low for i in kept) / first.factor,
        max(i.interval.high for i in kept) / first.factor,
    )
    return {
        "group": f"G{number}", "quantity": first.quantity, "phrase": first.phrase or first.quantity,
        "measure": first.measure, "parties": (" > " if first.side else "; ").join(first.parties),
        "period": first.period_name if first.period else "", "base": first.base_text, "unit": first.unit,
        "claims": len(group), "documents": len({i.document for i in group}),
        "witnesses": count_witnesses(group), "low": low, "high": high, "verdict": verdict.verdict,
        "reason": verdict.reason, "severity": verdict.severity, "slip": verdict.slip,
        "missing": verdict.missing, "status": "; ".join(dict.fromkeys(i.status for i in group)),
        "values": "; ".join(dict.fromkeys(i.text for i in group)),
        "members": " ".join(i.claim for i in group),
    }  # fmt: skip


def _claims(table, items, groups, verdicts, near):
    by_claim = {
        i.claim: (f"G{n}", v.verdict, i.claim in v.outdated)
        for n, (g, v) in enumerate(zip(groups, verdicts, strict=True), 1)
        for i in g
    }
    beside = {n: [i.claim for _, b, _ in rows for i in groups[b.group - 1][:12]] for n, rows in near.items()}
    none = ("", "not judged", False)
    found = [by_claim.get(i.claim, none) for i in items]
    return table.assign(
        group=[f[0] for f in found],
        verdict=[f[1] for f in found],
        outdated=[f[2] for f in found],
        beside=[" ".join(dict.fromkeys(c for c in beside.get(i.group, ()))) for i in items],
    )
