"""Whether a deadline was met: done, late, in grace, passed without a recorded act, or ended with the right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from zhihang.rules.history import Event, History

if TYPE_CHECKING:
    from zhihang.rules.deadlines import Deadline


class Payments:
    """The acts that clear a returning deadline, each used once: by its number if stated, else by its day."""

    def __init__(self, cleared_by: Sequence[str], of: History, base: date) -> None:
        acts = [item for name in cleared_by for item in of.by_name.get(name, ()) if item.date and item.date >= base]
        acts = [item for item in acts if _known(item, of)]
        self._open = sorted(acts, key=lambda item: item.date or date.max)

    def for_number(self, number: int, previous: date, item: Deadline) -> Event | None:
        """The act for the occurrence of that number, due after `previous`."""
        found = next((act for act in self._open if act.attributes.get("year") == str(number)), None)
        if found is None:
            found = next(
                (act for act in self._open if "year" not in act.attributes and _within(act, previous, item)), None
            )
        if found is not None:
            self._open.remove(found)
        return found


def _known(act: Event, of: History) -> bool:
    """Whether an act had happened on the day of the answer."""
    return act.date is not None and (of.as_of is None or act.date <= of.as_of)


def _within(act: Event, previous: date, item: Deadline) -> bool:
    last = item.last_day
    if act.date is None or last is None or act.date > last:
        return False
    return act.date >= item.opens if item.opens else act.date > previous


def state_of(item: Deadline, of: History, act: Event | None) -> None:
    """Sets `state` and `done_on` of a deadline from what the history records until its day."""
    if item.due is None:
        return
    if act is None and item.number is None:
        act = _first(item.version.cleared_by, of, item.trigger)
    in_time = item.act_until or item.due
    if act is not None and act.date is not None:
        item.done_on = act.date
        last = item.last_day or in_time
        item.state = "done" if act.date <= in_time else "done_in_grace" if act.date <= last else "late"
        return
    if _ended(item, of):
        item.state = "ended"
        return
    today = of.today
    if today is None or today <= in_time:
        item.state = "open"
    else:
        item.state = "in_grace" if item.grace_end and item.last_day and today <= item.last_day else "passed"


def _first(cleared_by: Sequence[str], of: History, since: date | None) -> Event | None:
    acts = [
        act
        for name in cleared_by
        for act in of.by_name.get(name, ())
        if act.date and (since is None or act.date >= since) and _known(act, of)
    ]
    return min(acts, key=lambda act: act.date or date.max, default=None)


def _ended(item: Deadline, of: History) -> bool:
    last = item.last_day
    if last is None:
        return False
    known = min(last, of.as_of or last)
    ends = [day for name in item.version.ended_by for day in of.dates(name) if day <= known]
    return any(not any(back >= day for back in of.dates("restoration")) for day in ends)
