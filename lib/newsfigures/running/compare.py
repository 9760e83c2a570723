"""What changed between two runs: verdicts with the reasons of either side, and the claims behind them.

A claim is the same in both runs when document, sentence and words are; claim and group numbers may differ.
"""

from collections import Counter
from pathlib import Path

from ..pages import prose, report
from . import publish
from .parameters import Refused
from .plan import ROOT

SLOTS = ("quantity", "measure", "parties", "period", "base", "unit")
_GROUP = (*SLOTS, "phrase", "group", "verdict", "reason", "members")
_READ = ("value", "low", "high", "unit", "bound", "change", "measure", "quantity", "parties", "period_start")
_READ += ("period_end", "base_text", "status", "source", "correction")
_JUDGED = ("relation", "verdict", "reason")
_PAIRS = {
    "links": (*_JUDGED, "inputs", "compared_with", "formula"),
    "references": (*_JUDGED, "claim", "link", "reference", "label"),
}
_ORDER = ("changed", "new", "gone", "kept")  # kept: the same verdict, read otherwise
TITLES = {
    "settings": "Settings that differ", "inputs": "Files that differ", "groups": "Verdicts",
    "links": "Verdicts of links", "references": "Verdicts of references",
}  # fmt: skip


def compare(a, b) -> dict:
    """Compare two run folders; a name is looked up from here and then in ``outputs`` of the repository.

    Returns ``runs`` (two: folder, corpus, page), how many groups are the ``same``, and lists of rows:
    ``settings`` (name, a, b), ``inputs`` (path, change), ``groups`` (change, group, verdicts, why, reasons,
    name of the group in A and B), ``links`` and ``references`` (change, what, verdicts, reasons). Why is told
    by the claims that a group lost and gained or that are read otherwise, else by settings and files.
    Raises `Refused` for a folder without a ledger.
    """
    one, two = sides = _Side(a), _Side(b)
    settings = [{"name": n, "a": x, "b": y} for n, x, y in _unlike(one.given, two.given, "default")]
    inputs = [
        {"path": path, "change": "changed" if x and y else f"only in {'A' if x else 'B'}"}
        for path, x, y in sorted(_unlike(one.inputs, two.inputs, ""))
    ]
    general = [f"{row['name']}: {row['a']} → {row['b']}" for row in settings]
    general += [f"{row['path']}: {row['change']}" for row in inputs]
    pairs = _matched(one.groups, two.groups)
    groups = [row for ours, theirs in pairs if (row := _change(ours, theirs, one, two, general))]
    return {
        "runs": [{"folder": s.name, "corpus": s.record.get("corpus", ""), "page": s.page} for s in sides],
        "same": len(pairs) - len(groups),
        "settings": settings,
        "inputs": inputs,
        "groups": sorted(groups, key=lambda row: _ORDER.index(row["change"])),
        **{table: _judged_otherwise(one.pairs[table], two.pairs[table]) for table in _PAIRS},
    }


class _Side:
    """One run: its record, its claims by what they are, its groups with the claims in them."""

    def __init__(self, text):
        folder = find_run(text)
        self.name, self.record = str(text), publish.record(folder)
        tables = next(folder.glob("*/tables/groups.parquet")).parent
        self.page = f"{tables.parent.name}.html"
        entries = {entry.get("page"): entry for entry in self.record.get("notebooks", ())}
        made = {"library and notebook": entries.get(self.page, {}).get("code", "")[:8]}
        self.given = {**self.record.get("parameters", {}), **self.record.get("versions", {}), **made}
        self.inputs = {row["path"]: row["sha256"] for row in self.record.get("inputs", ())}
        keys, self.claims, seen = {}, {}, Counter()
        for row in _rows(tables / "claims.parquet", ("document", "passage", "text", "claim", *_READ)):
            what = row["document"], row["passage"], row["text"]
            keys[row.pop("claim")] = key = (*what, seen[what])
            self.claims[key] = row
            seen[what] += 1
        self.groups = _rows(tables / "groups.parquet", _GROUP)
        for group in self.groups:
            group["slots"] = tuple(group[name] for name in SLOTS)
            group["keys"] = {keys[claim] for claim in group["members"].split() if claim in keys}
        self.pairs = {table: {} for table in _PAIRS}
        for table, columns in _PAIRS.items():
            for row in _rows(tables / f"{table}.parquet", columns):
                named = row.get("inputs") or row.get("claim") or ""
                claims = [keys.get(claim, ("", "", claim)) for claim in named.split()]
                beside = row.get("reference") or row.get("compared_with") or ""
                told = row.get("formula") or f"{claims[0][2] if claims else row['link']} and {row['label']}"
                row["what"] = f"{row['relation']}: {told}"
                self.pairs[table][row["relation"], tuple(claims), beside] = row


def find_run(text):
    """Folder of a run that holds a ledger."""
    path = Path(text).expanduser()
    for folder in (path, ROOT / "outputs" / path):
        if any(folder.glob("*/tables/groups.parquet")):
            return folder
    raise Refused(f"run {text}: there is no ledger; newsfigures run --only 02 makes one")


