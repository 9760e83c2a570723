"""Base: what a change, or a rate such as inflation, is measured against."""

import re

from ..reading.relative import shifted
from .parties import low_words
from .telling import REVISED
from .timing import part_of_year

_RELATIVE = re.compile(
    r"(?i)(?:from|than|over|on|against|compared (?:with|to)|versus|vs)?\s*(?:in |at |the |a |one )*"
    r"(?:(?:previous|prior|preceding|last|same)\s+(?P<a>year|month|quarter|week|day)|"
    r"(?P<b>year|month|quarter|week|day)(?: |-)(?:earlier|ago|before|on-year|on-month|on-quarter|over-year))"
    r"|(?P<c>year|month|quarter|week)[- ](?:on|over)[- ](?:year|month|quarter|week)"
    r"|on the (?P<d>year|month|quarter|week)(?= before| in |[.,;]|$)"
)
_EARLIER = re.compile(
    r"(?i)\b(?P<n>two|three|four|five|six|ten|\d+) (?P<u>year|month|quarter|week|day)s (?:ago|earlier|before)"
)
_SINCE = re.compile(
    r"(?i)\b(?:since|from|than|than in|over|compared (?:with|to)|versus|against|after|above|below)\s+"
    r"(?:in |the )?(?:(?:restated|revised|record|corrected|same|original) )?"
    r"((?:(?:early|late|mid|january|february|march|april|may|june|july|august|september|october|november|"
    r"december|first|second|third|fourth|quarter|half|of|the|same|period|end)[ -]?)*"
    r"(?:(?:\d\d?, )?\d{4}\b|(?:last|this) year)?)"
)
_OPENING = re.compile(
    r"(?:(?:On the|From a) (?:year|month|quarter|week)(?: earlier| ago| before)?\b"
    r"|(?:Year|Month|Quarter)[- ](?:on|over)[- ](?:year|month|quarter)\b"
    r"|(?:Compared (?:with|to)|Set against|Measured against|Against) "
    r"(?:[A-Z]\w+ \d{4}|[^,]{3,40},))"
)
_SAME = re.compile(
    r"(?i)\b(?:than|from|on|over|against|above|below|compared (?:with|to)|versus)\s(?:in |at |for )?the same "
    r"[\w ]{3,16}? (?:of |in |a |the )?"
    r"(?:(?P<year>\d{4})|(?:last|previous|prior) year|year (?:earlier|ago|before))"
)
_LEVEL_OF = re.compile(  # "28 percent below their level of 1990"
    r"(?i)\b(?:below|above|under|over|than|from|on)\s+(?:(?:its|their|the|that|those)\s+)?(?:\w+ )?"
    r"(?:level|figure|rate|value|average|peak|number)s? (?:of|in|from|for|seen in|reached in)\s+"
    r"((?:[A-Z]\w+ )?\d{4})\b"
)
_AIMED = re.compile(
    r" (?:below|above|under|over|short of) (?:(?:the|its|their) )?(?:plan|target|budget|forecasts?)\b"
)
_RECORD = re.compile(r"\b(?:\w+est|worst|best|most|least|record)\b")
_UNITS = ("year", "month", "quarter", "week", "day")
_ANNUAL = re.compile(r"(?i)\b(annual|yearly|year-on-year|monthly|month-on-month)\b[^.;]{0,40}$")
_STEPS = {
    "year": "P1Y", "annual": "P1Y", "yearly": "P1Y", "quarter": "P3M", "month": "P1M", "week": "P7D",
    "day": "P1D",
}  # fmt: skip
_SEVERAL = ("two", "three", "four", "five", "six", "ten", "decade")
_REGULAR = ("annual", "yearly", "year", "monthly", "month")
_YEAR_TO = re.compile(r"(?i)\b(?:year|12 months|twelve months) (?:to|through|ended|ending)\b")

_YEAR = r"((?:19|20)\d\d)"
_SAME_PART = re.compile(
    rf"the (?:same )?{_YEAR} (?:quarter|half|period)\b"
    rf"|the (?:same|corresponding|comparable) (?:period|quarter|half|months?)(?: (?:of|in|a))?"
    rf" (?:{_YEAR}\b|(?:last|the (?:previous|prior)) year|year (?:ago|earlier|before))"
)


