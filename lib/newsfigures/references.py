"""Official statistics beside the claims: what fits, what does not, and which neighbour fits better.

A reference table has one row a statistic. Needed: ``quantity``, ``value`` and ``unit`` (an ISO 4217 code, a
measure, "percent", a counted noun, or these after a magnitude: "USD bn", "million tonnes"), and ``period`` or
``period_start``/``period_end``. Used when there: ``low``/``high``, ``scope``, ``topic``, ``definition``,
``measure`` (level, growth, share, rate, count, ordinal, date, term), ``parties``, ``flow`` ("giver>taker"),
``base_start``/``base_end``, ``status``, ``publisher``/``source``, ``address``/``source_url``, ``note``,
``tolerance`` (share of the value), ``reference`` (an id).

A claim is compared with the references of the same quantity, parties, period and base. One that misses is
tried against the neighbours (another scope, another base, the other side's statistics): the nearest that fits
is a suggestion, never a verdict. Published growth may rest on a revised base: ``REVISED`` percentage points.
"""

import math
import re
from dataclasses import dataclass, field
from datetime import date

from . import prose
from .arithmetic import Interval, growth, scale, shifted
from .cells import Item, rough
from .clauses import concept
from .parties import find_names
from .verdicts import quote

REVISED = 0.3  # percentage points by which published growth and the growth of published levels may differ
COLUMNS = ["claim", "link", "reference", "relation", "low", "high", "unit", "claim_low", "claim_high", "verdict", "reason", "label", "publisher", "address"]
_MAGNITUDE = {
    "thousand": 1e3,
    "million": 1e6,
    "mln": 1e6,
    "m": 1e6,
    "mn": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "trillion": 1e12,
    "tn": 1e12,
}
_FAMILY = {
    "growth": "change",
    "change": "change",
    "share": "rate",
    "rate": "rate",
    "ordinal": "rank",
    "count": "level",
    "level": "level",
}


@dataclass
class Reference:
    """One statistic; ``interval`` in base units, ``core`` the words it must share, ``wide`` those it may."""

    id: str
    label: str
    core: frozenset
    wide: frozenset
    parties: frozenset
    flow: tuple
    family: str
    dimension: str
    factor: float
    unit: str
    value: float
    interval: Interval
    period: tuple
    base: tuple
    status: str
    definition: str
    publisher: str
    address: str
    measure: str = "level"
    tolerance: float = 0.0
    parts: tuple = field(default=())


