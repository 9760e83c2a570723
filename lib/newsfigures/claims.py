"""Claims: each figure with what it measures, of whom, when, against what, and how it is presented.

``find_claims`` gives the figures table and these columns, all text and "" where the words do not tell:

claim         id: the document's label and a counter
measure       level, change, share, rank, count, rate or duration; "" when a figure only points ("the two countries")
quantity      normalised words of what is measured, in the order of the text
part          of a share: normalised words of what has it
parties       of whom, names joined by "; ", for a directed flow "giver > taker"
parties_basis stated in the clause, or resolved: from the sentence, the lines before, or the headline
side          "giver" or "taker": whose word a directed flow is told in (exports or imports)
period_*, base_*     as ISO 8601 dates and as written; the base is what a change is measured against
status        reported, estimated, projected, planned, alleged or preliminary
source        who says so, as written
correction    corrected, withdrawn or revised, by the words of the sentence or the headline
role          "old" for an earlier level told beside a newer one, "same" for a figure repeated in another unit
day           of the event, by a weekday beside the figure; it only keeps different values of different days apart
near          the claim that a clause leans on: the level of "up 24 %", the amount repeated in brackets
rule          which pattern of ``clauses`` spoke
date, outlet, witness, passage    of the document and sentence
"""

import re
from calendar import monthrange
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from .arithmetic import shifted
from .clauses import Frame, read_frames
from .parties import Name, find_names, lexicon, long_forms
from .periods import MONTHS

_SAID = "said|says|told|announced|reported|showed|shows|show|stated|added|according|estimates?|estimated|found"
_WHO = re.compile(rf"(?:^|[,;\u2014\"] ?|\bbut |\band |\bwhile )((?:[^\W\d][^,;\u2014\"]*?)) (?:has |have |had |also )?(?:{_SAID})\b")
_ACCORDING = re.compile(r"(?i)\b(?:according to|citing|as reported by|figures from|data from)\s+([^,.;()]+)")
_OFFICIAL = re.compile(r"(?i)\b([\w'. -]{0,40}\b(?:data|figures|statistics|results|survey|report)) (?:show|showed|shows|suggest)")
_AS_SEEN = re.compile(r"(?i)\b(?:than|as|beat|beating|above|below|topping|missing|against)\s+(?:\w+ ){0,3}?(?:expected|forecasts?|planned|"
                      r"proposed|expectations|estimates?|projected|predicted|had \w+)\b.*")  # fmt: skip
_STATUS = ("alleged", "projected", "planned", "preliminary", "estimated")
_RELATIVE = re.compile(
    r"(?i)(?:from|than|over|on|against|compared (?:with|to)|versus|vs)?\s*(?:in |at |the |a |one )*"
    r"(?:(?:previous|prior|preceding|last|same)\s+(?P<a>year|month|quarter|week|day)|"
    r"(?P<b>year|month|quarter|week|day)(?: |-)(?:earlier|ago|before|on-year|on-month|on-quarter|over-year))"
    r"|(?P<c>year|month|quarter|week)[- ](?:on|over)[- ](?:year|month|quarter|week)"
)
_EARLIER = re.compile(r"(?i)\b(?P<n>two|three|four|five|six|ten|\d+) (?P<u>year|month|quarter|week|day)s (?:ago|earlier|before)")
_UNITS = {"year": "P1Y", "quarter": "P3M", "month": "P1M", "week": "P7D", "day": "P1D"}
_SINCE = re.compile(r"(?i)\b(?:since|from|than|than in|over|compared (?:with|to)|versus|against|after)\s+(?:in |the )?"
                    r"((?:(?:early|late|mid|january|february|march|april|may|june|july|august|september|october|november|"
                    r"december|first|second|third|fourth|quarter|half|of|the|same|period|end)[ -]?)*(?:\d{4}\b)?)")  # fmt: skip
FIGURE_COLUMNS = (
    "document figure sentence start end text kind value low high unit bound change "
    "period_start period_end period_text period_basis"
).split()
CLAIM_COLUMNS = (
    "claim measure quantity part parties parties_basis side base_start base_end base_text status source correction role day near rule "
    "date outlet witness passage"
).split()


