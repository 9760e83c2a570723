"""Dated statements: the years of a text, to check terms and anniversaries against."""

import json
import re
from itertools import islice

_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_DATED = re.compile(r"(?i)\b(?:in|since|until|till|to|through|from|by|ends? in|of)\s+(1[5-9]\d\d|20\d\d)\b")


def dates_of(claims) -> list[dict]:
    """The dated statements of a claims table, told with the first claim of each document."""
    told = [text for text in claims["dated"] if text] if "dated" in claims else []
    return [statement for text in told for statement in json.loads(text)]


def dated_statements(document) -> list[dict]:
    """Years told after a preposition, with their sentence, to check terms and anniversaries against."""
    if not _YEAR.search(document.text):
        return []
    return [
        {
            "document": document.document,
            "label": document.label,
            "start": sentence.start + m.start(),
            "end": sentence.start + m.end(),
            "year": int(m[1]),
            "text": m[0],
            "passage": sentence.text,
        }
        for sentence in document.sentences
        if _YEAR.search(sentence.text) and not sentence.text.isupper()
        for m in islice(_DATED.finditer(sentence.text), 20)  # where there are more, it is a list
    ]
