"""What changed between two runs: verdicts with the reasons of either side, and the claims behind them.

A claim is the same in both runs when document, sentence and words are; claim and group numbers may differ.
"""

import itertools
from collections import Counter, defaultdict
from pathlib import Path

from ..pages import prose
from . import publish
from .parameters import Refused
from .plan import ROOT

SLOTS = ("quantity", "measure", "parties", "period", "base", "unit")
_GROUP = (*SLOTS, "phrase", "group", "verdict", "reason", "values", "members")
_CLAIM = ("document", "claim", "sentence", "start", "end", "text", "passage")
_READ = ("value", "low", "high", "unit", "bound", "change", "measure", "quantity", "parties", "period_start")
_READ += ("period_end", "base_text", "status", "source", "correction")
_JUDGED = ("relation", "verdict", "reason")
_PAIRS = {
    "links": (*_JUDGED, "inputs", "compared_with", "formula"),
    "references": (*_JUDGED, "claim", "link", "reference", "label"),
}
_ORDER = ("changed", "new", "gone", "kept")  # kept: the same verdict, read otherwise


def compare(a, b) -> dict:
    """Compare two run folders; a name is looked up from here and then in ``outputs`` of the repository.

    Returns ``runs`` (two: folder, corpus, page), ``settings`` and ``inputs`` (what they were given
    differently), ``groups`` (change, slots, ``a`` and ``b`` with verdict, reason, values, members, and
    ``why``), ``same`` (how many groups are equal in both), ``links`` and ``references`` (change, what, a, b),
    ``figures`` (document, lost, added), ``readings`` (document, text, field, a, b: of claims that both have).
    Raises `Refused` for a folder without a ledger.
    """
    sides = one, two = _Side(a), _Side(b)
    settings, inputs = _differing(one.given, two.given, "default"), _differing(one.inputs, two.inputs, "")
    inputs = [
        {"path": row["name"], "change": f"only in {'AB'[not row['a']]}" if "" in row.values() else "changed"}
        for row in sorted(inputs, key=lambda row: row["name"])
    ]
    readings = _readings(one.claims, two.claims)
    general = [f"{row['name']}: {row['a']} → {row['b']}" for row in settings]
    general += [f"{row['path']}: {row['change']}" for row in inputs]
    rows, same = [], 0
    for ours, theirs in _matched(one.groups, two.groups):
        row = _change(ours, theirs, readings, general)
        same += row is None
        rows += [row] if row else []
    about = [{"folder": s.name, "corpus": s.record.get("corpus", ""), "page": s.page} for s in sides]
    rows = sorted(rows, key=lambda row: _ORDER.index(row["change"]))
    return {
        **{"runs": about, "settings": settings, "inputs": inputs, "groups": rows, "same": same},
        **{table: _pairs(table, one, two) for table in _PAIRS},
        "figures": _figures(one.claims, two.claims),
        "readings": list(itertools.chain(*readings.values())),
    }


class _Side:
    """One run: its record, its claims by what they are, its groups with the claims in them."""

    def __init__(self, text):
        self.folder = find_run(text)
        self.name, self.record = str(text), publish.record(self.folder)
        tables = next(self.folder.glob("*/tables/groups.parquet")).parent
        self.page = f"{tables.parent.name}.html"
        entries = {entry.get("page"): entry for entry in self.record.get("notebooks", ())}
        made = {"library and notebook": entries.get(self.page, {}).get("code", "")[:8]}
        self.given = {**self.record.get("parameters", {}), **self.record.get("versions", {}), **made}
        self.inputs = {row["path"]: row["sha256"] for row in self.record.get("inputs", ())}
        claims, seen = _rows(tables / "claims.parquet", (*_CLAIM, *_READ)), Counter()
        self.keys, self.claims = {}, {}
        for row in claims:
            what = row["document"], row["passage"], row["text"]
            self.keys[row["claim"]] = key = (*what, seen[what])
            self.claims[key] = row
            seen[what] += 1
        self.groups = _rows(tables / "groups.parquet", _GROUP)
        for group in self.groups:
            group["slots"] = tuple(group[name] for name in SLOTS)
            group["keys"] = {self.keys[claim] for claim in group["members"].split() if claim in self.keys}
        self.pairs = {name: _rows(tables / f"{name}.parquet", columns) for name, columns in _PAIRS.items()}


def find_run(text):
    """Folder of a run that holds a ledger."""
    path = Path(text).expanduser()
    folders = [path, ROOT / "outputs" / path] if path.name == str(text) else [path]
    for folder in folders:
        if any(folder.glob("*/tables/groups.parquet")):
            return folder
    inside = {path.parts[-4] for folder in folders for path in folder.glob("*/*/tables/groups.parquet")}
    if inside:
        raise Refused(f"run {text}: it holds several runs, name one: {', '.join(sorted(inside))}")
    if any(folder.is_dir() for folder in folders):
        raise Refused(f"run {text}: it holds no ledger; newsfigures run --only 02 makes one")
    raise Refused(f"run {text!r}: no such folder here or in {ROOT / 'outputs'}; newsfigures run makes one")


