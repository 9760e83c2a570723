"""Mentions of sectors: which term stands where, for which sector; and the figures stated for a sector.

mentions    document, sentence, paragraph, start, end, text, term, sector, name, group, also, word, isic, hs,
            certain, copy. One row a mention and sector: a term of two sectors has two rows, each naming the
            other in ``also``. ``word`` counts the words of the document before it; ``copy`` names an earlier
            document that has the same sentence. ``attrs["units"]`` holds, for each document, how many
            sentences, paragraphs and words it has without such copies; ``attrs["known"]`` the sectors and
            groups of the table. ``co_mentions`` needs both.
"""

import re
from bisect import bisect_left, bisect_right

from .. import progress, riding
from .taxonomy import load_taxonomy

COLUMNS = ["document", "sentence", "paragraph", "start", "end", "text", "term", "sector", "name", "group"]
COLUMNS += ["also", "word", "isic", "hs", "certain", "copy"]
COPY = 8  # words from which a sentence that an earlier document has too counts as copied
NEAR = 5  # words between a count of things and a sector beyond which the things are not the sector's
FAR = 25  # words between a figure and a sector beyond which nothing is said of both
# What parts a sentence into statements of their own, and what only opens a clause of the same statement.
_BREAK = re.compile(r"[;:()\u2013\u2014]|\b(?:while|whereas|although|though|but)\b|, and\b", re.IGNORECASE)
_CLAUSE = re.compile(r",\s+(?=(?:which|who|as|or|with|up|down|[a-z]+ing)\b)", re.IGNORECASE)
_IN_LIST = re.compile(r",\s*[\w'-]+(?:\s[\w'-]+){0,2}$")  # before ", and": the last but one of a list
_BETWEEN = re.compile(r"[\s,]|\b(?:and|or)\b")  # what may stand between two members of a list
_KINDS = {"ordinal", "duration", "age", "bare"}  # figures of time and rank belong to no sector


def find_mentions(corpus, taxonomy=None, extend: bool = False):
    """Return the mentions of a Corpus or a plain str; ``taxonomy`` and ``extend`` as in ``load_taxonomy``.

    >>> find_mentions("Oil and natural gas fell; energy drinks rose.")[["text", "sector"]].values.tolist()
    [['Oil', 'oil'], ['natural gas', 'gas'], ['energy drinks', 'retail']]
    """
    import pandas as pd

    from ..loading.corpus import from_text

    corpus = from_text(corpus) if isinstance(corpus, str) else corpus
    table = load_taxonomy(taxonomy, extend)
    rows, units, seen = [], {}, {}
    parts = corpus.stored("mentions") if taxonomy is None and not extend else None
    if parts is None:
        parts = ((d.document, *read(d, table)) for d in progress.bar(corpus.records, "mentions"))
    for document, found, sentences in parts:
        copies, offset, passed = {}, {}, 0
        for number, _, words, key in sentences:
            first = seen.setdefault(key, document) if key else document
            copies[number], offset[number] = "" if first == document else first, passed
            passed += 0 if copies[number] else words
        own = [s for s in sentences if not copies[s[0]]]
        units[document] = [len(own), len({s[1] for s in own}), passed]
        rows += [(*row[:11], row[11] + offset[row[1]], *row[12:], copies[row[1]]) for row in found]
    mentions = pd.DataFrame(rows, columns=COLUMNS)
    mentions.attrs["units"] = riding.Facts(units)
    mentions.attrs["known"] = {
        "sector": sorted(table.sectors),
        "group": sorted({table.names(s)[1] for s in table.sectors}),
    }
    return mentions


def read(document, taxonomy):
    """Return the rows of one Document, and its sentences: (number, paragraph, words, key to find copies)."""
    hits, sentences, firm = [], [], set()
    for s in document.sentences:
        words, found = taxonomy.scan(s.text)
        sentences.append((s.sentence, s.paragraph, len(words), " ".join(words) if len(words) >= COPY else ""))
        for *where, terms in found:
            sure = [t for t in terms if not t.context or not t.context.isdisjoint(words)]
            firm |= {(s.paragraph, t.sector) for t in sure}
            hits.append((s, *where, terms, sure))
    rows = []
    for s, start, end, word, terms, sure in hits:
        kept = [t for t in terms if t in sure or (s.paragraph, t.sector) in firm]
        where = (s.document, s.sentence, s.paragraph, s.start + start, s.start + end)
        text = document.raw[where[3] : where[4]]
        for term in kept:
            also = ", ".join(t.sector for t in kept if t.sector != term.sector)
            names = (term.term, term.sector, *taxonomy.names(term.sector), also)
            rows.append((*where, text, *names, word, term.isic, term.hs, term.certain))
    return rows, sentences


