"""The nearest relatives of a group: groups that share a quantity and are not compared with it, and why not.

Relatives are found through a shared word of the quantity together with a party, a document, a second word or
a period, so that the work grows with the claims. The nearest differ in the fewest slots; the first slot that
surely differs is the verdict: what is measured, of whom, when, against what, and how it is presented. A slot
that only one of the two states says nothing while another differs.
"""

from collections import defaultdict
from itertools import combinations

from .arithmetic import significant
from .item import Item
from .joining import _pairs
from .reasons import Verdict, quote

NEAREST = 4  # relatives of one group that are told
_WINDOW = 12  # groups of one index entry up to which all pairs are tried


def relatives(groups):
    """(claim, claim, verdict) for each group and its nearest relatives, each pair once."""
    tried, near = set(), defaultdict(list)
    for places in _index(groups):
        for n, m in _pairs(places, _WINDOW):
            if n != m and (min(n, m), max(n, m)) not in tried:
                tried.add((min(n, m), max(n, m)))
                far, a, b, verdict = _nearest(groups[min(n, m)], groups[max(n, m)])
                near[n].append((far, m, a, b, verdict))
                near[m].append((far, n, a, b, verdict))
    told = {}
    for n in sorted(near):
        for _, m, *row in sorted(near[n], key=lambda f: f[:2])[:NEAREST]:
            told.setdefault((min(n, m), max(n, m)), row)
    return [tuple(row) for row in told.values()]


def _index(groups):
    """Places of groups that may be relatives, one list a shared word and party, document or period."""
    index: dict[tuple, dict[int, None]] = defaultdict(dict)
    for n in sorted(range(len(groups)), key=lambda n: (groups[n][0].period or ("", ""), groups[n][0].row)):
        for item in groups[n][:NEAREST]:
            kind = item.dimension, item.family
            for word in item.words:
                for who in {*item.parties, item.document}:
                    index[*kind, word, who][n] = None
            for two in combinations(sorted(item.words), 2):
                index[*kind, two][n] = None
            if item.words:
                index[*kind, item.words, item.period, item.base][n] = None
    return (list(places) for places in index.values() if len(places) > 1)


def _nearest(group, other):
    """How far two groups are from each other, the two claims that are most alike, and why they are apart."""
    told = [(_far(a, b), a.row, b.row, a, b) for a in group[:NEAREST] for b in other[:NEAREST]]
    far, *_, a, b = min(told, key=lambda t: t[:3])
    alone = len({i.document for i in (*group, *other)}) == 1
    return (alone, *far), a, b, relative(a, b)


def _far(a: Item, b: Item):
    differ = [s[4] for s in _slots(a, b)]
    common = len(a.words & b.words) / len(a.words | b.words or {""})
    return (
        sum(differ),
        a.definite != b.definite,
        -common,
        not set(a.parties) & set(b.parties),
        a.document == b.document,
    )


def _slots(a: Item, b: Item):
    """(verdict, slot, here, there, whether it differs) for what both tell, the gravest first."""
    nested = a.words <= b.words or b.words <= a.words
    stated = a.parties_basis == b.parties_basis == "stated"
    strangers = stated and bool(a.parties and b.parties) and not set(a.parties) & set(b.parties)
    other_base = bool(a.base and b.base) and a.base != b.base
    return (
        ("different scope", "quantity", a.quantity, b.quantity, not nested),
        ("different scope", "parties", "; ".join(a.parties), "; ".join(b.parties), strangers),
        ("different scope", "side", a.side, b.side, bool(a.side and b.side) and a.side != b.side),
        (
            "different period",
            "period",
            a.period_name,
            b.period_name,
            bool(a.period and b.period) and a.period != b.period,
        ),
        ("different period", "time", a.day, b.day, bool(a.day and b.day) and a.day != b.day),
        ("different base", "base", a.base_text, b.base_text, other_base),
        ("different status", "status", a.status, b.status, a.definite != b.definite),
    )


def _unstated(a: Item, b: Item):
    """The same for slots that one of the two leaves open, and for narrower words and parties."""
    nobody = "nobody named"
    return (
        ("different scope", "quantity", a.quantity, b.quantity, a.words != b.words),
        ("different period", "period", a.period_name, b.period_name, a.period != b.period),
        (
            "different base",
            "base",
            a.base_text or "none stated",
            b.base_text or "none stated",
            a.base != b.base,
        ),
        (
            "different scope",
            "parties",
            "; ".join(a.parties) or nobody,
            "; ".join(b.parties) or nobody,
            set(a.parties) != set(b.parties),
        ),
        ("different status", "status", a.status, b.status, a.status != b.status),
    )


def relative(a: Item, b: Item) -> Verdict:
    """Why two claims that look alike are not compared: the first slot that differs."""
    pair = f"{quote(a)} is not compared with {quote(b)}"
    for verdict, slot, mine, theirs, differs in (*_slots(a, b), *_unstated(a, b)):
        if not differs:
            continue
        if slot in ("period", "base") and "no" in (mine[:2], theirs[:2]):
            reason = f"{pair}: the {slot} is {mine} here and {theirs} there."
            return Verdict(verdict, reason, missing=slot)
        side = f"{slot} here {mine}, there {theirs}"
        if slot == "side":
            side = "giver's and taker's statistics of one flow differ"
        if slot == "period" and a.value == b.value and _year_slip(a, b):
            side += "; one number of two years, so one of the years may be a slip"
            return Verdict(verdict, f"{pair}: {side}.", slip="year")
        return Verdict(verdict, f"{pair}: {side}.")
    return Verdict(
        "cannot tell",
        f"{quote(a)} and {quote(b)} differ in value; nothing in the words says why.",
        missing="definition",
    )


def _year_slip(a: Item, b: Item) -> bool:
    """One telling value of two documents, told of two years that differ in one digit or by two swapped."""
    if a.document == b.document or len(significant(a.value)) < 3 or not (a.period and b.period):
        return False
    years = a.period[0][:4], b.period[0][:4]
    edits = sum(x != y for x, y in zip(*years, strict=True))
    same_part = a.period[0][4:] == b.period[0][4:] and a.period[1][4:] == b.period[1][4:]
    return same_part and (edits == 1 or (edits == 2 and sorted(years[0]) == sorted(years[1])))
