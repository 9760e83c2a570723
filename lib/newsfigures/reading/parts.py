"""Halves, thirds, ordinals and multiples: words that are a number in one place and none in another."""

import re
from decimal import Decimal

from . import nouns, shapes, units
from .spelled import ONE, Numeral
from .text import Text
from .units import Amount, Refused

_FRACTION_OF = re.compile(
    r" (?:of|the|its|their|his|her|our|that|this|these|those|as|all|my|your|what)(?!\w)| an? (?=[a-z])"
)
_FRACTION_LEFT = re.compile(
    r"\b(?:an?|one|about|almost|nearly|over|than|by|roughly|around|under|least|just|to|only|in|other)[ -]$"
)
_WHOLE = re.compile(r" (?:of )?(?:(?:the|its|their|his|her|our|all|these|those|that) )?")
_AND_A = re.compile(r"\b(?:an?|one) ([a-z]+) and an? $")
_A_UNIT = re.compile(r" (?:of )?an? (?=[a-z])")
_ROUGHLY = re.compile(
    r"\b(?:about|roughly|nearly|almost|over|under|around|barely|only|just|than|approximately) a $"
)
_BESIDE = re.compile(
    r",? (?:more|less|fewer|higher|lower|larger|smaller|bigger|cheaper|longer|shorter|faster|below|above)\b"
)
_THIRD = re.compile(
    r" of (?!an? (?:season|term))| (?:were|are|say)\b|\W*$"
    r"| the (?:size|length|weight|price|cost|number|rate|width|speed)\b"
    rf"|,? as\b|{_BESIDE.pattern}"
)
_BY_A = re.compile(r"\b(?:by|up|down)(?: [a-z]+)? an? $")
_DURING = re.compile(r"\b(?:past|last|previous|next|first|recent|these|those|for|in|after|within|over) $")
_VERBAL = re.compile(r"\b(?:to|would|will|could|may|might|can|should|must) $")
_NAMING = re.compile(r"(?:\b(?:an?|the|his|her|its|their|this|that|in)|'s|-)[ -]$|-$")
_TIMES = re.compile(r" (?:as|the|its|that|what|their|his|her|more|over)\b|,? [a-z]+-")


def place(source: Text, n: Numeral, begin: int, finish: int) -> Amount | Refused:
    """A bare "half" or "third", or an ordinal: a fraction, a count of events, or a mere order, refused."""
    text, low = source.text, source.low
    word, left = low[n.start : n.end], low[max(begin, n.start - 14) : n.start]
    if n.form == "place":
        whole = _AND_A.search(low, max(begin, n.start - 24), n.start)
        if whole and (unit := units.named(whole[1])):  # "an hour and a half"
            at = whole.start()
            return Amount(at, n.end, 1 + n.value, ONE / 10, "words", ONE, begin, at, n.end, *unit)
        half = word == "half" and (_FRACTION_OF.match(low, n.end) or _FRACTION_LEFT.search(left))
        left = low[max(begin, n.start - 24) : n.start]
        more = left.endswith("a ") and (low.startswith(" of", n.end) or _BESIDE.match(low, n.end))
        if half or (word in ("half", "quarter") and (more or _BY_A.search(left) or of_a_unit(source, n.end))):
            return _fraction(source, n, begin)
        return n.start, n.end, "part" if n.value < 1 else "order"
    article = n.value and word[0].isalpha() and word != "second" and (left.endswith(" a ") or left == "a ")
    tail = min(finish, n.end + 16)
    if article and (
        _BY_A.search(left)
        or _ROUGHLY.search(low, max(begin, n.start - 20), n.start)
        or _THIRD.match(low, n.end, tail)
    ):
        return _fraction(source, n._replace(value=ONE / n.value), begin)
    noun = shapes.order(text, low, n.start, n.end, begin)
    if noun is None:
        return n.start, n.end, "order" if word[0].isalpha() else "name"
    reach = n.end + 1 + len(noun) if noun else n.end
    unit = nouns.singular(noun) if noun else shapes.elided(low, begin, n.start)
    return Amount(n.start, n.end, n.value, ONE, "ordinal", ONE, begin, n.start, reach, unit, "ordinal")


def quarters(low: str, n: Numeral, begin: int) -> Numeral:
    """ "For five quarters in a row", "past three quarters": of a year; "three quarters of it" is a part."""
    told = n.value >= 1 or _DURING.search(low, max(begin, n.start - 14), n.start)
    if not told or low.startswith(" of ", n.end):
        return n
    return Numeral(n.start, n.end - len(" quarters"), Decimal(int(n.value * 4)), ONE, "words")


def _fraction(source, n, begin):
    """A part written in words, with what it is a part of: "half the condos", "a third of those screened"."""
    low = source.low
    start = n.start - 2 if low[max(begin, n.start - 2) : n.start] == "a " else n.start
    r = Amount(start, n.end, n.value, n.value / 10, "fraction", ONE, begin, n.start, n.end, "", "fraction")
    if unit := of_a_unit(source, n.end):
        r.end, r.reach, r.unit, r.kind = unit.end, unit.end, unit.name, unit.kind
        return r
    m = _WHOLE.match(low, n.end)
    noun = nouns.noun(low, m.end() - 1) if m else None
    r.reach, r.unit = noun or (n.end, "")
    return r


def of_a_unit(source: Text, at: int) -> units.Unit | None:
    """The unit that a fraction is of: "half a mile", "three-hundredths of a second"."""
    m = _A_UNIT.match(source.low, at)
    unit = units.after(source.text, source.low, m.end() - 1 if m else at)
    return unit if unit and (m or unit.kind != "money") else None


def multiple(low: str, n: Numeral, begin: int) -> Amount | Refused:
    """ "Double", "sixfold", "3x", "doubled", "halved": times another amount; a "double murder" is a name."""
    word, left = low[n.start : n.end], low[max(begin, n.start - 12) : n.start]
    r = Amount(n.start, n.end, n.value, ONE, "multiple", ONE, begin, n.start, n.end, "times", "multiple")
    if word in ("twice", "thrice") and not _TIMES.match(low, n.end):
        r.unit, r.kind = "time", "count"
    elif n.form == "halved":
        r.value, r.step, r.change = ONE / n.value, ONE / 10, "down"
    elif n.form == "multiplied":
        if word[-1] == "s" and not low.startswith((" the", " its", " his", " her", " their"), n.end):
            return n.start, n.end, "name"
        r.change = "up"
    elif word not in ("twice", "thrice") and word[-1] not in "xd":
        if _NAMING.search(left) or low[n.end : n.end + 1] == "-":
            return n.start, n.end, "name"
        r.change = "up" if word != "double" or _VERBAL.search(left) else ""
    return r