def mention_passages(mentions, articles):
    """Return the mentions by sector, with ``label`` of the document and ``passage``, the sentence."""
    sentences = {(s.document, s.sentence): s for d in articles.records for s in d.sentences}
    records = {d.document: d for d in articles.records}
    keys = list(zip(mentions["document"], mentions["sentence"], strict=True))
    spans = [(records[k[0]], sentences[k]) for k in keys]
    passages = [" ".join(d.raw[s.start : s.end].split()) for d, s in spans]
    return mentions.assign(label=[d.label for d, _ in spans], passage=passages).sort_values(
        ["name", "document", "start"]
    )


def sector_figures(mentions, figures, articles):
    """Return the figures stated for a sector: ``figures`` with ``label, sector, group, term, basis, words``.

    A figure goes to the sector nearest to it in its clause ("same clause"), else to the only sector of its
    statement ("same statement": a part of a sentence between semicolons, "while", "but" and the like), else
    to none. A count of things goes only to a sector within ``NEAR`` words; a figure of time or rank, or
    inside a name ("5G"), to none. Sectors in one list ("oil, gas and coal") share the figure. ``words``
    stand between figure and term.
    """
    import pandas as pd

    parts, labels = _parts(mentions, articles), {d.document: d.label for d in articles.records}
    rows, columns = [], ["label", "sector", "group", "term", "basis", "words"]
    for figure in figures[~figures["kind"].isin(_KINDS)].to_dict("records"):
        if (part := parts.get((figure["document"], figure["sentence"]))) is None:
            continue
        far = NEAR if figure["kind"] == "count" else FAR
        for m, basis, words in part.stated_for(figure["start"], figure["end"], far):
            found = labels[figure["document"]], m.sector, m.group, m.text, basis, words
            rows.append(figure | dict(zip(columns, found, strict=True)))
    stated = pd.DataFrame(rows, columns=[*figures.columns.difference(columns, sort=False), *columns])
    return stated.sort_values(["group", "sector", "document", "start"]).reset_index(drop=True)


def _parts(mentions, articles):
    """``_Parts`` of every sentence with a mention."""
    near = {}
    for m in mentions.sort_values("start", kind="stable").itertuples():
        near.setdefault((m.document, m.sentence), []).append(m)
    sentences = ((d.document, s) for d in articles.records for s in d.sentences)
    return {k: _Parts(s, near[k]) for d, s in sentences if (k := (d, s.sentence)) in near}


class _Parts:
    """One sentence cut into statements, clauses and lists of sectors, once for all of its figures."""

    def __init__(self, sentence, mentions):
        start, text = sentence.start, sentence.text
        breaks = [m for m in _BREAK.finditer(text) if m[0][0] != "," or not _in_list(text, m.start())]
        self.breaks = [start + m.start() for m in breaks]
        self.cuts = sorted([*self.breaks, *(start + m.start() for m in _CLAUSE.finditer(text))])
        self.words = [start + m.start() for m in re.finditer(r"\w+", text)]
        self.mentions, self.clauses, self.statements, self.sectors, self.lists = mentions, {}, {}, {}, {}
        last = None
        for m in mentions:
            self.clauses.setdefault(bisect_right(self.cuts, m.start), []).append(m)
            statement = bisect_right(self.breaks, m.start)
            self.statements.setdefault(statement, []).append(m)
            self.sectors.setdefault(statement, set()).add(m.sector)
            apart = last is None or bisect_right(self.cuts, last.start) != bisect_right(self.cuts, m.start)
            if apart or _BETWEEN.sub("", text[last.end - start : m.start - start]):
                run = {}
            run[m.sector] = m
            self.lists[m.Index], last = run, m

    def stated_for(self, start, end, far):
        """The (mention, basis, words between) of each sector that the figure at ``start:end`` is for."""
        if any(m.start < end and start < m.end for m in _beside(self.mentions, start)):
            return []
        near, basis = self.clauses.get(bisect_right(self.cuts, start), []), "same clause"
        if not near:
            statement, basis = bisect_right(self.breaks, start), "same statement"
            near = self.statements[statement] if len(self.sectors.get(statement, ())) == 1 else []

        def between(m):
            first, last = min(m.end, end), max(m.start, start)
            return bisect_left(self.words, last) - bisect_left(self.words, first)

        nearest = min(_beside(near, start), key=between, default=None)
        if nearest is None or between(nearest) > far:
            return []
        listed = {**self.lists[nearest.Index], nearest.sector: nearest}
        return [(m, basis, between(m)) for m in listed.values()]


def _beside(mentions, start):
    """The last mention before ``start`` and the first after; ``mentions`` in order."""
    at = bisect_left(mentions, start, key=lambda m: m.start)
    return mentions[max(0, at - 1) : at + 1]


def _in_list(text, at):
    """Whether the comma at ``at`` stands in a list: "oil, natural gas, and coal"."""
    return bool(_IN_LIST.search(text, max(0, at - 60), at))
