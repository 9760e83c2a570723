"""Periods: what the words state, what is resolved from the date of the document, and what stays untold."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from newsfigures import find_figures, load
from newsfigures.loading.corpus import from_text
from newsfigures.reading import periods
from newsfigures.reading.figures import read
from newsfigures.reading.text import Text

FOUND = [  # text, date of the document, first, last, basis
    ("in 2023", "", "2023-01-01", "2023-12-31", "stated"),
    ("since February 2022", "", "2022-02-01", "", "stated"),
    ("between 2021 and 2022", "", "2021-01-01", "2022-12-31", "stated"),
    ("till 2030", "", "", "2030-12-31", "stated"),
    ("by the end of 2025", "", "", "2025-12-31", "stated"),
    ("in the first quarter of 2023", "", "2023-01-01", "2023-03-31", "stated"),
    ("in Q4 2023", "", "2023-10-01", "2023-12-31", "stated"),
    ("in the first nine months of 2023", "", "2023-01-01", "2023-09-30", "stated"),
    ("in the year to March 2021", "", "2020-04-01", "2021-03-31", "stated"),
    ("on 14 August 2027", "", "2027-08-14", "2027-08-14", "stated"),
    ("on August 14, 2027", "", "2027-08-14", "2027-08-14", "stated"),
    ("in the 1990s", "", "1990-01-01", "1999-12-31", "stated"),
    ("in 2012–13", "", "2012-01-01", "2013-12-31", "stated"),
    ("last year", "2024", "2023-01-01", "2023-12-31", "resolved"),
    ("last year", "", "", "", "unstated"),
    ("last month", "2024-01", "2023-12-01", "2023-12-31", "resolved"),
    ("last month", "2024", "", "", "unstated"),
    ("last week", "2024-05-15", "2024-05-06", "2024-05-12", "resolved"),
    ("last March", "2024-02", "2023-03-01", "2023-03-31", "resolved"),
    ("last March", "2024-05", "", "", "unstated"),  # of this year or of the last
    ("in the second half of last year", "2024", "2023-07-01", "2023-12-31", "resolved"),
    ("in the first half", "2024-05", "2023-01-01", "2023-06-30", "resolved"),
    ("on 7 May", "2024", "2024-05-07", "2024-05-07", "resolved"),
    ("in the quarter to the end of June 2023", "", "2023-04-01", "2023-06-30", "stated"),
    ("from November to March 2023", "", "2022-11-01", "2023-03-31", "stated"),
    ("from May 2021 to June 2022", "", "2021-05-01", "2022-06-30", "stated"),
    ("in December", "2024-05", "2023-12-01", "2023-12-31", "resolved"),
    ("it will rise in January", "2024-11", "2025-01-01", "2025-01-31", "resolved"),
    ("from May it will be dear", "2024-06", "2025-05-01", "2025-05-31", "resolved"),
    ("sales would start in July", "2024-01", "2024-07-01", "2024-07-31", "resolved"),
    ("sales would fall in December", "2024-01", "2023-12-01", "2023-12-31", "resolved"),
    ("more than expected in January", "2024-11", "2024-01-01", "2024-01-31", "resolved"),
    ("it will rise in the first quarter", "2024-11", "2025-01-01", "2025-03-31", "resolved"),
    ("rose by 3 percent. In December it fell", "2024-02", "2023-12-01", "2023-12-31", "resolved"),
    ("passed in June by 5 to 4, it will fail", "2024-09", "2024-06-01", "2024-06-30", "resolved"),
    ("between Oct. 1 and Feb. 14", "2010-02-15", "2009-10-01", "2010-02-14", "resolved"),
    ("between 3 and 9 May", "2024-06", "2024-05-03", "2024-05-09", "resolved"),
    ("on May 3-9", "2024-06", "2024-05-03", "2024-05-09", "resolved"),
    ("in the week to March 1", "2019-03-06", "2019-02-23", "2019-03-01", "resolved"),
    ("in the fiscal year that began on April 1, 2018", "", "2018-04-01", "2019-03-31", "stated"),
    ("in the year ending in March 2018", "", "2017-04-01", "2018-03-31", "stated"),
    ("in the first two months", "2024-01", "2023-01-01", "2023-02-28", "resolved"),
    ("the year before last", "2024", "2022-01-01", "2022-12-31", "resolved"),
    ("in the past week", "2024-05-15", "2024-05-08", "2024-05-15", "resolved"),
    ("below May's 238", "2024-06", "2024-05-01", "2024-05-31", "resolved"),
    ("two years ago", "2024-05", "2022-01-01", "2022-12-31", "resolved"),
    ("in fiscal 2024", "2024", "", "", "unstated"),
    ("in less than a year", "2024", "", "", "unstated"),
    ("on 07/05/2024", "", "2024-01-01", "2024-12-31", "stated"),  # May or July
]
NONE = [
    "it may fall",
    "they march on",
    "2,023 people",
    "$2023",
    "5.2023",
    "Theresa May paid 5",
    "a second half-time",
    "in 20231",
]
FIGURES = [  # text, date, figure -> its period and base as said
    ("In 2023 it sold 107 million tonnes, up 24% since 2022.", "24%", "In 2023", "since 2022"),
    ("Sales rose 60% in 2018 to 3.9 million, up from 2.4 million in 2017.", "2.4 million", "in 2017", ""),
    ("Sales rose 60% in 2018 to 3.9 million, up from 2.4 million in 2017.", "3.9 million", "in 2018", ""),
    ("Turnout was 66.6%, up from 62.1% in 2020.", "66.6%", "", ""),
    ("In 2024 it had 62,775 cases, in 2023 50,798 and in 2022 67,873.", "62,775", "In 2024", ""),
    ("In 2024 it had 62,775 cases, in 2023 50,798 and in 2022 67,873.", "50,798", "in 2023", ""),
    ("It had 62,775 cases in 2024, 50,798 in 2023 and 67,873 in 2022.", "50,798", "in 2023", ""),
    ("Five years ago Bello won with 57 percent. This time he got 48 percent.", "48 percent", "", ""),
    ("Profit was $5 million (£4 million) last year.", "$5 million", "last year", ""),
    ("In 2023 it paid $9 million. This includes $3 million in fines.", "$3 million", "In 2023", ""),
    ("In 2023 it paid $9 million. The fund holds $3 million.", "$3 million", "", ""),
    ("Last year exports to the two countries rose 5%.", "two", "", ""),
    ("Prices are 31% higher than a year ago.", "31%", "", "than a year ago"),
    ("It was five pct less than a year earlier.", "five pct", "", "than a year earlier"),
    ("It hired 2000 people and paid $5 million.", "$5 million", "", ""),  # 2000 is no year
    ("In June it made 5 cars, and in July 2023 it made 7 cars.", "5", "In June", ""),
    ("The ship, built in 1994, can carry 220 people.", "220", "", ""),
    ("The ship, built in 1994 for 220 people, is old.", "220", "in 1994", ""),
    ("Bello, who became mayor in 2019, has 41 aides.", "41", "", ""),
    ("The total since March 2020 is 41 cases.", "41", "since March 2020", ""),
    ("It was the worst crash since 1998 and killed 41 people.", "41", "", ""),
    ("Prices will rise 4% from July.", "4%", "from July", ""),
    ("It sold 5 million cars two years ago.", "5 million", "two years ago", ""),
    ("It sold 412 cars in 2011 (2010: 381), 91 vans.", "91", "in 2011", ""),
    ("Founded in 1921, it has 4,300 workers.", "4,300", "", ""),
    ("The contract runs until 2030 and is worth $9.", "$9", "", ""),
    ("Crude for July delivery fell to $82.", "$82", "", ""),
    ("In a report published in May it named 41 firms.", "41", "", ""),
    ("Oil fell to $82 a barrel, its lowest since March 2021.", "$82", "", ""),
]


@pytest.mark.parametrize("text, anchor, first, last, basis", FOUND)
def test_period(text, anchor, first, last, basis):
    (found,) = periods.find(Text(text), anchor)
    assert (found.first, found.last, found.basis) == (first, last, basis)


@pytest.mark.parametrize("text", NONE)
def test_no_period(text):
    assert periods.find(Text(text), "2024-05-15") == []


@pytest.mark.parametrize("text, figure, period, base", FIGURES)
def test_period_and_base_of_a_figure(text, figure, period, base):
    row = next(f for f in read(from_text(text, date="2024-05").records[0])[0] if f.text == figure)
    assert (row.period_text, row.base_text) == (period, base)


def test_previous_year_counts_back_from_the_period_of_the_figure():
    text = "Trade was up 26% last year from the previous year."
    (row,) = read(from_text(text, date="2024").records[0])[0]
    assert (row.period_start, row.base_start, row.base_end) == ("2023-01-01", "2022-01-01", "2022-12-31")


def test_no_date_no_resolution():
    assert find_figures("It earned $5 million last year.").period_basis.tolist() == ["unstated"]
    assert "resolved" in set(find_figures(load("seeds")).period_basis)


@given(st.dates(date(1600, 1, 1), date(2199, 12, 31)), st.sampled_from(["%d %B %Y", "%B %d, %Y", "%Y-%m-%d"]))
def test_full_dates_round_trip(day, form):
    text = f"on {day.strftime(form)}"
    (found,) = periods.find(Text(text))
    assert found.first == found.last == day.isoformat()


@given(
    st.text(alphabet="last next may 2024-/0123qhy since", max_size=60),
    st.sampled_from(["", "2024", "2024-05-15"]),
)
def test_intervals_are_dates_in_order(text, anchor):
    for p in periods.find(Text(text), anchor):
        ends = [date.fromisoformat(d) for d in (p.first, p.last) if d]
        assert ends == sorted(ends)
        assert (p.basis == "unstated") == (not ends)


@pytest.mark.parametrize(
    "text, firsts",
    [
        ("5% in June, 3% in July and 2% in August 2023", ["2023-06-01", "2023-07-01", "2023-08-01"]),
        ("5% in July and 2% in June 2023", ["2024-07-01", "2023-06-01"]),  # no list of months in their order
        ("a rise in June after the sale in August 2023", ["2024-06-01", "2023-08-01"]),
    ],
)
def test_months_of_a_list_share_the_year_at_its_end(text, firsts):
    assert [p.first for p in periods.find(Text(text), "2024-09")] == firsts
