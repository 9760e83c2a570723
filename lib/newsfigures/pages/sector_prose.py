"""What the tables of sectors and of their pairs say, in sentences and around charts; for notebooks 03 and 04.

``labels`` maps a document to its short name; ``level`` is the adjusted p up to which a pair counts as found.
"""

from .prose import count, counted, digits, few, join, known, say, verb

PAIR = ["sector_a", "sector_b"]
UNITS = ("sentence", "paragraph", "window", "document")
HEADINGS = {
    "name": "Sector", "sector_a": "Sector", "sector_b": "With", "with_a": "First", "with_b": "Second",
    "label": "Article", "isic": "ISIC Rev. 4", "hs": "HS", "npmi": "NPMI", "g2": "G²", "p_least": "Least p",
    "least": "Least p", "p_adjusted": "Adjusted p", "both_without": "Left", "term": "Said of",
    "text": "As written",
}  # fmt: skip
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
    plain = {name: name.replace("_", " ") for name in names.split()}
    return {
        n: HEADINGS.get(n) or (h if h[:2] in ("p", "p ") else h[0].upper() + h[1:]) for n, h in plain.items()
    }


def formats(columns) -> dict:
    """Two digits for whichever of these columns hold p-values."""
    return {c: short for c in columns if c in ("p", "least") or c.startswith("p_") or c in UNITS}


