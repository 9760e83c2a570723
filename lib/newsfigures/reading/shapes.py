"""What looks like a number and is no figure: times, codes, names and labels, places in an order.

The rules look at the characters of the token, the word before and the words after it. What makes a label
("Article 5") or an event ("second visit") is data: ``labels.txt``, ``groups.txt``.
"""

import re

from .dates import MONTHS
from .nouns import STOP
from .spelled import lines
from .units import GROUPS, after

ALWAYS = frozenset(line[:-1] for line in lines("labels") if line[-1] == "*")  # labels even before a noun
LABELS = frozenset(lines("labels")) | ALWAYS
_PLACES = LABELS | {"seat", "row", "flat"}  # before a number with a letter: "seat 11A"
_SHAPE = re.compile(
    r"""(?P<time>\d{1,2}(?:[:.]\d\d){0,2}[ ]?(?:[ap]\.m\.?|[ap]m(?!\w)|o'clock|noon(?!\w)|midnight(?!\w))
      |\d{1,2}:\d\d(?::\d\d)?(?:\.\d{1,9})?(?![\d:])
      |\d{4}[ ]?(?:gmt|utc|hrs|hours|ist|edt|est|bst|cet|local[ ]time)(?!\w))
    |(?P<code>\d{1,40}(?:\.\d{1,40}){2,8}|\d{1,9}(?:-\d{1,9}){2,8}|\d{1,2}/\d{1,2}/\d{2,4}|\d{25,}+)
    |(?P<name>\d{3}\([a-z]\))
    |(?P<telephone>(?:\+?\d{1,3}[ -]?)?(?:\(\d{2,4}\)|0\d{2,4})(?:[ -]\d{2,4}){2,3}(?!\d)
      |(?<=\+)\d{1,3}(?:[ -]\d{2,4}){2,4}(?![\d,.%])|\d{3}-0\d{3}(?![\d,.])|0\d{9,11}(?!\d))
    |(?P<web>[^\s@]{1,40}@|\w{1,40}\.(?:com|org|net|htm|html|pdf|jpg|png|gov|edu)(?!\w))""",
    re.VERBOSE,
)
_COMMON = re.compile(
    r"\d{1,3}(?:,\d{3})*(?:\.\d+)?(?:%|[ ](?=[a-wyz])(?!o'|(?:[ap]\.?m|noon|mid|gmt|utc|hrs|hours|local)\b))"
)  # with nothing odd behind
_LETTERED = re.compile(r"\d{1,4}[A-Za-z](?!\w)")
_EMERGENCY = re.compile(r"(?:911|999|112|111|101) (?:calls?|operators?|dispatch|emergency)\b")
_LISTED = re.compile(r"\d{1,3}[.)](?=\s|$)|\d{1,2}:(?=\s)")
_STREET = re.compile(
    r"\d{2,5} block(?= )"
    r"|\d{1,5}[A-Za-z]? (?:[NSEW]\.? |North |South |East |West )?(?:[A-Z0-9][\w'.]{0,20} ){1,3}"
    r"(?:Street|St\.|Avenue|Ave|Road|Rd|Lane|Drive|Boulevard|Blvd|Terrace|Crescent|Parade)(?!\w)"
)
_JOINED = re.compile(r"(?<![\da-z])(?<!\d-)([a-z]+)( ?)-$")  # but not "5kg-7kg", "6-foot-7"
_CODED = re.compile(r"\w[/=.:]|\d[+*^]|\^[+-]")
_CAPITAL = re.compile(r" ([A-Z][A-Za-z]+)")
_SPREAD = re.compile(r"(?: to |[-–])\d[\d.,]{0,20}")
_ACTOR = r"(?:(?:[Tt]he|in|from) )?[A-Z][\w'-]{1,20}(?: [A-Z][\w'-]{1,20}){0,3}"
_RESULT = rf"(?:{_ACTOR} \d{{1,4}}(?:[,;] and |[,;] | and |\b))"
_TALLY = re.compile(
    rf"{_RESULT}{{3,}}|\b(?:seats|votes|medals|points)[,;:] {_RESULT}+"
    r"|(?:[Tt]he [A-Z][\w'-]{1,20}s \d{1,4}(?:,? and |, |\b)){2,}"
    rf"|\b\d[\d,]{{1,6}}(?:,| [a-z][A-Za-z ]{{1,40}}(?:[,;]|[,;]? and)) {_RESULT}+(?=[.,;]|$)"
)
_IN = re.compile(r"(?:^|[ ,(“\"])(?:[Ii]n|[Aa]t|[Nn]ear) (?:[A-Z][\w'-]+ ){1,3}$")  # "In Gaza 42 were killed"
_COUNTED = re.compile(r" (?:were|was|are|is|have|had|others|more|died|survived|voted|tested|finished)\b")
_LAST = re.compile(r"\b(?:[Ll]ast|[Tt]his|[Nn]ext|[Tt]hat|[Ee]ach|every|previous|following) [a-z]+ $")
_LISTED_AFTER = re.compile(r"([A-Za-z]{2,20})s\.? (?:\d{1,4}, ){0,3}\d{1,4},? (?:and|or|to|through|&) $")
_TOLL = re.compile(r"\b(?:tolls?|[Dd]eaths|[Cc]ases|number|total) (?:in|at|from) (?:[A-Z][\w'-]+ ){1,2}$")
_GROUP = re.compile(r"(?:Group|Gang|Big|Fab|Magnificent) (?:of )?$")
_PLACED = re.compile(r"[ -]([a-z]+(?:[-'][a-z]+){0,5})(?:[ -]([a-z]+(?:-[a-z]+){0,5}))?(?:[ -]([a-z]+))?")
_RANKED = re.compile(
    r" of (?:(?:the|his|her|its|their) )?"
    r"(?:(?!(?:19|20)\d\d\b)\d|(?:two|three|four|five|six|seven|eight|nine|ten)\b)"
    r"| in (?:the|its|their) (?:[a-z]+ ){0,2}(?:table|league|standings|rankings?|championship)\b"
)
_OWNED = re.compile(r"(?:\b(?:his|her|its|their|our|my|your|whose)|'s|s') $")
_SINGULAR = re.compile(r" (?:is|was|has)\b")
_NAMED = re.compile(r" ((?:[A-Z][\w-]* ){1,4}[a-z]+)")


