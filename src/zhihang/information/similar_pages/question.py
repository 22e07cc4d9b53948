"""What the page of similar records is asked, all of it in the address: the same address asks the same."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any, Final
from urllib.parse import urlencode

from django.http import QueryDict

from zhihang.information.editions.choosing import PARAMETER, said_corpora
from zhihang.library.similar import By
from zhihang.search.execution import LEVELS, Collapse

WAYS: Final[tuple[By, ...]] = ("auto", "terms", "vectors", "hybrid")
ROWS: Final = (20, 50, 100)
LONGEST_TEXT: Final = 4_000
"""Characters of a text: it stands in the address, which browsers and servers cut somewhere above."""
_LONGEST_EDITION: Final = 2_000
_NAMES: Final = {
    "text": "text", "record": "record", "by": "by", "fold": "fold", "scope": "scope", "rows": "rows",
    "edition": "edition", "corpora": PARAMETER,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SimilarQuestion:
    """One question for similar records 相似检索: a record by its number, or a text in any language.

    `by`: the route asked for; `fold`: what one hit stands for; `scope`: an exact query within which is looked;
    `rows`: how many of the ranking; `edition`: empty means the current one; `corpora`: keys with commas.
    """

    text: str = ""
    record: str = ""
    by: By = "auto"
    fold: Collapse = "right"
    scope: str = ""
    rows: int = 20
    edition: str = ""
    corpora: str = ""

    @classmethod
    def read(cls, given: QueryDict) -> SimilarQuestion:
        """The question of an address. What is no route, no level, no number of rows counts as not said."""
        rows = given.get("rows", "")
        return cls(
            text=_typed(given, "text"),
            record=_typed(given, "record")[:100],
            by=next((way for way in WAYS if way == given.get("by")), "auto"),
            fold=next((level for level in LEVELS if level == given.get("fold")), "right"),
            scope=_typed(given, "scope"),
            rows=next((each for each in ROWS if str(each) == rows), ROWS[0]),
            edition=given.get("edition", "").strip()[:_LONGEST_EDITION],
            corpora=",".join(said_corpora(given)),
        )

    def changed(self, **changes: Any) -> SimilarQuestion:
        """The same question with some of it changed."""
        return replace(self, **changes)

    def parameters(self, **changes: Any) -> str:
        """The question as the part of an address after `?`; what is as usual is left out."""
        asked = replace(self, **changes)
        said = [(field.name, getattr(asked, field.name), field.default) for field in fields(asked)]
        return urlencode([(_NAMES[name], str(value)) for name, value, usual in said if value != usual])


def _typed(given: QueryDict, name: str) -> str:
    return given.get(name, "").replace("\r\n", "\n").replace("\x00", "").strip()
