"""Which claims may be compared: every claim gets a printed key, and claims of one key make a cell.

The key is unit dimension, kind of measure, quantity, parties, side of a flow, period and base. Different
values of different days, episodes or places in one sentence stand apart; ``linking`` and ``story`` join.
"""

from collections import Counter, defaultdict
from itertools import chain, islice

from ..claiming.parties import lexicon
from .arithmetic import significant
from .item import Item, meets, near_in_time
from .joining import joined, some_pairs
from .linking import of_one_story, told_otherwise
from .pairs import equal, far_apart, magnified
from .story import Corpus, told_again

FAR = 10  # times as large, and two values of one key are of two things, but for tolls and slips
NEAREST = 16  # runs that an item may be one of


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
    cells = defaultdict(list)
    repeated = {item.row: item for item in repeating(items)}
    _to_date(items)
    for item in items:
        if item.row not in repeated:
            cells[item.key if item.words and item.family else item.claim].append(item)
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
    home = {item.claim: group for group in groups for item in group}
    for item in repeated.values():
        if item.near in home:
            home[item.near].append(item)
        else:
            groups.append([item])
    return [sorted(part, key=lambda i: i.row) for group in groups for part in _by_status(group)]


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
    """What is not told as fact and has the value of no fact stands apart, each status by itself."""
    said = [i for i in group if i.definite] or group
    parts = defaultdict(list)
    for item in group:
        fact = item.definite or any(equal(item, i, 0) or magnified(item, i) for i in said[:50])
        parts["" if fact else item.status].append(item)
    return list(parts.values())


def _runs(items, fits):
    """The items in runs: each follows the last item of a run that it fits."""
    runs: list[list[Item]] = []
    for item in items:
        run = next((r for r in runs[-NEAREST:] if fits(item, r[-1])), None)
        if run is None:
            runs.append(run := [])
        run.append(item)
    return runs


def _episodes(cell):
    """Items without a period, cut where documents lie far apart in time and where other days are named."""

    def fits(a, b):
        return near_in_time(a, b) and (not (a.day and b.day) or a.day == b.day or meets(a, b))

    return [cell] if cell[0].period else _runs(sorted(cell, key=lambda i: (i.date, i.day)), fits)


def _by_story(cell, corpus):
    """Claims of nobody and no time: documents that have little else in common tell of two things."""
    if cell[0].period or cell[0].parties:
        return [cell]
    return _runs(cell, lambda a, b: a.document == b.document or of_one_story(a, b, corpus))


def _by_size(cell):
    """A doctor's 2,100 patients are not the 2.1 million of a story; a million for a billion is a slip."""
    if cell[0].words & lexicon()["cumulative"]:
        return [cell]
    runs = _runs(sorted(cell, key=lambda i: abs(i.value)), lambda a, b: not far_apart(a, b, FAR))
    told = Counter(digits for run in runs for digits in {i.digits for i in run if magnified(i, i)})
    return [cell] if max(told.values(), default=0) > 1 else runs


def _by_sentence(cell):
    """Different values side by side in one sentence are of different things, whatever tells them apart."""
    told = defaultdict(list)
    for item in cell:
        if item.role != "old":
            told[item.document, item.sentence].append(item)
    if all(meets(here[0], i) for here in told.values() for i in here[1:]):
        return [cell]
    return _runs(sorted(cell, key=lambda i: i.value), meets)
