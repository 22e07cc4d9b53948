"""The pictures of a corpus, in one file beside its deliveries: each content once, under the names it was delivered by.

A name is that of the delivered file and its member (`week.zip!US1/US1-D00001.TIF`), or that of the place inside a
record's file (`nz/1.json@1#/trademark/image`: position of the record, pointer); case counts for nothing, since files
name their pictures in any. Names belong to a delivery and go with it. Nothing is changed once it is kept, and an
edition does not depend on it: without a picture, a record still says which one it has.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from zhihang.config import value

FILE: Final = "pictures.sqlite"
_BUSY_SECONDS: Final = 10
_AT_ONCE: Final = 32 << 20
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS name (
    name TEXT NOT NULL, base TEXT NOT NULL, delivery TEXT NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY (name, delivery)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS name_base ON name (base);
CREATE INDEX IF NOT EXISTS name_delivery ON name (delivery);
CREATE TABLE IF NOT EXISTS content (sha256 TEXT PRIMARY KEY, data BLOB NOT NULL);
"""


class Kept(NamedTuple):
    """A picture that is kept: under which name, of which delivery, and the sum of its content."""

    name: str
    delivery: str
    sha256: str


class PictureKeeper:
    """Writes the pictures of deliveries while they are read. Without a folder, or where the setting `keep_pictures`
    says no, nothing is written.

    What is written is visible after each delivery, at the latest after every 32 MB, so that readers hardly ever wait.
    Names of a delivery that was then not finished stay, and are written again when it is read again.
    """

    def __init__(self, root: Path | None) -> None:
        self._path = root / FILE if root and value("keep_pictures") else None
        self._connection: sqlite3.Connection | None = None
        self._waiting = 0

    def keep(self, name: str, delivery: str, data: bytes) -> None:
        """One picture, under its full name. The same again changes nothing."""
        if self._path is None:
            return
        if self._connection is None:
            self._connection = sqlite3.connect(self._path, timeout=_BUSY_SECONDS)
            self._connection.executescript(_SCHEMA)
            self._connection.execute("PRAGMA cache_spill = OFF")  # a spill would shut readers out until the end
        summed = hashlib.sha256(data).hexdigest()
        folded = name.casefold()
        self._connection.execute("INSERT OR IGNORE INTO content VALUES (?, ?)", (summed, data))
        self._connection.execute(
            "INSERT OR REPLACE INTO name VALUES (?, ?, ?, ?)", (folded, base_name(folded), delivery, summed)
        )
        self._waiting += len(data)
        if self._waiting >= _AT_ONCE:
            self.settle()

    def settle(self) -> None:
        """Make visible what was kept so far."""
        if self._connection is not None and self._waiting:
            self._connection.commit()
            self._waiting = 0

    def close(self) -> None:
        """No more pictures."""
        self.settle()
        if self._connection is not None:
            self._connection.close()
            self._connection = None


class PictureStore:
    """Reads the pictures of a corpus; one that keeps none yet answers that it has none."""

    def __init__(self, root: Path) -> None:
        self.path = root / FILE

    @property
    def is_there(self) -> bool:
        """Whether any delivery was read since pictures are kept."""
        return self.path.is_file()

    def named(self, names: Iterable[str]) -> dict[str, list[Kept]]:
        """What is kept under each of some names (in any case), of every delivery."""
        folded = {name.casefold(): name for name in names}
        found: dict[str, list[Kept]] = {}
        with self._reading() as connection:
            for some in _portions(list(folded)):
                marks = ", ".join("?" * len(some))
                sql = f"SELECT name, delivery, sha256 FROM name WHERE name IN ({marks}) ORDER BY name, delivery"
                for row in connection.execute(sql, some):
                    found.setdefault(folded[row[0]], []).append(Kept(*row))
        return found

    def within(self, archive: str, base: str) -> list[Kept]:
        """The pictures of a file name anywhere in an archive, whose own name ends with `!`."""
        start = archive.casefold()
        with self._reading() as connection:
            sql = "SELECT name, delivery, sha256 FROM name WHERE base = ? ORDER BY name, delivery"
            rows = connection.execute(sql, (base_name(base.casefold()),)).fetchall()
        return [Kept(*row) for row in rows if row[0].startswith(start)]

    def in_delivery(self, base: str, delivery: str) -> list[Kept]:
        """The pictures of a file name in one delivery."""
        with self._reading() as connection:
            sql = "SELECT name, delivery, sha256 FROM name WHERE base = ? AND delivery = ? ORDER BY name"
            return [Kept(*row) for row in connection.execute(sql, (base_name(base.casefold()), delivery))]

    def data(self, sha256: str) -> bytes | None:
        """The bytes of a picture, as they were delivered."""
        with self._reading() as connection:
            row = connection.execute("SELECT data FROM content WHERE sha256 = ?", (sha256,)).fetchone()
        return None if row is None else bytes(row[0])

    def forget(self, stay: set[str]) -> None:
        """Drop the names of all deliveries but some, and what then has no name."""
        if not self.is_there:
            return
        connection = sqlite3.connect(self.path, timeout=_BUSY_SECONDS)
        try:
            known = {row[0] for row in connection.execute("SELECT DISTINCT delivery FROM name")}
            connection.executemany("DELETE FROM name WHERE delivery = ?", [(key,) for key in sorted(known - stay)])
            connection.execute("DELETE FROM content WHERE sha256 NOT IN (SELECT sha256 FROM name)")
            connection.commit()
            if known - stay:
                connection.execute("VACUUM")
        finally:
            connection.close()

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that only reads; an empty one where nothing is kept."""
        if self.is_there:
            connection = sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=ro", uri=True, timeout=_BUSY_SECONDS)
        else:
            connection = sqlite3.connect(":memory:")
            connection.executescript(_SCHEMA)
        try:
            yield connection
        finally:
            connection.close()


def base_name(name: str) -> str:
    """The last part of a name, without folders and archives."""
    return name.replace("\\", "/").rpartition("!")[2].rpartition("/")[2]


def _portions(names: list[str], size: int = 500) -> Iterator[list[str]]:
    """Lists short enough for one statement."""
    for start in range(0, len(names), size):
        yield names[start : start + size]
