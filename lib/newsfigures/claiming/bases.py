"""Base: what a change, or a rate such as inflation, is measured against."""

import re

from ..reading.relative import shifted
from .telling import REVISED
from .timing import NUMBERS, STEPS, like_part, part_of_year

_N, _UNIT = "|".join((*NUMBERS, r"\b\d\d?")), "year|month|quarter|week|day"
_AGAINST = (
    r"(?:since|from|than|over|on(?! [a-z]+ \d\d?\b)|against|compared (?:with|to)|versus|vs|after|above"
    r"|below|under)"
)
_SAME_PART = (
    r"(?:same|corresponding|comparable) [a-z -]{3,16}? (?:of |in |a |the )?"
    r"(?:(?P<year>(?:19|20)\d\d)\b|(?:last|previous|prior) year|year (?:earlier|ago|before))"
    r"|(?P<of>(?:19|20)\d\d) (?:quarter|half|period)\b"
)
_SAME = re.compile(rf"(?i)\bthe (?:{_SAME_PART})")
_RELATIVE = re.compile(
    rf"(?i)(?!\s*last\b)(?:\b{_AGAINST}\s+)?(?:(?:in|at|the|a|one)\s+)*"
    rf"(?:{_SAME_PART}|(?:previous|prior|preceding|last|same)\s+(?:{_UNIT})"
    rf"|(?:(?:{_N})\s+)?(?:{_UNIT})s?(?: |-)(?:earlier|ago|before|on-year|on-month|on-quarter|over-year))"
    rf"|(?:{_UNIT})[- ](?:on|over)[- ](?:{_UNIT})"
    rf"|on the (?:{_UNIT})(?= before| in |[.,;]|$)"
)
_MONTH = (
    "january|february|march|april|may|june|july|august|september|october|november|december|early|late|mid"
)
_SINCE = re.compile(  # "from the restated first quarter of 2023", "below their level of 1990"
    rf"(?i)\b{_AGAINST}\s+(?:(?:in|the|its|their|restated|revised|record|corrected|original|level|figure"
    r"|peak|number|of) )*"
    rf"((?:(?:{_MONTH}|first|second|third|fourth|quarter|half|of|the|period|end)[ -]?)*"
    r"(?:(?:\d\d?, )?\d{4}\b|(?:last|this) year)?)"
)
_OPENING = re.compile(
    r"(?:(?:On the|From a) (?:year|month|quarter|week)(?: earlier| ago| before)?\b"
    r"|(?:Year|Month|Quarter)[- ](?:on|over)[- ](?:year|month|quarter)\b"
    r"|(?:Compared (?:with|to)|Set against|Measured against|Against) (?:[A-Z]\w+ \d{4}|[^,]{3,40},))"
)
_AIMED = re.compile(
    r" (?:below|above|under|over|short of) (?:(?:the|its|their) )?(?:plan|target|budget|forecasts?)\b"
)
_RECORD = re.compile(r"\b(?:\w+est|worst|best|most|least|record)\b")
_ANNUAL = re.compile(r"(?i)\b(annual|yearly|year-on-year|monthly|month-on-month)\b[^.;]{0,40}$")
_BETWEEN = re.compile(r"\s*between (\d{4}) and (\d{4})")
_YEAR_TO = re.compile(r"(?i)\b(?:year|12 months|twelve months) (?:to|through|ended|ending)\b")
_STEP = re.compile(rf"(?:({_N}) )?({'|'.join(STEPS)})")
_END = re.compile(
    r"[;:()]|,? (?=after )| and (?=(?:by )?[\d.]+(?: per| pct|%))|, (?=and|but|while|up|down|following)"
)


def read_base(text, figure, frame, row):
    """What a change, or a rate such as inflation, is measured against."""
    if frame.measure != "change" and "inflation" not in frame.words:
        return {}
    after = _END.split(text[figure.end : figure.end + 120])[0]
    if aimed := _AIMED.match(after):
        return _base(aimed[0])
    if (opened := _OPENING.match(text)) and not (_RELATIVE.search(after) or _SINCE.search(after)):
        after = opened[0].rstrip(",")
    relative = _RELATIVE.search(after)
    since = _SINCE.search(after)
    how = since[0][:5].lower() if since else ""
    if (how == "since" and _RECORD.search(after, 0, since.start())) or (
        how == "from " and since[0].strip() in row["period_text"]
    ):
        since = None  # "the biggest fall since 2009", "wages rise by 3 percent from November 1"
    if since and since[1].strip():
        seen = row["date"] if "year" in since[1] else row["period_end"] or row["date"]
        told = part_of_year(since[1], seen)
        if since[1] in ("first", "second", "third") and after[since.end() :][:1] in ("", ",", "."):
            told = like_part(since[1], row)  # "fell in the third quarter from the second"
        if not relative or since.start() < relative.start() + bool(told):
            return _base(since[0], *(told or ()))
    if between := _BETWEEN.match(after):
        return _base(between[0], f"{between[1]}-01-01", f"{between[1]}-12-31")
    annual = _ANNUAL.search(text, max(0, figure.start - 80), figure.start)
    return _base(relative[0] if relative else annual[1] if annual else "")


