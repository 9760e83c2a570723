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
direction     "down" for a fall that the words around the figure tell
day           of the event, by a weekday beside the figure; it only keeps different values of different days apart
near          the claim that a clause leans on: the level of "up 24 %", the amount repeated in brackets
rule          which pattern of ``clauses`` spoke
date, outlet, witness, passage    of the document and sentence
"""

import re
from calendar import monthrange
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta

from .arithmetic import shifted
from .clauses import Frame, read_frames, singular
from .parties import Name, find_names, lexicon, long_forms
from .periods import MONTHS

_SAID = (
    "said|says|told|announced|reported|showed|shows|show|stated|added|according|estimates?|estimated|found"
)
_WHO = re.compile(
    rf"(?:^|[,;\u2014\"] ?|\bbut |\band |\bwhile )((?:[^\W\d][^,;\u2014\"]*?)) (?:has |have |had |also )?(?:{_SAID})\b"
)
_ACCORDING = re.compile(r"(?i)\b(?:according to|citing|as reported by|figures from|data from)\s+([^,.;()]+)")
_OFFICIAL = re.compile(
    r"(?i)\b([\w'. -]{0,40}\b(?:data|figures|statistics|results|survey|report)) (?:show|showed|shows|suggest)"
)
_AS_SEEN = re.compile(r"(?i)\b(?:than|as|beat|beating|above|below|topping|missing|against)\s+(?:\w+ ){0,3}?(?:expected|forecasts?|planned|"
                      r"proposed|expectations|estimates?|projected|predicted|had \w+)\b.*")  # fmt: skip
_STATUS = ("alleged", "projected", "planned", "preliminary", "estimated")
_RELATIVE = re.compile(
    r"(?i)(?:from|than|over|on|against|compared (?:with|to)|versus|vs)?\s*(?:in |at |the |a |one )*"
    r"(?:(?:previous|prior|preceding|last|same)\s+(?P<a>year|month|quarter|week|day)|"
    r"(?P<b>year|month|quarter|week|day)(?: |-)(?:earlier|ago|before|on-year|on-month|on-quarter|over-year))"
    r"|(?P<c>year|month|quarter|week)[- ](?:on|over)[- ](?:year|month|quarter|week)"
)
_EARLIER = re.compile(
    r"(?i)\b(?P<n>two|three|four|five|six|ten|\d+) (?P<u>year|month|quarter|week|day)s (?:ago|earlier|before)"
)
_UNITS = {"year": "P1Y", "quarter": "P3M", "month": "P1M", "week": "P7D", "day": "P1D"}
_SINCE = re.compile(r"(?i)\b(?:since|from|than|than in|over|compared (?:with|to)|versus|against|after)\s+(?:in |the )?"
                    r"((?:(?:early|late|mid|january|february|march|april|may|june|july|august|september|october|november|"
                    r"december|first|second|third|fourth|quarter|half|of|the|same|period|end)[ -]?)*(?:\d{4}\b)?)")  # fmt: skip
FIGURE_COLUMNS = ["document", "figure", "sentence", "start", "end", "text", "kind", "value", "low", "high", "unit", "bound", "change", "period_start", "period_end", "period_text", "period_basis"]
CLAIM_COLUMNS = ["claim", "measure", "quantity", "part", "parties", "parties_basis", "side", "base_start", "base_end", "base_text", "status", "source", "correction", "role", "direction", "day", "near", "rule", "date", "outlet", "witness", "passage"]


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

    known = known_names(corpus.records)
    rows = [row for document in corpus.records for row in read(document, known=known)]
    forms = long_forms({p for row in rows for p in row["names"]})
    witness = dict(independent_groups(corpus)[["document", "group"]].itertuples(index=False)) if rows else {}
    for row in rows:
        row["parties"] = _joined(tuple(forms.get(p, p) for p in row.pop("names")), row["side"])
        row["witness"] = witness[row["document"]]
    table = pd.DataFrame(rows, columns=[*FIGURE_COLUMNS, *CLAIM_COLUMNS])
    table.attrs["dates"] = [d for document in corpus.records for d in dated_statements(document)]
    return table


def known_names(records) -> frozenset[str]:
    """Names seen inside sentences of any document, and the first words of the longer ones."""
    found = set()
    for document in records:
        for sentence in document.sentences:
            if not _shouting(sentence) and sentence.kind != "heading":
                found.update(name.key for name in find_names(sentence.text))
    return frozenset(found | {name.split(" ")[0] for name in found if " " in name})


def read(document, figures=None, known: frozenset[str] | None = None) -> list[dict]:
    """The claims of one document, as rows; ``figures`` defaults to those that ``figures.read`` finds.

    ``known`` are names that may open a sentence; by default those of the document alone.
    """
    if figures is None:
        from .figures import read as read_figures

        figures = read_figures(document)[0]
    by_sentence: dict[int, list] = {}
    for figure in figures:
        by_sentence.setdefault(figure.sentence, []).append(figure)
    memory = _memory(document, known_names([document]) if known is None else known)
    corrected = bool(
        re.match(r"(?i)\W*(?:CORRECT(?:ED|ION)|REFILE)\b", document.title or document.text[:200])
    )
    rows: list[dict] = []
    for sentence in document.sentences:
        here = sorted(by_sentence.get(sentence.sentence, ()), key=lambda f: f.start)
        names = _names(sentence, memory.known)
        if here:
            rows += _claims(document, sentence, here, names, memory, len(rows), corrected)
        if sentence.kind in ("sentence", "title") and (
            said := [n.key for n in names if not _attributed(sentence.text, n)]
        ):
            memory.recent = tuple(dict.fromkeys(said))
        memory.paragraph = sentence.paragraph
    return rows


def _memory(document, known):
    """The names of headline and lead, and the two territories that are named most."""
    counts, lead = Counter(), []
    for sentence in document.sentences:
        if sentence.kind == "heading":
            continue
        found = [n for n in _names(sentence, known) if not _attributed(sentence.text, n)]
        counts.update(n.key for n in found if n.kind == "territory")
        lead += found if sentence.sentence < 3 else []
    pair = tuple(sorted(k for k, _ in sorted(counts.items(), key=lambda c: (-c[1], c[0]))[:2]))
    return _Memory(tuple(lead), pair if len(pair) == 2 else (), known)


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
    return bool(
        re.match(rf"'?s?(?: [\w-]+){{0,4}}? (?:{_SAID})\b", after)
        or re.search(r"(?i)(?:according to|citing)(?: [\w']+){0,3} $", before)
    )


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
        if (
            figure.kind == "money"
            and " / " not in figure.unit
            and (each := _EACH.match(sentence.text, local[number].end))
        ):
            row["unit"] = f"{figure.unit} / {singular(each[1])}"
        frame = _elided(frame, memory, sentence)
        words, measure = _quantity(frame, row["unit"], figure.kind)
        near = rows[_before(figures, frames, number)]["claim"] if frame.before >= 0 and number else ""
        if (
            not near
            and frame.pattern in ("up or down", "noun of change after", "noun of change before")
            and memory.frame
            and frame.words == memory.frame.words
        ):
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
            "direction": _direction(sentence.text, local[number], frame),
            "day": "",
            "near": near,
            "rule": frame.pattern,
            "date": document.date,
            "outlet": document.outlet,
            "witness": 0,
            "passage": sentence.text,
        }
        if row["period_text"] and _elsewhere(sentence.text, local[number], row["period_text"]):
            row["period_start"], row["period_end"], row["period_text"], row["period_basis"] = (
                "",
                "",
                "",
                "unstated",
            )
        row |= _base(sentence.text, local[number], frame, row)
        _resolve_period(row, rows, memory, sentence, words, clause)
        rows.append(row)
        memory.share = frame if frame.pattern == "of after" else memory.share
        if frame.words and frame.role not in ("same", "old"):
            memory.frame, memory.claim, memory.parties, memory.last = frame, row["claim"], keys, row
    _share_periods(rows, sentence)
    return rows


_JOINED = re.compile(r"\s*(?:,|on|and|with|or|\()(?:\s[\w%'$£€.-]+){0,5}\s?$")


def _share_periods(rows, sentence):
    """ "a profit of 4 on revenue of 5 in 2023": the period at the end is that of both."""
    for row, after in zip(reversed(rows[:-1]), reversed(rows[1:]), strict=True):
        bare = not (row["period_start"] or row["period_end"] or row["period_text"]) and row["role"] != "old"
        between = sentence.text[row["end"] - sentence.start : after["start"] - sentence.start]
        if bare and after["period_start"] and after["role"] != "old" and _JOINED.match(between):
            row["period_start"], row["period_end"], row["period_basis"] = (
                after["period_start"],
                after["period_end"],
                "resolved",
            )


def _elsewhere(text, figure, period):
    """Whether a period stands in a later clause with a verb of its own: "paid $3 billion for Halden, which earned … in 2022"."""
    at = text.find(period, figure.end)
    return (
        at > 0
        and text.find(period) == at
        and bool(re.search(r"[,;] (?:which|who|whose|where|while|whereas)\b.*\d", text[figure.end : at]))
    )


def _resolve_period(row, rows, memory, sentence, words, clause):
    """A period that the sentence leaves out: from the level a change leans on, the list it stands in, the lines before."""
    near = next(
        (r for r in rows if r["claim"] == row["near"]),
        memory.last if memory.last and memory.last["claim"] == row["near"] else None,
    )
    lender = near or next((r for r in reversed(rows) if r["role"] != "old"), memory.last)
    old = next(
        (
            r
            for r in rows
            if r["role"] == "old" and r["near"] == row["near"] and r["sentence"] == row["sentence"]
        ),
        None,
    )
    own = (row["period_start"], row["period_end"])
    if (
        old
        and near
        and row["measure"] == "change"
        and own == (old["period_start"], old["period_end"])
        and not row["base_text"]
    ):
        row["base_start"], row["base_end"], row["base_text"] = *own, old["period_text"]
    if (
        row["measure"] == "change" and near and own[0] and own == (row["base_start"], row["base_end"])
    ):  # "than in 2022" is the base
        row["period_start"], row["period_end"], row["period_basis"] = (
            near["period_start"],
            near["period_end"],
            "resolved",
        )
    if not (row["period_start"] or row["period_end"]) and (day := _weekday(clause, row)):
        row["day"] = day
    if row["period_start"] or row["period_end"] or not lender:
        return
    text = re.sub(r"^.*\b(?:earlier|ago|previous|prior)\b.*$", "", row["period_text"].lower())
    start, end = lender["period_start"], lender["period_end"]
    if row["role"] == "old":
        step = next(
            (s for w, s in _UNITS.items() if f"{w} earlier" in sentence.text or f"{w} ago" in sentence.text),
            "",
        )
        start, end = shifted(start, end, step) if step and start and end else ("", "")
    elif near and not text:
        pass
    elif text and start and (named := _part_of_year(text, int(start[:4]))):
        start, end = named
    elif (
        text
        or sentence.sentence - lender["sentence"] > 2
        or not lexicon()["flow"] & set(words)
        or row["measure"] == "rate"
    ):
        return
    if start and end:
        row["period_start"], row["period_end"], row["period_basis"] = start, end, "resolved"


_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_DAY = re.compile(rf"(?i)(?<![\w-])({'|'.join(_DAYS)})(?:'s)?\b")
_SPOKE = re.compile(
    rf"(?i)\b(?:{_SAID}|statement|office|agency|ministry|police)(?: \w+)? (?:late |early )?on $|(?:late|next) $"
)


def _weekday(clause, row):
    """The day meant by "on Saturday", the last one up to the document's date; not the day on which somebody spoke."""
    if len(row["date"]) < 10:
        return ""
    told = date.fromisoformat(row["date"])
    for m in _DAY.finditer(clause):
        if not _SPOKE.search(clause[: m.start()]):
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
        if (
            frames[i].words == frames[number].words
            and frames[i].role not in ("same", "old")
            and (frames[i].measure != "change" or frames[number].role == "same")
        ):
            return i
    return number - 1


