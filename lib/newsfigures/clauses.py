"""What a figure measures, read from the clause around it by word classes and order, without a parser.

``read_frames`` tags the words of one sentence (``data/lexicon.txt``), then looks for each figure at what
stands directly before and after it: "a toll of 27", "trade reached $240 billion", "27 people were killed",
"up 24 %", "60 % of imports". What a clause leaves out is taken from the figure before it. A figure that fits
no pattern has no words, and is compared with nothing.
"""

import re
from dataclasses import dataclass, field, replace
from functools import cache
from typing import NamedTuple

from .parties import Name, lexicon

_TOKEN = re.compile(r"[^\W\d_]+(?:[-'&./][^\W\d_]+)*\.?(?<=[\w.])|\d[\w.,/-]*\w|\d|[^\w\s]")
_NUMBER = re.compile(
    r"(?i)(?:[\W\d]+|(?:bn|mln|mn|tn|trn|[mb]illions?|trillions?|thousands?|hundreds?|dozens?|and|half|a|"
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|"
    r"(?:twen|thir|for|fif|six|seven|eigh|nine)ty|st|nd|rd|th|first|second|third|\w+(?:st|nd|rd|th))(?![^\W\d_]))+"
)
_DATELINE = re.compile(r"^[A-Z][A-Z .'/-]+(?:, ?[^()]{0,40})?(?:\([^)]{2,40}\))? ?(?:[-\u2013\u2014]{1,2}) ")
_SPLIT = {";", ":", "\u2014", "\u2013", "(", ")", ",", '"', "|"}


class Token(NamedTuple):
    start: int
    end: int
    word: str
    tag: str  # Figure namE Time Det Prep Conj pRonoun adverB auX Verb Noun Separator
    at: int = -1  # which figure or name


@dataclass(frozen=True)
class Frame:
    """``words`` name the quantity, ``names`` are (role, name) with the preposition as role, "" for whose."""

    measure: str  # level, change, share, rank, count, rate, duration, "" when the figure measures nothing
    words: tuple[str, ...] = ()
    names: tuple[tuple[str, Name], ...] = ()
    pattern: str = ""  # which rule spoke
    role: str = ""  # "old" for the first of "from 3 to 4", "same" for a figure repeated in brackets
    anaphor: str = ""  # its, both, the company: who is meant stands elsewhere
    segment: tuple[int, int] = (0, 0)  # characters of the clause
    before: int = -1  # which figure of the sentence it leans on
    subject: tuple[str, ...] = field(default=(), compare=False)


def read_frames(
    text: str, figures: list, names: list[Name], last: Frame | None = None, share: Frame | None = None
) -> list[Frame]:
    """Return one frame for each of ``figures``, which have ``start``, ``end`` (in ``text``), ``kind`` and ``unit``.

    ``last`` is the frame of the figure before this sentence: "That is 31 % more" speaks of it; ``share`` is the
    last share: "The Greens had 24.5 %" is one of the same whole.
    """
    tokens = tag(text, figures, names)
    where = {t.at: i for i, t in enumerate(tokens) if t.tag == "F"}
    frames: list[Frame] = []
    for number, figure in enumerate(figures):
        sentence = _Clause(text, tokens, where[number], figure, figures, names)
        frames.append(_read(sentence, frames, last, share))
        share = frames[-1] if frames[-1].pattern == "of after" else share
    return frames


def tag(text: str, figures: list, names: list[Name]) -> list[Token]:
    """Words, names, figures and marks of a sentence with their part; words of a dateline are left out."""
    skip = m.end() if (m := _DATELINE.match(text)) else 0
    taken = []
    for at, figure in enumerate(figures):
        number = _NUMBER.match(text, figure.start, figure.end)
        whole = figure.kind in ("money", "percent", "percentage_point", "measure", "duration") or not number
        end = figure.end if whole or not text[figure.start : number.end()].strip(" -") else number.end()
        taken.append(Token(figure.start, len(text[:end].rstrip(" -")), "", "F", at))
    inside = [(t.start, t.end) for t in taken]
    for at, name in enumerate(names):
        if name.start >= skip and not any(a < name.end and name.start < b for a, b in inside):
            taken.append(Token(name.start, name.end, name.key, "E", at))
    taken.sort()
    tokens, at = [], skip
    for token in [*taken, Token(len(text), len(text), "", "")]:
        for m in _TOKEN.finditer(text, at, max(at, token.start)):
            tokens.append(Token(m.start(), m.end(), m[0].lower().rstrip(".") or m[0], ""))
        if (token.tag and token.start >= at) or (token.tag == "E" and tokens and tokens[-1].tag == "E") or token.tag == "F":
            tokens.append(token)
        at = max(at, token.end + (token.tag == "F" and text[token.end : token.end + 1] == "-"))
    return _tagged(tokens)


