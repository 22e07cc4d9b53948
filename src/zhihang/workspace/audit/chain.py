"""The seal of an audit entry: a hash over it and the seal before it, so that none can be changed or taken out.

Pure. Two entries with the same content have different seals, because the entry's own id is part of it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, Final

FIRST: Final = "0" * 64
"""What stands before the first entry of an organization."""


def seal_of(previous: str, content: Mapping[str, Any]) -> str:
    """The seal of a content that follows `previous`: SHA-256, in hexadecimal.

    >>> seal_of(FIRST, {"id": 1})[:8] != seal_of(FIRST, {"id": 2})[:8]
    True
    """
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()


def moment(at: datetime) -> str:
    """A moment as it enters a seal: UTC, to the microsecond, whatever the database's time zone."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[Any]]:
    """The fields that differ: name → [before, after]; a field that one side lacks counts as nothing (`None`).

    >>> difference({"role": "member", "name": "Li"}, {"role": "manager", "name": "Li"})
    {'role': ['member', 'manager']}
    """
    names = sorted({*before, *after})
    pairs = {name: [plain(before.get(name)), plain(after.get(name))] for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def plain(value: Any) -> Any:
    """A value as JSON keeps it and gives it back unchanged; what JSON has no form for becomes its text."""
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(each) for each in (sorted(value) if isinstance(value, (set, frozenset)) else value)]
    return value if value is None or isinstance(value, (bool, int, str)) else str(value)
