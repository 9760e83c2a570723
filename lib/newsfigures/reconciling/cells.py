"""Which claims may be compared: every claim gets a printed key, and claims of one key make a cell.

The key is unit dimension, kind of measure, quantity, parties, side of a flow, period and base. Different
values of different days, episodes or places in one sentence stand apart; ``linking`` and ``story`` join.
"""

from bisect import bisect, insort
from collections import defaultdict
from itertools import chain, combinations, islice, product

from ..claiming.parties import lexicon
from .arithmetic import significant
from .item import Item, meets, near_in_time
from .joining import joined, some_pairs
from .linking import of_one_story, told_otherwise
from .pairs import far_apart, magnified
from .story import Corpus, told_again

FAR = 10  # times as large, and two values of one key are of two things, but for tolls and slips
NEAREST = 16  # values of one key, on either side, that a value may be one of


def repeating(items: list[Item]) -> list[Item]:
    """Items that tell again, in another unit, what the one before them tells."""
    claims = {item.claim for item in items}
    return [item for item in items if item.role == "same" and item.near in claims]


def _to_date(items):
    """Take the count of a year that is not over as one to date, where its document tells no other such."""
    untimed = defaultdict(list)
    for item in items:
        if not item.period and item.role == "":
            untimed[item.document, item.dimension, item.words].append(item)
    for item in (i for i in items if i.running):
        if not any(far_apart(item, i) for i in untimed[item.document, item.dimension, item.words]):
            item.period = None


def comparable(items: list[Item], slack: float, corpus: Corpus) -> list[list[Item]]:
    """Groups of items that speak of one thing; ``corpus`` is that of all, of which these may be some."""
    cells: dict[tuple, list[Item]] = {}
    repeated = repeating(items)
    aside = {item.row for item in repeated}
    _to_date(items)
    for item in items:
        if item.row in aside:
            continue
        if item.words and item.family:
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
        group
        for cell in cells.values()
        for episode in _episodes(cell)
        for story in _by_story(episode, corpus)
        for alike in _by_size(story)
        for group in _by_sentence(alike)
    ]
    groups = joined(groups, _corrections(groups))
    groups = joined(groups, _other_currency(groups))
    groups = told_again(groups, slack, corpus)
    groups = told_otherwise(groups, slack, corpus)
    groups = told_again(groups, slack, corpus, late=True)
    merged = dict(enumerate(groups))
    home = {item.claim: group for group in merged.values() for item in group}
    for item in repeated:
        home.get(item.near, merged.setdefault(-1 - item.row, [])).append(item)
    return [
        sorted(part, key=lambda i: i.row) for group in merged.values() for part in _by_status(group) if part
    ]


def _corrections(groups):
    """Read "It is 6.75 percent, not 6.57": the withdrawn value finds what it was told of, its correction
    follows it.
    """
    told, mended = defaultdict(list), defaultdict(list)
    for n, group in enumerate(groups):
        for item in group:
            if item.correction in ("corrected", "revised") and item.role != "old":
                mended[item.document, item.sentence, item.dimension].append(n)
            elif group[0].words and item.correction != "withdrawn":
                told[item.dimension, item.value].append(n)
    for n, group in enumerate(groups):
        for old in (i for i in group if i.correction == "withdrawn"):
            same = (m for m in told[old.dimension, old.value] if near_in_time(groups[m][0], old))
            yield from ((n, m) for m in islice(same, 1))
            for m in mended[old.document, old.sentence, old.dimension]:
                if not groups[m][0].words or groups[m][0].words == group[0].words:
                    yield n, m


