"""What a figure measures, read from the clause around it by word classes and order, without a parser.

``read_frames`` tags the words of one sentence (``data/lexicon.txt``), then looks for each figure at what
stands directly before and after it: "a toll of 27", "trade reached $240 billion", "27 people were killed",
"up 24 %", "60 % of imports". What a clause leaves out is taken from the figure before it. A figure that fits
no pattern has no words, and is compared with nothing.
"""

import re
from dataclasses import replace

from . import amount_rules, change_rules, rows, told_rules
from .clause import Clause
from .frame import Frame, plain_measure
from .parties import Name, lexicon, low_words
from .tagging import tag, verb_base
from .within import within
from .words_after import told_of

_AROUND = 80  # tokens either side that a figure is read with: more than any clause has


def read_frames(text: str, figures: list, names: list[Name], told=None) -> list[Frame]:
    """Return one frame for each of ``figures``, which have ``start``, ``end`` (in ``text``), ``kind`` and
    ``unit``.

    ``told`` is what the text said before: ``frame``, of the last figure ("That is 31 % more"), ``frames`` by
    kind of figure, and ``share``, the last share ("The Greens had 24.5 %" is one of the same whole).
    """
    last, lasts, share = (told.frame, told.frames, told.share) if told else (None, {}, None)
    tokens = tag(text, figures, names)
    near, first, frames, alike = tokens, 0, [], {}
    for figure in figures:
        at = tokens.start.index(figure.start)
        if len(tokens.start) > _AROUND:
            first = max(0, at - _AROUND)
            near = tokens.window(first, at + _AROUND)
        sentence = Clause(text, near, at - first, figure, figures, names)
        sentence.alike = alike.get(_kind(figure))
        frame = _read(sentence, frames, last, lasts.get(_kind(figure)), share)
        frames.append(frame)
        if frame.words:
            alike[frame.kind] = frame
        share = frame if frame.pattern == "of after" else share
    for before, frame, figure, after in zip(frames, frames[1:], figures, figures[1:], strict=False):
        same = not before.words and (figure.kind, figure.unit) == (after.kind, after.unit)
        if same and text[: figure.start].strip().lower() in ("after", "following", "from"):
            before.words, before.names = (
                frame.words,
                frame.names,
            )  # "After 318 tonnes in May, it sold 274 tonnes"
    return frames


_RULES = (
    rows.row, told_rules.repeated, told_rules.pointing, change_rules.durations, change_rules.shared,
    told_rules.changed_before, change_rules.rise_after, change_rules.rise_before, change_rules.moved,
    change_rules.up_or_down, change_rules.former, amount_rules.of_phrase, told_rules.part,
    told_rules.fronted, told_rules.labelled, amount_rules.counted, amount_rules.brought, amount_rules.placed,
    amount_rules.paid, amount_rules.level, told_rules.listed,
)  # fmt: skip


def _read(c: Clause, frames: list[Frame], last, alike, share) -> Frame:
    """The frame of one figure: the first rule that fits; ``alike`` is the last frame of its kind."""
    kind = c.figure.kind
    previous = frames[-1] if frames else None
    for rule in _RULES:
        if found := rule(c, previous, last):
            break
    else:
        came = kind in ("count", "bare") and verb_base(c.word(c.r)) in ("be", "come")
        came = came and c.tag(c.r + 1) != "V"  # "321 were admitted" tells of something else
        found = Frame(plain_measure(kind), names=c.named(told_rules.beside(c), c.tail(c.r)), pattern="none")
        piling = last and not lexicon()["cumulative"].isdisjoint(last.words)
        if (
            piling
            and last.kind == _kind(c.figure)
            and c.word(c.p) == "with"
            and not c.words(c.phrase_after(c.r))
        ):
            found = replace(
                last, role="", before=-1, names=(), pattern="with"
            )  # "Harl was worst hit with 96,000"
        if came and c.alike:  # "more than in 2022, when 2.4 million came"
            found = replace(c.alike, measure=plain_measure(kind), role="", pattern="as before")
    if (
        previous
        and found.pattern == "noun after"
        and c.word(c.k - 1) == "and"
        and {*found.words} < {*previous.words}
    ):
        found.words = previous.words  # "built 4,210 homes in May and 5,035 homes in June"
    if not lexicon()["editing"].isdisjoint(found.words):  # "please read", "revising an earlier figure of"
        found.words, found.anaphor = tuple(w for w in found.words if w not in lexicon()["editing"]), "its"
    found.words = tuple(filter(None, found.words))
    if not found.words and kind == "percent" and share and found.measure in ("rate", "share") and _won(c):
        found.measure, found.words = "share", share.words
        found.subject = () if c.verb_before(c.p) >= 0 else share.subject  # "from 4.1 percent"
    if not found.words and kind == "percent" and _voted(c):
        found.measure, found.words = "share", ("vote",)
    if not found.words and (kind in ("count", "bare", "percent") and found.pattern in ("none", "as before")):
        found.words = told_of(c)
        if found.words and previous and c.word(0) == "of":  # "Of 921 patients 58 were admitted"
            found.words = tuple(dict.fromkeys((*previous.words, *found.words)))
    if not found.words and found.measure and c.tag(c.p) == "V":  # "had offered $900 million"
        found.words = tuple({verb_base(c.word(c.p))} & lexicon()["telling"])
    if not found.words and kind == "percent" and found.measure in ("rate", "level") and _interest(c):
        found.words = ("interest",)
    if not found.words and kind in ("count", "bare") and (found.pattern != "none" or c.word(c.p) == ":"):
        found.words = _toll_told(c)
    if not found.words and found.measure and found.pattern != "none":
        before = alike if alike and not (found.measure == "change" and last) else last
        lent = previous if previous and previous.words else before if found.anaphor or c.k == 0 else None
        if previous and not previous.words and previous.kind == _kind(c.figure):
            lent = None  # "put strikers at 28,500; the union spoke of 41,000"
        if c.tag(c.r) == "N" and c.word(c.p - 1) == "there":
            lent = None  # "There were 110 people in the mine"
        apposed = kind == "percent" and c.word(c.p) == "or"  # "1,204,500 votes, or 48.2 percent"
        if lent and (lent.kind == _kind(c.figure) or found.measure == "change" or apposed):
            found.words = lent.words
            against = found.pattern == "opinion" or c.word(c.p) in ("above", "below", "than")
            if against and lent.measure == "change" and found.measure == "rate":
                found.measure = "change"
            lends = lent is previous or not c.names  # "At the harbour it reached 473"
            found.names = found.names or (lent.names if lends else ())
            found.anaphor = found.anaphor or lent.anaphor
    if (
        previous
        and "total" in low_words(c.text)
        and {*previous.words} <= {*found.words}
        and lexicon()["cumulative"].isdisjoint(found.words)
    ):
        end = c.figures[c.figures.index(c.figure) - 1].end
        between = {c.word(i) for i in range(c.k) if c.tokens.start[i] > end}
        if "total" in between and between & {"bringing", "brings", "brought"}:  # to what was there before
            found.words = (*found.words, "total")
    found.segment, found.kind = _segment(c), _kind(c.figure)
    _as_change(found)
    found.words += within(c, found)
    dark = found.words and found.kind == "count" and not low_words(c.text).isdisjoint(_DARK)
    if dark and _OUTAGE.search(c.text, *found.segment):
        found.words = ("outage",)  # of homes, households or customers
    return found


