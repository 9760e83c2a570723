"""Which of its senses a short sign or a shared name has: m for million or metre, F, pounds, "times"."""

import re

from . import numbers, units
from .nouns import STOP, is_plural
from .shapes import LABELS
from .units import GROUPS

_SHORT = re.compile(r"( ?)(mm|k|m|b|t)(?!\w)")
_FOLLOW = re.compile(r" (?:of )?([a-z]+)")
_MILLIONS = re.compile(
    r"\dm [a-z]+s\b|\d ?mi?ll?io?n\b"
    r"|\b(?:waiting lists|viewers|listeners|users|subscribers|customers|visitors|passengers|population"
    r"|crowds|downloads|passenger numbers|visitor numbers)\b|\bby \d{2,3},\d{3} to $"
    r"|\b(?:growth|number|total|audience|users|sales|base|tally) of (?:\d[\d.]*m\b|$)"
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
    """A magnitude of one letter: "$5m", "25k", "8 B people"; without money m and b need a noun behind, m
    also words of money near it or an amount in m before it, and none of "a 50m pool".
    """
    text, low = source.text, source.low
    m = _SHORT.match(low, r.end) if low[r.end : r.end + 2].lstrip(" ")[:1] in "kmbt" else None
    if not m:
        return
    spaced, word = m[1], m[2]
    if not r.prefixed:
        if word == "m" and _HOURS.search(low, max(r.begin, r.start - 6), r.start):
            return  # "2h 15m"
        follow = _FOLLOW.match(low, m.end())
        large = text[m.end() - 1].isupper()
        if (word == "mm" and text[m.end() - 2 : m.end()] != "MM") or word == "t":
            return
        if spaced and not (word == "b" and large):
            return
        if word == "k" and r.value < 10 and follow and not is_plural(follow[1]) and follow[1] not in STOP:
            return  # "a 4K camera"
        noun = follow and follow[1] not in GROUPS["metre"] and follow[1] not in STOP
        noun = noun and (word != "b" or large or is_plural(follow[1]))  # "clade 1b mpox"
        noun = noun or _OF_THESE.match(low, m.end())
        if word == "m" and not large:
            one = low[max(r.begin, r.start - 4) : r.start].split()[-1:]
            noun = noun and (is_plural(follow[1]) or follow[1] == "t" or one not in (["a"], ["an"], ["the"]))
            noun = noun or ((not follow or follow[1] in _THEN) and _is_money(source, r))
        if word in ("m", "b") and not (word == "m" and large) and not noun:
            return
    elif spaced and word in ("k", "t"):
        return
    scale = numbers.SHORT[word]
    n = numbers.Numeral(r.start, m.end(), r.value * scale, r.step * scale, r.form, r.scale * scale)
    r.retake(numbers.magnify(low, n))  # "20K crore"


def _is_money(source, r):
    """Do the words before speak of money, or of millions: "revenue was 95m", "4.1m visitors (6.2m)"?"""
    said = source.near(r.start, r.start, 60)
    return bool(said & GROUPS["money"] or _MILLIONS.search(source.low, max(r.begin, r.start - 60), r.start))


def unit(r, unit, source):
    """The sense of a name that has several, by the words around it; None when it is no unit."""
    if unit.kind == "shared":
        unit = _shared(r, unit, source)
        return None if r.form == "vague" and unit.name == "pound" else unit
    if unit.name == "cent" and source.text[unit.end - 1] == "c":  # "40c" may be a part of Article 40
        return unit if _in_cents(r, source) else None
    if unit.name == "meter" and _HOURS.search(source.low, max(r.begin, r.start - 6), r.start):
        return unit._replace(name="minute", kind="duration")
    if unit.name == "degree_Fahrenheit" and source.text[r.end : unit.end].strip(" -") == "F":
        return _fahrenheit(r, unit, source)
    if unit.name == "degree" and source.near(r.start, r.end, 60) & GROUPS["temperature"]:
        return unit._replace(kind="temperature")
    if unit.kind == "multiple" and not _COMPARED.match(source.low, unit.end):
        return unit._replace(name="time", kind="count")  # "stabbed seven times"
    return unit


def _in_cents(r, source):
    """Does "36c" stand near an amount in dollars, euros or rands, and after no label?"""
    around = source.text[max(r.begin, r.start - 100) : r.end + 60]
    label = source.low[max(r.begin, r.start - 20) : r.start].rstrip(" ").rpartition(" ")[2]
    return label not in LABELS and _DECIMAL.search(around) is not None


def _fahrenheit(r, unit, source):
    """ "100F" is a temperature, "a Boeing 777F" a name, "2.5 F" a capacity."""
    warm = source.near(r.start, unit.end, 60) & GROUPS["temperature"]
    if warm or (30 <= r.value <= 130 and unit.end == r.end + 1):
        return unit
    return unit._replace(name="farad", kind="measure") if unit.end > r.end + 1 else None


def _shared(r, unit, source):
    """A currency name of several countries, or the pound that may be a weight."""
    name, kind = units.resolve(unit.name, source.page(r.start)), "money"
    if unit.name in ("pound", "pounds") and name == "pound":
        near = source.near(r.start, r.end, 100)
        money = r.scale >= 1000 or r.value >= 10**6 or near & GROUPS["money"] or "£" in source.page(r.start)
        name, kind = ("GBP", "money") if money and not near & GROUPS["weight"] else ("pound", "measure")
    return units.rate(source.text, source.low, units.Unit(unit.end, name, kind))
