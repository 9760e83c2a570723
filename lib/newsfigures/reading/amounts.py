"""Read one number where it stands: its sign, magnitude, unit or counted noun, or why it is no figure."""

import re

from . import nouns, numbers, parts, senses, shapes, units
from .spelled import Numeral, magnify
from .text import Text
from .units import GROUPS, INFINITE, Amount, Refused

_SLASHED = re.compile(
    r"[/:]\d|-for-|-(?:wheel|point|seat|pound|foot|part|inch|tonn|hand|end|deck|bedd)ers?\b"
)
_OCLOCK = re.compile(r" (?:in the (?:morning|afternoon|evening)|at night|o'clock)(?!\w)")
_STARTS = re.compile(r"\b(?:leaves?|starts?|begins?|began|departs?|arrives?|screens?|kicks? off) at $")
_COUNTRY = re.compile(r" (?:u\.s\.|us|cdn|canadian|australian)(?= )")
_PLUS = re.compile(r"-(?:odd|ish|plus|some|something)(?= |$)|\+(?!\d)| odd(?= [a-z])")
_PLUSES = frozenset(("-o", "-i", "-p", "-s", " o", "+", "+ ", "+,", "+."))
_SIGN = re.compile(
    r"(?:(?:^|(?<=[\s(]))(?<!plus or )(?<!plus/)(minus|negative)[ -]|(?:^|(?<=[\s($£€(]))([-−+]))$"
)
_MINUS = ("minus ", "negative ", "-", "−", "+")
_OF = re.compile(r" of (?:(?:the|his|her|its|their|our|my|these|those|all|[a-z]+'s|[a-z]+s') )?")
_PERCENT_OF = re.compile(r"(?:^|(?<=the ))per ?cent of $")
_OR_MORE = re.compile(r" or (?:more|less|fewer|so)(?= [a-z])")
_STOPS = frozenset((",", ".", ";", ")"))
_APPOSED = re.compile(
    r"(?:[A-Z][\w'.-]*|\b(?:(?:wo)?man|boy|girl|teenager|mother|father|son|daughter)(?:-of-[a-z]+)?), $"
)
_AGED = re.compile(
    r"\b(?:(?:aged|ages?|(?:man|woman|boy|girl) of)(?: of| between| under| over)?"
    r"|(?:whom|them|dead|killed|injured|victims|people|patients|voters|population)\b[a-z ]{0,12}"
    r" (?:were|are|is|was) (?:under|over)"
    r"|(?:children|people|those|anyone|everyone|boys|girls|(?:wo)?men|adults) (?:under|over|aged))"
    r"(?: the age of)? (?:(?:\d{1,3}|[a-z]{3,9})(?:,|,? and|,? or) ){0,4}$"
    r"|\b(?:boy|girl|son|daughter|toddler), $"
)
_PERSON = re.compile(
    r"\b(?:(?:he|she|who)(?: is| was|'s| will be| would be| had)?(?: now| only| just| still| already)?"
    r"(?: turned| turns| turning)?|turn(?:s|ed|ing)|(?:died|dies|(?<!of )dead) at) $"
)
_NO_NOUN = re.compile(r"[.,;:)?!\"](?!\d)|$| (?:and|but|when|at|in|on|by|this|next|last|as|then|years?)\b")
_SHARES = re.compile(
    r" (?:in|out of|over) (?:every )?(?:\d|a |(?:one|two|three|four|five|six|seven|eight|nine|ten)(?!\w))"
    r"|(?: to | or |-to-)(?:two|three|\d)|,? or two|-(?:in|out-of)-\d| of every "
)
_ONE_IN = re.compile(
    r" ([a-z]+) (?:in|out of|to|for|per)(?: every)?"
    r" (?:\d{1,4}|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty)(?!\w)"
)
_ONE_MORE = re.compile(
    r"(?:[\d¼-¾]|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|dozen))"
    r"[^.;:\d]{3,50} (?:and|plus) $"
)
_ONE_LOST = re.compile(
    r" (?:person|man|woman|boy|girl|child|soldier|officer|worker|passenger|student|driver|civilian) "
    r"(?:(?:was|is|has been|had been) )?(?:shot |found )?"
    r"(?:killed|dead|died|dies|injured|hurt|wounded|missing|arrested|rescued|survived)\b"
)
_JOINED = re.compile(r"([a-z]+)-$")
_EMPHASIS = frozenset(("only", "just", "least", "than", "exactly"))
_SOME = frozenset(("day", "point", "second", "minute", "times", "foot"))  # "one day" tells no time
_LABELS = re.compile(r" [A-Z][a-z]+(?: [a-z]+)* \d(?!\d*s\b)")
_EXPECTING = frozenset(("analyst", "economist", "forecaster"))  # millions of whom nobody counts
_SCALED = ("dozen", "hundred", "thousand", "million", "billion", "trillion", "lakh", "crore")


