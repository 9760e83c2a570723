"""What the words around a number say: its bound (about, at least …), and whether it is the size of a change.

The words are data (``data/wording.csv``); the functions look outwards from the number, a few words far.
"""

import re

from .numbers import table
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
_RISEN = GROUPS["move"] | _CHANGE.keys() | {"from"}
_RIGHT = re.compile(
    r" (or|and|at|give|approximately|minimum|maximum|tops|plus(?= ?(?:[,.;:)]|$)))"
    r"(?: ([a-z]+))?(?: ([a-z]+))?"
)
_ARTICLES = frozenset(("a", "an"))
_AFTER_STARTS = frozenset((" o", " a", " g", " m", " t", " p"))
_COMPARED = re.compile(
    r" (more|less) than (?:in|at|last|it|they|a (?:year|month)|the (?:same|previous|year))\b"
)
_TURNED = re.compile(r" (up|down)(?:[,.;)]|$| (?:on|from|at|in|year|for|since|compared)\b)")
_WAS = frozenset(("was", "were", "is", "closed", "ended", "finished"))
_FOLLOW = re.compile(r"[ -]([a-z]+(?:-[a-z]+){0,5})(?: ([a-z]+))?")


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
    if not left or not (left[-1] in _LAST or left[-1] in GROUPS["filler"]):
        return "", 0
    skipped, size = 0, len(left)
    while (
        skipped < min(3, size)
        and left[size - 1 - skipped] in GROUPS["filler"]
        and left[size - 1 - skipped] not in _LAST
    ):
        skipped += 1
    last = size - skipped
    if not last or left[last - 1] not in _LAST:
        return "", 0
    for length in (5, 4, 3, 2, 1):
        found = _BEFORE.get(tuple(left[max(0, last - length) : last]))
        if found is not None and length <= last:
            before = [w for w in left[max(0, last - 4) : last - 2] if w != "back"][-1:]
            risen = (
                left[last - 2 : last] == ["up", "to"] and before and before[0] in _RISEN
            )  # of a path, no bound
            risen = risen and _CHANGE.get(before[0]) != "down"
            return (found, length + skipped) if found and not risen else ("", 0)
    return "", 0


def bound_after(low: str, at: int) -> str:
    """The bound that the words after a number state: "5 or more", "500 at most"."""
    m = _RIGHT.match(low, at) if low[at : at + 2] in _AFTER_STARTS else None
    if not m:
        return ""
    said = [word for word in m.groups() if word]
    if "than" in said or (said[:2] == ["and", "up"] and low[m.end(2) :][:2].strip()):
        return ""  # "90 Strykers and more than 59 Bradleys", "at $1.31 and up 0.1pc"
    return next((_AFTER[tuple(said[:n])] for n in range(len(said), 0, -1) if tuple(said[:n]) in _AFTER), "")


def change(left: list[str], low: str, end: int, share: bool, amount: bool) -> str:
    """The direction of the change that a number is the size of: "up", "down", or "" when it is a level.

    ``left`` are the words before it without those of its bound; ``share`` and ``amount`` tell a percentage
    and a measured amount, of which a noun after the number may speak ("a 5% drop").

    >>> change(["rose", "by"], "rose by 5%", 10, True, True)
    'up'
    >>> change(["fell", "to"], "fell to 5%", 10, True, True), change([], "a 5% drop", 4, True, True)
    ('', 'down')
    """
    if left and left[-1] == "of":
        left = _without_rate(left)
    if amount and left[-1:] == ["off"] and (left[-2:-1] == [] or left[-2][-1] == "," or left[-2] in _WAS):
        return "down"  # "traded at 879, off 4.50"
    if share and (m := _TURNED.match(low, end)):  # "sales were 5% up on last year"
        return m[1]
    if amount and (m := _COMPARED.match(low, end)):
        return "up" if m[1] == "more" else "down"
    for i in range(len(left) - 1, max(len(left) - 9, -1), -1) if left and left[-1] not in _ARTICLES else ():
        word, follow = left[i], left[i + 1] if i + 1 < len(left) else ""
        if (
            word in _CHANGE
            and follow != "than"
            and not (word in GROUPS["turn"] and left[max(0, i - 1)] in GROUPS["phrasal"])
        ):
            raised = word in GROUPS["raise"] and not share and follow != "by"  # money is raised
            return "" if raised else _CHANGE[follow] if follow in GROUPS["turn"] else _CHANGE[word]
        word = word.rstrip(",")
        if word not in _SKIP and not (word.endswith("ly") and len(word) > 4):
            if "by" in left[i + 1 :] and word not in ("to", "at", "from"):
                return next((_CHANGE[w] for w in left[i : max(0, i - 9) : -1] if w in _CHANGE), "")
            break
    m = _FOLLOW.match(low, end) if amount else None
    if not m:
        return ""
    noun = m[1].rpartition("-")[2] if share else m[1]
    if noun not in _NOUNS:
        noun = m[2] if share and m[1] not in _SKIP else None
    return _CHANGE[noun] if noun in _NOUNS else ""


def moved(left: list[str]) -> str:
    """The direction of the last verb or noun of change among some words."""
    return next((_CHANGE[w] for w in reversed(left) if _CHANGE.get(w)), "")


def _without_rate(left):
    """Leave out what only names a rate: "rose [at an annual rate of] 2.6%", "grew [at a pace of] 3%"."""
    if left[-2:-1] not in (["rate"], ["pace"]):
        return left
    size = len(left) - 2
    while size and left[size - 1] in GROUPS["rated"]:
        size -= 1
    return left[: size - 1] if size and left[size - 1] == "at" else left


def moves(left: str) -> bool:
    """Do words that end in "from" say that something moved, so that A is old and B new in "from A to B"?"""
    said = re.findall(r"[a-z]+", re.split(r"[;:(]", left)[-1])
    return (
        said[-1:] == ["from"]
        and said[-2:-1] != ["anywhere"]
        and any(word in _CHANGE or word in GROUPS["move"] for word in said[-9:-1])
    )
