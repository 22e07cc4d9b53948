"""The dates that law names: an event, a day said beside an event, or the earliest or latest of several."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zhihang.rules.second_opinion.case import Case, Happening, day_said
from zhihang.rules.second_opinion.civil import days_from, has_number, month_end, months_from, year_end
from zhihang.rules.second_opinion.reading import Text, length, repeatable


def moved(start: date, period: str, ending: str = "corresponding_day") -> date:
    """Where a period that begins after `start` comes to its end, nothing rolled.

    The endings other than the corresponding day: the day before it (or the last day of a month that lacks it), the
    end of that month or year, and from month end to month end (`ultimo`).
    """
    months, days = length(period)
    end = days_from(months_from(start, months), days)
    if ending == "day_before":
        return days_from(end, -1) if has_number(end, start.day) else end
    if ending == "end_of_month" or (ending == "ultimo" and start == month_end(start)):
        return month_end(end)
    return year_end(end) if ending == "end_of_year" else end


def moved_together(start: date, first: str, second: str) -> date:
    """Where two periods end that are counted as one from the same start; a negative second one shortens the first."""
    months, days = (sum(parts) for parts in zip(length(first), length(second), strict=True))
    return days_from(months_from(start, months), days)


def date_in(moment: Text, case: Case, focus: Happening | None = None) -> date | None:
    """The date that a moment of law has in a case; None if it cannot be known yet.

    Of `earliest` those count that are known; `latest` must wait for all of them.
    """
    if isinstance(moment, str):
        return _reported(moment, case, focus)
    kind = next(key for key in ("of", "earliest", "latest") if key in moment)
    parts = [moment["of"]] if kind == "of" else moment[kind]
    dates = [date_in(part, case, focus) for part in parts]
    known = [day for day in dates if day is not None]
    if not known or (kind == "latest" and len(known) < len(dates)):
        return None
    base = max(known) if kind == "latest" else min(known)
    if "plus" not in moment and "ending" not in moment:
        return base
    return moved(base, moment.get("plus", "0 days"), moment.get("ending", "corresponding_day"))


def _reported(name: str, case: Case, focus: Happening | None) -> date | None:
    event, _, key = name.partition(".")
    happened = [focus] if focus is not None and focus.name == event else case.named(event)
    if not key:
        return happened[0].day if happened else None
    said = [item.said[key] for item in happened if key in item.said]
    return day_said(said[0], name) if said else None


def events_of(moment: Text) -> Iterator[str]:
    """Every event that a moment of law speaks of."""
    if isinstance(moment, str):
        yield moment.partition(".")[0]
        return
    for key in ("of", "earliest", "latest"):
        if key in moment:
            for part in moment[key] if isinstance(moment[key], list) else [moment[key]]:
                yield from events_of(part)


def occasions(moment: Text, case: Case) -> list[Happening | None]:
    """Each time the rule speaks anew: for every event of a repeatable name, for the first of another, else once."""
    if not isinstance(moment, str) or "." in moment:
        return [None] if any(case.mentions(name) for name in events_of(moment)) else []
    # Of several priorities the earliest is meant wherever the law counts from "the" priority date (PCT Art. 2(xi)).
    if moment in repeatable() and moment != "priority":
        return [item for item in case.happenings if item.name == moment]
    happened = case.named(moment) or [item for item in case.happenings if item.name == moment]
    return list(happened[:1])
