"""Numbers that belong together: ranges, lists that share a unit or magnitude, ratios, scores, two units."""

import re
from decimal import Decimal

from .text import Text
from .units import Amount, Refused, Unit, rate
from .wording import change, moves, words

_DASH = frozenset(("-", "–", "—", "~"))
_TO = frozenset(("to", "- to", "until", "till", "through", "to-", "-to-", "-to", "and up to", "up to"))
_LIST = frozenset((",", "or", "and", "&", ", and", ", or", "and/or", "/", "- and", "- or")) | _TO
_RATIO = frozenset(
    ("in", "out of", "in every", "out of every", "of every", "-in-", "-out-of-", "in a", "over")
)
_OLD = frozenset(("from", "versus", "vs", "against", "compared with", "compared to"))
_OF = frozenset(("of", "of the", "out of", "of its", "of their", "of those"))
_PER = frozenset(("per", "for every", "in every", "/", "for each"))
_AND = frozenset(("", "and", "-"))
_SMALLER = {
    ("foot", "inch"): 12, ("pound", "ounce"): 16, ("stone", "pound"): 14, ("year", "month"): 12,
    ("week", "day"): 7, ("day", "hour"): 24, ("hour", "minute"): 60, ("minute", "second"): 60,
    ("meter", "centimeter"): 100, ("USD", "cent"): 100, ("EUR", "cent"): 100, ("GBP", "pence"): 100,
}  # fmt: skip
_LISTED = re.compile(r"\d%?, $")
_ONE_AND = re.compile(r"\ban? ([a-z]+) and $")
_NO_SHARE = frozenset(("ordinal", "multiple", "fraction"))
_BETWEEN = re.compile(r"\b(?:between|from)(?: [a-z]+){0,2} $")


def join(amounts: list[Amount], source: Text) -> tuple[list[Amount], list[Refused]]:
    """Join neighbours that are one figure, from the right; return the figures, and the scores refused."""
    low, kept, refused = source.low, [], []
    for a in reversed(amounts):
        b = kept[-1] if kept else None
        if a.kind == "duration":
            _after_one(a, low)
        if b is None or b.start - a.reach > 14 or b.begin != a.begin:
            kept.append(a)
            continue
        gap = low[min(a.reach, b.start) : b.start].strip()
        if _is_score(a, b, low):
            refused.append((a.start, b.end, "score"))
            kept.pop()
        elif gap in _PER and _is_base(b):
            a.unit = f"{a.unit} / {b.value:.0f} {b.unit}".rstrip() if a.unit else ""
            refused.append((b.start, b.end, "base"))
            kept[-1] = a
        elif not (_ratio(a, b, gap) or _add(a, b, gap) or _range(a, b, gap, source)):
            _share(a, b, gap, low)
            kept.append(a)
    return kept[::-1], refused


def _is_score(a, b, low):
    """ "2-1", "312-108": two whole numbers around a hyphen, with nothing that they measure."""
    whole = a.form == b.form == "digits" and a.step == b.step == b.scale == 1
    if not (whole and a.plain and b.kind in ("", "count") and low[a.end : b.start] in _DASH):
        return False
    return a.value >= b.value or (not b.unit and b.value < 200)


def _is_base(r):
    """Is it what a rate is counted by: 12 deaths "per 100,000 people", 5.6L "/100km"?"""
    return r.value is not None and r.value >= 10 and r.value.log10() % 1 == 0


def _after_one(r, low):
    """ "An hour and 20 minutes": the larger unit comes first, in words."""
    m = _ONE_AND.search(low, max(r.begin, r.start - 16), r.start)
    size = _SMALLER.get((m[1], r.unit)) if m else None
    if size and r.value is not None:
        r.value, r.step, r.start, r.unit = 1 + r.value / size, r.step / size, m.start(), m[1]


def _ratio(a, b, gap):
    """ "2 in 5", "one out of three people", "one patient in eight": a share."""
    few = a.value and b.value and a.step == 1 and a.value <= 20 and abs(a.value) < b.value
    counted = a.kind == "count" and b.plain and gap != "over"  # "One farmer in five"
    plain = a.plain and (b.plain or gap != "over")  # but no "nine over six innings"
    if gap not in _RATIO or not few or not (counted or plain):
        return False
    b.value, b.kind, b.form = a.value / b.value, "fraction", "fraction"
    b.step, b.start, b.number, b.scale, b.unit = b.value / 10, a.start, a.number, a.scale, b.unit or a.unit
    return True


