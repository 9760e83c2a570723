"""Numbers as news writes them, in digits and in words, with exact values and the worth of the last digit.

``finder`` finds the places where a number may stand and ``read`` reads the one that starts there, both in
lower-case text. Nothing here knows units, dates or sentences. The words are data (``data/numbers.csv``).
"""

import re
from decimal import Decimal

from .spelled import ONE, TEN, WORDS, Numeral, fraction, magnify, read_words

_SIGNS = "½12⅓13⅔23¼14¾34⅕15⅖25⅗35⅘45⅙16⅚56⅛18⅜38⅝58⅞78"
VULGAR = {_SIGNS[i]: (Decimal(_SIGNS[i + 1]), Decimal(_SIGNS[i + 2])) for i in range(0, len(_SIGNS), 3)}
_BY_LETTER = {}
for _word in sorted(WORDS, key=len, reverse=True):
    _BY_LETTER.setdefault(_word[0], []).append(_word[1:])
SPELLED = "|".join(f"{first}(?:{'|'.join(rests)})" for first, rests in _BY_LETTER.items())
_DIGIT = re.compile("[0-9]")
# To look for what stands before a word, and then at its letters, is quicker than to look back at each.
_SIGN, _WORD = re.compile(rf"[\d{''.join(VULGAR)}]"), re.compile(rf"\W(?:{SPELLED})(?!\w)")
_DIGITS = re.compile(
    r"""(?P<whole>\d{1,24}+(?!\d|[.,·' ]\d|[ ],)    # most numbers
    |\d{1,3}(?:,\d{3}){1,9}(?!\d|,\d)              # 12,345,678
    |\d{1,2}(?:,\d{2}){1,6},\d{3}(?![\d,])            # 12,34,567
    |\d{1,3}(?:[ ']\d{3}){1,9}(?![\d'])               # 816 000
    |\d{1,3}(?:\.\d{3}){1,9}(?=,\d{1,2}(?!\d))        # 1.234,56
    |\d{1,3}(?:\.\d{3}){2,9}(?![\d.])                 # 1.234.567
    |\d{1,24}+(?!\d))
    (?P<part>[.·]\d{1,24}+(?!\d|\.\d)|,\d{1,2}(?!\d|,\d))?""",
    re.VERBOSE,
)
_FEW = re.compile(r"\d{1,3}+")
_TAIL = re.compile(
    r"""(?:[ ]?-[ ]?|[ ]{1,2})?
        (?:(?P<above>\d{1,2})/(?P<below>\d{1,3})(?![\d/])|(?P<vulgar>[¼-¾⅐-⅞]))
    |e(?P<e>[+-]?\d{1,3})(?!\w)|[ ]?[x×*][ ]?10(?:[ ]?\^[ ]?|(?=[-−–+]))(?P<x>[-−–+]?\d{1,3})(?!\d)
    |/(?P<over>\d{1,3})(?:(?P<nth>th|nd|rd|st)(?!\w)|(?![\d/]))|(?P<ordinal>st|nd|rd|th)(?!\w)|(?P<multiple>x(?!\w)|-?fold(?!\w))""",
    re.VERBOSE,
)
_AFTER_BLANK = frozenset(" 0123456789-x×*½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞")
_DENOMINATORS = frozenset((2, 3, 4, 5, 6, 7, 8, 10, 16, 32, 64, 100))


def finder(source):
    """Return a function that gives the first place at or after a place where a number may stand, else -1.

    >>> from .text import Text
    >>> find = finder(Text("seven of 12"))
    >>> find(0), find(1), find(10), find(11)
    (0, 9, 10, -1)
    """
    low, scan, sign, digits = source.low, source.scan, _DIGIT if source.scan.isascii() else _SIGN, -1
    padded, end = f" {low}", len(low) + 1
    words = iter([*(p for p in source.places if _WORD.match(padded, p)), end])
    word = -1

    def find(at):
        nonlocal digits, word
        if digits < at:
            digits = m.start() if (m := sign.search(scan, at)) else end
        while word < at:
            word = next(words)
        first = min(digits, word)
        return first if first < end else -1

    return find


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
        return fraction(at, at + 1, *VULGAR[text[at]])
    return read_words(text, at)


# ---- digits
def _read_digits(text, at, raw):
    m = _DIGITS.match(text, at)
    if not m:
        return None
    (whole, part), end = m.groups(), m.end()
    if " " in whole and not _is_grouped(text, at, whole, raw[at:end]):
        whole, part = _FEW.match(text, at)[0], None
        end = at + len(whole)
    before = text[at - 1] if at else ""
    if part and part[0] == "," and before == ",":  # a list, "22,24,26"
        part, end = None, end - len(part)
    if before == "." and not part and whole.isdecimal():  # ".500"
        at, whole, part = at - 1, "0", f".{whole}"
    digits = whole if whole.isdecimal() else "".join(c for c in whole if c.isdecimal())
    value, step = (
        (Decimal(f"{digits}.{part[1:]}"), TEN ** (1 - len(part))) if part else (Decimal(digits), ONE)
    )
    n = Numeral(at, end, value, step, "digits")
    follow = text[end : end + 2]
    tail = _TAIL.match(text, end) if follow[:1] != " " or follow[1:] in _AFTER_BLANK else None
    return (tail and _read_tail(text, n, tail, part)) or magnify(text, n)


def _is_grouped(text, at, whole, raw):
    """Are digits in spaced groups one number? Yes by an unbreakable space, three groups, a round end before a
    word, "14 500 homes", or a sign right before, "R5 000".
    """
    signed = at and not text[at - 1].isspace() and text[at - 1] not in "-(–"
    return " " not in raw or whole.count(" ") > 1 or whole.endswith("00") or signed


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
    if (below not in _DENOMINATORS and not tail["nth"]) or not 0 < above < below:
        return None
    if tail["over"]:
        return magnify(text, fraction(n.start, tail.end(), above, below))
    part = above / below * n.step  # "2.89-1/2 dlrs" has half a cent
    return magnify(text, n._replace(end=tail.end(), value=n.value + part, step=n.step / below))


def _suffix(value):
    """The ending of an ordinal: 1st, 11th; what ends otherwise is none, as thirteen stone, 13st."""
    return "th" if value // 10 % 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
