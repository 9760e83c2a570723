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
            origin = year - round(item.value)
            if own := by_year.get((item.document, origin)):
                reason = (
                    f"{year} − {round(item.value)} is {origin}, told as “{own['text']}” "
                    f"({own['label']} {own['start']}–{own['end']})."
                )
                formula = f"{year} − {round(item.value)}"
                search.tell("anniversary", [item], formula, (origin, origin), "year", reason, "ties")
        if item.measure == "duration" and "term" in item.words and item.unit == "year":
            names, start = set(item.parties), starts.get((item.document, item.passage), year)
            if start:
                length = round(item.value / item.factor)
                end = start + length
                near = [
                    d
                    for d in ends
                    if d["document"] == item.document or any(n.split()[-1] in d["passage"] for n in names)
                ]
                told = next((d for d in near if d["year"] == end), near[0] if near else None)
                if told:
                    verdict = "ties" if told["year"] == end else "cannot tell"
                    fits = (
                        "which fits"
                        if verdict == "ties"
                        else "but the term that ends there may have begun in another year:"
                    )
                    reason = (
                        f"{start} and {item.text} make {end}, {fits} “{told['text']}” "
                        f"({told['label']} {told['start']}–{told['end']}); from {quote(item)}."
                    )
                    formula = f"{start} + {length}"
                    search.tell("term", [item], formula, (end, end), "year", reason, verdict)
