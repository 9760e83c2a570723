"""What the tables of corpus statistics say, in sentences that stay true for any corpus.

Each function takes ``Statistics`` or tables made beside them and returns prose; ``other_rules`` and
``other_limits`` return the tables by which a reader sees how much the choices matter.
"""

from ..pages.prose import count, join, number, say, verb

NEW, LEAST = 0.02, 10_000  # share of new words and size beyond which a corpus is not called too small
TRIED = 2_000  # documents that are compared again under each other limit
RULES = {  # switch of the rule for words: what it means when off and on
    "numbers": ("without numbers", "with numbers"),
    "hyphens": ("hyphens part words", "hyphens join words"),
    "case": ("capitals make no difference", "capitals make another word"),
}
LIMITS = {
    "as above": {},
    "half as much copying is enough": {"share": 0.075, "words": 10, "passage": 15, "mostly": 0.25},
    "twice as much copying is needed": {"share": 0.3, "words": 40, "passage": 60, "mostly": 1.0},
    "shingles of eight words": {"size": 8},
}


def _total(stats):
    return stats.totals.set_index("measure")


def _percent(share) -> str:
    return "less than 1 %" if 0 < share < 0.005 else number(round(100 * share), "percent")


def answer(stats, groups):
    """The corpus in four sentences: size, copying, coverage, keywords."""
    size, made = _total(stats)["value"], groups["group"].nunique()
    key = stats.keywords.loc[stats.keywords["key"], "document"].nunique()
    copies = len(groups) - made
    repeated = f"{count(copies, 'document')} {verb(copies, 'repeats', 'repeat')} the wording of others."
    apart = (
        f"{count(key, 'document')} {verb(key, 'has', 'have')} words that set {verb(key, 'it', 'them')} apart"
    )
    return say(
        "**{documents!c}, {words}, {made}.** {copying!c} {coverage} {keys!c}",
        documents=count(size["documents"], "document"),
        words=count(size["words"], "word"),
        made=count(made, "independent witness"),
        copying=repeated if copies else "No two documents share copied wording." if made > 1 else "",
        coverage=coverage(stats, copies),
        keys=f"{apart} by more than chance." if len(groups) > 1 else "",
    )


def coverage(stats, copies) -> str:
    """Whether the corpus is large enough to conclude from a missing word.

    By Good and Turing the chance that the next word is a new one is the share of words seen once; copies
    among the documents make it look smaller.
    """
    new, words = _total(stats).loc[["new_word", "words"], "value"]
    if not words:
        return "There are no words to count."
    more = " (or more, since copies repeat their words)" if copies else ""
    least = "With so few words the absence of one means nothing" if words < LEAST else ""
    few = "The absence of a word means little" if new > NEW else "Only rare words are still missing"
    next_ones = f"judged by the words seen once, about {_percent(new)} of the next ones would be new{more}"
    return f"{least or few}: {next_ones}."


def documents(stats):
    """How many are dated, which is longest, and what follows."""
    table = stats.documents
    dated, ordered = int((table["date"] != "unknown").sum()), table.sort_values("words", kind="stable")
    some = "none" if not dated else "all" if dated == len(table) else f"{dated:,}"
    if ordered["words"].nunique() > 1:
        share = _percent(ordered["words"].iloc[-1] / table["words"].sum())
        ends = (
            f"The longest, {ordered['label'].iloc[-1]}, holds {share} of all words; the shortest, "
            f"{ordered['label'].iloc[0]}, has {count(ordered['words'].iloc[0], 'word')}. Counts over the "
            "whole lean towards the longest, so tables below also say in how many documents a word stands."
        )
    else:
        ends = f"{verb(len(table), 'It', 'Each')} has {count(ordered['words'].iloc[0], 'word')}."
    return say(
        "{dated} {ends}",
        dated=f"Of {count(len(table), 'document')} {some} {verb(dated, 'is', 'are')} dated."
        if len(table) > 1
        else f"The document is {'dated' if dated else 'not dated'}.",
        ends=ends,
    )


def cleaning(corpus):
    """How much was cut by how many rules, and what could not be read."""
    cut, skipped = corpus.removed, len(corpus.skipped)
    pieces = (
        f"{count(len(cut), 'piece')} ({count((cut['end'] - cut['start']).sum(), 'character')}) "
        f"{verb(len(cut), 'was', 'were')} cut, by {count(cut['rule'].nunique(), 'rule')}."
    )
    lost = (
        f"{count(skipped, 'file or row', 'files or rows')} could not be used, for the reasons in the table."
    )
    return say(
        "{pieces!c} {lost!c}",
        pieces=pieces if len(cut) else "Nothing was cut.",
        lost=lost if skipped else "Every file could be used.",
    )


def overlap(stats, table, measure, name):
    """Between how many documents a measure differs by more than its intervals; ``name`` is the measure's."""
    apart, pairs = stats.apart(table, measure)
    if not pairs:
        return say("No two documents have an interval of {name}, so no difference is established.", name=name)
    if not apart:
        return say("All intervals of {name} overlap, so no difference is established.", name=name)
    return say(
        "The intervals of {name} do not overlap for {apart} of {pairs}; {rest}.",
        name=name,
        apart=count(apart, "pair").split()[0],
        pairs=count(pairs, "pair of documents", "pairs of documents"),
        rest="for the others no difference is established" if apart < pairs else "the documents differ",
    )


