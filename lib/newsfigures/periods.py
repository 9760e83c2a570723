"""Periods: the calendar expressions of a text, resolved against the date of the document.

``find(text, low, anchor)`` lists them in order; ``attach`` chooses the period and the base of one figure. A period
runs from ``first`` to ``last``, ISO 8601 dates with both ends included, empty when open or unknown. Basis:
"stated" the words name it; "resolved" they are relative ("last year") and were read against ``anchor`` (ISO 8601,
may be partial, "2024" or "2024-05") or against a neighbour; "unstated" nothing is said or it cannot be resolved.
"""

import re
from bisect import bisect_left, bisect_right
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

MONTHS = "january february march april may june july august september october november december".split()
_MONTH = {name: i for i, name in enumerate(MONTHS, 1)} | {name[:3]: i for i, name in enumerate(MONTHS, 1)}
_MONTH["sept"] = 9
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_NUMBER = dict(
    zip("first second third fourth 1st 2nd 3rd 4th final".split(), (1, 2, 3, 4, 1, 2, 3, 4, 4), strict=True)
)
_COUNT = {
    w: i for i, w in enumerate("a one two three four five six seven eight nine ten eleven twelve".split())
} | {"a": 1}
_COUNT |= {
    w: i for i, w in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)
}

_M = "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_D = "(?:0?[1-9]|[12][0-9]|3[01])"
_Y = "(?:1[5-9]|20)[0-9]{2}"
_END = r"(?![\w]|[.,]\d)"
_CORE = re.compile(
    rf"""(?<![\w.,$€£¥/-])(?:
    (?P<iso>{_Y}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?{_END})
    |(?P<slash>{_D}(?P<sep>[/.-]){_D}(?P=sep)(?:{_Y}|\d\d){_END})
    |(?P<span>(?P<y1>{_Y})(?:\ ?[-–—/]\ ?|\ to\ |\ and\ |\ through\ )(?P<y2>{_Y}|\d\d){_END})
    |(?P<decade>(?:the\ )?(?:(?:1[5-9]|20)\d0s|'[2-9]0s){_END})
    |(?P<adyear>(?:{_Y}|[1-9]\d{{0,3}})\ ?(?:b\.?c\.?e?\.?|a\.?d\.?|c\.e\.)(?!\w)|a\.?d\.?\ [1-9]\d{{0,3}}(?:\ (?:and|to)\ [1-9]\d{{0,3}})?{_END})
    |(?P<year>{_Y}(?:'?s)?{_END})
    |(?P<dm>(?P<d1>{_D})(?:st|nd|rd|th)?(?:(?:\ ?-\ ?|\ to\ |\ and\ |\ or\ ){_D}(?:st|nd|rd|th)?)?(?:\ of)?[\ -](?P<m1>{_M})(?:(?!\w)\.?,?(?:[\ -](?P<y3>{_Y}))?){_END})
    |(?P<md>(?:(?:early|mid|late)[-\ ])?(?P<m2>{_M})(?!\w)\.?(?:\ (?P<d2>{_D})(?:st|nd|rd|th)?(?![\w]|[.,:]\d)(?:\ ?[-–]\ ?{_D}{_END}|\ (?:to|and|or)\ {_D}{_END})?)?(?:,?\ (?:of\ )?(?P<y4>{_Y}){_END})?)
    |(?P<quarter>(?:q(?P<q1>[1-4])|(?P<q2>[1-4])q)(?:(?:\ ?(?:of\ )?|-|/)(?P<y5>{_Y}|'?\d\d))?{_END})
    |(?P<half>(?:h(?P<h1>[12])|(?P<h2>[12])h)(?:(?:\ ?(?:of\ )?|-|/)(?P<y6>{_Y}|'?\d\d))?{_END})
    |(?P<part>(?P<nth>first|second|third|fourth|final|1st|2nd|3rd|4th)[-\ ](?P<of>quarter|half)(?![-\w])(?:(?:\ of)?(?:\ (?:the\ )?(?P<y7>{_Y}|last\ year|this\ year|next\ year|the\ year)))?)
    |(?P<opening>(?:first|last|final)\ (?P<n1>two|three|four|five|six|seven|eight|nine|ten|eleven|\d\d?)\ months\ of\ (?P<y8>{_Y}|last\ year|this\ year|the\ year))
    |(?P<fiscal>(?:fiscal(?:\ year)?|financial\ year|fy)\ ?'?(?:{_Y}|\d\d)(?:[-/–]\d{{2,4}})?{_END})
    |(?P<relative>(?:the\ )?(?:same|last|this|next|previous|past|prior|coming|preceding|current|following)\ (?:(?P<unit>year|month|week|quarter|decade|century|half|summer|winter|spring|autumn|fall|season|night|weekend)|(?P<m3>{_M})|(?P<wd>{"|".join(_DAYS)})|(?P<n2>few|several|\d{{1,3}}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\ (?P<u2>year|month|week|day|quarter|decade)s?)(?!\w))
    |(?P<ago>(?P<n3>a|one|two|three|four|five|six|seven|eight|nine|ten|twelve|\d{{1,3}})\ (?P<u3>year|month|week|day|decade)s?\ (?:ago|earlier|before|previously)(?!\w))
    |(?P<same>year[-\ ](?:on|over)[-\ ]year|month[-\ ](?:on|over)[-\ ]month|quarter[-\ ](?:on|over)[-\ ]quarter|yoy|y-o-y|y/y|m/m|q/q|year[-\ ]earlier|year[-\ ]ago)(?!\w)
    |(?P<within>(?:in\ |within\ )?(?:less|more)\ than\ an?\ (?:year|month|week|decade)(?!\w))
    |(?P<ordinal>(?:\d\d?(?:st|nd|rd|th)|nineteenth|twentieth|eighteenth|seventeenth|sixteenth|fifteenth)[-\ ]century(?!\w))
    |(?P<day>today|yesterday|tomorrow)(?!\w)
    )""",
    re.VERBOSE,
)
_TRIGGER = re.compile(
    rf"(?<![\w.,$€£¥/-])(?:\d|'[2-9]|q[1-4]|h[12]|a\.?d|fy|{_M}|early|mid|late|(?:first|second|third|fourth|final|one|two|three|four"
    rf"|five|six|seven|eight|nine|ten|twelve|a|the|same|last|this|next|previous|past|prior|coming|preceding|current|following|fiscal"
    rf"|financial|year|month|quarter|within|in|less|more|nineteenth|twentieth|eighteenth|seventeenth|sixteenth|fifteenth)[- ]"
    rf"|today|yesterday|tomorrow|yoy|y-o|y/y|m/m|q/q)"
)
_LEAD = re.compile(
    r"(?:^|(?<=\W))(since|until|till|by|between|from|in|on|during|for|of|through|throughout|after|before|over|than|against|versus|vs\.?"
    r"|at|compared (?:with|to))(?: (?:the )?(?:(?:beginning|start|end|middle) of|early|late|mid|same)?(?: the)?)? ?$"
)
_SINCE = re.compile(r"\bsince (?:[a-z'-]+ ){1,6}$")
_FUTURE = re.compile(r"\b(?:will|next|by|expected|expects|due|scheduled|plans?|would|until|till)\b")


