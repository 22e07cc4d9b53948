"""The record of a right as its register has it: its id is the right's own."""

from __future__ import annotations

from typing import Any

from zhihang.records.record import Record
from zhihang.sources.findings import Findings
from zhihang.standards.numbers import ApplicationNumber
from zhihang.standards.rights import right_id

_DESIGN_SERIES = ("29", "35")


def application(findings: Findings, number: str, filed: str = "") -> ApplicationNumber | None:
    """A US application, or an international one."""
    office = "WO" if number.upper().startswith("PCT") else "US"
    return findings.application(office, number, int(filed[:4]) if filed[:4].isdigit() else None)


def joined(findings: Findings, number: str, filed: str = "") -> str | None:
    """An application number in joined form; as printed where it cannot be read."""
    found = application(findings, number, filed) if number else None
    return found.joined if found else number or None


def patent_right(found: ApplicationNumber, patent: str = "", **values: Any) -> Record:
    """What is said of a patent right, or of a design's: by series (29, 35) or patent number (D…)."""
    is_design = patent.startswith("D") or (found.office == "US" and found.number[:2] in _DESIGN_SERIES)
    right = "design" if is_design else "patent"
    own = right_id(found.office, right, found.number)
    filled = {key: value for key, value in values.items() if value not in (None, (), {}, "")}
    return Record(
        id=own,
        right_id=own,
        right=right,
        office=found.office,
        number=found.number,
        application_number=found.joined,
        **filled,
    )
