"""An edition is composed: grouped against its base, merged, indexed, derived, verified, named.

What did not change is shared with the base by hard links; new and changed records get new ordinals in parts of their
own, and the ordinals of their old versions are listed as dead. When too much is dead or the parts are too many, the
edition is composed without a base. Either way its records are the same.
"""

from __future__ import annotations

import hashlib
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec

from zhihang.corpus.edition import Corpus, Edition
from zhihang.corpus.index.builder import IndexBuilder
from zhihang.corpus.index.reader import IndexReader
from zhihang.corpus.index.schema import SCHEMA_VERSION as INDEX_SCHEMA
from zhihang.corpus.layout import SCHEMA, finish, share, start
from zhihang.corpus.making import Place, Task, made
from zhihang.corpus.manifest import Counts, EditionManifest, Part, Source, save
from zhihang.corpus.merging.precedence import rules_digest
from zhihang.corpus.pool import Pool, processes
from zhihang.corpus.progress import Progress
from zhihang.corpus.tables.batches import Batch
from zhihang.corpus.tables.declarations import RECORD_TABLES
from zhihang.corpus.tables.engine import connect
from zhihang.corpus.tables.finishing import files_of, sort_values, write_account, write_completeness, write_derived
from zhihang.corpus.tables.group import Group
from zhihang.corpus.tables.grouping import Grouping, Shelf
from zhihang.corpus.tables.parts import RecordParts, dead_ords, parquet_rows, part_name, part_of
from zhihang.corpus.tables.reading import Tables
from zhihang.corpus.tables.text_shares import close_texts, name_texts
from zhihang.corpus.tables.texts import Texts
from zhihang.errors import CorpusError

MOST_DEAD: Final = 0.25
MOST_PARTS: Final = 32
TASK_BYTES: Final = 4 << 20
TASK_RECORDS: Final = 1_000
RECORD_BYTES: Final = 4_000
"""About how much work a record is, when it is decided whether other processes are worth starting."""


