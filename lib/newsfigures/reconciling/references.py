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

import math
from collections import defaultdict
from dataclasses import replace

from ..claiming.tagging import singular
from ..pages import prose
from ..reading.relative import shifted
from . import reference_rules
from .arithmetic import Interval, growth
from .item import Item, days, rough
from .reasons import quote
from .reference_rules import flowing, overlaps
from .reference_table import Reference, distance, length, say_value
from .story import context, contrary

REVISED = 0.3  # percentage points by which published growth and the growth of published levels may differ
COLUMNS = [
    "claim", "link", "reference", "relation", "low", "high", "unit", "claim_low", "claim_high",
    "verdict", "reason", "label", "publisher", "address",
]  # fmt: skip


def compare(items: list[Item], groups, links, references: list[Reference], dates, slack: float):
    """Return one row for each claim or implied figure that a reference speaks to, and how many were tried."""
    import pandas as pd

    if not references:
        return pd.DataFrame(columns=COLUMNS), 0
    rows: list[dict] = []
    series = _Series(references, items)
    called = {item.claim: {i.words for i in group if i.words} for group in groups for item in group}
    for item in items:
        own = series.compare(item, item.words, slack)
        others = sorted(called.get(item.claim, set()) - {item.words}, key=sorted)
        rows += own or next(filter(None, (series.compare(item, words, slack) for words in others)), [])
    rows += (
        reference_rules.implied(series, items, links, slack)
        + reference_rules.rates(series, items, links)
        + reference_rules.anniversaries(series, items)
    )
    return pd.DataFrame(rows, columns=COLUMNS), series.tried


