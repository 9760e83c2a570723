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
from .frame import Frame
from .parties import Name, lexicon, low_words
from .tagging import merged, tag
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
        kind = "count" if figure.kind == "bare" else figure.kind
        clause = Clause(text, near, at - first, figure, figures, names)
        clause.alike = alike.get(kind)
        frame = _read(clause, frames[-1] if frames else None, last, lasts.get(kind), share, kind)
        frames.append(frame)
        if frame.words:
            alike[kind] = frame
        share = frame if frame.pattern == "of after" else share
    return frames


_RULES = (
    rows.row, told_rules.repeated, told_rules.pointing, change_rules.durations, change_rules.shared,
    told_rules.changed_before, change_rules.rise_after, change_rules.rise_before, change_rules.moved,
    change_rules.up_or_down, change_rules.former, amount_rules.of_phrase, told_rules.part,
    told_rules.fronted, told_rules.labelled, amount_rules.counted, amount_rules.brought, amount_rules.placed,
    amount_rules.paid, amount_rules.level, told_rules.listed,
)  # fmt: skip


def _read(c: Clause, previous, last, alike, share, kind) -> Frame:
    """The frame of one figure: the first rule that fits; ``alike`` is the last frame of its ``kind``."""
    for rule in _RULES:
        if found := rule(c, previous, last):
            break
    else:
        found = _unread(c, last, kind)
    again = previous and found.pattern == "noun after" and c.word(c.k - 1) == "and"
    if again and {*found.words} < {*previous.words}:
        found.words = previous.words  # "built 4,210 homes in May and 5,035 homes in June"
    if not lexicon()["editing"].isdisjoint(found.words):  # "please read", "revising an earlier figure of"
        found.words, found.anaphor = tuple(w for w in found.words if w not in lexicon()["editing"]), "its"
    found.words = tuple(filter(None, found.words))
    if not found.words and kind == "percent" and share and found.measure in ("rate", "share") and _won(c):
        found.measure, found.words = "share", share.words
        found.subject = () if c.verb_before(c.p) >= 0 else share.subject  # "from 4.1 percent"
    if not found.words and kind == "percent" and _voted(c):
        found.measure, found.words = "share", ("vote",)
    found.words = found.words or _named_elsewhere(c, found, previous)
    if not found.words and found.measure and found.pattern != "none":
        _lend(c, found, previous, alike if alike and not (found.measure == "change" and last) else last, kind)
    said = low_words(c.text)
    brought = previous and found.words and "total" in said and not said.isdisjoint(_BRINGING)
    if brought and {*previous.words} <= {*found.words} and lexicon()["cumulative"].isdisjoint(found.words):
        found.words = merged(found.words, ("total",))  # "bringing the total to": with what was before
    found.segment, found.kind = _segment(c), kind
    _as_change(found)
    found.words += within(c, found)
    dark = found.words and kind == "count" and not said.isdisjoint(_DARK)
    if dark and _OUTAGE.search(c.text, *found.segment):
        found.words = ("outage",)  # of homes, households or customers
    return found


def _unread(c, last, kind):
    """What no rule reads: "more than in 2022, when 2.4 million came", "Harl was worst hit with 96,000"."""
    came = c.counts and c.base(c.r) in ("be", "come") and c.tag(c.r + 1) != "V"  # not "321 were admitted"
    if came and c.alike:
        return c.again(c.alike, "as before")
    hit = last and last.kind == kind and c.word(c.p) == "with" and not c.words(c.phrase_after(c.r))
    if hit and not lexicon()["cumulative"].isdisjoint(last.words):
        return replace(last, role="", before=-1, names=(), pattern="with")
    return Frame(c.plain, names=c.named(told_rules.beside(c), c.tail(c.r)), pattern="none")


