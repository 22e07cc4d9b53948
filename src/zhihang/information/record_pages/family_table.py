"""The family of a record as a table and a timeline: each member with its dates, its status, and how it is linked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from zhihang.errors import ZhihangError
from zhihang.information.record_pages.right_status import RightStatus, concluded
from zhihang.information.record_pages.status_sheet import DEAD
from zhihang.messages import Language
from zhihang.records.links import Family, FamilyGroup
from zhihang.records.record import Record
from zhihang.standards import kinds
from zhihang.standards.numbers import publication_number

WIDTH: Final = 1000
"""Units across the timeline."""


@dataclass(frozen=True, slots=True)
class Link:
    """How a member hangs together with another application: the relation and that application."""

    relation: str
    to: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A right on the timeline, in units of its width: pending, granted, what remains, publications.

    `pending`, `granted`, `remaining`: start and length, None where the days are not known.
    """

    pending: tuple[int, int] | None
    granted: tuple[int, int] | None
    remaining: tuple[int, int] | None
    publications: tuple[int, ...]
    now: int


@dataclass(frozen=True, slots=True)
class Member:
    """One document of a family 同族成员; `record` is None where the corpus only names it."""

    number: str
    office: str
    kind: str
    kind_name: str
    record: Record | None
    status: RightStatus | None
    links: tuple[Link, ...]
    is_shown: bool
    is_simple: bool
    bar: Bar | None

    @property
    def expires(self) -> date | None:
        """The last day of its term, where it is still to come or holds today."""
        if self.status is None or self.status.answer.value in DEAD:
            return None
        return self.status.term.last_day or self.status.term.end


@dataclass(frozen=True, slots=True)
class FamilyTable:
    """A family laid out: its members, and the years of its timeline with their places, in units and in percent."""

    members: tuple[Member, ...]
    years: tuple[tuple[int, int, str], ...]
    is_partial: bool

    @property
    def offices(self) -> int:
        """How many offices its members come from."""
        return len({member.office for member in self.members if member.office})

    @property
    def in_corpus(self) -> int:
        """How many members are held in the edition."""
        return sum(member.record is not None for member in self.members)

    @property
    def bars(self) -> tuple[Member, ...]:
        """The members that have a place on the timeline."""
        return tuple(member for member in self.members if member.bar)


def members_of(family: Family) -> tuple[str, ...]:
    """The numbers of all members, those of the simple family first."""
    return tuple(dict.fromkeys(number for group in (family.simple, family.extended) for number in _numbers(group)))


def family_table(
    record: Record, known: Mapping[str, str], held: Mapping[str, Record], as_of: date, language: Language
) -> FamilyTable:
    """The table of a record's family; `known`: number → id in the corpus, `held`: id → record, as far as fetched."""
    family = record.family or Family()
    numbers = members_of(family)
    statuses = _statuses([held[known[each]] for each in numbers if known.get(each) in held], as_of, language)
    axis = _axis([*held.values(), record], statuses.values(), as_of)
    simple = set(_numbers(family.simple))
    members = tuple(
        _member(number, held.get(known.get(number, "")), record, statuses, axis, number in simple, language)
        for number in numbers
    )
    is_partial = any(known.get(each) and known[each] not in held for each in numbers)
    return FamilyTable(members, axis.ticks, is_partial)


def _numbers(group: FamilyGroup | None) -> tuple[str, ...]:
    return group.members if group else ()


def _statuses(records: Sequence[Record], as_of: date, language: Language) -> dict[str, RightStatus]:
    """The status of each right, from all its documents in the family."""
    rights: dict[str, list[Record]] = {}
    for each in records:
        rights.setdefault(each.right_id, []).append(each)
    return {right: concluded(documents, as_of, language) for right, documents in rights.items()}


def _member(
    number: str,
    held: Record | None,
    shown: Record,
    statuses: Mapping[str, RightStatus],
    axis: _Axis,
    is_simple: bool,
    language: Language,
) -> Member:
    office, kind = (held.office, held.kind or "") if held else _office_and_kind(number)
    known = kinds.kind(office, kind) if kind else None
    status = statuses.get(held.right_id) if held else None
    return Member(
        number=number,
        office=office,
        kind=kind,
        kind_name=known.name(language) if known else "",
        record=held,
        status=status,
        links=_links(number, shown.family or Family()),
        is_shown=number == shown.id,
        is_simple=is_simple,
        bar=axis.bar(held, status) if held else None,
    )


def _office_and_kind(number: str) -> tuple[str, str]:
    try:
        read = publication_number(number)
    except ZhihangError:
        return (number[:2] if number[:2].isalpha() else "", "")
    return read.office, read.kind or ""


def _links(number: str, family: Family) -> tuple[Link, ...]:
    found = (Link(link.relation, link.to) for link in family.links if number in link.documents)
    return tuple(dict.fromkeys(found))


class _Axis:
    """Days as places across the timeline."""

    def __init__(self, first: date, last: date, now: date) -> None:
        self.first, self.now = date(first.year, 1, 1), now
        self.days = max((date(last.year + 1, 1, 1) - self.first).days, 1)
        step = max(1, (last.year - first.year + 1) // 8)
        years = range(first.year, last.year + 1, step)
        places = [(year, self.place(date(year, 1, 1))) for year in years]
        self.ticks = tuple((year, at, f"{at * 100 / WIDTH:.1f}%") for year, at in places)

    def place(self, day: date) -> int:
        """Where a day stands."""
        return round((day - self.first).days * WIDTH / self.days)

    def bar(self, record: Record, status: RightStatus | None) -> Bar | None:
        """The bar of a document's right; none where no day is known to draw it from."""
        filed, granted = _day(record.filing_date), _day(record.grant_date) or _day(record.registration_date)
        published = tuple(self.place(day) for day in (_day(record.publication_date),) if day)
        if status is None or not (filed or granted or published):
            return None
        value, since = status.answer.value, status.answer.since
        over = since if value in DEAD else None
        granted = granted or next((each.date for each in status.answer.evidence if each.value == "active"), None)
        upto = min(over or self.now, self.now)
        last = status.term.last_day or status.term.end
        is_alive = value in ("active", "in_grace") and last is not None and last > self.now
        return Bar(
            pending=self._span(filed, granted or upto),
            granted=self._span(granted, upto),
            remaining=self._span(self.now, last) if is_alive else None,
            publications=published,
            now=self.place(self.now),
        )

    def _span(self, start: date | None, end: date | None) -> tuple[int, int] | None:
        if start is None or end is None or end < start:
            return None
        return self.place(start), max(self.place(end) - self.place(start), 1)


def _axis(records: Iterable[Record], statuses: Iterable[RightStatus], as_of: date) -> _Axis:
    days = [
        day
        for each in records
        for day in map(_day, (each.filing_date, each.publication_date, each.grant_date, each.registration_date))
        if day
    ]
    ends = [each.term.last_day or each.term.end for each in statuses if each.answer.value in ("active", "in_grace")]
    return _Axis(min([*days, as_of]), max([*days, as_of, *(end for end in ends if end)]), as_of)


def _day(written: str | None) -> date | None:
    """A whole day; a month or a year alone is drawn nowhere."""
    return date.fromisoformat(written) if written and len(written) == 10 else None
