"""Figures: the numbers that a document states, and every other number-like string with the reason it is none.

``read`` is the pure function from a document to its figures and rejections; ``find_figures`` and
``find_rejected`` make tables of them. Every digit and every number word of a text lies in one of the two.
"""

import re
from bisect import bisect_right
from decimal import Decimal
from typing import NamedTuple

from .. import progress
from . import context, nouns, numbers, periods, units, wording
from .amounts import take
from .joins import join
from .text import Text
from .units import Amount


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

    Columns: document, figure (counter within the document), sentence, start, end, text, kind, value (null
    for a range and a vague magnitude), low, high, unit, bound, change, period_start, period_end, period_text,
    period_basis, base_start, base_end, base_text. ``raw[start:end] == text``; a counted noun, and what a
    price is per, are in ``unit`` only.

    >>> find_figures("Trade rose 26% to $240 billion.")[["text", "value", "unit", "change"]].values.tolist()
    [['26%', 26.0, 'percent', 'up'], ['$240 billion', 240000000000.0, 'USD', '']]
    """
    return _table(source, "figures", Figure, ("value", "low", "high"))


def find_rejected(source):
    """Return what looks like a number and is no figure: document, sentence, start, end, text, reason."""
    return _table(source, "rejected", Rejected)


def _table(source, name, kind, numeric=()):
    """The table of a corpus, or of a plain text, kept from a run before or read now."""
    import pandas as pd

    if isinstance(source, str):
        from ..loading.corpus import from_text

        source = from_text(source)
    if (stored := source.stored(name)) is not None:
        return stored
    documents = progress.bar(source.records, name)
    records = [r for d in documents for r in read(d)[kind is Rejected]]
    columns = dict(zip(kind._fields, zip(*records, strict=True), strict=True)) if records else {}
    for name in numeric:
        values = [float("nan") if x is None else float(x) for x in columns.get(name, ())]
        columns[name] = pd.Series(values, dtype="float64")
    return pd.DataFrame(columns, columns=kind._fields)


_BACK = re.compile(
    r"(?:this(?! (?:time|year|season|week|month|quarter|spring|summer|autumn|winter)\b)|that|these|those"
    r"|(?:it|they)(?! now)|of (?:this|these|that|those|which)|the (?:figure|total|sum|number))\b"
)
_PAST = re.compile(r"\bhad (?:been|stood|totalled|reached|come|risen|fallen|grown)\b")
_MOST = Decimal("1e100")  # far beyond what is counted, and still a number when a table multiplies it
_DEFINITE = ("the ", "these ", "those ", "their ", "its ", "his ", "her ", "our ")


class _Reader:
    """Reads one document: each number by itself, then what its neighbours and its sentence say of it."""

    def __init__(self, document):
        self.document, self.sentences = document.document, document.sentences
        self.source = Text(document.text, document.raw)
        self.low = self.source.low
        self.starts = [s.start for s in self.sentences]
        self.periods, self.today = periods.find(self.source, document.date), document.date
        self.rejected, self.amounts = [], []

    def read(self):
        self._scan()
        self.amounts, refused = join(self.amounts, self.source)
        for start, end, reason in refused:
            self._reject(start, end, reason)
        if refused:
            self.rejected.sort(key=lambda r: r.start)
        self.amounts = context.describe(self.amounts, self.low)
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
        low, at, day, find = self.low, 0, 0, numbers.finder(self.source)
        dates, counts = [p.dates for p in self.periods if p.dates] + [(len(low) + 1, len(low) + 2)], set()
        index, begin, finish = -1, 0, 0
        while (i := find(at)) >= 0:
            while dates[day][1] <= i:
                day += 1
            start, end = dates[day]
            if start <= i and self._is_amount(start, end):
                counts.add((start, end))
            elif start <= i:
                self._reject(max(start, at), end, "date")
                at = end
                continue
            if i >= finish:
                index, begin, finish = self._sentence(i)
            found = take(self.source, i, at, begin, finish)
            if isinstance(found, Amount) and abs(found.value or 0) > _MOST:
                found = found.start, found.end, "too large"
            if isinstance(found, Amount) and index >= 0:
                found.sentence, found.start = index, max(found.start, at)
                self.amounts.append(found)
                at = max(found.end, i + 1)
            else:
                outside = isinstance(found, Amount)
                start, end, reason = (found.start, found.end, "not in the article") if outside else found
                self._reject(max(start, at), max(end, i + 1), reason)
                at = max(end, i + 1)
        self.periods = [p for p in self.periods if p.dates not in counts]
        self.ends = [p.end for p in self.periods]

    def _is_amount(self, start, end):
        """Is what looks like a year an amount? "$2000", "2000 people", "1900 km", "an average of 1500"."""
        low = self.low
        if end - start != 4 or not low[start:end].isdecimal():
            return False
        if units.before(self.source.text, start):
            return True
        if low.startswith(" won ", end):
            return False  # "the team that in 2019 won the cup"
        unit = units.after(self.source.text, low, end) if low[end : end + 1] in " -" else None
        if unit and unit.kind not in ("shared", "duration"):
            return True
        noun = nouns.noun(low, end, 2) if low[end : end + 1] == " " else None
        if noun and noun[1].rpartition(" ")[2] in units.GROUPS["counted"]:
            return True
        left = wording.words(low, max(0, start - 30), start)
        if left[-1:] == ["of"]:
            return not units.GROUPS["totals"].isdisjoint(left[-2:-1])
        bound = wording.bound(left)[0]
        return bound not in ("", "about") and left[-1] in ("than", "least", "most", "to")

    # ---- periods
    def _figures(self):
        figures, said, last, spans, old, carried = [], {}, -1, [], set(), periods.NONE
        for n, r in enumerate(self.amounts):
            if r.sentence != last:
                last, old = r.sentence, set()
                spans, carried = self._periods(last), self._carried(last, said)
            period, base = periods.NONE, periods.NONE
            if not self._is_timeless(r):
                if spans:
                    place = r.start, r.end, self._next(n, r)
                    period, base = periods.choose(spans, self.low, place, bool(r.change), old, self.today)
                period = carried if period is periods.NONE else period
                if period is not periods.NONE and period not in old:
                    said[last] = period
            figures.append(self._figure(n, r, period, base))
        return figures

    def _periods(self, sentence):
        s = self.sentences[sentence]
        return periods.within(self.periods, self.ends, s.start, s.end)

    def _carried(self, sentence, said):
        """The period that a sentence takes over when it points back: "This includes $3.9 billion"."""
        if sentence < 1 or not _BACK.match(self.low, self.starts[sentence]):
            return periods.NONE
        if _PAST.search(self.low, self.starts[sentence - 1], self.starts[sentence]):
            return periods.NONE  # "In 2022 there had been 251."
        return periods.carried(said.get(sentence - 1), self._periods(sentence - 1))

    def _is_timeless(self, r):
        """Ages, "two-day" and "the two countries" are of no period."""
        if r.kind == "count":
            return self.low[max(0, r.start - 6) : r.start].endswith(_DEFINITE)
        return r.kind in ("duration", "age")

    def _next(self, n, r):
        """Where the next figure of the sentence starts, but for one in brackets or "5 percent to 9"."""
        follow = [f for f in self.amounts[n + 1 : n + 3] if f.sentence == r.sentence]
        between = self.low[r.reach : follow[0].start] if follow else ""
        if between.strip() == "(" or (between == " to " and follow[0].kind != r.kind == "percent"):
            follow = follow[1:]
        return follow[0].start if follow else len(self.low)

    def _figure(self, n, r, period, base):
        raw, (low, high) = self.source.raw, context.interval(r)
        kind = r.kind or ("fraction" if r.form == "fraction" else "bare")
        return Figure._make((
            self.document, n, r.sentence, r.start, r.end, raw[r.start : r.end],
            kind, r.value, low, high, r.unit, r.bound, r.change,
            period.first, period.last, raw[period.start : period.end], period.basis,
            base.first, base.last, raw[base.start : base.end],
        ))  # fmt: skip
