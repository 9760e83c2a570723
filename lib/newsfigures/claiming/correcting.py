"""What a figure corrects: the words of a correction, of a revision, and of a value that they replace."""

import re
from functools import lru_cache
from itertools import pairwise

from .parties import lexicon, low_words

_CORRECTING = re.compile(
    r"\bcorrect (?:one|number|figure|total|amount|sum|value|toll|price|share)s?(?:, [^,.]{3,40},)?"
    r" (?:is|are|was|were)\b"
    r"|\bcorrects\b|correct(?:ing|ion:)|\bcorrected (?:the|its|their|an?|to)\b|please read"
    r"|should (?:read|be|have been)"
    r"|(?:instead of|rather than the)\b[^.]*\b(?:reported|given|announced|stated|published|said)\b"
    r"|\b(?:and|,) not [$€£]?\d"
)
_MISTAKEN = re.compile(
    r"\b(?:wrongly|erroneously|incorrectly|mistakenly|previously reported|earlier reported|misstated"
    r"|(?:was|were) wrong|earlier version of (?:this|the) [a-z]+)\b"
)
_OURS = re.compile(
    r"\b(?:we|this (?:newspaper|station|agency|website)) (?:said|wrote|reported|stated|put|gave)\b"
)
_REVISED = re.compile(  # but not "Storm update 6 a.m."
    r"\b(?:revis|restat)(?:e[ds]?|ing)\b"
    r"|\bupdat(?:ed|ing) (?:the|its|their|figures?|counts?|tolls?|estimates?|data|numbers?)\b"
)
# right before a value that was given up: "first put at", "revising down a toll of"
_FORMERLY = re.compile(
    r"\b(?:first|initially|originally|earlier|previously|provisionally)(?: been)? (?:given|reported|put"
    r"|announced|estimated|published|stated|released|thought)"
    r"(?: \w+)? (?:as|at|to be)(?: an?)?(?: \w+)?(?: of)? $"
    r"|\b(?:revis|lower|rais|correct|updat|cutt)ing (?:(?:up|down)(?:wards?)? )?"
    r"(?:an?|its|the|his|her|their) (?:[a-z]+ )?(?:toll|figure|count|tally|estimate|number|total)"
    r"(?: of [a-z]+)? of $"
)
_AT_FIRST = re.compile(  # "At first up to 270 dead had been reported"
    r"\bat first\b(?: [a-z]+){0,4} \S+(?: [a-z]+){0,3} (?:had been|were|was) (?:reported|given|feared|put)\b"
)
_REPLACED = re.compile(
    r"\b(?:from|not|instead of|rather than|earlier version [^.]*|(?:wrongly|erroneously)[\w ]*"
    r"|(?:earlier|previous|initial|original)\b[^,.;]{0,30})(?: the)?[ (]*$"
)
_NOW_REVISED = re.compile(r"\b(?:revised|restated|updated)(?: \w+ of)? $")
_PART = re.compile(r" of (?:them|whom|which|these|those)\b")
_ASIDE = re.compile(r"\([^()]*\)| [-\u2013\u2014] [^-\u2013\u2014]* [-\u2013\u2014] ")
_IT_WAS = re.compile(
    r"(?:It|That|The (?:correct )?(?:figure|number|amount|sum|total|toll|price))(?: \w+){0,4}? $"
)


@lru_cache(maxsize=1)  # asked for each figure of a sentence in turn
def _mending(text):
    """The text in small letters, and how it mends: as a correction, a mistake of its own, a revision."""
    low, may = text.lower(), not low_words(text).isdisjoint(lexicon()["mending"])
    return low, *(bool(may and words.search(low)) for words in (_CORRECTING, _MISTAKEN, _OURS, _REVISED))


def corrections(text, figures, frames, corrected):
    """What each figure of a sentence corrects: where a withdrawn value is told, the nearest one of its kind
    does that is no part ("12 of them") nor set apart ("315 - 303 pupils and 12 teachers - and not 227").
    """
    found = [read_correction(text, f.start, corrected, g) for f, g in zip(figures, frames, strict=True)]
    for n, (old, new) in enumerate(pairwise(figures)):  # "down from 66,040, a figure revised from 66,190"
        twice = found[n] == found[n + 1] == "withdrawn" and _REVISED.search(text[old.end : new.start])
        found[: n + 1] = [*[""] * n, "revised"] if twice else found[: n + 1]
    lost = [n for n, correction in enumerate(found) if correction == "withdrawn"]
    if not lost:
        return found
    part = [bool(_PART.match(text, f.end)) for f in figures]
    aside = [any(m.start() < f.start < m.end() for m in _ASIDE.finditer(text)) for f in figures]
    kind = ["count" if f.kind == "bare" else f.kind for f in figures]
    mending = {}
    for n in lost:
        alike = [k for k in range(len(found)) if k not in lost and kind[k] == kind[n]]
        alike = [k for k in alike if found[k] or frames[n].pattern == "said before"]
        if alike:
            new = min(alike, key=lambda k: (aside[k] != aside[n], part[k], n < k, abs(n - k)))
            mending[new] = found[new] or "revised"
    return ["withdrawn" if n in lost else mending.get(n, "") for n in range(len(found))]


def read_correction(text, at, corrected, frame):
    """What the figure at ``at`` is in a correction, in an article that calls itself ``corrected``."""
    low, correcting, mistaken, ours, revised = _mending(text)
    if frame.pattern == "said before" or _FORMERLY.search(low, max(0, at - 70), at):
        return "withdrawn"
    first = _AT_FIRST.search(low) if "at first" in low[:at] else None
    if first and first.start() < at < first.end():
        return "withdrawn"
    replaced = frame.role == "old" or _REPLACED.search(low, max(0, at - 70), at)
    if correcting:
        return "withdrawn" if replaced else "corrected"
    if mistaken or (ours and corrected):
        return "withdrawn"
    if revised:
        return "withdrawn" if replaced and not _NOW_REVISED.search(low, 0, at) else "revised"
    return "corrected" if corrected and frame.role != "old" else ""


def corrected_after(rows):
    """Read "we said that 41 were held. The figure should have been 14": the second corrects the first."""
    for old, new in pairwise(rows):
        if new["sentence"] != old["sentence"] + 1 or new["kind"] not in (old["kind"], "bare", "count"):
            continue
        told = old["correction"] == "withdrawn" or _OURS.search(old["passage"].lower())
        before = new["passage"][: new["passage"].find(new["text"])]
        if told and _IT_WAS.fullmatch(before):
            old["correction"], new["correction"], new["status"] = "withdrawn", "corrected", "reported"
            new |= {c: old[c] for c in ("measure", "quantity", "phrase", "names", "side", "part")}
