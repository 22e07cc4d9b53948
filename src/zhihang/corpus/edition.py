"""The corpus on disk and its editions 版本, as readers see them.

    corpus = Corpus.open(Path("corpus"))
    edition = corpus.current()
    edition.manifest.counts.records

Opening reads JSON only; the engines of tables and index are imported when they are first asked. Nothing here writes
into an edition.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from zhihang.corpus.layout import SCHEMA, UNFINISHED, Layout, write_whole
from zhihang.corpus.manifest import Coverage, DeliveryManifest, EditionManifest, Marker, load, save
from zhihang.errors import CorpusError, CorpusOutdated, NotFound
from zhihang.records.problem import Level, Problem

if TYPE_CHECKING:
    from zhihang.corpus.applicants.standardized import Standardized
    from zhihang.corpus.index.reader import IndexReader
    from zhihang.corpus.pictures.finding import EditionPictures
    from zhihang.corpus.tables.reading import Tables


class Edition:
    """One edition 版本 of a corpus: immutable, a function of the set of its deliveries."""

    def __init__(self, corpus: Corpus, identifier: str) -> None:
        self.corpus = corpus
        self.id = identifier
        self.directory = corpus.layout.edition(identifier)
        self._standardized: Standardized | None = None

    def __repr__(self) -> str:
        return f"Edition({self.id!r})"

    @cached_property
    def manifest(self) -> EditionManifest:
        """What it is made of. Raises CorpusOutdated for another schema."""
        path = self.directory / "manifest.json"
        _check(load(path, Marker).schema, self.corpus.layout.root)
        return load(path, EditionManifest)

    @property
    def index_directory(self) -> Path:
        """Where its full-text index lies."""
        return self.directory / "index"

    @property
    def tables_directory(self) -> Path:
        """Where its column tables lie."""
        return self.directory / "tables"

    @cached_property
    def tables(self) -> Tables:
        """Its column tables; the engine is imported now."""
        from zhihang.corpus.tables.reading import Tables

        return Tables(self.directory, lambda: self.standardized)

    @property
    def standardized(self) -> Standardized:
        """Its applicants under the judgements on names as they stand now."""
        from zhihang.corpus.applicants.overlay import current_overlay, current_version
        from zhihang.corpus.applicants.standardized import Standardized

        if self._standardized is None or self._standardized.overlay.version != current_version(self.corpus):
            self._standardized = Standardized(self, current_overlay(self.corpus), self.tables)
        return self._standardized

    @cached_property
    def pictures(self) -> EditionPictures:
        """The pictures of its records that are kept."""
        from zhihang.corpus.pictures.finding import EditionPictures

        return EditionPictures(self)

    @cached_property
    def index(self) -> IndexReader:
        """Its full-text index. Raises CorpusOutdated `INDEX_OUTDATED` for another layout."""
        from zhihang.corpus.index.reader import IndexReader
        from zhihang.corpus.index.schema import SCHEMA_VERSION
        from zhihang.corpus.schemes import SetSchemes

        if self.manifest.index_schema != SCHEMA_VERSION:
            raise CorpusOutdated(
                "INDEX_OUTDATED",
                room="corpus",
                path=str(self.corpus.layout.root),
                found=self.manifest.index_schema,
                expected=SCHEMA_VERSION,
            )
        return IndexReader(
            self.index_directory,
            lambda ords: self.tables.texts(ords),
            SetSchemes(),
            by_id=lambda ords: self.tables.ranks.by_id(ords),
        )

    def problems(self) -> Iterator[Problem]:
        """Every damaged place of its files, in the order of their names (`zhihang corpus problems`)."""
        for source in self.manifest.sources:
            yield from self.corpus.problems(source.key)

    def notices(self) -> Iterator[Problem]:
        """Every place of its files that is noteworthy and lost nothing (`zhihang corpus problems --notices`)."""
        for source in self.manifest.sources:
            yield from self.corpus.problems(source.key, "notice")

    def read_before(self) -> list[DeliveryManifest]:
        """Files that older readers have read: added again, they are read anew and replace the older reading."""
        from zhihang.corpus.deliveries.arrival import READER

        return [entry for entry in self.deliveries() if entry.reader != READER]

    def coverage(self) -> dict[str, Coverage]:
        """Per product: filled record keys, unread paths and what was left aside, with their numbers."""
        found: dict[str, Coverage] = {}
        for delivery in self.deliveries():
            for product, coverage in delivery.coverage.items():
                mine = found.setdefault(product, Coverage())
                for what in ("filled", "unread", "aside"):
                    counts = getattr(mine, what)
                    for name, number in getattr(coverage, what).items():
                        counts[name] = counts.get(name, 0) + number
        return dict(sorted(found.items()))

    def deliveries(self) -> list[DeliveryManifest]:
        """The files it was built from, in the order of their names."""
        return [self.corpus.delivery(source.key) for source in self.manifest.sources]


class Corpus:
    """A corpus 数据库: a folder of editions and of what was delivered for them."""

    def __init__(self, root: Path) -> None:
        self.layout = Layout(root)

    @classmethod
    def open(cls, path: Path | str) -> Corpus:
        """A corpus that exists. Raises NotFound `CORPUS`, or CorpusOutdated."""
        corpus = cls(Path(path))
        if not corpus.layout.marker.is_file():
            raise NotFound("CORPUS", room="corpus", path=str(path))
        _check(load(corpus.layout.marker, Marker).schema, corpus.layout.root)
        return corpus

    @classmethod
    def create(cls, path: Path | str) -> Corpus:
        """The corpus in a folder, made where there is none. Raises CorpusError `FOREIGN` for any other folder."""
        corpus = cls(Path(path))
        if corpus.layout.marker.is_file():
            return cls.open(path)
        root = corpus.layout.root
        if root.exists() and (not root.is_dir() or any(root.iterdir())):
            raise CorpusError("FOREIGN", room="corpus", path=str(path))
        root.mkdir(parents=True, exist_ok=True)
        save(corpus.layout.marker, Marker(schema=SCHEMA))
        return corpus

    def current_id(self) -> str | None:
        """The id of the edition that is read, if there is any."""
        try:
            return self.layout.current.read_text("ascii").strip() or None
        except FileNotFoundError:
            return None

    def current(self) -> Edition:
        """The edition that is read. Raises NotFound `NO_EDITION` before the first build."""
        identifier = self.current_id()
        if identifier is None:
            raise NotFound("NO_EDITION", room="corpus", path=str(self.layout.root))
        return self.edition(identifier)

    def edition(self, identifier: str) -> Edition:
        """An edition by its id or an unambiguous beginning of it. Raises NotFound `EDITION`."""
        known = [entry.name for entry in self._folders()]
        found = [name for name in known if name == identifier] or [n for n in known if n.startswith(identifier)]
        if len(found) != 1 or not identifier:
            raise NotFound("EDITION", room="corpus", edition=identifier, known=", ".join(known) or "-")
        return Edition(self, found[0])

    def editions(self) -> list[Edition]:
        """All editions, the latest built first."""
        return [Edition(self, entry.name) for entry in self._folders()]

    def _folders(self) -> list[Path]:
        if not self.layout.editions.is_dir():
            return []
        whole = [entry for entry in self.layout.editions.iterdir() if (entry / "manifest.json").is_file()]
        whole = [entry for entry in whole if not _is_unfinished(entry)]
        return sorted(whole, key=lambda entry: (-(entry / "manifest.json").stat().st_mtime_ns, entry.name))

    def switch(self, identifier: str) -> Edition:
        """Make an edition the one that is read, in one step (`zhihang corpus use`)."""
        edition = self.edition(identifier)
        write_whole(self.layout.current, f"{edition.id}\n".encode("ascii"))
        return edition

    def unused(self) -> list[DeliveryManifest]:
        """Delivered files that gave nothing (unrecognised, left aside, refused), in the order of their names.

        No edition is made of them; they are kept so that people see what was not read and why. Of a file that was read
        again the later reading counts.
        """
        folders = self.layout.deliveries.iterdir() if self.layout.deliveries.is_dir() else ()
        found = [load(folder / "manifest.json", DeliveryManifest) for folder in folders if not _is_unfinished(folder)]
        newest: dict[tuple[str, str | None, str | None], list[int]] = {}
        for entry in found:
            newest[entry.what] = max(entry.reader_order, newest.get(entry.what, []))
        latest = [entry for entry in found if entry.reader_order == newest[entry.what]]
        unused = [entry for entry in latest if entry.refused or not entry.read + entry.withdrawn + entry.judged]
        return sorted(unused, key=lambda entry: (entry.name, entry.key))

    def problems(self, key: str, level: Level = "problem") -> Iterator[Problem]:
        """The places of one delivered file that are damaged, or those that are only noteworthy."""
        decoder = msgspec.json.Decoder(Problem)
        path = self.layout.delivery(key) / "problems.jsonl"
        if path.is_file():
            with path.open("rb") as stream:
                yield from (found for line in stream if (found := decoder.decode(line)).level == level)

    def delivery(self, key: str) -> DeliveryManifest:
        """What was read of a delivered file."""
        return load(self.layout.delivery(key) / "manifest.json", DeliveryManifest)


def _is_unfinished(folder: Path) -> bool:
    return folder.name.endswith(UNFINISHED)


def _check(schema: int, root: Path) -> None:
    if schema != SCHEMA:
        raise CorpusOutdated("OUTDATED", room="corpus", path=str(root), found=schema, expected=SCHEMA)
