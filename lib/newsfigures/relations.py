"""The arithmetic between claims: which figures must follow from which others, and whether they do.

Each search starts at a claim that says that there is a relation (a growth, a share, a rate, a repeated amount, a
term) or at a period that others tile, and looks the partners up by key, so that it grows with the claims.
A link that was looked for because the words state it counts as found or denied; ``chance`` is the share of its
e-fold of values that would have tied too, and their sum over all tried relations is reported with the ledger.
"""

import math
import re
from collections import defaultdict

from . import prose
from .arithmetic import Interval, growth, plus_percent, shifted, significant, slip, tilings
from .cells import Item, days, rough
from .parties import lexicon
from .verdicts import quote

LINK_COLUMNS = (
    ["relation", "inputs", "formula", "low", "high", "unit", "compared_with", "verdict", "reason", "slip", "culprit", "chance"]
)
_MADE_OF = re.compile(
    r"(?i)\b(?:made up of|consist\w* of|compris\w+|composed of|divided|split|broken down|namely)\b"
)
_TERM = re.compile(r"(?i)\b(?:term|mandate|rule|serve\w*|office|power)\b")
_UNTIL = re.compile(r"(?i)^(?:until|till|to|through|by|ends? in)\b")


class _Search:
    """Items by what they are, and the links found so far."""

    def __init__(self, items, slack):
        self.items, self.slack, self.tried, self.by_chance, self.links = items, slack, 0, 0.0, []
        self.by_claim = {i.claim: i for i in items}
        self.levels: dict[tuple, dict] = defaultdict(lambda: defaultdict(list))
        self.dimensions: dict[tuple, dict] = defaultdict(dict)
        self.sentences: dict[tuple, list[Item]] = defaultdict(list)
        self.by_document: dict[str, list[Item]] = defaultdict(list)
        # "exports" in a story on copper exports, where another story tells the same figure in full
        self.full = full = {(i.document, i.words): i.full for i in items if i.full != i.words}
        for item in items:
            self.sentences[item.document, item.sentence].append(item)
            self.by_document[item.document].append(item)
            if (
                item.family in ("level", "rate")
                and item.words
                and item.correction != "withdrawn"
                and item.role != "same"
            ):
                self.levels[
                    item.dimension, full.get((item.document, item.words), item.words), item.parties, item.side
                ][item.period].append(item)
                self.dimensions[self.words(item), item.parties, item.side][item.dimension] = True

    def words(self, item):
        return self.full.get((item.document, item.words), item.words)

    def at(self, item: Item, period, dimension) -> list[Item]:
        """Levels of the item's quantity and parties in a period, one for each value, reported ones first."""
        found = self.levels.get((dimension, self.words(item), item.parties, item.side), {}).get(period, [])
        return _distinct(found)

    def add(
        self,
        relation,
        inputs,
        formula,
        implied: Interval,
        unit,
        factor,
        target: Item | None,
        verdict="",
        reason="",
        mend=True,
    ):
        """Record one link; with a target the verdict follows from whether the two intervals meet."""
        self.tried += 1
        chance, found = 1.0, None
        if target is not None:
            chance = _chance(implied, target.interval)
            self.by_chance += chance
            ties = implied.meets(target.interval, self.slack) or implied.meets(rough(target))
            verdict = verdict or ("ties" if ties else "does not tie")
            if verdict == "does not tie" and mend:
                found = self._mend(implied, target, inputs, relation)
            reason = reason or self._reason(inputs, formula, implied, factor, unit, target, verdict)
        if found:
            reason += (
                f" One edit would make it tie: {found[0]} in {quote(self.by_claim[found[1]])}, {found[2]}."
            )
        self.links.append({
            "relation": relation, "inputs": " ".join(i.claim for i in inputs), "formula": formula,
            "low": implied.low / factor, "high": implied.high / factor, "unit": unit,
            "compared_with": target.claim if target is not None else "", "verdict": verdict, "reason": reason,
            "slip": found[0] if found else "", "culprit": found[1] if found else "", "chance": min(chance, 1.0),
        })  # fmt: skip

    def _mend(self, implied, target, inputs, relation):
        """The one edit that makes a link tie: in the target, else in the one input that can be mended."""
        if edit := slip(target.value, lambda v: implied.low <= v <= implied.high):
            return (
                edit[0],
                target.claim,
                f"{_plain(edit[1] / target.factor)} for {_plain(target.value / target.factor)}",
            )
        if relation != "sum":
            return None
        found = []
        for item in inputs:
            rest = implied - Interval(item.interval.low, item.interval.low)
            rest = Interval(implied.low - item.interval.low, implied.high - item.interval.high)
            need = target.interval - rest
            if edit := slip(item.value, lambda v, need=need: need.low <= v <= need.high):
                found.append(
                    (
                        edit[0],
                        item.claim,
                        f"{_plain(edit[1] / item.factor)} for {_plain(item.value / item.factor)}",
                    )
                )
        return found[0] if len(found) == 1 else None

    def _reason(self, inputs, formula, implied, factor, unit, target, verdict):
        says = {"ties": "fits", "does not tie": "does not fit"}[verdict]
        told = " and ".join(quote(i) for i in inputs[:2]) + (
            f" and {len(inputs) - 2} more" if len(inputs) > 2 else ""
        )
        return f"{formula} gives {_span(implied, factor, unit)}, which {says} {quote(target)}; from {told}."