def read_references(references, notes: list[str]) -> list[Reference]:
    """The usable rows; what cannot be used is said in ``notes``, one sentence a row."""
    import pandas as pd

    if references is None or len(references) == 0:
        return []
    if not isinstance(references, pd.DataFrame):
        references = pd.read_csv(references, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    found, seen = [], {}
    for n, row in enumerate(references.to_dict("records"), 1):
        row = {k: "" if v is None or v != v else v for k, v in row.items()}
        reference, problem = _read(row, n)
        if problem:
            notes.append(
                f"Reference {row.get('reference') or n} ({_label(row)}): {problem}; it was not used."
            )
            continue
        key = (reference.core, reference.wide, reference.parties, reference.flow, reference.dimension, reference.measure,
               reference.period, reference.base, reference.definition, reference.status)  # fmt: skip
        other = seen.setdefault(key, reference)
        if other is not reference and not other.interval.meets(reference.interval):
            notes.append(
                f"References {other.id} and {reference.id} contradict each other: {other.label} and {reference.label}; both are used."
            )
        found.append(reference)
    return found


def _label(row):
    return str(row.get("label") or row.get("quantity") or "no quantity")


def _read(row, n):
    measure = str(row.get("measure") or _guess_measure(row))
    period = (str(row.get("period_start") or ""), str(row.get("period_end") or ""))
    if not any(period):
        period = _period(str(row.get("period_text") or row.get("period") or ""))
    unit, factor = _unit(str(row.get("unit") or ""))
    value = _number(row.get("value"))
    if measure == "date":
        value = _number(period[0][:4])
    if value is None:
        return None, "has no value" if row.get("value") in (
            "",
            None,
        ) else f"the value {row.get('value')!r} is no number"
    if not unit and measure not in ("date", "rate"):
        return None, f"the unit {row.get('unit')!r} is not known" if row.get("unit") else "has no unit"
    kind = (
        "percent"
        if unit == "percent"
        else "money"
        if re.fullmatch("[A-Z]{3}(?: / .*)?", unit)
        else "measure"
        if _is_measure(unit)
        else "count"
    )
    dimension, base = scale(unit, kind)
    low, high = _number(row.get("low")), _number(row.get("high"))
    if low is None and high is None:
        half = _half(str(row.get("value")))
        low, high = value - half, value + half
    scaled = [
        x * factor * base if x is not None else default
        for x, default in ((low, float("-inf")), (high, float("inf")))
    ]
    names = [x.strip() for x in re.split(r";", str(row.get("parties") or "")) if x.strip()]
    names = names or [x.key for x in find_names(str(row.get("quantity") or ""))]
    flow = tuple(x.strip() for x in str(row.get("flow") or "").split(">") if x.strip())
    core = _words(str(row.get("quantity") or ""), names)
    wide = core | _words(f"{row.get('topic') or ''} {row.get('scope') or ''}", names)
    return Reference(
        str(row.get("reference") or f"R{n}"), _label(row), core, wide, frozenset(names), flow, _FAMILY.get(measure, measure), dimension,
        factor * base, unit, value * factor * base, Interval(*sorted(scaled)), period,
        (str(row.get("base_start") or ""), str(row.get("base_end") or "")), str(row.get("status") or "reported"),
        str(row.get("definition") or row.get("scope") or ""), str(row.get("publisher") or row.get("source") or ""),
        str(row.get("address") or row.get("source_url") or ""), measure, _number(row.get("tolerance")) or 0.0,
    ), ""  # fmt: skip


def _guess_measure(row):
    text = str(row.get("quantity") or "").lower()
    return "growth" if "growth" in text or "y/y" in text else "share" if "share" in text else "level"


def _number(text):
    try:
        value = float(str(text).replace(",", ""))
    except ValueError:
        return None
    return value if value == value else None


def _half(text):
    whole, _, decimals = text.replace(",", "").partition(".")
    if decimals and set(decimals) != {"0"}:
        return 0.5 * 10 ** -len(decimals)
    return 0.5


def _unit(text):
    words = text.split()
    factor = 1.0
    for word in list(words):
        if word.lower() in _MAGNITUDE and len(words) > 1:
            factor *= _MAGNITUDE[word.lower()]
            words.remove(word)
    name = " ".join(words)
    name = re.sub(r"^(\S+) per (\S+)$", r"\1 / \2", name)
    name = {"%": "percent", "per cent": "percent", "tonnes": "tonne", "b/d": "barrel / day"}.get(name, name)
    return name, factor


def _is_measure(unit):
    return scale(unit, "measure")[0] != unit


def _period(text):
    if m := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text):
        return text, text
    if m := re.search(r"\d{4}", text):
        return f"{m[0]}-01-01", f"{m[0]}-12-31"
    return "", ""


def _words(text, names):
    for name in find_names(text):
        text = text[: name.start] + " " * (name.end - name.start) + text[name.end :]
    found = {concept(w) for w in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text.lower())}
    out = {
        "growth",
        "gacc",
        "good",
        "goods",
        "term",
        "direction",
        "both",
        "side",
        "to",
        "of",
        "and",
        "the",
        "y",
        "in",
        "for",
        "by",
        "all",
    }
    return frozenset(
        w for w in found if w and w not in out - ({"term"} if "term" in text.lower().split()[:1] else set())
    )


def compare(items: list[Item], groups, links, references: list[Reference], dates, slack: float):
    """Return one row for each claim and implied figure that a reference speaks to, and how many were tried."""
    import pandas as pd

    if not references:
        return pd.DataFrame(columns=COLUMNS), 0
    rows: list[dict] = []
    series = _Series(references)
    for item in items:
        rows += series.compare(item, slack)
    rows += series.implied(items, links, slack) + series.rates(items, links) + series.anniversaries(items)
    return pd.DataFrame(rows, columns=COLUMNS), series.tried


