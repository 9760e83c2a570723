"""The nouns that numbers count: "1,100 public housing properties". The words are data: ``boundaries.txt``,
``plurals.txt``. All functions read lower-case text.
"""

import re
from functools import lru_cache

from .spelled import lines

STOP = frozenset(word for line in lines("boundaries") for word in line.split())
PLURALS = dict(line.rsplit(" ", 1) for line in lines("plurals"))
_SEVERAL = {one: many for many, one in reversed(PLURALS.items())}
_NOUN = re.compile(r"[ -]((?:\d{1,4}-?)?[a-z][a-z0-9]*(?:['&/.-][a-z0-9]+){0,5})'?")
_COMPOUND = re.compile(r"-([a-z]{2,})(?!\w)")


@lru_cache(maxsize=4096)
def singular(phrase: str) -> str:
    """Return a noun phrase with its head in the singular.

    >>> [singular(w) for w in ("documents", "public properties", "boxes", "fishermen", "people", "buses")]
    ['document', 'public property', 'box', 'fisherman', 'people', 'bus']
    """
    rest, space, word = phrase.rpartition(" ")
    if word in PLURALS:
        word = PLURALS[word]
    elif word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith(("sses", "shes", "ches", "xes", "zzes", "uses")):
        word = word[:-2]
    elif is_plural(word):
        word = word[:-1]
    return rest + space + word


def plural(noun):
    """The plural of an English noun with what hangs on it.

    >>> [plural(word) for word in ("document", "country", "day", "mention of a tax", "old man", "people")]
    ['documents', 'countries', 'days', 'mentions of a tax', 'old men', 'people']
    """
    head, *rest = re.split(r"(?= (?:of|in|to|by|with|from|per|beside|that) )", noun, maxsplit=1)
    before, space, last = head.rpartition(" ")
    if last in _SEVERAL:
        return "".join([before, space, _SEVERAL[last], *rest])
    if re.search(r"[^aeiou]y$", head):
        head = head[:-1] + "ie"
    elif re.search(r"(s|x|z|ch|sh)$", head):
        head += "e"
    return "".join([head + "s", *rest])


def is_plural(word: str) -> bool:
    """Is this the form of a plural noun? Of a verb in -s too: the caller looks at its place."""
    return word in PLURALS or (
        len(word) > 2 and word[-1] == "s" and not word.endswith(("ss", "us", "is", "'s"))
    )


def noun(low: str, at: int, reach: int = 5) -> tuple[int, str] | None:
    """Read the noun phrase counted by a number: ``(end, name)``, from its first modifier to its plural head.

    >>> noun("1,100 public housing properties, each", 5)
    (31, 'public housing property')
    """
    words, m = [], _NOUN.match(low, at)
    while m and len(words) < reach:
        word = m[1]
        if word in STOP and not (word in ("and", "or") and words):
            return None
        words.append(word)
        if is_plural(word):
            follow = _NOUN.match(low, m.end())
            follow = follow if word[-1] == "s" or (follow and follow[1] in ("officers", "members")) else None
            if follow and is_plural(follow[1]) and follow[1] not in STOP and low[m.end()] == " ":
                words.append(follow[1])
                m = follow
            return m.end(), singular(" ".join(words))
        m = _NOUN.match(low, m.end())
    return None


def one(low: str, at: int) -> tuple[int, str] | None:
    """The noun after "one", as ``noun``: up to two words, before a word that ends the phrase."""
    words, end = [], at
    while len(words) < 2 and (m := _NOUN.match(low, end)) and m[1] not in STOP and not m[1].endswith("ed"):
        words.append(m[1])
        end = m.end()
    return (end, " ".join(words)) if words else None


def compound(low: str, at: int) -> tuple[int, str] | None:
    """The noun joined to a number by a hyphen: "7000-word", "11-member"."""
    m = _COMPOUND.match(low, at)
    told = m and m[1] not in STOP and m[1] != "strong"  # "a 6,000-strong force" may be of anything
    return (m.end(), singular(m[1])) if told else None