def _elided(frame, memory, sentence):
    """A lone noun that repeats the quantity told just before ("Copper exports …. Exports were …") means the same."""
    last = memory.frame
    lone = (
        last
        and len(frame.words) == 1
        and frame.words[0] in last.words
        and len(last.words) <= 3
        and frame.measure == last.measure
    )
    near = (
        memory.last
        and memory.last["document"] == sentence.document
        and 0 < sentence.sentence - memory.last["sentence"] <= 2
    )
    if (
        lone
        and near
        and not frame.names
        and not re.search(
            r"(?i)\b(?:total|overall|all|other|world|global)\b", sentence.text[slice(*frame.segment)]
        )
    ):
        return replace(frame, words=last.words)
    return frame


_EACH = re.compile(r" (?:an?|per|each|for each|for every) ([a-z]+)\b(?! (?:earlier|ago|before))")
_PRICING = {"price", "sell", "buy", "purchase", "cost", "trade", "pay", "quote", "fetch"}


def _quantity(frame, unit, kind):
    words, measure = frame.words, frame.measure
    if " / " in unit and len(words) > 1:
        words = tuple(w for w in words if w not in _PRICING) or words  # dollars a tonne are a price
    elif (
        kind == "money"
        and words == ("sell",)
        and frame.pattern in ("of before", "verb before", "noun before")
    ):
        words = ("revenue",)
    elif kind == "money" and words and set(words) <= lexicon()["handover"]:
        words = ("deal",)
    if kind == "money" and "sell" in words and " / " not in unit:
        words = tuple("revenue" if w == "sell" else w for w in words)
    if tolls := lexicon()["toll"] & set(words):
        words = tuple(w for w in words if w in tolls or w in lexicon()["who"])
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
    return (
        "projected"
        if start and document.date and start[: len(document.date)] > document.date[: len(start)]
        else "reported"
    )


