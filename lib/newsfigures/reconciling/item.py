"""One claim made ready for comparison: its interval in base units, and the key of what it may be compared
with.
"""

import math
import re
from copy import copy
from datetime import date

from ..claiming.bases import step_back
from ..claiming.parties import lexicon
from ..reading.relative import shifted
from .arithmetic import Interval, coarse, scale, significant, slip_into

FAMILY = {
    "count": "level", "level": "level", "share": "rate", "rate": "rate", "change": "change", "rank": "rank",
    "duration": "duration",
}  # fmt: skip
NEARBY = 62  # days between documents within which a figure without period may speak of one event
DEFINITE = ("reported", "")
_PRECIOUS = re.compile(r"(?i)\b(?:gold|silver|platinum|palladium|bullion)\b")  # counted in troy ounces
_SHORT_TON = re.compile(r"(?i)\b(?:short|US) ")


class Item:
    """One claim ready for comparison; ``interval`` is in base units of ``dimension``, negative for a fall."""

    __slots__ = [
        "again", "base", "base_text", "basis", "bound", "claim", "correction", "date", "day", "dimension",
        "document", "end", "factor", "family", "group", "interval", "kind", "label", "measure",
        "near", "outlet", "part", "parties", "parties_basis", "passage", "period", "phrase", "quantity",
        "quoted", "role", "rough", "row", "rule", "sentence", "side", "source", "start", "status", "text",
        "timed", "title", "unit", "value", "witness", "words",
    ]  # fmt: skip

    def __init__(self, row, n):
        self.row, self.group, self.again, self.rough, self.quoted = n, None, "", None, ""
        for name in (
            "claim", "document", "text", "kind", "unit", "measure", "quantity", "phrase", "side", "status",
            "source", "correction", "role", "near", "date", "witness", "passage", "bound", "rule",
            "base_text", "outlet", "parties_basis", "day",
        ):  # fmt: skip
            setattr(self, name, getattr(row, name, ""))
        self.family = FAMILY.get(self.measure, "")
        self.label = self.claim.rpartition("-")[0]
        self.start, self.end, self.sentence = int(row.start), int(row.end), int(row.sentence)
        self.part = frozenset(getattr(row, "part", "").split())
        self.title = self.sentence == 0
        self.words = frozenset(self.quantity.split())
        self.parties = tuple(p for p in self.parties_text(row) if p)
        plain = self.unit.partition(" ")[0] == "ton" and not _SHORT_TON.search(self.text)
        unit = f"tonne{self.unit[3:]}" if plain else self.unit  # "tons" of a wire are metric
        if unit.startswith("ounce") and _PRECIOUS.search(self.passage):
            unit = f"troy_{unit}"
        self.dimension, self.factor = scale(unit, self.kind)
        down = row.change == "down" or getattr(row, "direction", "") == "down"
        sign = -1 if self.measure == "change" and down and (row.low or 0) >= 0 else 1
        unit = sign * self.factor
        ends = ((row.low, -math.inf), (row.high, math.inf))
        low, high = (unit * (end if x is None or x != x else float(x)) for x, end in ends)
        self.interval = Interval(min(low, high), max(low, high))
        told = row.value is not None and row.value == row.value
        self.value = unit * float(row.value) if told else self.interval.middle
        self.basis, self.timed = row.period_basis, bool(getattr(row, "period_text", ""))
        start, end = row.period_start or "", row.period_end or ""
        self.period = (start, end) if start and end else None
        self.base = _base_key(self, row)
        if self.period and days(self.period) <= 7 and not self.words & lexicon()["flow"]:
            self.period, self.day = None, start if start == end else ""
        if self.date and self.words & lexicon()["cumulative"]:
            self.day = ""  # that of the event; the document dates the count

    @property
    def running(self):
        """Whether a count that piles up is of a year that was not over: "this year 6,105 cases"."""
        piling = self.period and self.family == "level" and self.definite and len(self.date) == 10
        if not piling or not self.words & lexicon()["cumulative"]:
            return False
        return self.period[0] <= self.date < self.period[1] and self.period[0].endswith("-01-01")

    def called(self, words):
        """The same item under other words."""
        other = copy(self)
        other.words = words
        return other

    @staticmethod
    def parties_text(row):
        return row.parties.split(" > ") if " > " in row.parties else row.parties.split("; ")

    @property
    def definite(self):
        return self.status in DEFINITE

    @property
    def digits(self):
        """The telling digits of the value as written, in its own unit."""
        return significant(self.value / self.factor)

    def slip(self, right):
        """The one edit that brings the value as written into ``right``, and what it gives in base units."""
        if not re.search(r"\d", self.text) or re.search(r"\d .*(?:to|and|or) .*\d|\d ?[-–] ?\d", self.text):
            return None  # a range or a word has no digits to swap
        own = Interval(right.low / self.factor, right.high / self.factor)
        found = slip_into(self.value / self.factor, own, self.step / self.factor)
        return found and (found[0], found[1] * self.factor)

    @property
    def step(self):
        """One unit of the last digit as written, 0 for an open interval."""
        width = self.interval.high - self.interval.low
        return width if width < float("inf") else 0.0

    @property
    def sized(self):
        """Whether the words leave the size of the value no wide room, as "at least" and "up to" do."""
        return 0 < self.step < abs(self.value)

    @property
    def summand(self):
        """The interval that counts in a sum: a whole number counted one by one is exact."""
        whole = self.dimension == "count" and self.step <= 1 and self.value == int(self.value)
        return Interval(self.value, self.value) if whole else self.interval

    @property
    def key(self):
        part = self.part if self.measure == "share" else None  # "oil makes up 60 percent of exports"
        piling = self.words & lexicon()["cumulative"]
        former = self.role == "old" and not (self.period or self.correction or piling)  # "from 3 to 4"
        time = self.period, self.base, former
        return self.dimension, self.family, self.words, part, self.parties, self.side, time

    @property
    def period_name(self):
        if not self.period:
            return "no stated period"
        start, end = self.period
        return (
            start[:4]
            if (start[5:], end[5:]) == ("01-01", "12-31") and start[:4] == end[:4]
            else f"{start} to {end}"
        )


