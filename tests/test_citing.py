"""Claims as Web Annotations and citations: what the model requires, and that each leads to its words."""

import json
import re

import newsfigures as nf
import pytest


@pytest.fixture(scope="module")
def seeds():
    corpus = nf.load("seeds")
    return corpus, nf.reconcile(nf.find_claims(corpus), corpus.references)


def test_annotations_have_what_the_model_requires_and_quote_what_stands_there(seeds):
    corpus, ledger = seeds
    page = nf.annotations(ledger, corpus)
    assert page["@context"][0] == "http://www.w3.org/ns/anno.jsonld" and page["type"] == "AnnotationPage"
    assert [item["label"] for item in page["items"]] == list(ledger.claims["claim"])
    names = [page["id"], *(item["id"] for item in page["items"])]
    assert len(set(names)) == len(names) and all(name.startswith("urn:uuid:") for name in names)
    texts = {record.document: record.raw for record in corpus.records}
    rows = ledger.claims.set_index("claim").to_dict("index")
    for item in page["items"]:
        row, source = rows[item["label"]], item["target"]["source"]
        assert item["type"] == "Annotation" and item["motivation"] in ("assessing", "identifying")
        assert item["target"]["type"] == "SpecificResource"
        assert re.fullmatch(r"ni:///sha-256;[\w-]{43}", source["id"]) and source["label"] == row["document"]
        quote, position = item["target"]["selector"]
        assert (quote["type"], position["type"]) == ("TextQuoteSelector", "TextPositionSelector")
        start, end, raw = position["start"], position["end"], texts[row["document"]]
        assert 0 <= start < end and raw[start:end] == quote["exact"] == row["text"]
        assert raw[:start].endswith(quote["prefix"]) and raw[end:].startswith(quote["suffix"])
        verdict, amount = item["body"][:2]
        assert verdict["value"] == (row["verdict"] or "not judged")
        assert (amount["value"], amount.get("unitText", "")) == (row["text"], row["unit"])
        assert amount.get("valueReference", "") == row["group"]
        assert all(isinstance(body["value"], str) and "TextualBody" in body["type"] for body in item["body"])
    json.dumps(page, allow_nan=False)


def test_a_text_that_changes_changes_the_names_of_its_annotations_only():
    def named(*texts):
        import pandas as pd

        corpus = nf.load(pd.DataFrame({"document": ["a", "b"], "text": texts}))
        page = nf.annotations(nf.reconcile(nf.find_claims(corpus)), corpus)
        return {(item["target"]["source"]["label"], item["id"]) for item in page["items"]}

    before = named("Trade rose 26% in 2023.", "Exports fell 3% in 2023.")
    after = named("Trade rose 26% in 2023.", "Then exports fell 3% in 2023.")
    assert {document for document, _ in before & after} == {"a"}
    assert {document for document, _ in before - after} == {"b"}


def test_a_citation_names_words_place_and_claim(seeds):
    _, ledger = seeds
    row = ledger.claims[ledger.claims["text"] == "$240 billion"].iloc[0]
    cited = nf.cite(row, title="A visit")
    for part in (
        row["document"],
        row["outlet"],
        row["claim"],
        f"{row['start']} to {row['end']}",
        "“A visit”",
    ):
        assert str(part) in cited
    assert (
        nf.cite(next(row.to_frame().T.itertuples()), "A visit") == cited == nf.cite(row.to_dict(), "A visit")
    )
