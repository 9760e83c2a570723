"""Arithmetic on what figures allow: intervals, slips of one edit, and the relations between claims.

An ``Interval`` is closed; an open end is infinite. Operations return the tightest interval that holds every
result (Moore 1966), so "ties" means that some pair of values within the wording satisfies the relation.
"""

import math
import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from operator import sub, truediv
from typing import NamedTuple


class Interval(NamedTuple):
    low: float
    high: float

    def __add__(self, other):
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other):
        return Interval(self.low - other.high, self.high - other.low)

    def __mul__(self, other):
        ends = [_product(a, b) for a in self for b in other]
        return Interval(min(ends), max(ends))

    def __truediv__(self, other):
        """The quotient; everything is possible when the divisor may be zero.

        >>> base = Interval(239.5, 240.5) / Interval(1.255, 1.265)   # 240 at +26 %
        >>> round(base.low, 1), round(base.high, 1)
        (189.3, 191.6)
        """
        if other.low <= 0 <= other.high:
            return Interval(-math.inf, math.inf)
        return self * Interval(1 / other.high, 1 / other.low)

    def meets(self, other, slack: float = 0.0) -> bool:
        """Whether the two share more than a border, each widened by ``slack`` of its own size.

        A border does not count, since 7 (6.5 to 7.5) is not 8 (7.5 to 8.5); an exact value on one does.
        """
        room = slack * (abs(self.middle) + abs(other.middle)) if slack else 0.0
        low, high = max(self.low, other.low), min(self.high, other.high)
        a, b = abs(low), abs(high)
        tiny = 1e-9 * max(a if a < math.inf else 0.0, b if b < math.inf else 0.0, 1e-12)
        exact = self.high - self.low <= tiny or other.high - other.low <= tiny
        return low - high <= room + tiny if exact or room else high - low > tiny

    @property
    def middle(self) -> float:
        ends = [x for x in self if math.isfinite(x)]
        return sum(ends) / len(ends) if ends else 0.0


def _product(a, b):
    return 0.0 if 0 in (a, b) else a * b


def plus_percent(growth: Interval) -> Interval:
    """The factor of a growth in percent: 26 gives 1.26."""
    return Interval(1 + growth.low / 100, 1 + growth.high / 100)


def growth(new: Interval, old: Interval) -> Interval:
    """Growth in percent from ``old`` to ``new``."""
    ratio = new / old
    return Interval(100 * (ratio.low - 1), 100 * (ratio.high - 1))


def _percent(part: Interval, whole: Interval) -> Interval:
    ratio = part / whole
    return Interval(100 * ratio.low, 100 * ratio.high)


def _share(percent: Interval) -> Interval:
    return Interval(percent.low / 100, percent.high / 100)


class Relation(NamedTuple):
    """What is told of two figures: in words of arithmetic, what they imply, and what each of them must be.

    >>> first, second = RELATIONS["share of"].needed(Interval(25, 25), Interval(5, 5), Interval(20, 20))
    >>> first.low, second.low
    (5.0, 20.0)
    """

    formula: str
    implied: Callable[[Interval, Interval], Interval]
    needed: Callable[[Interval, Interval, Interval], tuple[Interval, Interval]]


RELATIONS = {
    "growth of": Relation(
        "{} / {} − 1", growth, lambda told, new, old: (old * plus_percent(told), new / plus_percent(told))
    ),
    "increase of": Relation("{} − {}", sub, lambda told, new, old: (old + told, new - told)),
    "share of": Relation(
        "{} / {}", _percent, lambda told, part, whole: (whole * _share(told), part / _share(told))
    ),
    "product": Relation("{} / {}", truediv, lambda told, amount, count: (count * told, amount / told)),
}


COARSE = 0.05  # a value is read by its last non-zero digit only where that means at most so much of it


def coarse(value: float, exact: Interval) -> Interval:
    """The interval of ``value`` read by its last non-zero digit: 240 is 235 to 245; 30 stays as it is.

    >>> coarse(240e9, Interval(239.5e9, 240.5e9)), coarse(30, Interval(29.5, 30.5))
    (Interval(low=235000000000.0, high=245000000000.0), Interval(low=29.5, high=30.5))
    """
    digits = significant(value)
    if not digits or not math.isfinite(value):
        return exact
    step = 10 ** (math.floor(math.log10(abs(value))) - len(digits) + 1)
    half = step / 2
    return (
        Interval(min(exact.low, value - half), max(exact.high, value + half))
        if half <= COARSE * abs(value)
        else exact
    )