def diversity(stats):
    """Whether TTR goes with length here, and MATTR less; and where MATTR differs."""
    table = stats.diversity[["words", "ttr", "mattr"]].dropna()
    ranks = "There are too few different documents to see how TTR goes with length."
    if len(table) > 3 and (table.nunique() > 1).all():
        ttr, mattr = table.corr("spearman").loc["words", ["ttr", "mattr"]]
        told = f"{ttr:+.2f} for TTR and {mattr:+.2f} for MATTR".replace("-", "−")
        length = "mostly measures" if ttr < -0.5 else "does not simply follow"
        ranks = f"The rank correlation with length is {told}: TTR {length} length here."
    return say("{ranks} {overlap}", ranks=ranks, overlap=overlap(stats, "diversity", "mattr", "MATTR"))


def readability(stats):
    """Reading ease of the whole, with its interval and without each document."""
    row = _total(stats).loc["flesch"]
    if row.isna()["value"]:
        return say("There is no reading ease: {why}.", why=row["note"])
    ends = [f"{row[name]:.0f}".replace("-", "−") for name in ("value", "low", "high")]
    without = [f"{row[name]:.0f}".replace("-", "−") for name in ("without_low", "without_high")]
    return say(
        "The English text as a whole has a reading ease of **{value}**{ends}. {without}",
        value=ends[0],
        ends="" if row.isna()["low"] else f" (95 % interval {ends[1]} to {ends[2]})",
        without=""
        if row.isna()["without_low"]
        else f"Leaving out one document at a time gives {without[0]} to {without[1]}.",
    )


def vocabulary(stats, groups):
    """Coverage, and how few words make up half of the text."""
    running = stats.words["frequency"].cumsum()
    half = int((running < running.max() / 2).sum()) + 1 if len(running) else 0
    makes = f"The {count(half, 'commonest word')} of {len(running):,} {verb(half, 'makes', 'make')} up half"
    return say(
        "{coverage} {half}",
        coverage=coverage(stats, len(groups) - groups["group"].nunique()),
        half=f"{makes} of the text." if half else "",
    )


def keywords(stats):
    """The words that are key, by document."""
    by_document = stats.keywords[stats.keywords["key"]].groupby("document", sort=False)["word"]
    labels = stats.labels
    found = [f"{labels[name]} by {join(words.head(3))}" for name, words in by_document]
    if found:
        return say("More than chance tells apart {found}.", found=join(found, most=8))
    if len(stats.documents) < 2:
        return say("There is no other document to compare with.")
    return say(
        "No word sets a document apart by more than chance. What is listed are tendencies: texts of this "
        "number and length cannot prove what is particular to one of them."
    )


def contexts(stats, lines, term):
    """Where a term stands, and why the list of words may have fewer of it."""
    listed = stats.words.loc[stats.words["word"] == term, "frequency"].sum()
    more = f"{count(listed, 'time')} as a word of its own, else with an ending such as ’s or in a compound."
    if lines.empty:
        return say("“{term}” stands nowhere.", term=term)
    return say(
        "“{term}” stands {times} in {documents}{more}",
        more=f"; {more}" if 0 < listed < len(lines) else ".",
        term=term,
        times=count(len(lines), "time"),
        documents=count(lines["document"].nunique(), "document"),
    )


def witnesses(groups, passages):
    """How many witnesses the documents make, and what that cannot see."""
    made, longest = groups["group"].nunique(), int(passages["words"].max()) if len(passages) else 0
    return say(
        "{documents!c} {make} **{made}**. {longest} Overlap of words cannot see a paraphrase, a translation, "
        "or one agency behind two wordings: independent means that no copied wording was found.",
        documents=count(len(groups), "document"),
        make=verb(len(groups), "makes", "make"),
        made=count(made, "independent witness"),
        longest=f"The longest shared passage has {count(longest, 'word')}." if longest else "",
    )


def names(stats):
    """The candidates for one name."""
    pairs = [f"{name} and {variant}" for name, variant in stats.names[["name", "variant"]].values]
    if not pairs:
        return say("No two names are so close.")
    return say("For a reader to check: {pairs}.", pairs=join(pairs, most=6))


def other_rules(corpus, stats):
    """Sizes and MATTR when each switch of the rule for words is turned."""
    import pandas as pd

    from .statistics import sizes

    rows = {"as above": stats.settings}
    for switch, meaning in RULES.items():
        turned = {**stats.settings, switch: not stats.settings[switch]}
        rows[meaning[turned[switch]]] = turned
    return pd.DataFrame([{"rule": rule, **sizes(corpus, settings)} for rule, settings in rows.items()])


def other_limits(corpus):
    """Independent groups under other limits of copying; in a larger corpus among the first ``TRIED``
    documents, as ``attrs["note"]`` says.
    """
    import pandas as pd

    from ..loading.corpus import Corpus
    from .reuse import independent_groups

    every, note = len(corpus), ""
    if every > TRIED:
        corpus = Corpus(corpus.name, corpus.records[:TRIED])
        note = f"Tried among the first {TRIED:,} of {every:,} documents."
    groups = {name: independent_groups(corpus, **limits)["group"] for name, limits in LIMITS.items()}
    rows = [(name, group.nunique()) for name, group in groups.items()]
    table = pd.DataFrame(rows, columns=["limits", "witnesses"])
    table.attrs["note"] = note
    return table


def titles(stats) -> dict[str, str]:
    """What each chart shows, as its title."""
    size, means = _total(stats)["value"], stats.documents["words_per_sentence"].dropna().round().astype(int)
    ends = sorted({means.min(), means.max()}) if len(means) else []
    once = verb(size["hapaxes"], "occurs", "occur")
    unique = f"{count(size['hapaxes'], 'word')} of {size['types']:,.0f} {once} once"
    return {
        "lengths": f"The documents average {' to '.join(map(str, ends)) or 'no'} words a sentence",
        "growth": f"{size['types']:,.0f} different among {count(size['words'], 'word')}",
        "ranks": unique[:1].upper() + unique[1:],
        "rates": "How often each document uses the commonest content words",
    }
