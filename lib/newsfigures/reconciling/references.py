"""Official statistics beside the claims: what fits, what does not, and which neighbour fits better.

A reference table has one row a statistic. Needed: ``quantity``, ``value`` and ``unit`` (an ISO 4217 code, a
measure, "percent", a counted noun, or these after a magnitude: "USD bn", "million tonnes"), and ``period`` or
``period_start``/``period_end``. Used when there: ``low``/``high``, ``scope``, ``topic``, ``definition``,
``measure`` (level, growth, share, rate, count, ordinal, date, term), ``parties``, ``flow`` ("giver>taker"),
``base_start``/``base_end``, ``status``, ``publisher``/``source``, ``address``/``source_url``, ``note``,
``tolerance`` (share of the value), ``reference`` (an id).

A claim is compared with the references of the same quantity, parties, period and base; a claim that tells
less, or in other words, fits where three digits of it do and no slot is against it. One that misses is
tried against the neighbours (another scope, another base, the other side's statistics): the nearest that fits
is a suggestion, never a verdict. Published growth may rest on a revised base: ``REVISED`` percentage points.
"""

from collections import defaultdict
from dataclasses import replace
from itertools import permutations

from ..claiming.parties import find_names
from ..claiming.tagging import singular
from ..pages import prose
from ..reading.relative import shifted
from . import reference_rules
from .arithmetic import Interval, growth, overlaps
from .item import Item, days, rough
from .reasons import quote
from .reference_table import Reference, distance, say_value
from .story import context, contrary

REVISED = 0.3  # percentage points by which published growth and the growth of published levels may differ
COLUMNS = [
    "claim", "link", "reference", "relation", "low", "high", "unit", "claim_low", "claim_high",
    "verdict", "reason", "label", "publisher", "address",
]  # fmt: skip
_SAYS = {
    "fits": "fits",
    "does not fit": "does not fit",
    "suggestion": "would fit",
    "no fit": "is not the same and does not fit",
    "other definition": "is told with another definition:",
}


def compare(items: list[Item], groups, links, references: list[Reference], slack: float):
    """Return one row for each claim or implied figure that a reference speaks to, and how many were tried."""
    import pandas as pd

    official, rows = Official(references, items, slack), []
    called = {item.claim: {i.words for i in group if i.words} for group in groups for item in group}
    for item in items if references else ():
        others = called.get(item.claim, set()) - {item.words}  # as those call it who tell the same
        names = (item, *map(item.called, sorted(others, key=sorted)))
        rows += next(filter(None, map(official.compare, names)), [])
    for rule in (reference_rules.implied, reference_rules.conversions):
        rows += rule(official, links)
    return pd.DataFrame(rows, columns=COLUMNS), official.tried


