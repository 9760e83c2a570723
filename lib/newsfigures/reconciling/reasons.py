"""Verdicts in words: quoted passages, how much a conflict matters, the first slot that differs."""

from collections import Counter
from typing import NamedTuple

from ..pages import prose
from .arithmetic import Interval
from .item import Item


class Verdict(NamedTuple):
    verdict: str
    reason: str
    severity: str = ""  # sign, order of magnitude, rank, headline or digits, for a conflict
    slip: str = ""  # the one edit that would explain a conflict
    culprit: str = ""  # the claim that the edit would mend
    outdated: tuple[str, ...] = ()  # claims that a later or corrected one replaces
    missing: str = ""  # for cannot tell: the slot that would decide


MOST = 90  # characters of a passage beside those of the figure


def quote(item: Item) -> str:
    """The passage around a figure with document label and offsets: “… reached $240 billion in …” (002
    579–594).
    """
    item.quoted = item.quoted or _quoted(item)
    return item.quoted


def _quoted(item):
    at = item.passage.find(item.text)
    left, right = max(0, at - MOST // 2), min(len(item.passage), max(0, at) + len(item.text) + MOST // 2)
    left = item.passage.find(" ", left) + 1 if left else 0
    cut = item.passage.rfind(" ", left, right) if right < len(item.passage) else right
    words = item.passage[left : cut if cut > at + len(item.text) else right].strip()
    return (
        f"“{'… ' if left else ''}{words}{' …' if right < len(item.passage) else ''}” ({item.label} "
        f"{item.start}–{item.end})"
    )


def conflict(said: list[Item], pair: tuple[Item, Item]) -> Verdict:
    """A conflict, how much it matters, and the one edit that would explain it: of what fewer claims tell."""
    told = Counter((i.dimension, round(i.value, 9)) for i in said)
    a, b = sorted(pair, key=lambda i: (-told[i.dimension, round(i.value, 9)], i.row))
    edit = "" if a.bound else (b.slip(a.interval) or ("",))[0]
    edit = "currency sign" if a.dimension != b.dimension else edit
    when = prose.period(*a.period) if a.period else ""
    what = ", ".join(filter(None, (a.phrase, prose.join(a.parties), when)))
    reason = f"{quote(a)} and {quote(b)} cannot both hold{f' for {what}' if what else ''}."
    if edit:
        reason += f" One edit would explain it: {edit} ({b.text} for {a.text})."
    return Verdict("conflict", reason, severity(a, b), edit, b.claim if edit else "")


def severity(a: Item, b: Item) -> str:
    """What a difference changes: the sign, the order of magnitude, a headline, or only digits."""
    if a.value * b.value < 0 or (
        a.measure == "change" and a.interval.meets(Interval(0, 0)) != b.interval.meets(Interval(0, 0))
    ):
        return "sign"
    small, large = sorted((abs(a.value), abs(b.value)))
    if large >= 5 * small:
        return "order of magnitude"
    return "headline" if a.title or b.title else "digits"


def labels_of(items):
    labels = list(dict.fromkeys(i.label for i in items))
    return ", ".join(labels[:-1]) + " and " + labels[-1] if len(labels) > 1 else labels[0]
