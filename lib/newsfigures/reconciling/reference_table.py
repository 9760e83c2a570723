"""A table of official statistics, read row by row; what cannot be used is said."""

import math
import re
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from ..claiming.parties import find_names
from ..claiming.tagging import concept
from ..pages import prose
from .arithmetic import Interval, scale

_MAGNITUDE = {
    "thousand": 1e3, "million": 1e6, "mln": 1e6, "m": 1e6, "mn": 1e6, "billion": 1e9,
    "bn": 1e9, "trillion": 1e12, "tn": 1e12,
}  # fmt: skip
_FAMILY = {
    "growth": "change", "change": "change", "share": "rate", "rate": "rate", "ordinal": "rank",
    "count": "level", "level": "level",
}  # fmt: skip


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
        key = _slots(reference)
        other = seen.setdefault(key, reference)
        if other is not reference and not other.interval.meets(reference.interval):
            notes.append(
                f"References {other.id} and {reference.id} contradict each other: {other.label} "
                f"and {reference.label}; both are used."
            )
        found.append(reference)
    return found


_slots = attrgetter(
    *["core", "wide", "parties", "flow", "dimension", "measure", "period", "base", "definition", "status"]
)


def _label(row):
    return str(row.get("label") or row.get("quantity") or "no quantity")


def _read(row, n):
    measure = str(row.get("measure") or _guess_measure(row))
    period = (str(row.get("period_start") or ""), str(row.get("period_end") or ""))
    if not any(period):
        period = _period(str(row.get("period_text") or row.get("period") or ""))
    base_period = (str(row.get("base_start") or ""), str(row.get("base_end") or ""))
    for day in filter(None, (*period, *base_period)):
        if not _is_date(day):
            return None, f"{day!r} is not a date in ISO 8601"
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
    if "sell" in core and kind in ("money", "percent"):
        core = core - {"sell"} | {"revenue"}
    family = _FAMILY.get(measure, measure)
    if family == "change" and core and core <= {"consumer", "price", "inflation"}:
        core, family = frozenset({"inflation"}), "rate"
    wide = core | _words(f"{row.get('topic') or ''} {row.get('scope') or ''}", names)
    told = {name: str(row.get(name) or "") for name in ("status", "definition", "publisher", "address")}
    return Reference(
        str(row.get("reference") or f"R{n}"), _label(row), core, wide, frozenset(names), flow, family,
        dimension, factor * base, unit, value * factor * base, Interval(*sorted(scaled)), period, base_period,
        told["status"] or "reported", told["definition"] or str(row.get("scope") or ""),
        told["publisher"] or str(row.get("source") or ""),
        told["address"] or str(row.get("source_url") or ""), measure, _number(row.get("tolerance")) or 0.0,
    ), ""  # fmt: skip


def _guess_measure(row):
    text = str(row.get("quantity") or "").lower()
    return "growth" if "growth" in text or "y/y" in text else "share" if "share" in text else "level"


def _number(text):
    try:
        value = float(str(text).replace(",", ""))
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _is_date(text):
    """Is it a date, a month or a year as ISO 8601 writes them?"""
    try:
        return bool(re.fullmatch(r"\d{4}(-\d\d){0,2}", text) and date.fromisoformat(f"{text}-01-01"[:10]))
    except ValueError:
        return False


def _half(text):
    _, _, decimals = text.replace(",", "").partition(".")
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
    return unit.startswith("degree") or scale(unit, "measure")[0] != unit


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
        "growth", "gacc", "good", "goods", "term", "direction", "both", "side", "to", "of", "and", "the",
        "y", "in", "for", "by", "all",
    }  # fmt: skip
    return frozenset(
        w for w in found if w and w not in out - ({"term"} if "term" in text.lower().split()[:1] else set())
    )


def length(r):
    return (
        (date.fromisoformat(r.period[1]) - date.fromisoformat(r.period[0])).days
        if len(r.period[0]) == len(r.period[1]) == 10
        else 0
    )


def say_period(r):
    start, end = r.period
    return (
        start[:4]
        if (start[5:], end[5:]) == ("01-01", "12-31") and start[:4] == end[:4]
        else start
        if start == end
        else f"{start} to {end}"
    )


def say_value(r):
    ends = [x / r.factor if abs(x) < 1e300 else None for x in r.interval]
    if None in ends or r.value / r.factor != sum(ends) / 2:
        return prose.number(r.value / r.factor, r.unit) if None not in ends else prose.interval(*ends, r.unit)
    return prose.number(r.value / r.factor, r.unit, 6)


def to_date(r):
    return (
        r.period[0] == r.period[1] and r.measure in ("ordinal",)
    ) or "to date" in f"{r.label} {r.definition}".lower()


def distance(a, b):
    return 0.0 if a.meets(b) else min(abs(a.low - b.high), abs(b.low - a.high))