def _other_currency(groups):
    """The same telling amount of the same thing in two currencies: one of the signs is wrong.

    Two digits are telling where two parties are the same, else three.
    """
    index = defaultdict(list)
    for n, group in enumerate(groups):
        item = group[0]
        if item.kind == "money" and item.definite and item.words and " / " not in item.unit:
            index[item.words, item.side, item.period, item.value].append(n)
    for n, m in chain.from_iterable(map(some_pairs, index.values())):
        one, other = set(groups[n][0].parties), set(groups[m][0].parties)
        telling = 2 if len(one & other) > 1 else 3
        if (one <= other or other <= one) and len(significant(groups[n][0].value)) >= telling:
            yield n, m


def _by_status(group):
    """What is only projected and tells another value stands apart; each status by itself."""
    said = [i for i in group if i.definite]
    if not said or len(said) == len(group):
        return [group]
    told = {i.value for i in said}
    split = len(told) > 1 and not any(i.correction for i in group) and _clashing(said[:50])
    far = [i for i in group if not i.definite and not any(_told_as(i, j) for j in said[:50])]
    far += [i for i in group if split and not i.definite and i.value not in told and i not in far]
    kinds: dict[str, list[Item]] = {}
    for item in far:
        kinds.setdefault(item.status, []).append(item)
    apart = {i.claim for i in far}
    return [[i for i in group if i.claim not in apart], *kinds.values()] if far else [group]


def _clashing(said):
    return any(not meets(i, said[0]) and i.document != said[0].document for i in said)


def _told_as(a, b):
    """Whether what is not told as fact is the value of a fact: an open "at least 12" is no fact of 30."""
    return (meets(a, b) and ((a.step and b.step) or a.value == b.value)) or magnified(a, b)


def _episodes(cell):
    """Items without a period, cut where the documents lie further apart than NEARBY days."""
    if cell[0].period or len(cell) == 1:
        return [cell]
    dated = sorted((i for i in cell if len(i.date) == 10), key=lambda i: i.date)
    runs = [[i for i in cell if len(i.date) != 10]]
    for n, item in enumerate(dated):
        if n and not near_in_time(item, dated[n - 1]):
            runs.append([])
        runs[-1].append(item)
    return runs


def _by_story(cell, corpus):
    """Claims of nobody and no time: documents that have little else in common tell of two things."""
    if cell[0].period or cell[0].parties or len({i.document for i in cell}) < 2:
        return [cell]
    parts: list[list[Item]] = []
    for item in cell:
        for part in parts[-NEAREST:]:
            if item.document == part[0].document or of_one_story(item, part[0], corpus):
                part.append(item)
                break
        else:
            parts.append([item])
    return parts


def _by_size(cell):
    """A doctor's 2,100 patients are not the 2.1 million of a story; a million for a billion is a slip."""
    if cell[0].words & lexicon()["cumulative"] or len({i.value for i in cell}) < 2:
        return [cell]
    runs: list[list[Item]] = []
    for item in sorted(cell, key=lambda i: (abs(i.value), i.row)):
        if not runs or abs(item.value) > FAR * abs(runs[-1][-1].value):
            runs.append([])
        runs[-1].append(item)
    if any(magnified(a, b) for one, other in combinations(runs, 2) for a, b in product(one, other)):
        return [cell]
    return [sorted(run, key=lambda i: i.row) for run in runs]


def _by_sentence(cell):
    """Different values side by side in one sentence are of different things, whatever tells them apart."""
    told: dict[tuple, list[Item]] = {}
    for item in cell:
        if item.role != "old":
            told.setdefault((item.document, item.sentence), []).append(item)
    if not any(len(here) > 1 and any(not meets(here[0], i) for i in here[1:]) for here in told.values()):
        return [cell]
    parts: list[list[Item]] = []
    ordered: list[tuple] = []  # (value, part), to look at the nearest alone
    for item in cell:
        at = bisect(ordered, (item.value,))
        near = sorted(n for _, n in ordered[max(0, at - NEAREST) : at + NEAREST])
        part = next((parts[n] for n in near if meets(item, parts[n][0])), None)
        if part is None:
            insort(ordered, (item.value, len(parts)))
            parts.append(part := [])
        part.append(item)
    return parts
