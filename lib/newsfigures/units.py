"""Units of a number: the currency before it, the unit, currency or counted noun after it.

All names are tables: ``data/units.csv`` (measures, under names that Pint reads), ``data/currencies.csv`` (ISO 4217
codes with the English names of Unicode CLDR and the nicknames of news), ``data/ambiguous.csv`` (names that
several countries share, resolved by the words of the document, otherwise left as written).
"""

import re
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from .numbers import table


class Unit(NamedTuple):
    """A unit read up to ``end``: its ``name``, ``kind`` of figure, and the ``factor`` it carries ("bcm": 1e9)."""

    end: int
    name: str
    kind: str
    factor: Decimal = Decimal(1)


# ISO codes that are also English words or common letters: only in capitals.
_WORDLIKE = set(
    "ALL AMD ANG BAM BOB COP CUP ERN FIM GEL GIP KID LAK LEK MAD MOP PEN PHP RON SEK SOS STN TOP TRY WST".split()
)
_MILLIONS = "EUR USD GBP AUD CAD SEK NOK DKK CHF".split()


def lines(name):
    text = files("newsfigures").joinpath("data", f"{name}.txt").read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _load():
    after, before, shared = {}, {}, {}
    rows = [(r["unit"], r["kind"], Decimal(r["factor"]), r["names"].split("|")) for r in table("units")]
    for r in table("currencies"):
        code, names = r["unit"], r["names"].split("|")
        names += [] if code in _WORDLIKE else [code.lower()]
        rows.append((code, "money", Decimal(1), names))
        for name in names:
            if not re.search(r"[a-z]{4}", name) and name not in (
                "yen",
                "won",
                "euro",
                "rand",
                "kip",
                "lek",
                "lev",
            ):
                before[name] = (code, Decimal(1))
        if code in _MILLIONS:
            rows.append((code, "money", Decimal(10**6), [f"M{code}"]))
            before[f"M{code}"] = (code, Decimal(10**6))
    for r in table("ambiguous"):
        choices = [c.split(":") for c in r["choices"].split("|")]
        choices = [(code, frozenset(words.split())) for code, words in choices]
        for name in r["name"].split("|"):
            shared[name] = (r["otherwise"], choices)
            rows.append((name, "shared", Decimal(1), [name]))
            if len(name) < 4 and name != "re":
                before[name] = before[name.title()] = (name, Decimal(1))
    for unit, kind, factor, names in rows:
        for name in names:
            after.setdefault(_head(name), []).append((name, unit, kind, factor))
    for options in after.values():
        options.sort(key=lambda o: -len(o[0]))
    return after, before, shared


_HEAD = re.compile(r"[^\W\d_]+|[^\w\s]")


def _head(name):
    return _HEAD.match(name)[0].lower()


_AFTER, _BEFORE, SHARED = _load()
_GAP = re.compile(r"[ -]?(?:[(\[](?=[^\W\d_]{1,4}[)\]]))?")
_PER = re.compile(r"(?: ?/ ?| per | an? | each | every |-an?-|-per-| for each | for every )(?=[^\W\d_])")
_AGO = re.compile(r"\w+ (?:earlier|ago|before|later|previously|after)(?!\w)")
_MONEY_SIGNS = "$£€¥₹₽₩₪₫₱฿₺₿₭₾₡₸₴₦₮৳￥￡＄ரூ"
_ALONE = re.compile(r"[a-z]{1,2}")
_RATE_HEADS = "share barrel ton tonne day week month year hour minute second ounce gallon litre liter kilogram pound bushel".split()
PLURALS = dict(line.rsplit(" ", 1) for line in lines("plurals"))
STOP = frozenset(w for line in lines("boundaries") for w in line.split())


def before(text: str, at: int) -> tuple[int, str, Decimal] | None:
    """Read the currency that ends just before ``at``: ``(start, name, factor)``.

    >>> before("about HK$5", 9)
    (6, 'HKD', Decimal('1'))
    """
    end = at - 1 if at and text[at - 1] in " -" else at
    if not end or not (text[end - 1] in _MONEY_SIGNS or text[end - 1].isalpha() or text[end - 1] in ".="):
        return None
    for size in range(min(6, end), 0, -1):
        found = _BEFORE.get(text[end - size : end])
        if found and not (text[end - size].isalpha() and end > size and text[end - size - 1].isalnum()):
            if text[end - 1] in ".=" or text[end - 1] in _MONEY_SIGNS or text[at - 1] != "-":
                return end - size, *found
    return None


def after(text: str, low: str, at: int, attached: bool = True) -> Unit | None:
    """Read the unit, currency or rate that starts at ``at``; None when none of the tables does.

    >>> after("12 barrels a day", "12 barrels a day", 2)[:3]
    (16, 'barrel / day', 'measure')
    """
    gap = _GAP.match(low, at)
    start = gap.end()
    head = _HEAD.match(low, start)
    if not head or head[0] not in _AFTER:
        return None
    found = _longest(text, low, start, _AFTER[head[0]], start == at)
    if not found:
        return None
    if gap[0][-1:] in ("(", "["):
        found = found._replace(end=found.end + 1)
    return found if found.kind == "shared" else rate(text, low, found)


