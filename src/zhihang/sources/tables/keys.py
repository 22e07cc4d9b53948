"""The record keys that a column can fill, and how the cells of each are read (`keys.tsv`)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources

OTHER = "other."
PARTIES = frozenset({"applicants", "owners", "inventors", "agents", "agent_persons", "examiner", "users"})
GROUPS: dict[str, frozenset[str]] = {
    **dict.fromkeys(PARTIES, frozenset({"name", "also", "country", "region", "city", "address", "id", "role"})),
    "priorities": frozenset({"number", "date", "office", "kind"}),
    "related": frozenset({"number", "date", "office", "kind"}),
    "goods_services": frozenset({"class", "group", "text", "status"}),
    "designations": frozenset({"office", "status", "date"}),
    "citations": frozenset({"number", "category", "text", "by", "phase", "name"}),
    "cited_by": frozenset({"number", "text"}),
    "events": frozenset({"date", "code", "category", "text"}),
    "images": frozenset({"file", "kind"}),
}
"""What an item of a list is made of; the piece that `MAIN` names takes the item where a mapping gives no pattern."""

MAIN: dict[str, str] = {
    **dict.fromkeys(PARTIES, "name"),
    "priorities": "number",
    "related": "number",
    "goods_services": "text",
    "designations": "office",
    "citations": "number",
    "cited_by": "number",
    "events": "text",
    "images": "file",
}


@dataclass(frozen=True)
class Key:
    """One key: `kind` says how its cells are read, `of` names the list that an item or a part belongs to."""

    key: str
    kind: str
    en: str
    zh: str

    @cached_property
    def shape(self) -> str:
        """The kind without its list."""
        return self.kind.partition(":")[0]

    @property
    def of(self) -> str:
        """The list of a `list:` or `part:` key."""
        return self.kind.partition(":")[2]

    @property
    def part(self) -> str:
        """What a column of this key gives of each item."""
        return self.key.partition(".")[2] if self.shape == "part" or self.key == "citations.text" else ""


@cache
def keys() -> dict[str, Key]:
    """All keys in the order of the table."""
    lines = (resources.files("zhihang.sources.tables") / "keys.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {row[0]: Key(*row) for row in rows[1:]}


@cache
def key_of(name: str) -> Key | None:
    """The key of a name as a mapping writes it; `other.anything` is one."""
    if name.startswith(OTHER) and len(name) > len(OTHER):
        return keys()[f"{OTHER}*"]
    return keys().get(name) if not name.endswith("*") else None
