"""Calendar expressions read as ISO 8601 dates, against the partial date of a document.

The expressions are patterns in ``data/periods.txt``; ``resolve`` turns a match of ``PATTERN`` into the first
and the last day that it means, both included, and says how it knows: "stated", "resolved" (against the date
of the document) or "unstated", when it cannot be told: a fiscal year, or "last March" said in May. Of
07/05/2024 only the year is told.
"""

import re
from calendar import monthrange
from datetime import date, timedelta

from .relative import year_near
from .spelled import lines

MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october"]
MONTHS += ["november", "december"]
_MONTH = {name[:3]: i for i, name in enumerate(MONTHS, 1)}
_COUNT = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_NUMBER = {word: i for i, word in enumerate(_COUNT, 1)} | {"a": 1, "fi": 1, "se": 2, "th": 3, "fo": 4}
_SHIFT = {
    "last": -1, "previous": -1, "prior": -1, "preceding": -1, "this": 0, "current": 0, "next": 1, "coming": 1,
}  # fmt: skip
_UNTOLD = "", "", "unstated"


def _patterns():
    names, expressions = {}, []
    for line in lines("periods"):
        name, _, pattern = line.partition(" = ")
        for known, text in names.items():
            line, pattern = line.replace(f"<{known}>", text), pattern.replace(f"<{known}>", text)
        if name.isupper():
            names[name] = pattern
        else:
            expressions.append(line)
    return re.compile(names["TRIGGER"]), re.compile("|".join(expressions))


TRIGGER, PATTERN = _patterns()


def parse(anchor: str) -> tuple[int, int, int]:
    """Year, month and day of a partial ISO date; 0 for what is unknown.

    >>> parse("2024-05"), parse("")
    ((2024, 5, 0), (0, 0, 0))
    """
    parts = [int(p) for p in re.findall(r"\d+", anchor or "")[:3]]
    return tuple(parts + [0] * (3 - len(parts)))


def resolve(m: re.Match, when: tuple[int, int, int], low: str) -> tuple[str, str, str]:
    """First day, last day and basis of a match of ``PATTERN`` in ``low``, seen from the date ``when``."""
    reader = _READERS.get(m.lastgroup)
    return reader(m, when, low) if reader else _UNTOLD


def _months(year, first, last, basis="stated"):
    """The interval from month ``first`` to month ``last`` of a year, counted on beyond it."""
    (y1, m1), (y2, m2) = divmod(year * 12 + first - 1, 12), divmod(year * 12 + last - 1, 12)
    if not 1 <= y1 <= y2 <= 9998:
        return _UNTOLD
    return f"{y1:04d}-{m1 + 1:02d}-01", f"{y2:04d}-{m2 + 1:02d}-{monthrange(y2, m2 + 1)[1]:02d}", basis


def _day(year, month, day, basis):
    try:
        iso = date(year, month, day).isoformat()
    except ValueError:
        return _UNTOLD
    return iso, iso, basis


def _full(digits):
    year = int(digits.lstrip("'"))
    return year if year > 99 else year + (2000 if year < 50 else 1900)


def _digits(day):
    return int(re.match(r"\d+", day)[0])


def _number(word):
    return _NUMBER.get(word) or (int(word) if word and word.isdecimal() else 0)


def _year_of(words, when):
    """The year that "2024", "last year", "this year" or "the year" names, with its basis; 0 when unknown."""
    if words and words[-1].isdecimal():
        return _full(words), "stated"
    return (when[0] + _SHIFT.get(words.split()[0], 0), "resolved") if words and when[0] else (0, "unstated")


def _iso(m, when, low):
    parts = [int(p) for p in m["iso"].split("-")]
    return _day(*parts, "stated") if len(parts) == 3 else _months(parts[0], parts[1], parts[1])


def _slash(m, when, low):
    a, b, year = re.split(r"[/.-]", m["slash"])
    a, b, year = int(a), int(b), _full(year)
    if m["sep"] == "." or a > 12 or a == b:
        return _day(year, b, a, "stated")
    return _day(year, a, b, "stated") if b > 12 else _months(year, 1, 12)


