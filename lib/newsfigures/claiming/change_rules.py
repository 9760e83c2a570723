"""Rules for figures that tell a change, a share, a rank or an earlier value, each as in ``amount_rules``."""

import re
from dataclasses import replace

from .frame import Frame, plain_measure
from .parties import any_of, lexicon, low_words
from .tagging import concept, verb_base
from .words_after import deeds, predicate


def durations(c, previous, last):
    """Read "a six-year term", "two-day state visit", "the 43rd meeting"."""
    if c.figure.kind not in ("duration", "age", "ordinal"):
        return None
    noun = c.phrase_after(c.k + 1)
    if c.figure.kind == "ordinal" and c.word(c.k + 1) in ("qtr", "quarter", "half"):
        return Frame("", pattern="names a period")  # "1ST QTR NET"
    words = c.words(noun) or tuple(
        filter(None, map(concept, c.figure.unit.split())) if c.figure.kind == "ordinal" else ()
    )
    if not words and c.figure.kind in ("duration", "age"):
        v = c.verb_before(c.p)
        words = c.words(c.subject(v)) if v >= 0 and c.p == v else ()
    if not _DATED.isdisjoint(words) and c.figure.kind == "duration":
        return Frame("", pattern="names a kind")
    if c.figure.kind == "duration" and not words and _JAILED.search(c.text, *_near(c.figure)):
        words = ("prison",)
    v = c.verb_before(c.p)
    whose = c.subject(v) if v >= 0 else []
    groups = (noun, c.tail(noun[-1] + 1 if noun else c.k + 1), whose, c.phrase_before(c.k - 1) if c.k else [])
    return Frame(
        plain_measure(c.figure.kind), words, c.named(*groups), "noun after", anaphor=c.anaphor(*groups)
    )


_JAILED = re.compile(r"(?i)\b(?:sentenced|jailed|imprison(?:ed|ment)|prison|jail|behind bars)\b")


_CHANGEABLE = {"percent", "percentage_point", "money", "measure", "temperature", "count", "bare", "multiple"}
_CHANGEABLE |= {"fraction"}


def _near(figure):
    return max(0, figure.start - 30), figure.end + 22


