"""Read one number where it stands: its sign, magnitude, unit or counted noun, or the reason why it is no figure."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from . import numbers, shapes, units
from .numbers import ONE, SHORT

INFINITE = Decimal("Infinity")


@dataclass(slots=True, eq=False)
class Reading:
    """A number with its unit, on the way to a figure; ``value`` is None once it is a range or a vague magnitude."""

    start: int
    end: int
    number: int  # where the bare number starts
    value: Decimal | None
    step: Decimal
    form: str
    scale: Decimal = ONE  # magnitude written after it: 10**9 for "3.8bn"
    unit: str = ""
    kind: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    bound: str = ""
    change: str = ""
    sentence: int = -1
    begin: int = 0
    prefixed: bool = False

    @property
    def plain(self) -> bool:
        """Nothing but a number below a thousand, without unit or magnitude."""
        return (
            not self.unit and self.scale == 1 and self.value is not None and self.form in ("digits", "words")
        )


class Text:
    """A document's text with what all readings need: lower case, and the set of its words (made when asked for)."""

    def __init__(self, text: str, raw: str):
        self.text, self.raw = text, raw
        low = text.lower()
        self.low = low if len(low) == len(text) else "".join(c.lower()[:1] for c in text)

    @cached_property
    def words(self) -> frozenset:
        return frozenset(re.findall(r"[a-z]+|[£€¥]", self.low))


_SHORT = re.compile(r"( ?)(mm|k|m|b|t)(?!\w)")
_METRES = frozenset(
    "tall long wide high deep away from above below under over race sprint final hurdles freestyle butterfly backstroke breaststroke"
    " relay record world olympic champion dash up down along across off beyond depth height in at to by and or if on for with the".split()
)
_MONEY_WORDS = frozenset(
    "£ sterling gbp pence quid cost costs price prices priced pay paid pays worth fine fined spent spend sold salary bill prize value"
    " loan debt tax wage wages profit profits budget fund funds bank fee fees fares fare earn earned earns benefit benefits invest".split()
)
_WEIGHT_WORDS = frozenset(
    "weigh weighs weighed weighing weight lb lbs ounces ounce heavier lighter kg kilograms diet".split()
)
_SIGN = re.compile(r"(?:(?:^|(?<=[\s(]))(minus|negative|plus)[ -]|(?:^|(?<=[\s($£€(]))([-−+]))$")


def take(source: Text, at: int, begin: int, finish: int) -> Reading | tuple[int, int, str]:
    """Read the number at ``at`` in the sentence from ``begin`` to ``finish``: a Reading, or (start, end, reason)."""
    text, low = source.text, source.low
    digit = low[at].isdecimal()
    money = units.before(text, at) if digit else None
    if digit and (refused := shapes.code(text, low, at, begin, money is not None)):
        return refused
    n = numbers.read(low, at, source.raw)
    if n is None:
        return at, _run(low, at), "code"
    if n.form == "year":
        return n.start, n.end, "date"
    if n.form in ("place", "ordinal"):
        return _place(source, n, begin, finish)
    if n.form in ("multiple", "multiplied", "halved"):
        return _multiple(source, n, begin)
    reading = _measure(source, n, money, begin, finish)
    if isinstance(reading, Reading):
        _sign(reading, low, begin, money is not None)
    return reading


def _run(low, at):
    end = at + 1
    while end < len(low) and low[end].isdecimal():
        end += 1
    return end


def _measure(source, n, money, begin, finish):
    """A cardinal number: magnitude, then currency before it or unit, currency or noun after it."""
    text, low = source.text, source.low
    r = Reading(n.start, n.end, n.start, n.value, n.step, n.form, begin=begin, prefixed=money is not None)
    if n.form == "digits":
        r.scale = numbers.digits_scale(low, n)
        _short(r, text, low)
    if money:
        r.start, r.unit, r.kind = money[0], money[1], "money"
        r.value, r.step, r.scale = r.value * money[2], r.step * money[2], r.scale * money[2]
        _money_tail(r, source)
    else:
        _unit(r, source)
    if n.form == "vague":
        r.low, r.high, r.value = r.value, INFINITE, None
    elif r.value >= 100 and low[max(begin, r.start - 8) : r.start].endswith((" few ", "several ")):
        r.low, r.high, r.value = r.value, INFINITE, None
    if r.kind in ("", "count"):
        noun = r.unit
        if n.form == "digits" and not noun and (refused := shapes.tail(text, low, n.start, r.end)):
            return refused
        if low[n.start : n.end] == "one" and not _one_counts(r, low):
            return n.start, n.end, "one"
        if reason := shapes.name(text, low, r.start, n.end, begin, n.form == "words", noun):
            return n.start, n.end, reason
        _age(r, text, low, begin)
    elif (
        low[n.start : n.end] == "one"
        and low[n.end : n.end + 1] != "-"
        and r.unit in ("day", "point", "second", "minute", "times", "foot")
    ):
        return n.start, n.end, "one"
    if (
        n.form == "words"
        and low[max(begin, r.start - 2) : r.start] == "a "
        and not low[r.start - 3 : r.start - 2].isalnum()
    ):
        r.start -= 2
    return r


