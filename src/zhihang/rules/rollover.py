"""Roll-over: what becomes of a last day on which the office is closed."""

from __future__ import annotations

from datetime import date

from zhihang.rules.calendar import Rolled, calendars
from zhihang.rules.explanation import Trace
from zhihang.rules.history import History
from zhihang.rules.rule import Roll


def rolled(nominal: date, roll: Roll, of: History, trace: Trace) -> tuple[date, date | None]:
    """The last day after roll-over, and the day until which the act may wait where the date itself stays."""
    if roll == "none":
        return nominal, None
    calendar = calendars().get(of.law_office)
    if calendar is None:
        trace.provisional = True
        trace.step("STEP_NO_CALENDAR", nominal, office=of.office)
        return nominal, None
    moved = calendar.roll(nominal)
    if not (moved.moved or moved.provisional):
        return nominal, None
    article, trace.citation = trace.citation, calendar.source(nominal.year)
    result = _after_rest(moved, nominal, roll, of, trace)
    trace.citation = article
    return result


def _after_rest(moved: Rolled, nominal: date, roll: Roll, of: History, trace: Trace) -> tuple[date, date | None]:
    trace.provisional = trace.provisional or moved.provisional
    if moved.provisional:
        trace.step("STEP_CALENDAR_UNPUBLISHED", moved.day, year=nominal.year, office=of.office)
    if not moved.moved:
        return nominal, None
    trace.verified = trace.verified and moved.verified
    trace.step("STEP_ROLLED" if roll == "date" else "STEP_ACT_UNTIL", moved.day, day=nominal, reason=moved.reason)
    return (moved.day, None) if roll == "date" else (nominal, moved.day)
