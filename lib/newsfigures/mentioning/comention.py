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
                  not pretend so. Where documents are units, there is none
without           the witness whose removal leaves least, ``both_without`` units
survives          the pair keeps ``minimum`` units and a lift above 1 whichever one witness is removed

A sentence that an earlier document has word for word counts once. With ``groups`` (``independent_groups``)
documents that copy each other are one witness, and one unit where the unit is the document.
"""

from itertools import combinations, product

import numpy as np

from ..counting import measures

UNITS = ("sentence", "paragraph", "document", "window")
COLUMNS = ["sector_a", "sector_b", "both", "either", "with_a", "with_b", "units", "expected", "lift", "npmi"]
COLUMNS += ["g2", "p", "p_least", "p_adjusted", "p_within", "strength", "documents", "witnesses"]
COLUMNS += ["without", "both_without", "survives"]


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
    pairs ``tested``, how many of them could reach 0.05 (``reachable``), the ``least`` p that any could
    reach, and ``note``, a sentence when the data cannot answer. Raises ValueError for a parameter or sector
    that does not exist.
    """
    import pandas as pd

    _check(mentions, unit, window, counting, minimum, by, {*targets, *exclude})
    table, sizes = place(mentions, unit, window, groups), _sizes(mentions, unit, window, groups)
    table = table[~table[by].isin(list(exclude))]
    names = sorted(set(table[by]))
    pairs = [p for p in combinations(names, 2) if not targets or {*p} & {*targets}]
    rows = _counted(table, by, pairs, sizes, minimum) if pairs else []
    result = _tested(pd.DataFrame(rows, columns=COLUMNS))
    if counting == "binary":
        result["strength"] = result["both"]
    order = {"by": ["p", "both", "sector_a", "sector_b"], "ascending": [True, False, True, True]}
    kept = result[result["both"] >= minimum].sort_values(**order, ignore_index=True)
    total, least = sum(n for _, n in sizes.values()), result["p_least"]
    kept.attrs = {"unit": unit, "units": total, "tested": len(pairs), "reachable": int((least <= 0.05).sum())}
    kept.attrs["least"] = float(least.min()) if pairs else 1.0
    kept.attrs["note"] = _note(names, pairs, total, unit, window, mentions)
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
    rows, units = [], {}
    for m in place(mentions, unit, window).itertuples():
        units.setdefault((m.document, m.unit), {}).setdefault(getattr(m, by), []).append(m)
    for (document, _), sides in units.items():
        for a, b in order.keys() & set(combinations(sorted(sides), 2)):
            near = min(product(sides[a], sides[b]), key=lambda m: abs(m[0].start - m[1].start))
            first, last = sorted(m.sentence for m in near)
            start, end = spans[document, first][0], spans[document, last][1]
            terms = " + ".join(", ".join(dict.fromkeys(m.text for m in sides[name])) for name in (a, b))
            passage = " ".join(records[document].raw[start:end].split())
            rows.append((a, b, document, records[document].label, start, end, terms, passage))
    columns = ["sector_a", "sector_b", "document", "label", "start", "end", "terms", "passage"]
    return pd.DataFrame(sorted(rows, key=lambda r: (order[r[:2]], r[2], r[4])), columns=columns)


def compare_units(tables: dict, level: float = 0.05):
    """Return what each unit can show and shows: two DataFrames from ``{unit: its co_mentions}``.

    The first has a row a unit: ``unit, units, tested, reachable, least, shared, found`` (pairs that share
    units; pairs with an adjusted p up to ``level``). The second has a row a pair and a column a unit with its
    adjusted p (none where the pair is not listed), and ``found``, how many of them are up to ``level``.
    """
    import pandas as pd

    limits = [
        {"unit": unit, **{k: t.attrs[k] for k in ("units", "tested", "reachable", "least")}, "shared": len(t),
         "found": int((t["p_adjusted"] <= level).sum())}
        for unit, t in tables.items()
    ]  # fmt: skip
    ps = {unit: t.set_index(["sector_a", "sector_b"])["p_adjusted"] for unit, t in tables.items()}
    steady = pd.DataFrame(ps).rename_axis(["sector_a", "sector_b"]).reset_index()
    steady["found"] = (steady[list(tables)] <= level).sum(axis=1)
    order = ["found", *tables, "sector_a", "sector_b"]
    steady = steady.sort_values(order, ascending=[False] + [True] * (len(order) - 1)).reset_index(drop=True)
    return pd.DataFrame(limits), steady


