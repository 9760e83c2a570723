"""Sentences and numbers: written as people write them, and never markup of the data's making."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from newsfigures.pages import prose


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (240e9, "USD", "$240 billion"),
        (323.7e9, "SGD", "S$323.7 billion"),
        (1.69e12, "CNY", "CNY 1.69 trillion"),
        (3.9e9, "EUR", "€3.9 billion"),
        (300e6, "USD", "$300 million"),
        (816_000, "tonne", "816,000 tonnes"),
        (999_999_999, "USD", "$1 billion"),
        (-16, "percent", "−16 %"),
        (-2e9, "USD", "−$2 billion"),
        (1, "percentage point", "1 percentage point"),
        (2.5, "percentage point", "2.5 percentage points"),
        (1.5e6, "barrel / day", "1.5 million barrels per day"),
        (1.5, "SGD / USD", "1.5 SGD per USD"),
        (1.34875, "", "1.3488"),
        (0, "USD", "$0"),
        (5e20, "", "500,000,000 trillion"),
        (1e-9, "", "1 × 10^−9"),
        (None, "USD", "unknown"),
        (float("nan"), "percent", "unknown"),
        (float("inf"), "", "unknown"),
    ],
)
def test_numbers_as_people_write_them(value, unit, words):
    assert prose.number(value, unit) == words


@pytest.mark.parametrize(
    ("low", "high", "unit", "words"),
    [
        (189.2885e9, 191.6335e9, "USD", "$189.3–191.6 billion"),
        (85.5e6, 87e6, "tonne", "85.5–87.0 million tonnes"),
        (1.3485, 1.3490, "", "1.3485–1.3490"),
        (900, 1.2e6, "USD", "$900 to $1.2 million"),
        (-5, 3, "percent", "−5 to 3 %"),
        (None, 3, "meeting", "at most 3 meetings"),
        (900_000, None, "", "at least 900,000"),
        (None, None, "", "unknown"),
    ],
)
def test_intervals_are_fine_enough_to_tell_their_ends_apart(low, high, unit, words):
    assert prose.interval(low, high, unit) == words


@pytest.mark.parametrize(
    ("n", "noun", "words"),
    [
        (0, "document", "no documents"),
        (1, "document", "one document"),
        (12, "country", "twelve countries"),
        (1409, "word", "1,409 words"),
        (2, "share of trade", "two shares of trade"),
    ],
)
def test_counts_bend_the_noun(n, noun, words):
    assert prose.count(n, noun) == words


def test_a_template_counts_by_itself():
    said = prose.say(
        "{a:Few} of {b:count claim} {a:verb is/are} {c:few} {d:,}", a=1, b=20, c=0, d=2000
    )
    assert str(said) == "One of 20 claims is none 2,000"


def test_an_empty_sentence_and_an_empty_list_leave_no_trace():
    said = prose.say(
        "**{n:Count document}** agree.\n\n{more}\n\n- {items}", n=5, more="", items=[]
    )
    assert str(said) == "Five documents agree."
    assert said._repr_html_().count("<p>") == 1 and "<ul>" not in said._repr_html_()


def test_two_dollar_signs_stay_text_and_out_of_mathematics():
    page = prose.say("hit {a} and {b}", a="$240 billion", b="$3.9 billion")._repr_html_()
    assert "hit $240 billion and $3.9 billion" in page and "mathjax_ignore" in page


class _Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.text = [], ""

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, attrs))

    def handle_data(self, data):
        self.text += data


@given(st.text())
def test_a_value_adds_no_tag_and_keeps_its_words(value):
    reader = _Tags()
    reader.feed(prose.say("x {v} y", v=value)._repr_html_())
    assert {tag for tag, _ in reader.tags} <= {"div", "p", "bdi"}
    kept = re.sub(r"[\x00-\x1f\x7f\ufffd\ud800-\udfff\s]", "", f"x{value}y")
    assert re.sub(r"[\ufffd\s]", "", reader.text) == kept


@given(st.floats(allow_nan=False, allow_infinity=False), st.floats(allow_nan=False, allow_infinity=False))
def test_any_two_numbers_can_be_said(a, b):
    low, high = min(a, b), max(a, b)
    assert prose.number(low, "USD") and prose.interval(low, high, "percent")


@given(st.text(min_size=1), st.integers(1, 200))
def test_quotes_are_cut_to_length(text, most):
    assert len(prose.quote(text, most)) <= most + 4
