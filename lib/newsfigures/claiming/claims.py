"""Claims: each figure with what it measures, of whom, when, against what, and how it is presented.

``find_claims`` gives the figures table and these columns, all text and "" where the words do not tell:

claim         id: the document's label and a counter
measure       level, change, share, rank, count, rate, duration; "" when a figure only points ("the two")
              or stands in a list of more than 50
quantity      normalised words of what is measured, in the order of the text; claims are compared by them
phrase        the same as the sentence says it: "oil exports", "documents signed"
part          of a share: normalised words of what has it
parties       of whom, names joined by "; ", for a directed flow "giver > taker"
parties_basis stated in the clause, or resolved: from the sentence, the lines before, or the headline
side          "giver" or "taker": whose word a directed flow is told in (exports or imports)
period_*, base_*     as ISO 8601 dates and as written; the base is what a change is measured against
status        reported, estimated, projected, planned, alleged, denied or preliminary
source        who says so, as written
correction    corrected, withdrawn or revised, by the words of the sentence or the headline
role          "old" for an earlier level told beside a newer one, "same" for a figure repeated in another unit
direction     "down" for a fall that the words around the figure tell
day           of the event, by a weekday beside the figure, or the month or day that no date resolves as a
              word; it keeps values of different days apart
near          the claim that a clause leans on: the level of "up 24 %", the amount repeated in brackets
rule          which pattern of ``clauses`` spoke
date, outlet, witness, passage    of the document and sentence
dated         with the first claim of a document: its sentences with a year as JSON, for terms
"""

import json
import re

from .. import progress, riding
from ..reading.figures import Figure
from ..reading.figures import read as read_figures
from . import rows as results
from .bases import change_before, dated_bases, former_period, read_base, same_part, year_to
from .clauses import read_frames
from .correcting import corrected_after, corrections
from .dating import dated_statements
from .meaning import EACH, PER, dealt, elided, known_names, quantity, start_memory
from .naming import name
from .parties import long_forms, low_words, placed
from .presenting import read_direction, read_scope, read_source, read_status
from .tagging import singular
from .telling import elsewhere
from .timing import AHEAD, part_periods, resolve_period, share_periods
from .whose import joined, names_in, read_parties, spoken_of

_OF_STORY = re.compile(
    r"(?i)\b(?:story|article|item|report|dispatch|headline)s? (?:of|on|dated) (?:\w+ \d|\d+ \w+|\w+day)"
    r"|\b[A-Z][a-z]+ \d\d? (?:[A-Z]\w+ )?(?:story|article|item|report|dispatch)\b"
    r"|\([^()]*\d[^()]*\)[^.]{0,30} we (?:wrote|said|reported|stated)\b"
)
_PREFACE = re.compile(r"[^.]*?\b[Pp]lease read(?: in (?:the )?[\w-]+ (?:para(?:graph)?|sentence|line))?\b")
_UNTOLD = {"period_start": "", "period_end": "", "period_text": "", "period_basis": "unstated"}
_CHANGING = ("up or down", "noun of change after", "noun of change before")
_AGO = re.compile(r"\b(?:earlier|ago|before)\b")
_MOST = 50  # figures of a sentence: where there are more it is a list, and none of them claims anything
_LARGE = re.compile(r"(?i)(?:[mbr]illion|\b[mb]ln|bn|\bmn)$")
_NAMED = re.compile(
    r"\b(?:(?:Jan|Febr)uary|March|April|May|June|July|August|(?:Septem|Octo|Novem|Decem)ber"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:first|second|third|fourth) (?:quarter|half))\b"
)
FIGURE_COLUMNS = list(Figure._fields[:-3])  # but the base, which is told by the clause
CLAIM_COLUMNS = [
    "claim", "measure", "quantity", "phrase", "part", "parties", "parties_basis", "side", "base_start",
    "base_end", "base_text", "status", "source", "correction", "role", "direction", "day", "near", "rule",
    "date", "outlet", "witness", "passage", "dated",
]  # fmt: skip
_UNCLAIMED = dict.fromkeys([*FIGURE_COLUMNS, *CLAIM_COLUMNS], "") | {
    "names": (), "status": "reported", "witness": 0,
}  # fmt: skip


