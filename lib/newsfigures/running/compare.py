"""What changed between two runs: verdicts with the reasons of either side, and the claims behind them.

A claim is the same in both runs when document, sentence and words are; claim and group numbers may differ.
"""

from collections import Counter
from pathlib import Path

from ..pages import prose
from . import publish
from .parameters import Refused
from .plan import ROOT

SLOTS = ("quantity", "measure", "parties", "period", "base", "unit")
_GROUP = (*SLOTS, "group", "verdict", "reason", "values", "members")
_CLAIM = ("document", "claim", "sentence", "start", "end", "text", "passage")
_READ = ("value", "low", "high", "unit", "bound", "change", "measure", "quantity", "parties", "period_start")
_READ += ("period_end", "base_text", "status", "source", "correction")
_PAIRS = {
    "links": ("relation", "inputs", "compared_with", "formula", "verdict", "reason"),
    "references": ("relation", "claim", "link", "reference", "label", "verdict", "reason"),
}
_KINDS = {"changed": "changed", "new": "new", "gone": "gone", "kept": "same verdict, read otherwise"}


def compare(a, b) -> dict:
    """Compare two run folders; a name is looked up from here and then in ``outputs`` of the repository.

    Returns ``runs`` (two: folder, corpus, page), ``settings`` and ``inputs`` (what they were given
    differently), ``groups`` (change, slots, ``a`` and ``b`` with verdict, reason, values, members, and
    ``why``), ``same`` (how many groups are equal in both), ``links`` and ``references`` (change, what, a, b),
    ``figures`` (document, lost, added), ``readings`` (document, text, field, a, b: of claims that both have).
    Raises `Refused` for a folder without a ledger.
    """
    sides = one, two = _Side(a), _Side(b)
    settings, inputs = _settings(one, two), _inputs(one.record, two.record)
    readings = _readings(one.claims, two.claims)
    general = [f"{row['name']}: {row['a']} → {row['b']}" for row in settings]
    general += [f"{row['path']}: {row['change']}" for row in inputs]
    rows, same = [], 0
    for ours, theirs in _matched(one.groups, two.groups):
        row = _change(ours, theirs, readings, general)
        same += row is None
        rows += [row] if row else []
    return {
        "runs": [
            {"folder": side.name, "corpus": side.record.get("corpus", ""), "page": side.page}
            for side in sides
        ],
        "settings": settings,
        "inputs": inputs,
        "groups": sorted(rows, key=lambda row: list(_KINDS).index(row["change"])),
        "same": same,
        **{table: _pairs(table, one, two) for table in _PAIRS},
        "figures": _figures(one.claims, two.claims),
        "readings": [row for key in one.claims for row in readings.get(key, ())],
    }


class _Side:
    """One run: its record, its claims by what they are, its groups with the claims in them."""

    def __init__(self, text):
        self.folder = find_run(text)
        self.name, self.record = str(text), publish.record(self.folder)
        tables = next(self.folder.glob("*/tables/groups.parquet")).parent
        self.page = f"{tables.parent.name}.html"
        entries = {entry.get("page"): entry for entry in self.record.get("notebooks", ())}
        self.code = entries.get(self.page, {}).get("code", "")[:8]
        claims, seen = _rows(tables / "claims.parquet", [*_CLAIM, *_READ]), Counter()
        self.keys, self.claims = {}, {}
        for row in claims:
            what = row["document"], row["passage"], row["text"]
            self.keys[row["claim"]] = key = (*what, seen[what])
            self.claims[key] = row
            seen[what] += 1
        self.groups = _rows(tables / "groups.parquet", list(_GROUP))
        for group in self.groups:
            group["slots"] = tuple(group[name] for name in SLOTS)
            group["keys"] = {self.keys[claim] for claim in group["members"].split() if claim in self.keys}
        self.pairs = {
            name: _rows(tables / f"{name}.parquet", list(columns)) for name, columns in _PAIRS.items()
        }


def find_run(text):
    """Folder of a run that holds a ledger."""
    path = Path(text).expanduser()
    folders = [path, ROOT / "outputs" / path] if path.name == str(text) else [path]
    for folder in folders:
        if any(folder.glob("*/tables/groups.parquet")):
            return folder
    inside = sorted(
        {path.parts[-4] for folder in folders for path in folder.glob("*/*/tables/groups.parquet")}
    )
    if inside:
        raise Refused(f"run {text}: it holds several runs, name one: {', '.join(inside)}")
    if any(folder.is_dir() for folder in folders):
        raise Refused(f"run {text}: it holds no ledger; newsfigures run --only 02 makes one")
    raise Refused(f"run {text!r}: no such folder here or in {ROOT / 'outputs'}; newsfigures run makes one")


