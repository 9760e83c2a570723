"""What the tables of sectors and of their pairs say, in sentences.

``labels`` maps a document to its short name; ``level`` is the adjusted p up to which a pair counts as found.
"""

from .prose import count, digits, few, join, known, say, verb

PAIR = ["sector_a", "sector_b"]
HEADINGS = {
    "name": "sector",
    "label": "article",
    "isic": "ISIC Rev. 4",
    "hs": "HS",
    "npmi": "NPMI",
    "g2": "G²",
}
HEADINGS |= {
    "sector_a": "sector",
    "sector_b": "with",
    "with_a": "first",
    "with_b": "second",
    "term": "said of",
}
HEADINGS |= {"p_least": "least p", "p_adjusted": "adjusted p", "least": "least p", "both_without": "left"}
HEADINGS |= {"text": "as written"}
UNITS = ("sentence", "paragraph", "window", "document")
BACKBONE = 40  # links from which a backbone is drawn


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
    heads = {name: HEADINGS.get(name, name.replace("_", " ")) for name in names.split()}
    return {
        name: head if head.split()[0] == "p" else head[0].upper() + head[1:] for name, head in heads.items()
    }


def formats(columns) -> dict:
    """Two digits for whichever of these columns hold p-values."""
    return {c: short for c in columns if c in ("p", "least") or c.startswith("p_") or c in UNITS}


def answer(mentions, pairs, plain, limits, steady, labels, by, level):
    """The pairs found, how firm each is, which outlast the lists (``plain``), what could be found at all."""
    strong, unit, tested = found(pairs, level), pairs.attrs["unit"], pairs.attrs["tested"]
    top, n = mentions[by].value_counts(), len(labels)
    most = f", most often {join([f'{s} ({n:,})' for s, n in top.head(3).items()])}" if len(top) else ""
    who = f"{count(n, 'article')} {verb(n, 'names', 'name')} {count(len(top), by)}{most}"
    if not tested:
        return say("**{who!c}.** {note}", who=who, note=pairs.attrs["note"])
    lines = [_firmness(p, unit, steady, labels, level) for p in strong.itertuples()]
    result = f"{count(len(strong), 'pair')} {verb(len(strong), 'meets', 'meet')} more often than chance"
    return say(
        "**{who!c}.** {note}\n\n{tests!c} by {unit}. {result!c}\n\n- {items}\n\n{lists} {reach}",
        who=who,
        note=pairs.attrs["note"],
        tests=f"{count(tested, 'pair')} {verb(tested, 'was', 'were')} tested",
        unit=unit,
        reach=_reach(limits),
        result=f"{result}, at an adjusted p of at most {level}{':' if lines else '.'}",
        items=lines,
        lists="Without sentences that list many sectors " + _still(strong, plain, level) if lines else "",
    )


def _firmness(p, unit, steady, labels, level):
    """One pair: how often, how often by chance, without the article that matters most, by other units."""
    ps = steady.set_index(PAIR).drop(columns=["found", unit]).loc[(p.sector_a, p.sector_b)]
    also = join(ps.index[ps <= level], "and by")
    return (
        f"{p.sector_a} with {p.sector_b}: {count(p.both, unit)} where chance gives {digits(p.expected, 2)}; "
        f"{few(p.both_without)} left without article {labels[p.without]}; "
        f"found by {also + ' too' if also else 'no other unit'}"
    )


def independence(mentions, groups):
    """How many independent groups the articles make, and how much copied text there is."""
    copied = int((mentions["copy"] != "").sum())
    many, sets = count(len(groups), "article"), count(groups["group"].nunique(), "independent group")
    text = "No mention stands in a sentence copied from an earlier article."
    if copied:
        text = f"{few(copied)} of the mentions stand in copied sentences: shown, but not counted in pairs."
    return _sentences(f"{many} {verb(len(groups), 'makes', 'make')} {sets}.", text)


