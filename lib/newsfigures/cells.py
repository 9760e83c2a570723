"""Which claims may be compared: every claim gets a printed key, and claims of one key make a cell.

The key is unit dimension, kind of measure, quantity, parties, side of a flow, period and base. A slot that
the words leave empty may be filled by the cell that it fits, but only when the values agree; two different
values are compared only when nothing in the key differs. All joining goes through dictionaries (same quantity
and party, same quantity and period, same digits), so the work grows with the claims, not with their square.
"""

from datetime import date

from .arithmetic import significant, slip_into
from .item import NEARBY, Item, days, meets, near_in_time
from .parties import lexicon


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


def comparable(items: list[Item], slack: float = 0.0) -> list[list[Item]]:
    """Groups of items that speak of one thing, in the order of the items."""
    cells: dict[tuple, list[Item]] = {}
    by_claim = {item.claim: item for item in items}
    repeated = []
    for item in items:
        if item.role == "same" and item.near in by_claim:
            repeated.append(item)
        elif item.words and item.family:
            former = (
                item.role == "old"
                and not item.period
                and not item.correction
                and not item.words & lexicon()["cumulative"]
            )
            cells.setdefault((item.key, former), []).append(
                item
            )  # the "3" of "from 3 to 4" is of an earlier time
        else:
            cells[("alone", item.claim)] = [item]
    groups = [
        group for cell in cells.values() for episode in _episodes(cell) for group in _by_sentence(episode)
    ]
    union = Union(len(groups))
    _corrections(groups, union)
    for joined in (_fill_period, _fill_parties, _same_digits, _same_digits_other_currency):
        joined(groups, union, slack)
    merged: dict[int, list[Item]] = {}
    for n, group in enumerate(groups):
        merged.setdefault(union.find(n), []).extend(group)
    home = {item.claim: group for group in merged.values() for item in group}
    for item in repeated:
        home.get(item.near, merged.setdefault(-1 - item.row, [])).append(item)
    return [
        sorted(part, key=lambda i: i.row) for group in merged.values() for part in _by_status(group) if part
    ]


def _corrections(groups, union):
    """Read "It is 6.75 percent, not 6.57": the withdrawn value finds what it was told of, its correction
    follows it.
    """
    told: dict[tuple, list[int]] = {}
    home = {item.claim: n for n, group in enumerate(groups) for item in group}
    for n, group in enumerate(groups):
        for item in group if group[0].words else ():
            if item.correction != "withdrawn":
                told.setdefault((item.dimension, item.value), []).append(n)
    for n, group in enumerate(groups):
        for old in group:
            if old.correction != "withdrawn":
                continue
            places = [
                m
                for m in told.get((old.dimension, old.value), ())
                if set(groups[m][0].parties) & set(old.parties) and near_in_time(groups[m][0], old)
            ]
            for m in places[:1]:
                union.join(n, m)
                for new in (i for g in groups for i in g) if len(groups) < 2000 else ():
                    if (
                        new.document == old.document
                        and new.sentence == old.sentence
                        and new.correction == "corrected"
                        and not new.words
                    ):
                        union.join(home[new.claim], m)


def _by_status(group):
    """What is only projected and tells another value stands apart; each status by itself."""
    said = [i for i in group if i.definite]
    if not said or len(said) == len(group):
        return [group]
    far = [i for i in group if not i.definite and not any(meets(i, j) or _one_slip(i, j) for j in said[:50])]
    kinds: dict[str, list[Item]] = {}
    for item in far:
        kinds.setdefault(item.status, []).append(item)
    return [[i for i in group if i not in far], *kinds.values()] if far else [group]


def _one_slip(a, b):
    return len(significant(a.value)) >= 2 and significant(a.value) == significant(b.value)


def _episodes(cell):
    """Items without a period, cut where the documents lie further apart than NEARBY days."""
    if cell[0].period or len(cell) == 1:
        return [cell]
    full = sorted((i for i in cell if len(i.date) == 10), key=lambda i: i.date)
    if not full:
        return [cell]
    runs = [[full[0]]]
    for item in full[1:]:
        apart = (date.fromisoformat(item.date) - date.fromisoformat(runs[-1][-1].date)).days
        if apart > NEARBY:
            runs.append([])
        runs[-1].append(item)
    vague = [i for i in cell if len(i.date) != 10]
    runs = [*runs, vague] if vague and len(runs) > 1 else [runs[0] + vague] if vague else runs
    return [part for run in runs for part in _by_day(run)]


def _by_sentence(cell):
    """Different values side by side in one sentence are of different things, whatever tells them apart."""
    told: dict[tuple, list[Item]] = {}
    for item in cell:
        if item.role != "old":
            told.setdefault((item.document, item.sentence), []).append(item)
    if not any(len(here) > 1 and any(not meets(here[0], i) for i in here[1:]) for here in told.values()):
        return [cell]
    parts: list[list[Item]] = []
    for item in cell:
        part = next((p for p in parts if meets(item, p[0])), None)
        if part is None:
            parts.append(part := [])
        part.append(item)
    return parts


def _by_day(run):
    """Different values of different days stand apart, unless they pile up; one value is one thing."""
    if run[0].words & lexicon()["cumulative"] or len({i.day for i in run if i.day}) < 2:
        return [run]
    parts: list[list[Item]] = []
    for item in sorted(run, key=lambda i: (not i.day, i.day)):
        for part in parts:
            if item.day == part[0].day or meets(item, part[0]):
                part.append(item)
                break
        else:
            parts.append([item])
    return parts


def _telling(item):
    """Whether a value is unusual enough that meeting it again is no accident: two significant digits."""
    return len(significant(item.value)) >= 2 and item.bound == ""


def _fill_period(groups, union, slack):
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


def _fill_parties(groups, union, slack):
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


def _pairs(places, most=40):
    """All pairs of a short list; of a long one each with its next few."""
    for i, n in enumerate(places):
        for m in places[i + 1 : i + 1 + (most if len(places) <= most else 4)]:
            yield n, m


def _one_event(one, other, slack):
    a, b = one[0], other[0]
    nested = set(a.parties) <= set(b.parties) or set(b.parties) <= set(a.parties)
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
    return (a.base == b.base and not apart and (event or later)) or any(
        meets(x, y, slack) and _telling(x) for x in one[:5] for y in other[:5]
    )


def _same_digits(groups, union, slack):
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
                    alike = _kin(a, b) and (same or slip_into(a.value, b.interval))
            if alike:
                union.join(n, m)
                a.full = b.full = max(a.full, b.full, key=len)


def _kin(a, b):
    """One quantity narrows the other; or one is not told and the passages share two names."""
    if a.words and b.words:
        return a.words <= b.words or b.words <= a.words
    return len(set(a.parties) & set(b.parties)) >= 2 and bool(a.parties_basis == b.parties_basis == "stated")


def _same_digits_other_currency(groups, union, slack):
    """The same telling amount of the same thing in two currencies: one of the signs is wrong."""
    index: dict[tuple, list[int]] = {}
    for n, group in enumerate(groups):
        item = group[0]
        if (
            item.kind == "money"
            and item.definite
            and len(significant(item.value)) >= 3
            and item.words
            and " / " not in item.unit
        ):
            index.setdefault((item.words, item.parties, item.side, item.period, item.value), []).append(n)
    for places in index.values():
        for n, m in _pairs(places):
            union.join(n, m)
