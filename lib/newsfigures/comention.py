"""Which sectors are named together more often than chance would bring about, and how far that can be known.

A pair is counted in *units*: sentences, paragraphs, documents, or successive windows of so many words. Among
N units, ``with_a`` name sector a, ``with_b`` sector b, ``both`` name both. All tests take the two as given.

expected, lift    with_a * with_b / N, and both / expected
npmi              ln(lift) / -ln(both / N), from -1 (never together) over 0 (chance) to 1 (Bouma 2009)
g2                2 sum O ln(O / E) over the four cells of the table (Dunning 1993)
p                 Fisher's exact test, one-sided: the probability of ``both`` or more
p_least           the smallest p that these margins allow, that of both = min(with_a, with_b) (Tarone 1990)
p_adjusted        p after Benjamini & Hochberg (1995) over all pairs tested, also those never together
p_within          exact probability of ``both`` or more when each document keeps its own numbers and
                  only their places among its units are shuffled: what a permutation test comes to after
                  infinitely many rounds. Sentences of one article are not independent, and this test does
                  not pretend so. ``p_within_least`` is its smallest; where documents are units, neither is
without           the witness whose removal leaves least: ``both_without`` units, ``p_without``
survives          the pair keeps ``minimum`` units and a lift above 1 whichever one witness is removed

A sentence that an earlier document has word for word counts once. With ``groups`` (``independent_groups``)
documents that copy each other are one witness, and one unit where the unit is the document.
"""

from itertools import combinations, product

import numpy as np

UNITS = ("sentence", "paragraph", "document", "window")
COLUMNS = [
    "sector_a",
    "sector_b",
    "both",
    "either",
    "with_a",
    "with_b",
    "units",
    "expected",
    "lift",
    "npmi",
    "g2",
]
COLUMNS += ["p", "p_least", "p_adjusted", "p_within", "p_within_least", "strength", "documents", "witnesses"]
COLUMNS += ["without", "both_without", "p_without", "survives"]


def co_mentions(
    mentions,
    unit: str = "sentence",
    *,
    window: int = 50,
    counting: str = "binary",
    minimum: int = 1,
    by: str = "sector",
    targets=(),
    exclude=(),
    groups=None,
):
    """Return one row a pair of sectors that share ``minimum`` units or more, the least p first.

    ``window``: words in a window. ``counting`` sets ``strength``: "binary" the units with both, "full" the
    pairs of mentions in them; tests always rest on units. ``by="group"`` joins sectors to broader ones.
    ``targets``: only pairs with one of these; ``exclude``: sectors left out. ``attrs``: ``unit``, ``units``,
    pairs ``tested``, how many of them could reach 0.05 (``reachable``), and ``note``, a sentence when the
    data cannot answer. Raises ValueError for a parameter or sector that does not exist.
    """
    import pandas as pd

    _check(mentions, unit, window, counting, minimum, by, {*targets, *exclude})
    table = place(mentions, unit, window, groups)
    table = table[~table[by].isin(list(exclude))]
    sizes = _sizes(mentions, unit, window, groups)
    names = sorted(set(table[by]))
    pairs = [p for p in combinations(names, 2) if not targets or {*p} & {*targets}]
    rows = _measure(table, by, pairs, sizes, minimum) if pairs else []
    result = pd.DataFrame(rows, columns=COLUMNS)
    if pairs:
        from scipy.stats import false_discovery_control

        result["p_adjusted"] = np.maximum(false_discovery_control(result["p"]), result["p"])
        result["strength"] = result["strength"] if counting == "full" else result["both"]
    kept = result[result["both"] >= minimum]
    order = ["p", "both", "sector_a", "sector_b"]
    kept = kept.sort_values(order, ascending=[True, False, True, True]).reset_index(drop=True)
    total, reachable = sum(n for _, n in sizes.values()), int((result["p_least"] <= 0.05).sum())
    kept.attrs = {"unit": unit, "units": total, "tested": len(pairs), "reachable": reachable}
    kept.attrs["note"] = _note(names, total, unit, window, mentions)
    return kept


