"""Sentences whose numbers are computed, and the small words that they need.

A template is written by an author; what fills it is data and is escaped:

    >>> from newsfigures import prose
    >>> str(prose.say("**{n}** give {x}.", n=prose.count(5, "document"), x=prose.number(240e9, "USD")))
    'five documents give $240 billion.'
"""

import calendar
import html
import math
import re
from decimal import Decimal
from string import Formatter

from ..reading.nouns import plural

WORDS = re.findall(r"\w+", "no one two three four five six seven eight nine ten eleven twelve")
SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
# Only symbols that name one currency; the yen sign, for one, is shared and so stays a code.
SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "SGD": "S$", "HKD": "HK$", "AUD": "A$", "CAD": "C$"}
SYMBOLS |= {"NZD": "NZ$", "TWD": "NT$", "BRL": "R$", "INR": "₹", "KRW": "₩", "ILS": "₪", "UAH": "₴"}
CALENDAR = "calendar year"  # the unit of a year such as 2030, which has no thousands
_INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_TOKEN = re.compile("\ue000([0-9]+)\ue000")  # of private use, so no writing has it
_BIDI = re.compile(r"[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]")


def visible(text):
    """Text whose control characters, which HTML and XML cannot hold, are made visible."""
    return _INVISIBLE.sub("\ufffd", text)


def escape(value):
    """Text as safe HTML; right-to-left words and direction marks cannot turn what stands around them."""
    text = html.escape(visible(str(value)))
    return f"<bdi>{text}</bdi>" if _BIDI.search(text) else text


class Prose:
    """Markdown with a token for each value; shows as escaped HTML in a notebook, as plain text elsewhere."""

    def __init__(self, text, values):
        self._text, self._values = text, values

    def _fill(self, text, how):
        return _TOKEN.sub(lambda token: how(self._values[int(token[1])]), text)

    def __str__(self):
        return self._fill(re.sub(r"\*\*|`", "", self._text), str)

    __repr__ = __str__

    def _repr_html_(self):
        import mistune

        page = self._fill(mistune.create_markdown()(self._text), escape)
        return f'<div class="prose tex2jax_ignore mathjax_ignore">{page}</div>'


class _Tokens(Formatter):
    """Puts a numbered token for every value, so that markup in a value stays the value's own text."""

    def __init__(self):
        self.values = []

    def format_field(self, value, spec):
        how, _, words = spec.partition(" ")
        if how in ("count", "Count"):
            text = count(value, words)
        elif how in ("few", "Few"):
            text = few(value)
        elif how == "verb":
            text = verb(value, *words.split("/"))
        else:
            text = join(value) if isinstance(value, (list, tuple)) else format(value, spec)
        text = text[:1].upper() + text[1:] if how in ("Count", "Few") else text
        self.values.append(re.sub(r"\s+", " ", text))
        return f"\ue000{len(self.values) - 1}\ue000"


def _chosen(template, values):
    """A template with those of its words in brackets that the values call for, the innermost first."""

    def words(match):
        return match[3] if bool(values[match[2]]) == (match[1] == "?") else ""

    while (chosen := re.sub(r"\[([?!])(\w+)\s([^][]*)\]", words, template)) != template:
        template = chosen
    return template


def say(template, **values):
    """Prose from a template with ``{names}``, ``**bold**``, `` `code` ``, ``- `` lists and blank lines.

    ``{n:count document}`` writes a count, ``{n:few}`` the number alone, ``Count`` and ``Few`` with a capital,
    ``{n:verb has/have}`` the verb that fits it, and Python's own format specifications work as ever. A line
    goes on in the next.

    A list value joins in running text; alone on a list line it makes one item of each member. Words as
    ``[?name words]`` are there where the value is not nothing, ``[!name words]`` where it is; lines that come
    out empty are left out.

    >>> str(say("{n:Count document} {n:verb tells/tell} of {x:,}[?all  alone].", n=5, x=1000, all=1))
    'Five documents tell of 1,000 alone.'
    """
    tokens, blocks, template = _Tokens(), [], _chosen(template.replace("\ue000", ""), values)
    for paragraph in re.split(r"\n\s*\n", template.strip()):
        lines = []
        joined = re.sub(r" {2,}", " ", re.sub(r"\s*\n\s*+(?!- )", " ", paragraph))
        for line in (line.strip() for line in joined.splitlines()):
            name = re.fullmatch(r"- \{(\w+)\}", line)
            many = name and isinstance(values[name[1]], (list, tuple))
            fill, items = ("- {_}", values[name[1]]) if many else (line, [""])
            lines += [tokens.vformat(fill, (), {**values, "_": item}) for item in items]
        blocks.append("\n".join(line for line in lines if str(Prose(line, tokens.values)).strip(" -")))
    return Prose("\n\n".join(filter(None, blocks)), tokens.values)


