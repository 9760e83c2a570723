"""The layout of a text: a view of its characters, lines joined to paragraphs, paragraphs named by their form.

All of it keeps offsets: the view has the length of the raw text, and a block is a span of it.
"""

import operator
import re
from collections import Counter
from itertools import takewhile
from typing import NamedTuple


class Block(NamedTuple):
    """A paragraph of the article at ``raw[start:end]``; kind: sentence, title, heading or list item."""

    start: int
    end: int
    kind: str


# One character for one character, so that offsets stay: odd spaces and invisible signs, line ends, quotes.
_SPACES = [*range(32), 0x7F, *range(0x80, 0xA1), 0xAD, 0x1680, 0x180E, *range(0x2000, 0x2010)]
_SPACES += [*range(0x202A, 0x2030), *range(0x205F, 0x2070), 0x3000, 0xFEFF]
_VIEW = dict.fromkeys(_SPACES, " ") | dict.fromkeys(map(ord, "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"), "\n")
_VIEW |= dict.fromkeys(map(ord, "‘’‚‛′ʼ"), "'") | dict.fromkeys(map(ord, "“”„‟″«»"), '"')
_VIEW |= dict.fromkeys(map(ord, "‐‑"), "-")
_ODD = re.compile("[" + re.escape("".join(chr(c) for c in _VIEW if c != 10)) + "]")
_TREEBANK = {"-LRB-": "    (", "-RRB-": ")    ", "-LSB-": "    [", "-RSB-": "]    ", "``": ' "', "''": '" '}
_LINE = re.compile(r"[^ \n](?:[^\n]*[^ \n])?")  # a view has no other spaces
_MARKER = re.compile(r"(?:[-*•‣▪–—·]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s+(?=\S)")
CLOSED = re.compile(r"[.!?…][\"')\]]*$")  # ends as a sentence does
_OPEN = re.compile(r"(?:,|\b(?:of|the|a|an|and|in|to|by|for|with|at|from|on|as|that|said))$")


def view(raw: str) -> str:
    """Return ``raw`` with odd spaces and quotes made plain, character for character: the length is the same.

    >>> view("a\\u00a0“no limits” -LRB- 5 -RRB-")
    'a "no limits"     ( 5 )    '
    """
    # str.translate is quick on ASCII only; elsewhere few characters are to be changed
    text = raw.translate(_VIEW) if raw.isascii() else _ODD.sub(lambda m: _VIEW[ord(m[0])], raw)
    if "``" in text or "-LRB-" in text or "-LSB-" in text:  # a text cut into Penn Treebank tokens
        text = re.sub(r"-[LR][RS]B-|``|''", lambda m: _TREEBANK[m[0]], text)
    return text


def paragraphs(raw: str) -> tuple[str, list[tuple[int, int]]]:
    """Return the view with the ends of hard-wrapped lines as spaces, and the spans of the paragraphs."""
    text = view(raw)
    lines = [(a, b, a - 1 - text.rfind("\n", 0, a)) for a, b in map(re.Match.span, _LINE.finditer(text))]
    wraps = _wraps(raw, text, lines)
    spans, pieces, at = [], [], 0
    for (start, end, _), wrap in zip(lines, wraps, strict=True):
        if wrap:
            pieces += [text[at : spans[-1][1]], " " * (start - spans[-1][1])]
            spans[-1], at = (spans[-1][0], end), start
        else:
            spans.append((start, end))
    return "".join(pieces) + text[at:] if pieces else text, spans


def _wraps(raw, text, lines):
    """Whether each line goes on from the one before."""
    marked = [_MARKER.match(text, start, end) for start, end, _ in lines]
    small = [_is_small(text, start) for start, _, _ in lines]
    near = [n > 0 and not mark and _is_near(raw, lines[n - 1], lines[n]) for n, mark in enumerate(marked)]
    broken = [line for line, close in zip(lines, near[1:], strict=False) if close]
    if not _is_wrapped(text, broken, sum(map(operator.and_, near, small))):
        return [False] * len(lines)
    width = max(end - start for start, end, _ in broken)
    margin = Counter(indent for _, _, indent in lines).most_common(1)[0][0]
    wraps = []
    for i, line in enumerate(lines):
        hangs = i > 0 and (marked[i - 1] or (wraps[-1] and lines[i - 1][2] == line[2]))
        opens = line[2] >= margin + 2 and not hangs  # an indented line opens a paragraph
        wraps.append(near[i] and (small[i] or (not opens and _is_full(text, lines[i - 1], line, width))))
    return wraps


def _is_wrapped(text, broken, small):
    """Whether a text is broken at some width, by its lines with another one near, ``small`` in its start.

    In wrapped prose half of the lines or more end without an end mark, and one in seven or more of those that
    follow starts with a small letter. Headlines do only the first, one-line paragraphs neither.
    """
    if not small or 7 * small < len(broken):
        return False
    unclosed = sum([not CLOSED.search(text, max(start, end - 3), end) for start, end, _ in broken])
    return 2 * unclosed >= len(broken)


def _is_small(text, at):
    return text[at].islower() and not text[at + 1 : at + 2].isupper()  # but not iPhone


def _is_near(raw, line, following):
    gap = raw[line[1] : following[0]]
    one = gap.strip(" ") == "\n" or max(map(gap.count, "\n\r\x85\u2028\u2029")) <= 1
    return one and line[1] - line[0] <= 120


def _is_full(text, line, following, width):
    """Whether the next word had no room in the line, or its last word can end no paragraph."""
    start, end, _ = following
    space = text.find(" ", start, end)
    length = line[1] - line[0] + 1 + (end if space < 0 else space) - start
    return length > width - 8 or bool(_OPEN.search(text, max(line[0], line[1] - 6), line[1]))


def blocks(text: str, spans: list[tuple[int, int]]) -> list[Block]:
    """Name each paragraph: a short line without an end mark before another paragraph is a heading.

    Of the headings that open the text the first with four words or more is the title, else the first.
    """
    found = []
    for i, (start, end) in enumerate(spans):
        kind = "list item" if _MARKER.match(text, start, end) else "sentence"
        opening = i < 4 and all(b.kind == "heading" for b in found)
        most = (25 if opening else 14) if i < len(spans) - 1 else 0
        if kind == "sentence" and _looks_like_heading(text[start:end], most):
            kind = "heading"
        found.append(Block(start, end, kind))
    if 2 * sum(b.kind == "heading" for b in found[1:]) > len(
        found
    ):  # lines of verse or a table, not headings
        found[1:] = [b._replace(kind="sentence") if b.kind == "heading" else b for b in found[1:]]
    opening = list(takewhile(lambda b: b.kind == "heading", found))
    if opening:
        title = next((i for i, b in enumerate(opening) if len(text[b.start : b.end].split()) >= 4), 0)
        found[title] = found[title]._replace(kind="title")
    return found


def _looks_like_heading(line, most):
    return (
        len(line) <= 200
        and line.rstrip("\"')]")[-1:] not in ".!?…:;,"
        and len(line.split()) <= most
        and not line.lstrip("'\"(")[:1].islower()
        and bool(re.search(r"[^\W\d_]{3}", line))
    )


def marker_end(text: str, block: Block) -> int:
    """Return where the words of a block start: after the bullet or number of a list item."""
    match = _MARKER.match(text, block.start, block.end) if block.kind == "list item" else None
    return match.end() if match else block.start
