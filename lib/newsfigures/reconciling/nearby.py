"""Arithmetic between figures that stand close together in one article, whatever they are called.

A share beside its part and its whole, a growth beside two levels, a total beside two parts, a rate beside
what it is taken of. Nothing says that such figures belong together, so only what ties is shown, and only
where the sentence tells two of them together, the digits are clear (``CLEAR``), or one quantity is named;
and where so few combinations were tried before it that a tie by accident is unlikely (``SURE``).
"""

import math
import re
from bisect import bisect_left
from itertools import combinations, permutations

from ..claiming.parties import lexicon
from ..reading.nouns import singular
from ..reading.relative import shifted
from .arithmetic import RELATIONS, Interval, growth, scale
from .story import MAGNITUDE, PERCENT

CLEAR = 0.015  # widest share of a total that the digits leave open where they, not the words, make it a sum
FAIR = 0.05  # the same where all are of one quantity
SURE = 0.1  # most ties by accident to be expected among those tried, times the words that speak for it
STEEP = 0.15  # the same for a difference of two levels
WIDE = 0.5  # share of the values near it that an implied value may meet
REACH = 3  # sentences
LEAD = 2  # last sentence that a headline speaks of: a line may stand between
OF = 16  # characters from a share to the whole that it is of
MOST = 12  # figures of a neighbourhood that are combined
_EACH = re.compile(
    r" (?:apiece\b|(?:for |to )?each\b|(?:[\w-]+ ){0,2}(?:per|for every|in every|out of every) (\d[\d,]*))"
)
_EACH_IS = re.compile(r"\b[Ee]ach [^,;.]*$")  # "Each costs 35 million euros"
_BALANCE = {"deficit", "surplus"}
_TOTAL = re.compile(r"(?i)\b(?:total|in all|together|altogether|combined|overall)\b")
_TELLING = "level", "rate", "duration"
_STEPS = "P1Y", "P3M", "P1M", "P7D"


def near_by(search):
    """Shares, growths, differences, sums and rates that tie with the figures around them."""
    linked = {frozenset((*link["inputs"].split(), link["compared_with"])) for link in search.links}
    for items in search.by_document.values():
        levels = [i for i in items if i.family in _TELLING and i.role != "same" and i.value]
        levels.sort(key=lambda i: i.start)
        for item in items:
            near = _around(item, levels)
            if item.family == "change":
                _first_tie(search, item, _changes(item, near), linked)
            elif item.family == "rate" and item.dimension == "percent":
                _first_tie(search, item, _shares(item, near), linked)
            elif each := _each(item):
                _first_tie(search, item, _rates(item, each, near), linked)
            if item.family == "level" and item.role != "same":
                _first_tie(search, item, _parts(item, near), linked)


def _each(item):
    """Of how many an item tells the average or rate: 1, or "per 100,000"; 0 where it tells none."""
    if item.kind in ("money", "measure") and " / " in item.unit:
        return 1.0
    if item.family != "rate" and item.kind != "money" and "average" not in item.words:
        return 0.0
    at = item.passage.find(item.text)
    if "average" in item.words or _EACH_IS.search(item.passage, 0, at):
        return 1.0
    found = _EACH.match(item.passage, at + len(item.text))
    return float((found[1] or "1").replace(",", "")) if found else float(" / " in item.unit)


def _around(item, levels):
    """The nearest levels, one for each value."""
    at = bisect_left(levels, item.start, key=lambda i: i.start)
    beside = levels[max(0, at - 8 * MOST) : at + 8 * MOST]  # a page of a table has more than a neighbourhood
    near = [i for i in beside if abs(i.sentence - item.sentence) <= REACH and i is not item]
    nearest = {(i.dimension, i.value): i for i in sorted(near, key=lambda i: -_far(item, i))}
    return sorted(nearest.values(), key=lambda i: _far(item, i))[:MOST]


def _far(item, *others):
    return sum(abs(i.start - item.start) for i in others)


def _likely(item, a, b):
    """The order in which pairs are tried: by what the words say, then by distance."""
    named = bool(a.words & b.words) + bool(item.words & b.words) + bool(item.words & a.words)
    return not _of(item, b), -named, _far(item, a, b)


