"""What the articles of a corpus are: how long, how varied, what each talks about, and how sure that is.

``corpus_statistics`` reads every word once into a row of numbers; NumPy counts all tables from it. A word is
what ``language.words`` says, changed by three switches and spelled out in ``Statistics.rule``. The measures
and their sources are in ``measures``. Where a text is too short for a measure, or in no language that it was
made for, the cell is empty and ``note`` says why.

Intervals come from a seeded bootstrap over sentences. They say how far a value would move with other
sentences of the same articles, not with other articles; for that ``totals`` leaves out each document in turn.
"""

import re
from types import SimpleNamespace

import numpy as np
import pandas as pd

from ..loading import language
from . import counts, profiles


class Statistics(SimpleNamespace):
    """Tables, one row a document unless said otherwise; ``low`` and ``high`` end 95 % intervals.

    documents       label, outlet, author, title, date, each but the title with its basis; words, types,
                    hapaxes, sentences, headings, paragraphs, removed (pieces), function_words (share),
                    words_per_sentence (low, high), letters_per_word, note
    diversity       words, types, ttr, mattr (low, high), mtld, hdd, note
    readability     sentences, words_per_sentence, syllables_per_word, flesch, kincaid, lix (low, high), note
    totals          a row a measure: value, low, high, without_low, without_high, note
    words           a row a word: rank, word, frequency, per_thousand, range (documents), content
    ngrams          a row a phrase: ngram, n, frequency, range, content
    collocations    a row a pair of neighbours: first, second, frequency, range, g2, log_dice, npmi, content
    keywords        a row a document and word: frequency, sentences, elsewhere, content, g2, log_ratio, p,
                    p_adjusted, key
    dispersion      a row a word: word, frequency, range, dp, juilland_d, content
    growth          a row a length: words, types (as read), expected (in any order)
    rank_frequency  a row a frequency: rank (the last such word's), frequency, words, covered (of the text)
    names           a row a pair of spellings: name, count, variant, variant_count, reason

    ``content`` marks words that are no English function words, pairs of such words, and phrases that neither
    begin nor end with one. ``rule`` says what was counted as a word; ``settings`` are the parameters.
    """

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """All tables by name."""
        return {name: value for name, value in vars(self).items() if isinstance(value, pd.DataFrame)}

    @property
    def results(self) -> dict:
        """The values of the whole corpus by name; counts are whole numbers."""
        values = self.totals.set_index("measure")["value"].to_dict()
        return {name: int(value) if name in profiles.SIZES else value for name, value in values.items()}

    @property
    def labels(self) -> dict[str, str]:
        """The short name of each document."""
        return dict(zip(self.documents["document"], self.documents["label"], strict=True))

    def short(self, table: pd.DataFrame) -> pd.DataFrame:
        """The table with short names of documents."""
        names = [name for name in table.columns if name in ("document", "document_a", "document_b")]
        return table.assign(**{name: table[name].map(self.labels) for name in names})

    def apart(self, table: str, measure: str) -> tuple[int, int]:
        """Pairs of documents whose intervals of ``measure`` do not overlap, and all pairs with intervals."""
        ends = getattr(self, table)[[f"{measure}_low", f"{measure}_high"]].dropna().to_numpy()
        apart = np.searchsorted(np.sort(ends[:, 1]), ends[:, 0], side="left").sum()
        return int(apart), len(ends) * (len(ends) - 1) // 2

    def rates(self, terms, intervals: int | None = None) -> pd.DataFrame:
        """Single words per 1,000 words: ``term, document, count, words, per_thousand, low, high``.

        For a word that a document never uses ``high`` is 3 / words, the rule of three. Only the first
        ``intervals`` rows have ``low`` and ``high`` if it is given: a bootstrap a row takes long in a large
        corpus, and a chart shows few.
        """
        text, rows, size = self._text, [], len(self._text.prose)
        words = np.bincount(text.unit, minlength=size)
        for term in terms:
            found = text.vocabulary[text.ids] == (term if self.settings["case"] else term.casefold())
            sums = np.stack([np.bincount(text.unit[found], minlength=size), words], axis=1).astype(float)
            for document, part in zip(
                self.documents["document"], profiles.by_document(text, sums), strict=True
            ):
                count, length = part.sum(axis=0)
                low = high = np.nan
                if intervals is None or len(rows) < intervals:
                    low, high = profiles.interval(part, profiles.per_thousand, self.settings).ravel()
                    high = high if count else 3000 / length if length else np.nan
                rate = profiles.per_thousand(part.sum(axis=0))
                rows.append((term, document, int(count), int(length), *rate, low, high))
        return pd.DataFrame(
            rows, columns=["term", "document", "count", "words", "per_thousand", "low", "high"]
        )


