"""One page of a result, as every list of records answers it."""

from __future__ import annotations

from typing import Any

from zhihang.information.api.cursors import cursor_of
from zhihang.information.api.schemas import Notice, RecordPage, Row
from zhihang.information.editions.reading import Reading
from zhihang.library import Result
from zhihang.messages import Language
from zhihang.reporting.bibliography.naming import value_name
from zhihang.search.execution import Collapse


def record_page(
    result: Result, question: str, *, offset: int, limit: int, sort: str, descending: bool, collapse: Collapse,
    language: Language, asked: Reading,
) -> RecordPage:  # fmt: skip
    """Records `offset` to `offset + limit` of a result, and the cursor of those after them; `asked`: the corpora."""
    edition = "+".join(result.edition_ids)
    hits = result.page(offset, limit, sort, descending, collapse)
    groups = None if collapse == "document" else result.groups(collapse)
    keys = [place.key if asked.is_several else None for place in asked.places]
    last = result.total if groups is None else groups
    reached = offset + len(hits)
    return RecordPage(
        edition=edition,
        total=result.total,
        groups=groups,
        records=[Row(**_known(hit.row), corpus=keys[hit.corpus]) for hit in hits],
        next=cursor_of(question, reached, edition) if hits and reached < last else None,
        notices=noticed(result, language),
    )


def noticed(result: Result, language: Language) -> list[Notice]:
    """What the asker should know about how the query was read."""
    return [Notice(code=each.code, position=each.position, message=each.message(language)) for each in result.notices]


def _known(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in Row.model_fields if name in row and name != "corpus"}


def counts(field: str, values: list[tuple[str | int, int]], language: Language) -> list[dict[str, Any]]:
    """The values of a facet, in its order."""
    return [{"value": str(each), "label": value_name(field, str(each), language), "count": n} for each, n in values]
