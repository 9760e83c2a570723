"""Exact probabilities of the first cell of two-by-two tables, ``both``, under chance.

Arguments are counts of units: ``both``, ``with_a``, ``with_b`` and all ``units``.
"""

import numpy as np


def fisher(both, with_a, with_b, units):
    """Fisher's one-sided p, and the smallest p that the margins allow; numbers, or arrays of them."""
    from scipy.stats import hypergeom

    least = hypergeom.pmf(np.minimum(with_a, with_b), units, with_a, with_b)
    p = np.clip(hypergeom.sf(np.asarray(both) - 1, units, with_a, with_b), least, 1.0)
    return np.nan_to_num(p, nan=1.0), np.nan_to_num(least, nan=1.0)  # of no units at all


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