def count(n, noun, many=None):
    """How many of what: ``no documents``, ``one document``, ``five documents``, ``1,409 words``."""
    n = int(n)
    return f"{WORDS[n] if 0 <= n <= 12 else f'{n:,}'} {noun if n == 1 else many or plural(noun)}"


def few(n, capital=False):
    """A number alone as a count writes it: ``none``, ``five``, ``1,409``."""
    text = "none" if n == 0 else WORDS[int(n)] if 0 < n <= 12 else f"{n:,.0f}"
    return text.capitalize() if capital else text


def share(n, total, noun, one, many):
    """How many of them do it, as the beginning of a sentence.

    >>> [share(n, 9, "claim", "fits", "fit") for n in (0, 1, 9)]
    ['None of nine claims fits', 'One of nine claims fits', 'All nine claims fit']
    >>> [share(n, 2, "claim", "fits", "fit") for n in (0, 2)], share(0, 1, "claim", "fits", "fit")
    (['Neither claim fits', 'Both claims fit'], 'The one claim does not fit')
    """
    if total == 1:
        no = f"is not {one[3:]}" if one.startswith("is ") else f"does not {many}"
        return f"The one {noun} {one if n else no}"
    if n == total:
        return f"{f'Both {plural(noun)}' if n == 2 else f'All {count(n, noun)}'} {many}"
    if (n, total) == (0, 2):
        return f"Neither {noun} {one}"
    return f"{few(n, True)} of {count(total, noun)} {one if n < 2 else many}"


def verb(n, one, many):
    """The form of a verb that fits ``n`` things."""
    return one if n == 1 else many


def join(items, last="and", most=None):
    """A list in words: ``a, b and c``; with ``most``, ``a, b and 3 more``.

    >>> join("abcde", most=2), join(["a", "b"], "or"), join([])
    ('a, b and 3 more', 'a or b', '')
    """
    items = [str(item) for item in items]
    if most is not None and len(items) > most + 1:
        items = [*items[:most], f"{len(items) - most:,} more"]
    return f" {last} ".join(filter(None, [", ".join(items[:-1]), *items[-1:]]))


def known(x):
    """Whether ``x`` is a number that can be said: not None, NaN, NA or infinite."""
    try:
        return math.isfinite(x)
    except (TypeError, ValueError):
        return False


def digits(x, most=5, places=None):
    """A plain number with at most ``most`` significant digits and grouped thousands.

    >>> digits(1409), digits(0.12345678), digits(189.25, places=1), digits(-2), digits(4e21)
    ('1,409', '0.12346', '189.2', '−2', '4 × 10^21')
    """
    if not known(x):
        return "unknown"
    if x and not 1e-6 <= abs(x) < 1e16:
        mantissa, power = f"{x:.{most - 1}e}".split("e")
        return f"{digits(float(mantissa))} × 10^{int(power)}".replace("^-", "^−")
    if places is None:
        places = max(0, most - 1 - math.floor(math.log10(abs(x)))) if x else 0
    text = f"{Decimal(repr(float(x))):,.{places}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text.replace("-", "−")


def scale(x):
    """``(divisor, word)`` of a large number as newspapers write it: ``(1e9, " billion")``."""
    size = abs(x) if known(x) else 0
    # 999,999,999 would be written as 1,000 million; half a unit of the last digit moves it up.
    return next(((step, f" {word}") for step, word in SCALES if size >= step * 0.999995), (1, ""))