class Period(NamedTuple):
    """A calendar expression at ``[start, end)``; ``lead`` is its preposition, ``dates`` the span of its digits."""

    start: int
    end: int
    first: str
    last: str
    basis: str
    lead: str
    dates: tuple[int, int] | None
    group: str


NONE = Period(0, 0, "", "", "unstated", "", None, "")


def find(text: str, low: str, anchor: str = "") -> list[Period]:
    """Return the calendar expressions of ``text`` in order; ``low`` is the text in lower case.

    >>> t = "In 2023 it rose 24% since March 2022, last year."
    >>> [(t[p.start:p.end], p.first, p.last, p.basis) for p in find(t, t.lower(), "2024")][::2]
    [('In 2023', '2023-01-01', '2023-12-31', 'stated'), ('last year', '2023-01-01', '2023-12-31', 'resolved')]
    """
    found, when = [], _parse(anchor)
    at = 0
    while trigger := _TRIGGER.search(low, at):
        m = _CORE.match(low, trigger.start())
        at = m.end() if m else trigger.end()
        if not m:
            continue
        group = m.lastgroup
        if group == "md" and not _is_month(text, low, m):
            continue
        start, lead = m.start(), ""
        left = low[max(0, start - 40) : start]
        if led := _LEAD.search(left):
            start, lead = start - len(left) + led.start(1), led[1].rstrip(".")
        elif led := _SINCE.search(left):
            start, lead = start - len(left) + led.start(), "since"
        if lead in ("on", "in") and (led := _SINCE.search(low[max(0, start - 60) : start])):
            start, lead = start - (min(60, start) - led.start()), "since"
        first, last, basis = _READERS[group](m, when, low)
        if lead in ("since", "after") and group not in ("span", "within"):
            last = ""
        elif lead in ("until", "till", "by", "before"):
            first = ""
        numbers = group not in ("relative", "ago", "same", "within", "day") or m["m3"] is not None
        dates = (
            (m.start(), m.end())
            if numbers and re.search(r"\d|first|second|third|fourth|century", m[0])
            else None
        )
        found.append(
            Period(start, m.end(), first, last, basis if first or last else "unstated", lead, dates, group)
        )
    return found