def changed(c, previous, last):
    """Read "rose 5 %", "up 5 %", "a 5 % increase in X", "an increase of 5 %", "5 % more than"."""
    lexical, nouns, kind = lexicon(), any_of("rise-noun fall-noun"), c.figure.kind
    if kind not in _CHANGEABLE:
        return None
    near = not nouns.isdisjoint(c.tokens.word[c.r : c.r + 3])
    after = next((i for i in range(c.r, c.r + 3) if near and c.word(i) in nouns and c.tag(i) == "N"), -1)
    if after >= 0 and all(c.tag(i) in "NB" for i in range(c.r, after)) and c.word(after + 1) != "to":
        of = after + 2
        while c.tag(of) == "T":
            of += 1  # "a 14 percent rise in third-quarter profit"
        about = c.phrase_after(of) if c.word(after + 1) in ("in", "of", "for") else []
        own = c.words(range(c.r, after))
        words, names = (c.words(about) or own), c.named(about, c.tail(after + 1))
        return _leaning(c, previous, last, words, names, "noun of change after", about)
    if (
        c.word(c.p) == "of"
        and (noun := c.phrase_before(c.p - 1, {"in"}))
        and any(c.word(i) in nouns for i in noun[-1:])
        and not (kind == "money" and c.word(noun[-1]) in ("loss", "losses"))  # "a net loss of $5 million"
    ):
        if kind == "count" and (counted := c.words(c.phrase_after(c.r))):  # "a cut of 1,500 jobs"
            words = (*counted, *filter("cut".__eq__, [concept(c.word(noun[-1]))]))
            return Frame(
                "count" if "cut" in words else "change", words, c.named(c.tail(c.r)), "noun of change before"
            )
        about = c.phrase_after(c.r + 1) if c.word(c.r) in ("in", "on") else noun[:-1]
        about = about if c.words(about) else noun[:-1]  # "a profit growth of 5 % in the first quarter"
        return _leaning(c, previous, last, c.words(about), c.named(about), "noun of change before", about)
    v = c.p - 1 if c.word(c.p) == "by" else c.p
    if v < c.p and (object_ := c.phrase_before(v)) and c.words(object_):  # "cut its rate by 5 %"
        mover = c.verb_before(object_[0] - 1)
        mover = -1 if kind in ("count", "bare") and c.words(c.phrase_after(c.k + 1, ())) else mover
        if mover >= 0 and verb_base(c.word(mover)) in any_of("rise fall"):
            names = c.named(object_, c.subject(mover))
            return Frame("change", c.words(object_), names, "verb of change", anaphor=c.anaphor(object_))
    came = c.verb_before(c.p) if kind == "percent" else -1
    if 0 <= came == c.p - (c.word(c.p) in ("to", "at")):
        grown = c.subject(came)  # "Growth came to 24 percent"
        if grown and verb_base(c.word(came)) in lexical["level"] and c.word(grown[-1]) in nouns:
            words = c.words(grown[:-1]) or (last.words if last else ())
            return Frame("change", words, c.named(grown), "noun of change before", anaphor="its")
    while c.tag(v) == "B":
        v -= 1
    taken = c.word(c.r) == "of" and kind != "percent"  # "grew 5 tonnes of cocoa", "shed 20 of its 90 staff"
    if v == c.p and (taken or (kind in ("money", "measure", "percent") and c.words(c.phrase_after(c.r, ())))):
        v = -1  # "boost their $240 billion trade": the figure belongs to the noun
    moving = any_of("rise fall multiply")
    own = v == c.p and kind in ("count", "bare")  # "added 300 jobs"
    if (
        c.tag(v) == "V"
        and verb_base(c.word(v)) in moving
        and not (own and c.words(c.phrase_after(c.k + 1, ())))
    ):
        subject = c.subject(v)
        lost = kind == "money" and verb_base(c.word(v)) == "lose"  # "it has lost $5 million"
        if (
            v == c.p
            and kind in ("money", "measure")
            and not c.words(subject)
            and c.tag(subject[-1] if subject else -1) in ("E", "R" if lost else "E")
        ):
            words = "loss" if lost else concept(verb_base(c.word(v)))
            names, who = c.named(subject, c.tail(c.r)), c.anaphor(subject)
            return Frame("level", (words,), names, "verb before", anaphor=who)
        words = c.words(subject)
        if not words and kind == "percent" and subject and c.tag(subject[-1]) == "E":
            grown = verb_base(c.word(v)) in ("grow", "expand", "shrink", "contract")
            words = ("growth",) * grown  # "Kenya grew 3 percent"
        return _leaning(c, None, last, words, c.named(subject, c.tail(c.r)), "verb of change", subject)
    if (
        (
            (c.word(c.p) in ("up", "down") or (c.word(c.p) == "off" and kind == "percent"))
            and c.tag(c.p) in "PB"
            and c.word(c.r) != "of"  # "dug up 4 tonnes of ore"
            and (c.tag(c.p - 1) != "V" or not _UP.isdisjoint((kind, verb_base(c.word(c.p - 1)))))
        )
        or c.word(c.r) in _COMPARED
        or (c.word(c.r).endswith("er") and c.word(c.r + 1) == "than")
        or (c.word(c.r) in ("below", "above") and (c.tag(c.r + 1) in ("D", "T") or c.word(c.r + 1) in _AIMS))
    ):
        led = c.word(c.p) in ("up", "down", "off")
        if kind == "count" and not led and c.words(c.phrase_after(c.k + 1, ())):
            return None
        v = c.verb_before(c.p)
        subject = c.subject(v) if v >= 0 else c.phrase_before(c.p - 1)
        compared = c.word(c.r) in ("more", "less", "fewer", "higher", "lower")
        if compared and (more := c.words(c.phrase_after(c.r + 1, ()))):  # "9 % more pay"
            return Frame("change", more, c.named(subject), "up or down", anaphor=c.anaphor(subject))
        own = previous and v >= 0 and c.tokens.start[v] > c.figures[c.figures.index(c.figure) - 1].end
        words = () if previous and not own else deeds(c, v, subject)  # "sales were up 2 %; food sales 5 %"
        beside = c.phrase_before(c.p - 1) if led and previous and not own else []
        if not {*c.words(beside)}.issubset(previous.words if previous else ()):
            words, subject = c.words(beside), beside  # "…, with the number of flights up 5 percent"
        return _leaning(c, previous, last, words, c.named(subject), "up or down", subject)
    if kind == "percentage_point":
        return _leaning(c, previous, last, (), (), "points", [])
    return None


def _leaning(c, previous, last, words, names, pattern, about):
    """A change; without words of its own it is the change of the level told before it."""
    if not words and previous and previous.words:
        return Frame(
            "change", previous.words, names or previous.names, pattern, anaphor=previous.anaphor, before=0
        )
    if not words and c.word(c.p - 1) == "growth":  # "The bank expects growth of 3 percent"
        return Frame("change", ("growth",), names or c.named(c.tail(c.r)), pattern, anaphor=c.anaphor(about))
    if not words:
        v = c.verb_before(c.p)
        subject = c.subject(v) if v >= 0 else []
        words, names = c.words(subject), names or c.named(subject)
        about = about or subject
    if not words and last and ((about and c.tag(about[0]) in "RD") or not about):
        return Frame(
            "change", last.words, names or last.names, pattern, anaphor=c.anaphor(about) or last.anaphor
        )
    return Frame("change", words, names, pattern, anaphor=c.anaphor(about))


