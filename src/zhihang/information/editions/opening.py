"""Editions that are kept open between requests, so that a page does not open indexes and tables anew."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path
from threading import Lock
from typing import Final

from zhihang.information.corpora.places import Place
from zhihang.library.corpora import OpenEdition

KEPT: Final = 16
"""Editions that stay open: the public one and those of some organizations; the one asked least lately goes first."""


class OpenEditions:
    """Open editions by folder and id. An edition never changes, so an open one is never out of date."""

    def __init__(self, most: int = KEPT) -> None:
        self.most = most
        self._open: OrderedDict[tuple[Path, str], OpenEdition] = OrderedDict()
        self._lock = Lock()

    def opened(self, folder: Path, identifier: str) -> OpenEdition:
        """The edition, opened now or kept open. Raises NotFound, CorpusOutdated; who asks at once opens once."""
        key = folder, identifier
        with self._lock:
            found = self._open.get(key)
            if found is None:
                found = self._open[key] = _whole(folder, identifier)
                while len(self._open) > self.most:
                    self._open.popitem(last=False)  # whoever still reads it holds it
            self._open.move_to_end(key)
        return found

    def __len__(self) -> int:
        return len(self._open)


def _whole(folder: Path, identifier: str) -> OpenEdition:
    """Opened so far that whatever forbids reading it is said now, not in the middle of an answer."""
    found = OpenEdition(folder, identifier)
    _ = found.edition.manifest, found.reader
    return found


_OPEN = OpenEditions()


def opened(place: Place, identifier: str) -> OpenEdition:
    """An edition of a corpus. Raises NotFound `EDITION`, CorpusOutdated."""
    return _OPEN.opened(place.folder, identifier)
