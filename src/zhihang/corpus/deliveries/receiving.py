"""Delivered files are read: opened, recognised, cut, parsed, and kept as deliveries.

    files ─ sources.walk ─ recognise ─ split (here) ─ parse (pool) ─ contributions.parquet + problems.jsonl + manifest

The order of the answers is the order of the files, whatever the pool does. Memory is bounded by the tasks under way.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from zhihang.corpus.deliveries.arrival import MANIFEST, READER, Arrival, Identity
from zhihang.corpus.deliveries.parsing import BATCH, Parsed, parsed, weight
from zhihang.corpus.layout import DELIVERY_SCHEMA, Layout
from zhihang.corpus.manifest import DeliveryManifest, load
from zhihang.corpus.pictures.store import PictureKeeper
from zhihang.corpus.pool import Pool
from zhihang.corpus.progress import Progress
from zhihang.records.dates import PartialDate
from zhihang.records.problem import Problem
from zhihang.sources.containers import DAMAGE, Delivered, checksum, walk
from zhihang.sources.pictures import MOST_BYTES
from zhihang.sources.reading import chunks, recognised
from zhihang.sources.source import Aside, Chunk, Place, Source

PICTURE: Final = "aside-picture"
"""The reason for which a picture is left aside: it is no record, but belongs to one."""


@dataclass(frozen=True, slots=True)
class File:
    """One file that somebody delivers: its path, and the name under which records say that they come from it."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Reading:
    """How files are to be read: as a forced format, as delivered on a date."""

    as_format: Source | None = None
    delivered: PartialDate | None = None


def files_below(paths: Iterable[Path]) -> list[File]:
    """Every file below the paths, in the order of their names; a folder's files are named from the folder on."""
    found: dict[Path, File] = {}
    for path in sorted(set(paths)):
        if path.is_dir():
            for entry in sorted(entry for entry in path.rglob("*") if not entry.is_dir()):
                name = f"{path.resolve().name}/{entry.relative_to(path).as_posix()}"
                found.setdefault(entry.resolve(), File(entry, name))
        else:
            found.setdefault(path.resolve(), File(path, path.name))
    return list(found.values())


def delivery_key(sha256: str, reading: Reading) -> str:
    """The key of a delivery: what was delivered, as what, when, and by which version it was read."""
    forced = reading.as_format
    name = f"{forced.name} {forced.fingerprint}".strip() if forced else ""
    parts = (str(DELIVERY_SCHEMA), READER, sha256, name, reading.delivered or "")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def identified(file: File, reading: Reading) -> Identity | Problem:
    """What the file is as a delivery; a problem where it cannot be opened."""
    try:
        sha256, size = checksum(file.path), file.path.stat().st_size
    except OSError as error:
        return Problem(file=file.name, code="unreadable", detail=error.strerror or str(error), fatal=True)
    return Identity(
        key=delivery_key(sha256, reading),
        name=file.name,
        sha256=sha256,
        size=size,
        as_format=reading.as_format.name if reading.as_format else None,
        delivered=reading.delivered,
    )


@dataclass(slots=True)
class _Task:
    """What is to be written down of a member, now or when the pool has answered; without an outcome: the file ends."""

    arrival: Arrival
    file: str = ""
    product: str | None = None
    outcome: Future[Parsed] | Problem | Aside | None = None


