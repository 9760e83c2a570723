"""Periods: the calendar expressions of a text, resolved against the date of the document.

A period runs from ``first`` to ``last``, ISO 8601 dates with both ends included, empty when open or unknown. Basis:
"stated" the words name it; "resolved" they are relative ("last year", "in May") and were read against the ``anchor``
(ISO 8601, may be partial: "2024", "2024-05") or taken over from the sentence before; "unstated" nothing is said, or
it cannot be told (a fiscal year, "last March" said in May).
"""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

MONTHS = "january february march april may june july august september october november december".split()
_MONTH = {name[:3]: i for i, name in enumerate(MONTHS, 1)}
_NUMBER = {
    w: i for i, w in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)
}
_NUMBER |= {
    "a": 1,
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "final": 4,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
}

_M = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)(?!\w)(?:\.(?=,?[ ]\d))?"
)
_D = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_Y = r"(?:1[5-9]|2[01])\d\d"
_N = "(?:a|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\\d{1,3})"
_END = r"(?!\w|[.,:]\d|-\d)"
_DASH = r"(?:[ ]?[-–—][ ]?|[ ]to[ ]|[ ]and[ ]|[ ]through[ ])"
_CORE = re.compile(
    rf"""(?P<iso>{_Y}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?{_END})
    |(?P<slash>\d\d?(?P<sep>[/.-])\d\d?(?P=sep)(?:{_Y}|\d\d){_END})
    |(?P<span>{_Y}(?:{_DASH}|/)(?:{_Y}|\d\d){_END})
    |(?P<decade>(?:(?:1[5-9]|20)\d0|'[2-9]0)s{_END})
    |(?P<era>\d{{1,4}}[ ]?(?:b\.?c\.?e?\.?|a\.?d\.?|c\.e\.)(?!\w)|a\.?d\.?[ ]\d{{1,4}}(?:{_DASH}\d{{1,4}})?{_END})
    |(?P<year>{_Y}(?:'?s)?{_END})
    |(?P<day>{_D}(?:{_DASH}{_D})?(?:[ ]of)?[ -](?P<m1>{_M})(?:,?[ -](?P<y1>{_Y}{_END}))?)
    |(?P<months>(?P<m2>{_M})(?:[ ](?P<y2>{_Y}))?{_DASH}(?P<m3>{_M})(?:,?[ ](?P<y3>{_Y}{_END}))?)
    |(?P<month>(?:(?:early|mid|late)[- ])?(?P<m4>{_M})(?:[ ](?P<d4>{_D}){_END}(?:{_DASH}{_D}{_END})?)?(?:,?[ ](?:of[ ])?(?P<y4>{_Y}{_END}))?)
    |(?P<part>(?:(?P<q>q[1-4]|h[12]|[1-4]q|[12]h)|(?P<nth>first|second|third|fourth|final|1st|2nd|3rd|4th)[- ](?P<of>quarter|half)(?![-\w]))
      (?:(?:[ ]of|[ ]in)?[ /-]?(?:the[ ])?(?P<y5>{_Y}|'?\d\d(?!\w)|(?:last|this|next|the)[ ]year)(?![\d,.]\d))?{_END})
    |(?P<opening>(?P<side>first|last|final)[ ](?P<n6>{_N})[ ]months[ ]of[ ](?P<y6>{_Y}|(?:last|this|the)[ ]year))
    |(?P<ended>(?:(?P<n7>{_N})[- ])?(?P<u7>quarters?|months?|half|year)[ ](?:ended|ending|to|through)[ ](?:{_D}[ ])?(?P<m7>{_M})(?:[ ]{_D}{_END})?(?:,?[ ](?P<y7>{_Y}))?)
    |(?P<fiscal>(?:(?:fiscal|financial)(?:[ ]year)?|fy)[ ]?'?(?:{_Y}|\d\d)(?:[-/–]\d{{2,4}})?{_END})
    |(?P<relative>(?P<which>same|last|this|next|previous|past|prior|coming|preceding|current|following)[ ]
      (?:(?P<unit>year|month|week|quarter|decade|century|half|summer|winter|spring|autumn|season|night|weekend|\w{{3,6}}day|fall)(?!\w)
      |(?P<m8>{_M})|(?P<n8>few|several|{_N})[ ](?P<u8>year|month|week|day|quarter|decade)s?(?!\w)))
    |(?P<ago>(?P<n9>{_N})[ ](?P<u9>year|month|week|day|decade)s?[ ]ago(?!\w))
    |(?P<earlier>{_N}[ ](?:year|month|week|day|decade)s?[ ](?:earlier|before|previously)(?!\w))
    |(?P<same>(?:year|month|quarter|week)[- ](?:on|over)[- ](?:year|month|quarter|week)|yoy|y-o-y|y/y|m/m|q/q|year[- ](?:earlier|ago))(?!\w)
    |(?P<within>(?:in[ ]|within[ ])?(?:less|more)[ ]than[ ]a[ ](?:year|month|week|decade)(?!\w))
    |(?P<century>(?:\d\d?(?:st|nd|rd|th)|\w{{5,12}}th)[- ]century(?!\w))
    |(?P<today>(?:today|yesterday|tomorrow)(?!\w))""",
    re.VERBOSE,
)
_TRIGGER = re.compile(
    r"(?<![\w.,$€£¥/-])(?:\d|'[2-9]|q[1-4]|h[12]|a\.?d|fy|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|early|mid|late|today|yester"
    r"|tomorrow|yoy|y-o-y|y/y|m/m|q/q|(?:first|second|third|fourth|final|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|a|same|last|this|next|previous|past|prior|coming|preceding|current|following|fiscal|financial|year|half|months?|quarter|within"
    r"|in|less|more|week|(?:fif|six|seven|eigh|nine)teenth|twentieth)[- ])"
)
_LEADS = frozenset(
    "since until till by between from in on during for of through throughout after before over than against versus vs vs. at with to".split()
)
_BETWEEN = frozenset("the in of beginning start end middle close early late mid same".split())
_SINCE = re.compile(r"\bsince (?:[a-z'-]+ ){1,6}$")
_FUTURE = re.compile(r"\b(?:will|next|by|expected|expects|due|scheduled|plans?|would|until|till)\b")
_PLAIN = re.compile(r"(?:in|since|by|until|till|from|of|for|during|and|to|between|through|a) $")
_UNTOLD = "", "", "unstated"


