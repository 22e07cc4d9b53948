"""What changed between two editions: records added, changed (in which keys), gone, taken back; completeness."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any, Literal

import msgspec

from zhihang.corpus.edition import Edition
from zhihang.corpus.tables.comparing import Comparison, only_in
from zhihang.corpus.tables.comparing import conflicts as conflicts_of
from zhihang.corpus.values import without_kind

_PIECE = 1_000
_INSTRUCTIONS = (
    "SELECT id, action, product, file, date, reason, gone FROM withdrawals ORDER BY id, product, file, date, reason"
)


class Changed(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A record that says something else than before: in which keys, and which values of theirs vanished."""

    id: str
    fields: tuple[str, ...]
    vanished: dict[str, list[Any]] = {}


class TakenBack(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A document that a product deleted or its office withdrew since the old edition.

    `effect`: `gone` with the record of this `id`; `kept` because another product or a later delivery has it; `unknown`,
    there is and was no such record.
    """

    id: str
    action: str
    product: str
    file: str
    effect: Literal["gone", "kept", "unknown"]
    date: str | None = None
    reason: str | None = None


class Disagreement(msgspec.Struct, frozen=True, kw_only=True):
    """Two contributions that differ on one key of a record; values as JSON, shortened.

    `kept_product` is empty where nothing could be kept.
    """

    id: str
    key: str
    kept: str
    kept_product: str
    other: str
    other_product: str
    other_file: str


class Completeness(msgspec.Struct, frozen=True, kw_only=True):
    """Records of an office, kind and year of publication, before and after."""

    office: str
    kind: str
    year: str
    before: int
    after: int


class FamilyDifference(msgspec.Struct, frozen=True, kw_only=True):
    """A simple family of ours, the source's family numbers in it, and our families that hold these numbers."""

    family: str
    source_families: tuple[str, ...]
    families: tuple[str, ...]


class Difference(msgspec.Struct, kw_only=True):
    """What changed between two editions 版本差异. `redelivered`: records that say the same out of other files.

    `deliveries_added` and `deliveries_gone` name files; `gone` includes what was taken back (`withdrawn`); `conflicts`:
    what contributions newly disagree about (or all that they do, where asked); `settled`: what they no longer do.
    """

    old: str
    new: str
    added: list[str] = []
    changed: list[Changed] = []
    gone: list[str] = []
    withdrawn: list[TakenBack] = []
    redelivered: int = 0
    completeness: list[Completeness] = []
    deliveries_added: list[str] = []
    deliveries_gone: list[str] = []
    families: list[FamilyDifference] = []
    conflicts: list[Disagreement] = []
    settled: list[Disagreement] = []


def diff(old: Edition, new: Edition, *, families: bool = False, conflicts: bool = False) -> Difference:
    """Everything that differs; `families` adds where the source's families and ours differ in the new edition,
    `conflicts` those conflicts that were there before."""
    comparison = Comparison(old.directory, new.directory)
    found = Difference(old=old.id, new=new.id, added=comparison.ids("added"), gone=comparison.ids("gone"))
    for changed in _compared(old, new, comparison):
        if changed.fields:
            found.changed.append(changed)
        else:
            found.redelivered += 1
    found.withdrawn = taken_back(old, new, set(found.gone))
    _add_conflicts(found, old, new, every=conflicts)
    found.completeness = [
        Completeness(office=office, kind=kind, year=year, before=before, after=after)
        for office, kind, year, before, after in comparison.completeness()
    ]
    before = {source.key: source.name for source in old.manifest.sources}
    after = {source.key: source.name for source in new.manifest.sources}
    found.deliveries_added = [name for key, name in after.items() if key not in before]
    found.deliveries_gone = [name for key, name in before.items() if key not in after]
    if families:
        found.families = [
            FamilyDifference(family=family, source_families=tuple(named), families=tuple(ours))
            for family, named, ours in new.tables.family_differences()
        ]
    return found


def _add_conflicts(found: Difference, old: Edition, new: Edition, *, every: bool) -> None:
    before, after = conflicts_of(old.tables), conflicts_of(new.tables)
    kept_out = before.slice(0, 0) if every else before
    found.conflicts = [Disagreement(**_named(row)) for row in only_in(after, kept_out)]
    found.settled = [Disagreement(**_named(row)) for row in only_in(before, after)]


def _named(row: tuple[str, ...]) -> dict[str, str]:
    return dict(zip(Disagreement.__struct_fields__, row, strict=True))


def _compared(old: Edition, new: Edition, comparison: Comparison) -> Iterator[Changed]:
    """Touched records and the keys in which they differ, provenance aside."""
    touched = iter(comparison.touched())
    while piece := list(islice(touched, _PIECE)):
        olds = old.tables.records_by_ord(old_ord for _, old_ord, _ in piece)
        news = new.tables.records_by_ord(new_ord for _, _, new_ord in piece)
        for identifier, old_ord, new_ord in piece:
            before, after = olds[old_ord], news[new_ord]
            yield Changed(id=identifier, fields=changed_keys(before, after), vanished=vanished(before, after))


def changed_keys(old: bytes, new: bytes) -> tuple[str, ...]:
    """The keys in which two JSON forms of a record differ, provenance aside.

    >>> changed_keys(b'{"id":"X","kind":"A"}', b'{"id":"X","kind":"B","pages":2}')
    ('kind', 'pages')
    """
    before: dict[str, Any] = msgspec.json.decode(old)
    after: dict[str, Any] = msgspec.json.decode(new)
    keys = dict.fromkeys([*before, *after])
    return tuple(key for key in keys if key != "provenance" and before.get(key) != after.get(key))


def vanished(old: bytes, new: bytes) -> dict[str, list[Any]]:
    """The values that a record had and has no more, by key: whole values without successor, entries of lists, values of
    languages. A value that another one replaced has not vanished.

    >>> vanished(b'{"id":"X","pages":2,"kind":"A","nice":["9","11"]}', b'{"id":"X","kind":"B","nice":["9"]}')
    {'pages': [2], 'nice': ['11']}
    """
    before: dict[str, Any] = msgspec.json.decode(old)
    after: dict[str, Any] = msgspec.json.decode(new)
    found = {key: _missing(value, after.get(key)) for key, value in before.items() if key != "provenance"}
    return {key: values for key, values in found.items() if values}


def _missing(before: Any, after: Any) -> list[Any]:
    if after is None:
        return list(before) if isinstance(before, list) else [before]
    if isinstance(before, list) and isinstance(after, list):
        return [entry for entry in before if entry not in after]
    if isinstance(before, dict) and isinstance(after, dict):
        return [{key: value} for key, value in before.items() if key not in after]
    return []


def taken_back(old: Edition, new: Edition, gone: set[str]) -> list[TakenBack]:
    """Instructions that took a record away, and those that are new and took none."""
    known = set(old.tables.ask(_INSTRUCTIONS).fetchall())
    named: dict[str, list[str]] = {}
    for identifier in sorted(gone):
        for name in {identifier, without_kind(identifier)}:
            named.setdefault(name, []).append(identifier)
    found = []
    for row in new.tables.ask(_INSTRUCTIONS).fetchall():
        identifier, action, product, file, date, reason, is_gone = row
        told = {"action": action, "product": product, "file": file, "date": date, "reason": reason}
        records = named.get(identifier, ()) if is_gone else ()
        found += [TakenBack(id=record, effect="gone", **told) for record in records]
        if not records and row not in known:
            found.append(TakenBack(id=identifier, effect="unknown" if is_gone else "kept", **told))
    return found
