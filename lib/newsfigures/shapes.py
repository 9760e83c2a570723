"""What looks like a number and is no figure: clock times, codes, names, places in an order, idioms.

Each function returns ``(start, end, reason)`` or None. The rules look at the characters of the token, the word before
and the words after it; the words that make a label or an event are data (``labels.txt``, ``events.txt``).
"""

import re

from .units import is_plural, lines
from .units import noun as read_noun

LABELS = frozenset(lines("labels"))
EVENTS = frozenset(lines("events"))
_STOP = frozenset(w for line in lines("boundaries") for w in line.split())

_CLOCK = re.compile(
    r"\d{1,2}(?:[:.]\d{2}){0,2} ?(?:[ap]\.m\.?|[ap]m(?!\w)|o'clock|noon(?!\w)|midnight(?!\w))"
    r"|\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?![\d:])(?: ?(?:gmt|utc|ist|edt|est|bst|cet)(?!\w))?"
    r"|\d{4} ?(?:gmt|utc|hrs|hours|ist|edt|est|bst|cet|local time)(?!\w)"
)
_PHONE = re.compile(r"\+?\d{1,4}(?:[ ./()-]{1,2}\d{2,4}){2,5}(?!\d)|\d{3}-0\d{3}(?![\d,.])|0\d{9,11}(?!\d)")
_SPACED = re.compile(r"\d{1,3}(?: \d{3}){1,5}(?!\d)")
_CODE = re.compile(r"\d{1,40}(?:\.\d{1,40}){2,8}|\d{1,9}(?:-\d{1,9}){2,8}|\d{1,2}/\d{1,2}/\d{2,4}|\d{25,}+")
_LISTED = re.compile(r"\d{1,3}[.)](?=\s|$)|\d{1,2}:(?=\s)")
_WEB = re.compile(
    r"(?:https?:|www\.)\S{0,200}|\S{0,60}(?:@|\.(?:com|org|net|htm|html|pdf|jpg|png|gov|edu)(?!\w))\S{0,100}"
)
_STREET = re.compile(
    r"\d{1,5}[A-Za-z]? (?:[NSEW]\.? |North |South |East |West )?(?:[A-Z0-9][\w'.]{0,20} ){1,3}"
    r"(?:Street|St\.|Avenue|Ave|Road|Rd|Lane|Drive|Boulevard|Blvd|Terrace|Crescent|Parade)(?!\w)"
)
# "minus-130", "sub-500", "now-18": the word before the hyphen leaves the number a number.
PREFIXES = frozenset(
    "minus negative plus sub under over to then now former mid pre post or and the a about nearly ex non near between".split()
)


def code(text: str, low: str, at: int, begin: int, money: bool):
    """Digits that are a time, a telephone number, an address, a list number, or a part of a word or a code.

    >>> code("a 5G phone", "a 5g phone", 2, 0, False), code("at 10.45pm", "at 10.45pm", 3, 0, False)
    ((2, 4, 'name'), (3, 10, 'time'))
    """
    if money:
        return None
    if at and (text[at - 1].isalpha() or text[at - 1] in "_@#"):
        return _token(text, at, "name")
    for pattern, reason in ((_CLOCK, "time"), (_CODE, "code"), (_PHONE, "telephone")):
        if (m := pattern.match(low, at)) and not (reason == "telephone" and _SPACED.match(low, at)):
            return at, m.end(), reason
    before = text[at - 1 : at]
    if before == "-" and at > 1 and text[at - 2].isalpha():
        word = re.search(r"[a-z]+$", low[max(0, at - 14) : at - 1])
        if word and word[0] not in PREFIXES and not word[0].endswith(("ty", "teen")):
            return _token(text, at, "name")
    if (
        before
        and before in "/=.:"
        and at > 1
        and text[at - 2].isalnum()
        or before in ("+", "*")
        and text[at - 2 : at - 1].isdigit()
    ):
        return _token(text, at, "code")
    if (m := _WEB.match(low, at)) and " " not in m[0]:
        return at, m.end(), "web address"
    if _opens_line(text, at, begin) and (m := _LISTED.match(low, at)):
        return at, m.end(), "list number"
    if m := _STREET.match(text, at):
        return at, m.end(), "address"
    return None


def tail(text: str, low: str, at: int, end: int):
    """Digits that end inside a word: "5G", "1080p", "777F", "3D"; the whole token is a name."""
    if end < len(text) and (text[end].isalpha() or text[end] == "_"):
        return _token(text, at, "name")
    return None


def _opens_line(text, at, begin):
    left = text[max(0, at - 3) : at]
    return at == begin or at == 0 or left.rstrip(" (\t").endswith("\n") or left.rstrip(" (") == "" and at < 3


