"""The sentences of notebook 01 stay true, and English, on corpora of every kind."""

import html
import re

import cells
import pytest
from newsfigures.loading import corpus as corpora
from newsfigures.pages import charts

pytestmark = pytest.mark.filterwarnings("error")

TEXT = "The minister of trade met a buyer of oil in the port. He said that prices had risen. They left. " * 12
OTHER = "A storm closed the harbour and its two terminals for some days, so that ships waited outside. " * 9


def made(*texts):
    records = [corpora.make_document(f"d{i}", t, clean=False, label=f"d{i}") for i, t in enumerate(texts)]
    return corpora.Corpus("made", tuple(records))


SAID = {
    "answer": "answer", "documents": "32683ede", "cleaning": "db44a7a1", "lengths": "e1af45e9",
    "diversity": "ceb44cef", "readability": "e61414f2", "growth": "bdbe8b07", "ranks": "d652a0a9",
    "vocabulary": "45596df9", "keywords": "ee64825e", "contexts": "663d2810", "witnesses": "f4d14e82",
    "names": "76bd57d8",
}  # fmt: skip


def told(*texts):
    """The computed sentences, notes and titles of notebook 01 over a corpus, as plain text."""
    found = cells.shown("01", corpus=made(*texts), term="trade", resamples=200)
    return {name: " ".join(words(found[cell]).split()) for name, cell in SAID.items()}


def words(one):
    if hasattr(one, "html"):
        return html.unescape(" ".join(re.findall(r'<p class="note">(.*?)</p>', one.html)))
    return charts.describe(one)["title"] if hasattr(one, "to_dict") else str(one)


@pytest.mark.parametrize(
    "texts",
    [
        ["... !"],
        ["Oil rose."],
        [TEXT],
        [TEXT, TEXT],
        [TEXT, OTHER],
        [OTHER, "", TEXT + OTHER],
        ["Öl stieg. " * 30],
        [TEXT, TEXT, "Öl stieg am Montag deutlich.", "中俄贸易额达到两千四百亿美元。", "--- !"],
    ],
    ids=["signs", "one sentence", "one", "twice", "two", "mixed", "German", "copies and other languages"],
)
def test_no_reading_shows_a_gap_or_counts_wrongly(texts):
    for name, text in told(*texts).items():
        text = text.removeprefix("None of ")  # which says how many
        assert text and "nan" not in text.lower().split() and "None " not in text, name
        for wrong in (
            "[?",
            "[!",
            " 1 documents",
            "one documents",
            "one words",
            "  ",
            " .",
            "two document ",
            "None",
        ):
            assert wrong not in text, (name, text)


def test_two_equal_documents_are_one_witness():
    said = told(TEXT, TEXT)
    assert said["answer"].startswith(
        "Two documents, 480 words, one independent witness. One document repeats the wording of others."
    )
    assert "or more, since copies repeat their words" in said["vocabulary"]
    assert said["documents"] == "Neither document is dated. Each has 240 words."
    assert "All intervals of MATTR overlap, so no difference is established." in said["diversity"]
    assert "two documents make one independent witness. The longest shared passage" in said["witnesses"]


def test_one_document_is_compared_with_none():
    said = told(TEXT)
    assert "chance" not in said["answer"] and "share" not in said["answer"]
    assert said["keywords"] == "There is no other document to compare with."
    assert "No two documents are long enough for an interval of MATTR" in said["diversity"]
    assert "Leaving out" not in said["readability"]
    assert said["contexts"] == "“trade” stands twelve times in one document."


def test_two_different_documents():
    said = told(TEXT, OTHER)
    assert "No two documents share copied wording." in said["answer"]
    assert "Two documents have words that set them apart by more than chance." in said["answer"]
    assert said["keywords"].startswith("More than chance tells apart d0 by ")
    assert said["contexts"] == "“trade” stands twelve times in one document."


def test_a_term_is_counted_as_a_word_of_its_own_too():
    assert told("The trade grew. Trade's share and trade-offs.")["contexts"] == (
        "“trade” stands three times in one document; one time as a word of its own, else with an ending "
        "such as ’s or in a compound."
    )


def test_coverage_grows_with_the_corpus():
    few = " ".join(f"Word{chr(97 + i)} came." for i in range(26))
    assert "With so few words the absence of one means nothing" in told(few)["vocabulary"]
    assert "Only rare words are still missing" in told(TEXT * 100)["vocabulary"]