def _span(m, when, low):
    first, last = re.findall(r"\d+", m["span"])
    last = int(last) if len(last) == 4 else int(first[:2] + last)
    return (f"{first}-01-01", f"{last}-12-31", "stated") if int(first) <= last else _months(int(first), 1, 12)


def _decade(m, when, low):
    digits = re.search(r"\d+", m["decade"])[0]
    first = int(digits) if len(digits) == 4 else 1900 + int(digits)
    return f"{first}-01-01", f"{first + 9}-12-31", "stated"


def _month(m, when, low):
    """A month, some months or a day; without a year, in the anchor's, or the last when that is to come."""
    name, year = {"day": m.group("m1", "y1"), "month": m.group("m4", "y4"), "months": m.group("m3", "y3")}[
        m.lastgroup
    ]
    month, basis = _MONTH[name[:3]], "stated"
    if year and not year[0].isdecimal():
        year, basis = _year_of(year, when)
        if not year:
            return _UNTOLD
    if not year:
        year, basis = year_near(when, month, month, m, low), "resolved"
        if not year:
            return _UNTOLD
    if m.lastgroup == "months":
        first = _MONTH[m["m2"][:3]]
        over = first > month  # "November to March 2023" starts in 2022
        last = int(m["y3"] or (int(m["y2"]) + over if m["y2"] else year))
        start = int(m["y2"] or last - over)
        return _months(start, first, month + 12 * (last - start), basis)
    days = re.findall(r"(?<!\d)\d\d?(?!\d)", m[0].partition("'")[0])
    if days:  # "3 to 9 May"
        first, last = (_day(int(year), month, int(day), basis) for day in (days[0], days[-1]))
        return (first[0], *last[1:]) if first[0] and first[0] <= last[0] else _UNTOLD
    first, last, basis = _months(int(year), month, month, basis)
    return (f"{first[:8]}11", f"{first[:8]}20", basis) if m[0].startswith("mid") else (first, last, basis)


def _part(m, when, low):
    """A quarter or half; without a year, the last one that had ended by the month of the anchor."""
    size = 3 if "q" in (m["q"] or "") or m["of"] == "quarter" else 6
    said = m["q"] or m["nth"]
    n = (
        int(re.search(r"\d", said)[0])
        if re.search(r"\d", said)
        else 12 // size
        if said == "final"
        else _NUMBER[said[:2]]
    )
    year, basis = _year_of(m["y5"], when)
    early = m["y5"] == "the year" and 0 < when[1] <= 3 < n * size  # "in the second half of the year"
    if (early or not year) and when[1]:
        year, basis = year_near(when, (n - 1) * size + 1, n * size, m, low), "resolved"
    return _months(year, (n - 1) * size + 1, n * size, basis) if year and n * size <= 12 else _UNTOLD


def _opening(m, when, low):
    """ "The first nine months of 2023"."""
    (year, basis), n = _year_of(m["y6"], when), _number(m["n6"] or m["n5"])
    if m["n5"] and when[1]:
        year, basis = year_near(when, 1, n, m, low), "resolved"
    if not year or not 0 < n <= 12:
        return _UNTOLD
    return (
        _months(year, 1, n, basis) if m["side"] not in ("last", "final") else _months(year, 13 - n, 12, basis)
    )


