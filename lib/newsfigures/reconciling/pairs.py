"""What two different values of one group are to each other: a slip, of one day, or known to be apart."""

import re

from ..claiming.parties import lexicon
from .arithmetic import COARSE, significant
from .item import meets

FAR = 1.5  # times the other: "at least 243" is no 1,037
UNLIKE = 5  # times the other: no two reports of one thing
OPEN = 0.25  # share of a value by which one that is told as open may differ
MANY = 2  # values of a toll in one document
ONLY_GROW = {"death", "injury", "casualty", "case", "destroy", "burn"}  # but for a correction


def one_voice(a, b):
    """Whether two forecasts may be of one source: not of two that are named and share no word."""
    one, other = ({*re.findall(r"[^\W\d_]{3,}", i.source.lower())} - {"the"} for i in (a, b))
    return not (one and other) or bool(one & other)


def equal(a, b, slack, room=OPEN):
    """Whether two values are one: "up to 60" may be 9 and is not; what is told as open has little room."""
    return meets(a, b, slack) and ((a.sized and b.sized) or abs(a.value - b.value) <= room * abs(b.value))


def to_date(a, b):
    """Whether the first of two values was told of a period that was not over, and the later one is more."""
    early = a.period and a.family == "level" and a.period[0] <= a.date < a.period[1]
    return bool(early and a.date < b.date and a.value < b.value)


def less(a, b):
    """Whether one value is far from another, whatever "at least" allows; "dozens" is no value."""
    return bool(a.step or a.bound) and abs(a.value - b.value) > COARSE * abs(b.value)


def far_apart(a, b, times=FAR):
    """Whether one value is so many times as large as the other."""
    small, large = sorted((abs(a.value), abs(b.value)))
    return large > times * small


def piles(item):
    """Whether a count grows while an event goes on; new cases are of a day."""
    return bool(item.words & lexicon()["cumulative"]) and "new" not in item.words


def of_one_day(a, b):
    return (a.date == b.date and a.date) or a.document == b.document


def identified(a, b):
    """Whether two different values are surely of one thing: not two of one text, unless one is a slip."""
    return a.document != b.document or (a.sentence != b.sentence and (a.title != b.title or swapped(a, b)))


def known_apart(said, a, b):
    """Whether a document tells both values in its text and so knows them apart, or they are so unlike that
    they are of two things (a price and a harvest of milk), unless one is a slip.
    """
    if not piles(a) and far_apart(a, b, UNLIKE):
        return not magnified(a, b)
    one, other = ({i.document for i in said if i.value == x.value and not i.title} for x in (a, b))
    return bool(one & other) and not swapped(a, b)


def telling(item):
    """Whether a value has digits enough that others rarely have the same; a large count needs but two."""
    return len(item.digits) >= (2 if item.dimension == "count" and item.value >= 1000 else 3)


def swapped(a, b):
    """Two telling values that differ by neighbouring digits swapped: no event grows like that."""
    found = telling(a) and a.slip(b.interval)
    return bool(found) and found[0] == "digit swap"


def magnified(a, b):
    """Two values of the same digits, of which one may be told a thousand times too large."""
    digits = significant(a.value)
    return digits == significant(b.value) and len(digits) > (2 if a.dimension == "count" else 1)


def neighbours(said, slack):
    """Pairs that differ, each item with the next ones by date: enough to find a clash on one day."""
    ordered = sorted(said, key=lambda i: (i.date, i.value))
    for n, a in enumerate(ordered):
        for b in ordered[n + 1 : n + 20]:
            if not meets(a, b, slack):
                yield a, b


def tolls(live, slack):
    """Without the parts of a toll: a document that tells less beside it tells of a part, "31 dead", "found 17
    bodies"; one that tells more than two values tells of other things.
    """
    if any(i.correction or i.dimension != "count" or not i.words & ONLY_GROW for i in live):
        return live
    told: dict[str, list] = {}
    for item in sorted(live, key=lambda i: -i.value):
        if item.definite and item.role != "old":
            told.setdefault(item.document, []).append(item)
    parts = set()
    for items in told.values():
        few = len({i.value for i in items if not i.title}) <= MANY
        text = next((i for i in items if not (i.title or far_apart(i, items[0]))), items[0])
        parts |= {i.claim for i in items if not (few and meets(i, text, slack))}
    return [i for i in live if i.claim not in parts or any(swapped(i, j) for j in live)] or live[:1]
