"""Measures of words and texts, each with its source; numbers or arrays in, the same out, NaN where undefined.

They are written out here because the packages that offer them cannot be used as they are: textstat 0.7.13
downloads a dictionary at its first count of syllables, lexicalrichness 0.5.1 loads matplotlib and TextBlob
(5 s). The tests hold the values that those packages, NLTK and the publications document.
"""

import re
from functools import lru_cache

import numpy as np
from scipy.special import xlogy


def log_likelihood(both, first, second, total):
    """G² of a 2 × 2 table (Dunning 1993) from the count of both events, of each, and of all.

    The same numbers serve a pair of words (pair, first word, second word, words) and a keyword (in the
    document, in the corpus, words of the document, words). Equals NLTK's ``likelihood_ratio``.
    """
    both, first, second, total = (np.asarray(x, dtype=float) for x in (both, first, second, total))
    cells = xlogy(both, both) + xlogy(first - both, first - both) + xlogy(second - both, second - both)
    cells += xlogy(rest := total - first - second + both, rest) + xlogy(total, total)
    margins = sum(xlogy(x, x) for x in (first, total - first, second, total - second))
    return np.maximum(2 * (cells - margins), 0.0)


def log_dice(both, first, second):
    """14 + log2 of the Dice coefficient (Rychlý 2008): at most 14, and one less for half the tie.

    >>> float(log_dice(10, 10, 10))
    14.0
    """
    return 14 + np.log2(2 * np.asarray(both) / (np.asarray(first) + second))


def npmi(both, first, second, total):
    """Normalised pointwise mutual information (Bouma 2009): 1 when never apart, 0 as by chance."""
    both, first, second = (np.asarray(x, dtype=float) for x in (both, first, second))
    chance, all_there_is = both * total / (first * second), both == total
    return np.where(all_there_is, 1.0, np.log(chance) / -np.log(np.where(all_there_is, 0.5, both / total)))


def log_ratio(count, words, other_count, other_words):
    """Log2 of the ratio of two rates (Hardie 2014); an absent word counts as half an occurrence."""
    count, other_count = np.asarray(count, dtype=float), np.asarray(other_count, dtype=float)
    rate = np.where(count, count, 0.5) / words
    return np.log2(rate / (np.where(other_count, other_count, 0.5) / other_words))


def adjusted(p, tests):
    """Benjamini and Hochberg's (1995) adjusted p of the smallest ``p`` of ``tests`` tests in all."""
    from scipy.stats import false_discovery_control

    return np.minimum(false_discovery_control(p) * (tests / len(p)), 1.0) if len(p) else np.zeros(0)


def dispersion(word, part, count, sizes, words):
    """Range, Gries' DP (2008) and Juilland's D (1970) of ``words`` words over parts of ``sizes`` words.

    ``word, part, count`` list the counts above 0. DP is 0 when a word is spread like the text itself and
    near 1 when it sits in a small part; D is 1 when its rate is equal everywhere. D needs two parts.
    """
    sizes = np.asarray(sizes, dtype=float)
    parts, share = int((sizes > 0).sum()), sizes / max(1.0, sizes.sum())
    per_word = np.bincount(word, count, words)
    apart = np.abs(count / per_word[word] - share[part]) - share[part]
    dp = (1 + np.bincount(word, apart, words)) / 2
    rate = count / sizes[part]
    mean, square = np.bincount(word, rate, words) / max(1, parts), np.bincount(word, rate**2, words)
    spread = np.sqrt(np.maximum(square / max(1, parts) - mean**2, 0)) / mean
    d = 1 - spread / np.sqrt(parts - 1) if parts > 1 else np.full(words, np.nan)
    return np.bincount(word, minlength=words), np.maximum(dp, 0.0), d


def window_types(ids, bounds, window):
    """Types in the window of ``window`` words that begins at each word, 0 where it would leave the part.

    The mean over the windows of a text, divided by the window, is MATTR (Covington & McFall 2010). A word
    is new to a window that begins after its last occurrence; so each adds one to a run of windows.
    """
    place, lengths = np.arange(len(ids)), np.diff(bounds)
    first, end = np.repeat(bounds[:-1], lengths), np.repeat(bounds[1:], lengths)
    order = np.lexsort((place, ids, first))
    same = (ids[order][1:] == ids[order][:-1]) & (first[order][1:] == first[order][:-1])
    before = np.full(len(ids), -1)
    before[order[1:][same]] = order[:-1][same]
    low = np.maximum(np.maximum(before + 1, place - window + 1), first)
    high = np.minimum(place, end - window)
    low, high = low[high >= low], high[high >= low]
    steps = np.bincount(low, minlength=len(ids) + 1) - np.bincount(high + 1, minlength=len(ids) + 1)
    return np.cumsum(steps)[: len(ids)]