def _token(text, at, reason):
    """The whole token around ``at``: letters, digits and inner hyphens, stops and slashes."""
    start, end = at, at + 1
    while start and at - start < 40 and _inside(text, start - 1, start - 2):
        start -= 1
    while end < len(text) and end - at < 80 and _inside(text, end, end + 1):
        end += 1
    return start, end, reason


def _inside(text, at, beyond):
    return text[at].isalnum() or text[at] in "-_./'" and 0 <= beyond < len(text) and text[beyond].isalnum()


def name(text: str, low: str, start: int, end: int, begin: int, words: bool, noun: str):
    """Is a number without unit a name or label? "iPhone 14", "Article 5", "Group of Seven", "787 Dreamliner"."""
    left = text[max(begin, start - 24) : start]
    before = re.search(r"([\w&.'/+#-]+) $", left)
    if not words and re.match(r"[-–]\d", text[end : end + 2]):
        return ""
    if before:
        word = before[1]
        key = word.lower().strip("'\"")
        if key in LABELS and not noun and key not in _STOP:
            return "name"
        if (
            key in LABELS
            and word.lower() != word
            and start - len(left) + before.start() > begin
            and key != "no"
        ):
            return "name"
        opens = max(begin, start - 24) + before.start() <= begin
        if word[0].isupper() and not opens and not noun and key not in _STOP and not words:
            return "name"
        if words and text[start].isupper() and word[0].isupper() and not opens:
            return "name"
    if (
        words
        and text[start].isupper()
        and start > begin
        and re.search(r"\w[ '-]{1,2}$", left)
        and re.match(r" [A-Z]", text[end : end + 2])
    ):
        return "name"
    if (
        words
        and text[start].isupper()
        and start > begin
        and re.search(r"(?:Group|Gang|Big|Fab|Magnificent|Area) (?:of )?$", left)
    ):
        return "name"
    if not noun and not words and (m := re.match(r" ([A-Z][a-z]+)", text[end : end + 14])) and m[1].lower() not in _STOP:
        return "name"
    return ""


_ORDER = re.compile(r"(?: |-)(?:([a-z]+(?:[-'][a-z]+)*)(?:[ -]([a-z]+(?:-[a-z]+)*))?(?:[ -]([a-z]+))?)?")
_LARGEST = frozenset(
    "largest biggest smallest highest lowest richest poorest longest fastest best worst oldest youngest tallest busiest most least deadliest".split()
)
_OWNERS = re.compile(r"(?:\b(?:his|her|its|their|our|my|your|the|a|for|than|only|whose|that|this)|'s|s') $")


def order(text: str, low: str, start: int, end: int, begin: int, word: bool) -> tuple[str, int]:
    """Does an ordinal count something? Return the noun counted and where it ends; ("", end) for an elided one.

    A word counts when it numbers an event ("his first visit", "the third straight fall") or is owned and stands
    alone ("his second in a year"); in digits always, but before a name ("the 22nd Amendment"). Otherwise end is 0.
    """
    after = text[end : end + 1]
    m = _ORDER.match(low, end)
    owned = _OWNERS.search(low[max(begin, start - 8) : start])
    if (
        not word
        and m
        and re.match(r" [A-Z]", text[end : end + 2])
        and not re.search(r"^(?: \w+)? (?:anniversary|birthday)", low[end : end + 30])
    ):
        return "name", 0
    if low[end : end + 1] == "-":
        hyphen = m and m[1] and m[1].rpartition("-")[2]
        return ("", end) if hyphen in _LARGEST or not word and hyphen not in ("minute", "hour", "day") else ("order", 0)
    if m and m[1] and m[1] not in _STOP:
        if m[1] in LABELS:
            return "name", 0
        for i in (1, 2, 3):
            if m[i] in EVENTS and not (m[i] == "time" and low[start:end] == "first"):
                return low[m.start(1) : m.end(i)], m.end(i)
            if not m[i] or m[i] in _STOP:
                break
        if not word:
            return (m[1] if m[1].isalpha() else ""), (m.end(1) if m[1].isalpha() else end)
        return "order", 0
    if not word:
        return "", end
    if (
        owned
        and owned[0].strip() not in ("a", "the", "for", "that", "this")
        and low[start:end] != "first"
        and (not after or after in " ,.;)")
    ):
        return "", end
    if not low[begin:start].strip() and not low[end:].strip():
        return "", end
    return "order", 0


def elided(low: str, begin: int, start: int) -> str:
    """The event named last before an ordinal without a noun: "…meeting; it's their 43rd" counts meetings."""
    found = [w for w in re.findall(r"[a-z]+", low[max(begin, start - 160) : start]) if w in EVENTS]
    return found[-1] if found else ""


__all__ = ["EVENTS", "LABELS", "code", "elided", "is_plural", "name", "order", "read_noun", "tail"]
