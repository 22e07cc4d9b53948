"""Offices 受理局: the two-letter codes of WIPO ST.3 for states, other entities and organizations.

Historic codes (`SU`, `DD`) stay valid: documents carry them for ever. Two codes of practice that are not ST.3 but
stand in official files (`UP` unitary patent, `XK`) are listed and marked. `UK` and `EL` are understood as `GB` and
`GR`, never written. Source: WIPO Standard ST.3; names of states after CLDR, Chinese names in mainland usage.

    >>> office_code(" ep "), office_code("UK"), name("CN", "en")
    ('EP', 'GB', 'China')
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Literal

from zhihang.errors import InvalidCode
from zhihang.messages import Language
from zhihang.standards.tables import rows

ALIASES = {"UK": "GB", "EL": "GR"}


@dataclass(frozen=True, slots=True)
class Office:
    """An office 受理局 or the state it serves. `until` is the year a historic code ended, else empty."""

    code: str
    group: Literal["state", "regional", "international", "historic", "practice", "unknown"]
    en: str
    zh: str
    until: str

    @property
    def is_current(self) -> bool:
        """Whether the code is in use today."""
        return not self.until

    @property
    def is_regional(self) -> bool:
        """Whether it acts for several states (`EP`, `EA`, `AP`, `OA`, `EM`, `BX` …)."""
        return self.group == "regional"


@cache
def offices() -> dict[str, Office]:
    """All offices by code, in the order of their codes."""
    return {row["code"]: Office(**row) for row in rows("offices.tsv")}  # type: ignore[arg-type]  # group is text


def is_office(code: str) -> bool:
    """Whether `code` is, exactly as written, a code of the list."""
    return code in offices()


def office_code(text: str) -> str:
    """The code that is meant: upper case, aliases replaced. Raises `InvalidCode` with what is near."""
    code = text.strip().upper()
    code = ALIASES.get(code, code)
    if code not in offices():
        raise InvalidCode("OFFICE", room="standards", value=text, suggestions=", ".join(_near(text.strip())))
    return code


def name(code: str, language: Language = "en") -> str:
    """The office's name for people."""
    office = offices()[office_code(code)]
    return office.zh if language == "zh" else office.en


def _near(text: str) -> list[str]:
    """Codes whose name or letters are like `text`."""
    by_name = {office.en.casefold(): code for code, office in offices().items()}
    by_name.update({office.zh: code for code, office in offices().items()})
    wanted = text.casefold()
    found = [code for label, code in by_name.items() if len(wanted) > 1 and wanted in label]
    return (found or get_close_matches(text.upper(), offices(), cutoff=0.5))[:3]
