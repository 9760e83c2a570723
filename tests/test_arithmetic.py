"""Intervals, slips and tilings: what must hold for any numbers."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from newsfigures.reading.relative import shifted
from newsfigures.reconciling.arithmetic import (
    Interval,
    coarse,
    growth,
    plus_percent,
    scale,
    slip,
    slip_into,
    tilings,
)

numbers = st.floats(-1e9, 1e9).filter(lambda x: x == 0 or abs(x) > 1e-6)
intervals = st.tuples(numbers, numbers).map(lambda ends: Interval(*sorted(ends)))


@given(intervals, intervals, st.floats(0, 1), st.floats(0, 1))
def test_operations_hold_every_result(a, b, s, t):
    x, y = a.low + s * (a.high - a.low), b.low + t * (b.high - b.low)
    for result, value in ((a + b, x + y), (a - b, x - y), (a * b, x * y)):
        room = 1e-6 * max(1, abs(value))
        assert result.low - room <= value <= result.high + room
    if not b.low <= 0 <= b.high and abs(y) > 1e-9:
        room = 1e-6 * max(1, abs(x / y))
        assert (a / b).low - room <= x / y <= (a / b).high + room


@given(intervals, intervals)
def test_meeting_is_mutual(a, b):
    assert a.meets(b) == b.meets(a)
    assert a.meets(b, 0.5) or not a.meets(b)


def test_touching_borders_do_not_meet_and_exact_values_do():
    assert not Interval(6.5, 7.5).meets(Interval(7.5, 8.5))
    assert Interval(6.5, 7.5).meets(Interval(7.5, 7.5))


@given(st.floats(1, 1e12), st.floats(-50, 300))
def test_growth_takes_back_what_it_gave(old, percent):
    new = old * (1 + percent / 100)
    found = growth(Interval(new, new), Interval(old, old))
    assert math.isclose(found.low, percent, abs_tol=1e-6) and plus_percent(found).low > 0


@pytest.mark.parametrize(
    "wrong, right, edit",
    [
        (4.57e9, 4.75e9, "digit swap"),
        (736_866, 763_866, "digit swap"),
        (310e6, 301e6, "digit swap"),
        (320e9, 320e6, "magnitude"),
        (5.6, 56, "magnitude"),
        (-4.1, 4.1, "sign"),
        (12, 27, None),
        (227.8, 240.1, None),
    ],
)
def test_slips_are_named(wrong, right, edit):
    found = slip_into(wrong, Interval(right, right), step=1)
    assert (found and found[0]) == edit
    assert not found or math.isclose(found[1], right)


def test_nothing_is_a_slip_of_an_open_interval():
    assert slip_into(2.06, Interval(640e6, math.inf), step=0.01) is None


@given(st.integers(10, 999_999))
def test_a_slip_never_claims_that_a_value_is_its_own_mistake(value):
    assert slip(value, lambda v: v == value, step=1) is None


@pytest.mark.parametrize(
    "start, end, step, expected",
    [
        ("2023-01-01", "2023-12-31", "P1Y", ("2022-01-01", "2022-12-31")),
        ("2024-03-01", "2024-03-31", "P1M", ("2024-02-01", "2024-02-29")),
        ("2023-01-01", "2023-03-31", "P3M", ("2022-10-01", "2022-12-31")),
        ("2024-02-29", "2024-02-29", "P1Y", ("2023-02-28", "2023-02-28")),
        ("2024-05-06", "2024-05-12", "P7D", ("2024-04-29", "2024-05-05")),
        ("", "", "P1Y", ("", "")),
    ],
)
def test_periods_move_back(start, end, step, expected):
    assert shifted(start, end, step) == expected


def test_tilings_leave_no_gap_and_no_overlap():
    quarters = {("2023-01-01", "2023-03-31"), ("2023-04-01", "2023-06-30"), ("2023-07-01", "2023-09-30")}
    last, rest = ("2023-10-01", "2023-12-31"), ("2023-04-01", "2023-12-31")
    periods = dict.fromkeys([*quarters, last, rest, ("2023-06-01", "2023-09-30")])
    found = tilings("2023-01-01", "2023-12-31", periods)
    assert sorted(map(len, found)) == [2, 4]
    assert tilings("2023-01-01", "2023-12-31", dict.fromkeys(quarters)) == []


@pytest.mark.parametrize(
    "a, b, same",
    [
        (("kilometer / hour", "measure"), ("mile / hour", "measure"), True),
        (("tonne", "measure"), ("kilogram", "measure"), True),
        (("USD", "money"), ("EUR", "money"), False),
        (("percent", "percent"), ("percentage point", "percentage_point"), False),
        (("no such unit", "measure"), ("no such unit", "measure"), True),
    ],
)
def test_units_of_one_dimension_compare(a, b, same):
    assert (scale(*a)[0] == scale(*b)[0]) == same


@settings(deadline=None)
@given(st.floats(1, 1e12), st.floats(0, 0.01))
def test_coarse_reading_only_widens(value, half):
    exact = Interval(value * (1 - half), value * (1 + half))
    wide = coarse(value, exact)
    assert (
        wide.low <= exact.low
        and wide.high >= exact.high
        and wide.high - wide.low <= 0.1 * value + exact.high - exact.low
    )
