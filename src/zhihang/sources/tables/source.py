"""Tables as sources: recognised by their header row, read row by row, each by its mapping.

Delimited text is recognised by the names in its first rows. A workbook shows its header only once it is unpacked, so
one source (`workbook`) takes all workbooks and finds the mapping of each sheet; its records carry that mapping's
product.
"""

from __future__ import annotations

import hashlib
import io
import json
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO, cast

import msgspec

from zhihang.errors import SourceError
from zhihang.messages import Language
from zhihang.records.problem import Problem
from zhihang.sources.coverage import Coverage, LeftAside, Step
from zhihang.sources.reference_files import stands_beside
from zhihang.sources.source import Chunk, Head, Outcome, Place, Source
from zhihang.sources.tables.delimited import DELIMITERS, Row, delimited_rows
from zhihang.sources.tables.encoding import PIECE, decode_sample, encoding_of
from zhihang.sources.tables.header import header_row, letters, nameless, unknown_columns
from zhihang.sources.tables.json_rows import is_json_table, json_records, split_rows
from zhihang.sources.tables.lines import columns, is_list, line_rows
from zhihang.sources.tables.loading import mappings_in, shipped_mappings
from zhihang.sources.tables.mapping import Mapping
from zhihang.sources.tables.record import records
from zhihang.sources.tables.workbook import is_workbook, sheets

ROWS, CHARACTERS = 500, 4 << 20
"""A chunk ends after so many rows or characters."""

WORKBOOK = "workbook"
ASIDE = "aside"
"""What a chunk's context says of a sheet that is left aside: the word for it."""

_SPOOL = 1 << 20
_Found = tuple[Mapping, int, tuple[str, ...]]
"""A mapping, the number of the header row, and its names."""


@dataclass(frozen=True, slots=True)
class TableSource(Source):
    """The source of one mapping 表格数据源: its title and coverage are those of the mapping."""

    mapping: Mapping | None = None

    @property
    def fingerprint(self) -> str:
        """A digest of the mapping: the same file read by another mapping is another delivery."""
        form = msgspec.json.encode(self.mapping, order="deterministic")
        return hashlib.sha256(form).hexdigest()[:16] if self.mapping else ""

    def title(self, language: Language = "en") -> str:
        """The product's name for people, from the mapping."""
        return self.mapping.title[language] if self.mapping else Source.title(self, language)

    def read_and_aside(self) -> Coverage:
        """The columns that are read and those left aside, as the coverage of any source."""
        return mapping_coverage(self.mapping) if self.mapping else Coverage((), (), Step())


def mapping_coverage(mapping: Mapping) -> Coverage:
    """The columns of a mapping as a coverage: names that are read, names left aside with their reason."""
    read = tuple(name for column in mapping.columns for name in column.names)
    aside = tuple(LeftAside(name, column.reason) for column in mapping.aside for name in column.names)
    return Coverage(read, aside, Step())


def table_source(mapping: Mapping) -> TableSource:
    """The source of a mapping, for delimited text and, where it is asked for by name, for workbooks."""
    return TableSource(
        name=mapping.product,
        recognise=partial(_recognise, mapping),
        split=partial(split, (mapping,)),
        parse=partial(_parse, (mapping,)),
        mapping=mapping,
    )


def workbook_source(mappings: tuple[Mapping, ...]) -> Source:
    """The source of workbooks, whose sheets are read by the mappings that recognise them."""
    tables = tuple(mapping for mapping in mappings if mapping.layout == "table")
    return Source(
        name=WORKBOOK,
        recognise=_is_workbook_head,
        split=partial(split, tables),
        parse=partial(_parse, tables),
    )


def _is_workbook_head(head: Head) -> bool:
    return is_workbook(head.data)


def sources_of(mappings: Iterable[Mapping]) -> tuple[Source, ...]:
    """The sources of some mappings: the one that asks for most columns goes first, the workbooks' last."""
    ordered = tuple(sorted(mappings, key=lambda mapping: -len(mapping.recognise.headers)))
    return (*(table_source(mapping) for mapping in ordered), workbook_source(ordered))


def sources_in(folder: Path | str) -> tuple[Source, ...]:
    """The sources of a user's own folder of mappings, together with the shipped ones for workbooks."""
    own = mappings_in(folder)
    names = {mapping.product for mapping in own}
    return sources_of((*own, *(mapping for mapping in shipped_mappings() if mapping.product not in names)))


def _recognise(mapping: Mapping, head: Head) -> bool:
    if mapping.layout == "lines":  # titles may hold tags (`<sup>`)
        return is_list(head.text, mapping.line)
    if head.root is not None or is_workbook(head.data):
        return False
    if mapping.layout == "json":
        return is_json_table(mapping, head)
    return any(header_row(rows, mapping) for rows in _first_rows(head.data))


@lru_cache(maxsize=4)
def _first_rows(data: bytes) -> tuple[tuple[Row, ...], ...]:
    """The rows that the beginning of a file holds, read with each of the usual delimiters."""
    encoding = encoding_of(io.BytesIO(data))
    text = decode_sample(data, encoding).encode("utf-8", "replace")
    return tuple(_rows_only(io.BytesIO(text), "utf-8", delimiter) for delimiter in DELIMITERS)


def _rows_only(stream: BinaryIO, encoding: str, delimiter: str, number: int = 200) -> tuple[Row, ...]:
    """The first rows, whatever is wrong with others."""
    place = Place(file="", product="")
    found = delimited_rows(stream, encoding, delimiter, place)
    return tuple(row for row in islice(found, number) if not isinstance(row, Problem))


