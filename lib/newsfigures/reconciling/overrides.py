"""The researcher's last word: fields set, claims rejected, split off or paired, applied on every run.

It is kept in ``overrides.csv`` beside the documents, one line a decision; the columns are `COLUMNS`.
"""

import csv
import os
import re
from datetime import date
from math import isfinite

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
    for n, row in enumerate(overrides.fillna("").astype(str).to_dict("records"), 1):
        action, claim, other = (row.get(k, "").strip() for k in ("action", "claim", "field"))
        gone = [c for c in (claim, other if action == "pair" else claim) if c not in known]
        words = row.get("words", "").strip()
        if action not in ACTIONS:
            notes.append(f"Override {n}: {action!r} is none of set, reject, split, pair; it was not used.")
        elif gone:
            notes.append(
                f"Override {n} names the claim {gone[0]!r}, which is not in this corpus any "
                f"more; it was not used."
            )
        elif words and words != known[claim]:
            notes.append(
                f"Override {n} was made for {words!r}, but {claim} is {known[claim]!r} now; it was not used."
            )
        elif action == "set" and other not in SET:
            notes.append(f"Override {n}: the field {other!r} cannot be set; {', '.join(sorted(SET))} can.")
        elif action == "set" and not _fits(other, row.get("value", "").strip()):
            value = row.get("value", "")
            notes.append(f"Override {n}: {value!r} is no {KINDS[other]} for {other}; it was not used.")
        elif action == "set":
            value = row.get("value", "").strip()
            for name in ("value", "low", "high") if other == "value" else (other,):  # an exact value
                table.loc[table["claim"] == claim, name] = float(value) if other in NUMBERS else value
        elif action == "pair":
            rules["pair"].append((claim, other))
        else:
            rules[action].add(claim)
    return table, rules


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
                return conflict([a, b], (a, b), slack)
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

    text = {
        n: re.sub(r"\s+", " ", str(v)).strip()
        for n, v in zip(COLUMNS, (action, claim, field, value, note), strict=False)
    }
    back = text["action"] == "withdraw"
    if text["action"]:
        notes: list[str] = []
        text["words"] = dict(zip(claims["claim"], claims["text"], strict=True)).get(text["claim"], "")
        if back and not any(_withdrawn(row, text) for row in corpus.overrides.to_dict("records")):
            notes = [f"Nothing is decided about {text['field'] or 'the claim'} {text['claim']!r}."]
        elif not back:
            apply_overrides(claims, pd.DataFrame([text]), notes)
        wrong = [
            re.sub("; it was not used| any more", "", n.replace("Override 1", "The decision")) for n in notes
        ]
        if not wrong and not back and not text["note"]:
            wrong = ["A decision needs a note that says why."]
        if not wrong and not (corpus.folder and os.path.isdir(corpus.folder)):
            wrong = [
                f"{corpus.name} is no folder on this machine, so there is no place beside it to save to."
            ]
        if wrong:
            raise ValueError(f"{wrong[0]} Nothing was saved.")
        _save(os.path.join(corpus.folder, "overrides.csv"), text, back)
        vars(corpus).pop("overrides", None)  # which was read before
    return (
        corpus.overrides.reindex(columns=COLUMNS, fill_value="")
        if len(corpus.overrides)
        else pd.DataFrame(columns=COLUMNS)
    )


def _save(path, line, back):
    """Put the line into the file in one step, in the place of one about the same; other lines stay.

    With ``back`` those that the line withdraws are taken out instead.
    """
    old = []
    if os.path.exists(path):
        with open(path, encoding="utf-8-sig", newline="") as file:
            old = list(csv.DictReader(file, restval=""))
    names = list(dict.fromkeys([*(n for row in old[:1] for n in row if n), *COLUMNS]))
    kept = [row for row in old if not (_withdrawn(row, line) if back else _about(row) == _about(line))]
    part = f"{path}.{os.getpid()}.part"
    try:
        with open(part, "w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, names, extrasaction="ignore", lineterminator="\n")
            table.writeheader()
            table.writerows(kept if back else [*kept, line])
        os.replace(part, path)
    finally:
        if os.path.exists(part):
            os.remove(part)


def _withdrawn(row, line):
    claim, field = (row.get(name, "").strip() for name in ("claim", "field"))
    return claim == line["claim"] and line["field"] in ("", field)


def _about(row):
    """What a decision is about; a pair is the same both ways round."""
    action, claim, field = (row.get(name, "").strip() for name in COLUMNS[:3])
    return action, *(
        sorted((claim, field)) if action == "pair" else (claim, field if action == "set" else "")
    )
