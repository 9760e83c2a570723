"""Who a figure is about: countries, organisations and other names in a text, with one key for all their
forms.

Countries and a few organisations are known by name, demonym and capital (``data/territories.csv``, from
CLDR's territory names); a capital after "in" or "near" is a place, elsewhere it stands for its government.
Every other run of capitalised words is a name. Short forms are joined to the one longer name that they begin
or end ("Meridian" to "Meridian Foods", "Xi" to "Xi Jinping"), acronyms to the name of those initials.
"""

import csv
import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from ..reading.spelled import quick

_CAPITAL = r"[A-Z\u00c0-\u00de][\w.&'-]*"
_BODY = (
    r"(?:Bank|Ministry|Department|University|Institute|Council|Bureau|Board|Office|Chamber|Federation|Republic"
    r"|Kingdom|Court|House|Gulf|Bay|Port|City|Association|Organi[sz]ation)"
)
_PARTICLE = r"(?:(?:de|da|do|dos|du|di|van|von|der|den|la|el|al|bin|ibn) ){0,2}"
_RUN = re.compile(
    rf"(?<!\w)(?:[a-z]{{1,4}}[A-Z][a-z]{{2,}}|{_CAPITAL})(?:[ \u00a0](?:& |{_PARTICLE}){_CAPITAL})*"
)
_HEAD = re.compile(rf"(?:[^\u00a0]* )?{_BODY}")  # "Bank of England", "Ministry of the Interior"
_REST = re.compile(rf" (of|for|and)(?: the)? {_CAPITAL}(?: {_CAPITAL})*")
_PLACED = re.compile(rf"\b(?:[Ii]n|outside|across|throughout) ({_CAPITAL}?)(?:'s)?\b")
_DESCRIBING = ("maker", "-based", "-born", "-led", "-owned", "-listed", "-run", "-backed", "-funded")
FLAGGED = re.compile(r"^(?:CORRECTED|CORRECTION|REFILE|RPT|WRAPUP|UPDATE)(?: ?\d{1,2})?(?: ?[-\u2013:] ?)")
_DEMONYMS = (("ian", "ia"), ("an", "a"), ("ish", ""), ("ese", ""), ("ese", "a"), ("ian", ""), ("er", ""))
_WORD = re.compile(r"[^\W_]*")
_FIRSTS = ("general", "first", "united", "national", "new")  # "General Electric", but no "The Group"
_DOES = re.compile(  # what firms, people and places do, and wheat, inflation and traders do not
    r" (?:(?:has |had )?(?:sold|bought|built|won|earned|recorded|reported|employ(?:s|ed)|produced|hired"
    r"|received|exported|imported|posted|announced|carried|delivered|shipped|scored|counted|handled)\b"
    r"(?! (?:by|in|at|for|to|from|on|with)\b)|(plans|expects|has \d)|told\b|had \d)"
)
_AT = {"in", "at", "near", "outside", "around", "off", "inside", "across"}


class Name(NamedTuple):
    """``key`` is the territory's name or the words as written; ``kind`` territory, place or name."""

    start: int
    end: int
    key: str
    kind: str
    possessive: bool = False


_letters = quick(r"[^\W\d_]+")


@cache
def lexicon() -> dict[str, frozenset[str] | dict[str, str]]:
    """Word classes of ``data/lexicon.txt``; "concept" and "irregular" are maps from form to meaning."""
    classes: dict = {"concept": {}, "irregular": {}}
    for line in _data("lexicon.txt").splitlines():
        name, colon, words = line.partition(": ")
        if line.startswith("#") or not colon:
            continue
        if name.startswith("concept "):
            classes["concept"].update((word.replace("_", " "), name[8:]) for word in words.split())
        elif name == "irregular":
            classes["irregular"].update(pair.split("=") for pair in words.split())
        else:
            classes.setdefault(name, set()).update(word.replace("_", " ") for word in words.split())
    return {name: words if isinstance(words, dict) else frozenset(words) for name, words in classes.items()}


@cache
def any_of(classes: str) -> frozenset[str]:
    """The words of some classes of the lexicon together: ``any_of("rise fall")``."""
    return frozenset().union(*(lexicon()[name] for name in classes.split()))


@cache
def territories() -> dict[str, tuple[str, str]]:
    """Alias -> (name in English, kind of alias: primary, name, demonym or capital)."""
    rows = list(csv.DictReader(_data("territories.csv").splitlines()))
    primary = {}
    for row in rows:
        if row["kind"] == "primary":
            primary.setdefault(row["code"], row["alias"])
    return {row["alias"]: (primary[row["code"]], row["kind"]) for row in rows}