def _short(r, text, low):
    """A magnitude of one letter: "$5m", "25k", "8 B people"; an m or b apart from money needs a noun after it."""
    m = _SHORT.match(low, r.end)
    if not m:
        return
    spaced, word = m[1], m[2]
    if not r.prefixed:
        follow = re.match(r" (?:of )?([a-z]+)", low[m.end() : m.end() + 24])
        if word in ("mm", "t") or spaced and text[m.end() - 1] != "B":
            return
        if word in ("m", "b") and text[m.end() - 1] != "M" and not (follow and follow[1] not in _METRES and follow[1] not in units.STOP):
            return
    elif spaced and word in ("k", "t"):
        return
    scale = SHORT[word]
    r.value, r.step, r.scale, r.end = r.value * scale, r.step * scale, r.scale * scale, m.end()


def _money_tail(r, source):
    """After money with its sign in front: a word that repeats the unit, and a rate ("a year", "per barrel")."""
    if r.unit in units.SHARED:
        r.unit = units.resolve(r.unit, source.words)
    rated = units.rate(source.text, source.low, units.Unit(r.end, r.unit, "money"))
    r.end, r.unit = rated.end, rated.name


def _unit(r, source):
    text, low = source.text, source.low
    unit = units.after(text, low, r.end)
    if unit and unit.kind == "shared":
        unit = _shared(r, unit, source)
    if unit:
        r.end, r.unit, r.kind = unit.end, unit.name, unit.kind
        r.value, r.step = r.value * unit.factor, r.step * unit.factor
        if r.kind == "money" and r.scale == 1 and (m := numbers.magnitude(low, r.end)):
            r.end, r.value, r.step, r.scale = m[0], r.value * m[1], r.step * m[1], m[1]
        return
    at = r.end
    if low.startswith(" of ", at):
        m = re.compile(r" of (?:(?:the|his|her|its|their|our|my|these|those|all|[a-z]+'s|[a-z]+s') )?").match(
            low, at
        )
        unit = units.after(text, low, m.end() - 1) if r.form == "vague" else None
        if unit and unit.kind not in ("shared", "multiple"):
            r.end, r.unit, r.kind = unit.end, unit.name, unit.kind
            return
        noun = units.noun(low, m.end() - 1)
    else:
        noun = units.noun(low, at)
    if low[at : at + 1] == "-" and not noun:
        noun = units.compound(low, at)
    if noun:
        _count(r, noun, text, low)


def _count(r, noun, text, low):
    """A counted noun; when its head is a unit ("517 rushing yards") the figure is a measure."""
    r.end, name = noun
    head = name.rpartition(" ")[2]
    unit = units.named(head) if head != name else None
    r.unit, r.kind = (unit.name, unit.kind) if unit else (name, "count")


def _shared(r, unit, source):
    """A currency name of several countries, or the pound that may be a weight."""
    name = units.resolve(unit.name, source.words)
    if unit.name in ("pound", "pounds") and name == "pound":
        near = set(re.findall(r"[a-z]+|£", source.low[max(0, r.start - 120) : r.end + 80]))
        money = r.scale >= 1000 or bool(near & _MONEY_WORDS) or "£" in source.words
        if near & _WEIGHT_WORDS or not money:
            return units.rate(source.text, source.low, units.Unit(unit.end, "pound", "measure"))
        name = "GBP"
    return units.rate(source.text, source.low, units.Unit(unit.end, name, "money"))


def _one_counts(r, low):
    """ "One" is a figure in a share or a range ("one in five", "one or two years"), not as a word for "a"."""
    return (
        re.match(
            r" (?:in|out of) (?:every )?(?:\d|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|fifty|a )|(?: to | or |-to-)(?:two|three|\d)|-tenth",
            low[r.number + 3 : r.number + 30],
        )
        is not None
    )


_AGED = re.compile(r"\b(?:aged|ages|age)(?: of| between)? $")


def _age(r, text, low, begin):
    """ "Ann Lee, 25, said" and "aged 25" are ages."""
    if r.value is None or not 0 < r.value < 120 or r.unit or r.scale != 1:
        return
    apposed = re.search(r"[A-Z][\w'.-]*, $", text[max(begin, r.start - 20) : r.start]) and re.match(
        r", |\. |\.$|,$", text[r.end : r.end + 2]
    )
    if (
        r.form == "digits"
        and apposed
        and r.value >= 10
        and r.step == 1
        or _AGED.search(low[max(begin, r.start - 14) : r.start])
    ):
        r.unit, r.kind = "year of age", "duration"