def _plain(value):
    return f"{value:,.10g}"


def _span(interval, factor, unit):
    return prose.interval(*(x / factor if math.isfinite(x) else None for x in interval), unit)


def _chance(a: Interval, b: Interval) -> float:
    """The share of the values within a factor of e around ``b`` that would meet ``a``."""
    width = (a.high - a.low) + (b.high - b.low)
    return min(1.0, width / abs(b.middle)) if b.middle and math.isfinite(width) else 1.0


def _distinct(items):
    ordered = sorted(items, key=lambda i: (not i.definite, i.role == "old", i.row))
    seen: dict[float, Item] = {}
    for item in ordered:
        seen.setdefault(round(item.value, 6), item)
    return list(seen.values())[:4]


def find_links(items: list[Item], groups, dates, slack: float):
    """Return the links as a table, how many relations were tried, and how many would tie by chance."""
    import pandas as pd

    search = _Search(items, slack)
    for relation in (_conversions, _changes, _shares, _sums, _parts, _identities, _products):
        relation(search)
    _terms(search, dates)
    return pd.DataFrame(search.links, columns=LINK_COLUMNS), search.tried, search.by_chance


def _conversions(search):
    """One amount in two units: for measures the factor is fixed, for money the pair implies a rate."""
    for item in search.items:
        other = search.by_claim.get(item.near) if item.role == "same" else None
        if other is None:
            continue
        if item.kind == "money":
            rate = (
                Interval(item.interval.low / other.value, item.interval.high / other.value)
                if other.value
                else Interval(0, 0)
            )
            reason = f"{quote(item)} repeats {quote(other)}: {rate.low:.5f}–{rate.high:.5f} {item.unit} for one {other.unit}, {other.text} taken as exact."
            search.add(
                "same amount",
                [item, other],
                f"{item.text} / {other.text}",
                rate,
                f"{item.unit} / {other.unit}",
                1,
                None,
                "cannot tell",
                reason,
            )
        elif item.dimension == other.dimension:
            search.add(
                "conversion",
                [other],
                f"{other.text} in {item.unit}",
                other.interval,
                item.unit,
                item.factor,
                item,
            )


