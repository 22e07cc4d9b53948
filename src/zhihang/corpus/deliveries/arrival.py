"""One delivery while it is being read: its counts, its problems, its contributions; at the end its folder."""

from __future__ import annotations

from pathlib import Path
from typing import Final, TypeAlias

import msgspec

from zhihang import __version__
from zhihang.config import number_value
from zhihang.corpus.deliveries.contribution import ContributionWriter
from zhihang.corpus.deliveries.parsing import UNREAD, Parsed
from zhihang.corpus.layout import DELIVERY_SCHEMA, finish, start
from zhihang.corpus.manifest import Coverage, DeliveryManifest, Member, save
from zhihang.corpus.pictures.finding import inside_name
from zhihang.corpus.pictures.store import PictureKeeper
from zhihang.records.problem import Problem
from zhihang.sources.reading import READINGS
from zhihang.sources.source import Aside, Place

READER: Final = f"{__version__}.{READINGS}"
"""Which readers read a file: the version, and how often they changed what they make of the same file."""

PROBLEMS: Final = "problems.jsonl"
JUDGEMENTS: Final = "judgements.jsonl"
MANIFEST: Final = "manifest.json"

Outcome: TypeAlias = Parsed | Problem | Aside


class Identity(msgspec.Struct, frozen=True, kw_only=True):
    """What identifies a delivery, and the file it is."""

    key: str
    name: str
    sha256: str
    size: int
    as_format: str | None = None
    delivered: str | None = None


class _Member(msgspec.Struct):
    product: str | None = None
    aside: str | None = None
    problem: str | None = None
    read: int = 0
    withdrawn: int = 0
    judged: int = 0
    problems: int = 0
    fatal: int = 0
    notices: int = 0


class Arrival:
    """A delivery that is being read. Without a folder (`--dry-run`) it is only counted."""

    def __init__(self, identity: Identity, folder: Path | None, keeper: PictureKeeper) -> None:
        self._identity = identity
        self._folder = folder
        self._members: dict[str, _Member] = {}
        self._coverage: dict[str, Coverage] = {}
        self._ids: set[str] = set()
        self._writing = start(folder) if folder else None
        self._writer = ContributionWriter(self._writing, identity.key) if self._writing else None
        self._problems = (self._writing / PROBLEMS).open("wb") if self._writing else None
        self._keeper = keeper

    def keep(self, name: str, picture: bytes) -> None:
        """A picture of the delivery, under its full name."""
        self._keeper.keep(name, self._identity.key, picture)

    def note(self, file: str, outcome: Outcome, product: str | None = None) -> None:
        """What a member of the file gave: parsed chunks, a problem of its own, or that it is left aside."""
        member = self._members.setdefault(file, _Member())
        member.product = product or member.product
        if isinstance(outcome, Parsed):
            self._take(member, outcome, product or "")
        elif isinstance(outcome, Problem):
            if product is None:
                member.problem = outcome.code
            self._problem(member, outcome)
        else:
            if product is None:
                member.aside = outcome.reason
            self._aside(member, outcome, product)

    def _take(self, member: _Member, batch: Parsed, product: str) -> None:
        records = [row for row in batch.rows if row.action == "record"]
        member.read += len(records)
        member.withdrawn += len(batch.rows) - len(records)
        if self._writer:
            self._writer.add(batch.rows)
        else:
            self._ids.update(row.id for row in records)
        coverage = self._coverage.setdefault(product, Coverage())
        for key, number in batch.filled.items():
            coverage.filled[key] = coverage.filled.get(key, 0) + number
        member.judged += len(batch.judgements)
        if self._writing and batch.judgements:
            with (self._writing / JUDGEMENTS).open("ab") as stream:
                stream.writelines(msgspec.json.encode(each) + b"\n" for each in batch.judgements)
        for picture in batch.pictures:
            self.keep(inside_name(picture.file, picture.position, picture.pointer), picture.data)
        for problem in batch.problems:
            self._problem(member, problem)
        for aside in batch.asides:
            self._aside(member, aside, product)

    def _problem(self, member: _Member, problem: Problem) -> None:
        if problem.level == "notice":
            member.notices += 1
        else:
            member.problems += 1
            member.fatal += problem.fatal
        if problem.code == UNREAD and problem.product:
            unread = self._coverage.setdefault(problem.product, Coverage()).unread
            unread[problem.detail] = unread.get(problem.detail, 0) + 1
        if self._problems:
            self._problems.write(msgspec.json.encode(problem) + b"\n")

    def _aside(self, member: _Member, aside: Aside, product: str | None) -> None:
        """What is left aside inside a file that is read is counted by its reason, and told with its place."""
        if product is not None:
            reasons = self._coverage.setdefault(product, Coverage()).aside
            reasons[aside.reason] = reasons.get(aside.reason, 0) + 1
            place = Place(file=aside.file, product=product)
            self._problem(member, place.problem(aside.reason, aside.position, aside.detail))

    def close(self) -> DeliveryManifest:
        """Everything is there: the folder gets its name."""
        distinct = self._writer.close() if self._writer else len(self._ids)
        if self._problems:
            self._problems.close()
        manifest = self._manifest(distinct)
        self._keeper.settle()
        if self._writing and self._folder:
            save(self._writing / MANIFEST, manifest)
            finish(self._writing, self._folder)
        return manifest

    def abandon(self) -> None:
        """Stop: what was written stays unfinished and is cleared by the next build."""
        if self._writer:
            self._writer.abandon()
        if self._problems:
            self._problems.close()

    def _manifest(self, distinct: int) -> DeliveryManifest:
        members = tuple(Member(file=file, **msgspec.structs.asdict(member)) for file, member in self._members.items())
        read = sum(member.read for member in members)
        withdrawn = sum(member.withdrawn for member in members)
        judged = sum(member.judged for member in members)
        lost = sum(member.fatal for member in members if member.product)
        allowed = number_value("problem_share") * (read + withdrawn + judged + lost)
        return DeliveryManifest(
            **msgspec.structs.asdict(self._identity),
            schema=DELIVERY_SCHEMA,
            reader=READER,
            members=members,
            read=read,
            distinct=distinct,
            withdrawn=withdrawn,
            judged=judged,
            problems=sum(member.problems for member in members),
            fatal=sum(member.fatal for member in members),
            notices=sum(member.notices for member in members),
            refused=lost > allowed,
            coverage=self._coverage,
        )
