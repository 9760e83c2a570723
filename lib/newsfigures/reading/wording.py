"""What the words around a number say: its bound (about, at least …), and whether it is the size of a change.

The words are data (``data/wording.csv``); the functions look outwards from the number, a few words far.
"""

import re
from itertools import pairwise

from .nouns import STOP, is_plural
from .spelled import table
from .units import GROUPS

_BEFORE, _AFTER, _CHANGE, _SKIP, _NOUNS = {}, {}, {}, set(), set()
for _row in table("wording"):
    _words = tuple(_row["phrase"].split())
    if _row["effect"] == "before":
        _BEFORE[_words] = _row["value"]
    elif _row["effect"] == "after":
        _AFTER[_words] = _row["value"]
    elif _row["effect"] == "skip":
        _SKIP.add(_row["phrase"])
    else:
        _CHANGE[_row["phrase"]] = _row["value"]
        if _row["effect"] == "noun":
            _NOUNS.add(_row["phrase"])
_LAST = frozenset(words[-1] for words in _BEFORE)
_MOVES = GROUPS["move"] | _CHANGE.keys()
_RIGHT = re.compile(
    r" (or|and(?! up \w)|at|give|approximately|minimum|maximum|tops|plus(?= ?(?:[,.;:)]|$)))"
    r"(?: ([a-z]+))?(?: ([a-z]+))?"
)
_AFTER_STARTS = frozenset((" o", " a", " g", " m", " t", " p"))
_BESIDE_STARTS = frozenset((" m", " l", " a", " b", " u", " d", " o"))
_OWNERS = frozenset(("a", "an", "the", "its", "their", "his", "her", "our", "this"))
_OF_WHAT = frozenset(("in", "from", "on", "for", "over"))
_WAS = frozenset(("was", "were", "is", "closed", "ended", "finished"))
_TAKEN = (["take"], ["takes"], ["took"], ["taken"], ["taking"])
_ARTICLES = (["a"], ["an"])
_COMPARED = {"more": "up", "less": "down"}
_THAN = re.compile(
    r" than (?:in|at|on|last|before|it|they|the (?:same|previous|year)"
    r"|an? (?:year|month|week|day|quarter|decade|hour))\b"
)
_TURNED = re.compile(
    r" (?:(up)|down)(?:[,.;)]|$| (?:on|from|at|in|year|for|since|compared)\b)"
    r"| (?:(more|above|ahead of)|less|below|behind) (?:last (?:year|month|quarter|week|season|summer|winter)"
    r"|this year|a (?:year|month)|(?:the|its|their) (?:same|previous|year|level|peak))\b"
    r"| off (?:its|their|last|recent|record)\b"
)
_SINCE = re.compile(r" (?:(up)|down) (?:on|from) (?:last|a|the (?:same|previous|year)|(?:19|20)\d\d)\b()")
_LEVEL = re.compile(r" (?:of|short)\b| to \d[\d.]* ?(?:%|per ?cent\b|pct)")
_PACE = re.compile(r" (?:[a-z]+ ){0,2}(?:pace|rate|clip)\b")
_RATED = re.compile(
    r" (?:on average|at an?|at(?: (?:an?|the|seasonally|adjusted|annual(?:i[sz]ed)?|average|yearly|quarterly"
    r"|monthly))* (?:rate|pace) of)$"
)
_FOLLOW = re.compile(r"[ -]([a-z]+(?:-[a-z]+){0,5})(?![a-z])")


def words(text: str, start: int, end: int) -> list[str]:
    """The words of lower-case ``text[start:end]``, at most 70 characters back from the end."""
    said = text[max(start, end - 70) : end]
    if "(" in said or '"' in said:
        said = said.replace("(", " ( ").replace('"', " ")
    return said.split()


def bound(left: list[str]) -> tuple[str, int]:
    """The bound that the words before a number state, and how many of them say it.

    >>> bound(["grew", "by", "more", "than"]), bound(["up", "to", "an", "additional"]), bound(["went", "to"])
    (('more than', 2), ('at most', 4), ('', 0))
    """
    last = len(left)
    while last and left[last - 1] in GROUPS["filler"] and left[last - 1] not in _LAST:
        last -= 1
    if not last or left[last - 1] not in _LAST:
        return "", 0
    for length in range(min(5, last), 0, -1):
        found = _BEFORE.get(tuple(left[last - length : last]))
        if found is not None:
            before = [w for w in left[max(0, last - 4) : last - 2] if w != "back"][-1:]
            risen = left[last - 2 : last] == ["up", "to"] and before and _CHANGE.get(before[0]) != "down"
            if not found or (risen and before[0] in _MOVES):
                return "", 0  # "went up to" tells a path and no bound
            return found, length + len(left) - last
    return "", 0


def bound_after(low: str, at: int) -> str:
    """The bound that the words after a number state: "5 or more", "500 at most"."""
    m = _RIGHT.match(low, at) if low[at : at + 2] in _AFTER_STARTS else None
    if not m:
        return ""
    said = [word for word in m.groups() if word]
    if "than" in said:
        return ""  # "90 Strykers and more than 59 Bradleys"
    return next((_AFTER[tuple(said[:n])] for n in range(len(said), 0, -1) if tuple(said[:n]) in _AFTER), "")


