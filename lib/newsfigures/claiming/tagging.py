"""Words of a sentence with their part, by word classes and order, and the base or concept that they count as.

Classes are data (``data/lexicon.txt``). Regular inflections are derived; a word that may be noun or verb is
told by what stands beside it.
"""

import re
from functools import lru_cache
from itertools import repeat
from operator import add
from typing import NamedTuple

from ..reading.spelled import quick
from .parties import FLAGGED, Name, any_of, lexicon

_token = quick(
    r"(?=[obwgOBWG])(?i:out of work|before (?:interest and )?tax(?:es)?|gross (?:domestic|national) product"
    r"|without (?:an? |any |their )?(?:jobs?|work|homes?))(?![\w-])"
    r"|[^\W\d_]+(?:[-'&./][^\W\d_]+)*\.?|\d[\w.,/-]*\w|\d|[^\w\s]"
)
_NUMBER = re.compile(
    r"(?i)(?:[\W\d]+|(?:bn|mln|mn|tn|trn|[mb]illions?|trillions?|thousands?|hundreds?|dozens?|and|half|a|"
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|"
    r"(?:twen|thir|for|fif|six|seven|eigh|nine)ty|st|nd|rd|th|first|second|third|\w+(?:st|nd|rd|th))(?![^\W\d_]))+"
)
_DATELINE = re.compile(
    r"^[A-Z][A-Z\u00c0-\u00de .'/-]+(?:, ?[^()]{0,40})?(?:\([^)]{2,40}\))? ?(?:[-_\u2013\u2014]{1,2}) "
)
_KEPT = 65_536  # words that are remembered
_SPLIT = {";", ":", "\u2014", "\u2013", "(", ")", ",", '"', "|"}
_MEASURES = re.compile(r"(?:litre|liter|gram|metre|meter|tonne|watt|byte|hertz|joule|hectare|acre)s?$")


class Tokens(NamedTuple):
    """A sentence in columns; beyond their end stands "", so that -1 is outside too."""

    start: list[int]
    end: list[int]
    word: list[str]
    tag: list[str]  # Figure namE Time Det Prep Conj pRonoun adverB auX Verb Noun Separator
    at: list[int]  # which figure or name, else -1

    def window(self, first, last):
        return Tokens(*map(add, [column[first:last] for column in self], _BEYOND))


_BEYOND = [], [], [""] * 20, [""] * 20, [0] * 20
_AFTER_HARM = ("X", "V", "P", "S", "C", "")
_HARM = ("death", "injury", "missing", "displace", "evacuate", "arrest", "unemployment")
_WHOLE = ("money", "percent", "percentage_point", "measure", "temperature", "duration", "age")


def tag(text: str, figures: list, names: list[Name]) -> Tokens:
    """Words, names, figures and marks of a sentence with their part; words of a dateline are left out."""
    skip = m.end() if (m := _DATELINE.match(text) or FLAGGED.match(text)) else 0
    taken = []
    for at, figure in enumerate(figures):
        number = None if figure.kind in _WHOLE else _NUMBER.match(text, figure.start, figure.end)
        whole = not number or not text[figure.start : number.end()].strip(" -")
        end = figure.end if whole else number.end()
        taken.append((figure.start, figure.start + len(text[figure.start : end].rstrip(" -")), "", "F", at))
    inside = [(a, b) for a, b, *_ in taken]
    for at, name in enumerate(names):
        if name.start >= skip and not [a for a, b in inside if a < name.end and name.start < b]:
            taken.append((name.start, name.end, name.key, "E", at))
    taken.sort()
    found, at, token = [], skip, _token(text)
    for start, end, word, kind, number in [*taken, (len(text), len(text), "", "", -1)]:
        if text[at:start] not in ("", " "):
            here = list(token.finditer(text, at, start))
            told = map(_word, map(re.Match.group, here))
            found += zip(map(re.Match.span, here), told, repeat(-1), strict=False)
        if kind == "F" or (kind and (start >= at or (found and found[-1][1][1] == "E"))):
            found.append(((start, end), (word, kind), number))
        joined = text.startswith("-", end) if kind == "F" else 2 * text.startswith("'s", end)  # "7000-word"
        at = max(at, end + joined)
    spans, words, which = zip(*found, strict=True)
    columns = *zip(*spans, strict=True), *zip(*words, strict=True), which
    tokens = Tokens(*map(add, map(list, columns), _BEYOND))
    _complete(tokens)
    return tokens