def _is_month(text, low, m):
    """Is a name of a month meant? "may" and "march" need a capital, and alone a preposition before them."""
    name = text[m.start("m2") : m.end("m2")]
    if m["d2"] or m["y4"]:
        return True
    if name[0].islower() or (
        len(name) == 3 and name.lower() != "may" and text[m.end("m2") : m.end("m2") + 1] != "."
    ):
        return False
    if name.lower() not in ("may", "march") or m.start("m2") > m.start():
        return True
    return (
        re.search(
            r"(?:in|since|by|until|till|from|of|for|during|and|to|between|through|a) $",
            low[max(0, m.start() - 9) : m.start()],
        )
        is not None
    )


def _parse(anchor):
    """Return (year, month, day) of a partial ISO date; 0 for what is unknown."""
    parts = [int(p) for p in re.findall(r"\d+", anchor or "")[:3]]
    return tuple(parts + [0] * (3 - len(parts)))


def _iso(year, month, day):
    return f"{year:04d}-{month:02d}-{day:02d}"


def _months(year, first, last, basis="stated"):
    """The interval from month ``first`` to month ``last``, counted on beyond the year."""
    a, b = divmod(year * 12 + first - 1, 12), divmod(year * 12 + last - 1, 12)
    if not 1 <= a[0] <= 9998 or not 1 <= b[0] <= 9998:
        return "", "", "unstated"
    return _iso(a[0], a[1] + 1, 1), _iso(b[0], b[1] + 1, monthrange(b[0], b[1] + 1)[1]), basis


def _year(year, basis="stated"):
    return (_iso(year, 1, 1), _iso(year, 12, 31), basis) if 1 <= year <= 9999 else ("", "", "unstated")


def _day(year, month, day, basis):
    try:
        iso = date(year, month, day).isoformat()
    except ValueError:
        return "", "", "unstated"
    return iso, iso, basis


def _full(digits, near=2000):
    year = int(digits.lstrip("'"))
    return year if year > 99 else year + (2000 if year < 50 else 1900)


def _read_iso(m, when, low):
    parts = [int(p) for p in m["iso"].split("-")]
    return _day(*parts, "stated") if len(parts) == 3 else _months(parts[0], parts[1], parts[1])


def _read_slash(m, when, low):
    a, b, c = (int(p) for p in re.split(r"[/.-]", m["slash"]))
    if a > 12 or a == b or m["sep"] == ".":
        return _day(_full(str(c)), b, a, "stated")
    return _day(_full(str(c)), a, b, "stated") if b > 12 else _year(_full(str(c)))


def _read_span(m, when, low):
    first, last = int(m["y1"]), int(m["y2"])
    last = last if last > 99 else first // 100 * 100 + last
    return (_iso(first, 1, 1), _iso(last, 12, 31), "stated") if first <= last else _year(first)


def _read_decade(m, when, low):
    digits = re.search(r"\d+", m["decade"])[0]
    first = int(digits) if len(digits) == 4 else 1900 + int(digits)
    return _iso(first, 1, 1), _iso(first + 9, 12, 31), "stated"


def _read_month(m, when, low):
    """A month or a day of it; without a year, the one nearest before the anchor (after it for the future)."""
    kind = "dm" if m["dm"] else "md"
    name, day, year = (m["m1"], m["d1"], m["y3"]) if kind == "dm" else (m["m2"], m["d2"], m["y4"])
    month, basis = _MONTH[name[:3]], "stated"
    if not year:
        year, basis = when[0], "resolved"
        if when[1] and month > when[1] and not _FUTURE.search(low[max(0, m.start() - 60) : m.start()]):
            year -= 1
        if not year:
            return "", "", "unstated"
    return _day(int(year), month, int(day), basis) if day else _months(int(year), month, month, basis)


def _named_year(words, when):
    """The year meant by "2024", "last year", "this year" or "the year"."""
    if words and words[-1].isdigit():
        return _full(words), "stated"
    if not words or not when[0]:
        return 0, "unstated"
    return when[0] + {"last year": -1, "next year": 1}.get(words, 0), "resolved"


def _read_part(m, when, low):
    size = 3 if m["q1"] or m["q2"] or m["of"] == "quarter" else 6
    n = int(m["q1"] or m["q2"] or m["h1"] or m["h2"] or _NUMBER[m["nth"]])
    year, basis = _named_year(m["y5"] or m["y6"] or m["y7"], when)
    if not year and when[1] and n * size <= 12:
        year, basis = when[0] - (n * size > when[1]), "resolved"
    return (
        _months(year, (n - 1) * size + 1, n * size, basis)
        if year and n * size <= 12
        else ("", "", "unstated")
    )


