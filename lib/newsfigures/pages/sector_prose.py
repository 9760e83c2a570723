"""What the tables of sectors and of their pairs say, in sentences and around charts; for notebooks 03 and 04.

``labels`` maps a document to its short name; ``level`` is the adjusted p up to which a pair counts as found.
"""

from .prose import count, digits, few, join, known, say, share, verb

PAIR = ["sector_a", "sector_b"]
UNITS = ("sentence", "paragraph", "window", "document")
HEADINGS = {
    "name": "Sector", "sector_a": "Sector", "sector_b": "With", "with_a": "First", "with_b": "Second",
    "label": "Article", "isic": "ISIC Rev. 4", "hs": "HS", "npmi": "NPMI", "g2": "G²", "p_least": "Least p",
    "least": "Least p", "p_adjusted": "Adjusted p", "both_without": "Left", "term": "Said of",
    "text": "As written",
}  # fmt: skip


def found(pairs, level):
    """The pairs that meet more often than chance, at an adjusted p of at most ``level``."""
    return pairs[pairs["p_adjusted"] <= level].reset_index(drop=True)


def short(p) -> str:
    """A p-value with two digits.

    >>> short(0.000087123), short(float("nan"))
    ('0.000087', 'none')
    """
    return digits(p, 2) if known(p) else "none"


def headings(names: str) -> dict:
    """Headings of a table of these columns, in this order.

    >>> headings("label p_within words")
    {'label': 'Article', 'p_within': 'p within', 'words': 'Words'}
    """
    plain = {name: name.replace("_", " ") for name in names.split()}
    return {
        n: HEADINGS.get(n) or (h if h[:2] in ("p", "p ") else h[0].upper() + h[1:]) for n, h in plain.items()
    }


def formats(columns) -> dict:
    """Two digits for whichever of these columns hold p-values."""
    return {c: short for c in columns if c in ("p", "least") or c.startswith("p_") or c in UNITS}


def facts(mentions, pairs, plain, limits, steady, labels, by, level) -> dict:
    """What the answer rests on: the pairs found and how firm each is, which of them outlast the lists
    (``plain``), and what could be found at all."""
    strong, top, naming = found(pairs, level), mentions[by].value_counts(), mentions["document"].nunique()
    name = f"{count(len(labels), 'article')} {verb(len(labels), 'names', 'name')}".capitalize()
    name = share(naming, len(labels), "article", "names", "name") if 0 < naming < len(labels) else name
    return {
        **pairs.attrs, "name": name, "sectors": count(len(top), by),
        "top": [f"{name} ({n:,})" for name, n in top.items()][:3], "uneven": top.nunique() > 1,
        "level": level, "found": len(strong),
        "firm": [_firmness(p, pairs.attrs["unit"], steady, labels, level) for p in strong.itertuples()],
        "still": still(strong, plain, level), "reach": reach(limits),
    }  # fmt: skip


def _firmness(p, unit, steady, labels, level):
    """One pair: how often, how often by chance, without the article that matters most, by other units."""
    ps = steady.set_index(PAIR).drop(columns=["found", unit]).loc[(p.sector_a, p.sector_b)]
    also = join(f"by {other}" for other in ps.index[ps <= level])
    return (
        f"{p.sector_a} with {p.sector_b}: {count(p.both, unit)} where chance gives {digits(p.expected, 2)}; "
        f"{few(p.both_without)} left without article {labels[p.without]}; "
        f"found {also + ' too' if also else 'by no other unit'}"
    )


def summary(mentions):
    """One row a sector: mentions, articles, the codes of the term found most often, the terms found."""
    what = {"mentions": ("start", "size"), "articles": ("document", "nunique")}
    what |= {code: (code, lambda values: values.mode()[0]) for code in ("isic", "hs", "certain")}
    what["terms"] = ("text", lambda texts: join(texts.str.lower().unique(), most=8))
    named = mentions.groupby(["sector", "name", "group"], as_index=False).agg(**what)
    return named.sort_values(["mentions", "sector"], ascending=[False, True], ignore_index=True)


def about(named, source):
    """What is said around a chart of the mentions."""
    first = named[named["mentions"] == named["mentions"].max()]
    who = join(first["name"], most=3) or "No sector"
    title = f"{who} {verb(max(1, len(first)), 'is', 'are')} named"
    if len(first) < len(named):
        title += f" most often, {count(first['mentions'].max(), 'time')}"
    return {"title": title, "subtitle": "Mentions of each sector", "source": source}


