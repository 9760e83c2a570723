"""Figures to be passed on: a citation to copy, and claims as W3C Web Annotations.

The model is https://www.w3.org/TR/annotation-model/; offsets are code points of the decoded file.
"""

import base64
import json
import uuid

from . import findings, prose

AROUND, MOST = 32, 20_000  # characters of prefix and suffix; claims of one AnnotationPage
_TERMS = ("minValue", "maxValue", "unitText", "valueReference")
CONTEXT = [
    "http://www.w3.org/ns/anno.jsonld",
    {"schema": "https://schema.org/", **{term: f"schema:{term}" for term in _TERMS}},
]
_TEXT = {"type": "TextualBody", "format": "text/plain"}


def cite(claim, title: str = "") -> str:
    """A citation of one figure, from its row of the claims table; ``title`` of the document if known.

    >>> told = {"text": "26%", "passage": "Up 26%.", "outlet": "Day", "date": "2024"}
    >>> place = {"document": "a", "sentence": 0, "start": 3, "end": 6, "claim": "a-1"}
    >>> print(cite({**told, **place}))
    “26%” in “Up 26%.” Day, 2024. Document a, sentence 0, characters 3 to 6, counted from 0, claim a-1.
    """
    row = claim._asdict() if hasattr(claim, "_asdict") else claim
    where = ", ".join(filter(None, (row["outlet"], title and prose.quote(title, 200), row["date"])))
    said = prose.quote(row["passage"], 400)
    said += "" if said[-2] in ".!?…" else "."
    return (
        f"{prose.quote(row['text'])} in {said} {where}{'. ' if where else ''}"
        f"Document {row['document']}, sentence {row['sentence']}, characters {row['start']} to {row['end']}, "
        f"counted from 0, claim {row['claim']}."
    )


def annotations(ledger, corpus, most: int = MOST) -> dict:
    """The claims of a ledger as one AnnotationPage, a dictionary to be written as JSON-LD.

    Each target is a document, named by the SHA-256 of its text (RFC 6920), with the quote and its position;
    the bodies are the verdict, the value with interval and unit, and the reason in words. The names of
    annotations depend on document, place and reading only, so that equal runs give equal bytes. Of more than
    ``most`` claims those of the most telling groups are there, and the label says so.
    """
    sums = dict(zip(corpus.documents["document"], corpus.documents["sha256"], strict=True))
    reasons = dict(zip(ledger.groups["group"], ledger.groups["reason"], strict=True))
    every, rows = len(ledger.claims), {}
    claims = ledger.claims if every <= most else findings.foremost(ledger, most)
    some = "" if every <= most else f", {len(claims):,} of {every:,}, of the most telling groups"
    for row in claims.to_dict("records"):
        rows.setdefault(row["document"], []).append(row)
    items = [
        _annotation(row, document, sums[document.document], reasons.get(row["group"], ""))
        for document in corpus.records
        for row in rows.get(document.document, ())
    ]
    head = {"@context": CONTEXT, "id": _name([item["id"] for item in items]), "type": "AnnotationPage"}
    return {**head, "label": f"Claims of {corpus.name}{some}", "items": items}


def _annotation(row, document, digest, reason):
    raw, start, end = document.raw, int(row["start"]), int(row["end"])
    around = {"prefix": raw[max(0, start - AROUND) : start], "suffix": raw[end : end + AROUND]}
    selectors = [
        {"type": "TextQuoteSelector", "exact": raw[start:end], **around},
        {"type": "TextPositionSelector", "start": start, "end": end},
    ]
    source = {"id": _address(digest), "type": "Text", "format": "text/plain", "label": document.document}
    bodies = [{**_TEXT, "purpose": "tagging", "value": row["verdict"] or "not judged"}, _amount(row)]
    if reason:
        bodies.append({**_TEXT, "purpose": "describing", "language": "en", "value": reason})
    body = {"motivation": "assessing" if row["group"] else "identifying", "body": bodies}
    target = {"type": "SpecificResource", "source": source, "selector": selectors}
    head = {"id": _name([digest, start, end, body]), "type": "Annotation", "label": row["claim"]}
    return {**head, **body, "target": target}


def _amount(row):
    """The figure as written, which is also a schema.org PropertyValue with the group it was compared in."""
    told = {"label": row["phrase"], "schema:value": row["value"], "minValue": row["low"]}
    told |= {"maxValue": row["high"], "unitText": row["unit"], "valueReference": row["group"]}
    told = {n: item for n, item in told.items() if (item and isinstance(item, str)) or prose.known(item)}
    kinds = ["TextualBody", "schema:PropertyValue"]
    return {**_TEXT, "type": kinds, "purpose": "describing", "value": row["text"], **told}


def _address(digest):
    """The address of content by its SHA-256, as RFC 6920 writes it."""
    return "ni:///sha-256;" + base64.urlsafe_b64encode(bytes.fromhex(digest)).decode().rstrip("=")


def _name(parts):
    return uuid.uuid5(uuid.NAMESPACE_OID, json.dumps(parts, sort_keys=True)).urn
