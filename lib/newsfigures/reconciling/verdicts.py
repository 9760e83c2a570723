"""What a group of comparable claims adds up to, in one word and one sentence that quotes the passages.

Order of judgement: an explicit correction wins; then definite claims are compared as intervals; a count that
piles up while an event goes on is superseded by a later one; what is only projected, planned, alleged, denied
or preliminary is never in conflict with what is reported. Two different values of one article, or of one
sentence, are taken for different things unless a slip explains them. A claim that has no equal is compared
with its nearest relative, and the first slot that differs is its verdict.
"""

import re

from ..claiming.correcting import read_correction
from ..claiming.frame import Frame
from ..claiming.parties import lexicon
from .item import Item, meets
from .pairs import (
    ONLY_GROW,
    equal,
    far_apart,
    identified,
    known_apart,
    less,
    magnified,
    neighbours,
    of_one_day,
    one_voice,
    piles,
    swapped,
    to_date,
    tolls,
)
from .reasons import Verdict, conflict, labels_of, quote

BEYOND = 1000  # times as large, and no count has grown from one to the other: votes and seats
_AGO = re.compile(r"[\w ]{0,20}? (?:earlier|ago|before|last|previous|prior)\b")
_LOWERED = re.compile(r"(?i)\b(?:correct|revis|lower|reduc|downward|fewer|mistake|in fact|final|only)")


def judge(group: list[Item], witnesses: int, slack: float = 0.0) -> Verdict:
    """The verdict of claims that may be compared with each other."""
    live = tolls([i for i in group if i.role != "same"], slack)
    if len({(i.document, i.start) for i in live}) < 2:
        return Verdict("single source", f"Told once: {quote(group[0])}.")
    for rule in (_corrected, _misprinted, _replaced):
        if found := rule(live, slack):
            return found
    said = [i for i in live if i.definite and i.correction != "withdrawn"]
    said = [i for i in said if i.role != "old" or not _then(i)] or said
    soft = [i for i in live if not i.definite]
    if pair := _apart(said, slack):
        return _differing(said, pair, slack)
    if said and soft:
        return _foreseen(said, soft, slack)
    if pair := _apart(soft, slack):
        return _forecasts(soft, pair, slack)
    return _outgrown(said, [], slack) or _agreeing(live, said or soft, witnesses, slack)


def _corrected(live, slack):
    """Explicit corrections: what does not fit the corrected value is replaced by it."""
    new = [i for i in live if i.correction in ("corrected", "revised")]
    if not new:
        return None
    current = new[-1]
    lost = [i for i in live if i.correction == "withdrawn"]
    old = [i for i in live if i in lost or not i.interval.meets(current.interval, slack)]
    if piles(current):
        old += [i for i in live if i not in old and i.date < current.date and less(i, current)]
    elif lost:  # "18,000, revised from 23,000" says nothing of others
        old = [i for i in old if any(i.interval.meets(j.interval, slack) for j in lost)]
    knowing = {i.document for i in live if i is current or i.interval.meets(current.interval, slack)}
    late = [i for i in old if i.date > current.date and i.document not in knowing]
    explicit = lost or read_correction(current.passage, current.passage.find(current.text), False, Frame(""))
    if len(late) == len(old) or (late and not explicit):
        return None  # a story is corrected, but nobody told before it what another tells after it
    shown = next((i for i in old if i.document != current.document), old[0])
    reason = f"{quote(current)} corrects {quote(shown)}."
    if late:
        reason += f" {labels_of(late)} still gave the old value later: {quote(late[0])}."
    return Verdict("superseded", reason, outdated=tuple(i.claim for i in old))


def _replaced(live, slack):
    """Read "to 79 from 82": the passage itself says that the old value is over."""
    past = [i for i in live if i.role == "old" and not i.period and not _then(i)]
    new = next((i for i in live if past and i.claim == past[0].near), None)
    if new is None or meets(new, past[0], slack) or far_apart(new, past[0], 10):
        return None
    rest = [i for i in live if i is not new and i not in past and not meets(i, new, slack)]
    if any(i.date >= new.date and not meets(i, past[0], slack) for i in rest if i.date):
        return None
    reason = f"{quote(new)} says itself that {past[0].text} was the value before."
    return Verdict("superseded", reason, outdated=tuple(i.claim for i in (*past, *rest)))


def _then(item):
    """Whether an earlier value is that of its time, not one given up: "down from 1,494 a month earlier"."""
    return bool(_AGO.match(item.passage.partition(item.text)[2]))


def _misprinted(live, slack):
    """One number under two currency signs, or a thousand times larger: a slip, whatever the status."""
    first = live[0]
    for item in live[1:20]:
        ratio = abs(item.value / first.value) if first.value else 0
        thousands = magnified(first, item) and round(max(ratio, 1 / ratio)) in (1000, 1_000_000)
        if thousands or (first.kind == item.kind == "money" and first.dimension != item.dimension):
            return conflict(live, (first, item))
    return None


def _apart(items, slack):
    """The two items of different value that lie furthest apart, None when all meet."""
    low = max(items, key=lambda i: i.interval.low, default=None)
    high = min(items, key=lambda i: i.interval.high, default=None)
    return None if low is None or meets(low, high, slack) else (high, low)


