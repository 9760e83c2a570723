"""Rules for figures that tell an amount or a count: what stands directly before and after them.

Each rule takes a clause, the frame before it and the last frame of the text, and gives a frame or None.
"""

import re
from dataclasses import replace

from .clause import LINKS, NAMING, SOFT
from .frame import Frame, plain_measure
from .parties import any_of, lexicon
from .tagging import concept, singular, verb_base
from .words_after import deeds, predicate, verb_word

_PLACES = ("city", "town", "village", "country", "nation", "state", "county", "island", "region", "place")
_ABOARD = re.compile(r"\s+(?:people |persons )?(?:on board|aboard)\b")
_GIVING = ("fine", "cost", "lend", "owe", "award", "charge", "save", "grant", "offer")
_RESTATING = {"correct", "corrected", "corrects", "revise", "put", "bring", "restate", "restated", "updated"}
_SAID = ("say", "tell", "state", "declare")
_COUNTABLE = ("money", "measure", "count", "bare")
_MEASURING = ("measure", "record", "register", "put", "find", "count", "report", "log", "tally")
_BRINGING = {"revise", "bring", "put", "take"}
_CHANGING = ("change alike", "up or down", "noun before")  # "imports 3 percent to 8 million", "doubled to 9"
_EQUALS = ("be", "total", "number", "reach", "average")


def _flow_before(c):
    """The flow that a count of its goods is of: "exports stood at 5 bags", "Exports: 5 bags"; and the cut of
    "reduce its workforce by 300 positions".
    """
    if c.figure.kind not in ("count", "bare") or c.word(c.p) not in ("at", "to", ":", "by"):
        return ()
    v = c.verb_before(c.p)
    told = c.words(c.phrase_before(c.p - 1)) or (c.words(c.subject(v)) if v >= 0 else ())
    if c.word(c.p) == "by":
        fallen = verb_base(c.word(v)) in lexicon()["fall"] and {*told} & {"job", "workforce"}
        return ("cut",) if fallen else ()
    return told if set(told) & lexicon()["flow"] else ()


def of_phrase(c, previous, last):
    """Read "a toll of 27", "winds of 140 km/h"; "71 of 160 seats" counts the whole."""
    if c.word(c.p) != "of":
        return None
    if c.tag(c.p - 1) == "F":
        noun = c.phrase_after(c.k + 1)
        return Frame(plain_measure(c.figure.kind), (*c.words(noun), "whole"), c.named(noun), "of a whole")
    noun = c.phrase_before(c.p - 1)
    if (c.word(c.p - 2), c.word(c.p - 1)) == ("in", "front") and c.figure.kind in ("count", "bare"):
        return Frame("count", ("attendance",), c.named(c.tail(c.r)), "of before")
    if c.word(c.r) in ("people", "inhabitants", "residents") and c.word(c.p - 1) in _PLACES:
        return Frame("count", ("population",), c.named(noun), "of before", anaphor=c.anaphor(noun))
    hung = max((n for n, i in enumerate(noun) if c.tag(i) == "P" and c.word(i) not in LINKS), default=-1)
    own = c.words(noun[hung + 1 :]) or c.words(noun)  # "a budget with a deficit of 4"
    own = () if set(own) <= SOFT | {"goal"} else own
    if own == ("average",) and previous:
        own = (*previous.words, "average")  # "came to 24 matches, an average of 25,000"
    if not own and {*map(c.word, noun)} & any_of("projected planned"):
        return Frame(plain_measure(c.figure.kind), (), c.named(c.tail(c.r)), "of before", anaphor="its")
    if not own:
        c.p = noun[0] - 1 if noun else c.p - 1
        c.p = c._before_bounds(c.p)
        return None
    right = c.phrase_after(c.r) if c.figure.kind == "count" else []
    flows = set(own) & any_of("toll flow")  # "exports of 6.7 million bags"
    counts = c.word(noun[-1]) != singular(c.word(noun[-1])) and not flows
    if c.words(right) and counts:
        return None  # "leaders of 14 island states" counts states
    measure = "rate" if c.figure.kind == "percent" else plain_measure(c.figure.kind)
    v = c.verb_before(noun[0] - 1)
    v = -1 if verb_base(c.word(v)) in lexicon()["say"] else v  # a speaker is no party
    names = c.named(noun, c.tail(c.r)) or c.named(c.subject(v) if v >= 0 else [])
    return Frame(
        measure, tuple(dict.fromkeys(own + c.words(right))), names, "of before", anaphor=c.anaphor(noun)
    )