class Period(NamedTuple):
    """An expression at ``[start, end)``; ``lead`` is its preposition, ``dates`` the span of its digits, if any."""

    start: int
    end: int
    first: str
    last: str
    basis: str
    lead: str
    dates: tuple[int, int] | None
    group: str


NONE = Period(0, 0, *_UNTOLD, "", None, "")


def find(text: str, low: str, anchor: str = "") -> list[Period]:
    """Return the calendar expressions of ``text`` in order; ``low`` is the text in lower case.

    >>> t = "In 2023 it rose 24% since March 2022, last year."
    >>> [(t[p.start:p.end], p.first, p.last, p.basis) for p in find(t, t.lower(), "2024")][::2]
    [('In 2023', '2023-01-01', '2023-12-31', 'stated'), ('last year', '2023-01-01', '2023-12-31', 'resolved')]
    """
    found, when, at = [], _parse(anchor), 0
    while trigger := _TRIGGER.search(low, at):
        m = _CORE.match(low, trigger.start())
        at = m.end() if m else trigger.end()
        if m and (period := _read(text, low, m, when)):
            found.append(period)
    return found


def _read(text, low, m, when):
    group, start, end = m.lastgroup, m.start(), m.end()
    if group == "month" and not _is_month(text, low, m):
        return None
    start, lead = _lead(low, start)
    if (
        group == "year"
        and not 1900 <= int(m["year"][:4]) < 2100
        and lead in ("", "of", "for", "at", "over", "than")
    ):
        return None
    first, last, basis = _READERS[group](m, when, low)
    if lead in ("since", "after") and group != "within":
        last = ""
    elif lead in ("until", "till", "by", "before"):
        first = ""
    numeric = group not in _WORDED or m["m8"]
    return Period(
        start,
        end,
        first,
        last,
        basis if first or last else "unstated",
        lead,
        (m.start(), end) if numeric else None,
        group,
    )


def _lead(low, start):
    """The preposition before an expression, with where it starts: "since", "by the end of", "compared with"."""
    words = low[max(0, start - 40) : start].split()
    n = len(words)
    while (
        n
        and words[n - 1] in _BETWEEN
        and (
            words[n - 1] not in ("in", "of")
            or words[n - 2 : n - 1] in (["than"], ["end"], ["start"], ["beginning"], ["middle"], ["close"])
        )
    ):
        n -= 1
    lead = words[n - 1] if n else ""
    compared = lead in ("with", "to") and words[n - 2 : n - 1] == ["compared"]
    if lead not in _LEADS or (lead in ("with", "to") and not compared):
        lead = ""
    if lead in ("", "on", "in") and "since " in low[max(0, start - 60) : start]:
        if led := _SINCE.search(low, max(0, start - 60), start):
            return led.start(), "since"
    if compared:
        return low.rfind("compared", 0, start), f"compared {lead}"
    return (low.rfind(lead, 0, start), lead.rstrip(".")) if lead else (start, "")


