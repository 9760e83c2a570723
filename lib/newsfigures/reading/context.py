"""What a sentence says of the figures in it: their bounds, changes, inherited units; and intervals."""

import re
from decimal import Decimal

from . import wording
from .nouns import STOP
from .units import GROUPS, INFINITE, Amount

ABOUT = Decimal("0.05")  # how far "about" and "nearly" reach, as a share of the value
_LOWER, _UPPER = ("more than", "at least"), ("less than", "at most")
_LIKE = frozenset(("from", "than", "against", "versus", "with", "to", "at", "vs", "vs."))
_HANDED = frozenset(("count", "money", "measure", "temperature"))
_LENGTHS = frozenset(("meter", "kilometer", "mile", "foot", "yard"))
_PATH = re.compile(
    r" (?:into|off|onto|down|away|through|across|(?:from|to) (?:the (?!same|previous)|his|her)"
    r"|from an? (?!year|month))\b"
)
_ROLE = re.compile(r" (?:for|in|among|at|on|by|from) ")
_AGO = (" ago", " earlier", " before")
_LATER = re.compile(r"\)?, ([a-z]+er)(?= (?:at|on|in|for|after|as)\b|[.,;]|$)")
_ALSO = re.compile(r"[,;]|,? ?and((?: [a-z][\w&.'-]*){0,2})")
_OF_PERIOD = frozenset(("on", "in", "from", "over", "year-on-year"))
BASED = re.compile(
    r" (?:from|to [$€£]?\d|than|(?:higher|lower|more|less|up|down) (?:on|than)|compared"
    r"|(?:on|over) (?:the|a)\b|in \w+ from|(?:year|month|quarter)[- ]o[nv]|[ymq](?:/|-?o-?)[ymq]\b)"
)


def describe(amounts: list[Amount], low: str) -> list[Amount]:
    """Write bound, change and inherited unit into the amounts of a document; join bounds that are a pair."""
    near, kept = None, []
    for r in amounts:
        near = near if near and near.sentence == r.sentence else None
        left = wording.words(low, near.end if near else r.begin, r.start)
        gap = low[near.reach : r.start].strip() if near and r.start - near.reach < 25 else None
        used = _bound(r, left, low, gap)
        gap = " ".join(gap.split()[:-used]) if gap and used else gap  # "190 points, or about 0.6%"
        if gap in ("(", "/"):
            r.bound = near.bound
        _inherit(r, left, kept)
        if near and not r.unit and left:
            _repeat(near, r, left, low)
        if not r.change and r.kind != "ordinal":
            crossed = used and left[-1] in ("below", "above")  # "fell below 5,000" tells a level
            r.change = _change(r, [] if crossed else left[: len(left) - used], low, near, gap)
        if r.change and r.unit == "time":
            r.unit, r.kind = "times", "multiple"
        if near and len(left) == used + 1 and left[0] in ("and", "but") and _narrow(near, r):
            kept.pop()
        kept.append(r)
        near = r
    return kept


def _bound(r, left, low, gap):
    """Set the bound of an amount; return how many of the words before it say it."""
    bound, used = wording.bound(left)
    if gap == "over" or (
        left[-1:] == ["over"] and r.kind == "duration" and GROUPS["lasting"].isdisjoint(left[-2:-1])
    ):
        bound = ""  # "ten wins over 12 games", "rose over two years"
    if bound and left[-1] == "than" and low.startswith(_AGO, r.end):
        bound = ""  # "higher than 12 months ago"
    behind = wording.bound_after(low, r.end) or (wording.bound_after(low, r.reach) if r.reach > r.end else "")
    if behind and bound in ("", "about"):
        bound = behind
    if not bound and low[max(0, r.start - 4) : r.start] == "sub-":
        bound = "less than"
    if r.form == "range" and bound not in ("about", "nearly"):
        bound = ""
    r.bound = bound or r.bound
    return used


