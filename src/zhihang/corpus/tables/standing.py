"""The side table of standardized names: one row for each party, made of the tables of an edition and of judged names.

It belongs to an edition and an overlay together and lies beside both; where it was not written, it is made in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from zhihang.corpus.tables.asking import Asked, first_column, wanted
from zhihang.corpus.tables.statements import statements

NAME_FORM: Final = pa.schema(
    [("name", pa.string()), ("key", pa.string()), ("shown", pa.string()), ("country", pa.string())]
)
NAMES_AT_ONCE: Final = 50_000
NODE: Final = pa.schema(
    [(name, pa.string()) for name in ("key", "country", "office", "record", "standard")] + [("place", pa.int32())]
)
MEMBER: Final = pa.schema([(name, pa.string()) for name in ("standard", "key", "country", "office", "record", "group")])


def name_forms(tables: Asked, known: Path | None, formed: Callable[[list[str]], pa.Table]) -> pa.Table:
    """Every published name of an applicant or owner with its normal form: taken from a file of those that are known,
    the others by `formed`, some at a time."""
    if known is None:
        reader: Any = tables.ask(_sql("names")).to_arrow_reader(NAMES_AT_ONCE)
        return pa.concat_tables([NAME_FORM.empty_table(), *(formed(batch.column(0).to_pylist()) for batch in reader)])
    handed = ds.dataset(known)
    kept = tables.ask(_sql("known_names"), known=handed).to_arrow_table().cast(NAME_FORM)
    reader = tables.ask(_sql("new_names"), known=handed).to_arrow_reader(NAMES_AT_ONCE)
    return pa.concat_tables([kept, *(formed(batch.column(0).to_pylist()) for batch in reader)])


def standing_table(tables: Asked, name_form: pa.Table, node: pa.Table) -> pa.Table:
    """The side table: ord, name, key, country, standard, is_judged, is_applicant, is_owner."""
    return tables.ask(_sql("standing"), name_form=name_form, node=node).to_arrow_table()


def profile_rows(tables: Asked, lists: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Each published name of the parties of some lists with what its records say: countries, cities, addresses, ids,
    classes, parties beside it, records."""
    asked = pa.table({"list": pa.array(list(lists), pa.string())})
    reader: Any = tables.ask(_sql("profiles"), asked=asked).to_arrow_reader(10_000)
    for batch in reader:
        yield from batch.to_pylist()


def written(path: Path) -> ds.Dataset:
    """A side table that was written, of which only the columns and rows that a question needs are read."""
    return ds.dataset(path)


def write_standing(table: pa.Table, path: Path) -> None:
    """Write the side table, or the normal forms of names."""
    repeated = [name for name in ("name", "key", "country", "standard") if name in table.column_names]
    pq.write_table(table, path, compression="zstd", use_dictionary=repeated)


def _sql(name: str) -> str:
    return statements("standing.sql")[name]


class Standing:
    """Questions to a side table."""

    def __init__(self, tables: Asked, table: pa.Table | ds.Dataset) -> None:
        self._tables = tables
        self._table = table

    @cached_property
    def names(self) -> pa.Table:
        """Each published name once for each standardized one: name, key, country, standard, is_judged, records."""
        sql = (
            "SELECT name, key, country, standard, is_judged, count(DISTINCT ord) AS records FROM standing "
            "GROUP BY ALL ORDER BY standard, name, country"
        )
        return self._tables.ask(sql, standing=self._table).to_arrow_table()

    def applicants(self, standards: Sequence[str] | None) -> pa.Array:
        """Records with an applicant (else owner) of one of the standardized names; of any where None."""
        if standards is None:
            sql = "SELECT DISTINCT ord FROM standing WHERE is_applicant ORDER BY 1"
            return first_column(self._tables.ask(sql, standing=self._table))
        asked = pa.table({"standard": pa.array(list(standards), pa.string())})
        sql = "SELECT DISTINCT ord FROM standing JOIN asked USING (standard) WHERE is_applicant ORDER BY 1"
        return first_column(self._tables.ask(sql, standing=self._table, asked=asked))

    def standards_of(self, key: str) -> list[str]:
        """The standardized names of the parties whose name has a normal form."""
        sql = "SELECT DISTINCT standard FROM standing WHERE key = ? AND is_applicant ORDER BY 1"
        return [row[0] for row in self._tables.ask(sql, [key], standing=self._table).fetchall()]

    def holding(self, member: pa.Table) -> pa.Table:
        """Records whose owner (else applicant) is one of the members, with the group: ord, value."""
        if not member.num_rows:
            return pa.table({"ord": pa.array([], pa.uint64()), "value": pa.array([], pa.string())})
        return self._tables.ask(_sql("holding"), standing=self._table, member=member).to_arrow_table()

    def values(self, ords: Sequence[int] | pa.Array | None) -> pa.Table:
        """The standardized applicants of records: ord, value."""
        sql = "SELECT DISTINCT ord, standard AS value FROM standing WHERE is_applicant"
        if ords is None:
            return self._tables.ask(sql, standing=self._table).to_arrow_table()
        some = ords.to_pylist() if isinstance(ords, pa.Array) else ords
        answer = self._tables.ask_of(f"{sql} AND $of_these", {"$of_these": "ord"}, some, standing=self._table)
        return answer.to_arrow_table()

    def counted(self, values: pa.Table, ords: Sequence[int] | pa.Array | None) -> list[tuple[str, int]]:
        """Values with the number of records, the most frequent first, ties by value."""
        limit = "" if ords is None else " WHERE ord IN (SELECT ord FROM wanted)"
        sql = f"SELECT value, count(DISTINCT ord) AS n FROM counted{limit} GROUP BY value ORDER BY n DESC, value"
        handed = {"counted": values} | ({} if ords is None else {"wanted": wanted(ords)})
        return [(str(value), int(number)) for value, number in self._tables.ask(sql, **handed).fetchall()]
