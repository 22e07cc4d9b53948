"""Giving the records of an edition their vectors (`zhihang corpus encode`). No text is encoded twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

import numpy as np

from zhihang.corpus.edition import Corpus, Edition
from zhihang.corpus.layout import UNFINISHED
from zhihang.corpus.lock import locked
from zhihang.corpus.progress import Progress, silent
from zhihang.corpus.vectors.encoder import Encoder, encoder
from zhihang.corpus.vectors.nearest import Vectors, script_of
from zhihang.corpus.vectors.passage import VERSION, passage_of
from zhihang.corpus.vectors.store import Store, digest
from zhihang.records.record import from_json

BATCH: Final = 64
"""Texts that are encoded and written at a time: what an interruption costs."""
READ: Final = 4_000
"""Records that are read at a time."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """What came of it: the edition, the encoder, records with a vector, texts encoded now, records without text."""

    edition: str
    encoder: str
    records: int
    texts: int
    without_text: int


def store_of(corpus: Corpus, model: Encoder) -> Store:
    """Where the vectors of an encoder lie in a corpus."""
    return Store(corpus.layout.root / "vectors" / f"{model.name}-{VERSION}", model.dimensions)


def vectors_of(edition: Edition, model: Encoder | None = None) -> Vectors | None:
    """The vectors of an edition; None where it has none of this encoder. Raises UsageError `NO_ENCODER`.

    An edition that was composed anew under its id has other ordinals: it must be encoded again (no text is).
    """
    model = model or encoder()
    store = store_of(edition.corpus, model)
    path = store.folder / f"{edition.id}.npz"
    if not path.is_file():
        return None
    vectors = Vectors(store, path)
    return vectors if vectors.built == edition.manifest.built else None


def encode(
    path: Path | str, edition: str | None = None, *, model: Encoder | None = None, progress: Progress = silent
) -> Encoded:
    """Encode what is not encoded yet of an edition, by default the current one.

    Interrupted, it goes on where it was the next time. Raises UsageError `NO_ENCODER`, NotFound, CorpusLocked.
    """
    corpus = Corpus.open(path)
    chosen = corpus.current() if edition is None else corpus.edition(edition)
    model = model or encoder()
    store = store_of(corpus, model)
    with locked(corpus.layout.root / "vectors" / "lock"):
        return _encode(chosen, store, model, progress)


def _encode(edition: Edition, store: Store, model: Encoder, progress: Progress) -> Encoded:
    ords = edition.tables.every().to_pylist()
    known = store.rows()
    before = len(known)
    placed: list[tuple[int, bytes, int]] = []
    waiting: dict[bytes, str] = {}
    for done, (ord_, text) in enumerate(_texts(edition, ords), 1):
        if text:
            key = digest(text)
            placed.append((ord_, key, script_of(text)))
            if key not in known:
                waiting[key] = text
        if len(waiting) >= BATCH or (done == len(ords) and waiting):
            _write(store, model, known, waiting)
        progress("encode", done, len(ords))
    _save(store, edition, [(ord_, known[key], script) for ord_, key, script in placed])
    without = len(ords) - len(placed)
    return Encoded(edition.id, model.name, len(placed), len(known) - before, without)


def _texts(edition: Edition, ords: list[int]) -> Iterator[tuple[int, str]]:
    rest = iter(ords)
    while batch := list(islice(rest, READ)):
        for ord_, data in edition.tables.texts(batch):
            yield ord_, passage_of(from_json(data))


def _write(store: Store, model: Encoder, known: dict[bytes, int], waiting: dict[bytes, str]) -> None:
    """Encode what waits and write it; texts of like length together, which the engine does faster."""
    keys = sorted(waiting, key=lambda key: len(waiting[key]))
    store.add(keys, model.passages([waiting[key] for key in keys]))
    for key in keys:
        known[key] = len(known)
    waiting.clear()


def _save(store: Store, edition: Edition, placed: list[tuple[int, int, int]]) -> None:
    """Write which record has which vector, in one step; forget editions that are no more."""
    store.folder.mkdir(parents=True, exist_ok=True)
    columns = np.array(placed, np.int64).reshape(-1, 3)
    path = store.folder / f"{edition.id}.npz"
    writing = path.with_name(f"{path.name}{UNFINISHED}")
    with writing.open("wb") as stream:
        np.savez(
            stream,
            ords=columns[:, 0],
            rows=columns[:, 1],
            scripts=columns[:, 2].astype(np.uint8),
            built=np.array(edition.manifest.built),
        )
    writing.rename(path)
    kept = {other.id for other in edition.corpus.editions()}
    for other in store.folder.glob("*.npz"):
        if other.stem not in kept:
            other.unlink()