def _complete(tokens):
    """Tag the words that their neighbours decide."""
    bounds, words, tags = lexicon()["bound"], tokens.word, tokens.tag
    i, size = tags.index(""), len(tokens.start)
    while i < size:
        after = i + 1  # the next word that is no bound: "about", "more than"
        while tokens.at[after] < 0 and words[after] in bounds:
            after += 1
        tags[i] = _tag(words[i], words[i - 1], tags[i - 1], tags[after], words[i + 1], tokens.at[i + 1])
        i = tags.index("", i)
    for i in range(size - 2, -1, -1):  # "was projected", "have risen": the first word helps
        if tags[i] == "V" and verb_base(words[i]) in ("be", "have"):
            ahead = next((t for t in tags[i + 1 : i + 4] if t != "B"), tags[i + 1])
            if ahead in ("V", "X"):
                tags[i] = "X"


@lru_cache(_KEPT)
def _word(written):
    """A word in small letters and its tag: "" where its neighbours decide."""
    word = written.lower().rstrip(".") or written
    if word in _SPLIT or not word[0].isalnum():
        return word, "S" if word in _SPLIT else "I"
    if word[0].isdigit() or written.rstrip(".") == "May":
        return word, "T"
    classes, tag = _classes(word)
    return word, "" if "V" in classes or word.endswith("ing") else tag


def _tag(word, before, back, ahead, following, at):
    """The tag of a word by the word ``before``, tagged ``back``, the ``following`` one, which is a word where
    ``at`` is negative, and the tag of the next that is no bound.
    """
    classes, tag = _classes(word)
    of_next, next_tag = _classes(following)
    if word.endswith("ing") and back == "P" and at < 0 and next_tag == "P":
        return "N"  # "the death toll from flooding in"
    if word in lexicon()["gerund"] and back not in ("X", "S", "B") and at < 0 and next_tag != "D":
        return "N"  # "government spending rose"
    if before in ("of", "the") and ahead in _AFTER_HARM and lexicon()["concept"].get(word) in _HARM:
        return "N"  # "the number of injured was lowered"
    if "V" in classes:
        base, noun = classes["V"], "homograph" in classes
        figure = ahead == "F" and following != "of"
        if figure and word.endswith("ed") and (before in ("a", "an") or before.endswith("ly")):
            return "N"  # "grew an estimated 2 percent"
        ahead_is_noun = at < 0 and (next_tag == "N" or "homograph" in of_next)
        if noun and base in lexicon()["opinion"] and ahead_is_noun and back in ("N", "E", "B"):
            foretells = back != "N" or before in any_of("official antecedent")
            return "V" if foretells else "N"  # "the bank projects inflation of"
        if before == "to" or (back == "X" and word not in lexicon()["irregular"]):
            return "V"
        if (
            verb_base(word) == word
            and base not in ("be", "have", "put", "set")
            and not figure
            and (back in ("D", "P") or (back == "N" and before == singular(before)))
        ):
            return "N"  # "the olive harvest in": a base form after a singular noun is no verb
        if not noun:
            return "N" if ahead_is_noun and back in ("D", "F", "P", "") and word.endswith("ed") else "V"
        if figure and back in ("C", "V") and word != base and base not in any_of("rise fall"):
            return "N"  # "and imports 3 percent", "put exports at"
        if figure and back in ("N", "E", "R", "B", "X", "T", "V", "S", "F", "C"):
            return "V"
        return "V" if back in ("N", "E", "R", "B") and next_tag in ("D", "B") else "N"
    return tag


