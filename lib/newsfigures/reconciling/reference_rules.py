"""Claims that official figures bear on in another way than by being the same quantity.

Counts to date, terms, multiples, anniversaries, the base that a growth implies, the day of a conversion.
"""

import re
from itertools import pairwise

from ..claiming.parties import territories
from ..reading.relative import shifted
from .arithmetic import Interval
from .reasons import quote
from .reference_table import distance, say_value

_FITS = {True: "fits", False: "does not fit"}
_COUNTED_ANEW = re.compile(
    r"(?i)^[^,;.]*\b(?:since|following|after|this (?:year|season|term|month|week)|of the (?:year|season|term)"
    r"|in (?:less|more|over|under|about|nearly|almost|\w+ (?:years?|months?|weeks?|decades?)))\b"
)  # "his first visit since …" counts from a new start, not all to date


def multiple(official, item):
    """Read "quadrupled" against two published values of one series."""
    rates = [r for r in official.of(item, wide=True) if r.family == "rate" and len(item.words & r.wide) > 1]
    rates.sort(key=lambda r: r.period[1])
    rows = []
    for old, new in pairwise(rates):
        if old.value and (old.core, old.flow) == (new.core, new.flow):
            official.tried += 1
            ratio = new.interval / old.interval
            reason = (
                f"{quote(item)}: {old.label} {old.value:g} to {new.label} {new.value:g} is a "
                f"factor of {ratio.middle:g}."
            )
            verdict = _FITS[ratio.meets(item.interval)]
            rows.append(official.row(item, new, verdict, reason, ratio, relation="multiple"))
    return rows


def ranked(official, item):
    """A count to date told by its number, or an anniversary: the document's year less it is the event's."""
    if "anniversary" not in item.words or not item.date:
        return counted(official, item)
    origin, rows = int(item.date[:4]) - round(item.value), []
    for r in official.of(item, wide=True):
        if r.measure == "date" and frozenset(item.parties) & r.parties:
            official.tried += 1
            reason = (
                f"{quote(item)}: {item.date[:4]} − {round(item.value)} is {origin}; {r.label}: {r.period[0]}."
            )
            verdict = _FITS[r.period[0][:4] == str(origin)]
            year = Interval(origin, origin)
            rows.append(official.row(item, r, verdict, reason, year, relation="anniversary"))
    return rows


def counted(official, item):
    """Counts to date: a later count cannot be smaller, and the one before or after is near."""
    rows = []
    if not item.date or _COUNTED_ANEW.search(item.passage.partition(item.text)[2]):
        return rows
    for r in official.of(item, wide=True):
        if not item.words & r.core or not _to_date(r) or _of_another(item, r):
            continue
        official.tried += 1
        day = r.period[1]
        later, earlier = day > item.date, day < item.date
        wrong = (later and r.interval.high < item.interval.low) or (
            earlier and r.interval.low > item.interval.high
        )
        near = (not later and abs(r.value - item.value) <= 1) or r.interval.meets(item.interval)
        if wrong or near:
            reason = (
                f"{quote(item)}: {r.label} is {r.value:g} on {day}, "
                f"{'later' if later else 'earlier'} than the document."
            )
            rows.append(official.row(item, r, _FITS[not wrong], reason))
    return sorted(rows, key=lambda row: row["verdict"])[:2]


def _to_date(r):
    counted = r.period[0] == r.period[1] and r.measure == "ordinal"
    return counted or (r.measure == "count" and "to date" in f"{r.label} {r.definition}".lower())


def _of_another(item, r):
    """Whether a claim names a person or firm of whom the reference does not speak."""
    lands = {name for name, _ in territories().values()}
    named = [name for name in item.parties if name not in lands]
    told = f"{r.label} {' '.join(r.parties)}"
    return bool(named) and not any(name.split()[-1] in told for name in named)


def term(official, item):
    """A term of office against the official one."""
    for r in official.references:
        if r.measure == "term" and item.words & r.core:
            official.tried += 1
            own = Interval(*(end * r.factor / item.factor for end in r.interval))
            return [official.row(item, r, _FITS[item.interval.meets(own)])]
    return []


RULES = {"multiple": multiple, "rank": ranked, "duration": term}  # by kind or family of a claim


def implied(official, links):
    """The base that a growth implies, against the published level of that period."""
    rows = []
    for n, link in enumerate(links.itertuples(), 1):
        if link.relation != "growth of" or link.verdict != "cannot tell":
            continue
        level, change = map(official.by_claim.get, link.inputs.split())
        base = Interval(link.low * level.factor, link.high * level.factor)
        levels = [r for r in official.alike(level) if r.status == "reported" and _starts(r, level, change)]
        official.tried += len(levels)
        for r in sorted(levels, key=lambda r: distance(base, r.interval))[:1]:
            verdict = _FITS[base.meets(r.interval, official.slack + r.tolerance)]
            reason = f"{link.reason} {r.label}, {r.period[0][:4]}: {say_value(r)}, which {verdict}."
            own = Interval(*(end / r.factor for end in base))
            rows.append(official.row(change, r, verdict, reason, own, f"L{n}", "implied base"))
    return rows


def _starts(r, level, change):
    """Whether a statistic is of the time before a growth; "since February 2022" may mean the year before."""
    if level.period and change.base.startswith("P"):
        return r.period == shifted(*level.period, change.base)
    year = change.base[:4]
    if not year.isdigit():
        return True
    alike = bool(level.period) and r.period[0][5:] == level.period[0][5:]
    return alike and r.period[0][:4] in (year, str(int(year) - 1))


def conversions(official, links):
    """On which days of a dated series a printed conversion may have been made."""
    rows = []
    for n, link in enumerate(links.itertuples(), 1):
        daily = [r for r in official.references if r.unit == link.unit and r.period[0] == r.period[1]]
        if link.relation != "same amount" or not daily:
            continue
        official.tried += len(daily)
        rate = Interval(link.low, link.high)
        fits = [r for r in daily if rate.low <= r.value <= rate.high]
        days = ", ".join(r.period[0] for r in fits) or "none"
        reason = (
            f"{link.reason} Of {len(daily)} days in the series, {days} "
            f"{'allow' if len(fits) > 1 else 'allows'} it."
        )
        best = fits[0] if fits else min(daily, key=lambda r: abs(r.value - rate.middle))
        item, verdict = official.by_claim[link.inputs.split()[0]], _FITS[bool(fits)]
        rows.append(official.row(item, best, verdict, reason, rate, f"L{n}", "exchange rate"))
    return rows
