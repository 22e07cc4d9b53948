"""Which edition a page reads, and what it is made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import msgspec

from zhihang import config
from zhihang.corpus.applicants.overlay import current_version
from zhihang.corpus.certificate import Certificate, certificate
from zhihang.corpus.deliveries.arrival import PROBLEMS
from zhihang.corpus.edition import Corpus as CorpusFolder
from zhihang.corpus.edition import Edition
from zhihang.corpus.manifest import DeliveryManifest, Source
from zhihang.library import Corpus, open_corpus
from zhihang.records.problem import Problem

_KEPT_OPEN = 4


def corpus(edition: str = "") -> Corpus:
    """The corpus that pages read, in the edition named or the current one.

    An edition is opened once and kept; a switch to another is seen at the next request. Raises NotFound where there is
    no such corpus or edition.
    """
    return _opened(config.text_value("corpus"), edition_named(edition).id)


def edition_named(identifier: str = "") -> Edition:
    """The edition of that id, or the current one. Raises NotFound."""
    folder = CorpusFolder.open(config.text_value("corpus"))
    return folder.edition(identifier) if identifier else folder.current()


def kept_editions() -> list[Edition]:
    """All editions that can still be read, the latest built first."""
    return CorpusFolder.open(config.text_value("corpus")).editions()


@lru_cache(maxsize=_KEPT_OPEN)
def _opened(path: str, edition: str) -> Corpus:
    return open_corpus(Path(path), edition=edition)


@dataclass(frozen=True, slots=True)
class DeliveredFile:
    """One delivered file 来文 as a part of an edition."""

    manifest: DeliveryManifest
    source: Source


def delivered_files(edition: Edition) -> list[DeliveredFile]:
    """The files an edition is a function of, in the order of their names."""
    files = zip(edition.deliveries(), edition.manifest.sources, strict=True)
    return [DeliveredFile(manifest, source) for manifest, source in files]


def certificate_of(edition: Edition) -> Certificate:
    """The certificate of an edition, without the checks of its files; counted once for each version of judgements."""
    return _certified(str(edition.corpus.layout.root), edition.id, current_version(edition.corpus))


@lru_cache(maxsize=_KEPT_OPEN)
def _certified(path: str, identifier: str, _overlay: str) -> Certificate:
    return certificate(CorpusFolder.open(path).edition(identifier), checked=False)


def problems(edition: Edition) -> Iterator[Problem]:
    """Every counted problem of the edition's files, in the order of the files."""
    decoder = msgspec.json.Decoder(Problem)
    for source in edition.manifest.sources:
        path = edition.corpus.layout.delivery(source.key) / PROBLEMS
        if path.is_file():
            with path.open("rb") as stream:
                yield from (decoder.decode(line) for line in stream if line.strip())
