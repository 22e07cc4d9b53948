"""Finding the header row of a table, and which of its columns a mapping reads, leaves aside or does not know."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from zhihang.text.folding import fold

if TYPE_CHECKING:
    from zhihang.sources.tables.mapping import Mapping

_NOTHING = re.compile(r"[\s_\-–—*]+")


def folded_name(name: str) -> str:
    """A column's name without case, width, blanks, hyphens, and the colon or asterisk that forms print beside it.

    >>> folded_name("Publication_Number:") == folded_name("publication number")
    True
    """
    return _NOTHING.sub("", fold(name)).rstrip(":")


def header_row(rows: Iterable[tuple[int, Sequence[str]]], mapping: Mapping) -> tuple[int, tuple[str, ...]] | None:
    """Number and names of the first row that holds all names the mapping asks for; for a table without header row, 0
    and the names that the mapping gives its columns."""
    if mapping.names:
        return (0, mapping.names) if _is_headless(rows, mapping) else None
    wanted = [_folded(header) for header in mapping.recognise.headers]
    unwanted = {folded_name(name) for name in mapping.recognise.without}
    for number, cells in rows:
        if number > mapping.recognise.within:
            return None
        names = {folded_name(cell) for cell in cells}
        if all(spellings & names for spellings in wanted) and not unwanted & names:
            return number, tuple(cells)
    return None


def _is_headless(rows: Iterable[tuple[int, Sequence[str]]], mapping: Mapping) -> bool:
    """Whether the first rows have as many cells as the mapping has names, and cells that fit its patterns."""
    patterns = [re.compile(mapping.recognise.cells.get(name, ""), re.DOTALL) for name in mapping.names]
    seen = 0
    for _, cells in islice(rows, mapping.recognise.within):
        if not any(cells):
            continue
        if len(cells) != len(mapping.names):
            return False
        pairs = zip(patterns, cells, strict=True)
        if not all(pattern.fullmatch(cell) for pattern, cell in pairs if pattern.pattern):
            return False
        seen += 1
    return seen > 0


def nameless(header: Sequence[str], mapping: Mapping) -> set[int]:
    """Places of the columns without a name, unless the mapping leaves such columns aside."""
    if any("" in column.names for column in mapping.aside):
        return set()
    return {place for place, name in enumerate(header) if not name}


def letters(place: int) -> str:
    """The letters by which a spreadsheet names its column.

    >>> letters(0), letters(25), letters(26)
    ('A', 'Z', 'AA')
    """
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name


def _folded(header: str | tuple[str, ...]) -> set[str]:
    return {folded_name(name) for name in ((header,) if isinstance(header, str) else header)}


def unknown_columns(header: Sequence[str], mapping: Mapping) -> list[str]:
    """Names of the header that the mapping neither reads nor leaves aside; nameless columns are not among them."""
    known = {folded_name(name) for column in mapping.columns for name in column.names}
    known |= {folded_name(name) for column in mapping.aside for name in column.names}
    return [name for name in header if name and folded_name(name) not in known]


def positions(header: Sequence[str], mapping: Mapping) -> list[tuple[int, int]]:
    """Which column of the table feeds which column of the mapping: pairs of table position and mapping position.

    A name that the table holds twice is read twice.
    """
    places: dict[str, list[int]] = {}
    for position, name in enumerate(header):
        places.setdefault(folded_name(name), []).append(position)
    return [
        (position, number)
        for number, column in enumerate(mapping.columns)
        for name in dict.fromkeys(map(folded_name, column.names))
        for position in places.get(name, ())
    ]