def period_of(group):
    """The period that all claims of a group that tell any tell."""
    known = {item.period for item in group if item.period}
    return next(iter(known)) if len(known) == 1 else None


def days(period):
    return (date.fromisoformat(period[1]) - date.fromisoformat(period[0])).days + 1


def _base_key(item, row):
    """The base of a change relative to its period ("P1Y") where that can be told, else as dates, else ""."""
    start, end, text = row.base_start or "", row.base_end or "", (row.base_text or "").lower()
    if item.period and start and end:
        for step in ("P1Y", "P3M", "P1M", "P7D", "P1D"):
            if shifted(*item.period, step) == (start, end):
                return step
        if (start, end) == item.period:
            return ""
    if start:
        return start[:7] if end and start[5:7] != "01" else start[:4]
    return step_back(text) or text


def near_in_time(a: Item, b: Item) -> bool:
    if len(a.date) == len(b.date) == 10:
        return abs((date.fromisoformat(a.date) - date.fromisoformat(b.date)).days) <= NEARBY
    return not (a.date and b.date) or a.date[:4] == b.date[:4]


def rough(item: Item) -> Interval:
    """The interval of an item read by the last non-zero digit of its value as written; "more than 240" is not
    235.
    """
    if item.rough is None:
        item.rough, factor = item.interval, item.factor
        if item.step:
            own = Interval(item.interval.low / factor, item.interval.high / factor)
            low, high = coarse(item.value / factor, own)
            item.rough = Interval(low * factor, high * factor)
    return item.rough


def meets(a: Item, b: Item, slack: float = 0.0) -> bool:
    """Whether two items can be of one value; a rank has no tolerance: first is never second."""
    slack = 0.0 if "rank" in (a.measure, b.measure) else slack
    if a.interval.meets(b.interval, slack):
        return True
    mine, theirs = rough(a), rough(b)
    return (mine != a.interval and mine.meets(b.interval)) or (
        theirs != b.interval and a.interval.meets(theirs)
    )
