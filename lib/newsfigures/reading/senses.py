"""Which of its senses a short sign or a shared name has: m for million or metre, F, pounds, "times"."""

import re

from . import spelled, units
from .nouns import STOP, is_plural
from .units import GROUPS

_SHORT = re.compile(r"( ?)(mm|k|m|b|t)(?!\w)")
_FOLLOW = re.compile(r" (?:of )?([a-z]+)")
_MILLIONS = re.compile(
    r"\dm [a-z]+s\b|\d ?mi?ll?io?n\b|\b(?:waiting lists|viewers|listeners|users|subscribers|customers"
    r"|visitors|passengers?|population|downloads)\b|\b(?:growth|number|total|base|tally) of (?:\d[\d.]*m\b|$)"
)
_OF_THESE = re.compile(r" of (?:the|its|their|his|her|our|these|those|all) ")
_THEN = frozenset(("a", "it", "that", "they", "beat", "in", "for", "from", "to", "last", "this", "on"))
_DECIMAL = re.compile(r"[$€]|\bR ?\d")
_HOURS = re.compile(r"\dh ?$")
_COMPARED = re.compile(
    r" (?:as|more|less|fewer|th(?:e|at|is|ose|ese|eir)|its|his|her|our|what|last|over|book|\w+er)\b|$"
    r"| (?:[a-z]+ )?(?:earnings|profits?|sales|revenues?|income)\b"
)


def magnitude(r, source):
    """A magnitude of one letter: "$5m", "25k", "8 B people"."""
    m = _SHORT.match(source.low, r.end) if source.low[r.end : r.end + 2].lstrip(" ")[:1] in "kmbt" else None
    if m and (not m[1] or m[2] not in "kt" if r.prefixed else _is_large(r, m, source)):
        scale = spelled.SHORT[m[2]]
        n = spelled.Numeral(r.start, m.end(), r.value * scale, r.step * scale, r.form, r.scale * scale)
        r.retake(spelled.magnify(source.low, n))  # "20K crore"


def _is_large(r, m, source):
    """Is a letter without money a magnitude? So with a noun behind, but for "a 50m pool" and "a 4K camera";
    m also with words of money or an amount in m before it.
    """
    low, (spaced, word), capital = source.low, m.groups(), source.text[m.end() - 1].isupper()
    follow = _FOLLOW.match(low, m.end())
    noun = follow is not None and follow[1] not in STOP | GROUPS["metre"]
    single = noun and not is_plural(follow[1])
    if spaced or word in ("mm", "t"):
        return capital and (noun if word == "b" else word == "mm" and not spaced)
    if word == "k":
        return r.value >= 10 or not single
    if word == "m" and capital:
        return True
    if single and (word == "b" or low[max(r.begin, r.start - 4) : r.start].endswith(("a ", "an ", "the "))):
        return capital
    if noun or _OF_THESE.match(low, m.end()):
        return True
    return word == "m" and (not follow or follow[1] in _THEN) and _is_money(source, r)


def _is_money(source, r):
    """Do the words before speak of money, or of millions: "revenue was 95m", "4.1m visitors (6.2m)"?"""
    said = source.near(r.start, r.start, 60)
    return bool(said & GROUPS["money"] or _MILLIONS.search(source.low, max(r.begin, r.start - 60), r.start))


def unit(r, unit, source):
    """The sense of a name that has several, by the words around it; None when it is no unit."""
    sign = source.text[r.end : unit.end].strip(" -")
    if unit.kind == "shared":
        return _shared(r, unit, source)
    if unit.name == "cent" and sign == "c":  # "40c" may be a part of Article 40
        around = source.text[max(r.begin, r.start - 100) : r.end + 60]
        return unit if _DECIMAL.search(around) else None
    if unit.name == "meter" and _HOURS.search(source.low, max(r.begin, r.start - 6), r.start):
        return unit._replace(name="minute", kind="duration")
    if unit.name == "degree_Fahrenheit" and sign == "F":
        warm = source.near(r.start, unit.end, 60) & GROUPS["temperature"] or 30 <= r.value <= 130
        if warm:
            return unit
        return unit._replace(name="farad", kind="measure") if unit.end > r.end + 1 else None  # "Boeing 777F"
    if unit.name == "degree" and source.near(r.start, r.end, 60) & GROUPS["temperature"]:
        return unit._replace(kind="temperature")
    if unit.kind == "multiple" and not _COMPARED.match(source.low, unit.end):
        return unit._replace(name="time", kind="count")  # "stabbed seven times"
    return unit


def _shared(r, unit, source):
    """A currency name of several countries, or the pound that may be a weight."""
    name, kind = units.resolve(unit.name, source.page(r.start)), "money"
    if name == "pound":
        near = source.near(r.start, r.end, 100)
        money = r.scale >= 1000 or near & GROUPS["money"] or "£" in source.page(r.start)
        name, kind = ("GBP", "money") if money and not near & GROUPS["weight"] else ("pound", "measure")
    return units.rate(source.text, source.low, units.Unit(unit.end, name, kind))
