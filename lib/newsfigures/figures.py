"""Figures: the numbers that a document states, and every other number-like string with the reason it is none.

``read`` is the pure function from a document to its figures and rejections; ``find_figures`` and
``find_rejected`` make tables of them. Every digit and every number word of a text lies in one of the two.
"""

import re
from bisect import bisect_right
from decimal import Decimal
from typing import NamedTuple

from . import numbers, periods, units, wording
from .joins import join
from .amounts import INFINITE, Amount, Text, take

ABOUT = Decimal("0.05")  # how far "about" and "nearly" reach, as a share of the value


class Figure(NamedTuple):
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


class Rejected(NamedTuple):
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
    period_basis, base_start, base_end, base_text. ``raw[start:end] == text``; a counted noun is in ``unit`` only.

    >>> find_figures("Trade rose 26% to $240 billion.")[["text", "value", "unit", "change"]].values.tolist()
    [['26%', 26.0, 'percent', 'up'], ['$240 billion', 240000000000.0, 'USD', '']]
    """
    return _frame([f for d in _documents(source) for f in read(d)[0]], Figure, ("value", "low", "high"))


def find_rejected(source):
    """Return what looks like a number and is no figure: document, sentence, start, end, text, reason."""
    return _frame([r for d in _documents(source) for r in read(d)[1]], Rejected)


def _documents(source):
    if isinstance(source, str):
        from .corpus import from_text

        source = from_text(source)
    return source.records


def _frame(records, kind, numeric=()):
    import pandas as pd

    columns = dict(zip(kind._fields, zip(*records, strict=True), strict=True)) if records else {}
    for name in numeric:
        values = [float("nan") if x is None else float(x) for x in columns.get(name, ())]
        columns[name] = pd.Series(values, dtype="float64")
    return pd.DataFrame(columns, columns=kind._fields)


_BACK = re.compile(
    r"(?:this|that|these|those|it|they|of (?:this|these|that|those|which)|the (?:figure|total|sum|number))\b"
)
_BASES = frozenset(
    ("since", "from", "than", "over", "against", "versus", "vs", "compared with", "compared to", "on")
)
_COMPARED = frozenset(("than", "against", "versus", "vs", "compared with", "compared to"))
_OLD = frozenset(("from", "than", "against", "versus", "with"))
_LIKE = frozenset((*_OLD, "to", "at"))
_COUNTED = frozenset(units.lines("counted"))
_DURING = frozenset(("for", "well", "just", "lasted", "took", "taken", "spent"))
_DEFINITE = ("the ", "these ", "those ", "their ", "its ", "his ", "her ", "our ")


class _Reader:
    """Reads one document: first each number by itself, then what its neighbours and its sentence say of it."""

    def __init__(self, document):
        self.document, self.sentences = document.document, document.sentences
        self.source = Text(document.text, document.raw)
        self.low = self.source.low
        self.starts = [s.start for s in self.sentences]
        self.periods = periods.find(self.source.text, self.low, document.date)
        self.at = [p.end for p in self.periods]
        self.rejected, self.amounts = [], []

    def read(self):
        self._scan()
        self.amounts, refused = join(self.amounts, self.low)
        for start, end, reason in refused:
            self._reject(start, end, reason)
        if refused:
            self.rejected.sort(key=lambda r: r.start)
        self._describe()
        return self._figures(), self.rejected

    def _sentence(self, at):
        """The sentence that holds an offset, with its span; what stands outside all has number -1."""
        i = bisect_right(self.starts, at) - 1
        if i >= 0 and at < self.sentences[i].end:
            return i, self.sentences[i].start, self.sentences[i].end
        finish = self.starts[i + 1] if i + 1 < len(self.starts) else len(self.low)
        return -1, self.sentences[i].end if i >= 0 else 0, finish

    def _reject(self, start, end, reason):
        text = self.source.raw[start:end]
        self.rejected.append(Rejected(self.document, self._sentence(start)[0], start, end, text, reason))

    def _scan(self):
        """Take every candidate: inside a date it is rejected, elsewhere read; both move the reader on."""
        low, at, day = self.low, 0, 0
        dates = [p.dates for p in self.periods if p.dates] + [(len(low) + 1, len(low) + 2)]
        index, begin, finish = -1, 0, 0
        while m := numbers.scan(low, at):
            i = m.start()
            while dates[day][1] <= i:
                day += 1
            start, end = dates[day]
            if start <= i and not self._is_amount(start, end):
                self._reject(max(start, at), end, "date")
                at = end
                continue
            if i >= finish:
                index, begin, finish = self._sentence(i)
            found = take(self.source, i, at, begin, finish)
            if isinstance(found, Amount) and index >= 0:
                found.sentence, found.start = index, max(found.start, at)
                self.amounts.append(found)
                at = max(found.end, i + 1)
            else:
                outside = isinstance(found, Amount)
                start, end, reason = (found.start, found.end, "not in the article") if outside else found
                self._reject(max(start, at), max(end, i + 1), reason)
                at = max(end, i + 1)

    def _is_amount(self, start, end):
        """Is what looks like a year an amount? "$2000", "some 2000 people", "1900 km", "an average of 1500"."""
        low = self.low
        if end - start != 4 or not low[start:end].isdecimal():
            return False
        if units.before(self.source.text, start):
            return True
        unit = units.after(self.source.text, low, end) if low[end : end + 1] in " -" else None
        if unit and (unit.kind not in ("shared", "duration") or low[end] == "-") and unit.end > end + 1:
            return True
        noun = units.noun(low, end, 2) if low[end : end + 1] == " " else None
        if noun and noun[1].rpartition(" ")[2] in _COUNTED:
            return True
        left = wording.words(low, max(0, start - 30), start)
        if left[-1:] == ["of"] and left[-2:-1] in (
            ["average"],
            ["total"],
            ["maximum"],
            ["minimum"],
            ["number"],
        ):
            return True
        return (
            bool(left)
            and wording.bound(left)[0] not in ("", "about")
            and left[-1] in ("than", "least", "most", "to")
        )

    # ---- what the sentence says of each figure
    def _describe(self):
        near, kept = None, []
        for r in self.amounts:
            near = near if near and near.sentence == r.sentence else None
            left = wording.words(self.low, near.end if near else r.begin, r.start)
            gap = self.low[near.reach : r.start].strip() if near and r.start - near.reach < 9 else None
            used = self._bound(r, left)
            if gap in ("(", "/") and not r.bound:
                r.bound = near.bound
            self._inherit(r, left, kept)
            if not r.change and r.kind not in ("ordinal", "multiple", "fraction"):
                r.change = self._change(r, left[: len(left) - used], near, gap)
            if near and len(left) == used + 1 and left[0] in ("and", "but") and _narrow(near, r):
                kept.pop()
            kept.append(r)
            near = r
        self.amounts = kept

    def _bound(self, r, left):
        bound, used = wording.bound(left)
        if bound and left[-1] == "over" and used == 1 and r.kind == "duration" and "of age" not in r.unit:
            bound = bound if left[-2:-1] and left[-2] in _DURING else ""
        behind = (
            wording.bound_after(self.low, r.end)
            or (r.reach > r.end and wording.bound_after(self.low, r.reach))
            or ""
        )
        if behind and (not bound or bound == "about"):
            bound = behind
        if not bound and self.low[max(0, r.start - 4) : r.start] == "sub-":
            bound = "less than"
        if r.form == "range" and bound not in ("about", "nearly"):
            bound = ""
        r.bound = bound or r.bound
        return used

    def _inherit(self, r, left, kept):
        """ "Up from 2.4 million", "compared with 63", "climbed to 1,333": the unit of an earlier figure like it."""
        if r.unit or not r.value or r.form not in ("digits", "words") or not left or left[-1] not in _LIKE:
            return
        for other in kept[:-5:-1]:
            if other.sentence != r.sentence:
                return
            if other.kind in ("count", "money", "measure") and other.value and " / " not in other.unit:
                if Decimal("0.2") < abs(r.value / other.value) < 5:
                    r.unit, r.kind = other.unit, other.kind
                    return

    def _change(self, r, left, near, gap):
        share = r.kind in ("percent", "percentage_point")
        amount = share or r.kind in ("money", "measure") or r.unit == "point" or not r.unit
        if r.kind == "count" and not amount and left[-1:] == ["up"]:
            return ""
        change = wording.change(left, self.low, r.end, share, amount)
        if not change and share and self.low[r.start] in "-−+":
            change = "up" if self.low[r.start] == "+" else "down"
        if change or not near:
            return change
        if gap in ("or", ", or", "(", ",") and near.change and near.unit != r.unit:
            return near.change
        return near.change if left[-1:] == ["by"] and near.unit == r.unit else ""

    # ---- periods
    def _figures(self):
        figures, said, last, spans = [], {}, -1, []
        for n, r in enumerate(self.amounts):
            if r.sentence != last:
                last, old = r.sentence, set()
                spans = self._periods(last)
                carried = self._carried(last, said)
            period, base = (
                self._period(n, r, spans, old) if not self._is_timeless(r) else (periods.NONE, periods.NONE)
            )
            if period is periods.NONE and not self._is_timeless(r):
                period = carried
            if period is not periods.NONE:
                said[last] = period
            figures.append(self._figure(n, r, period, base))
        return figures

    def _periods(self, sentence):
        s = self.sentences[sentence]
        return self.periods[bisect_right(self.at, s.start) : bisect_right(self.at, s.end)]

    def _carried(self, sentence, said):
        """The period that a sentence takes over when it points back: "This includes $3.9 billion"."""
        if sentence < 1 or not _BACK.match(self.low, self.starts[sentence]):
            return periods.NONE
        found = said.get(sentence - 1) or next(
            (p for p in self._periods(sentence - 1) if p.lead not in _BASES), None
        )
        if not found:
            return periods.NONE
        return found._replace(basis="resolved") if found.basis == "stated" else found

    def _is_timeless(self, r):
        """Ages, "two-day" and "the two countries" are of no period."""
        return r.kind == "duration" or (
            r.kind == "count" and self.low[max(0, r.start - 6) : r.start].endswith(_DEFINITE)
        )

    def _period(self, n, r, found, old):
        """The period and the base of a figure among the periods of its sentence; ``old`` collects those of old values.

        A period right after a figure, before the next one, is its own; else the nearest before it that is not of
        an old value ("up from 62% in 2020"); else one after figures that only repeat it in brackets.
        """
        if not found:
            return periods.NONE, periods.NONE
        follow = [f for f in self.amounts[n + 1 : n + 3] if f.sentence == r.sentence]
        if follow and self.low[follow[0].start - 1] == "(" and follow[0].start - r.reach < 3:
            follow = follow[1:]  # what only repeats it in brackets
        stop = follow[0].start if follow else len(self.low)
        base = periods.NONE
        if r.change:
            bases = (p for p in found if p.group in ("same", "earlier") or p.lead in _BASES)
            base = next(
                (p for p in bases if r.end <= p.start < stop or p.lead in _COMPARED or p.lead == "since"),
                base,
            )
        rest = [p for p in found if p is not base and p.group != "same" and p.lead not in _COMPARED]
        after = [
            p
            for p in rest
            if r.end <= p.start < stop and (p.group not in ("ago", "earlier") or p.start < r.end + 4)
        ]
        after = [p for p in after if not (r.change and p.lead in ("from", "since"))]
        if self.low[max(r.begin, r.start - 9) : r.start].endswith(tuple(f" {w} " for w in _OLD)):
            old.update(after)
        if after:
            return after[0], base
        left = [p for p in rest if p.end <= r.start and p not in old and p.group not in ("ago", "earlier")]
        left = [p for p in left if p.lead != "since"]
        if left:
            return left[-1], base
        return periods.NONE, base

    def _figure(self, n, r, period, base):
        low, high = _interval(r)
        raw = self.source.raw
        if base.group in ("same", "earlier") or (
            base.group == "relative" and "previous" in self.low[base.start : base.end]
        ):
            base = periods.year_before(base, period, self.low)
        return Figure(
            self.document, n, r.sentence, r.start, r.end, raw[r.start : r.end], r.kind or "bare", r.value, low, high,
            r.unit, r.bound, r.change, period.first, period.last, raw[period.start : period.end], period.basis,
            base.first, base.last, raw[base.start : base.end],
        )  # fmt: skip


def _narrow(a, b):
    """Make one range of "more than 100 and less than 300 people"; False when they are no such pair."""
    lower, upper = ("more than", "at least"), ("less than", "at most")
    if a.value is None or b.value is None or a.unit not in ("", b.unit):
        return False
    if not (
        a.bound in lower
        and b.bound in upper
        and a.value < b.value
        or a.bound in upper
        and b.bound in lower
        and a.value > b.value
    ):
        return False
    b.low, b.high = sorted((a.value, b.value))
    b.start, b.value, b.form, b.bound = a.start, None, "range", ""
    return True


def _interval(r: Amount) -> tuple[Decimal, Decimal]:
    """The interval that the words allow: half a unit of the last digit either side, narrowed or opened by the bound.

    "About" reaches five percent of the value, or half a unit if that is more; "nearly" the same, below only.
    "Less than" does not pass zero, temperatures excepted. A range is its two ends.
    """
    if r.low is not None:
        return r.low, r.high
    half = r.step / 2
    if r.bound in ("more than", "at least"):
        return r.value, INFINITE
    if r.bound in ("less than", "at most"):
        return (Decimal(0) if r.value > 0 and not r.unit.startswith("degree") else -INFINITE), r.value
    if r.bound in ("about", "nearly"):
        half = max(half, abs(r.value) * ABOUT)
    return r.value - half, r.value if r.bound == "nearly" else r.value + half
