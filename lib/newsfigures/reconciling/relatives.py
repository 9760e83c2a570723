"""The nearest relatives of a group: groups that share a quantity and are not compared with it, and why not.

Relatives are found through a shared word of the quantity together with a party, a document, a second word or
a period, so that the work grows with the claims. The nearest differ in the fewest slots; the first slot that
surely differs is the verdict: what is measured, of whom, when, against what, and how it is presented. A slot
that only one of the two states says nothing while another differs.
"""

from collections import defaultdict
from itertools import combinations

from ..pages import prose
from .arithmetic import significant
from .item import Item
from .joining import some_pairs
from .reasons import Verdict, quote
from .story import context, contrary

NEAREST = 4  # relatives of one group that are told
ALIKE = 3  # words that the sentences of relatives share at least where their quantities share none
RARE = 4  # words of a sentence by which a group finds others
FEW = 2  # claims of a group that are laid beside those of another
_WINDOW = 12  # groups of one index entry up to which all pairs are tried


def relatives(groups, told_with):
    """(how far, claim, claim, verdict) for each group and its nearest relatives, each pair once, the nearest
    first; ``told_with`` counts the sentences of the corpus with each word.
    """
    tried, near = set(), defaultdict(list)
    for places in _index(groups, told_with):
        for n, m in some_pairs(places, _WINDOW):
            n, m = (n, m) if n < m else (m, n)
            if (n, m) not in tried:
                tried.add((n, m))
                if found := _nearest(groups[n], groups[m]):
                    far, a, b = found
                    near[n].append((far, m, a, b))
                    near[m].append((far, n, a, b))
    told = {}
    for n in sorted(near):
        for far, m, a, b in sorted(near[n], key=lambda f: f[:2])[:NEAREST]:
            told[min(n, m), max(n, m)] = far, a, b
    ordered = sorted(((*far, *(groups[n][0].row for n in pair)), a, b) for pair, (far, a, b) in told.items())
    judged = ((far, a, b, relative(a, b)) for far, a, b in ordered)
    return [row for row in judged if row[-1]]


def _index(groups, told_with):
    """Places of groups that may be relatives, one list a shared word and party, document or period, and one
    for two rare words of their sentences.
    """
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
            rare = sorted((told_with[w], w) for w in context(item.passage) if told_with[w] > 1)
            for two in combinations([w for _, w in rare[:RARE]], 2):
                index[*kind, two][n] = None
            for near in (item.sentence - 1, item.sentence):
                index[*kind, item.document, near][n] = None
    return (list(places) for places in index.values() if len(places) > 1)


def _nearest(group, other):
    """How far two groups are from each other, the two claims that are most alike, and why they are apart."""
    told = [(_far(a, b), a.row, b.row, a, b) for a in group[:FEW] for b in other[:FEW]]
    far, *_, a, b = min(told, key=lambda t: t[:3])
    if not a.words & b.words and not _of_one_kind(a, b):
        return None
    return far, a, b


def _far(a: Item, b: Item):
    return (
        not _leans(a, b),
        sum(_differs(a, b).values()) or 1.5,  # one slot that surely differs tells more than none
        a.definite != b.definite,
        -_alike(a, b),
        a.document == b.document,
    )


def _leans(a, b):
    """Whether one is told beside the other: the "3" of "from 3 to 4", four "of the dead"."""
    return a.near == b.claim or b.near == a.claim


def _alike(a, b):
    """How much two claims share: words of their quantities, then of their sentences."""
    shared, least = _shared(a, b)
    return len(a.words & b.words) / len(a.words | b.words or {""}) + len(shared) / (least or 1)


def _shared(a, b):
    mine, theirs = context(a.passage), context(b.passage)
    return mine & theirs, min(len(mine), len(theirs))