def _as_change(found):
    """Read "growth in exports was 3 percent" as a change of exports, and "growth was" as one of growth."""
    grown = lexicon()["grown"].intersection(found.words)
    whose = tuple(w for w in found.words if w not in grown)
    if grown and (whose or found.kind == "percent") and found.measure in ("level", "count", "rate", "change"):
        found.words = whose or ("growth",)
        found.measure = "change" if lexicon()["cumulative"].isdisjoint(whose) else found.measure


def _toll_told(c):
    """The toll that the sentence names before a bare count: "its figure for deaths: there had been 24"."""
    start = next((i for i in range(c.k - 1, -1, -1) if c.tag(i) == "F"), -1) + 1
    told = [lexicon()["concept"].get(c.word(i)) for i in range(start, c.k)]
    return tuple([word for word in told if word in lexicon()["toll"]][-1:])


def _interest(c):
    """Whether a bare rate is that of a central bank: "The bank left its rate at 5.25 percent"."""
    said = low_words(c.text)
    near = c.text[max(0, c.figure.start - 40) : c.figure.start]
    return bool(not said.isdisjoint(_BANKS) and _RATE.search(near)) and said.isdisjoint(_OTHER_RATES)


_BANKS = ("bank", "fed", "ecb", "reserve", "riksbank")
_OTHER_RATES = ("inflation", "unemployment", "jobless", "growth", "tax", "exchange")
_RATE = re.compile(r"\brates?(?: [a-z]+){0,4} $")


_DARK = ("power", "electricity")
_OUTAGE = re.compile(
    r"(?i)\b(?:without|no|los(?:es?|t|ing)|cut(?:s|ting)?(?: off)?|knock(?:s|ed|ing) out) (?:[a-z]+ )?"
    r"(?:power|electricity)\b"
)


def _kind(figure):
    return "count" if figure.kind == "bare" else figure.kind


def _won(c):
    """Whether a percentage without words is a share of the whole told last: "The Greens had 24.5 %"."""
    v = c.verb_before(c.p)
    return v < 0 or verb_base(c.word(v)) in ("have", "win", "get", "take", "receive", "secure", "be")


def _voted(c):
    """Read "he had won with 51 percent", "an exit poll gave Bello 53 percent"."""
    if c.word(c.p) == "with":
        return verb_base(c.word(c.p - 1)) == "win"
    v = c.verb_before(c.p)
    return v >= 0 and verb_base(c.word(v)) in ("give", "put", "show") and "poll" in c.words(c.subject(v))


# of clauses
_BREAKS = {*";—(:", "while", "whereas", "but", "although", "before", "after", "where", "when", "which", "who"}
_ENDING = ("S", "C", "F")


def _segment(c):
    """Characters of the clause around the figure, for cues of status."""
    words, tags, start, end, verb = c.tokens.word, c.tokens.tag, c.k, c.k + 1, False
    while start and (word := words[start - 1]) not in _BREAKS and not (verb and word == ","):
        start -= 1
        verb = verb or tags[start] == "V"
    while end < c.size and tags[end] not in _ENDING and words[end] != "than":
        end += 1
    return c.tokens.start[start], c.tokens.end[end - 1]
