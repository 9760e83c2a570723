"""Reads the planted corpora of ``gold/ledger`` and says which of their expectations a ledger meets.

A row of ``expected.csv`` has ``kind, verdict, claims, note``; a claim is named ``document=figure`` as
written, with ``#2`` for its second place there. Kinds: *group* the claims stand in one group of that verdict;
*apart* two claims are neither said to agree nor to conflict; *link* a relation with that verdict joins them;
*slip* the claim is named as the one to mend; *witness* the documents count as one.
"""

import csv
import re
from functools import cache
from pathlib import Path

import newsfigures as nf

ROOT = Path(__file__).parent / "gold" / "ledger"
AGREE = {"agree", "agree within rounding"}
NAMES = sorted(p.name for p in ROOT.iterdir() if p.is_dir())


@cache
def reconciled(name):
    corpus = nf.load(ROOT / name)
    return nf.reconcile(nf.find_claims(corpus), corpus.references, corpus.overrides)


@cache
def rows(name):
    with (ROOT / name / "expected.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def claims_named(ledger, spec):
    """Ids of the claims that a ``document=figure#place`` names."""
    document, _, text = spec.strip().partition("=")
    text, _, place = text.partition("#")
    here = ledger.claims[ledger.claims["document"] == document]
    want = _plain(text)
    found = [c for c, t in zip(here["claim"], here["text"], strict=True) if _same(_plain(t), want)]
    return found[int(place) - 1 : int(place)] if place else found


def _plain(text):
    return re.sub(r"[^\w.]", "", re.sub(r"(?i)^(?:a|an|the) ", "", text).replace(",", "").lower())


def _same(text, want):
    return bool(text) and (text.startswith(want) or (want.startswith(text) and text[:2] == want[:2]))


def holds(name, row):
    """Whether the ledger of a planted corpus meets one row of its expectations."""
    ledger = reconciled(name)
    specs = [s.strip() for s in row["claims"].split("|")]
    named = [claims_named(ledger, s) for s in specs if not re.match(r"(?:relation|slip)=", s)]
    group = dict(zip(ledger.claims["claim"], ledger.claims["group"], strict=True))
    verdict = dict(zip(ledger.groups["group"], ledger.groups["verdict"], strict=True))
    if row["kind"] == "witness":
        told = ledger.claims.drop_duplicates("document").set_index("document")["witness"]
        return told[specs].nunique() == 1
    if not all(named):
        return False
    if row["kind"] == "group":
        shared = set.intersection(*({group[c] for c in ids if group[c]} for ids in named))
        return any(verdict[g] == row["verdict"] or {verdict[g], row["verdict"]} <= AGREE for g in shared)
    if row["kind"] == "apart":
        judged = AGREE | {"conflict", "superseded"}
        pairs = [(a, b) for a in named[0] for b in named[1] if a != b and group[a]]
        return not any(group[a] == group[b] and verdict[group[a]] in judged for a, b in pairs)
    if row["kind"] == "slip":
        slips = dict(zip(ledger.groups["group"], ledger.groups["slip"], strict=True))
        return any(slips.get(group[c]) == row["verdict"] for c in named[0])
    return any(_link(link, row, specs, named) for link in ledger.links.itertuples())


def _link(link, row, specs, named):
    wanted = dict(s.split("=") for s in specs if re.match(r"(?:relation|slip)=", s))
    joined = {*link.inputs.split(), link.compared_with}
    fits = link.relation == wanted["relation"] and link.verdict == row["verdict"]
    return fits and all(joined & set(ids) for ids in named) and link.slip == wanted.get("slip", link.slip)


def conflicts_not_planted(name):
    """Groups in conflict of which no claim was planted as one, with their reasons."""
    ledger = reconciled(name)
    planted = {"conflict", "does not tie", "magnitude", "currency sign"}
    named = [s for r in rows(name) if r["verdict"] in planted for s in r["claims"].split("|")]
    known = {c for s in named if not re.match(r"\s*(?:relation|slip)=", s) for c in claims_named(ledger, s)}
    found = ledger.groups[ledger.groups["verdict"] == "conflict"]
    return [row.reason for row in found.itertuples() if not known & set(row.members.split())]