def _inherit(r, left, kept):
    """ "Up from 2.4 million", "climbed to 1,333": the unit of an earlier figure of the sentence like it."""
    if r.unit or not r.value or r.form not in ("digits", "words") or not left or left[-1] not in _LIKE:
        return
    row = left[-1] in ("vs", "vs.")  # of an earnings table: only what stands right before it
    for other in kept[: -2 if row else -5 : -1]:
        if other.sentence != r.sentence:
            return
        handed = other.kind in _HANDED or (other.kind == "duration" and left == ["to"])
        if not handed or not other.value or " / " in other.unit:
            continue
        level = left[-1] == "to" and other.change and r.scale > 1
        far = 50 if left[-2:-1] == ["compared"] else 5
        if level or 1 < far * abs(r.value / other.value) < far * far:
            r.unit, r.kind = other.unit, other.kind
            return


def _repeat(near, r, left, low):
    """ "83.4 years for women and 79.1 for men": what is left out the second time is the unit."""
    m = _ROLE.match(low, near.reach) if left[-1] in ("and", "but", "or") else None
    if m and low.startswith(m[0], r.end):
        r.unit, r.kind = near.unit, near.kind


def _change(r, left, low, near, gap):
    """The direction of a change of this size, said by its words, its sign, or the figure it repeats."""
    share = r.kind in ("percent", "percentage_point")
    folds = r.kind == "multiple" and low.endswith("fold", r.start, r.end)
    measured = folds or r.kind in ("measure", "temperature") or r.unit == "point" or not r.unit
    size = "share" if share else "money" if r.kind == "money" else "amount" if measured else ""
    if r.unit in _LENGTHS and _PATH.match(low, r.reach):
        return ""  # "fell 20 feet from the roof"
    change = wording.change(left, low, r.reach if size == "money" else r.end, size)
    if not change and (r.kind == "percentage_point" or folds):  # "lifted the cash rate 25 basis points"
        change = wording.moved(left[-6:])
    if not change and share and low[r.start] in "-−+":
        change = "up" if low[r.start] == "+" else "down"
    if change or not near:
        return change
    if near.unit != r.unit:  # "lost 190 points, or 0.6%", "settled $1.32, or 1.6%, lower"
        again = gap in ("or", ", or", "(") or (gap == "," and size)
        if again and not near.change and (later := _LATER.match(low, r.reach)):
            near.change = wording.moved([later[1]])
        return near.change if again else ""
    if share and (m := _ALSO.fullmatch(gap or "?")) and STOP.isdisjoint((m[1] or "").split()):
        return near.change  # "grew 8, 12 and 15 percent", "Ford fell 3% and Fiat 2%"
    again = left[-1:] == ["by"]
    if left[-1:] == ["and"]:  # "rose 1 percent in May and 4 percent from a year earlier"
        again = (len(left) < 6 and left[0] in _OF_PERIOD) or BASED.match(low, r.end)
    return near.change if again else ""


def _narrow(a, b):
    """Make one range of "more than 100 and less than 300 people"; False when they are no such pair."""
    lower, upper = (a, b) if a.bound in _LOWER else (b, a)
    pair = lower.bound in _LOWER and upper.bound in _UPPER and a.unit in ("", b.unit)
    if not pair or a.value is None or b.value is None or lower.value >= upper.value:
        return False
    b.low, b.high = lower.value, upper.value
    b.start, b.value, b.form, b.bound = a.start, None, "range", ""
    return True


def interval(r: Amount) -> tuple[Decimal, Decimal]:
    """The interval that the words allow: half a unit of the last digit either side, or what the bound says.

    "About" reaches five percent of the value, or half a unit if that is more; "nearly" the same, below only.
    "Less than" does not pass zero, temperatures excepted. A range is its two ends, a vague magnitude is open.
    """
    if r.low is not None:
        return r.low, r.high
    half = r.step / 2
    if r.bound in _LOWER:
        return r.value, INFINITE
    if r.bound in _UPPER:
        return (Decimal(0) if r.value > 0 and r.kind != "temperature" else -INFINITE), r.value
    if r.bound in ("about", "nearly"):
        half = max(half, abs(r.value) * ABOUT)
    return r.value - half, r.value if r.bound == "nearly" else r.value + half