def corpus_statistics(
    corpus,
    *,
    numbers=True,
    hyphens=True,
    case=False,
    window=50,
    phrases=(2, 3),
    min_frequency=3,
    min_range=2,
    alpha=0.05,
    resamples=1000,
    seed=1,
) -> Statistics:
    """Count and measure a corpus; see ``Statistics`` for the tables and ``measures`` for the sources.

    ``numbers``, ``hyphens`` and ``case`` keep words without a letter, hyphenated words whole, and capitals
    apart; ``window`` is MATTR's, in words; ``phrases`` are the lengths of n-grams. A phrase is listed from
    ``min_frequency`` on if it stands in ``min_range`` documents (in a smaller corpus in all), a keyword if it
    stands in so many sentences of its document. ``key`` is a Benjamini–Hochberg-adjusted p of at most
    ``alpha``, over all documents and all words that are so frequent in the corpus.
    """
    settings = {name: value for name, value in locals().items() if name != "corpus"}
    if window < 2 or min(phrases) < 2 or resamples < 100:
        raise ValueError("window and phrases must be 2 words or more, resamples 100 or more")
    text = counts.read(corpus.records, numbers, hyphens, case)
    pairs = counts.grouped(text.document * len(text.vocabulary) + text.ids, text.unit)
    sums = profiles.unit_sums(text, window)
    made = Statistics(rule=_rule(settings), settings=settings, _text=text)
    found = profiles.per_document(corpus.records, text, pairs, sums, settings)
    made.documents, made.diversity, made.readability = found
    made.totals = profiles.totals(text, made.documents, sums, settings)
    made.words, made.dispersion = counts.words(text, pairs, settings)
    made.ngrams, made.collocations = counts.phrases(text, settings)
    made.keywords = counts.keywords(text, pairs, made.documents["document"], settings)
    made.growth, made.rank_frequency = counts.growth(text)
    made.names = counts.names(text)
    return made


def _rule(settings) -> str:
    hyphens = "join" if settings["hyphens"] else "part"
    numbers = "count" if settings["numbers"] else "do not count"
    case = "make another word" if settings["case"] else "make no difference"
    return (
        "A word is a run of letters and digits with its inner apostrophes, points and commas; "
        f"hyphens {hyphens} words, numbers {numbers}, capitals {case}."
    )


def concordance(corpus, term: str, width: int = 60, sort: str = "right"):
    """Every place where ``term`` stands: ``document, sentence, start, end, left, node, right``.

    ``term`` is a word or phrase; ``*`` stands for any letters. ``left`` and ``right`` are up to ``width``
    characters of context; ``sort`` orders by the words to the ``right``, to the ``left`` (the nearest first)
    or as in the ``text``. Offsets are code points of the raw file. Raises ValueError for an empty term.
    """
    parts = term.replace("’", "'").split()
    if not any(char.isalnum() for char in term) or sort not in ("right", "left", "text"):
        raise ValueError("term needs a letter or digit, sort is right, left or text")
    wanted = r"\s+".join(re.escape(part).replace(r"\*", r"\w*") for part in parts)
    pattern = re.compile(rf"(?<!\w){wanted}(?!\w)", re.IGNORECASE)
    rows = []
    for document in corpus.records:
        for s in document.sentences:
            for match in pattern.finditer(document.text, s.start, s.end):
                a, b = match.span()
                context = language.context(document.text, a, b, width)
                rows.append((document.document, s.sentence, a, b, *context))
    side, step = (6, 1) if sort == "right" else (4, -1)
    nearest = lambda row: language.words(row[side].casefold())[::step]  # noqa: E731
    rows = rows if sort == "text" else sorted(rows, key=nearest)
    return pd.DataFrame(rows, columns=["document", "sentence", "start", "end", "left", "node", "right"])