def counted(c, previous, last):
    """Read "27 people were killed", "signed 11 documents", "$240 billion trade", "$4 billion in tools"."""
    at = c.r
    value = c.figure.value
    if (
        c.figure.kind in ("count", "bare")
        and value is not None
        and abs(value) < 100
        and value != int(value)
        and c.p == c.k - 1
        and c.tag(c.p) == "N"
    ):
        return Frame(
            "level", c.words([c.p]), c.named(c.tail(c.r)), "noun directly before", anaphor="its"
        )  # "magnitude 6.4"
    if c.word(at) == "of" and "F" in (c.tag(at + 1), c.tag(at + 2) * (c.tag(at + 1) == "D")):
        at += 2 + (c.tag(at + 1) == "D")  # "71 of the 160 seats"
    number, state = c.figure.kind in ("count", "bare"), c.word(at + 1) in lexicon()["concept"]
    linked = c.word(at) in ("in", "of", "for", "on", "worth") and c.figure.kind in _COUNTABLE
    linked = linked and (c.word(at) != "in" or state or not number)  # "17,400 in operation"
    source = c.word(at) == "from" and c.tag(c.p) == "V" and verb_base(c.word(c.p)) in lexicon()["income"]
    if source:  # "earned $5 million from coffee exports"
        at += 1
    elif linked and (c.word(at) not in ("for", "on") or c.figure.kind == "money"):
        at += 2 if c.word(at) == "worth" and c.word(at + 1) == "of" else 1
        at += c.tag(at) == "R"  # "900 of its Halden 3 bicycles"
    noun = c.phrase_after(at, LINKS if c.figure.kind != "percent" else ())
    amount = c.figure.kind in ("money", "measure")
    omitted = noun and at == c.r and c.word(c.k - 1) == "the" and c.tag(noun[-1] + 1) in ("X", "V")
    if amount and (c.word(at) == "that" or omitted):
        noun = []  # "the $2 billion (that) analysts had predicted"
    words = c.words(noun)
    if noun and not words and c.figure.kind == "count" and c.figure.unit:  # "has 540,000 growers"
        words = tuple(filter(None, [concept(c.word(noun[-1]))]))
    end = noun[-1] + 1 if noun else c.k + 1
    apart = c.word(c.p) == "of" or (c.figure.kind == "money" and not noun and c.tag(end) == "E")
    follows = () if apart else predicate(c, end)  # "with 5 million euros Norvik beat its plan"
    if not words and not follows:
        return None
    if c.figure.kind in ("money", "measure") and at > c.r and not c.words(noun):
        return None
    verb = c.p - (c.word(c.p) == "for" and c.word(c.p - 1).startswith("account"))
    active = verb if c.tag(verb) == "V" and verb_base(c.word(verb)) not in lexicon()["say"] else -1
    verb = (
        ()
        if c.figure.kind not in ("count", "bare")
        and active >= 0
        and (verb_base(c.word(active)) in any_of("rise fall") or (c.figure.kind == "money" and at == c.r))
        else verb_word(c, active)
    )
    subject = c.subject(active) if active >= 0 else []
    extra = c.words(c.phrase_before(c.p - 1, ())) if c.word(c.p) == "for" and c.tag(c.p - 1) == "N" else ()
    if c.word(c.p) == "for" and c.tag(c.p - 1) == "V":
        extra = verb_word(c, c.p - 1)  # "licensed for 200 passengers"
    if active >= 0 and c.figure.kind in ("count", "bare") and verb_base(c.word(active)) in _EQUALS:
        extra = extra or c.words(subject)  # "Exports were 6,114 cars"
    extra = extra or _flow_before(c)
    measure = "rate" if c.figure.kind == "percent" else plain_measure(c.figure.kind)
    toll = bool(lexicon()["toll"] & {*words, *follows})
    if toll and c.word(c.r) == "of" != c.word(at):  # "eleven of the 14 missing were found"
        follows = (*follows, "part")
    if toll and subject and verb_base(c.word(active)) in ("count", "put", "report", "record", "register"):
        subject = []  # "civil defence in Chile had counted 76 dead"
    names = c.named(noun, subject, c.tail(end, toll))
    aboard = ("passenger",) if _ABOARD.match(c.text, c.figure.end) else ()
    words = aboard or tuple(dict.fromkeys((*extra, *verb, *words, *follows)))
    return Frame(
        measure, words, names, "noun after", anaphor=c.anaphor(noun, subject), subject=c.words(subject)
    )


