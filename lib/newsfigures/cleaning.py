"""Tell the article from what stands around it, by a list of small named rules.

``read`` cuts a raw text into blocks (paragraphs, headings, list items) and furniture (menus, credits,
copyright lines). Nothing is rewritten: every offset is an offset into the raw text, and what a rule cuts
is kept with the name of the rule. What a cut line tells (outlet, author, date) is kept as facts.
"""

import re
from typing import NamedTuple


class Removed(NamedTuple):
    """A piece of furniture: ``raw[start:end] == text``, cut by ``rule``."""

    rule: str
    start: int
    end: int
    text: str


class Block(NamedTuple):
    """A paragraph of the article at ``raw[start:end]``; kind: prose, title, heading or list item."""

    start: int
    end: int
    kind: str


class Cleaned(NamedTuple):
    """``text`` is the 1:1 view of the raw text; ``facts`` maps outlet, author, date to ``(value, basis)``."""

    text: str
    blocks: tuple[Block, ...]
    removed: tuple[Removed, ...]
    facts: dict[str, tuple[str, str]]


class Rule(NamedTuple):
    """Cuts a paragraph that ``pattern`` matches whole, if it stands ``where``: any, top, end or edge."""

    name: str
    where: str
    pattern: re.Pattern


_SPACES = "\t\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\xad\u1680\u180e\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
_SPACES += "".join(map(chr, range(0x2000, 0x2010)))  # en quad … zero-width joiner, left-to-right mark
_VIEW = {ord(c): " " for c in _SPACES}
_VIEW |= {ord(c): "'" for c in "‘’‚‛′ʼ"} | {ord(c): '"' for c in "“”„‟″«»"}
_TREEBANK = {"-LRB-": "    (", "-RRB-": ")    ", "-LSB-": "    [", "-RSB-": "]    ", "``": ' "', "''": '" '}
_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DATE = (
    rf"(?:(?:\w+day,? )?(?:\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? \d{{4}}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}})"
    rf"|{_MONTH},? \d{{4}}|\d{{4}}-\d\d-\d\d)"
)
_NAME = r"(?-i:[A-Z][\w.'-]*(?: (?:(?:de|del|der|van|von|al|bin|el|la|le|da|di|dos) )?[A-Z][\w.'-]*){0,4})"
_NAMES = rf"{_NAME}(?:(?:,| and|, and| &) {_NAME})*"
_OUTLET = r"(?-i:[A-Z0-9][\w.&'-]*(?: (?:(?:of|the|and|for|&) )*[A-Z0-9][\w.&'-]*){0,6})"


def _rule(name: str, pattern: str, where: str = "any") -> Rule:
    return Rule(name, where, re.compile(pattern, re.I))


