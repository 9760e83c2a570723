"""What a group of comparable claims adds up to, in one word and one sentence that quotes the passages.

Order of judgement: an explicit correction wins; then definite claims are compared as intervals; a count that
piles up while an event goes on is superseded by a later one; what is only projected, planned, alleged, denied
or preliminary is never in conflict with what is reported. Two different values of one article, or of one
sentence, are taken for different things unless a slip explains them. A claim that has no equal is compared
with its nearest relative, and the first slot that differs is its verdict.
"""

import re
from collections import Counter

from ..claiming.parties import lexicon
from ..pages import prose
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

_LOWERED = re.compile(r"(?i)\b(?:correct|revis|lower|reduc|downward|fewer|mistake|in fact|final|only)")


def judge(group: list[Item], witnesses: int, slack: float = 0.0) -> Verdict:
    """The verdict of claims that may be compared with each other."""
    live = tolls([i for i in group if i.role != "same"], slack)
    if len(live) < 2 or len({(i.document, i.start) for i in live}) < 2:
        return Verdict("single source", f"Told once: {quote(group[0])}.")
    for rule in (_currencies, _corrected, _magnitudes):
        if found := rule(live, slack):
            return found
    past = [i for i in live if i.role == "old" and not i.period]
    if past and len(past) < len(live) and (found := _replaced(live, past, slack)):
        return found
    said = [i for i in live if i.definite and i.correction != "withdrawn"]
    soft = [i for i in live if not i.definite]
    if len(said) < 2 or (pair := _apart(said, slack)) is None:
        return _agreeing(live, said, soft, witnesses, slack)
    return _differing(said, pair, slack)


def _corrected(live, slack):
    """Explicit corrections: what does not fit the corrected value is replaced by it."""
    new = [i for i in live if i.correction in ("corrected", "revised")]
    if not new:
        return None
    current = new[-1]
    old = [
        i
        for i in live
        if i.correction == "withdrawn"
        or not i.interval.meets(current.interval, slack)
        or (piles(current) and i.date < current.date and less(i, current))
    ]
    knowing = {i.document for i in live if i is current or i.interval.meets(current.interval, slack)}
    late = [i for i in old if i.date > current.date and i.document not in knowing]
    if len(late) == len(old):
        return None  # a story is corrected, but nobody told before it what another tells after it
    shown = next((i for i in old if i.document != current.document), old[0])
    reason = f"{quote(current)} corrects {quote(shown)}."
    if late:
        reason += f" {labels_of(late)} still gave the old value later: {quote(late[0])}."
    return Verdict("superseded", reason, outdated=tuple(i.claim for i in old))


def _replaced(live, past, slack):
    """Read "to 79 from 82": the passage itself says that the old value is over."""
    new = next((i for i in live if i.claim == past[0].near), None)
    if new is None or meets(new, past[0], slack) or far_apart(new, past[0], 10):
        return None
    rest = [i for i in live if i is not new and i not in past and not meets(i, new, slack)]
    if any(i.date >= new.date and not meets(i, past[0], slack) for i in rest if i.date):
        return None
    return Verdict(
        "superseded",
        f"{quote(new)} says itself that {past[0].text} was the value before.",
        outdated=tuple(i.claim for i in (*past, *rest)),
    )


def _currencies(live, slack):
    """One amount under two currency signs: the sign that fewer documents print is the likely slip."""
    signs = Counter(i.dimension for i in live)
    if len(signs) < 2 or any(i.kind != "money" for i in live):
        return None
    rare = min(signs, key=lambda s: (signs[s], s))
    b, a = next(i for i in live if i.dimension == rare), next(i for i in live if i.dimension != rare)
    reason = (
        f"{quote(a)} and {quote(b)} give one number in two currencies. One edit would explain it: "
        f"currency sign."
    )
    return Verdict(
        "conflict", reason, "headline" if a.title or b.title else "digits", "currency sign", b.claim
    )


def _magnitudes(live, slack):
    """The same digits a thousand times larger: a slip of million and billion, whatever the status."""
    first = live[0]
    for item in live[1:20]:
        small, large = sorted((abs(first.value), abs(item.value)))
        if small and magnified(first, item) and round(large / small) in (1000, 1_000_000):
            return conflict([i for i in live], (first, item), slack)
    return None


def _apart(items, slack):
    """The two items of different value that lie furthest apart, None when all meet."""
    low = max(items, key=lambda i: i.interval.low)
    high = min(items, key=lambda i: i.interval.high)
    return None if meets(low, high, slack) else (high, low)


