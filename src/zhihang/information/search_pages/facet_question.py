"""What the page of a facet is asked: which field, which of its values."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import urlencode

from django.http import QueryDict

from zhihang.information.facets.facet import LEVELS, USUAL_LEVEL
from zhihang.information.search_pages.forms import Asked

ORDERS: Final = ("count", "value")
_LONGEST_NUMBER: Final = 7


@dataclass(frozen=True, slots=True)
class FacetAsked:
    """Which field, at which level; words to look for among its values; which page of them, in which order."""

    field: str
    level: str = ""
    find: str = ""
    page: int = 1
    order: str = "count"

    @classmethod
    def read(cls, given: QueryDict) -> FacetAsked:
        """The question of an address. What is no level, order or page counts as not said."""
        field = given.get("field", "")[:20]
        page = given.get("values_page", "")
        levels = LEVELS.get(field, ())
        level = given.get("level", "")
        return cls(
            field,
            level if level in levels else USUAL_LEVEL if levels else "",
            " ".join(given.get("find", "").replace("\x00", "").split())[:200],
            max(1, int(page)) if page.isascii() and page.isdecimal() and len(page) < _LONGEST_NUMBER else 1,
            order if (order := given.get("order_by", "")) in ORDERS else "count",
        )

    def parameters(self, asked: Asked, **changes: Any) -> str:
        """The part of an address after `?`: this facet of that result."""
        facet = replace(self, **changes)
        said = {"level": facet.level, "find": facet.find, "values_page": str(facet.page) if facet.page > 1 else ""}
        said["order_by"] = facet.order if facet.order != "count" else ""
        pairs = [("field", facet.field), *((name, value) for name, value in said.items() if value)]
        return "&".join(filter(None, (asked.parameters(page=1, shown="", keep=False), urlencode(pairs))))