def backbone(pairs, level: float = 0.05, least: int = 40):
    """Return the links too heavy for chance among those of a node (disparity filter, Serrano et al. 2009).

    ``pairs`` with ``strength`` as weight and ``p_backbone``, the lower of the two ends' p. A graph of fewer
    than ``least`` links comes back empty: with a few links, no node can tell a heavy one from a light one.
    """
    if len(pairs) < least:
        return pairs.assign(p_backbone=1.0).head(0)
    ends = pairs.melt("strength", ["sector_a", "sector_b"], value_name="node")
    links = ends.groupby("node")["strength"].agg(["sum", "size"])
    share = [pairs["strength"] / pairs[end].map(links["sum"]) for end in ("sector_a", "sector_b")]
    power = [pairs[end].map(links["size"]) - 1 for end in ("sector_a", "sector_b")]
    kept = pairs.assign(p_backbone=np.minimum((1 - share[0]) ** power[0], (1 - share[1]) ** power[1]))
    return kept[kept["p_backbone"] <= level].reset_index(drop=True)


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
    names = {d: d for d in mentions.attrs["units"]}
    if groups is not None:
        first = groups.groupby("group")["document"].transform("first")
        names |= dict(zip(groups["document"], first, strict=True))
    return names


def _sizes(mentions, unit, window, groups):
    """Home to (witness, number of units)."""
    witness, sizes = _witnesses(mentions, groups), {}
    for document, (sentences, paragraphs, words) in mentions.attrs["units"].items():
        n = {"sentence": sentences, "paragraph": paragraphs, "window": -(-words // window)}.get(unit, 1)
        if n:
            sizes[witness[document] if unit == "document" else document] = (witness[document], n)
    return sizes


def _counted(table, by, pairs, sizes, minimum):
    """One row a pair: its counts, with and without each witness."""
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
        cells = both, there[a], there[b], size
        shares = np.stack([add(witness, cell, len(names)) for cell in cells])
        whole = shares.sum(axis=1)
        left = whole[:, None] - shares  # by the witness removed
        stays = (left[0] >= minimum) & (left[0] * left[3] > left[1] * left[2])
        row = dict(zip(("both", "with_a", "with_b", "units"), whole.tolist(), strict=True))
        row |= {"sector_a": a, "sector_b": b, "strength": int(counts[a] @ counts[b])}
        row |= {"documents": int((both > 0).sum()), "witnesses": int((shares[0] > 0).sum())}
        row["survives"] = len(names) > 1 and bool(stays.all())
        if len(size) < row["units"]:
            row["p_within"] = shuffled_within(size, there[a], there[b], row["both"])
        if row["both"]:
            worst = int(np.argmin(left[0]))
            row["without"], row["both_without"] = list(names)[worst], int(left[0, worst])
        rows.append(row)
    return rows


def _tested(pairs):
    """The columns that rest on the two-by-two tables alone."""
    cells = both, with_a, with_b, units = pairs[["both", "with_a", "with_b", "units"]].to_numpy(int).T
    expected, (p, p_least) = with_a * with_b / units, fisher(*cells)
    npmi = np.where(both == units, 0.0, measures.npmi(np.maximum(both, 1), with_a, with_b, units)) + 0.0
    found = {"either": with_a + with_b - both, "expected": expected, "lift": both / expected}
    found |= {"npmi": np.where(both, npmi, -1.0), "g2": measures.log_likelihood(*cells)}
    return pairs.assign(**found, p=p, p_least=p_least, p_adjusted=np.maximum(measures.adjusted(p, len(p)), p))


def fisher(both, with_a, with_b, units):
    """Fisher's one-sided p, and the smallest p that the margins allow; numbers, or arrays of them."""
    from scipy.stats import hypergeom

    least = hypergeom.pmf(np.minimum(with_a, with_b), units, with_a, with_b)
    p = np.clip(hypergeom.sf(np.asarray(both) - 1, units, with_a, with_b), least, 1.0)
    return np.nan_to_num(p, nan=1.0), np.nan_to_num(least, nan=1.0)  # of no units at all


def shuffled_within(size, with_a, with_b, both: int) -> float:
    """Exact p of ``both`` or more, shuffling inside each document; never below the smallest that there is.

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
    return min(1.0, max(float(total[-1]), float(total[max(0, both - int(low @ repeats)) :].sum())))


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
    if odd := sectors - {*mentions.attrs["known"][by]}:
        raise ValueError(f"{min(odd)!r} is no {by} of the table: {', '.join(mentions.attrs['known'][by])}")


def _note(names, pairs, total, unit, window, mentions):
    """A sentence on what the data cannot answer, or nothing."""
    if len(names) < 2:
        only = f"Only one sector is mentioned ({names[0]})" if names else "No sector is mentioned"
        return f"{only}, so there is no pair to test."
    if not pairs:
        return "None of the sectors asked for is mentioned, so there is no pair to test."
    if total == 1:
        return f"There is only one {unit}, so nothing can be compared with chance."
    if unit == "window" and window >= max(words for *_, words in mentions.attrs["units"].values()):
        return f"A window of {window} words is longer than every text, so each document is one window."
    return ""