def find_claims(corpus):
    """Return one row a figure of the corpus: the figures table and the columns above."""
    import pandas as pd

    from ..counting.reuse import independent_groups

    table, dates = corpus.stored("claims"), corpus.stored("dates")
    if table is None:
        known = known_names(corpus.records)
        rows = [
            row for document in progress.bar(corpus.records, "claims") for row in read(document, known=known)
        ]
        table = pd.DataFrame(rows, columns=[*FIGURE_COLUMNS, *CLAIM_COLUMNS, "names"])
    names = table.pop("names")
    forms = long_forms({p for row in names for p in row}, placed(table["passage"].unique()))
    named = zip(names, table["side"], strict=True)
    table["parties"] = [joined(tuple(forms.get(p, p) for p in row), side) for row, side in named]
    if len(table):
        if table["date"].str.startswith("--").any():
            table["date"] = table["document"].map(
                dict(zip(corpus.documents["document"], corpus.documents["date"], strict=True))
            )
        groups = independent_groups(corpus)
        table["witness"] = table["document"].map(dict(zip(groups["document"], groups["group"], strict=True)))
    if dates is None:
        dates = [d for document in corpus.records for d in dated_statements(document)]
    else:
        dates = dates.to_dict("records")
    table.attrs["dates"] = riding.Rows(dates)
    return table


def read(document, figures=None, known: frozenset[str] | None = None) -> list[dict]:
    """The claims of one document, as rows; ``figures`` defaults to those that ``figures.read`` finds.

    ``known`` are names that may open a sentence; by default those of the document alone.
    """
    if figures is None:
        figures = read_figures(document)[0]
    if not figures:
        return []
    by_sentence: dict[int, list] = {}
    for figure in figures:
        by_sentence.setdefault(figure.sentence, []).append(figure)
    known = known_names([document]) if known is None else known
    named = [names_in(sentence, known) for sentence in document.sentences]
    memory = start_memory(document, named)
    corrected = bool(re.match(r"(?i)\W*(?:CORRECT(?:ED|IONS?))\b", document.title or document.text[:200]))
    rows: list[dict] = []
    for sentence, names in zip(document.sentences, named, strict=True):
        if here := by_sentence.get(sentence.sentence):
            here.sort(key=lambda f: f.start)
            rows += _claims(document, sentence, here, names, memory, len(rows), corrected)
        if names.said and sentence.kind in ("sentence", "title"):
            memory.recent = spoken_of(names.said, sentence.text, memory.recent)
        memory.paragraph = sentence.paragraph
        memory.behind.append(sentence.text)
    corrected_after(rows)
    if document.date_basis.startswith("--"):
        for row in rows:
            row["date"] = document.date_basis
    if rows and (dated := dated_statements(document)):
        rows[0]["dated"] = json.dumps(dated)
    return rows


def _claims(document, sentence, figures, named, memory, count, corrected):
    if len(figures) > _MOST:
        rows = [_row(document, f, n) | {"rule": "long list"} for n, f in enumerate(figures, count + 1)]
        for row in rows:
            at, end = row["start"] - sentence.start, row["end"] - sentence.start
            row["passage"] = sentence.text[max(0, at - 100) : end + 100]
        return rows
    local = [_Local(f, f.start - sentence.start, f.end - sentence.start) for f in figures]
    _lend_units(sentence, figures, local, memory)
    text, source = sentence.text, read_source(sentence.text)
    preface = _PREFACE.match(text)  # of a correction: it says nothing of what is measured
    said = " " * preface.end() + text[preface.end() :] if preface else text
    frames = read_frames(said, local, named.names, memory)
    mending = corrections(text, local, frames, corrected)
    rows: list[dict] = []
    for number, (figure, here, frame) in enumerate(zip(figures, local, frames, strict=True)):
        row = _row(document, figure, count + number + 1)
        clause = text[slice(*frame.segment)]
        keys, side, basis = read_parties(frame, named, memory, sentence, here)
        unit = here.unit
        if here.kind == "money" and " / " not in unit and (each := EACH.match(text, here.end)):
            unit = f"{unit} / {singular(each[1])}"
        frame = elided(frame, memory, sentence)
        words, measure = quantity(frame, unit, here.kind, keys)
        if here.kind in ("count", "bare"):
            if PER.match(text, here.end):
                measure = "rate"  # "8.6 killings per 100,000 residents"
            elif PER.search(text, max(0, here.start - 20), here.end):
                measure = ""
        near = rows[_before(rows, figures, frames, number)]["claim"] if frame.before >= 0 and number else ""
        if not near and frame.pattern in _CHANGING and memory.frame and frame.words == memory.frame.words:
            near = rows[-1]["claim"] if rows else memory.claim
        words = (*words, *read_scope(clause, text, here)) if words else words
        part = frame.subject if measure == "share" else ()
        row |= {
            "kind": here.kind, "unit": unit, "measure": measure, "quantity": " ".join(words),
            "phrase": name(words, text, here.start, part), "part": " ".join(frame.subject), "names": keys,
            "side": side, "parties_basis": basis, "source": source, "correction": mending[number],
            "status": read_status(clause, text, here.start, figure, document), "role": frame.role,
            "direction": read_direction(text, here, frame), "near": near, "rule": frame.pattern,
            "passage": text,
        }  # fmt: skip
        _times(row, rows, here, frame, words, clause, memory, sentence)
        rows.append(row)
        memory.share = frame if frame.pattern == "of after" else memory.share
        if frame.words and row["role"] not in ("same", "old") and row["correction"] != "withdrawn":
            memory.frames[frame.kind] = frame
            memory.frame, memory.claim, memory.parties, memory.last = frame, row["claim"], keys, row
            bracketed = text.rfind("(", 0, here.start) > text.rfind(")", 0, here.start)  # "(Q3 2024: 2,090)"
            if not bracketed and not _of_other_time(row, memory.when):
                memory.when = row
    dealt(rows, named.names, text)
    share_periods(rows, sentence)
    part_periods(rows)
    dated_bases(rows)
    return rows