def read_base(text, figure, frame, row):
    """What a change, or a rate such as inflation, is measured against."""
    none = {"base_start": "", "base_end": "", "base_text": ""}
    if frame.measure != "change" and "inflation" not in frame.words:
        return {}
    after = re.split(
        r"[;:()]|,? (?=after )| and (?=(?:by )?[\d.]+(?: per| pct|%))|, (?=and|but|while|up|down|following)",
        text[figure.end : figure.end + 120],
    )[0]
    if any(map(after.lower().__contains__, ("ago", "earlier", "before"))) and (m := _EARLIER.search(after)):
        return none | {"base_text": m[0].strip()}
    if aimed := _AIMED.match(after):
        return none | {"base_text": aimed[0].strip()}
    if opened := _OPENING.match(text):
        after = after if _RELATIVE.search(after) or _SINCE.search(after) else opened[0].rstrip(",")
        if after in opened[0] and row["period_text"] and row["period_text"] in opened[0]:
            row |= {"period_start": "", "period_end": "", "period_text": ""}
    # "than in the same month of 2023": the period a year before, or more
    if "same" in low_words(text) and (same := _SAME.search(after)):
        return _years_back(row, same) | {"base_text": same[0]}
    if (level := _LEVEL_OF.search(after)) and row["period_text"] and level[1] in row["period_text"]:
        row |= {"period_start": "", "period_end": "", "period_text": ""}
    timed = any(map(after.lower().__contains__, _UNITS))
    relative, since = timed and _RELATIVE.search(after), level or _SINCE.search(after)
    since = since if since and since[1].strip() else None
    if since and since[0][:5].lower() == "since" and _RECORD.search(after, 0, since.start()):
        since = None  # "the biggest fall since 2009"
    if relative and relative[0].strip().lower().startswith("last "):
        relative = None  # "fell 5 percent last week": when, not against what
    if since and (not relative or since.start() < relative.start()):
        seen = row["date"] if "year" in since[1] else row["period_end"] or row["date"]
        start, end = part_of_year(since[1], seen) or ("", "")
        if since[0].lower().startswith("from ") and since[0].strip() in row["period_text"]:
            return none  # "wages rise by 3 percent from November 1": a start
        if (
            not start
            and (part := re.fullmatch(r"(?i)(?:the )?(first|second|third)\s*", since[1]))
            and row["period_start"]
        ):
            size = (
                "quarter"
                if row["period_start"][5:7] in ("04", "07", "10")
                and row["period_end"][5:7] in ("06", "09", "12")
                else "half"
            )
            start, end = part_of_year(f"{part[1].lower()} {size}", row["period_start"][:4] + "-12-31") or (
                "",
                "",
            )
        return {"base_start": start, "base_end": end, "base_text": since[0].strip()}
    regular = not relative and not low_words(text).isdisjoint(_REGULAR)
    annual = regular and _ANNUAL.search(text, max(0, figure.start - 80), figure.start)
    written = relative[0].strip() if relative else annual[1] if annual else ""
    if m := re.match(r"(?i)\s*between (\d{4}) and (\d{4})", after):
        return {"base_start": f"{m[1]}-01-01", "base_end": f"{m[1]}-12-31", "base_text": m[0].strip()}
    return none | {"base_text": written}


def step_back(text):
    """How far before its period the base lies that words such as "from a year earlier" name, "" if untold.

    >>> step_back("than a year ago"), step_back("two years earlier"), step_back("since February")
    ('P1Y', '', '')
    """
    if any(word in text for word in _SEVERAL):
        return ""
    return next((step for word, step in _STEPS.items() if word in text), "")


def dated_bases(rows):
    """Give a base its days: a step before a known period, or those of the value that its sentence compares
    with ("8 percent more than the 821,000 tonnes of 2024").
    """
    for n, row in enumerate(rows):
        start, end, text = row["period_start"], row["period_end"], row["base_text"]
        if not start or not end or row["base_start"]:
            continue
        if step := step_back(text.lower()):
            row["base_start"], row["base_end"] = shifted(start, end, step)
        elif row["measure"] == "change" and not text:
            alike = (r for r in rows[n + 1 :] if r["quantity"] == row["quantity"] and r["measure"] != "rank")
            told = next((r for r in alike if r["role"] == "old" or r["measure"] == "change"), row)
            if told["role"] == "old" and told["measure"] != "change" and "" < told["period_end"] < start:
                row |= {f"base_{part}": told[f"period_{part}"] for part in ("start", "end", "text")}


