"""One cell → its items, each taken apart into named pieces: separators, patterns and value tables of a mapping."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from zhihang.sources.tables.mapping import Column

Item = dict[str, str]
"""Pieces of an item by name; an item without pattern has only `value`."""


INNER = "\x1f"
"""Stands between the values of a list that a cell of its own kind holds (JSON)."""


class NoMatch(ValueError):
    """An item that the pattern of its column does not fit; the item itself is kept as `value`."""


def items(cell: str, column: Column, empty: tuple[str, ...]) -> Iterator[str]:
    """The items of a cell: cut at the separators, without blanks, empty ones left out."""
    for piece in _separators((*column.split, INNER)).split(cell):
        item = piece.strip()
        if item and item not in empty:
            yield item


@cache
def _separators(split: tuple[str, ...]) -> re.Pattern[str]:
    # the longest first: `;;` is one separator where `;` is another
    return re.compile("|".join(re.escape(each) for each in sorted(split, key=len, reverse=True)))


def rewritten(cell: str, column: Column) -> str:
    """A cell after the replacements of its column.

    >>> rewritten("C12N-0015/867", Column(header="IPC", key="ipc", replace={"-0*": " "}))
    'C12N 15/867'
    """
    for pattern, replacement in column.replace.items():
        cell = compiled(pattern).sub(replacement, cell)
    return cell.strip()


def pieces(item: str, column: Column) -> Item:
    """The named pieces of an item. Raises NoMatch where no pattern of the column fits all of it."""
    if not column.item:
        return {"value": item}
    for pattern in column.item:
        match = compiled(pattern).fullmatch(item)
        if match is not None:
            return {name: value.strip() for name, value in match.groupdict().items() if value and value.strip()}
    raise NoMatch(item)


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern, kept; the dot also takes line ends."""
    return re.compile(pattern, re.DOTALL)
