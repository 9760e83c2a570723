"""Numbers that belong together: ranges, lists that share a unit or magnitude, ratios, scores, two units."""

import re
from decimal import Decimal

from .text import Text
from .units import Amount, Refused, Unit, named, rate
from .wording import change, moves, words

_DASH = frozenset(("-", "–", "—", "~"))
_TO = frozenset(("to", "- to", "until", "till", "through", "to-", "-to-", "-to", "and up to", "up to"))
_LIST = frozenset((",", "or", "and", "&", ", and", ", or", "and/or", "/", "- and", "- or"))
_IN = frozenset(("in", "out of", "in every", "out of every", "of every", "-in-", "-out-of-"))
_RATIO = _IN | {"over", "in a"}
_OLD = frozenset(("from", "versus", "vs", "against", "compared with", "compared to"))
_OF = frozenset(("of", "of the", "out of", "of its", "of their", "of those"))
_SMALLER = {
    ("foot", "inch"): 12, ("pound", "ounce"): 16, ("stone", "pound"): 14, ("year", "month"): 12,
    ("week", "day"): 7, ("day", "hour"): 24, ("hour", "minute"): 60, ("minute", "second"): 60,
    ("meter", "centimeter"): 100, ("USD", "cent"): 100, ("EUR", "cent"): 100, ("GBP", "pence"): 100,
}  # fmt: skip
_SUBUNITS = ("cent", "pence", "paisa")  # "fell 12 paise to 83.27"
_AND = ("", ",", "and", ", and", "-")  # a third unit has made the second a part: "2 hours, 6 minutes and 5 s"
_PER = frozenset(("per", "for every", "in every", "/", "for each"))
_LISTED = re.compile(r"\d%?, $")
_ONE_AND = re.compile(r"\ban? ([a-z]+) and $")
_ALONE = frozenset(("ordinal", "multiple", "fraction"))  # in no range, but for "five- to sevenfold"
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
        elif gap in _PER and _is_base(b) and a.kind not in ("duration", "age"):
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
    return a.value >= b.value or (not b.unit and a.value < 200 and b.value < 200)


def _is_base(r):
    """Is it what a rate is counted by: 12 deaths "per 100,000 people", 5.6L "/100km"?"""
    return r.value is not None and r.value >= 10 and r.value.log10() % 1 == 0


def _after_one(r, low):
    """ "An hour and 20 minutes": the larger unit comes first, in words."""
    m = _ONE_AND.search(low, max(r.begin, r.start - 16), r.start)
    larger = m and named(m[1])
    if larger and r.value is not None and (size := _SMALLER.get((larger[0], r.unit))):
        r.value, r.step, r.start, r.unit = 1 + r.value / size, r.step / size, m.start(), larger[0]


def _ratio(a, b, gap):
    """ "2 in 5", "one out of three people", "one patient in eight": a share."""
    if gap not in _RATIO or not b.value or a.step != 1 or b.form not in ("digits", "words"):
        return False
    told = gap in _IN and a.kind == "count" and b.plain and b.value <= 20  # the noun stands in between
    part = (a.plain or told) and 0 < abs(a.value) < b.value and a.value <= 20 and b.kind in ("", "count")
    if not (part or (gap == "over" and a.plain and b.plain)):
        return False
    b.value, b.kind, b.form = a.value / b.value, "fraction", "fraction"
    b.step, b.start, b.number, b.scale, b.unit = b.value / 10, a.start, a.number, a.scale, b.unit or a.unit
    return True


def _add(a, b, gap):
    """ "5 feet 2 inches", "3 dollars and 50 cents": one amount in two units."""
    if a.unit == "foot" and b.plain and gap in ("", "-"):
        b.unit, b.kind = "inch", "measure"  # "he is 5 foot 11"
    size = _SMALLER.get((a.unit, b.unit))
    if (
        not size
        or gap not in (("", "and", "-") if b.kind == "duration" and b.step == 1 else _AND)
        or a.step != 1  # no "£4.98, 30p more"
        or not a.value
        or b.value is None
        or not 0 <= b.value < size
    ):
        return False
    b.value, b.step, b.unit, b.kind, b.start, b.number = (
        a.value + b.value / size,
        b.step / size,
        a.unit,
        a.kind,
        a.start,
        a.number,
    )
    return True