def code(text: str, low: str, at: int, begin: int) -> tuple[int, int, str] | None:
    """Digits that are a time, a telephone number, an address, a list number, or a part of a word or a code.

    >>> code("a G7 visit", "a g7 visit", 3, 0), code("at 10.45pm", "at 10.45pm", 3, 0)
    ((2, 4, 'name'), (3, 10, 'time'))
    """
    before = text[at - 1] if at else " "
    if before.isalpha() or before in "_@#":
        return token(text, at)
    if before == " " and at - begin > 2 and _COMMON.match(text, at):
        return None
    if _LETTERED.match(text, at) and low[max(0, at - 16) : at - 1].rpartition(" ")[2] in _PLACES:
        return token(text, at)  # "Apt. 3C"
    m = _SHAPE.match(low, at)
    if m:
        return (at, m.end(), m.lastgroup) if m.lastgroup != "web" else token(text, at, "web address")
    if before == " " or before in "\n($":
        if at - begin < 3 and not text[begin:at].strip(" (") and (m := _LISTED.match(low, at)):
            return at, m.end(), "list number"
        m = _STREET.match(text, at) if text[at : at + 24].find(" ") > 0 else None
        return (at, m.end(), "address") if m else None
    m = _JOINED.search(low, max(0, at - 16), at) if before == "-" else None
    if m and (m[1] in LABELS or not (m[2] or m[1] in GROUPS["prefix"])):
        return token(text, at)
    return token(text, at, "code") if _CODED.match(text, max(0, at - 2), at) else None


def token(text: str, at: int, reason: str = "name") -> tuple[int, int, str]:
    """The whole token around ``at``: letters, digits and inner hyphens, stops and slashes."""
    start, end = at, at + 1
    while start and at - start < 40 and _inside(text, start - 1, start - 2):
        start -= 1
    while end < len(text) and end - at < 80 and _inside(text, end, end + 1):
        end += 1
    return start, end, reason


def _inside(text, at, beyond):
    return text[at].isalnum() or (text[at] in "-_./'@" and 0 <= beyond < len(text) and text[beyond].isalnum())