def _rows(path, columns):
    from pyarrow import parquet

    try:
        return parquet.read_table(path, columns=list(columns)).select(list(columns)).to_pylist()
    except (OSError, ValueError, KeyError) as error:
        reason = str(error).splitlines()[0] or type(error).__name__
        raise Refused(f"{path}: not a table of this version of newsfigures: {reason}") from None


def _differing(a, b, none):
    rows = [
        {"name": name, "a": a.get(name, none), "b": b.get(name, none)} for name in dict.fromkeys([*a, *b])
    ]
    return [row for row in rows if row["a"] != row["b"]]


def _readings(ours, theirs):
    """Fields of the claims of both runs that were read otherwise, by claim."""
    found = defaultdict(list)
    for key, name in itertools.product((key for key in ours if key in theirs), _READ):
        a, b = ours[key][name], theirs[key][name]
        if a != b:
            found[key].append({"document": key[0], "text": key[2], "field": name, "a": a, "b": b})
    return found


def _figures(ours, theirs):
    """By document, the figures that only one of the runs has."""
    found = {}
    for name, here, there in (("lost", ours, theirs), ("added", theirs, ours)):
        for key, row in here.items():
            if key not in there:
                found.setdefault(key[0], {"lost": [], "added": []})[name].append(
                    {part: row[part] for part in ("claim", "text", "start", "end", "passage")}
                )
    return [{"document": document, **both} for document, both in found.items()]


def _pairs(table, one, two):
    """Links or comparisons with references whose verdict differs, or that only one of the runs has."""
    sides = [{_pair_key(row, side): row for row in side.pairs[table]} for side in (one, two)]
    rows = []
    for key in dict.fromkeys([*sides[0], *sides[1]]):
        a, b = (side.get(key) for side in sides)
        if not (a and b and a["verdict"] == b["verdict"]):
            row = a or b
            what = row.get("formula") or f"{key[1][0][2] if key[1] else row['link']} and {row['label']}"
            a, b = (side and {"verdict": side["verdict"], "reason": side["reason"]} for side in (a, b))
            change = "changed" if a and b else "gone" if a else "new"
            rows.append({"change": change, "what": f"{row['relation']}: {what}", "a": a, "b": b})
    return rows


def _pair_key(row, side):
    claims = (row.get("inputs") or row.get("claim") or "").split()
    beside = row.get("reference") or row.get("compared_with") or ""
    return row["relation"], tuple(side.keys.get(claim, ("", "", claim)) for claim in claims), beside


def _matched(ours, theirs):
    """Pairs of groups, those of one side alone with None: equal slots first, then most claims shared."""
    holder = {key: n for n, group in enumerate(theirs) for key in group["keys"]}
    slots = Counter(group["slots"] for group in theirs) + Counter(group["slots"] for group in ours)
    named = {group["slots"]: n for n, group in enumerate(theirs) if slots[group["slots"]] == 2}
    likely = []
    for m, group in enumerate(ours):
        near = {holder[key] for key in group["keys"] if key in holder}
        near |= {named[group["slots"]]} if group["slots"] in named else set()
        for n in near:
            keys = group["keys"], theirs[n]["keys"]
            shared = len(keys[0] & keys[1]) / len(keys[0] | keys[1] or {0})
            likely.append((group["slots"] == theirs[n]["slots"], shared, -m, -n))
    left, right = dict(enumerate(ours)), dict(enumerate(theirs))
    for _, _, m, n in sorted(likely, reverse=True):
        if -m in left and -n in right:
            yield left.pop(-m), right.pop(-n)
    yield from ((group, None) for group in left.values())
    yield from ((None, group) for group in right.values())


def _change(ours, theirs, readings, general):
    """One row of the comparison, or None for a group that is the same in both runs."""
    if ours and theirs:
        why = _why(ours, theirs, readings)
        if ours["verdict"] == theirs["verdict"] and not why:
            return None
        kind = "kept" if ours["verdict"] == theirs["verdict"] else "changed"
        why = why or general or ["the same claims, read the same; something that was not recorded differs"]
    else:
        kind, why = ("gone" if ours else "new"), []
    sides = {side: group and {n: group[n] for n in _GROUP} for side, group in (("a", ours), ("b", theirs))}
    return {"change": kind, **{name: (theirs or ours)[name] for name in SLOTS}, **sides, "why": why}


def _why(ours, theirs, readings):
    changed = [name for name in SLOTS if ours[name] != theirs[name]]
    why = [f"{name}: {ours[name] or 'none'} → {theirs[name] or 'none'}" for name in changed]
    for word, keys in (("lost", ours["keys"] - theirs["keys"]), ("gained", theirs["keys"] - ours["keys"])):
        why += [f"{word} {prose.quote(text)} of {document}" for document, _, text, _ in sorted(keys)]
    for key in sorted(ours["keys"] & theirs["keys"]):
        for row in readings.get(key, ()):
            change = f"{row['field']} {value(row['a'])} → {value(row['b'])}"
            why.append(f"{prose.quote(row['text'])} of {row['document']}: {change}")
    return why


def value(item):
    return f"{item:,.12g}" if isinstance(item, float) else str(item or "none")


def named(row):
    """What a group of the comparison is about, in words."""
    words = (row["b"] or row["a"])["phrase"], *(row[name] for name in SLOTS[2:])
    return ", ".join(filter(None, words)) or "nothing named"