def _named_elsewhere(c, found, previous):
    """What a figure measures by words that stand apart from it, where its rule found none."""
    words, said = (), low_words(c.text)
    if (c.counts or c.kind == "percent") and found.pattern in ("none", "as before"):
        words = told_of(c)
        if words and previous and c.word(0) == "of":  # "Of 921 patients 58 were admitted"
            words = merged(previous.words, words)
    if not words and found.measure and c.base(c.p) in lexicon()["telling"]:  # "had offered $900 million"
        words = (c.base(c.p),)
    rate = not words and c.kind == "percent" and found.measure == "rate" and not said.isdisjoint(_RATES)
    if rate and not said.isdisjoint(_BANKS) and said.isdisjoint(_OTHER_RATES):
        words = ("interest",)  # "The bank left its rate at 5.25 percent"
    if not words and c.counts and (found.pattern != "none" or c.word(c.p) == ":"):
        start = next((i for i in range(c.k - 1, -1, -1) if c.tag(i) == "F"), -1) + 1
        told = [lexicon()["concept"].get(c.word(i)) for i in range(start, c.k)]
        words = tuple(
            [w for w in told if w in lexicon()["toll"]][-1:]
        )  # "its figure for deaths: there were 24"
    return words


def _lend(c, found, previous, last, kind):
    """Give a figure the words that the clause leaves out: of the figure before it, or of the text's last."""
    lent = previous if previous and previous.words else last if found.anaphor or c.k == 0 else None
    if previous and not previous.words and previous.kind == kind:
        return  # "put strikers at 28,500; the union spoke of 41,000"
    if c.tag(c.r) == "N" and c.word(c.p - 1) == "there":
        return  # "There were 110 people in the mine"
    apposed = kind == "percent" and c.word(c.p) == "or"  # "1,204,500 votes, or 48.2 percent"
    if not lent or not (lent.kind == kind or found.measure == "change" or apposed):
        return
    against = found.pattern == "opinion" or c.word(c.p) in ("above", "below", "than")
    if against and lent.measure == "change" and found.measure == "rate":
        found.measure = "change"
    lends = lent is previous or not c.names  # "At the harbour it reached 473"
    found.words, found.anaphor = lent.words, found.anaphor or lent.anaphor
    found.names = found.names or (lent.names if lends else ())


def _as_change(found):
    """Read "growth in exports was 3 percent" as a change of exports, and "growth was" as one of growth."""
    grown = lexicon()["grown"].intersection(found.words)
    whose = tuple(w for w in found.words if w not in grown)
    if grown and (whose or found.kind == "percent") and found.measure in ("level", "count", "rate", "change"):
        found.words = whose or ("growth",)
        found.measure = "change" if lexicon()["cumulative"].isdisjoint(whose) else found.measure


_BRINGING = ("bringing", "brings", "brought")
_RATES = ("rate", "rates")
_BANKS = ("bank", "fed", "ecb", "reserve", "riksbank")
_OTHER_RATES = ("inflation", "unemployment", "jobless", "growth", "tax", "exchange")
_DARK = ("power", "electricity")
_OUTAGE = re.compile(
    r"(?i)\b(?:without|no|los(?:es?|t|ing)|cut(?:s|ting)?(?: off)?|knock(?:s|ed|ing) out) (?:[a-z]+ )?"
    r"(?:power|electricity)\b"
)


def _won(c):
    """Whether a percentage without words is a share of the whole told last: "The Greens had 24.5 %"."""
    v = c.verb_before(c.p)
    return v < 0 or c.base(v) in ("have", "win", "get", "take", "receive", "secure", "be")


def _voted(c):
    """Read "he had won with 51 percent", "an exit poll gave Bello 53 percent"."""
    if c.word(c.p) == "with":
        return c.base(c.p - 1) == "win"
    v = c.verb_before(c.p)
    return c.base(v) in ("give", "put", "show") and "poll" in c.words(c.subject(v))


_BREAKS = {*";—(:", "while", "whereas", "but", "although", "before", "after", "where", "when", "which", "who"}


def _segment(c):
    """Characters of the clause around the figure, for cues of status."""
    words, tags, start, end, verb = c.tokens.word, c.tokens.tag, c.k, c.k + 1, False
    while start and (word := words[start - 1]) not in _BREAKS and not (verb and word == ","):
        start -= 1
        verb = verb or tags[start] == "V"
    while end < c.size and tags[end] not in ("S", "C", "F") and words[end] != "than":
        end += 1
    return c.tokens.start[start], c.tokens.end[end - 1]