def _agreeing(live, said, soft, witnesses, slack):
    kept = said or soft
    documents = {i.document for i in live}
    far = [i for i in soft if said and not any(equal(i, j, slack) for j in said)]
    if said and soft:
        how = soft[0].status
        many, told = (len({i.label for i in part}) > 1 for part in (soft, said))
        value = "another value" if soft[0] in far else "the same value"
        verbs = "give" if many else "gives", "report" if told else "reports"
        reason = f"{labels_of(soft)} {verbs[0]} {value} as {how}, {quote(soft[0])}, "
        reason += f"where {labels_of(said)} {verbs[1]} it: {quote(said[0])}."
        return Verdict("different status", reason)
    if not said and (pair := _apart(soft, slack)):
        one, other = pair
        if len({i.status for i in soft}) == 1 and one_voice(one, other):  # as good as two reports
            return _differing(soft, pair, slack)
        if one.status == other.status:
            reason = (
                f"{quote(one)} and {quote(other)} are of two forecasters, {one.source} and {other.source}."
            )
            return Verdict("different status", reason)
        return Verdict(
            "different status",
            f"{quote(one)} is {one.status}, {quote(other)} is {other.status}; neither is reported.",
        )
    if said and (found := _grown(said)):
        return found
    if len(documents) == 1 or (witnesses == 1 and len({i.witness for i in live}) == 1):
        why = prose.count(len(documents), "document") + " that share their wording" * (len(documents) > 1)
        return Verdict("single source", f"Told only by {why}: {quote(kept[0])}.")
    highest, lowest = max(kept, key=lambda i: i.interval.low), min(kept, key=lambda i: i.interval.high)
    exact = highest.interval.meets(lowest.interval, slack)
    other = next((i for i in kept[1:] if i.document != kept[0].document), kept[-1])
    open_ = next((i for i in kept if i.bound and abs(i.value - other.value) > 0), None)
    said = "give values that leave room for each other" if open_ else "give the same value"
    reason = f"{labels_of(kept)} {said}: {quote(kept[0])} and {quote(other)}."
    reason += next((f" {i.again}" for i in kept if i.again), "")
    if exact:
        return Verdict("agree", reason)
    return Verdict(
        "agree within rounding",
        f"The values meet when the coarser is read by its last digit: {quote(kept[0])} and {quote(other)}.",
    )


def _grown(said):
    """A count that piles up, told as "at least 12" and later as 27: the later replaces the earlier."""
    if said[0].period or not piles(said[0]):
        return None
    dated = sorted((i for i in said if i.date), key=lambda i: i.date)
    if len(dated) < 2:
        return None
    last = dated[-1]
    old = [i for i in dated if i.date < last.date and less(i, last)]
    reason = f"{quote(last)} is later than {quote(old[-1])}." if old else ""
    return Verdict("superseded", reason, outdated=tuple(i.claim for i in old)) if old else None


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
    """Definite claims of different value: superseded, in conflict, or not to be told without more."""
    first = next((i for i in said if i.words), said[0])
    pairs = [(a, b) for a, b in neighbours(said, slack) if identified(a, b)]
    clashing = [p for p in pairs if not known_apart(said, *p)]
    if not pairs or (first.period and not clashing):
        slot = "what tells them apart" if len({i.document for i in said}) == 1 else "party or period"
        return Verdict(
            "cannot tell",
            f"Two values, and too little is told to compare them: {quote(pair[0])} and {quote(pair[1])}.",
            missing=slot,
        )
    if first.period:
        clash = next((p for p in clashing if not to_date(*p)), clashing[0])
        return _followed(said, clash, slack) or conflict(said, clash, slack)
    piling = piles(first)
    last = max(i.date for i in said) if piling else ""  # of a toll that went on the last day counts
    beside = [(a, b) for a, b in clashing if of_one_day(a, b)]
    slips = ((a, b) for a, b in pairs if not piling or b.value < a.value)
    swaps = [(a, b) for a, b in slips if swapped(a, b)]
    open_ = (p for p in beside if p[0].date >= last)
    clash = next(open_, None) or next(iter(swaps), None)
    if clash:
        return conflict(said, clash, slack)
    dated = sorted((i for i in said if i.date), key=lambda i: i.date)
    if dated and dated[0].date != dated[-1].date:
        latest = next((i for i in reversed(dated) if i.role != "old"), dated[-1])
        old = [i for i in said if i.date < latest.date and (not meets(i, latest, slack) or less(i, latest))]
        doubted = {i.claim for p in beside for i in p if min(p[0].value, p[1].value) <= latest.value}
        more = [i for i in old if i.value > latest.value and i.claim not in doubted]
        shrunk = first.words & ONLY_GROW and more
        if shrunk and not _LOWERED.search(latest.passage):
            return Verdict(
                "cannot tell",
                f"A later value is smaller, and nothing says why: {quote(old[-1])} and {quote(latest)}.",
                missing="party or period",
            )
        if old and piling:
            reason = f"{quote(latest)} is later ({latest.date}) than {quote(old[-1])} ({old[-1].date})."
            if beside:
                reason += f" Of one day are {quote(beside[0][0])} and {quote(beside[0][1])}."
            return Verdict("superseded", reason, outdated=tuple(i.claim for i in old))
    pair = (clashing or pairs)[0]
    once = first.parties and first.words & lexicon()["once"]  # a court passes one sentence on one person
    days = dated and dated[0].date != dated[-1].date and not once
    if piling or first.words & lexicon()["flow"] or days or not clashing:
        slot = "date of the documents" if piling and not dated else "period"
        return Verdict(
            "cannot tell",
            f"Two values, and the {slot} is not stated: {quote(pair[0])} and {quote(pair[1])}.",
            missing=slot,
        )
    return conflict(said, pair, slack)
