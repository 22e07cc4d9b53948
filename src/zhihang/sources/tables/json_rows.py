"""Tables whose rows are JSON objects, in a list or one after the other; their keys are the columns.

A key within a key is named by both (`owner.name`); the values of a list stand in one cell, apart from each other as
the items of any list. Names are compared as written. What is no object is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec

from zhihang.records.problem import Problem
from zhihang.sources.json_reading import JsonObject, has_keys, read_json
from zhihang.sources.source import Chunk, Head, Outcome, Place
from zhihang.sources.splitting_json import ENVELOPE, split_json
from zhihang.sources.tables.cells import INNER
from zhihang.sources.tables.mapping import Mapping, spellings
from zhihang.sources.tables.record import outcomes
from zhihang.sources.tables.row import RowReading


def is_json_table(mapping: Mapping, head: Head) -> bool:
    """Whether the beginning of a file is JSON that names the keys a mapping asks for."""
    wanted = [[_last(name) for name in spellings(header)] for header in mapping.recognise.headers]
    unwanted = mapping.recognise.without
    return (
        has_keys(head)
        and all(any(has_keys(head, name) for name in names) for names in wanted)
        and not any(has_keys(head, _last(name)) for name in unwanted)
    )


def _last(name: str) -> str:
    return name.rpartition(".")[2]


def split_rows(mapping: Mapping, stream: BinaryIO, place: Place) -> Iterator[Chunk | Problem]:
    """One chunk for each object."""
    seen = False
    for each in split_json(stream, place, ("",)):
        seen = True
        if isinstance(each, Problem):
            yield each
        elif each.context.get("part") != ENVELOPE:
            yield msgspec.structs.replace(each, context={"product": mapping.product})
    if not seen:
        yield place.problem("empty", fatal=True)


def json_records(mapping: Mapping, chunk: Chunk, place: Place) -> Iterator[Outcome]:
    """The record of an object and its problems."""
    place = msgspec.structs.replace(place, product=mapping.product)
    value, problems = read_json(chunk, place)
    yield from problems
    if value is None and problems:
        return
    if not isinstance(value, dict):
        yield place.problem("foreign-row", chunk.position, str(value))
        return
    named = flattened(value)
    known = {name for column in mapping.columns for name in column.names}
    known |= {name for column in mapping.aside for name in column.names}
    for name in (name for name in named if name not in known):
        yield place.problem("unread-column", chunk.position, name)
    cells = [(named[name], column) for column in mapping.columns for name in column.names if name in named]
    yield from outcomes(RowReading(mapping, place, chunk.position), named, cells)


def flattened(value: JsonObject) -> dict[str, str]:
    """The values of an object by the names of their columns.

    >>> flattened({"a": 1, "b": {"c": [{"d": "x"}, {"d": "y"}]}})["b.c.d"].split(INNER)
    ['x', 'y']
    """
    found: dict[str, list[str]] = {}
    _walk(value, "", found)
    return {name: INNER.join(texts).strip() for name, texts in found.items()}


def _walk(value: Any, path: str, found: dict[str, list[str]]) -> None:
    if isinstance(value, dict):
        for key, inner in value.items():
            _walk(inner, f"{path}.{key}" if path else key, found)
    elif isinstance(value, list):
        for inner in value:
            _walk(inner, path, found)
    else:
        found.setdefault(path, []).append(_text(value))


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
