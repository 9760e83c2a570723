"""When: the period of a claim that its clause leaves out, and the dated statements of a text."""

import re
from calendar import monthrange
from datetime import date, timedelta

from ..reading.periods import find
from ..reading.relative import shifted
from ..reading.text import Text
from .parties import lexicon, low_words
from .presenting import SAID
from .telling import REVISED

_UNITS = {"decade": "P10Y", "year": "P1Y", "quarter": "P3M", "month": "P1M", "week": "P7D", "day": "P1D"}
_SHORT = re.compile(r" in the (first|second|third|fourth)(?=[,.;)]|$| and| to)")
_TO_DATE = re.compile(r"(?i)\b(?:so far (?:this|in)|(?:the )?year[ -]to[ -]date|to date)\b")
_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_EARLIER = re.compile(
    rf"[^,;.\d]{{0,30}}?,? (?:(?:an?|one|(?:in |of )?the|(?P<m>{'|'.join(_NUMBERS)}))"
    r" (?:(decade)|(year|month|quarter|week)s?) (?:earlier|before|ago|previously|later)"
    r"|(?:in )?the (?:previous|prior|preceding|following) (?:(?P<n>two|three|four|six|nine) )?"
    r"(year|month|quarter|week)s?)\b"
)
_AGAINST = re.compile(r"\b(?:from|than|on|over|against|compared|versus|vs|above|below|up|down)\b")
_EARLIER_FIRST = re.compile(
    r"(?:(?:A|One|The) (year|month|quarter|week) (?:earlier|before|ago|later|after)"
    r"|(?:In )?[Tt]he (?:previous|following) (year|month|quarter))\b"
)
_HAD_HOPED = re.compile(
    r"\b[Ii]n [A-Z]\w+(?: \d{4})?,? (?:[\w']+ ){1,4}?had (?:\w+ )?"
    r"(?:expected|forecast|predicted|hoped|planned|projected|aimed|promised|budgeted|seen)\b"
)
_BEFORE = {"later", "following", "after", "earlier", "before", "ago", "previously", "previous", "prior"}
_PARTS = ("month", "months", "quarter", "half", "year")
_THE_PART = re.compile(
    r"\b(?:for|in|over|during) the (?:first |whole |full )?"
    r"(month|quarter|half|(?:three|six|nine) months|year)\b(?! (?:to|of|ended|ending|before))"
)
_WHOLE = re.compile(
    r"\b(?:whole|full|entire) (?:(?:crop|fiscal|marketing|financial) year|season)\b|\b[Tt]he season's\b"
)
_BESIDE = re.compile(r"\b(?:after|from|against|versus|vs|than|compared (?:with|to))(?: \w+)? $")
_JOINED = re.compile(
    r"(?: [a-z]+-o[nv]e?r?-[a-z]+| (?:on|from) (?:the|a) \w+(?: earlier| before)?)?"  # the base of a change
    r"\s*(?!, (?:as|after|when|while|but|because|since|though|although|from|up|down)\b)"
    r"(?:,|on|and|with|or|to|\()(?:\s"
    r"(?!(?:against|versus|compared|than|above|below|beating|(?:up|down) (?:on|from))\b)"
    r"[\w%'$£€.-]+){0,5}\s?$"
)
DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_DAY = re.compile(rf"(?i)(?<![\w-])({'|'.join(DAYS)})(?:'s)?\b")
_SPOKE = re.compile(
    rf"(?i)\b(?:{SAID}|statement|office|agency|ministry|police)(?: \w+)? (?:late |early )?on "
    rf"$|(?:late|next) $"
)


_DUE = re.compile(r"\b(?:will|due|expected|scheduled|to be \w+ed)\b")


def part_periods(rows):
    """Read "By quarter: 23.9 million, 25.6 million, …": each is of its part of the year, if all are told."""
    listed = next((rows[n:] for n, row in enumerate(rows) if row["rule"] == "by part"), ())
    if any(row["period_text"] for row in listed):
        return  # "third quarter: 1.78 million; fourth quarter: …"
    year = listed and listed[0]["period_start"][:4]
    told = listed and (listed[0]["period_start"], listed[0]["period_end"])
    size = {2: 6, 4: 3, 12: 1}.get(len(listed), 0) if told == (f"{year}-01-01", f"{year}-12-31") else 0
    for n, row in enumerate(listed):
        row |= {"period_start": "", "period_end": "", "period_basis": "unstated", "day": f"part {n + 1}"}
        if size:
            last = size * (n + 1)
            end = monthrange(int(year), last)[1]
            _set_period(row, (f"{year}-{last - size + 1:02}-01", f"{year}-{last:02}-{end}"))
            row["day"] = ""


