"""What two editions hold, side by side, by key columns; the statements are in `comparing.sql`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa

from zhihang.corpus.tables.asking import Asked
from zhihang.corpus.tables.engine import connect, file_list
from zhihang.corpus.tables.finishing import files_of
from zhihang.corpus.tables.parts import dead_ords
from zhihang.corpus.tables.statements import statements

_NOTHING = (
    "(SELECT CAST(0 AS UBIGINT) AS ord, '' AS id, '' AS fingerprint, '' AS office, '' AS kind, '' AS publication_date "
    "WHERE false) AS nothing"
)


class Comparison:
    """Records of two editions, by id and fingerprint."""

    def __init__(self, old: Path, new: Path) -> None:
        self._db = connect()
        self._sql = statements("comparing.sql")
        for name, folder in (("old", old), ("new", new)):
            files = files_of(folder / "tables")
            handed = pa.table({"ord": pa.array(dead_ords(files), pa.uint64())})
            self._db.register("handed_over", handed)
            self._db.execute(f"CREATE TABLE {name}_dead AS SELECT * FROM handed_over")
            self._db.unregister("handed_over")
            records = files.get("records", [])
            sql = self._sql[name]
            if records:
                self._db.execute(sql.replace(f"${name}", file_list(records)))
            else:
                self._db.execute(sql.replace(f"read_parquet(${name})", _NOTHING))

    def ids(self, what: str) -> list[str]:
        """Ids that are `added` or `gone`."""
        return [row[0] for row in self._db.execute(self._sql[what]).fetchall()]

    def touched(self) -> Iterator[tuple[str, int, int]]:
        """Records that are made of other contributions now: id, old and new ordinal."""
        yield from self._db.execute(self._sql["touched"]).fetchall()

    def completeness(self) -> list[tuple[str, str, str, int, int]]:
        """Office, kind, year of publication, records before and after."""
        return self._db.execute(self._sql["completeness"]).fetchall()


def conflicts(tables: Asked) -> Any:
    """All that contributions of an edition disagree about, by record id, as Arrow."""
    return tables.ask(statements("comparing.sql")["conflicts_of"]).to_arrow_table()


def only_in(these: Any, those: Any) -> list[tuple[str, ...]]:
    """The conflicts that are in one list and not in the other."""
    with connect() as db:
        db.register("these", these)
        db.register("those", those)
        return [tuple(row) for row in db.execute(statements("comparing.sql")["conflicts_only"]).fetchall()]