def _ended(m, when, low):
    """ "The nine months to September 30, 2023", "the quarter ended June"."""
    size = {"q": 3, "h": 6, "y": 12, "m": 1, "w": 99}[m["u7"][0]] * (_number(m["n7"]) or 1)
    month, year, basis = _MONTH[m["m7"][:3]], m["y7"], "stated"
    if not year and when[1]:
        year, basis = when[0] - (month > when[1]), "resolved"
    if size % 99 == 0 and year and (m["d7"] or m["e7"]):  # "the week to March 1"
        end = _day(int(year), month, _digits(m["d7"] or m["e7"]), basis)
        start = end[0] and date.fromisoformat(end[0]) - timedelta(days=size // 99 * 7 - 1)
        return (start.isoformat(), *end[1:]) if start else _UNTOLD
    return _months(int(year), month - size + 1, month, basis) if year and size <= 60 else _UNTOLD


def _days(m, when, low):
    """ "Between Oct. 1 and Feb. 14": from a day, or the first of a month, to a day or the end of a month."""
    first, last = (_MONTH[(name or m["mb"])[:3]] for name in m.group("ma", "mb"))
    year = int(m["yb"] or 0) or (when[0] and year_near(when, last, last, m, low))
    basis = "stated" if m["yb"] else "resolved"
    day = m["d2"] or m["e2"]
    day = _digits(day) if day else monthrange(year or 1, last)[1]
    start = _day(
        int(m["ya"] or year - (first > last)), first, _digits(m["d0"] or m["d1"] or m["e1"] or "1"), basis
    )
    end = _day(year, last, day, basis)
    return (start[0], *end[1:]) if "" < start[0] <= end[0] else _UNTOLD


def _began(m, when, low):
    """ "The fiscal year that began on April 1": twelve months."""
    month, year = _MONTH[m["mc"][:3]], int(m["yc"] or 0)
    year, basis = (year, "stated") if year else (year_near(when, month, month, m, low), "resolved")
    return _months(year, month, month + 11, basis) if year else _UNTOLD


def _before(m, when, low):
    return _months(when[0] - 2, 1, 12, "resolved") if when[0] > 2 else _UNTOLD


def _relative(m, when, low):
    year, month, day = when
    if m["n8"]:
        return _back(_number(m["n8"]), m["u8"], when, True) if m["which"] in ("last", "past") else _UNTOLD
    if m["which"] == "past" and m["unit"]:
        return _back(1, m["unit"], when, True)
    shift = _SHIFT.get(m["which"])
    if shift is None or not year:
        return _UNTOLD
    if m["unit"] == "year":
        return _months(year + shift, 1, 12, "resolved")
    if m["m8"] and month:
        named = _MONTH[m["m8"][:3]]
        if shift < 0 and named < month:  # "last March" said in May may be either
            return _UNTOLD
        return _months(year + (shift if shift < 0 else shift and named <= month), named, named, "resolved")
    if m["unit"] in ("month", "quarter") and month:
        size = 3 if m["unit"] == "quarter" else 1
        first = (month - 1) // size * size + 1 + size * shift
        return _months(year, first, first + size - 1, "resolved")
    if m["unit"] == "week" and day:
        monday = date(*when) - timedelta(days=date(*when).weekday() - 7 * shift)
        return monday.isoformat(), (monday + timedelta(days=6)).isoformat(), "resolved"
    return _UNTOLD


def _back(n, unit, when, span):
    """The ``n`` units that end at the anchor (``span``), or the one unit that lies ``n`` back."""
    year, month, day = when
    months = n * {"year": 12, "decade": 120, "quarter": 3, "month": 1}.get(unit, 0)
    if not n or not year or n > 900:
        return _UNTOLD
    if not span and (unit in ("year", "decade") or (unit == "month" and month)):
        return (
            _months(year - months // 12, 1, 12, "resolved")
            if months > 11
            else _months(year, month - n, month - n, "resolved")
        )
    if not day or (months and not span):
        return _UNTOLD
    if not months:
        start = date(*when) - timedelta(days=n * (7 if unit == "week" else 1))
        return start.isoformat(), (date(*when) if span else start).isoformat(), "resolved"
    y, m = divmod(year * 12 + month - 1 - months, 12)
    first = f"{y:04d}-{m + 1:02d}-{min(day, monthrange(y, m + 1)[1]):02d}" if y > 0 else ""
    return (first, date(*when).isoformat(), "resolved") if first else _UNTOLD


def _today(m, when, low):
    if not when[2]:
        return _UNTOLD
    iso = (date(*when) + timedelta(days={"yesterday": -1, "tomorrow": 1}.get(m["today"], 0))).isoformat()
    return iso, iso, "resolved"


_OF_GROUPS = (
    _iso,
    _slash,
    _span,
    _decade,
    _part,
    _opening,
    _days,
    _began,
    _before,
    _ended,
    _relative,
    _today,
)  # named as their groups
_READERS = {reader.__name__[1:]: reader for reader in _OF_GROUPS}
_READERS |= dict.fromkeys(("day", "month", "months"), _month)
_READERS["year"] = lambda m, when, low: _months(int(m["y0"]), 1, 12)
_READERS["ago"] = lambda m, when, low: _back(_number(m["n9"]), m["u9"], when, False)
