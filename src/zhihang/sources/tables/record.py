"""Rows of a chunk → records: who they are (document or right), and their keys."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import msgspec

from zhihang.errors import UsageError
from zhihang.records.events import Status
from zhihang.records.record import Record
from zhihang.sources.findings import keeping
from zhihang.sources.source import Chunk, Embedded, Outcome, Place
from zhihang.sources.tables import conversion
from zhihang.sources.tables.cells import rewritten
from zhihang.sources.tables.encoding import encoded_once
from zhihang.sources.tables.header import positions
from zhihang.sources.tables.keys import OTHER
from zhihang.sources.tables.mapping import Column, Mapping
from zhihang.sources.tables.row import FIRST_ONLY, RowReading
from zhihang.sources.tables.rows_apart import apart
from zhihang.sources.tables.short_years import spelled_out
from zhihang.standards.numbers.writing import tidy, without_separators
from zhihang.standards.rights import UNKNOWN_RIGHT, record_id, right_id

_TUPLES = ("ipc", "cpc", "locarno", "nice", "vienna", "national_classes", "industries")


Cells = list[tuple[str, Column]]
"""Cells that are read, each with its column."""


def records(mapping: Mapping, chunk: Chunk, place: Place) -> Iterator[Outcome]:
    """The records of a chunk of rows and their problems; the first row's number is the chunk's position."""
    header: list[str] = json.loads(chunk.context["columns"])
    place = msgspec.structs.replace(place, product=mapping.product)
    fed = [(position, mapping.columns[number]) for position, number in positions(header, mapping)]
    for row, written in enumerate(chunk.rows, start=chunk.position):
        if not written:
            continue
        cells = tuple(map(encoded_once, written)) if mapping.encoded_twice else written
        reading = RowReading(mapping, place, row)
        beyond = [cell for cell in cells[len(header) :] if cell]
        if beyond:
            reading.problem("ragged-row", " | ".join(beyond))
        named = dict(zip(header, cells, strict=False))
        yield from outcomes(reading, named, [(cells[at], column) for at, column in fed if at < len(cells)])


def outcomes(reading: RowReading, named: dict[str, str], cells: Cells) -> Iterator[Outcome]:
    """The record of one row and its problems. `named`: all cells by the names of their columns."""
    told = tuple(apart(reading.mapping, named, reading.row, reading.place))
    if told:
        yield from (*reading.problems, *told)
        return
    reading.read([(_prepared(text, column, named), column) for text, column in cells])
    record = _record(reading)
    yield from reading.problems
    if record is not None:
        yield reading.place.stamped(keeping(record, reading.printed), reading.row)
        for pointer, data in reading.pictures.items():
            yield Embedded(file=reading.place.file, position=reading.row, pointer=pointer, data=data)


def _prepared(text: str, column: Column, named: dict[str, str]) -> str:
    if column.year:
        text = spelled_out(text, named.get(column.year, ""), is_its_own=True)
    elif column.century:
        told = _year_told(named.get(column.numbered or "", ""))
        text = spelled_out(text, named.get(column.century, ""), is_its_own=False, told=told)
    return rewritten(text, column) if column.replace else text


def _year_told(number: str) -> int | None:
    """The year that an application number in DOCDB's form states."""
    try:
        return conversion.patent_application(number, None, "docdb").year if number else None
    except UsageError:
        return None


def _record(reading: RowReading) -> Record | None:
    lists, structs = reading.members(), reading.structs()
    values = dict(reading.values)
    number, kind = values.pop("number", None), values.pop("kind", None)
    office, right = reading.office, reading.right
    named = next(filter(None, (_named(reading, spec) for spec in reading.mapping.identity)), None)
    if office is None or right == UNKNOWN_RIGHT or (number is None and named is None):
        reading.problem("no-identity", " ".join(filter(None, (office, right, number))), fatal=True)
        return None
    is_document = reading.mapping.level == "document" and number is not None
    document = record_id(office, number, kind or "") if is_document and number else ""
    key = right_id(office, right, named or document)
    values |= lists | structs
    values["other"] = {name: tuple(texts) for name, texts in values.get("other", {}).items()}
    for name in _TUPLES:
        if name in values:
            values[name] = tuple(values[name])
    if reading.groups.get("status", {}).get("value"):
        values["status"] = Status(**reading.groups["status"])
    _add_what_follows(values)
    return Record(
        id=document or key,
        right_id=key,
        right=right,
        office=office,
        number=number if is_document and number else str(named),
        kind=kind if is_document else None,
        **values,
    )


def _named(reading: RowReading, spec: str) -> str:
    """The number that an identity asks for; keys joined by `+` name a right together, and all of them must be there."""
    found = [_number_of(reading, key) for key in spec.split("+")]
    return "-".join(found) if all(found) else ""


def _number_of(reading: RowReading, key: str) -> str:
    if key in reading.numbers:
        return reading.numbers[key]
    if key == "title":
        return without_separators(tidy(next(iter(reading.groups.get("title", {}).values()), "")))
    if not key.startswith(OTHER):
        return ""
    printed = reading.values.get("other", {}).get(key.removeprefix(OTHER), ())
    return without_separators(tidy(" ".join(printed)))


def _add_what_follows(values: dict[str, Any]) -> None:
    """Keys that other keys of the same row spell out: the first class, the goods' classes, the claims' number."""
    ipc = values.get("ipc")
    if isinstance(ipc, tuple) and ipc:
        values.setdefault("ipc_first", ipc[0])
    goods = values.get("goods_services")
    if isinstance(goods, tuple) and "nice" not in values:
        values["nice"] = tuple(dict.fromkeys(entry.class_ for entry in goods if entry.class_))
    claims = values.get("claims")
    if isinstance(claims, dict) and claims and values["other"].get("claims") != (FIRST_ONLY,):
        values.setdefault("claim_count", max(map(len, claims.values())))
