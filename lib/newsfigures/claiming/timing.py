"""When: the period of a claim that its clause leaves out."""

import re
from datetime import date, timedelta

from ..reading.dates import MONTHS
from ..reading.periods import find
from ..reading.relative import shifted
from ..reading.text import Text
from .parties import lexicon, low_words
from .presenting import SAID
from .telling import REVISED

AHEAD = ("projected", "planned")
DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
NUMBERS = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
STEPS = {"decade": "P10Y", "year": "P1Y", "quarter": "P3M", "month": "P1M", "week": "P7D", "day": "P1D"}
_N, _UNIT = "|".join(NUMBERS), "decade|year|quarter|month|week"
_STEP = (  # "a year earlier", "the previous three months"
    rf"(?:(?:in )?[Tt]he (?P<which>previous|prior|preceding|following) (?:(?P<some>{_N}) )?"
    rf"(?P<unit>{_UNIT})s?"
    rf"|(?:[Aa]n?|[Oo]ne|(?:in |of )?[Tt]he|(?P<times>{_N})) (?P<length>{_UNIT})s?"
    r" (?P<way>earlier|before|ago|previously|later))\b"
)
_BEHIND = re.compile(rf"[^,;.\d]{{0,30}}?,? {_STEP}")
_FIRST = re.compile(rf"(?:In )?{_STEP}")
_LATER = ("following", "later")
_BACK = {*_LATER, "earlier", "before", "ago", "previously", "previous", "prior", "preceding"}
_AGAINST = re.compile(r"\b(?:from|than|on|over|against|compared|versus|vs|above|below|up|down)\b")
_SHORT = re.compile(r" in the (first|second|third|fourth)(?=[,.;)]|$| and| to)")
_TO_DATE = re.compile(r"(?i)\b(?:so far (?:this|in)|(?:the )?year[ -]to[ -]date|to date)\b")
_HAD_HOPED = re.compile(
    r"\b[Ii]n [A-Z]\w+(?: \d{4})?,? (?:[\w']+ ){1,4}?had (?:\w+ )?"
    r"(?:expected|forecast|predicted|hoped|planned|projected|aimed|promised|budgeted|seen)\b"
)
# most days of each part of a year
_LENGTHS = {
    "week": 7, "month": 31, "quarter": 92, "three months": 92, "half": 184, "six months": 184,
    "nine months": 275, "year": 366,
}  # fmt: skip
_PARTS = ("month", "months", "quarter", "half", "year")
_THE_PART = re.compile(
    r"\b(?:for|in|over|during) the (?:first |whole |full )?"
    r"(month|quarter|half|(?:three|six|nine) months|year)\b(?! (?:to|of|ended|ending|before))"
)
_WHOLE = re.compile(r"\b(?:whole|full|entire) (?:[a-z]+ year|season)\b|\b[Tt]he season's\b")
_JOINED = re.compile(
    r"(?: [a-z]+-o[nv]e?r?-[a-z]+| (?:on|from) (?:the|a) \w+(?: earlier| before)?)?"  # the base of a change
    r"\s*(?!, (?:as|after|when|while|but|because|since|though|although|from|up|down)\b)"
    r"(?:,|on|and|with|or|to|\()(?:\s"
    r"(?!(?:against|versus|compared|than|above|below|beating|(?:up|down) (?:on|from))\b)"
    r"[\w%'$£€.-]+){0,5}\s?$"
)
_DAY = re.compile(rf"(?i)(?<![\w-])({'|'.join(DAYS)})(?:'s)?\b")
_SPOKE = re.compile(
    rf"(?i)\b(?:{SAID}|statement|office|agency|ministry|police)(?: \w+)? (?:late |early )?on "
    rf"$|(?:late|next) $"
)


def part_of_year(text, day):
    """First and last day of what a text names, as it is meant in a document of ``day``; None for no time.

    >>> part_of_year("second quarter", "2023-12-31"), part_of_year("it", "2023")
    (('2023-04-01', '2023-06-30'), None)
    """
    found = find(Text(f"in {text}"), day)
    return (found[0].first, found[0].last) if found and found[0].last else None


