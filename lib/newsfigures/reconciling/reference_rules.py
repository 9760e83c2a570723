"""Claims that official figures bear on in another way than by being the same quantity.

Counts to date, terms, multiples, anniversaries, the base that a growth implies, the day of a conversion.
"""

import re
from itertools import pairwise

from ..claiming.parties import find_names, territories
from ..reading.relative import shifted
from .arithmetic import Interval
from .reasons import quote
from .reference_table import distance, say_value, to_date

_FITS = {True: "fits", False: "does not fit"}


def multiple(series, item):
    """Read "quadrupled" against two published values of one series."""
    rates = sorted(
        (r for r in series.of(item, wide=True) if r.family == "rate" and len(item.words & r.wide) > 1),
        key=lambda r: r.period[1] or r.period[0],
    )
    rows = []
    for old, new in pairwise(rates):
        if old.value and (old.core, old.flow) == (new.core, new.flow):
            series.tried += 1
            ratio = new.interval / old.interval
            verdict = "fits" if ratio.meets(item.interval) else "does not fit"
            reason = (
                f"{quote(item)}: {old.label} {old.value:g} to {new.label} {new.value:g} is a "
                f"factor of {ratio.middle:g}."
            )
            rows.append(series.row(item, new, verdict, reason, ratio, relation="multiple"))
    return rows


_COUNTED_ANEW = re.compile(
    r"(?i)^[^,;.]*\b(?:since|following|after|this (?:year|season|term|month|week)|of the (?:year|season|term)"
    r"|in (?:less|more|over|under|about|nearly|almost|\w+ (?:years?|months?|weeks?|decades?)))\b"
)  # "his first visit since …" counts from a new start, not all to date


def _of_another(item, reference):
    """Whether a claim names a person or firm of whom the reference does not speak."""
    lands = {name for name, _ in territories().values()}
    told = f"{reference.label} {' '.join(reference.parties)}"
    named = [name for name in item.parties if name not in lands]
    return bool(named) and not any(name.split()[-1] in told for name in named)


def counted(series, item, slack):
    """Counts to date: a later count cannot be smaller, and the one before or after is near."""
    rows = []
    if not item.date or _COUNTED_ANEW.search(item.passage.partition(item.text)[2]):
        return rows
    for r in series.of(item, wide=True):
        if r.measure not in ("count", "ordinal") or not item.words & r.core:
            continue
        if not to_date(r) or _of_another(item, r):
            continue
        series.tried += 1
        day, mine = r.period[1] or r.period[0], item.day or item.date
        cut = min(len(day), len(mine))
        later = day[:cut] > mine[:cut]
        earlier = day[:cut] < mine[:cut]
        wrong = (later and r.interval.high < item.interval.low) or (
            earlier and r.interval.low > item.interval.high
        )
        near = (not later and abs(r.value - item.value) <= 1) or r.interval.meets(item.interval, slack)
        if wrong or near:
            reason = (
                f"{quote(item)}: {r.label} is {r.value:g} on {day}, "
                f"{'later' if later else 'earlier'} than the document."
            )
            rows.append(series.row(item, r, "does not fit" if wrong else "fits", reason))
    return sorted(rows, key=lambda row: row["verdict"])[:2]


def duration(series, item):
    rows = []
    for r in series.references:
        if r.measure == "term" and item.words & r.core and item.unit == r.unit:
            series.tried += 1
            scaled = Interval(*(end * r.factor / item.factor for end in r.interval))
            fits = item.interval.meets(scaled) or item.value == r.value
            rows.append(series.row(item, r, _FITS[fits]))
    return rows[:1]


def implied(series, items, links, slack):
    """The base that a growth implies, against the published level of that period."""
    by_claim, rows = {i.claim: i for i in items}, []
    for n, link in enumerate(links.itertuples()):
        if link.relation != "growth of" or link.verdict != "cannot tell" or " " not in link.inputs:
            continue
        level, change = (by_claim[c] for c in link.inputs.split()[:2])
        implied = Interval(link.low * level.factor, link.high * level.factor)
        levels = [
            r
            for r in series.of(level)
            if r.dimension == level.dimension and r.family == level.family and r.status == "reported"
        ]
        if level.period and change.base.startswith("P"):
            levels = [r for r in levels if r.period == shifted(*level.period, change.base)]
        elif change.base[:4].isdigit():
            levels = [
                r
                for r in levels
                if r.period[0][:4] in (change.base[:4], str(int(change.base[:4]) - 1))
                and r.period[0][5:] == (level.period or ("",))[0][5:]
            ]
        series.tried += len(levels)
        levels.sort(key=lambda r: distance(implied, r.interval))
        for r in levels[:1]:
            fits = implied.meets(r.interval, slack + r.tolerance)
            period = r.period[0][:4]
            reason = (
                f"{link.reason} {r.label}, {period}: {say_value(r)}, which "
                f"{'fits' if fits else 'does not fit'}."
            )
            rows.append(series.row(change, r, _FITS[fits], reason, implied, f"L{n + 1}", "implied base"))
    return rows


def rates(series, items, links):
    """On which days of a dated series a printed conversion may have been made."""
    rows = []
    for n, link in enumerate(links.itertuples()):
        daily = [
            r
            for r in series.references
            if link.relation == "same amount" and r.unit == link.unit and r.period[0] == r.period[1]
        ]
        if not daily:
            continue
        series.tried += len(daily)
        rate = Interval(link.low, link.high)
        fits = [r for r in daily if rate.low <= r.value <= rate.high]
        days = ", ".join(r.period[0] for r in fits) or "none"
        reason = (
            f"{link.reason} Of {len(daily)} days in the series, {days} "
            f"{'allow' if len(fits) > 1 else 'allows'} it."
        )
        best = fits[0] if fits else min(daily, key=lambda r: abs(r.value - rate.middle))
        item = next(i for i in items if i.claim == link.inputs.split()[0])
        rows.append(
            series.row(
                item, best, "fits" if fits else "does not fit", reason, rate, f"L{n + 1}", "exchange rate"
            )
        )
    return rows


def anniversaries(series, items):
    """An anniversary against a published date: the document's year less the count is the year of the
    event.
    """
    rows = []
    for item in items:
        if item.kind != "ordinal" or "anniversary" not in item.words or not item.date:
            continue
        origin = int(item.date[:4]) - round(item.value)
        for r in series.references:
            if (
                r.measure == "date"
                and (item.words - {"anniversary"}) & r.wide
                and frozenset(item.parties) & r.parties
            ):
                series.tried += 1
                fits = r.period[0][:4] == str(origin)
                reason = (
                    f"{quote(item)}: {item.date[:4]} − {round(item.value)} is {origin}; "
                    f"{r.label}: {r.period[0]}."
                )
                year = Interval(origin, origin)
                rows.append(series.row(item, r, _FITS[fits], reason, year, "", "anniversary"))
    return rows


def names_nobody_else(passage, r):
    """Whether a sentence names nobody of whom a reference does not speak."""
    return {name.key for name in find_names(passage)} <= r.parties


def unique(references):
    return list({id(r): r for r in references}.values())


def flowing(words):
    """Exports and imports are one flow, told from its two ends."""
    return frozenset("export" if w == "import" else w for w in words)


def overlaps(period, other):
    if not period or not all(other):
        return False
    return period[0] <= other[1] and other[0] <= period[1]
