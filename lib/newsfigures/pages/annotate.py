"""The articles with their claims marked by verdict, as safe HTML.

A mark ``#claim-<claim>`` links to its group ``#group-<group>``, which `explore` shows and which links back.
All words of documents are escaped; a verdict is told by a sign and by words, not by colour alone.
"""

from collections import Counter

from . import citing, findings, prose

MOST_TEXT, A_MARK = 4_000_000, 400  # characters of all articles on one page, and of one claim's mark there

SIGNS = {
    "agree": "✓",
    "agree within rounding": "≈",
    "conflict": "✗",
    "superseded": "↻",
    "different status": "◐",
    "different base": "△",
    "different period": "◇",
    "different scope": "□",
    "single source": "·",
    "cannot tell": "?",
}
_STYLE = (
    "<style>.marked mark{background:none;color:inherit;border-bottom:2px solid currentColor;padding:0 .1em}"
    ".marked mark a{color:inherit;text-decoration:none}.marked "
    "mark.conflict{border-bottom:3px double;font-weight:700}"
    ".marked mark.single{border-bottom-style:dotted}.marked sup{font-size:.7em}.marked "
    "p{max-width:44em}</style>"
)


class Marked:
    """HTML that shows in a notebook; ``str()`` is a line that says what it holds."""

    def __init__(self, html, text):
        self._html, self._text = html, text

    def _repr_html_(self):
        return f'<div class="marked tex2jax_ignore mathjax_ignore">{_STYLE}{self._html}</div>'

    def __repr__(self):
        return self._text


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


def annotate(document, claims, groups) -> Marked:
    """One article with its claims marked: a record of the corpus, and the tables of a ledger."""
    return _annotated(document, claims[claims["document"] == document.document], _reasons(groups))


def _reasons(groups):
    return dict(zip(groups["group"], groups["reason"], strict=True))


def _annotated(document, own, reasons):
    html = "".join(
        _mark(words, row, reasons) if row is not None else _plain(words)
        for words, row in segments(document.raw, own)
    )
    named = document.label or document.document
    heading = " · ".join(filter(None, (named, document.outlet, document.date, document.title)))
    text = f"{named}: {prose.count(len(own), 'claim')}"
    return Marked(
        f'<details id="document-{prose.escape(named)}"><summary>{prose.escape(heading)}: '
        f"{prose.count(len(own), 'claim')}</summary><p>{html}</p>{_citations(document, own)}</details>",
        text,
    )


def _citations(document, claims):
    """The citation of every claim, as text to copy; a page shows it beside the claim that a link leads to."""
    lines = "".join(
        f'<li id="cite-{prose.escape(row.claim)}">{prose.escape(citing.cite(row, document.title))}</li>'
        for row in claims.itertuples()
    )
    return f"<details><summary>Citations to copy</summary><ul>{lines}</ul></details>" if lines else ""


def chosen(corpus, ledger, most: int = 20) -> list:
    """The articles that a page shows: all where they are ``most`` or fewer, else those of the most telling
    groups, in the order of the corpus, as many as make a page of some megabytes."""
    wanted, of = {}, dict(zip(ledger.claims["claim"], ledger.claims["document"], strict=True))
    for members in findings.telling(ledger)["members"]:
        if len(wanted) >= most:
            break
        wanted |= dict.fromkeys(of[claim] for claim in members.split())
    if len(corpus.records) <= most:
        wanted |= dict.fromkeys(document.document for document in corpus.records)
    marks = Counter(of.values())
    sizes = {d.document: len(d.raw) + A_MARK * marks[d.document] for d in corpus.records}
    kept, left = set(), MOST_TEXT
    for name in list(wanted)[:most]:
        if sizes[name] <= left:
            kept.add(name)
            left -= sizes[name]
    return [document for document in corpus.records if document.document in kept]


def articles(corpus, ledger, most: int = 20) -> Marked:
    """Up to ``most`` articles of a corpus, each folded under its name; see `chosen`."""
    records, reasons = chosen(corpus, ledger, most), _reasons(ledger.groups)
    own = dict(iter(ledger.claims.groupby("document")))
    shown = [_annotated(d, own.get(d.document, ledger.claims.head(0)), reasons) for d in records]
    rest, note = len(corpus.records) - len(shown), ""
    if rest:
        note = (
            f"Shown: {prose.count(len(shown), 'article')} of the conflicts and of what arithmetic or the "
            f"record denies, then of what most witnesses tell. Not shown: {prose.count(rest, 'article')}; "
            "the exported table of claims has the claims of all."
        )
        note = f'<p class="note">{note}</p>'
    legend = " ".join(f"<span>{sign} {verdict}</span>" for verdict, sign in SIGNS.items())
    return Marked(
        f'<p class="note">{legend}</p>{note}' + "".join(s._html for s in shown),
        prose.count(len(shown), "article"),
    )


def _plain(words):
    return "</p><p>".join(prose.escape(line) for line in words.split("\n"))


def _mark(words, row, reasons):
    verdict = row.verdict or "not judged"
    kind = "single" if verdict == "single source" else "conflict" if verdict == "conflict" else "other"
    title = prose.escape(f"{verdict}: {reasons.get(row.group, 'it measures nothing by itself')}").replace(
        '"', "&quot;"
    )
    inner = prose.escape(words)
    if row.group:
        inner = f'<a href="#group-{row.group}" title="{title}">{inner}</a>'
    sign = f'<sup title="{verdict}">{SIGNS[verdict]}</sup>' if verdict in SIGNS else ""
    return f'<mark class="{kind}" id="claim-{prose.escape(row.claim)}">{inner}{sign}</mark>'
