"""Codes of trademark files, from the tables beside this module."""

from __future__ import annotations

from functools import cache
from importlib import resources

from zhihang.records.dates import PartialDate
from zhihang.records.events import Status
from zhihang.standards.status import UNASSIGNED

LAST_NICE = 45
"""Classes of the Nice Classification; higher codes and letters are the office's own."""


@cache
def _rows(name: str) -> tuple[tuple[str, ...], ...]:
    text = (resources.files(__package__) / name).read_text("utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(tuple(line.split("\t")) for line in lines[1:])


@cache
def _statuses() -> dict[int, str]:
    found: dict[int, str] = {}
    for codes, value in _rows("statuses.tsv"):
        for piece in codes.split(","):
            first, _, last = piece.partition("-")
            for code in range(int(first), int(last or first) + 1):
                found.setdefault(code, value)
    return found


def status(code: str, date: PartialDate | None) -> Status | None:
    """The status of a code; `unassigned` for a code that the list has no place for."""
    if not code:
        return None
    value = _statuses().get(int(code)) if code.isdigit() else None
    return Status(value=value or UNASSIGNED, date=date, raw=code)


def mark_type(drawing_code: str) -> str | None:
    """The kind of sign of a drawing code (`4`, `3000`)."""
    return next((kind for code, kind in _rows("drawings.tsv") if code == drawing_code[:1]), None)
