"""The gallery of a record: its pictures as addresses of small and large images, and those that were only named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.urls import reverse

from zhihang.library import Corpus
from zhihang.library.pictures import PictureNote, leading_pictures, pictures

SIZES: Final[dict[str, int | None]] = {"small": 96, "middle": 320, "full": None}
"""Name of a size in addresses → the longest side in pixels; the full one is as delivered."""
_VERSION: Final = 12


@dataclass(frozen=True, slots=True)
class Figure:
    """One picture of a record as pages show it: where its image lies in each size, and its own page."""

    record: str
    edition: str
    note: PictureNote

    @property
    def small(self) -> str:
        """The address of its small image."""
        return self._image("small")

    @property
    def middle(self) -> str:
        """The address of its image in a gallery."""
        return self._image("middle")

    @property
    def full(self) -> str:
        """The address of the image in its own size."""
        return self._image("full")

    @property
    def page(self) -> str:
        """The address of its page."""
        return self._address("record_pages:picture")

    @property
    def similar(self) -> str:
        """The address that leads to pictures like it."""
        return self._address("record_pages:similar_pictures")

    def _address(self, name: str) -> str:
        return f"{reverse(name, args=[self.record, self.note.n])}?{urlencode({'edition': self.edition})}"

    def _image(self, size: str) -> str:
        """With the beginning of its sum, so that a browser may keep it for good."""
        asked = urlencode({"edition": self.edition, "v": self.note.sha256[:_VERSION]})
        return f"{reverse('record_pages:image', args=[self.record, self.note.n, size])}?{asked}"


@dataclass(frozen=True, slots=True)
class Gallery:
    """The pictures of a record that are here, and those that its source names and did not deliver."""

    figures: tuple[Figure, ...]
    missing: tuple[PictureNote, ...]

    def around(self, n: int) -> tuple[Figure | None, Figure | None]:
        """The figures before and after a place."""
        before = [each for each in self.figures if each.note.n < n]
        after = [each for each in self.figures if each.note.n > n]
        return before[-1] if before else None, after[0] if after else None


def gallery(corpus: Corpus, record_id: str) -> Gallery:
    """The gallery of the record of an id. Raises NotFound `RECORD`."""
    notes = pictures(corpus, record_id)
    return Gallery(
        tuple(Figure(record_id, corpus.edition_id, note) for note in notes if note.is_kept),
        tuple(note for note in notes if not note.is_kept),
    )


def leading_figures(corpus: Corpus, hits: Sequence[tuple[int, str]]) -> dict[tuple[int, str], Figure]:
    """The figure that stands for each hit (place of its corpus, id) in a list; hits without one are left out."""
    found = leading_pictures(corpus, hits)
    return {hit: Figure(hit[1], corpus.editions[hit[0]].id, note) for hit, note in found.items()}


def is_current(version: str, sha256: str) -> bool:
    """Whether an address names the picture that is there, so that its answer never changes."""
    return bool(version) and version == sha256[:_VERSION]
