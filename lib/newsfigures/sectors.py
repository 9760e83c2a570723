"""Mentions of sectors: which term stands where, for which sector; and the figures stated for a sector.

mentions    document, sentence, paragraph, start, end, text, term, sector, name, group, also, word, isic, hs,
            certain, copy. One row a mention and sector: a term of two sectors has two rows, each naming the
            other in ``also``. ``word`` counts the words of the document before it; ``copy`` names an earlier
            document that has the same sentence. ``attrs["units"]`` holds, for each document, how many
            sentences, paragraphs and words it has without such copies; ``attrs["known"]`` the sectors and
            groups of the table. ``co_mentions`` needs both.
"""

import re

from .taxonomy import load_taxonomy

COLUMNS = ["document", "sentence", "paragraph", "start", "end", "text", "term", "sector", "name", "group"]
COLUMNS += ["also", "word", "isic", "hs", "certain", "copy"]
COPY = 8  # words from which a sentence that an earlier document has too counts as copied
FAR = 25  # words between a figure and a sector beyond which nothing is said of both
# What parts a sentence into statements of their own, and what only opens a clause of the same statement.
_BREAK = re.compile(r"[;:()\u2013\u2014]|\b(?:while|whereas|although|though|but)\b|, and\b", re.IGNORECASE)
_CLAUSE = re.compile(r",\s+(?=(?:which|who|as|or|with|up|down|[a-z]+ing)\b)", re.IGNORECASE)
_IN_LIST = re.compile(r",\s*[\w'-]+(?:\s[\w'-]+){0,2}$")  # before ", and": the last but one of a list
_KINDS = {"ordinal", "duration", "bare"}  # figures of time and rank belong to no sector


def find_mentions(corpus, taxonomy=None, extend: bool = False):
    """Return the mentions of a Corpus or a plain str; ``taxonomy`` and ``extend`` as in ``load_taxonomy``.

    >>> find_mentions("Oil and natural gas fell; energy drinks rose.")[["text", "sector"]].values.tolist()
    [['Oil', 'oil'], ['natural gas', 'gas'], ['energy drinks', 'retail']]
    """
    import pandas as pd

    from .corpus import from_text

    corpus = from_text(corpus) if isinstance(corpus, str) else corpus
    table = load_taxonomy(taxonomy, extend)
    rows, units, seen = [], {}, {}
    for document in corpus.records:
        found, sentences = read(document, table)
        copies, offset, passed = {}, {}, 0
        for number, _, words, key in sentences:
            first = seen.setdefault(key, document.document) if key else document.document
            copies[number], offset[number] = "" if first == document.document else first, passed
            passed += 0 if copies[number] else words
        own = [s for s in sentences if not copies[s[0]]]
        units[document.document] = [len(own), len({s[1] for s in own}), passed]
        rows += [(*row[:11], row[11] + offset[row[1]], *row[12:], copies[row[1]]) for row in found]
    mentions = pd.DataFrame(rows, columns=COLUMNS)
    mentions.attrs["units"] = units
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
    to none. A count of things goes only to a sector within five words; a figure of time or rank, or inside a
    name ("5G"), to none.
    Sectors in one list ("oil, gas and coal") share the figure. ``words`` stand between figure and term.
    """
    import pandas as pd

    texts = {(s.document, s.sentence): (s.start, s.text) for d in articles.records for s in d.sentences}
    near = {}
    for m in mentions.sort_values("start", kind="stable").itertuples():
        near.setdefault((m.document, m.sentence), []).append(m)
    labels = {d.document: d.label for d in articles.records}
    rows, columns = [], ["label", "sector", "group", "term", "basis", "words"]
    for figure in figures.to_dict("records"):
        key = figure["document"], figure["sentence"]
        if figure["kind"] in _KINDS or key not in near:
            continue
        for mention, basis, words in _stated_for(figure, near[key], *texts[key]):
            found = (labels[key[0]], mention.sector, mention.group, mention.text, basis, words)
            rows.append({**figure, **dict(zip(columns, found, strict=True))})
    stated = pd.DataFrame(rows, columns=[*figures.columns.difference(columns, sort=False), *columns])
    return stated.sort_values(["group", "sector", "document", "start"]).reset_index(drop=True)


def _stated_for(figure, mentions, start, text):
    """The (mention, basis, words between) that one figure is stated for; ``mentions`` in order."""
    breaks = [m for m in _BREAK.finditer(text) if m[0][0] != "," or not _IN_LIST.search(text[: m.start()])]
    breaks = [m.start() for m in breaks]
    clauses = [m.start() for m in _CLAUSE.finditer(text)]

    def same(m, cuts):
        return not any(
            min(m.start, figure["start"]) < cut + start <= max(m.start, figure["start"]) for cut in cuts
        )

    def between(m):
        low, high = min(m.end, figure["end"]) - start, max(m.start, figure["start"]) - start
        return len(re.findall(r"\w+", text[low:high]))

    if any(m.start < figure["end"] and figure["start"] < m.end for m in mentions):
        return []
    statement = [m for m in mentions if same(m, breaks)]
    clause, basis = [m for m in statement if same(m, clauses)], "same clause"
    if not clause and len({m.sector for m in statement}) == 1:
        clause, basis = statement, "same statement"
    nearest = min(clause, key=between, default=None)
    if nearest is None or between(nearest) > (5 if figure["kind"] == "count" else FAR):
        return []
    return [(m, basis, between(m)) for m in _list_of(nearest, clause, text, start)]


def _list_of(nearest, mentions, text, start):
    """The mentions in one list with ``nearest`` ("oil, natural gas and coal"), one a sector."""
    runs = [[]]
    for m in mentions:
        gap = text[runs[-1][-1].end - start : m.start - start] if runs[-1] else ""
        if re.sub(r"[\s,]|\b(?:and|or)\b", "", gap):
            runs.append([])
        runs[-1].append(m)
    run = next(run for run in runs if nearest in run)
    return list({m.sector: m for m in [*run, nearest]}.values())
