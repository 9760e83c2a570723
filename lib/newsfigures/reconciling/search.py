"""The claims by what they are, to look partners up by key, and the links found so far."""

import math
from collections import defaultdict

from ..pages import prose
from .arithmetic import RELATIONS, Interval
from .item import Item, near_in_time, rough
from .reasons import quote

LINK_COLUMNS = [
    "relation", "inputs", "formula", "low", "high", "unit", "compared_with", "verdict", "reason", "slip",
    "culprit", "chance",
]  # fmt: skip


class Search:
    """Items by what they are, and the links found so far."""

    def __init__(self, items, slack):
        self.items, self.slack, self.tried, self.by_chance, self.links = items, slack, 0, 0.0, []
        self.by_claim = {i.claim: i for i in items}
        self.levels: dict[tuple, dict] = defaultdict(lambda: defaultdict(list))
        self.dimensions: dict[tuple, dict] = defaultdict(dict)
        self.sentences: dict[tuple, list[Item]] = defaultdict(list)
        self.by_document: dict[str, list[Item]] = defaultdict(list)
        self.by_words: dict[tuple, list[Item]] = defaultdict(list)
        self._told: dict[tuple, list[Item]] = {}
        # "exports" in a story on copper exports, where another story tells the same figure in full
        groups: dict[int, list[Item]] = defaultdict(list)
        for item in items:
            groups[item.group].append(item)
        self.full = {
            (item.document, item.words): max(wider, key=lambda w: (len(w), sorted(w)))
            for group in groups.values()
            for item in group
            if item.words and (wider := [i.words for i in group if item.words < i.words])
        }
        for item in items:
            self.sentences[item.document, item.sentence].append(item)
            self.by_document[item.document].append(item)
            self.by_words[item.document, item.words].append(item)
            if (
                item.family in ("level", "rate")
                and item.words
                and item.correction != "withdrawn"
                and item.role != "same"
            ):
                self.levels[item.dimension, *self.key(item)][item.period].append(item)
                self.dimensions[self.key(item)][item.dimension] = True

    def key(self, item):
        """Quantity, parties and side of an item as the story tells them in full."""
        words = self.full.get((item.document, item.words), item.words)
        return words, item.parties, item.side

    def at(self, item: Item, period, dimension) -> list[Item]:
        """Levels of the item's quantity and parties in a period, one for each value, reported ones first."""
        return self.told((dimension, *self.key(item)), period)

    def told(self, key, period) -> list[Item]:
        """The same by the key of ``levels``."""
        if (key, period) not in self._told:
            self._told[key, period] = distinct(self.levels.get(key, {}).get(period, []))
        return self._told[key, period]

    def alike(self, a, b):
        """Whether two claims name a party in common, or one of them none, and lie near in time."""
        return (not (a.parties and b.parties) or bool(set(a.parties) & set(b.parties))) and near_in_time(a, b)

    def add(self, relation, inputs, target: Item, implied: Interval, formula=""):
        """Record whether what the inputs imply meets the target, and if not, what slip may be why."""
        if not all(map(math.isfinite, target.interval)):
            return  # "at least 14" is no sum of anything
        made = RELATIONS[relation].formula if relation in RELATIONS else " + ".join("{}" for _ in inputs)
        formula = formula or made.format(*(i.text for i in inputs))
        chance = _chance(implied, target.interval)
        self.by_chance += chance
        ties = implied.meets(target.interval, self.slack) or implied.meets(rough(target))
        found = None if ties else self._mend(implied, target, inputs, relation)
        gives, says = span(implied, target.factor, target.unit), "fits" if ties else "does not fit"
        told = " and ".join([quote(i) for i in inputs[:2]] + [f"{len(inputs) - 2} more"] * (len(inputs) > 2))
        reason = f"{formula} gives {gives}, which {says} {quote(target)}; from {told}."
        if found:
            mended = quote(self.by_claim[found[1]])
            reason += f" One edit would make it tie: {found[0]} in {mended}, {found[2]}."
        shown = implied.low / target.factor, implied.high / target.factor
        verdict = "ties" if ties else "does not tie"
        self.tell(relation, inputs, formula, shown, target.unit, reason, verdict, target.claim, found, chance)

    def tell(
        self, relation, inputs, formula, implied, unit, reason, verdict="cannot tell", target="", slip=None,
        chance=1.0,
    ):  # fmt: skip
        """Record one link as it is said, ``implied`` in ``unit``."""
        self.tried += 1
        claims, (edit, culprit, *_) = " ".join(i.claim for i in inputs), slip or ("", "")
        row = (
            relation, claims, formula, *implied, unit, target, verdict, reason, edit, culprit,
            min(chance, 1.0),
        )  # fmt: skip
        self.links.append(dict(zip(LINK_COLUMNS, row, strict=True)))

    def _mend(self, implied, target, inputs, relation):
        """The one edit that makes a link tie: in the target, else in the one input that can be mended."""
        if edit := target.slip(implied):
            return edit[0], target.claim, f"{_say(edit[1], target)} for {_say(target.value, target)}"
        if relation in RELATIONS:
            needed = RELATIONS[relation].needed(target.interval, *(i.interval for i in inputs))
            needed = [(i, n) for i, n in zip(inputs, needed, strict=True) if len(i.digits) > 2]
        else:
            rest = [(i, Interval(*(a - b for a, b in zip(implied, i.interval, strict=True)))) for i in inputs]
            needed = [(i, target.interval - r) for i, r in rest if relation != "conversion"]
        edits = [(i, edit) for i, right in needed if (edit := i.slip(right))]
        found = [(e[0], i.claim, f"{_say(e[1], i)} for {_say(i.value, i)}") for i, e in edits]
        return found[0] if len(found) == 1 else None


def _say(value, item):
    return prose.number(value / item.factor, item.unit if item.kind != "count" else "", 9)


def span(interval, factor, unit):
    return prose.interval(*(x / factor if math.isfinite(x) else None for x in interval), unit)


def _chance(a: Interval, b: Interval) -> float:
    """The share of the values within a factor of e around ``b`` that would meet ``a``."""
    width = (a.high - a.low) + (b.high - b.low)
    return min(1.0, width / abs(b.middle)) if b.middle and math.isfinite(width) else 1.0


def distinct(items):
    ordered = sorted(items, key=lambda i: (not i.definite, i.role == "old", i.row))
    seen: dict[float, Item] = {}
    for item in ordered:
        seen.setdefault(round(item.value, 6), item)
    return list(seen.values())[:4]
