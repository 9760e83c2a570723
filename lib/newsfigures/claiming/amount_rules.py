"""Rules for figures that tell an amount or a count: what stands directly before and after them.

Each rule takes a clause, the frame before it and the last frame of the text, and gives a frame or None.
"""

import re

from .clause import LINKS, NAMING, SOFT
from .frame import Frame
from .parties import any_of, lexicon
from .tagging import concept, merged, singular
from .words_after import deeds, predicate, verb_word

_PLACES = ("city", "town", "village", "country", "nation", "state", "county", "island", "region", "place")
_ABOARD = re.compile(r"\s+(?:people |persons )?(?:on board|aboard)\b")
_GIVING = ("fine", "cost", "lend", "owe", "award", "charge", "save", "grant", "offer")
_BRINGING = {"revise", "bring", "put", "take", "corrected", "restated", "updated"}
_SAID = ("say", "tell", "state", "declare")
_MEASURING = ("measure", "record", "register", "put", "find", "count", "report", "log", "tally")
_CHANGING = ("change alike", "up or down", "noun before")  # "imports 3 percent to 8 million", "doubled to 9"
_EQUALS = ("be", "total", "number", "reach", "average")


def of_phrase(c, previous, last):
    """Read "a toll of 27", "winds of 140 km/h"; "71 of 160 seats" counts the whole."""
    if c.word(c.p) != "of":
        return None
    if c.tag(c.p - 1) == "F":
        return c.frame("of a whole", (*c.words(c.phrase_after(c.k + 1)), "whole"))
    noun = c.phrase_before(c.p - 1)
    if c.counts and (c.word(c.p - 2), c.word(c.p - 1)) == ("in", "front"):
        return c.frame("of before", ("attendance",), measure="count")
    if c.word(c.r) in ("people", "inhabitants", "residents") and c.word(c.p - 1) in _PLACES:
        return c.frame("of before", ("population",), noun, measure="count")
    hung = max((n for n, i in enumerate(noun) if c.tag(i) == "P" and c.word(i) not in LINKS), default=-1)
    own = c.words(noun[hung + 1 :]) or c.words(noun)  # "a budget with a deficit of 4"
    own = () if {*own} <= SOFT | {"goal"} else own
    if own == ("average",) and previous:
        own = (*previous.words, "average")  # "came to 24 matches, an average of 25,000"
    if not own and {*map(c.word, noun)} & any_of("projected planned"):
        return Frame(c.plain, (), c.named(c.tail(c.r)), "of before", anaphor="its")
    if not own:
        c.p = c._before_bounds(noun[0] - 1 if noun else c.p - 1)
        return None
    right = c.words(c.phrase_after(c.r)) if c.kind == "count" else ()
    flow = {*own} & any_of("toll flow")  # "exports of 6.7 million bags"
    if right and not flow and c.word(noun[-1]) != singular(c.word(noun[-1])):
        return None  # "leaders of 14 island states" counts states
    v = c.verb_before(noun[0] - 1)
    names = c.named(noun, c.tail(c.r)) or c.named([] if c.base(v) in lexicon()["say"] else c.subject(v))
    return Frame(c.plain, merged(own, right), names, "of before", anaphor=c.anaphor(noun))


