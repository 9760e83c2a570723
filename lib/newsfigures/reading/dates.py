"""Calendar expressions read as ISO 8601 dates, against the partial date of a document.

The expressions are patterns in ``data/periods.txt``; ``resolve`` turns a match of ``PATTERN`` into the first
and the last day that it means, both included, and says how it knows: "stated", "resolved" (against the date
of the document) or "unstated", when it cannot be told: a fiscal year, or "last March" said in May. Of
07/05/2024 only the year is told. A year, month or day that is unknown is 0 and makes no date.
"""

import re
from calendar import monthrange
from datetime import date, timedelta

from .relative import months_back, year_near
from .spelled import lines

MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october"]
MONTHS += ["november", "december"]
_MONTH = {name[:3]: i for i, name in enumerate(MONTHS, 1)}
_COUNT = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_NUMBER = {word: i for i, word in enumerate(_COUNT, 1)} | {"a": 1, "fi": 1, "se": 2, "th": 3, "fo": 4}
_SHIFT = dict.fromkeys(("last", "previous", "prior", "preceding"), -1) | {"next": 1, "coming": 1}
_SHIFT |= {"this": 0, "current": 0}
_SIZE = {"month": 1, "quarter": 3, "half": 6, "year": 12}  # in months
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
    if not year or not 1 <= y1 <= y2 <= 9998:
        return _UNTOLD
    return f"{y1:04d}-{m1 + 1:02d}-01", f"{y2:04d}-{m2 + 1:02d}-{monthrange(y2, m2 + 1)[1]:02d}", basis


def _day(year, month, day, basis):
    try:
        iso = date(year, month, day).isoformat()
    except ValueError:
        return _UNTOLD
    return iso, iso, basis


def _between(start, end):
    return (start[0], *end[1:]) if "" < start[0] <= end[0] else _UNTOLD


def _full(digits):
    year = int(digits.lstrip("'"))
    return year if year > 99 else year + (2000 if year < 50 else 1900)


def _digits(day):
    return int(re.match(r"\d+", day)[0])


def _number(word):
    return _NUMBER.get(word) or (int(word) if word and word.isdecimal() else 0)


def _year_of(words, when, *near):
    """The year that "2024", "last year" or "the year" names, with its basis; without words the one ``near``
    which its months lie, as the arguments of ``year_near``.
    """
    if not words:
        return year_near(when, *near), "resolved"
    if words[-1].isdecimal():
        return _full(words), "stated"
    return (when[0] and when[0] + _SHIFT.get(words.split()[0], 0)), "resolved"


def _iso(m, when, low):
    year, month, *day = map(int, m["iso"].split("-"))
    return _day(year, month, *day, "stated") if day else _months(year, month, month)


def _slash(m, when, low):
    a, b, year = re.split(r"[/.-]", m["slash"])
    a, b, year = int(a), int(b), _full(year)
    if m["sep"] == "." or a > 12 or a == b:
        return _day(year, b, a, "stated")
    return _day(year, a, b, "stated") if b > 12 else _months(year, 1, 12)


def _span(m, when, low):
    first, last = re.findall(r"\d+", m["span"])
    first, last = int(first), int(first[: 4 - len(last)] + last)
    return _months(first, 1, 12 * (max(last - first, 0) + 1))


def _decade(m, when, low):
    digits = re.search(r"\d+", m["decade"])[0]
    first = int(digits) if len(digits) == 4 else 1900 + int(digits)
    return _months(first, 1, 120)


def _month(m, when, low):
    """A month or a day; without a year, in the anchor's, or the last when that is to come."""
    name, year = m.group("m1", "y1") if m.lastgroup == "day" else m.group("m4", "y4")
    month = _MONTH[name[:3]]
    year, basis = _year_of(year, when, month, month, m, low)
    mid = m[0].startswith("mid")
    days = ("11", "20") if mid else re.findall(r"(?<!\d)\d\d?(?!\d)", m[0])  # "3 to 9 May"
    if not days:
        return _months(year, month, month, basis)
    return _between(*(_day(year, month, int(day), basis) for day in (days[0], days[-1])))


def _part(m, when, low):
    """A quarter or half; without a year, the last one that had ended by the month of the anchor."""
    said = m["q"] or m["nth"]
    size = 3 if "q" in (m["q"] or m["of"]) else 6
    digit = re.search(r"\d", said)
    n = 12 // size if said == "final" else int(digit[0]) if digit else _NUMBER[said[:2]]
    early = m["y5"] == "the year" and 0 < when[1] <= 3 < n * size  # "in the second half of the year"
    first, last = (n - 1) * size + 1, n * size
    year, basis = _year_of(None if early else m["y5"], when, first, last, m, low)
    return _months(year, first, last, basis) if last <= 12 else _UNTOLD


