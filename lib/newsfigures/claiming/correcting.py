"""What a figure corrects: the words of a correction, of a revision, and of a value that they replace."""

import re
from functools import lru_cache
from itertools import pairwise

from .parties import lexicon, low_words

_FIRST_GIVEN = ("first", "initially", "originally", "earlier", "previously", "provisionally")
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
    r"|(?:was|were) wrong|earlier version of (?:this|the) [a-z]+"
    r"|(?:we|this (?:newspaper|station|agency|website)) (?:said|wrote|reported|stated|put|gave))\b"
)
_FORMERLY = re.compile(
    r"\b(?:first|initially|originally|earlier|previously|provisionally)(?: been)? (?:given|reported|put"
    r"|announced|estimated|published|stated|released|thought)"
    r"(?: \w+)? (?:as|at|to be)(?: an?)?(?: \w+)?(?: of)? $"
)
# "At first up to 270 dead had been reported", "an originally reported 23,000"
_AT_FIRST = re.compile(r"\b(?:at first|initially|originally)\b[^.;\d]{0,24} $")
_THEN_TOLD = re.compile(
    r"\S+(?: \w+){0,3} (?:had been|was|were) (?:reported|feared|thought|given|announced)\b"
)
_NOTE = re.compile(r"\(correct[^()]*\)")
_DIGITS = re.compile(r"\d[\d.,]*\d|\d")
_REVISING = re.compile(  # "revising down a toll of 41 given by his colleague"
    r"\b(?:revis|lower|rais|correct|updat|cutt)ing (?:(?:up|down)(?:wards?)? )?"
    r"(?:an?|its|the|his|her|their) (?:[a-z]+ )?(?:toll|figure|count|tally|estimate|number|total)"
    r"(?: of [a-z]+)? of $"
)
_OURS = re.compile(
    r"\b(?:we|this (?:newspaper|station|agency|website)) (?:said|wrote|reported|stated|put|gave)\b"
)
_REVISED = re.compile(  # but not "Storm update 6 a.m."
    r"\b(?:revis|restat)(?:e[ds]?|ing)\b"
    r"|\bupdat(?:ed|ing) (?:the|its|their|figures?|counts?|tolls?|estimates?|data|numbers?)\b"
)
_NOW_REVISED = re.compile(
    r"\b(?:revised|restated|updated)(?: \w+ of)? $"
)  # "from an upwardly revised 8.1 percent"


@lru_cache(maxsize=1)  # asked for each figure of a sentence in turn
def _mending(text):
    low, said = text.lower(), low_words(text)
    may = not said.isdisjoint(lexicon()["mending"])
    found = [may and bool(pattern.search(low)) for pattern in (_CORRECTING, _MISTAKEN, _REVISED)]
    return low, not said.isdisjoint(_FIRST_GIVEN), *found


def corrections(text, figures, frames, corrected):
    """What each figure of a sentence corrects: where a withdrawn value is told, one figure of its kind does,
    the nearest that is no part nor set apart by dashes; "315 - 303 pupils and 12 teachers - and not 227".
    """
    found = [read_correction(text, f.start, corrected, g) for f, g in zip(figures, frames, strict=True)]
    if "withdrawn" not in found:
        return found
    inside = [m.span() for m in _ASIDE.finditer(text)] if _ASIDE_CUES.intersection(text) else ()
    depth = [sum(a < f.start < b for a, b in inside) for f in figures]
    part = [bool(_PART.match(text, f.end)) for f in figures]
    kind = ["count" if f.kind == "bare" else f.kind for f in figures]
    lost = {n for n, c in enumerate(found) if c == "withdrawn"}
    mending = {}
    for n in lost:
        apart = [k for k, c in enumerate(found) if k not in lost and kind[k] == kind[n]]
        apart = [k for k in apart if found[k] or frames[n].pattern == "said before"]
        if apart:
            new = min(apart, key=lambda k: (depth[n] != depth[k], part[k], n < k, abs(n - k)))
            mending[new] = found[new] or "revised"
    return ["withdrawn" if n in lost else mending.get(n, "") for n in range(len(found))]


_PART = re.compile(r" of (?:them|whom|which|these|those)\b")
_ASIDE = re.compile(r"\([^()]*\)| [-\u2013\u2014] [^-\u2013\u2014]* [-\u2013\u2014] ")
_ASIDE_CUES = frozenset("(-\u2013\u2014")


def read_correction(text, at, corrected, frame):
    low, formerly, correcting, mistaken, revised = _mending(text)
    role = frame.role
    if frame.pattern == "said before":
        return "withdrawn"
    first = formerly and (_FORMERLY.search(low, max(0, at - 60), at) or _AT_FIRST.search(low, 0, at))
    if first and (first.re is _FORMERLY or _THEN_TOLD.match(low, at)):
        return "withdrawn"
    if (revised or correcting) and _REVISING.search(low, max(0, at - 70), at):
        return "withdrawn"
    if correcting and (note := _NOTE.search(low)) and not note.start() <= at < note.end():
        told = _DIGITS.findall(note[0])  # "(Corrects number of plants to 12 from 14) It will cut 1,100 jobs"
        if told and _DIGITS.match(low, at) and _DIGITS.match(low, at)[0] not in told:
            return ""
    if correcting:
        before = low[:at].rstrip("( ")
        old = re.search(
            r"(?:from|not|instead of|rather than|earlier|earlier version [^.]*|wrongly[\w ]*"
            r"|erroneously[\w ]*)(?: the)?$",
            before,
        )
        return "withdrawn" if old or role == "old" else "corrected"
    if mistaken and (corrected or not _OURS.search(low)):
        return "withdrawn"
    if corrected and re.search(r"\b(?:not|instead of|rather than)(?: the)?\s*$", low[:at]):
        return "withdrawn"
    if revised and _NOW_REVISED.search(low, max(0, at - 40), at):
        return "revised"
    if revised:
        former = re.search(r"\b(?:earlier|previous|initial|original)\b[^,.;]{0,30}$", low[:at])
        return "withdrawn" if role == "old" or former else "revised"
    return "corrected" if corrected and role != "old" else ""


_IT_WAS = re.compile(
    r"(?:It|That|The (?:correct )?(?:figure|number|amount|sum|total|toll|price))(?: \w+){0,4}? $"
)


def corrected_after(rows):
    """Read "we said that 41 were held. The figure should have been 14": the second corrects the first."""
    for old, new in pairwise(rows):
        if new["sentence"] != old["sentence"] + 1 or new["kind"] not in (old["kind"], "bare", "count"):
            continue
        told = old["correction"] == "withdrawn" or _OURS.search(old["passage"].lower())
        before = new["passage"][: new["passage"].find(new["text"])]
        if told and _IT_WAS.fullmatch(before) and new["correction"] != "withdrawn":
            old["correction"], new["correction"], new["status"] = "withdrawn", "corrected", "reported"
            new |= {c: old[c] for c in ("measure", "quantity", "phrase", "names", "side", "part")}
