"""What a ledger says, in sentences that its pages share and that so cannot contradict each other.

The functions take the tables of a ledger and give plain text, true for one document as for many.
"""

import calendar
import csv
from importlib.resources import files

from ..riding import plain_rows
from . import prose

_ROWS = (files("newsfigures") / "data" / "verdicts.csv").read_text("utf-8").splitlines()
_ROWS = list(csv.DictReader(_ROWS))
VERDICTS, LINKS = (
    {row["verdict"]: (row["one"], row["many"]) for row in _ROWS if row["of"] == of}
    for of in ("group", "link")
)
SIGNS = {row["verdict"]: row["sign"] for row in _ROWS if row["sign"]}
# A verdict has one colour and one shape in every corpus; words beside it say the same.
LOOKS = {row["verdict"]: (row["colour"], row["shape"]) for row in _ROWS}
BROKEN = ["does not tie", "does not fit"]
CHECKED = [*BROKEN, "ties", "fits", "cannot tell"]  # those that do not hold first
_LEADING = ("from ", "since ", "between ", "on ", "in ", "over ", "than ", "to ", "after ", "compared ")
SEVERAL = ("agree", "agree within rounding", "conflict", "superseded", "different status")


def parties(text):
    """Parties as a table has them, in words: ``China and Russia``, ``China to Russia``."""
    return prose.join(part for part in str(text).replace(" > ", " to ").split("; ") if part)


def telling(ledger):
    """The groups by their full names, the most informative first: conflicts, what arithmetic or the record
    denies, and then those of most witnesses, documents and claims."""
    if "_telling" not in vars(ledger):  # every part of a page asks
        ledger._telling = _telling(ledger)
    return ledger._telling


def _telling(ledger):
    groups, no = ledger.groups, [table["verdict"].isin(BROKEN) for table in (ledger.links, ledger.references)]
    denied = {c for inputs in ledger.links.loc[no[0], "inputs"] for c in inputs.split()}
    denied |= set(ledger.references.loc[no[1], "claim"])
    once = ledger.claims.drop_duplicates(["group", "value", "low", "high", "unit"])  # in whatever words
    once = once.drop_duplicates(["group", "text"])
    ranked = groups.assign(
        values=groups["group"].map(once.groupby("group")["text"].agg("; ".join)),
        quantity=groups["group"].map(group_names(groups)),
        _first=groups["verdict"] == "conflict",
        _denied=[not denied.isdisjoint(members.split()) for members in groups["members"]],
        _near=groups["verdict"] != "single source",  # it is judged, or has a relative
    )
    order = ["_first", "_denied", "witnesses", "documents", "_near", "claims"]
    ranked = ranked.sort_values(order, ascending=False, kind="stable", ignore_index=True)
    return ranked.drop(columns=["_first", "_denied", "_near"])


def foremost(ledger, most):
    """The claims of the most telling groups, as many as make up to ``most``."""
    groups = telling(ledger)
    taken = groups.loc[groups["claims"].cumsum() <= most, "members"]
    return ledger.claims[ledger.claims["claim"].isin({c for members in taken for c in members.split()})]


def several(ledger):
    """Groups that more than one document tells, or that one document tells twice."""
    groups = telling(ledger)
    return groups[(groups["documents"] > 1) | groups["verdict"].isin(SEVERAL)]


def group_names(groups):
    """The full name of each group, by its id: ``trade, China and Russia, 2023``; no two have the same."""
    names, taken = {}, set()
    for row in plain_rows(groups, "group phrase measure base period parties"):
        plain = row.measure in ("level", "count", "")
        what = row.phrase or f"unnamed {'quantity' if plain else row.measure}"
        base = _within(row.base)
        joint = " " if base.startswith(_LEADING) else ", "  # "change since 2022", "change, year-on-year"
        within = joint.join(filter(None, (row.measure if row.phrase else "", base)))
        if within and not plain and " as a share of " not in what:
            what += f" ({within})"
        start, _, end = str(row.period).partition(" to ")
        period = prose.period(start, end) if end else start
        period = "" if period == "no stated period" else period
        name = ", ".join(part for part in (what, parties(row.parties), period) if part)
        names[row.group] = f"{name} ({row.group})" if name in taken else name
        taken.add(name)
    return names


def _within(base):
    """The words of a base as they stand within a sentence: its first word may have begun one."""
    named = base.startswith((*calendar.month_name[1:], *calendar.day_name))
    return base if named else base[:1].lower() + base[1:]


def _valued(groups):
    """Each group by its name with its values: ``trade, China and Russia, 2023 ($240 billion and 241)``."""
    names, values = groups["quantity"], groups["values"].str.split("; ")
    return [f"{name} ({prose.join(some, most=3)})" for name, some in zip(names, values, strict=True)]


def disagreement(ledger):
    """What the articles disagree about, in one sentence; or that they do not, and what they differ in."""
    groups = telling(ledger)
    conflicts, said = groups[groups["verdict"] == "conflict"], []
    for about, rows in (
        ("The articles disagree about", conflicts[conflicts["documents"] > 1]),
        ("An article contradicts itself about", conflicts[conflicts["documents"] < 2]),
    ):
        told = _valued(rows)
        told = [*told[:5], f"{len(told) - 5} more"] if len(told) > 6 else told
        said += [f"{about}: {'; '.join(told)}."] if told else []
    if said or ledger.claims["claim"].map(document).nunique() < 2:
        return " ".join(said) or "There is no second article that could contradict it."
    differ = []
    for slot in ("status", "base", "period", "scope"):
        alike = groups.loc[groups["verdict"] == f"different {slot}", "quantity"]
        differ += [f"{slot} ({'; '.join(alike[:2])})"] if len(alike) else []
    differ = f"; they differ in {prose.join(differ)}" if differ else ""
    later = "; ".join(_valued(groups[groups["verdict"] == "superseded"].head(3)))
    later = f" Corrected or replaced later: {later}." if later else ""
    return f"No two articles contradict each other{differ}.{later}"


