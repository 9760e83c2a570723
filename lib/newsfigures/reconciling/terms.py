"""Terms and anniversaries against years that are told: 2024 and six years make 2030."""

import re

from .reasons import quote

_TERM = re.compile(r"(?i)\b(?:term|mandate|rule|serve\w*|office|power)\b")
_UNTIL = re.compile(r"(?i)^(?:until|till|to|through|by|ends? in)\b")


def terms(search, dates):
    """Terms and anniversaries against years that are told: 2024 and six years make 2030."""
    dates = list(dates)
    by_year, starts = {}, {}
    for d in dates:
        by_year.setdefault((d["document"], d["year"]), d)
        if not _UNTIL.match(d["text"]):
            starts.setdefault((d["document"], d["passage"]), d["year"])
    ends = [d for d in dates if _UNTIL.match(d["text"]) and _TERM.search(d["passage"])][:1000]
    for item in search.items:
        year = int(item.date[:4]) if item.date else 0
        if item.kind == "ordinal" and "anniversary" in item.words and year:
            count = round(item.value)
            if told := by_year.get((item.document, year - count)):
                reason = f"{year} − {count} is {year - count}, told as {_quoted(told)}."
                origin = (year - count, year - count)
                search.tell("anniversary", [item], f"{year} − {count}", origin, "year", reason, "ties")
        start = starts.get((item.document, item.passage), year)
        if item.measure == "duration" and "term" in item.words and item.unit == "year" and start:
            length = round(item.value / item.factor)
            end = start + length
            near = [
                d
                for d in ends
                if d["document"] == item.document or any(n.split()[-1] in d["passage"] for n in item.parties)
            ]
            if not near:
                continue
            told = next((d for d in near if d["year"] == end), near[0])
            verdict, how = "ties", "which fits"
            if told["year"] != end:
                verdict, how = "cannot tell", "but the term that ends there may have begun in another year:"
            reason = f"{start} and {item.text} make {end}, {how} {_quoted(told)}; from {quote(item)}."
            search.tell("term", [item], f"{start} + {length}", (end, end), "year", reason, verdict)


def _quoted(told):
    return f"“{told['text']}” ({told['label']} {told['start']}–{told['end']})"
