"""What each product holds: which rights of which offices, and which data of them (`holdings.yaml`)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

from zhihang.messages import read_yaml
from zhihang.records.record import Record

ANY = "any"
"""Offices that the file itself tells: as many as the tool that wrote it knows."""

KEYS: dict[str, tuple[str, ...]] = {
    "bibliography": (
        "title", "mark", "applicants", "owners", "inventors", "agents", "filing_date", "publication_date", "grant_date",
        "registration_date", "priorities", "ipc", "cpc", "nice", "locarno", "species", "area", "work_type", "related",
    ),
    "text": ("abstract", "claims", "description", "goods_services"),
    "citations": ("citations", "cited_by"),
    "family": ("family",),
    "status": ("status",),
    "events": ("events",),
    "images": ("images",),
}  # fmt: skip
"""Data → the keys of a record that show it."""


@dataclass(frozen=True, slots=True)
class Holding:
    """What a product tells of one kind of right 收录范围: the offices and the data."""

    right: str
    offices: tuple[str, ...]
    data: tuple[str, ...]


@cache
def holdings() -> dict[str, tuple[Holding, ...]]:
    """Product → its holdings, in the order of the file."""
    found = read_yaml((resources.files(__package__) / "holdings.yaml").read_text("utf-8"))
    return {
        product: tuple(
            Holding(right, tuple(entry["offices"]), tuple(entry["data"])) for right, entry in (rights or {}).items()
        )
        for product, rights in found.items()
    }


def shown(record: Record) -> set[str]:
    """The data that a record shows."""
    return {data for data, keys in KEYS.items() if any(getattr(record, key) for key in keys)}
