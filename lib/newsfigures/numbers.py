"""Numbers as news writes them, in digits and in words, with exact values and the last digit written.

``scan(text)`` finds the places where a number may stand; ``read(text, at)`` reads the one that starts there.
Both work on text in lower case. Nothing here knows units, dates or sentences.
"""

import csv
import re
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import NamedTuple

ONE = Decimal(1)
TEN = Decimal(10)
HALF = Decimal("0.5")
VULGAR = dict(
    zip("½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞", "1/2 1/3 2/3 1/4 3/4 1/5 2/5 3/5 4/5 1/6 5/6 1/8 3/8 5/8 7/8".split(), strict=True)
)


class Numeral(NamedTuple):
    """A number at ``text[start:end]``: its exact value and ``step``, the worth of one unit of its last digit.

    ``form``: digits, words, ordinal, fraction, multiple, multiplied (a verb), halved, vague (at least
    ``value``, "tens of thousands"), place (a bare "half" or "quarter" that may be no number) or year.
    """

    start: int
    end: int
    value: Decimal
    step: Decimal
    form: str


def table(name: str) -> list[dict]:
    """Return the rows of ``data/<name>.csv`` beside this module."""
    text = files("newsfigures").joinpath("data", f"{name}.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


def _load():
    rows = [(r["word"], r["class"], Decimal(r["value"])) for r in table("numbers")]
    words = {w: (c, v) for w, c, v in rows if c != "short"}
    return words, {w: v for w, c, v in rows if c == "short"}


WORDS, SHORT = _load()
_ALTERNATIVES = "|".join(sorted(WORDS, key=len, reverse=True))
_CANDIDATE = re.compile(rf"\d|(?<!\w)(?:{_ALTERNATIVES})(?!\w)|[{''.join(VULGAR)}]")
_WORD = re.compile(r"[a-z]++")
_NEXT = re.compile(
    r"(?P<gap> ?- ?|\s{1,2})?(?P<and>and(?:\s{1,2}|-))?(?P<a>a[n]?(?:\s|-))?(?P<word>[a-z]+)(?!\w)"
)
_PLACES = re.compile(
    r"\s(?:point)((?:\s(?:zero|nought|naught|one|two|three|four|five|six|seven|eight|nine)(?!\w)){1,20})"
)
_DIGITS = re.compile(
    r"""(?P<whole>\d{1,3}(?:,\d{3}){1,9}(?![\d]|,\d)   # 12,345,678
    |\d{1,2}(?:,\d{2}){1,6},\d{3}(?![\d,])              # 12,34,567
    |\d{1,3}(?:[ ']\d{3}){1,9}(?![\d'])                 # 816 000
    |\d{1,3}(?:\.\d{3}){2,9}(?![\d.])                   # 1.234.567
    |\d{1,3}(?:[ ],\d{3}){1,9}(?!\d)                    # 45 ,000
    |\d{1,24}+(?!\d))
    (?P<part>[.·]\d{1,24}+(?![\d]|\.\d)|,\d{1,2}(?![\d,]))?""",
    re.VERBOSE,
)
_TAIL = re.compile(
    r"""(?P<mixed>(?:-|[ ]{1,2}|[ ]?-[ ]?|[ ]and[ ])?(?:(?P<n>\d{1,2})/(?P<d>\d{1,3})(?![\d/])|(?P<v>[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])))
    |(?P<power>e(?P<e>[+-]?\d{1,3})(?!\w)|[ ]?[x×*][ ]?10[ ]?\^?[ ]?(?P<x>[-−–+]?\d{1,3})(?!\d))
    |(?P<over>/(?P<below>\d{1,3})(?![\d/]))
    |(?P<ordinal>[ ]?(?:st|nd|rd|th)(?!\w))
    |(?P<multiple>x(?!\w)|-?fold(?!\w))""",
    re.VERBOSE,
)
_BIG = r"hundreds?|thousands?|millions?|billions?|trillions?|quadrillions?|lakhs?|lacs?|crores?|dozens?|dzs?|mln|mlns|mn|bn|bln|tn|trn|tln|trln|mio|mil|cr"
_MAGNITUDE = re.compile(rf"(?:[ -]|\s)?({_BIG})(?!\w)(?:\s({_BIG})(?!\w))?")


def scan(text: str, start: int = 0):
    """Return the next place at or after ``start`` where a number may begin, as a match, or None."""
    return _CANDIDATE.search(text, start)


def read(text: str, at: int, raw: str = "") -> Numeral | None:
    """Read the number that starts at ``at`` of lower-case ``text``; None when the digits there are no number.

    >>> [str(read(t, 0).value) for t in ("12,34,567.5", "one hundred and six", "8-5/8", "3.8 billion")]
    ['1234567.5', '106', '8.625', '3800000000.0']
    >>> read("two-thirds of", 0)[2:]
    (Decimal('0.6666666666666666666666666667'), Decimal('0.06666666666666666666666666667'), 'fraction')
    """
    if text[at].isdigit() and text[at].isdecimal():
        return _read_digits(text, at, raw)
    if text[at] in VULGAR:
        return _fraction(at, at + 1, *map(Decimal, VULGAR[text[at]].split("/")))
    return _read_words(text, at)


def _fraction(start, end, above, below, scale=ONE):
    value = above / below * scale
    return Numeral(start, end, value, value / 10, "fraction")


def _read_digits(text, at, raw):
    m = _DIGITS.match(text, at)
    if not m:
        return None
    whole, part = m["whole"], m["part"]
    end = m.end()
    if " " in whole and not _grouped(whole, raw[at:end]):
        m = re.compile(r"(\d{1,3}+)()").match(text, at)
        whole, part, end = m[1], None, m.end()
    if part and part[0] == "," and at and text[at - 1] == ",":
        part, end = None, end - len(part)
    digits = whole if whole.isdecimal() else re.sub(r"\D", "", whole)
    value, places = Decimal(digits), 0
    if part:
        value, places = Decimal(f"{digits}.{part[1:]}"), len(part) - 1
    step = TEN**-places if places else ONE
    tail = _TAIL.match(text, end)
    if tail and tail.lastgroup:
        found = _read_tail(text, at, value, step, bool(part), tail)
        if found:
            return found
    return magnify(text, Numeral(at, end, value, step, "digits"))


def _grouped(whole, raw):
    """Are digits in spaced groups one number? Yes by an unbreakable space, three groups, or a last 000."""
    return "'" in whole or " ," in whole or " " not in raw or whole.count(" ") > 1 or whole.endswith("000")


def _read_tail(text, at, value, step, decimal, tail):
    end = tail.end()
    if tail["mixed"]:
        above, below = VULGAR[tail["v"]].split("/") if tail["v"] else (tail["n"], tail["d"])
        above, below = Decimal(above), Decimal(below)
        if decimal or not 0 < above < below or below not in _DENOMINATORS:
            return None
        return magnify(text, Numeral(at, end, value + above / below, ONE / below, "digits"))
    if tail["power"]:
        power = int((tail["e"] or tail["x"]).replace("−", "-").replace("–", "-"))
        return Numeral(at, end, value.scaleb(power), step.scaleb(power), "digits")
    if tail["over"]:
        below = Decimal(tail["below"])
        if decimal or not 0 < value < below or below not in _DENOMINATORS:
            return None
        return Numeral(at, end, value / below, value / below / 10, "fraction")
    if tail["ordinal"]:
        return None if decimal else Numeral(at, end, value, ONE, "ordinal")
    return Numeral(at, end, value, step, "multiple")


_DENOMINATORS = {Decimal(n) for n in (2, 3, 4, 5, 6, 7, 8, 10, 16, 32, 64, 100)}


def magnify(text: str, n: Numeral) -> Numeral:
    """Take the magnitude words that follow a number: "3.8 billion", "5 lakh crore", "12.7 mln"."""
    m = _MAGNITUDE.match(text, n.end)
    if not m:
        return n
    scale = _scale(m[1]) * (_scale(m[2]) if m[2] else ONE)
    if (
        m[1].endswith("s")
        and m[1] not in ("mlns",)
        and text[m.end() : m.end() + 4] != " of "
        and n.form == "words"
    ):
        return n._replace(end=m.end(), value=n.value * scale, step=n.step * scale)
    return n._replace(end=m.end(), value=n.value * scale, step=n.step * scale)


def digits_scale(text: str, n: Numeral) -> Decimal:
    """The worth of the magnitude words inside a number that starts with digits: 10**9 in "3.8 billion"."""
    words = re.findall(r"[a-z]+", text[n.start : n.end])
    scale = ONE
    for word in words:
        scale *= (
            _scale(word)
            if word in SHORT or word in WORDS or word in ("dz", "dzs") or word.rstrip("s") in WORDS
            else ONE
        )
    return scale


def magnitude(text: str, at: int) -> tuple[int, Decimal] | None:
    """The magnitude word that stands at ``at``: its end and its worth."""
    m = _MAGNITUDE.match(text, at)
    return (m.end(), _scale(m[1]) * (_scale(m[2]) if m[2] else ONE)) if m else None


@cache
def _scale(word):
    if word in SHORT:
        return SHORT[word]
    if word in ("dz", "dzs"):
        return Decimal(12)
    return WORDS[word if word in WORDS and WORDS[word][0] != "vague" else word.rstrip("s")][1]


def _read_words(text, at):
    """Read a number in words by adding up its groups: (two hundred (and) three) (million) …"""
    m = _WORD.match(text, at)
    kind, value = WORDS[m[0]]
    end = m.end()
    if kind in ("multiple", "multiplied", "halved"):
        return Numeral(at, end, value, ONE, kind)
    if kind == "vague":
        return _read_vague(text, at, end, value)
    if kind == "part":
        return _read_part(text, at, end, ONE, value) or Numeral(
            at, end, ONE / value, ONE / value / 10, "place"
        )
    if kind in ("ordinal", "parts"):
        return Numeral(at, end, value, ONE, "ordinal" if kind == "ordinal" else "place")
    total, group, limit, last, step = Decimal(0), Decimal(0), None, "", ONE
    match, seen = m, False
    while True:
        if kind == "hundred":
            group = (group or ONE) * 100
            step = Decimal(100)
        elif kind == "magnitude":
            if limit is None or value < limit:
                total, group, limit, step = total + (group or ONE) * value, Decimal(0), value, value
            else:
                total, limit, step = total * value, value, step * value
        else:
            group += value
            step = ONE
        seen, last, end = True, kind, match.end()
        match = _NEXT.match(text, end)
        if not match or match["word"] not in WORDS:
            break
        kind, value = WORDS[match["word"]]
        if kind in ("ordinal", "parts", "part"):
            return _read_last(text, at, end, total + group, last, group, match, kind, value) or Numeral(
                at, end, total + group, step, "words"
            )
        if not _follows(kind, value, last, total, group, limit, match):
            break
    if last == "teen" and match and kind in ("teen", "tens") or last == "tens" and match and kind == "teen":
        if match["word"] in WORDS and total == 0 and group in (18, 19, 20) and not match["and"]:
            tail = _read_words(text, match.start("word"))
            return Numeral(at, tail.end, group * 100 + tail.value, ONE, "year")
    found = Numeral(at, end, total + group, step, "words")
    places = _PLACES.match(text, end)
    if places:
        digits = "".join(str(WORDS[w][1]) for w in places[1].split())
        value = found.value + Decimal(f"0.{digits}")
        return magnify(text, Numeral(at, places.end(), value, TEN ** -len(digits), "words"))
    tail = _TAIL.match(text, end)
    if tail and tail["multiple"] and text[end] != "x":
        return Numeral(at, tail.end(), found.value, ONE, "multiple")
    return found if seen else None


def _follows(kind, value, last, total, group, limit, match):
    """May this word continue the number read so far?"""
    if not match["gap"] or match["a"]:
        return False
    if match["and"] and not (last in ("hundred", "magnitude") and kind in ("unit", "teen", "tens")):
        return False
    if kind == "unit":
        return value > 0 and last in ("tens", "hundred", "magnitude") and (last != "tens" or not match["and"])
    if kind in ("teen", "tens"):
        return last in ("hundred", "magnitude")
    if kind == "hundred":
        return last in ("unit", "teen", "tens") and 0 < group < 100
    if kind == "magnitude" and value == 12 and last == "hundred":
        return False
    return kind == "magnitude" and (group > 0 if limit is None or value < limit else group == 0)


def _read_last(text, at, end, value, last, group, match, kind, below):
    """Read a last word that is an ordinal or the name of a part: "twenty-first", "two-thirds", "one and a half"."""
    joined = match["gap"] is not None
    if match["and"] and (match["a"] or kind == "parts"):
        if match["a"]:
            part = Numeral(at, match.end(), value + ONE / below, ONE / below, "words")
            return magnify(text, part)
        return None
    if match["a"] or not joined:
        return None
    if kind in ("parts", "part") and last in ("unit", "teen", "tens"):
        found = _fraction(at, match.end(), value, below)
        return _scaled(text, found)
    if kind == "ordinal" and value == 1 and below > 2:
        return _scaled(text, _fraction(at, match.end(), ONE, below))
    if kind == "ordinal" and (last in ("hundred", "magnitude") or last == "tens" and below < 10):
        whole = value * below if below >= 100 else value + below
        return Numeral(at, match.end(), whole, ONE, "ordinal")
    return None


def _scaled(text, found):
    m = re.compile(r" of an? (million|billion|trillion)(?!\w)").match(text, found.end)
    if not m:
        return found
    scale = WORDS[m[1]][1]
    return Numeral(found.start, m.end(), found.value * scale, found.step * scale, "words")


def _read_part(text, at, end, above, below):
    """Read "half a million", "quarter of a million", "half a dozen"; None for a bare "half"."""
    m = re.compile(
        r"(?: of)?(?:-| )(?:an? )?(million|billion|trillion|dozen|hundred|thousand|crore|lakh)(?!\w)"
    ).match(text, end)
    if not m:
        return None
    scale = WORDS[m[1]][1]
    value = above / below * scale
    return Numeral(at, m.end(), value, value / 5 if below == 2 else value / 10, "words")


def _read_vague(text, at, end, value):
    """Read "tens of thousands", "hundreds of millions", "dozens": at least so much."""
    while m := re.compile(r" of (thousands|millions|billions|trillions|lakhs|crores)(?!\w)").match(text, end):
        value, end = value * WORDS[m[1]][1], m.end()
    return Numeral(at, end, value, value, "vague")
