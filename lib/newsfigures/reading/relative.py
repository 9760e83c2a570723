"""Periods that are told from another day: a part of a year without its year, and a period moved back."""

import re
from calendar import monthrange
from datetime import date, timedelta

_AHEAD = r"will|'ll|shall|(?:is|are) (?:to|due|set|expected|likely|scheduled|forecast)"
_WILL = re.compile(rf"(?:{_AHEAD}|expects?|plans|aims|hopes|next)\b")
_MIGHT = re.compile(r"\b(?:(?<!than )expected|due|scheduled|planned?|would|may|could)\b")
_UNTIL = re.compile(r"\b(?:by|until|till) (?:(?:the|end|start|middle|of|early|late|mid) )*$")
_BROKEN = re.compile(
    r"[.;:!?]\s|,(?! \d)"
    r"|\b(?:after|than(?! expected)|from|which|who|while|but|compared|against|earned|said)\b(?! $)"
)
_FRONT = re.compile(r"(?:^\W*|\b(?:and|but) )(?:(?:in|from|on|by|at|the|end|of|early|late|mid) )*$")
_THEN_WILL = re.compile(
    r"(?: (?!(?:and|but|that|which|who|as|after|because|of|said|says)\b)[\w$€£'%.-]*[\w%'])*?"
    rf",? (?:{_AHEAD})\b"
)


def year_near(when, first, last, m, low):
    """The year of a part of the year, from its ``first`` to its ``last`` month, that is told without one.

    It is the last one whose last month had begun, but the next one of what will be, and
    the nearer one of what "would" be, or was "expected".
    """
    year, month = when[:2]
    if not month:
        return year
    past, coming = year - (last > month), year + (last < month)
    said = low[max(0, m.start() - 90) : m.start()]
    said = said[max((b.end() for b in _BROKEN.finditer(said)), default=0) :]
    if _WILL.search(said) or (_FRONT.search(said) and _THEN_WILL.match(low, m.end())):
        return coming
    if _MIGHT.search(said):
        middle = (first + last) / 2
        return min((coming, year, past), key=lambda y: abs(y * 12 + middle - year * 12 - month))
    return max(past, year) if _UNTIL.search(said) else past


def shifted(start: str, end: str, step: str) -> tuple[str, str]:
    """A period moved back by ``step`` ("P1Y", "P3M", "P1M", "P7D", "P1D"): 2023 by P1Y gives 2022."""
    if not start or not end:
        return "", ""
    number, unit = int(step[1:-1]), step[-1]
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    if unit == "D":
        return (first - timedelta(days=number)).isoformat(), (last - timedelta(days=number)).isoformat()
    months = number * (12 if unit == "Y" else 1)
    after = last + timedelta(days=1)
    whole = after.day == 1 == first.day  # of whole months, which are of different lengths
    last = months_back(after, months) - timedelta(days=1) if whole else months_back(last, months)
    return months_back(first, months).isoformat(), last.isoformat()


def months_back(day: date, months: int) -> date:
    """The same day of an earlier month, or the last of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    year = max(year, 1)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