def share_periods(rows, sentence):
    """Read "a profit of 4 on revenue of 5 in 2023": the period at the end is that of both."""
    for n in range(len(rows) - 2, -1, -1):
        row, after = rows[n], rows[n + 1]
        if row["period_text"] or not after["period_start"] or "old" in (row["role"], after["role"]):
            continue
        own = (row["period_start"], row["period_end"])
        lent = row["period_basis"] == "resolved" and own not in (
            (r["period_start"], r["period_end"]) for r in rows[:n]
        )  # by a sentence before
        between = sentence.text[row["end"] - sentence.start : after["start"] - sentence.start]
        if (lent or not any(own)) and _JOINED.match(between):
            _set_period(row, (after["period_start"], after["period_end"]))


def resolve_period(row, rows, memory, sentence, words, clause):
    """Fill a period that the clause leaves out: from a neighbour, a weekday, the lines before."""
    near = row["near"] and next((r for r in rows if r["claim"] == row["near"]), None)
    if not near and memory.last and memory.last["claim"] == row["near"]:
        near = memory.last
    ahead = row["status"] in ("projected", "planned")
    lender = near or next(
        (r for r in reversed(rows) if r["role"] != "old"), memory.last if ahead else memory.when
    )
    _short_part(row, rows, sentence)
    _base_is_no_period(row, rows, near)
    said = low_words(sentence.text)
    hoped = ahead and "had" in said and _HAD_HOPED.search(sentence.text)
    if hoped and memory.last and not row["role"] and memory.last["kind"] == row["kind"]:
        row |= {"role": "old", "near": memory.last["claim"]}  # the forecast before
    if not said.isdisjoint(_BEFORE):
        _year_before(row, lender, sentence)
    untold = not (row["period_start"] or row["period_end"] or row["period_text"])
    untold = untold or row["period_text"] not in sentence.text  # carried from the one before
    at = row["start"] - sentence.start
    text = sentence.text
    beyond = text[sentence.text.find(clause) :][: len(clause) + len(" six months")]
    part = None if said.isdisjoint(_PARTS) else _THE_PART.search(beyond)
    if part and (untold or 0 <= text.rfind(row["period_text"], 0, at) < text.rfind(part[0], 0, at)):
        told = memory.parts.get(_MONTHS_OF.get(part[1], part[1]))
        if part[1] == "year" and not told and memory.parts:
            year = next(reversed(memory.parts.values()))[0][:4]
            told = f"{year}-01-01", f"{year}-12-31"
        _set_period(row, told)
    beside = row["role"] == "old" or _BESIDE.search(text, max(0, at - 80), at)  # "after 6 in the first"
    if row["period_start"] and row["period_end"] and not beside:
        memory.parts[_length(row)] = row["period_start"], row["period_end"]
    late = row["period_end"] > row["date"] > row["period_start"] > "" and len(row["date"]) == 10
    late = late and _TO_DATE.search(sentence.text)
    if late and lexicon()["cumulative"].isdisjoint(words):
        row["period_end"] = row["date"]
    if not (row["period_start"] or row["period_end"]):
        row["day"] = _weekday(clause, sentence.text, row)
        if lender and not row["day"] and not _WHOLE.search(clause):
            _borrow(row, lender, near, sentence, words)


_LENGTHS = {"day": 1, "week": 7, "month": 31, "quarter": 92, "half": 184, "nine months": 275, "year": 366}
_MONTHS_OF = {"three months": "quarter", "six months": "half"}


def _length(row):
    """What "the quarter" would mean after a period: the kind of part of a year that it is."""
    span = (date.fromisoformat(row["period_end"]) - date.fromisoformat(row["period_start"])).days
    return next((name for name, most in _LENGTHS.items() if span <= most), "")