class _Series:
    """References by what they measure."""

    def __init__(self, references):
        self.references, self.tried = references, 0

    def of(self, item, wide=False):
        """References of the item's quantity and parties; ``wide`` takes every one that shares a word and a party."""
        words = _flowing(item.words)
        for r in self.references:
            core, more = _flowing(r.core), _flowing(r.wide)
            named = frozenset(item.parties)
            if wide:
                if words & more and (named & r.parties or not r.parties or not named):
                    yield r
            elif words & core and words <= more | {"total"} and core <= words and self._parties(item, r):
                yield r

    @staticmethod
    def _parties(item, r):
        if len(r.flow) == 2 and item.side and len(item.parties) == 2:
            return tuple(item.parties) == r.flow
        return frozenset(item.parties) == r.parties or not r.parties

    def compare(self, item, slack):
        if not item.words or not item.family or item.role == "same":
            return []
        if item.kind == "multiple":
            return self._multiple(item)
        same = [
            r
            for r in self.of(item)
            if r.dimension == item.dimension and r.family == item.family and r.measure not in ("date", "term")
        ]
        if item.family in ("rank", "level") and item.dimension in ("ordinal", "count"):
            return self._counted(item, slack)
        if item.family == "duration":
            return self._duration(item)
        now = [r for r in same if self._period(item, r) and self._base(item, r)]
        self.tried += len(now)
        fits = [r for r in now if self._fits(item, r, slack)]
        reported = [r for r in fits if r.status == "reported"] or fits
        if reported:
            return [self._row(item, r, "fits") for r in reported[:1]] + self._others(item, now, reported[0])
        if now:
            best = min(now, key=lambda r: _distance(item.interval, r.interval))
            return (
                [self._row(item, best, "does not fit")]
                + self._others(item, now, best)
                + self._neighbours(item, slack, best)
            )
        return self._neighbours(item, slack, None)

    def _others(self, item, now, best):
        """Other statistics of the same thing: the partner's, another currency's, a forecast."""
        return [
            self._row(item, r, "other definition" if r.status == "reported" else r.status)
            for r in now
            if r is not best
        ][:3]

    @staticmethod
    def _period(item, r):
        if item.period:
            return item.period == r.period
        return bool(item.day) and (item.day, item.day) == r.period

    @staticmethod
    def _base(item, r):
        if item.family != "change" or not r.base[0]:
            return True
        if not item.base:
            return shifted(*r.period, "P1Y")[0] == r.base[0]
        if item.base.startswith("P"):
            return shifted(*item.period, item.base)[0] == r.base[0]
        return False

    @staticmethod
    def _fits(item, r, slack):
        room = slack + r.tolerance
        if item.interval.meets(r.interval, room) or rough(item).meets(r.interval):
            return True
        extra = REVISED if item.family == "change" and item.dimension == "percent" else 0.0
        return bool(extra) and item.interval.meets(Interval(r.interval.low - extra, r.interval.high + extra))

    def _neighbours(self, item, slack, missed):
        """Near statistics of which one may be what the text means; for growth also what pairs of levels give."""
        near = [r for r in self.of(item, wide=True) if r is not missed and r.measure not in ("date", "term")]
        near += self._grown(item) if item.family == "change" else []
        near = [
            r
            for r in near
            if r.dimension == item.dimension
            and r.family == item.family
            and all(map(math.isfinite, item.interval))
        ]
        self.tried += len(near)
        if not near:
            return []
        words = _flowing(item.words)
        kin = max(len(words & _flowing(r.wide)) for r in near)
        near = [r for r in near if len(words & _flowing(r.wide)) == kin] if item.family == "level" else near
        overlap = [r for r in near if _overlaps(item.period, r.period)]
        fits = sorted(
            (r for r in overlap or near if item.interval.meets(r.interval, slack)),
            key=lambda r: abs(r.interval.middle - item.value),
        )
        if fits:
            own = [r for r in overlap if _flowing(r.core) <= words and r not in fits]
            own.sort(key=lambda r: abs(r.interval.middle - item.value))
            return [self._row(item, r, "suggestion") for r in fits[:2]] + [
                self._row(item, r, "no fit") for r in own[:1]
            ]
        same = [r for r in near if r.period == item.period]
        ranked = sorted(same or overlap or near, key=lambda r: abs(r.value - item.value))
        return [
            self._row(item, r, "no fit")
            for r in _unique([*ranked[:2], max(near, key=lambda r: (_days(r) < 400, r.value))])
        ]

    def _grown(self, item):
        """Growth between two published levels of one series that ends in the item's period."""
        levels = [
            r
            for r in self.of(item, wide=True)
            if r.family == "level" and len(r.period[0]) == 10 and r.status == "reported"
        ]
        for new in levels:
            if not item.period or new.period[1] != item.period[1]:
                continue
            for old in levels:
                alike = (new.core, new.wide, new.parties, new.flow, new.dimension, new.definition) == (
                    old.core,
                    old.wide,
                    old.parties,
                    old.flow,
                    old.dimension,
                    old.definition,
                )
                percent = item.dimension == "percent"
                if (
                    alike
                    and old.period[1] < new.period[0]
                    and old.period[0][5:] == new.period[0][5:]
                    and (percent or item.dimension == new.dimension)
                ):
                    rate = growth(new.interval, old.interval) if percent else new.interval - old.interval
                    label = f"{new.label}, {old.period[0][:4]} to {new.period[0][:4]} by the two levels"
                    middle = (
                        growth(Interval(new.value, new.value), Interval(old.value, old.value)).low
                        if percent
                        else new.value - old.value
                    )
                    yield Reference(f"{new.id}/{old.id}", label, new.core, new.wide, new.parties, new.flow, "change", item.dimension,
                                    1.0 if percent else new.factor, item.unit, middle, rate, new.period, old.period, "reported",
                                    new.definition, new.publisher, new.address, "growth")  # fmt: skip

    def _multiple(self, item):
        """ "quadrupled" against two published values of one series."""
        rates = sorted(
            (r for r in self.of(item, wide=True) if r.family == "rate" and len(item.words & r.wide) > 1),
            key=lambda r: r.period[1] or r.period[0],
        )
        rows = []
        for old, new in zip(rates, rates[1:], strict=False):
            if old.value and (old.core, old.flow) == (new.core, new.flow):
                self.tried += 1
                ratio = new.interval / old.interval
                verdict = "fits" if ratio.meets(item.interval) else "does not fit"
                reason = f"{quote(item)}: {old.label} {old.value:g} to {new.label} {new.value:g} is a factor of {ratio.middle:g}."
                rows.append(self._row(item, new, verdict, reason, ratio))
        return rows

    def _counted(self, item, slack):
        """Counts to date: a later count cannot be smaller; the same day's count must agree."""
        rows = []
        for r in self.of(item, wide=True):
            if (
                r.measure not in ("count", "ordinal")
                or (not r.core <= item.words | {"sign"}
                and not item.words & r.core)
            ):
                continue
            if (r.family == "level" and not _to_date(r) and item.family == "rank") or not item.date:
                continue
            self.tried += 1
            day = r.period[1] or r.period[0]
            cut = min(len(day), len(item.day or item.date))
            mine = item.day or item.date
            if _to_date(r) or item.family == "rank":
                later = day[:cut] > mine[:cut]
                wrong = (
                    (later
                    and r.interval.high < item.interval.low)
                    or (day[:cut] < mine[:cut]
                    and r.interval.low > item.interval.high)
                )
                near = (not later and abs(r.value - item.value) <= 1) or r.interval.meets(item.interval, slack)
                if not wrong and not near:
                    continue
                verdict = "does not fit" if wrong else "fits"
                reason = f"{quote(item)}: {r.label} is {r.value:g} on {day}, {'later' if later else 'earlier'} than the document."
                rows.append(self._row(item, r, verdict, reason))
            elif item.words & r.core and (item.unit.split(" ")[0] in r.unit or r.unit in item.words):
                rows.append(
                    self._row(item, r, "fits" if item.interval.meets(r.interval, slack) else "does not fit")
                )
        return sorted(rows, key=lambda row: row["verdict"])[:2]

    def _duration(self, item):
        rows = []
        for r in self.references:
            if r.measure == "term" and item.words & r.core and item.unit == r.unit:
                self.tried += 1
                rows.append(
                    self._row(
                        item,
                        r,
                        "fits"
                        if item.interval.meets(
                            Interval(
                                r.interval.low * r.factor / item.factor,
                                r.interval.high * r.factor / item.factor,
                            )
                        )
                        or item.value == r.value
                        else "does not fit",
                    )
                )
        return rows[:1]

    def implied(self, items, links, slack):
        """The base that a growth implies, against the published level of that period."""
        by_claim, rows = {i.claim: i for i in items}, []
        for n, link in enumerate(links.itertuples()):
            if link.relation != "growth of" or link.verdict != "cannot tell" or " " not in link.inputs:
                continue
            level, change = (by_claim[c] for c in link.inputs.split()[:2])
            implied = Interval(link.low * level.factor, link.high * level.factor)
            levels = [
                r
                for r in self.of(level)
                if r.dimension == level.dimension and r.family == level.family and r.status == "reported"
            ]
            if level.period and change.base.startswith("P"):
                levels = [r for r in levels if r.period == shifted(*level.period, change.base)]
            elif change.base[:4].isdigit():
                levels = [
                    r
                    for r in levels
                    if r.period[0][:4] in (change.base[:4], str(int(change.base[:4]) - 1))
                    and r.period[0][5:] == (level.period or ("",))[0][5:]
                ]
            self.tried += len(levels)
            levels.sort(key=lambda r: _distance(implied, r.interval))
            for r in levels[:1]:
                fits = implied.meets(r.interval, slack + r.tolerance)
                period = r.period[0][:4]
                reason = f"{link.reason} {r.label}, {period}: {_say(r)}, which {'fits' if fits else 'does not fit'}."
                rows.append(
                    self._row(
                        change,
                        r,
                        "fits" if fits else "does not fit",
                        reason,
                        implied,
                        f"L{n + 1}",
                        "implied base",
                    )
                )
        return rows

    def rates(self, items, links):
        """On which days of a dated series a printed conversion may have been made."""
        rows = []
        for n, link in enumerate(links.itertuples()):
            daily = [
                r
                for r in self.references
                if link.relation == "same amount" and r.unit == link.unit and r.period[0] == r.period[1]
            ]
            if not daily:
                continue
            self.tried += len(daily)
            rate = Interval(link.low, link.high)
            fits = [r for r in daily if rate.low <= r.value <= rate.high]
            days = ", ".join(r.period[0] for r in fits) or "none"
            reason = f"{link.reason} Of {len(daily)} days in the series, {days} {'allow' if len(fits) > 1 else 'allows'} it."
            best = fits[0] if fits else min(daily, key=lambda r: abs(r.value - rate.middle))
            item = next(i for i in items if i.claim == link.inputs.split()[0])
            rows.append(
                self._row(
                    item, best, "fits" if fits else "does not fit", reason, rate, f"L{n + 1}", "exchange rate"
                )
            )
        return rows

    def anniversaries(self, items):
        """An anniversary against a published date: the document's year less the count is the year of the event."""
        rows = []
        for item in items:
            if item.kind != "ordinal" or "anniversary" not in item.words or not item.date:
                continue
            origin = int(item.date[:4]) - round(item.value)
            for r in self.references:
                if (
                    r.measure == "date"
                    and (item.words - {"anniversary"}) & r.wide
                    and frozenset(item.parties) & r.parties
                ):
                    self.tried += 1
                    fits = r.period[0][:4] == str(origin)
                    reason = f"{quote(item)}: {item.date[:4]} − {round(item.value)} is {origin}; {r.label}: {r.period[0]}."
                    rows.append(
                        self._row(
                            item,
                            r,
                            "fits" if fits else "does not fit",
                            reason,
                            Interval(origin, origin),
                            "",
                            "anniversary",
                        )
                    )
        return rows

    def _row(self, item, r, verdict, reason="", interval=None, link="", relation="same quantity"):
        interval = interval or Interval(item.interval.low / item.factor, item.interval.high / item.factor)
        official = Interval(r.interval.low / r.factor, r.interval.high / r.factor)
        says = {"fits": "fits", "does not fit": "does not fit", "suggestion": "would fit", "no fit": "is not the same and does not fit",
                "other definition": "is told with another definition:"}.get(verdict, f"stands beside a {verdict} figure:")  # fmt: skip
        reason = (
            reason
            or f"{quote(item)} {says} {r.label}, {_when(r)}: {_say(r)}{f' ({r.definition})' if r.definition else ''}."
        )
        return {"claim": item.claim, "link": link, "reference": r.id, "relation": relation if verdict not in ("suggestion", "no fit") else "neighbour",
                "low": official.low, "high": official.high, "unit": (link and relation != "implied base" and r.unit) or item.unit,
                "claim_low": interval.low, "claim_high": interval.high, "verdict": verdict, "reason": reason, "label": r.label,
                "publisher": r.publisher, "address": r.address}  # fmt: skip


