"""What a report is of: the question, its answer's order and edition, who asked. All that makes it repeatable."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from zhihang.messages import Language
from zhihang.search.execution import DEFAULT_SORT, Collapse
from zhihang.search.explanation import Explanation

Claims: TypeAlias = Literal["none", "first", "independent", "all"]
CLAIMS: tuple[Claims, ...] = ("none", "first", "independent", "all")


@dataclass(frozen=True, slots=True)
class Asking:
    """What a report is of 报告依据. `created` has its zone; it and the rest decide every byte of the report.

    `query`: as typed, in `dialect` where that is not our own; `explanation`: how it was read; both empty for a list of
    records that somebody kept, and for records named one by one. `narrowed`: the query that narrows a collection.
    `total`: rows of the whole result; `limit`: how many of them the report holds at most.
    """

    edition: str
    created: datetime
    language: Language = "en"
    overlay: str = ""
    query: str = ""
    dialect: str = ""
    explanation: Explanation | None = None
    collection: str = ""
    narrowed: str = ""
    total: int = 1
    limit: int | None = None
    sort: str = DEFAULT_SORT
    descending: bool = True
    collapse: Collapse = "document"
    asked_by: str = ""
    claims: Claims = "independent"

    @property
    def is_search(self) -> bool:
        """Whether it reports the answer to a search or a collection, not records named one by one."""
        return self.explanation is not None or bool(self.collection)

    @property
    def held(self) -> int:
        """How many records the report holds."""
        return self.total if self.limit is None else min(self.limit, self.total)

    @property
    def day(self) -> str:
        """The day it was made."""
        return self.created.date().isoformat()
