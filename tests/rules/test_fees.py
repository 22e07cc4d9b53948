"""Fees: never negative, exact, forecast by year."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhihang.rules.fees import fees, forecast, totals, undated_schedules
from zhihang.rules.history import Event, History, history
from zhihang.rules.loading import rule_book

SCOPES = sorted(
    {(o, r) for rule in rule_book().rules.values() if rule.gives == "fee" for o in rule.offices for r in rule.rights}
)
NAMES = ("filing", "grant", "registration", "annuity_payment", "renewal_payment", "renewal", "lapse", "license")
EVENTS = st.builds(Event, st.sampled_from(NAMES), st.dates(date(2000, 1, 1), date(2026, 1, 1)))


@given(
    st.sampled_from(SCOPES),
    st.lists(EVENTS, min_size=1, max_size=6),
    st.sampled_from([None, "none", "single", "joint", "small", "micro"]),
    st.integers(0, 60),
    st.integers(1, 5),
)
def test_fees_are_never_negative_and_reductions_never_raise_them(
    scope: tuple[str, str], events: list[Event], reduction: str | None, claims: int, classes: int
) -> None:
    of = History(*scope, tuple(events), reduction=reduction, claims=claims, classes=classes, as_of=date(2026, 1, 1))
    for fee in fees(of):
        if fee.amount is not None and fee.full is not None:
            assert Decimal(0) <= fee.amount <= fee.full
        assert all(late.amount >= 0 for late in fee.late)
        assert [late.amount for late in fee.late] == sorted(late.amount for late in fee.late)


def test_the_forecast_adds_up_open_fees_by_year() -> None:
    of = history("CN", "patent", ["filing=2017-03-10", "grant=2020-03-10"], as_of=date(2026, 1, 1))
    years = forecast(fees(of), date(2026, 1, 1))
    assert years[2026] == {"CNY": Decimal(4000)}
    assert list(years) == list(range(2026, 2037))


def test_no_schedule_no_amount() -> None:
    of = history("US", "patent", ["grant=2010-03-09"], as_of=date(2026, 1, 1))
    first = fees(of)[0]
    assert first.amount is None
    assert totals([first]) == {}
    assert first.steps[-1].code == "STEP_FEE_UNKNOWN"


def test_surcharge_of_any_day() -> None:
    of = history("CN", "patent", ["filing=2017-03-10", "grant=2020-03-10"], as_of=date(2026, 1, 1))
    tenth = next(fee for fee in fees(of) if fee.number == 10)
    assert [tenth.surcharge_on(date(2026, 3, 10)), tenth.surcharge_on(date(2026, 4, 10))] == [0, 0]
    assert tenth.surcharge_on(date(2026, 4, 11)) == Decimal(200)
    assert tenth.surcharge_on(date(2026, 9, 11)) is None


@pytest.mark.parametrize(
    ("office", "right", "events", "said"),
    [
        ("CN", "patent", ["grant=2023-05-09"], ["cn.patent.annuity_fee: filing / international_filing"]),
        ("CN", "patent", ["filing=2020-02-28"], []),
        ("JP", "patent", ["filing=2020-02-28"], ["jp.patent.annuity_fee: registration"]),
    ],
)
def test_a_schedule_without_its_first_day_says_what_is_missing(
    office: str, right: str, events: list[str], said: list[str]
) -> None:
    of = history(office, right, events)
    found = undated_schedules(of, fees(of))
    assert [f"{item.fields['rule']}: {' / '.join(item.fields['events'])}" for item in found] == said
