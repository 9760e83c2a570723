"""Of which part of a quantity a clause speaks: "in clothing", "among women", "the private sector added"."""

from .parties import any_of, lexicon
from .tagging import concept, singular, verb_base

_HEADS = frozenset(("in", "on", "among", "within", "outside", "across", "net"))
_HUNG = frozenset(("in", "on", "among", "within", "outside", "at"))
_BREAKS = frozenset((";", "while", "whereas", "but"))
_REACH = 9  # words that an opening phrase has at most


def within(c, frame):
    """Words that narrow the quantity of a figure and stand outside its noun phrase, () for a toll.

    They make claims of a whole and of its part two quantities; equal values still meet.
    """
    if not frame.words or not lexicon()["cumulative"].isdisjoint(frame.words):
        return ()
    v = c.verb_before(c.p)
    subject = c.subject(v) if v >= 0 else []
    told = [*_opening(c, subject), *_hanging(c, subject), *_acting(c, v, subject)]
    return tuple(dict.fromkeys(w for w in told if w not in frame.words))


def _opening(c, subject):
    """Read "Among women, unemployment was", "In food retail the margin", "In Spain, the airline carried": a
    place where another acts.
    """
    if c.word(0) not in _HEADS or c.word(1) in ("a", "an"):
        return []
    near = range(2, min(_REACH, c.k))
    end = next((i for i in near if c.word(i) == "," or c.tag(i - 1) + c.tag(i) == "ND"), 0)
    if not end or (c.word(1).endswith("ing") and (end > 2 or c.word(end) != ",")):
        return []  # "In criticising the system, they wrote"
    end = next((i for i in range(end) if c.word(i) == "aged"), end)  # "men aged 25 to 54"
    if any(c.tag(i) in "FV" for i in range(end)) or any(c.word(i) in _BREAKS for i in range(end, c.k)):
        return []
    acting = any(c.tag(i) in "ER" for i in subject)
    places = [c.word(i).lower() for i in range(end) if acting and c.tag(i) == "E"]
    told = _nouns(c, range(1, end)) if _nouns(c, (end - 1,)) and c.word(end - 1) != "terms" else []
    return told + places


def _hanging(c, subject):
    """Read "the operating margin in clothing was"."""
    found, hung = [], False
    for i in subject:
        if c.tag(i) == "P":
            hung = c.word(i) in _HUNG and c.word(i - 1) not in any_of("rise-noun fall-noun")
        elif hung:
            found += _nouns(c, (i,))
    return found


def _acting(c, v, subject):
    """Read "the private sector added 57,000 jobs"."""
    if v != c.p or verb_base(c.word(v)) not in any_of("rise fall empty"):
        return []
    nouns = [i for i in subject if c.tag(i) == "N"]
    return _nouns(c, nouns) if any(singular(c.word(i)) in lexicon()["segment"] for i in nouns) else []


def _nouns(c, indices):
    idle = any_of("time generic antecedent idle")
    plain = (c.word(i) for i in indices if c.tag(i) == "N")
    plain = (w for w in plain if w not in idle and singular(w) not in idle)
    return [part for word in plain for part in concept(word).split("_") if part]
