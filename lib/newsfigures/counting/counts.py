"""Words as numbers: one pass over a corpus, and the tables of words, phrases, keywords and names from it."""

import re
import unicodedata
from collections import Counter, defaultdict
from functools import cache
from itertools import combinations
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..loading import language
from . import measures


class Text(NamedTuple):
    """All words in order, as numbers; a unit is a sentence, list item, heading or title."""

    ids: np.ndarray  # the word as counted, an index into vocabulary
    written: np.ndarray  # the word as written, an index into forms
    unit: np.ndarray
    document: np.ndarray
    prose: np.ndarray  # units that are sentences or list items
    units: np.ndarray  # the document of each unit
    bounds: np.ndarray  # document i has the words bounds[i]:bounds[i + 1]
    vocabulary: np.ndarray
    forms: list[str]
    frequency: np.ndarray  # of each word of the vocabulary
    content: np.ndarray  # words of the vocabulary that are no function words


class Groups(NamedTuple):
    """Equal codes: where each first stands, how often, and in how many parts."""

    first: np.ndarray
    count: np.ndarray
    parts: np.ndarray


@cache
def function_words() -> frozenset[str]:
    """English words that only hold a sentence together."""
    return frozenset(language.listed("function_words"))


def read(records, numbers, hyphens, case) -> Text:
    """The one pass over the words."""
    forms: dict[str, int] = {}
    written, lengths, prose = [], [], []
    apart = str.maketrans("" if hyphens else "-/", "" if hyphens else "  ")
    for sentence in (sentence for document in records for sentence in document.sentences):
        found = language.words(sentence.text.translate(apart) if apart else sentence.text)
        written += [forms.setdefault(word, len(forms)) for word in found]
        lengths.append(len(found))
        prose.append(sentence.kind in ("sentence", "list item"))
    vocabulary: dict[str, int] = {}
    to_id = np.array(
        [
            vocabulary.setdefault(word if case else word.casefold(), len(vocabulary))
            if numbers or any(map(str.isalpha, word))
            else -1
            for word in forms
        ],
        dtype=np.int64,
    )
    written = np.array(written, dtype=np.int64)
    kept = to_id[written] >= 0
    unit = np.repeat(np.arange(len(lengths)), lengths)[kept]
    units = np.repeat(np.arange(len(records)), [len(document.sentences) for document in records])
    bounds = np.searchsorted(units[unit], np.arange(len(records) + 1))
    names, content = (
        np.array(list(vocabulary), dtype=object),
        [word.casefold() not in function_words() for word in vocabulary],
    )
    ids = to_id[written[kept]]
    of_unit = ids, written[kept], unit, units[unit], np.array(prose, bool), units, bounds
    frequency = np.bincount(ids, minlength=len(names))
    return Text(*of_unit, names, list(forms), frequency, np.array(content, dtype=bool))


def grouped(code, part) -> Groups:
    """Equal values of ``code``; ``part`` must ascend."""
    order = np.argsort(code, kind="stable")
    new = np.r_[True, np.diff(code[order]) != 0][: len(code)]
    starts = np.flatnonzero(new)
    fresh = new | np.r_[True, np.diff(part[order]) != 0][: len(code)]
    parts = np.add.reduceat(fresh, starts, dtype=np.int64) if len(starts) else starts
    return Groups(order[starts], np.diff(np.r_[starts, len(code)]), parts)


def words(text: Text, pairs: Groups, settings):
    """The word list and the dispersion of its frequent words; ``pairs`` are the words of each document."""
    sizes, size = np.diff(text.bounds), max(1, len(text.ids))
    word, part = text.ids[pairs.first], text.document[pairs.first]
    spread = measures.dispersion(word, part, pairs.count, sizes, len(text.vocabulary))
    letters = np.array([any(map(str.isalpha, word)) for word in text.vocabulary], dtype=bool)
    table = pd.DataFrame({"word": text.vocabulary.astype("str"), "frequency": text.frequency})
    table = table.assign(per_thousand=1000 * text.frequency / size, content=text.content & letters)
    table = table.assign(range=spread[0], dp=spread[1], juilland_d=spread[2])
    table = table.sort_values(["frequency", "word"], ascending=[False, True], ignore_index=True)
    table.insert(0, "rank", np.arange(1, len(table) + 1))
    frequent = table[table["frequency"] >= settings["min_frequency"]]
    listed = ["rank", "word", "frequency", "per_thousand", "range", "content"]
    return table[listed], frequent[["word", "frequency", "range", "dp", "juilland_d", "content"]]


