"""Rows of company results as agencies print them: "Shr 61 cts vs 54 cts", "Net loss 8,000 vs profit 2,000".

The label is the quantity, the left figure the current value and the right one that of a year ago; the company
stands in the headline, the span ("1ST QTR", "Nine mths") there or in a line of its own.
"""

import re
from dataclasses import replace
from datetime import date

from ..reading.relative import shifted
from .frame import Frame, plain_measure
from .parties import lexicon
from .tagging import concept
from .timing import part_of_year

_AGAINST = {"vs", "versus"}
_RESULT = {"profit", "loss"}
_TIME = (
    r"\b(?:[1-4](?:st|nd|rd|th)|first|second|third|fourth|nine|six|three|12|twelve|full|fiscal) "
    r"(?:qtr|quarter|half|mths?|months|year)\b"
)
_SPAN = re.compile(rf"(?i){_TIME}|^year$")
_REPORTED = 120  # days after its end within which a span is reported: later it was a fiscal year's
_LABELS = {"net": ("net", "profit"), "sales": ("revenue",)}
_COMPANY = re.compile(rf"(?i)(.+?) (?:<[\w.]+>|{_TIME})")


def row(c, previous, last):
    """The frame of a figure on either side of "vs"; None where what stands before is no bare label."""
    if not {c.word(c.k - 2), c.word(c.k - 1), c.word(c.k + 1)} & _AGAINST:
        return None
    kind, result = c.figure.kind, c.word(c.k - 1) in _RESULT
    alike = (
        previous and previous.words and (previous.pattern == "row" or previous.measure == plain_measure(kind))
    )
    if alike and c.word(c.k - 1 - result) in _AGAINST and c.tag(c.k - 2 - result) == "F":
        words = tuple(w for w in previous.words if not (result and w in _RESULT))
        words += (c.word(c.k - 1),) if result else ()
        pattern = "row" if previous.pattern == "row" else "from"
        return replace(
            previous, measure=plain_measure(kind), words=words, role="old", before=0, pattern=pattern
        )
    if c.word(c.k + 1) not in _AGAINST:
        return None
    start = c.k
    while c.tag(start - 1) in ("N", "E", "V"):
        start -= 1
    label = [c.word(i).lower() for i in range(start, c.k)]
    verbs = [w for w in label if w.endswith("ed") or w in lexicon()["irregular"]]
    if not label or verbs or c.tag(start - 1) not in ("", "F", "S", "T"):
        return None
    words = _LABELS.get(" ".join(label)) or tuple(concept(w) or w for w in label)
    return Frame(plain_measure(kind), words, (), "row")


def company(title):
    """The company of a headline of results: "ALDEN BANCORP <ALDN> 1ST QTR NET" gives Alden Bancorp.

    >>> company("ALDEN BANCORP <ALDN> 1ST QTR NET"), company("Brantwood 2nd qtr net"), company("Rain")
    ('Alden Bancorp', 'Brantwood', '')
    """
    found = _COMPANY.match(title)
    name = found[1].strip(" ,-") if found else ""
    return name.title() if name.isupper() else name


def span(text):
    """The last span that a text names, in small letters, else "".

    >>> span("DELMAR STORES <DLM> 2ND QTR FEB 28 NET")
    '2nd qtr'
    """
    found = [m[0].lower() for m in _SPAN.finditer(text)]
    return found[-1] if found else ""


def dated(row, before, memory):
    """Give a figure of a row the span that stands before it in its line, or in the lines above."""
    row["day"] = span(before) or memory.last_span()
    if row["day"]:
        row |= {"period_start": "", "period_end": "", "period_basis": "unstated"}
    if ended := period(row["day"], row["date"]):
        start, end = shifted(*ended, "P1Y") if row["role"] == "old" else ended
        row |= {"period_start": start, "period_end": end, "period_basis": "resolved", "day": ""}


def period(span, day):
    """First and last day of a span that had ended shortly before ``day``, else None: of a fiscal year that
    is not the calendar's nobody knows.

    >>> period("2nd qtr", "1987-07-21"), period("nine mths", "1987-10-20"), period("1st qtr", "1987-12-10")
    (('1987-04-01', '1987-06-30'), ('1987-01-01', '1987-09-30'), None)
    """
    text = span.replace("qtr", "quarter").replace("mth", "month").removesuffix("s")
    told = part_of_year(f"the first {text}s" if text.endswith("month") else text, day)
    if not told or len(day) != 10:
        return None
    late = (date.fromisoformat(day) - date.fromisoformat(told[1])).days
    return told if 0 <= late <= _REPORTED else None
