"""One record as an entry of a report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from zhihang.records.record import Record
from zhihang.reporting.bibliography.naming import value_name
from zhihang.reporting.bibliography.sheet import RecordSheet, Source
from zhihang.reporting.blocks import Basis, Block, Column, Entry, Heading, Line, Picture, Run, Table
from zhihang.reporting.record_report import relations, rows, texts
from zhihang.reporting.record_report.asking import Asking
from zhihang.reporting.record_report.lines import muted, plain, said
from zhihang.reporting.record_report.terms import terms_of

Pictures: TypeAlias = Callable[[Record], Sequence[Picture]]
"""The pictures of a record, where its files give them."""


def entry_of(record: Record, number: int, asking: Asking, pictures: Pictures | None = None) -> Entry:
    """The entry of a record with its running number in the report."""
    sheet = RecordSheet(record, asking.language)
    titles = texts.title_runs(sheet)
    parties = record.applicants or record.owners
    day = record.publication_date or record.registration_date or record.filing_date or "–"
    party = Run(parties[0].name, parties[0].language or "") if parties else Run("–", "", "muted")
    return Entry(
        number=number,
        name=sheet.shown_number,
        kind=f"{sheet.kind} · {sheet.right}" if sheet.shows_right else sheet.kind,
        titles=titles,
        summary=(titles[0], party, Run(day)),
        blocks=tuple(_blocks(sheet, asking, pictures)),
        terms=tuple(terms_of(record, asking.language)),
    )


def _blocks(sheet: RecordSheet, asking: Asking, pictures: Pictures | None) -> Iterator[Block]:
    yield Basis(tuple(_basis(sheet, asking)))
    yield from pictures(sheet.record) if pictures is not None else ()
    yield from rows.bibliography(sheet)
    yield from rows.status(sheet)
    yield from rows.mark(sheet)
    yield from rows.goods(sheet)
    yield from texts.abstracts(sheet)
    yield from texts.claims(sheet, asking.claims)
    yield from relations.designations(sheet)
    yield from relations.family(sheet)
    yield from relations.citations(sheet)
    yield from relations.events(sheet)
    yield from rows.other(sheet)
    yield from rows.numbers(sheet)
    yield from _sources(sheet)


def _basis(sheet: RecordSheet, asking: Asking) -> Iterator[str]:
    yield sheet.office
    stated = sheet.record.status
    if stated is not None:
        yield f"{said('STATUS_STATED', sheet.language)}: {value_name('status', stated.value, sheet.language)}"
    yield said("BASIS_EDITION", sheet.language, edition=asking.edition)


def _sources(sheet: RecordSheet) -> Iterator[Block]:
    """The deliveries that filled the record, with the fields each gave."""
    if not sheet.sources:
        return
    language = sheet.language
    columns = (
        Column(said("COLUMN_SOURCE", language), 4),
        Column(said("COLUMN_FILE", language), 5),
        Column(said("COLUMN_DELIVERED", language), 1.5),
    )
    yield Heading(said("HEADING_SOURCES", language))
    yield Table(columns, tuple(_source(each) for each in sheet.sources))


def _source(each: Source) -> tuple[tuple[Line, ...], ...]:
    entry = each.entry
    place = f"{entry.file}:{entry.position}" if entry.position is not None else entry.file
    fields = (muted(", ".join(each.labels)),) if each.labels else ()
    return (plain(each.product), *fields), (plain(place),), (plain(entry.delivered or "–"),)