def _read_opening(m, when, low):
    year, basis = _named_year(m["y8"], when)
    n = int(m["n1"]) if m["n1"].isdigit() else _COUNT[m["n1"]]
    if not year or n > 12:
        return "", "", "unstated"
    return (
        _months(year, 1, n, basis)
        if m["opening"][0] == "f" and m["opening"][1] == "i" and m["opening"][2] == "r"
        else _months(year, 13 - n, 12, basis)
    )


_SHIFT = {
    "last": -1,
    "previous": -1,
    "prior": -1,
    "preceding": -1,
    "this": 0,
    "current": 0,
    "next": 1,
    "coming": 1,
}


def _read_relative(m, when, low):
    words = m["relative"].removeprefix("the ").split()
    shift, year = _SHIFT.get(words[0]), when[0]
    if m["n2"] or shift is None or not year:
        n = m["n2"] and (_COUNT.get(m["n2"]) or m["n2"].isdigit() and int(m["n2"]))
        return (
            _back(n, m["u2"], when, span=True) if n and words[0] in ("last", "past") else ("", "", "unstated")
        )
    if m["unit"] == "year":
        return _year(year + shift, "resolved")
    if m["unit"] == "decade" or m["wd"] or m["unit"] in ("century", "half"):
        return "", "", "unstated"
    if m["m3"] and when[1]:
        month = _MONTH[m["m3"][:3]]
        if shift == 0 or shift < 0 and month < when[1]:  # "last March" said in May may be either
            return _months(year, month, month, "resolved") if shift == 0 else ("", "", "unstated")
        return _months(year + (shift if shift < 0 else month <= when[1]), month, month, "resolved")
    if m["unit"] == "month" and when[1]:
        return _months(year, when[1] + shift, when[1] + shift, "resolved")
    if m["unit"] == "quarter" and when[1]:
        first = (when[1] - 1) // 3 * 3 + 1 + 3 * shift
        return _months(year, first, first + 2, "resolved")
    if m["unit"] == "week" and when[2]:
        monday = date(*when) - timedelta(days=date(*when).weekday() - 7 * shift)
        return monday.isoformat(), (monday + timedelta(days=6)).isoformat(), "resolved"
    return "", "", "unstated"


def _back(n, unit, when, span):
    """The ``n`` units that end at the anchor (``span``), or the one unit that lies ``n`` back."""
    year, month, day = when
    if unit in ("year", "decade") and year and not span:
        return _year(year - n * (10 if unit == "decade" else 1), "resolved")
    if unit == "month" and month and not span:
        return _months(year, month - n, month - n, "resolved")
    if day and unit in ("day", "week"):
        days = n * (7 if unit == "week" else 1)
        if days < 20_000:
            start = date(*when) - timedelta(days=days)
            return start.isoformat(), date(*when).isoformat() if span else start.isoformat(), "resolved"
    if day and span and unit in ("month", "year") and n < 1000:
        a = divmod(year * 12 + month - 1 - n * (12 if unit == "year" else 1), 12)
        if a[0] > 0:
            return _iso(a[0], a[1] + 1, min(day, monthrange(a[0], a[1] + 1)[1])), _iso(*when), "resolved"
    return "", "", "unstated"


def _read_ago(m, when, low):
    n = _COUNT.get(m["n3"]) or int(m["n3"]) if m["n3"] in _COUNT or m["n3"].isdigit() else 0
    return (
        _back(n, m["u3"], when, span=False) if m["ago"].endswith("ago") and when[0] else ("", "", "unstated")
    )


def _read_today(m, when, low):
    if not when[2]:
        return "", "", "unstated"
    day = date(*when) + timedelta(days={"yesterday": -1, "tomorrow": 1}.get(m["day"], 0))
    return day.isoformat(), day.isoformat(), "resolved"


def _unknown(m, when, low):
    return "", "", "unstated"


_READERS = {
    "iso": _read_iso,
    "slash": _read_slash,
    "span": _read_span,
    "decade": _read_decade,
    "adyear": _unknown,
    "year": lambda m, when, low: _year(int(m["year"][:4])),
    "dm": _read_month,
    "md": _read_month,
    "quarter": _read_part,
    "half": _read_part,
    "part": _read_part,
    "opening": _read_opening,
    "fiscal": _unknown,
    "relative": _read_relative,
    "ago": _read_ago,
    "same": _unknown,
    "within": _unknown,
    "ordinal": _unknown,
    "day": _read_today,
}


def within(periods: list[Period], start: int, end: int) -> list[Period]:
    """The periods of the sentence ``[start, end)``, by bisection in the list that ``find`` returned."""
    starts = [p.end for p in periods]
    return periods[bisect_right(starts, start) : bisect_left(starts, end + 1)]
