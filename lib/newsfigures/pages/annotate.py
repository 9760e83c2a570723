"""The articles with their claims marked by verdict, as safe HTML.

A mark ``#claim-<claim>`` links to its group ``#group-<group>``, which `explore` shows and which links back.
All words of documents are escaped; a verdict is told by a sign and by words, not by colour alone.
"""

import html
from collections import Counter

from . import citing, findings, prose
from .tables import Shown

MOST_TEXT, A_MARK = 4_000_000, 400  # characters of all articles on one page, and of one claim's mark there


def articles(corpus, ledger, most: int = 20) -> Shown:
    """Up to ``most`` articles of a corpus, each folded under its name; see `chosen`."""
    reasons = dict(zip(ledger.groups["group"], ledger.groups["reason"], strict=True))
    records, claims = chosen(corpus, ledger, most), ledger.claims
    own = dict(iter(claims[claims["document"].isin([d.document for d in records])].groupby("document")))
    shown = [_article(d, own.get(d.document, ledger.claims.head(0)), reasons) for d in records]
    rest, told = len(corpus.records) - len(shown), prose.count(len(shown), "article")
    note = f"Shown: {told} of the conflicts and of what arithmetic or the record denies, then of what most "
    note += f"witnesses tell. Not shown: {prose.count(rest, 'article')}; the table of claims has all claims."
    note = f'<p class="note">{note}</p>'
    legend = " ".join(f"<span>{sign} {verdict}</span>" for verdict, sign in findings.SIGNS.items())
    inside = f'<p class="note">{legend}</p>{note * bool(rest)}{"".join(shown)}'
    return Shown(f'<div class="marked tex2jax_ignore mathjax_ignore">{inside}</div>', told)


def chosen(corpus, ledger, most: int = 20) -> list:
    """Up to ``most`` articles for a page, those of the most telling groups before others, as many as make a
    page of some megabytes; in the order of the corpus."""
    of = dict(zip(ledger.claims["claim"], ledger.claims["document"], strict=True))
    told = [of[claim] for members in findings.telling(ledger)["members"] for claim in members.split()]
    wanted = dict.fromkeys([*told, *(document.document for document in corpus.records)])
    marks = Counter(of.values())
    sizes = {d.document: len(d.raw) + A_MARK * marks[d.document] for d in corpus.records}
    kept, left = set(), MOST_TEXT
    for name in list(wanted)[:most]:
        if sizes[name] <= left:
            kept.add(name)
            left -= sizes[name]
    return [document for document in corpus.records if document.document in kept]


def segments(raw: str, claims) -> list[tuple[str, object]]:
    """Cut a document's raw text into ``(words, claim row or None)``; joined, the words are ``raw`` again.

    ``claims`` has the columns start and end; a claim that overlaps an earlier one is left in the plain text.
    """
    parts, at = [], 0
    for row in sorted(claims.itertuples(), key=lambda r: (r.start, r.end)):
        if at <= row.start < row.end <= len(raw):
            parts += [(raw[at : row.start], None), (raw[row.start : row.end], row)]
            at = row.end
    return [part for part in [*parts, (raw[at:], None)] if part[0]]


def _article(document, claims, reasons):
    """One article with its marks; below it the citations, which a page shows beside the claim of a link."""
    text = "".join(
        _mark(words, row, reasons) if row is not None else _paragraphs(words)
        for words, row in segments(document.raw, claims)
    )
    named = document.label or document.document
    about = filter(None, (named, document.outlet, document.date, document.title))
    heading = f"{prose.escape(' · '.join(about))}: {prose.count(len(claims), 'claim')}"
    cited = "".join(
        f'<li id="cite-{html.escape(row.claim)}">{prose.escape(citing.cite(row, document.title))}</li>'
        for row in claims.itertuples()
    )
    cited = f"<details><summary>Citations to copy</summary><ul>{cited}</ul></details>" if cited else ""
    opening = f'<details id="document-{html.escape(named)}"><summary>{heading}</summary>'
    return f"{opening}<p>{text}</p>{cited}</details>"


def _paragraphs(words):
    return "</p><p>".join(prose.escape(line) for line in words.split("\n"))


def _mark(words, row, reasons):
    verdict, inner = row.verdict or "not judged", prose.escape(words)
    kind = {"single source": "single", "conflict": "conflict"}.get(verdict, "other")
    if row.group:
        title = html.escape(f"{verdict}: {reasons[row.group]}")
        inner = f'<a href="#group-{row.group}" title="{title}">{inner}</a>'
    sign = f'<sup title="{verdict}">{findings.SIGNS[verdict]}</sup>' if verdict in findings.SIGNS else ""
    return f'<mark class="{kind}" id="claim-{html.escape(row.claim)}">{inner}{sign}</mark>'
