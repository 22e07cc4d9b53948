"""Time limits of a case: for each provision and occasion where the period ends, and until when one may still act."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from importlib.resources import files

from zhihang.rules.second_opinion.case import Case, Happening
from zhihang.rules.second_opinion.civil import days_from, month_end
from zhihang.rules.second_opinion.dates_in_law import date_in, moved, occasions
from zhihang.rules.second_opinion.day_table import landing
from zhihang.rules.second_opinion.reading import Provision, Text, provisions_for, text_of
from zhihang.rules.second_opinion.receipt import Receipt, received
from zhihang.rules.second_opinion.scope import Answer, applies, is_in_force


@dataclass(frozen=True)
class TimeLimit:
    """A time limit 期限 in the second opinion; every date is None where it is not known or does not exist.

    `start` is the day after which the period runs; `nominal` its end before roll-over, `due` after it. `act_until` and
    `grace_act_until` stand where the date stays and only the act may wait. `year_begins` is the anniversary from which
    the year of a yearly fee runs, before the fee's date moves to a month's end.
    """

    rule: str
    start: date | None = None
    number: int | None = None
    year_begins: date | None = None
    nominal: date | None = None
    due: date | None = None
    act_until: date | None = None
    opens: date | None = None
    grace_nominal: date | None = None
    grace_end: date | None = None
    grace_act_until: date | None = None
    extendable_to: date | None = None
    lapse_date: date | None = None
    provisional: bool = False
    is_conditional: bool = False
    state: str = "unknown"
    done_on: date | None = None
    version: Mapping[str, Text] = field(default_factory=dict, compare=False, repr=False)

    @property
    def last_day(self) -> date | None:
        """The last day on which the act is still in time without grace."""
        return self.act_until or self.due

    @property
    def last_day_of_grace(self) -> date | None:
        """The last day on which the act is still possible; None without grace."""
        return self.grace_act_until or self.grace_end


@dataclass(frozen=True)
class _Frame:
    """What all time limits of one version and occasion share."""

    rule: str
    version: dict[str, Text]
    case: Case
    focus: Happening | None
    receipt: Receipt | None
    is_conditional: bool

    def whole(self, part: str) -> bool:
        """Whether a part of the period is counted from its start instead of from its end."""
        return part in _own_reading().get(self.rule, {}).get("from_the_start", ())

    def put_off(self, number: int) -> date | None:
        """The date before which an occurrence does not fall due on the route of the case."""
        reading = _own_reading().get(self.rule, {}).get("not_before")
        if not reading or int(reading["number"]) != number or self.case.way != reading["route"]:
            return None
        return date_in(reading["date"], self.case)


@cache
def _own_reading() -> dict[str, Text]:
    contents: dict[str, Text] = text_of(files(__package__) / "own_reading.yaml")
    return contents


def time_limits(case: Case) -> list[TimeLimit]:
    """Every time limit of a case, without saying yet whether it was met."""
    return [
        limit
        for provision in provisions_for(case.office, case.right, "deadline")
        for limit in limits_of(provision, case)
    ]


def limits_of(provision: Provision, case: Case, *, as_if_granted: bool = False) -> Iterator[TimeLimit]:
    """The time limits of one provision; with `as_if_granted` also those that only a grant would bring."""
    for version in provision.versions:
        for focus in occasions(version["trigger"], case):
            answer = applies(version, case, focus)
            if answer is Answer.NO:
                continue
            served = focus is not None and version.get("served") == "true"
            receipt = received(focus, case) if focus is not None and served else None
            frame = _Frame(provision.rule, version, case, focus, receipt, answer is Answer.PERHAPS)
            yield from _limits(frame, as_if_granted)


def _limits(frame: _Frame, as_if_granted: bool) -> Iterator[TimeLimit]:
    version = frame.version
    written = date_in(version["trigger"], frame.case, frame.focus)
    if frame.focus is not None and frame.focus.day is None:
        written = None
    start = frame.receipt.day if frame.receipt else written
    if "repeats" in version:
        yield from _returning(frame, start, as_if_granted)
        return
    dated = _dating(frame, written, moved(start, _period(frame)) if start else None)
    if not is_in_force(version, dated):
        return
    limit = TimeLimit(frame.rule, start, is_conditional=frame.is_conditional, version=version)
    is_open = dated is None and ("valid_from" in version or "valid_until" in version)
    yield limit if is_open else _completed(frame, limit, _period(frame))


def _dating(frame: _Frame, written: date | None, due: date | None) -> date | None:
    by = frame.version.get("dated_by", "trigger")
    if by == "trigger":
        return written
    return due if by == "due" else date_in(by, frame.case, frame.focus)


def _period(frame: _Frame) -> str:
    said = frame.focus.said if frame.focus else {}
    if frame.version.get("stated_period") == "true" and ("months" in said or "days" in said):
        return f"{said.get('months', '0')} months {said.get('days', '0')} days"
    return str(frame.version.get("period", "0 days"))


def _plus(first: str, second: str) -> str:
    """Two periods counted in one go from the same start; a negative second one is taken off the months."""
    sign = -1 if second.startswith("-") else 1
    unit = "years" if "year" in second else "months"
    count = sign * int(second.lstrip("- ").split()[0]) * (12 if unit == "years" else 1)
    return f"{int(first.split()[0]) + count} months"


def _completed(frame: _Frame, limit: TimeLimit, period: str, ending: str | None = None) -> TimeLimit:
    """A time limit with its end, roll-over, opening, grace, extension and lapse."""
    start = limit.start
    if start is None:
        return limit
    version, office = frame.version, frame.case.office
    late = frame.receipt.late_days if frame.receipt else 0
    end = ending or version.get("ending", "corresponding_day")
    nominal = limit.nominal or days_from(moved(start, period, end), late)
    due, act_until, foreseen = _rolled(office, nominal, version.get("roll", "date"))
    limit = replace(limit, nominal=nominal, due=due, act_until=act_until, provisional=foreseen)
    limit = replace(limit, opens=_opening(frame, limit, period))
    limit = _with_grace(frame, limit, period)
    if version.get("extension"):
        most = version["extension"]["most"]
        until = moved(start, _plus(period, most)) if frame.whole("extension") else moved(nominal, most)
        until = days_from(until, late) if frame.whole("extension") else until
        extended = landing(office, until)
        limit = replace(limit, extendable_to=extended.day, provisional=limit.provisional or extended.provisional)
    return replace(limit, lapse_date=_lapse(version, limit))


def _rolled(office: str, day: date, roll: str) -> tuple[date, date | None, bool]:
    if roll == "none":
        return day, None, False
    found = landing(office, day)
    if roll == "act":
        return day, found.day if found.day != day else None, found.provisional
    return found.day, None, found.provisional


def _opening(frame: _Frame, limit: TimeLimit, period: str) -> date | None:
    version = frame.version
    opens = version.get("opens_for", {}).get(str(limit.number), version.get("opens"))
    if opens is None or limit.nominal is None or limit.start is None:
        return None
    if frame.whole("opens"):
        return moved(limit.start, _plus(period, opens))
    # From month end to month end: EPO Guidelines A-X, 5.2.4 (due 30 November 2019, payable from 31 August 2019).
    day = moved(_own_due(limit, version), opens, "ultimo" if version.get("ending") == "end_of_month" else "")
    return days_from(day, 1) if version.get("opens_on") == "day_after" else day


def _own_due(limit: TimeLimit, version: dict[str, Text]) -> date:
    """The date of an occurrence before it was put off, if it was."""
    if version.get("ending") == "end_of_month" and limit.year_begins:
        return month_end(limit.year_begins)
    return limit.nominal or date.max


def _with_grace(frame: _Frame, limit: TimeLimit, period: str) -> TimeLimit:
    grace = frame.version.get("grace")
    if not grace or limit.nominal is None or limit.start is None:
        return limit
    if frame.whole("grace"):
        end = moved(limit.start, _plus(period, grace["period"]))
    elif grace.get("counted_from") == "trigger":
        end = moved(limit.start, grace["period"])
    else:
        end = moved(limit.nominal, grace["period"], grace.get("ending", "corresponding_day"))
    day, act_until, foreseen = _rolled(frame.case.office, end, grace.get("roll", "date"))
    foreseen = limit.provisional or foreseen
    return replace(limit, grace_nominal=end, grace_end=day, grace_act_until=act_until, provisional=foreseen)


def _lapse(version: dict[str, Text], limit: TimeLimit) -> date | None:
    missed = version.get("missed")
    if not missed:
        return None
    effective = missed.get("effective", "end")
    if effective == "due":
        return limit.nominal
    return limit.grace_nominal if effective == "grace_end" else limit.grace_end or limit.due


def _returning(frame: _Frame, start: date | None, as_if_granted: bool) -> Iterator[TimeLimit]:
    """The occurrences of a limit that returns, in their order."""
    repeats = frame.version["repeats"]
    if start is None:
        yield TimeLimit(frame.rule, is_conditional=frame.is_conditional, version=frame.version)
    after, until = (_bound(repeats.get(key), frame) for key in ("after", "until"))
    if start is None or ("after" in repeats and after is None and not as_if_granted):
        return
    for number, period in _numbers(repeats):
        limit, period_end = _occurrence(frame, start, number, period)
        if limit.nominal is None or _is_outside(frame, limit, after, until):
            continue
        if is_in_force(frame.version, _dating(frame, start, period_end)):
            yield limit
        if "last" not in repeats and "periods" not in repeats and _is_far(limit, frame.case):
            return


def _bound(moment: Text, frame: _Frame) -> date | None:
    return date_in(moment, frame.case) if moment else None


def _numbers(repeats: dict[str, Text]) -> Iterator[tuple[int, str]]:
    if "periods" in repeats:
        yield from enumerate(repeats["periods"], start=1)
        return
    count, unit = repeats["every"].split()
    offset = int(repeats.get("offset", 0))
    for number in range(int(repeats.get("first", 1)), int(repeats.get("last", 60)) + 1):
        yield number, f"{int(count) * (number + offset) * (12 if unit.startswith('year') else 1)} months"


def _occurrence(frame: _Frame, start: date, number: int, period: str) -> tuple[TimeLimit, date]:
    """One occurrence and the corresponding day on which its period ends before the date moves to a month's end."""
    ending = frame.version.get("ending", "corresponding_day")
    begins = moved(start, period)
    base = TimeLimit(frame.rule, start, is_conditional=frame.is_conditional, version=frame.version)
    limit = replace(base, number=number, year_begins=begins)
    if ending == "day_before":
        limit = replace(limit, nominal=term_by_term(start, frame.version["repeats"]["every"], number))
    elif ending == "end_of_month":
        put_off = frame.put_off(number)
        limit = replace(limit, nominal=max(month_end(begins), put_off or begins))
    return _completed(frame, limit, period), begins