def summary(mentions):
    """One row a sector: mentions, articles, the codes of the term found most often, the terms found."""
    what = {"mentions": ("start", "size"), "articles": ("document", "nunique")}
    what |= {code: (code, lambda values: values.mode()[0]) for code in ("isic", "hs", "certain")}
    what["terms"] = ("text", lambda texts: join(texts.str.lower().unique(), most=8))
    named = mentions.groupby(["sector", "name", "group"], as_index=False).agg(**what)
    return named.sort_values(["mentions", "sector"], ascending=[False, True]).reset_index(drop=True)


def leading(named, source):
    """What is said around a chart of the mentions."""
    title = (
        f"{named['name'][0]}: {count(named['mentions'][0], 'mention')}"
        if len(named)
        else "No sector is mentioned"
    )
    return {"title": title, "subtitle": "Mentions of each sector", "source": source}


def spread(mentions, labels):
    """One row a sector and article."""
    table = mentions.assign(article=mentions["document"].map(labels))
    return table.groupby(["sector", "article"], as_index=False).agg(mentions=("start", "size"))


def everywhere(cells, labels, source):
    """What is said around a chart of sectors by article."""
    articles = cells["sector"].value_counts()
    title = (
        f"{count((articles == len(labels)).sum(), 'sector').capitalize()} of {len(articles)} in every article"
    )
    return {"title": title, "subtitle": "Mentions of each sector in each article", "source": source}


def mentioned(named, mentions, labels):
    """What leads, what one article alone carries, and which terms count for two sectors."""
    once = list(named.loc[named["articles"] == 1, "sector"]) if len(labels) > 1 else []
    two = mentions.loc[mentions["also"] != "", "text"].str.lower().unique()
    lead = (
        len(named)
        and f"{named['name'][0]} has {short(100 * named['mentions'][0] / len(mentions))} % of all mentions."
    )
    return _sentences(
        lead or "There is nothing to show.",
        once and f"Named by a single article each: {join(once)}.",
        len(two) and f"Terms counted for two sectors: {join(two)}.",
    )


def grid(pairs):
    """Every sector of the pairs with every other, by name; ``shown`` is what the cell says."""
    import pandas as pd

    names = sorted({*pairs["sector_a"], *pairs["sector_b"]})
    both = {(p.sector_a, p.sector_b): p.both for p in pairs.itertuples()}
    rows = [(a, b, both.get((a, b), both.get((b, a), 0))) for a in names for b in names]
    cells = pd.DataFrame(rows, columns=["sector", "with", "both"])
    return cells.assign(shown=[f"{n:,}" if n else "" for n in cells["both"]])


def closest(pairs, minimum, source):
    """What is said around a map of the pairs."""
    best, unit = pairs.sort_values(["both", "p"], ascending=[False, True]).head(1), pairs.attrs["unit"]
    title = (
        f"{_names(best).capitalize()}: {count(best['both'].iloc[0], unit)}"
        if len(best)
        else "No pair to draw"
    )
    subtitle = f"How often one {unit} names both; pairs with {minimum} or more"
    return {"title": title, "subtitle": subtitle, "source": source}


def frailty(pairs, level, minimum):
    """How many of the listed pairs are no more than chance, and which of those found are frail."""
    strong, least = found(pairs, level), count(minimum, pairs.attrs["unit"])
    chance, inside = int((pairs["p"] > level).sum()), strong[strong["p_within"] > level]
    frail = strong[~strong["survives"].astype(bool)]
    return _sentences(
        f"{count(len(pairs), 'pair')} {verb(len(pairs), 'is', 'are')} listed.",
        chance and f"For {few(chance)} of them p is above {level} before adjusting: what chance brings.",
        len(inside) and f"Within articles {_names(inside)} cannot be told from chance.",
        len(frail)
        and f"Without one article fewer than {least}, or what chance gives, are left of {_names(frail)}.",
    )


def linked(pairs, nodes, minimum, counting, source):
    """What is said around the network."""
    title = f"{count(len(pairs), 'link').capitalize()} between {count(len(nodes), nodes.columns[0])}"
    lines = f"pairs with {minimum} or more by {pairs.attrs['unit']}, {counting} counting"
    subtitle = f"Lines: {lines}. Circles: mentions"
    return {"title": title, "subtitle": subtitle, "source": source}


