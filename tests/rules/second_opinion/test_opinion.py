"""The second opinion as it is asked for: the arguments of the command line, and what cannot be meant."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from zhihang.errors import UsageError
from zhihang.rules.second_opinion import opinion
from zhihang.rules.second_opinion.opinion import Opinion
from zhihang.rules.second_opinion.time_limits import TimeLimit


def _limit(found: Opinion, rule: str, number: int | None = None) -> TimeLimit:
    return next(item for item in found.deadlines if item.rule == rule and item.number == number)


@pytest.mark.parametrize(
    ("event", "code"),
    [
        ("fileing=2020-01-01", "EVENT_NAME"),
        ("filing=2020-02-30", "DAY"),
        ("filing=yesterday", "DAY"),
        ("filing=2020-01-01,electronic", "EVENT_ATTRIBUTE"),
        ("office_action=2020-01-01,received=soon", "DAY"),
    ],
)
def test_what_cannot_be_read_is_refused(event: str, code: str) -> None:
    with pytest.raises(UsageError) as raised:
        opinion([event], "CN", "patent")
    assert raised.value.code == code


def test_an_event_without_date_gives_no_date() -> None:
    found = opinion(["filing="], "CN", "patent")
    assert found.terms.end is None
    assert {item.due for item in found.deadlines} == {None}


def test_an_unknown_office_has_no_opinion() -> None:
    found = opinion(["filing=2020-01-01"], "XX", "patent")
    assert found.deadlines == ()
    assert found.annuities == ()


def test_codes_of_the_european_office_for_marks_are_understood() -> None:
    assert opinion(["filing=2020-04-15"], "EM", "trademark") == opinion(["filing=2020-04-15"], "EU", "trademark")


def test_the_words_none_and_nothing_mean_no_reduction() -> None:
    events = ["filing=2021-06-15", "grant=2023-06-06"]
    assert opinion(events, "CN", "patent", reduction="none") == opinion(events, "CN", "patent")


def test_a_reduced_annuity_keeps_its_full_surcharge() -> None:
    events = ["filing=2017-03-10", "grant=2020-03-10", "annuity_payment=2026-05-20,year=10"]
    found = opinion(events, "CN", "patent", reduction="single")
    fee = next(item for item in found.annuities if item.number == 10)
    assert (fee.amount, fee.surcharge) == (Decimal(600), Decimal(400))


def test_an_unstated_route_is_read_from_the_events() -> None:
    found = opinion(["international_filing=2022-03-01"], "EP", "patent")
    assert not _limit(found, "ep.patent.national_phase").is_conditional
    direct = opinion(["filing=2022-03-01"], "EP", "patent")
    assert all(item.rule != "ep.patent.national_phase" for item in direct.deadlines)


def test_residence_that_nobody_stated_leaves_both_answers() -> None:
    both = [item for item in opinion(["office_action=2025-01-03"], "JP", "patent").deadlines if item.is_conditional]
    assert sorted(item.due for item in both if item.due) == [date(2025, 3, 4), date(2025, 4, 3)]
    resident = opinion(["office_action=2025-01-03"], "JP", "patent", origin="resident")
    assert _limit(resident, "jp.patent.reply").due == date(2025, 3, 4)


@pytest.mark.parametrize(
    ("as_of", "state"),
    [
        (date(2026, 2, 28), "open"),
        (date(2026, 3, 1), "in_grace"),
        (date(2026, 8, 28), "in_grace"),
        (date(2026, 8, 29), "passed"),
    ],
)
def test_the_state_is_that_of_the_day_of_the_answer(as_of: date, state: str) -> None:
    found = opinion(["filing=2020-02-29", "grant=2023-05-09"], "CN", "patent", as_of=as_of)
    assert _limit(found, "cn.patent.annuity", 7).state == state


def test_an_event_more_never_takes_away_an_unrelated_limit() -> None:
    events = ["filing=2020-03-02", "grant=2023-05-09"]
    before: Any = {(item.rule, item.number, item.due) for item in opinion(events, "CN", "patent").deadlines}
    after = {(d.rule, d.number, d.due) for d in opinion([*events, "license=2024-03-04"], "CN", "patent").deadlines}
    assert before < after


def test_a_late_application_for_a_layout_design_gives_no_term() -> None:
    found = opinion(["filing=2024-03-02", "first_marketing=2022-03-01"], "CN", "layout_design")
    assert found.terms.is_barred
    assert found.terms.end is None
