"""Periods: the calendar expressions of a text in order, and the period and base of one figure among them.

A period runs from ``first`` to ``last``, ISO 8601 dates with both ends included, empty when open or unknown.
Basis: "stated" the words name it; "resolved" it is relative ("last year", "in May") and was read against the
date of the document, or is taken over from the sentence before; "unstated" nothing is said, or nothing told.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from .dates import PATTERN, TRIGGER, parse, resolve
from .text import Text

_LEADS = (
    "since until till by between from in on during for of through throughout after before over than against"
)
_LEADS = frozenset((*_LEADS.split(), "versus", "vs", "vs.", "at"))
_ENDS = frozenset(("end", "start", "beginning", "middle", "close", "than"))
_BETWEEN = frozenset(("the", "early", "late", "mid", "same", *_ENDS)) - {"than"}
_WORDED = frozenset(("relative", "ago", "earlier", "same", "within", "today"))
_COMPARED = frozenset(("than", "against", "versus", "vs", "compared with", "compared to"))
BASES = _COMPARED | {"since", "from", "over", "on"}
_SINCE = re.compile(r"\bsince (?:[a-z'-]+ ){1,6}$")
# "May's 238,900", "March was", but not "Theresa May was"
_OWNING = re.compile(r"['’]s (?:[a-z-]+ )?[$€£]?\d")
_IS = re.compile(r" (?:was|had|saw|brought) ")
_PLAIN = re.compile(r"\b(?:in|since|by|until|till|from|of|for|during|and|to|between|through|a|the) $")
_BREAK = re.compile(r";|, (?:while|whereas|but|and|taking|bringing|which)\b")
_LISTED = re.compile(r"(?:,|,? and|,? or)(?: [$€£]?\d\S*(?: [a-z]+){0,2})? ")
_FORMER = re.compile(
    r" (?:from|than|against|versus|with|after)(?: (?:an?|the|about|some|(?:up|down)wardly|revised|restated"
    r"|first|initial|original|earlier|previous|record))* $"
)
_OF_ELSE = re.compile(  # when figures were published, or a law takes effect
    r"(?:, (?:\w+ )?(?:reported|announced|disclosed)|\b(?:published|released|issued|unveiled|dated|meets?"
    r"|takes effect|into force|expires?|runs|as (?:many|much|few|high|low|big|good|bad) as"
    r"|record(?: of| from| set)?)) (?:in |from )?$"
)
_SAME = re.compile(
    r"\b(?:same|corresponding|comparable|equivalent) (?:period|quarter|half|months?|weeks|span) (?:of|in) $"
)
_DEBT = re.compile(
    r"\b(?:bonds?|notes?|debt|bills?|loans?|paper) (?:that )?(?:due|matur\w+|expir\w+) (?:in|on|by) $"
    r"|% $"  # "the 3.1% 2027 notes"
)
_CONTRACT = re.compile(r" (?:delivery|contracts?|futures)\b")
# ", built in 1994," and ", who became mayor in 2019,": such an aside dates only what stands in it
_ASIDE = re.compile(
    r"(?:, (?:which|who|whose|where|(?:\w+ly )?<past>)|(?:^|[.!?\n]\W{0,3})<past>)"
    r" (?:[^,;.]|[.,]\d)*$".replace(
        "<past>", r"(?!end|need|compared|based)(?:\w+ed|built|born|held|made|bought|sold|set up)"
    )
)
_PART = re.compile(r" (?:quarter|half|period)\b")
_AND = re.compile(r"[,;]| and\b|\)")
_WHEN = re.compile(r",? when [^,;.]*")
_NOW = re.compile(r" (?:now|currently|at present)\b")
_PERFECT = re.compile(r"\b(?:has|have) ")
_OBJECT = re.compile(r"(?:(?! (?:than|that|from|on|who|since)\b) [a-z-]+){0,4} ?")
_CLAUSE = re.compile(r"[a-z' $€£]*")
_SUPERLATIVE = re.compile(r"\b(?:first time|\w+est|worst|best|most|least|record)\b")


class Period(NamedTuple):
    """An expression at ``[start, end)``; ``lead`` is its preposition, ``dates`` the span of its digits."""

    start: int
    end: int
    first: str
    last: str
    basis: str
    lead: str
    dates: tuple[int, int] | None
    group: str


NONE = Period(0, 0, "", "", "unstated", "", None, "")


def find(source: Text, anchor: str = "") -> list[Period]:
    """Return the calendar expressions of a text in order, as they are meant in a document of date ``anchor``.

    >>> t = "In 2023 it rose 24% since March 2022, last year."
    >>> [(t[p.start:p.end], p.first, p.last, p.basis) for p in find(Text(t), "2024")][::2]
    [('In 2023', '2023-01-01', '2023-12-31', 'stated'), ('last year', '2023-01-01', '2023-12-31', 'resolved')]
    """
    found, when, at = [], parse(anchor), 0
    text, low, padded = source.text, source.low, f" {source.low}"
    for place in source.places:  # a trigger begins with what stands before it
        if place >= at and TRIGGER.match(padded, place) and (m := PATTERN.match(low, place)):
            at = m.end()
            if period := _read(text, low, m, when):
                found.append(period)
    for i in range(len(found) - 2, -1, -1):
        a, b = found[i], found[i + 1]
        listed = a.group == b.group == "month" and a.basis != "stated" and b.first and b.lead in ("", a.lead)
        if listed and not any(p.first[5:] == b.first[5:] for p in found[max(0, i - 2) : i]):
            found[i] = _with_year_of(a, b, low)
    return found


def _with_year_of(a, b, low):
    """ "5% in January and 2% in March 2023": a month of a list is of the year said at the end of the list."""
    if not _LISTED.fullmatch(low, a.end, b.start):
        return a
    first, last, basis = resolve(PATTERN.match(low, a.dates[0]), (int(b.first[:4]), 12, 0), low)
    return a._replace(first=first, last=last, basis=basis) if first < b.first else a


def _read(text, low, m, when):
    group = m.lastgroup
    if group == "month" and not _is_month(text, low, m):
        return None
    start, lead = _lead(low, m.start())
    far = group == "year" and not 1900 <= int(m["y0"]) < 2100
    if far and lead in ("", "of", "for", "at", "over", "than"):
        return None
    first, last, basis = resolve(m, when, low)
    back = max(0, m.start() - 45)
    due = group == "month" and _CONTRACT.match(low, m.end())
    if due or (group in ("year", "day", "month") and _DEBT.search(low, back, m.start())):
        return Period(start, m.end(), "", "", "unstated", "due", m.span(), group)
    if group == "year" and (_PART.match(low, m.end()) or _SAME.search(low, back, m.start())):
        first = last = ""  # "in the 1986 quarter" is no year
    when_it = _WHEN.match(low, m.end()) is not None  # "since March 2021, when it was 5.3 percent"
    if lead in ("since", "after") and not when_it:
        last = ""
    elif lead in ("until", "till", "by", "before"):
        first = ""
    if lead == "from" and when[0] and parse(first) > when:
        lead = "in"  # "wages rise from November": a start, and no base
    basis = basis if first or last else "unstated"
    dates = m.span() if group not in _WORDED or m["m8"] else None
    return Period(start, m.end(), first, last, basis, lead, dates, group)


def _lead(low, start):
    """The preposition before an expression, and where it starts: "since", "by the end of", "compared to"."""
    words = low[max(0, start - 40) : start].split()
    n = len(words)
    while n and (
        words[n - 1] in _BETWEEN or (words[n - 1] in ("in", "of") and words[max(0, n - 2)] in _ENDS)
    ):
        n -= 1
    lead = words[n - 1] if n else ""
    if lead in ("with", "to") and words[max(0, n - 2)] == "compared":
        return low.rfind("compared", 0, start), f"compared {lead}"
    lead = lead if lead in _LEADS else ""
    back = max(0, start - 60)
    if lead in ("", "on", "in") and "since " in low[back:start] and (led := _SINCE.search(low, back, start)):
        return led.start(), "since"
    return (low.rfind(lead, 0, start), lead.rstrip(".")) if lead else (start, "")


def _is_month(text, low, m):
    """Is a month meant? Alone it needs a capital, "may" and "march" a preposition too, short forms a stop."""
    if m["d4"] or m["y4"] or m.start("m4") > m.start():
        return True
    name = text[m.start("m4") : m.end("m4")]
    if name[0].islower() or (len(name) == 3 and name != "May"):
        return False
    plain = name not in ("May", "March") or _PLAIN.search(low, max(0, m.start() - 9), m.start())
    opens = m.start() == 0 or low[max(0, m.start() - 2) : m.start()].strip(" \n") in ("", ".", ",")
    return bool(plain or _OWNING.match(low, m.end()) or (opens and _IS.match(low, m.end())))


def within(periods: list[Period], ends: list[int], start: int, end: int) -> list[Period]:
    """The periods of a sentence ``[start, end)``; ``ends`` are the ends of all periods."""
    return periods[bisect_right(ends, start) : bisect_right(ends, end)]


def choose(
    found: list[Period], low: str, span: tuple[int, int, int], changed: bool, old: set, today: str = "0"
) -> tuple[Period, Period]:
    """The period and the base of a figure at ``span`` (start, end, start of the next figure) in its sentence.

    A period right after the figure, before the next one, is its own; else the nearest before it that is not
    of an old value ("up from 62% in 2020": ``old`` collects those). The base of a change is what it is
    compared with.
    """
    start, end, stop = span
    base = NONE
    if changed:
        bases = (p for p in found if p.group in ("same", "earlier") or p.lead in BASES)
        base = next(
            (p for p in bases if end <= p.start < stop or p.lead in _COMPARED or p.lead == "since"), NONE
        )
        old.add(base)
    if _NOW.match(low, end):
        return NONE, base  # "from 21 percent now"
    if told := [p for p in found if p.end <= start and _WHEN.fullmatch(low, p.end, start)]:
        return told[-1], base
    rest = [
        p
        for p in found
        if p is not base
        and p.group != "same"
        and p.lead not in (*_COMPARED, "due")
        and not _OF_ELSE.search(low, max(0, p.start - 30), p.start)
    ]
    after = [p for p in rest if end <= p.start <= stop and _speaks(low, end, p, changed)]
    if _FORMER.search(low, max(0, start - 50), start):
        old.update(after)
    before = [p for p in rest if p.end <= start and p not in old and _one_voice(low[p.end : start])]
    before = [
        p
        for p in before
        if (p.group not in ("ago", "earlier") or _opens(low, p))
        and not (p.last < today and _PERFECT.search(low, p.end, start))
        and (p.lead not in ("since", "until", "till") or _led(low, p, start))
        and not ("," in low[p.end : start] and _ASIDE.search(low, max(0, p.start - 70), p.start))
    ]
    if after and before and _AND.search(low, end, after[0].start) and _leads_to(low, after[0].end, stop):
        after = []  # "In 2024 it counted 62, in 2023 50 and in 2022 67"
    period = after[0] if after else before[-1] if before else NONE
    if base.group in ("same", "earlier") or "previous" in low[base.start : base.end]:
        base = _year_before(base, period, low)
    return period, base


def _leads_to(low, end, stop):
    """Whether a time stands in front of the next figure, with a verb between them at most."""
    return 0 < stop - end < 24 and _CLAUSE.fullmatch(low, end, stop) is not None


def _led(low, period, start):
    """Whether "since March" tells of what follows: "Since March 41 died", "The total since March is 41"."""
    behind = low[max(0, period.start - 60) : period.start].rpartition(". ")[2]
    return not _SUPERLATIVE.search(behind) and not _AND.search(low, period.end, start)


def _opens(low, period):
    """Whether a period opens its sentence: "Five years ago he won with 57 %"."""
    return low[max(0, period.start - 2) : period.start].strip() in ("", ".", "“", '"')


def _one_voice(between):
    """Whether no quotation ends or begins between a time and a figure, and no bracket closes."""
    quoted = between.count('"') % 2 or between.count("“") != between.count("”")
    return not quoted and between.count(")") <= between.count("(")


def _speaks(low, end, period, changed):
    """Does a period behind a figure speak of it? Not across a new clause, nor "its lowest since March"."""
    between = low[end : period.start]
    if (period.group == "earlier" and len(between) > 3) or (changed and period.lead in ("from", "since")):
        return False
    if period.group == "ago" and (changed or not _OBJECT.fullmatch(between)):
        return False  # "3 percent more than a year ago", "49 for Bello, who won two years ago"
    if low[period.end : period.end + 1] == ":":
        return False  # "6.93 million (2024: 6.05 million)": it labels what follows
    if not period.lead and period.group == "month" and between.count(" ") > 3:
        return False  # "killed 63 people after the heaviest June rain"
    return not _BREAK.search(between) and not (period.lead == "since" and _SUPERLATIVE.search(between))


def _year_before(base, period, low):
    """A base counted back from the period of its figure: "the previous year", "a year earlier", "yoy"."""
    if "year" not in low[base.start : base.end] or not (period.first and period.last):
        return base._replace(first="", last="")
    first, last = (
        f"{int(d[:4]) - 1:04d}{d[4:]}".replace("-02-29", "-02-28") for d in (period.first, period.last)
    )
    return base._replace(first=first, last=last)


def carried(said: Period | None, before: Iterable[Period]) -> Period:
    """The period that a sentence pointing back takes over: of the last figure before, or the first said."""
    found = said or next((p for p in before if p.lead not in BASES), NONE)
    return found._replace(basis="resolved") if found.basis == "stated" else found