# kinds and verbs beside which "up" is a direction: "closed up 3 points", not "picked up 4 million"
_UP = {"percent", "percentage_point", "be", "go", "close", "end", "finish", "settle", "trade", "stand"}
_COMPARED = ("more", "less", "fewer", "higher", "lower", "up", "down")
_DATED = frozenset(("bond", "note", "gilt", "yield", "mortgage"))  # "the 10-year bond"
_AIMS = ("plan", "target", "budget", "forecast", "forecasts", "estimates", "expectations", "average")
_AMOUNTS = ("money", "measure", "count", "bare")
# "5 % above the 294 million of 2023", "a drop of 5 % from July's 1.7 million"
_FROM = re.compile(
    r" (?:(?:more|less|[a-z]+er|up|down) )?(?:than|on|from|above|below|over|under|against)"
    r" (?:the|(?:[A-Z]|last )\w+'s|a revised|the revised) (?:about |some |roughly )?"
)
# "6 % higher than in the same month of 2023, when 1.58 million tonnes"
_WHEN_IT = re.compile(r"\b(?:than|from|on|over|against)\b[^;]{4,50}, when (?:\w+ ){0,4}$")
_THEN = re.compile(
    r"(?: [a-z]+){0,3} in (?:the (?:first|second|third|fourth|previous|prior|same)|last|\d{4}|[A-Z][a-z]+)\b|"
    r" (?:\w+ ){0,2}?(?:(?:a|one|the) )?(?:same )?(?:year|month|quarter|week|period|day)s? "
    r"(?:earlier|ago|before)"
)
_CLOSED = re.compile(r"(?: [a-z]+)?(?:[.;]|,? (?:and|while|but)\b|$)")
_WHEN = re.compile(r"\b(?:ago|earlier|before|year|\d{4}),? when (?:it|they) (?:was|were|stood at|had been) $")
_HAD_SAID = re.compile(
    r"\b[a-z]+ had (?:\w+ )?(?:spoken of|said|given|reported|announced|estimated|claimed"
    r"|put (?:it|them|the (?:\w+ ){1,3}?)at)(?: (?:only|just|about|some))? $"
    r"|\b(?:replacing|instead of) (?:an?|its|the) (?:earlier|previous|first|initial|preliminary|original)"
    r" (?:\w+ )?(?:estimate|figure|count|toll|total|forecast|number)s? of $"
)
_HAD = ("had", "replacing", "instead")


