"""Is an edition what it says it is? Checksums of all files, rows of all tables, as many records in the index."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from zhihang.corpus.edition import Edition
from zhihang.corpus.manifest import Part
from zhihang.corpus.progress import Progress, silent


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is wrong: a message code of this room (`missing`, `checksum`, `rows`, `count`), where, details."""

    code: str
    file: str
    expected: str = ""
    found: str = ""


def verify(edition: Edition, progress: Progress = silent) -> list[Fault]:
    """Everything that is wrong with an edition; empty when nothing is."""
    manifest = edition.manifest
    files = [(edition.tables_directory, part) for parts in manifest.parts.values() for part in parts]
    files += [(edition.index_directory, part) for part in manifest.index]
    faults: list[Fault] = []
    for done, (folder, part) in enumerate(files, start=1):
        faults += _file_faults(folder, part)
        progress("verify", done, len(files), part.file)
    if not faults:
        faults += _count_faults(edition)
    return faults


def _file_faults(folder: Path, part: Part) -> Iterator[Fault]:
    path = folder / part.file
    shown = f"{folder.name}/{part.file}"
    try:
        with path.open("rb") as stream:
            found = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        yield Fault(code="missing", file=shown, found=error.strerror or str(error))
        return
    if found != part.sha256:
        yield Fault(code="checksum", file=shown, expected=part.sha256, found=found)


def _count_faults(edition: Edition) -> Iterator[Fault]:
    expected = edition.manifest.counts.records
    for table, parts in edition.manifest.parts.items():
        rows = edition.tables.rows_written(table)
        if rows != sum(part.rows for part in parts):
            yield Fault(code="rows", file=table, expected=str(sum(part.rows for part in parts)), found=str(rows))
    for what, found in (("records", edition.tables.count()), ("index", edition.index.size)):
        if found != expected:
            yield Fault(code="count", file=what, expected=str(expected), found=str(found))
