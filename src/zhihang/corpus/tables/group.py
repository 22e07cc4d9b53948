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
    """A record to be made of several contributions, or of one that is not yet as the record shall be."""

    id: str
    right_id: str
    fingerprint: str
    entries: tuple[Entry, ...]


class Slice(NamedTuple):
    """Records that one contribution makes, as it stands: they are read where they are made.

    `path`, `row_group`: where the contributions lie; `file`: the name they carry and the one to show, where these
    differ; `records`: ordinal, place in the row group, fingerprint.
    """

    path: str
    row_group: int
    file: tuple[str, str] | None
    records: tuple[tuple[int, int, str], ...]
    size: int
