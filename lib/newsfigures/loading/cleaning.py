"""Tell the article from what stands around it, by a list of small named rules.

``read`` cuts a raw text into blocks (paragraphs, headings, list items) and furniture (menus, credits,
copyright lines; the rules are in ``data/furniture.toml``). Nothing is rewritten: every offset is an offset
into the raw text, and what is cut is kept with the name of its rule. What a cut line tells about the outlet,
the author or the date is kept as a fact.
"""

import re
import tomllib
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from . import layout
from .layout import CLOSED, Block


class Removed(NamedTuple):
    """A piece of furniture: ``raw[start:end] == text``, cut by ``rule``."""

    rule: str
    start: int
    end: int
    text: str


class Cleaned(NamedTuple):
    """``text`` is the 1:1 view of the raw text; ``facts`` maps outlet, author, date to ``(value, basis)``."""

    text: str
    blocks: tuple[Block, ...]
    removed: tuple[Removed, ...]
    facts: dict[str, tuple[str, str]]


_DASH = re.compile(r"[-–—](?: |\Z)")  # ends every dateline
_DEPTH = {"margin": 1, "edge": 2, "any": 1e9}  # fewer paragraphs of prose than this lie on the nearer side
_LONGEST = 500  # furniture is short: longer paragraphs are not tried against the rules


@cache
def _table() -> dict:
    return tomllib.loads(files("newsfigures").joinpath("data/furniture.toml").read_text("utf-8"))


@cache
def _pattern(text: str) -> re.Pattern:
    """A pattern of the table with its parts filled in."""
    while re.search(r"\{[a-z]+\}", text):
        text = re.sub(r"\{([a-z]+)\}", lambda m: _table()["part"][m[1]], text)
    return re.compile(text, re.I)


@cache
def rules() -> tuple[tuple[str, str, re.Pattern], ...]:
    """Return the rules as ``(name, where, pattern)``, in the order in which they are tried."""
    return tuple((rule["name"], rule["where"], _pattern(rule["pattern"])) for rule in _table()["rule"])