def _tagged(tokens):
    tagged = []
    for i, token in enumerate(tokens):
        if not token.tag:
            after = next((t for t in tokens[i + 1 :] if t.word not in lexicon()["bound"] or t.tag), None)
            before = tagged[-1] if tagged else None
            token = token._replace(
                tag=_tag(token.word, before, after, tokens[i + 1] if i + 1 < len(tokens) else None)
            )
        tagged.append(token)
    for i in range(len(tagged) - 2, -1, -1):  # "was projected", "have risen": the first word helps
        ahead = next((t for t in tagged[i + 1 : i + 4] if t.tag != "B"), tagged[i + 1])
        if tagged[i].tag == "V" and verb_base(tagged[i].word) in ("be", "have") and ahead.tag in ("V", "X"):
            tagged[i] = tagged[i]._replace(tag="X")
    return tagged


def _tag(word, before, after, following):
    if word in _SPLIT or not word[0].isalnum():
        return "S" if word in _SPLIT else "I"
    classes, tag = _classes(word)
    back, ahead = (before.tag if before else ""), (after.tag if after else "")
    if word[0].isdigit():
        return "T"
    if "V" in classes:
        base, noun = classes["V"], "homograph" in classes
        figure = (
            (ahead == "F"
            and following.word != "of")
            or (following and following.word in ("to", "by", "at", "from", "up", "down") and ahead == "F")
        )
        if before and (before.word == "to" or (back == "X" and word not in lexicon()["irregular"])):
            return "V"
        if (
            verb_base(word) == word
            and base not in ("be", "have")
            and not figure
            and (back in ("D", "P") or (back == "N" and before.word == singular(before.word)))
        ):
            return "N"  # "the olive harvest in": a base form after a singular noun is no verb
        if not noun:
            ahead_is_noun = (
                following
                and not following.tag
                and (_classes(following.word)[1] == "N" or "homograph" in _classes(following.word)[0])
            )
            return "N" if ahead_is_noun and back in ("D", "F", "P", "") and word.endswith("ed") else "V"
        if figure and back in ("N", "E", "R", "B", "X", "T", "V", "S", "F", "C"):
            return "V"
        if back in ("N", "E", "R", "B") and following and _classes(following.word)[1] in ("D", "B"):
            return "V"
        return "N"
    return tag


@cache
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
        ("X", "aux"),
        ("D", "det"),
        ("C", "conjunction"),
        ("P", "preposition"),
        ("R", "pronoun"),
        ("T", "time"),
        ("B", "adverb"),
    ):
        if word in lexical[name] and not (tag == "X" and word in ("do",)):
            return ({} if tag != "X" else found), tag
    if found:
        return found, "V"
    if word.endswith("ed") and len(word) > 5 and word != "hundred":
        return {"V": word}, "V"
    return found, "N"


@cache
def verb_base(word: str) -> str:
    """The base form of a known verb's form, else "".

    >>> [verb_base(w) for w in ("rose", "slipping", "totalled", "reaches", "copper")]
    ['rise', 'slip', 'total', 'reach', '']
    """
    lexical = lexicon()
    if word in lexical["irregular"]:
        return lexical["irregular"][word]
    verbs = _verbs()
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


@cache
def _verbs():
    lexical = lexicon()
    return frozenset().union(
        *(lexical[c] for c in ("rise", "fall", "multiply", "level", "empty", "say", "verb"))
    )


_MEASURES = re.compile(r"(?:litre|liter|gram|metre|meter|tonne|watt|byte|hertz|joule|hectare|acre)s?$")


@cache
def concept(word: str) -> str:
    """What a word of a quantity counts as: its concept, else its singular, "" for words that narrow nothing."""
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


