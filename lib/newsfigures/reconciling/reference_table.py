"""A table of official statistics, read row by row; what cannot be used is said."""

import math
import re
from collections import defaultdict
from dataclasses import dataclass
from operator import attrgetter

from ..claiming.parties import find_names
from ..claiming.tagging import concept
from ..loading.cleaning import is_date
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
_UNITS = {"%": "percent", "per cent": "percent", "tonnes": "tonne", "b/d": "barrel / day"}
_BARE = {  # words of no quantity
    "growth", "gacc", "good", "goods", "term", "direction", "both", "side", "to", "of", "and", "the", "y",
    "in", "for", "by", "all",
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

    @property
    def series(self):
        """What the statistics of one series have in common."""
        return self.core, self.wide, self.parties, self.flow, self.dimension, self.definition


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
    """A row as a reference, or None and what is wrong with it."""
    label, row = _label(row), defaultdict(str, {name: str(cell) for name, cell in row.items()})
    measure = row["measure"] or _guess_measure(row["quantity"].lower())
    period, base = (row["period_start"], row["period_end"]), (row["base_start"], row["base_end"])
    period = period if any(period) else _period(row["period_text"] or row["period"])
    for day in filter(None, (*period, *base)):
        if not is_date(day):
            return None, f"{day!r} is not a date in ISO 8601"
    unit, factor = _unit(row["unit"])
    value = _number(period[0][:4] if measure == "date" else row["value"])
    if value is None:
        return None, f"the value {row['value']!r} is no number" if row["value"] else "has no value"
    if not unit and measure not in ("date", "rate"):
        return None, f"the unit {row['unit']!r} is not known" if row["unit"] else "has no unit"
    kind = _kind(unit)
    dimension, size = scale(unit, kind)
    factor *= size
    low, high = _number(row["low"]), _number(row["high"])
    if low is None and high is None:
        half = _half(row["value"])
        low, high = value - half, value + half
    ends = (-math.inf if low is None else low * factor, math.inf if high is None else high * factor)
    names = [x.strip() for x in row["parties"].split(";") if x.strip()]
    names = names or [x.key for x in find_names(row["quantity"])]
    flow = tuple(x.strip() for x in row["flow"].split(">") if x.strip())
    core, family = _words(row["quantity"], names), _FAMILY.get(measure, measure)
    if "sell" in core and kind in ("money", "percent"):
        core = core - {"sell"} | {"revenue"}
    if family == "change" and core and core <= {"consumer", "price", "inflation"}:
        core, family = frozenset({"inflation"}), "rate"
    wide = core | _words(f"{row['topic']} {row['scope']}", names)
    return Reference(
        row["reference"] or f"R{n}", label, core, wide, frozenset(names), flow, family, dimension, factor,
        unit, value * factor, Interval(*sorted(ends)), period, base, row["status"] or "reported",
        row["definition"] or row["scope"], row["publisher"] or row["source"],
        row["address"] or row["source_url"], measure, _number(row["tolerance"]) or 0.0,
    ), ""  # fmt: skip


def _guess_measure(quantity):
    return "growth" if re.search("growth|y/y", quantity) else "share" if "share" in quantity else "level"


def _kind(unit):
    if unit == "percent":
        return unit
    if re.fullmatch("[A-Z]{3}(?: / .*)?", unit):
        return "money"
    return "measure" if unit.startswith("degree") or scale(unit, "measure")[0] != unit else "count"


def _number(text):
    try:
        value = float(text.replace(",", ""))
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _half(text):
    """Half of the last digit of a number with decimals, else a half."""
    decimals = text.partition(".")[2]
    return 0.5 * 10 ** -len(decimals) if decimals.strip("0") else 0.5


def _unit(text):
    """The unit and the factor of a text such as "USD bn" or "million tonnes"."""
    words, factor = text.split(), 1.0
    for word in words[:]:
        if word.lower() in _MAGNITUDE and len(words) > 1:
            factor *= _MAGNITUDE[word.lower()]
            words.remove(word)
    name = re.sub(r"^(\S+) per (\S+)$", r"\1 / \2", " ".join(words))
    return _UNITS.get(name, name), factor


def _period(text):
    if re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text):
        return text, text
    year = re.search(r"\d{4}", text)
    return (f"{year[0]}-01-01", f"{year[0]}-12-31") if year else ("", "")


def _words(text, names):
    for name in find_names(text):
        text = text[: name.start] + " " * (name.end - name.start) + text[name.end :]
    found = {concept(w) for w in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text.lower())}
    bare = _BARE - {"term"} if "term" in text.lower().split()[:1] else _BARE
    return frozenset(filter(None, found - bare))


def say_value(r):
    value, low, high = (x / r.factor for x in (r.value, *r.interval))
    if math.isinf(low) or math.isinf(high):
        return prose.interval(low, high, r.unit)
    return prose.number(value, r.unit, 6 if value == (low + high) / 2 else 5)


def distance(a, b):
    return 0.0 if a.meets(b) else min(abs(a.low - b.high), abs(b.low - a.high))