def term_by_term(start: date, every: str, number: int) -> date:
    """The last day of the term of that number where each term begins the day after the one before it.

    CN Trademark Law Art. 40: the renewed term is counted from the day after the expiry of the one before.
    """
    end = moved(start, every, "day_before")
    for _ in range(number - 1):
        end = moved(days_from(end, 1), every, "day_before")
    return end


def _is_outside(frame: _Frame, limit: TimeLimit, after: date | None, until: date | None) -> bool:
    """Whether a grant (or another bound) puts the year of a fee on the other side.

    What counts is when the year begins, not when its fee is due: the year of the grant is the last that the European
    office asks for (Art. 86(2) EPC), and the first for which nothing more is asked afterwards (Art. 141 EPC; CN R.114).
    """
    begins = limit.year_begins
    if begins is None:
        return False
    to_the_month = frame.version.get("ending") == "end_of_month"
    too_early = after is not None and (begins < after if to_the_month else begins <= after)
    too_late = until is not None and begins >= until
    return too_early or too_late


def _is_far(limit: TimeLimit, case: Case) -> bool:
    return limit.nominal is not None and case.today is not None and limit.nominal > case.today


def number_said(item: Happening) -> int | None:
    """The number of the fee that a payment says it is for."""
    said = item.said.get("year") or item.said.get("number")
    return int(said) if said else None


def ended_on(version: Mapping[str, Text], case: Case) -> date | None:
    """The first event that ended the right and with it the limit, unless the right was restored afterwards."""
    ended = [item.day for name in version.get("ended_by", ()) for item in case.named(name) if item.day]
    restored = [item.day for item in case.named("restoration") if item.day]
    return min((day for day in ended if not any(later >= day for later in restored)), default=None)