def _base(text, start="", end=""):
    return {"base_start": start, "base_end": end, "base_text": text.strip()}


def _of_year(row, year):
    """The period of a row in another year, by default the year before; "" twice where either is unknown."""
    start = row["period_start"]
    return shifted(start, row["period_end"], f"P{int(start[:4]) - int(year) if year and start else 1}Y")


def step_back(text):
    """How far before its period the base lies that words such as "from a year earlier" name, "" if untold.

    >>> step_back("than a year ago"), step_back("two years earlier"), step_back("since February")
    ('P1Y', 'P2Y', '')
    """
    told = {unit: number for number, unit in reversed(_STEP.findall(text.replace("annual", "year")))}
    unit = next((unit for unit in STEPS if unit in told), "")
    if not unit:
        return ""
    number, step = told[unit], STEPS[unit]
    times = int(number) if number.isdecimal() else NUMBERS.index(number) + 2 if number else 1
    return f"P{times * int(step[1:-1])}{step[-1]}"


def dated_bases(rows):
    """Give a base its days: a step before a known period, or those of the value that its sentence compares
    with ("8 percent more than the 821,000 tonnes of 2024").
    """
    for n, row in enumerate(rows):
        start, end, text = row["period_start"], row["period_end"], row["base_text"]
        if not start or not end or row["base_start"]:
            continue
        if same := _SAME.search(text):
            row["base_start"], row["base_end"] = _of_year(row, same["year"] or same["of"])
        elif step := step_back(text.lower()):
            row["base_start"], row["base_end"] = shifted(start, end, step)
        elif row["measure"] == "change" and not text:
            alike = (r for r in rows[n + 1 :] if r["quantity"] == row["quantity"])
            told = next((r for r in alike if r["role"] == "old" or r["measure"] == "change"), row)
            if told["role"] == "old" and told["measure"] != "change" and "" < told["period_end"] < start:
                row |= {f"base_{part}": told[f"period_{part}"] for part in ("start", "end", "text")}


def same_part(row, rows, memory, sentence):
    """Read "551 million, against 508 million in the 1986 quarter": of the part of a year spoken of."""
    if row["measure"] in ("change", "rank", "duration") or not (found := _SAME.search(sentence.text)):
        return
    year = found["year"] or found["of"] or (row["period_start"] if row["role"] == "old" else "")[:4]
    start, text = row["period_start"], row["period_text"]
    if not year or not (start == f"{year}-01-01" or (not start and ("same" in text or year in text))):
        return
    told = next((r for r in (*reversed(rows), memory.when) if r and r["period_start"]), None)
    row["role"], row["near"] = "old", row["near"] or (rows[-1]["claim"] if rows else "")
    if told and told["period_end"]:
        row["period_start"], row["period_end"] = _of_year(told, year)
        row["period_basis"] = "resolved"


def change_before(old, new):
    """Give the change told before another one its base: "up 1.8 percent on the year, after 2.9 in March"."""
    back = step_back(old["base_text"]) if old["base_text"].endswith(("before", "earlier")) else ""
    old |= _base("" if new["base_start"] else new["base_text"])
    if back and new["period_start"] and new["period_end"]:
        start, end = shifted(new["period_start"], new["period_end"], back)
        old |= {"period_start": start, "period_end": end, "period_basis": "resolved"}


def former_period(row, newer, text, figure):
    """Read "In 2023 it rose to 4 from 3": what is told of the newer value alone is not the former's time."""
    told = row["period_text"]
    if told and newer["period_text"] == told and text.find(told, figure.end) < 0 and not REVISED.search(text):
        _year_before(row)


def _year_before(row):
    """Of a value before one of a whole year: the year before; what was before a month or day nobody tells."""
    start, end = row["period_start"], row["period_end"]
    year = (start[5:], end[5:]) == ("01-01", "12-31") and start[:4] == end[:4]
    start, end = shifted(start, end, "P1Y") if year else ("", "")
    basis = "resolved" if year else "unstated"
    row |= {"period_start": start, "period_end": end, "period_text": "", "period_basis": basis}


def year_to(row, words):
    """Read "3 percent in the year to April": April against the April before."""
    end, told = row["period_end"], _YEAR_TO.search(row["period_text"])
    if not end or not told or not (row["measure"] == "change" or "inflation" in words):
        return {}
    start = end[:8] + "01"
    base = _base(row["period_text"], *shifted(start, end, "P1Y"))
    return base | {"period_start": start, "period_end": end}
