"""What a search page is asked, all of it in the address: the same address gives the same page."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any, Final
from urllib.parse import urlencode

from django.http import QueryDict

from zhihang.information.editions.choosing import PARAMETER, said_corpora
from zhihang.information.search_pages.columns import chosen
from zhihang.search.dialects import dialects
from zhihang.search.execution import LEVELS, SORTS, Collapse

ROWS: Final = (25, 50, 100, 200)
VIEWS: Final = ("table", "context")
_NAMES: Final = {
    "query": "q", "shown": "shown", "edition": "edition", "sort": "sort", "descending": "order", "page": "page",
    "rows": "rows", "text": "text", "at": "at", "keep": "keep", "dialect": "dialect",
    "view": "view", "collapse": "collapse", "columns": "cols",
    "corpora": PARAMETER,
}  # fmt: skip
_LONGEST_NUMBER = 9
_LONGEST_EDITION = 2_000


@dataclass(frozen=True, slots=True)
class Asked:
    """One question to a search page.

    `query`: as typed; `shown`: the query whose result the asker was looking at; `edition`: empty means the current
    one; `page` counts from 1; `at`: the place of a record in the result, from 1 (0: not from a result);
    `keep`: give a query that facets narrowed its own line in the history;
    `dialect`: the system in whose language the query is written, empty for our own; `collapse`: what one
    line stands for; `columns`, `corpora`: empty for those the reader chose before, or the usual ones.
    """

    query: str = ""
    shown: str = ""
    edition: str = ""
    sort: str = "pd"
    descending: bool = True
    page: int = 1
    rows: int = 50
    text: str = ""
    at: int = 0
    keep: bool = False
    dialect: str = ""
    view: str = "table"
    collapse: Collapse = "document"
    columns: tuple[str, ...] = ()
    corpora: tuple[str, ...] = ()

    @classmethod
    def read(cls, given: QueryDict) -> Asked:
        """The question of an address. What is no number, no sort key, no number of rows counts as not said."""
        rows = _number(given.get("rows", ""))
        return cls(
            query=given.get("q", "").replace("\r\n", "\n").strip().replace("\x00", ""),
            shown=given.get("shown", "").replace("\r\n", "\n").strip(),
            edition=given.get("edition", "").strip()[:_LONGEST_EDITION],
            sort=sort if (sort := given.get("sort", "")) in SORTS else "pd",
            descending=given.get("order") != "asc",
            page=max(1, _number(given.get("page", ""))),
            rows=rows if rows in ROWS else 50,
            text=given.get("text", "")[:10],
            at=_number(given.get("at", "")),
            keep=given.get("keep") == "1",
            view=view if (view := given.get("view", "")) in VIEWS else "table",
            collapse=next((level for level in LEVELS if level == given.get("collapse")), "document"),
            columns=chosen(columns) if (columns := ",".join(given.getlist("cols")).split(",")) != [""] else (),
            corpora=said_corpora(given),
            dialect=dialect if (dialect := given.get("dialect", "")) in dialects() else "",
        )

    @property
    def offset(self) -> int:
        """How many rows stand before the page."""
        return (self.page - 1) * self.rows

    def changed(self, **changes: Any) -> Asked:
        """The same question with some of it changed."""
        return replace(self, **changes)

    def parameters(self, **changes: Any) -> str:
        """The question as the part of an address after `?`; what is as usual is left out."""
        asked = replace(self, **changes)
        pairs = []
        for field in fields(asked):
            value = getattr(asked, field.name)
            if value != field.default:
                pairs.append((_NAMES[field.name], _written(field.name, value)))
        return urlencode(pairs)


def _written(name: str, value: Any) -> str:
    fixed = {"descending": "asc", "keep": "1"}
    return fixed.get(name) or (",".join(value) if isinstance(value, tuple) else str(value))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _LONGEST_NUMBER else 0