def find_names(text: str, known: frozenset[str] = frozenset()) -> list[Name]:
    """Return the names in one sentence, from left to right.

    A single capitalised first word is a name only when it is a territory, stands in ``known`` (names seen
    inside sentences), carries a possessive, or sells, earns, reports ….

    >>> [(n.key, n.kind) for n in find_names("Sino-Russian trade grew, Moscow said in Paris.")]
    [('China', 'territory'), ('Russia', 'territory'), ('Russia', 'territory'), ('Paris', 'place')]
    >>> [n.key for n in find_names("Wheat sold by Meridian Foods fell in May, Storm Odile's winds too.")]
    ['Meridian Foods', 'Storm Odile']
    """
    return [name for name, told in _found(text) if told or name.key in known]


@lru_cache(1024)
def low_words(text: str) -> frozenset[str]:
    """All runs of letters of a sentence in small letters: what is not among them need not be looked for."""
    return frozenset(map(str.lower, _letters(text).findall(text)))


@lru_cache(16_384)
def _found(text):
    """Each name of a sentence, and whether it is one by itself: an opening word may be any word."""
    found, end = [], m.end() if (m := FLAGGED.match(text)) else 0
    while run := _RUN.search(text, end):
        start, end = run.span()
        more = _REST.match(text, end)
        if more and (
            (more[1] != "and" and _HEAD.fullmatch(text, start, end))
            or text[start : more.end()] in territories()
        ):
            end = more.end()
        ahead = text[:start].rstrip("\"'( ")
        first = not ahead or ahead.endswith((".", ":", " -")) or not ahead.strip("\"'(-* ")
        at = ahead.rpartition(" ")[2].lower() in _AT
        for (a, b, key, kind, possessive), told in _split(text[start:end], at, first):
            told = told or (start + a == 0 and _acts(text, key, start + b))
            found.append((Name(start + a, start + b, key, kind, possessive), told))
    return found


def _acts(text, key, end):
    """Whether an opening word does what firms, people and places do: "Ford sold 44,000 trucks"."""
    found = _DOES.match(text, end)
    plural = found and key[-1] == "s" and not found[1]  # "Traders sold", but "Siemens plans"
    return found is not None and not plural and key.lower() not in any_of("official agent antecedent")


@lru_cache(16_384)
def _split(text, at, first):
    """Names within one capitalised run: known aliases first, what is left between them as other names."""
    words = [m.span() for m in re.finditer(r"[^\s]+", text)]
    names, rest, i = [], [], 0
    while i < len(words):
        if firm := _firm(text, words, i, rest):
            rest, i = [*rest, *words[i:firm]], firm
            continue
        known = _WORD.match(text, words[i][0])[0] in _alias_starts()
        for j in range(min(len(words), i + 5), i, -1) if known else ():
            a, b, possessive = _trim(text, words[i][0], words[j - 1][1])
            capital = territories().get(text[a:b], ("", ""))[1] == "capital"
            if capital and rest[-1:] == [words[i - 1]] and not (first and rest == words[:1]):
                continue  # "Paulo Lima", but not "In Lima"
            if found := _territory(text, a, b, _low(text, words[i - 1]) in _AT if i else at, possessive):
                names += [*_other(text, rest, first and rest[:1] == words[:1]), *((n, True) for n in found)]
                rest, i = [], j
                break
        else:
            rest.append(words[i])
            i += 1
            if text[: words[i - 1][1]].endswith("'s"):
                names += _other(text, rest, first and rest[:1] == words[:1])
                rest = []
    return names + _other(text, rest, first and rest[:1] == words[:1])


def _firm(text, words, i, rest):
    """Where a name ends that a land at ``i`` is a part of: "Turkish Airlines", "North America"; else 0."""
    if rest and _low(text, rest[-1]) in ("air", *lexicon()["direction"]) and rest[-1] == words[i - 1]:
        new = _low(text, rest[-1]) == "new"  # "New Mexico", but "new Chinese rules"
        return 0 if new and territories().get(text[slice(*words[i])], ("", ""))[1] == "demonym" else i + 1
    if _low(text, words[i]) == "bank" and text.startswith(" of ", words[i][1]):
        return len(words)  # "Bank of America"
    for n in range(i, min(len(words), i + 4)):
        low, written = _low(text, words[n]), text[slice(*words[n])]
        if n > i and low in lexicon()["brand"]:
            office = n + 1 < len(words) and _low(text, words[n + 1]) in any_of("title office")
            return 0 if office else n + 1  # "Russian Oil Minister"
        if written.endswith(("'s", "s'")) or low in lexicon()["title"] - {"general"}:
            return 0
    return 0


