"""What changed between two editions of a corpus: counted at once, told record by record as far as a page shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from zhihang.corpus.difference import Changed, Completeness, TakenBack, changed_keys, taken_back, vanished
from zhihang.corpus.edition import Corpus as CorpusFolder
from zhihang.corpus.edition import Edition
from zhihang.corpus.tables.comparing import Comparison

_KEPT: Final = 4


@dataclass(frozen=True, slots=True)
class Differences:
    """What differs from an old edition to a new one 版本差异.

    `touched`: id, old and new ordinal of records that are made of other contributions now; whether such a record says
    something else is known once both are read: `changed`. `completeness`: only where the numbers differ.
    """

    added: Sequence[str]
    gone: Sequence[str]
    touched: Sequence[tuple[str, int, int]]
    taken_back: Sequence[TakenBack]
    completeness: Sequence[Completeness]
    files_added: Sequence[str]
    files_gone: Sequence[str]


def differences(old: Edition, new: Edition) -> Differences:
    """The differences; editions never change, so those asked last are kept."""
    return _compared(old.corpus.layout.root, old.id, new.id)


@lru_cache(maxsize=_KEPT)
def _compared(root: Path, old_id: str, new_id: str) -> Differences:
    folder = CorpusFolder.open(root)
    old, new = folder.edition(old_id), folder.edition(new_id)
    comparison = Comparison(old.directory, new.directory)
    gone = comparison.ids("gone")
    before = {source.key: source.name for source in old.manifest.sources}
    after = {source.key: source.name for source in new.manifest.sources}
    counted = (
        Completeness(office=office, kind=kind, year=year, before=was, after=now)
        for office, kind, year, was, now in comparison.completeness()
    )
    return Differences(
        added=tuple(comparison.ids("added")),
        gone=tuple(gone),
        touched=tuple(comparison.touched()),
        taken_back=tuple(taken_back(old, new, set(gone))),
        completeness=tuple(each for each in counted if each.before != each.after),
        files_added=tuple(name for key, name in after.items() if key not in before),
        files_gone=tuple(name for key, name in before.items() if key not in after),
    )


def changed(old: Edition, new: Edition, touched: Sequence[tuple[str, int, int]]) -> list[Changed]:
    """Some touched records, each with the keys in which it differs; without any it says the same out of other files."""
    olds = old.tables.records_by_ord(old_ord for _, old_ord, _ in touched)
    news = new.tables.records_by_ord(new_ord for _, _, new_ord in touched)
    return [
        Changed(
            id=identifier,
            fields=changed_keys(olds[old_ord], news[new_ord]),
            vanished=vanished(olds[old_ord], news[new_ord]),
        )
        for identifier, old_ord, new_ord in touched
    ]
