"""Measures of a two-by-two table, and exact probabilities of its first cell under chance.

Arguments are counts of units: ``both``, ``with_a``, ``with_b`` and all ``units``.
"""

import numpy as np

from ..counting import measures


def npmi(both: int, with_a: int, with_b: int, units: int) -> float:
    """Normalised pointwise mutual information; -1 where none names both, 0 where all do.

    >>> npmi(0, 2, 3, 10), npmi(2, 2, 2, 10), round(npmi(1, 2, 5, 10), 3)
    (-1.0, 1.0, 0.0)
    """
    if both in (0, units):
        return -1.0 if both == 0 else 0.0
    return float(measures.npmi(both, with_a, with_b, units)) + 0.0


def g2(both: int, with_a: int, with_b: int, units: int) -> float:
    """Log-likelihood ratio of the two-by-two table, 0 at independence."""
    return float(measures.log_likelihood(both, with_a, with_b, units))


def fisher(both: int, with_a: int, with_b: int, units: int) -> tuple[float, float]:
    """Fisher's one-sided p, and the smallest p that the margins allow."""
    from scipy.stats import hypergeom

    if not with_a or not with_b:
        return 1.0, 1.0
    least = float(hypergeom.pmf(min(with_a, with_b), units, with_a, with_b))
    return min(1.0, max(least, float(hypergeom.sf(both - 1, units, with_a, with_b)))), least


def shuffled_within(size, with_a, with_b, both: int) -> tuple[float, float]:
    """Exact p of ``both`` or more, shuffling inside each document, and the smallest such p.

    ``size, with_a, with_b`` hold one number a document; the sum of independent hypergeometric counts.
    """
    from scipy.stats import hypergeom

    shared = (with_a > 0) & (with_b > 0)
    triples, repeats = np.unique(np.c_[size, with_a, with_b][shared], axis=0, return_counts=True)
    low = np.maximum(0, triples[:, 1] + triples[:, 2] - triples[:, 0])
    spans = triples[:, 1:].min(axis=1, initial=size.max()) - low + 1
    k = np.arange(spans.sum()) - np.repeat(spans.cumsum() - spans - low, spans)
    chances = hypergeom.pmf(k, *np.repeat(triples, spans, axis=0).T)
    total = np.ones(1)
    for one, times in zip(np.split(chances, spans.cumsum()[:-1]) if len(k) else [], repeats, strict=True):
        while times:  # the distribution of ``times`` such documents, by squaring
            total = np.convolve(total, one) if times & 1 else total
            one, times = (np.convolve(one, one) if times > 1 else one), times >> 1
    base = int(low @ repeats)
    least = float(total[-1])
    return min(1.0, max(least, float(total[max(0, both - base) :].sum()))), least