def _sign(r, low, begin, money):
    left = low[max(begin, r.start - 9) : r.start]
    if left[-1:] == "-" and (m := re.search(r"([a-z]+) ?-$", low[max(begin, r.start - 20) : r.start])) and m[1] in shapes.LABELS:
        return
    inner = low[r.start : r.number]
    m = _SIGN.search(left)
    if not m and not (money and inner[-1:] in "-−" and inner):
        return
    negative = not m or (m[1] or m[2]) not in ("plus", "+")
    if m:
        r.start -= len(left) - m.start()
    if negative and r.value is not None:
        r.value = -r.value
    if m and m[2] and r.kind in ("percent", "percentage_point"):
        r.change = "down" if negative else "up"


_HALF_OF = re.compile(
    r" (?:of|the|its|their|his|her|our|that|this|these|those|as|all|my|your)(?!\w)| an? (?=[a-z])"
)
_PART_LEFT = re.compile(
    r"(?:\b(?:an?|one|about|almost|nearly|over|than|by|roughly|around|under|approximately|just|least|to|only|in|other|first|second))[ -]$"
)


def _place(source, n, begin, finish):
    """A bare "half" or "third", or an ordinal: a fraction, a count of events, or an order that is no figure."""
    text, low = source.text, source.low
    word = low[n.start : n.end]
    left = low[max(begin, n.start - 14) : n.start]
    if n.form == "place":
        of = _HALF_OF.match(low, n.end)
        vague = word in ("quarter", "quarters") and not (
            left.endswith(("a ", "one ")) and low.startswith(" of", n.end)
        )
        if (
            word not in ("half", "quarter")
            or not of
            and not (word == "half" and _PART_LEFT.search(left))
            or vague
        ):
            return n.start, n.end, "part" if word in ("half", "quarter", "halves", "quarters") else "order"
        return _fraction(source, n, begin, of)
    article = re.search(r"\ba $", left)
    if (
        article
        and word[0].isalpha()
        and re.match(
            r" of (?!an? (?:season|term))|\W*$|,? (?:more|less|fewer|as) ",
            low[n.end : min(finish, n.end + 16)],
        )
        and word != "second"
        and n.value < 1000
    ):
        return _fraction(source, n._replace(value=ONE / n.value, step=ONE / n.value / 10), begin, None)
    noun, end = shapes.order(text, low, n.start, n.end, begin, word[0].isalpha())
    if not end:
        return n.start, n.end, noun
    r = Reading(n.start, end, n.start, n.value, ONE, "ordinal", kind="ordinal", begin=begin)
    r.unit = units.singular_phrase(noun) if noun else shapes.elided(low, begin, n.start)
    return r


def _fraction(source, n, begin, of):
    """A part written in words, with what it is a part of: "half the condos", "a third of those screened"."""
    low = source.low
    start = n.start - 2 if low[max(begin, n.start - 2) : n.start] == "a " else n.start
    r = Reading(start, n.end, n.start, n.value, n.step, "fraction", kind="fraction", begin=begin)
    m = re.compile(r" (?:of )?an? (?=[a-z])").match(low, n.end)
    unit = units.after(source.text, low, m.end() - 1) if m else None
    if unit and unit.kind in ("duration", "measure", "percent", "percentage_point"):
        r.end, r.unit, r.kind = unit.end, unit.name, unit.kind
        return r
    m = re.compile(r" (?:of )?(?:(?:the|its|their|his|her|our|all|these|those|that) )?").match(low, n.end)
    noun = m and m.end() > n.end + 1 and units.noun(low, m.end() - 1)
    if noun:
        r.unit = noun[1]
    return r


def _multiple(source, n, begin):
    """ "Double", "sixfold", "3x", "doubled", "halved": times another amount; a "double murder" is a name."""
    low = source.low
    word = low[n.start : n.end]
    left = low[max(begin, n.start - 12) : n.start]
    if word in ("double", "triple", "treble", "quadruple", "doubles", "triples"):
        adjective = re.search(r"(?:\b(?:a|the|his|her|its|their|this|that|an)|'s) $", left)
        follow = low[n.end : n.end + 1]
        if (
            adjective
            or follow == "-"
            or left.endswith(("-", " in "))
            or word in ("doubles", "triples")
            and not re.match(r" (?:the|its|his|her|their|to|in)\b", low[n.end :])
        ):
            return n.start, n.end, "name"
    if word in ("twice", "thrice") and not re.match(
        r" (?:as|the|its|that|what|their|his|her|more|over)\b|,? [a-z]+-", low[n.end : n.end + 20]
    ):
        return Reading(
            n.start, n.end, n.start, n.value, ONE, "multiple", unit="time", kind="count", begin=begin
        )
    r = Reading(
        n.start, n.end, n.start, n.value, n.step, "multiple", unit="times", kind="multiple", begin=begin
    )
    if n.form == "halved":
        r.value, r.step, r.change = ONE / n.value, ONE / 10, "down"
    elif (
        n.form == "multiplied"
        or re.search(
            r"\b(?:to|would|will|could|may|might|can|should|must|and|they|we|more than|nearly|almost|about) $",
            left,
        )
        and word[-3:] == "ple"
        or word == "double"
        and re.search(r"\b(?:to|would|will|could|may|might|can|should|must) $", left)
    ):
        r.change = "up"
    return r
