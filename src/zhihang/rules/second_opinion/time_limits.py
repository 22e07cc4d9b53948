"""Time limits of a case: for each provision and occasion where the period ends, and until when one may still act."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from zhihang.rules.second_opinion.case import Case, Happening
from zhihang.rules.second_opinion.civil import days_from, month_end
from zhihang.rules.second_opinion.dates_in_law import date_in, moved, moved_together, occasions
from zhihang.rules.second_opinion.day_table import landing
from zhihang.rules.second_opinion.reading import Provision, Text, day_of, provisions_for
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

    @property
    def late_days(self) -> int:
        """Days added at the end because the document came late."""
        return self.receipt.late_days if self.receipt else 0


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


def _completed(frame: _Frame, limit: TimeLimit, period: str) -> TimeLimit:
    """A time limit with its end, roll-over, opening, grace, extension and lapse."""
    if limit.start is None:
        return limit
    version = frame.version
    end = moved(limit.start, period, version.get("ending", "corresponding_day"))
    nominal = limit.nominal or days_from(end, frame.late_days)
    due, act_until, foreseen = _rolled(frame.case.office, nominal, version.get("roll", "date"))
    limit = replace(limit, nominal=nominal, due=due, act_until=act_until, provisional=foreseen)
    limit = replace(limit, opens=_opening(frame, limit, period))
    limit = _with_extension(frame, _with_grace(frame, limit, period), period)
    return replace(limit, lapse_date=_lapse(version, limit))


def _with_extension(frame: _Frame, limit: TimeLimit, period: str) -> TimeLimit:
    extension = frame.version.get("extension")
    if not extension or limit.start is None or limit.nominal is None:
        return limit
    if extension.get("counted_from") == "start":
        until = days_from(moved_together(limit.start, period, extension["most"]), frame.late_days)
    else:
        until = moved(limit.nominal, extension["most"])
    found = landing(frame.case.office, until)
    return replace(limit, extendable_to=found.day, provisional=limit.provisional or found.provisional)


def _rolled(office: str, day: date, roll: str) -> tuple[date, date | None, bool]:
    if roll == "none":
        return day, None, False
    found = landing(office, day)
    if roll == "act":
        return day, found.day if found.day != day else None, found.provisional
    return found.day, None, found.provisional


def _opening(frame: _Frame, limit: TimeLimit, period: str) -> date | None:
    """The first day of the window; where a law made it longer, not before that law was in force."""
    day = _window_from(frame, limit, period)
    first = frame.version.get("opens_not_before")
    return day_of(first) if day and first and day < day_of(first) else day


def _window_from(frame: _Frame, limit: TimeLimit, period: str) -> date | None:
    version = frame.version
    opens = version.get("opens_for", {}).get(str(limit.number), version.get("opens"))
    if opens is None or limit.nominal is None or limit.start is None:
        return None
    counted = version.get("opens_on", "corresponding_day")
    if counted == "start":
        return moved_together(limit.start, period, opens)
    # From month end to month end: EPO Guidelines A-X, 5.2.4 (due 30 November 2019, payable from 31 August 2019).
    at_month_end = counted in ("ultimo", "day_after")
    day = moved(_own_due(limit, version), opens, "ultimo" if at_month_end else "corresponding_day")
    return days_from(day, 1) if counted == "day_after" else day


def _own_due(limit: TimeLimit, version: dict[str, Text]) -> date:
    """The date of an occurrence before it was put off, if it was."""
    if version.get("ending") == "end_of_month" and limit.year_begins:
        return month_end(limit.year_begins)
    return limit.nominal or date.max


def _with_grace(frame: _Frame, limit: TimeLimit, period: str) -> TimeLimit:
    grace = frame.version.get("grace")
    if not grace or limit.nominal is None or limit.start is None:
        return limit
    counted_from = grace.get("counted_from", "due")
    if counted_from == "start":
        end = moved_together(limit.start, period, grace["period"])
    elif counted_from == "trigger":
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
    if effective == "anniversary" and limit.year_begins:
        return limit.year_begins
    if effective in ("anniversary", "due"):
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
        if limit.nominal is None or _is_outside(limit, after, until):
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
        limit = replace(limit, nominal=max(month_end(begins), _put_off(frame, number) or begins))
    return _completed(frame, limit, period), begins


def _put_off(frame: _Frame, number: int) -> date | None:
    """The date before which the first number does not fall due (R.159(1)(g) EPC)."""
    repeats = frame.version["repeats"]
    if "first_not_before" not in repeats or number != int(repeats.get("first", 1)):
        return None
    return date_in(repeats["first_not_before"], frame.case)


def term_by_term(start: date, every: str, number: int) -> date:
    """The last day of the term of that number where each term begins the day after the one before it.

    CN Trademark Law Art. 40: the renewed term is counted from the day after the expiry of the one before.
    """
    end = moved(start, every, "day_before")
    for _ in range(number - 1):
        end = moved(days_from(end, 1), every, "day_before")
    return end


def _is_outside(limit: TimeLimit, after: date | None, until: date | None) -> bool:
    """Whether a grant (or another bound) puts the year of a fee on the other side.

    What counts is when the year begins, not when its fee is due: the year of the grant is the last that the European
    office asks for (Art. 86(2) EPC), and the first for which nothing more is asked afterwards (Art. 141 EPC; CN R.114).
    """
    begins = limit.year_begins
    if begins is None:
        return False
    return (after is not None and begins <= after) or (until is not None and begins > until)


def _is_far(limit: TimeLimit, case: Case) -> bool:
    return limit.nominal is not None and case.today is not None and limit.nominal > case.today
