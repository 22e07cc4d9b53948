"""Awards, remuneration and their split among inventors."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhihang.errors import UsageError, ZhihangError
from zhihang.messages import error_text
from zhihang.rules import incentives, indicators
from zhihang.rules.loading import rule_book

BOOK = rule_book()
AMOUNTS = st.decimals(0, 10_000_000, places=2)


@given(AMOUNTS, st.lists(st.integers(0, 100), min_size=1, max_size=8).filter(sum))
def test_parts_add_up_to_the_whole_to_the_cent(amount: Decimal, weights: list[int]) -> None:
    parts = incentives.split(amount, {str(n): weight for n, weight in enumerate(weights)})
    assert sum(parts.values()) == amount
    for n, weight in enumerate(weights):
        assert abs(parts[str(n)] - amount * weight / sum(weights)) <= Decimal("0.01")


def test_a_share_below_the_default_is_computed_and_marked() -> None:
    figure = incentives.remuneration(BOOK, "license", 200_000, "2025-03-04", agreed_share=30)
    assert (figure.value, figure.holds) == (Decimal(60_000), False)


@pytest.mark.parametrize(
    "call",
    [
        lambda: incentives.award(BOOK, "trademark", "2025-03-04"),
        lambda: incentives.award(BOOK, "patent", "1999-03-04"),
        lambda: incentives.remuneration(BOOK, "gift", 1, "2025-03-04"),
        lambda: incentives.remuneration(BOOK, "license", "much", "2025-03-04"),
        lambda: incentives.split(Decimal(1), {"a": 0}),
        lambda: indicators.agency_credit(BOOK, "2024-01-01", events={"bad_mood": None}),
        lambda: indicators.target_score(BOOK, [{"weight": 0.5, "ratio": 1}]),
    ],
)
def test_wrong_use_is_explained_in_both_languages(call: object) -> None:
    with pytest.raises(ZhihangError) as caught:
        call()  # type: ignore[operator]  # each entry is a call without arguments
    assert error_text(caught.value, "en") != error_text(caught.value, "zh")


def test_an_empty_target_is_undefined_never_zero() -> None:
    assert indicators.completion(BOOK, 3, 0).value is None
    assert indicators.target_score(BOOK, [{"weight": 1, "actual": 3, "target": 0}]).value is None


def test_deductions_stop_at_their_limit_and_at_zero() -> None:
    credit = indicators.agency_credit(BOOK, "2024-01-01", events={"abnormal_filings": 90})
    assert credit.value == 60
    credit = indicators.agency_credit(BOOK, "2024-01-01", events={"license_revoked": None, "stop_accepting": None})
    assert (credit.value, credit.grade) == (Decimal(0), "D")
    with pytest.raises(UsageError):
        indicators.credit_grade(BOOK, "high", "2024-01-01")