def _foreseen(said, soft, slack):
    """What some report and others only project, plan, allege or deny."""
    many, told = (len({i.label for i in part}) > 1 for part in (soft, said))
    value = "the same value" if any(equal(soft[0], i, slack) for i in said) else "another value"
    reason = (
        f"{labels_of(soft)} {'give' if many else 'gives'} {value} as {soft[0].status}, {quote(soft[0])}, "
        f"where {labels_of(said)} {'report' if told else 'reports'} it: {quote(said[0])}."
    )
    return Verdict("different status", reason)


def _forecasts(soft, pair, slack):
    """Two values of one voice that are not told as fact are as good as two reports."""
    one, other = pair
    if one.status != other.status:
        how = f"{quote(one)} is {one.status}, {quote(other)} is {other.status}; neither is reported."
    elif one_voice(one, other):
        return _differing(soft, pair, slack)
    else:
        how = f"{quote(one)} and {quote(other)} are of two forecasters, {one.source} and {other.source}."
    return Verdict("different status", how)


def _agreeing(live, kept, witnesses, slack):
    documents = len({i.document for i in live})
    if documents == 1 or (witnesses == 1 and len({i.witness for i in live}) == 1):
        why = "one document" if documents == 1 else f"{documents} documents that share their wording"
        return Verdict("single source", f"Told only by {why}: {quote(kept[0])}.")
    highest, lowest = max(kept, key=lambda i: i.interval.low), min(kept, key=lambda i: i.interval.high)
    other = next((i for i in kept[1:] if i.document != kept[0].document), kept[-1])
    pair = f"{quote(kept[0])} and {quote(other)}."
    if not highest.interval.meets(lowest.interval, slack):
        reason = f"The values meet when the coarser is read by its last digit: {pair}"
        return Verdict("agree within rounding", reason)
    open_ = any(i.bound and i.value != other.value for i in kept)
    value = "values that leave room for each other" if open_ else "the same value"
    again = next((f" {i.again}" for i in kept if i.again), "")
    return Verdict("agree", f"{labels_of(kept)} give {value}: {pair}{again}")


def _outgrown(said, beside, slack):
    """A count that piles up while an event goes on: the latest replaces what is far from it."""
    dated = sorted((i for i in said if i.date), key=lambda i: i.date)
    latest = next((i for i in reversed(dated) if i.role != "old"), None)
    if latest is None or latest.period or not piles(latest):
        return None
    old = [i for i in dated if i.date < latest.date and (not meets(i, latest, slack) or less(i, latest))]
    old = [i for i in old if not far_apart(i, latest, BEYOND)]
    if not old:
        return None
    doubted = {i.claim for p in beside for i in p if min(p[0].value, p[1].value) <= latest.value}
    more = [i for i in old if i.value > latest.value and i.claim not in doubted]
    if more and latest.words & ONLY_GROW and not _LOWERED.search(latest.passage):
        reason = f"A later value is smaller, and nothing says why: {quote(more[-1])} and {quote(latest)}."
        return Verdict("cannot tell", reason, missing="party or period")
    reason = f"{quote(latest)} is later ({latest.date}) than {quote(old[-1])} ({old[-1].date})."
    if beside:
        reason += f" Of one day are {quote(beside[0][0])} and {quote(beside[0][1])}."
    return Verdict("superseded", reason, outdated=tuple(i.claim for i in old))


def _followed(said, pair, slack):
    """Of two forecasts of one voice, or two counts of a period not over, the later replaces the earlier."""
    old, new = sorted(pair, key=lambda i: i.date)
    foreseen = not (old.definite or new.definite)
    if not (foreseen or to_date(old, new)) or not "" < old.date < new.date or swapped(old, new):
        return None
    outdated = tuple(i.claim for i in said if i.date < new.date and not meets(i, new, slack))
    how = "a later forecast" if foreseen else "later"
    reason = f"{quote(new)} is {how} ({new.date}) than {quote(old)} ({old.date})."
    return Verdict("superseded", reason, outdated=outdated)


def _differing(said, pair, slack):
    """Claims of different value: in conflict, superseded, or not to be told without more."""
    first = next((i for i in said if i.words), said[0])
    pairs = [p for p in neighbours(said, slack) if identified(*p)]
    clashing = [p for p in pairs if not known_apart(said, *p)]
    if not pairs or (first.period and not clashing):
        slot = "what tells them apart" if len({i.document for i in said}) == 1 else "party or period"
        reason = f"Two values, and too little is told to compare them: {quote(pair[0])} and {quote(pair[1])}."
        return Verdict("cannot tell", reason, missing=slot)
    if first.period:
        clash = next((p for p in clashing if not to_date(*p)), clashing[0])
        return _followed(said, clash, slack) or conflict(said, clash)
    piling, days = piles(first), {i.date for i in said if i.date}
    last = max(days, default="") if piling else ""  # of a toll that went on the last day counts
    beside = [(a, b) for a, b in clashing if of_one_day(a, b)]
    slips = [(a, b) for a, b in pairs if swapped(a, b) and not (piling and a.value <= b.value)]
    if clash := next((p for p in (*beside, *slips) if p in slips or p[0].date >= last), None):
        return conflict(said, clash)
    if found := _outgrown(said, beside, slack):
        return found
    once = first.parties and first.words & lexicon()["once"]  # a court passes one sentence on one person
    moving = piling or first.words & lexicon()["flow"] or (len(days) > 1 and not once)
    a, b = (clashing or pairs)[0]
    if clashing and not moving:
        return conflict(said, (a, b))
    slot = "date of the documents" if piling and not days else "period"
    reason = f"Two values, and the {slot} is not stated: {quote(a)} and {quote(b)}."
    return Verdict("cannot tell", reason, missing=slot)
