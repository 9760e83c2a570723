"""Sums: months that make a year, parts that make a total, quantities that are sums by definition."""

import re
from collections import defaultdict

from ..claiming.parties import lexicon
from .arithmetic import Interval, tilings
from .item import Item, days
from .story import context, contrary

_MADE_OF = re.compile(
    r"(?i)\b(?:made up of|consist\w* of|compris\w+|composed of|divided|split|broken down|namely)\b"
)
_REST = re.compile(r"(?i)\b(?:to|for|in|on|from|by|of) (?:the |all )?(?:rest|remaining|others?)\b")
_OPEN = re.compile(
    r"(?i)\b(?:and|while|with) (?:the )?(?:rest|remainder|balance|others?)\b|\bincluding\b|\bsuch as\b"
    r"|\b(?:together|along) with\b|\badded to\b"
    r"|\bamong (?:them|which|these)\b|\bof (?:it|them|which|whom|these)\b|\bmostly\b|\bmainly\b"
)
_COLON = re.compile(r"^[^(]*[^\W\d]: ?$")
# "a total of 12", but not "bringing the total to 12"
_TOTAL = re.compile(r"(?i)\b(?:(?<!ing the )total|altogether|in all|making|sum)\b")
CLOSE = 0.2  # share of a total by which its parts may miss it without a slip that explains it
CLEAR = 0.015  # share of a total that the digits leave open where they, not the names, make it a sum
UNEVEN = 4  # times as much or as little a day as in the whole period a part under another name may be
_NO_SUM = {"average", "price", "median", "record", "target", "guidance"}


def sums(search):
    """Periods that tile a longer one: the parts must add up to the total, for quantities that flow.

    Stories call one thing "sales", "turnover" and "took at the tills". A part told under the total's own name
    counts as it is; under another name it is used only where the digits speak for it: the sum ties within
    ``CLEAR``, or one edit of the total would make it.
    """
    pools: dict[tuple, dict] = defaultdict(lambda: defaultdict(list))
    loose = lexicon()["place"] | lexicon()["preposition"] | lexicon()["det"]
    for item in search.items:
        told = (
            item.family == "level"
            and item.definite
            and item.role != "same"
            and item.correction != "withdrawn"
        )
        if told and item.period and item.words.isdisjoint(_NO_SUM):
            named = {w for name in item.parties for w in name.split(" ") if w.lower() not in loose}
            for who in named or ("",):
                pools[item.dimension, who][item.period].append(item)
    tried = set()
    for pool in pools.values():
        if 2 < len(pool) <= 400:
            for period, told in pool.items():
                inside = [p for p in pool if period[0] <= p[0] <= p[1] <= period[1] and p != period]
                if len(inside) > 1:
                    for total in _totals(told):
                        _add_up(search, total, {p: pool[p] for p in inside}, tried)


def _totals(told):
    """The values told of a period, one for each quantity."""
    found: dict[tuple, Item] = {}
    for item in sorted(told, key=lambda i: (i.role == "old", i.row)):
        found.setdefault((item.words, item.dimension, round(item.value, 6)), item)
    return list(found.values())[:12]


def _add_up(search, total, inside, tried):
    """Record how the parts of a total add up, by the likest claims of each period."""
    likest = {p: _likest(search, total, told) for p, told in inside.items()}
    likest = {p: found for p, found in likest.items() if found}
    for path in tilings(*total.period, likest) if len(likest) > 1 else ():
        parts = [likest[p] for p in path]
        claims = frozenset(i.claim for i in (total, *parts))
        if claims in tried or all(abs(p.value) > 0.8 * abs(total.value) for p in parts):
            continue
        tried.add(claims)
        search.tried += 1
        implied, unlike = _sum(parts), max(_unlike(search, total, p) for p in parts)
        if _shown(total, parts, implied, unlike):
            search.add("sum", parts, total, implied)