def _years_back(row, same):
    """The base "the same month of 2023"; where the year was taken for the period, that is nobody's."""
    if (
        row["period_text"]
        and row["period_text"].lower() in f"{same[0].lower()} in {same['year']} of {same['year']}"
    ):
        row |= {"period_start": "", "period_end": "", "period_text": ""}
    start, end = row["period_start"], row["period_end"]
    years = int(start[:4]) - int(same["year"]) if same["year"] and start else 1
    if not (start and end and 0 < years < 100):
        return {"base_start": "", "base_end": ""}
    return dict(zip(("base_start", "base_end"), shifted(start, end, f"P{years}Y"), strict=True))


def same_part(row, rows, memory, sentence):
    """Read "551 million, against 508 million in the 1986 quarter": of the part of a year spoken of."""
    if row["measure"] == "change":
        return
    found = _SAME_PART.search(sentence.text)
    year = found and (found[1] or found[2] or (row["period_start"] if row["role"] == "old" else "")[:4])
    if found and not year:
        return
    if (
        found
        and row["period_start"] != f"{year}-01-01"
        and (row["period_start"] or not ("same" in row["period_text"] or year in row["period_text"]))
    ):
        return
    told = found and next((r for r in (*reversed(rows), memory.when) if r and r["period_start"]), None)
    if found:
        row["role"], row["near"] = "old", row["near"] or (rows[-1]["claim"] if rows else "")
    if told and told["period_end"]:
        back = f"P{int(told['period_start'][:4]) - int(year)}Y"
        row["period_start"], row["period_end"] = shifted(told["period_start"], told["period_end"], back)
        row["period_basis"] = "resolved"


def before_and_after(rows, row, pattern):
    """Relate what one sentence tells of two times."""
    if pattern == "to":  # both the change and the value before lean on the value after
        rows[-2]["near"] = rows[-1]["near"] = row["claim"]
        _start_before(rows[-1], row)
    else:
        _change_before(row, rows[-1])


def _change_before(old, new):
    """Give the change told before another one its base: "up 1.8 percent on the year, after 2.9 in March"."""
    steps = {"month": "P1M", "quarter": "P3M", "year": "P1Y"}
    back = re.search(r"(?:the|a) (month|quarter|year) (?:before|earlier)", old["base_text"])
    old |= {"base_start": "", "base_end": "", "base_text": "" if new["base_start"] else new["base_text"]}
    if back and new["period_start"] and new["period_end"]:
        start, end = shifted(new["period_start"], new["period_end"], steps[back[1]])
        old |= {"period_start": start, "period_end": end, "period_basis": "resolved"}


def _start_before(old, new):
    """Read "grew in 2024 from 262 million to 287 million": the first is of the year before, or of no time
    told.
    """
    if (old["period_start"], old["period_end"]) == (new["period_start"], new["period_end"]):
        year = old["period_start"][5:] == "01-01" and old["period_end"][5:] == "12-31"
        told = shifted(old["period_start"], old["period_end"], "P1Y") if year else ("", "")
        old["period_start"], old["period_end"] = told


def former_period(row, newer, text, figure):
    """Read "In 2023 it rose to 4 from 3": what is told of the newer value alone is not the former's time."""
    start, end, told = row["period_start"], row["period_end"], row["period_text"]
    if told and newer["period_text"] == told and text.find(told, figure.end) < 0 and not REVISED.search(text):
        year = (start[5:], end[5:]) == ("01-01", "12-31") and start[:4] == end[:4]
        start, end = shifted(start, end, "P1Y") if year else ("", "")
        basis = "resolved" if year else "unstated"
        row |= {"period_start": start, "period_end": end, "period_text": "", "period_basis": basis}


def year_to(row, words):
    """Read "3 percent in the year to April": April against the April before."""
    if not (row["measure"] == "change" or "inflation" in words) or not _YEAR_TO.search(row["period_text"]):
        return {}
    end = row["period_end"]
    if not end:
        return {}  # no year is known
    start = end[:8] + "01"
    base = dict(zip(("base_start", "base_end"), shifted(start, end, "P1Y"), strict=True))
    return base | {"period_start": start, "period_end": end, "base_text": row["period_text"]}
