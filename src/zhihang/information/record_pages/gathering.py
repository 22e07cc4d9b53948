"""Everything that the page of a record computes, gathered with one question to the corpus."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from zhihang.information.record_pages.disagreements import Disagreement, disagreements
from zhihang.information.record_pages.event_effects import Entry, timeline
from zhihang.information.record_pages.family_table import FamilyTable, family_table, members_of
from zhihang.information.record_pages.gallery import Gallery, gallery
from zhihang.information.record_pages.office_pages import OfficePage, office_pages
from zhihang.information.record_pages.right_status import concluded
from zhihang.information.record_pages.status_sheet import StatusSheet
from zhihang.library import Corpus
from zhihang.messages import Language
from zhihang.records.record import Record, from_json
from zhihang.search.conditions import condition

MOST_MEMBERS: Final = 60
"""Members whose status is computed on the page; it says so where a family has more, and names them all."""


@dataclass(frozen=True, slots=True)
class Computed:
    """What rules and other records add to a record's own words."""

    status: StatusSheet
    timeline: list[Entry]
    family: FamilyTable | None
    offices: list[OfficePage]
    figures: Gallery | None
    disagreements: list[Disagreement]

    @property
    def unread(self) -> int:
        """Events since the computed status began whose code or text no table translates: they may change it."""
        since = str(self.status.found.answer.since or "")
        return sum(entry.event is not None and not entry.names and entry.day >= since for entry in self.timeline)


def computed(
    corpus: Corpus, record: Record, siblings: Sequence[str], known: Mapping[str, str], language: Language, as_of: date
) -> Computed:
    """`siblings`: ids of the other documents of the right; `known`: number → id, of what the record names."""
    members = members_of(record.family) if record.family else ()
    wanted = list(dict.fromkeys([*siblings, *(known[each] for each in members if each in known)]))
    held = _held(corpus, [each for each in wanted if each != record.id][: MOST_MEMBERS + len(siblings)])
    held[record.id] = record
    documents = [record, *(held[each] for each in siblings if each in held)]
    found = concluded(documents, as_of, language)
    return Computed(
        StatusSheet(record, documents, found, language),
        timeline(record, found, language),
        family_table(record, known, held, as_of, language) if members else None,
        office_pages(record),
        gallery(corpus, record.id) if record.images else None,
        disagreements(corpus, record.id, record.right, language),
    )


def _held(corpus: Corpus, ids: Sequence[str]) -> dict[str, Record]:
    """Records by id as their sources give them: what other records add to each is not asked for, it takes long."""
    if not ids:
        return {}
    result = corpus.search(condition("id", list(ids)))
    found: dict[str, Record] = {}
    for held, execution in zip(corpus.editions, result.executions, strict=True):
        for _, data in held.edition.tables.texts(execution.ordinals("id", descending=False)):
            record = from_json(data)
            found.setdefault(record.id, record)
    return found
