"""The table of sectors and their terms (data/sectors.csv), and the scan of a text for all of them at once.

Columns of the table (a user's own table needs ``sector`` and ``term`` only):

sector      short name; ``none`` marks a wording that belongs to no sector
label       full name, and ``group`` a broader name; read from the row of the sector that has no term
term        one or more words
match       ``word`` (any case, and its plural; the default), ``phrase`` (any case, as it stands), ``case``
exclude     wordings, separated by ``|``, in which the term means something else; ``~`` stands for the term
context     for a term of several senses: words of which one must be in the same sentence, unless a term of
            the sector that needs no context is in the paragraph (one sense a discourse; Gale et al. 1992)
isic, hs    official codes separated by ``;``, the primary one first: ISIC section letter with division, group
            or class, of revision ``isic_rev``; HS chapters of goods. Empty means the codes of the sector
certain     ``no`` where the choice of code is a matter of opinion

A term of two sectors has a row under each.
"""

import csv
import re
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path

COLUMNS = ("sector", "label", "group", "term", "match", "exclude", "context")
COLUMNS += ("isic_rev", "isic", "hs", "certain")
NONE = "none"
_WORD = re.compile(r"\w+")
_CHECKS = {
    "match": (r"word|phrase|case|", "is none of word, phrase, case"),
    "isic": (r"([A-U](\d{2,4})?(;[A-U](\d{2,4})?)*)?", "is no list of ISIC codes such as D351;B06"),
    "isic_rev": (r"(3|3\.1|4|5)?", "is no revision of ISIC"),
    "hs": (r"(\d{2}(\d\d){0,2}(;\d{2}(\d\d){0,2})*)?", "is no list of HS codes such as 27;8703"),
    "certain": (r"yes|no|", "is neither yes nor no"),
    "exclude": (r"([^|]*~[^|]*(\|[^|]*~[^|]*)*)?", "has a wording without ~ for the term"),
}


@dataclass(frozen=True, slots=True)
class Term:
    """One row of the table; ``context`` holds words with their plurals."""

    sector: str
    term: str
    context: frozenset = frozenset()
    isic: str = ""
    hs: str = ""
    certain: bool = True


@dataclass(eq=False)
class Taxonomy:
    """``sectors``: name to its row; ``terms``; ``scan`` finds them. The tree maps word to next words."""

    sectors: dict[str, dict] = field(default_factory=dict)
    terms: list[Term] = field(default_factory=list)
    tree: dict = field(default_factory=dict, repr=False)

    def scan(self, text: str) -> tuple[list[str], list[tuple[int, int, int, tuple[Term, ...]]]]:
        """Return the words of ``text`` in lower case, and (start, end, first word, terms) of each hit.

        The longest wording wins. The work is the number of words times the length of the longest term.
        """
        lower = text.lower()
        if len(lower) != len(text):  # a few letters grow in lower case, which would move the offsets
            lower = "".join(low if len(low := c.lower()) == 1 else c for c in text)
        words, hits, i, tree = _WORD.findall(lower), [], 0, self.tree
        # Most words that open a wording, such as "to", are not followed by its next word: looked at before.
        starts, following = [n for n, w in enumerate(words) if w in tree], [*words[1:], ""]
        starts = [n for n in starts if None in (node := tree[words[n]]) or following[n] in node]
        if not starts:
            return words, hits
        spans = list(map(re.Match.span, _WORD.finditer(text)))
        for first in starts:
            if first < i or not (found := self._longest(text, words, spans, first)):
                continue
            end, terms = found
            if not terms:  # a wording of no sector, unless a term begins inside it and outlasts it
                inner = (self._longest(text, words, spans, k) for k in range(first + 1, end))
                first, (end, terms) = next(
                    ((k, f) for k, f in enumerate(inner, first + 1) if f and f[1] and f[0] > end),
                    (first, found),
                )
            if terms:
                hits.append((spans[first][0], spans[end - 1][1], first, terms))
            i = end
        return words, hits

    def _longest(self, text, words, spans, first):
        """End (a word number) and terms of the longest wording at word ``first``; no terms for a null one."""
        node, n, ends = self.tree, first, []
        while n < len(words) and (n == first or _joined(text, spans[n - 1], spans[n])):
            node = node.get(words[n])
            if node is None:
                break
            n += 1
            if None in node:
                ends.append((n, node[None]))
        for end, entries in reversed(ends):
            fit = [t for case, t in entries if not case or case == [text[a:b] for a, b in spans[first:end]]]
            if fit:  # one term a sector, rather one that needs no context
                best = {t.sector: t for t in sorted(fit, key=lambda t: not t.context)}
                return end, tuple(t for name, t in best.items() if name != NONE)
        return None

    def names(self, sector: str) -> tuple[str, str]:
        """Label of a sector and its broader group."""
        row = self.sectors[sector]
        return row["label"] or sector.capitalize(), row["group"] or row["label"] or sector.capitalize()

    def add(self, row: dict) -> None:
        """Add one checked row and its wordings."""
        if not row["term"]:
            self.sectors[row["sector"]] = row
            return
        base = self.sectors.setdefault(row["sector"], row)
        context = frozenset(form for word in _split(row["context"]) for form in _forms(word.lower()))
        codes = [row[c] or base.get(c, "") for c in ("isic", "hs")]
        certain = (row["certain"] or base.get("certain")) != "no"
        term = Term(row["sector"], row["term"], context, *codes, certain)
        self.terms.append(term)
        forms = _forms(row["term"]) if row["match"] in ("", "word") else [row["term"]]
        for form in forms:
            self._insert(form, term, row["match"] == "case")
            for wording in _split(row["exclude"]):
                self._insert(wording.replace("~", form), Term(NONE, form), False)

    def _insert(self, wording, term, case):
        node = self.tree
        for word in _WORD.findall(wording.lower()):
            node = node.setdefault(word, {})
        node.setdefault(None, []).append((_WORD.findall(wording) if case else None, term))


