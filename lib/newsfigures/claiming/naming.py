"""The name of a quantity, said as its sentence says it: "oil exports", "documents signed"."""

import re
from functools import lru_cache

from ..reading.spelled import quick
from .parties import lexicon
from .tagging import concept, verb_base

_words = quick(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")
_INSIDE = frozenset(
    ["of", "the", "a", "an", "and", "for", "on", "its", "their", "crude", "raw"]
)  # may stand inside a noun phrase
LONGEST = 60  # characters


def name(words: tuple[str, ...], text: str, at: int, part: tuple[str, ...] = ()) -> str:
    """The noun phrase of ``text`` nearest to ``at`` that says ``words``, a verb behind it; else the words.

    ``part`` has a share of what ``words`` name: "oil as a share of exports".

    >>> name(("sign", "document"), "The two sides signed 11 documents on Thursday.", 21)
    'documents signed'
    >>> name(("export", "oil"), "Norland's exports of crude oil rose to 5 tonnes.", 40)
    'exports of crude oil'
    >>> name(("tariff", "vehicle"), "It quadrupled tariffs on Chinese electric vehicles.", 3)
    'tariffs on vehicles'
    """
    if part and words:
        return f"{name(part, text, at)} as a share of {name(words, text, at)}"
    if words[-1:] == ("whole",):  # of which another figure tells a part
        return f"{name(words[:-1], text, at)} in all"
    matches, meanings = _means_of(text) if words else ([], [])
    if not words or not all(map(meanings.__contains__, words)) or len({*words}) < len(words):
        return " ".join(words)
    told = sorted([(*m.span(), m[0].lower()) for m in (_nearest(matches, meanings, w, at) for w in words)])
    verbs = [low for *_, low in told if _is_verb(low)]
    nouns = [span for span in told if span[2] not in verbs]
    if not nouns or len(verbs) > 1:
        return " ".join(words)
    span = text[nouns[0][0] : nouns[-1][1]]
    between = {*span.lower().split()}.difference([low for *_, low in nouns])
    whole = len(span) <= LONGEST and between <= _INSIDE
    phrase = span if whole else _joined(text, nouns)
    phrase = phrase if phrase[:2].isupper() else phrase[0].lower() + phrase[1:]  # "GDP growth"
    return " ".join((phrase, *verbs))


def _joined(text, nouns):
    """The nouns that words of no interest part, with the prepositions between them: "tariffs on vehicles"."""
    parts, end = [], nouns[0][0]
    for a, b, _ in nouns:
        links = [word for word in text[end:a].lower().split() if word in ("of", "on", "for", "in")]
        parts += [*links[:1], _noun(text[a:b])]
        end = b
    return " ".join(parts)


@lru_cache(16)
def _means_of(text):
    """The words of a sentence, and what each of them means."""
    matches = list(_words(text).finditer(text))
    return matches, [*map(_means, map(re.Match.group, matches))]


def _nearest(matches, meanings, word, at):
    found = [m for m, meaning in zip(matches, meanings, strict=True) if meaning == word]
    return found[0] if len(found) == 1 else min(found, key=lambda m: abs(m.start() - at))


@lru_cache(65_536)
def _means(word):
    low = word.lower()
    return lexicon()["concept"].get(low) or concept(low) or verb_base(low)


def _noun(word):
    """ "exporting" as a noun: "exports"."""
    return verb_base(word) + "s" if word.endswith("ing") and verb_base(word) else word


def _is_verb(word):
    return bool(verb_base(word)) and (word.endswith("ed") or word in lexicon()["irregular"])
