"""Cells that speak of one thing although a slot is empty, wider or mistaken in one of them.

All joining goes through dictionaries (same quantity and party, same quantity and period, same digits), so the
work grows with the claims, not with their square.
"""

from ..claiming.parties import lexicon
from .arithmetic import significant, slip_into
from .item import Item, days, meets, near_in_time


class Union:
    """Disjoint sets of cells."""

    def __init__(self, n):
        self.root = list(range(n))

    def find(self, i):
        while self.root[i] != i:
            self.root[i] = i = self.root[self.root[i]]
        return i

    def join(self, a, b):
        a, b = sorted((self.find(a), self.find(b)))
        self.root[b] = a


def _telling(item):
    """Whether a value is unusual enough that meeting it again is no accident: two significant digits."""
    return len(significant(item.value)) >= 2 and item.bound == ""


def fill_period(groups, union, slack):
    """A claim without period joins the one period of the same quantity and parties in which its value is
    told.
    """
    stated: dict[tuple, list[int]] = {}
    for n, group in enumerate(groups):
        first = group[0]
        if first.period and first.words:
            stated.setdefault(
                (first.dimension, first.family, first.words, first.parties, first.side), []
            ).append(n)
    for n, group in enumerate(groups):
        first = group[0]
        if first.period or not first.words:
            continue
        places = stated.get((first.dimension, first.family, first.words, first.parties, first.side), ())[:200]
        fits = [
            m
            for m in places
            if _base_fits(first, groups[m][0])
            and any(meets(first, other, slack) for other in groups[m])
            and _telling(first)
        ]
        if len(fits) == 1 or (fits and len({groups[m][0].period for m in fits}) == 1):
            union.join(n, fits[0])


def _base_fits(a, b):
    return a.base == b.base or not a.base or not b.base


def fill_parties(groups, union, slack):
    """Same quantity and time, and one names some of the other's parties: one event, but for flows."""
    index: dict[tuple, list[int]] = {}
    for n, group in enumerate(groups):
        first = group[0]
        if first.words and not first.side:
            index.setdefault((first.dimension, first.family, first.words, first.period), []).append(n)
    for places in index.values():
        by_party: dict[str, list[int]] = {}
        for n in places:
            for party in groups[n][0].parties or ("",):
                by_party.setdefault(party, []).append(n)
        for sharing in by_party.values():
            for n, m in _pairs(sharing):
                if _one_event(groups[n], groups[m], slack):
                    union.join(n, m)
        for n in by_party.get("", ())[:50]:
            for m in places[:200]:
                if (
                    m != n
                    and any(
                        meets(a, b, slack) and _telling(a) and near_in_time(a, b)
                        for a in groups[n]
                        for b in groups[m][:5]
                    )
                    and _base_fits(groups[n][0], groups[m][0])
                ):
                    union.join(n, m)
                    break


def one_slip(a, b):
    """The same telling digits, or two neighbours of three or more swapped."""
    digits = significant(a.value), significant(b.value)
    if digits[0] == digits[1]:
        return len(digits[0]) > 1
    found = min(map(len, digits)) > 2 and slip_into(a.value, b.interval, a.step)
    return bool(found) and found[0] == "digit swap"


def _thousandfold(a, b):
    small, large = sorted((abs(a.value), abs(b.value)))
    return bool(small) and round(large / small, 6) in (1e3, 1e6)


def _pairs(places, most=40):
    """All pairs of a short list; of a long one each with its next few."""
    for i, n in enumerate(places):
        for m in places[i + 1 : i + 1 + (most if len(places) <= most else 4)]:
            yield n, m


def _one_event(one, other, slack):
    a, b = one[0], other[0]
    mine, theirs = ({p for i in part[:8] for p in i.parties} for part in (one, other))
    piling = bool(a.words & lexicon()["cumulative"]) and not a.period
    nested = mine <= theirs or theirs <= mine or (piling and bool(mine & theirs))
    apart = a.day and b.day and a.day != b.day and not a.words & lexicon()["cumulative"]
    if not nested or not _base_fits(a, b) or not any(near_in_time(x, y) for x in one[:3] for y in other[:3]):
        return False
    event = a.dimension == "count" and (not a.period or days(a.period) <= 7)
    later = (
        a.family == "rate"
        and not a.period
        and bool(a.parties and b.parties)
        and one[-1].date != other[-1].date
    )
    if any(
        x.document == y.document and x.sentence == y.sentence and not meets(x, y)
        for x in one[:8]
        for y in other[:8]
    ):
        return False  # told side by side as two things
    return (a.base == b.base and not apart and (event or later)) or any(
        meets(x, y, slack) or (one_slip(x, y) and (len(x.words) > 1 or _thousandfold(x, y)))
        for x in one[:5]
        for y in other[:5]
    )


def same_digits(groups, union, slack):
    """Quantities of which one narrows the other, joined when a telling value is the same or one slip away."""
    index: dict[tuple, list[tuple[int, Item]]] = {}
    for n, group in enumerate(groups):
        for item in group[:8]:
            digits = significant(item.value)
            telling = len(digits) >= 2 and len(set(digits)) > 1 and item.family == "level" and not item.bound
            if (
                (item.words or len(digits) >= 3)
                and (telling or (item.family == "rank" and item.value > 2))
                and item.definite
            ):
                for party in {*(item.parties or ("",)), "*"}:
                    if party == "*" and len(digits) < 3:
                        continue
                    index.setdefault(
                        (
                            item.dimension,
                            item.period,
                            "".join(sorted(digits.replace("0", ""))),
                            item.side,
                            party,
                        ),
                        [],
                    ).append((n, item))
    for key, places in index.items():
        for (n, a), (m, b) in _pairs(places):
            if n == m or a.document == b.document or not (a.period or near_in_time(a, b)):
                continue
            if key[-1] == "*":
                alike = (
                    bool(a.words)
                    and a.words == b.words
                    and "resolved" in (a.parties_basis, b.parties_basis)
                    and a.interval.meets(b.interval, slack)
                )
            else:
                same = a.interval.meets(b.interval, slack)
                if max(len(significant(a.value)), len(significant(b.value))) < 3:
                    alike = same and (a.words <= b.words or b.words <= a.words)
                else:
                    alike = _kin(a, b) and (same or slip_into(a.value, b.interval, a.step))
            if alike:
                union.join(n, m)
                a.full = b.full = max(a.full, b.full, key=len)


def _kin(a, b):
    """One quantity narrows the other; or one is not told and the passages share two names."""
    if a.words and b.words:
        return a.words <= b.words or b.words <= a.words
    return len(set(a.parties) & set(b.parties)) >= 2 and bool(a.parties_basis == b.parties_basis == "stated")


def same_digits_other_currency(groups, union, slack):
    """The same telling amount of the same thing in two currencies: one of the signs is wrong.

    Two digits are telling where two parties are the same, else three.
    """
    index: dict[tuple, list[int]] = {}
    for n, group in enumerate(groups):
        item = group[0]
        if item.kind == "money" and item.definite and item.words and " / " not in item.unit:
            index.setdefault((item.words, item.side, item.period, item.value), []).append(n)
    for places in index.values():
        for n, m in _pairs(places):
            mine, theirs = set(groups[n][0].parties), set(groups[m][0].parties)
            nested = mine <= theirs or theirs <= mine
            if nested and len(significant(groups[n][0].value)) >= (2 if len(mine & theirs) > 1 else 3):
                union.join(n, m)