class _Series:
    """References by what they measure."""

    def __init__(self, references, items):
        self.references, self.tried = references, 0
        self.by_claim = {i.claim: i for i in items}
        self.about = defaultdict(list)
        for r in references:
            for word in r.core | {r.unit}:
                self.about[r.dimension, r.family, word].append(r)

    def of(self, item, wide=False):
        """References of the item's quantity and parties; ``wide`` takes every one that shares a word and a
        party.
        """
        words = flowing(item.words)
        for r in self.references:
            core, more = flowing(r.core), flowing(r.wide)
            named = frozenset(item.parties)
            if wide:
                if words & more and (named & r.parties or not r.parties or not named):
                    yield r
            elif words & core and words <= more | {"total"} and core <= words and self._parties(item, r):
                yield r

    @staticmethod
    def _parties(item, r):
        if len(r.flow) == 2 and item.side and len(item.parties) == 2:
            return tuple(item.parties) == r.flow
        return frozenset(item.parties) == r.parties or not r.parties

    def compare(self, item, words, slack):
        """Rows for one item, called by ``words``: its own, or those of a claim that tells the same."""
        item = item if words == item.words else item.called(words)
        if not item.family or item.role == "same":
            return []
        if not item.words:
            sure = item.family in ("level", "rate") and self._sure(item, slack)
            return [self.row(item, sure, "fits")] if sure else []
        if item.kind == "multiple":
            return reference_rules.multiple(self, item)
        same = [
            r
            for r in self.of(item)
            if r.dimension == item.dimension and r.family == item.family and r.measure not in ("date", "term")
        ]
        if item.family in ("rank", "level") and item.dimension in ("ordinal", "count"):
            found = reference_rules.counted(self, item, slack)
            if found or item.family == "rank":
                return found
        if item.family == "duration":
            return reference_rules.duration(self, item)
        now = [r for r in same if self._period(item, r) and self._base(item, r) and self._unit(item, r)]
        self.tried += len(now)
        fits = [r for r in now if self._fits(item, r, slack)]
        reported = [r for r in fits if r.status == "reported"] or fits
        if reported:
            return [self.row(item, reported[0], "fits"), *self._others(item, now, reported[0])]
        if now and item.family == "change" and not item.base and item.period and days(item.period) < 300:
            now = []  # of a month and no base told, nobody knows whether the year before is meant
        if now:
            best = min(now, key=lambda r: distance(item.interval, r.interval))
            missed = self.row(item, best, "does not fit")
            return [missed, *self._others(item, now, best), *self._neighbours(item, slack, best)]
        return self._neighbours(item, slack, None)

    def _others(self, item, now, best):
        """Other statistics of the same thing: the partner's, another currency's, a forecast."""
        return [
            self.row(item, r, "other definition" if r.status == "reported" else r.status)
            for r in now
            if r is not best
        ][:3]

    def _unit(self, item, r):
        """Whether a growth in euros is compared with one in euros: "annual rate in bottles" is another."""
        level = self.by_claim.get(item.near) if item.family == "change" else None
        words = set(map(singular, f"{r.definition} {r.label}".lower().replace(",", " ").split()))
        named = {x.unit for x in self.references if x.core == r.core and x.unit in words}
        return not (level and named) or level.unit in named

    @staticmethod
    def _period(item, r):
        if item.period:
            return item.period == r.period
        return bool(item.day) and (item.day, item.day) == r.period

    @staticmethod
    def _base(item, r):
        if not r.base[0] or (item.family != "change" and not item.base):
            return True
        if not item.base:
            return shifted(*r.period, "P1Y")[0] == r.base[0]
        if item.base.startswith("P") and item.period:
            return shifted(*item.period, item.base)[0] == r.base[0]
        return False

    @staticmethod
    def _fits(item, r, slack):
        room = slack + r.tolerance
        if item.interval.meets(r.interval, room) or rough(item).meets(r.interval):
            return True
        extra = REVISED if item.family == "change" and item.dimension == "percent" else 0.0
        return bool(extra) and item.interval.meets(Interval(r.interval.low - extra, r.interval.high + extra))

    def _neighbours(self, item, slack, missed):
        """Near statistics of which one may be meant; for growth also what pairs of levels give."""
        near = [r for r in self.of(item, wide=True) if r is not missed and r.measure not in ("date", "term")]
        near += self._grown(item) if item.family == "change" else []
        near = [
            r
            for r in near
            if r.dimension == item.dimension
            and r.family == item.family
            and all(map(math.isfinite, item.interval))
        ]
        self.tried += len(near)
        if missed is None and (sure := self._sure(item, slack)):
            return [self.row(item, sure, "fits")]
        if not near:
            return []
        words = flowing(item.words)
        kin = max(len(words & flowing(r.wide)) for r in near)
        near = [r for r in near if len(words & flowing(r.wide)) == kin] if item.family == "level" else near
        overlap = [r for r in near if overlaps(item.period, r.period)]
        fits = sorted(
            (r for r in overlap or near if item.interval.meets(r.interval, slack)),
            key=lambda r: abs(r.interval.middle - item.value),
        )
        if fits:
            own = [r for r in overlap if flowing(r.core) <= words and r not in fits]
            own.sort(key=lambda r: abs(r.interval.middle - item.value))
            return [self.row(item, r, "suggestion") for r in fits[:2]] + [
                self.row(item, r, "no fit") for r in own[:1]
            ]
        same = [r for r in near if r.period == item.period]
        ranked = sorted(same or overlap or near, key=lambda r: abs(r.value - item.value))
        return [
            self.row(item, r, "no fit")
            for r in reference_rules.unique(
                [*ranked[:2], max(near, key=lambda r: (length(r) < 400, r.value))]
            )
        ]

    def _sure(self, item, slack):
        """The reference of which a telling value is, though told in more slots than the claim."""
        change = item.family == "change"
        if len(item.digits) < 3 - change:
            return None
        told = sorted(item.words | context(item.passage) | {item.unit})
        near = [r for w in told for r in self.about[item.dimension, item.family, w]]
        for r in near:
            same = item.period == r.period and bool(item.base) == change and self._base(item, r)
            alike = same or (item.words & r.core and not change)
            if alike and self._may_be(item, r) and self._fits(item, r, slack):
                return r
        return None

    @staticmethod
    def _may_be(item, r):
        if contrary(item.words, r.core) or r.status != "reported" or r.flow:
            return False
        told, known = frozenset(item.parties), item.parties_basis == "stated"
        if not (
            told & r.parties
            or any(f" {a} " in f" {b} " or f" {b} " in f" {a} " for a in told for b in r.parties)
            or not told
            or not r.parties
            or (not known and reference_rules.names_nobody_else(item.passage, r))
        ):
            return False
        if item.period:
            return overlaps(item.period, r.period)
        return bool(item.date) and 0 <= int(item.date[:4]) - int(r.period[1][:4] or 0) <= 1

    def _grown(self, item):
        """Growth between two published levels of one series that ends in the item's period."""
        levels = [
            r
            for r in self.of(item, wide=True)
            if r.family == "level" and len(r.period[0]) == 10 and r.status == "reported"
        ]
        percent = item.dimension == "percent"
        for new in levels:
            if not item.period or new.period[1] != item.period[1]:
                continue
            for old in levels:
                told = old.period[1] < new.period[0] and old.period[0][5:] == new.period[0][5:]
                if told and _series(new) == _series(old) and (percent or item.dimension == new.dimension):
                    rate = growth(new.interval, old.interval) if percent else new.interval - old.interval
                    exact = growth(Interval(new.value, new.value), Interval(old.value, old.value))
                    label = f"{new.label}, {old.period[0][:4]} to {new.period[0][:4]} by the two levels"
                    yield replace(
                        new, id=f"{new.id}/{old.id}", label=label, family="change", dimension=item.dimension,
                        factor=1.0 if percent else new.factor, unit=item.unit, interval=rate, base=old.period,
                        value=exact.low if percent else new.value - old.value, measure="growth",
                    )  # fmt: skip

    def row(self, item, r, verdict, reason="", interval=None, link="", relation="same quantity"):
        interval = interval or Interval(item.interval.low / item.factor, item.interval.high / item.factor)
        official = Interval(r.interval.low / r.factor, r.interval.high / r.factor)
        says = {
            "fits": "fits",
            "does not fit": "does not fit",
            "suggestion": "would fit",
            "no fit": "is not the same and does not fit",
            "other definition": "is told with another definition:",
        }.get(verdict, f"stands beside a {verdict} figure:")
        when = prose.period(*r.period)
        reason = reason or (
            f"{quote(item)} {says} {r.label.removesuffix(f', {when}')}, {when}: "
            f"{say_value(r)}{f' ({r.definition})' if r.definition else ''}."
        )
        return {
            "claim": item.claim, "link": link, "reference": r.id,
            "relation": relation if verdict not in ("suggestion", "no fit") else "neighbour",
            "low": official.low, "high": official.high,
            "unit": (link and relation != "implied base" and r.unit) or item.unit,
            "claim_low": interval.low, "claim_high": interval.high, "verdict": verdict, "reason": reason,
            "label": r.label, "publisher": r.publisher, "address": r.address,
        }  # fmt: skip


def _series(r):
    return r.core, r.wide, r.parties, r.flow, r.dimension, r.definition
