"""Sentences and words, by NLTK without any downloaded data.

Sentences come from an untrained Punkt with our lists of abbreviations and sentence openers
(Kiss & Strunk 2006); a line end in the text is always a boundary. A word is a run of letters and digits,
joined by inner hyphens, apostrophes, points and commas, or an abbreviation with its stops.
"""

import re
from functools import cache
from importlib.resources import files

_WORD = r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:(?:[-'’&/]|(?<=\d)[.,](?=\d))[^\W_]+)*"


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Return the ``(start, end)`` of each sentence, without spaces around it.

    >>> t = "The U.S. The visit at 10 a.m. cost $2.5 mln. “Why?” asked J. P. Morgan."
    >>> [t[a:b] for a, b in sentence_spans(t)]
    ['The U.S.', 'The visit at 10 a.m. cost $2.5 mln.', '“Why?” asked J. P. Morgan.']
    """
    spans = []
    for line in re.finditer(r"[^\n]+", text):
        if not line[0].isspace():
            at = line.start()
            spans += [(at + a, at + b) for a, b in _punkt().span_tokenize(line[0])]
    return spans


def word_spans(text: str) -> list[tuple[int, int]]:
    """Return the ``(start, end)`` of each word.

    >>> t = "China's state-run U.S. unit paid $1,250.5 (26%)."
    >>> [t[a:b] for a, b in word_spans(t)]
    ["China's", 'state-run', 'U.S.', 'unit', 'paid', '1,250.5', '26']
    """
    return list(_words().span_tokenize(text))


def words(text: str) -> list[str]:
    """Return the words of ``text`` in order, as written."""
    return [text[a:b] for a, b in word_spans(text)]


@cache
def _words():
    from nltk.tokenize import RegexpTokenizer

    return RegexpTokenizer(_WORD)


@cache
def _punkt():
    from nltk.tokenize import punkt

    parameters = punkt.PunktParameters()
    parameters.abbrev_types = set(_listed("abbreviations"))
    for word in _listed("starters"):
        parameters.add_ortho_context(word, punkt._ORTHO_BEG_UC | punkt._ORTHO_MID_LC)
    return punkt.PunktSentenceTokenizer(parameters)


def _listed(name):
    lines = files("newsfigures").joinpath("data", f"{name}.txt").read_text("utf-8").splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split()]
