"""Rows of a table that are none of its own: of other tables that stand in the same file, headings between the rows.

A mapping says how its own rows look (`only`) and which other rows are known (`others`). Known ones are left aside by
name; a row that is neither is a problem.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from zhihang.sources.source import Outcome, Place
from zhihang.sources.tables.cells import compiled
from zhihang.sources.tables.header import folded_name
from zhihang.sources.tables.mapping import Mapping

_CELLS_QUOTED = 4
"""Enough to find the row; what else stands in it (addresses of agents) is nobody's matter here."""

OTHER_TABLE = "aside-other-table"
FOREIGN = "foreign-row"

_folded = lru_cache(maxsize=1 << 10)(folded_name)


def apart(mapping: Mapping, named: dict[str, str], row: int, place: Place) -> Iterator[Outcome]:
    """What is told of a row that is none of the table's own; nothing of one that is. `named`: cells by column."""
    if not mapping.only and not mapping.others:
        return
    cells = {_folded(name): cell for name, cell in named.items()}
    for name, patterns in mapping.others.items():
        if all(_fits(cells, column, pattern) for column, pattern in patterns.items()):
            first = islice(filter(None, named.values()), _CELLS_QUOTED)
            yield place.aside(OTHER_TABLE, row, f"{name}: {' | '.join(first)}")
            return
    for column, pattern in mapping.only.items():
        if not _fits(cells, column, pattern):
            yield place.problem(FOREIGN, row, f"{column}: {cells.get(_folded(column), '')}")
            return


def _fits(cells: dict[str, str], column: str, pattern: str) -> bool:
    return compiled(pattern).fullmatch(cells.get(_folded(column), "")) is not None
