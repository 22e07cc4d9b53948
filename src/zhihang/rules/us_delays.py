"""An estimate of the American term adjustment from a history: which days the office and the applicant lost.

The days printed on the patent are what counts (`--days pta=N`); this shows where they come from, or what to expect
before they are printed. Delays are intervals of calendar days, so that an overlap is counted where it lies
(Wyeth v. Kappos): A, the office acted late; B, the application was pending too long; then the applicant's own delay.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from zhihang.rules.adjustments import overlapping_days
from zhihang.rules.dates import end_of_period, period
from zhihang.rules.explanation import Step
from zhihang.rules.figure import Figure, version_of
from zhihang.rules.history import History, history
from zhihang.rules.loading import RuleBook
from zhihang.rules.rule import FigureVersion

Interval = tuple[date, date]
_ACTIONS = ("office_action", "further_office_action", "grant_notice")
_DAY = timedelta(days=1)


def us_delay(book: RuleBook, events: Sequence[str]) -> Figure:
    """The estimate for the events of an application, written as on the command line."""
    return delay_estimate(history("US", "patent", events), book)


def delay_estimate(of: History, book: RuleBook) -> Figure:
    """The estimated days of adjustment. `reasons` are the days of A, of B, of their overlap, and of the applicant.

    The value is None while the filing or the grant is not known.
    """
    filed = min(of.dates("filing") + of.dates("national_entry"), default=None)
    granted = min(of.dates("grant"), default=None)
    rule, version = version_of(book, "us.patent.delay_estimate", filed)
    if filed is None or granted is None:
        missing = tuple(name for name, day in (("filing", filed), ("grant", granted)) if day is None)
        return Figure(rule, version, missing=missing)
    late_acts = list(_late_acts(of, filed, version))
    pending = list(_beyond(filed, granted, version, "pendency"))
    overlap = overlapping_days(late_acts, pending)
    applicant = _days(list(_late_replies(of, version)))
    parts = (_days(late_acts), _days(pending), overlap, applicant)
    value = max(0, parts[0] + parts[1] - overlap - applicant)
    fields = dict(zip(("a", "b", "overlap", "applicant"), parts, strict=True))
    step = Step("STEP_US_DELAY", str(value), fields, version.source)
    return Figure(rule, version, Decimal(value), "days", reasons=tuple(map(str, parts)), steps=(step,))


def _beyond(start: date, end: date, version: FigureVersion, allowed: str) -> Iterator[Interval]:
    """The days from the day after the allowed period up to and including the act."""
    limit = end_of_period(start, period(version.lists[allowed][0]))
    if end > limit:
        yield limit + _DAY, end


def _late_acts(of: History, filed: date, version: FigureVersion) -> Iterator[Interval]:
    actions = sorted(day for name in _ACTIONS for day in of.dates(name))
    if actions:
        yield from _beyond(filed, actions[0], version, "first_action")
    for reply in of.dates("reply"):
        answer = next((day for day in actions if day >= reply), None)
        if answer:
            yield from _beyond(reply, answer, version, "response")


def _late_replies(of: History, version: FigureVersion) -> Iterator[Interval]:
    for reply in of.dates("reply"):
        asked = max((day for name in _ACTIONS[:2] for day in of.dates(name) if day <= reply), default=None)
        if asked:
            yield from _beyond(asked, reply, version, "applicant")


def _days(intervals: Sequence[Interval]) -> int:
    return sum((end - start).days + 1 for start, end in intervals)
