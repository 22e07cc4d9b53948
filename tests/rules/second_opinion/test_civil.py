"""Counting by walking along the row of days."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhihang.errors import RuleError
from zhihang.rules.second_opinion.civil import (
    anniversaries_until,
    days_from,
    has_number,
    is_leap_year,
    month_end,
    months_from,
    whole_years_before,
    year_end,
)

days = st.dates(date(1900, 1, 1), date(2250, 12, 31))


@given(days, st.integers(-600, 600))
def test_the_corresponding_day_bears_the_same_number_or_ends_the_month(day: date, months: int) -> None:
    found = months_from(day, months)
    total = day.year * 12 + day.month - 1 + months
    assert (found.year, found.month) == (total // 12, total % 12 + 1)
    assert found.day == min(day.day, calendar.monthrange(found.year, found.month)[1])


@given(days, st.integers(-4000, 4000))
def test_days_are_counted_one_by_one(day: date, count: int) -> None:
    assert days_from(day, count) == day + timedelta(days=count)


@given(days)
def test_months_and_years_end_where_the_calendar_says(day: date) -> None:
    assert month_end(day).day == calendar.monthrange(day.year, day.month)[1]
    assert (month_end(day).year, month_end(day).month) == (day.year, day.month)
    assert year_end(day) == date(day.year, 12, 31)


@given(days, st.integers(0, 300))
def test_moving_a_start_by_a_day_never_moves_the_end_back(day: date, months: int) -> None:
    assert months_from(day, months) <= months_from(day + timedelta(days=1), months)


@pytest.mark.parametrize(("year", "leaps"), [(1900, False), (2000, True), (2024, True), (2100, False), (2023, False)])
def test_leap_years_follow_the_gregorian_reform(year: int, leaps: bool) -> None:
    assert is_leap_year(year) is leaps


def test_a_month_without_the_day_lacks_its_number() -> None:
    assert not has_number(date(2023, 2, 10), 29)
    assert has_number(date(2024, 2, 10), 29)


def test_anniversaries_of_a_leap_day_come_on_the_last_of_february() -> None:
    assert anniversaries_until(date(2020, 2, 29), date(2021, 2, 27)) == 0
    assert anniversaries_until(date(2020, 2, 29), date(2021, 2, 28)) == 1
    assert whole_years_before(date(2036, 3, 10), date(2037, 7, 16)) == 1
    assert whole_years_before(date(2036, 3, 10), date(2036, 3, 10)) == 0


def test_a_day_far_outside_the_row_is_refused() -> None:
    with pytest.raises(RuleError) as raised:
        months_from(date(1500, 1, 1), 12)
    assert raised.value.code == "YEAR_RANGE"
