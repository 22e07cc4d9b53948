"""Writing an index: records in, each process that makes them writes segments of its own, at the end they are one index.

Nothing but the records themselves passes between processes: a token stream is as long as its text, and the engine's
documents are made where they are written.
"""

from __future__ import annotations

import os
import shutil
from collections import deque
from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import tantivy

from zhihang.corpus.index.documents import IndexDocument, index_document
from zhihang.corpus.index.endings import write_endings
from zhihang.corpus.index.schema import CODE, GAP_WORD, ID, ORD, ROW, TEXT_FIELDS, create_index, open_index
from zhihang.corpus.index.segments import unite
from zhihang.corpus.index.stream import GAP
from zhihang.corpus.pool import Pool
from zhihang.records.record import Record, from_json

WRITER_MEMORY: Final = 600_000_000
"""Bytes that all writers together may gather before they write segments."""
SEGMENT_TEXT: Final = 256_000_000
"""Characters of text after which segments are written, in all writers together. The engine takes ten thousand documents
in advance, however long they are; here it is waited for, so that memory does not grow with the input."""
LEAST_MEMORY: Final = 20_000_000
"""Bytes that a writer needs."""
THREADS: Final = 2
"""Threads of the engine that write, in all processes together as far as there are more than one."""
MANY_SEGMENTS: Final = 8
"""As many of a size are merged by the engine."""
_PART: Final = "part-"

# the end of a value takes one position, and so does the end of the word between
_BETWEEN = tantivy.PreTokenizedString(GAP_WORD, [tantivy.Token(GAP_WORD, GAP - 3, 0, 0)])


class SegmentWriter:
    """This process's share of an index that is being written: a folder of its own below that of the index."""

    def __init__(self, directory: Path, writers: int) -> None:
        self.folder = directory / f"{_PART}{os.getpid()}"
        self.folder.mkdir(parents=True)
        memory, threads = max(WRITER_MEMORY // writers, LEAST_MEMORY), max(1, THREADS // writers)
        self._engine: Any = create_index(str(self.folder)).writer(memory, threads)
        self._most = SEGMENT_TEXT // writers
        self._taken = 0

    def add(self, records: Iterable[tuple[int, Record]]) -> None:
        """Records with their ordinals."""
        for ord_, record in records:
            document = index_document(ord_, record)
            self._engine.add_document(engine_document(document))
            self._taken += sum(len(stream) for _, streams in document.texts for stream in streams)
            if self._taken >= self._most:
                self._engine.commit()
                self._taken = 0

    def close(self) -> None:
        """Write what is left."""
        self._engine.commit()
        self._engine.wait_merging_threads()

    def abandon(self) -> None:
        """Stop, leaving what was written to whoever clears the folder."""
        self._engine.rollback()


_OPEN: dict[str, SegmentWriter] = {}
"""The shares that this process is writing, by the folder of the index."""


def write_records(directory: str, writers: int, records: Iterable[tuple[int, Record]]) -> None:
    """Write records into this process's share of the index in a folder that up to so many processes write."""
    if directory not in _OPEN:
        _OPEN[directory] = SegmentWriter(Path(directory), writers)
    _OPEN[directory].add(records)


def _write_texts(directory: str, writers: int, batch: Sequence[tuple[int, bytes]]) -> None:
    write_records(directory, writers, ((ord_, from_json(data)) for ord_, data in batch))


def _close(directory: str) -> None:
    writer = _OPEN.pop(directory, None)
    if writer is not None:
        writer.close()


def _abandon(directory: str) -> None:
    writer = _OPEN.pop(directory, None)
    if writer is not None:
        writer.abandon()


class IndexBuilder:
    """Writes one index folder. Used as a context: leaving it makes the index, an exception leaves it unfinished.

    `pool`: the processes that write; without one, this process. `base`: an index folder whose files (hard links,
    immutable) the new one starts from; records to be replaced are deleted by id.
    """

    def __init__(self, directory: Path, pool: Pool | None = None, *, base: Path | None = None) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        self.directory = directory
        self.pool = pool or Pool(1)
        self._pending: deque[Future[None]] = deque()
        self._sealing: list[Future[None]] | None = None
        self._deleted: list[str] = []
        if base is None:
            create_index(str(directory))
        else:
            link_index(base, directory)

    def add_batch(self, batch: Sequence[tuple[int, bytes]]) -> None:
        """Records to add, as (ordinal, JSON form)."""
        size = sum(len(data) for _, data in batch)
        self._pending.append(self.pool.run(size, _write_texts, str(self.directory), self.pool.jobs, batch))
        while len(self._pending) > self.pool.ahead:
            self._pending.popleft().result()

    def delete(self, ids: Iterable[str]) -> None:
        """Records of the base to take out."""
        self._deleted += ids

    def seal(self) -> None:
        """All records are there: the processes write what they hold, while this one may do something else."""
        while self._pending:
            self._pending.popleft().result()
        self._sealing = self.pool.everywhere(_close, str(self.directory))

    def commit(self) -> None:
        """Make one index of what the base and all processes have."""
        if self._sealing is None:
            self.seal()
        if self._deleted:
            self._rewrite(self._deleted)
        for written in self._sealing or ():
            written.result()
        if unite(sorted(self.directory.glob(f"{_PART}*")), self.directory) >= MANY_SEGMENTS:
            self._rewrite()
        write_endings(self.directory, open_index(str(self.directory)).searcher(), TEXT_FIELDS)

    def _rewrite(self, deleted: Iterable[str] = ()) -> None:
        """Delete records; the engine merges segments where there are many of a size."""
        writer: Any = open_index(str(self.directory)).writer(WRITER_MEMORY // THREADS, 1)
        for identifier in deleted:
            writer.delete_documents_by_term(ID, identifier)
        writer.commit()
        writer.wait_merging_threads()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if kind is None:
            self.commit()
        else:
            _abandon(str(self.directory))


def engine_document(document: IndexDocument) -> Any:
    """The engine's form of prepared fields."""
    made = tantivy.Document()
    made.add_text(ID, document.id)
    made.add_unsigned(ORD, document.ord)
    made.add_bytes(ROW, document.row)
    for name, streams in document.texts:
        made.add_text(name, streams[0])
        for stream in streams[1:]:
            made.add_pre_tokenized_text(name, _BETWEEN)
            made.add_text(name, stream)
    for code in document.codes:
        made.add_text(CODE, code)
    for name, number in document.signed:
        made.add_integer(name, number)
    for name, number in document.unsigned:
        made.add_unsigned(name, number)
    for name, value in document.facets:
        made.add_text(f"facet_{name}", value)
    if document.pinyin:
        made.add_pre_tokenized_text("mkpy", _syllables(document.pinyin))
    return made


def _syllables(positions: list[list[str]]) -> Any:
    """All readings of each character at its position."""
    tokens = [
        tantivy.Token(reading, position, 0, 0) for position, readings in enumerate(positions) for reading in readings
    ]
    return tantivy.PreTokenizedString(" ".join(token.text for token in tokens), tokens)


def link_index(base: Path, directory: Path) -> None:
    """Share an index's immutable files with a new folder; what the writer rewrites is copied."""
    for file in base.iterdir():
        target = directory / file.name
        if file.name in {"meta.json", ".managed.json"} or file.name.endswith(".lock"):
            shutil.copyfile(file, target)
        else:
            target.hardlink_to(file)