def _longest(text, low, start, options, attached):
    window, lowered = text[start : start + 44].replace("-", " "), low[start : start + 44].replace("-", " ")
    exact = [o for o in options if window.startswith(o[0])] if len(options) > 1 else []
    for name, unit, kind, factor in exact or options:
        if not (lowered if name.islower() else window).startswith(name):
            continue
        end = start + len(name)
        if (
            name[-1].isalnum()
            and end < len(low)
            and (low[end].isalnum() or low[end] == "'" and low[end + 1 : end + 2].isalpha())
        ) or name in _QUOTES and low[end : end + 1].isalnum():
            continue
        if len(name) == 1 and not attached and not _lone(name, text, end):
            continue
        return Unit(end, unit, kind, factor)
    return None


_QUOTES = frozenset("'\"′″")


def _lone(name, text, end):
    """May one letter or sign apart from its number be a unit? "12 C melting", "5 W", but not "5 a", "6 p"."""
    if name in "xapst'\"′″":
        return name == '"' and re.match(r" (?:long|wide|tall|high|deep|thick)", text[end:]) is not None
    return text[end : end + 1] not in "&.'-" or text[end : end + 2] in (". ", ".")


def rate(text: str, low: str, unit: Unit) -> Unit:
    """Add what a unit is counted by: "a day", "per share", "/kg"."""
    m = _PER.match(low, unit.end)
    if not m or unit.kind in ("percent", "percentage_point", "multiple") or " / " in unit.name:
        return unit
    if _AGO.match(low, m.end()):
        return unit
    head = _HEAD.match(low, m.end())
    found = head and _longest(text, low, m.end(), _AFTER.get(head[0], ()), False)
    if (
        found
        and (found.kind in ("measure", "duration") or "per" in m[0] and found.kind != "money")
        and found.factor == 1
    ):
        return unit._replace(end=found.end, name=f"{unit.name} / {found.name}")
    word = re.compile(r"[a-z]+").match(low, m.end())
    if word and ("per" in m[0] or word[0] in ("share", "head", "person", "unit", "piece", "game", "night")):
        return unit._replace(end=word.end(), name=f"{unit.name} / {singular(word[0])}")
    return unit


def resolve(name: str, words: frozenset) -> str:
    """Resolve a name that several currencies share by the ``words`` of the document; else as the table says."""
    otherwise, choices = SHARED[name]
    codes = [code for code, signs in choices if signs & words]
    if otherwise == "JPY" and codes and words & {"japan", "japanese", "tokyo", "yen"}:
        return "JPY"
    return codes[0] if len(codes) == 1 else otherwise


@lru_cache(maxsize=4096)
def singular(word: str) -> str:
    """Return the singular of an English noun.

    >>> [singular(w) for w in ("documents", "properties", "boxes", "fishermen", "people", "buses")]
    ['document', 'property', 'box', 'fisherman', 'people', 'bus']
    """
    if word in PLURALS:
        return PLURALS[word]
    if "-" in word and not word.endswith("s"):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes", "uses")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def is_plural(word: str) -> bool:
    return (
        word in PLURALS or len(word) > 2 and word[-1] == "s" and not word.endswith(("ss", "us", "is", "'s"))
    )


_NOUN = re.compile(r"(?: |-)([a-z][a-z0-9]*(?:['&/.-][a-z0-9]+)*)(?:'(?= ))?", re.IGNORECASE)


def noun(low: str, at: int, reach: int = 5) -> tuple[int, str] | None:
    """Read the counted noun phrase after a number: ``(end, name)``, from its first modifier to its plural head.

    >>> noun("1,100 public housing properties, each", 5)
    (31, 'public housing property')
    """
    words, end, m = [], at, _NOUN.match(low, at)
    while m and len(words) < reach:
        word = m[1]
        if word in STOP and not (word in ("and", "or") and words):
            break
        words.append(word)
        end = m.end()
        if is_plural(word):
            follow = _NOUN.match(low, end)
            if word[-1] == "s" and follow and is_plural(follow[1]) and follow[1] not in STOP and low[end] == " ":
                words.append(follow[1])
                end = follow.end()
            return end, " ".join([*words[:-1], singular(words[-1])])
        m = _NOUN.match(low, end)
    return None


def compound(low: str, at: int) -> tuple[int, str] | None:
    """The noun joined to a number by a hyphen: "7000-word", "11-member"."""
    m = re.compile(r"-([a-z]{2,})(?!\w)").match(low, at)
    return (m.end(), singular(m[1])) if m and m[1] not in STOP else None


def named(word: str) -> Unit | None:
    """The measure that a noun in the singular names: "yard", "month"."""
    return next(
        (
            Unit(0, u, k, f)
            for n, u, k, f in _AFTER.get(word, ())
            if n == word and len(n) > 3 and k in ("measure", "duration")
        ),
        None,
    )


def singular_phrase(phrase: str) -> str:
    """The phrase with its head in the singular."""
    head = phrase.rpartition(" ")
    return f"{head[0]}{head[1]}{singular(head[2])}"