def _of_one_kind(a, b):
    """Whether quantities that share no word may still be worth telling apart: by their sentences."""
    if a.document == b.document and abs(a.sentence - b.sentence) < 2:
        return not (a.words and b.words)
    shared, least = _shared(a, b)
    return len(shared) >= max(ALIKE, least / 2)


_VERDICTS = {
    "period": "different period",
    "time": "different period",
    "base": "different base",
    "status": "different status",
}


def _differs(a: Item, b: Item):
    """Which slots are told by both and differ, the most telling first; a narrower one does not.

    News calls one thing by many words, so words that overlap tell less than another time, base or status.
    """
    common = a.words & b.words
    nested = common in (a.words, b.words)
    return {
        "quantity": not nested and (not common or contrary(a.words, b.words)),
        "side": bool(a.side and b.side and a.side != b.side),
        "base": bool(a.base and b.base and a.base != b.base),
        "period": bool(a.period and b.period and a.period != b.period),
        "time": _leans(a, b) and "old" in (a.role, b.role),
        "parties": a.parties_basis == b.parties_basis == "stated"
        and bool(a.parties and b.parties and not set(a.parties) & set(b.parties)),
        "status": a.definite != b.definite,
        "words": not nested,
    }


def _unlike(a: Item, b: Item):
    """The same where a slot may be narrower in one of the two, or open."""
    return {
        "words": a.words != b.words,
        "period": a.period != b.period,
        "base": a.base != b.base,
        "parties": set(a.parties) != set(b.parties),
        "status": a.status != b.status,
    }


def relative(a: Item, b: Item) -> Verdict | None:
    """Why two claims that look alike are not compared: the first slot that differs. Of one article they may
    be of any two things, where no slot tells.
    """
    pair = f"{quote(a)} is not compared with {quote(b)}"
    slots = (*_differs(a, b).items(), *_unlike(a, b).items())
    slot = next((s for s, differs in slots if differs), "").replace("words", "quantity")
    if not slot and a.document == b.document:
        return None
    if not slot:
        told = "have one value, and too little is told of what they measure"
        told = told if a.value == b.value else "differ in value; nothing in the words says why"
        reason = f"{quote(a)} and {quote(b)} {told}."
        return Verdict("cannot tell", reason, missing="definition")
    mine, theirs = _said(a, slot), _said(b, slot)
    reason, slip = f"{slot} here {mine}, there {theirs}", ""
    open_ = slot in ("period", "base") and not (getattr(a, slot) and getattr(b, slot))
    if open_:
        reason = f"the {slot} is {mine} here and {theirs} there"
    elif slot == "side":
        reason = "giver's and taker's statistics of one flow differ"
    elif slot == "period" and a.value == b.value and _year_slip(a, b):
        reason, slip = f"{reason}; one number of two years, so one of the years may be a slip", "year"
    verdict = _VERDICTS.get(slot, "different scope")
    return Verdict(verdict, f"{pair}: {reason}.", slip=slip, missing=slot if open_ else "")


def _said(item, slot):
    """A slot of a claim as people say it."""
    told = {
        "quantity": item.phrase,
        "parties": prose.join(item.parties) or "nobody named",
        "period": prose.period(*item.period) if item.period else "not stated",
        "time": "an earlier value" if item.role == "old" else "the newer one",
        "base": item.base_text or "none stated",
    }
    return told.get(slot) or getattr(item, slot, "") or "not named"


def _year_slip(a: Item, b: Item) -> bool:
    """One telling value of two documents, told of two years that differ in one digit or by two swapped."""
    if a.document == b.document or len(significant(a.value)) < 3 or not (a.period and b.period):
        return False
    years = a.period[0][:4], b.period[0][:4]
    edits = sum(x != y for x, y in zip(*years, strict=True))
    same_part = a.period[0][4:] == b.period[0][4:] and a.period[1][4:] == b.period[1][4:]
    return same_part and (edits == 1 or (edits == 2 and sorted(years[0]) == sorted(years[1])))