@dataclass(slots=True)
class Receiver:
    """Reads files that were not read before into deliveries; `dry` counts only and writes nothing."""

    layout: Layout
    reading: Reading
    pool: Pool
    progress: Progress
    dry: bool = False
    finished: dict[str, DeliveryManifest] = field(default_factory=dict)
    _waiting: deque[_Task] = field(default_factory=deque)
    _read: int = 0
    _total: int = 0
    _keeper: PictureKeeper = field(init=False)

    def __post_init__(self) -> None:
        self._keeper = PictureKeeper(None if self.dry else self.layout.root)

    def receive(self, files: list[tuple[File, Identity]]) -> dict[str, DeliveryManifest]:
        """The deliveries by key; those that are on disk already are not read again."""
        new: dict[str, tuple[File, Identity]] = {}
        for file, identity in files:
            path = self.layout.delivery(identity.key) / MANIFEST
            if path.is_file():
                self.finished[identity.key] = load(path, DeliveryManifest)
            else:
                new.setdefault(identity.key, (file, identity))
        self._total = sum(identity.size for _, identity in new.values())
        self.pool.expect(self._total)
        try:
            for file, identity in new.values():
                self._file(file, identity)
            self._settle(0)
        finally:
            for task in self._waiting:
                task.arrival.abandon()
            self._keeper.close()
        return self.finished

    def _file(self, file: File, identity: Identity) -> None:
        arrival = Arrival(identity, None if self.dry else self.layout.delivery(identity.key), self._keeper)
        for delivered in walk([file.path]):
            if isinstance(delivered, Problem):
                problem = _renamed(delivered, file)
                self._waiting.append(_Task(arrival, problem.file, outcome=problem))
                continue
            delivered.name = file.name + delivered.name[len(file.path.name) :]
            self._member(arrival, delivered)
            self.progress("read", self._read + min(delivered.stream.size, identity.size), self._total, file.name)
        self._waiting.append(_Task(arrival))
        self._read += identity.size
        self.progress("read", self._read, self._total, file.name)

    def _member(self, arrival: Arrival, delivered: Delivered) -> None:
        source = self.reading.as_format or recognised(delivered)
        if not isinstance(source, Source):
            is_picture = isinstance(source, Aside) and source.reason == PICTURE
            problem = self._kept(arrival, delivered) if is_picture else None
            self._waiting.append(_Task(arrival, delivered.name, outcome=problem or source))
            return
        place = Place(file=delivered.name, product=source.name, delivered=self.reading.delivered)
        for batch in _batches(chunks(delivered, source, place)):
            outcome = batch if isinstance(batch, Problem) else self._parsed(source, batch, place)
            self._waiting.append(_Task(arrival, place.file, place.product, outcome))
            self._settle(self.pool.ahead)
        self._waiting.append(_Task(arrival, place.file, place.product, _NOTHING))

    def _kept(self, arrival: Arrival, delivered: Delivered) -> Problem | None:
        """A picture goes where records find it; the problem of one that cannot be read whole."""
        picture = b""
        try:
            while len(picture) <= MOST_BYTES and (block := delivered.stream.read(MOST_BYTES)):
                picture += block  # the first block is what was looked at to recognise the file
        except DAMAGE as error:
            return Problem(file=delivered.name, code="archive-damaged", detail=str(error) or type(error).__name__)
        if len(picture) > MOST_BYTES:
            return Problem(file=delivered.name, code="too-large", detail=f"more than {MOST_BYTES} bytes")
        arrival.keep(delivered.name, picture)
        return None

    def _parsed(self, source: Source, batch: list[Chunk], place: Place) -> Future[Parsed]:
        return self.pool.run(sum(map(weight, batch)), parsed, source.parse, batch, place)

    def _settle(self, ahead: int) -> None:
        """Take answers in their order until at most `ahead` are awaited."""
        while len(self._waiting) > ahead:
            task = self._waiting[0]
            if task.outcome is None:
                manifest = task.arrival.close()
                self.finished[manifest.key] = manifest
            else:
                outcome = task.outcome.result() if isinstance(task.outcome, Future) else task.outcome
                task.arrival.note(task.file, outcome, task.product)
            self._waiting.popleft()


_NOTHING: Future[Parsed] = Future()
_NOTHING.set_result(Parsed())


def _renamed(problem: Problem, file: File) -> Problem:
    return Problem(
        file=file.name + problem.file[len(file.path.name) :],
        code=problem.code,
        position=problem.position,
        detail=problem.detail,
        fatal=problem.fatal,
    )


def _batches(pieces: Iterator[Chunk | Problem]) -> Iterator[list[Chunk] | Problem]:
    """Chunks in groups that are worth sending; problems in their place."""
    batch: list[Chunk] = []
    size = 0
    for piece in pieces:
        if isinstance(piece, Problem):
            if batch:
                yield batch
                batch, size = [], 0
            yield piece
            continue
        batch.append(piece)
        size += weight(piece)
        if size >= BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