@cache
def significant(value: float) -> str:
    """The digits of a value without leading and trailing zeros: 4570000000.0 gives "457"."""
    return f"{abs(value):.10g}".replace(".", "").split("e")[0].strip("0") if value else ""


def slip(wrong: float, fits, step: float = 0.0) -> tuple[str, float] | None:
    """Name the one edit that turns ``wrong`` into a value that ``fits`` accepts, and that value.

    Tried in this order: two neighbouring digits swapped, a power of a thousand, hundred or ten, the sign.
    ``step`` is one unit of the last digit as written: 310 written in full may stand for 301, 31 tens may not.

    >>> slip(4.57e9, lambda v: 4.745e9 <= v <= 4.755e9)
    ('digit swap', 4750000000.0)
    >>> slip(320e9, lambda v: v == 320e6)
    ('magnitude', 320000000.0)
    """
    text = significant(wrong)
    if not text:
        return None
    unit = abs(wrong) / float(text)
    digits = text + "0" if 0 < step < 0.5 * unit else text
    for i in range(len(digits) - 1):
        if digits[i] != digits[i + 1]:
            swapped = float(digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :])
            swapped *= math.copysign(unit, wrong) / 10 ** (len(digits) - len(text))
            if fits(swapped):
                return "digit swap", swapped
    for factor in (1e3, 1e6, 100, 10):
        for value in (wrong * factor, wrong / factor):
            if fits(value):
                return "magnitude", value
    if fits(-wrong):
        return "sign", -wrong
    return None


def slip_into(wrong: float, right: Interval, step: float = 0.0) -> tuple[str, float] | None:
    """The one edit that brings ``wrong`` into the interval ``right``; none brings it into an open one."""
    room = 1e-12 * max(abs(right.low), abs(right.high))
    if room == float("inf"):
        return None
    return slip(wrong, lambda v: right.low - room <= v <= right.high + room, step)


@cache
def scale(unit: str, kind: str) -> tuple[str, float]:
    """(dimension, factor to its base unit) of a figure's unit; currencies are their own dimension.

    >>> scale("kilometer / hour", "measure")[0] == scale("mile / hour", "measure")[0]
    True
    """
    if kind in ("count", "bare", "ordinal", "multiple"):
        return kind if kind in ("ordinal", "multiple") else "count", 1.0
    if kind == "percentage_point" or unit in ("percentage point", "basis point"):
        return "percentage point", 0.01 if unit == "basis point" else 1.0
    if kind in ("percent", "fraction"):
        return "percent", 1.0 if kind == "percent" else 100.0
    if kind in ("measure", "duration") and unit and not unit.startswith("degree"):  # their zeros differ
        try:
            named = re.sub(r"\bbarrel\b", "oil_barrel", unit)  # Pint's own are of wine
            quantity = _registry()(named).to_base_units()
            return str(quantity.dimensionality), float(quantity.magnitude)
        except Exception:  # Pint raises many kinds of error for a name that it does not know
            return unit, 1.0
    return unit or kind, 1.0


@cache
def _registry():
    import pint

    return pint.UnitRegistry(cache_folder=None).parse_expression


def overlaps(period, other) -> bool:
    """Whether two periods, each as (first day, last day), have a day in common."""
    return bool(period) and all(other) and period[0] <= other[1] and other[0] <= period[1]


def tilings(
    start: str, end: str, parts: dict[tuple[str, str], object], most: int = 13
) -> list[list[tuple[str, str]]]:
    """Ways to cover ``start``..``end`` without gap or overlap by at least two of the periods in ``parts``.

    At most one path is kept for each number of parts, so the search is linear in the number of periods.

    >>> halves = {("2023-01-01", "2023-06-30"): 0, ("2023-07-01", "2023-12-31"): 0}
    >>> tilings("2023-01-01", "2023-12-31", halves)
    [[('2023-01-01', '2023-06-30'), ('2023-07-01', '2023-12-31')]]
    """
    inside = sorted(p for p in parts if start <= p[0] <= p[1] <= end and p != (start, end))
    paths: dict[str, dict[int, list]] = {start: {0: []}}
    for first, last in inside:
        if first not in paths:
            continue
        follow = (date.fromisoformat(last) + timedelta(days=1)).isoformat()
        for size, path in list(paths[first].items()):
            if size < most:
                paths.setdefault(follow, {}).setdefault(size + 1, [*path, (first, last)])
    goal = (date.fromisoformat(end) + timedelta(days=1)).isoformat()
    return [path for size, path in sorted(paths.get(goal, {}).items()) if size >= 2]