def split(mappings: tuple[Mapping, ...], stream: BinaryIO, place: Place) -> Iterator[Chunk | Problem]:
    """The rows of a file in chunks, below the header that one of the mappings recognises."""
    if mappings[0].layout == "json" and len(mappings) == 1:
        yield from split_rows(mappings[0], stream, place)
        return
    with tempfile.SpooledTemporaryFile(max_size=_SPOOL) as spool:
        while block := stream.read(PIECE):
            spool.write(block)
        spool.seek(0)
        data = spool.read(PIECE)
        spool.seek(0)
        whole = cast(BinaryIO, spool)
        if not data.strip():
            yield place.problem("empty", fatal=True)
        elif is_workbook(data):
            yield from _split_workbook(mappings, whole, place)
        else:
            yield from _split_text(mappings, whole, place)


def _split_text(mappings: tuple[Mapping, ...], stream: BinaryIO, place: Place) -> Iterator[Chunk | Problem]:
    for mapping in mappings:
        encoding = mapping.encoding or encoding_of(stream)
        if mapping.layout == "lines":
            lines = line_rows(stream, encoding, mapping.line, place)
            yield from _chunks((mapping, 0, columns(mapping.line)), lines, place)
            return
        for delimiter in (mapping.delimiter,) if mapping.delimiter else DELIMITERS:
            stream.seek(0)
            found = header_row(_rows_only(stream, encoding, delimiter), mapping)
            if found:
                stream.seek(0)
                rows = delimited_rows(stream, encoding, delimiter, place)
                yield from _chunks((mapping, *found), rows, place)
                return
    yield place.problem("no-header", detail=_wanted(mappings), fatal=True)


def _wanted(mappings: tuple[Mapping, ...]) -> str:
    if len(mappings) != 1:
        return ""
    return ", ".join(name if isinstance(name, str) else name[0] for name in mappings[0].recognise.headers)


def _split_workbook(mappings: tuple[Mapping, ...], stream: BinaryIO, place: Place) -> Iterator[Chunk | Problem]:
    read = 0
    unread: list[tuple[str, str | None]] = []
    try:
        for name, cells in sheets(stream):
            rows = enumerate(cells, start=1)
            first = list(islice(rows, max(mapping.recognise.within for mapping in mappings)))
            found = next(filter(None, (_found(mapping, first, name) for mapping in mappings)), None)
            if found:
                read += 1
                yield from _chunks(found, chain(first, rows), place)
            elif any(row for _, row in first):
                unread.append((name, stands_beside("\n".join(",".join(row) for _, row in first))))
    except SourceError as error:
        yield place.problem("workbook-unreadable", detail=_reason(error), fatal=True)
        return
    yield from _unread(unread, place, "unread-sheet" if read else "no-header")
    if not read and not unread:
        yield place.problem("no-header", detail=_wanted(mappings), fatal=True)


def _unread(unread: list[tuple[str, str | None]], place: Place, code: str) -> Iterator[Chunk | Problem]:
    """Sheets that no mapping knows: statistics and code tables are left aside with a word, others are a problem."""
    for name, reason in unread:
        if reason:
            yield Chunk(position=1, context={ASIDE: reason, "sheet": name})
    unknown = [name for name, reason in unread if not reason]
    if unknown and code == "no-header":
        yield place.problem(code, detail=", ".join(unknown), fatal=True)
    else:
        yield from (place.problem(code, detail=name) for name in unknown)


def _reason(error: SourceError) -> str:
    return str(error.fields.get("reason") or error)


def _found(mapping: Mapping, rows: list[Row], sheet: str) -> _Found | None:
    if mapping.recognise.sheets and sheet not in mapping.recognise.sheets:
        return None
    found = header_row(rows, mapping)
    return (mapping, *found) if found else None


def _chunks(found: _Found, rows: Iterable[Row | Problem], place: Place) -> Iterator[Chunk | Problem]:
    mapping, header_number, header = found
    for name in unknown_columns(header, mapping):
        yield place.problem("unread-column", header_number, name)
    without_name = nameless(header, mapping)
    context = {"columns": json.dumps(header, ensure_ascii=False), "product": mapping.product}
    held: list[tuple[str, ...]] = []
    begin, size = header_number + 1, 0
    for row in rows:
        if isinstance(row, Problem):
            if (row.position or 0) > header_number:
                yield row
            continue
        number, cells = row
        if number <= header_number:
            continue
        for each in sorted(at for at in without_name if at < len(cells) and cells[at]):
            without_name.remove(each)
            yield place.problem("unread-column", header_number, f"{letters(each)}: {cells[each]}")
        while begin + len(held) < number:  # a row that could not be read keeps its place
            held.append(())
        held.append(cells)
        size += sum(map(len, cells))
        if len(held) >= ROWS or size > CHARACTERS:
            yield Chunk(position=begin, rows=tuple(held), context=context)
            begin, held, size = number + 1, [], 0
    if any(held):
        yield Chunk(position=begin, rows=tuple(held), context=context)


def _parse(mappings: tuple[Mapping, ...], chunk: Chunk, place: Place) -> Iterator[Outcome]:
    if ASIDE in chunk.context:
        yield place.aside(chunk.context[ASIDE], detail=chunk.context["sheet"])
        return
    product = chunk.context["product"]
    mapping = next(mapping for mapping in mappings if mapping.product == product)
    yield from (json_records if mapping.layout == "json" else records)(mapping, chunk, place)


SOURCES = sources_of(shipped_mappings())
"""The sources of the shipped mappings."""