def mentioned(named, mentions):
    """How many mentions there are, what leads, what one article alone carries, which terms count twice."""
    once = named.loc[named["articles"] == 1, "sector"] if len(mentions.attrs["units"]) > 1 else ()
    first = named[named["mentions"] > named["mentions"].median()].head(1).to_dict("list")
    return say(
        """[!n There is nothing to show.][?n {n:Count mention} of {sectors:count sector}[?first ; {share} %
        are of {first}]. [?once Named by one article alone: {once}.] [?two Terms counted for two sectors:
        {two}.]]""",
        **{"n": len(mentions), "sectors": len(named), "first": first["sector"], "once": join(once)},
        share=short(100 * sum(first["mentions"]) / max(1, len(mentions))),
        two=join(mentions.loc[mentions["also"] != "", "text"].str.lower().unique()),
    )


def grid(pairs):
    """Every sector of the pairs with every other, by name; ``shown`` is what the cell says."""
    import pandas as pd

    names = sorted({*pairs["sector_a"], *pairs["sector_b"]})
    both = {(p.sector_a, p.sector_b): p.both for p in pairs.itertuples()}
    rows = [(a, b, both.get((a, b), both.get((b, a), 0))) for a in names for b in names]
    cells = pd.DataFrame(rows, columns=["sector", "with", "both"])
    return cells.assign(shown=[f"{n:,}" if n else "" for n in cells["both"]])


def closest(pairs, source, minimum):
    """What is said around a map of the pairs: those that share most, by name or by number."""
    unit, most = pairs.attrs["unit"], pairs["both"].max()
    first, title = pairs[pairs["both"] == most], f"No two sectors share {count(minimum, unit)}"
    if len(pairs):
        who = names(first) if len(first) <= 3 else count(len(first), "pair")
        each = f"{count(most, unit)}{' each' if len(first) > 1 else ''}"
        title = f"{who[0].upper()}{who[1:]} {verb(len(first), 'shares', 'share')} most: {each}"
    fewer = f"; pairs that share fewer than {few(minimum)} are left out" if minimum > 1 else ""
    return {"title": title, "subtitle": f"Number of {unit}s that name both sectors{fewer}", "source": source}


def standing_out(pairs, level, minimum):
    """Which of the listed pairs stand out, how many are no more than chance, and which found are frail."""
    strong = found(pairs, level)
    n = {"n": len(pairs), "strong": len(strong), "chance": int((pairs["p"] > level).sum())}
    return say(
        """[!n No two sectors share {least}.][?n {n:Count pair} {n:verb shares/share} {least}[?more  or more].
        {strong:Few} {strong:verb stands/stand} out beyond chance{which}. [?chance For {chance:few} p is above
        {level} before adjusting: what chance brings.] [?inside Within articles {inside} cannot be told from
        chance.] [?frail Without one article fewer than {least}, or what chance gives, are left of
        {frail}.]]""",
        **{**n, "least": count(minimum, pairs.attrs["unit"]), "more": minimum > 1, "level": level},
        which=listed(strong),
        inside=names(strong[strong["p_within"] > level]),
        frail=names(strong[~strong["survives"].astype(bool)]),
    )


def reach(limits):
    """In which units nothing could have been found, and where most could."""
    if not limits["tested"].any():
        return "There is no pair to test."
    blind = list(limits.loc[limits["reachable"] == 0, "unit"])
    best = limits.loc[limits["reachable"].idxmax()]
    nothing = f"By {join(blind, 'or')} no pair could reach a p of 0.05, whatever the articles say."
    could = share(best["reachable"], best["tested"], "pair", "could reach it", "could reach it")
    most = f"Most can be seen by {best['unit']}: {could[:1].lower()}{could[1:]}."
    return " ".join([nothing] * bool(blind) + [most] * bool(best["reachable"]))


def still(strong, other, level):
    """Which of the pairs found are found in another table too."""
    kept = strong.merge(found(other, level)[PAIR])
    some = share(len(kept), len(strong), "pair", "remains", "remain") if len(strong) else ""
    return f"{some[:1].lower()}{some[1:]}{listed(kept)}."


def listed(pairs):
    """The pairs by name, to end a sentence: ``: oil with gas``, or nothing."""
    return f": {names(pairs)}" if len(pairs) else ""


def names(pairs, most=12):
    return join([f"{p.sector_a} with {p.sector_b}" for p in pairs.itertuples()], most=most)