def take(source: Text, at: int, floor: int, begin: int, finish: int) -> Amount | Refused:
    """Read the number at ``at`` in the sentence from ``begin`` to ``finish``: an Amount, or what is refused.

    Nothing before ``floor`` is taken, the end of what was read last.
    """
    text, low = source.text, source.low
    money = None
    if low[at].isdecimal():
        money = units.before(text, at)
        money = money if money and money[0] >= floor else None
        paired = at == floor + 1 and low[floor] == "/" and _has_unit(source, at)
        if not (money or paired) and (refused := shapes.code(text, low, at, begin)):
            return refused
    n = numbers.read(low, at, source.raw)
    sign = n and not money and _SLASHED.match(low, n.end)
    if sign and not (sign[0][0] == "/" and _has_unit(source, n.end + 1)):
        return shapes.token(text, at, "code")  # "9/11", "24/7", "16:9", "two-for-one", "a three-pointer"
    if n is None:
        return shapes.token(text, at, "code")
    if n.form in ("words", "digits") and n.value <= 12 and _OCLOCK.match(low, n.end):
        return n.start, n.end, "time"  # "two in the morning"
    if n.form in ("words", "vague") and (start := _part_of_a_word(low, n, begin)) is not None:
        return start, n.end, "name"
    if n.form == "fraction" and low.endswith(" quarters", at, n.end):
        n = parts.quarters(low, n, begin)
    if n.form in ("place", "ordinal"):
        return parts.place(source, n, begin, finish)
    if n.form in ("multiple", "multiplied", "halved"):
        return parts.multiple(low, n, begin)
    return _measure(source, n, money, begin)


def _part_of_a_word(low, n, begin):
    """Where a word that is no amount starts: "top-five"; "scores", but not in "scores of people"."""
    m = _JOINED.search(low, max(begin, n.start - 16), n.start)
    if m:
        return None if m[1] in GROUPS["prefix"] or m[1] in numbers.WORDS else m.start()
    return n.start if low.startswith("scores", n.start) and not low.startswith(" of ", n.end) else None


def _has_unit(source, at):
    """Is it the second of a pair, "180C/160C"?"""
    n = numbers.read(source.low, at, source.raw)
    return n is not None and units.after(source.text, source.low, n.end) is not None


def _measure(source, n, money, begin):
    """A cardinal number: magnitude, then the currency before it or the unit, currency or noun after it."""
    text, low = source.text, source.low
    r = Amount(
        n.start, n.end, n.value, n.step, n.form, n.scale, begin, n.start, n.end, prefixed=money is not None
    )
    if n.form == "digits":
        senses.magnitude(r, source)
    if low[r.end : r.end + 2] in _PLUSES and (m := _PLUS.match(low, r.end)):
        r.end = r.reach = m.end()
        r.bound = "at least" if m[0] in ("-plus", "+") else "about"
    if money:
        _money(r, source, money)
    else:
        _unit(r, source)
    one = n.form == "words" and low[n.start : n.end] == "one"
    if one and not _is_amount(r, low):
        return n.start, n.end, "one"
    if r.kind in ("", "count"):
        if n.form == "digits" and low[r.end : r.end + 1].isalpha():
            return shapes.token(text, n.start)
        if n.form == "words" and not r.value and low[n.end : n.end + 1] == "-":
            return n.start, shapes.token(text, n.start)[1], "name"  # "zero-rated"
        if n.step * 100 == 1 and n.value < 24 and _STARTS.search(low, max(0, n.start - 20), n.start):
            return n.start, n.end, "time"  # "starts at 7.30"
        if (r.scale == 1 or n.form == "words") and shapes.name(
            text, low, r.start, r.end, begin, low[n.start].isalpha(), r.unit
        ):
            return n.start, max(r.end, shapes.token(text, n.start)[1] if n.form == "digits" else 0), "name"
        _age(r, text, low)
    if n.form != "digits" or r.value >= 100:
        _vague(r, n, low)
    if low.endswith(_MINUS, r.begin, r.start) or (money and low[n.start - 1] in "-−"):
        _sign(r, low)
    return r


def _is_amount(r, low):
    """Does "one" tell an amount? So in "one percent", "one in five", "one man in ten", not in "one day"."""
    if r.kind not in ("", "count"):
        return low[r.number + 3] == "-" or r.unit not in _SOME
    if not r.unit and (share := _ONE_IN.match(low, r.number + 3)):
        r.unit, r.kind, r.reach = share[1], "count", share.end(1)
        return True
    left = low[max(r.begin, r.number - 9) : r.number].split()
    more = (left and left[-1] in _EMPHASIS) or _ONE_LOST.match(low, r.number + 3)
    more = more or _ONE_MORE.search(low, max(r.begin, r.number - 64), r.number)
    if more and not r.unit and (single := nouns.one(low, r.number + 3)):
        r.reach, r.unit, r.kind = *single, "count"  # "at least one person", "two schools and one clinic"
        return True
    return bool(_SHARES.match(low, r.number + 3)) or low.endswith(("minus ", "negative "), r.begin, r.number)