@dataclass
class _Memory:
    """Who a document has spoken of so far, for "its", "both countries" and clauses without a name."""

    topic: tuple[Name, ...]
    pair: tuple[str, ...]
    known: frozenset[str]
    recent: tuple[str, ...] = ()
    paragraph: int = -1
    frame: Frame | None = None
    share: Frame | None = None
    claim: str = ""
    parties: tuple[str, ...] = ()
    last: dict | None = None


def find_claims(corpus):
    """Return one row a figure of the corpus: the figures table and the columns above."""
    import pandas as pd

    from .reuse import independent_groups

    rows = [row for document in corpus.records for row in read(document)]
    forms = long_forms({p for row in rows for p in row["names"]})
    witness = dict(independent_groups(corpus)[["document", "group"]].itertuples(index=False)) if rows else {}
    for row in rows:
        row["parties"] = _joined(tuple(forms.get(p, p) for p in row.pop("names")), row["side"])
        row["witness"] = witness[row["document"]]
    table = pd.DataFrame(rows, columns=[*FIGURE_COLUMNS, *CLAIM_COLUMNS])
    table.attrs["dates"] = [d for document in corpus.records for d in dated_statements(document)]
    return table


def read(document, figures=None) -> list[dict]:
    """The claims of one document, as rows; ``figures`` defaults to those that ``figures.read`` finds."""
    if figures is None:
        from .figures import read as read_figures

        figures = read_figures(document)[0]
    by_sentence: dict[int, list] = {}
    for figure in figures:
        by_sentence.setdefault(figure.sentence, []).append(figure)
    memory = _memory(document)
    corrected = bool(re.match(r"(?i)\W*(?:CORRECT(?:ED|ION)|REFILE)\b", document.title or document.text[:200]))
    rows: list[dict] = []
    for sentence in document.sentences:
        here = sorted(by_sentence.get(sentence.sentence, ()), key=lambda f: f.start)
        names = _names(sentence, memory.known)
        if here:
            rows += _claims(document, sentence, here, names, memory, len(rows), corrected)
        if sentence.kind in ("sentence", "title") and (said := [n.key for n in names if not _attributed(sentence.text, n)]):
            memory.recent = tuple(dict.fromkeys(said))
        memory.paragraph = sentence.paragraph
    return rows


def _memory(document):
    """Names seen inside sentences, the names of headline and lead, and the two that are named most."""
    inside, counts, lead = set(), Counter(), []
    for sentence in document.sentences:
        if not _shouting(sentence) and sentence.kind in ("sentence", "title", "list item"):
            inside.update(name.key for name in find_names(sentence.text))
    for sentence in document.sentences:
        if sentence.kind == "heading":
            continue
        found = [n for n in _names(sentence, frozenset(inside)) if not _attributed(sentence.text, n)]
        counts.update(n.key for n in found if n.kind == "territory")
        lead += found if sentence.sentence < 3 else []
    pair = tuple(sorted(k for k, _ in sorted(counts.items(), key=lambda c: (-c[1], c[0]))[:2]))
    return _Memory(tuple(lead), pair if len(pair) == 2 else (), frozenset(inside))


def _shouting(sentence):
    """Whether most words are capitalised, as in some headlines: a capital then marks no name."""
    words = re.findall(r"[^\W\d_]{4,}", sentence.text)
    few, share = (2, 0.6) if sentence.kind in ("title", "heading") else (5, 0.8)
    return len(words) > few and sum(w[0].isupper() for w in words) > share * len(words)


def _names(sentence, known):
    names = find_names(sentence.text, known)
    return [n for n in names if n.kind == "territory" or n.key in known] if _shouting(sentence) else names


def _attributed(text, name):
    """Whether a name is the speaker: directly before "said" or after "according to"."""
    after, before = text[name.end : name.end + 40], text[: name.start]
    return bool(re.match(rf"'?s?(?: [\w-]+){{0,4}}? (?:{_SAID})\b", after) or re.search(r"(?i)(?:according to|citing)(?: [\w']+){0,3} $", before))