def _changes(search):
    """Growth and increase against the levels before and after; one level alone implies the other."""
    for item in search.items:
        if (
            item.measure != "change"
            or not item.words
            or (item.dimension not in ("percent", "percentage point")
            and item.kind not in ("money", "measure", "count"))
        ):
            continue
        near = search.by_claim.get(item.near)
        new, old = _ends(search, item, near)
        percent = item.dimension == "percent"
        relation = "growth of" if percent else "increase of"
        if new and old:
            for level in new[:2]:
                for base in old[:2]:
                    if level.dimension != base.dimension or level is base:
                        continue
                    implied = (
                        growth(level.interval, base.interval) if percent else level.interval - base.interval
                    )
                    formula = f"{level.text} / {base.text} − 1" if percent else f"{level.text} − {base.text}"
                    search.add(relation, [level, base], formula, implied, item.unit, item.factor, item)
        elif new and percent and item.interval.low > -100:
            level = new[0]
            implied = level.interval / plus_percent(item.interval)
            reason = f"{quote(level)} at {item.text} implies {_span(implied, level.factor, level.unit)} for the base ({item.base_text or 'not stated'}), which no claim tells."
            search.add(
                relation,
                [level, item],
                f"{level.text} / (1 + {item.text})",
                implied,
                level.unit,
                level.factor,
                None,
                "cannot tell",
                reason,
            )


def _ends(search, item, near):
    """Levels at the end and at the start of a change."""
    dimensions = (
        [near.dimension]
        if near is not None
        else list(search.dimensions.get((search.words(item), item.parties, item.side), ()))
    )
    new, old = [], []
    if near is not None and near.family in ("level", "rate") and near.role != "old":
        new = [near]
    for dimension in dict.fromkeys(dimensions):
        if dimension in ("percentage point",) or (
            item.dimension not in ("percent", "percentage point") and dimension != item.dimension
        ):
            continue
        if item.period:
            new = new or search.at(item, item.period, dimension)
            if item.base.startswith("P"):
                old = old or search.at(item, shifted(*item.period, item.base), dimension)
            elif re.fullmatch(r"\d{4}", item.base):
                old = old or search.at(item, (f"{item.base}-01-01", f"{item.base}-12-31"), dimension)
        same = [
            i
            for i in search.sentences[item.document, item.sentence]
            if i.role == "old" and i.words == item.words and i.dimension == dimension
        ]
        old = same or old
        if same and not new:
            new = [i for i in search.sentences[item.document, item.sentence] if i.claim == same[0].near]
    return new, old


def _shares(search):
    """A share against part and total: the part is the subject of its sentence or the level told beside it."""
    for item in search.items:
        if item.measure != "share" or item.dimension != "percent":
            continue
        dimensions = [
            d
            for d in search.dimensions.get((search.words(item), item.parties, item.side), ())
            if d != "percent"
        ]
        totals = [i for d in dimensions for i in search.at(item, item.period, d)]
        for total in totals[:2]:
            part = [i for i in search.by_document[item.document] if i.family == "level" and i.dimension == total.dimension and i is not total
                    and ((item.part and i.words == item.part) or (not item.part and i.sentence == item.sentence))]  # fmt: skip
            implied = total.interval * Interval(item.interval.low / 100, item.interval.high / 100)
            if part:
                search.add(
                    "share of",
                    [item, total],
                    f"{item.text} × {total.text}",
                    implied,
                    total.unit,
                    total.factor,
                    part[0],
                )


def _sums(search):
    """Periods that tile a longer one: the parts must add up to the total, for quantities that flow.

    A story may call the same thing "sales" and another "beer sales": parts under a wider or narrower name are
    used when they tie, or when one edit of the total would make them.
    """
    families: dict[tuple, list] = defaultdict(list)
    for (dimension, words, parties, side), periods in search.levels.items():
        families[dimension, parties, side].append((words, periods))
    for family in families.values():
        for words, periods in family[:60]:
            kin = [(w, p) for w, p in family[:60] if w != words and (w < words or words < w)]
            own = _stated(periods)
            _add_up(search, words, own, own)
            if kin and len(own) > 0:
                wider = {}
                for _, other in kin:
                    wider |= _stated(other)
                _add_up(search, words, own, wider | own, strict=True)


