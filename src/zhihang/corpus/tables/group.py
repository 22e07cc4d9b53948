"""What makes a record: its contributions, as they go to the process that makes it."""

from __future__ import annotations

from typing import NamedTuple


class Entry(NamedTuple):
    """One contribution to a record, as stored."""

    role: str
    product: str
    file: str
    delivered: str | None
    delivery: str
    row: int
    richness: int
    json: bytes


class Group(NamedTuple):
    """A record to be made: its id, its right, its fingerprint, its contributions. `whole`: the one contribution is the
    record as it stands; `file` then is the name to show where it differs."""

    id: str
    right_id: str
    fingerprint: str
    whole: bool
    file: tuple[str, str] | None
    entries: tuple[Entry, ...]
