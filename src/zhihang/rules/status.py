"""The status machine: from events, and from deadlines and terms, to one value of `standards.status` with its evidence.

What the events show is concluded; what only silence suggests is not: a fee whose payment nobody recorded becomes
*missing evidence*, unless the history records earlier payments of the same kind, which shows that it keeps them.

    >>> from zhihang.rules.history import history
    >>> status(history("CN", "patent", ["filing=2012-01-05", "grant=2015-03-04", "lapse=2020-04-24"])).value
    'lapsed'
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any

from zhihang.rules.deadlines import Deadline, deadlines
from zhihang.rules.events import event_kinds
from zhihang.rules.explanation import Step
from zhihang.rules.finding import Finding
from zhihang.rules.history import Event, History
from zhihang.rules.loading import RuleBook, package_data, rule_book
from zhihang.rules.register import RegisterEvent, flags_of, translated
from zhihang.rules.terms import Term, term
from zhihang.rules.yaml import read_yaml
from zhihang.standards.status import expand, parent


@dataclass(frozen=True, slots=True)
class Evidence:
    """One step of the status 证据: which event or rule led to which value, on which day."""

    date: date | None
    event: str
    value: str
    step: Step


@dataclass(frozen=True, slots=True)
class Stated:
    """What a source says the status is, to be compared with what the events show."""

    source: str
    value: str
    date: date | None = None


@dataclass(slots=True)
class StatusAnswer:
    """The status 法律状态 of a right on a day.

    `since`: from when it holds; `missing`: evidence that would change or secure it; `parts`: the status in single
    states where it differs; `flags`: licensed, pledged, preserved, open_license; `conflicts`: sources that contradict.
    """

    value: str
    as_of: date | None
    since: date | None = None
    evidence: tuple[Evidence, ...] = ()
    missing: tuple[Step, ...] = ()
    flags: tuple[str, ...] = ()
    parts: dict[str, str] = field(default_factory=dict)
    conflicts: tuple[Finding, ...] = ()


def status(
    of: History,
    book: RuleBook | None = None,
    *,
    register: Sequence[RegisterEvent] = (),
    stated: Sequence[Stated] = (),
) -> StatusAnswer:
    """The status that events, register codes and rules lead to, as of the day of the history."""
    book = book or rule_book()
    explicit = of.as_of is not None
    whole, parts = translated(register, of.law_office, of.right)
    of = replace(of, events=(*of.events, *whole))
    answer = _from_events(of)
    answer.parts = {state: _part(answer.value, events, of) for state, events in parts.items()}
    answer.flags = flags_of(of, register)
    _from_rules(answer, of, book, explicit)
    answer.conflicts = tuple(_conflicts(answer, stated))
    return answer


@cache
def _machine() -> dict[str, Any]:
    return dict(read_yaml(package_data() / "status" / "machine.yaml"))


def granting(of: History) -> tuple[str, ...]:
    """The events from which a right of this office and kind exists."""
    table = _machine()["granting"]
    return tuple(table.get(f"{of.law_office}/{of.right}") or table.get(of.right) or table["default"])


def _from_events(of: History) -> StatusAnswer:
    answer = StatusAnswer("unknown", of.today)
    order = {name: position for position, name in enumerate(event_kinds())}
    dated = [item for item in of.events if item.date and (of.today is None or item.date <= of.today)]
    evidence: list[Evidence] = []
    undated = next((item for item in of.events if item.name in granting(of) and item.date is None), None)
    exists = undated is not None
    if undated:  # that the right exists is known, only not since when
        answer.value = "active"
        evidence.append(Evidence(None, undated.name, "active", Step("STATUS_EVENT", None, {"event": undated.name})))
    once = {(item.date, item.name): item for item in reversed(dated)}  # a date of the record and a line may tell it
    for item in sorted(once.values(), key=lambda item: (item.date or date.min, order[item.name])):
        value = "active" if item.name in granting(of) else _value(item, exists)
        if value is None or (value == "active" and exists and answer.value == "active"):
            continue
        exists = exists or item.name in granting(of)
        answer.value, answer.since = value, item.date
        evidence.append(Evidence(item.date, item.name, value, Step("STATUS_EVENT", item.date, {"event": item.name})))
    answer.evidence = tuple(evidence)
    if not evidence:
        answer.missing = (Step("STATUS_MISSING_EVENT", None, {"event": "filing"}),)
    return answer


def _value(item: Event, exists: bool) -> str | None:
    if item.attributes.get("extent") == "partial":
        return None
    told = _machine()["events"].get(item.name, {}).get("after" if exists else "before")
    return None if told is None else str(told)


def _part(whole: str, events: Sequence[Event], of: History) -> str:
    """The status in one state: as the whole right, changed by what happened there."""
    value = whole
    exists = whole not in ("pending", "withdrawn", "refused", "unknown")
    for item in sorted(events, key=lambda item: item.date or date.min):
        value = _value(item, exists or item.name == "lapse") or value
    return value


def _from_rules(answer: StatusAnswer, of: History, book: RuleBook, explicit: bool) -> None:
    if answer.value not in ("active", "pending", "lapsed"):
        return
    items = deadlines(of, book)
    if answer.value == "lapsed":
        _restorable(answer, items, explicit)
    elif answer.value == "pending":
        answer.missing += tuple(_unmet(items))
    else:
        _fees(answer, items, of)
        if answer.value in ("active", "in_grace"):
            _expired(answer, term(of, book), items, of)


def _is_beyond(day: date | None, of: History) -> bool:
    """Whether a day lies after all that the sources could tell."""
    return day is not None and of.known_until is not None and day > of.known_until


def _restorable(answer: StatusAnswer, items: Sequence[Deadline], explicit: bool) -> None:
    for item in items:
        if item.rule.subject == "restoration" and item.trigger and item.due and explicit and answer.as_of:
            step = Step("STATUS_RESTORABLE", item.due, {"rule": item.rule.rule, "until": item.due}, item.version.source)
            if answer.as_of <= item.due and item.trigger == answer.since:
                answer.value = "restorable"
                answer.evidence += (Evidence(answer.as_of, item.rule.rule, "restorable", step),)


def _unmet(items: Sequence[Deadline]) -> Iterator[Step]:
    for item in items:
        if item.state == "passed" and item.version.missed and item.version.cleared_by:
            fields = {"events": item.version.cleared_by, "due": item.due, "status": item.version.missed.status}
            yield Step("STATUS_UNMET", item.due, fields, item.version.source)


def _fees(answer: StatusAnswer, items: Sequence[Deadline], of: History) -> None:
    """Late, unpaid and unrecorded fees of a right that exists."""
    kept = {item.rule.rule for item in items if item.done_on and item.number}
    begun = min((day for name in granting(of) for day in of.dates(name)), default=None)
    for item in items:
        missed = item.version.missed
        if item.rule.subject not in ("renewal", "use") or missed is None or not item.version.cleared_by:
            continue
        if begun and item.due and item.due < begun:  # the grant itself shows that it was paid
            continue
        fields = {"rule": item.rule.rule, "number": item.number or 1, "due": item.due}
        is_kept = item.rule.rule in kept and not _is_beyond(item.lapse_date or item.due, of)
        if item.state == "late" or (item.state == "passed" and is_kept):
            _conclude(answer, missed.status, item.lapse_date, item, fields)
            return
        if item.state == "in_grace" and is_kept:
            _conclude(answer, "in_grace", item.due, item, fields)
        elif item.state in ("passed", "in_grace"):
            answer.missing += (Step("STATUS_UNRECORDED", item.due, fields, item.version.source),)


def _conclude(answer: StatusAnswer, value: str, since: date | None, item: Deadline, fields: dict[str, Any]) -> None:
    answer.value, answer.since = value, since
    step = Step(f"STATUS_{value.upper()}", since, fields, item.version.source)
    answer.evidence += (Evidence(since, item.rule.rule, value, step),)


def _expired(answer: StatusAnswer, found: Term, items: Sequence[Deadline], of: History) -> None:
    if found.is_unlimited or found.rule is None:
        return
    if found.next_end and found.last_day and _is_beyond(found.last_day, of):  # it may have been renewed since
        return
    if found.last_day is None:
        names = found.missing or ("filing",)
        answer.missing += (Step("STATUS_MISSING_EVENT", None, {"event": names[0]}),)
        return
    late = next((item for item in items if item.rule.subject == "renewal" and item.state == "in_grace"), None)
    if late and found.next_end and answer.as_of and answer.as_of > found.last_day:
        fields = {"rule": late.rule.rule, "number": late.number or 1, "due": late.due}
        _conclude(answer, "in_grace", late.due, late, fields)
    elif answer.as_of and answer.as_of > found.last_day:
        step = Step("STATUS_EXPIRED_TERM", found.end, {"rule": found.rule.rule, "end": found.end})
        answer.value, answer.since = "expired", found.end
        answer.evidence += (Evidence(found.end, found.rule.rule, "expired", step),)


def _conflicts(answer: StatusAnswer, stated: Sequence[Stated]) -> Iterator[Finding]:
    for claim in stated:
        if answer.value in expand(claim.value) or claim.value in expand(answer.value) or claim.value == "unknown":
            continue
        if parent(answer.value) == claim.value:
            continue
        fields = {"source": claim.source, "stated": claim.value, "date": str(claim.date), "computed": answer.value}
        yield Finding("STATUS_CONFLICT", fields)
