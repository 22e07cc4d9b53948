"""Coded words of ST.66: statuses and kinds of signs."""

from __future__ import annotations

from functools import cache
from importlib import resources

from zhihang.records.events import Status
from zhihang.sources.findings import Findings
from zhihang.standards.status import UNASSIGNED

_ENDED = "inactive"


@cache
def _table(name: str) -> dict[str, str]:
    text = (resources.files(__package__) / name).read_text("utf-8")
    rows = (line.partition("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {printed: value for printed, _, value in rows if printed != "printed"}


def status(printed: str, date: str, findings: Findings, reason: str = "") -> Status | None:
    """The status that a file states, with its date; `unassigned` for words outside the list.

    `reason`: why a right has ended, which may say more than that it has.
    """
    if not printed:
        return None
    value = _table("statuses.tsv").get(printed.casefold(), UNASSIGNED)
    if value == _ENDED:
        value = _table("reasons.tsv").get(reason, value)
    return Status(value=value, date=findings.date(date), raw=printed)


def mark_type(printed: str) -> str | None:
    """The type of a sign; None where the file does not say; `unassigned` for words outside the list."""
    return _table("features.tsv").get(printed.casefold(), UNASSIGNED) if printed else None