def _source(text):
    for pattern in (_ACCORDING, _OFFICIAL, _WHO):
        if m := pattern.search(text):
            who = re.sub(
                r"(?i)\s+(?:on|in|at|late|earlier|this|last)\s+(?:\w+day|\w+ statement|\w+)\s*$",
                "",
                m[1].strip(" \"'"),
            )
            who = re.sub(r"(?i)^(?:the|a|an|its|his|her|their)\s+", "", who)
            if 0 < len(who.split()) <= 8 and who.lower() not in (
                "it",
                "he",
                "she",
                "they",
                "who",
                "which",
                "that",
            ):
                return who
    return ""


def _correction(text, at, corrected, role):
    low = text.lower()
    if re.search(
        r"\bcorrects\b|\bcorrection:|\bcorrecting\b|should (?:read|be|have been)|instead of|rather than the",
        low,
    ):
        before = low[:at].rstrip("( ")
        old = re.search(
            r"(?:from|not|instead of|rather than|earlier|wrongly[\w ]*|erroneously[\w ]*)(?: the)?$", before
        )
        return "withdrawn" if old or role == "old" else "corrected"
    if re.search(
        r"\b(?:wrongly|erroneously|incorrectly|mistakenly|previously reported|earlier reported|misstated)\b",
        low,
    ):
        return "withdrawn"
    if corrected and re.search(r"\b(?:not|instead of|rather than)(?: the)?\s*$", low[:at]):
        return "withdrawn"
    if re.search(r"\b(?:revised|restated|updated)\b", low):
        return "withdrawn" if role == "old" else "revised"
    return "corrected" if corrected and role != "old" else ""