def pair_evidence(mentions, articles, pairs, unit: str = "sentence", window: int = 50):
    """Return each unit behind ``pairs``: ``sector_a, sector_b, document, label, start, end, terms, passage``.

    The passage is the sentences from one mention to the other where the two stand closest in the unit.
    """
    import pandas as pd

    order = {pair: n for n, pair in enumerate(zip(pairs["sector_a"], pairs["sector_b"], strict=True))}
    by = "sector" if {name for pair in order for name in pair} <= set(mentions["sector"]) else "group"
    records = {d.document: d for d in articles.records}
    spans = {(s.document, s.sentence): (s.start, s.end) for d in articles.records for s in d.sentences}
    rows = []
    for (document, _), part in place(mentions, unit, window).groupby(["document", "unit"], sort=False):
        sides = {name: list(side.itertuples()) for name, side in part.groupby(by)}
        for a, b in order.keys() & set(combinations(sorted(sides), 2)):
            near = min(product(sides[a], sides[b]), key=lambda m: abs(m[0].start - m[1].start))
            first, last = sorted(m.sentence for m in near)
            start, end = spans[document, first][0], spans[document, last][1]
            terms = " + ".join(", ".join(dict.fromkeys(m.text for m in sides[name])) for name in (a, b))
            passage = " ".join(records[document].raw[start:end].split())
            rows.append((a, b, document, records[document].label, start, end, terms, passage))
    columns = ["sector_a", "sector_b", "document", "label", "start", "end", "terms", "passage"]
    return pd.DataFrame(sorted(rows, key=lambda r: (order[r[:2]], r[2], r[4])), columns=columns)


def place(mentions, unit: str = "sentence", window: int = 50, groups=None):
    """Return the mentions that count (no copies) with ``home``, what is shuffled as one, and its ``unit``."""
    table = mentions[mentions["copy"] == ""]
    unit_of = {
        "sentence": table["sentence"],
        "paragraph": table["paragraph"],
        "window": table["word"] // window,
    }
    home = table["document"].map(_witnesses(mentions, groups)) if unit == "document" else table["document"]
    return table.assign(home=home, unit=unit_of.get(unit, 0))


def _witnesses(mentions, groups):
    """Document to the first document of its independent group."""
    names, first = {d: d for d in mentions.attrs["units"]}, {}
    if groups is not None:
        pairs = zip(groups["document"], groups["group"], strict=True)
        names |= {document: first.setdefault(group, document) for document, group in pairs}
    return names


