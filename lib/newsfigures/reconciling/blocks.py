"""A corpus grouped and judged in blocks that never meet, each in its own process or on its own machine.

Claims are compared with claims of one kind of unit only: counts with counts, lengths with lengths, money with
money of any currency. Within a kind nothing finer will do: words, values, parties and documents chain most of
its claims to each other. So the kind is the key of the shuffle. Every block gets its claims and ``Corpus``,
the words and values of all documents; what arithmetic tells between blocks comes when their groups are known.
"""

from collections import defaultdict
from operator import itemgetter
from typing import NamedTuple

from .. import engines
from ..keeping import uncollected
from ..riding import plain_rows
from .cells import comparable, repeating
from .item import Item, period_of
from .joining import Union
from .overrides import regroup, settled
from .relatives import relatives
from .story import Corpus
from .verdicts import Verdict, judge
from .witnesses import count_witnesses


class Block(NamedTuple):
    """One task: items, or for another process the rows of the claims table, with their places as index."""

    claims: object
    corpus: Corpus
    rules: dict
    slack: float


def judged(table, items: list[Item], rules, slack: float, engine="process", blocks=0, **options):
    """Return the groups in the order of their first claims, the verdict of each, and the relatives, nearest
    first; the items get the number and the period of their group.

    ``items`` are those rows of ``table`` that may be compared. ``options`` are those of the engine.
    """
    by_row, again = {i.row: i for i in items}, {i.row for i in repeating(items)}
    blocks = blocks or (1 if engine == "process" else options.get("workers") or engines.cores())
    corpus, told, apart = Corpus([i for i in items if i.row not in again]), [], []
    tasks = (
        Block(part if engine == "process" else _sent(table, part), corpus, rules, slack)
        for part in split(items, rules["pair"], blocks)
    )
    for _, result in getattr(engines, engine)(judge_block, tasks, **options):
        if isinstance(result, Exception):
            raise result
        told.extend(zip(*result[0], strict=True))
        apart.extend(zip(*result[1], strict=True))
    told.sort(key=lambda group: group[0][0])
    groups = [[by_row[row] for row in rows] for rows, *_ in told]
    number(groups)
    apart.sort(key=itemgetter(0))
    apart = [(by_row[a], by_row[b], Verdict(*verdict)) for _, a, b, *verdict in apart]
    return groups, [Verdict(*verdict) for _, *verdict in told], apart


def _sent(table, part):
    places = [i.row for i in part]
    sent = table.iloc[places].set_axis(places).assign(witness=[i.witness for i in part])
    sent.attrs = {}
    return sent


def split(items: list[Item], pairs, most: int) -> list[list[Item]]:
    """The items in at most ``most`` blocks of about one size.

    What repeats a claim in another unit, or was paired with it by a researcher, goes with it.
    """
    unit = {i.claim: "money" if i.kind == "money" else i.dimension for i in items}
    union, parts = Union(), defaultdict(list)
    for one, other in (*pairs, *((i.near, i.claim) for i in repeating(items))):
        if one in unit and other in unit:
            union.join(unit[one], unit[other])
    for item in items:
        parts[union.find(unit[item.claim])].append(item)
    found = [[] for _ in range(most)]
    for part in sorted(parts.values(), key=len, reverse=True):
        min(found, key=len).extend(part)
    return [sorted(block, key=lambda i: i.row) for block in found if block]


@uncollected()
def judge_block(block: Block):
    """Return two tables as columns, which are sent faster than rows: groups as the places of their claims,
    each with its verdict; and relatives, how far they are, the two places and the verdict.
    """
    items = block.claims
    if not isinstance(items, list):
        items = [Item(row, n) for n, row in zip(items.index, plain_rows(items), strict=True)]
    groups = regroup(comparable(items, block.slack, block.corpus), block.rules)
    groups.sort(key=lambda group: group[0].row)
    verdicts = [
        settled(g, judge(g, count_witnesses(g), block.slack), block.rules, block.slack) for g in groups
    ]
    number(groups)
    verdicts = _ranked(groups, verdicts)
    told = [([i.row for i in g], *v) for g, v in zip(groups, verdicts, strict=True)]
    apart = relatives(groups, block.corpus.sentences_with)
    return [list(zip(*rows, strict=True)) for rows in (told, [(f, a.row, b.row, *v) for f, a, b, v in apart])]


def number(groups: list[list[Item]]):
    """Number the groups; a claim without a period gets the one that all others of its group tell."""
    for n, group in enumerate(groups, 1):
        period = period_of(group)
        for item in group:
            item.group, item.period = n, item.period or period


def _ranked(groups, verdicts: list[Verdict]):
    """A conflict is about rank where another party's value of the same quantity and time lies between."""
    rivals: dict[tuple, list[Item]] = {}
    for group in groups:
        first = group[0]
        if first.words and first.parties:
            rivals.setdefault((first.dimension, first.family, first.words, first.period), []).append(first)
    found = []
    for group, verdict in zip(groups, verdicts, strict=True):
        first, told = group[0], sorted(i.value for i in group if i.definite)
        if verdict.severity in ("digits", "headline") and told:
            others = rivals.get((first.dimension, first.family, first.words, first.period), [])[:200]
            if any(told[0] < i.value < told[-1] and not set(i.parties) & set(first.parties) for i in others):
                verdict = verdict._replace(severity="rank")
        found.append(verdict)
    return found