def _rows(path, columns):
    from pyarrow import parquet

    try:
        return parquet.read_table(path, columns=list(columns)).select(list(columns)).to_pylist()
    except (OSError, ValueError, KeyError) as error:
        reason = str(error).splitlines()[0] or type(error).__name__
        raise Refused(f"{path}: not a table of this version of newsfigures: {reason}") from None


def _unlike(a, b, none=None):
    """Key and both values of what two dictionaries do not have alike."""
    both = [(key, a.get(key, none), b.get(key, none)) for key in dict.fromkeys([*a, *b])]
    return [row for row in both if row[1] != row[2]]


def _judged_otherwise(ours, theirs):
    """Links or comparisons with references whose verdict differs, or that only one of the runs has."""
    found = []
    for _, a, b in _unlike(ours, theirs):
        if not (a and b and a["verdict"] == b["verdict"]):
            change = "changed" if a and b else "gone" if a else "new"
            found.append({"change": change, "what": (a or b)["what"], **_sides(a, b)})
    return found


def _sides(a, b, **between):
    sides = (("A", a), ("B", b))
    reasons = " ".join(f"{side}: {row['reason']}" for side, row in sides if row)
    verdicts = {f"verdict {side}": row["verdict"] if row else "not there" for side, row in sides}
    return {**verdicts, **between, "reasons": reasons}


def _matched(ours, theirs):
    """Pairs of groups, those of one side alone with None: equal slots first, then most claims shared."""
    holder = {key: n for n, group in enumerate(theirs) for key in group["keys"]}
    named = {group["slots"]: n for n, group in enumerate(theirs)}
    near = Counter((m, holder[key]) for m, group in enumerate(ours) for key in group["keys"] if key in holder)
    near.update((m, named[group["slots"]]) for m, group in enumerate(ours) if group["slots"] in named)
    left, right, pairs = dict(enumerate(ours)), dict(enumerate(theirs)), []
    alike = {(m, n): ours[m]["slots"] == theirs[n]["slots"] for m, n in near}
    for m, n in sorted(near, key=lambda pair: (not alike[pair], -near[pair], pair)):
        if m in left and n in right:
            pairs.append((left.pop(m), right.pop(n)))
    return [*pairs, *((group, None) for group in left.values()), *((None, group) for group in right.values())]


def _change(ours, theirs, one, two, general):
    """One row of the comparison, or None for a group that is the same in both runs."""
    why, kind = [], "gone" if ours else "new"
    if ours and theirs:
        why = _why(ours, theirs, one.claims, two.claims)
        kind = "kept" if ours["verdict"] == theirs["verdict"] else "changed"
        if kind == "kept" and not why:
            return None
        why = why or general or ["the same claims, read the same; something that was not recorded differs"]
    group = theirs or ours
    named = filter(None, (group["phrase"], *(group[name] for name in SLOTS[2:])))
    told = {"change": kind, "group": ", ".join(named) or "nothing named"}
    told |= _sides(ours, theirs, why="; ".join(why))
    return {**told, "name A": ours["group"] if ours else "", "name B": theirs["group"] if theirs else ""}


def _why(ours, theirs, before, after):
    changed = [name for name in SLOTS if ours[name] != theirs[name]]
    why = [f"{name}: {ours[name] or 'none'} → {theirs[name] or 'none'}" for name in changed]
    for word, keys in (("lost", ours["keys"] - theirs["keys"]), ("gained", theirs["keys"] - ours["keys"])):
        why += [f"{word} {_claim(key)}" for key in sorted(keys)]
    for key in sorted(ours["keys"] & theirs["keys"]):
        for name, x, y in _unlike(before[key], after[key]):
            why.append(f"{_claim(key)}: {name} {_said(x)} → {_said(y)}")
    return why


def _claim(key):
    return f"{prose.quote(key[2])} of {key[0]}"


def _said(item):
    return f"{item:,.12g}" if isinstance(item, float) else "none" if item in (None, "") else str(item)


def write_page(page, result):
    """The page of two runs: settings, files and verdicts in which they differ."""
    a, b = (run["folder"] for run in result["runs"])
    report.write_tables(page, f"Two runs compared: {a} (A) and {b} (B)", sections(result))


def lines(result) -> list[str]:
    """The same as lines for a terminal."""
    told = []
    for title, rows, note in sections(result):
        told += ["", f"{title}: {note or prose.count(len(rows), 'row')}"] if rows or note else []
        told += ["  " + " · ".join(filter(None, row.values())) for row in rows]
    return told[1:]


def sections(result, places=("", "")):
    """The tables of a comparison; with the folders of the runs, each verdict leads to its group."""
    found = []
    for table, title in TITLES.items():
        rows = [{name: str(cell) for name, cell in row.items()} for row in result[table]]
        for row in rows if table == "groups" else ():
            for side, place, run in zip("AB", places, result["runs"], strict=True):
                if (name := row.pop(f"name {side}")) and place:
                    row[f"verdict {side}"] = row[f"verdict {side}"], f"{place}/{run['page']}#group-{name}"
        same = prose.say("{n:Count group} {n:verb is/are} the same in both.", n=result["same"])
        found.append((title, rows, str(same) if table == "groups" else ""))
    return found
