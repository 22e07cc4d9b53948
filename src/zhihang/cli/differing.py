"""What changed between two editions, as lines of a table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from zhihang.corpus.difference import Difference, Disagreement

Lines = tuple[list[str], list[list[str]]]


def lines(found: Difference) -> Iterator[Lines]:
    """Headings and rows, one pair for each kind of change; the first cell of a row marks the kind."""
    yield from _records(found)
    withdrawn = [["x", e.id, e.action, e.effect, e.product, e.file, e.reason or ""] for e in found.withdrawn]
    yield ["", "withdrawn", "action", "effect", "product", "file", "reason"], withdrawn
    vanished = [
        ["v", entry.id, key, msgspec.json.encode(value).decode()]
        for entry in found.changed
        for key, values in entry.vanished.items()
        for value in values
    ]
    yield ["", "vanished", "key", "value"], vanished
    conflicts = [_conflict("!", entry) for entry in found.conflicts] + [_conflict(".", e) for e in found.settled]
    yield ["", "conflict", "key", "kept", "product", "other", "product", "file"], conflicts
    counts = [["=", e.office, e.kind, e.year, str(e.before), str(e.after)] for e in found.completeness]
    yield ["", "office", "kind", "year", "before", "after"], counts
    families = [["f", e.family, ", ".join(e.source_families), ", ".join(e.families)] for e in found.families]
    yield ["", "family", "source", "ours"], families


def _records(found: Difference) -> Iterator[Lines]:
    reasons = {entry.id: entry.action for entry in found.withdrawn if entry.effect == "gone"}
    columns = ["", "record", ""]
    yield columns, [["+", identifier, ""] for identifier in found.added]
    yield columns, [["~", entry.id, ", ".join(entry.fields)] for entry in found.changed]
    yield columns, [["-", identifier, reasons.get(identifier, "")] for identifier in found.gone]


def _conflict(mark: str, entry: Disagreement) -> list[str]:
    return [
        mark,
        entry.id,
        entry.key,
        entry.kept,
        entry.kept_product,
        entry.other,
        entry.other_product,
        entry.other_file,
    ]