def allowed(claim):
    """What the words of a claim allow, in words: eleven are eleven, and the 20th is no other."""
    if (claim.kind in ("count", "ordinal") or claim.measure == "count") and claim.high - claim.low <= 1:
        return f"only {prose.number(claim.value, claim.unit if claim.kind != 'ordinal' else '')}"
    return prose.interval(claim.low, claim.high, claim.unit)


def document(claim):
    """The label of the document of a claim."""
    return claim.rpartition("-")[0]


def broken(links, most=3):
    """The links that do not hold, a sentence each."""
    reasons = links.loc[links["verdict"].isin(BROKEN), "reason"]
    more = len(reasons) - most
    rest = f"{prose.few(more, True)} more {prose.verb(more, 'does', 'do')} not hold."
    return [f"Does not hold: {reason}" for reason in reasons.head(most)] + [rest] * (more > 0)


def _counted(verdicts, words):
    """How many there are of each verdict: ``one agrees and two rest on a single source``."""
    counts = verdicts.value_counts()
    order = dict.fromkeys([*filter(counts.index.__contains__, words), *counts.index])
    told = [f"{prose.few(counts[v])} {prose.verb(counts[v], *words.get(v, (v, v)))}" for v in order]
    return prose.join(told), words.get(*order, [*order, *order]) if len(order) == 1 else ()


def verdicts(groups):
    """How many groups have each verdict, in a sentence whose counts make up their number."""
    if not len(groups):
        return "There is no quantity to judge."
    told, same = _counted(groups["verdict"], VERDICTS)
    if same:
        return prose.share(len(groups), len(groups), "quantity", *same) + "."
    return f"Of {prose.count(len(groups), 'quantity')}, {told}."


def follows(links):
    """How many implied values hold against what is known otherwise, in a sentence."""
    if not len(links):
        return "No value follows from the claims by arithmetic."
    (told, same), n = _counted(links["verdict"], LINKS), len(links)
    told = f"{prose.verb(n, 'it', 'each')} {same[0]}" if same else told
    about = "{n:Count value} {n:verb follows/follow} from the claims by arithmetic: {told}."
    return str(prose.say(about, n=n, told=told))


def official(references):
    """One row for each claim that an official figure of the same thing judges: it fits or it does not."""
    rows = references[references["verdict"].isin(["fits", "does not fit"])]
    return rows[rows["link"] == ""].drop_duplicates("claim").reset_index(drop=True)


def beside(references):
    """How many claims fit the official figure beside them, in a sentence."""
    judged = official(references)["verdict"]
    if not len(judged):
        return "No official figure stands beside any claim."
    fitting, what = (judged == "fits").sum(), "claim beside official figures"
    return f"{prose.share(fitting, len(judged), what, 'fits them', 'fit them')}."


def facts(articles, ledger, links) -> dict:
    """The numbers that the sentences rest on, as they go into ``results.json``."""
    documents, groups, judged = articles.documents, ledger.groups, official(ledger.references)["verdict"]
    verdicts, tied = groups["verdict"].value_counts(), links["verdict"].value_counts()
    return {
        "documents": len(documents), "words": int(documents["words"].sum()),
        "dated": int((documents["date"] != "").sum()), "skipped": len(articles.skipped),
        "claims": int((ledger.claims["group"] != "").sum()), "groups": len(groups),
        "told_by_several": int((groups["documents"] > 1).sum()),
        "told_once": int((groups["documents"] == 1).sum()), "verdicts": verdicts.to_dict(),
        "conflicts": int(verdicts.get("conflict", 0)), "superseded": int(verdicts.get("superseded", 0)),
        "links": len(links), "ties": int(tied.reindex(["ties", "fits"]).sum()),
        "breaks": int(tied.reindex(BROKEN).sum()), "open": int(tied.get("cannot tell", 0)),
        "tried": ledger.tried, "by_chance": round(ledger.by_chance, 3),
        "fits": int((judged == "fits").sum()), "misses": int((judged == "does not fit").sum()),
        "witnesses": len(ledger.witnesses),
    }  # fmt: skip


def answer(ledger, links, most=3) -> list[str]:
    """The answer in short, a sentence each: what disagrees, what arithmetic denies, what the record says, and
    what is told by several; of each kind at most ``most``."""
    groups = telling(ledger)
    if not len(groups):
        return ["None of the figures can be compared."] if len(ledger.claims) else []
    conflict = groups["verdict"] == "conflict"
    near = ledger.references[ledger.references["verdict"].isin(["does not fit", "suggestion"])]
    kinds = {"does not fit": "Beside the record", "suggestion": "Suggestion"}
    shared = groups[(groups["documents"] > 1) & ~conflict].head(most)
    told = [
        f"In {prose.count(row.documents, 'document')} ({prose.count(row.witnesses, 'witness')}): "
        f"{name}, which {VERDICTS.get(row.verdict, (row.verdict,))[0]}. "
        f"{'' if row.verdict.startswith('agree') else row.reason}".strip()
        for row, name in zip(shared.itertuples(), _valued(shared), strict=True)
    ]
    return [
        disagreement(ledger),
        *(f"Conflict: {reason}" for reason in groups.loc[conflict, "reason"].head(most)),
        *broken(links, most),
        beside(ledger.references),
        *(
            f"{kinds[row.verdict]}: {row.reason}"
            for row in near.drop_duplicates("claim").head(most).itertuples()
        ),
        follows(links),
        *told,
        verdicts(groups),
    ]