RULES = (
    _rule("menu", r"(?:(?:menu|home|search|log ?in|sign in|skip to (?:main )?content|navigation|close)\W*)+"),
    _rule("related", r"(?:recommend(?:ed)?|related(?: \w+)?|(?:also )?read(?: more| also| next)|see also|also read|more on this)(?::.*)?"),
    _rule("source", rf"(?:source|via|originally published (?:by|in|on)):? (?P<outlet>{_OUTLET}|[\w-]+(?:\.[\w-]+)+)", "edge"),
    _rule("author", rf"(?:(?:author|written by|byline|story by|text by)s?:? |by )(?!{_MONTH} |\w+day$)(?P<author>{_NAMES})(?:,.{{0,60}})?", "edge"),
    _rule("credits", r"\(?(?:additional )?(?:reporting|writing|editing|compiled|edited) by .{3,200}", "end"),
    _rule("copyright", rf"(?:copyright|©|\(c\))(?: ?(?:©|\(c\)))?,? ?(?P<date>\d{{4}})?(?:[-–]\d{{2,4}})?,?(?: by)? ?(?P<outlet>{_OUTLET})?,? ?(?P<year>\d{{4}})?\.?(?: all rights reserved.*)?", "edge"),
    _rule("rights", r"all rights reserved\b.{0,200}", "edge"),
    _rule("advertisement", r"advertisements?|advertising|sponsored(?: content)?|(?:story|article) continues below.{0,40}"),
    _rule("newsletter", r"(?:subscribe|sign up|get|join)\b.{0,60}\b(?:newsletters?|inbox|whatsapp channel|telegram channel)\b.{0,60}"),
    _rule("share", r"(?:(?:share(?: (?:this|on))?|tweet|facebook|twitter|linkedin|whatsapp|telegram|reddit|e-?mail|print|copy link)\W*)+"),
    _rule("photo", r"(?:file )?(?:photos?|photo credit|photograph|image|image credit|picture|caption|credit)s?(?: by)?: ?.{1,400}"),
    _rule("published", rf"(?:first )?(?:published|posted)(?: on| at)?:? (?P<date>{_DATE}).{{0,40}}", "edge"),
    _rule("updated", rf"(?:last )?(?:updated|modified)(?: on| at)?:? .{{0,20}}{_DATE}.{{0,40}}", "edge"),
    _rule("date", rf"(?P<date>{_DATE})", "top"),
)  # fmt: skip
_DATELINE = re.compile(
    rf"(?-i:(?:[A-Z][\w.'-]*(?:[ /,]+[A-Z][\w.'-]*){{0,5}})?)(?:,? ?(?P<date>{_MONTH} \d{{1,2}}(?:,? \d{{4}})?),?)? ?"
    r"\((?P<outlet>(?-i:[A-Z])[\w .&/-]{1,40})\) ?[-–—]+ ",
    re.I,
)
_LONGEST = 500  # furniture is short: longer paragraphs are not tried against the rules
_MARKER = re.compile(r"(?:[-*•‣▪–—·]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s+")


def view(raw: str) -> str:
    """Return ``raw`` with odd spaces and quotes made plain, character for character: the length is the same.

    >>> view("a\\u00a0“no limits” -LRB- 5 -RRB-")
    'a "no limits"     ( 5 )    '
    """
    text = raw.translate(_VIEW)
    if "-L" in text or "-R" in text or "``" in text:
        text = re.sub(r"-[LR][RS]B-|``|''", lambda m: _TREEBANK[m[0]] if m[0] in _TREEBANK else m[0], text)
    return text


def iso_date(text: str) -> str:
    """Return a written date as ISO 8601, as exact as it is written; empty when it is not one.

    >>> iso_date("Thursday, 16 May 2024"), iso_date("May 2024"), iso_date("2024"), iso_date("May 16")
    ('2024-05-16', '2024-05', '2024', '')
    """
    if m := re.search(r"\b(\d{4})-(\d\d)-(\d\d)\b", text):
        return m[0]
    year, month = re.search(r"\b(?:1[6-9]|20)\d\d\b", text), re.search(rf"\b{_MONTH}", text, re.I)
    if not year or not month:
        return year[0] if year else ""
    number = "jan feb mar apr may jun jul aug sep oct nov dec".split().index(month[0][:3].lower()) + 1
    day = re.search(r"\b(\d{1,2})(?:st|nd|rd|th)?\b", text)
    return f"{year[0]}-{number:02}" + (f"-{int(day[1]):02}" if day else "")


def read(raw: str, rules: tuple[Rule, ...] = RULES) -> Cleaned:
    """Cut ``raw`` into blocks and furniture; with ``rules=()`` nothing is cut."""
    text, spans = _paragraphs(raw, view(raw))
    kept, removed, facts = [], [], {}
    for i, (start, end) in enumerate(spans):
        cut, match = start, None
        if end - start <= _LONGEST:
            edges = {"any", *(["top", "edge"] if i < 6 else []), *(["end", "edge"] if i >= len(spans) - 8 else [])}
            for rule in rules:
                if rule.where in edges and (match := rule.pattern.fullmatch(text, start, end)):
                    removed.append(Removed(rule.name, start, end, raw[start:end]))
                    break
        if not match and rules and (match := _DATELINE.match(text, start, min(end, start + 120))):
            cut = match.end()
            removed.append(Removed("dateline", start, cut - 1, raw[start : cut - 1]))
            kept.append((cut, end))
        elif not match:
            kept.append((start, end))
        _note(facts, match)
    if rules:
        _closing_byline(raw, text, kept, removed, facts)
    return Cleaned(text, tuple(_blocks(text, kept)), tuple(sorted(removed, key=lambda r: r.start)), facts)


