"""Numbers as news writes them, in digits and in words, with exact values and the worth of the last digit.

``CANDIDATE`` finds the places where a number may stand and ``read`` reads the one that starts there, both in
lower-case text. Nothing here knows units, dates or sentences. The words are data (``data/numbers.csv``).
"""

import csv
import re
from decimal import Decimal
from importlib.resources import files
from typing import NamedTuple

ONE, TEN = Decimal(1), Decimal(10)
_SIGNS = "½12⅓13⅔23¼14¾34⅕15⅖25⅗35⅘45⅙16⅚56⅛18⅜38⅝58⅞78"
VULGAR = {_SIGNS[i]: (Decimal(_SIGNS[i + 1]), Decimal(_SIGNS[i + 2])) for i in range(0, len(_SIGNS), 3)}


class Numeral(NamedTuple):
    """A number at ``text[start:end]``: its exact value; ``step`` is the worth of a unit of its last digit.

    ``form``: digits, words, ordinal, fraction, multiple (sixfold, 3x, double), multiplied (doubled), halved,
    vague (at least ``value``: "tens of thousands"), place (a bare "half" or "thirds") or year (in words).
    ``scale`` is the magnitude written after it, 10**9 in "3.8 billion".
    """

    start: int
    end: int
    value: Decimal
    step: Decimal
    form: str
    scale: Decimal = ONE


