"""Mentions of sectors: which term stands where, for which sector; and the figures stated for a sector.

mentions    document, sentence, paragraph, start, end, text, term, sector, label, group, also, word, isic, hs,
            certain, copy. One row a mention and sector: a term of two sectors has two rows, each naming the
            other in ``also``. ``word`` counts the words of the document before it; ``copy`` names an earlier
            document that has the same sentence. ``attrs["units"]`` holds, for each document, how many
            sentences, paragraphs and words it has without such copies; ``co_mentions`` needs it.
"""

import re

from .taxonomy import load_taxonomy

COLUMNS = ["document", "sentence", "paragraph", "start", "end", "text", "term", "sector", "label", "group"]
COLUMNS += ["also", "word", "isic", "hs", "certain", "copy"]
COPY = 8  # words from which a sentence that an earlier document has too counts as copied
FAR = 25  # words between a figure and a sector beyond which nothing is said of both
# A clause ends at these; a comma only before a word that opens a new one.
_CLAUSE = re.compile(
    r"[;:()\u2013\u2014]|\b(?:while|whereas|although|but)\b"
    r"|,\s+(?=(?:and|which|who|though|as|or|with|[a-z]+ing)\b)",
    re.IGNORECASE,
)
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
    return mentions


def read(document, taxonomy):
    """Return the rows of one Document, and of its sentences (number, paragraph, words, key to find copies)."""
    hits, sentences, firm = [], [], set()
    for s in document.sentences:
        words, found = taxonomy.scan(s.text)
        sentences.append((s.sentence, s.paragraph, len(words), " ".join(words) if len(words) >= COPY else ""))
        for start, end, word, terms in found:
            for term in terms:
                sure = not term.context or not term.context.isdisjoint(words)
                hits.append((s, start, end, word, term, sure))
                if sure:
                    firm.add((s.paragraph, term.sector))
    rows = []
    for s, start, end, word, term, sure in hits:
        if not sure and (s.paragraph, term.sector) not in firm:
            continue
        where = (s.document, s.sentence, s.paragraph, s.start + start, s.start + end)
        for sector, also in {term.sector: term.also, term.also or term.sector: term.sector}.items():
            facts = taxonomy.sectors[sector]
            also = "" if also == sector else also
            codes = (
                (term.isic, term.hs, term.certain)
                if sector == term.sector
                else (facts["isic"], facts["hs"], False)
            )
            names = (term.term, sector, facts["label"], facts["group"] or facts["label"], also)
            text = document.raw[where[3] : where[4]]
            rows.append((*where, text, *names, word, *codes))
    return rows, sentences


def sector_figures(mentions, figures, articles):
    """Return the figures stated for a sector: those of ``figures`` with ``sector, label, term, basis, words``.

    A figure goes to the sector nearest to it in its clause (basis "same clause"); to the only sector of its
    sentence ("only sector of the sentence"); else to none. A count of things goes only to a sector within
    five words. Terms in one list ("oil, gas and coal") share the figure.
    """
    import pandas as pd

    texts = {(s.document, s.sentence): (s.start, s.text) for d in articles.records for s in d.sentences}
    near = {
        key: list(part.itertuples()) for key, part in mentions.groupby(["document", "sentence"], sort=False)
    }
    rows = []
    for figure in figures.to_dict("records"):
        key = figure["document"], figure["sentence"]
        if figure["kind"] in _KINDS or key not in near:
            continue
        for mention, basis, words in _stated_for(figure, near[key], *texts[key]):
            extra = {"sector": mention.sector, "label": mention.label, "term": mention.text, "basis": basis}
            rows.append({**figure, **extra, "words": words})
    return pd.DataFrame(rows, columns=[*figures.columns, "sector", "label", "term", "basis", "words"])


def _stated_for(figure, mentions, start, text):
    """The (mention, basis, words between) that one figure is stated for."""
    cuts = [m.start() for m in _CLAUSE.finditer(text)]

    def clause(offset):
        return sum(cut <= offset - start for cut in cuts)

    def between(m):
        low, high = min(m.end, figure["end"]) - start, max(m.start, figure["start"]) - start
        return len(re.findall(r"\w+", text[low:high]))

    here = [(between(m), m) for m in mentions if clause(m.start) == clause(figure["start"])]
    basis = "same clause"
    if not here and len({m.sector for m in mentions}) == 1:
        here, basis = [(between(m), m) for m in mentions], "only sector of the sentence"
    if not here:
        return []
    least = min(words for words, _ in here)
    if least > (5 if figure["kind"] == "count" else FAR):
        return []
    nearest = next(m for words, m in here if words == least)
    chosen = {
        m.sector: (m, basis, words)
        for words, m in reversed(here)
        if words == least or _listed(nearest, m, text, start)
    }
    return list(chosen.values())


def _listed(a, b, text, start):
    """Whether only listed words stand between two mentions: "oil, natural gas, and coal"."""
    between = text[min(a.end, b.end) - start : max(a.start, b.start) - start]
    return not re.sub(r"[\s,]|\band\b|\bor\b", "", between)
