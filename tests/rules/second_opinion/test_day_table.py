"""Days on which offices rest, and the walk to the next working day."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhihang.rules.second_opinion.day_table import easter_sunday, landing, rest_days

# Easter Sundays as published for these years; 1954 and 1981 are the exceptions of the reckoning.
EASTER = [
    date(1954, 4, 18),
    date(1961, 4, 2),
    date(1981, 4, 19),
    date(2000, 4, 23),
    date(2008, 3, 23),
    date(2011, 4, 24),
    date(2023, 4, 9),
    date(2024, 3, 31),
    date(2025, 4, 20),
    date(2026, 4, 5),
    date(2038, 4, 25),
]


@pytest.mark.parametrize("sunday", EASTER, ids=str)
def test_easter_falls_where_the_church_says(sunday: date) -> None:
    assert easter_sunday(sunday.year) == sunday


@pytest.mark.parametrize(
    ("office", "day", "lands"),
    [
        ("CN", date(2026, 2, 14), date(2026, 2, 14)),  # a Saturday that is worked
        ("CN", date(2026, 2, 15), date(2026, 2, 24)),  # Spring Festival
        ("CN", date(2024, 5, 1), date(2024, 5, 6)),
        ("EP", date(2024, 3, 29), date(2024, 4, 2)),  # Good Friday to Easter Monday
        ("EP", date(2025, 12, 24), date(2025, 12, 29)),
        ("US", date(2026, 7, 3), date(2026, 7, 6)),  # Independence Day observed on Friday
        ("US", date(2025, 1, 9), date(2025, 1, 10)),  # closed for mourning
        ("JP", date(2025, 12, 29), date(2026, 1, 5)),
        ("KR", date(2025, 5, 1), date(2025, 5, 2)),  # Workers' Day
        ("WO", date(2024, 5, 9), date(2024, 5, 10)),  # Ascension
    ],
)
def test_a_last_day_lands_on_the_next_working_day(office: str, day: date, lands: date) -> None:
    assert landing(office, day).day == lands


@given(st.sampled_from(["CN", "EP", "EU", "US", "JP", "KR", "WO"]), st.dates(date(1995, 1, 1), date(2040, 12, 31)))
def test_no_day_lands_on_a_rest_day_or_jumps_over_a_working_day(office: str, day: date) -> None:
    found = landing(office, day).day
    assert found not in rest_days(office, found.year)
    between = [day + timedelta(days=n) for n in range((found - day).days)]
    assert all(passed in rest_days(office, passed.year) for passed in between)


def test_years_not_yet_published_are_provisional() -> None:
    assert landing("CN", date(2027, 3, 1)).provisional
    assert not landing("CN", date(2026, 3, 2)).provisional


def test_an_office_without_calendar_moves_nothing_and_says_so() -> None:
    found = landing("BR", date(2024, 6, 1))
    assert (found.day, found.provisional) == (date(2024, 6, 1), True)


@pytest.mark.real_data
def test_the_holidays_of_2026_are_those_of_the_state_council(shared: Path) -> None:
    with (shared / "reference" / "law" / "holidays_cn_2026.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    rest = {date.fromisoformat(row["date"]) for row in rows if row["type"] == "rest"}
    worked = {date.fromisoformat(row["date"]) for row in rows if row["type"] == "workday"}
    assert len(rest) > 30
    assert worked
    assert rest <= rest_days("CN", 2026)
    assert worked.isdisjoint(rest_days("CN", 2026))
