"""Units of a number: the currency before it, the unit, currency or counted noun after it.

All names are tables: ``data/units.csv`` (measures, under names that Pint reads), ``data/currencies.csv``
(ISO 4217 codes with the English names of Unicode CLDR and the nicknames of news), ``data/ambiguous.csv``
(names that several countries share, resolved by the words around, otherwise left as written).
A bare "$" is the US dollar, the convention of news; other dollars carry their marker.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from .nouns import singular
from .spelled import ONE, SCALES, lines, table


class Unit(NamedTuple):
    """A unit read up to ``end``: its ``name``, ``kind`` of figure, and its ``factor`` ("bcm": 1e9)."""

    end: int
    name: str
    kind: str
    factor: Decimal = ONE


INFINITE = Decimal("Infinity")
Refused = tuple[int, int, str]  # start, end, reason


@dataclass(slots=True, eq=False)
class Amount:
    """A number with its unit, on the way to a figure; ``value`` is None for a range and a vague magnitude."""

    start: int
    end: int
    value: Decimal | None
    step: Decimal
    form: str
    scale: Decimal
    begin: int  # of its sentence
    number: int = 0  # where the bare number starts
    reach: int = 0  # where the noun counted ends, which is not part of the figure's text
    unit: str = ""
    kind: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    bound: str = ""
    change: str = ""
    sentence: int = -1
    prefixed: bool = False

    @property
    def plain(self) -> bool:
        """Nothing but a number, without unit or magnitude."""
        known = self.value is not None and self.form in ("digits", "words")
        return known and not self.unit and self.scale == 1

    def retake(self, n) -> None:
        """Take over a numeral whose magnitude was read on: "5m", "75 USD million"."""
        self.value, self.step, self.scale, self.end, self.reach = n.value, n.step, n.scale, n.end, n.end


def _load():
    """The names that may follow a number (by their first word), those before it, and the shared ones."""
    rows = [(r["unit"], r["kind"], Decimal(r["factor"]), r["names"].split("|")) for r in table("units")]
    before, shared = {}, {}
    for r in table("currencies"):
        names, code = r["names"].split("|"), r["unit"].lower()
        names += [] if code in GROUPS["wordlike"] else [code]
        rows.append((r["unit"], "money", ONE, names))
        before |= {n: r["unit"] for n in names if len(n) < 7 and n.lower() not in GROUPS["wordlike"]}
    for r in table("ambiguous"):
        choices = [
            (code, signs.split()) for code, _, signs in (c.partition(":") for c in r["choices"].split("|"))
        ]
        for name in r["name"].split("|"):
            shared[name] = r["otherwise"], choices
            rows.append((name, "shared", ONE, [name]))
            if len(name) < 4 and name != "re":
                before |= dict.fromkeys((name, name.title()), name)
    before = LOOSE | before
    after = {}
    for unit, kind, factor, names in rows:
        for name in names:
            after.setdefault(_HEAD.match(name)[0].lower(), []).append(
                (name, name.islower() and len(name) > 1, unit, kind, factor)
            )
    for options in after.values():
        options.sort(key=lambda option: (-len(option[0]), option[1]))
    return after, before, shared


LOOSE = {r["sign"]: r["name"] for r in table("loose")}  # letters that are a currency before amounts only
_AMPLE = re.compile(
    r"\d{1,3}(?:[, ]\d{3}){1,6}(?!\d)|\d{1,3}[.,]\d\d(?![\d.,])"
    r"|\d[\d.,]{0,9} ?(?:k|m|mn|bn|tn|[mbtr]+illion|mln|bln|lakh|crore)\b"
)
GROUPS = {name: frozenset(rest.split()) for name, rest in (line.split(": ") for line in lines("groups"))}
_HEAD = re.compile(r"[^\W\d_]+|[^\w\s]")
_NEXT = re.compile(r"[ -]?([^\W\d_]+|[^\w\s])")
_PER = re.compile(
    r"(?: ?/ ?| per | an? | each | every |-an?-|-per-)(?=[^\W\d_])(?!\w+ (?:earlier|ago|before|later)\b)"
)
_PER_STARTS = frozenset(
    (" /", " p", " a", " e", "-a", "-p", *(f"/{c}" for c in " abcdefghijklmnopqrstuvwxyz"))
)
_WORD = re.compile(r"[a-z]+")
_ATTACHED = frozenset(("in", "st"))  # inches and stones right after their number only
_MILLIONS = re.compile(r"(?:[mb]illion|mln|\d[mb]n?) t$")
AFTER, _BEFORE, SHARED = _load()
_ENDS = {}  # the sizes of the names before a number, by their last two letters or their only one
for _name in sorted(_BEFORE, key=len):
    _ENDS.setdefault(_name[-2:], set(_ENDS.get(_name[-1], ()))).add(len(_name))
_ENDS = {last: sorted(sizes, reverse=True) for last, sizes in _ENDS.items()}
_COUNTED_BY = frozenset(
    ("share", "head", "person", "unit", "piece", "game", "night", "day", "week", "month", "year")
)


def before(text: str, at: int) -> tuple[int, str] | None:
    """Read the currency that ends just before ``at``: ``(start, name)``.

    >>> before("about HK$5", 9), before("a Rs 500 note", 5), before("Wars 500", 5)
    ((6, 'HKD'), (2, 'rs'), None)
    """
    end = at - 1 if at and text[at - 1] in " -" else at
    for size in _ENDS.get(text[end - 2 : end]) or _ENDS.get(text[end - 1 : end], ()) if end else ():
        name = text[end - size : end] if size <= end else ""
        found = _BEFORE.get(name)
        if name in LOOSE and not ((end == at or size == 3) and _AMPLE.match(text, at)):
            continue
        if end < at and text[end] == "-" and size == 3 and name.isalpha():
            continue  # "CVE-2024" is a name
        if found and not (end > size and text[end - size].isalpha() and text[end - size - 1].isalnum()):
            return end - size, found
    return None


def after(text: str, low: str, at: int) -> Unit | None:
    """Read the unit, currency or rate that starts at ``at``; None when none of the tables has it.

    >>> after("12 barrels a day", "12 barrels a day", 2)[:3]
    (16, 'barrel / day', 'measure')
    """
    if low[at : at + 1] == "%" and low[at + 1 : at + 2] != "-" and low[at + 1 : at + 4] != " po":
        return Unit(at + 1, "percent", "percent")
    m = _NEXT.match(low, at)
    found = m and m[1] in AFTER and _longest(text, low, m.start(1), AFTER[m[1]], m.start(1) == at)
    if not found:
        return None
    return found if found.kind == "shared" else rate(text, low, found)


def _longest(text, low, start, options, attached):
    window, lowered = text[start : start + 40], low[start : start + 40]
    if "-" in window:
        window, lowered = window.replace("-", " "), lowered.replace("-", " ")
    for name, any_case, unit, kind, factor in options:
        if not (lowered if any_case else window).startswith(name):
            continue
        end, sign = start + len(name), not name[-1].isalnum()
        if sign and kind == "money" and low[end : end + 2].strip(" ")[:1].isdecimal():  # "1 $10 note"
            continue
        if low[end : end + 1].isalnum() and not (sign and name not in "'\"′″"):
            continue
        if name == '"' and text[max(0, start - 400) : start].rpartition("\n")[2].count('"') % 2:
            continue  # it closes a quotation
        if (low[end : end + 1] == "'" and low[end + 1 : end + 2].isalpha() and name[-3:] != "old") or (
            (len(name) == 1 or name in _ATTACHED) and not attached and not _lone(name, text, end)
        ):
            continue
        if name[-1] == "." and not text[end : end + 2].lstrip(" ")[:1].islower():
            end -= 1  # the stop of the sentence
        return Unit(end, unit, kind, factor)
    return None


def _lone(name, text, end):
    """May one letter or sign apart from its number be a unit? "12 C melting", "5 W", but not "5 a", "6 p"."""
    if name == "t" and _MILLIONS.search(text, max(0, end - 12), end):
        return True  # "44 million t"
    if name in "xapstc'\"′″" or name in _ATTACHED:
        return False
    return text[end : end + 1] not in ("&", ".", "'", "-") or text[end : end + 2] in (". ", ".")


def rate(text: str, low: str, unit: Unit) -> Unit:
    """Add what a unit is counted by: "a day", "per share", "/kg"; shares of a whole have no rate."""
    m = _PER.match(low, unit.end) if low[unit.end : unit.end + 2] in _PER_STARTS else None
    if not m or unit.kind in ("percent", "percentage_point", "multiple"):
        return unit
    head, per = _HEAD.match(low, m.end()), "per" in m[0]
    found = _longest(text, low, m.end(), AFTER.get(head[0], ()), m[0] == "/")
    if found and unit.kind == "money" and found.name == "pound":
        found = found._replace(kind="measure")  # money a pound: of weight
    if found and found.kind != "money":
        return unit._replace(end=found.end, name=f"{unit.name} / {found.name}")
    word = _WORD.match(low, m.end())
    if word and word[0] not in SCALES and (per or word[0] in _COUNTED_BY):
        return unit._replace(end=word.end(), name=f"{unit.name} / {singular(word[0])}")
    return unit


def resolve(name: str, page: str) -> str:
    """Resolve a name that several currencies share by the words of the page; else as the table says."""
    otherwise, choices = SHARED[name]
    codes = [code for code, signs in choices if _says(page, signs)]
    return codes[0] if len(codes) == 1 else otherwise


def _says(page, words):
    return any(w in page and re.search(rf"(?<![a-z]){w}(?![a-z])", page) for w in words)


def named(word: str) -> tuple[str, str] | None:
    """The measure or duration that a noun in the singular names, with its kind: "yard", "month"."""
    rows = AFTER.get(word, ()) if len(word) > 2 else ()
    return next((row[2:4] for row in rows if row[0] == word and row[3] in ("measure", "duration")), None)