_WORDED = frozenset(("relative", "ago", "earlier", "same", "within", "today", "months"))


def _is_month(text, low, m):
    """Is a month meant? Alone it needs a capital, "may" and "march" a preposition too, short forms a stop."""
    if m["d4"] or m["y4"] or m.start("m4") > m.start():
        return True
    name = text[m.start("m4") : m.end("m4")]
    if name[0].islower() or len(name) == 3 and name != "May":
        return False
    return name not in ("May", "March") or _PLAIN.search(low, max(0, m.start() - 9), m.start()) is not None


def _parse(anchor):
    """Year, month and day of a partial ISO date; 0 for what is unknown."""
    parts = [int(p) for p in re.findall(r"\d+", anchor or "")[:3]]
    return tuple(parts + [0] * (3 - len(parts)))


def _months(year, first, last, basis="stated"):
    """The interval from month ``first`` to month ``last``, counted on beyond the year."""
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


def _number(word):
    return _NUMBER.get(word) or (int(word) if word and word.isdecimal() else 0)


def _month_of(name):
    return _MONTH[name[:3]]


def _read_slash(m, when, low):
    """ "07/05/2024" may be May or July: only the year is told, unless one of the two is over twelve."""
    a, b, year = re.split(r"[/.-]", m["slash"])
    a, b, year = int(a), int(b), _full(year)
    if "." in m["slash"] or a > 12 or a == b:
        return _day(year, b, a, "stated")
    return _day(year, a, b, "stated") if b > 12 else _months(year, 1, 12)


def _read_span(m, when, low):
    first, last = re.findall(r"\d+", m["span"])
    last = int(last) if len(last) == 4 else int(first[:2] + last)
    return (f"{first}-01-01", f"{last}-12-31", "stated") if int(first) <= last else _months(int(first), 1, 12)


def _read_decade(m, when, low):
    digits = re.search(r"\d+", m["decade"])[0]
    first = int(digits) if len(digits) == 4 else 1900 + int(digits)
    return f"{first}-01-01", f"{first + 9}-12-31", "stated"


def _read_month(m, when, low):
    """A month, some months or a day; without a year, of the anchor's, or the last one when that is still to come."""
    group = m.lastgroup
    name, year = (
        (m["m1"], m["y1"])
        if group == "day"
        else (m["m4"], m["y4"])
        if group == "month"
        else (m["m3"], m["y3"])
    )
    month, basis = _month_of(name), "stated"
    if not year:
        year, basis = when[0], "resolved"
        if when[1] and month > when[1] and not _FUTURE.search(low, max(0, m.start() - 60), m.start()):
            year -= 1
        if not year:
            return _UNTOLD
    if group == "months":
        first = _month_of(m["m2"])
        return _months(
            int(m["y2"] or year), first, month + (12 if first > month and not m["y2"] else 0), basis
        )
    day = (
        re.match(r"\d+", m["day"])[0] if group == "day" else re.match(r"\d+", m["d4"])[0] if m["d4"] else None
    )
    first, last, basis = (
        _day(int(year), month, int(day), basis) if day else _months(int(year), month, month, basis)
    )
    if m["month"] and m["month"][:3] == "mid" and not day:
        first, last = f"{first[:8]}11", f"{first[:8]}20"
    return first, last, basis


def _year_of(words, when):
    """The year that "2024", "last year", "this year" or "the year" names, with its basis; 0 when unknown."""
    if words and words[-1].isdecimal():
        return _full(words), "stated"
    return (
        (when[0] + {"last": -1, "next": 1}.get(words[:4], 0), "resolved")
        if words and when[0]
        else (0, "unstated")
    )


def _read_part(m, when, low):
    """A quarter or half; without a year, the last one that had ended by the month of the anchor."""
    size = 3 if (m["q"] and "q" in m["q"]) or m["of"] == "quarter" else 6
    n = int(re.search(r"\d", m["q"])[0]) if m["q"] else _NUMBER[m["nth"]]
    year, basis = _year_of(m["y5"], when)
    if not year and when[1]:
        year, basis = when[0] - (n * size > when[1]), "resolved"
    return _months(year, (n - 1) * size + 1, n * size, basis) if year and n * size <= 12 else _UNTOLD