def _likest(search, total, told):
    """The claim of a period that is likest in name to be part of a total."""
    length = days(total.period)
    ranked = sorted(told, key=lambda i: _rank(search, total, i))
    for item in ranked[:20]:
        share = item.value / total.value * length / days(item.period) if total.value else 0
        fits = 1 / UNEVEN < share < UNEVEN or not _unlike(search, total, item)
        sides = {item.side, total.side} - {""}
        if fits and len(sides) < 2 and not contrary(item.words, total.words):
            return item
    return None


def _unlike(search, total, item):
    """0 for a part of the total's own name and parties, 1 for a narrower or wider name, 2 for another."""
    (words, *who), (others, *whose) = search.key(total), search.key(item)
    nested = words and others and (words <= others or others <= words)
    return 0 if words == others and who == whose else 1 if nested else 2


def _rank(search, total, item):
    shared = len(context(item.passage) & context(total.passage))
    near = -len(item.words & total.words), item.document != total.document, item.role == "old", -shared
    return _unlike(search, total, item), *near, item.row


def _shown(total, parts, implied, unlike):
    """Whether a sum is worth telling: its names say that it is one, or its digits do."""
    clear = (implied.high - implied.low + total.step) / (abs(total.value) or 1) < CLEAR
    if implied.meets(total.interval) and (clear or not unlike):
        return True
    shares = [p.value / (total.value * days(p.period) / days(total.period)) for p in parts if total.value]
    additive = bool(total.words & lexicon()["flow"]) or all(0.4 < share < 2.5 for share in shares)
    if unlike == 0 and additive and abs(implied.middle - total.value) < CLOSE * abs(total.value):
        return True
    swap = len(total.digits) > 2 and total.slip(implied)
    return bool(swap) and (additive or clear) and (unlike < 2 or (clear and swap[0] == "digit swap"))


def _sum(items):
    """The sum of what the items allow."""
    return sum((i.summand for i in items), Interval(0.0, 0.0))


def parts(search):
    """Parts listed in one sentence, and their total: in front of them, behind, or in the line before.

    A list that does not tie is shown when its words say that it is complete, or one edit would mend it.
    """
    for (document, sentence), here in search.sentences.items():
        levels = [i for i in here if i.family == "level" and i.role == ""]
        if len(levels) < 2 or not levels[0].words:
            continue
        opened = _MADE_OF.search(levels[0].passage, 0, _at(levels[0]))
        lines = (sentence - 1, sentence - 2) if len(levels) > 2 else (sentence - 1,)
        before = [i for n in lines for i in search.sentences.get((document, n), []) if i.family == "level"]
        before = [
            i
            for i in before
            if i.words == levels[0].words
            or (i is before[0] and opened)
            or (len(levels) > 2 and levels[0].words < i.words)
        ]
        rest = _REST.search(levels[0].passage, _at(levels[-1]))
        options = [(total, levels, bool(opened or rest)) for total in before]
        for k in range(min(3, len(levels) - 2)):
            between = levels[0].passage[_at(levels[k]) : _at(levels[k + 1])]
            complete = _COLON.search(between) or _MADE_OF.search(between)
            options.append((levels[k], levels[k + 1 :], bool(complete)))
        if _TOTAL.search(levels[-1].passage, _at(levels[-2])):
            options.append((levels[-1], levels[:-1], False))
        any(_adds_to(search, *option) for option in options)  # the first that can be shown


def _at(item):
    return max(0, item.passage.find(item.text))


def _adds_to(search, total, listed, complete):
    """Record the sum of ``listed`` beside its total; False when nothing says that it is made of them."""
    if {i.dimension for i in listed} != {total.dimension} or total in listed or len(listed) < 2:
        return False
    if total.period and any(i.period and not _inside(i.period, total.period) for i in listed):
        return False  # two quarters beside a half
    implied = _sum(listed)
    complete = complete and not _OPEN.search(listed[0].passage)
    if implied.meets(total.interval, search.slack):
        shown = complete or len({i.words for i in listed}) > 1 or len(listed) > 2
    else:
        swap = len(total.digits) > 2 and total.slip(implied)
        shown = complete or (swap and len(listed) > 2)
    if shown:
        search.add("part of", listed, total, implied)
    return bool(shown)


def _inside(part, whole):
    return whole[0] <= part[0] and part[1] <= whole[1]
