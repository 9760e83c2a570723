"""Sentences that the pages share, so that they cannot contradict each other: what disagrees, how the verdicts
add up, what official figures and arithmetic say.

They take the tables of a ledger and give plain text, true for one document as for many.
"""

from . import prose

VERDICTS = {
    "conflict": ("is in conflict", "are in conflict"),
    "superseded": ("was corrected or replaced later", "were corrected or replaced later"),
    "agree": ("agrees", "agree"),
    "agree within rounding": ("agrees within rounding", "agree within rounding"),
    "different status": ("is told with different status", "are told with different status"),
    "different base": ("differs in base from the nearest", "differ in base from the nearest"),
    "different period": ("differs in period from the nearest", "differ in period from the nearest"),
    "different scope": ("differs in scope from the nearest", "differ in scope from the nearest"),
    "single source": ("rests on a single source", "rest on a single source"),
    "cannot tell": ("cannot be judged", "cannot be judged"),
}  # fmt: skip
LINKS = {
    "ties": ("ties with another claim", "tie with another claim"),
    "fits": ("fits an official figure", "fit an official figure"),
    "does not tie": ("does not tie with what is told", "do not tie with what is told"),
    "does not fit": ("does not fit the official figure", "do not fit the official figure"),
    "cannot tell": ("has nothing to be checked against", "have nothing to be checked against"),
}
SURE = 0.05  # probability under which a pair of sectors is not put down to chance
BROKEN = ["does not tie", "does not fit"]


def parties(text):
    """Parties as a table has them, in words: ``China and Russia``, ``China to Russia``."""
    return prose.join(part for part in str(text).replace(" > ", " to ").split("; ") if part)


def telling(ledger):
    """The groups, the most informative first: conflicts, what arithmetic or the record denies, and then those
    of most witnesses, documents and claims."""
    no = ledger.links["verdict"].isin(BROKEN), ledger.references["verdict"].isin(BROKEN)
    denied = {c for inputs in ledger.links.loc[no[0], "inputs"] for c in inputs.split()}
    denied |= set(ledger.references.loc[no[1], "claim"])
    ranked = ledger.groups.assign(
        _first=ledger.groups["verdict"] == "conflict",
        _denied=[not denied.isdisjoint(members.split()) for members in ledger.groups["members"]],
        _near=ledger.groups["verdict"] != "single source",  # it is judged, or has a relative
    )
    order = ["_first", "_denied", "witnesses", "documents", "_near", "claims"]
    ranked = ranked.sort_values(order, ascending=False, kind="stable", ignore_index=True)
    return ranked.drop(columns=["_first", "_denied", "_near"])


def group_names(groups):
    """The full name of each group, by its id: ``trade, China and Russia, 2023``; no two have the same."""
    names, taken = {}, set()
    for row in groups.itertuples():
        what = row.phrase or "unnamed quantity"
        if row.measure not in ("level", "count", ""):
            what += f" ({row.measure}{' ' + row.base if row.base else ''})"
        start, _, end = str(row.period).partition(" to ")
        period = prose.period(start, end) if end else start
        period = "" if period == "no stated period" else period
        name = ", ".join(part for part in (what, parties(row.parties), period) if part)
        names[row.group] = f"{name} ({row.group})" if name in taken else name
        taken.add(name)
    return names


def disagreement(ledger):
    """What the articles disagree about, in one sentence; or that they do not, and what they differ in."""
    groups, names = ledger.groups, group_names(ledger.groups)
    conflicts, said = groups[groups["verdict"] == "conflict"], []
    for about, rows in (
        ("The articles disagree about", conflicts[conflicts["documents"] > 1]),
        ("An article contradicts itself about", conflicts[conflicts["documents"] < 2]),
    ):
        told = [
            f"{names[row.group]} ({prose.join(row.values.split('; '), most=3)})" for row in rows.itertuples()
        ]
        more = [f"{len(told) - 5} more"] if len(told) > 6 else []
        said += [f"{about}: {'; '.join([*told[:5], *more] if more else told)}."] if told else []
    documents = {claim.rpartition("-")[0] for claim in ledger.claims["claim"]}
    if said or len(documents) < 2:
        return " ".join(said) or "There is no second article that could contradict it."
    differ = []
    for slot in ("status", "base", "period", "scope"):
        alike = groups.loc[groups["verdict"] == f"different {slot}", "group"]
        differ += [f"{slot} ({'; '.join(names[group] for group in alike[:2])})"] if len(alike) else []
    differ = f"; they differ in {prose.join(differ)}" if differ else ""
    old = groups[groups["verdict"] == "superseded"]
    told = [
        f"{names[row.group]} ({prose.join(row.values.split('; '), most=3)})" for row in old[:3].itertuples()
    ]
    later = f" Corrected or replaced later: {'; '.join(told)}." if told else ""
    return f"No two articles contradict each other{differ}.{later}"


def broken(links, most=3):
    """The links that do not hold, a sentence each."""
    rows = links[links["verdict"].isin(BROKEN)]
    more = len(rows) - most
    told = [f"Does not hold: {reason}" for reason in rows["reason"].head(most)]
    return told + (
        [f"{prose.few(more, True)} more {prose.verb(more, 'does', 'do')} not hold."] if more > 0 else []
    )