def _stated(periods):
    return {
        p: _distinct(v)
        for p, v in periods.items()
        if p and any(i.definite and i.family == "level" for i in v)
    }


def _add_up(search, words, own, stated, strict=False):
    if len(stated) < 3 or len(stated) > 400:
        return
    for period, totals in own.items():
        totals = [t for t in totals if t.definite]
        for path in tilings(*period, stated) if totals else ():
            parts = [stated[p][0] for p in path]
            if (
                all(abs(p.value) > 0.8 * abs(totals[0].value) for p in parts)
                or (strict
                and all(p in own for p in path))
            ):
                continue
            implied = Interval(sum(p.interval.low for p in parts), sum(p.interval.high for p in parts))
            additive = bool(words & lexicon()["flow"]) or _adds_up(stated, period, totals[0])
            for total in totals:
                ties = implied.meets(total.interval)
                swapped = (
                    additive
                    and len(significant(total.value)) >= 3
                    and slip(total.value, lambda v: implied.low <= v <= implied.high)
                )
                if ties or (bool(swapped) if strict else additive):
                    search.add(
                        "sum",
                        parts,
                        " + ".join(p.text for p in parts),
                        implied,
                        total.unit,
                        total.factor,
                        total,
                    )


def _adds_up(stated, period, total):
    """Whether the figures of shorter periods shrink with their length, as those of a flow do and of a stock do not."""
    whole = days(period)
    inside = [
        (days(p), v[0].value)
        for p, v in stated.items()
        if p != period and period[0] <= p[0] <= p[1] <= period[1]
    ]
    return (
        len(inside) > 1
        and bool(total.value)
        and all(0.4 < (value / total.value) / (n / whole) < 2.5 for n, value in inside)
    )


def _parts(search):
    """Parts listed beside their total in one sentence, or right after it."""
    for (document, sentence), here in search.sentences.items():
        levels = [
            i for i in here if i.family == "level" and i.role == "" and i.measure != "change" and i.words
        ]
        for before in (here, search.sentences.get((document, sentence - 1), [])):
            parts = levels if before is not here else levels[1:]
            if before is not here and not (
                levels and _MADE_OF.search(levels[0].passage[: levels[0].passage.find(levels[0].text)])
            ):
                continue
            total = next(
                (
                    i
                    for i in before
                    if i.family == "level"
                    and i.words
                    and i.role == ""
                    and parts
                    and i.dimension == parts[0].dimension
                ),
                None,
            )
            if (
                total is None
                or total in parts
                or len(parts) < 2
                or len({p.dimension for p in parts}) > 1
                or len({p.words for p in parts}) < 2
            ):
                continue
            implied = Interval(sum(p.interval.low for p in parts), sum(p.interval.high for p in parts))
            at = total.passage.find(total.text) if before is here else 0
            whole = bool(_MADE_OF.search(parts[0].passage, at, max(at, parts[0].passage.find(parts[0].text))))
            if implied.meets(total.interval, search.slack) or whole:
                search.add(
                    "part of",
                    parts,
                    " + ".join(p.text for p in parts),
                    implied,
                    total.unit,
                    total.factor,
                    total,
                )
                break


IDENTITIES = (("trade", (("export", 1), ("import", 1))), ("surplus", (("export", 1), ("import", -1))), ("deficit", (("import", 1), ("export", -1))),
              ("casualty", (("death", 1), ("injury", 1))))  # fmt: skip


def _identities(search):
    """Quantities that are sums by definition: trade is exports and imports of one reporter."""
    for (dimension, words, parties, _), periods in list(search.levels.items()):
        for whole, terms in IDENTITIES:
            if whole not in words:
                continue
            for period, totals in periods.items():
                found = []
                for word, sign in terms:
                    key = words - {whole} | {word}
                    options = [parties] if len(parties) < 2 else [parties, parties[::-1]]
                    sides = ("", "giver", "taker")
                    item = next(
                        (
                            i
                            for p in options
                            for s in sides
                            for i in _distinct(search.levels.get((dimension, key, p, s), {}).get(period, []))
                        ),
                        None,
                    )
                    found.append((item, sign))
                if all(item for item, _ in found) and totals:
                    implied = Interval(0.0, 0.0)
                    for item, sign in found:
                        implied = implied + item.interval if sign > 0 else implied - item.interval
                    formula = " + ".join(i.text if s > 0 else f"(−{i.text})" for i, s in found)
                    for total in _distinct(totals):
                        search.add(
                            "sum", [i for i, _ in found], formula, implied, total.unit, total.factor, total
                        )


