"""The pictures of records as they were delivered, and pictures like a given one, by perceptual hash."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec

from zhihang.corpus.pictures.finding import INSIDE, Named
from zhihang.corpus.pictures.rendering import Rendered, measured, rendered
from zhihang.corpus.pictures.store import Kept, PictureStore
from zhihang.errors import CorpusError, NotFound
from zhihang.records.marks import Image

if TYPE_CHECKING:
    from zhihang.corpus.pictures.finding import EditionPictures
    from zhihang.library.corpora import Corpus, OpenEdition

HASH_BITS = 64
_SMALL: Final = 400
_IN_MEMORY: Final = 512
"""So many pictures of a side up to so many pixels are not made again at once."""
ALIKE_BITS = 16
"""Two pictures that differ in so many bits of 64 are worth looking at; unrelated ones differ in about 32."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a record 图样 as it was delivered: its bytes and what they are, width and height in pixels.

    `data` may be of a format that browsers do not read, or hold more than pixels: to show it, see
    `zhihang.corpus.pictures.rendering.rendered`. `caption`: its name in the file; `sha256`: the sum of `data`.
    """

    media_type: str
    data: bytes
    width: int
    height: int
    caption: str
    sha256: str


@dataclass(frozen=True, slots=True)
class PictureNote:
    """A picture that a record names 图样: its place from 1, its file and kind as the source says, its perceptual hash.

    `sha256` is empty where the picture itself was not delivered to this corpus: then only its name is known.
    """

    n: int
    file: str
    kind: str
    hash: str
    sha256: str

    @property
    def is_kept(self) -> bool:
        """Whether its bytes are there."""
        return bool(self.sha256)


def picture(corpus: Corpus, record_id: str, n: int = 1) -> Picture:
    """The `n`-th picture (from 1) of the record of an id.

    Raises NotFound `RECORD`; `PICTURE` where it has none of that place; `PICTURE_FILE` where it was not delivered
    to this corpus; UsageError `NO_PICTURE` where what was delivered is none.
    """
    opened, image, kept = _kept(corpus, record_id, n)
    return Picture(*_described(_data(opened.edition.pictures.store, kept.sha256)), _caption(image), kept.sha256)


def picture_png(corpus: Corpus, record_id: str, n: int = 1, side: int | None = None) -> Rendered:
    """The same as PNG, written anew, no side longer than `side` pixels; small ones stay in memory.

    Raises what `picture` raises, and UsageError `NO_PICTURE` where it is damaged or would unpack to too much.
    """
    opened, _, kept = _kept(corpus, record_id, n)
    store = opened.edition.pictures.store
    if side is None or side > _SMALL:
        return rendered(_data(store, kept.sha256), side)
    return _small(store.path, kept.sha256, side)


def pictures(corpus: Corpus, record_id: str) -> list[PictureNote]:
    """Every picture that the record of an id names, in its order. Raises NotFound `RECORD`."""
    opened, ord_ = _place(corpus, record_id)
    return _notes(opened.edition.pictures, _named(opened, [ord_])[ord_])


def leading_pictures(corpus: Corpus, hits: Sequence[tuple[int, str]]) -> dict[tuple[int, str], PictureNote]:
    """The picture that stands for each record (place of its corpus, id): the first that is kept, marks, views and
    drawings before formulas and scanned pages. Records without any are left out."""
    found: dict[tuple[int, str], PictureNote] = {}
    for place, opened in enumerate(corpus.editions):
        finder = opened.edition.pictures
        ids = [identifier for where, identifier in hits if where == place]
        if not ids or not finder.store.is_there:
            continue
        for named in _named(opened, opened.edition.tables.ords_of_ids(ids).to_pylist()).values():
            best = next((each for each in _leading(finder, named) if each.is_kept), None)
            if best:
                found[place, named.id] = best
    return found


_LAST_KINDS = frozenset({"page", "pages", "chemistry", "mathematics", "tables", "embedded", "cf", "mf", "ch", "sound"})
_DECODER = msgspec.json.Decoder(Named)


def _kept(corpus: Corpus, record_id: str, n: int) -> tuple[OpenEdition, Image, Kept]:
    opened, ord_ = _place(corpus, record_id)
    named = _named(opened, [ord_])[ord_]
    if not 1 <= n <= len(named.images):
        raise NotFound("PICTURE", room="corpus", id=record_id, n=n, most=len(named.images))
    image = named.images[n - 1]
    kept = opened.edition.pictures.find(image, named)
    if kept is None:
        raise NotFound("PICTURE_FILE", room="corpus", id=record_id, n=n, file=image.file)
    return opened, image, kept


def _data(store: PictureStore, sha256: str) -> bytes:
    data = store.data(sha256)
    if data is None:  # the name stands, its content does not: the file was damaged from outside
        raise CorpusError("DAMAGED", room="corpus", path=str(store.path), reason=sha256)
    return data


@lru_cache(maxsize=_IN_MEMORY)
def _small(store: Path, sha256: str, side: int) -> Rendered:
    return rendered(_data(PictureStore(store.parent), sha256), side)


def _place(corpus: Corpus, record_id: str) -> tuple[OpenEdition, int]:
    for opened in corpus.editions:
        ords = opened.edition.tables.ords_of_ids([record_id])
        if len(ords):
            return opened, ords[0].as_py()
    raise NotFound("RECORD", room="corpus", id=record_id)


def _named(opened: OpenEdition, ords: Sequence[int]) -> dict[int, Named]:
    return {ord_: _DECODER.decode(data) for ord_, data in opened.edition.tables.texts(ords)}


def _notes(finder: EditionPictures, named: Named) -> list[PictureNote]:
    return [_note(finder, named, n) for n in range(1, len(named.images) + 1)]


def _leading(finder: EditionPictures, named: Named) -> Iterator[PictureNote]:
    order = sorted(range(len(named.images)), key=lambda place: named.images[place].kind in _LAST_KINDS)
    return (_note(finder, named, place + 1) for place in order)


def _note(finder: EditionPictures, named: Named, n: int) -> PictureNote:
    image = named.images[n - 1]
    kept = finder.find(image, named)
    return PictureNote(n, image.file, image.kind or "", image.hash or "", kept.sha256 if kept else "")


def _described(data: bytes) -> tuple[str, bytes, int, int]:
    media_type, width, height = measured(data)
    return media_type, data, width, height


def _caption(image: Image) -> str:
    return "" if image.file.startswith(INSIDE) else image.file


@dataclass(frozen=True, slots=True)
class SimilarPicture:
    """A record with a picture like the asked one 近似图样: which picture, and in how many of 64 bits they differ."""

    id: str
    corpus: int
    file: str
    kind: str | None
    n: int
    distance: int
    row: dict[str, Any]

    @property
    def share(self) -> float:
        """How alike, 0 to 1: the share of bits that agree."""
        return 1 - self.distance / HASH_BITS


def similar_pictures(
    corpus: Corpus, picture_hash: str, *, most: int = ALIKE_BITS, scope: str | None = None
) -> list[SimilarPicture]:
    """All pictures that differ from the asked one in at most `most` bits, the nearest first, ties by id.

    `picture_hash`: 16 hexadecimal digits, from `zhihang.sources.pictures.picture_hash`; `scope`: a query that narrows
    what is compared, such as `nice=9`. Only pictures that stand in delivered files have a hash.
    """
    found: list[SimilarPicture] = []
    scoped = None if scope is None else corpus.search(scope).executions
    for place, opened in enumerate(corpus.editions):
        near = opened.edition.tables.pictures_near(int(picture_hash, 16), most)
        if near and scoped is not None:
            inside = set(scoped[place].ordinals())
            near = [each for each in near if each.ord in inside]
        if not near:
            continue
        hits = {hit.ord: hit for hit in opened.reader.rows(sorted({each.ord for each in near}))}
        found += [
            SimilarPicture(hits[each.ord].id, place, each.file, each.kind, each.n, each.distance, hits[each.ord].row)
            for each in near
        ]
    return sorted(found, key=lambda each: (each.distance, each.id, each.file))
