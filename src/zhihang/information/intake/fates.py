"""What a build says of each file, as its fate. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

import msgspec

from zhihang.corpus.report import BuildReport, DeliveryReport
from zhihang.information.intake.states import Fate

SHARE = "too-many-unreadable"
"""The reason of a file of which too large a share could not be read (setting `problem_share`)."""
EMPTY = "no-records"
"""The reason of a file that was recognised and holds no record."""
LOST = "unreadable"


@dataclass(frozen=True, slots=True)
class Told:
    """The fate of one file with its counts; the names are those of the table `ArrivedFile`."""

    fate: Fate
    reason: str = ""
    detail: str = ""
    same_as: str = ""
    key: str = ""
    products: list[str] = field(default_factory=list)
    read: int = 0
    distinct: int = 0
    withdrawn: int = 0
    judged: int = 0
    problems: int = 0
    notices: int = 0
    members: list[dict[str, Any]] = field(default_factory=list)


class Tellers:
    """Gives each file its part of the report. Several files may have one name or one content, so a part is given once.

    `held`: the deliveries of the edition before; `seen`: from a delivery and a reason to what stood in the file.
    """

    def __init__(self, report: BuildReport, held: Collection[str], seen: Callable[[str, str], str]) -> None:
        self._parts = list(report.deliveries)
        self._unreadable = list(report.unreadable)
        self._held = held
        self._seen = seen

    def told(self, name: str, sha256: str) -> Told:
        """What became of the file of that name and content."""
        for entry in self._parts:
            if (entry.sha256, entry.file) == (sha256, name):
                self._parts.remove(entry)
                return self._of(entry)
        detail = next((problem.detail for problem in self._unreadable if problem.file == name), "")
        return Told(Fate.REFUSED, LOST, detail)

    def _of(self, entry: DeliveryReport) -> Told:
        # judgements on names are no part of an edition: for them the delivery itself tells whether it was there
        fate, reason = _fate(entry, entry.key in self._held or (entry.known and not entry.is_usable))
        return Told(
            fate=fate,
            reason=reason,
            detail=self._seen(entry.key, reason) if reason else "",
            same_as=entry.same_as or "",
            key=entry.key,
            products=list(entry.formats),
            read=entry.read,
            distinct=entry.distinct,
            withdrawn=entry.withdrawn,
            judged=entry.judged,
            problems=entry.problems,
            notices=entry.notices,
            members=[msgspec.to_builtins(member) for member in entry.members],
        )


def _fate(entry: DeliveryReport, is_held: bool) -> tuple[Fate, str]:
    if entry.is_usable or entry.has_judgements:
        return (Fate.KNOWN if is_held or entry.same_as else Fate.TAKEN), ""
    if entry.refused:
        return Fate.REFUSED, SHARE
    if problem := _first(member.problem for member in entry.members):
        return Fate.REFUSED, problem
    if aside := _first(member.aside for member in entry.members):
        return Fate.ASIDE, aside
    return Fate.REFUSED, EMPTY


def _first(codes: Iterable[str | None]) -> str:
    return next((code for code in codes if code), "")
