"""Perceptual hashes for pictures that were delivered beside a record's file, so that they are compared as well.

Readers hash what stands inside a record's own file; a drawing beside it is seen only when records are made. Marks and
designs alone are hashed: their pictures are what is protected. A picture counts only where it came in the same delivery
as the record, so that an edition stays a function of its deliveries.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

import msgspec

from zhihang.corpus.pictures.store import Kept, PictureStore, base_name
from zhihang.errors import UsageError
from zhihang.records.marks import Image
from zhihang.records.record import Record
from zhihang.sources.pictures import picture_hash

HASHED: Final = frozenset({"trademark", "design"})
_NO_VIEWS: Final = frozenset({"page", "pages", "sound"})


def hashed(record: Record, told_by: Sequence[tuple[str, str]], store: PictureStore) -> Record:
    """The record with the hashes of its pictures that are kept. `told_by`: the files it was read from, each with its
    delivery."""
    if record.right not in HASHED or not any(map(_is_open, record.images)) or not store.is_there:
        return record
    images = tuple(_hashed(image, told_by, store) if _is_open(image) else image for image in record.images)
    return record if images == record.images else msgspec.structs.replace(record, images=images)


def _is_open(image: Image) -> bool:
    return image.hash is None and image.kind not in _NO_VIEWS


def _hashed(image: Image, told_by: Sequence[tuple[str, str]], store: PictureStore) -> Image:
    for file, delivery in told_by:
        found = _beside(file, store.in_delivery(base_name(image.file), delivery))
        hash_ = found and _hash(store, found.sha256)
        if hash_:
            return msgspec.structs.replace(image, hash=hash_)
    return image


def _beside(file: str, kept: Sequence[Kept]) -> Kept | None:
    """Of pictures of one name the one in the folder of a file; else the only one."""
    folder = _folder(file.casefold())
    near = [each for each in kept if _folder(each.name) == folder]
    found = near or kept
    return found[0] if len(found) == 1 else None


def _folder(name: str) -> str:
    """The folder of a member inside the delivered file, whatever that is called."""
    member = name.partition("!")[2]
    return member[: len(member) - len(base_name(member))]


@lru_cache(maxsize=4096)
def _hash_of(path: str, sha256: str) -> str | None:
    data = PictureStore(Path(path).parent).data(sha256)
    try:
        return picture_hash(data) if data else None
    except UsageError:  # its page says that it cannot be unpacked
        return None


def _hash(store: PictureStore, sha256: str) -> str | None:
    return _hash_of(str(store.path), sha256)
