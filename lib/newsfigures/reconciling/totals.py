"""Sums: months that make a year, parts that make a total, quantities that are sums by definition."""

import re
from collections import defaultdict

from ..claiming.parties import lexicon
from .arithmetic import Interval, significant, slip_into, tilings
from .item import days
from .search import distinct

_MADE_OF = re.compile(
    r"(?i)\b(?:made up of|consist\w* of|compris\w+|composed of|divided|split|broken down|namely)\b"
)

_REST = re.compile(r"(?i)\b(?:to|for|in|on|from|by|of) (?:the |all )?(?:rest|remaining|others?)\b")
_OPEN = re.compile(
    r"(?i)\b(?:and|while|with) (?:the )?(?:rest|remainder|balance|others?)\b|\bincluding\b|\bsuch as\b"
    r"|\bamong (?:them|which|these)\b|\bof (?:them|which|whom|these)\b|\bmostly\b|\bmainly\b"
)
_COLON = re.compile(r"^[^(]*[^\W\d]: ?$")
_TOTAL = re.compile(r"(?i)\b(?:total|altogether|in all|making|sum)\b")


CLOSE = 0.2  # share of a total by which its parts may miss it without a slip that explains it


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
        every = _all_stated(family[:60])
        for words, periods in family[:60]:
            kin = [(w, p) for w, p in family[:60] if w != words and (w < words or words < w)]
            own = _stated(periods)
            _add_up(search, words, own, own)
            wider = _all_stated(kin)
            if kin and own:
                _add_up(search, words, own, wider | own, strict=True)
            if len(own) > 2:  # one part of it told under another word: "5.27 million people" flew
                _add_up(search, words, own, every | wider | own, True, wider | own)


def _stated(periods):
    return {
        p: distinct(v) for p, v in periods.items() if p and any(i.definite and i.family == "level" for i in v)
    }


def _all_stated(family):
    """The stated levels of several quantities by period."""
    return {p: v for _, periods in family for p, v in _stated(periods).items()}


def _add_up(search, words, own, stated, strict=False, near=None):
    if len(stated) < 3 or len(stated) > 400:
        return
    for period, totals in own.items():
        totals = [t for t in totals if t.definite]
        for path in tilings(*period, stated) if totals else ():
            parts = [stated[p][0] for p in path]
            if (
                all(abs(p.value) > 0.8 * abs(totals[0].value) for p in parts)
                or (strict and all(p in own for p in path))
                or (near and sum(p not in near for p in path) != 1)
            ):
                continue
            implied = _sum(parts)
            additive = bool(words & lexicon()["flow"]) or _adds_up(path, parts, period, totals[0])
            for total in totals:
                ties = implied.meets(total.interval)
                close = abs(implied.middle - total.value) < CLOSE * abs(total.value)
                swapped = (
                    additive
                    and len(significant(total.value)) >= 3
                    and slip_into(total.value, implied, total.step)
                )
                if ties or swapped or (additive and close and not strict):
                    search.add(
                        "sum",
                        parts,
                        " + ".join(p.text for p in parts),
                        implied,
                        total.unit,
                        total.factor,
                        total,
                    )


def _sum(items):
    """The sum of what the items allow."""
    return sum((i.summand for i in items), Interval(0.0, 0.0))


def _adds_up(path, parts, period, total):
    """Whether the parts grow with the length of their periods, as those of a flow do and a stock's do not."""
    per_day = total.value / days(period)
    shares = [part.value / (per_day * days(p)) if per_day else 0 for p, part in zip(path, parts, strict=True)]
    return all(0.4 < share < 2.5 for share in shares)


def parts(search):
    """Parts listed in one sentence, and their total: in front of them, behind, in the line before, or in
    another story.

    A list that does not tie is shown when its words say that it is complete, or one edit would mend it.
    """
    for (document, sentence), here in search.sentences.items():
        levels = [i for i in here if i.family == "level" and i.role == ""]
        if len(levels) < 2 or not levels[0].words:
            continue
        opened = _MADE_OF.search(levels[0].passage, 0, _at(levels[0]))
        before = [i for i in search.sentences.get((document, sentence - 1), []) if i.family == "level"]
        before = [i for i in before if i.words == levels[0].words or (i is before[0] and opened)]
        rest = _REST.search(levels[0].passage, _at(levels[-1]))
        elsewhere = _told_elsewhere(search, levels) if rest and len(levels) > 2 else []
        options = [(total, levels, bool(opened or rest)) for total in (*before, *elsewhere)]
        for k in range(min(3, len(levels) - 2)):
            between = levels[0].passage[_at(levels[k]) : _at(levels[k + 1])]
            complete = _COLON.search(between) or _MADE_OF.search(between)
            options.append((levels[k], levels[k + 1 :], bool(complete)))
        if _TOTAL.search(levels[-1].passage, _at(levels[-2])):
            options.append((levels[-1], levels[:-1], True))
        any(_adds_to(search, *option) for option in options)  # the first that can be shown


def _at(item):
    return max(0, item.passage.find(item.text))


def _told_elsewhere(search, levels):
    """Totals of one quantity that other stories tell."""
    first, most = levels[0], max(i.value for i in levels)
    told = [i for p in {i.period for i in levels} for i in search.at(first, p, first.dimension)]
    return [i for i in told if i.document != first.document and i.value > most]


def _adds_to(search, total, listed, complete):
    """Record the sum of ``listed`` beside its total; False when nothing says that it is made of them."""
    if {i.dimension for i in listed} != {total.dimension} or total in listed or len(listed) < 2:
        return False
    implied = _sum(listed)
    complete = complete and not _OPEN.search(listed[0].passage)
    if implied.meets(total.interval, search.slack):
        shown = complete or len({i.words for i in listed}) > 1 or len(listed) > 2
    else:
        swap = len(significant(total.value)) > 2 and slip_into(total.value, implied, total.step)
        shown = complete or (swap and len(listed) > 2)
    if shown:
        formula = " + ".join(i.text for i in listed)
        search.add("part of", listed, formula, implied, total.unit, total.factor, total)
    return bool(shown)


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
                            for i in search.told((dimension, key, p, s), period)
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
