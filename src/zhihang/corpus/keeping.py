"""Which editions stay: `use` and `prune`."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

import msgspec

from zhihang.corpus.applicants import overlay, standing
from zhihang.corpus.building import building
from zhihang.corpus.deliveries.arrival import MANIFEST
from zhihang.corpus.edition import Corpus, Edition
from zhihang.corpus.layout import temporary
from zhihang.corpus.manifest import Deliveries, load
from zhihang.corpus.pictures.store import PictureStore
from zhihang.errors import UsageError

VECTORS: Final = "vectors"
"""The folder of a corpus in which `corpus.vectors` keeps its files."""


class Pruned(msgspec.Struct, frozen=True, kw_only=True):
    """What was removed: editions, and deliveries that no edition needs any more."""

    editions: tuple[str, ...] = ()
    deliveries: tuple[str, ...] = ()


def use(path: Path | str, identifier: str) -> Edition:
    """Make another edition the one that is read. Raises NotFound `EDITION`, CorpusLocked, CorpusOutdated."""
    corpus = Corpus.open(path)
    with building(corpus):
        edition = corpus.edition(identifier)
        return corpus.switch(edition.manifest.id)


def prune(path: Path | str, keep: int) -> Pruned:
    """Remove all but the `keep` editions built last; the one that is read always stays, and counts.

    Deliveries that none of the remaining editions is made of go, too, but for the notes of files that gave nothing.
    Raises UsageError for less than one.
    """
    if keep < 1:
        raise UsageError("KEEP", room="corpus", keep=keep)
    corpus = Corpus.open(path)
    with building(corpus):
        editions = corpus.editions()
        current = corpus.current_id()
        editions.sort(key=lambda edition: edition.id != current)
        stay, go = editions[:keep], editions[keep:]
        needed = {source.key for edition in stay for source in load(edition.directory / MANIFEST, Deliveries).sources}
        for edition in go:
            _remove(edition.directory)
        needed.update(manifest.key for manifest in corpus.unused())
        judged = overlay.current_overlay(corpus)
        needed.update(source.key for source in judged.sources)
        standing.forget([edition.id for edition in stay], overlay.overlay_folder(corpus, judged.version))
        unneeded = [folder for folder in _folders(corpus.layout.deliveries) if folder.name not in needed]
        for folder in unneeded:
            _remove(folder)
        _forget_vectors(corpus.layout.root / VECTORS, {edition.id for edition in stay})
        PictureStore(corpus.layout.root).forget({folder.name for folder in _folders(corpus.layout.deliveries)})
        return Pruned(
            editions=tuple(edition.id for edition in go), deliveries=tuple(folder.name for folder in unneeded)
        )


def _forget_vectors(folder: Path, stay: set[str]) -> None:
    """Lists of which record has which vector go with their editions; the vectors belong to texts and stay."""
    for path in folder.glob("*/*.npz"):
        if path.stem not in stay:
            path.unlink()


def _folders(parent: Path) -> list[Path]:
    return sorted(parent.iterdir()) if parent.is_dir() else []


def _remove(folder: Path) -> None:
    """In two steps, so that nobody sees half of it."""
    going = temporary(folder)
    folder.rename(going)
    shutil.rmtree(going)
