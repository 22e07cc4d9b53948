"""What a build tells about the files it was given."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from zhihang.corpus.manifest import Counts, DeliveryManifest
from zhihang.records.problem import Problem


class FileReport(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One file inside a delivery.

    `format`: its product; else `aside` (a message code of the room `sources`) or `problem` says why nothing was read.
    """

    file: str
    format: str | None = None
    aside: str | None = None
    problem: str | None = None
    read: int = 0
    withdrawn: int = 0
    judged: int = 0
    problems: int = 0
    fatal: int = 0
    notices: int = 0


class DeliveryReport(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One delivered file: what it is, and what was read, distinct, merged and superseded in it.

    `known`: it had been read before; `same_as`: another file of this build has the same content; `refused`: too large
    a share of it could not be read, so it is no part of the edition.
    """

    file: str
    key: str
    sha256: str
    formats: tuple[str, ...] = ()
    read: int = 0
    distinct: int = 0
    merged: int = 0
    superseded: int = 0
    withdrawn: int = 0
    judged: int = 0
    problems: int = 0
    fatal: int = 0
    notices: int = 0
    known: bool = False
    same_as: str | None = None
    refused: bool = False
    members: tuple[FileReport, ...] = ()

    @property
    def is_usable(self) -> bool:
        """Whether the edition takes anything from it."""
        return not self.refused and self.read + self.withdrawn > 0

    @property
    def has_judgements(self) -> bool:
        """Whether the overlay takes anything from it."""
        return not self.refused and self.judged > 0


class BuildReport(msgspec.Struct, omit_defaults=True, kw_only=True):
    """What came of `zhihang corpus add`. `edition` is absent after a dry run and when no file was usable;
    `overlay`: the version of the judgements on names, where there are any; `contradictions`: problems among them."""

    deliveries: list[DeliveryReport] = []
    unreadable: list[Problem] = []
    edition: str | None = None
    before: str | None = None
    overlay: str | None = None
    contradictions: int = 0
    counts: Counts | None = None
    dry_run: bool = False

    @property
    def problems(self) -> int:
        """Counted problems of all files, and of the judgements together where this build brought any."""
        read = sum(entry.problems for entry in self.deliveries if not entry.same_as)
        return len(self.unreadable) + read + self.contradictions

    @property
    def notices(self) -> int:
        """Places of all files where everything was kept, and something is worth a look."""
        return sum(entry.notices for entry in self.deliveries if not entry.same_as)

    @property
    def is_complete(self) -> bool:
        """Whether everything could be read (exit status 0 rather than 3)."""
        return not self.problems

    @property
    def is_usable(self) -> bool:
        """Whether any file gave anything (else exit status 1)."""
        return any(entry.is_usable or entry.has_judgements for entry in self.deliveries)

    def aside(self) -> Iterator[FileReport]:
        """Files that were recognised and left aside."""
        return (member for entry in self.deliveries for member in entry.members if member.aside)

    def unrecognised(self) -> Iterator[FileReport]:
        """Files that nobody could read."""
        return (member for entry in self.deliveries for member in entry.members if member.problem)


def delivery_report(
    manifest: DeliveryManifest, name: str, *, key: str, known: bool, same_as: str | None
) -> DeliveryReport:
    """What is reported of a delivery; what was merged and superseded is known once the edition is there."""
    members = tuple(
        FileReport(
            file=member.file,
            format=member.product,
            aside=member.aside,
            problem=member.problem,
            read=member.read,
            withdrawn=member.withdrawn,
            judged=member.judged,
            problems=member.problems,
            fatal=member.fatal,
            notices=member.notices,
        )
        for member in manifest.members
    )
    return DeliveryReport(
        file=name,
        key=key,
        sha256=manifest.sha256,
        formats=manifest.products,
        read=manifest.read,
        distinct=manifest.distinct,
        withdrawn=manifest.withdrawn,
        judged=manifest.judged,
        problems=manifest.problems,
        fatal=manifest.fatal,
        notices=manifest.notices,
        known=known,
        same_as=same_as,
        refused=manifest.refused,
        members=members,
    )