def _times(row, rows, here, frame, words, clause, memory, sentence):
    """Add the period of a claim, its base, and its day where neither is told."""
    text, told = sentence.text, row["period_text"]
    if (
        (told and elsewhere(text, here, row))
        or (row["correction"] and _OF_STORY.search(text, 0, here.start))
        or (frame.role == "old" and _AGO.search(told))  # counted from the newer one
        or frame.pattern == "said before"  # what time is told is that of speaking
    ):
        row |= _UNTOLD
    row |= read_base(text, here, frame, row)
    if frame.pattern == "change alike" and (like := next((r for r in reversed(rows) if r["change"]), 0)):
        base = {} if row["base_text"] else {n: like[n] for n in ("base_start", "base_end", "base_text")}
        row |= base | {"change": like["change"], "direction": like["direction"]}
    row |= year_to(row, words)
    if frame.pattern == "from" and row["near"]:
        former_period(row, next((r for r in rows if r["claim"] == row["near"]), row), text, here)
    resolve_period(row, rows, memory, sentence, words, clause)
    if not low_words(text).isdisjoint(("period", "quarter", "half", "months")):
        same_part(row, rows, memory, sentence)
    if frame.role == "old" and "" < row["period_end"] < row["date"] and row["status"] in AHEAD:
        row["status"] = "reported"  # "a harvest of 18 million, down from 20 million in 2023, is forecast"
    row["day"] = row["day"] or _named_time(row, clause)
    if frame.pattern == "row" and not row["period_text"]:
        results.dated(row, text[: here.start], memory)
    if frame.pattern == "change before":
        change_before(row, rows[-1])


def _lend_units(sentence, figures, local, memory):
    """Read "1.6 million tonnes, down from 1.7 million": a large bare number takes the unit told last."""
    for figure, here in zip(figures, local, strict=True):
        large = here.kind in ("bare", "count") and _LARGE.search(figure.text)
        if here.kind in ("money", "measure"):
            memory.amount = here.kind, here.unit, sentence.sentence, here.value or 0
        elif large and here.kind == "count":
            memory.amount = type(memory).amount
        elif large and here.value:
            kind, unit, at, value = memory.amount
            times = value / here.value
            slip = sentence.sentence == at and 500 < times < 2000  # "810 billion, less than the 840 million"
            if sentence.sentence - at <= 2 and (1 / 50 <= times <= 50 or slip):
                here.kind, here.unit = kind, unit


def _of_other_time(row, when):
    """Whether a figure is of another time than its text: a forecast, or an earlier value of its sentence."""
    had = when and (row["sentence"] == when["sentence"] or "had" in low_words(row["passage"]))
    return row["status"] in AHEAD or bool(had and "" < row["period_end"] < when["period_end"])


def _row(document, figure, number):
    """The figure, and no claim yet."""
    row = _UNCLAIMED.copy()
    row.update(zip(FIGURE_COLUMNS, figure, strict=False))
    row |= {
        "value": None if figure.value is None else float(figure.value), "low": float(figure.low),
        "high": float(figure.high), "claim": f"{document.label or document.document}-{number}",
        "date": document.date, "outlet": document.outlet,
    }  # fmt: skip
    return row


def _named_time(row, clause):
    """The month, quarter or weekday that no date resolves, as a word: "in January" is not "in February"."""
    if row["period_start"] or row["period_end"] or (row["date"] and not row["period_text"]):
        return ""
    named = _NAMED.search(row["period_text"] or clause)
    return named[0].lower() if named else ""


class _Local:
    """A figure with offsets into its sentence."""

    def __init__(self, figure, start, end):
        self.start, self.end, self.kind, self.unit = start, end, figure.kind, figure.unit
        self.value = None if figure.value is None else float(figure.value)


def _before(rows, figures, frames, number):
    """Which earlier figure of the sentence a frame leans on: the nearest level with the same words."""
    for i in range(number - 1, -1, -1):
        if (
            frames[i].words == frames[number].words
            and frames[i].role not in ("same", "old")
            and " / " not in rows[i]["unit"].replace(figures[i].unit, "")
            and (frames[i].measure != "change" or frames[number].role == "same")
        ):
            return i
    return number - 1
