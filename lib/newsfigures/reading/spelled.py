"""Numbers in words, and the magnitudes after numbers, with exact values: "two and a half million".

The words are data (``data/numbers.csv``); all functions read lower-case text.
"""

import csv
import re
from decimal import Decimal
from importlib.resources import files
from typing import NamedTuple

ONE, TEN = Decimal(1), Decimal(10)


class Numeral(NamedTuple):
    """A number at ``text[start:end]``: its exact value; ``step`` is the worth of a unit of its last digit.

    ``form``: digits, words, ordinal, fraction, multiple (sixfold, 3x, double), multiplied (doubled), halved,
    vague (at least ``value``: "tens of thousands") or place (a bare "half" or "thirds").
    ``scale`` is the magnitude written after it, 10**9 in "3.8 billion".
    """

    start: int
    end: int
    value: Decimal
    step: Decimal
    form: str
    scale: Decimal = ONE


def quick(pattern: str):
    """A function from a text to its pattern: where all letters are ASCII, one that takes half the time."""
    plain, ascii_ = re.compile(pattern), re.compile(pattern.replace(r"[^\W\d_]", "[a-zA-Z]"), re.A)
    return lambda text: ascii_ if text.isascii() else plain


def table(name: str) -> list[dict]:
    """Return the rows of ``data/<name>.csv`` beside this module."""
    text = files("newsfigures").joinpath("data", f"{name}.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


def lines(name: str) -> list[str]:
    """Return the lines of ``data/<name>.txt`` beside this module, without comments."""
    text = files("newsfigures").joinpath("data", f"{name}.txt").read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


WORDS = {r["word"]: (r["class"], Decimal(r["value"])) for r in table("numbers")}
SHORT = {word: value for word, (kind, value) in WORDS.items() if kind == "short"}
WORDS = {word: found for word, found in WORDS.items() if word not in SHORT}
SCALES = {w: v for w, (kind, v) in WORDS.items() if kind in ("hundred", "magnitude", "vague") and w != "tens"}
SCALES |= {"dz": Decimal(12), "dzs": Decimal(12), **SHORT}
_BIG = "|".join(sorted((w for w in SCALES if len(w) > 1 and w != "mm"), key=len, reverse=True))
_BIG_LETTERS = frozenset(word[0] for word in SCALES) | {""}
_MAGNITUDE = re.compile(rf"[ -]{{0,2}}({_BIG})(?!\w)(?: ({_BIG})(?!\w))?")
_NEXT = re.compile(r"(?: ?- ?| {1,2})(?P<and>and[ -]{1,2})?(?P<a>an?[ -])?(?P<word>[a-z]+)(?!\w)")
_FEW_WORDS = "one|two|three|four|five|six|seven|eight|nine"
_MANY = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_POINT = re.compile(
    rf" point((?: (?:zero|nought|naught|{_FEW_WORDS})(?!\w)){{1,20}}"
    rf"| (?:{_MANY})(?:-(?:{_FEW_WORDS}))?(?!\w))"
)
_BELOW = re.compile(rf" ({_MANY})-([a-z]{{3,7}}[dht])(s?)(?!\w)")
_GO_ON = re.compile(
    rf" (?:and )?(\d{{1,3}}|{_FEW_WORDS})(?: (hundred))?(?![\w%]|[,.]\d| ?(?:hundred|thousand|mln|bn)\b)"
)
_OF = re.compile(rf"(?: of)?[ -](?:an? )?({'|'.join(SCALES)})(?!\w)")
_OF_A = re.compile(r" of an? (million|billion|trillion)(?!\w)")
_OF_MANY = re.compile(r" of (thousands|millions|billions|trillions|lakhs|crores)(?!\w)")
_LETTERS = re.compile(r"[a-z]+")
_FOLD = re.compile(r"-?fold(?!\w)")


def magnify(text: str, n: Numeral) -> Numeral:
    """Take the magnitude words that follow a number: "3.8 billion", "5 lakh crore", "12.7 mln"."""
    m = _MAGNITUDE.match(text, n.end) if text[n.end : n.end + 2].lstrip(" -")[:1] in _BIG_LETTERS else None
    if not m:
        return n
    scale = SCALES[m[1]] * (SCALES[m[2]] if m[2] else ONE)
    n = Numeral(n.start, m.end(), n.value * scale, n.step * scale, n.form, n.scale * scale)
    while scale in (100, 1000) and n.step >= scale and (m := _GO_ON.match(text, n.end)):  # "3 hundred and 21"
        more = (Decimal(m[1]) if m[1].isdecimal() else WORDS[m[1]][1]) * (100 if m[2] else 1)
        if not 0 < more < scale:
            break
        scale = 100 if m[2] else 1
        n = n._replace(end=m.end(), value=n.value + more, step=Decimal(scale))
    return n


def fraction(start, end, above, below):
    """A fraction in words or signs; it is taken to be good to five percent either side."""
    value = above / below
    return Numeral(start, end, value, value / 10, "fraction")


def _of_a(text, n):
    """ "Three quarters of a million" is a number, and no fraction."""
    m = _OF_A.match(text, n.end)
    scale = WORDS[m[1]][1] if m else ONE
    return Numeral(n.start, m.end(), n.value * scale, n.step * scale, "words", scale) if m else n


def read_words(text: str, at: int) -> Numeral:
    """Read the number whose first word, one of ``WORDS``, starts at ``at``."""
    end = _LETTERS.match(text, at).end()
    kind, value = WORDS[text[at:end]]
    if kind in ("multiple", "multiplied", "halved"):
        return Numeral(at, end, value, ONE, kind)
    if kind == "vague":
        while m := _OF_MANY.match(text, end):
            value, end = value * WORDS[m[1]][1], m.end()
        return Numeral(at, end, value, value, "vague")
    if kind == "part" and (m := _OF.match(text, end)):  # "half a million"
        value = SCALES[m[1]] / value
        return Numeral(at, m.end(), value, value / 5, "words", SCALES[m[1]])
    if kind in ("part", "parts"):
        return Numeral(at, end, ONE / value if kind == "part" else value, ONE, "place")
    if kind == "ordinal":
        return Numeral(at, end, value, ONE, kind)
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
        if (d := _BELOW.match(text, end)) and d[2] in WORDS and (d[3] or n.value == 1):  # "two thirty-fifths"
            return fraction(at, d.end(), n.value, WORDS[d[1]][1] + WORDS[d[2]][1])
        kind, value = WORDS[m["word"]]
        if kind == "vague":  # "five hundreds", "two millions"
            kind = "hundred" if value == 100 else "magnitude"
        if kind in ("ordinal", "parts", "part"):
            return _read_last(text, n, last, m, kind, value, stem)
        if not _follows(kind, value, last, group, limit, m):
            at = m.start("word")  # read in a window, as words may go on and on: "130 and two fifths"
            tail = read_words(text[at : at + 48], 0) if m["and"] and not limit else n
            part = tail.form == "fraction" and tail.value < 1
            return n._replace(end=at + tail.end, value=n.value + tail.value, step=tail.step) if part else n
        stem = (n, last) if m["and"] else stem
    return _read_point(text, n) or n


def _follows(kind, value, last, group, limit, m):
    """May this word continue the number read so far?"""
    large = last in ("hundred", "magnitude")
    if m["a"] or (m["and"] and not large):
        return False
    if kind in ("unit", "teen", "tens"):
        return large or (kind == "unit" and last == "tens")
    if kind == "hundred":
        return 0 < group < 100
    return kind == "magnitude" and (group > 0 if limit is None or value < limit else group == 0)


def _read_last(text, n, last, m, kind, below, stem):
    """End on an ordinal or the name of a part: "twenty-first", "two-thirds", "one and a half million"."""
    if m["a"]:
        part = (n.scale if last == "magnitude" else ONE) / below
        return magnify(text, n._replace(end=m.end(), value=n.value + part, step=part)) if m["and"] else n
    if stem and kind == "parts":  # "six million and two thirds"
        whole = stem[0].value
        tail = magnify(text, Numeral(n.start, m.end(), (n.value - whole) / below, ONE / below, "words"))
        unit = stem[0].scale if stem[1] == "magnitude" and tail.end == m.end() else ONE
        return n._replace(end=tail.end, value=whole + tail.value * unit, step=tail.step * unit)
    if kind == "part" and text.startswith("-", m.end()):
        return n  # "two quarter-point cuts"
    if kind != "ordinal" or (n.value == 1 and below > 2):
        return _of_a(text, fraction(n.start, m.end(), n.value, below))
    if last in ("hundred", "magnitude", "tens") or below >= 100:
        value = n.value * below if below >= 100 else n.value + below
        return Numeral(n.start, m.end(), value, ONE, "ordinal")
    return n


def _read_point(text, n):
    """ "Two hundred point zero three", and "six-fold"."""
    if m := _POINT.match(text, n.end):
        said = [WORDS[word][1] for word in m[1].replace("-", " ").split()]
        places = str(sum(said)) if said[0] > 9 else "".join(map(str, said))
        value = n.value + Decimal(f"0.{places}")
        return magnify(text, n._replace(end=m.end(), value=value, step=TEN ** -len(places)))
    m = _FOLD.match(text, n.end)
    return n._replace(end=m.end(), form="multiple") if m else None