_DOWN = re.compile(r"(?i)\b(?:fewer|less|lower|down|below|drop|fall|decline|decrease|reduction|slump|cut)\b")
_BEFORE_DOWN = re.compile(
    r"(?i)\b(?:down|fell|falls?|fallen|drop(?:ped)?|declin\w+|decreas\w+|slip\w*|shr[aiu]nk|lower|cut|reduc\w+|lost)\b[^,;]{0,25}$"
)


def _direction(text, figure, frame):
    """ "down" for a change that the words around it call one; the figures table may have it too."""
    after = re.split(r"[,;:()]", text[figure.end : figure.end + 30])[0]
    fallen = _DOWN.match(after.strip()) or _BEFORE_DOWN.search(text[: figure.start])
    return "down" if frame.measure == "change" and fallen else ""


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
        if (
            not start
            and (part := re.fullmatch(r"(?i)(?:the )?(first|second|third)\s*", since[1]))
            and row["period_start"]
        ):
            size = (
                "quarter"
                if row["period_start"][5:7] in ("04", "07", "10")
                and row["period_end"][5:7] in ("06", "09", "12")
                else "half"
            )
            start, end = _part_of_year(f"{part[1].lower()} {size}", int(row["period_start"][:4])) or ("", "")
        return {"base_start": start, "base_end": end, "base_text": since[0].strip()}
    annual = re.search(
        r"(?i)\b(annual|yearly|year-on-year|monthly|month-on-month)\b[^.;]{0,40}$", text[: figure.start]
    )
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
