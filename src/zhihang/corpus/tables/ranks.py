"""Where each record stands by each sort key, and to which right and families it belongs: as numbers.

The table `ranks` is written with an edition, sorted by ordinal. A column is read into memory when it is first needed
(4 bytes a record), so that a result of any size is put in order, and one hit of each right or family is picked, without
asking the column engine about every record of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from zhihang.errors import UsageError

Level: TypeAlias = Literal["right", "simple", "extended"]
Ordinals: TypeAlias = NDArray[np.uint64]

LEVELS: Final = ("right", "simple", "extended")
_LAST: Final = np.uint64(0xFFFF_FFFF)
_ID_BITS: Final = np.uint64(32)


def first_day(column: str) -> str:
    """A month or a year sorts as its first day, as it does in the index."""
    return f"{column} || substr('-01-01', length({column}) - 3)"


SORT_COLUMNS: Final = {
    "id": "r.id",
    "pd": first_day("r.publication_date"),
    "ad": first_day("r.filing_date"),
    "prd": first_day("r.priority_date"),
    "gd": first_day("r.grant_date"),
    "rd": first_day("r.registration_date"),
    "exd": first_day("r.expiry_date"),
    "ti": "r.title",
    "pa": "r.applicant",
    "right": 'r."right"',
    "cc": "r.office",
    "kind": "r.kind",
    "lang": "r.language",
    "ap": "r.application_number",
    "status": "r.status",
    "ncl": "r.claim_count",
    "nct": "c.citations_made",
    "nfc": "c.citations_received",
    "nfam": "c.family_size",
}
"""Sort key of the query language → what is sorted by, of `records r` and `record_count c`."""
_GROUPS: Final = {
    "right_group": "r.right_id", "simple_group": "c.simple_family", "extended_group": "c.extended_family"
}  # fmt: skip


def statement() -> str:
    """The rows of `ranks`: for each key and group the place of the record's value among all values, from 1; 0 where it
    has none. In: the view `records`, the table `record_count`."""
    columns = {f"by_{key}": value for key, value in SORT_COLUMNS.items()} | _GROUPS
    places = (
        f"CAST(CASE WHEN {value} IS NULL THEN 0 ELSE dense_rank() OVER (ORDER BY {value} NULLS LAST) END AS INTEGER) "
        f'AS "{name}"'
        for name, value in columns.items()
    )
    return f"SELECT r.ord, {', '.join(places)} FROM records r JOIN record_count c ON c.ord = r.ord ORDER BY r.ord"


class Ranks:
    """The ranks of one edition. `path` is the file; an edition without records has none."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._columns: dict[str, NDArray[Any]] = {}

    def sorted(
        self, ords: Sequence[int] | pa.Array, key: str, *, descending: bool, wanted: int | None = None
    ) -> Ordinals:
        """The ordinals in display order, or only the first `wanted`: by key, ties by id ascending, absent last in both
        directions. Raises UsageError `SORT` for an unknown key."""
        if key not in SORT_COLUMNS:
            raise UsageError("SORT", room="corpus", key=key, keys=" ".join(SORT_COLUMNS))
        some = _array(ords)
        places = self._places(some)
        values = self._column(f"by_{key}")[places].astype(np.uint64)
        keys = np.where(values == 0, _LAST, _LAST - values if descending else values)
        order = (keys << _ID_BITS) | self._column("by_id")[places].astype(np.uint64)
        if wanted is None or wanted * 2 >= len(order):
            steps = np.argsort(order)[:wanted]
        else:
            first = np.argpartition(order, wanted)[:wanted]
            steps = first[np.argsort(order[first])]
        found: Ordinals = some[steps]
        return found

    def firsts(self, ords: Sequence[int] | pa.Array, level: str) -> Ordinals:
        """The first ordinal of each right or family, in the order given; a record without family stands for itself.

        Raises UsageError `LEVEL` for an unknown one.
        """
        if level not in LEVELS:
            raise UsageError("LEVEL", room="corpus", level=level, levels=" ".join(LEVELS))
        some = _array(ords)
        places = self._places(some)
        numbers = self._column(f"{level}_group")
        alone = int(numbers.max(initial=0)) + 1
        groups = np.where(numbers[places] == 0, alone + places, numbers[places])
        steps = np.arange(len(some))
        first = np.zeros(alone + len(numbers), np.int64)
        first[groups[::-1]] = steps[::-1]  # of several the last one written stays: the first of the result
        firsts: Ordinals = some[first[groups] == steps]
        return firsts

    def by_id(self, ords: Sequence[int]) -> list[int]:
        """The steps that put the ordinals in the order of their ids."""
        return [int(step) for step in np.argsort(self._column("by_id")[self._places(_array(ords))])]

    def _places(self, ords: Ordinals) -> NDArray[Any]:
        """In which rows the ordinals stand: each in its own, unless the edition left some out."""
        known = self._column("ord")
        if not len(known) or int(known[-1]) == len(known) - 1:
            return ords.astype(np.int64)
        return np.searchsorted(known, ords)

    def _column(self, name: str) -> NDArray[Any]:
        found = self._columns.get(name)
        if found is None:
            column: Any = [] if self._path is None else pq.read_table(self._path, columns=[name]).column(0).to_numpy()
            found = self._columns[name] = np.asarray(column, np.uint64 if name == "ord" else np.int32)
        return found


def _array(ords: Sequence[int] | pa.Array) -> Ordinals:
    return np.asarray(ords.to_numpy() if isinstance(ords, pa.Array) else ords, np.uint64)