@cache
def _alias_starts():
    """What a name of a territory can begin with, up to a hyphen or the first mark."""
    return frozenset(_WORD.match(alias)[0] for alias in territories())


def _trim(text, a, b):
    possessive = text[a:b].endswith(("'s", "s'"))
    b -= 2 if text[a:b].endswith("'s") else 1 if possessive else 0
    while b > a and text[b - 1] in ".,-'" and text[a:b] not in territories():
        b -= 1
    return a, b, possessive


def _territory(text, a, b, at, possessive):
    word = text[a:b]
    if known := territories().get(word):
        place = known[1] == "capital" and at
        return [Name(a, b, word if place else known[0], "place" if place else "territory", possessive)]
    if "-" in word:
        parts = word.split("-")
        keys = [territories().get(p) for p in parts]
        if keys[0] and all(k or p.islower() for k, p in zip(keys, parts, strict=True)):
            return [Name(a, b, k[0], "territory", possessive) for k in keys if k]
    return []


def _other(text, words, first):
    """The name made of ``words``, without titles, dates and a sentence's opening word."""
    skip = any_of("title time")
    while words and (
        _low(text, words[0]) in skip
        or _low(text, words[0]).endswith(_DESCRIBING)
        or (first and _low(text, words[0]) in _opening())
    ):
        more = text[slice(*words[1])].removesuffix("'s") if words[1:] else ""
        land = territories().get(more, ("", "demonym"))[1] != "demonym"
        if _low(text, words[0]) in _FIRSTS and (more.lower() in lexicon()["brand"] or land):
            break
        words, first = words[1:], False
    if len(words) == 1 and _low(text, words[0]) in any_of("antecedent region"):
        return []
    while words and (_low(text, words[-1]) in lexicon()["time"] or text[slice(*words[-1])].islower()):
        words = words[:-1]
    if not words:
        return []
    a, b, possessive = _trim(text, words[0][0], words[-1][1])
    key, low = text[a:b], text[a:b].lower()
    shout = key.isupper() and low in lexicon()["concept"]
    if len(key) < 2 or low in _opening() or shout or lexicon()["time"].issuperset(low.split("-")):
        return []
    told = possessive or not first or len(words) > 1 or key[0].islower()
    return [(Name(a, b, key, "name", possessive), told)]


@cache
def _opening():
    classes = "det preposition conjunction pronoun adverb aux time generic unit slug"
    return any_of(classes) | {"mr", "mrs", "ms", "i", "how", "why", "when", "let"}


def _low(text, span):
    return text[span[0] : span[1]].lower().rstrip(".,'").removesuffix("'s")


def long_forms(names: set[str], places=frozenset()) -> dict[str, str]:
    """Map each short form to the one longer name that begins or ends with it, or has it as initials.

    What is named as a place ("in Lindara") is no short form of a body there ("Visit Lindara").

    >>> long_forms({"Putin", "Vladimir Putin", "Millbrook", "Millbrook Stadium", "World Food Fund", "WFF"})
    {'Putin': 'Vladimir Putin', 'WFF': 'World Food Fund'}
    >>> long_forms({"Salvoria", "Salvorian"})
    {'Salvorian': 'Salvoria'}
    """
    longer: dict[str, set[str]] = {}
    for name in names:
        words = name.split(" ")
        if (
            len(words) < 2
            or words[-1].lower() in lexicon()["place"]
            or words[0].lower() in lexicon()["place"]
        ):
            continue
        branded = words[-1].lower() in lexicon()["brand"]  # "Electric" is not Schneider Electric
        for cut in range(1, len(words)):
            for part in (" ".join(words[:cut]), *([] if branded else [" ".join(words[cut:])])):
                longer.setdefault(part, set()).add(name)
        longer.setdefault("".join(w[0] for w in words if w[0].isupper()), set()).add(name)
    found = {}
    for name in sorted((names & longer.keys()) - places):
        tops = {long for long in longer[name] if not longer.get(long, set()) & longer[name]}
        if len(tops) == 1 and name not in {key for key, _ in territories().values()}:
            found[name] = tops.pop()
    for name in sorted(names):  # "Salvorian" where Salvoria is named too
        lands = (name.removesuffix(end) + more for end, more in _DEMONYMS if name.endswith(end))
        if land := next((land for land in lands if len(land) > 4 and land in names), ""):
            found[name] = found.get(land, land)
    return found


def placed(passages) -> set[str]:
    """The first word of each name after "in", "outside", "across"."""
    return {m[1] for text in passages for m in _PLACED.finditer(text)}


def _data(name):
    return files("newsfigures").joinpath("data", name).read_text("utf-8")