def counted(c, previous, last):
    """Read "27 people were killed", "signed 11 documents", "$240 billion trade", "$4 billion in tools"."""
    value = c.figure.value
    if c.counts and value and abs(value) < 100 and value != int(value) and c.tag(c.k - 1) == "N":
        whose = c.named(c.tail(c.r))
        return Frame("level", c.words([c.p]), whose, "noun directly before", anaphor="its")  # "magnitude 6.4"
    at, amount = c.r, c.kind in ("money", "measure")
    if c.word(at) == "of" and "F" in (c.tag(at + 1), c.tag(at + 2) * (c.tag(at + 1) == "D")):
        at += 2 + (c.tag(at + 1) == "D")  # "71 of the 160 seats"
    state = c.word(at + 1) in lexicon()["concept"]
    if c.word(at) == "from" and c.tag(c.p) == "V" and c.base(c.p) in lexicon()["income"]:
        at += 1  # "earned $5 million from coffee exports"
    elif (c.counts or amount) and (
        c.word(at) in ("of", "worth")
        or (c.word(at) == "in" and (state or not c.counts))  # "17,400 in operation"
        or (c.word(at) in ("for", "on") and c.kind == "money")
    ):
        at += 1 + (c.word(at) == "worth" and c.word(at + 1) == "of")
        at += c.tag(at) == "R"  # "900 of its Halden 3 bicycles"
    noun = c.phrase_after(at, LINKS if c.kind != "percent" else ())
    omitted = noun and at == c.r and c.word(c.k - 1) == "the" and c.tag(noun[-1] + 1) in ("X", "V")
    if amount and (c.word(at) == "that" or omitted):
        noun = []  # "the $2 billion (that) analysts had predicted"
    words = c.words(noun)
    if noun and not words and c.kind == "count":  # "has 540,000 growers"
        words = tuple(filter(None, [concept(c.word(noun[-1]))]))
    end = noun[-1] + 1 if noun else c.k + 1
    follows = () if c.word(c.p) == "of" else predicate(c, end)
    if not (words or follows) or (amount and at > c.r and not words):
        return None
    verb = c.p - (c.word(c.p) == "for" and c.word(c.p - 1).startswith("account"))
    active = verb if c.tag(verb) == "V" and c.base(verb) not in lexicon()["say"] else -1
    subject, acting = c.subject(active), verb_word(c, active)
    if not c.counts and (c.base(active) in any_of("rise fall") or (c.kind == "money" and at == c.r)):
        acting = ()
    extra = ()
    if c.word(c.p) == "for" and c.tag(c.p - 1) in ("V", "N"):  # "licensed for 200 passengers"
        extra = verb_word(c, c.p - 1) if c.tag(c.p - 1) == "V" else c.words(c.phrase_before(c.p - 1, ()))
    elif c.counts and c.base(active) in _EQUALS:
        extra = c.words(subject)  # "Exports were 6,114 cars"
    elif c.counts and c.word(c.p) in ("at", "to", ":"):  # "exports stood at 5 bags", "Exports: 5 bags"
        told = c.words(c.phrase_before(c.p - 1)) or c.words(c.subject(c.verb_before(c.p)))
        extra = told if {*told} & lexicon()["flow"] else ()
    elif c.counts and c.word(c.p) == "by" and c.base(c.verb_before(c.p)) in lexicon()["fall"]:
        extra = ("cut",)  # "reduce its workforce by 300 positions"
    toll = bool(lexicon()["toll"] & {*words, *follows})
    if toll and c.word(c.r) == "of" != c.word(at):  # "eleven of the 14 missing were found"
        follows = (*follows, "part")
    if toll and c.base(active) in _MEASURING:
        subject = []  # "civil defence in Chile had counted 76 dead"
    names, who = c.named(noun, subject, c.tail(end, toll)), c.anaphor(noun, subject)
    words = merged(extra, acting, words, follows)
    words = ("passenger",) if _ABOARD.match(c.text, c.figure.end) else words
    return Frame(c.plain, words, names, "noun after", anaphor=who, subject=c.words(subject))


def brought(c, previous, last):
    """Read "corrected the number of people killed in the attack to 22": what the verb brings to a value."""
    verbs = any_of("rise fall") | _BRINGING
    v = c.p - 1 if c.word(c.p) == "to" else -1
    while v >= 0 and (c.tag(v) != "V" or verbs.isdisjoint((c.word(v), c.base(v)))):
        v -= 1
    if v < 0 or (c.tag(c.p - 1) in "NE" and "F" in c.tokens.tag[v : c.p]):
        return None  # "brought the number of cases to 5,200 and the death toll to 147"
    noun = c.phrase_after(v + 1)
    number = not {"number", "toll", "count", "tally"}.isdisjoint(map(c.word, noun))
    if words := (*c.words(noun), *(predicate(c, noun[-1] + 1) if number else ())):
        mover = [] if number else c.subject(v)  # who only restates a number is not whose it is
        return c.frame("object before", words, noun, range(v + 1, c.p), mover)
    if c.alike and "total" in map(c.word, range(v, c.p)):  # "taking the total for 2022 to"
        return c.again(c.alike, c.alike.pattern)
    return None


