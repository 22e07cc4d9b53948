"""The bibliographic report 著录项目报告: title page, contents, one entry a record, indexes, strategy, sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from zhihang.messages import Language
from zhihang.records.record import Record
from zhihang.reporting.bibliography.naming import product_name
from zhihang.reporting.blocks import Block, Column, Contents, Document, Index, Paragraph, Part, Table, Unshown
from zhihang.reporting.record_report import strategy
from zhihang.reporting.record_report.asking import Asking
from zhihang.reporting.record_report.entry import Pictures, entry_of
from zhihang.reporting.record_report.lines import plain, said
from zhihang.reporting.record_report.terms import INDEXES


def record_report(records: Iterable[Record], asking: Asking, pictures: Pictures | None = None) -> Document:
    """The report of some records in their order. They are read once, while the report is written.

    A search gives title page, contents, indexes and its strategy; records that were named give their entries alone.
    """
    language = asking.language
    running = (
        said("RUNNING", language, total=f"{asking.held:,}", edition=asking.edition, day=asking.day)
        if asking.is_search
        else said("RUNNING_RECORD", language, edition=asking.edition, day=asking.day)
    )
    title = asking.collection or said("REPORT" if asking.is_search else "REPORT_OF_RECORD", language)
    blocks = _search_blocks if asking.is_search else _record_blocks
    return Document(title, language, running, asking.created, blocks(records, asking, pictures))


def _record_blocks(records: Iterable[Record], asking: Asking, pictures: Pictures | None) -> Iterator[Block]:
    for number, record in enumerate(records, start=1):
        yield entry_of(record, number, asking, pictures)
    yield Unshown(said("ANNEX_UNSHOWN", asking.language))


def _search_blocks(records: Iterable[Record], asking: Asking, pictures: Pictures | None) -> Iterator[Block]:
    language = asking.language
    yield strategy.cover(asking)
    yield Contents(said("CONTENTS", language), _contents_columns(language))
    products = _Products()
    for number, record in enumerate(records, start=1):
        products.add(record)
        yield entry_of(record, number, asking, pictures)
    yield from (Index(said(f"INDEX_{index}", language), index) for index in INDEXES)
    if asking.explanation is not None:
        yield from strategy.annex(asking, asking.explanation)
    yield from products.blocks(language)
    yield Unshown(said("ANNEX_UNSHOWN", language))


def _contents_columns(language: Language) -> tuple[Column, ...]:
    return (
        Column(said("COLUMN_TITLE", language), 5),
        Column(said("COLUMN_PARTY", language), 3.2),
        Column(said("COLUMN_DATE", language), 1.5),
    )


@dataclass(slots=True)
class _Products:
    """Which official products the records came from, and in deliveries of which days."""

    records: dict[str, int] = field(default_factory=dict)
    days: dict[str, tuple[str, str]] = field(default_factory=dict)

    def add(self, record: Record) -> None:
        for product in {entry.product for entry in record.provenance}:
            self.records[product] = self.records.get(product, 0) + 1
        for entry in record.provenance:
            if entry.delivered:
                first, last = self.days.get(entry.product, (entry.delivered, entry.delivered))
                self.days[entry.product] = min(first, entry.delivered), max(last, entry.delivered)

    def blocks(self, language: Language) -> Iterator[Block]:
        if not self.records:
            return
        columns = (
            Column(said("COLUMN_SOURCE", language), 6),
            Column(said("COLUMN_DELIVERED", language), 3),
            Column(said("COLUMN_COUNT", language), 1.2, is_number=True),
        )
        rows = []
        for product, count in sorted(self.records.items(), key=lambda pair: (-pair[1], pair[0])):
            days = dict.fromkeys(self.days.get(product, ("–",)))
            rows.append(((plain(product_name(product, language)),), (plain(" – ".join(days)),), (plain(f"{count:,}"),)))
        yield Part(said("ANNEX_SOURCES", language))
        yield Paragraph(plain(said("SOURCES_NOTE", language)), is_small=True)
        yield Table(columns, tuple(rows))
