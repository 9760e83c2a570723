"""Rules for figures that tell a change, a share, a rank or an earlier value, each as in ``amount_rules``."""

import re
from dataclasses import replace

from .frame import Frame
from .parties import any_of, lexicon
from .tagging import concept
from .words_after import deeds, predicate


def durations(c, previous, last):
    """Read "a six-year term", "two-day state visit", "the 43rd meeting"."""
    if c.kind not in ("duration", "age", "ordinal"):
        return None
    noun, v = c.phrase_after(c.k + 1), c.verb_before(c.p)
    subject = c.subject(v)
    words = c.words(noun)
    if not words and c.kind == "ordinal":
        words = tuple(filter(None, map(concept, c.figure.unit.split())))
    elif not words and v == c.p:
        words = c.words(subject)
    dated = c.word(c.k + 1) in ("qtr", "quarter", "half") if c.kind == "ordinal" else {*words} & _DATED
    if dated:
        return Frame("", pattern="names a kind")  # "1ST QTR NET", "the 10-year bond"
    near = max(0, c.figure.start - 30), c.figure.end + 22
    if c.kind == "duration" and not words and _JAILED.search(c.text, *near):
        words = ("prison",)
    return c.frame("noun after", words, noun, subject, c.phrase_before(c.k - 1))


_DATED = frozenset(("bond", "note", "gilt", "yield", "mortgage"))
_JAILED = re.compile(r"(?i)\b(?:sentenced|jailed|imprison(?:ed|ment)|prison|jail|behind bars)\b")


def rise_after(c, previous, last):
    """Read "a 5 % increase in X", "a 5 % export rise"."""
    nouns = any_of("rise-noun fall-noun")
    at = next((i for i in range(c.r, c.r + 3) if c.word(i) in nouns), -1)
    if at < 0 or not {*c.tokens.tag[c.r : at + 1]} <= {"N", "B"}:
        return None
    of = at + 2
    while c.tag(of) == "T":
        of += 1  # "a 14 percent rise in third-quarter profit"
    about = c.phrase_after(of) if c.word(at + 1) in ("in", "of", "for") else []
    words = c.words(about) or c.words(range(c.r, at))
    return _change(c, previous, last, "noun of change after", about, words, c.tail(at + 1))


def rise_before(c, previous, last):
    """Read "an increase of 5 % in X", "an export rise of 5 %", "a cut of 1,500 jobs", "growth was 5 %"."""
    noun, v = c.phrase_before(c.p - 1, {"in"}) if c.word(c.p) == "of" else [], c.verb_before(c.p)
    if c.kind == "percent" and v == c.p - (c.word(c.p) in ("to", "at")) and c.base(v) in lexicon()["level"]:
        noun, previous = c.subject(v), previous or last
    if not noun or c.word(noun[-1]) not in any_of("rise-noun fall-noun"):
        return None
    if c.kind == "money" and c.word(noun[-1]) in ("loss", "losses"):
        return None  # "a net loss of $5 million"
    if c.counts and (counted := c.words(c.phrase_after(c.r))):
        cut = concept(c.word(noun[-1])) == "cut"
        words = (*counted, "cut") if cut else counted
        return c.frame("noun of change before", words, measure="count" if cut else "change")
    about = c.phrase_after(c.r + 1) if c.word(c.r) in ("in", "on") else []
    about = about if c.words(about) else noun[:-1]  # "a profit growth of 5 % in the first quarter"
    return _change(c, previous, last, "noun of change before", about, c.words(about))


def moved(c, previous, last):
    """Read "rose 5 %", "cut its rate by 5 %", "Kenya grew 3 percent"."""
    v = c.p - (c.word(c.p) == "by")
    noun = c.words(c.phrase_after(c.r, ()))
    if v < c.p and (object_ := c.phrase_before(v)) and c.words(object_) and not (c.counts and noun):
        mover = c.verb_before(object_[0] - 1)
        if c.base(mover) in any_of("rise fall"):
            return c.frame("verb of change", c.words(object_), object_, c.subject(mover), measure="change")
    while c.tag(v) == "B":
        v -= 1
    if c.tag(v) != "V" or c.base(v) not in any_of("rise fall multiply"):
        return None
    if v == c.p and (noun or c.word(c.r) == "of"):
        return None  # "boost their $240 billion trade", "shed 20 of its 90 staff": it belongs to the noun
    subject = c.subject(v)
    words, whose = c.words(subject), c.tag(subject[-1]) if subject else ""
    lost = c.kind == "money" and c.base(v) == "lose"  # "it has lost $5 million"
    if v == c.p and not words and c.kind in ("money", "measure") and whose in ("E", "R" if lost else "E"):
        return c.frame("verb before", ("loss" if lost else concept(c.base(v)),), subject)
    if not words and whose == "E" and c.kind == "percent":
        words = ("growth",) * (c.base(v) in ("grow", "expand", "shrink", "contract"))
    return _change(c, None, last, "verb of change", subject, words, c.tail(c.r))