@lru_cache(_KEPT)
def _classes(word):
    """(classes, plain tag) of a word; a verb form that is also a noun ("rise", "exports") is a homograph."""
    lexical, found = lexicon(), {}
    if word.endswith("'s") and word[:-2] in lexical["time"]:
        return {}, "T"
    if base := verb_base(word):
        found["V"] = base
        if word in (base, base + "s", base + "es") and base in lexical["homograph"]:
            found["homograph"] = True
    for tag, name in (
        ("X", "aux"), ("D", "det"), ("C", "conjunction"), ("P", "preposition"), ("R", "pronoun"),
        ("T", "time"), ("B", "adverb"),
    ):  # fmt: skip
        if word in lexical[name] and not (tag == "X" and word in ("do",)):
            return ({} if tag != "X" else found), tag
    if found:
        return found, "V"
    if word.endswith("ed") and len(word) > 5:
        return {"V": word}, "V"
    return found, "N"


@lru_cache(_KEPT)
def verb_base(word: str) -> str:
    """The base form of a known verb's form, else "".

    >>> [verb_base(w) for w in ("rose", "slipping", "totalled", "reaches", "copper")]
    ['rise', 'slip', 'total', 'reach', '']
    """
    lexical = lexicon()
    if word in lexical["irregular"]:
        return lexical["irregular"][word]
    verbs = any_of("rise fall multiply level empty say verb")
    for ending in ("", "s", "es", "d", "ed", "ing"):
        stem = word.removesuffix(ending) if word.endswith(ending) else ""
        doubled = stem[:-1] if len(stem) > 2 and stem[-1] == stem[-2:-1] and ending in ("ed", "ing") else ""
        for base in (
            stem,
            stem + "e" if ending == "ing" else "",
            doubled,
            stem[:-1] + "y" if stem.endswith("i") else "",
        ):
            if base in verbs:
                return base
    return ""


@lru_cache(_KEPT)
def concept(word: str) -> str:
    """What a word counts as in a quantity: its concept, else its singular, "" if it narrows nothing."""
    lexical = lexicon()
    word = word.removesuffix("'s").removesuffix("'")
    if found := lexical["concept"].get(word):
        return found
    if (
        word in lexical["generic"]
        or word in lexical["generichead"]
        or len(word) < 2
        or _MEASURES.search(word)
    ):
        return ""
    if word.endswith("ed") and (base := verb_base(word)):
        return lexical["concept"].get(base, base)
    single = singular(word)
    return lexical["concept"].get(
        single, "" if single in lexical["generichead"] or single in lexical["generic"] else single
    )


@lru_cache(_KEPT)
def singular(word: str) -> str:
    """A plain singular: "cities" city, "tonnes" tonne, "buses" bus, "gas" gas."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if re.search(r"(?:ss|us|is|as|news|series)$", word) or len(word) < 4:
        return word
    return word[:-2] if re.search(r"(?:sh|ch|x|ss|us)es$", word) else word.removesuffix("s")


def merged(*words):
    """Each word of several tuples once, in order."""
    return tuple(dict.fromkeys([word for several in words for word in several]))


@lru_cache(_KEPT)
def meaning(word: str) -> str:
    """The concept of a word wherever it stands, "" for words of grammar, time and speech.

    >>> [meaning(w) for w in ("survived", "the", "tolls", "exporting", "said", "copper")]
    ['rescue', '', 'death', 'export', '', 'copper']
    """
    lexical, word = lexicon(), word.removesuffix("'s").removesuffix("'")
    if word in any_of("aux det conjunction preposition pronoun time adverb bound"):
        return ""
    base = verb_base(word)
    if base and base in any_of("level empty say"):
        return lexical["concept"].get(word, "")
    return lexical["concept"].get(word) or concept(base or word)
