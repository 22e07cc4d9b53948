"""The corpora that a page asks together, and which of them a hit comes from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

from zhihang.corpus.manifest import Counts
from zhihang.errors import NotFound, ZhihangError
from zhihang.information.corpora.places import Place
from zhihang.library.corpora import Corpus, OpenEdition

_LONGEST_SHOWN = 40
OpenPlace: TypeAlias = tuple[Place, OpenEdition]


class Reading(Corpus):
    """Corpora asked together, each in one edition: `places` in the order of `editions`, so of a hit's `corpus`.

    `left_out`: corpora that were meant too and cannot be read, with what forbids it: one without an edition yet, say.
    """

    def __init__(self, found: Sequence[OpenPlace], left_out: Sequence[tuple[Place, ZhihangError]] = ()) -> None:
        super().__init__([edition for _, edition in found])
        self.places = [place for place, _ in found]
        self.left_out = list(left_out)

    def __eq__(self, other: object) -> bool:
        """The same editions are the same reading: what was worked out for one holds for the other."""
        return isinstance(other, Reading) and self._named == other._named

    def __hash__(self) -> int:
        return hash(self._named)

    @property
    def _named(self) -> tuple[tuple[Path, str], ...]:
        pairs = zip(self.places, self.editions, strict=True)
        return tuple((place.folder, edition.id) for place, edition in pairs)

    def only(self, key: str) -> Reading:
        """Of these corpora the one of a key. Raises NotFound `NO_CORPUS_HERE` where it is not among them."""
        found = [pair for pair in zip(self.places, self.editions, strict=True) if pair[0].key == key]
        if not found:
            raise NotFound("NO_CORPUS_HERE", room="information", corpus=key[:_LONGEST_SHOWN])
        return Reading(found)

    def holding(self, identifier: str) -> list[Place]:
        """The corpora among these that hold the record of an id."""
        pairs = zip(self.places, self.editions, strict=True)
        return [place for place, each in pairs if len(each.edition.tables.ords_of_ids([identifier]))]

    @property
    def is_current(self) -> bool:
        """Whether each edition is the one that its corpus is read in by default."""
        return all(
            place.opened().current_id() == edition.id for place, edition in zip(self.places, self.editions, strict=True)
        )

    @property
    def within(self) -> str:
        """Which corpora, as addresses name them."""
        return ",".join(place.key for place in self.places)

    @property
    def is_several(self) -> bool:
        """Whether a hit must say where it comes from."""
        return len(self.places) > 1

    @property
    def placed(self) -> dict[int, Place]:
        """Where a hit stands, by its `corpus`; empty where only one corpus is asked."""
        return dict(enumerate(self.places)) if self.is_several else {}

    @property
    def counts(self) -> Counts:
        """What the editions hold together: a document that stands in two corpora counts in each."""
        held = [each.edition.manifest.counts for each in self.editions]
        return Counts(
            records=sum(each.records for each in held),
            conflicts=sum(each.conflicts for each in held),
            withdrawn=sum(each.withdrawn for each in held),
            right=_added([each.right for each in held]),
            office=_added([each.office for each in held]),
            kind=_added([each.kind for each in held]),
            year=_added([each.year for each in held]),
        )


def _added(counts: Sequence[dict[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for each in counts:
        total.update(each)
    return dict(total)
