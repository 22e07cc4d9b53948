"""What an edition is made of, as a certificate: its files, the rules and readers, what became of every contribution.

A certificate is computed from what the corpus holds; two editions with the same id have the same one, the day of its
building and the outcome of the checks aside.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec

from zhihang.corpus.applicants.overlay import current_overlay
from zhihang.corpus.edition import Edition
from zhihang.corpus.manifest import Counts
from zhihang.corpus.progress import Progress, silent
from zhihang.corpus.verification import Fault, verify
from zhihang.records.problem import Problem


class CertifiedFile(msgspec.Struct, frozen=True, kw_only=True):
    """One delivered file of the edition, by its checksum, with what was read and what became of it.

    `read` contributions; `merged` into records with others; `superseded` by later deliveries or withdrawals;
    `withdrawn`: instructions to take something back; `problems`: damaged places; `notices`: places where all was kept.
    """

    name: str
    sha256: str
    size: int
    products: tuple[str, ...]
    reader: str
    delivered: str | None
    read: int
    distinct: int
    merged: int
    superseded: int
    withdrawn: int
    problems: int
    notices: int


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the contributions of one file for an office, kind code and year of publication.

    `read` is the sum of `used`, `taken_back` (by instruction) and `superseded` (by a later delivery).
    """

    file: str
    office: str
    kind: str
    year: str
    read: int
    used: int
    taken_back: int
    superseded: int


class UnusedFile(msgspec.Struct, frozen=True, kw_only=True):
    """A delivered file that gave nothing, with the codes of the reasons."""

    name: str
    sha256: str
    reasons: tuple[str, ...]


class Certificate(msgspec.Struct, frozen=True, kw_only=True):
    """The certificate of an edition 数据证书. `faults` is None where the files were not checked."""

    edition: str
    built: str
    schema: int
    index_schema: int
    rules: str
    overlay: str
    counts: Counts
    files: tuple[CertifiedFile, ...]
    completeness: tuple[Standing, ...]
    problems: dict[str, int]
    notices: dict[str, int]
    unused: tuple[UnusedFile, ...]
    faults: tuple[Fault, ...] | None


def certificate(edition: Edition, *, checked: bool = True, progress: Progress = silent) -> Certificate:
    """The certificate of an edition; `checked` also compares all its files with their checksums."""
    manifest = edition.manifest
    return Certificate(
        edition=edition.id,
        built=manifest.built,
        schema=manifest.schema,
        index_schema=manifest.index_schema,
        rules=manifest.rules,
        overlay=current_overlay(edition.corpus).version,
        counts=manifest.counts,
        files=_files(edition),
        completeness=completeness(edition),
        problems=_by_code(edition.problems()),
        notices=_by_code(edition.notices()),
        unused=tuple(
            UnusedFile(
                name=entry.name,
                sha256=entry.sha256,
                reasons=tuple(dict.fromkeys(m.aside or m.problem or "" for m in entry.members)),
            )
            for entry in edition.corpus.unused()
        ),
        faults=tuple(verify(edition, progress)) if checked else None,
    )


def _by_code(found: Iterable[Problem]) -> dict[str, int]:
    return dict(sorted(Counter(each.code for each in found).items()))


def _files(edition: Edition) -> tuple[CertifiedFile, ...]:
    return tuple(
        CertifiedFile(
            name=source.name,
            sha256=entry.sha256,
            size=entry.size,
            products=entry.products,
            reader=entry.reader,
            delivered=entry.delivered,
            read=entry.read,
            distinct=entry.distinct,
            merged=source.merged,
            superseded=source.superseded,
            withdrawn=entry.withdrawn,
            problems=entry.problems,
            notices=entry.notices,
        )
        for source, entry in zip(edition.manifest.sources, edition.deliveries(), strict=True)
    )


def completeness(edition: Edition) -> tuple[Standing, ...]:
    """Every contribution of every file, counted by office, kind and year, and by what became of it."""
    listed = ", ".join(f'"{name}"' for name in Standing.__struct_fields__)
    rows = edition.tables.ask(f"SELECT {listed} FROM completeness ORDER BY 1, 2, 3, 4").fetchall()
    return tuple(Standing(**dict(zip(Standing.__struct_fields__, row, strict=True))) for row in rows)