def edition_id(sources: list[Source]) -> str:
    """The id of an edition: a digest of the set of its deliveries, the schema and the rules of merging."""
    lines = [f"{SCHEMA} {rules_digest()}", *sorted(f"{source.key} {source.name}" for source in sources)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


class _Start(NamedTuple):
    """Where a composition starts: the base's files and ordinals, the first new ordinal, the number of the new part."""

    edition: Edition | None
    files: dict[str, list[Path]]
    next_ord: int
    part: int


@dataclass(slots=True)
class Composer:
    """Composes one edition of a corpus."""

    corpus: Corpus
    sources: list[Source]
    pool: Pool
    progress: Progress

    def compose(self, base: Edition | None, *, anew: bool = False) -> Edition:
        """The edition, from a base where that helps; one that exists already is left as it is, unless made `anew`."""
        identifier = edition_id(self.sources)
        folder = self.corpus.layout.edition(identifier)
        if anew or not (folder / "manifest.json").is_file():
            writing = start(folder)
            (writing / "tables").mkdir()
            save(writing / "manifest.json", self._written(identifier, writing, base))
            finish(writing, folder)
        return self.corpus.edition(identifier)

    def _written(self, identifier: str, writing: Path, base: Edition | None) -> EditionManifest:
        scratch = self.corpus.layout.scratch
        scratch.mkdir(exist_ok=True)
        beginning = _beginning(base)
        with connect(scratch) as connection:
            grouping = Grouping(connection, self._shelves())
            grouping.group(beginning.files)
            gone = grouping.gone()
            if base is not None and _is_worn(beginning, len(gone)):
                beginning = _beginning(None)
                grouping.forget_base()
                gone = []
            _carry_over(beginning, writing / "tables")
            total = grouping.total()
            with self._index(beginning, gone, writing) as builder:
                next_ord = self._records(grouping, beginning, builder, writing)
                builder.seal()
                # while the index is being finished, what follows from the tables is made
                values = writing / "tables" / part_name("values", beginning.part)
                sort_values(connection, scratch / "values.parquet", values)
                dead = sorted([*dead_ords(beginning.files), *(ord_ for ord_, _ in gone)])
                account = write_account(grouping, writing / "tables", dead)
                counts = self._derived(scratch, writing)
        self._check(writing, counts.records, total)
        known = _known_parts(beginning.edition)
        return EditionManifest(
            id=identifier,
            schema=SCHEMA,
            built=time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            rules=rules_digest(),
            sources=self._accounted(account),
            parts=_parts(writing / "tables", known),
            index=index_parts(writing / "index", known),
            index_schema=INDEX_SCHEMA,
            next_ord=next_ord,
            dead=len(dead),
            counts=counts,
            base=beginning.edition.id if beginning.edition else None,
        )

    def _shelves(self) -> list[Shelf]:
        shelves = []
        for source in self.sources:
            said = self.corpus.delivery(source.key).name
            shelves.append(Shelf(source.key, self.corpus.layout.delivery(source.key), said, source.name))
        return sorted(shelves, key=lambda shelf: (shelf.name, shelf.key))

    def _index(self, beginning: _Start, gone: list[tuple[int, str]], writing: Path) -> IndexBuilder:
        """The index with what is carried over from the base."""
        base = _index_base(beginning.edition)
        builder = IndexBuilder(writing / "index", self.pool, base=base)
        if base is not None:
            builder.delete(identifier for _, identifier in gone)
        elif beginning.edition is not None:
            _index_again(builder, beginning, {ord_ for ord_, _ in gone})
        return builder

    def _records(self, grouping: Grouping, beginning: _Start, builder: IndexBuilder, writing: Path) -> int:
        """Write and index the new and changed records; the next free ordinal."""
        tables = writing / "tables"
        parts = RecordParts(tables, beginning.part, self.corpus.layout.scratch / "values.parquet")
        ords = count(beginning.next_ord)
        total, done = grouping.fresh(), 0
        self.pool.expect(total * RECORD_BYTES)
        try:
            for batch in self._batches(
                _tasks(grouping, ords), Place(str(builder.directory), str(tables), self.pool.jobs)
            ):
                parts.add(batch)
                done += batch.records
                self.progress("merge", done, total)
        except BaseException:
            close_texts(str(tables))
            raise
        parts.close()
        name_texts(self.pool, tables, beginning.part)
        return next(ords)

    def _derived(self, scratch: Path, writing: Path) -> Counts:
        self.progress("derive", 0, 1)
        with connect(scratch) as connection:
            counts = write_derived(connection, writing / "tables")
            write_completeness(connection, writing / "tables", self._shelves())
        self.progress("derive", 1, 1)
        return counts

    def _check(self, writing: Path, records: int, expected: int) -> None:
        """As many records, texts and index entries as were to be made, before anybody reads them."""
        tables = Tables(writing)
        texts = tables.rows_written("texts") - tables.rows_written("dead")
        index = IndexReader(writing / "index", tables.texts).size
        if not records == texts == index == expected:
            raise CorpusError(
                "COUNTS",
                room="corpus",
                path=str(self.corpus.layout.root),
                records=records,
                texts=texts,
                index=index,
                expected=expected,
            )

    def _batches(self, tasks: Iterator[tuple[int, Task]], place: Place) -> Iterator[Batch]:
        """Records made by the pool, in the order of their ordinals."""
        waiting: deque[Future[Batch]] = deque()
        for size, task in tasks:
            waiting.append(self.pool.run(size, made, task, place))
            while len(waiting) > self.pool.ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def _accounted(self, account: list[dict[str, Any]]) -> tuple[Source, ...]:
        """The deliveries with what became of their contributions, in the order of their names."""
        found = []
        for source in sorted(self.sources, key=lambda source: (source.name, source.key)):
            mine = [row for row in account if row["delivery"] == source.key]
            merged, superseded = (sum(row[what] for row in mine) for what in ("merged", "superseded"))
            found.append(Source(key=source.key, name=source.name, merged=merged, superseded=superseded))
        return tuple(found)


def _tasks(grouping: Grouping, ords: Iterator[int]) -> Iterator[tuple[int, Task]]:
    """What is to be made, in pieces that are worth sending, with their size."""
    for some in grouping.slices(ords):
        yield some.size, some
    task: list[tuple[int, Group]] = []
    size = 0
    for group in grouping.groups():
        task.append((next(ords), group))
        size += sum(len(entry.json) for entry in group.entries)
        if size >= TASK_BYTES or len(task) >= TASK_RECORDS:
            yield size, task
            task, size = [], 0
    if task:
        yield size, task


def _beginning(base: Edition | None) -> _Start:
    """Where to start from a base; from nothing where it was made by other rules or has been added to too often."""
    if base is None or base.manifest.rules != rules_digest():
        return _Start(None, {}, 0, 0)
    files = {
        table: [base.tables_directory / part.file for part in parts]
        for table, parts in base.manifest.parts.items()
        if table in RECORD_TABLES or table == "dead"
    }
    numbers = [int(path.stem.rpartition("-")[2]) for path in files.get("records", ())]
    if len(numbers) >= MOST_PARTS:
        return _Start(None, {}, 0, 0)
    return _Start(base, files, base.manifest.next_ord, max(numbers, default=-1) + 1)


def _is_worn(beginning: _Start, gone: int) -> bool:
    """Whether too much of what would be carried over is dead."""
    if beginning.edition is None:
        return False
    dead = beginning.edition.manifest.dead + gone
    return dead > MOST_DEAD * max(beginning.next_ord, 1)


def _carry_over(beginning: _Start, tables: Path) -> None:
    for table, paths in beginning.files.items():
        for path in paths:
            if table != "dead":
                share(path, tables / path.name)


def _index_base(edition: Edition | None) -> Path | None:
    if edition is None or edition.manifest.index_schema != INDEX_SCHEMA:
        return None
    return edition.index_directory


def _index_again(builder: IndexBuilder, beginning: _Start, gone: set[int]) -> None:
    """Index what is carried over from a base whose index has another layout."""
    dead = gone.union(dead_ords(beginning.files))
    index_texts(builder, beginning.files.get("texts", []), dead)


def index_texts(builder: IndexBuilder, paths: list[Path], dead: set[int]) -> None:
    """Index the records of some parts of `texts`."""
    texts = (entry for entry in Texts(paths).every() if entry[0] not in dead)
    while batch := list(islice(texts, TASK_RECORDS)):
        builder.add_batch(batch)


def _known_parts(base: Edition | None) -> dict[int, Part]:
    """What the base's manifest says of its files, by inode: shared files need not be summed up again."""
    if base is None:
        return {}
    parts = [(base.tables_directory, part) for some in base.manifest.parts.values() for part in some]
    parts += [(base.index_directory, part) for part in base.manifest.index]
    return {(folder / part.file).stat().st_ino: part for folder, part in parts}


def _parts(folder: Path, known: dict[int, Part]) -> dict[str, tuple[Part, ...]]:
    return {table: _summed(paths, known, parquet_rows) for table, paths in files_of(folder).items()}


def index_parts(folder: Path, known: dict[int, Part]) -> tuple[Part, ...]:
    """The files of an index as the manifest lists them; locks are none of it."""
    files = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.endswith(".lock"))
    return _summed(files, known, lambda path: -1)


def _summed(paths: list[Path], known: dict[int, Part], rows: Callable[[Path], int]) -> tuple[Part, ...]:
    with ThreadPoolExecutor(processes()) as threads:
        return tuple(threads.map(lambda path: known.get(path.stat().st_ino) or part_of(path, rows(path)), paths))


def reindex(edition: Edition, pool: Pool, progress: Progress) -> None:
    """Make the index of an edition anew from its tables. Readers of the old one keep its files."""
    manifest = edition.manifest
    files = {table: [edition.tables_directory / part.file for part in parts] for table, parts in manifest.parts.items()}
    folder = edition.index_directory
    writing = start(folder)
    pool.expect(manifest.counts.records * RECORD_BYTES)
    with IndexBuilder(writing, pool) as builder:
        index_texts(builder, files.get("texts", []), set(dead_ords(files)))
    progress("index", manifest.counts.records, manifest.counts.records)
    finish(writing, folder)
    changed = msgspec.structs.replace(manifest, index=index_parts(folder, {}), index_schema=INDEX_SCHEMA)
    save(edition.directory / "manifest.json", changed)
