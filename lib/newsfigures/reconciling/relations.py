"""The arithmetic between claims: which figures must follow from which others, and whether they do.

Each search starts at a claim that says that there is a relation (a growth, a share, a rate, a repeated
amount, a term) or at a period that others tile, and looks the partners up by key, so that it grows with the
claims. ``chance`` is the share of the values within a factor of e that would have tied too; the sum over all
tried relations is reported with the ledger, since a coincidence is not a finding.
"""

import re
from operator import attrgetter

from ..reading.relative import shifted
from .afar import afar
from .arithmetic import RELATIONS, Interval, growth, plus_percent
from .item import Item, days, rough
from .nearby import near_by
from .reasons import quote
from .search import LINK_COLUMNS, Search, span
from .terms import terms
from .totals import parts, sums

_BUT = re.compile(r"\b(?:but|and|though|although|while)\b")


def find_links(items: list[Item], groups, dates, slack: float):
    """Return the links as a table, how many relations were tried, and how many would tie by chance."""
    import pandas as pd

    search = Search(items, slack)
    for relation in (_conversions, _changes, sums, parts, near_by, afar):
        relation(search)
    terms(search, dates)
    return pd.DataFrame(search.links, columns=LINK_COLUMNS), search.tried, search.by_chance


def _conversions(search):
    """One amount in two units: for measures the factor is fixed, for money the pair implies a rate."""
    for item in search.items:
        other = search.by_claim.get(item.near) if item.role == "same" else None
        if other is None:
            continue
        formula = f"{other.text} in {item.unit}"
        if item.kind == "money" and other.value:
            rate = Interval(item.interval.low / other.value, item.interval.high / other.value)
            reason = (
                f"{quote(item)} repeats {quote(other)}: {rate.low:.5f}–{rate.high:.5f} {item.unit} "
                f"for one {other.unit}, {other.text} taken as exact."
            )
            told, unit = f"{item.text} / {other.text}", f"{item.unit} / {other.unit}"
            search.tell("same amount", [item, other], told, rate, unit, reason)
        elif (other.unit, item.unit) == ("degree_Celsius", "degree_Fahrenheit"):
            low, high = (32 + 1.8 * end for end in other.interval)
            search.add("conversion", [other], item, Interval(low, high), formula=formula)
        elif item.dimension == other.dimension:
            search.add("conversion", [other], item, other.interval, formula=formula)


def _changes(search):
    """Growth and increase against the levels before and after; one level alone implies the other."""
    for item in search.items:
        percent = item.dimension == "percent"
        levels = percent or item.dimension == "percentage point" or item.kind in ("money", "measure", "count")
        if item.measure != "change" or not item.words or not levels:
            continue
        new, old = _ends(search, item, search.by_claim.get(item.near))
        if new and old:
            _told(search, item, new[:3], old[:3])
        elif new and percent and item.interval.low > -100 and new[0].dimension != "percent":
            level = new[0]
            implied = level.interval / plus_percent(item.interval)
            reason = (
                f"{quote(level)} at {item.text} implies {span(implied, level.factor, level.unit)} "
                f"for the base ({item.base_text or 'not stated'}), which no claim tells."
            )
            formula = f"{level.text} / (1 {'−' if item.value < 0 else '+'} {item.text})"
            shown = implied.low / level.factor, implied.high / level.factor
            search.tell("growth of", [level, item], formula, shown, level.unit, reason)


def _told(search, item, new, old):
    """Record the pair of levels of which a change is true; if none is, the only pair there may be."""
    beside = search.sentences[item.document, item.sentence]
    beside = [i for i in beside if i.family == new[0].family and i.words in (item.words, frozenset())]
    more = [i for i in beside if i not in new and i not in old]
    told = [(a, b) for a in new for b in old]
    told += [(a, b) for a in (*new, *more) for b in (*old, *more) if a in more or b in more]
    told = [(a, b) for a, b in told if a.dimension == b.dimension and a.value != b.value]
    told = [(a, b) for a, b in told if b.definite or not item.definite]  # "above the 320,000 forecast"
    told = [(a, b) for a, b in told if item is not a and item is not b]
    relation = "growth of" if item.dimension == "percent" else "increase of"
    for read in (attrgetter("interval"), rough):
        made = [([a, b], RELATIONS[relation].implied(read(a), read(b))) for a, b in told]
        if ties := [m for m in made if m[1].meets(item.interval, search.slack)]:
            break
    sure = len(made) == 1 and _surely(item, *made[0][0])  # told twice: which is it?
    for levels, implied in ties[:1] or (made if sure else ()):
        search.add(relation, levels, item, implied)


def _surely(item, new, old):
    """Whether a change that does not fit is one of these levels: "to 4 from 3 in May but 9 percent less than
    a year earlier" names a base of its own, "to 4 from 3, after 8 percent growth in May" a time.
    """
    other_base = item.base_text and old.near == new.claim and old.start < item.start
    return not other_base and (not (item.period and new.period) or item.period == new.period)


def _ends(search, item, near):
    """Levels at the end and at the start of a change."""
    dimensions = [near.dimension] if near is not None else list(search.dimensions.get(search.key(item), ()))
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
            elif not item.base and days(item.period) > 27:  # "up 5 percent" of a quarter: shown where it ties
                before = search.at(item, shifted(*item.period, "P1Y"), dimension)
                old = old or [i for i in before if new and _may_have_grown(new[0], i, item)]
        if re.fullmatch(r"\d{4}", item.base):
            old = old or search.at(item, (f"{item.base}-01-01", f"{item.base}-12-31"), dimension)
        same = [
            i
            for i in search.sentences[item.document, item.sentence]
            if i.role == "old"
            and i.dimension == dimension
            and _told_with(item, i)
            and (i.words == item.words or (near is not None and i.near == near.claim))
        ]
        old = [i for i in same or old if not new or i.family == new[0].family]
        if same and not new:
            new = [i for i in search.sentences[item.document, item.sentence] if i.claim == same[0].near]
    return new, old


def _told_with(item, old):
    """Whether a change of the sentence is from an earlier level: not "5 % up, but far from the 9 of May"."""
    between = item.passage[item.passage.find(item.text) :].partition(old.text)[0]
    rates = item.dimension == old.dimension == "percent"
    return not rates and not (item.base_text and _BUT.search(between))


def _may_have_grown(new, old, item):
    """Whether the growth ties, or would with two digits of the new level swapped."""
    if new.dimension != old.dimension:
        return False
    if growth(new.interval, old.interval).meets(item.interval):
        return True
    return len(new.digits) > 2 and _swapped(new, old.interval * plus_percent(item.interval))


def _swapped(item, right):
    """Whether two digits of a telling value were swapped."""
    edit = len(item.digits) > 1 and item.slip(right)
    return bool(edit) and edit[0] == "digit swap"
