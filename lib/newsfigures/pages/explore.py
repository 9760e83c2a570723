"""The ledger to go through by quantity: each group with its claims in context and the arithmetic on them.

Folded HTML that reads in JupyterLab, in a page and without scripts; a script adds a search field, and a
page's choice of a quantity or a document leaves the groups that have it. Words of documents are escaped.
"""

import html
import re
from collections import defaultdict

from . import annotate, findings, prose
from .tables import Table

MOST_CLAIMS = 20  # of one group
_STYLE = (
    "<style>.explore blockquote{margin:.2em 0 .8em 1em;padding:0;border:0;max-width:46em;font-size:.93em}"
    ".explore mark{font-weight:700}.explore details{margin:.15em 0}.explore details>*{max-width:56rem}"
    ".explore summary{color:inherit;font-size:1em;width:auto;min-height:24px}</style>"
)


def groups(articles, ledger, links, shown: int, most: int = 100) -> Table:
    """The groups, conflicts and what arithmetic denies first; ``links`` as `summary.implied` makes them.

    ``shown`` is the number of articles that the page shows in full: the claims of these are linked to their
    place there, those of all others are the place that ``#claim-…`` leads to.
    """
    told = _told(ledger, links)
    claims = ledger.claims.set_index("claim")
    chosen = {record.document for record in annotate.chosen(articles, ledger, shown)}
    records = {record.document: (record, record.document in chosen) for record in articles.records}
    parts = []
    for row in findings.telling(ledger).head(most).itertuples():
        members = row.members.split()
        about = ((name, claims.loc[name]) for name in members[:MOST_CLAIMS])
        passages = [_passage(name, claim, *records[claim.document]) for name, claim in about]
        if len(members) > MOST_CLAIMS:
            passages.append(f"<p>{len(members) - MOST_CLAIMS:,} more in the table of claims.</p>")
        known = prose.escape(row.reason)  # which stands above already
        lines = dict.fromkeys(line for name in members for line in told[name])
        facts = [f"<li>{line}</li>" for line in lines if not line.endswith(f": {known}")]
        facts = f"<ul>{''.join(facts[:MOST_CLAIMS])}</ul>" if facts else ""
        parts.append(_opening(row, row.quantity, members) + "".join(passages) + facts + "</details>")
    rest = len(ledger.groups) - len(parts)
    note = f'<p class="note">{prose.count(rest, "further group")} in the table of groups.</p>' if rest else ""
    inside = "".join(parts) + note or '<p class="note">No groups.</p>'
    page = f'<div class="explore tex2jax_ignore mathjax_ignore">{_STYLE}{inside}</div>'
    return Table(ledger.groups, page, prose.count(len(ledger.groups), "group"))


def _opening(row, name, members):
    documents = " ".join(dict.fromkeys(member.rpartition("-")[0] for member in members))
    values = prose.join(row.values.split("; "), most=3)
    told = f"{values} in {prose.count(row.documents, 'document')}; {row.verdict}"
    return (
        f'<details id="group-{row.group}" data-quantity="{html.escape(name)}" '
        f'data-documents="{html.escape(documents)}"><summary>{annotate.SIGNS.get(row.verdict, "")} '
        f"<b>{prose.escape(name)}</b>: {prose.escape(told)}</summary><p>{prose.escape(row.reason)}</p>"
    )


def _told(ledger, links):
    """For each claim the lines about it: arithmetic, official figures, and what it was not compared with."""
    told = defaultdict(list)
    for inputs, row in zip(ledger.links["inputs"], links.itertuples(), strict=True):
        for name in inputs.split():
            told[name].append(
                f"<b>{row.verdict}</b>: {prose.escape(f'{row.formula} = {row.implies}. {row.reason}')}"
            )
    for row in ledger.references.itertuples():
        if row.claim:
            told[row.claim].append(f"<b>{row.verdict}</b>: {prose.escape(row.reason)}")
    apart = ledger.comparisons[~ledger.comparisons["together"].astype(bool)]
    for row in apart.itertuples():
        for name in (row.claim_a, row.claim_b):
            told[name].append(f"<b>not compared, {row.verdict}</b>: {prose.escape(row.reason)}")
    return told


def _passage(name, claim, record, linked):
    """One claim: who says it, what its words allow, and its sentence between its neighbours."""
    sentences, raw = record.sentences, record.raw
    at = next((n for n, one in enumerate(sentences) if one.start <= claim.start < one.end), None)
    near = [sentences[n] for n in (at - 1, at, at + 1) if 0 <= n < len(sentences)] if at is not None else []
    start, end = (near[0].start, near[-1].end) if near else (claim.start, claim.end)
    start, end = max(start, claim.start - 400), min(end, claim.end + 400)
    cuts = (raw[start : claim.start], raw[claim.start : claim.end], raw[claim.end : end])
    before, words, after = (prose.escape(re.sub(r"\s+", " ", cut)) for cut in cuts)
    before = f"…{before}" if near and start > near[0].start else before
    after = f"{after}…" if near and end < near[-1].end else after
    who = ", ".join(filter(None, (record.outlet or record.document, record.date, claim.status)))
    allowed = prose.interval(claim.low, claim.high, claim.unit)
    spot = f"claim-{html.escape(name)}"
    spot = (
        f'<a href="#{spot}">{html.escape(name)}</a>' if linked else f'<b id="{spot}">{html.escape(name)}</b>'
    )
    return (
        f"<p>{spot}: {prose.escape(f'{who}; the words allow {allowed}.')}</p>"
        f"<blockquote>{before}<mark>{words}</mark>{after}</blockquote>"
    )