def _rows(path, columns):
    from pyarrow import parquet

    try:
        return parquet.read_table(path, columns=columns).select(columns).to_pylist()
    except (OSError, ValueError, KeyError) as error:
        reason = str(error).splitlines()[0] or type(error).__name__
        raise Refused(f"{path}: not a table of this version of newsfigures: {reason}") from None


def _settings(one, two):
    given = [side.record.get("parameters", {}) for side in (one, two)]
    made = [{**side.record.get("versions", {}), "library and notebook": side.code} for side in (one, two)]
    rows = [
        {"name": name, "a": a.get(name, "default"), "b": b.get(name, "default")}
        for a, b in (given, made)
        for name in sorted({*a, *b})
    ]
    return [row for row in rows if row["a"] != row["b"]]


def _inputs(a, b):
    first, second = ({row["path"]: row["sha256"] for row in record.get("inputs", [])} for record in (a, b))
    said = {(True, False): "only in A", (False, True): "only in B", (True, True): "changed"}
    paths = sorted(path for path in {*first, *second} if first.get(path) != second.get(path))
    return [{"path": path, "change": said[path in first, path in second]} for path in paths]


def _readings(ours, theirs):
    """Fields of the claims of both runs that were read otherwise, by claim."""
    found = {}
    for key in ours.keys() & theirs.keys():
        for name in _READ:
            a, b = ours[key][name], theirs[key][name]
            if a != b:
                row = {"document": key[0], "text": key[2], "field": name, "a": a, "b": b}
                found.setdefault(key, []).append(row)
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
        why = why or (
            general or ["the same claims with the same reading; something that was not recorded differs"]
        )
    else:
        kind, why = ("gone" if ours else "new"), []
    sides = {side: group and {n: group[n] for n in _GROUP} for side, group in (("a", ours), ("b", theirs))}
    return {"change": kind, **{name: (theirs or ours)[name] for name in SLOTS}, **sides, "why": why}


def _why(ours, theirs, readings):
    why = [
        f"{name}: {ours[name] or 'none'} → {theirs[name] or 'none'}"
        for name in SLOTS
        if ours[name] != theirs[name]
    ]
    for word, keys in (("lost", ours["keys"] - theirs["keys"]), ("gained", theirs["keys"] - ours["keys"])):
        why += [f"{word} {prose.quote(text)} of {document}" for document, _, text, _ in sorted(keys)]
    for key in sorted(ours["keys"] & theirs["keys"]):
        for row in readings.get(key, ()):
            change = f"{row['field']} {_value(row['a'])} → {_value(row['b'])}"
            why.append(f"{prose.quote(row['text'])} of {row['document']}: {change}")
    return why


def _value(item):
    return f"{item:,.12g}" if isinstance(item, float) else str(item or "none")


def named(row):
    """What a group of the comparison is about, in words."""
    return ", ".join(filter(None, (row[name] for name in SLOTS if name != "measure"))) or "nothing named"


def verdicts(row):
    return " → ".join(side["verdict"] if side else "not there" for side in (row["a"], row["b"]))


def said(result) -> list[str]:
    """The comparison as lines for a terminal."""
    lines = [f"{letter}  {run['folder']}" for letter, run in zip("AB", result["runs"], strict=True)]
    lines += [f"   {row['name']}: {row['a']} → {row['b']}" for row in result["settings"]]
    lines += [f"   {row['path']}: {row['change']}" for row in result["inputs"]]
    counts = Counter(row["change"] for row in result["groups"])
    told = [f"{counts[kind]} {about}" for kind, about in _KINDS.items() if counts[kind]]
    lines += ["", f"Groups: {', '.join([*told, str(result['same']) + ' the same'])}"]
    for row in result["groups"]:
        lines += ["", f"{_KINDS[row['change']].capitalize()}: {named(row)}: {verdicts(row)}"]
        for letter, side in (("A", row["a"]), ("B", row["b"])):
            lines += [f"   {letter} {side['members']}: {side['reason']}"] if side else []
        lines += [f"   {why}" for why in row["why"]]
    for table in _PAIRS:
        for row in result[table]:
            lines += ["", f"{row['change'].capitalize()} in {table}: {row['what']}: {verdicts(row)}"]
            lines += [f"   {letter.upper()} {row[letter]['reason']}" for letter in "ab" if row[letter]]
    for row in result["figures"]:
        lines += ["", f"{row['document']}: {len(row['lost'])} lost, {len(row['added'])} added"]
        lines += [f"   − {one['text']}   {prose.quote(one['passage'])}" for one in row["lost"]]
        lines += [f"   + {one['text']}   {prose.quote(one['passage'])}" for one in row["added"]]
    return lines