def _sizes(mentions, unit, window, groups):
    """Home to (witness, number of units)."""
    witness, sizes = _witnesses(mentions, groups), {}
    for document, (sentences, paragraphs, words) in mentions.attrs["units"].items():
        n = {"sentence": sentences, "paragraph": paragraphs, "window": -(-words // window)}.get(unit, 1)
        if n:
            sizes[witness[document] if unit == "document" else document] = (witness[document], n)
    return sizes


def _measure(table, by, pairs, sizes, minimum):
    """One row a pair."""
    counts = table.groupby(["home", "unit", by], sort=False).size().unstack(fill_value=0)
    homes = {home: n for n, home in enumerate(sizes)}
    home = np.array([homes[h] for h in counts.index.get_level_values("home")])
    size = np.array([n for _, n in sizes.values()])
    names = {w: n for n, w in enumerate(dict.fromkeys(w for w, _ in sizes.values()))}
    witness = np.array([names[w] for w, _ in sizes.values()])
    counts = {name: counts[name].to_numpy() for name in counts}

    def add(keys, numbers, length):
        return np.bincount(keys, weights=numbers, minlength=length).astype(np.int64)

    there = {name: add(home, column > 0, len(size)) for name, column in counts.items()}
    rows = []
    for a, b in pairs:
        both = add(home, (counts[a] > 0) & (counts[b] > 0), len(size))
        cells = (both, there[a], there[b], size)
        whole = tuple(int(c.sum()) for c in cells)
        shares = [add(witness, c, len(names)) for c in cells]
        left = [n - share for n, share in zip(whole, shares, strict=True)]  # by the witness removed
        stays = (left[0] >= minimum) & (left[0] * left[3] > left[1] * left[2])
        row = _test(*whole)
        row["sector_a"], row["sector_b"] = a, b
        row["strength"] = int(counts[a] @ counts[b])
        row["documents"], row["witnesses"] = int((both > 0).sum()), int((shares[0] > 0).sum())
        row["survives"] = len(names) > 1 and bool(stays.all())
        if len(size) < whole[3]:
            row["p_within"], row["p_within_least"] = shuffled_within(size, there[a], there[b], whole[0])
        if whole[0]:
            worst = int(np.argmin(left[0]))
            row["without"], row["both_without"] = list(names)[worst], int(left[0][worst])
            row["p_without"] = fisher(*(int(n[worst]) for n in left))[0]
        rows.append(row)
    return rows


def _test(both, with_a, with_b, units):
    """The columns that rest on the two-by-two table alone."""
    row = {"both": both, "either": with_a + with_b - both, "with_a": with_a, "with_b": with_b, "units": units}
    row["expected"] = with_a * with_b / units
    row["lift"] = both / row["expected"]
    row["npmi"], row["g2"] = npmi(both, with_a, with_b, units), g2(both, with_a, with_b, units)
    row["p"], row["p_least"] = fisher(both, with_a, with_b, units)
    return row


def npmi(both: int, with_a: int, with_b: int, units: int) -> float:
    """Normalised pointwise mutual information; 0 where all units name both.

    >>> npmi(0, 2, 3, 10), npmi(2, 2, 2, 10), round(npmi(1, 2, 5, 10), 3)
    (-1.0, 1.0, 0.0)
    """
    if both in (0, units):
        return -1.0 if both == 0 else 0.0
    return float(np.log(both * units / (with_a * with_b)) / -np.log(both / units)) + 0.0


def g2(both: int, with_a: int, with_b: int, units: int) -> float:
    """Log-likelihood ratio of the two-by-two table, 0 at independence."""
    seen = np.array([[both, with_a - both], [with_b - both, units - with_a - with_b + both]], dtype=float)
    expected = seen.sum(1, keepdims=True) * seen.sum(0) / units
    full = seen > 0
    return max(0.0, float(2 * np.sum(seen[full] * np.log(seen[full] / expected[full]))))


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


def _check(mentions, unit, window, counting, minimum, by, sectors):
    if "units" not in mentions.attrs:
        raise ValueError('the mentions have lost attrs["units"]; take them from find_mentions')
    choices = (
        ("unit", unit, UNITS),
        ("counting", counting, ("binary", "full")),
        ("by", by, ("sector", "group")),
    )
    for name, value, known in choices:
        if value not in known:
            raise ValueError(f"{name} is {value!r}; it must be one of {', '.join(known)}")
    if window < 1 or minimum < 1:
        raise ValueError("window and minimum must be 1 or more")
    if odd := sectors - {*mentions[by]} if len(mentions) else ():
        raise ValueError(f"{min(odd)!r} is not mentioned; mentioned are {', '.join(sorted({*mentions[by]}))}")


def _note(names, total, unit, window, mentions):
    """A sentence on what the data cannot answer, or nothing."""
    if len(names) < 2:
        only = f"Only one sector is mentioned ({names[0]})" if names else "No sector is mentioned"
        return f"{only}, so there is no pair to test."
    if total == 1:
        return f"There is only one {unit}, so nothing can be compared with chance."
    if unit == "window" and window >= max(words for *_, words in mentions.attrs["units"].values()):
        return f"A window of {window} words is longer than every text, so each document is one window."
    return ""
