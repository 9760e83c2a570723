"""Each document and the whole corpus measured: sizes, diversity and readability, with intervals and notes.

All measures with an interval are ratios of sums over units (sentences, list items, headings, titles), so that
a bootstrap over sentences needs nothing but the rows of one array. Headings have words and windows, but no
sentence that readability could count.
"""

import re
from itertools import pairwise

import numpy as np
import pandas as pd

from . import measures

SENTENCES = 10  # from which on there are intervals
READABLE, STEADY = 20, 100  # words from which on readability is computed, and below which it is unsteady
DRAWS, RUNS = 42, 100  # words that HD-D and MTLD need
ENGLISH = 0.25  # share of English function words below which a text is taken for another language
SIZES = ["documents", "words", "types", "hapaxes", "sentences", "headings", "paragraphs"]
FACTS = ["document", "label", "outlet", "outlet_basis", "author", "author_basis", "title", "date"]
FACTS += ["date_basis"]
RATIOS = ["words_per_sentence", "letters_per_word", "syllables_per_word", "flesch", "kincaid", "lix", "mattr"]
_ENGLISH_ONLY = ["syllables_per_word", "flesch", "kincaid"]
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


def over(a, b):
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(np.asarray(b) > 0, np.divide(a, b), np.nan)


def per_thousand(sums):
    return 1000 * over(sums[..., :1], sums[..., 1:])


def by_document(text, rows):
    """Rows of units, parted by document."""
    cuts = np.searchsorted(text.units, np.arange(len(text.bounds)))
    return [rows[a:b] for a, b in pairwise(cuts)]


def unit_sums(text, window) -> np.ndarray:
    """Of each unit: words, 1, letters, syllables, long words (all 0 in headings), windows and their TTR."""
    letters = np.array([sum(map(str.isalnum, form)) for form in text.forms] or [0])
    syllables = np.array([measures.syllables(form) for form in text.forms] or [0])
    told = text.prose[text.unit]
    unit, written = text.unit[told], text.written[told]
    types = measures.window_types(text.ids, text.bounds, window)

    def total(units, weights=None):
        return np.bincount(units, weights, len(text.prose)).astype(float)

    words = total(unit)
    told = [words, (words > 0) * 1.0, total(unit, letters[written]), total(unit, syllables[written])]
    diversity = [total(text.unit, types > 0), total(text.unit, types / window)]
    return np.stack([*told, total(unit, letters[written] > 6), *diversity], axis=1)


def _ratios(sums) -> np.ndarray:
    """The measures named in RATIOS, along the last axis of sums of units."""
    sums = np.moveaxis(np.where(sums > 0, sums, np.nan), -1, 0)
    words, sentences, letters, syllables, long, windows, types = sums
    ease = measures.flesch(words, sentences, syllables), measures.kincaid(words, sentences, syllables)
    ratios = (words / sentences, letters / words, syllables / words, *ease)
    return np.stack([*ratios, measures.lix(words, sentences, np.nan_to_num(long)), types / windows], axis=-1)


def interval(units, ratios, settings) -> np.ndarray:
    """Low and high of the ratios; NaN below SENTENCES units that count in the second column."""
    if (units[:, 1] > 0).sum() < SENTENCES:
        return np.full((2, 1), np.nan)
    return measures.bootstrap(units, ratios, settings["resamples"], settings["seed"])


def per_document(records, text, pairs, sums, settings):
    """The tables documents, diversity and readability."""
    count, words, parts = len(records), np.diff(text.bounds), by_document(text, sums)
    by = np.array([part.sum(axis=0) for part in parts]).reshape(-1, len(RATIOS))
    values = np.full((3, count, len(RATIOS)), np.nan)
    values[0] = _ratios(by)
    for i, part in enumerate(parts):
        values[1:, i] = interval(part, _ratios, settings)
    unspaced = np.array([bool(_UNSPACED.search(word)) for word in text.vocabulary], dtype=bool)
    unspaced = _share(text, unspaced) > 0.2
    english = _share(text, ~text.content)
    readable = (words >= READABLE) & (by[:, 1] > 0) & ~unspaced
    foreign = readable & (english < ENGLISH)
    values[:, ~readable, 2:6] = np.nan
    values[:, foreign, 2:5] = np.nan
    named = [name for ratio in RATIOS for name in _with_ends(ratio)]
    table = dict(zip(named, values.transpose(2, 0, 1).reshape(len(named), count), strict=True))
    table = pd.DataFrame({**_facts(records), **_sizes(text, pairs), **table, "function_words": english})
    some, short = words > 0, by[:, 1] < SENTENCES
    few = ~np.isnan(values[0, :, 6]) & np.isnan(values[1, :, 6]) & ~short
    said = {
        "no words": ~some,
        "written without spaces, so that a clause counts as a word": unspaced,
        f"intervals need {SENTENCES} sentences": some & short,
    }
    varied = {
        f"MATTR needs {settings['window']} words": some & (words < settings["window"]),
        "too few windows for an interval": few,
        f"HD-D needs {DRAWS} words": some & (words < DRAWS),
        f"MTLD needs {RUNS} words": some & (words < RUNS),
        "no word is repeated, so MTLD has no end": (words >= RUNS) & table["mtld"].isna(),
    }
    read = {
        f"readability needs {READABLE} words in sentences": some & ~readable & ~unspaced,
        f"under {STEADY} words, so unsteady": readable & (words < STEADY),
        "reading ease and grade are made for English": foreign,
    }
    easy = [column for name in ("words_per_sentence", *RATIOS[2:6]) for column in _with_ends(name)]
    sizes = [*SIZES[1:], "removed", "function_words", *_with_ends("words_per_sentence"), "letters_per_word"]
    diversity = ["document", "words", "types", "ttr", *_with_ends("mattr"), "mtld", "hdd"]
    return (
        table[[*FACTS, *sizes]].assign(note=_notes(said)),
        table[diversity].assign(note=_notes(said | varied)),
        table[["document", "sentences", *easy]].assign(note=_notes(said | read)),
    )