class Official:
    """References by what they measure, and the rows that compare claims with them."""

    def __init__(self, references, items, slack):
        self.references, self.slack, self.tried = references, slack, 0
        self.by_claim = {i.claim: i for i in items}
        self.kinds = defaultdict(list)
        for r in references:
            self.kinds[r.dimension, r.family].append(r)

    def of(self, item, wide=False):
        """References of the item's quantity and parties; ``wide`` takes all that share a word and a party."""
        words, named = flowing(item.words), frozenset(item.parties)
        for r in self.references:
            core, more = flowing(r.core), flowing(r.wide)
            if wide:
                found = words & more and (named & r.parties or not r.parties or not named)
            else:
                found = words & core and core <= words <= more | {"total"} and _same_parties(item, r)
            if found:
                yield r

    def alike(self, item, wide=False):
        """Those of them that are of the item's kind and unit."""
        return [r for r in self.of(item, wide) if (r.dimension, r.family) == (item.dimension, item.family)]

    def compare(self, item):
        """Rows for one item."""
        if not item.family or item.role == "same":
            return []
        if not item.words:
            sure = item.family in ("level", "rate") and self._sure(item)
            return [self.row(item, sure, "fits")] if sure else []
        if rule := reference_rules.RULES.get(item.kind) or reference_rules.RULES.get(item.family):
            return rule(self, item)
        if item.dimension == "count" and (found := reference_rules.counted(self, item)):
            return found
        now = [r for r in self.alike(item) if _same_period(item, r) and self._same_base(item, r)]
        self.tried += len(now)
        fits = [r for r in now if self._fits(item, r)]
        reported = [r for r in fits if r.status == "reported"] or fits
        if reported:
            return [self.row(item, reported[0], "fits"), *self._others(item, now, reported[0])]
        if item.family == "change" and not item.base and item.period and days(item.period) < 300:
            now = []  # of a month and no base told, nobody knows whether the year before is meant
        if now:
            best = min(now, key=lambda r: distance(item.interval, r.interval))
            missed = self.row(item, best, "does not fit")
            return [missed, *self._others(item, now, best), *self._neighbours(item, best)]
        if sure := self._sure(item):
            return [self.row(item, sure, "fits")]
        return self._neighbours(item)

    def _others(self, item, now, best):
        """Other statistics of the same thing: the partner's, another currency's, a forecast."""
        others = [r for r in now if r is not best][:3]
        return [self.row(item, r, _definition(r)) for r in others]

    def _same_base(self, item, r):
        """Whether a growth is from one base and in one unit: "annual rate in bottles" is not of euros."""
        if item.family == "change" and (level := self.by_claim.get(item.near)):
            told = set(map(singular, f"{r.definition} {r.label}".lower().replace(",", " ").split()))
            named = {x.unit for x in self.references if x.core == r.core} & told
            if named and level.unit not in named:
                return False
        return _same_base(item, r)

    def _fits(self, item, r):
        if item.interval.meets(r.interval, self.slack + r.tolerance) or rough(item).meets(r.interval):
            return True
        extra = REVISED if item.family == "change" and item.dimension == "percent" else 0.0
        return bool(extra) and item.interval.meets(Interval(r.interval.low - extra, r.interval.high + extra))

    def _neighbours(self, item, missed=None):
        """Near statistics of which one may be meant; for growth also what pairs of levels give."""
        near = [r for r in self.alike(item, wide=True) if r is not missed]
        near += self._grown(item) if item.family == "change" else []
        if not near or not item.step:
            return []
        self.tried += len(near)
        words = flowing(item.words)
        kin = max(len(words & flowing(r.wide)) for r in near)
        near = [r for r in near if item.family != "level" or len(words & flowing(r.wide)) == kin]
        near.sort(key=lambda r: (r.period != item.period, abs(r.value - item.value)))
        overlap = [r for r in near if overlaps(item.period, r.period)]
        fits = [r for r in overlap or near if item.interval.meets(r.interval, self.slack)]
        own = [r for r in overlap if flowing(r.core) <= words and r not in fits]
        misses = own[:1] if fits else near[:2]
        shown = [(r, "suggestion") for r in fits[:2]] + [(r, "no fit") for r in misses]
        return [self.row(item, r, verdict) for r, verdict in shown]

    def _sure(self, item):
        """The reference of which a telling value is, though told in more slots than the claim."""
        change = item.family == "change"
        if len(item.digits) < 3 - change:
            return None
        told = item.words | context(item.passage) | {item.unit}
        for r in self.kinds[item.dimension, item.family]:
            same = item.period == r.period and bool(item.base) == change and _same_base(item, r)
            alike = told & (r.core | {r.unit}) and (same or (item.words & r.core and not change))
            if alike and _may_be(item, r) and self._fits(item, r):
                return r
        return None

    def _grown(self, item):
        """Growth between two published levels of one series that ends in the item's period."""
        percent = item.dimension == "percent"
        levels = [r for r in self.of(item, wide=True) if r.family == "level" and r.status == "reported"]
        for new, old in permutations(levels, 2):
            ends = item.period and new.period[1] == item.period[1]
            before = old.period[1] < new.period[0] and old.period[0][5:] == new.period[0][5:]
            if ends and before and old.series == new.series and (percent or item.dimension == new.dimension):
                exact = growth(*(Interval(r.value, r.value) for r in (new, old)))
                yield replace(
                    new, id=f"{new.id}/{old.id}", family="change", dimension=item.dimension, unit=item.unit,
                    label=f"{new.label}, {old.period[0][:4]} to {new.period[0][:4]} by the two levels",
                    factor=1.0 if percent else new.factor, base=old.period, measure="growth",
                    interval=growth(new.interval, old.interval) if percent else new.interval - old.interval,
                    value=exact.low if percent else new.value - old.value,
                )  # fmt: skip

    def row(self, item, r, verdict, reason="", interval=None, link="", relation="same quantity"):
        interval = interval or Interval(item.interval.low / item.factor, item.interval.high / item.factor)
        when = prose.period(*r.period)
        reason = reason or (
            f"{quote(item)} {_SAYS.get(verdict) or f'stands beside a {verdict} figure:'} "
            f"{r.label.removesuffix(f', {when}')}, {when}: "
            f"{say_value(r)}{f' ({r.definition})' if r.definition else ''}."
        )
        return {
            "claim": item.claim, "link": link, "reference": r.id,
            "relation": relation if verdict not in ("suggestion", "no fit") else "neighbour",
            "low": r.interval.low / r.factor, "high": r.interval.high / r.factor,
            "unit": r.unit if link else item.unit,
            "claim_low": interval.low, "claim_high": interval.high, "verdict": verdict, "reason": reason,
            "label": r.label, "publisher": r.publisher, "address": r.address,
        }  # fmt: skip


def _definition(r):
    return "other definition" if r.status == "reported" else r.status


def _same_parties(item, r):
    if len(r.flow) == 2 and item.side and len(item.parties) == 2:
        return tuple(item.parties) == r.flow
    return frozenset(item.parties) == r.parties or not r.parties


def _same_period(item, r):
    return (item.period or (item.day, item.day)) == r.period != ("", "")


def _same_base(item, r):
    if not r.base[0] or (item.family != "change" and not item.base):
        return True
    if item.base and not (item.base.startswith("P") and item.period):
        return False
    return shifted(*(item.period if item.base else r.period), item.base or "P1Y")[0] == r.base[0]


def _may_be(item, r):
    """Whether no slot of a claim speaks against a reference."""
    if contrary(item.words, r.core) or r.status != "reported" or r.flow:
        return False
    names = [(f" {a} ", f" {b} ") for a in item.parties for b in r.parties]
    named = not (item.parties and r.parties) or any(a in b or b in a for a, b in names)
    if not named and (
        item.parties_basis == "stated" or not {n.key for n in find_names(item.passage)} <= r.parties
    ):
        return False
    if item.period:
        return overlaps(item.period, r.period)
    return bool(item.date) and 0 <= int(item.date[:4]) - int(r.period[1][:4] or 0) <= 1


def flowing(words):
    """Exports and imports are one flow, told from its two ends."""
    return frozenset("export" if w == "import" else w for w in words)