def _opening(m, when, low):
    """ "The first nine months of 2023"."""
    n = _number(m["n6"] or m["n5"])
    year, basis = _year_of(m["y6"], when, 1, n, m, low)
    first = 13 - n if m["side"] in ("last", "final") else 1
    return _months(year, first, first + n - 1, basis) if 0 < n <= 12 else _UNTOLD


def _ended(m, when, low):
    """ "The nine months to September 30, 2023", "the quarter ended June", "the week to March 1"."""
    n, unit, month = _number(m["n7"]) or 1, m["u7"].rstrip("s"), _MONTH[m["m7"][:3]]
    year, basis = int(m["y7"] or 0), "stated"
    if not year and when[1]:
        year, basis = when[0] - (month > when[1]), "resolved"
    if unit != "week":
        size = n * _SIZE[unit]
        return _months(year, month - size + 1, month, basis) if size <= 60 else _UNTOLD
    day = m["d7"] or m["e7"]
    end = _day(year, month, _digits(day), basis) if day else _UNTOLD
    start = end[0] and date.fromisoformat(end[0]) - timedelta(days=n * 7 - 1)
    return (start.isoformat(), *end[1:]) if start else _UNTOLD


def _days(m, when, low):
    """ "Between Oct. 1 and Feb. 14", "November-March": from a day or month to a day or the end of a month."""
    first, last = (_MONTH[(name or m["mb"])[:3]] for name in m.group("ma", "mb"))
    year, basis = _year_of(m["yb"], when, last, last, m, low)
    day = m["d2"] or m["e2"]
    end = _day(year, last, _digits(day) if day else monthrange(year or 1, last)[1], basis)
    day = m["d0"] or m["d1"] or m["e1"] or "1"
    return _between(_day(int(m["ya"] or year - (first > last)), first, _digits(day), basis), end)


def _began(m, when, low):
    """ "The fiscal year that began on April 1": twelve months."""
    month = _MONTH[m["mc"][:3]]
    year, basis = _year_of(m["yc"], when, month, month, m, low)
    return _months(year, month, month + 11, basis)


def _before(m, when, low):
    return _months(when[0] and when[0] - 2, 1, 12, "resolved")


def _relative(m, when, low):
    year, month, day = when
    if m["n8"] or (m["which"] == "past" and m["unit"]):
        n, unit = (_number(m["n8"]), m["u8"]) if m["n8"] else (1, m["unit"])
        return _back(n, unit, when, True) if m["which"] in ("last", "past") else _UNTOLD
    shift = _SHIFT.get(m["which"])
    if shift is None:
        return _UNTOLD
    if m["m8"] and month:
        named = _MONTH[m["m8"][:3]]
        if shift < 0 and named < month:  # "last March" said in May may be either
            return _UNTOLD
        return _months(year + (shift if shift < 0 else shift and named <= month), named, named, "resolved")
    size = _SIZE.get(m["unit"], 0)
    if size == 12 or (size in (1, 3) and month):
        first = max(month - 1, 0) // size * size + 1 + size * shift
        return _months(year, first, first + size - 1, "resolved")
    if m["unit"] == "week" and day:
        monday = date(*when) - timedelta(days=date(*when).weekday() - 7 * shift)
        return monday.isoformat(), (monday + timedelta(days=6)).isoformat(), "resolved"
    return _UNTOLD


def _back(n, unit, when, span):
    """The ``n`` units that end at the anchor (``span``), or the one unit that lies ``n`` back."""
    year, month, day = when
    months = n * {"decade": 120, **_SIZE}.get(unit, 0)
    if not span and months > 11:
        return _months(year and year - months // 12, 1, 12, "resolved")
    if not span and months and month:
        return _months(year, month - months, month - months, "resolved")
    if not n or not day or (months and not span):
        return _UNTOLD
    end = date(*when)
    start = months_back(end, months) if months else end - timedelta(days=n * (7 if unit == "week" else 1))
    return start.isoformat(), (end if span else start).isoformat(), "resolved"


def _today(m, when, low):
    if not when[2]:
        return _UNTOLD
    iso = (date(*when) + timedelta(days={"yesterday": -1, "tomorrow": 1}.get(m["today"], 0))).isoformat()
    return iso, iso, "resolved"


_OF_GROUPS = _iso, _slash, _span, _decade, _month, _part, _opening, _days, _began, _before, _ended, _relative
_READERS = {reader.__name__[1:]: reader for reader in (*_OF_GROUPS, _today)}
_READERS["day"] = _month
_READERS["year"] = lambda m, when, low: _months(int(m["y0"]), 1, 12)
_READERS["ago"] = lambda m, when, low: _back(_number(m["n9"]), m["u9"], when, False)
