"""What changed between two editions: records added, changed (in which keys), gone, taken back; completeness."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

import msgspec

from zhihang.corpus.edition import Edition
from zhihang.corpus.tables.comparing import Comparison
from zhihang.corpus.values import without_kind

_PIECE = 1_000


class Changed(msgspec.Struct, frozen=True, kw_only=True):
    """A record that says something else than before, and in which keys."""

    id: str
    fields: tuple[str, ...]


class TakenBack(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A record that is gone because a product deleted it or its office withdrew it."""

    id: str
    action: str
    product: str
    file: str
    date: str | None = None
    reason: str | None = None


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

    `deliveries_added` and `deliveries_gone` name files; `gone` includes what was taken back (`withdrawn`).
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


def diff(old: Edition, new: Edition, *, families: bool = False) -> Difference:
    """Everything that differs; `families` adds where the source's families and ours differ in the new edition."""
    comparison = Comparison(old.directory, new.directory)
    found = Difference(old=old.id, new=new.id, added=comparison.ids("added"), gone=comparison.ids("gone"))
    for identifier, keys in _compared(old, new, comparison):
        if keys:
            found.changed.append(Changed(id=identifier, fields=keys))
        else:
            found.redelivered += 1
    found.withdrawn = _taken_back(new, set(found.gone))
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


def _compared(old: Edition, new: Edition, comparison: Comparison) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Touched records and the keys in which they differ, provenance aside."""
    touched = iter(comparison.touched())
    while piece := list(islice(touched, _PIECE)):
        olds = old.tables.records_by_ord(old_ord for _, old_ord, _ in piece)
        news = new.tables.records_by_ord(new_ord for _, _, new_ord in piece)
        for identifier, old_ord, new_ord in piece:
            yield identifier, changed_keys(olds[old_ord], news[new_ord])


def changed_keys(old: bytes, new: bytes) -> tuple[str, ...]:
    """The keys in which two JSON forms of a record differ, provenance aside.

    >>> changed_keys(b'{"id":"X","kind":"A"}', b'{"id":"X","kind":"B","pages":2}')
    ('kind', 'pages')
    """
    before: dict[str, Any] = msgspec.json.decode(old)
    after: dict[str, Any] = msgspec.json.decode(new)
    keys = dict.fromkeys([*before, *after])
    return tuple(key for key in keys if key != "provenance" and before.get(key) != after.get(key))


def _taken_back(edition: Edition, gone: set[str]) -> list[TakenBack]:
    rows = edition.tables.ask(
        "SELECT id, action, product, file, date, reason FROM withdrawals WHERE gone ORDER BY id, product, file"
    ).fetchall()
    named: dict[str, list[str]] = {}
    for identifier in sorted(gone):
        for name in {identifier, without_kind(identifier)}:
            named.setdefault(name, []).append(identifier)
    return [
        TakenBack(id=record, action=action, product=product, file=file, date=date, reason=reason)
        for identifier, action, product, file, date, reason in rows
        for record in named.get(identifier, ())
    ]