def verdicts(groups):
    """How many groups have each verdict, in a sentence whose counts make up their number."""
    counts = groups["verdict"].value_counts()
    if not len(groups):
        return "There is no quantity to judge."
    order = dict.fromkeys([*filter(counts.index.__contains__, VERDICTS), *counts.index])
    if len(order) == 1:
        one, many = VERDICTS.get(*order, [*order, *order])
        all_of = "Both quantities" if len(groups) == 2 else f"All {prose.count(len(groups), 'quantity')}"
        return f"{all_of} {many}." if len(groups) > 1 else f"The one quantity {one}."
    told = [f"{prose.few(counts[v])} {prose.verb(counts[v], *VERDICTS.get(v, (v, v)))}" for v in order]
    return f"Of {prose.count(len(groups), 'quantity')}, {prose.join(told)}."


def official(references):
    """One row for each claim that an official figure of the same thing judges: it fits or it does not."""
    rows = references[references["verdict"].isin(["fits", "does not fit"])]
    return rows[rows["link"] == ""].drop_duplicates("claim").reset_index(drop=True)


def beside(references):
    """How many claims fit the official figure beside them, in a sentence."""
    rows = official(references)
    if not len(rows):
        return "No official figure stands beside any claim."
    fits, held = int((rows["verdict"] == "fits").sum()), len(rows)
    if held == 1:
        return f"One claim stands beside an official figure, and {'fits' if fits else 'does not fit'} it."
    if fits in (0, held):
        told = f"of the {prose.count(held, 'claim')} beside official figures"
        return f"All {told} fit." if fits else f"None {told} fits."
    told = f"{prose.few(fits, True)} of {prose.count(held, 'claim')} {prose.verb(fits, 'fits', 'fit')}"
    return f"{told} the official figure beside {prose.verb(held, 'it', 'them')}."


def follows(links):
    """How many implied values hold against what is known otherwise, in a sentence."""
    counts = links["verdict"].value_counts()
    if not len(links):
        return "No value follows from the claims by arithmetic."
    about = f"{prose.count(len(links), 'value').capitalize()} {prose.verb(len(links), 'follows', 'follow')}"
    told = [f"{prose.few(counts[v])} {prose.verb(counts[v], *LINKS[v])}" for v in LINKS if v in counts.index]
    if len(counts) == 1:
        told = [f"{'they' if len(links) > 1 else 'it'} {prose.verb(len(links), *LINKS[counts.index[0]])}"]
    told = prose.join(told)
    return f"{about} from the claims by arithmetic: {told}."


def by_chance(ledger):
    """How many of the links would tie by chance, where that is worth a sentence."""
    if ledger.by_chance < 0.05:
        return ""
    return f"By chance about {prose.digits(ledger.by_chance, 2)} of the links with a partner would tie."


def witnesses(table):
    """How many witnesses the documents make, in a sentence."""
    if not len(table):
        return "No document states a figure, so there is no witness."
    documents, count = int(table["documents"].sum()), len(table)
    told = f"{prose.count(documents, 'document').capitalize()} {prose.verb(documents, 'makes', 'make')}"
    alone = " No document repeats another." if documents == count > 1 else ""
    return f"{told} {prose.count(count, 'witness')}.{alone}"


def beyond_chance(pairs):
    """The pairs that chance does not explain, corrected for their number."""
    return pairs[pairs["p_adjusted"] < SURE]


def standing_out(pairs, unit):
    """Which pairs stand out, and what is left of them without the article that tells most, in sentences."""
    if not len(pairs):
        return f"No two sectors share a {unit}."
    sure, shares = beyond_chance(pairs), prose.verb(len(pairs), "shares", "share")
    told = f"{prose.count(len(pairs), 'pair').capitalize()} of sectors {shares} a {unit}."
    if not len(sure):
        return f"{told} None stands out beyond chance, corrected for the number of pairs."
    names = prose.join([f"{row.sector_a} with {row.sector_b}" for row in sure.itertuples()], most=5)
    stands, few = prose.verb(len(sure), "stands", "stand"), prose.few(len(sure), True)
    thin = int((sure["both_without"].fillna(0) < 2).sum())
    rest = (
        "every one of them"
        if thin == len(sure) > 1
        else f"{prose.few(thin)} of them"
        if len(sure) > 1
        else "it"
    )
    left = (
        f"Without one article {rest} {prose.verb(max(thin, 1), 'shares', 'share')} fewer than two {unit}s."
        if thin
        else (f"Whichever one article is left out, two {unit}s or more stay of each.")
    )
    return f"{told} {few} {stands} out beyond chance, corrected for the number of pairs: {names}. {left}"


def documents_said(facts):
    """Size of the corpus, and what is missing of it, in sentences."""
    dated, documents = facts["dated"], facts["documents"]
    known = {documents: "every document", 0: "no document"}.get(dated)
    known = known or f"{prose.few(dated)} of {prose.count(documents, 'document')}"
    lost = f" {prose.count(facts['skipped'], 'file').capitalize()} of the folder could not be read."
    told = f"The corpus has {prose.count(facts['words'], 'word')}. A date is known for {known}."
    return told + (lost if facts["skipped"] else "")


def sectors_said(named, facts):
    """How many mentions there are of how many sectors, in a sentence."""
    if not len(named):
        return "No sector is named."
    wide = int((named["documents"] > 1).sum())
    of = f"{prose.count(facts['mentions'], 'mention').capitalize()} of {prose.count(len(named), 'sector')}"
    return f"{of}; {prose.few(wide)} {prose.verb(wide, 'is', 'are')} named in more than one document."