def _read_opening(m, when, low):
    year, basis = _year_of(m["y6"], when)
    n = _number(m["n6"])
    if not year or not 0 < n <= 12:
        return _UNTOLD
    return _months(year, 1, n, basis) if m["side"] == "first" else _months(year, 13 - n, 12, basis)


def _read_ended(m, when, low):
    """ "The nine months to September 30, 2023", "the quarter ended June"."""
    size = {"q": 3, "h": 6, "y": 12, "m": 1}[m["u7"][0]] * (_number(m["n7"]) or 1)
    month, year, basis = _month_of(m["m7"]), m["y7"], "stated"
    if not year and when[1]:
        year, basis = when[0] - (month > when[1]), "resolved"
    return _months(int(year), month - size + 1, month, basis) if year and size <= 60 else _UNTOLD


def _read_relative(m, when, low):
    shift = {
        "last": -1,
        "previous": -1,
        "prior": -1,
        "preceding": -1,
        "this": 0,
        "current": 0,
        "next": 1,
        "coming": 1,
    }
    year, month, day = when
    if m["n8"]:
        return _back(_number(m["n8"]), m["u8"], when, True) if m["which"] in ("last", "past") else _UNTOLD
    shift = shift.get(m["which"])
    if shift is None or not year:
        return _UNTOLD
    if m["unit"] == "year":
        return _months(year + shift, 1, 12, "resolved")
    if m["m8"] and month:
        named = _month_of(m["m8"])
        if shift < 0 and named < month:  # "last March" said in May may be either
            return _UNTOLD
        return _months(year + (shift if shift < 0 else shift and named <= month), named, named, "resolved")
    if m["unit"] == "month" and month:
        return _months(year, month + shift, month + shift, "resolved")
    if m["unit"] == "quarter" and month:
        first = (month - 1) // 3 * 3 + 1 + 3 * shift
        return _months(year, first, first + 2, "resolved")
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
    if not span and unit in ("year", "decade"):
        return _months(year - months // 12, 1, 12, "resolved")
    if not span and unit == "month" and month:
        return _months(year, month - n, month - n, "resolved")
    if not day or (months and not span):
        return _UNTOLD
    if not months:
        start = date(*when) - timedelta(days=n * (7 if unit == "week" else 1))
        return start.isoformat(), (date(*when) if span else start).isoformat(), "resolved"
    y, m = divmod(year * 12 + month - 1 - months, 12)
    return (
        (f"{y:04d}-{m + 1:02d}-{min(day, monthrange(y, m + 1)[1]):02d}", date(*when).isoformat(), "resolved")
        if y > 0
        else _UNTOLD
    )


def _read_today(m, when, low):
    if not when[2]:
        return _UNTOLD
    iso = (
        date(*when) + timedelta(days={"y": -1, "t": 0}[m["today"][0]] + (m["today"] == "tomorrow"))
    ).isoformat()
    return iso, iso, "resolved"


def _untold(m, when, low):
    return _UNTOLD


_READERS = dict.fromkeys(("era", "fiscal", "earlier", "same", "within", "century"), _untold) | {
    "iso": lambda m, when, low: (
        _day(*map(int, m["iso"].split("-")), "stated")
        if len(m["iso"]) > 7
        else _months(int(m["iso"][:4]), *[int(m["iso"][5:])] * 2)
    ),
    "slash": _read_slash,
    "span": _read_span,
    "decade": _read_decade,
    "year": lambda m, when, low: _months(int(m["year"][:4]), 1, 12),
    "day": _read_month,
    "month": _read_month,
    "months": _read_month,
    "part": _read_part,
    "opening": _read_opening,
    "ended": _read_ended,
    "relative": _read_relative,
    "ago": lambda m, when, low: _back(_number(m["n9"]), m["u9"], when, False),
    "today": _read_today,
}


def year_before(base: Period, period: Period, low: str) -> Period:
    """A base that counts back from the period of its figure: "the previous year", "a year earlier", year-on-year."""
    if "year" not in low[base.start : base.end] or not (period.first and period.last):
        return base._replace(first="", last="")
    first, last = (
        f"{int(day[:4]) - 1:04d}{day[4:]}".replace("-02-29", "-02-28") for day in (period.first, period.last)
    )
    return base._replace(first=first, last=last)
