"""What was done about a time limit: which act met it, when, and how it stands on the day of the answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from zhihang.rules.second_opinion.case import Case, Happening
from zhihang.rules.second_opinion.dates_in_law import moved
from zhihang.rules.second_opinion.reading import Text
from zhihang.rules.second_opinion.time_limits import TimeLimit


def settled(limits: list[TimeLimit], case: Case) -> list[TimeLimit]:
    """The limits with the acts that met them and their state; an act meets one occurrence of a limit only."""
    by_rule: dict[str, list[TimeLimit]] = defaultdict(list)
    for limit in limits:
        by_rule[limit.rule].append(limit)
    found: list[TimeLimit] = []
    for of_rule in by_rule.values():
        if any(limit.number is not None for limit in of_rule):
            found += _returning(of_rule, case)
        else:
            found += [_standing(limit, _first_act(limit, case), case) for limit in of_rule]
    return found


def _acts(version: Mapping[str, Text], case: Case) -> list[Happening]:
    acts = [item for name in version.get("cleared_by", ()) for item in case.named(name)]
    return sorted(acts, key=lambda item: item.day or date.max)


def _first_act(limit: TimeLimit, case: Case) -> date | None:
    acts = [item.day for item in _acts(limit.version, case) if item.day and limit.start and item.day >= limit.start]
    return acts[0] if acts else None


def _returning(limits: list[TimeLimit], case: Case) -> list[TimeLimit]:
    """Payments are laid to the number they name; those that name none, to the fee whose time they fall in."""
    acts: list[Happening] = _acts(limits[0].version, case)
    found: list[TimeLimit] = []
    before: date | None = None
    for limit in sorted(limits, key=lambda item: item.number or 0):
        act = next((item for item in acts if _number_said(item) == limit.number), None)
        act = act or next((item for item in acts if _number_said(item) is None and _in_time(item, limit, before)), None)
        if act is not None:
            acts.remove(act)
        found.append(_standing(limit, act.day if act else None, case))
        before = limit.nominal
    return found


def _in_time(act: Happening, limit: TimeLimit, before: date | None) -> bool:
    """Whether a payment without number lies in the time of a fee: from its opening, else after the fee before it."""
    last = limit.last_day_of_grace or limit.last_day
    if act.day is None or last is None or limit.nominal is None or act.day > last:
        return False
    if limit.opens is not None:
        return act.day >= limit.opens
    return act.day > (before or moved(limit.nominal, "-1 year"))


def _standing(limit: TimeLimit, act: date | None, case: Case) -> TimeLimit:
    last, grace, today = limit.last_day, limit.last_day_of_grace, case.today
    if last is None or today is None:
        return limit
    if act is not None and act <= today:
        in_grace = grace is not None and act <= grace
        return replace(limit, state="done" if act <= last else "done_in_grace" if in_grace else "late", done_on=act)
    ended = _ended_on(limit.version, case)
    if ended is not None and ended <= min(today, max(last, grace or last)):
        return replace(limit, state="ended")
    if today <= last:
        return replace(limit, state="open")
    return replace(limit, state="in_grace" if grace and today <= grace else "passed")


def _number_said(item: Happening) -> int | None:
    """The number of the fee that a payment says it is for."""
    said = item.said.get("year") or item.said.get("number")
    return int(said) if said else None


def _ended_on(version: Mapping[str, Text], case: Case) -> date | None:
    """The first event that ended the right and with it the limit, unless the right was restored afterwards."""
    ended = [item.day for name in version.get("ended_by", ()) for item in case.named(name) if item.day]
    restored = [item.day for item in case.named("restoration") if item.day]
    return min((day for day in ended if not any(later >= day for later in restored)), default=None)
