"""The ledger to go through by quantity: each group with its claims in context and the arithmetic on them.

Folded HTML that reads in JupyterLab, in a page and without scripts; a script adds a search field, and a
page's choice of a quantity or a document leaves the groups that have it. Words of documents are escaped.
"""

import html
import re

from ..riding import plain_rows
from . import annotate, findings, prose
from .tables import Shown

MOST_CLAIMS = 20  # of one group
AROUND = 400  # characters on either side of a claim, at most


def groups(articles, ledger, links, shown: int, most: int = 100) -> Shown:
    """The groups, conflicts and what arithmetic denies first; ``links`` as `summary.implied` makes them.

    ``shown`` is the number of articles that the page shows in full: the claims of these are linked to their
    place there, those of all others are the place that ``#claim-…`` leads to.
    """
    telling = findings.telling(ledger)
    told = _told(ledger, links, {name for names in telling["members"].head(most) for name in names.split()})
    claims = ledger.claims[ledger.claims["claim"].isin(told.keys())].set_index("claim")
    records = {record.document: record for record in articles.records}
    marked = {record.document for record in annotate.chosen(articles, ledger, shown)}
    parts = []
    for row in telling.head(most).itertuples():
        members = row.members.split()
        near = [(name, claims.loc[name]) for name in members[:MOST_CLAIMS]]
        inside = [_passage(name, one, records[one.document], one.document in marked) for name, one in near]
        more = len(members) - MOST_CLAIMS
        inside += [f"<p>{more:,} more in the table of claims.</p>"] if more > 0 else []
        lines = dict.fromkeys(line for name in members for line in told[name])
        known = f": {prose.escape(row.reason)}"  # which stands above already
        facts = [f"<li>{line}</li>" for line in lines if not line.endswith(known)][:MOST_CLAIMS]
        inside += [f"<ul>{''.join(facts)}</ul>"] if facts else []
        parts.append(f"{_opening(row, members)}{''.join(inside)}</details>")
    rest, count = len(ledger.groups) - len(parts), prose.count(len(ledger.groups), "group")
    note = f'<p class="note">{prose.count(rest, "further group")} in the table of groups.</p>' if rest else ""
    inside = "".join(parts) + note or '<p class="note">No groups.</p>'
    page = f'<div class="explore tex2jax_ignore mathjax_ignore">{inside}</div>'
    return Shown(page, count)


def _opening(row, members):
    documents = " ".join(dict.fromkeys(map(findings.document, members)))
    values = prose.join(row.values.split("; "), most=3)
    verdict = findings.VERDICTS[row.verdict][0] if row.verdict.startswith("different") else row.verdict
    told = f"{values} in {prose.count(row.documents, 'document')}; {verdict}"
    head = f"<b>{prose.escape(row.quantity)}</b>: {prose.escape(told)}"
    return (
        f'<details id="group-{row.group}" data-quantity="{html.escape(row.quantity)}" '
        f'data-documents="{html.escape(documents)}"><summary>{findings.SIGNS.get(row.verdict, "")} '
        f"{head}</summary><p>{prose.escape(row.reason)}</p>"
    )


def _told(ledger, links, names):
    """For each named claim the lines about it: arithmetic, official figures, what it is not compared with."""
    told = {name: [] for name in names}

    def tell(names, verdict, reason):
        for name in told.keys() & names:
            told[name].append(f"<b>{verdict}</b>: {prose.escape(reason)}")

    for inputs, row in zip(ledger.links["inputs"], links.itertuples(), strict=True):
        tell(inputs.split(), row.verdict, f"{row.formula} = {row.implies}. {row.reason}")
    for row in ledger.references[ledger.references["claim"] != ""].itertuples():
        tell([row.claim], row.verdict, row.reason)
    apart = ledger.comparisons[~ledger.comparisons["together"].astype(bool)]
    for row in plain_rows(apart):
        tell((row.claim_a, row.claim_b), f"not compared, {row.verdict}", row.reason)
    return told


def _passage(name, claim, record, linked):
    """One claim: who says it, what its words allow, and its sentence between its neighbours."""
    sentences, raw = record.sentences, record.raw
    at = [n for n, one in enumerate(sentences) if one.start <= claim.start < one.end]
    near = sentences[max(0, at[0] - 1) : at[0] + 2] if at else [claim]
    start, end = max(near[0].start, claim.start - AROUND), min(near[-1].end, claim.end + AROUND)
    cuts = (raw[start : claim.start], raw[claim.start : claim.end], raw[claim.end : end])
    before, words, after = (prose.escape(re.sub(r"\s+", " ", cut)) for cut in cuts)
    before = f"…{before}" if start > near[0].start else before
    after = f"{after}…" if end < near[-1].end else after
    who = ", ".join(filter(None, (record.outlet or record.document, record.date, claim.status)))
    told = f"{who}; the words allow {findings.allowed(claim)}."
    name = html.escape(name)
    spot = f'<a href="#claim-{name}">{name}</a>' if linked else f'<b id="claim-{name}">{name}</b>'
    quoted = f"<blockquote>{before}<mark>{words}</mark>{after}</blockquote>"
    return f"<p>{spot}: {prose.escape(told)}</p>{quoted}"