def phrases(text: Text, settings):
    """N-grams within sentences, and the pairs of neighbours among them with measures of association."""
    size, parts = max(1, len(text.vocabulary)), len(text.bounds) - 1
    tables, pairs = [], None
    for n in sorted({2, *settings["phrases"]}):
        start = np.flatnonzero(text.unit[: max(0, len(text.unit) - n + 1)] == text.unit[n - 1 :])
        code = text.ids[start]
        for k in range(1, n):
            if code.max(initial=0) > 2**62 // size:
                code = np.unique(code, return_inverse=True)[1]
            code = code * size + text.ids[start + k]
        found = grouped(code, text.document[start])
        kept = (found.count >= settings["min_frequency"]) & (found.parts >= min(settings["min_range"], parts))
        first, count, spread = (column[kept] for column in found)
        ids = text.ids[start[first][:, None] + np.arange(n)]
        ends = text.content[ids[:, 0]] & text.content[ids[:, -1]]
        columns = {"n": n, "frequency": count, "range": spread, "content": ends}
        table = pd.DataFrame({"ngram": [" ".join(words) for words in text.vocabulary[ids]], **columns})
        pairs = _associated(text, ids, table) if n == 2 else pairs
        tables += [table] if n in settings["phrases"] else []
    order = {"by": ["n", "frequency", "range", "ngram"], "ascending": [True, False, False, True]}
    return pd.concat(tables).sort_values(**order, ignore_index=True), pairs


def _associated(text: Text, ids, table):
    """Collocations: neighbours that meet more often than by chance, the strongest first."""
    both, (first, second), size = table["frequency"].to_numpy(), text.frequency[ids.T], len(text.ids)
    cells = both, first, second
    found = pd.DataFrame(text.vocabulary[ids], columns=["first", "second"]).astype("str")
    found = found.join(table[["frequency", "range"]]).assign(
        g2=measures.log_likelihood(*cells, size), log_dice=measures.log_dice(*cells),
        npmi=measures.npmi(*cells, size), content=table["content"],
    )  # fmt: skip
    found = found[both * float(size) > first * second.astype(float)]
    return found.sort_values(["g2", "first", "second"], ascending=[False, True, True], ignore_index=True)


def keywords(text: Text, pairs: Groups, names, settings):
    """Words that a document has more often than the others, by G²; a corpus of one document has none."""
    frequency, sizes = text.frequency, np.diff(text.bounds)
    word, part, size = text.ids[pairs.first], text.document[pairs.first], len(text.ids)
    kept = (pairs.count >= settings["min_frequency"]) & (pairs.parts >= settings["min_range"])
    kept &= (pairs.count * float(size) > frequency[word] * sizes[part].astype(float)) & (sizes[part] < size)
    word, part, count = word[kept], part[kept], pairs.count[kept]
    g2 = measures.log_likelihood(count, frequency[word], sizes[part], size)
    elsewhere = frequency[word] - count
    from scipy.stats import chi2

    p = chi2.sf(g2, 1)
    tests = int((sizes > 0).sum()) * int((frequency >= settings["min_frequency"]).sum())
    p_adjusted = measures.adjusted(p, tests)
    columns = {"document": np.array(names, dtype=object)[part], "word": text.vocabulary[word]}
    columns |= {"frequency": count, "sentences": pairs.parts[kept], "elsewhere": elsewhere}
    columns |= {"content": text.content[word], "g2": g2}
    columns |= {"log_ratio": measures.log_ratio(count, sizes[part], elsewhere, size - sizes[part])}
    columns |= {"p": p, "p_adjusted": p_adjusted, "key": p_adjusted <= settings["alpha"], "_part": part}
    table = pd.DataFrame(columns).sort_values(["_part", "g2", "word"], ascending=[True, False, True])
    return table.drop(columns="_part").reset_index(drop=True).astype({"document": "str", "word": "str"})


