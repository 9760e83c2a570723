"""Units: the tables agree with Pint and CLDR; symbols, nicknames, rates and counted nouns are read."""

import re

import pytest
from newsfigures.reading import nouns, units
from newsfigures.reading.spelled import table

NOT_PINT = {
    "mmbtu",
    "ppb",
    "barrel_oil_equivalent",
    "barrel_oil_equivalent / day",
    "quarter",
}  # units of trade that Pint has not
AFTER = [
    ("5 km/h in", 1, "kilometer / hour", "measure"),
    ("12 barrels a day", 2, "barrel / day", "measure"),
    ("3 bcm of", 1, "cubic meter", "measure"),
    ("5 mpg,", 1, "mile / gallon", "measure"),
    ("450 sq ft up", 3, "square foot", "measure"),
    ("450 Nm (", 3, "newton meter", "measure"),
    ("450 nm (", 3, "nanometer", "measure"),
    ("6 per cent of", 1, "percent", "percent"),
    ("6 percentage points", 1, "percentage point", "percentage_point"),
    ("25bps", 2, "basis point", "percentage_point"),
    ("7,199 Chinese yuan", 5, "CNY", "money"),
    ("12.7 dlrs a share", 4, "USD / share", "money"),
    ("180p at", 3, "pence", "money"),
    ("2,900 year-old", 5, "year of age", "age"),
    ("30' when", 2, "foot", "measure"),
]
NEAR_MISSES = [
    ("5G phone", 1),
    ("14's screen", 2),
    ("5 a day", 1),
    ("5 people", 1),
    ("1 $10 note", 1),
]
BEFORE = [("S$5", "SGD"), ("HK $5", "HKD"), ("US$5", "USD"), ("$5", "USD"), ("NT$5", "TWD"), ("RM5", "MYR")]
BEFORE += [("C$5", "CAD"), ("€5", "EUR"), ("USD 5", "USD"), ("Y=5", "JPY"), ("A$5", "AUD")]


@pytest.mark.parametrize("text, at, name, kind", AFTER)
def test_unit_after_a_number(text, at, name, kind):
    assert units.after(text, text.lower(), at)[1:3] == (name, kind)


@pytest.mark.parametrize("text, at", NEAR_MISSES)
def test_no_unit(text, at):
    assert units.after(text, text.lower(), at) is None


@pytest.mark.parametrize("text, code", BEFORE)
def test_currency_before_a_number(text, code):
    assert units.before(text, text.index("5"))[:2] == (0, code)


@pytest.mark.parametrize("text", ["won 5", "SDG 5", "Wars 5", "top 5", "the 5"])
def test_words_before_a_number_are_no_currency(text):
    assert units.before(text, text.index("5")) is None


@pytest.mark.parametrize(
    "name, words, code",
    [
        ("¥", "china said", "CNY"),
        ("¥", "tokyo and china", "JPY"),
        ("rs", "karachi", "PKR"),
        ("rs", "", "INR"),
        ("peso", "mexico", "MXN"),
        ("peso", "", "peso"),
        ("peso", "mexico and chile", "peso"),
    ],
)
def test_shared_currency_names_are_resolved_by_the_words_around(name, words, code):
    assert units.resolve(name, words) == code


@pytest.mark.parametrize(
    "text, at, noun",
    [
        ("11 documents were", 2, "document"),
        ("1,100 public housing properties, each", 5, "public housing property"),
        ("2.7m digital and physical sales", 4, "digital and physical sale"),
        ("60 fishermen", 2, "fisherman"),
        ("1,500 to", 5, None),
        ("12 in cases", 2, None),
    ],
)
def test_counted_noun(text, at, noun):
    found = nouns.noun(text, at)
    assert (found and found[1]) == noun


def test_measures_are_names_that_pint_reads():
    import pint

    registry = pint.UnitRegistry()
    names = {r["unit"] for r in table("units") if r["kind"] in ("measure", "duration")} - NOT_PINT
    for name in sorted(names - {n for n in names if "of age" in n}):
        registry.parse_units(name)


def test_currencies_are_those_of_cldr():
    from babel import Locale

    known = set(Locale("en").currencies) | {"BTC"}
    assert {r["unit"] for r in table("currencies")} <= known


def test_no_name_stands_for_two_units():
    seen = {}
    for row in [*table("units"), *table("currencies")]:
        for name in row["names"].split("|"):
            assert name == "PS" or seen.setdefault(name, row["unit"]) == row["unit"], (
                name
            )  # £ before, power after
    assert not [name for name in seen if name != name.strip() or re.search(r"\s{2}", name)]