def _range(a, b, gap, source):
    """ "2.0 to 2.5 pct", "between 2 and 3 million", "$62-68"; not "fell 5% to 100" nor "rose from 3 to 5"."""
    low = source.low
    left = low[max(a.begin, a.start - 70) : a.start]
    between = gap == "and" and _BETWEEN.search(left)
    if not (gap in _DASH or gap in _TO or between) or a.value is None or b.value is None:
        return False
    if a.form in _ALONE or (b.form in _ALONE and not (b.form == "multiple" and a.plain)):
        return False
    own, said = bool(a.unit), a.scale
    counted = a.kind == "count" and not b.unit and gap in _TO
    if (counted and not _grew(a, b, left, low)) or not _spread(a, b):
        return False  # "the total for the three states to 27"
    far = (b.kind in ("", "count") and b.value > 3 * a.value) or (
        (said > 1 or b.kind == "measure") and b.value > 5 * a.value
    )
    moved = left.endswith(" by ") or change(words(low, a.begin, a.start)[-1:], low, a.start, "")
    level = own or (far and moved)
    if gap in _TO and (moves(left) or (level and _grew(a, b, left, low))):  # "rose by 14 to 187"
        return False
    if not a.value < b.value and not between:
        return False
    if a.kind == "money" and b.reach == b.end:
        b.reach, b.unit = rate(source.text, low, Unit(b.reach, b.unit, "money"))[:2]  # "$80-85 a barrel"
    b.low, b.high = sorted((a.value, b.value))
    b.start, b.number, b.value, b.form, b.prefixed = a.start, a.number, None, "range", a.prefixed
    return True


def _grew(a, b, left, low):
    """Is the first the size of a change and the second the level reached? Not in "growth of 10% to 12%"."""
    if a.unit == b.unit and left.endswith((" by ", " of ")) and a.value < b.value < 2 * a.value:
        return False
    return bool(change(words(low, a.begin, a.start), low, a.start, ""))


def _spread(a, b):
    """Give both ends the unit and magnitude written once; False when they measure different things."""
    if (
        a.unit
        and b.unit
        and a.unit != b.unit
        and not b.unit.startswith(a.unit + " / ")
        and not ({a.kind, b.kind} == {"count"} and a.unit.split()[-1] == b.unit.split()[-1])
    ):
        return False
    if a.unit and not b.unit and (a.kind not in ("money", "count", "age") or a.unit in _SUBUNITS):
        return False
    if (
        a.scale == 1 < b.scale
        and (not a.unit or a.prefixed)
        and 0 <= a.value <= abs(b.value or b.high) / b.scale
    ):
        a.value, a.step, a.scale = a.value * b.scale, a.step * b.scale, b.scale
    if not b.unit:
        b.unit, b.kind = a.unit, a.kind
    return True


def _share(a, b, gap, low):
    """Pass unit and magnitude back along a list: "8 or $9", "2, 3 and 4 percent", "48 of the 90 seats"."""
    if not b.unit or a.unit or a.value is None or a.form not in ("digits", "words"):
        return
    if b.kind == "count" and a.step < 1 <= b.step:
        return  # nobody counts 2,756.34 stocks
    if a.value >= 1000 and b.kind in ("percent", "percentage_point"):
        return  # "from 24.8 billion, or 4.1 percent"
    if gap == ", or" and a.form == "digits" and not _LISTED.search(low, max(a.begin, a.start - 4), a.start):
        return  # "241 million, or 1.01 euros a share"
    if gap in _OF:
        if a.scale == 1 < b.scale and b.kind == "money" and b.value and a.value * b.scale <= b.value:
            a.value, a.step, a.scale = a.value * b.scale, a.step * b.scale, b.scale
        if b.kind in ("count", "money"):  # "210 of the 600 million euros"
            a.unit, a.kind = b.unit, b.kind
    elif gap in _OLD and b.value and a.scale == b.scale and Decimal("0.2") < abs(a.value / b.value) < 5:
        if gap != "from" or low.endswith((" to ", " at "), a.begin, a.start):  # not "made 88 from 121 balls"
            a.unit, a.kind = b.unit, b.kind  # "cut to 900 from 1,000 tonnes"
    elif (
        (gap in _LIST or gap in _TO or (gap == "by" and b.kind == "measure"))
        and b.kind not in ("ordinal", "multiple", "fraction")
        and (gap != "," or (b.kind != "count" and not b.prefixed))
        and not ((b.prefixed or b.kind == "age") and low[a.start - 1] in _DASH)  # "EUR 5-6 and $7"
    ):
        if a.scale == 1 < b.scale and a.value <= 10 * (b.value or b.low) / b.scale:
            a.value, a.step, a.scale = a.value * b.scale, a.step * b.scale, b.scale
        a.unit, a.kind = b.unit, b.kind
