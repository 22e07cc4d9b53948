"""Which kept picture a record means by a name: the one beside the record's own file, in the same delivery.

Official files name pictures as they lie beside them, sometimes in another case or another folder of the same archive.
"""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from zhihang.corpus.deliveries.contribution import holds
from zhihang.corpus.pictures.store import Kept, PictureStore, base_name
from zhihang.records.marks import Image
from zhihang.records.provenance import Provenance

if TYPE_CHECKING:
    from zhihang.corpus.edition import Edition

INSIDE = "#"
"""How the name of a picture begins that stands inside the record's own file: a JSON pointer follows."""


def inside_name(file: str, position: int | None, pointer: str) -> str:
    """The name under which a picture is kept that stands inside a record's file."""
    return f"{file}@{position or 0}{pointer}"


class Named(msgspec.Struct):
    """What of a record says which pictures it has, and where they are."""

    id: str
    right_id: str
    images: tuple[Image, ...] = ()
    provenance: tuple[Provenance, ...] = ()


@dataclass(frozen=True, slots=True)
class _Home:
    """Where a record's file lies: its name as delivered, and the delivery it is of."""

    file: str
    position: int | None
    delivery: str


class EditionPictures:
    """The kept pictures as one edition sees them."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self.store = PictureStore(edition.corpus.layout.root)
        self._said: dict[str, str] = {}

    @cached_property
    def _deliveries(self) -> dict[str, list[str]]:
        """The name of each delivered file → the keys of what was read of it."""
        found: dict[str, list[str]] = defaultdict(list)
        for source in self._edition.manifest.sources:
            found[source.name].append(source.key)
        return found

    def find(self, image: Image, record: Named) -> Kept | None:
        """The picture that is meant; None where it was not delivered."""
        homes = list(self._homes(record))
        names = {name: home for home in homes for name in _names(home, image.file)}
        kept = self.store.named(names) if names else {}
        for name, home in names.items():
            if name in kept:
                return _of(home, kept[name])
        return self._elsewhere(image, homes)

    def _elsewhere(self, image: Image, homes: Sequence[_Home]) -> Kept | None:
        """The only picture of that name in the archive that the record's file stands in."""
        if image.file.startswith(INSIDE):
            return None
        for home in homes:
            archive, sign, _ = home.file.rpartition("!")
            if sign:
                found = [
                    each for each in self.store.within(archive + sign, image.file) if each.delivery == home.delivery
                ]
                if len(found) == 1:
                    return found[0]
        return None

    def _homes(self, record: Named) -> Iterator[_Home]:
        """The files a record was read from, those first that named its pictures."""
        for source in sorted(record.provenance, key=lambda each: "images" not in each.fields):
            outer = self._delivered_file(source.file)
            for key in self._speaking(self._deliveries.get(outer, []), outer, source, record):
                yield _Home(self._name(key) + source.file[len(outer) :], source.position, key)

    def _speaking(self, keys: list[str], outer: str, source: Provenance, record: Named) -> list[str]:
        """Of deliveries of one name those that speak of the record; files of every week may be called alike."""
        if len(keys) < 2:
            return keys
        corpus = self._edition.corpus
        found = []
        for key in keys:
            file = self._name(key) + source.file[len(outer) :]
            if holds(corpus.layout.delivery(key), file, source.position, record.id, record.right_id):
                found.append(key)
        return found

    def _name(self, key: str) -> str:
        """The name under which a file was read, which is that of its pictures."""
        if key not in self._said:
            self._said[key] = self._edition.corpus.delivery(key).name
        return self._said[key]

    def _delivered_file(self, file: str) -> str:
        """The delivered file that a member is of: the longest beginning that is one."""
        name = file
        while name not in self._deliveries and "!" in name:
            name = name.rpartition("!")[0]
        return name


def _names(home: _Home, file: str) -> Iterator[str]:
    """Under which names a picture is looked for that a record's file names."""
    if file.startswith(INSIDE):
        yield inside_name(home.file, home.position, file)
        return
    archive, sign, member = home.file.rpartition("!")
    folder = member.rpartition("/")[0]
    path = file.replace("\\", "/").lstrip("/")
    for within in dict.fromkeys((posixpath.join(folder, path), posixpath.join(folder, base_name(path)))):
        yield f"{archive}{sign}{posixpath.normpath(within)}"


def _of(home: _Home, kept: Sequence[Kept]) -> Kept:
    """Of pictures of one name, that of the record's own delivery; else the last (a file that came beside it)."""
    return next((each for each in kept if each.delivery == home.delivery), kept[-1])