def like_part(nth, told):
    """The days of "the first" beside "the second quarter": the same kind of part, in the same year."""
    if not all(_days(told)):
        return None
    return part_of_year(f"{nth} {_part(told)}", told["period_start"][:4] + "-12-31")


def _days(row):
    """First and last day of a row, both "" where either is open."""
    return (row["period_start"], row["period_end"]) if row["period_start"] and row["period_end"] else ("", "")


def _part(row):
    """What kind of part of a year the period of a row is, as "the quarter" means it later."""
    first, last = map(date.fromisoformat, _days(row))
    return next((name for name, most in _LENGTHS.items() if (last - first).days <= most), "")


def _set_period(row, period):
    if period and all(period):
        row["period_start"], row["period_end"], row["period_basis"] = *period, "resolved"
        return True
    return False


def part_periods(rows):
    """Read "By quarter: 23.9 million, 25.6 million, …": each is of its part of the year, if all are told."""
    listed = next((rows[n:] for n, row in enumerate(rows) if row["rule"] == "by part"), ())
    if not listed or any(row["period_text"] for row in listed):
        return  # "third quarter: 1.78 million; fourth quarter: …"
    whole, months = _part(listed[0]) if all(_days(listed[0])) else "", 12 // len(listed)
    year = listed[0]["period_start"][:4]
    for n, row in enumerate(listed):
        row |= {"period_start": "", "period_end": "", "period_basis": "unstated", "day": f"part {n + 1}"}
        if whole == "year" and len(listed) in (2, 4, 12):
            first, last = MONTHS[months * n], MONTHS[months * (n + 1) - 1]
            _set_period(row, part_of_year(f"{first} to {last} {year}", year))
            row["day"] = ""


def share_periods(rows, sentence):
    """Read "a profit of 4 on revenue of 5 in 2023": the period at the end is that of both."""
    for n in range(len(rows) - 2, -1, -1):
        row, after = rows[n], rows[n + 1]
        if row["period_text"] or not after["period_start"] or "old" in (row["role"], after["role"]):
            continue
        own = (row["period_start"], row["period_end"])
        earlier = [(r["period_start"], r["period_end"]) for r in rows[:n]]
        lent = row["period_basis"] == "resolved" and own not in earlier  # by a sentence before
        between = sentence.text[row["end"] - sentence.start : after["start"] - sentence.start]
        if (lent or not any(own)) and _JOINED.match(between):
            _set_period(row, (after["period_start"], after["period_end"]))


def resolve_period(row, rows, memory, sentence, words, clause):
    """Fill a period that the clause leaves out: from a neighbour, a weekday, the lines before."""
    said, ahead = low_words(sentence.text), row["status"] in AHEAD
    near = row["near"] and next((r for r in (*rows, memory.last) if r and r["claim"] == row["near"]), None)
    lender = near or next(
        (r for r in reversed(rows) if r["role"] != "old"), memory.last if ahead else memory.when
    )
    _short_part(row, rows, sentence)
    _base_is_no_period(row, rows, near)
    hoped = ahead and "had" in said and _HAD_HOPED.search(sentence.text)
    if hoped and memory.last and not row["role"] and memory.last["kind"] == row["kind"]:
        row |= {"role": "old", "near": memory.last["claim"]}  # the forecast before
    if not said.isdisjoint(_BACK):
        _step_back(row, lender, sentence)
    if not said.isdisjoint(_PARTS):
        _the_part(row, memory, sentence, clause)
    if all(_days(row)) and row["role"] != "old":
        year = row["period_start"][:4]
        memory.parts |= {366: (f"{year}-01-01", f"{year}-12-31"), _LENGTHS.get(_part(row)): _days(row)}
    running = len(row["date"]) == 10 and row["period_end"] > row["date"] > row["period_start"] > ""
    if running and _TO_DATE.search(sentence.text) and lexicon()["cumulative"].isdisjoint(words):
        row["period_end"] = row["date"]
    if not (row["period_start"] or row["period_end"]):
        row["day"] = _weekday(clause, sentence.text, row)
        if lender and not row["day"] and not _WHOLE.search(clause):
            _borrow(row, lender, near, sentence, words)