def placed(c, previous, last):
    """Read "trade of $240 billion", "a deal worth $7 billion", "cut its forecast to 3 %", "the police $310
    million", "fined operator Meridian $46 million".
    """
    direct = c.tag(c.p) in ("N", "E")
    near = c.word(c.p) in ("to", "at", "worth", "by", "as", "near", "above", "below")
    if not direct and not near and (c.kind != "percent" or c.word(c.p) != "for"):
        return None
    if c.word(c.p) == "worth" and c.word(c.p - 1) == "," and previous and previous.words:
        return c.again(previous, "worth")  # "won the contract, worth $3 million"
    apart = c.word(c.p - 1) == "," and (
        c.word(c.p) == "worth" or c.word(c.r) == ","
    )  # "turnout, at 65 %, was"
    noun = c.phrase_before(c.p if direct else c.p - 1 - apart, {"of"} if direct else NAMING)
    v = c.verb_before(noun[0] - 1) if noun else -1
    if direct and c.kind == "money" and c.base(v) in _GIVING and v == noun[0] - 1:
        return Frame("level", (concept(c.base(v)),), c.named(noun, c.subject(v)), "verb before")
    if words := c.words(noun):
        verb = verb_word(c, v) if c.word(c.p) == "worth" else ()
        return c.frame("noun before", merged(verb, words), noun, c.subject(v))
    return None


def paid(c, previous, last):
    """Read "sold the mill for $5 million", "bought Halden for": a deal; "sold lamps for" is revenue."""
    v = c.verb_before(c.p)
    taken = c.base(v) == "take" and c.word(v + 1) == "over"
    if c.kind != "money" or c.word(c.p) != "for":
        return None
    if not taken and concept(c.base(v)) not in lexicon()["handover"]:
        return None
    bought, subject = range(v + 1, c.p), c.subject(v)
    named = any(c.tag(i) == "E" for i in bought)  # a company has its name, what it makes is not sold
    if not named and c.base(v) == "sell" and c.word(c.p - 1) != singular(c.word(c.p - 1)):
        return c.frame("paid for", ("revenue", *c.words(bought)), subject)
    return c.frame("paid for", ("deal", *(() if named else c.words(bought))), bought, subject)


def level(c, previous, last):
    """Read "trade reached $240 billion", "burglaries went down, to 12,480"."""
    since = next((i for i in range(c.p - 1, -1, -1) if c.tag(i) not in "PT"), -1)
    if c.word(c.p) in ("to", "at") and c.tag(since) == "F" and previous and previous.pattern in _CHANGING:
        return c.again(previous, "changed to")
    late = c.word(c.p) == "to" and c.word(c.p - 1) == ","
    v = c.verb_before(c.p - 2 if late else c.p)
    if v < 0 or (v == c.p and c.counts and c.base(v) in _SAID):
        return None  # "a doctor said 600 people had been brought in"
    if not late and not all(
        c.tag(i) in "BPFT"
        or (c.tag(i) == "N" and not concept(c.word(i)))
        or (c.tag(i) == "D" and c.tag(i + 1) in "DT")  # "rose 18 percent from a year earlier to 94 million"
        for i in range(v + 1, c.p + 1)
    ):
        return None
    subject = c.subject(v)
    since = subject and c.tag(subject[0] - 1) == "P"  # "Floods since 8 June have killed 52"
    month = subject and not since and all(c.tag(i) == "T" for i in subject)  # "November brought $82 million"
    measuring = c.base(v) in _MEASURING and subject and c.word(subject[-1]) in lexicon()["official"]
    opinion = c.base(v) in lexicon()["opinion"] and v == c.p
    rule = (month and "month before") or (measuring and "measured by") or (opinion and "opinion")
    if rule:
        return Frame(c.plain, (), c.named(c.tail(c.r)), rule, anaphor="its")
    verb = verb_word(c, v) if c.base(v) not in any_of("rise fall") else ()
    words = deeds(c, v, subject) if verb else c.words(subject)
    if c.base(v) == "carry" and c.kind == "count":
        words = ("passenger",)
    elif {*verb} & lexicon()["cumulative"]:
        words = verb
    elif verb and words == verb and c.kind == "measure":
        words = merged(words, _commodity(c, v))
    return c.frame("verb before", words, subject)


def _commodity(c, v):
    """What is shipped when the verb has no object: the last noun phrase before it ("top crude oil supplier,
    exporting").
    """
    for i in range(v - 1, -1, -1):
        if c.tag(i) == "N" and (words := c.words(c.phrase_before(i, ()))):
            return words if set(words) - lexicon()["antecedent"] else ()
    return ()