def _vague(r, n, low):
    left = f" {low[max(r.begin, r.start - 11) : r.start]}"
    if n.form == "vague" or (r.value >= 100 and left.endswith((" few ", " several ", " couple of "))):
        r.low, r.high, r.value = r.value, INFINITE, None
    if left.endswith(" a ") and n.form == "words" and low.startswith(_SCALED, n.start):
        r.start -= 2


def _money(r, source, money):
    """The currency in front, what repeats it, and a rate behind ("a year", "per barrel")."""
    (r.start, r.unit), r.kind = money, "money"
    if r.unit in units.SHARED:
        r.unit = units.resolve(r.unit, source.page(r.start))
    if source.low[r.end : r.end + 2] in (" u", " c", " a") and (m := _COUNTRY.match(source.low, r.end)):
        r.end = m.end()
    rated = units.rate(source.text, source.low, units.Unit(r.end, r.unit, "money"))
    r.reach, r.unit = rated.end, rated.name


def _unit(r, source):
    text, low = source.text, source.low
    unit = units.after(text, low, r.end) or _apart(r, source)
    if unit and unit.kind != "percent":
        unit = senses.unit(r, unit, source)
    if unit:
        r.unit, r.kind, r.end, r.reach = unit.name, unit.kind, unit.end, unit.end
        r.value, r.step = r.value * unit.factor, r.step * unit.factor
        if r.kind == "money" and r.scale == 1:  # "75 USD million"
            r.retake(magnify(low, Numeral(r.start, r.end, r.value, r.step, "digits")))
        return
    of = _OF.match(low, r.end) if low.startswith(" of ", r.end) else None
    joined = low[r.end : r.end + 1] == "-"
    more = _OR_MORE.match(low, r.end) if low.startswith(" or ", r.end) else None
    start = of.end() - 1 if of else more.end() if more else r.end
    noun = nouns.compound(low, r.end) if joined else nouns.noun(low, start)
    if noun and r.scale > 1 and noun[1] in _EXPECTING:
        noun = None  # "below the 2 billion analysts forecast"
    if noun and not _LABELS.match(text, start, noun[0] + 3):  # "10.5 mln Revs 45.6 mln"
        _count(r, *units.rate(text, low, units.Unit(*noun, "count"))[:2])
    elif low.startswith(" who ", r.end) and r.value > 120:
        _count(r, r.end, "people")  # "95,000 who have left", but not "men aged 18 to 34 who"
    elif low.startswith(" of ", r.start - 4) and (
        m := _PERCENT_OF.search(low, max(r.begin, r.start - 13), r.start)
    ):
        r.unit, r.kind, r.start = "percent", "percent", m.start()


def _apart(r, source):
    """A unit that does not follow at once: "millions of pounds", "two-tenths of a second", "(4) cents"."""
    text, low = source.text, source.low
    if r.form == "vague" and low.startswith(" of ", r.end):
        return units.after(text, low, r.end + 3)
    if r.form == "fraction" or (r.value < 1 and low.startswith(" of a", r.end)):
        return parts.of_a_unit(source, r.end)
    if text[r.end : r.end + 1] != ")" or text[r.start - 1 : r.start] != "(":
        return None
    if unit := units.after(text, low, r.end + 1):
        r.start, r.value = r.start - 1, -r.value
    return unit


def _count(r, reach, name):
    """A counted noun; when its head is a unit ("517 rushing yards") the figure is a measure."""
    head = name.rpartition(" ")[2]
    unit = units.named(head) if head != name and " / " not in name else None
    r.reach = reach
    r.unit, r.kind = unit or (name, "fraction" if r.form == "fraction" else "count")


def _age(r, text, low):
    """ "Ann Lee, 25, said" and "aged 25" are ages."""
    if r.unit or r.scale != 1 or not 0 < r.value < 120:
        return
    told = _AGED.search(low, max(r.begin, r.start - 40), r.start)
    if not told and r.value >= 10 and text[r.end : r.end + 2].strip(" ") in _STOPS:
        told = _APPOSED.search(text, max(r.begin, r.start - 20), r.start)
    if not told and r.value >= 10 and _NO_NOUN.match(low, r.end):
        told = _PERSON.search(low, max(r.begin, r.start - 26), r.start)
    if told:
        r.unit, r.kind = "year of age", "age"


def _sign(r, low):
    """A minus before the number or its currency, or between them."""
    if low[r.start : r.number][-1:] not in ("-", "−"):
        m = _SIGN.search(low, max(r.begin, r.start - 9), r.start)
        if not m:
            return
        r.start = m.start()
        if m[2] == "+":
            return
    if r.value is not None:
        r.value = -r.value