def _of(part, whole):
    """Whether one is told of the other: "40 percent of the 1.6 million", "two of the six"."""
    after = part.passage.partition(part.text)[2][: max(0, whole.start - part.end)]
    return whole.sentence == part.sentence and after.startswith(" of ") and len(after) < OF


def _together(*items):
    """Whether one sentence tells them."""
    return len({i.sentence for i in items}) == 1


def _changes(item, near):
    """(how likely, relation, inputs, implied) of the levels that a change may be between."""
    percent, points = item.dimension == "percent", item.dimension == "percentage point"
    for new, old in permutations(near, 2):
        if new.dimension != old.dimension or not _follows(item, new, old):
            continue
        order, two = _likely(item, new, old), [new, old]
        if percent and new.family == "level":
            yield order, "growth of", two, growth(new.interval, old.interval)
        elif not percent and new.dimension == ("percent" if points else item.dimension):
            less = new.interval - old.interval
            clear = points or (new.words & item.words and _width(less, 1) < STEEP)
            if clear and (less.middle > 0) == (item.value > 0):
                told = "" if item.value > 0 else f"{old.text} − {new.text}"
                yield order, "increase of", two, less, told


def _follows(item, new, old):
    """Whether a change may lead from one level to another: of one quantity, told of one of them."""
    alike = new.words & old.words or not (new.words and old.words) or _together(item, new, old)
    alike = alike or (item.words == new.words and _together(item, old))
    named = item.words - lexicon()["grown"]
    strange = named and new.words and named.isdisjoint(new.words | old.words)
    alike = alike and not (strange and item.sentence not in (new.sentence, old.sentence))
    other = item.period and new.period and item.period not in (new.period, old.period)
    other = other or not (item.words ^ new.words).isdisjoint(lexicon()["kind"])
    older = old.role == "old" or bool(new.period and old.period and old.period < new.period)
    if not alike or other or new.role == "old" or item.near not in ("", new.claim, older and old.claim):
        return False
    if new.period and old.period and old.role != "old":
        told = {shifted(*new.period, step) for step in _STEPS}
        return old.period in told or (older and old.period[0][5:] == new.period[0][5:])
    return True


def _shares(item, near):
    """The same of a part and its whole: the share is told "of" its whole, beside its part, or named alike."""
    levels = [i for i in near if i.family == "level"]
    for part, whole in permutations(levels if item.value <= 100 else (), 2):
        if part.dimension != whole.dimension or abs(part.value) >= abs(whole.value):
            continue
        of, alike = _of(item, whole), (item.words | part.words) & whole.words
        named = item.kind != "fraction" and item.words & part.words
        named = named and (item.measure == "rate" or not whole.words or item.words & whole.words)
        beside = (
            _together(item, part)
            or (item.title and part.sentence <= LEAD)
            or named
            or (alike and _together(item, whole))
        )
        if (of and part.role != "old") or (beside and part.role == item.role == whole.role):
            implied = RELATIONS["share of"].implied(part.interval, whole.interval)
            yield _likely(item, part, whole), "share of", [part, whole], implied


def _rates(item, each, near):
    """The same of an amount and of how many it is: "8.53 euros a kilo", "206 euros each"."""
    amount, _, per = item.unit.partition(" / ")
    levels = [i for i in near if i.family in ("level", "duration")]
    for a, b in permutations(levels, 2):
        alike = a.unit == amount if per else a.dimension == item.dimension and item.kind == "money"
        alike = alike or (a.dimension == item.dimension.partition(" / ")[0] and bool(item.words & a.words))
        count = _many(b, per, item.passage) if alike else None
        if count is not None:
            made = _plain(a) / count * Interval(each * item.factor, each * item.factor)
            times = f" × {each:,.0f}" if each != 1 else ""
            of, named, far = _likely(item, a, b)
            order = of, named - 2 * (b.unit == per), far  # the unit speaks for it
            yield order, "product", [a, b], made, f"{a.text} / {b.text}{times}"