def name(text: str, low: str, start: int, end: int, begin: int, words: bool, noun: str) -> bool:
    """Is a number without a unit a name? "iPhone 14", "Article 5", "Group of Seven", "787 Dreamliner"."""
    left = text[max(begin, start - 24) : start]
    if f"{left}{text[end : end + 12]}".isupper():  # a headline in capitals, where they mark no name
        text, left = low, left.lower()
    word = left[:-1].rpartition(" ")[2].lstrip("(\"'") if left[-1:] == " " else ""
    key, proper, capital = word.lower(), word[:1].isupper(), _CAPITAL.match(text, end)
    key = key[:-1] if key not in LABELS and key[-1:] == "s" else key
    grouped = not words and "," in text[start:end]  # "at the end of the day 14,200 were still"
    if _EMERGENCY.match(low, start) or (key in LABELS and (proper or key in ALWAYS)):
        return True
    if key in LABELS and not (noun or grouped or _LAST.search(left) or _is_spread(text, low, end)):
        return True
    listed = not noun and _LISTED_AFTER.search(left)
    if listed and listed[1].lower() in LABELS:
        return True  # "junctions 4 and 6"
    if left and left[-1] in '"“‘' and capital:
        return True  # "12 Angry Men"
    proper = proper and key not in STOP
    inside = proper and start - begin > len(word) + 1 and word[-1] not in ",;:)" and not grouped
    if words:
        return text[start].isupper() and (inside or (start > begin and bool(capital or _GROUP.search(left))))
    if inside and not word.endswith(("'s", "s'")):
        counted = (_COUNTED.match(low, end) and _IN.search(left)) or _TOLL.search(left)
        counted = counted or _is_spread(text, low, end) or _is_tally(text, start, begin)
        return not (noun or counted or text[end : end + 1] in ("-", "–"))
    if proper and _SINGULAR.match(low, end):
        return True  # "Voyager 2 is", "PC 1234 was hit"
    if noun or not capital or capital[1].lower() in STOP | LABELS or end - start > 3:
        return False
    return capital[1][1:].islower() or word[1:].islower()  # "the 737 MAX", but no headline in capitals


def _is_tally(text, start, begin):
    """Is it one of three results in a row? "Green Alliance 74, Centre Party 51, People's Front 38".

    After another figure two or one are enough: "Nkomo had 621 cases, Buhera 388".
    """
    found = _TALLY.finditer(text, max(begin, start - 200), start + 200)
    return any(m.start() < start < m.end() for m in found)


def _is_spread(text, low, end):
    """Is it the first of two numbers with a unit? "a line 40 to 60 miles long"."""
    m = _SPREAD.match(low, end)
    return m is not None and after(text, low, m.end()) is not None


def order(text: str, low: str, start: int, end: int, begin: int) -> str | None:
    """What an ordinal counts: the noun, "" when it is elided, None when it gives an order or is a name.

    In words it counts an event ("his first visit", "the third straight fall") or is owned and stands alone
    ("his second in a year"); in digits it counts what follows, but is no part of a name ("22nd Amendment").
    """
    word, first, before = low[start].isalpha(), low[start:end] == "first", low[max(begin, start - 12) : start]
    m = _PLACED.match(low, end)
    said = [w for w in m.groups() if w] if m else [""]
    bare = not m or said[0] in STOP
    if bare and (before[:-1].rpartition(" ")[2] in GROUPS["placed"] or (word and _RANKED.match(low, end))):
        return ""
    if bare and not word and before.endswith("on the "):
        return None  # a day of the month, a hole of a course
    if not m:
        alone = not word or f"{low[begin:start]}{low[end : end + 9]}".strip() in ("", "a", "the")
        return "" if alone else None
    best = said[0].endswith("est") and not first
    if low[end] == "-" or (word and best):  # "the second highest ever"
        return "" if best else None
    owned = _OWNED.search(before) or before.endswith(("for a ", "for an "))  # "for an eighth month"
    running = said[1:2] == ["of"] and not first and said[-1] not in MONTHS
    if said[0] in GROUPS["time"] and (owned or running):  # "the third day of protests"
        return said[0]
    if said[0] in LABELS:
        return None
    if not word and _CAPITAL.match(text, end):
        event = _NAMED.match(text, end, end + 60)
        told = event and not GROUPS["event"].isdisjoint(event[1].lower().split())
        return event[1].lower() if told else None
    for i, w in enumerate(said):
        if w in GROUPS["running"]:
            return " ".join(w for w in said[i + 1 :] if w not in STOP)
        if w in GROUPS["event"] and not (w == "time" and first):
            return " ".join(said[: i + 1])
        if w in STOP:
            break
    if word and (first or not owned or not bare):
        return None
    return "" if bare else " ".join(said[: 1 + (said[0] in GROUPS["attribute"])])


def elided(low: str, begin: int, start: int) -> str:
    """The event named last before an ordinal without a noun: "…meeting; it's their 43rd" counts meetings."""
    found = [w for w in re.findall(r"[a-z]+", low[max(begin, start - 160) : start]) if w in GROUPS["event"]]
    return found[-1] if found else ""
