"""Date arithmetic: months, missing days, endings."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhihang.errors import RuleError
from zhihang.rules.dates import Period, add_months, difference, end_of_period, ending, period, times, whole_years

DAYS = st.dates(date(1900, 1, 1), date(2150, 12, 31))
MONTHS = st.integers(0, 480)


@pytest.mark.parametrize(
    ("sentence", "start", "length", "style", "end"),
    [
        ("31 January plus a month, in a leap year (A01)", "2024-01-31", "1 month", "corresponding_day", "2024-02-29"),
        ("31 August plus six months (A02)", "2023-08-31", "6 months", "corresponding_day", "2024-02-29"),
        ("29 February plus a year", "2020-02-29", "1 year", "corresponding_day", "2021-02-28"),
        ("30 November plus three months (MPEP 710.01(a))", "2023-11-30", "3 months", "corresponding_day", "2024-02-29"),
        ("backwards", "2024-08-31", "-6 months", "corresponding_day", "2024-02-29"),
        ("months first, then days", "2016-06-06", "3 months 1 day", "corresponding_day", "2016-09-07"),
        ("the day before (TM Impl. Regs Art. 12)", "2016-09-07", "10 years", "day_before", "2026-09-06"),
        ("the day before, where the day is missing", "2016-02-29", "10 years", "day_before", "2026-02-28"),
        ("end of the month", "2021-05-17", "2 years", "end_of_month", "2023-05-31"),
        ("end of the year", "1936-10-19", "50 years", "end_of_year", "1986-12-31"),
        ("ultimo to ultimo (J 4/91)", "2023-02-28", "6 months", "ultimo", "2023-08-31"),
        ("ultimo from another day", "2023-02-27", "6 months", "ultimo", "2023-08-27"),
    ],
)
def test_end_of_period(sentence: str, start: str, length: str, style: str, end: str) -> None:
    assert end_of_period(date.fromisoformat(start), period(length), ending(style)) == date.fromisoformat(end), sentence


@pytest.mark.parametrize("text", ["", "3", "three years", "3 fortnights", "years", "1.5 years"])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(RuleError) as caught:
        period(text)
    assert caught.value.code == "PERIOD"


def test_unknown_ending_and_impossible_year_are_refused() -> None:
    with pytest.raises(RuleError, match="ENDING"):
        ending("whenever")
    with pytest.raises(RuleError, match="YEAR_RANGE"):
        add_months(date(9999, 1, 1), 24)


@given(DAYS, MONTHS)
def test_moving_the_start_by_a_day_never_moves_the_end_back(start: date, months: int) -> None:
    length = Period(months, 0)
    assert end_of_period(start, length) <= end_of_period(start + timedelta(days=1), length)


@given(DAYS, MONTHS)
def test_a_longer_period_ends_later(start: date, months: int) -> None:
    assert end_of_period(start, Period(months, 0)) < end_of_period(start, Period(months + 1, 0))


@given(DAYS, DAYS)
def test_difference_leads_from_start_to_end(start: date, end: date) -> None:
    start, end = sorted((start, end))
    months, days = difference(start, end)
    assert add_months(start, months) + timedelta(days=days) == end
    assert difference(end, start) == (-months, -days)


def test_whole_years_and_repeated_periods() -> None:
    assert whole_years(date(2020, 2, 29), date(2021, 2, 27)) == 0
    assert whole_years(date(2020, 2, 29), date(2024, 2, 29)) == 4
    assert times(period("12 months"), 4) == Period(48, 0)
    assert str(period("2 years")) == "2 years"
    assert str(period("18 months")) == "18 months"
    assert str(period("3 months 1 day")) == "3 months 1 day"
