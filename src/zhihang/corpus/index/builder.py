"""Writing an index: records in, any number of processes preparing them, one writer."""

from __future__ import annotations

import shutil
from collections import deque
from collections.abc import Iterable, Sequence
from concurrent.futures import Executor, Future
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import tantivy

from zhihang.corpus.index.documents import IndexDocument, index_document
from zhihang.corpus.index.endings import write_endings
from zhihang.corpus.index.schema import CODE, ID, ORD, ROW, TEXT_FIELDS, create_index, open_index
from zhihang.records.record import from_json

WRITER_MEMORY = 600_000_000
"""Bytes that the engine gathers before it writes a segment; with two threads, half each."""
QUEUED_BATCHES = 6


def prepare(batch: Sequence[tuple[int, bytes]]) -> list[IndexDocument]:
    """The index fields of some records (ordinal, JSON form). Runs in worker processes."""
    return [index_document(ord_, from_json(data)) for ord_, data in batch]


class IndexBuilder:
    """Writes one index folder. Used as a context: leaving it commits, an exception leaves the folder uncommitted.

    `executor`: prepares batches beside the writer; None: in this process. `base`: an index folder whose files (hard
    links, immutable) the new one starts from; records to be replaced are deleted by id first.
    """

    def __init__(self, directory: Path, executor: Executor | None = None, *, base: Path | None = None) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        self.directory = directory
        self.executor = executor
        self.pending: deque[Future[list[IndexDocument]]] = deque()
        if base is None:
            self.index = create_index(str(directory))
        else:
            link_index(base, directory)
            self.index = open_index(str(directory))
        self.writer: Any = self.index.writer(WRITER_MEMORY, 2)

    def add_batch(self, batch: Sequence[tuple[int, bytes]]) -> None:
        """Records to add, as (ordinal, JSON form)."""
        if self.executor is None:
            self._write(prepare(batch))
            return
        self.pending.append(self.executor.submit(prepare, batch))
        while len(self.pending) > QUEUED_BATCHES:
            self._write(self.pending.popleft().result())

    def delete(self, ids: Iterable[str]) -> None:
        """Records to take out. Must come before the batches that bring their new versions."""
        for identifier in ids:
            self.writer.delete_documents_by_term(ID, identifier)

    def _write(self, documents: Iterable[IndexDocument]) -> None:
        for document in documents:
            self.writer.add_document(engine_document(document))

    def commit(self) -> None:
        """Write what is pending and make it visible."""
        while self.pending:
            self._write(self.pending.popleft().result())
        self.writer.commit()
        self.writer.wait_merging_threads()
        self.index.reload()
        write_endings(self.directory, self.index.searcher(), TEXT_FIELDS)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if kind is None:
            self.commit()
        else:
            for future in self.pending:
                future.cancel()
            self.writer.rollback()


def engine_document(document: IndexDocument) -> Any:
    """The engine's form of prepared fields."""
    made = tantivy.Document()
    made.add_text(ID, document.id)
    made.add_unsigned(ORD, document.ord)
    made.add_bytes(ROW, document.row)
    for name, stream in document.texts:
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
