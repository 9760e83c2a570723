"""Numbers in digits and words: exact values, the worth of the last digit, and where the number ends."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from newsfigures.reading import numbers
from newsfigures.reading.text import Text

READ = [
    ("12,345,678 of", "12,345,678", "12345678", "1"),
    ("12,34,567.50 of", "12,34,567.50", "1234567.50", "0.01"),
    ("1.234,56 of", "1.234,56", "1234.56", "0.01"),
    ("1 234 567 of", "1 234 567", "1234567", "1"),
    ("816 000 t", "816 000", "816000", "1"),
    ("423 120 people", "423", "423", "1"),
    ("3.8bn of", "3.8bn", "3800000000", "100000000"),
    ("12.7 mln dlrs", "12.7 mln", "12700000", "100000"),
    ("2.5 lakh crore", "2.5 lakh crore", "2500000000000", "100000000000"),
    ("8-5/8 pct", "8-5/8", "8.625", "0.125"),
    ("2 1/4 miles", "2 1/4", "2.25", "0.25"),
    ("1.99×10−30 kg", "1.99×10−30", "1.99E-30", "1E-32"),
    ("3 hundred and 21", "3 hundred and 21", "321", "1"),
    ("one hundred and six", "one hundred and six", "106", "1"),
    ("two hundred and two thousand", "two hundred and two thousand", "202000", "1000"),
    ("a hundred thousand million", "hundred thousand million", "100000000000", "1000000000"),
    ("two hundred point zero three", "two hundred point zero three", "200.03", "0.01"),
    ("half a million", "half a million", "500000", "100000"),
    ("six hundred point forty-two", "six hundred point forty-two", "600.42", "0.01"),
    ("3 thousand 2 hundred and 14 men", "3 thousand 2 hundred and 14", "3214", "1"),
    ("five hundreds of them", "five hundreds", "500", "100"),
    ("two million and three quarters thousand", "two million and three quarters thousand", "2000750", "250"),
    ("one-and-a-half million", "one-and-a-half million", "1500000", "500000"),
    ("three quarters of a million", "three quarters of a million", "750000", "75000"),
    ("six million and two thirds", "six million and two thirds", "6666666.67", "333333.33"),
    ("five million and three people", "five million and three", "5000003", "1"),
    ("seven or eight", "seven", "7", "1"),
    ("٣٤٥", "٣٤٥", "345", "1"),
    ("１２３ km", "１２３", "123", "1"),
]
FORMS = [
    ("43rd", "ordinal", 43),
    ("twenty-first", "ordinal", 21),
    ("two-thirds", "fraction", Decimal(2) / 3),
    ("three thirty-fifths", "fraction", Decimal(3) / 35),
    ("⅔", "fraction", Decimal(2) / 3),
    ("sixfold", "multiple", 6),
    ("six-fold", "multiple", 6),
    ("3x", "multiple", 3),
    ("tens of thousands", "vague", 10_000),
    ("dozens", "vague", 12),
]


@pytest.mark.parametrize("text, said, value, step", READ)
def test_value_and_last_digit(text, said, value, step):
    n = numbers.read(text, numbers.finder(Text(text))(0), text)
    assert text[n.start : n.end] == said
    assert n.value == pytest.approx(Decimal(value), rel=Decimal("1e-8"))
    assert n.step == pytest.approx(Decimal(step), rel=Decimal("1e-6"))


@pytest.mark.parametrize("text, form, value", FORMS)
def test_forms(text, form, value):
    n = numbers.read(text, 0, text)
    assert (n.end, n.form, n.value) == (len(text), form, value)


def test_leading_point_belongs_to_the_number():
    n = numbers.read("a .500 record", 3, "a .500 record")
    assert (n.start, n.value) == (2, Decimal("0.500"))


def spell(n):
    """An independent speller: what a person says for a whole number below a billion."""
    small = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
    ]
    small += ["fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
    tens = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    if n < 20:
        return small[n]
    if n < 100:
        return tens[n // 10] + (f"-{small[n % 10]}" if n % 10 else "")
    for size, name in ((10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if n >= size:
            rest = n % size
            joint = " and " if 0 < rest < 100 else " "
            return f"{spell(n // size)} {name}" + (f"{joint}{spell(rest)}" if rest else "")


@given(st.integers(1, 10**9 - 1))
def test_spelled_numbers_round_trip(n):
    text = spell(n)
    found = numbers.read(text, 0, text)
    assert (found.value, found.end) == (n, len(text))


@given(st.integers(0, 10**12), st.integers(0, 4))
def test_grouped_digits_round_trip(n, places):
    text = f"{n:,}" + (f".{'7' * places}" if places else "")
    found = numbers.read(text, 0, text)
    assert (found.value, found.end) == (Decimal(text.replace(",", "")), len(text))
    assert found.step == Decimal(10) ** -places