def _many(item, unit, passage):
    """How many of a unit an item tells, or None; of no unit, or of a noun, a whole count tells it."""
    dimension, factor = scale(unit, "measure") if unit else ("", 1.0)
    if unit and dimension == item.dimension:
        return item.interval / Interval(factor, factor)
    each = f"ach {singular(item.text.split()[-1])} " in passage
    counted = item.dimension == "count" and item.value == int(item.value) and dimension in ("", unit)
    return _plain(item) if counted or each or item.unit == unit else None


def _parts(item, near):
    """Two smaller figures of the same unit and status, as parts of the item; the dead, missing and rescued.

    A part below what the rounding of the others leaves open would tie with nearly anything.
    """
    smaller = [i for i in near if i.dimension == item.dimension and 0 < i.value < item.value]
    smaller = [i for i in smaller if i.family == "level" and i.definite == item.definite]
    fates = {word: i for i in reversed(smaller) for word in i.words & lexicon()["fate"]}
    for parts in (*combinations(smaller, 2), *([tuple(fates.values())] if len(fates) > 2 else ())):
        made = sum((i.summand for i in parts[1:]), parts[0].summand)
        open_ = made.high - made.low + item.summand.high - item.summand.low
        open_ = max(open_, min(map(_grain, parts)) if item.dimension == "count" else 0)
        if open_ <= min(i.value for i in parts) and _add_up(item, parts, open_ / item.value):
            yield (False, 0, _far(item, *parts)), "sum", list(parts), made


def _add_up(item, parts, open_):
    """Whether words or digits that leave so much open say that a total is made of its parts."""
    fates = [i.words & lexicon()["fate"] for i in parts]  # the dead and the rescued are all aboard
    strange = sum(bool(i.words and item.words) and i.words.isdisjoint(item.words) for i in parts)
    strange = 0 if all(fates) and len(set(fates)) == len(fates) else strange
    strange -= not _BALANCE.isdisjoint(parts[0].words ^ parts[1].words)  # revenue and deficit: the spending
    alike = strange < 2 - (item.dimension == "count")
    told = _together(*parts) or any(_of(i, item) for i in parts)
    clear, beside = open_ < CLEAR, [_together(item, i) for i in parts]
    aged = [(i.role == "old") != (item.role == "old") for i in parts]
    grown = clear and aged == beside and all(i.words & item.words for i in parts)  # "from 1,204. 636 new"
    if (any(aged) and not all(beside) and not grown) or any(_of(a, b) for a, b in permutations(parts, 2)):
        return False
    if (alike and (told or clear)) or (told and clear and abs(item.sentence - parts[0].sentence) < 2):
        return True
    one = frozenset.intersection(item.words, *(i.words for i in parts))
    return open_ < FAIR and bool(one or (alike and _TOTAL.search(item.passage)))


def _grain(item):
    """One of the last digit of a count that is not a zero: of 94,300 a hundred."""
    return item.value / float(item.digits or 1)


def _first_tie(search, item, options, linked):
    """Record the likeliest combination that ties, unless too many were tried before it."""
    expected, target = 0.0, item.summand
    share = PERCENT if item.dimension == "percent" else MAGNITUDE
    for order, relation, inputs, implied, *formula in sorted(options, key=lambda o: o[0]):
        counted = item.dimension == "count" and relation == "sum"
        wide = _width(implied, 0) + _width(target, counted)
        if wide > WIDE:
            continue  # would prove nothing
        search.tried += 1
        expected += wide * share
        if expected > SURE * (1 - order[1]):
            return
        if implied.meets(target, search.slack):
            claims = frozenset((*(i.claim for i in inputs), item.claim))
            if claims not in linked:
                linked.add(claims)
                search.tried -= 1  # counted again where it is recorded
                search.add(relation, inputs, item, implied, *formula)
            return


def _width(interval, least):
    """How wide an interval is for its size: the share of values near it that would meet it."""
    width = max(interval.high - interval.low, least)
    return width / abs(interval.middle) if interval.middle and math.isfinite(width) else 1.0


def _plain(item):
    """The interval of an item in its own unit."""
    return Interval(item.interval.low / item.factor, item.interval.high / item.factor)
