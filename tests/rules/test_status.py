"""The status machine: events, register codes, rules, conflicts."""

from __future__ import annotations

from datetime import date

import pytest

from zhihang.records.events import Event as RecordEvent
from zhihang.records.events import Status
from zhihang.records.record import Record
from zhihang.rules.history import history
from zhihang.rules.record_history import history_of, register_of, stated_by
from zhihang.rules.register import RegisterEvent
from zhihang.rules.status import Stated, status
from zhihang.standards.status import statuses

GRANTED = ["filing=2012-01-05", "grant=2015-03-04"]


@pytest.mark.parametrize(
    ("sentence", "events", "value"),
    [
        ("nothing is known", [], "unknown"),
        ("filed", ["filing=2012-01-05"], "pending"),
        ("examined", ["filing=2012-01-05", "office_action=2014-01-05"], "pending"),
        ("granted", GRANTED, "active"),
        ("refused", ["filing=2012-01-05", "refusal=2014-01-05"], "refused"),
        ("refused, then appealed", ["filing=2012-01-05", "refusal=2014-01-05", "appeal=2014-03-05"], "pending"),
        ("withdrawn before grant", ["filing=2012-01-05", "withdrawal=2014-01-05"], "withdrawn"),
        ("given up after grant", [*GRANTED, "withdrawal=2016-01-05"], "surrendered"),
        ("invalidated", [*GRANTED, "invalidation=2016-01-05"], "revoked"),
        ("invalidated in part", [*GRANTED, "invalidation=2016-01-05,extent=partial"], "active"),
        ("lapsed", [*GRANTED, "lapse=2014-12-30", "lapse=2016-01-05"], "lapsed"),
        ("lapsed and restored", [*GRANTED, "lapse=2016-01-05", "restoration=2016-06-05"], "active"),
        ("a fee paid years ago, the next one not", [*GRANTED, "annuity_payment=2016-01-04"], "lapsed"),
    ],
)  # fmt: skip
def test_status_after_events(sentence: str, events: list[str], value: str) -> None:
    answer = status(history("CN", "patent", events, as_of=date(2020, 6, 1)))
    assert answer.value == value, sentence
    assert answer.value in statuses()
    assert answer.evidence or answer.missing


def test_termination_for_unpaid_annuity_in_the_chinese_register() -> None:
    """G23: CF01 of 24 April 2020."""
    answer = status(history("CN", "patent", GRANTED), register=[RegisterEvent(date(2020, 4, 24), "CF01")])
    assert (answer.value, answer.since) == ("lapsed", date(2020, 4, 24))


def test_a_right_can_be_restored_within_two_months_of_the_notice() -> None:
    events = [*GRANTED, "lapse=2020-04-24"]
    assert status(history("CN", "patent", events, as_of=date(2020, 5, 20))).value == "restorable"
    assert status(history("CN", "patent", events, as_of=date(2020, 7, 20))).value == "lapsed"


def test_one_state_of_a_european_patent_lapses_alone() -> None:
    """G24: PGFP for year 9, then PG25, both for AT."""
    lines = [
        RegisterEvent(date(2017, 1, 31), "PGFP", country="AT"),
        RegisterEvent(date(2018, 4, 24), "PG25", country="AT"),
        RegisterEvent(date(2018, 4, 24), "PGFP", country="DE"),
    ]
    answer = status(history("EP", "patent", ["filing=2008-01-05", "grant=2013-03-04"]), register=lines)
    assert (answer.value, answer.parts) == ("active", {"AT": "lapsed", "DE": "active"})


def test_unrecorded_payments_are_missing_evidence_not_a_lapse() -> None:
    answer = status(history("CN", "patent", GRANTED, as_of=date(2020, 6, 1)))
    assert answer.value == "active"
    assert [step.code for step in answer.missing] == ["STATUS_UNRECORDED"] * 5


def test_a_term_that_has_run_is_expired() -> None:
    answer = status(history("CN", "utility_model", ["filing=1999-09-06", "grant=2000-09-06"], as_of=date(2009, 9, 6)))
    assert (answer.value, answer.since) == ("expired", date(2009, 9, 6))
    last = status(history("CN", "utility_model", ["filing=1999-09-06", "grant=2000-09-06"], as_of=date(2009, 9, 5)))
    assert last.value == "active"


def test_a_mark_that_can_still_be_renewed_is_in_grace() -> None:
    mark = ["registration=2016-09-07"]
    assert status(history("CN", "trademark", mark, as_of=date(2026, 11, 22))).value == "in_grace"
    assert status(history("CN", "trademark", mark, as_of=date(2027, 3, 8))).value == "expired"
    renewed = [*mark, "renewal=2026-05-06"]
    assert status(history("CN", "trademark", renewed, as_of=date(2027, 3, 8))).value == "active"


def test_flags_come_and_go() -> None:
    lines = [RegisterEvent(date(2016, 1, 5), "PE01"), RegisterEvent(date(2016, 1, 6), "EE01")]
    of = history("CN", "patent", GRANTED, as_of=date(2017, 1, 1))
    assert status(of, register=lines).flags == ("licensed", "pledged")
    assert status(of, register=[*lines, RegisterEvent(date(2016, 9, 5), "PC01")]).flags == ("licensed",)


def test_sources_that_contradict_the_events_are_named() -> None:
    of = history("CN", "patent", [*GRANTED, "lapse=2016-01-05"], as_of=date(2020, 6, 1))
    answer = status(of, stated=[Stated("gazette", "active", date(2019, 1, 1)), Stated("export", "inactive")])
    assert [conflict.fields["source"] for conflict in answer.conflicts] == ["gazette"]
    assert "gazette" in answer.conflicts[0].text("zh")


def test_an_unknown_code_is_read_by_its_category() -> None:
    answer = status(history("CN", "patent", GRANTED), register=[RegisterEvent(date(2020, 4, 24), "ZZ99", "H")])
    assert answer.value == "lapsed"


def test_a_public_record_tells_its_history() -> None:
    record = Record(
        id="CN100000001B",
        right_id="CN-PA-200710000001",
        right="patent",
        office="CN",
        number="100000001",
        filing_date="2007-01-05",  # type: ignore[arg-type]  # partial dates are text
        grant_date="2009-03",  # type: ignore[arg-type]
        events=(RecordEvent(code="CF01", date="2015-04-24"),),  # type: ignore[arg-type]
        status=Status(value="active"),
    )
    answer = status(history_of(record), register=register_of(record), stated=stated_by(record))
    assert history_of(record).by_name["grant"][0].date is None, "a month is not turned into a day"
    assert answer.value == "lapsed"
    assert len(answer.conflicts) == 1


def test_what_was_due_before_the_grant_needs_no_evidence() -> None:
    answer = status(history("EP", "patent", ["filing=2008-01-05", "grant=2013-03-04"], as_of=date(2015, 1, 1)))
    assert (answer.value, answer.missing) == ("active", ())


def test_a_declaration_of_use_that_nobody_recorded_is_missing_evidence() -> None:
    answer = status(history("US", "trademark", ["registration=2016-06-14"], as_of=date(2024, 1, 1)))
    assert answer.value == "active"
    assert [step.fields["rule"] for step in answer.missing] == ["us.trademark.use_declaration"]
