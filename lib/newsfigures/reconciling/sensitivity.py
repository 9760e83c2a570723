"""How firm the verdicts are: the same claims under other settings, and without each document."""

import pandas as pd

from ..pages.findings import VERDICTS, foremost
from .ledger import reconcile

SOFT = ("projected", "planned", "alleged", "denied", "preliminary")
MOST = 2_000  # claims that are reconciled again under each setting


def settings(claims, references, overrides, tolerance: float, most: int = 12, ledger=None):
    """The verdict of every claim under other tolerances, without what is not told as fact, and without each
    document.

    One row a setting and verdict: how many groups have it, and which claims changed theirs. Documents are
    left out one by one only in corpora of up to ``most``. Of more than ``MOST`` claims those of the most
    telling groups are tried, and ``attrs["note"]`` says so. ``ledger`` is that of the claims as they are.
    """
    ledger = ledger or reconcile(claims, references, overrides, tolerance)
    every, note = len(claims), ""
    if every > MOST:
        claims = claims[claims["claim"].isin(foremost(ledger, MOST)["claim"])]
        note = f"Tried on {len(claims):,} of {every:,} claims, those of the most telling groups."
        ledger = reconcile(claims, references, overrides, tolerance)

    def run(table, slack=tolerance):
        return reconcile(table, references, overrides, slack)

    before = dict(zip(ledger.claims["claim"], ledger.claims["verdict"], strict=True))
    tried = ((t, ledger if t == tolerance else run(claims, t)) for t in sorted({tolerance, 0.01, 0.05}))
    runs = [(f"tolerance {100 * t:g} %", other) for t, other in tried]
    runs.append(("only what is told as fact", run(claims[~claims["status"].isin(SOFT)])))
    documents = list(dict.fromkeys(claims["document"]))
    if 1 < len(documents) <= most:
        labels = dict(
            zip(claims["document"], claims["claim"].astype(str).str.rpartition("-")[0], strict=True)
        )
        runs += [(f"without {labels[d]}", run(claims[claims["document"] != d])) for d in documents]
    rows, given = [], [v for v in VERDICTS if any((other.groups["verdict"] == v).any() for _, other in runs)]
    for setting, other in runs:
        count = other.groups["verdict"].value_counts()
        changed = [
            c
            for c, v in zip(other.claims["claim"], other.claims["verdict"], strict=True)
            if before.get(c) != v
        ]
        rows += [
            (setting, verdict, int(count.get(verdict, 0)), len(changed), " ".join(changed))
            for verdict in given
        ]
    table = pd.DataFrame(rows, columns=["setting", "verdict", "groups", "changed", "claims that changed"])
    table.attrs["note"] = note
    return table


def decided(claims, references, decisions, tolerance: float):
    """What a researcher's decisions change: the claims with another verdict or other company, and why."""
    columns = ["claim", "as written", "before", "after", "reason"]
    if not len(decisions):
        return pd.DataFrame(columns=columns)
    before, after = (reconcile(claims, references, rules, tolerance) for rules in (None, decisions))
    reasons, rows = dict(zip(after.groups["group"], after.groups["reason"], strict=True)), []
    for old, new in zip(_company(before), _company(after), strict=True):
        if old[2:4] != new[2:4]:
            rows.append((*old[:3], new[2], reasons.get(new[4], "It is no claim by itself.")))
    return pd.DataFrame(rows, columns=columns)


def _company(ledger):
    """Each claim with its words, its verdict, the claims of its group, and its group."""
    members = dict(zip(ledger.groups["group"], ledger.groups["members"], strict=True))
    for row in ledger.claims.itertuples():
        yield row.claim, row.text, row.verdict, members.get(row.group, ""), row.group
