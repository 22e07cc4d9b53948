"""Terms: adjustments, overlap, unknown ends."""

from __future__ import annotations

from datetime import date

import pytest

from zhihang.rules.adjustments import overlapping_days
from zhihang.rules.history import history
from zhihang.rules.terms import term


def test_overlap_counts_only_the_same_calendar_days() -> None:
    a = [(date(2003, 1, 1), date(2003, 1, 31))]
    b = [(date(2003, 1, 21), date(2003, 2, 20))]
    assert overlapping_days(a, b) == 11
    assert overlapping_days(a, [(date(2004, 1, 1), date(2004, 1, 31))]) == 0


def test_an_adjustment_without_evidence_of_a_request_is_only_possible() -> None:
    found = term(history("CN", "patent", ["filing=2016-03-10", "examination_request=2017-01-05", "grant=2021-09-14"]))
    assert (found.end, found.possible_end) == (date(2036, 3, 10), date(2037, 9, 14))
    assert not found.adjustments[0].applied


def test_where_the_kind_of_plant_is_not_stated_both_ends_are_shown() -> None:
    found = term(history("CN", "plant_variety", ["grant=2025-07-01"]))
    assert found.end is None
    assert {item.end for item in found.alternatives} == {date(2050, 7, 1), date(2045, 7, 1)}
    assert all(item.condition for item in found.alternatives)


def test_a_right_of_which_no_rule_speaks_has_no_term() -> None:
    found = term(history("FR", "trademark", ["registration=2020-01-02"]))
    assert (found.rule, found.end) == (None, None)


def test_extension_follows_the_disclaimer() -> None:
    of = history(
        "US",
        "patent",
        ["filing=2000-08-21", "grant=2003-02-20", "marketing_authorization=2010-07-20",
         "terminal_disclaimer=2002-01-02,until=2018-05-05"],
        days={"pta": 300, "pte": 100},
    )  # fmt: skip
    assert term(of).end == date(2018, 8, 13)


@pytest.mark.parametrize(
    ("office", "events", "missing"),
    [
        ("JP", ["filing=2020-06-10", "registration=2025-06-11"], ["examination_request"]),
        ("JP", ["filing=2020-06-10", "registration=2025-06-10"], []),
        ("JP", ["filing=2020-06-10", "examination_request=2021-06-10", "grant=2026-01-05"], ["registration"]),
        ("KR", ["international_filing=2020-06-10", "examination_request=2021-06-10", "registration=2026-01-05"],
         ["national_entry"]),
        ("CN", ["filing=2020-06-10", "grant=2026-01-05"], ["examination_request"]),
        ("CN", ["filing=2014-06-10", "grant=2020-01-05"], []),
        ("CN", ["filing=2020-06-10", "examination_request=2021-06-10", "grant=2026-01-05"], []),
    ],
)  # fmt: skip
def test_compensation_that_cannot_be_counted_says_what_is_missing(
    office: str, events: list[str], missing: list[str]
) -> None:
    found = [item for item in term(history(office, "patent", events)).findings if item.code == "DELAY_UNDATED"]
    assert [name for item in found for name in item.fields["missing"]] == missing


def test_days_as_granted_need_no_dates() -> None:
    found = term(history("JP", "patent", ["filing=2020-06-10", "registration=2026-01-05"], days={"pta": 30}))
    assert (found.end, found.findings) == (date(2040, 7, 10), ())


def test_a_term_that_cannot_be_renewed_again_names_no_further_one() -> None:
    old = ["filing=1991-02-07", "grant=1992-09-30"]
    first, renewed = (term(history("CN", "utility_model", events)) for events in (old, [*old, "renewal=1996-01-10"]))
    assert (first.end, first.next_end, renewed.end, renewed.next_end) == (
        date(1996, 2, 7), date(1999, 2, 7), date(1999, 2, 7), None,
    )  # fmt: skip
    assert ["STEP_NEXT_TERM" in [step.code for step in found.steps] for found in (first, renewed)] == [True, False]