def _claims(document, sentence, figures, names, memory, count, corrected):
    local = [_Local(f, f.start - sentence.start, f.end - sentence.start) for f in figures]
    frames = read_frames(sentence.text, local, names, memory.frame, memory.share)
    rows: list[dict] = []
    for number, (figure, frame) in enumerate(zip(figures, frames, strict=True)):
        row = {column: getattr(figure, column, "") for column in FIGURE_COLUMNS}
        for column in ("value", "low", "high"):
            row[column] = None if row[column] is None else float(row[column])
        clause = sentence.text[slice(*frame.segment)]
        keys, side, basis = _parties(frame, names, memory, sentence, local[number])
        words, measure = _quantity(frame, figure.unit)
        near = rows[_before(figures, frames, number)]["claim"] if frame.before >= 0 and number else ""
        if not near and frame.pattern in ("up or down", "noun of change after", "noun of change before") and memory.frame and frame.words == memory.frame.words:
            near = rows[-1]["claim"] if rows else memory.claim
        row |= {
            "claim": f"{document.label or document.document}-{count + number + 1}",
            "measure": measure,
            "quantity": " ".join(words),
            "part": " ".join(frame.subject),
            "names": keys,
            "side": side,
            "parties_basis": basis,
            "status": _status(clause, figure, document),
            "source": _source(sentence.text),
            "correction": _correction(sentence.text, local[number].start, corrected, frame.role),
            "role": frame.role,
            "day": "",
            "near": near,
            "rule": frame.pattern,
            "date": document.date,
            "outlet": document.outlet,
            "witness": 0,
            "passage": sentence.text,
        }
        row |= _base(sentence.text, local[number], frame, row)
        _resolve_period(row, rows, memory, sentence, words)
        rows.append(row)
        memory.share = frame if frame.measure == "share" else memory.share
        if frame.words and frame.role != "same":
            memory.frame, memory.claim, memory.parties, memory.last = frame, row["claim"], keys, row
    return rows


def _resolve_period(row, rows, memory, sentence, words):
    """A period that the sentence leaves out: from the level a change leans on, the list it stands in, the lines before."""
    near = next((r for r in rows if r["claim"] == row["near"]), memory.last if memory.last and memory.last["claim"] == row["near"] else None)
    lender = near or (rows[-1] if rows else memory.last)
    based = row["measure"] == "change" and near and (row["period_start"], row["period_end"]) == (row["base_start"], row["base_end"])
    if based:  # "than in 2022" is the base
        row["period_start"], row["period_end"], row["period_basis"] = near["period_start"], near["period_end"], "resolved"
    if not (row["period_start"] or row["period_end"]) and (day := _weekday(sentence, row)):
        row["day"] = day
    if row["period_start"] or row["period_end"] or not lender:
        return
    text = re.sub(r"^.*\b(?:earlier|ago|previous|prior)\b.*$", "", row["period_text"].lower())
    start, end = lender["period_start"], lender["period_end"]
    if row["role"] == "old":
        step = next((s for w, s in _UNITS.items() if f"{w} earlier" in sentence.text or f"{w} ago" in sentence.text), "")
        start, end = shifted(start, end, step) if step and start and end else ("", "")
    elif near and not text:
        pass
    elif text and start and (named := _part_of_year(text, int(start[:4]))):
        start, end = named
    elif text or sentence.sentence - lender["sentence"] > 2 or not lexicon()["flow"] & set(words) or row["measure"] == "rate":
        return
    if start and end:
        row["period_start"], row["period_end"], row["period_basis"] = start, end, "resolved"


_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_DAY = re.compile(rf"(?i)(?<![\w-])({'|'.join(_DAYS)})(?:'s)?\b")
_SPOKE = re.compile(rf"(?i)\b(?:{_SAID}|statement|office|agency|ministry|police)(?: \w+)? (?:late |early )?on $|(?:late|next) $")


def _weekday(sentence, row):
    """The day meant by "on Saturday", the last one up to the document's date; not the day on which somebody spoke."""
    if len(row["date"]) < 10:
        return ""
    told = date.fromisoformat(row["date"])
    for m in _DAY.finditer(sentence.text):
        if not _SPOKE.search(sentence.text[: m.start()]):
            return (told - timedelta(days=(told.weekday() - _DAYS.index(m[1].lower())) % 7)).isoformat()
    return ""


