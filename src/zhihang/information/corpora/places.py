"""Where a corpus lies and whose it is: what everything that reads or fills one starts from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from zhihang.corpus.edition import Corpus as CorpusFolder

PUBLIC: Final = "public"
"""The key of the public corpus."""


@dataclass(frozen=True, slots=True)
class Place:
    """A corpus 数据库 as it is named in addresses: `key` is `public`, or the number of a private one.

    `name`: for people, in the language of the page; `organization`: the number of its owner, None for the public one.
    """

    key: str
    name: str
    folder: Path
    organization: int | None = None

    @property
    def is_public(self) -> bool:
        """Whether it is the public record."""
        return self.key == PUBLIC

    @property
    def has_edition(self) -> bool:
        """Whether there is anything to read in it yet."""
        return CorpusFolder(self.folder).current_id() is not None

    def opened(self) -> CorpusFolder:
        """Its folder of editions. Raises NotFound `CORPUS`, CorpusOutdated."""
        return CorpusFolder.open(self.folder)