def _with_ends(name):
    return [name, f"{name}_low", f"{name}_high"]


def _share(text, which) -> np.ndarray:
    """Share of each document's words that are ``which`` of the vocabulary."""
    found = np.bincount(text.document[which[text.ids]], minlength=len(text.bounds) - 1)
    return np.nan_to_num(over(found, np.diff(text.bounds)))


def _facts(records):
    told = {name: [getattr(record, name) for record in records] for name in FACTS}
    for name in ("outlet", "author", "title", "date"):
        told[name] = [value or "unknown" for value in told[name]]
    facts = {name: np.array(values, dtype=object).astype("str") for name, values in told.items()}
    facts["paragraphs"] = np.array([len({s.paragraph for s in r.sentences}) for r in records], dtype=int)
    return facts | {"removed": np.array([len(r.removed) for r in records], dtype=int)}


def _sizes(text, pairs):
    words, part = np.diff(text.bounds), text.document[pairs.first]
    count, types = len(words), np.bincount(part, minlength=len(words))
    told = np.bincount(text.unit, minlength=len(text.prose)) > 0
    drawn = np.bincount(part, measures.drawn(pairs.count, words[part], DRAWS), count) / DRAWS
    return {
        "words": words,
        "types": types,
        "hapaxes": np.bincount(part[pairs.count == 1], minlength=count),
        "sentences": np.bincount(text.units[text.prose & told], minlength=count),
        "headings": np.bincount(text.units[~text.prose], minlength=count),
        "ttr": over(types, words),
        "mtld": [
            measures.mtld(text.ids[a:b].tolist()) if b - a >= RUNS else np.nan
            for a, b in pairwise(text.bounds)
        ],
        "hdd": np.where(words >= DRAWS, drawn, np.nan),
    }


def _notes(said: dict[str, np.ndarray]) -> list[str]:
    rows = zip(*said.values(), strict=True)
    return ["; ".join(note for note, true in zip(said, row, strict=True) if true) for row in rows]


def totals(text, documents, sums, settings):
    """The corpus as a whole; reading ease and grade from its English documents only."""
    frequency, size = text.frequency, len(text.ids)
    hapaxes = int((frequency == 1).sum())
    whole = {"documents": len(documents), "words": size, "types": len(frequency), "hapaxes": hapaxes}
    whole |= {name: documents[name].sum() for name in ("sentences", "headings", "paragraphs")}
    whole |= {"ttr": float(over(len(frequency), size)), "new_word": float(over(hapaxes, size))}
    whole["mtld"] = measures.mtld(text.ids.tolist()) if size >= RUNS else np.nan
    whole["hdd"] = measures.drawn(frequency, size, DRAWS).sum() / DRAWS if size >= DRAWS else np.nan
    rows = [(name, float(value), *[np.nan] * 4) for name, value in whole.items()]
    english = ((documents["function_words"] >= ENGLISH) & (documents["words"] >= READABLE)).to_numpy()[
        text.units
    ]
    some, every = (_whole(text, sums, chosen, settings) for chosen in (english, english | True))
    rows += [(name, *(some if name in _ENGLISH_ONLY else every)[:, k]) for k, name in enumerate(RATIOS)]
    table = pd.DataFrame(rows, columns=["measure", "value", "low", "high", "without_low", "without_high"])
    repeats = "no interval: drawing a sentence twice repeats its words"
    note = np.where(table["low"].notna(), "", f"intervals need {SENTENCES} sentences")
    note = np.where(table["measure"].isin(whole), repeats, note)
    note = np.where(table["measure"].isin(SIZES), "a count", note)
    missing = np.where(
        table["measure"].isin(_ENGLISH_ONLY) & ~english.any(),
        f"no English document of {READABLE} words",
        "too few words",
    )
    return table.assign(note=np.where(table["value"].isna(), missing, note).astype("str"))


def _whole(text, sums, chosen, settings) -> np.ndarray:
    """Of all RATIOS the value, low, high, and the lowest and highest without one document."""
    part = np.array([part.sum(axis=0) for part in by_document(text, sums * chosen[:, None])])
    part = part.reshape(-1, len(RATIOS))
    rows = np.full((5, len(RATIOS)), np.nan)
    rows[0] = _ratios(part.sum(axis=0))
    rows[1:3] = interval(sums[chosen], _ratios, settings)
    without = _ratios(part.sum(axis=0) - part[part[:, 0] > 0])
    if len(without) > 1:
        rows[3:] = without.min(axis=0), without.max(axis=0)
    return rows