def dress(text, unit, plural_unit=True):
    """A number's words with its unit: ``$240 billion``, ``26 %``, ``1,478 kilometers per hour``."""
    unit = "" if not isinstance(unit, str) else unit
    if re.fullmatch(r"[A-Z]{3}", unit):
        sign = "−" if text.startswith("−") else ""
        symbol = SYMBOLS.get(unit, unit + " ")
        return f"{sign}{symbol}{text.removeprefix('−')}"
    if unit == "percent":
        return f"{text} %"
    shown = unit.replace(" / ", " per ")
    return f"{text} {plural(shown) if plural_unit and shown[:1].islower() else shown}".strip()


def number(x, unit="", most=5):
    """A number with its unit as people write it; the unit in the singular, as the figures table has it.

    >>> number(107e6, "tonne"), number(26, "percent"), number(1, "meeting"), number(240e9, "USD")
    ('107 million tonnes', '26 %', '1 meeting', '$240 billion')
    """
    if unit == CALENDAR and known(x):
        return f"{x:.0f}"
    divisor, word = scale(x)
    return dress(digits(x / divisor, most) + word, unit, x != 1) if known(x) else "unknown"


def interval(low, high, unit=""):
    """A range with its unit, written just finely enough to tell its ends apart.

    >>> interval(189.3e9, 191.6e9, "USD"), interval(5, 5, "percent"), interval(900_000, None, "tonne")
    ('$189.3–191.6 billion', '5 %', 'at least 900,000 tonnes')
    """
    if not known(low):
        return f"at most {number(high, unit)}" if known(high) else "unknown"
    if not known(high):
        return f"at least {number(low, unit)}"
    if low == high:
        return number(low, unit)
    if unit == CALENDAR:
        return f"{low:.0f}–{high:.0f}"
    divisor, word = scale(max(abs(low), abs(high)))
    if scale(low)[0] != divisor and 0 < abs(low) < divisor / 100:
        return f"{number(low, unit)} to {number(high, unit)}"
    low, high = float(low) / divisor, float(high) / divisor
    places = min(12, max(0, 1 - math.floor(math.log10(high - low)))) if high > low else 5
    ends = [f"{end:,.{places}f}".replace("-", "−") for end in (low, high)]
    while "." in ends[0] and ends[0][-1] == ends[1][-1] == "0":
        ends = [end[:-1].rstrip(".") for end in ends]
    return dress((" to " if "−" in "".join(ends) else "–").join(ends) + word, unit)


def period(start, end):
    """A span of days in words: ``2023``, ``2021–2022``, ``March 2024``, ``2024-05-07 to 2024-05-09``.

    >>> period("2023-01-01", "2023-12-31"), period("2024-03-01", "2024-03-31"), period("", "2024-05-07")
    ('2023', 'March 2024', 'until 2024-05-07')
    >>> period("2013-01-01", "2013-07-31"), period("2023-07-01", "2024-06-30")
    ('January to July 2013', 'July 2023 to June 2024')
    """
    if not start or not end or start == end:
        return start if start == end else f"until {end}" if end else f"from {start}"
    if (start[4:], end[4:]) == ("-01-01", "-12-31"):
        return start[:4] if start[:4] == end[:4] else f"{start[:4]}–{end[:4]}"
    year, month = int(end[:4]), int(end[5:7])
    if start[8:] != "01" or int(end[8:]) != calendar.monthrange(year, month)[1]:
        return f"{start} to {end}"
    first, last = calendar.month_name[int(start[5:7])], f"{calendar.month_name[month]} {year}"
    if start[:4] != end[:4]:
        return f"{first} {start[:4]} to {last}"
    return last if start[:7] == end[:7] else f"{first} to {last}"


def quote(text, most=120):
    """The words of a document in curly quotes, cut at a word when longer than ``most`` characters."""
    text = re.sub(r"\s+", " ", str(text)).strip().strip('"“”')
    if len(text) > most:
        head = text[: most + 1]
        text = (head.rsplit(" ", 1)[0] if " " in head else head[:most]).rstrip(" ,;:") + " …"
    return f"“{text}”"
