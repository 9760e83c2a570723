"""What the words around a number say: its bound (about, at least …), a change (up, down), a name or label.

The words are data (``data/wording.csv``, ``labels.txt``, ``events.txt``); the functions look from the number
outwards, a few words to the left and right, inside its sentence.
"""

import re

from .numbers import table
from .units import lines

_BEFORE, _AFTER, _CHANGE, _SKIP, _LEVEL = {}, {}, {}, set(), set()
for _row in table("wording"):
    _effect, _phrase = _row["effect"], _row["phrase"]
    if _effect in ("before", "after"):
        (_BEFORE if _effect == "before" else _AFTER)[tuple(_phrase.split())] = _row["value"]
    elif _effect == "change":
        _CHANGE[_phrase] = _row["value"]
    else:
        (_SKIP if _effect == "skip" else _LEVEL).add(_phrase)
_LAST = {phrase[-1] for phrase in _BEFORE}
LABELS = frozenset(lines("labels"))
EVENTS = frozenset(lines("events"))
_WORD = re.compile(r"[^\s,;:()\"]+|[,;:()]")
_RIGHT = re.compile(
    r"[ -]?(?:(\+)|(-odd|-ish|-plus|plus)(?!\w)|((?:or|and|at|give|approximately|minimum|maximum|tops|odd)(?: [a-z]+){0,3}))"
)
_NOUN = re.compile(r"[ -](?:([a-z]+(?:-[a-z]+)*)(?: ([a-z]+))?)")
_FILLERS = frozenset(
    [
        "a",
        "an",
        "the",
        "just",
        "only",
        "another",
        "further",
        "additional",
        "extra",
        "some",
        "of",
        "by",
        "well",
        "even",
    ]
)


def words(text: str, start: int, end: int) -> list[str]:
    """The last words and commas of lower-case ``text[start:end]``, at most 80 characters back."""
    return _WORD.findall(text, max(start, end - 80), end)


def bound(left: list[str]) -> tuple[str, int]:
    """The bound that the words before a number state, and how many words say it.

    >>> bound(["it", "grew", "by", "more", "than"]), bound(["up", "to", "an", "additional"]), bound(["went", "to"])
    (('more than', 2), ('at most', 4), ('', 0))
    """
    skipped = 0
    while left and left[-1] in _FILLERS and skipped < 3 and left[-1] not in _LAST:
        left, skipped = left[:-1], skipped + 1
    if not left or left[-1] not in _LAST:
        return "", 0
    for size in (5, 4, 3, 2, 1):
        found = _BEFORE.get(tuple(left[-size:]))
        if found and left[-2:] == ["up", "to"] and left[-3:-2] and (left[-3] in _CHANGE or left[-3] in ("back", "from")):
            return "", 0
        if found:
            return found, size + skipped
    return "", 0


def bound_after(low: str, at: int) -> tuple[str, int]:
    """The bound that the words after a number state, and where they end: "5 or more", "500-plus"."""
    m = _RIGHT.match(low, at)
    if not m:
        return "", at
    if m[1] or m[2]:
        return ("about" if m[2] in ("-odd", "-ish") else "at least"), m.end()
    said = m[3].split()
    for size in (3, 2, 1):
        found = _AFTER.get(tuple(said[:size]))
        if found and size <= len(said):
            return found, m.start(3) + len(" ".join(said[:size]))
    return "", at


def change(left: list[str], low: str, end: int, share: bool, money: bool) -> str:
    """The change that a number is the amount of: "up" or "down", empty for a level.

    >>> change("rose by almost".split(), "rose by almost 5%", 17, True, False)
    'up'
    >>> change("fell to".split(), "fell to 5%", 10, True, False), change([], "5% drop", 2, True, False)
    ('', 'down')
    """
    by = False
    for i in range(len(left) - 1, max(len(left) - 9, -1), -1):
        word = left[i]
        follow = left[i + 1 : i + 2]
        if word in _CHANGE and not (word == "up" and (follow == ["to"] or left[i - 1 : i] and left[i - 1] in _PHRASAL)) and not (follow == ["than"]):
            return _turned(_CHANGE[word], follow)
        if word == "by":
            by = True
        if word == "to" and left[i - 1 : i] == ["up"] and left[i - 2 : i - 1] and left[i - 2] in _CHANGE:
            continue
        if word in ("to", "at", "from") and not (
            word == "at" and left[i + 1 : i + 2] in (["least"], ["most"])
        ):
            break
        if not (word in _SKIP or word.endswith("ly") and len(word) > 4):
            if by:
                return next((_CHANGE[w] for w in reversed(left[max(0, i - 9) : i + 1]) if w in _CHANGE), "")
            break
    m = _NOUN.match(low, end)
    if not m or not (share or money):
        return ""
    found = _CHANGE.get(m[1]) or (share and _CHANGE.get(m[1].rpartition("-")[2])) or ""
    if not found and share and m[2] and m[1] not in _LEVEL:
        found = _CHANGE.get(m[2], "") if m[2] in _NOUNS else ""
    return found if m[1] in _NOUNS or m[2] in _NOUNS or m[1].rpartition("-")[2] in _NOUNS else ""


_NOUNS = frozenset(
    "increase rise gain growth jump surge climb advance rally expansion improvement boost raise hike spike rebound leap uptick upturn"
    " appreciation higher fall drop decline decrease slide plunge tumble dip slump cut reduction contraction depreciation lower downturn"
    " shrinkage retreat collapse devaluation".split()
)


def _turned(direction, follow):
    """A verb of movement takes its direction from the word after it: "edged down", "moved higher"."""
    return (
        _CHANGE.get(follow[0], direction)
        if follow and follow[0] in ("up", "down", "higher", "lower")
        else direction
    )


def moves(left: str) -> bool:
    """Do the words before "from A to B" say that something moved, so that A is old and B is new?"""
    said = re.findall(r"[a-z]+", left)
    if not said:
        return False
    if said[-1] == "from":
        return any(w in _CHANGE or w in _MOVES for w in said[-9:-1]) and "ranging" not in said[-4:]
    return False


_PHRASAL = frozenset(
    "gave give given giving set sets setting made make makes making take takes took taking taken pick picked end ends ended back backed hold held"
    " build built clean cleaned put puts putting sign signed line lined turn turned open opened follow followed break broke blow blew bring"
    " brought come came rack racked ring rang stack round used eat ate cough coughed stump shut settle lay run ran write wrote size sized".split()
)
_MOVES = frozenset(
    "went go goes going moved moving move changed changing get getting turned pushed pulled brought took creep crept inch inched edged".split()
)
