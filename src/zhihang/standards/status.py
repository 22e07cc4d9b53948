"""Legal status 法律状态: the only list of status values.

    pending
    active      ── in_grace
    inactive    ── expired lapsed restorable withdrawn refused revoked surrendered
    unknown

A parent includes its children. `status` (what a source states) and `cstatus` (what rules conclude) both use it.

Every coded field knows two sentinels (design, decision 2): `UNKNOWN`, the source is silent; `UNASSIGNED`, the source
said something outside our list and its raw text is kept.

    >>> expand("active"), status_value("in force"), parent("in_grace")
    (('active', 'in_grace'), 'active', 'active')
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Final

from zhihang.errors import InvalidCode
from zhihang.messages import Language
from zhihang.standards.tables import rows

UNKNOWN: Final = "unknown"
UNASSIGNED: Final = "unassigned"


@dataclass(frozen=True, slots=True)
class Status:
    """One status value 法律状态 with its parent (empty at the top), names and meaning."""

    value: str
    parent: str
    en: str
    zh: str
    meaning_en: str
    meaning_zh: str


@cache
def statuses() -> dict[str, Status]:
    """All values in the order of the list."""
    return {row["value"]: Status(**row) for row in rows("status.tsv")}


@cache
def _names() -> dict[str, str]:
    table: dict[str, str] = {}
    for value, status in statuses().items():
        for written in (value, value.replace("_", " "), status.en, status.zh):
            table[written.casefold()] = value
    return table


def is_status(value: str) -> bool:
    """Whether `value` is, exactly as written, a value of the list."""
    return value in statuses()


def status_value(text: str) -> str:
    """The value meant by a code, an English or a Chinese name. Raises `InvalidCode` with the nearest ones."""
    written = text.strip().casefold()
    try:
        return _names()[written]
    except KeyError:
        near = get_close_matches(written, _names(), cutoff=0.6)
        raise InvalidCode("STATUS", room="standards", value=text, suggestions=", ".join(near)) from None


def parent(value: str) -> str:
    """The value above, or the value itself at the top."""
    return statuses()[value].parent or value


def expand(value: str) -> tuple[str, ...]:
    """The value and everything below it."""
    return (value, *(status.value for status in statuses().values() if status.parent == value))


def name(value: str, language: Language = "en") -> str:
    """The value's name for people."""
    status = statuses()[value]
    return status.zh if language == "zh" else status.en
