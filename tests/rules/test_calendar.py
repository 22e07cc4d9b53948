"""Calendars: rest days, make-up working days, years not yet published, cut-off hours."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhihang.rules.calendar import calendars, easter

OFFICES = sorted(calendars())


@pytest.mark.parametrize(
    ("sentence", "office", "day", "works"),
    [
        ("a Saturday made up for Spring Festival", "CN", "2026-02-14", True),
        ("a weekday of Spring Festival", "CN", "2026-02-16", False),
        ("an ordinary Saturday", "CN", "2026-03-07", False),
        ("a made-up Sunday of 2024", "CN", "2024-02-04", True),
        ("Easter Monday at the EPO", "EP", "2024-04-01", False),
        ("Whit Monday at the International Bureau", "WO", "2024-05-20", False),
        ("the day of mourning of 9 January 2025", "US", "2025-01-09", False),
        ("Thanksgiving", "US", "2024-11-28", False),
        ("2 January at the JPO", "JP", "2025-01-02", False),
        ("Workers' Day in Korea", "KR", "2025-05-01", False),
        ("Good Friday at EUIPO", "EU", "2025-04-18", False),
    ],
)
def test_working_days(sentence: str, office: str, day: str, works: bool) -> None:
    assert calendars()[office].is_working_day(date.fromisoformat(day)) is works, sentence


@given(st.sampled_from(OFFICES), st.dates(date(1985, 1, 1), date(2060, 12, 31)))
def test_roll_over_lands_on_a_working_day_and_never_goes_back(office: str, day: date) -> None:
    calendar = calendars()[office]
    rolled = calendar.roll(day)
    assert calendar.is_working_day(rolled.day)
    assert rolled.day >= day
    assert rolled.moved == (rolled.day != day)
    assert rolled.moved == bool(rolled.reason)


def test_a_year_without_published_calendar_is_provisional() -> None:
    calendar = calendars()["CN"]
    assert calendar.roll(date(2027, 3, 3)).provisional
    assert not calendar.roll(date(2026, 3, 3)).provisional
    assert not calendar.is_working_day(date(2027, 10, 1)), "statutory days are known in every year"


def test_days_of_a_package_are_not_verified_and_stated_ones_are() -> None:
    calendar = calendars()["CN"]
    assert calendar.roll(date(2026, 2, 16)).verified
    assert not calendar.roll(date(2025, 10, 1)).verified


def test_procedure_clock_counts_working_days() -> None:
    assert calendars()["CN"].working_days(date(2026, 2, 13), date(2026, 2, 24)) == 2


@pytest.mark.parametrize(
    ("moment", "day"), [("2024-03-01T23:30:00-05:00", "2024-03-01"), ("2024-03-02T05:30:00+00:00", "2024-03-02")]
)
def test_an_act_counts_for_the_local_day(moment: str, day: str) -> None:
    assert calendars()["US"].filing_day(datetime.fromisoformat(moment)) == date.fromisoformat(day)


def test_easter() -> None:
    assert [easter(year) for year in (1999, 2024, 2025, 2038)] == [
        date(1999, 4, 4),
        date(2024, 3, 31),
        date(2025, 4, 20),
        date(2038, 4, 25),
    ]


@pytest.mark.real_data
def test_the_arrangement_of_2026_is_complete(shared: Path) -> None:
    calendar = calendars()["CN"]
    with (shared / "reference" / "law" / "holidays_cn_2026.tsv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            assert calendar.is_working_day(date.fromisoformat(row["date"])) == (row["type"] == "workday"), row


@pytest.mark.parametrize("locale", ["C", "zh_CN.UTF-8", "de_DE.UTF-8", ""])
def test_rest_days_do_not_depend_on_the_locale_of_the_machine(locale: str) -> None:
    program = (
        "from datetime import date; from zhihang.rules.calendar import calendars; "
        "print(calendars()['WO'].is_working_day(date(2024, 5, 20)))"
    )
    environment = {"PATH": os.environ["PATH"], "LANGUAGE": locale, "LANG": locale}
    answer = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "False"