def threshold(pairs, spine, minimum):
    """What is not drawn, and the backbone or why there is none."""
    links, least = count(len(pairs), "link"), count(minimum, pairs.attrs["unit"])
    if not len(pairs):
        return _sentences("There is no link to draw.")
    few = f"Pairs with fewer than {least} in common are not drawn."
    if len(pairs) < BACKBONE:
        why = "too few to weigh the links of each sector against one another."
        return _sentences(few, f"No backbone is drawn: {links} {verb(len(pairs), 'is', 'are')} {why}")
    kept = f"keeps {count(len(spine), 'link')} as a backbone" + (f": {_names(spine)}" if len(spine) else "")
    return _sentences(few, f"Of {links} the disparity filter {kept}.")


def reach(limits):
    """In which units nothing could have been found, and where most could."""
    return _sentences(_reach(limits))


def _reach(limits):
    if not limits["tested"].any():
        return "There is no pair to test."
    blind = list(limits.loc[limits["reachable"] == 0, "unit"])
    best = limits.loc[limits["reachable"].idxmax()]
    nothing = f"By {join(blind, 'or')} no pair could reach a p of 0.05, whatever the articles say."
    share = f"{best['reachable']:,} of {best['tested']:,} pairs"
    most = f"Most can be seen by {best['unit']}: {share} could reach it."
    return " ".join([nothing] * bool(blind) + [most] * bool(best["reachable"]))


def steadiness(steady):
    """Which pairs are found by more than one unit."""
    several = steady[steady["found"] > 1]
    which = f": {_names(several)}" if len(several) else ""
    return _sentences(
        f"{count(len(several), 'pair')} {verb(len(several), 'is', 'are')} found by more than one unit{which}."
    )


def results(mentions, pairs, limits, stated) -> dict:
    """The named results of the notebook."""
    figures = stated[["document", "group", "sector", "text"]]
    named = mentions["sector"].value_counts().sort_index().to_dict()
    return {**pairs.attrs, "sectors": named, "pairs": pairs.head(10), "limits": limits, "figures": figures}


def choices(mentions, strong, plain, broad, crowd, level):
    """What is found without sentences of ``crowd`` sectors or more, and between broader groups."""
    n = int((mentions.groupby(["document", "sentence"])["sector"].nunique() >= crowd).sum())
    rest = n and len(strong) and f"Without {verb(n, 'it', 'them')} {_still(strong, plain, level)}"
    wide = found(broad, level)
    which = f": {_names(wide)}" if len(wide) else ""
    return _sentences(
        f"{count(n, 'sentence')} {verb(n, 'names', 'name')} at least {count(crowd, 'sector')}.",
        rest,
        f"Between broader groups {count(len(wide), 'pair')} {verb(len(wide), 'is', 'are')} found{which}.",
    )


def figures(stated):
    """The figures stated for the sectors of each group."""
    items, n = [], len(stated[["document", "start"]].drop_duplicates())
    for group, part in stated.groupby("group"):
        said = [f"{f.text} ({f.term}, article {f.label})" for f in part.itertuples()]
        items.append(f"{group}: {join(said, most=8)}")
    return _sentences(
        f"{count(n, 'figure')} {verb(n, 'is', 'are')} stated for a sector{':' if n else '.'}", items=items
    )


def _still(strong, other, level):
    """Which of the pairs found are found in another table too."""
    kept = strong.merge(found(other, level)[PAIR])
    which = f": {_names(kept)}" if len(kept) else ""
    if len(strong) == 1:
        return f"it is {'still' if len(kept) else 'no longer'} found."
    some = f"{few(len(kept))} of the {few(len(strong))}"
    return f"{some} {'are' if len(kept) > 1 else 'is'} still found{which}."


def _names(pairs, most=12):
    return join([f"{p.sector_a} with {p.sector_b}" for p in pairs.itertuples()], most=most)


def _sentences(*sentences, items=()):
    """One paragraph of the sentences that are not empty, and a list."""
    text = " ".join(s[:1].upper() + s[1:] for s in sentences if s)
    return say("{text}\n\n- {items}", text=text, items=list(items))
