"""Which editions a page reads, and what one is made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from zhihang.corpus.applicants.overlay import current_version
from zhihang.corpus.certificate import Certificate, certificate
from zhihang.corpus.edition import Corpus as CorpusFolder
from zhihang.corpus.edition import Edition
from zhihang.corpus.manifest import DeliveryManifest, Source
from zhihang.errors import CorpusError, NotFound
from zhihang.information.corpora.places import PUBLIC, Place
from zhihang.information.corpora.selectors import place, readable
from zhihang.information.editions.opening import opened
from zhihang.information.editions.reading import OpenPlace, Reading
from zhihang.records.problem import Level, Problem
from zhihang.workspace.actors.actor import Actor

_KEPT_OPEN = 4
_LONGEST_SHOWN = 60


def reading(actor: Actor, edition: str = "", within: str = "") -> Reading:
    """The corpora that are asked together, each in one edition; never one that the actor may not read.

    `edition`: ids joined with `+` name exactly these editions, whatever `within` says. `within`: keys of corpora joined
    with commas, each read in its current edition. Neither: the public corpus and those of the organization acted for.
    A corpus that cannot be read yet stands in `left_out`. Raises NotFound `EDITION_GONE` for an edition that is not
    kept any more or is somebody else's, one answer for both; NotFound `NO_CORPUS_HERE`; NotFound or CorpusOutdated
    where nothing can be read at all.
    """
    identifiers = edition.replace("+", " ").split()
    if not identifiers:
        return _current(places_within(actor, within))
    found: list[OpenPlace] = []
    for each in identifiers:
        found.append(_named(readable(actor), each, found, edition))
    return Reading(found)


def places_within(actor: Actor, within: str = "") -> list[Place]:
    """The corpora named, or those that are asked where none is: see `reading`. Raises NotFound `NO_CORPUS_HERE`."""
    if keys := [key for key in within.split(",") if key]:
        return [place(actor, key) for key in dict.fromkeys(keys)]
    return [each for each in readable(actor) if each.is_public or each.organization == actor.organization]


def _current(places: list[Place]) -> Reading:
    found: list[OpenPlace] = []
    left_out: list[tuple[Place, NotFound | CorpusError]] = []
    for each in places:
        try:
            found.append((each, opened(each, each.opened().current().id)))
        except (NotFound, CorpusError) as error:
            left_out.append((each, error))
    if not found:
        raise left_out[0][1] if left_out else NotFound("NO_CORPUS_HERE", room="information", corpus=PUBLIC)
    return Reading(found, left_out)


def _named(places: list[Place], identifier: str, taken: list[OpenPlace], asked: str) -> OpenPlace:
    """The edition of an id or its beginning. The same files make the same id: each corpus answers for it once."""
    used = {each.key for each, edition in taken if edition.id.startswith(identifier)}
    begun: list[tuple[Place, str]] = []
    for each in places:
        try:
            begun.append((each, each.opened().edition(identifier).id))
        except (NotFound, CorpusError):
            continue
    whole = [pair for pair in begun if pair[1] == identifier] or begun
    for each, known in whole:
        if each.key not in used:
            return each, opened(each, known)
    raise NotFound("EDITION_GONE", room="information", edition=asked[:_LONGEST_SHOWN])


def edition_of(actor: Actor, corpus: str = PUBLIC, identifier: str = "") -> Edition:
    """The edition of one corpus by its id, or the current one. Raises NotFound, also `EDITION_GONE`; CorpusOutdated."""
    folder = place(actor, corpus).opened()
    if not identifier:
        return folder.current()
    try:
        return folder.edition(identifier)
    except NotFound as error:
        raise NotFound("EDITION_GONE", room="information", edition=identifier[:_LONGEST_SHOWN]) from error


def kept_editions(actor: Actor, corpus: str = PUBLIC) -> list[Edition]:
    """All editions of a corpus that can still be read, the latest built first."""
    return place(actor, corpus).opened().editions()


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


def noted(edition: Edition, level: Level, code: str = "") -> Iterator[Problem]:
    """The damaged places of the edition's files and of files that gave nothing, or the noteworthy ones; of one kind."""
    keys = [source.key for source in edition.manifest.sources] + [entry.key for entry in edition.corpus.unused()]
    found = (each for key in keys for each in edition.corpus.problems(key, level))
    return (each for each in found if each.code == code) if code else found


def noted_counts(edition: Edition, level: Level) -> dict[str, int]:
    """How many there are of each kind, the most first; counted once while the same files gave nothing."""
    gave_nothing = tuple(entry.key for entry in edition.corpus.unused())
    return dict(_noted_counts(str(edition.corpus.layout.root), edition.id, level, gave_nothing))


@lru_cache(maxsize=2 * _KEPT_OPEN)
def _noted_counts(
    path: str, identifier: str, level: Level, _gave_nothing: tuple[str, ...]
) -> tuple[tuple[str, int], ...]:
    counted = Counter(each.code for each in noted(CorpusFolder.open(path).edition(identifier), level))
    return tuple(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))
