"""Numbers that belong together: ranges, lists that share a unit or magnitude, ratios, scores, feet and inches."""

import re
from decimal import Decimal

from .reading import Reading
from .wording import change, moves, words

_DASH = frozenset(("-", "–", "—", "~"))
_TO = frozenset(("to", "until", "till", "through", "to-", "-to-", "-to", "and up to", "up to"))
_LIST = frozenset((",", "or", "and", "&", ", and", ", or", "and/or", "/"))
_PARTS = {
    ("foot", "inch"): 12,
    ("pound", "ounce"): 16,
    ("USD", "cent"): 100,
    ("EUR", "cent"): 100,
    ("GBP", "pence"): 100,
}


def join(readings: list[Reading], low: str) -> tuple[list[Reading], list[tuple[int, int, str]]]:
    """Join neighbours that are one figure and pass units along lists; return figures and refused spans (scores).

    >>> [r.unit for r in join([], "")[0]]
    []
    """
    kept, refused = [], []
    for a in reversed(readings):
        b = kept[-1] if kept else None
        gap = low[a.end : b.start].strip() if b and 0 <= b.start - a.end <= 9 and a.begin == b.begin else None
        if gap is None:
            kept.append(a)
        elif _is_score(a, b, gap):
            refused.append((a.start, b.end, "score"))
            kept.pop()
        elif merged := _ratio(a, b, gap, low) or _parts(a, b, gap) or _range(a, b, gap, low):
            kept[-1] = merged
        else:
            _share(a, b, gap)
            kept.append(a)
    return kept[::-1], refused


def _whole(r):
    return r.plain and r.form == "digits" and r.step == 1


def _is_score(a, b, gap):
    """ "2-1", "beat them 21-14": two small whole numbers around a hyphen, with nothing that they measure."""
    if (
        gap not in ("-", "–")
        or not _whole(a)
        or b.value is None
        or b.step != 1
        or b.form != "digits"
        or b.scale != 1
    ):
        return False
    return (
        a.value < 200
        and b.value < 200
        and not b.prefixed
        and (not b.unit or b.kind == "count" and a.value > b.value)
    )


def _ratio(a, b, gap, low):
    """ "2 in 5", "one out of three people": a share."""
    if (
        gap not in ("in", "out of", "in every", "out of every", "in a")
        or not a.plain
        or b.value is None
        or a.step != 1
    ):
        return None
    if (
        b.kind not in ("", "count")
        or not 0 < a.value < b.value
        or b.form not in ("digits", "words")
        or a.value > 20
    ):
        return None
    value = a.value / b.value
    return Reading(
        a.start, b.end, a.number, value, value / 10, "fraction", unit=b.unit, kind="fraction", begin=a.begin
    )


def _parts(a, b, gap):
    """ "5 feet 2 inches", "3 dollars and 50 cents": one amount in two units."""
    size = _PARTS.get((a.unit, b.unit))
    if (
        not size
        or gap not in ("", ",", "and", ", and", "-")
        or a.value is None
        or b.value is None
        or not 0 <= b.value < size
    ):
        return None
    a.value, a.step, a.end = a.value + b.value / size, b.step / size, b.end
    return a


def _range(a, b, gap, low):
    left = low[max(a.begin, a.start - 70) : a.start]
    between = gap == "and" and re.search(r"\b(?:between|from)(?: \w+){0,2} $", left)
    if not (gap in _DASH or gap in _TO or between) or a.value is None or b.value is None:
        return None
    if a.form in ("ordinal", "multiple") or b.form in ("multiple",) or "fraction" in (a.kind, b.kind):
        return None
    own = bool(a.unit)
    if not _spread(a, b):
        return None
    rising = a.value < b.value
    if gap in _TO and (not rising or moves(left) or own and change(words(low, a.begin, a.start), low, a.start, False, False)):
        return None
    if not rising and not between:
        return None
    if (
        not a.unit
        and not b.unit
        and gap in _TO
        and a.form == "digits"
        and b.value > 20 * a.value > 0
        and not re.search(r"\bfrom $", left)
    ):
        return None
    lowest, highest = sorted((a.value, b.value))
    b.start, b.number, b.low, b.high, b.value, b.form = a.start, a.number, lowest, highest, None, "range"
    return b


def _spread(a, b):
    """Give both ends the unit and the magnitude that is written once; False when they measure different things."""
    if (
        a.unit
        and b.unit
        and (a.unit != b.unit and not b.unit.startswith(a.unit + " / "))
        and {a.kind, b.kind} != {"count"}
    ):
        return False
    if a.unit and not b.unit and a.kind not in ("money", "count") and "of age" not in a.unit:
        return False
    if a.scale == 1 and b.scale > 1 and abs(a.value) < 1000 and (not a.unit or a.prefixed):
        if a.prefixed and b.prefixed and not a.value * b.scale < b.value:
            return a.value < b.value
        a.value, a.step, a.scale = a.value * b.scale, a.step * b.scale, b.scale
    if not b.unit:
        b.unit, b.kind = a.unit, a.kind
    if not a.unit or a.kind == "count":
        a.unit, a.kind = b.unit, b.kind
    return True


def _share(a, b, gap):
    """Pass the unit (and magnitude) of the last of a list back to those without: "8 or $9", "2, 3 and 4 percent"."""
    to = gap in _TO and b.unit
    if (
        not (gap in _LIST or to)
        or not b.unit
        or a.unit
        or a.value is None
        or b.value is None
        or a.form not in ("digits", "words")
    ):
        return
    if b.kind in ("ordinal", "multiple", "fraction") or gap in (",",) and b.kind == "count":
        return
    if a.scale == 1 and b.scale > 1 and a.value < 1000:
        a.value, a.step, a.scale = a.value * b.scale, a.step * b.scale, b.scale
    a.unit, a.kind = b.unit, b.kind


ZERO = Decimal(0)