def up_or_down(c, previous, last):
    """Read "up 5 %", "5 % more than", "3 points below target", "9 % more pay"; and points by themselves."""
    by = c.word(c.p) == "by"  # "went down by 90 million"
    led = c.word(c.p - by) in ("up", "down")
    if led:
        fits = by or c.tag(c.p - 1) != "V" or not _UP.isdisjoint((c.kind, c.base(c.p - 1)))
    else:
        than = c.word(c.r).endswith("er") and c.word(c.r + 1) == "than"
        aim = c.tag(c.r + 1) in ("D", "T") or c.word(c.r + 1) in _AIMS
        fits = than or c.word(c.r) in _COMPARED or (c.word(c.r) in ("below", "above") and aim)
    if not fits:
        return _change(c, previous, last, "points", [], ()) if c.kind == "percentage_point" else None
    v = c.verb_before(c.p)
    subject = c.subject(v) if v >= 0 else c.phrase_before(c.p - 1)
    if more := c.word(c.r) in _COMPARED and c.words(c.phrase_after(c.r + 1, ())):
        return c.frame("up or down", more, subject, measure="change")
    own = previous and v >= 0 and c.tokens.start[v] > c.figures[c.figures.index(c.figure) - 1].end
    words = () if previous and not own else deeds(c, v, subject)  # "sales were up 2 %; food sales 5 %"
    beside = c.phrase_before(c.p - 1) if led and previous and not own else []
    if not {*c.words(beside)}.issubset(previous.words if previous else ()):
        words, subject = c.words(beside), beside  # "…, with the number of flights up 5 percent"
    return _change(c, previous, last, "up or down", subject, words)


def _change(c, previous, last, rule, about, words, *behind):
    """A change of ``about``; without words of its own it is the change of the level told before it."""
    names = c.named(about, *behind)
    if not words and previous and previous.words:
        return Frame("change", previous.words, names or previous.names, rule, "", previous.anaphor, before=0)
    if not words and c.word(c.p - 1) == "growth":  # "The bank expects growth of 3 percent"
        words, names = ("growth",), names or c.named(c.tail(c.r))
    elif not words:
        subject = c.subject(c.verb_before(c.p))
        words, names, about = c.words(subject), names or c.named(subject), about or subject
        if not words and last and (not about or c.tag(about[0]) in "RD"):
            words, names = last.words, names or last.names
            return Frame("change", words, names, rule, anaphor=c.anaphor(about) or last.anaphor)
    return Frame("change", words, names, rule, anaphor=c.anaphor(about))


# kinds and verbs beside which "up" is a direction: "closed up 3 points", not "picked up 4 million"
_UP = {"percent", "percentage_point", "be", "go", "close", "end", "finish", "settle", "trade", "stand"}
_COMPARED = ("more", "less", "fewer", "higher", "lower", "up", "down")
_AIMS = ("plan", "target", "budget", "forecast", "forecasts", "estimates", "expectations", "average")
# "5 % above the 294 million of 2023", "a drop of 5 % from July's 1.7 million"
_FROM = re.compile(
    r" (?:(?:more|less|[a-z]+er|up|down) )?(?:than|on|from|above|below|over|under|against)"
    r" (?:the|(?:[A-Z]|last )\w+'s|a revised|the revised) (?:about |some |roughly )?"
)
# "6 % higher than in the same month of 2023, when 1.58 million tonnes"
_WHEN_IT = re.compile(r"\b(?:than|from|on|over|against|since)\b[^;]{4,50}, when (?:\w+ ){0,4}$")
_CLOSED = re.compile(r"(?: [a-z]+)?(?:[.;]|,? (?:and|while|but)\b|$)")
_THEN = ("earlier", "ago", "before", "same", "previous", "prior")
# "203 were on the train, not 180", "in March it had spoken of 180"
_TAKEN_BACK = re.compile(
    r"(?:[,(]| and) ?not (?:[a-z]+ )?$"
    r"|\bhad (?:\w+ )?(?:spoken of|said|given|reported|announced|estimated|claimed)(?: [a-z]+)? $"
)


# "up from a previous forecast of more than": given up for another that is told before
_GIVEN_UP = re.compile(
    r"\b(?:earlier|previous|prior|initial|original|old) (?:[a-z]+ )?(?:forecast|guidance|target|estimate"
    r"|projection|proposal|offer|bid|range|plan|goal)s? (?:of|for|at)"
    r" (?:(?:more|less) than |at least |about |between )?$"
)