def _note(facts, match):
    found = match.groupdict() if match else {}
    for key, value in (("outlet", found.get("outlet")), ("author", found.get("author"))):
        if value:
            facts.setdefault(key, (value.rstrip("."), "stated"))
    date = iso_date(found.get("date") or found.get("year") or "")
    if len(date) > len(facts.get("date", ("",))[0]):
        facts["date"] = (date, "stated")


def _closing_byline(raw, text, kept, removed, facts):
    """A bare name as the last line of an article is its author, inferred since no word says so."""
    if len(kept) < 2 or "author" in facts:
        return
    start, end = kept[-1]
    words = text[start:end].split()
    if 2 <= len(words) <= 4 and re.fullmatch(_NAME, text[start:end]) and text[kept[-2][1] - 1] in ".!?\"'":
        kept.pop()
        removed.append(Removed("byline", start, end, raw[start:end]))
        facts["author"] = (text[start:end], "inferred")


def _paragraphs(raw, text):
    """Join hard-wrapped lines: the view with those line ends as spaces, and the paragraphs' spans."""
    lines = [(m.start(), m.end()) for m in _LINE.finditer(raw) if m[0].strip()]
    trimmed = []
    for start, end in lines:
        body = text[start:end]
        if body.strip():
            trimmed.append((start + len(body) - len(body.lstrip()), start + len(body.rstrip()), start))
    chars = None
    spans = []
    wrapped = _wrapped(raw, text, trimmed)
    for i, (start, end, _) in enumerate(trimmed):
        if spans and wrapped[i]:
            chars = chars or list(text)
            for k in range(spans[-1][1], start):
                chars[k] = " "
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return ("".join(chars) if chars else text), spans


def _wrapped(raw, text, lines):
    """For each line, whether it goes on from the one before: prose broken at a fixed width of at most 120."""
    near = [False] * len(lines)
    lower = pairs = width = 0
    for i in range(1, len(lines)):
        (a, b, _), (c, d, _) = lines[i - 1], lines[i]
        near[i] = b - a <= 120 and raw[b:c].count("\n") <= 1 and not _MARKER.match(text, c)
        pairs += near[i]
        lower += near[i] and text[c].islower()
        width = max(width, b - a) if near[i] else width
    if not pairs or lower < 0.4 * pairs:
        return [False] * len(lines)
    joined = []
    for i, (c, d, first) in enumerate(lines):
        a, b, before = lines[i - 1]
        word = text[c:d].split(None, 1)[0]
        full = b - a + 1 + len(word) > width - 8
        indented = i and c - first >= 2 and c - first > a - before
        joined.append(bool(i and near[i] and not indented and (full or text[c].islower())))
    return joined


def _blocks(text, kept):
    """Name each kept paragraph: a line without an end mark before another paragraph is a heading."""
    blocks = []
    for i, (start, end) in enumerate(kept):
        last = i == len(kept) - 1
        kind = "list item" if _MARKER.match(text, start) else "prose"
        if kind == "prose" and not last and _looks_like_heading(text[start:end], 25 if i == 0 else 14):
            kind = "title" if i == 0 else "heading"
        blocks.append(Block(start, end, kind))
    if sum(b.kind == "heading" for b in blocks) > sum(b.kind in ("prose", "list item") for b in blocks):
        blocks = [b._replace(kind="prose") if b.kind == "heading" else b for b in blocks]
    return blocks


def list_marker(text: str, block: Block) -> re.Match | None:
    """Match the bullet or number with which a list item starts."""
    return _MARKER.match(text[block.start : block.end]) if block.kind == "list item" else None


def _looks_like_heading(line, most):
    words = line.split()
    return (
        len(words) <= most
        and len(line) <= 200
        and not re.search(r"[.!?…:;,]['\")\]]*$", line)
        and not line.lstrip("'\"(")[:1].islower()
        and bool(re.search(r"[^\W\d_]{3}", line))
    )
