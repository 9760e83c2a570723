"""Sums: months that make a year, parts that make a total, quantities that are sums by definition."""

import re
from collections import defaultdict

from .arithmetic import Interval, significant, slip_into, tilings
from .item import days
from .parties import lexicon
from .search import distinct

_MADE_OF = re.compile(
    r"(?i)\b(?:made up of|consist\w* of|compris\w+|composed of|divided|split|broken down|namely)\b"
)


IDENTITIES = (
    ("trade", (("export", 1), ("import", 1))),
    ("surplus", (("export", 1), ("import", -1))),
    ("deficit", (("import", 1), ("export", -1))),
    ("casualty", (("death", 1), ("injury", 1))),
)


def sums(search):
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
        p: distinct(v) for p, v in periods.items() if p and any(i.definite and i.family == "level" for i in v)
    }


def _add_up(search, words, own, stated, strict=False):
    if len(stated) < 3 or len(stated) > 400:
        return
    for period, totals in own.items():
        totals = [t for t in totals if t.definite]
        for path in tilings(*period, stated) if totals else ():
            parts = [stated[p][0] for p in path]
            if all(abs(p.value) > 0.8 * abs(totals[0].value) for p in parts) or (
                strict and all(p in own for p in path)
            ):
                continue
            implied = Interval(sum(p.interval.low for p in parts), sum(p.interval.high for p in parts))
            additive = bool(words & lexicon()["flow"]) or _adds_up(path, parts, period, totals[0])
            for total in totals:
                ties = implied.meets(total.interval)
                swapped = (
                    additive
                    and len(significant(total.value)) >= 3
                    and slip_into(total.value, implied, total.step)
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


def _adds_up(path, parts, period, total):
    """Whether the parts grow with the length of their periods, as those of a flow do and a stock's do not."""
    per_day = total.value / days(period)
    shares = [part.value / (per_day * days(p)) if per_day else 0 for p, part in zip(path, parts, strict=True)]
    return all(0.4 < share < 2.5 for share in shares)


def parts(search):
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


def identities(search):
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
                            for i in distinct(search.levels.get((dimension, key, p, s), {}).get(period, []))
                        ),
                        None,
                    )
                    found.append((item, sign))
                if all(item for item, _ in found) and totals:
                    implied = Interval(0.0, 0.0)
                    for item, sign in found:
                        implied = implied + item.interval if sign > 0 else implied - item.interval
                    formula = " + ".join(i.text if s > 0 else f"(−{i.text})" for i, s in found)
                    for total in distinct(totals):
                        search.add(
                            "sum", [i for i, _ in found], formula, implied, total.unit, total.factor, total
                        )
