"""The researcher's last word: fields set, claims rejected, split off or paired, applied on every run.

It is kept in ``overrides.csv`` beside the documents, one line a decision; the columns are `COLUMNS`.
"""

import os
from datetime import date
from math import isfinite
from pathlib import Path

from ..holding import write_bytes

ACTIONS = ("set", "reject", "split", "pair")
NUMBERS = ("value", "low", "high")
DAYS = ("period_start", "period_end", "base_start", "base_end")
KINDS = {**dict.fromkeys(NUMBERS, "number"), **dict.fromkeys(DAYS, "day such as 2023-12-31")}
COLUMNS = ("action", "claim", "field", "value", "note", "words")
SET = {
    "quantity", "parties", "side", "measure", "period_start", "period_end", "base_start", "base_end",
    "base_text", "status", "correction", "source", "date", "value", "low", "high", "unit",
}  # fmt: skip


def apply_overrides(claims, overrides, notes):
    """The claims with the researcher's fields set, and the rules: reject {claim}, split {claim}, pair [(a,
    b)].

    One line an override: ``action, claim, field (or other claim), value, note, words``; the action is set,
    reject, split or pair. Where ``words`` are given and the claim has others by now, the line is not used.
    """
    import pandas as pd

    rules: dict = {"reject": set(), "split": set(), "pair": []}
    if overrides is None or len(overrides) == 0:
        return claims, rules
    if not isinstance(overrides, pd.DataFrame):
        overrides = pd.read_csv(overrides, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    table, known = claims.copy(), dict(zip(claims["claim"], claims["text"], strict=True))
    overrides = overrides.reindex(columns=COLUMNS, fill_value="").fillna("").astype(str)
    for n, row in enumerate(overrides.to_dict("records"), 1):
        row = {name: cell.strip() for name, cell in row.items()}
        action, claim, field, value = (row[name] for name in COLUMNS[:4])
        if wrong := _wrong(row, known):
            notes.append(f"Override {n}{wrong}; it was not used.")
        elif action == "set":
            for name in NUMBERS if field == "value" else (field,):  # an exact value
                table.loc[table["claim"] == claim, name] = float(value) if field in NUMBERS else value
        elif action == "pair":
            rules["pair"].append((claim, field))
        else:
            rules[action].add(claim)
    return table, rules


def _wrong(row, known):
    """Why a decision cannot be applied to the ``known`` claims, to be said after its name; or nothing."""
    action, claim, field, value, _, words = (row[name] for name in COLUMNS)
    gone = [one for one in (claim, field if action == "pair" else claim) if one not in known]
    if action not in ACTIONS:
        return f": {action!r} is none of {', '.join(ACTIONS)}"
    if gone:
        return f" names the claim {gone[0]!r}, which is not in this corpus any more"
    if words and words != known[claim]:
        return f" was made for {words!r}, but {claim} is {known[claim]!r} now"
    if action == "set" and field not in SET:
        return f": the field {field!r} cannot be set; {', '.join(sorted(SET))} can"
    return (
        f": {value!r} is no {KINDS[field]} for {field}" if action == "set" and not _fits(field, value) else ""
    )


def _fits(field, value):
    """Whether a value is of the kind that the field holds; a day may be empty, which opens the period."""
    try:
        if field in NUMBERS:
            return isfinite(float(value))
        return field not in DAYS or not value or bool(date.fromisoformat(value))
    except ValueError:
        return False


def regroup(groups, rules):
    home = {item.claim: group for group in groups for item in group}
    for a, b in rules["pair"]:
        if a in home and b in home and home[a] is not home[b]:
            lost, kept = home[b], home[a]
            kept.extend(lost)
            home.update({item.claim: kept for item in lost})
            groups = [g for g in groups if g is not lost]
    for claim in rules["split"] & home.keys():
        item = next(i for i in home[claim] if i.claim == claim)
        home[claim].remove(item)
        groups.append([item])
    return [g for g in groups if g]


def settled(group, verdict, rules, slack):
    """A pair is one thing by the researcher's word: where its values differ, nothing more need be told."""
    from .item import meets
    from .reasons import conflict

    if verdict.verdict == "cannot tell":
        items = {item.claim: item for item in group}
        for a, b in ((items.get(a), items.get(b)) for a, b in rules["pair"]):
            if a and b and not meets(a, b, slack):
                return conflict([a, b], (a, b))
    return verdict


def override(corpus, claims, action="", claim="", field="", value="", note=""):
    """Save one decision in ``overrides.csv`` beside the documents of a corpus; all decisions as a DataFrame.

    ``action`` is ``set`` (a ``field`` of a claim to a ``value``), ``reject`` (a claim that is none),
    ``split`` (one that is not of its group) or ``pair`` (with the claim that ``field`` names); ``note``
    says why. ``withdraw`` takes back what was decided about a claim, or about one ``field`` of it.
    Without an action nothing is written. A second decision about the same takes the place of the first.
    Raises ValueError, and writes nothing, where a decision could not be applied or there is no folder.
    """
    import pandas as pd

    vars(corpus).pop("overrides", None)  # which may have been read before
    table = corpus.overrides
    table = table.reindex(columns=list(dict.fromkeys([*table.columns, *COLUMNS])), fill_value="")
    given = zip(COLUMNS, (action, claim, field, value, note), strict=False)
    line = {name: " ".join(str(cell).split()) for name, cell in given}
    if line["action"]:
        known = dict(zip(claims["claim"], claims["text"], strict=True))
        line["words"], rows = known.get(line["claim"], ""), table.to_dict("records")
        if line["action"] == "withdraw":
            kept = [row for row in rows if not _withdrawn(row, line)]
            what = f"{line['field'] or 'the claim'} {line['claim']!r}"
            wrong = f"Nothing is decided about {what}" if len(kept) == len(rows) else ""
        else:
            kept = [*(row for row in rows if _about(row) != _about(line)), line]
            wrong = _wrong(line, known) or ("" if line["note"] else " needs a note that says why")
            wrong = wrong and f"The decision{wrong}"
        if not wrong and not (corpus.folder and os.path.isdir(corpus.folder)):
            wrong = f"{corpus.name} is no folder on this machine, so there is no place beside it to save to"
        if wrong:
            raise ValueError(f"{wrong}. Nothing was saved.")
        table = pd.DataFrame(kept, columns=table.columns).fillna("")
        write_bytes(Path(corpus.folder, "overrides.csv"), table.to_csv(index=False, lineterminator="\n"))
        vars(corpus).pop("overrides", None)
    return table[list(COLUMNS)]


def _withdrawn(row, line):
    return row["claim"].strip() == line["claim"] and line["field"] in ("", row["field"].strip())


def _about(row):
    """What a decision is about; a pair is the same both ways round."""
    action, claim, field = (row[name].strip() for name in COLUMNS[:3])
    return action, *(
        sorted((claim, field)) if action == "pair" else (claim, field if action == "set" else "")
    )
