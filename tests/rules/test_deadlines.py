"""Deadlines: properties that hold for every office, and states."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhihang.rules.calendar import calendars
from zhihang.rules.deadlines import Deadline, deadlines
from zhihang.rules.events import event_kinds
from zhihang.rules.history import Event, History, history
from zhihang.rules.loading import rule_book
from zhihang.rules.moments import names
from zhihang.rules.rule import Repeats

BOOK = rule_book()
SCOPES = sorted(
    {
        (office, right)
        for rule in BOOK.rules.values()
        if rule.gives == "deadline"
        for office in rule.offices
        for right in rule.rights
    }
)
DAYS = st.dates(date(1996, 1, 1), date(2026, 12, 31))
EVENTS = st.builds(Event, st.sampled_from(sorted(event_kinds())), DAYS)
HISTORIES = st.builds(
    lambda scope, events: History(*scope, tuple(events), as_of=date(2026, 11, 22)),
    st.sampled_from(SCOPES),
    st.lists(EVENTS, min_size=1, max_size=7),
)


def _key(item: Deadline) -> tuple[object, ...]:
    return item.rule.rule, item.number, item.trigger, item.due, str(item.version.when)


def _speaks_of(item: Deadline) -> set[str]:
    version = item.version
    moments = [version.trigger, *version.cleared_by, *version.ended_by]
    if version.dated_by not in ("trigger", "due"):
        moments.append(version.dated_by)
    if isinstance(version.repeats, Repeats):
        moments += [moment for moment in (version.repeats.after, version.repeats.until) if moment]
    spoken = {name.partition(".")[0] for moment in moments for name in names(moment)}
    return spoken | {name.partition(".")[0] for name in (*version.when.has, *version.when.lacks, *version.when.stated)}


ROUTE_EVENTS = {"filing", "priority", "international_filing", "national_entry"}


@settings(max_examples=400)
@given(HISTORIES, EVENTS)
def test_adding_an_event_never_removes_an_unrelated_deadline(of: History, added: Event) -> None:
    before = {_key(item): item for item in deadlines(of)}
    more = History(of.office, of.right, (*of.events, added), as_of=of.as_of)
    after = {_key(item) for item in deadlines(more)}
    for key, item in before.items():
        related = added.name in _speaks_of(item) or (item.version.when.route and added.name in ROUTE_EVENTS)
        if not related:
            assert key in after


@settings(max_examples=400)
@given(HISTORIES)
def test_due_days_are_working_days_where_the_date_itself_moves(of: History) -> None:
    calendar = calendars().get(of.law_office)
    for item in deadlines(of):
        if calendar and item.due and item.version.roll == "date":
            assert calendar.is_working_day(item.due)
        if item.due and item.nominal:
            assert item.due >= item.nominal
        if item.grace_end and item.nominal:
            assert item.grace_end >= item.nominal
        assert (item.due is None) == (item.state == "unknown")
        assert item.due is not None or item.missing


@settings(max_examples=300)
@given(st.sampled_from(SCOPES), st.sampled_from(sorted(event_kinds())), DAYS)
def test_moving_the_trigger_by_a_day_never_moves_an_end_back(scope: tuple[str, str], name: str, day: date) -> None:
    def ends(on: date) -> dict[tuple[object, ...], date]:
        found = deadlines(History(*scope, (Event(name, on),), as_of=date(2026, 11, 22)))
        return {(i.rule.rule, i.number, str(i.version)): i.nominal for i in found if i.nominal}

    first, second = ends(day), ends(day + timedelta(days=1))
    for key in first.keys() & second.keys():
        assert first[key] <= second[key]


@pytest.mark.parametrize(
    ("sentence", "events", "as_of", "state"),
    [
        ("before the due date", [], "2026-03-01", "open"),
        ("within the grace period", [], "2026-06-01", "in_grace"),
        ("after it", [], "2026-10-01", "passed"),
        ("paid in time", ["annuity_payment=2026-03-01"], "2026-10-01", "done"),
        ("paid in grace", ["annuity_payment=2026-05-20"], "2026-10-01", "done_in_grace"),
        ("paid too late", ["annuity_payment=2026-09-20,year=10"], "2026-10-01", "late"),
        ("the right had ended before", ["lapse=2025-03-10"], "2026-10-01", "ended"),
        ("it had ended and came back", ["lapse=2025-03-10", "restoration=2025-08-10"], "2026-03-01", "open"),
    ],
)
def test_states_of_an_annuity(sentence: str, events: list[str], as_of: str, state: str) -> None:
    of = history("CN", "patent", ["filing=2017-03-10", "grant=2025-03-04", *events], as_of=date.fromisoformat(as_of))
    tenth = next(i for i in deadlines(of) if i.rule.rule == "cn.patent.annuity" and i.number == 10)
    assert tenth.state == state, sentence


def test_a_version_is_chosen_by_its_trigger_not_by_today() -> None:
    old = history("KR", "patent", ["office_action=2025-07-10"], as_of=date(2026, 11, 22))
    assert next(i for i in deadlines(old) if i.rule.rule == "kr.patent.reply").due == date(2025, 9, 10)


def test_what_nobody_stated_makes_an_answer_conditional() -> None:
    found = [i for i in deadlines(history("JP", "patent", ["office_action=2025-01-06"])) if i.rule.subject == "reply"]
    assert sorted(step.text("en") for item in found for step in item.condition) == [
        "if the applicant is a resident",
        "if the applicant is not a resident",
    ]


def test_an_office_without_calendar_gives_a_provisional_day() -> None:
    of = history("CA", "patent", ["priority=2022-05-15"], route="pct")
    (entry,) = deadlines(of)
    assert entry.provisional
    assert entry.grace_end == date(2025, 11, 15)