@cache
def singular(word: str) -> str:
    """A plain singular: "cities" city, "tonnes" tonne, "buses" bus, "gas" gas."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if re.search(r"(?:ss|us|is|as|news|series)$", word) or len(word) < 4:
        return word
    return word[:-2] if re.search(r"(?:sh|ch|x|ss|us)es$", word) else word.removesuffix("s")


_BOUNDS = {("at", "least"), ("at", "most"), ("up", "to"), ("more", "than"), ("less", "than"), ("fewer", "than"),
           ("close", "to"), ("well", "over"), ("excess", "of"), ("many", "as"), ("much", "as"), ("few", "as"),
           ("greater", "than"), ("higher", "than"), ("lower", "than"), ("down", "to")}  # fmt: skip
_LINKS = {"of", "for", "on"}
_NAMING = _LINKS | {
    "in",
    "to",
    "from",
    "with",
    "between",
    "by",
    "at",
    "among",
    "near",
    "off",
    "within",
    "into",
    "across",
}


class _Clause:
    """One figure in its tagged sentence, and the ways to look around it."""

    def __init__(self, text, tokens, k, figure, figures, names):
        self.text, self.tokens, self.k, self.figure, self.figures, self.names = (
            text,
            tokens,
            k,
            figure,
            figures,
            names,
        )
        lexical = lexicon()
        self.rise, self.fall = lexical["rise-noun"], lexical["fall-noun"]
        self.p = self._before_bounds(k - 1)
        self.r = k + 1 + (self.tag(k + 1) == "I")
        if self.word(self.r) == "(":
            self.r = next((i + 1 for i in range(self.r, len(tokens)) if tokens[i].word == ")"), self.r)

    def word(self, i):
        return self.tokens[i].word if 0 <= i < len(self.tokens) else ""

    def tag(self, i):
        return self.tokens[i].tag if 0 <= i < len(self.tokens) else ""

    def _before_bounds(self, i):
        lexical = lexicon()
        while i >= 0:
            if (self.word(i - 1), self.word(i)) in _BOUNDS:
                i -= 3 if self.word(i - 2) == "as" and self.word(i) == "as" else 2
            elif self.tag(i) == "D" or (self.tag(i) == "N" and self.word(i) in lexical["generic"]) or (self.tag(i) in "BP" and self.word(i) in ("about", "around", "over", "under", "some", "nearly", "almost",
                                                          "roughly", "approximately", "only", "just", "exactly")):
                i -= 1
            else:
                break
        return i

    def phrase_before(self, i, links=_NAMING):
        """Indices of the noun phrase that ends at i, with the phrases that hang on it."""
        taken, j = [], i
        while j >= 0:
            tag, word = self.tag(j), self.word(j)
            if (
                tag in ("N", "E", "T")
                or (tag == "R"
                and word in ("its", "their"))
                or (tag == "I"
                and word == "'")
            ):
                taken.append(j)
            elif tag in "DB" and taken:
                taken.append(j)
                if tag == "D" and self.tag(j - 1) not in ("P", "D", "B"):
                    break
            elif (tag == "P" and word in links and taken and self.tag(j - 1) in ("N", "E", "T", "F")) or (word == "and" and self.tag(j + 1) == "E" and self.tag(j - 1) == "E"):
                taken.append(j)
            elif (
                tag == "F"
                and taken
                and j != self.k
                and self.figures[self.tokens[j].at].kind == "count"
                and self.tag(j - 1) in ("D", "P")
            ):
                pass  # "between the two countries": the figure only points
            else:
                break
            j -= 1
        return taken[::-1]

    def phrase_after(self, i, links=_LINKS):
        """Indices of the noun phrase that begins at i."""
        taken = []
        while i < len(self.tokens):
            tag, word = self.tag(i), self.word(i)
            if tag == "D" and taken and self.tag(i - 1) != "P":
                break
            if tag in ("N", "E", "D") or (tag == "T" and taken) or (tag == "B" and self.tag(i + 1) == "N") or (tag == "P" and word in links and taken and self.tag(i + 1) in ("N", "E", "D")) or (word == "and" and self.tag(i - 1) == self.tag(i + 1) == "E"):
                taken.append(i)
            else:
                break
            i += 1
        return taken

    def verb_before(self, i):
        """Index of the nearest verb to the left within the clause, or -1."""
        while i >= 0 and self.tag(i) not in ("V", "S") and not (self.tag(i) == "C" and self.word(i) != "and"):
            i -= 1
        return i if i >= 0 and self.tag(i) == "V" else -1

    def subject(self, v):
        """Indices of the subject of the verb at v."""
        i = v - 1
        while i >= 0 and (
            self.tag(i) in "XB"
            or (self.word(i) == "to"
            and self.tag(i - 1) in "VNXB")
            or (self.tag(i) == "V"
            and (self.tag(i + 1) in "XBV" or self.word(i + 1) == "to"))
            or (self.word(i) in ("likely", "due", "set", "poised")
            and self.word(i + 1) == "to")
        ):
            i -= 1
        if (
            (self.tag(i) == "C"
            and self.word(i) in ("who", "which", "that", "whose"))
            or (self.word(i) == "that"
            and i > 0)
        ):
            i -= 1 + (self.word(i - 1) == ",")
        elif self.word(i) in ("and", "but", ",") and (self.word(i) != "," or self.word(v).endswith("ing")):
            earlier = next((j for j in range(i - 1, -1, -1) if self.tag(j) == "V"), -1)
            return self.subject(earlier) if earlier >= 0 else []
        elif self.word(i) == ",":
            opening = next((j for j in range(i - 1, -1, -1) if self.word(j) == ","), -1)
            i = opening - 1 if opening > 0 else i - 1
        phrase = self.phrase_before(i)
        j = phrase[0] - 1 if phrase else i
        j -= self.tag(j) == "P"
        if (
            self.tag(j) == "V"
            and self.tag(j - 1) in ("N", "E")
            and j > 0
            and self.word(j) not in ("said",)
            and (self.word(j).endswith("ed") or lexicon()["concept"].get(self.word(j)))
        ):
            return [*self.phrase_before(j - 1), *range(j, v)]  # "people killed by the quake has climbed"
        if self.tag(j) == "V":  # "the toll from the ferry that sank off Lanza rose"
            relative = next(
                (n for n in range(j - 1, max(-1, j - 7), -1) if self.word(n) in ("that", "which", "who")), -1
            )
            if relative > 0:
                return self.phrase_before(relative - 1 - (self.word(relative - 1) == ",")) + phrase
        return phrase or ([i] if self.tag(i) in ("R", "D") else [])

    def words(self, indices, links=_LINKS):
        """The quantity words of a phrase; what hangs on it by "in" or "from" is not part of the quantity."""
        found, link, opened = [], "", 0
        for i in indices:
            tag, word = self.tag(i), self.word(i)
            if tag == "P":
                link, opened = word, len(found)
            elif tag == "V" and lexicon()["concept"].get(word) in lexicon()["cumulative"]:
                found.append(lexicon()["concept"][word])
            elif (
                tag == "N"
                and i == indices[-1]
                and self.word(i - 1) == "the"
                and singular(word) in lexicon()["antecedent"]
            ):
                pass  # "the group" is a party
            elif tag == "N" and "-" in word and word not in lexicon()["concept"]:
                found += [c for c in map(concept, word.split("-")) if c and c not in lexicon()["preposition"]]
            elif (
                tag == "N"
                and (not link or link in links)
                and (name := concept(word))
                and word not in lexicon()["agent"]
            ):
                found = (
                    found[:opened] if word.endswith(("'s", "s'")) else [*found, name]
                )  # a possessor is a party
        return tuple(dict.fromkeys(found))

    def named(self, *groups):
        """(role, name) of the names in index groups; the role is the preposition before."""
        found = []
        for indices in groups:
            role = ""
            for i in indices:
                if self.tag(i) == "P":
                    role = self.word(i)
                elif self.tag(i) == "E":
                    found.append((role, self.names[self.tokens[i].at]))
        return tuple(dict.fromkeys(found))

    def tail(self, i):
        """Indices of the phrases that follow from i up to the end of the clause."""
        taken = []
        while i < len(self.tokens) and self.tag(i) not in ("S", "F") and not (self.tag(i) == "V" and taken):
            if self.tag(i) == "C" and not (self.word(i) == "and" and self.tag(i + 1) == "E"):
                break
            if self.word(i) in ("than", "since", "after", "before", "until", "despite"):
                break
            taken.append(i)
            i += 1
        return taken

    def anaphor(self, *groups):
        """its, both, company ... where a phrase only points at who is meant."""
        for indices in groups:
            for i in indices:
                word = self.word(i)
                if len(indices) == 1 and word in ("that", "this", "these", "those"):
                    return "its"
                if word in ("its", "their", "his", "her", "it", "they", "he", "she", "both", "both"):
                    return "both" if word in ("both", "their", "they") else "its"
                noun = word.removesuffix("'s").removesuffix("'")
                if (
                    self.tag(i) == "N"
                    and singular(noun) in lexicon()["antecedent"]
                    and self.word(i - 1) in ("the", "both", "two")
                ):
                    return "both" if noun != singular(noun) else "its"
        if "two" in self.text[: self.figure.start].lower().split()[-12:]:
            return "both"
        return ""


def _read(c: _Clause, frames: list[Frame], last: Frame | None, share: Frame | None) -> Frame:
    """The frame of one figure: the first rule that fits."""
    kind = c.figure.kind
    previous = frames[-1] if frames else None
    lo = c.tokens[max(c.p, 0)].start if c.p >= 0 else 0
    for rule in (
        _repeated,
        _pointing,
        _duration,
        _share,
        _changed,
        _old,
        _of,
        _part,
        _counted,
        _level,
        _listed,
    ):
        found = rule(c, previous, last)
        if found:
            break
    else:
        found = Frame(_plain(kind), pattern="none")
    found = replace(found, words=tuple(filter(None, found.words)))
    if not found.words and kind == "percent" and share and found.measure in ("rate", "share"):
        found = replace(found, measure="share", words=share.words)
    if not found.words and found.measure and found.pattern != "none":
        lent = previous if previous and previous.words else last if found.anaphor or c.k == 0 else None
        if lent and _plain(kind) in (lent.measure, "change", "rate", "level"):
            found = replace(
                found,
                words=lent.words,
                names=found.names or lent.names,
                anaphor=found.anaphor or lent.anaphor,
            )
    return replace(found, segment=_segment(c, lo))


def _plain(kind):
    return {"percent": "rate", "percentage_point": "change", "ordinal": "rank", "count": "count", "duration": "duration",
            "fraction": "share", "multiple": "change", "bare": "count"}.get(kind, "level")  # fmt: skip


def _segment(c, lo):
    """Characters of the clause around the figure, for cues of status."""
    start, end = c.k, c.k
    while start > 0 and c.word(start - 1) not in (
        ";",
        "\u2014",
        "(",
        ":",
        "while",
        "whereas",
        "but",
        "although",
        "before",
        "after",
        "where",
        "when",
        "which",
        "who",
    ):
        if c.word(start - 1) == "," and any(c.tag(j) == "V" for j in range(start, c.k)):
            break
        start -= 1
    while end < len(c.tokens) - 1 and c.tag(end + 1) not in ("S", "C", "F") and c.word(end + 1) != "than":
        end += 1
    return c.tokens[start].start, c.tokens[end].end


def _repeated(c, previous, last):
    """ "$240 billion (S$323.7 billion)", "3,600 hectares, or 8,900 acres": one amount in two units."""
    joined = (
        (c.word(c.k - 1) == "("
        and c.tag(c.k - 2) == "F")
        or (c.word(c.k - 1) == "or"
        and "F" in (c.tag(c.k - 2), c.tag(c.k - 3)))
    )
    if previous and joined and c.figure.kind in ("money", "measure"):
        other = c.figures[c.tokens[next(j for j in (c.k - 2, c.k - 3) if c.tag(j) == "F")].at]
        if other.kind == c.figure.kind and other.unit != c.figure.unit:
            return replace(previous, role="same", before=len(c.figures[: c.figures.index(c.figure)]) - 1)
    return None


def _pointing(c, previous, last):
    """ "the two countries", "both leaders": no measurement, it points at who was named before."""
    if c.figure.kind == "count" and c.tokens[c.k].word == "" and _value(c.figure) in (1, 2, 3):
        noun = c.phrase_after(c.k + 1, ())
        definite = (
            c.word(c.k - 1) in ("the", "these", "those", "both", "all", "their", "its", "his", "her")
            or c.word(c.p) == "between"
        )
        if (
            (noun
            and definite
            and not c.words(noun))
            or (noun
            and singular(c.word(noun[-1])) in lexicon()["antecedent"] | lexicon()["title"])
        ):
            return Frame("", pattern="points at names")
    return None


def _value(figure):
    return getattr(figure, "value", None)


def _duration(c, previous, last):
    """ "a six-year term", "two-day state visit", "the 43rd meeting"."""
    if c.figure.kind not in ("duration", "ordinal"):
        return None
    noun = c.phrase_after(c.k + 1)
    words = c.words(noun) or tuple(
        filter(None, map(concept, c.figure.unit.split())) if c.figure.kind == "ordinal" else ()
    )
    if not words and c.figure.kind == "duration":
        v = c.verb_before(c.p)
        words = c.words(c.subject(v)) if v >= 0 and c.p == v else ()
    v = c.verb_before(c.p)
    whose = c.subject(v) if v >= 0 else []
    groups = (noun, c.tail(noun[-1] + 1 if noun else c.k + 1), whose, c.phrase_before(c.k - 1) if c.k else [])
    return Frame(_plain(c.figure.kind), words, c.named(*groups), "noun after", anaphor=c.anaphor(*groups))


def _changed(c, previous, last):
    """ "rose 5 %", "up 5 %", "a 5 % increase in X", "an increase of 5 %", "5 % more than"."""
    lexical, kind = lexicon(), c.figure.kind
    if kind not in (
        "percent",
        "percentage_point",
        "money",
        "measure",
        "count",
        "bare",
        "multiple",
        "fraction",
    ):
        return None
    after = next((i for i in (c.r, c.r + 1, c.r + 2) if c.word(i) in c.rise | c.fall and c.tag(i) == "N"), -1)
    if after >= 0 and all(c.tag(i) in "NB" for i in range(c.r, after)) and c.word(after + 1) != "to":
        about = (
            c.phrase_after(after + 2)
            if c.word(after + 1) in ("in", "of", "for") and c.tag(after + 2) != "T"
            else []
        )
        own = c.words(range(c.r, after))
        words, names = (c.words(about) or own), c.named(about, c.tail(after + 1))
        return _leaning(c, previous, last, words, names, "noun of change after", about)
    if (
        c.word(c.p) == "of"
        and (noun := c.phrase_before(c.p - 1, {"in"}))
        and any(c.word(i) in c.rise | c.fall for i in noun[-1:])
    ):
        about = c.phrase_after(c.r + 1) if c.word(c.r) in ("in", "on") else noun[:-1]
        return _leaning(c, previous, last, c.words(about), c.named(about), "noun of change before", about)
    v = c.p - 1 if c.word(c.p) == "by" else c.p
    while c.tag(v) == "B":
        v -= 1
    if v == c.p and kind in ("money", "measure", "percent") and c.words(c.phrase_after(c.r, ())):
        v = -1  # "boost their $240 billion trade": the figure belongs to the noun
    moving = lexical["rise"] | lexical["fall"] | lexical["multiply"]
    noun_right = c.phrase_after(c.k + 1, ())
    if (
        c.tag(v) == "V"
        and verb_base(c.word(v)) in moving
        and not (kind in ("count", "bare") and c.words(noun_right) and v == c.p)
    ):
        subject = c.subject(v)
        if (
            v == c.p
            and kind in ("money", "measure")
            and not c.words(subject)
            and c.tag(subject[-1] if subject else -1) == "E"
        ):
            return Frame(
                "level", (concept(verb_base(c.word(v))),), c.named(subject, c.tail(c.r)), "verb before"
            )
        return _leaning(
            c, None, last, c.words(subject), c.named(subject, c.tail(c.r)), "verb of change", subject
        )
    if (
        (c.word(c.p) in ("up", "down")
        and c.tag(c.p) in "PB"
        and verb_base(c.word(c.p - 1)) not in ("make", "take"))
        or c.word(c.r) in ("more", "less", "fewer", "higher", "lower", "up", "down")
    ):
        if kind == "count" and c.words(noun_right) and c.word(c.p) not in ("up", "down"):
            return None
        v = c.verb_before(c.p)
        subject = c.subject(v) if v >= 0 else c.phrase_before(c.p - 1)
        if more := c.words(c.phrase_after(c.r + 1, ())):  # "9 % more pay"
            return Frame("change", more, c.named(subject), "up or down", anaphor=c.anaphor(subject))
        return _leaning(
            c, previous, last, () if previous else c.words(subject), c.named(subject), "up or down", subject
        )
    if kind == "percentage_point":
        return _leaning(c, previous, last, (), (), "points", [])
    return None


def _leaning(c, previous, last, words, names, pattern, about):
    """A change; without words of its own it is the change of the level told before it."""
    if not words and previous and previous.words:
        return Frame(
            "change", previous.words, names or previous.names, pattern, anaphor=previous.anaphor, before=0
        )
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


def _old(c, previous, last):
    """The first of "from 3 to 4" and the second of "to 4 from 3" are earlier levels."""
    if (
        previous
        and previous.words
        and (c.word(c.p - 1), c.word(c.p)) in (("instead", "of"), ("rather", "than"))
    ):
        return replace(previous, measure=_plain(c.figure.kind), role="old", before=0, pattern="instead of")
    if c.word(c.p) != "from" or c.figure.kind == "duration":
        return None
    ahead = next((i for i in range(c.k + 1, min(len(c.tokens), c.k + 12)) if c.tag(i) == "F"), -1)
    later = ahead > 0 and c.word(ahead - 1) == "to"
    if (
        (previous
        and previous.measure == _plain(c.figure.kind)
        and previous.measure in ("level", "count"))
        or (previous
        and not later
        and c.tag(c.k - 2) == "F")
    ):
        return replace(previous, measure=_plain(c.figure.kind), role="old", before=0, pattern="from")
    if later and (v := c.verb_before(c.p)) >= 0:
        subject = c.subject(v)
        return Frame(
            _plain(c.figure.kind),
            c.words(subject),
            c.named(subject, c.tail(c.r)),
            "from",
            "old",
            c.anaphor(subject),
        )
    return None


def _share(c, previous, last):
    """ "60 % of its imports", "two-thirds of voters"."""
    if c.figure.kind not in ("percent", "fraction") or c.word(c.r) != "of":
        return None
    whole = c.phrase_after(c.r + 1)
    end = whole[-1] + 1 if whole else c.r + 1
    v = c.verb_before(c.p)
    subject = c.subject(v) if v >= 0 else []
    follows = _predicate(c, end)
    names = c.named(whole, c.tail(end), subject)
    return Frame(
        "share",
        c.words(whole) + follows,
        names,
        "of after with verb" if follows else "of after",
        anaphor=c.anaphor(whole, subject),
        subject=c.words(subject),
    )


def _of(c, previous, last):
    """ "a toll of 27", "winds of 140 km/h"; "71 of 160 seats" counts the whole."""
    if c.word(c.p) != "of":
        return None
    if c.tag(c.p - 1) == "F":
        noun = c.phrase_after(c.k + 1)
        return Frame(_plain(c.figure.kind), (*c.words(noun), "whole"), c.named(noun), "of a whole")
    noun = c.phrase_before(c.p - 1)
    own = c.words(noun)
    if not own:
        c.p = noun[0] - 1 if noun else c.p - 1
        c.p = c._before_bounds(c.p)
        return None
    right = c.phrase_after(c.r) if c.figure.kind == "count" else []
    if c.words(right) and c.word(noun[-1]) != singular(c.word(noun[-1])):
        return None  # "leaders of 14 island states" counts states
    measure = "rate" if c.figure.kind == "percent" else _plain(c.figure.kind)
    v = c.verb_before(noun[0] - 1)
    names = c.named(noun, c.tail(c.r)) or c.named(c.subject(v) if v >= 0 else [])
    return Frame(
        measure, tuple(dict.fromkeys(own + c.words(right))), names, "of before", anaphor=c.anaphor(noun)
    )


def _part(c, previous, last):
    """ "4,600 people, 1,200 of them in the north": a part of what was told before."""
    if previous and c.word(c.r) == "of" and c.word(c.r + 1) in ("them", "these", "those", "whom", "which"):
        return replace(
            previous,
            words=(*previous.words, "part"),
            names=c.named(c.tail(c.r + 2)),
            role="",
            pattern="of them",
        )
    return None


def _predicate(c, i):
    """Concepts of the verbs that follow a counted noun: "were killed or injured", "have been counted"."""
    found = []
    while i < len(c.tokens) and (
        c.tag(i) in "XBV" or (c.word(i) in ("or", "and") and found and c.tag(i + 1) in "VN") or c.tag(i) == "N"
    ):
        word, base = c.word(i), verb_base(c.word(i))
        if base == "be" and c.tag(i) == "V" and c.tag(i + 1) == "N" and c.tag(i + 2) in ("S", "", "P", "C"):
            return (*found, *filter(None, [concept(c.word(i + 1))]))  # "12,000 people are homeless"
        known = lexicon()["concept"].get(word)
        if c.tag(i) == "N" and not known:
            break
        if (
            known
            or (c.tag(i) == "V"
            and base
            and base not in lexicon()["level"] | lexicon()["empty"] | lexicon()["say"] | lexicon()["rise"])
        ):
            found.append(known or concept(base) or base)
            told = i + 1 + (c.tag(i + 1) == "D")
            if c.tag(told) == "N" and c.tag(i) == "V" and base == "lose":  # "lost their lives"
                return (*found, *filter(None, [concept(c.word(told))]))
        i += 1
    return tuple(filter(None, found))


def _verb_word(c, v):
    """The concept of an informative verb, () for "have", "reach", "rise"."""
    base = verb_base(c.word(v)) if v >= 0 else ""
    lexical = lexicon()
    if not base or base in lexical["level"] | lexical["empty"] | lexical["say"]:
        return (
            tuple(filter(None, [lexical["concept"].get(c.word(v))])) if v >= 0 and base not in ("be",) else ()
        )
    return (lexical["concept"].get(c.word(v)) or concept(base),)


def _counted(c, previous, last):
    """ "27 people were killed", "signed 11 documents", "$240 billion trade", "$3.9 billion in equipment"."""
    at = c.r
    value = c.figure.value
    if (
        c.figure.kind in ("count", "bare")
        and value is not None
        and value != int(value)
        and abs(value) < 100
        and c.p == c.k - 1
        and c.tag(c.p) == "N"
    ):
        return Frame(
            "level", c.words([c.p]), c.named(c.tail(c.r)), "noun directly before", anaphor="its"
        )  # "magnitude 6.4"
    if c.word(at) == "of" and c.tag(at + 1) == "F":
        at += 2  # "71 of 160 seats"
    linked = c.word(at) in ("in", "of", "for", "on", "worth") and c.figure.kind in (
        "money",
        "measure",
        "count",
        "bare",
    )
    if linked and (c.word(at) not in ("for", "on") or c.figure.kind == "money"):
        at += 2 if c.word(at) == "worth" and c.word(at + 1) == "of" else 1
    noun = c.phrase_after(at, _LINKS if c.figure.kind != "percent" else ())
    words = c.words(noun)
    end = noun[-1] + 1 if noun else c.k + 1
    follows = _predicate(c, end)
    if not words and not follows:
        return None
    if c.figure.kind in ("money", "measure") and at > c.r and not c.words(noun):
        return None
    active = c.p if c.tag(c.p) == "V" else -1
    moved = lexicon()["rise"] | lexicon()["fall"]
    verb = (
        ()
        if c.figure.kind not in ("count", "bare") and active >= 0 and verb_base(c.word(active)) in moved
        else _verb_word(c, active)
    )
    subject = c.subject(active) if active >= 0 else []
    extra = c.words(c.phrase_before(c.p - 1, ())) if c.word(c.p) == "for" and c.tag(c.p - 1) == "N" else ()
    measure = "rate" if c.figure.kind == "percent" else _plain(c.figure.kind)
    names = c.named(noun, subject, c.tail(end))
    aboard = (
        ("passenger",)
        if re.match(r"\s+(?:people |persons )?(?:on board|aboard)\b", c.text[c.figure.end :])
        else ()
    )
    words = aboard or tuple(dict.fromkeys((*extra, *verb, *words, *follows)))
    return Frame(
        measure, words, names, "noun after", anaphor=c.anaphor(noun, subject), subject=c.words(subject)
    )


def _level(c, previous, last):
    """ "trade reached $240 billion", "cut its forecast to 3 %", "a deal worth $7 billion", "the police $310 million"."""
    kind = c.figure.kind
    if c.word(c.p) == "worth" and c.word(c.p - 1) == "," and previous and previous.words:
        return replace(previous, measure=_plain(kind), role="", pattern="worth")
    if c.word(c.p) in ("to", "at", "worth", "by", "as") or c.tag(c.p) in ("N", "E"):
        direct = c.tag(c.p) in ("N", "E")
        noun = c.phrase_before(c.p if direct else c.p - 1, {"of"} if direct else _NAMING)
        if words := c.words(noun):
            v = c.verb_before(noun[0] - 1)
            verb = _verb_word(c, v) if c.word(c.p) == "worth" else ()
            subject = c.subject(v) if v >= 0 else []
            return Frame(_plain(kind), tuple(dict.fromkeys(verb + words)), c.named(noun, subject, c.tail(c.r)), "noun before",
                         anaphor=c.anaphor(noun, subject))  # fmt: skip
    v = c.verb_before(c.p)
    if v < 0:
        return None
    if kind == "money" and c.word(c.p) == "for" and concept(verb_base(c.word(v))) in lexicon()["handover"]:
        bought, subject = range(v + 1, c.p), c.subject(v)
        return Frame(
            "level",
            ("deal", *c.words(bought)),
            c.named(bought, subject, c.tail(c.r)),
            "paid for",
            anaphor=c.anaphor(subject),
        )
    if c.word(c.p) == "to":  # "revised the number of jobs that were added in May to 14,000"
        for i in range(c.p - 1, -1, -1):
            if c.tag(i) == "V" and verb_base(c.word(i)) in lexicon()["rise"] | lexicon()["fall"] | {
                "revise",
                "bring",
                "put",
            }:
                if words := c.words(noun := c.phrase_after(i + 1)):
                    return Frame(
                        _plain(kind),
                        words,
                        c.named(noun, range(i + 1, c.p)),
                        "object before",
                        anaphor=c.anaphor(noun),
                    )
                break
    if not all(
        c.tag(i) in "BPFT" or (c.tag(i) == "N" and not concept(c.word(i))) for i in range(v + 1, c.p + 1)
    ):
        return None
    subject = c.subject(v)
    if any(c.word(i) in lexicon()["official"] for i in subject[-1:]) and verb_base(c.word(v)) in (
        "measure",
        "record",
        "register",
        "put",
        "find",
        "count",
    ):
        return Frame(_plain(kind), (), c.named(c.tail(c.r)), "measured by", anaphor="its")
    verb = _verb_word(c, v) if verb_base(c.word(v)) not in lexicon()["rise"] | lexicon()["fall"] else ()
    if verb_base(c.word(v)) in lexicon()["opinion"] and c.tag(c.p) == "V":
        return Frame(_plain(kind), (), c.named(c.tail(c.r)), "opinion", anaphor="its")
    if verb_base(c.word(v)) == "carry" and kind == "count":
        return Frame(
            "count", ("passenger",), c.named(subject, c.tail(c.r)), "verb before", anaphor=c.anaphor(subject)
        )
    piling = bool(set(verb) & lexicon()["cumulative"])
    words = tuple(dict.fromkeys(verb + (() if piling else c.words(subject))))
    if piling:
        return Frame(
            _plain(kind), words, c.named(subject, c.tail(c.r)), "verb before", anaphor=c.anaphor(subject)
        )
    if set(words) & set(verb) and len(words) == len(verb) and kind == "measure":
        words = tuple(dict.fromkeys(words + _commodity(c, v)))
    return Frame(
        _plain(kind), words, c.named(subject, c.tail(c.r)), "verb before", anaphor=c.anaphor(subject)
    )


def _commodity(c, v):
    """What is shipped when the verb has no object: the last noun phrase before it ("top crude oil supplier, exporting")."""
    for i in range(v - 1, -1, -1):
        if c.tag(i) == "N" and (words := c.words(c.phrase_before(i, ()))):
            return words
    return ()


def _listed(c, previous, last):
    """ "… and $417 million in December": what the figure before it measures."""
    if c.word(c.p) == "," and (
        c.word(c.r) == "," or (c.word(c.r), c.word(c.r + 1)) in (("in", "all"), ("in", "total"))
    ):
        noun = c.phrase_before(c.p - 1)  # "The injured, 32 in all, were taken"
        words = c.words(noun) or tuple(filter(None, [lexicon()["concept"].get(c.word(c.p - 1))]))
        if words:
            return Frame(_plain(c.figure.kind), words, c.named(noun), "apposition", anaphor=c.anaphor(noun))
    between = next((i for i in range(c.k - 1, -1, -1) if c.tag(i) == "F"), -1)
    alone = any(c.tag(i) == "V" for i in range(between + 1, c.k))
    if (
        previous
        and previous.words
        and not alone
        and previous.measure in (_plain(c.figure.kind), "share", "rate")
    ):
        own = c.named(c.tail(c.r))
        names = own + tuple(n for n in previous.names if n[0] not in {role for role, _ in own})
        return replace(previous, pattern="as before", role="", before=0, names=names)
    return (
        Frame(_plain(c.figure.kind), (), c.named(c.tail(c.r)), "as before", anaphor="its")
        if c.figure.kind == "percent"
        else None
    )