@lru_cache(1024)
def iso_date(text: str) -> str:
    """Return a written date as ISO 8601, as exact as it is written; empty when it cannot be told.

    >>> iso_date("Thursday, 16 May 2024"), iso_date("May 2024"), iso_date("2024"), iso_date("May 16")
    ('2024-05-16', '2024-05', '2024', '')
    >>> iso_date("16/05/2024"), iso_date("05/06/2024")
    ('2024-05-16', '2024')
    """
    year, month = re.search(r"\b(?:1[6-9]|20)\d\d\b", text), _pattern("{month}").search(text)
    if not year:
        return ""
    parts = [year[0]]
    if m := re.search(r"\b\d{4}-(\d\d)(?:-(\d\d))?(?!\d)", text):
        parts += filter(None, m.groups())
    elif m := re.search(r"\b(\d\d?)[./](\d\d?)[./]\d{4}\b", text):
        low, high = sorted(map(int, m.groups()))
        parts += [low, high] if low == high or high > 12 else []
    elif month:
        day = _pattern("{day}").search(text)
        parts += ["janfebmaraprmayjunjulaugsepoctnovdec".index(month[0][:3].lower()) // 3 + 1]
        parts += [day[0].rstrip("stndrh")] if day else []
    try:
        return date(*(int(p) for p in [*parts, 1, 1][:3])).isoformat()[: 3 * len(parts) + 1]
    except ValueError:
        return year[0]


def is_date(text: str) -> bool:
    """Whether a text is a day, a month or a year as ISO 8601 writes them."""
    try:
        return bool(re.fullmatch(r"\d{4}(-\d\d){0,2}", text) and date.fromisoformat(f"{text}-01-01"[:10]))
    except ValueError:
        return False


def read(raw: str, clean: bool = True) -> Cleaned:
    """Cut ``raw`` into blocks and furniture; without ``clean`` nothing is cut."""
    text, spans = layout.paragraphs(raw)
    if not clean:
        return Cleaned(text, tuple(layout.blocks(text, spans)), (), {})
    kept, cut, facts = [], [], {}
    for (start, end), depth in zip(spans, _depths(text, spans), strict=True):
        name, match = _furniture(text, start, end, depth)
        if name != "dateline" or match.end() >= end:
            (cut if name else kept).append((start, end, name))
        else:
            cut.append((start, match.end() - 1, name))
            kept.append((match.end(), end, ""))
        _note(facts, match)
    _headlines_at_end(text, kept, cut)
    _closing_byline(text, kept, cut, facts)
    removed = tuple(Removed(name, a, b, raw[a:b]) for a, b, name in sorted(cut))
    blocks = layout.blocks(text, [(a, b) for a, b, _ in kept])
    return Cleaned(text, tuple(_title_above_credits(text, blocks, removed)), removed, facts)


@cache
def _any_rule(depth):
    """One pattern for all rules that are tried at a depth: nearly every paragraph is no furniture."""
    tried = [pattern.pattern for _, where, pattern in rules() if depth < _DEPTH[where]]
    return re.compile("|".join(f"(?:{re.sub(r'[(][?]P<[a-z0-9]+>', '(?:', p)})" for p in tried), re.I)


def _furniture(text, start, end, depth):
    if end - start <= _LONGEST and _any_rule(min(depth, 2)).fullmatch(text, start, end):
        for name, where, pattern in rules():
            if depth < _DEPTH[where] and (match := pattern.fullmatch(text, start, end)):
                return name, match
    most = min(end, start + 120)
    dash = _DASH.search(text, start, most)
    match = dash and _pattern(_table()["dateline"]["pattern"].replace("\n", "")).match(text, start, most)
    return ("dateline", match) if match else ("", None)


def _depths(text, spans):
    """How many paragraphs of prose stand between each paragraph and the nearer end of the text."""
    prose = [b - a > 60 and bool(CLOSED.search(text, max(a, b - 5), b)) for a, b in spans]
    depths, before, total = [], 0, sum(prose)
    for is_prose in prose:
        depths.append(min(before, total - before - is_prose))
        before += is_prose
    return depths


def _note(facts, match):
    """Take what a cut line states: the first outlet and author, and the most exact date."""
    for group, value in (match.groupdict() if match else {}).items():
        key = group.rstrip("23")
        if key == "date":
            value, written = iso_date(value or ""), value or ""
            if len(value) > len(facts.get("date", ("",))[0]):
                facts["date"] = (value, "stated")
            elif not value and (day := iso_date(f"{written} 2000")[4:]).count("-") == 2:
                facts.setdefault("date", ("", f"-{day}"))  # "May 6": the year is for the corpus to tell
        elif value:
            facts.setdefault(key, (re.sub(r"(?<=[^.]\w)\.$", "", value), "stated"))


def _title_above_credits(text, blocks, removed):
    """A first line right above its author or date is a title, even with an end mark."""
    below = [r.rule for r in removed if len(blocks) > 1 and blocks[0].end <= r.start < blocks[1].start]
    above = below and below[0] in ("author", "date", "published", "updated")
    if above and blocks[0].kind == "sentence" and len(text[blocks[0].start : blocks[0].end].split()) <= 25:
        blocks[0] = blocks[0]._replace(kind="title")
    return blocks


def _headlines_at_end(text, kept, cut):
    """Headlines that fill the rest of the text after a line such as "RECOMMEND:" belong to it."""
    labels = [b for a, b, name in cut if name == "related" and not re.search(r":.*\w", text[a:b])]
    after = [(a, b, "related") for a, b, _ in kept if labels and a > max(labels)]
    prose = any(CLOSED.search(text, max(a, b - 5), b) for a, b, _ in after)
    if after and len(after) < len(kept) and not prose:
        del kept[-len(after) :]
        cut += after


def _closing_byline(text, kept, cut, facts):
    """A bare name as the last line of an article is its author: inferred, since no word says so."""
    if len(kept) < 2 or "author" in facts:
        return
    (_, before, _), (start, end, _) = kept[-2:]
    name = text[start:end]
    plain = _pattern("(?!(?:the|a|an|to|in|on|new|no|what|why|how) ){name}").fullmatch(name)
    few = 2 <= len(name.split()) <= 4
    if plain and few and not name.isupper() and CLOSED.search(text, before - 3, before):
        cut.append((*kept.pop()[:2], "byline"))
        facts["author"] = (name, "inferred")