def _restated(c):
    """Read "corrected the number of people killed in the attack to 22": what the verb restates."""
    if c.word(c.p) != "to":
        return None
    verbs = any_of("rise fall") | _RESTATING
    v = next(
        (i for i in range(c.p - 1, -1, -1) if c.tag(i) == "V" and {c.word(i), verb_base(c.word(i))} & verbs),
        -1,
    )
    noun = c.phrase_after(v + 1) if v >= 0 else []
    if v >= 0 and any(c.tag(i) == "F" for i in range(v, c.p)):
        return None  # "brought the number of cases to 5,200 and the death toll to 147"
    if not any(c.word(i) in ("number", "toll", "count", "tally") for i in noun):
        return None
    words = (*c.words(noun), *predicate(c, noun[-1] + 1))
    names = c.named(noun, range(noun[-1] + 1, c.p))
    return Frame(plain_measure(c.figure.kind), words, names, "object before") if words else None


def level(c, previous, last):
    """Read "trade reached $240 billion", "cut its forecast to 3 %", "a deal worth $7 billion", "the police
    $310 million".
    """
    kind = c.figure.kind
    if c.word(c.p) == "worth" and c.word(c.p - 1) == "," and previous and previous.words:
        return replace(previous, measure=plain_measure(kind), role="", pattern="worth")
    if restated := _restated(c):
        return restated
    near = c.word(c.p) in ("near", "above", "below") or (kind == "percent" and c.word(c.p) == "for")
    if near or c.word(c.p) in ("to", "at", "worth", "by", "as") or c.tag(c.p) in ("N", "E"):
        direct = c.tag(c.p) in ("N", "E")
        # "won the contract, worth $3 million"; "turnout, at 65 %, was"
        apart = c.word(c.p - 1) == "," and (
            c.word(c.p) == "worth" or (c.word(c.p), c.word(c.r)) == ("at", ",")
        )
        noun = c.phrase_before(c.p if direct else c.p - 1 - apart, {"of"} if direct else NAMING)
        v = c.verb_before(noun[0] - 1) if noun else -1
        given = verb_base(c.word(v)) if direct and kind == "money" and 0 <= v == noun[0] - 1 else ""
        if given in _GIVING:  # "fined operator Meridian 46 million euros"
            return Frame("level", (concept(given),), c.named(noun, c.subject(v)), "verb before")
        if words := c.words(noun):
            verb = verb_word(c, v) if c.word(c.p) == "worth" else ()
            subject = c.subject(v) if v >= 0 else []
            names, words = c.named(noun, subject, c.tail(c.r)), tuple(dict.fromkeys(verb + words))
            return Frame(plain_measure(kind), words, names, "noun before", "", c.anaphor(noun, subject))
    since = next((i for i in range(c.p - 1, -1, -1) if c.tag(i) not in "PT"), -1)
    if c.word(c.p) in ("to", "at") and c.tag(since) == "F" and previous and previous.pattern in _CHANGING:
        return replace(previous, measure=plain_measure(kind), role="", before=-1, pattern="changed to")
    late = c.word(c.p) == "to" and c.word(c.p - 1) == ","  # "Burglaries went down, to 12,480"
    v = c.verb_before(c.p - 2 if late else c.p)
    if v < 0 or (v == c.p and c.figure.kind in ("count", "bare") and verb_base(c.word(v)) in _SAID):
        return None  # "a doctor said 600 people had been brought in"
    if late:
        subject = c.subject(v)
        words, names = c.words(subject), c.named(subject, c.tail(c.r))
        return Frame(plain_measure(kind), words, names, "verb before", anaphor=c.anaphor(subject))
    taken = verb_base(c.word(v)) == "take" and c.word(v + 1) == "over"
    if (
        kind == "money"
        and c.word(c.p) == "for"
        and (taken or concept(verb_base(c.word(v))) in lexicon()["handover"])
    ):
        bought, subject = range(v + 1, c.p), c.subject(v)
        named = any(c.tag(i) == "E" for i in bought)  # a company has its name, what it makes is not sold
        if not named and verb_base(c.word(v)) == "sell" and c.word(c.p - 1) != singular(c.word(c.p - 1)):
            return Frame("level", ("revenue", *c.words(bought)), c.named(subject, c.tail(c.r)), "paid for")
        words, names = () if named else c.words(bought), c.named(bought, subject, c.tail(c.r))
        return Frame("level", ("deal", *words), names, "paid for", anaphor=c.anaphor(subject))
    if c.word(c.p) == "to":  # "revised the number of jobs that were added in May to 14,000"
        for i in range(c.p - 1, -1, -1):
            if c.tag(i) == "V" and verb_base(c.word(i)) in any_of("rise fall") | _BRINGING:
                if words := c.words(noun := c.phrase_after(i + 1)):
                    names, who = c.named(noun, range(i + 1, c.p)), c.anaphor(noun, c.subject(i))
                    return Frame(plain_measure(kind), words, names, "object before", anaphor=who)
                if c.alike and "total" in map(c.word, range(i, c.p)):  # "taking the total for 2022 to"
                    return replace(c.alike, role="", before=-1)
                break
    if not all(
        c.tag(i) in "BPFT"
        or (c.tag(i) == "N" and not concept(c.word(i)))
        or (c.tag(i) == "D" and c.tag(i + 1) in "DT")  # "rose 18 percent from a year earlier to 94 million"
        for i in range(v + 1, c.p + 1)
    ):
        return None
    subject = c.subject(v)
    since = subject and c.tag(subject[0] - 1) == "P"  # "Floods since 8 June have killed 52"
    if subject and not since and all(c.tag(i) == "T" for i in subject):  # "November brought $82 million"
        return Frame(plain_measure(kind), (), c.named(c.tail(c.r)), "month before", anaphor="its")
    if any(c.word(i) in lexicon()["official"] for i in subject[-1:]) and verb_base(c.word(v)) in _MEASURING:
        return Frame(plain_measure(kind), (), c.named(c.tail(c.r)), "measured by", anaphor="its")
    verb = verb_word(c, v) if verb_base(c.word(v)) not in any_of("rise fall") else ()
    if verb_base(c.word(v)) in lexicon()["opinion"] and c.tag(c.p) == "V":
        return Frame(plain_measure(kind), (), c.named(c.tail(c.r)), "opinion", anaphor="its")
    names, who = c.named(subject, c.tail(c.r)), c.anaphor(subject)
    words = deeds(c, v, subject) if verb else c.words(subject)
    if verb_base(c.word(v)) == "carry" and kind == "count":
        words = ("passenger",)
    elif set(verb) & lexicon()["cumulative"]:
        words = verb
    elif set(words) & set(verb) and len(words) == len(verb) and kind == "measure":
        words = tuple(dict.fromkeys(words + _commodity(c, v)))
    return Frame(plain_measure(kind), words, names, "verb before", anaphor=who)


def _commodity(c, v):
    """What is shipped when the verb has no object: the last noun phrase before it ("top crude oil supplier,
    exporting").
    """
    for i in range(v - 1, -1, -1):
        if c.tag(i) == "N" and (words := c.words(c.phrase_before(i, ()))):
            return words if set(words) - lexicon()["antecedent"] else ()
    return ()