def _products(search):
    """A rate for each of something, times how many there are, against the amount told beside them."""
    for rate in search.items:
        if " / " not in rate.unit or rate.kind not in ("money", "measure", "count"):
            continue
        amount, _, each = rate.unit.partition(" / ")
        beside = [
            i
            for s in range(rate.sentence - 2, rate.sentence + 3)
            for i in search.sentences.get((rate.document, s), [])
        ]
        counts = [
            i
            for i in beside
            if i.dimension == "count"
            and i.words
            and (each in i.words or each in i.text.lower() or each == i.unit)
        ]
        levels = [i for i in beside if i.family == "level" and i.unit == amount and i is not rate]
        for count in counts[:2]:
            implied = (
                Interval(rate.interval.low / rate.factor, rate.interval.high / rate.factor) * count.interval
            )
            ties = [
                i
                for i in levels
                if implied.meets(
                    Interval(i.interval.low / i.factor, i.interval.high / i.factor), search.slack
                )
            ]
            for level in ties[:1]:
                search.add(
                    "product",
                    [rate, count],
                    f"{rate.text} × {count.text}",
                    implied * Interval(level.factor, level.factor),
                    level.unit,
                    level.factor,
                    level,
                )


def _terms(search, dates):
    """Terms and anniversaries against years that are told: 2024 and six years make 2030."""
    dates = list(dates)
    by_document: dict[str, list] = defaultdict(list)
    for d in dates:
        by_document[d["document"]].append(d)
    ends = [d for d in dates if _UNTIL.match(d["text"]) and _TERM.search(d["passage"])][:1000]
    for item in search.items:
        year = int(item.date[:4]) if item.date else 0
        if item.kind == "ordinal" and "anniversary" in item.words and year:
            origin = year - round(item.value)
            own = [d for d in by_document[item.document] if d["year"] == origin]
            if own:
                reason = f"{year} − {round(item.value)} is {origin}, told as “{own[0]['text']}” ({own[0]['label']} {own[0]['start']}–{own[0]['end']})."
                search.add(
                    "anniversary",
                    [item],
                    f"{year} − {round(item.value)}",
                    Interval(origin, origin),
                    "year",
                    1,
                    None,
                    "ties",
                    reason,
                )
        if item.measure == "duration" and "term" in item.words and item.unit == "year":
            starts = [
                d["year"]
                for d in by_document[item.document]
                if d["passage"] == item.passage and not _UNTIL.match(d["text"])
            ] or [year]
            names = {p for p in item.parties}
            for start in starts[:1]:
                if not start:
                    continue
                length = round(item.value / item.factor)
                end = start + length
                near = [
                    d
                    for d in ends
                    if d["document"] == item.document or any(n.split()[-1] in d["passage"] for n in names)
                ]
                told = next((d for d in near if d["year"] == end), near[0] if near else None)
                if told:
                    verdict = "ties" if told["year"] == end else "cannot tell"
                    fits = (
                        "which fits"
                        if verdict == "ties"
                        else "but the term that ends there may have begun in another year:"
                    )
                    reason = f"{start} and {item.text} make {end}, {fits} “{told['text']}” ({told['label']} {told['start']}–{told['end']}); from {quote(item)}."
                    search.add(
                        "term",
                        [item],
                        f"{start} + {length}",
                        Interval(end, end),
                        "year",
                        1,
                        None,
                        verdict,
                        reason,
                    )