def _add(a, b, gap):
    """ "5 feet 2 inches", "3 dollars and 50 cents": one amount in two units."""
    if a.unit == "foot" and b.plain and gap in ("", "-"):
        b.unit, b.kind = "inch", "measure"  # "he is 5 foot 11"
    size = _SMALLER.get((a.unit, b.unit))
    joined = gap in _AND or (gap in (",", ", and") and b.step < 1)  # "2 hours, 6 minutes and 36 seconds"
    if not size or not joined or a.step != 1 or not a.value or b.value is None or not 0 <= b.value < size:
        return False  # no "£4.98, 30p more"
    b.value, b.step, b.unit, b.kind = a.value + b.value / size, b.step / size, a.unit, a.kind
    b.start, b.number = a.start, a.number
    return True


def _range(a, b, gap, source):
    """ "2.0 to 2.5 pct", "between 2 and 3 million", "$62-68"; not "fell 5% to 100" nor "rose from 3 to 5"."""
    low = source.low
    left = low[max(a.begin, a.start - 70) : a.start]
    between = gap == "and" and _BETWEEN.search(left)
    if not (gap in _DASH or gap in _TO or between) or a.value is None or b.value is None:
        return False
    if a.form in _NO_SHARE or b.form in _NO_SHARE or not _alike(a, b):
        return False
    if not a.unit or a.prefixed:
        _magnify(a, b)
    if gap in _TO:
        path, counted = _is_path(a, b, left, low), a.kind == "count" and not b.unit
        if path and counted:
            b.unit, b.kind = a.unit, a.kind  # "rose 64 points to 4,577"
        if path or counted:
            return False
    if not (a.value < b.value or between):
        return False
    if not b.unit:
        b.unit, b.kind = a.unit, a.kind
    if a.kind == "money":
        b.reach, b.unit = rate(source.text, low, Unit(b.reach, b.unit, "money"))[:2]  # "$80-85 a barrel"
    b.low, b.high = sorted((a.value, b.value))
    b.start, b.number, b.value, b.form, b.prefixed = a.start, a.number, None, "range", a.prefixed
    return True


def _alike(a, b):
    """May they be the ends of one range, whose unit is written at either, but only money at the first?"""
    if a.unit and b.unit:
        return a.unit == b.unit or b.unit.startswith(a.unit + " / ")
    return not a.unit or a.kind in ("money", "count", "age")


def _is_path(a, b, left, low):
    """Do "from 3 to 5" and "rose by 14 to 187" tell of what moved, and not how far it may reach?"""
    said, by = words(low, a.begin, a.start), left.endswith((" by ", " of "))
    far = b.value > (3 if b.kind in ("", "count") else 5) * a.value
    if moves(left) or not (a.unit or (far and (by or change(said[-1:], low, a.start, "")))):
        return moves(left)
    if by and a.unit == b.unit and a.value < b.value < 2 * a.value:  # "growth of 10% to 12%"
        return False
    return bool(change(said, low, a.start, ""))


def _share(a, b, gap, low):
    """Pass unit and magnitude back along a list: "8 or $9", "2, 3 and 4 percent", "48 of the 90 seats"."""
    if not b.unit or a.unit or a.value is None or a.form not in ("digits", "words"):
        return
    if a.value >= 1000 and b.kind in ("percent", "percentage_point"):
        return  # "from 24.8 billion, or 4.1 percent"
    if gap == ", or" and not _LISTED.search(low, max(a.begin, a.start - 4), a.start):
        return  # "241 million, or 1.01 euros a share"
    if gap in _OF:
        shared = b.kind in ("count", "money")  # "210 of the 600 million euros"
    elif gap in _OLD:  # "cut to 900 from 1,000 tonnes", but not "made 88 from 121 balls"
        alike = b.value and a.scale == b.scale and Decimal("0.2") < abs(a.value / b.value) < 5
        shared = alike and (gap != "from" or low.endswith((" to ", " at "), a.begin, a.start))
    else:
        shared = (
            gap in _LIST and b.kind not in _NO_SHARE and (b.kind != "count" or (gap != "," and a.step >= 1))
        )
        shared = shared and low[a.start - 1] not in _DASH  # "EUR 5-6 and $7"
    if shared:
        _magnify(a, b, 1 if gap in _OF else 10)
        a.unit, a.kind = b.unit, b.kind


def _magnify(a, b, most=1):
    """Pass back a magnitude written once, "2 or 3 million", unless ``a`` is then more than so many ``b``."""
    if a.scale == 1 < b.scale and 0 <= a.value <= most * abs(b.value or b.high) / b.scale:
        a.value, a.step, a.scale = a.value * b.scale, a.step * b.scale, b.scale