def _part_of_year(text, year):
    """First and last day of a month, quarter or half that is named without its year."""
    month = next((i for i, name in enumerate(MONTHS, 1) if name in text), 0)
    part = re.search(r"(first|second|third|fourth)[- ](quarter|half)", text)
    if month:
        return f"{year}-{month:02}-01", f"{year}-{month:02}-{monthrange(year, month)[1]}"
    if part:
        size = 3 if part[2] == "quarter" else 6
        last = size * ("first", "second", "third", "fourth").index(part[1]) + size
        if last <= 12:
            return f"{year}-{last - size + 1:02}-01", f"{year}-{last:02}-{monthrange(year, last)[1]}"
    return None


class _Local:
    """A figure with offsets into its sentence."""

    def __init__(self, figure, start, end):
        self.start, self.end, self.kind, self.unit = start, end, figure.kind, figure.unit
        self.value = None if figure.value is None else float(figure.value)


def _before(figures, frames, number):
    """Which earlier figure of the sentence a frame leans on: the nearest level with the same words."""
    for i in range(number - 1, -1, -1):
        if frames[i].words == frames[number].words and frames[i].role != "same" and (frames[i].measure != "change" or frames[number].role == "same"):
            return i
    return number - 1


_PRICING = {"price", "sell", "buy", "purchase", "cost", "trade", "pay", "quote", "fetch"}


def _quantity(frame, unit):
    words, measure = frame.words, frame.measure
    if " / " in unit and len(words) > 1:
        words = tuple(w for w in words if w not in _PRICING) or words  # dollars a tonne are a price
    if measure == "change" and set(words) == {"consumer", "price"}:
        return ("inflation",), "rate"
    return words, measure


def _parties(frame, names, memory, sentence, figure):
    """Names of a claim, the giver of a flow first; the side that tells the flow; whether the clause states them."""
    directed = lexicon()["directed"] & set(frame.words)
    speakers = {n.key for n in names if _attributed(sentence.text, n)}
    own = [(role, n.key) for role, n in frame.names if n.key not in speakers or role in ("", "of")]
    keys = tuple(dict.fromkeys(key for _, key in own))
    fallback = _fallback(frame, names, memory, sentence, figure, speakers)
    if directed:
        taker = "import" in directed
        far = [key for role, key in own if role == ("from" if taker else "to")][:1]
        home = [key for role, key in own if role in ("", "of", "by") and key not in far][:1]
        basis = "stated" if home else "resolved"
        home = home or [k for k in fallback if k not in far][:1]
        return tuple(far + home if taker else home + far), "taker" if taker else "giver", basis
    both = frame.anaphor == "both" or "trade" in frame.words
    if both and len(keys) < 2:
        pair = memory.pair if "trade" in frame.words or len(memory.recent) < 2 else memory.recent[:2]
        if pair and set(keys) <= set(pair):
            return tuple(sorted(pair)), "", "resolved"
    if keys and not (frame.anaphor and not any(role in ("", "of") for role, _ in own)):
        return tuple(sorted(keys)), "", "stated"
    return tuple(sorted(dict.fromkeys((*fallback[:3], *keys)))), "", "resolved"


def _fallback(frame, names, memory, sentence, figure, speakers):
    """Who is meant when the clause names nobody: earlier in the sentence, then before it, then headline and lead."""
    before = [n.key for n in names if n.end <= figure.start]
    near = bool(frame.anaphor or lexicon()["flow"] & set(frame.words))
    earlier = [k for k in before if k not in speakers] or (before if near else [])
    same = memory.parties if sentence.paragraph == memory.paragraph else ()
    topic = [n.key for n in memory.topic]
    chain = (earlier, same[:1], memory.recent[:1], topic[:1]) if near else (earlier, topic, memory.recent)
    return list(dict.fromkeys(next((found for found in chain if found), ())))


def _status(clause, figure, document):
    """How a clause presents its figure, by its cue words; a period after the document's date is not reported."""
    lexical, text = lexicon(), _AS_SEEN.sub("", clause)
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text)
    low = [w.lower() for w in words if w != "May"]
    pairs = {f"{a} {b}" for a, b in zip(low, low[1:], strict=False)}
    for status in _STATUS:
        cues = lexical[status]
        if any(w in cues for w in low) or pairs & cues:
            if not (status == "planned" and {"offered", "offers"} & set(low) and figure.kind != "percent"):
                return status
    start = getattr(figure, "period_start", "")
    if lexical["decided"] & set(low):
        return "reported"
    return "projected" if start and document.date and start[: len(document.date)] > document.date[: len(start)] else "reported"


