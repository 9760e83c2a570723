"""What the tables of corpus statistics say: numbers, and sentences that stay true for any corpus.

``facts`` are what the templates of notebook 01 are filled with.
"""

from ..pages import prose

NEW, LEAST = 0.02, 10_000  # share of new words and size beyond which a corpus is not called too small


def _percent(share) -> str:
    return "less than 1 %" if 0 < share < 0.005 else prose.number(round(100 * share), "percent")


def facts(stats, groups) -> dict:
    """The numbers and names that the sentences rest on; ``groups`` are the independent ones."""
    table = stats.documents.sort_values("words", kind="stable")
    made, running = groups["group"].nunique(), stats.words["frequency"].cumsum()
    means = stats.documents["words_per_sentence"].dropna().round().astype(int)
    key = stats.keywords[stats.keywords["key"]].groupby("document", sort=False)["word"]
    dated, words, labels = (table["date"] != "unknown").sum(), table["words"], stats.labels
    told = {
        **stats.results, "witnesses": made, "copies": len(groups) - made, "several": len(groups) > 1,
        "dated": prose.share(dated, len(table), "document", "is dated", "are dated"),
        "differ": words.nunique() > 1, "most": _percent(words.iloc[-1] / max(1, words.sum())),
        "longest": table["label"].iloc[-1], "shortest": table["label"].iloc[0], "least": words.iloc[0],
        "means": " to ".join(map(str, sorted({means.min(), means.max()}))) if len(means) else "no",
        "half": int((running < running.max() / 2).sum()) + 1 if len(running) else 0, "listed": len(running),
        "keys": [f"{labels[name]} by {prose.join(words.head(3))}" for name, words in key],
    }  # fmt: skip
    return {**told, "key": len(told["keys"]), "coverage": coverage(told)}


def coverage(facts) -> str:
    """Whether the corpus is large enough to conclude from a missing word.

    By Good and Turing the chance that the next word is a new one is the share of words seen once; copies
    among the documents make it look smaller.
    """
    new = facts["new_word"] if facts["words"] else 0
    return str(
        prose.say(
            """[!words There are no words to count.][?words [?few With so few words the absence of one means
            nothing][!few [?much The absence of a word means little][!much Only rare words are still
            missing]]: judged by the words seen once, about {new} of the next ones would be new[?copies  (or
            more, since copies repeat their words)].]""",
            **{**facts, "few": facts["words"] < LEAST, "much": new > NEW, "new": _percent(new)},
        )
    )


def overlap(stats, table, measure, name):
    """Between how many documents a measure differs by more than its intervals; ``name`` is the measure's."""
    apart, pairs = stats.apart(table, measure)
    return prose.say(
        """[!pairs No two documents are long enough for an interval of {name}.]
        [?pairs [!apart All intervals of {name} overlap, so no difference is established.][?apart The
        intervals of {name} do not overlap for {apart:few} of {pairs:count pair of documents}; [?rest for the
        others no difference is established][!rest the documents differ].]]""",
        **{"apart": apart, "pairs": pairs, "name": name, "rest": apart < pairs},
    )


def diversity(stats):
    """Whether TTR goes with length here, and MATTR less; and where MATTR differs."""
    table = stats.diversity[["words", "ttr", "mattr"]].dropna()
    ttr = mattr = None
    if len(table) > 3 and (table.nunique() > 1).all():
        ttr, mattr = table.corr("spearman").loc["words", ["ttr", "mattr"]]
    told = ttr is not None and f"{ttr:+.2f} for TTR and {mattr:+.2f} for MATTR".replace("-", "−")
    return prose.say(
        """[!told There are too few different documents to see how TTR goes with length.][?told The rank
        correlation with length is {told}: TTR [?long mostly measures][!long does not simply follow] length
        here.] {overlap}""",
        **{"told": told, "long": told and ttr < -0.5},
        overlap=overlap(stats, "diversity", "mattr", "MATTR"),
    )


def readability(stats):
    """Reading ease of the whole, with its interval and without each document."""
    row = stats.totals.set_index("measure").loc["flesch"]
    ends = {name: f"{end:.0f}".replace("-", "−") for name, end in row.drop("note").dropna().items()}
    return prose.say(
        """[!value There is no reading ease: {note}.][?value The English text as a whole has a reading ease of
        **{value}**[?low  (95 % interval {low} to {high})]. [?without_low Leaving out one document at a time
        gives {without_low} to {without_high}.]]""",
        **dict.fromkeys(row.index) | {"note": row["note"]} | ends,
    )