def _short_part(row, rows, sentence):
    """Read "… in the second quarter after 2.13 million in the first": the second names the kind of part."""
    part = _SHORT.match(sentence.text, row["end"] - sentence.start)
    told = part and next((r for r in reversed(rows) if all(_days(r))), None)
    if told:
        _set_period(row, like_part(part[1], told))


def _base_is_no_period(row, rows, near):
    """Read "to 42 million in 2023, 5 % more than in 2022": the year after "than" is the base.

    "Rose 3 % in May from April, above the 2 % forecast": the base of one is not the period of the next.
    """
    own, told = (row["period_start"], row["period_end"]), row["period_text"]
    last = rows[-1] if rows and own[0] and row["role"] == "" else None
    if last and own == (last["base_start"], last["base_end"]) and told in last["base_text"]:
        _set_period(row, _days(last))
    if row["measure"] != "change":
        return
    within = told and told in row["base_text"] and ("same" in row["base_text"] or not any(own))
    if within or (own[0] and own == (row["base_start"], row["base_end"])):
        row |= {"period_start": "", "period_end": "", "period_text": ""}
        _set_period(row, near and _days(near))


def _step_back(row, lender, sentence):
    """Read "The gap had been 11.9 billion a year earlier": the time spoken of, a year back."""
    told = _BEHIND.match(sentence.text, row["end"] - sentence.start)
    if not told and (not row["period_text"] or _FIRST.match(row["period_text"])):
        told = _FIRST.match(sentence.text)
    if not told or row["measure"] == "change" or row["role"] == "same" or _AGAINST.search(told[0]):
        return  # "rose 3.4 percent in March from a year earlier" is of March
    if told["times"] and told["way"] == "ago":
        return  # counted from today
    later = (told["which"] or told["way"]) in _LATER
    number, step = told["some"] or told["times"], STEPS[told["unit"] or told["length"]]
    times = (NUMBERS.index(number) + 2 if number else 1) * (-1 if later else 1)
    if not (lender and _set_period(row, shifted(*_days(lender), f"P{times * int(step[1:-1])}{step[-1]}"))):
        row["day"] = "a year earlier"
    row["role"] = "" if later else "old"


def _the_part(row, memory, sentence, clause):
    """Read "It sold 5 vans in the six months": the part of a year of that length that was told last."""
    text, told = sentence.text, row["period_text"]
    part = _THE_PART.search(text[text.find(clause) :][: len(clause) + len(" six months")])
    carried = told not in text if told else not (row["period_start"] or row["period_end"])
    if part and carried:  # from the figure before
        _set_period(row, memory.parts.get(_LENGTHS[part[1]]))


def _borrow(row, lender, near, sentence, words):
    """The period of the level a change leans on, of the list, or of the last two lines for what needs one."""
    if row["role"] == "old":  # "raised its forecast to 5 from 4 percent": both of one time
        revised = near and row["status"] == near["status"] == "projected" and REVISED.search(sentence.text)
        _set_period(row, _days(lender) if revised else None)
        return
    text = row["period_text"]
    if not low_words(text).isdisjoint(("earlier", "ago", "previous", "prior")):
        text = ""
    start, end = lender["period_start"], lender["period_end"]
    if near and not text:
        _set_period(row, (start, end))
    elif text and start and (named := part_of_year(text, start[:4] + "-12-31")):
        _set_period(row, named)
    elif text or row["measure"] == "rate" or sentence.sentence - lender["sentence"] > 2:
        return
    elif lexicon()["flow"] & set(words) or row["rule"] == "by part":
        _set_period(row, (start, end))


def _weekday(clause, passage, row):
    """The day meant by "on Saturday", the last one up to the document's date; not the day on which somebody
    spoke.
    """
    if len(row["date"]) < 10 or low_words(passage).isdisjoint(DAYS):
        return ""
    told, at = date.fromisoformat(row["date"]), clause.find(row["text"])
    for m in sorted(_DAY.finditer(clause), key=lambda m: abs(m.start() - at)):
        if not _SPOKE.search(clause[: m.start()]):
            since = (told.weekday() - DAYS.index(m[1].lower())) % 7
            coming = row["status"] in AHEAD and since
            return (told - timedelta(days=since - 7 * bool(coming))).isoformat()
    return ""