def _source(text):
    for pattern in (_ACCORDING, _OFFICIAL, _WHO):
        if m := pattern.search(text):
            who = re.sub(r"(?i)\s+(?:on|in|at|late|earlier|this|last)\s+(?:\w+day|\w+ statement|\w+)\s*$", "", m[1].strip(" \"'"))
            who = re.sub(r"(?i)^(?:the|a|an|its|his|her|their)\s+", "", who)
            if 0 < len(who.split()) <= 8 and who.lower() not in ("it", "he", "she", "they", "who", "which", "that"):
                return who
    return ""


def _correction(text, at, corrected, role):
    low = text.lower()
    if re.search(r"\bcorrects\b|\bcorrection:|\bcorrecting\b|should (?:read|be|have been)|instead of|rather than the", low):
        before = low[:at].rstrip("( ")
        old = re.search(r"(?:from|not|instead of|rather than|earlier|wrongly[\w ]*|erroneously[\w ]*)(?: the)?$", before)
        return "withdrawn" if old or role == "old" else "corrected"
    if re.search(r"\b(?:wrongly|erroneously|incorrectly|mistakenly|previously reported|earlier reported|misstated)\b", low):
        return "withdrawn"
    if re.search(r"\b(?:revised|restated|updated)\b", low):
        return "withdrawn" if role == "old" else "revised"
    return "corrected" if corrected and role != "old" else ""


def _base(text, figure, frame, row):
    """What a change, or a rate such as inflation, is measured against."""
    none = {"base_start": "", "base_end": "", "base_text": ""}
    if frame.measure != "change" and "inflation" not in frame.words:
        return none
    after = re.split(r"[;:()]|, (?=and|but|while|up|down)", text[figure.end : figure.end + 120])[0]
    if m := _EARLIER.search(after):
        return none | {"base_text": m[0].strip()}
    relative, since = _RELATIVE.search(after), _SINCE.search(after)
    since = since if since and since[1].strip() else None
    if since and (not relative or since.start() < relative.start()):
        start, end = _absolute(since[1], row)
        return {"base_start": start, "base_end": end, "base_text": since[0].strip()}
    annual = re.search(r"(?i)\b(annual|yearly|year-on-year|monthly|month-on-month)\b[^.;]{0,40}$", text[: figure.start])
    written = relative[0].strip() if relative else annual[1] if annual else ""
    if m := re.match(r"(?i)\s*between (\d{4}) and (\d{4})", after):
        return {"base_start": f"{m[1]}-01-01", "base_end": f"{m[1]}-12-31", "base_text": m[0].strip()}
    return none | {"base_text": written}


def _absolute(text, row):
    """First and last day of "2022", "February 2022", "February"; "" when the year cannot be told."""
    low = text.lower()
    year = re.search(r"\d{4}", low)
    month = next((i for i, name in enumerate(MONTHS, 1) if name in low), 0)
    anchor = row["period_start"] or row["date"]
    if not year and not (month and len(anchor) >= 7):
        return "", ""
    y = int(year[0]) if year else int(anchor[:4]) - (month > int(anchor[5:7]))
    if not month:
        return f"{y}-01-01", f"{y}-12-31"
    return f"{y}-{month:02}-01", f"{y}-{month:02}-{monthrange(y, month)[1]}"


def _joined(names, side):
    names = tuple(dict.fromkeys(names))
    return " > ".join(names) if side and len(names) == 2 else "; ".join(names)


_DATED = re.compile(r"(?i)\b(?:in|since|until|till|to|through|from|by|ends? in|of)\s+(1[5-9]\d\d|20\d\d)\b")


def dated_statements(document) -> list[dict]:
    """Years told after a preposition, with their sentence: what terms and anniversaries are checked against."""
    return [
        {
            "document": document.document,
            "label": document.label,
            "start": sentence.start + m.start(),
            "end": sentence.start + m.end(),
            "year": int(m[1]),
            "text": m[0],
            "passage": sentence.text,
        }
        for sentence in document.sentences
        if not sentence.text.isupper()
        for m in _DATED.finditer(sentence.text)
    ]