def table(name: str) -> list[dict]:
    """Return the rows of ``data/<name>.csv`` beside this module."""
    text = files("newsfigures").joinpath("data", f"{name}.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


WORDS = {r["word"]: (r["class"], Decimal(r["value"])) for r in table("numbers")}
SHORT = {word: value for word, (kind, value) in WORDS.items() if kind == "short"}
WORDS = {word: found for word, found in WORDS.items() if word not in SHORT}
_SCALES = {
    w: v for w, (kind, v) in WORDS.items() if kind in ("hundred", "magnitude", "vague") and w != "tens"
}
_SCALES |= {"dz": Decimal(12), "dzs": Decimal(12), **SHORT}
_BIG = "|".join(sorted((w for w in _SCALES if len(w) > 1 and w != "mm"), key=len, reverse=True))
_BY_LETTER = {}
for _word in sorted(WORDS, key=len, reverse=True):
    _BY_LETTER.setdefault(_word[0], []).append(_word[1:])
_SPELLED = "|".join(f"{first}(?:{'|'.join(rests)})" for first, rests in _BY_LETTER.items())
_BIG_LETTERS = frozenset(word[0] for word in _SCALES) | {""}
CANDIDATE = re.compile(rf"\d|(?<!\w)(?:{_SPELLED})(?!\w)|[{''.join(VULGAR)}]")
_DIGITS = re.compile(
    r"""(?P<whole>\d{1,3}(?:,\d{3}){1,9}(?!\d|,\d)  # 12,345,678
    |\d{1,2}(?:,\d{2}){1,6},\d{3}(?![\d,])            # 12,34,567
    |\d{1,3}(?:[ ']\d{3}){1,9}(?![\d'])               # 816 000
    |\d{1,3}(?:\.\d{3}){1,9}(?=,\d{1,2}(?!\d))        # 1.234,56
    |\d{1,3}(?:\.\d{3}){2,9}(?![\d.])                 # 1.234.567
    |\d{1,3}(?:[ ],\d{3}){1,9}(?!\d)                  # 45 ,000
    |\d{1,24}+(?!\d))
    (?P<part>[.·]\d{1,24}+(?!\d|\.\d)|,\d{1,2}(?!\d|,\d))?""",
    re.VERBOSE,
)
# What most numbers are, and nothing odd behind them; the patterns above and below read them to the same end.
_PLAIN = re.compile(r"(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,15}+)(?=[.%]| [a-wyz])(\.\d{1,9}+)?(?=%| [a-wyz])")
_STEPS = [TEN**-places for places in range(10)]
_FEW = re.compile(r"\d{1,3}+")
_TAIL = re.compile(
    r"""(?:[ ]?-[ ]?|[ ]{1,2})?
        (?:(?P<above>\d{1,2})/(?P<below>\d{1,3})(?![\d/])|(?P<vulgar>[½-¾⅐-⅞]))
    |e(?P<e>[+-]?\d{1,3})(?!\w)|[ ]?[x×*][ ]?10[ ]?\^?[ ]?(?P<x>[-−–+]?\d{1,3})(?!\d)
    |/(?P<over>\d{1,3})(?![\d/])|(?P<ordinal>st|nd|rd|th)(?!\w)|(?P<multiple>x(?!\w)|-?fold(?!\w))""",
    re.VERBOSE,
)
_AFTER_BLANK = frozenset(" 0123456789-x×*½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞")
_DENOMINATORS = frozenset((2, 3, 4, 5, 6, 7, 8, 10, 16, 32, 64, 100))
_MAGNITUDE = re.compile(rf"[ -]{{0,2}}({_BIG})(?!\w)(?: ({_BIG})(?!\w))?")
_NEXT = re.compile(r"(?: ?- ?| {1,2})(?P<and>and[ -]{1,2})?(?P<a>an?[ -])?(?P<word>[a-z]+)(?!\w)")
_FEW_WORDS = "one|two|three|four|five|six|seven|eight|nine"
_POINT = re.compile(rf" point((?: (?:zero|nought|naught|{_FEW_WORDS})(?!\w)){{1,20}})")
_GO_ON = re.compile(
    rf" (?:and )?(\d{{1,3}}|{_FEW_WORDS})(?: (hundred))?(?![\w%]|[,.]\d| ?(?:hundred|thousand|mln|bn)\b)"
)
_OF = re.compile(rf"(?: of)?[ -](?:an? )?({'|'.join(_SCALES)})(?!\w)")
_OF_A = re.compile(r" of an? (million|billion|trillion)(?!\w)")
_OF_MANY = re.compile(r" of (thousands|millions|billions|trillions|lakhs|crores)(?!\w)")
_LETTERS = re.compile(r"[a-z]+")


def read(text: str, at: int, raw: str = "") -> Numeral | None:
    """Read the number that starts at ``at`` of lower-case ``text``; None when the digits there are no number.

    >>> [str(read(t, 0).value) for t in ("12,34,567.5", "one hundred and six", "8-5/8", "3.8 billion")]
    ['1234567.5', '106', '8.625', '3800000000.0']
    >>> [str(read(t, 0).value) for t in ("two and a half million", "half a million", "three quarters")]
    ['2500000.0', '500000', '0.75']
    """
    if text[at].isdecimal():
        return _read_digits(text, at, raw)
    if text[at] in VULGAR:
        return _part(at, at + 1, *VULGAR[text[at]])
    return _read_words(text, at)


def magnify(text: str, n: Numeral) -> Numeral:
    """Take the magnitude words that follow a number: "3.8 billion", "5 lakh crore", "12.7 mln"."""
    m = _MAGNITUDE.match(text, n.end) if text[n.end : n.end + 2].lstrip(" -")[:1] in _BIG_LETTERS else None
    if not m:
        return n
    scale = _SCALES[m[1]] * (_SCALES[m[2]] if m[2] else ONE)
    n = Numeral(n.start, m.end(), n.value * scale, n.step * scale, n.form, n.scale * scale)
    while scale in (100, 1000) and n.step >= scale and (m := _GO_ON.match(text, n.end)):  # "3 hundred and 21"
        more = (Decimal(m[1]) if m[1].isdecimal() else WORDS[m[1]][1]) * (100 if m[2] else 1)
        if not 0 < more < scale:
            break
        scale = 100 if m[2] else 1
        n = n._replace(end=m.end(), value=n.value + more, step=Decimal(scale))
    return n


def _part(start, end, above, below):
    """A fraction in words or signs; it is taken to be good to five percent either side."""
    value = above / below
    return Numeral(start, end, value, value / 10, "fraction")


def _of_a(text, n):
    """ "Three quarters of a million" is a number, and no fraction."""
    m = _OF_A.match(text, n.end)
    scale = WORDS[m[1]][1] if m else ONE
    return Numeral(n.start, m.end(), n.value * scale, n.step * scale, "words", scale) if m else n


# ---- digits
def _read_digits(text, at, raw):
    m = _PLAIN.match(text, at)
    if m and text[at - 1 : at] != ".":
        value, step = Decimal(m[0].replace(",", "")), _STEPS[len(m[1] or ".") - 1]
        return magnify(text, Numeral(at, m.end(), value, step, "digits"))
    m = _DIGITS.match(text, at)
    if not m:
        return None
    whole, part, end = m["whole"], m["part"], m.end()
    if " " in whole and not _is_grouped(whole, raw[at:end]):
        whole, part = _FEW.match(text, at)[0], None
        end = at + len(whole)
    before = text[at - 1] if at else ""
    if part and part[0] == "," and before == ",":  # a list, "22,24,26"
        part, end = None, end - len(part)
    if (
        before == "." and not part and whole.isdecimal() and not text[max(0, at - 2) : at - 1].isalnum()
    ):  # ".500"
        at, whole, part = at - 1, "0", f".{whole}"
    digits = whole if whole.isdecimal() else "".join(c for c in whole if c.isdecimal())
    value, step = (
        (Decimal(f"{digits}.{part[1:]}"), TEN ** (1 - len(part))) if part else (Decimal(digits), ONE)
    )
    n = Numeral(at, end, value, step, "digits")
    follow = text[end : end + 2]
    tail = _TAIL.match(text, end) if follow[:1] != " " or follow[1:] in _AFTER_BLANK else None
    return (tail and _read_tail(text, n, tail, part)) or magnify(text, n)


def _is_grouped(whole, raw):
    """Are digits in spaced groups one number? Yes by an unbreakable space, three groups, or a last 000."""
    return " ," in whole or " " not in raw or whole.count(" ") > 1 or whole.endswith("000")


def _read_tail(text, n, tail, part):
    if power := tail["e"] or tail["x"]:
        power = int(power.replace("−", "-").replace("–", "-"))
        return n._replace(end=tail.end(), value=n.value.scaleb(power), step=n.step.scaleb(power))
    if tail["ordinal"]:
        return (
            None
            if part or tail["ordinal"] != _suffix(int(n.value))
            else n._replace(end=tail.end(), form="ordinal")
        )
    if tail["multiple"]:
        return n._replace(end=tail.end(), form="multiple")
    if tail["over"]:
        above, below = n.value, Decimal(tail["over"])
    else:
        above, below = VULGAR.get(tail["vulgar"]) or map(Decimal, tail.group("above", "below"))
    if below not in _DENOMINATORS or not 0 < above < below or (tail["over"] and part):
        return None
    if tail["over"]:
        return magnify(text, _part(n.start, tail.end(), above, below))
    part = above / below * n.step  # "2.89-1/2 dlrs" has half a cent
    return magnify(text, n._replace(end=tail.end(), value=n.value + part, step=n.step / below))


def _suffix(value):
    """The ending of an ordinal: 1st, 11th; what ends otherwise is none, as thirteen stone, 13st."""
    return "th" if value // 10 % 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")


# ---- words
def _read_words(text, at):
    end = _LETTERS.match(text, at).end()
    kind, value = WORDS[text[at:end]]
    if kind in ("multiple", "multiplied", "halved"):
        return Numeral(at, end, value, ONE, kind)
    if kind == "vague":
        while m := _OF_MANY.match(text, end):
            value, end = value * WORDS[m[1]][1], m.end()
        return Numeral(at, end, value, value, "vague")
    if kind == "part" and (m := _OF.match(text, end)):  # "half a million"
        value = _SCALES[m[1]] / value
        return Numeral(at, m.end(), value, value / 5, "words", _SCALES[m[1]])
    if kind in ("ordinal", "part", "parts"):
        return Numeral(
            at,
            end,
            ONE / value if kind == "part" else value,
            ONE,
            "ordinal" if kind == "ordinal" else "place",
        )
    return _read_cardinal(text, at, end, kind, value)


def _read_cardinal(text, at, end, kind, value):
    """Add up a number in words by its groups: (two hundred and three) million (four) thousand …"""
    total, group, limit, step, m, stem = Decimal(0), Decimal(0), None, ONE, None, None
    while True:
        if kind == "hundred":
            group = (group or ONE) * 100
        elif kind != "magnitude":
            group += value
        elif limit is None or value < limit:
            total, group, limit = total + (group or ONE) * value, Decimal(0), value
        else:  # a hundred thousand million
            total, limit, value = total * value, value, step * value
        step = value if kind in ("hundred", "magnitude") else ONE
        last, end, m = kind, m.end() if m else end, _NEXT.match(text, m.end() if m else end)
        scale = limit or (step if kind == "hundred" else ONE)
        n = Numeral(at, end, total + group, step, "words", scale)
        if not m or m["word"] not in WORDS:
            break
        kind, value = WORDS[m["word"]]
        if kind in ("ordinal", "parts", "part"):
            return _read_last(text, n, last, m, kind, value, stem)
        if not _follows(kind, value, last, group, limit, m):
            return _read_aside(text, n, last, group, m)
        stem = (n, last) if m["and"] else stem
    return _read_point(text, n) or n


def _follows(kind, value, last, group, limit, m):
    """May this word continue the number read so far?"""
    large = last in ("hundred", "magnitude")
    if m["a"] or (m["and"] and not (large and kind in ("unit", "teen", "tens"))):
        return False
    if kind == "unit":
        return value > 0 and (large or last == "tens")
    if kind in ("teen", "tens"):
        return large
    if kind == "hundred":
        return last in ("unit", "teen", "tens") and group < 100
    return kind == "magnitude" and (group > 0 if limit is None or value < limit else group == 0)


def _read_last(text, n, last, m, kind, below, stem):
    """End on an ordinal or the name of a part: "twenty-first", "two-thirds", "one and a half million"."""
    if m["and"] and (m["a"] or kind == "parts"):
        if not m["a"]:
            return n
        unit = n.scale if last == "magnitude" else ONE
        part = unit / below
        return magnify(text, n._replace(end=m.end(), value=n.value + part, step=part))
    if m["a"]:
        return n
    if stem and kind == "parts" and n.value - stem[0].value < below:  # "six million and two thirds"
        unit = stem[0].scale if stem[1] == "magnitude" else ONE
        above = (n.value - stem[0].value) / below
        return n._replace(end=m.end(), value=stem[0].value + above * unit, step=unit / below)
    if kind in ("part", "parts") or (kind == "ordinal" and n.value == 1 and below > 2):
        return _of_a(text, _part(n.start, m.end(), n.value, below))
    if kind == "ordinal" and (
        last in ("hundred", "magnitude") or below >= 100 or (last == "tens" and below < 10)
    ):
        value = n.value * below if below >= 100 else n.value + below
        return Numeral(n.start, m.end(), value, ONE, "ordinal")
    return n


def _read_aside(text, n, last, group, m):
    """A word that cannot go on: "nineteen eighty-four" is a year, "130 and two fifths" a mixed number."""
    if (
        not m["and"]
        and n.value == group
        and n.value in (18, 19, 20)
        and WORDS[m["word"]][0] in ("teen", "tens")
    ):
        tail = _read_words(text, m.start("word"))
        return Numeral(n.start, tail.end, n.value * 100 + tail.value, ONE, "year")
    if m["and"]:
        tail = _read_words(text, m.start("word"))
        if tail and tail.form == "fraction" and tail.value < 1:
            unit = n.scale if last == "magnitude" else ONE
            return n._replace(end=tail.end, value=n.value + tail.value * unit, step=tail.step * unit)
    return n


def _read_point(text, n):
    """ "Two hundred point zero three", and "six-fold"."""
    if m := _POINT.match(text, n.end):
        places = "".join(str(WORDS[word][1]) for word in m[1].split())
        value = n.value + Decimal(f"0.{places}")
        return magnify(text, n._replace(end=m.end(), value=value, step=TEN ** -len(places)))
    m = _TAIL.match(text, n.end)
    return n._replace(end=m.end(), form="multiple") if m and m["multiple"] and m["multiple"] != "x" else None