def former(c, previous, last):
    """An earlier level beside a newer one: "from 3 to 4", "to 4 from 3", "4 instead of 3", "4, against 3 a
    year ago", "5 % above the 3 of 2023", "4, not 3 as it had said".
    """
    if previous and previous.words:
        if (c.word(c.p - 1), c.word(c.p)) in (("instead", "of"), ("rather", "than")):
            return c.again(previous, "instead of", "old", 0)
        told, near = c.alike or previous, c.text[max(0, c.figure.start - 80) : c.figure.start]
        given_up = told.measure == c.plain and _GIVEN_UP.search(near)
        if given_up and not any_of("projected planned telling").isdisjoint(c.tokens.word[: c.k - 3]):
            return c.again(told, "instead of", "old", 0)
        between = c.text[c.figures[c.figures.index(c.figure) - 1].end : c.figure.start]
        when = _WHEN_IT.search(near) and {*c.words(c.subject(c.verb_before(c.p)))} <= {*told.words}
        if when or (previous.measure == "change" and _FROM.fullmatch(between)):
            return c.again(told, "from", "old", 0)
        if _TAKEN_BACK.search(near) and not c.words(c.phrase_after(c.k + 1, ())):
            return c.again(told, "said before", "old", 0)
    previous = c.alike or previous
    same = previous and previous.measure == c.plain
    if same and previous.words and (c.word(c.p) in _AGAINST or c.word(c.p - 1) == "compared"):
        then = (
            any(c.tag(i) == "T" or c.word(i) in _THEN for i in range(c.r, c.r + 4)) and c.tag(c.r + 1) != "E"
        )
        if then or (c.kind in ("money", "measure") and _CLOSED.match(c.text, c.figure.end)):
            return c.again(previous, "from", "old", 0)  # "versus 10 million a year earlier"
    if c.word(c.p) != "from":
        return None
    ahead = next((i for i in range(c.k + 1, min(c.size, c.k + 12)) if c.tag(i) == "F"), -1)
    later = ahead > 0 and c.word(ahead - 1) == "to"
    if previous and c.kind == "count" and {*c.words(c.phrase_after(c.k + 1, ()))} - {*previous.words}:
        return None  # "240 firefighters from four provinces"
    moving = any_of("rise fall")
    moved = same and any(c.tag(i) == "V" and c.base(i) in moving for i in range(c.p))
    if (same and (previous.measure in ("level", "count") or moved)) or (
        previous and not later and (c.tag(c.k - 2) == "F" or c.word(c.p - 1) in ("up", "down"))
    ):
        return c.again(previous, "from", "old", 0)
    subject = c.subject(c.verb_before(c.p))
    return c.frame("from", c.words(subject), subject, role="old") if later and subject else None


_AGAINST = ("against", "versus", "after")


def shared(c, previous, last):
    """Read "60 % of its imports", "two-thirds of voters", and the gapped "and gas 20 %"."""
    if c.kind not in ("percent", "fraction"):
        return None
    if c.word(c.r) != "of":
        alike = previous and previous.measure == "share" and previous.subject and c.tag(c.p) == "N"
        noun = c.words(c.phrase_before(c.p)) if alike else ()
        return replace(previous, subject=noun, role="", before=-1) if noun else None
    whole = c.phrase_after(c.r + 1)
    if not c.words(whole) and "F" in (c.tag(c.r + 1), c.tag(c.r + 2)):  # "75 percent of the 42,000 doctors"
        whole = c.phrase_after(c.r + 2 + (c.tag(c.r + 2) == "F"))
    if c.tag(c.r + 1) == "T" and not whole:
        return None  # "down on the 19.4 percent of June"
    v, end = c.verb_before(c.p), whole[-1] + 1 if whole else c.r + 1
    subject = [] if c.base(v) in lexicon()["say"] else c.subject(v)
    follows = predicate(c, end)
    part = () if subject and c.tag(subject[-1]) == "E" else c.words(subject)  # "China takes 30 percent of"
    again = c.word(c.p - 1) in ("equal", "equivalent")
    if c.word(c.p) in ("of", "at", "to") and not again:  # "put the deficit at 5 percent of GDP"
        part = tuple(w for w in c.words(c.phrase_before(c.p - 1)) if w != "share") or part
    elif (c.word(c.p) in ("or", ",", "(") or again) and previous and previous.measure == "level":
        part = previous.words  # "a deficit of $4 billion, or 4.9 percent of GDP"
    elif not part and c.tag(c.p) == "N":
        part = c.words(c.phrase_before(c.p))  # "bring its deficit down to 4.5 percent of GDP"
    elif not part and not follows and c.tag(end) in ("V", "X"):  # "64 percent of households own a car"
        part = c.words(c.phrase_after(end + 1))
    if {*part} <= {*c.words(whole)}:
        part = ()  # "imports came from China, 60 percent of all imports"
    rule = "of after with verb" if follows else "of after"
    return c.frame(rule, c.words(whole) + follows, whole, subject, measure="share", subject=part)