def change(left: list[str], low: str, end: int, size: str) -> str:
    """The direction of the change that a number is the size of: "up", "down", or "" when it is a level.

    ``left`` are the words before it without those of its bound, ``end`` is where its unit ends; ``size`` is
    "share", "money", "amount" (anything else that is measured), or "" for what is counted.

    >>> change(["rose", "by"], "rose by 5%", 10, "share"), change(["fell", "to"], "fell to 5%", 10, "share")
    ('up', '')
    >>> change([], "a 5% price drop", 4, "share"), change(["cut", "rents"], "cut rents 5%", 12, "share")
    ('down', 'down')
    """
    if found := size and _beside(left, low, end, size):
        return found
    told = _without_rate(left, low, end)
    found = None if told[-1:] in _ARTICLES else _before(told, low, end, size)
    if found is None and size == "share" and left and not low.startswith(" of ", end):
        found = _of_object(left)
    return _behind(low, end, size) if found is None and size else found or ""


def _beside(left, low, end, size):
    """ "Traded at 879, off 4.50", "sales were 5% up on last year", "8% below last year's"."""
    if left[-1:] == ["off"] and left[1:] and (left[-2][-1] == "," or left[-2] in _WAS):
        return "down"
    if low[end : end + 2] not in _BESIDE_STARTS:
        return ""
    if low.startswith(" off ", end) and left[-1:] in _TAKEN:
        return "down"  # "took 20p off a pint"
    m = (_TURNED if size == "share" else _SINCE).match(low, end)
    return ("up" if m[1] or m[2] else "down") if m else ""


def _before(left, low, end, size):
    """The direction of the word of change right before a number, "" if it tells none; None without one."""
    for i in range(len(left) - 1, max(len(left) - 9, -1), -1):
        word, follow = left[i], left[i + 1] if i + 1 < len(left) else ""
        found = _CHANGE.get(word) or (i and size and _CHANGE.get(f"{left[i - 1]} {word}"))
        if found and not (word in GROUPS["turn"] and left[max(0, i - 1)] in GROUPS["phrasal"]):
            if size == "share" and not follow and i and left[i - 1] in _OWNERS:
                return None  # "the reduced 10% rate"
            level = _LEVEL.match(low, end) if size in ("share", "amount") and not follow else None
            if level and (size == "amount" or level[0] != " of" or found == "up"):
                return ""  # "gained 34% of the vote", "fell 3% short", "lost 51% to 49%"
            if word in _NOUNS and not follow and left[i - 1] in GROUPS["cutting"]:
                found = _CHANGE[left[i - 1]]  # "cut growth 0.2 points"
            margin = word == "lost" and follow == "by"
            raised = word in GROUPS["raise"] and size != "share" and follow != "by"  # money is raised
            booked = word in GROUPS["booked"] and size == "money"  # "a gain of $30 million on the sale"
            return "" if margin or raised or booked else found
        word = word.rstrip(",")
        if word not in _SKIP and not (word.endswith("ly") and len(word) > 4):
            return moved(left[max(0, i - 8) : i + 1]) if "by" in left[i + 1 :] else None
    return None


def _of_object(left):
    """ "A rise in sales of 8%", "cut emissions 40%": noun before what moved, verb before its object."""
    if left[-1] == "of":
        told = [_CHANGE[a] for a, b in pairwise(left[-9:-1]) if a in _NOUNS and b in _OF_WHAT]
        return told[-1] if told else None
    for i in range(len(left) - 2, max(-1, len(left) - 6), -1):
        word = left[i + 1]
        if not word.isalpha() or (word in STOP and (word not in _OWNERS or i + 2 == len(left))):
            return None
        if i + 2 < len(left) and is_plural(word):
            return None  # "the cut saves families 3%"
        if left[i] in GROUPS["cutting"]:
            return _CHANGE[left[i]]
    return None


def _behind(low, end, size):
    """ "A 5% drop", "8% lower", "a 4% council tax rise": the noun of change after a number, or the adverb."""
    at, reach = end, 4 if size == "share" else 1
    while reach and (m := _FOLLOW.match(low, at)):
        word = m[1].rpartition("-")[2] if size == "share" else m[1]
        if at == end and (word in _COMPARED or word.endswith("er")):
            told = _THAN.match(low, m.end()) or not (word in _COMPARED or low.startswith(" than", m.end()))
            return (_COMPARED.get(word) or _CHANGE.get(word, "")) if told else ""
        if word in _NOUNS:
            return _CHANGE[word]
        if m[1] in STOP or m[1] in GROUPS["polled"]:
            return ""
        at, reach = m.end(), reach - 1
    return ""


def moved(left: list[str]) -> str:
    """The direction of the last verb of change among some words, or noun but for "its growth forecast"."""
    said = [word.rstrip(",") for word in left]
    told = [
        _CHANGE[word]
        for word, follow in pairwise((*said, "by"))
        if word in _CHANGE and (word not in _NOUNS or follow in STOP or word in GROUPS["cutting"])
    ]
    return told[-1] if told else ""


def _without_rate(left, low, end):
    """Leave out what only names a rate: "rose [at an annual rate of] 2.6%", "grew [at a] 3% [pace]"."""
    paced = left[-1:] in _ARTICLES and _PACE.match(low, end)
    return _RATED.sub("", " ".join(left)).split() if paced or left[-1:] in (["of"], ["average"]) else left


def moves(left: str) -> bool:
    """Do words that end in "from" say that something moved, so that A is old and B new in "from A to B"?"""
    said = re.findall(r"[a-z]+", re.split(r"[;:(]", left)[-1])
    return said[-1:] == ["from"] and not _MOVES.isdisjoint(said[-9:-1])
