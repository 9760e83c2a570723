"""The researcher's last word: fields set, claims rejected, split off or paired, applied on every run."""

SET = {
    "quantity",
    "parties",
    "side",
    "measure",
    "period_start",
    "period_end",
    "base_start",
    "base_end",
    "base_text",
    "status",
    "correction",
    "source",
    "date",
    "value",
    "low",
    "high",
    "unit",
}


def apply_overrides(claims, overrides, notes):
    """The claims with the researcher's fields set, and the rules: reject {claim}, split {claim}, pair [(a,
    b)].

    One line an override: ``action, claim, field (or other claim), value, note``; the action is set, reject,
    split or pair.
    """
    import pandas as pd

    rules: dict = {"reject": set(), "split": set(), "pair": []}
    if overrides is None or len(overrides) == 0:
        return claims, rules
    if not isinstance(overrides, pd.DataFrame):
        overrides = pd.read_csv(overrides, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    table, known = claims.copy(), set(claims["claim"])
    for n, row in enumerate(overrides.fillna("").astype(str).to_dict("records"), 1):
        action, claim, other = (row.get(k, "").strip() for k in ("action", "claim", "field"))
        gone = [c for c in (claim, other if action == "pair" else claim) if c not in known]
        if action not in ("set", "reject", "split", "pair"):
            notes.append(f"Override {n}: {action!r} is none of set, reject, split, pair; it was not used.")
        elif gone:
            notes.append(
                f"Override {n} names the claim {gone[0]!r}, which is not in this corpus any "
                f"more; it was not used."
            )
        elif action == "set" and other not in SET:
            notes.append(f"Override {n}: the field {other!r} cannot be set; {', '.join(sorted(SET))} can.")
        elif action == "set":
            value = row.get("value", "")
            if other in ("value", "low", "high"):
                value = pd.to_numeric(value, errors="coerce")
            table.loc[table["claim"] == claim, other] = value
        elif action == "pair":
            rules["pair"].append((claim, other))
        else:
            rules[action].add(claim)
    return table, rules


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