def _unique(references):
    return list({id(r): r for r in references}.values())


def _flowing(words):
    """Exports and imports are one flow, told from its two ends."""
    return frozenset("export" if w == "import" else w for w in words)


def _days(r):
    return (
        (date.fromisoformat(r.period[1]) - date.fromisoformat(r.period[0])).days
        if len(r.period[0]) == len(r.period[1]) == 10
        else 0
    )


def _to_date(r):
    return (
        (r.period[0] == r.period[1]
        and r.measure in ("ordinal",))
        or "to date" in f"{r.label} {r.definition}".lower()
    )


def _distance(a, b):
    return 0.0 if a.meets(b) else min(abs(a.low - b.high), abs(b.low - a.high))


def _overlaps(period, other):
    if not period or not all(other):
        return False
    return period[0] <= other[1] and other[0] <= period[1]


def _when(r):
    start, end = r.period
    return (
        start[:4]
        if (start[5:], end[5:]) == ("01-01", "12-31") and start[:4] == end[:4]
        else start
        if start == end
        else f"{start} to {end}"
    )


def _say(r):
    ends = [x / r.factor if abs(x) < 1e300 else None for x in r.interval]
    if None in ends or r.value / r.factor != sum(ends) / 2:
        return prose.number(r.value / r.factor, r.unit) if None not in ends else prose.interval(*ends, r.unit)
    return prose.number(r.value / r.factor, r.unit, 6)