def growth(text: Text):
    """Vocabulary by length of text, and how many words are how frequent."""
    size = len(text.ids)
    frequency, words = np.unique(text.frequency[text.frequency > 0], return_counts=True)
    lengths = np.unique(np.linspace(0, size, 101).round().astype(int))
    lengths = lengths[lengths > 0]
    new = np.sort(np.unique(text.ids, return_index=True)[1])
    expected = [float((measures.drawn(frequency, size, n) * words).sum()) for n in lengths]
    read = np.searchsorted(new, lengths)
    grown = pd.DataFrame({"words": lengths, "types": read, "expected": np.array(expected, dtype=float)})
    frequency, words = frequency[::-1], words[::-1]
    covered = np.cumsum(frequency * words) / max(1, size)
    columns = {"rank": np.cumsum(words), "frequency": frequency, "words": words, "covered": covered}
    return grown, pd.DataFrame(columns)


def names(text: Text):
    """Pairs of names that differ by one letter, by accents or by a hyphen: candidates for one name.

    A name is a capitalised word of five letters or more that is never written small and stands within a
    sentence at least once. One that only adds an ending to the other ("Russia", "Russian") is left out.
    """
    stems = [re.sub(r"'s?$", "", form) for form in text.forms]
    small = {stem for stem in stems if stem[:1].islower()}
    inside = np.r_[False, np.diff(text.unit) == 0][: len(text.unit)] & text.prose[text.unit]
    inside = np.bincount(text.written[inside], minlength=len(stems))
    forms = defaultdict(list)
    for i, stem in enumerate(stems):
        if len(stem) >= 5 and stem[0].isupper() and stem.lower() not in small:
            forms[stem].append(i)
    plain = {stem: _plain(stem) for stem, indexes in forms.items() if inside[indexes].sum()}
    near = defaultdict(set)
    for stem, key in plain.items():
        for cut in {key, *(key[:k] + key[k + 1 :] for k in range(len(key)))}:
            near[cut].add(stem)
    pairs = {pair for stems in near.values() if len(stems) <= 50 for pair in combinations(sorted(stems), 2)}
    pairs = {pair for pair in pairs if _one_name(*pair, *map(plain.get, pair))}
    wanted = [i for stem in {stem for pair in pairs for stem in pair} for i in forms[stem]]
    count, beside = Counter(), defaultdict(set)
    for at in np.flatnonzero(np.isin(text.written, wanted)).tolist():
        count[stem := stems[text.written[at]]] += 1
        around = [n for n in (at - 1, at + 1) if 0 <= n < len(text.unit) and text.unit[n] == text.unit[at]]
        beside[stem] |= {form for n in around if (form := text.forms[text.written[n]])[0].isupper()}
    rows = []
    for pair in pairs:
        name, variant = sorted(pair, key=lambda stem: (-count[stem], stem))
        how = f"differ {'only in accents or hyphens' if plain[name] == plain[variant] else 'by one letter'}"
        shared = sorted(beside[name] & beside[variant])
        reason = f"same neighbour {shared[0]}; {how}" if shared else how
        rows.append((name, count[name], variant, count[variant], reason))
    rows.sort(key=lambda row: (not row[4].startswith("same"), row))
    return pd.DataFrame(rows, columns=["name", "count", "variant", "variant_count", "reason"])


def _one_name(name, variant, a, b):
    """Whether two spellings, in plain letters a and b, may be one name and not two words."""
    from nltk.metrics.distance import edit_distance

    if name.casefold() == variant.casefold() or edit_distance(a, b, transpositions=True) > 1:
        return False
    short, long = sorted((a, b), key=len)
    return not long.startswith(short) or len(long) == len(short) or long[-1] == short[-1]


def _plain(name):
    """Without accents, hyphens and capitals."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKD", name).casefold().replace("ß", "ss"))