def answer(mentions, pairs, plain, limits, steady, labels, by, level):
    """The pairs found, how firm each is, which outlast the lists (``plain``), what could be found at all."""
    strong, unit, tested = found(pairs, level), pairs.attrs["unit"], pairs.attrs["tested"]
    top, n = mentions[by].value_counts(), len(labels)
    most = f", most often {join([f'{s} ({n:,})' for s, n in top.head(3).items()])}" if len(top) else ""
    head = {
        "who": f"{counted(n, 'article', 'names', 'name')} {count(len(top), by)}{most}",
        "note": pairs.attrs["note"],
    }
    if not tested:
        return say("**{who!c}.** {note}", **head)
    lists = f"Without sentences that list many sectors {_still(strong, plain, level)}" if len(strong) else ""
    return say(
        """**{who!c}.** {note}

        {tested:Count pair} {tested:verb was/were} tested by {unit}. {n:Count pair} {n:verb meets/meet} more
        often than chance, at an adjusted p of at most {level}{end}

        - {items}

        {lists} {reach}""",
        **{**head, "tested": tested, "unit": unit, "n": len(strong), "level": level, "lists": lists},
        end=":" if len(strong) else ".",
        items=[_firmness(p, unit, steady, labels, level) for p in strong.itertuples()],
        reach=reach(limits),
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


def summary(mentions):
    """One row a sector: mentions, articles, the codes of the term found most often, the terms found."""
    what = {"mentions": ("start", "size"), "articles": ("document", "nunique")}
    what |= {code: (code, lambda values: values.mode()[0]) for code in ("isic", "hs", "certain")}
    what["terms"] = ("text", lambda texts: join(texts.str.lower().unique(), most=8))
    named = mentions.groupby(["sector", "name", "group"], as_index=False).agg(**what)
    return named.sort_values(["mentions", "sector"], ascending=[False, True], ignore_index=True)


def about(named, source):
    """What is said around a chart of the mentions."""
    top = named.head(1).itertuples()
    title = next(
        (f"{row.name} is named most often, {count(row.mentions, 'time')}" for row in top), "No sectors"
    )
    return {"title": title, "subtitle": "Mentions of each sector", "source": source}


def spread(mentions, labels):
    """One row a sector and article."""
    table = mentions.assign(article=mentions["document"].map(labels))
    return table.groupby(["sector", "article"], as_index=False).agg(mentions=("start", "size"))


def mentioned(named, mentions):
    """How many mentions there are, what leads, what one article alone carries, which terms count twice."""
    if not len(named):
        return _sentences("There is nothing to show.")
    n, articles = len(mentions), len(mentions.attrs["units"])
    once = list(named.loc[named["articles"] == 1, "sector"]) if articles > 1 else []
    two = mentions.loc[mentions["also"] != "", "text"].str.lower().unique()
    first = f"{short(100 * named['mentions'][0] / n)} % are of {named['sector'][0]}"
    return _sentences(
        f"{count(n, 'mention')} of {count(len(named), 'sector')}; {first}.",
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


def closest(pairs, source, minimum):
    """What is said around a map of the pairs: those that share most, by name or by number."""
    unit, most = pairs.attrs["unit"], pairs["both"].max()
    first, title = pairs[pairs["both"] == most], f"No two sectors share {count(minimum, unit)}"
    if len(pairs):
        who = _names(first) if len(first) <= 3 else count(len(first), "pair")
        each = f"{count(most, unit)}{' each' if len(first) > 1 else ''}"
        title = f"{who[0].upper()}{who[1:]} {verb(len(first), 'shares', 'share')} most: {each}"
    fewer = f"; pairs that share fewer than {few(minimum)} are left out" if minimum > 1 else ""
    return {"title": title, "subtitle": f"Number of {unit}s that name both sectors{fewer}", "source": source}


def standing_out(pairs, level, minimum):
    """Which of the listed pairs stand out, how many are no more than chance, and which found are frail."""
    strong, least = found(pairs, level), count(minimum, pairs.attrs["unit"])
    if not len(pairs):
        return _sentences(f"No two sectors share {least}.")
    more = " or more" if minimum > 1 else ""
    chance, inside = int((pairs["p"] > level).sum()), strong[strong["p_within"] > level]
    frail = strong[~strong["survives"].astype(bool)]
    return _sentences(
        f"{counted(len(pairs), 'pair', 'shares', 'share')} {least}{more}.",
        f"{few(len(strong))} {verb(len(strong), 'stands', 'stand')} out beyond chance{listed(strong)}.",
        chance and f"For {few(chance)} p is above {level} before adjusting: what chance brings.",
        len(inside) and f"Within articles {_names(inside)} cannot be told from chance.",
        len(frail)
        and f"Without one article fewer than {least}, or what chance gives, are left of {_names(frail)}.",
    )


def threshold(pairs, spine, minimum):
    """What is not drawn, and the backbone or why there is none."""
    links, least = count(len(pairs), "link"), count(minimum, pairs.attrs["unit"])
    if not len(pairs):
        return _sentences("There is no link to draw.")
    few = f"Pairs with fewer than {least} in common are not drawn."
    if len(pairs) < BACKBONE:
        why = "too few to weigh the links of each sector against one another."
        return _sentences(few, f"No backbone is drawn: {links} {verb(len(pairs), 'is', 'are')} {why}")
    kept = f"keeps {count(len(spine), 'link')} as a backbone{listed(spine)}"
    return _sentences(few, f"Of {links} the disparity filter {kept}.")


def reach(limits):
    """In which units nothing could have been found, and where most could."""
    if not limits["tested"].any():
        return "There is no pair to test."
    blind = list(limits.loc[limits["reachable"] == 0, "unit"])
    best = limits.loc[limits["reachable"].idxmax()]
    nothing = f"By {join(blind, 'or')} no pair could reach a p of 0.05, whatever the articles say."
    share = f"{best['reachable']:,} of {best['tested']:,} pairs"
    most = f"Most can be seen by {best['unit']}: {share} could reach it."
    return " ".join([nothing] * bool(blind) + [most] * bool(best["reachable"]))


def choices(mentions, strong, plain, broad, crowd, level):
    """What is found without sentences of ``crowd`` sectors or more, and between broader groups."""
    n = int((mentions.groupby(["document", "sentence"])["sector"].nunique() >= crowd).sum())
    wide = found(broad, level)
    return _sentences(
        f"{counted(n, 'sentence', 'names', 'name')} at least {count(crowd, 'sector')}.",
        n and len(strong) and f"Without {verb(n, 'it', 'them')} {_still(strong, plain, level)}",
        f"Between broader groups {counted(len(wide), 'pair', 'is', 'are')} found{listed(wide)}.",
    )


def figures(stated):
    """The figures stated for the sectors of each group."""
    items, n = [], len(stated[["document", "start"]].drop_duplicates())
    for group, part in stated.groupby("group"):
        said = [f"{f.text} ({f.term}, article {f.label})" for f in part.itertuples()]
        items.append(f"{group}: {join(said, most=8)}")
    return _sentences(
        f"{counted(n, 'figure', 'is', 'are')} stated for a sector{':' if n else '.'}", items=items
    )


def _still(strong, other, level):
    """Which of the pairs found are found in another table too."""
    kept = strong.merge(found(other, level)[PAIR])
    if len(strong) == 1:
        return f"it is {'still' if len(kept) else 'no longer'} found."
    some = f"{few(len(kept))} of the {few(len(strong))}"
    return f"{some} {'are' if len(kept) > 1 else 'is'} still found{listed(kept)}."


def listed(pairs):
    """The pairs by name, to end a sentence: ``: oil with gas``, or nothing."""
    return f": {_names(pairs)}" if len(pairs) else ""


def _names(pairs, most=12):
    return join([f"{p.sector_a} with {p.sector_b}" for p in pairs.itertuples()], most=most)


def _sentences(*sentences, items=()):
    """One paragraph of the sentences that are not empty, and a list."""
    text = " ".join(s[:1].upper() + s[1:] for s in sentences if s)
    return say("{text}\n\n- {items}", text=text, items=list(items))
