"""Figures: the numbers that a document states, and every other number-like string with the reason it is none.

``read`` is the pure function from a document to its figures and rejections; ``find_figures`` and
``find_rejected`` make tables of them. Every digit and every number word of a text lies in one of the two.
"""

import re
from bisect import bisect_right
from dataclasses import astuple, dataclass, fields
from decimal import Decimal

from . import numbers, periods, units, wording
from .joins import join
from .reading import INFINITE, Reading, Text, take

ABOUT = Decimal("0.05")  # how far "about" and "nearly" reach, as a share of the value


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of the figures table: exact values, offsets into ``raw``, periods as ISO 8601 dates or ""."""

    document: str
    figure: int
    sentence: int
    start: int
    end: int
    text: str
    kind: str
    value: Decimal | None
    low: Decimal
    high: Decimal
    unit: str
    bound: str
    change: str
    period_start: str
    period_end: str
    period_text: str
    period_basis: str
    base_start: str
    base_end: str
    base_text: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """One row of the rejected table: a number-like string that is no figure, and why."""

    document: str
    sentence: int
    start: int
    end: int
    text: str
    reason: str


def read(document) -> tuple[list[Figure], list[Rejected]]:
    """Return the figures and the rejections of one document, in order."""
    return _Reader(document).read()


def find_figures(source):
    """Return the figures of a corpus, or of a plain text, as a DataFrame: one row a figure.

    Columns: document, figure (counter within the document), sentence, start, end, text, kind, value (null for a
    range and a vague magnitude), low, high, unit, bound, change, period_start, period_end, period_text,
    period_basis, base_start, base_end, base_text. ``raw[start:end] == text``.

    >>> find_figures("Trade rose 26% to $240 billion.")[["text", "value", "unit", "change"]].values.tolist()
    [['26%', 26.0, 'percent', 'up'], ['$240 billion', 240000000000.0, 'USD', '']]
    """
    return _frame([f for d in _documents(source) for f in read(d)[0]], Figure, ("value", "low", "high"))


def find_rejected(source):
    """Return what looks like a number and is no figure, with the reason: document, sentence, start, end, text, reason."""
    return _frame([r for d in _documents(source) for r in read(d)[1]], Rejected)


def _documents(source):
    if isinstance(source, str):
        from .corpus import from_text

        source = from_text(source)
    return source.records


def _frame(records, kind, numeric=()):
    import pandas as pd

    names = [f.name for f in fields(kind)]
    columns = list(zip(*map(astuple, records), strict=True)) if records else [[] for _ in names]
    table = pd.DataFrame(dict(zip(names, columns, strict=True)), columns=names)
    for name in numeric:
        table[name] = pd.Series([None if x is None else float(x) for x in table[name]], dtype="float64")
    return table


class _Reader:
    """Reads one document: first each number by itself, then what its neighbours and its sentence say of it."""

    def __init__(self, document):
        self.document, self.sentences = document.document, document.sentences
        self.source = Text(document.text, document.raw)
        self.low = self.source.low
        self.starts = [s.start for s in self.sentences]
        self.periods = periods.find(self.source.text, self.low, document.date)
        self.rejected, self.readings = [], []

    def read(self):
        self._scan()
        self.readings, refused = join(self.readings, self.low)
        for start, end, reason in refused:
            self._reject(start, end, reason)
        self._describe()
        self.rejected.sort(key=lambda r: r.start)
        return self._figures(), self.rejected

    def _sentence(self, at):
        """The sentence that holds an offset: its number and its span; furniture between sentences has -1."""
        i = bisect_right(self.starts, at) - 1
        if i >= 0 and at < self.sentences[i].end:
            return i, self.sentences[i].start, self.sentences[i].end
        return (
            -1,
            self.sentences[i].end if i >= 0 else 0,
            self.starts[i + 1] if i + 1 < len(self.starts) else len(self.low),
        )

    def _reject(self, start, end, reason):
        text = self.source.raw[start:end]
        self.rejected.append(Rejected(self.document, self._sentence(start)[0], start, end, text, reason))

    def _scan(self):
        low, at, day = self.low, 0, 0
        dates = [p.dates for p in self.periods if p.dates] + [(len(low) + 1, len(low) + 2)]
        while m := numbers.scan(low, at):
            i = m.start()
            while dates[day][1] <= i:
                day += 1
            start, end = dates[day]
            if start <= i and not self._no_year(start, end):
                self._reject(max(start, at), end, "date")
                at = end
                continue
            index, begin, finish = self._sentence(i)
            found = take(self.source, i, begin, finish)
            if isinstance(found, Reading) and index >= 0:
                found.sentence = index
                self.readings.append(found)
                at = max(found.end, i + 1)
            else:
                start, end, reason = (
                    (found.start, found.end, "not in the article") if isinstance(found, Reading) else found
                )
                self._reject(max(start, at), max(end, i + 1), reason)
                at = max(end, i + 1)

    def _no_year(self, start, end):
        """Is what looks like a year an amount? "$2000", "some 2000 people", "1900 km"."""
        low = self.low
        if end - start != 4 or not low[start:end].isdecimal():
            return False
        unit = units.after(self.source.text, low, end)
        if (
            units.before(self.source.text, start)
            or unit
            and unit.kind not in ("shared", "duration")
            and len(unit.name) > 1
        ):
            return True
        if unit and low[end] == "-":
            return True
        left = wording.words(low, max(0, start - 40), start)
        noun = units.noun(low, end, 2)
        if noun and noun[1].rpartition(" ")[2] in _COUNTED:
            return True
        return bool(left) and left[-1] not in _TIMELY and bool(wording.bound(left)[0])

    # ---- what the sentence says
    def _describe(self):
        before = None
        for r in self.readings:
            near = before if before and before.sentence == r.sentence else None
            left = wording.words(self.low, max(r.begin, near.end if near else 0), r.start)
            gap = self.low[near.end : r.start].strip() if near and r.start - near.end < 9 else None
            self._bound(r, left)
            self._inherit(r, left, near)
            if gap in ("(", "/") and not r.bound:
                r.bound = near.bound
            if not r.change and r.kind not in ("ordinal", "multiple", "fraction"):
                r.change = self._change(r, left, near, gap)
            before = r

    def _bound(self, r, left):
        bound, used = wording.bound(left)
        over = used == 1 and left[-1] in ("over", "under", "above", "below", "some", "beyond")
        if (
            bound
            and over
            and r.kind == "duration"
            and "of age" not in r.unit
            and left[-2:-1] not in (["for"], ["well"], ["just"], ["lasted"], ["took"])
        ):
            bound = "" if left[-1] == "over" else bound
        if left[-1:] == ["sub-"]:
            bound = "less than"
        if not bound:
            bound, end = wording.bound_after(self.low, r.end)
            r.end = end if bound and self.low[r.end] in "+-" else r.end
        if not bound and self.low[max(0, r.start - 4) : r.start] == "sub-":
            bound = "less than"
        r.bound = bound

    def _inherit(self, r, left, near):
        """ "Up from 2.4 million", "compared with 63", "from 208 pounds to 193": the unit of the figure before."""
        if r.unit or not near or near.kind not in ("count", "money", "measure") or not left or left[-1] not in _COMPARING:
            return
        value, other = r.value, near.value
        if r.form in ("digits", "words") and value and other and 0.02 < abs(value / other) < 50 and " / " not in near.unit:
            r.unit, r.kind = near.unit, near.kind

    def _change(self, r, left, near, gap):
        share = r.kind in ("percent", "percentage_point")
        measured = share or r.kind in ("money", "measure") or r.unit == "point" or not r.unit
        change = wording.change(left, self.low, r.end, share, measured)
        if change or not near:
            return change
        if gap in ("or", ", or", "(", ",") and near.change and near.unit != r.unit:
            return near.change
        return near.change if left[-1:] == ["by"] and near.unit == r.unit else ""

    def _figures(self):
        figures, carried = [], periods.NONE
        by_sentence, last = {}, -2
        for n, r in enumerate(self.readings):
            if r.sentence != last:
                carried = self._carried(r.sentence, last, carried, by_sentence)
                last = r.sentence
            period, base = self._period(n, r)
            if period is periods.NONE and carried is not periods.NONE and not self._timeless(r):
                period = carried._replace(basis="resolved" if carried.basis == "stated" else carried.basis)
            if period is not periods.NONE:
                by_sentence[r.sentence] = period
            figures.append(self._figure(n, r, period, base))
        return figures

    def _carried(self, sentence, last, carried, by_sentence):
        """The period that a sentence takes over when it points back: "This includes $3.9 billion"."""
        s = self.sentences[sentence]
        if sentence < 1 or not _BACK.match(self.low, s.start):
            return periods.NONE
        if sentence - 1 in by_sentence:
            return by_sentence[sentence - 1]
        before = self.sentences[sentence - 1]
        found = periods.within(self.periods, before.start, before.end)
        return next((p for p in found if p.lead not in _BASES), periods.NONE)

    def _timeless(self, r):
        """Ages, "two-day" and "the two countries" are of no period."""
        if r.kind == "duration":
            return True
        return r.kind == "count" and self.low[max(0, r.start - 6) : r.start].endswith(
            ("the ", "these ", "those ", "their ", "its ")
        )

    def _period(self, n, r):
        """The period and the base of a figure among the periods of its sentence."""
        s = self.sentences[r.sentence]
        found = periods.within(self.periods, s.start, s.end)
        if not found or self._timeless(r):
            return periods.NONE, periods.NONE
        follow = self.readings[n + 1] if n + 1 < len(self.readings) else None
        stop = follow.start if follow and follow.sentence == r.sentence else s.end
        bases = [
            p
            for p in found
            if p.lead in _BASES
            or p.group == "same"
            or p.group == "ago"
            and "earlier" in self.low[p.start : p.end]
        ]
        base = next(
            (
                p
                for p in bases
                if r.change
                and (r.end <= p.start < stop or p.lead in ("compared with", "compared to", "since"))
            ),
            periods.NONE,
        )
        rest = [p for p in found if p is not base and p.group != "same" and p.lead not in _COMPARED]
        rest = [
            p
            for p in rest
            if p.lead != "since" or r.end <= p.start < stop or p.end <= r.start and not r.change
        ]
        rest = [
            p
            for p in rest
            if not (p.lead in ("from", "on") and p.group == "relative" and r.change and p.start > r.end)
        ]
        after = [p for p in rest if r.end <= p.start < stop]
        left = [p for p in rest if p.end <= r.start and p.lead != "since"]
        period = (
            after
            or left[::-1]
            or [p for p in rest if p.start >= stop and p.lead != "since"]
            or [periods.NONE]
        )[0]
        if base.group == "same" or base.group == "relative" and base.basis != "stated" or base.group == "ago":
            base = self._year_before(base, period)
        return period, base

    def _year_before(self, base, period):
        """ "The previous year" and "a year earlier" count back from the period of the figure."""
        said = self.low[base.start : base.end]
        if (
            "year" not in said
            or "previous" not in said
            and "earlier" not in said
            and base.group != "same"
            or not (period.first and period.last)
        ):
            return (
                base
                if base.group == "relative" and "previous" not in said
                else base._replace(first="", last="")
            )
        first, last = (
            f"{int(d[:4]) - 1:04d}{d[4:]}".replace("02-29", "02-28") for d in (period.first, period.last)
        )
        return base._replace(first=first, last=last)

    def _figure(self, n, r, period, base):
        low, high = _interval(r)
        raw = self.source.raw
        return Figure(
            self.document, n, r.sentence, r.start, r.end, raw[r.start : r.end], r.kind or "bare", r.value, low, high,
            r.unit, r.bound, r.change, period.first, period.last, raw[period.start : period.end], period.basis,
            base.first, base.last, raw[base.start : base.end],
        )  # fmt: skip


_BACK = re.compile(
    r"(?:this|that|these|those|it|they|of (?:this|these|that|those|which)|the (?:figure|total|amount|sum|number))\b"
)
_BASES = frozenset(
    ("since", "from", "than", "over", "against", "versus", "vs", "compared with", "compared to", "on")
)
_COMPARED = frozenset(("than", "against", "versus", "vs", "compared with", "compared to"))
_COMPARING = frozenset("from with to than against versus".split())
_COUNTED = frozenset(
    "people person man woman child troop soldier worker employee job household resident student euro dollar".split()
)
_TIMELY = frozenset("over under above below by since around about approximately circa some".split())


def _interval(r: Reading) -> tuple[Decimal, Decimal]:
    """The interval that the words allow: half a unit of the last digit, narrowed or opened by the bound."""
    if r.low is not None:
        return r.low, r.high
    half = r.step / 2
    low, high = r.value - half, r.value + half
    if r.bound in ("more than", "at least"):
        return r.value, INFINITE
    if r.bound in ("less than", "at most"):
        return (Decimal(0) if r.value > 0 and not r.unit.startswith("degree") else -INFINITE), r.value
    if r.bound == "about":
        reach = max(half, abs(r.value) * ABOUT)
        return r.value - reach, r.value + reach
    if r.bound == "nearly":
        return r.value - max(half, abs(r.value) * ABOUT), r.value
    return low, high