def former(c, previous, last):
    """The first of "from 3 to 4" and the second of "to 4 from 3" are earlier levels.

    "4, more than two years ago, when it was 3": 3 is of a time of its own, and is compared with nothing.
    """
    if "when" in low_words(c.text) and _WHEN.search(c.text, max(0, c.figure.start - 60), c.figure.start):
        return Frame(plain_measure(c.figure.kind), role="old", pattern="none")
    if previous and previous.role == "old" and previous.pattern == "from by count" and c.word(c.p) == "to":
        return replace(previous, role="", pattern="to")
    if (
        previous
        and previous.words
        and (c.word(c.p - 1), c.word(c.p)) in (("instead", "of"), ("rather", "than"))
    ):
        return replace(
            previous, measure=plain_measure(c.figure.kind), role="old", before=0, pattern="instead of"
        )
    if previous and previous.measure == "change" and previous.words and c.figure.kind in _AMOUNTS:
        before = c.figures[c.figures.index(c.figure) - 1]
        between = c.text[before.end : c.figure.start]
    else:
        between = ""
    when = between and _WHEN_IT.search(between)
    if when and (v := c.verb_before(c.p)) >= 0:  # "…, when the deficit came to 7.9 billion" is the deficit's
        when = {*c.words(c.subject(v))} <= {*previous.words}
    if between and (when or _FROM.fullmatch(between)):
        return replace(previous, measure=plain_measure(c.figure.kind), role="old", before=0, pattern="from")
    denied = c.word(c.p) == "not" and c.word(c.p - 1) in (",", "and", "(")
    if not denied and not low_words(c.text).isdisjoint(_HAD):
        denied = _HAD_SAID.search(c.text, max(0, c.figure.start - 60), c.figure.start)
    if denied and previous and previous.words and not c.words(c.phrase_after(c.k + 1, ())):
        # "203 were on the train, not 180 as it told", "it had spoken of 1.2 million"
        lent, measure = c.alike or previous, plain_measure(c.figure.kind)
        return replace(lent, measure=measure, role="old", before=0, pattern="said before")
    previous = c.alike or previous
    against = c.word(c.p) in ("against", "versus", "after") or c.word(c.p - 1) == "compared"
    same = previous and previous.words and previous.measure == plain_measure(c.figure.kind)
    then = c.figure.kind in ("money", "measure") and _CLOSED.match(c.text, c.figure.end)
    then = then or (c.tag(c.r + 1) != "E" and _THEN.match(c.text, c.figure.end))  # not "7 percent in Italy"
    if against and same and then:  # "versus 10 million a year earlier"
        return replace(previous, role="old", before=0, pattern="from")
    if c.word(c.p) != "from" or c.figure.kind in ("duration", "age"):
        return None
    other = set(c.words(c.phrase_after(c.k + 1, ()))) if c.figure.kind == "count" else set()
    ahead = next((i for i in range(c.k + 1, min(c.size, c.k + 12)) if c.tag(i) == "F"), -1)
    later = ahead > 0 and c.word(ahead - 1) == "to"
    if previous and previous.measure == "change" and previous.words and later and other:
        words = tuple(dict.fromkeys((*previous.words, *other)))  # "grew 6 %, from 262 million bottles to 278"
        return replace(previous, measure="count", words=words, role="old", pattern="from by count")
    if previous and other - set(previous.words):
        return None  # "240 firefighters from four provinces"
    moved = any_of("rise fall")
    moved = previous and any(c.tag(i) == "V" and verb_base(c.word(i)) in moved for i in range(c.p))
    if (
        previous
        and previous.measure == plain_measure(c.figure.kind)
        and (previous.measure in ("level", "count") or (previous.measure == "rate" and moved))
    ) or (previous and not later and (c.tag(c.k - 2) == "F" or c.word(c.p - 1) in ("up", "down"))):
        return replace(previous, measure=plain_measure(c.figure.kind), role="old", before=0, pattern="from")
    if later and (v := c.verb_before(c.p)) >= 0:
        subject = c.subject(v)
        return Frame(
            plain_measure(c.figure.kind), c.words(subject), c.named(subject, c.tail(c.r)), "from", "old",
            c.anaphor(subject),
        )  # fmt: skip
    return None


def shared(c, previous, last):
    """Read "60 % of its imports", "two-thirds of voters", and the gapped "and gas 20 %"."""
    if c.figure.kind not in ("percent", "fraction"):
        return None
    if c.word(c.r) != "of":
        alike = previous and previous.measure == "share" and previous.subject and c.tag(c.p) == "N"
        noun = c.phrase_before(c.p) if alike else []
        joined = noun and c.word(noun[0] - 1) in ("and", ",", "while")
        return replace(previous, subject=c.words(noun), role="", before=-1) if joined else None
    whole = c.phrase_after(c.r + 1)
    if not c.words(whole) and "F" in (c.tag(c.r + 1), c.tag(c.r + 2)):  # "75 percent of the 42,000 doctors"
        whole = c.phrase_after(c.r + 2 + (c.tag(c.r + 2) == "F"))
    if c.tag(c.r + 1) == "T" and not whole:
        return None  # "down on the 19.4 percent of June"
    end = whole[-1] + 1 if whole else c.r + 1
    v = c.verb_before(c.p)
    v = -1 if verb_base(c.word(v)) in lexicon()["say"] else v
    subject = c.subject(v) if v >= 0 else []
    follows = predicate(c, end)
    part = () if subject and c.tag(subject[-1]) == "E" else c.words(subject)  # "China takes 30 percent of"
    if c.word(c.p) in ("of", "at", "to"):  # "put the deficit at 5 percent of GDP"
        part = tuple(w for w in c.words(c.phrase_before(c.p - 1)) if w != "share") or part
    elif c.word(c.p) == "or" and previous and previous.measure == "level":
        part = previous.words  # "a deficit of $4 billion, or 4.9 percent of GDP"
    if not part and not follows and c.tag(end) in ("V", "X"):  # "64 percent of households own a car"
        part = c.words(c.phrase_after(end + 1))
    part = (
        () if {*part} <= {*c.words(whole)} else part
    )  # "imports came from China, 60 percent of all imports"
    names = c.named(whole, c.tail(end), subject)
    return Frame(
        "share", c.words(whole) + follows, names, "of after with verb" if follows else "of after",
        anaphor=c.anaphor(whole, subject), subject=part,
    )  # fmt: skip