def _year_before(row, lender, sentence):
    """Read "The gap had been 11.9 billion a year earlier": the time spoken of, a year back."""
    at = row["start"] - sentence.start
    told = _EARLIER.match(sentence.text, at + len(row["text"]))
    if not told and (not row["period_text"] or _EARLIER_FIRST.match(row["period_text"])):
        told = _EARLIER_FIRST.match(sentence.text)
    if told and told.re is _EARLIER and told["m"] and told[0].endswith("ago"):
        return  # counted from today
    if not told or row["measure"] == "change" or row["role"] == "same" or _AGAINST.search(told[0]):
        return  # "rose 3.4 percent in March from a year earlier" is of March
    start, end = (lender["period_start"], lender["period_end"]) if lender else ("", "")
    if start and end:
        step = _UNITS[told[told.lastindex].lower()]
        some = told.re is _EARLIER and (told["n"] or told["m"])
        times = _NUMBERS.index(some) + 2 if some else 1
        times = -times if _LATER.search(told[0]) else times
        _set_period(row, shifted(start, end, f"P{times * int(step[1:-1])}{step[-1]}"))
    else:
        row["day"] = "a year earlier"
    row["role"] = "" if _LATER.search(told[0]) else "old"


_LATER = re.compile(r"\b(?:later|following|after)$|following")


def _short_part(row, rows, sentence):
    """Read "… in the second quarter after 2.13 million in the first": the second names the kind of part."""
    part = _SHORT.match(sentence.text, row["end"] - sentence.start)
    told = part and next((r for r in reversed(rows) if r["period_start"] and r["period_end"]), None)
    if told:
        name = f"{part[1]} {_length(told)}"
        if not _set_period(row, part_of_year(name, told["period_start"][:4] + "-12-31")):
            row |= {"period_start": "", "period_end": "", "day": name}  # the second week


def _base_is_no_period(row, rows, near):
    """Read "to 42 million in 2023, 5 % more than in 2022": the year after "than" is the base.

    "Rose 3 % in May from April, above the 2 % forecast": the base of one is not the period of the next.
    """
    own = (row["period_start"], row["period_end"])
    last = rows[-1] if rows and own[0] and row["role"] == "" else None
    if last and own == (last["base_start"], last["base_end"]) and row["period_text"] in last["base_text"]:
        _set_period(row, (last["period_start"], last["period_end"]))
    if row["measure"] != "change":
        return
    if own[0] and own == (row["base_start"], row["base_end"]):
        row["period_start"], row["period_end"] = "", ""
        _set_period(row, near and (near["period_start"], near["period_end"]))


def _borrow(row, lender, near, sentence, words):
    """The period of the level a change leans on, of the list, or of the last two lines for what needs one."""
    text = row["period_text"]
    if not low_words(text).isdisjoint(("earlier", "ago", "previous", "prior")):
        text = ""
    start, end = lender["period_start"], lender["period_end"]
    if row["role"] == "old":
        revised = near and row["status"] == near["status"] == "projected" and REVISED.search(sentence.text)
        _set_period(row, (start, end) if revised else None)  # "raised its forecast to 5 from 4 percent"
    elif near and not text:
        _set_period(row, (start, end))
    elif text and start and (named := part_of_year(text, start[:4] + "-12-31")):
        _set_period(row, named)
    elif text or row["measure"] == "rate" or sentence.sentence - lender["sentence"] > 2:
        pass
    elif lexicon()["flow"] & set(words) or row["rule"] == "by part":
        _set_period(row, (start, end))


def _set_period(row, period):
    if period and all(period):
        row["period_start"], row["period_end"], row["period_basis"] = *period, "resolved"
        return True
    return False


def _weekday(clause, passage, row):
    """The day meant by "on Saturday", the last one up to the document's date; not the day on which somebody
    spoke.
    """
    if len(row["date"]) < 10 or low_words(passage).isdisjoint(DAYS):
        return ""
    ahead = row["status"] in ("projected", "planned") or _DUE.search(clause)
    told = date.fromisoformat(row["date"])
    at = clause.find(row["text"])
    for m in sorted(_DAY.finditer(clause), key=lambda m: abs(m.start() - at)):
        if not _SPOKE.search(clause[: m.start()]):
            since = (told.weekday() - DAYS.index(m[1].lower())) % 7
            return (told - timedelta(days=since - 7 * bool(ahead and since))).isoformat()
    return ""


def part_of_year(text, day):
    """First and last day of what a text names, as it is meant in a document of ``day``; None for no time.

    >>> part_of_year("second quarter", "2023-12-31"), part_of_year("it", "2023")
    (('2023-04-01', '2023-06-30'), None)
    """
    found = find(Text(f"in {text}"), day)
    return (found[0].first, found[0].last) if found and found[0].last else None
