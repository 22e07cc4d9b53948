"""Whether a mapping makes sense: known keys, patterns that compile, values of the lists, no column in two places."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhihang.errors import InvalidCode
from zhihang.sources.tables.header import folded_name
from zhihang.sources.tables.keys import GROUPS, key_of
from zhihang.sources.tables.mapping import Column, Mapping, spellings
from zhihang.standards.offices import is_office
from zhihang.standards.rights import right_code
from zhihang.standards.status import UNASSIGNED, is_status

Fault = tuple[str, str]
"""Path of the entry, and what is wrong with it."""

_PRODUCT = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DATES = frozenset({"date", "pct", "status", "list", "part"})
_RIGHT = "right"


def faults(mapping: Mapping) -> Iterator[Fault]:
    """All faults of a mapping, in the order of its entries."""
    yield from _head(mapping)
    for number, column in enumerate(mapping.columns):
        yield from _column(column, f"$.columns[{number}]")
    for number, aside in enumerate(mapping.aside):
        if {"en", "zh"} - aside.reason.keys():
            yield f"$.aside[{number}].reason", "needs en and zh"
    yield from _names(mapping)
    yield from _sense(mapping)


def _head(mapping: Mapping) -> Iterator[Fault]:
    if not _PRODUCT.fullmatch(mapping.product):
        yield "$.product", "lower-case letters, digits and hyphens are expected"
    if {"en", "zh"} - mapping.title.keys():
        yield "$.title", "needs en and zh"
    if mapping.office and not is_office(mapping.office):
        yield "$.office", f"{mapping.office} is not an office code of ST.3"
    if mapping.right and not _is_right(mapping.right):
        yield "$.right", f"{mapping.right} is not a kind of right"
    yield from _told_apart(mapping)
    if mapping.delimiter is not None and len(mapping.delimiter) != 1:
        yield "$.delimiter", "one character is expected"


def _told_apart(mapping: Mapping) -> Iterator[Fault]:
    """By what a table is recognised: names of its header row, or patterns of its cells."""
    if mapping.layout == "lines":
        yield from _compiles(mapping.line, "$.line")
        return
    cells = mapping.recognise.cells
    if not mapping.recognise.headers and not (mapping.names and cells):
        yield "$.recognise.headers", "at least one name is expected"
    for name, pattern in (*cells.items(), *mapping.only.items()):
        yield from _compiles(pattern, f"$.recognise.cells.{name}" if name in cells else f"$.only.{name}")
    for table, patterns in mapping.others.items():
        for name, pattern in patterns.items():
            yield from _compiles(pattern, f"$.others.{table}.{name}")
    for name in cells.keys() - set(mapping.names):
        yield f"$.recognise.cells.{name}", f"{name} is none of the names of this mapping"


def _compiles(pattern: str, path: str) -> Iterator[Fault]:
    try:
        re.compile(pattern)
    except re.error as error:
        yield path, f"not a pattern: {error}"


def _is_right(value: str) -> bool:
    try:
        return bool(right_code(value))
    except InvalidCode:
        return False


def _column(column: Column, path: str) -> Iterator[Fault]:
    key = key_of(column.key)
    if key is None:
        yield f"{path}.key", f"{column.key} is not a key that a column fills"
        return
    if column.order != "iso" and key.shape not in _DATES:
        yield f"{path}.order", f"{column.key} is no date"
    if column.office and not is_office(column.office):
        yield f"{path}.office", f"{column.office} is not an office code of ST.3"
    for name, given in (("year", column.year), ("century", column.century), ("numbered", column.numbered)):
        if given and key.shape not in _DATES:
            yield f"{path}.{name}", f"{column.key} is no date"
    for piece in column.fixed.keys() - GROUPS.get(column.key.partition(".")[0], frozenset()):
        yield f"{path}.fixed.{piece}", f"{column.key} has no such piece"
    for pattern in column.replace:
        yield from _compiles(pattern, f"{path}.replace")
    yield from _pattern(column, path)
    yield from _values(column, path)


def _pattern(column: Column, path: str) -> Iterator[Fault]:
    key = key_of(column.key)
    known = {"value"} | (GROUPS.get(column.key, frozenset()) if key and key.shape == "list" else frozenset())
    for pattern in column.item:
        try:
            groups = set(re.compile(pattern).groupindex)
        except re.error as error:
            yield f"{path}.item", f"not a pattern: {error}"
            continue
        if not groups:
            yield f"{path}.item", "a named group is expected: (?P<value>…)"
        for group in sorted(groups - known):
            yield f"{path}.item", f"group {group} is none of {', '.join(sorted(known))}"


def _values(column: Column, path: str) -> Iterator[Fault]:
    for raw, value in column.values.items():
        if column.key == "status.value" and not is_status(value) and value != UNASSIGNED:
            yield f"{path}.values.{raw}", f"{value} is not a legal status"
        if column.key == _RIGHT and not _is_right(value):
            yield f"{path}.values.{raw}", f"{value} is not a kind of right"


def _names(mapping: Mapping) -> Iterator[Fault]:
    """A name both read and left aside; names asked for that no column has."""
    read = {folded_name(name) for column in mapping.columns for name in column.names}
    aside = {folded_name(name) for column in mapping.aside for name in column.names}
    for number, column in enumerate(mapping.aside):
        for name in column.names:
            if folded_name(name) in read:
                yield f"$.aside[{number}].header", f"{name} is read as well"
    for number, header in enumerate(mapping.recognise.headers):
        for name in spellings(header):
            if folded_name(name) not in read | aside:
                yield f"$.recognise.headers[{number}]", f"{name} is no column of this mapping"


def _sense(mapping: Mapping) -> Iterator[Fault]:
    filled = {column.key for column in mapping.columns} | mapping.constants.keys()
    named = [spec for spec in mapping.identity if set(spec.split("+")) <= filled]
    if not named and "publication_number" not in filled:
        yield "$.columns", f"no column fills {' or '.join(mapping.identity)}: rows would have no identity"
    if mapping.office is None and not filled & {"office", "publication_number"}:
        yield "$.office", "no column tells the office, so the mapping must"
    if mapping.right is None and not filled & {_RIGHT, "publication_number"}:
        yield "$.right", "no column tells the kind of right, so the mapping must"
    for key in mapping.constants:
        if key_of(key) is None:
            yield f"$.constants.{key}", "is not a key that a column fills"