def mtld(words, threshold=0.72):
    """Mean length of runs whose type–token ratio stays above ``threshold``, read both ways.

    McCarthy & Jarvis (2010). NaN when nothing repeats, for then no run ever ends.
    """
    lengths = [_factors(direction, threshold) for direction in (words, words[::-1])]
    return sum(len(words) / factors for factors in lengths) / 2 if all(lengths) else float("nan")


def _factors(words, threshold):
    factors, seen, start = 0.0, set(), 0
    for place, word in enumerate(words, 1):
        if word not in seen:  # the ratio falls at repetitions only
            seen.add(word)
        elif len(seen) <= threshold * (place - start):
            factors, seen, start = factors + 1, set(), place
    length = len(words) - start
    return factors + ((1 - len(seen) / length) / (1 - threshold) if length else 0)


def drawn(count, words, draws=42):
    """Probability that a word is among ``draws`` drawn from ``words`` without putting back.

    Its sum over the types of a text, divided by ``draws``, is HD-D (McCarthy & Jarvis 2007); with other
    ``draws`` it is the vocabulary to be expected in so many words of the text.
    """
    from scipy.stats import hypergeom

    return 1 - hypergeom.pmf(0, words, count, draws)


def bootstrap(units, ratios, draws, seed, block=3):
    """95 % percentile interval (Efron 1979) of ``ratios`` of the summed rows of ``units``: low and high.

    Rows are drawn in runs of ``block`` neighbours, the last joined to the first (Politis & Romano 1992),
    because sentences that follow each other speak of the same thing. NaN where a draw has no ratio.
    """
    runs = units + sum(np.roll(units, -step, axis=0) for step in range(1, block))
    random, count = np.random.default_rng(seed), -(-len(units) // block)
    step = max(1, 500_000 // count)
    starts = (random.integers(0, len(units), (min(step, draws - at), count)) for at in range(0, draws, step))
    values = np.sort(ratios(np.concatenate([runs[some].sum(axis=1) for some in starts])), axis=0)
    ends = values[[round(0.025 * (draws - 1)), round(0.975 * (draws - 1))]]
    return np.where(np.isnan(values[-1]), np.nan, ends)


def flesch(words, sentences, syllables):
    """Flesch's reading ease (1948), for English: about 100 for the easiest text, near 0 for the hardest."""
    return 206.835 - 1.015 * words / sentences - 84.6 * syllables / words


def kincaid(words, sentences, syllables):
    """Flesch–Kincaid grade (Kincaid et al. 1975), for English: years of American school."""
    return 0.39 * words / sentences + 11.8 * syllables / words - 15.59


def lix(words, sentences, long):
    """Läsbarhetsindex (Björnsson 1968) from the words of more than six letters; needs no syllables."""
    return words / sentences + 100 * long / words


_SILENT = re.compile(
    r"(?:[aeiouy]l|[^aeiouylr]|[aeiouy]r)e$|(?:[aeiouy]l|[^aeiouylrsxzcgh]|[aeiouy]r|[^cs]h)es$"
    r"|(?:[aeiouyl]l|[^aeiouytdl])ed$|[^aeiouyl]e(?=(?:ment|ly|ful|less|ness)s?$)"
    r"|^(?:there|where|some|more|fore|home|house|like|life|safe|time|trade|base)(?=[b-df-hj-np-tv-xz].|over)"
)
_APART = re.compile(
    r"(?<![tscgl])i[aou](?!n$(?<=union))|lia(?:nc|b)|[ct]iat|(?<!p)eo(?!u|n$)|(?<![qg])u[ao](?!d|si)"
    r"|(?<![qg])ue(?=n|l)|(?<![ct])ie(?=nt|nc)|(?<=sc)ie|iet|[rls]ier$|creat(?!ur)|nuclea|area|idea|[pr]ean|reali"
    r"|^coo(?=p|r)|oe[mt]|[aeiouy]ing|isms?$|[^aeiouyr]n't$"
)


@lru_cache(maxsize=100_000)
def syllables(word):
    """Syllables of an English word by its spelling; a number counts as one, an abbreviation by its letters.

    Right for 96 of 100 words of news text that it was not made on, and within 1 % in total (tests/gold).

    >>> [syllables(w) for w in ("visit", "statement", "Russia", "cooperation", "state-run", "US", "2023")]
    [2, 2, 2, 5, 2, 2, 1]
    """
    if word.isupper() and (2 <= len(word) <= 3 or "." in word):
        return max(1, sum(3 if letter == "W" else letter.isalpha() for letter in word))
    word = re.sub(r"(?<=[aeiou])y(?=[aeiou])|^y(?=[aeiou])", "j", word.lower())
    total = 0
    for part in re.split(r"[-/&]", word):
        groups = len(re.findall("[aeiouy]+", part))
        total += max(1, groups - len(_SILENT.findall(part)) + len(_APART.findall(part)))
    return total
