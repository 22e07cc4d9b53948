"""Dates of a history as rules name them: an event, a date written at an event, or dates made from others.

Where a date is not known the result is None and the trace says what is missing. `earliest` takes the earliest of those
that are known; `latest` needs all of them, because a missing one could be later.
"""

from __future__ import annotations

from datetime import date

from zhihang.rules.dates import end_of_period, period
from zhihang.rules.events import event_kinds
from zhihang.rules.explanation import Trace, period_step
from zhihang.rules.history import Event, History
from zhihang.rules.rule import Moment, Node


def resolve(moment: Moment, of: History, trace: Trace, focus: Event | None = None) -> date | None:
    """The date that a moment means in a history. `focus`: the one of several events of a name that is meant."""
    if isinstance(moment, str):
        return _named(moment, of, trace, focus)
    if moment.of is not None:
        found = resolve(moment.of, of, trace, focus)
    elif moment.earliest:
        found = _earliest(moment, of, trace, focus)
    else:
        found = _latest(moment, of, trace, focus)
    if found is None or moment.plus is None:
        return found
    length = period(moment.plus)
    ended = end_of_period(found, length, moment.ending)
    trace.step(period_step(length, moment.ending), ended, start=found, period=length)
    return ended


def _named(name: str, of: History, trace: Trace, focus: Event | None) -> date | None:
    bare, _, attribute = name.partition(".")
    if focus is not None and focus.name == bare:
        found = _at(focus, attribute)
    else:
        dates = [day for item in of.by_name.get(bare, ()) if (day := _at(item, attribute))]
        found = dates[0] if dates else None
    if found is None:
        trace.lacks(name)
        return None
    trace.step("STEP_EVENT", found, event=name)
    return found


def _at(item: Event, attribute: str) -> date | None:
    if not attribute:
        return item.date
    written = item.attributes.get(attribute)
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        return None


def _earliest(node: Node, of: History, trace: Trace, focus: Event | None) -> date | None:
    silent = Trace(trace.citation)
    known = [day for part in node.earliest if (day := resolve(part, of, silent, focus))]
    trace.steps += silent.steps
    if not known:
        for name in names(node):
            trace.lacks(name)
        return None
    if len(known) > 1:
        trace.step("STEP_EARLIEST", min(known), dates=" · ".join(map(str, known)))
    return min(known)


def _latest(node: Node, of: History, trace: Trace, focus: Event | None) -> date | None:
    found = [resolve(part, of, trace, focus) for part in node.latest]
    known = [day for day in found if day]
    if len(known) < len(found):
        return None
    if len(known) > 1:
        trace.step("STEP_LATEST", max(known), dates=" · ".join(map(str, known)))
    return max(known)


def names(moment: Moment) -> tuple[str, ...]:
    """Every event that a moment speaks of, in the order of its text."""
    if isinstance(moment, str):
        return (moment,) if moment else ()
    parts = (moment.of,) if moment.of is not None else (*moment.earliest, *moment.latest)
    return tuple(name for part in parts for name in names(part))


def focus_event(moment: Moment) -> str | None:
    """The repeatable event that starts the period, if one does: each time it happens the rule speaks anew."""
    for name in names(moment):
        bare = name.partition(".")[0]
        kind = event_kinds().get(bare)
        if kind and kind.repeatable and bare != "priority":
            return bare
    return None
