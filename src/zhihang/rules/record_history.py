"""The history that a public record tells: its dates as events, its register lines, the status its source states."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache

from zhihang.records.record import Record
from zhihang.rules.events import event_kinds
from zhihang.rules.history import Event, History
from zhihang.rules.loading import package_data
from zhihang.rules.register import RegisterEvent, register_events, translated
from zhihang.rules.status import Stated
from zhihang.rules.yaml import read_yaml
from zhihang.standards.kinds import kind
from zhihang.standards.status import is_status

_FIELDS = (
    ("filing_date", "filing"),
    ("publication_date", "publication"),
    ("opposition_publication_date", "preliminary_publication"),
    ("grant_date", "grant"),
    ("registration_date", "registration"),
    ("first_use_date", "first_use"),
    ("creation_date", "creation"),
)


def history_of(record: Record, as_of: date | None = None) -> History:
    """The history of the right a record belongs to. A date known only to the month or year stays an undated event."""
    office, right = record.office or "", str(record.right)
    events = tuple(_events(record))
    return History(office, right, events, claims=record.claim_count, as_of=as_of, known_until=known_until([record]))


def known_until(records: Sequence[Record]) -> date | None:
    """The last day of which the sources of a right tell anything: an event, a status, a delivery."""
    written = [item.date for record in records for item in record.events]
    written += [record.status.date for record in records if record.status]
    written += [item.delivered for record in records for item in record.provenance]
    return max((day for day in map(_day, written) if day), default=None)


def register_of(record: Record) -> list[RegisterEvent]:
    """The register lines of a record, save those whose code is itself a legal event of ours."""
    return register_events([item for item in record.events if item.code not in event_kinds()])


def stated_by(record: Record) -> list[Stated]:
    """What the record's source says the status is."""
    status = record.status
    if status is None or not is_status(status.value):
        return []
    product = next((item.product for item in record.provenance), "")
    return [Stated(product or "source", status.value, _day(status.date))]


def _events(record: Record) -> Iterator[Event]:
    for key, name in _FIELDS:
        written = getattr(record, key)
        if written:
            yield Event(name, _day(written))
    if not record.grant_date and not _tells_grant(record) and _is_grant(record):
        takes_effect = record.office in _granted_on_publication()
        yield Event("grant", _day(record.publication_date) if takes_effect else None)
    for priority in record.priorities:
        if priority.date:
            yield Event("priority", _day(priority.date))
    if record.pct and record.pct.filing_date:
        yield Event("international_filing", _day(record.pct.filing_date))
    if record.pct and record.pct.national_entry:
        yield Event("national_entry", _day(record.pct.national_entry))
    for item in record.events:
        if item.code in event_kinds():
            yield Event(item.code, _day(item.date), dict(item.detail))


@cache
def _granted_on_publication() -> frozenset[str]:
    return frozenset(read_yaml(package_data() / "status" / "machine.yaml")["granted_on_publication"])


def _tells_grant(record: Record) -> bool:
    """Whether the register's own lines name the grant."""
    whole, _ = translated(register_of(record), record.office, record.right)
    return any(item.name == "grant" for item in whole)


def _is_grant(record: Record) -> bool:
    """Whether the document itself says that the right exists: its office's own kind code of a grant, as of its day."""
    if not record.kind or not record.publication_date:  # what a code means depends on the day
        return False
    known = kind(record.office, record.kind, record.publication_date)
    return known is not None and not known.is_general and known.stage == "grant"


def _day(written: str | None) -> date | None:
    """A whole day; a month or a year alone is not turned into one."""
    return date.fromisoformat(written) if written and len(written) == 10 else None
