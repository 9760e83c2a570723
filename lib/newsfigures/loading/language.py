"""Sentences and words, by NLTK without any downloaded data.

Sentences come from an untrained Punkt (Kiss & Strunk 2006) with our lists of abbreviations and of sentence
openers; a line end is always a boundary, and no sentence starts with a small letter. A word is a run of
letters and digits, joined by inner hyphens, apostrophes, ampersands and slashes, and within numbers by points
and commas; abbreviations keep their stops.
"""

import re
from functools import cache
from importlib.resources import files

_WORD = r"[^\W_]+(?:[-'’&/][^\W_]+|(?<=\d)[.,](?=\d)[^\W_]+|(?<=\b[^\W\d_])\.(?:[^\W\d_]\.)+)*"
_ASCII = re.compile(  # the same for a text without other letters, in a quarter of the time
    r"[a-zA-Z0-9]+(?:[-'&/.,](?:(?<=[-'&/])[a-zA-Z0-9]+|(?<=\d[.,])(?=\d)[a-zA-Z0-9]+"
    r"|(?<=\b[a-zA-Z]\.)(?:[a-zA-Z]\.)+))*"
)
_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Rep|Gov|Lt|Col|Capt|Messrs)\.$")
_TIME = re.compile(  # what goes on after p.m.
    r"(?:[A-Z]{1,3}T|GMT|UTC|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
)
_END = re.compile(r"[.!?](?=[\s)\";}\]*:@'({\[!?‘’“”«»])")  # what Punkt takes for a possible end
_PIECE = 10_000  # characters given to NLTK at once: it stops with an error after five seconds on one text
_LONGEST = 40_000  # what has no end in so many characters is cut there
_MOST = 2_000  # characters of a sentence: in longer ones, no prose, each figure would look around too far
_JOINT = re.compile(r"(?<!\w)(?<!\d[.,])|(?!\w)(?![.,]\d)")  # beside a sign, but not within a number
_SPACES = re.compile(r"\s*")
# So common in English that a text with few of them is in another language.
_COMMON = "the of and to in a is that for it was on as with by at from be this have has are will not its"
_COMMON = frozenset(_COMMON.split())


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Return the ``(start, end)`` of each sentence, without the spaces around it. Linear in time.

    >>> t = 'The U.S. The visit at 10 a.m. cost $2.5 mln. "Why?" asked J. P. Morgan.'
    >>> [t[a:b] for a, b in sentence_spans(t)]
    ['The U.S.', 'The visit at 10 a.m. cost $2.5 mln.', '"Why?" asked J. P. Morgan.']
    """
    spans = []
    for line in re.finditer(r"[^\n]+", text):
        first = len(spans)
        for start, end in _in_line(text, line.start(), line.end()):
            words = text[start:end].strip()
            start = text.index(words, start)
            if len(spans) > first and _goes_on(
                text[max(spans[-1][0], spans[-1][1] - 12) : spans[-1][1]], words[:12]
            ):
                spans[-1] = (spans[-1][0], start + len(words))
            elif words:
                spans.append((start, start + len(words)))
    return [part for start, end in spans for part in _parts(text, start, end)]


def words(text: str) -> list[str]:
    """Return the words of ``text`` in order, as written.

    >>> words("China's state-run U.S. unit paid $1,250.5 (26%).")
    ["China's", 'state-run', 'U.S.', 'unit', 'paid', '1,250.5', '26']
    """
    return (_ASCII if text.isascii() else _words()).findall(text)


def english_share(words: list[str]) -> float:
    """Return the share of the commonest English words among words in small letters: 0.3 to 0.5 in English
    prose, near 0 in other tongues.

    >>> english_share("the trade of the two rose in 2023".split()), english_share("der Handel stieg".split())
    (0.5, 0.0)
    """
    return sum(map(_COMMON.__contains__, words)) / max(1, len(words))


def context(text, start, end, width):
    """What stands left of a place, at it and right of it: whole words in up to ``width`` characters, with a
    stroke for an end of line.

    >>> context("Oil rose.\\nTrade fell by 5 %, which few expected.", 24, 27, 14)
    ['fell by', '5 %', ', which few']
    """
    left, right = text[max(0, start - width) : start], text[end : end + width]
    left = re.sub(r"^\S*\s", "", left) if start > width and " " in left else left
    right = re.sub(r"\s\S*$", "", right) if end + width < len(text) and " " in right else right
    return [" ".join(re.sub(r"\s*\n\s*", " / ", part).split()) for part in (left, text[start:end], right)]


def _in_line(text, at, stop):
    """Spans of one line, piece by piece: the last sentence of a piece is read again with what follows."""
    size = _PIECE
    while at < stop:
        if not _END.search(text, at, stop):
            yield at, stop
            return
        end = _space_after(text, at + size, stop)
        found = [(at + a, at + b) for a, b in _punkt().span_tokenize(text[at:end])]
        if end == stop or size >= _LONGEST:
            yield from found
            at, size = end, _PIECE
        elif len(found) > 1:
            yield from found[:-1]
            at, size = found[-1][0], _PIECE
        else:
            size = _LONGEST


def _parts(text, start, end):
    """Cut what is too long for a sentence at a space, or else between words and signs; no word is parted."""
    while end - start > _MOST:
        cut = text.rfind(" ", start + _MOST // 2, start + _MOST)
        if cut < 0:
            joint = _JOINT.search(text, start + _MOST // 2, end)
            cut = joint.start() if joint else end
        yield start, start + len(text[start:cut].rstrip())
        start = _SPACES.match(text, cut, end).end()
    if start < end:
        yield start, end


def _goes_on(before, after):
    """What Punkt parts too often: '"Why?" he asked' (not "iPhone"), "Dr. No", "5 p.m. Monday", "1. Oil"."""
    if after[:1].islower():
        return not after[1:2].isupper()
    if before.endswith((".m.", ".M.")):
        return bool(_TIME.match(after))
    return bool(_TITLE.search(before)) or bool(re.fullmatch(r"\(?\d{1,3}[.)]", before))


def _space_after(text, at, stop):
    """The first space from ``at`` on, for a cut that parts no word; a word longer than a piece is parted."""
    if at >= stop:
        return stop
    match = re.compile(r"\s").search(text, at, min(stop, at + _PIECE))
    return match.start() if match else min(stop, at + _PIECE)


class _Abbreviations(set):
    """The listed ones, and all letters with stops between them (U.S., J.P., S.p.A.) but a.m. and p.m."""

    def __contains__(self, word):
        return super().__contains__(word) or bool(re.fullmatch(r"(?![ap]\.m$)[^\W\d_](?:\.[^\W\d_])+", word))


@cache
def _words():
    # What NLTK's RegexpTokenizer uses, without its guards, in a third of the time. Unlike ``re`` it counts an
    # accent that stands after its letter as part of the word.
    import regex

    return regex.compile(_WORD)


@cache
def _punkt():
    from nltk.tokenize import punkt

    parameters = punkt.PunktParameters()
    parameters.abbrev_types = _Abbreviations(listed("abbreviations"))
    for word in listed("starters"):  # seen with a capital at a start, without one inside: Punkt may split
        parameters.add_ortho_context(word, punkt._ORTHO_BEG_UC | punkt._ORTHO_MID_LC)
    return punkt.PunktSentenceTokenizer(parameters)


def listed(name: str) -> list[str]:
    """Return the words of ``data/<name>.txt``."""
    lines = files("newsfigures").joinpath("data", f"{name}.txt").read_text("utf-8").splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split()]