@cache
def _own() -> Taxonomy:
    return _build(own_rows())


def load_taxonomy(table=None, extend: bool = False) -> Taxonomy:
    """Return the library's table, or the user's (path of a CSV file or DataFrame), or with ``extend`` both.

    Extending, a term of the user's table replaces the library's rows of the same term. Raises ValueError
    naming row and column of whatever is malformed (the heading is row 1), FileNotFoundError for no file.

    >>> nuts = load_taxonomy().scan("Robots crack nuts in a nuclear power station")
    >>> [(term.term, term.isic) for *_, terms in nuts[1] for term in terms]
    [('robot', 'C28;C25'), ('nuclear power station', 'D351')]
    """
    if isinstance(table, Taxonomy):
        return table
    if table is None or (isinstance(table, (str, Path)) and not str(table)):
        return _own()
    rows = _read(table)
    if extend:
        theirs = {r["term"].lower() for r in rows if r["term"]}
        rows = [r for r in own_rows() if r["term"].lower() not in theirs or not r["term"]] + rows
    return _build(rows)


def own_rows():
    with files("newsfigures").joinpath("data", "sectors.csv").open(encoding="utf-8", newline="") as file:
        return _check(list(csv.reader(file)), "sectors.csv")


def _read(table):
    if hasattr(table, "columns"):
        cells = table.astype(object).where(table.notna(), "").astype(str).values.tolist()
        return _check([[str(c) for c in table.columns], *cells], "the table")
    path = Path(table).expanduser()
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return _check(list(csv.reader(file)), path.name)
    except (UnicodeDecodeError, csv.Error) as error:
        raise ValueError(f"{path.name} is no CSV file in UTF-8: {error}") from None


def _check(lines, name):
    """Rows as dicts with all columns; ValueError with row and column of the first faults."""
    head = [h.strip().lower() for h in lines[0]] if lines else []
    faults = [f"unknown or double column {h!r}" for h in head if h not in COLUMNS or head.count(h) > 1]
    faults += [f"no column {column}" for column in ("sector", "term") if column not in head]
    if faults:
        raise ValueError(f"{name}, row 1: {faults[0]}; the columns are {', '.join(COLUMNS)}")
    rows, faults = [], []
    for number, line in enumerate(lines[1:], 2):
        if not any(cell.strip() for cell in line):
            continue
        row = {**dict.fromkeys(COLUMNS, ""), **dict(zip(head, map(str.strip, line), strict=False))}
        rows.append(row)
        if len(line) > len(head):
            faults.append(f"row {number}: {len(line)} cells under {len(head)} columns")
        faults += [f"row {number}, column {column}: {fault}" for column, fault in _faults(row)]
    if not any(r["term"] and r["sector"] != NONE for r in rows):
        faults.append("column term: no term of any sector")
    if faults:
        more = f"; and {len(faults) - 5} more" if len(faults) > 5 else ""
        raise ValueError(f"{name}, " + "; ".join(faults[:5]) + more)
    return rows


def _faults(row):
    if not row["sector"]:
        yield "sector", "is empty"
    if row["term"] and not _WORD.search(row["term"]):
        yield "term", f"{row['term']!r} has no letter or digit"
    for column, (pattern, message) in _CHECKS.items():
        if not re.fullmatch(pattern, row[column]):
            yield column, f"{row[column]!r} {message}"


def _build(rows):
    taxonomy = Taxonomy()
    for row in sorted(rows, key=lambda r: bool(r["term"])):  # sectors before their terms
        taxonomy.add(row)
    taxonomy.sectors.pop(NONE, None)
    return taxonomy


def _joined(text, left, right):
    """Whether two words stand in one wording: a space, hyphen, apostrophe, quote, & or / between, or a point
    after an initial."""
    gap = text[left[1] : right[0]]
    return len(gap) < 4 and not gap.strip(" -‐‑'’\"&/" if left[1] - left[0] > 1 else " -‐‑'’\"&/.")


def _split(cell):
    return [part for part in cell.split("|") if part.strip()]


def _forms(term):
    """The term and its plural."""
    if re.search(r"[^aeiou]y$", term):
        return [term, term[:-1] + "ies"]
    return [term, term + ("es" if re.search(r"(s|x|z|ch|sh)$", term) else "s")]
