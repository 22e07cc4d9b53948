"""The tables of an edition, asked: records by ordinal and id, facets, order, columns (also `relations`, `elements`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Final

import pyarrow as pa

from zhihang.corpus.fields import fields
from zhihang.corpus.tables.asking import first_column, wanted
from zhihang.corpus.tables.declarations import tables
from zhihang.corpus.tables.derived import Derived
from zhihang.corpus.tables.elements import Elements
from zhihang.corpus.tables.pictures import Pictures
from zhihang.corpus.tables.ranks import Level, Ranks, first_day
from zhihang.corpus.tables.relations import Relations
from zhihang.corpus.tables.texts import Texts
from zhihang.errors import NotFound, UsageError


class Tables(Relations, Elements, Derived, Pictures):
    """The column tables of one edition."""

    @cached_property
    def _texts(self) -> Texts:
        return Texts(self._files.get("texts", []))

    # records

    def count(self) -> int:
        """How many records the edition has."""
        return int(self.one("SELECT count(*) FROM records"))

    def rows_written(self, table: str) -> int:
        """Rows in the files of a table, dead ones included."""
        paths = self._files.get(table, [])
        return sum(int(self.one("SELECT count(*) FROM read_parquet(?)", [str(path)])) for path in paths)

    def texts(self, ords: Iterable[int]) -> Iterator[tuple[int, bytes]]:
        """Ordinal and JSON of records, by ordinal ascending."""
        return self._texts.fetch(ords)

    def records_by_ord(self, ords: Iterable[int]) -> dict[int, bytes]:
        """The JSON of records."""
        return dict(self.texts(ords))

    def record(self, identifier: str) -> bytes:
        """The JSON of one record by its id. Raises NotFound `RECORD`."""
        ord_ = self.one("SELECT ord FROM records WHERE id = ?", [identifier])
        if ord_ is None:
            raise NotFound("RECORD", room="corpus", id=identifier)
        return self.records_by_ord([ord_])[ord_]

    def ids_of(self, ords: Sequence[int] | pa.Array) -> pa.Array:
        """The ids of ordinals, in their order."""
        sql = "SELECT id FROM wanted w JOIN records r ON r.ord = w.ord ORDER BY w.n"
        return first_column(self.ask(sql, wanted=wanted(ords)))

    def ords_of_ids(self, ids: Sequence[str] | pa.Array) -> pa.Array:
        """The ordinals of the ids that exist, in their order."""
        names = ids if isinstance(ids, pa.Array) else pa.array(list(ids), pa.string())
        handed = pa.table({"id": names, "n": pa.array(range(len(names)), pa.int64())})
        sql = "SELECT r.ord FROM wanted w JOIN records r ON r.id = w.id ORDER BY w.n"
        return first_column(self.ask(sql, wanted=handed))

    def documents(self, number: str) -> pa.Array:
        """Ordinals of the records of a number: with its kind code exactly, without it of any kind."""
        return first_column(self.ask("SELECT ord FROM records WHERE id = ? OR stem = ? ORDER BY id", [number, number]))

    def of_right(self, right_id: str) -> pa.Array:
        """Ordinals of the documents of a right, the earliest first."""
        day = first_day("publication_date")
        sql = f"SELECT ord FROM records WHERE right_id = ? ORDER BY {day} NULLS LAST, id"
        return first_column(self.ask(sql, [right_id]))

    # over sets of records

    def every(self) -> pa.Array:
        """All ordinals, ascending."""
        return first_column(self.ask("SELECT ord FROM records ORDER BY ord"))

    def facet(self, field: str, ords: Sequence[int] | pa.Array | None = None) -> list[tuple[str, int]]:
        """Values of a field with the number of records that have them, most frequent first, then by value.

        Dates count by year. Classes count at a level where one is named, `ipc/class`: `section`, `class`, `subclass`,
        `group` (`H01M10`), `subgroup` (`H01M10/0525`). `ords=None`: all records. Raises UsageError `FACET` for texts,
        groups and elements.
        """
        if field in {"pan", "grp"} and self._standardized is not None:
            return self._standardized().facet(field, ords)
        sql = f"SELECT value, count(DISTINCT ord) AS n FROM ({self._values_of(field)}) AS v"
        if ords is None:
            sql += " GROUP BY value ORDER BY n DESC, value"
            return [(str(value), number) for value, number in self.ask(sql).fetchall()]
        sql += " WHERE ord IN (SELECT ord FROM wanted) GROUP BY value ORDER BY n DESC, value"
        return [(str(value), number) for value, number in self.ask(sql, wanted=wanted(ords)).fetchall()]

    def _values_of(self, code: str) -> str:
        if code in _COUNTS:
            return f'SELECT ord, "{_COUNTS[code]}" AS value FROM counts WHERE "{_COUNTS[code]}" IS NOT NULL'
        name, _, level = code.partition("/")
        if name in ("ipc", "cpc") and level in _CLASS_LEVELS:
            value, form = _CLASS_LEVELS[level]
            symbols = f"SELECT ord, {value} AS value FROM classes WHERE scheme = '{name}'"
            return f"SELECT * FROM ({symbols}) AS s WHERE regexp_full_match(value, '{form}')"
        field = fields().get(code)
        if code in _NO_FACET or field is None or field.type in ("text", "group", "elem"):
            raise UsageError("FACET", room="corpus", field=code)
        value = "substr(value, 1, 4)" if field.type == "date" else "value"
        return f"SELECT ord, {value} AS value FROM \"values\" WHERE field = '{code}'"

    @cached_property
    def ranks(self) -> Ranks:
        """Where records stand by each sort key, and in which right and families."""
        return Ranks(next(iter(self._files.get("ranks", [])), None))

    def sort(
        self, ords: Sequence[int] | pa.Array, key: str, *, descending: bool = True, wanted: int | None = None
    ) -> pa.Array:
        """The ordinals in display order, or the first `wanted`: by key, ties by id ascending, absent last in both
        directions. The keys are those of `ranks.SORT_COLUMNS`. Raises UsageError `SORT` for any other.
        """
        return pa.array(self.ranks.sorted(ords, key, descending=descending, wanted=wanted))

    def representatives(self, ords: Sequence[int] | pa.Array, level: Level) -> pa.Array:
        """The first ordinal of each right or family, in the order given; a record without family stands for itself."""
        return pa.array(self.ranks.firsts(ords, level))

    def arrow(
        self, ords: Sequence[int] | pa.Array, columns: Sequence[str] | None = None, table: str = "records"
    ) -> pa.Table:
        """Rows of a declared table as Arrow: of `records` in the order of the ordinals, of others by ordinal."""
        known = [column.name for column in tables()[table]]
        names = list(columns) if columns is not None else known
        for name in names:
            if name not in known:
                raise UsageError("COLUMN", room="corpus", table=table, column=name, columns=" ".join(known))
        listed = ", ".join(f't."{name}"' for name in names)
        order = "w.n" if table == "records" else "w.n, t.n" if "n" in known else "w.n"
        sql = f'SELECT {listed} FROM wanted w JOIN "{table}" t ON t.ord = w.ord ORDER BY {order}'
        return self.ask(sql, wanted=wanted(ords)).to_arrow_table()


_COUNTS: Final = {"nfc": "citations_received", "nfam": "family_size"}
_CLASS_LEVELS: Final = {
    "section": ("substr(subclass, 1, 1)", "[A-HY]"),
    "class": ("substr(subclass, 1, 3)", "[A-HY][0-9]{2}"),
    "subclass": ("subclass", "[A-HY][0-9]{2}[A-Z]"),
    "group": ("replace(split_part(symbol, '/', 1), ' ', '')", "[A-HY][0-9]{2}[A-Z][0-9]{1,4}"),
    "subgroup": ("replace(symbol, ' ', '')", "[A-HY][0-9]{2}[A-Z][0-9]{1,4}/[0-9]{2,}"),
}
"""Level of a classification → its part of a symbol as a query writes it, and the form of what is one."""
_NO_FACET: Final = frozenset({"id", "num", "cites", "citedby", "fam", "xfam", "mkpi", "mksnd"})
