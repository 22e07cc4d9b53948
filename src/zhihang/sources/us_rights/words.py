"""Words and codes of the USPTO, from the tables beside this module."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from functools import cache, lru_cache
from importlib import resources

from zhihang.errors import UsageError
from zhihang.records.dates import PartialDate, iso_date, month_first
from zhihang.records.events import Status
from zhihang.sources.findings import Findings
from zhihang.standards.status import UNASSIGNED

_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ].*)?")
_NOWHERE = frozenset(
    {"", "NULL", "NONE", "N/A", "-", "0001-01-01", "01-01-0001", "01/01/0001", "01/01/1", "1900-01-01"}
)


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a table, without its head."""
    text = (resources.files(__package__) / name).read_text("utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(tuple(line.split("\t")) for line in lines[1:])


def day(text: str, findings: Findings) -> PartialDate | None:
    """A date in any of the office's writings: ISO with or without time, or month first."""
    match = _ISO.fullmatch(text.strip())
    bare = match[1] if match else text.strip()
    if bare.upper() in _NOWHERE:
        return None
    try:
        return iso_date(bare) if match or bare.isdigit() else month_first(bare)
    except UsageError:
        findings.note("date", text)
        return None


@lru_cache(maxsize=1 << 12)
def conveyance(text: str) -> tuple[str | None, bool]:
    """Category of a conveyance, and whether it moves ownership."""
    upper = text.upper()
    for words, category, moves in rows("conveyances.tsv"):
        if words in upper:
            return category, moves == "yes"
    return None, False


@lru_cache(maxsize=1 << 12)
def event_category(code: str) -> str | None:
    """Category of an event's code, where the code tells."""
    for pattern, category in rows("event_codes.tsv"):
        if fnmatchcase(code, pattern):
            return category
    return None


@lru_cache(maxsize=1 << 12)
def relation(words: str) -> str | None:
    """How one application descends from another."""
    for known, meant in rows("lineage_words.tsv"):
        if words == known or (len(known) > 3 and known.lower() in words.lower()):
            return meant
    return None


def status(raw: str, date: PartialDate | None) -> Status | None:
    """The status in the words of the office, with its value; `unassigned` where the list has no place for it."""
    if not raw:
        return None
    lower = raw.lower()
    for words, value in rows("statuses.tsv"):
        if words.lower() in lower:
            return Status(value=value, date=date, raw=raw)
    return Status(value=UNASSIGNED, date=date, raw=raw)


def text_or_none(text: str) -> str | None:
    """A text, or None for the words that stand where nothing is known."""
    return None if text.strip().upper() in _NOWHERE else text
