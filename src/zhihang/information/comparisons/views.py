"""The page that sets two to six records beside each other. All of it stands in the address."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhihang.information.comparisons.lining_up import lined_up, shared_language
from zhihang.information.comparisons.selectors import records_named
from zhihang.information.search_pages.desk import desk_of
from zhihang.messages import text
from zhihang.records.record import Record
from zhihang.reporting.bibliography.sheet import RecordSheet
from zhihang.workspace.pages.preferences import language

FEWEST: Final = 2
MOST: Final = 6
_LONGEST_LIST: Final = 50
"""More numbers than that are not looked up: they could not be compared anyhow, and the page says so."""
_SIGN = re.compile(r"[\n;；]+")


@dataclass(frozen=True, slots=True)
class Column:
    """One record of the comparison: the addresses that take it out, and that compare all others with it."""

    number: str
    without: str
    first: str


@dataclass(frozen=True, slots=True)
class Compared:
    """What is compared: numbers as named, the first one is compared with; `text`: language of the texts, if chosen."""

    numbers: tuple[str, ...] = ()
    text: str = ""
    edition: str = ""
    hides_equal: bool = False

    @classmethod
    def read(cls, given: QueryDict) -> Compared:
        """The comparison of an address; several numbers may stand in one field, one a line."""
        said = [number.replace("\x00", "") for field in given.getlist("id") for number in _SIGN.split(field)]
        numbers = dict.fromkeys(" ".join(number.split())[:120] for number in said)
        return cls(
            numbers=tuple(number for number in numbers if number),
            text=given.get("text", "")[:10],
            edition=given.get("edition", "").strip()[:100],
            hides_equal=given.get("equal") == "hide",
        )

    def parameters(self, **changes: Any) -> str:
        """The comparison as the part of an address after `?`."""
        asked = replace(self, **changes)
        pairs = [("id", number) for number in asked.numbers]
        said = {"text": asked.text, "edition": asked.edition, "equal": "hide" if asked.hides_equal else ""}
        return urlencode([*pairs, *((name, value) for name, value in said.items() if value)])


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """The comparison, or what is missing for one."""
    asked = Compared.read(request.GET)
    desk = desk_of(request, edition=asked.edition, is_search=False)
    named = len(asked.numbers)
    records, missing = records_named(desk, asked.numbers) if named <= _LONGEST_LIST else ([], {})
    asked = replace(asked, numbers=tuple(record.id for record in records))
    context: dict[str, Any] = {
        "asked": asked,
        "edition_id": desk.edition,
        "kept": asked.parameters(edition=desk.edition),
        "missing": missing,
        "most": MOST,
        "has_room": len(records) < MOST,
        "named": _named(asked),
    }
    if len(records) > MOST or named > _LONGEST_LIST:
        context["too_many"] = text("information", "COMPARE_MOST", language(), number=len(records) or named, most=MOST)
    elif len(records) >= FEWEST:
        context |= _comparison(asked, records)
    status = 404 if missing else 400 if "too_many" in context else 200
    return render(request, "comparisons/compare.html", context, status=status)


def _named(asked: Compared) -> list[Column]:
    """The records with the addresses that take one out, or set it first."""
    return [
        Column(
            number,
            without=asked.parameters(numbers=tuple(each for each in asked.numbers if each != number)),
            first=asked.parameters(numbers=(number, *(each for each in asked.numbers if each != number))),
        )
        for number in asked.numbers
    ]


def _comparison(asked: Compared, records: Sequence[Record]) -> dict[str, Any]:
    plain = [RecordSheet(record, language()) for record in records]
    shown_in = asked.text or shared_language(plain, language())
    sheets = [RecordSheet(record, language(), shown_in) for record in records]
    blocks = lined_up(sheets, language())
    codes = sorted({code for sheet in sheets for code in {*sheet.record.abstract, *sheet.record.claims}})
    return {
        "columns": list(zip(sheets, _named(asked), strict=True)),
        "blocks": blocks,
        "rows": sum(len(block.rows) for block in blocks),
        "equal": sum(block.equal for block in blocks),
        "shown_in": shown_in,
        "languages": [(code, sheets[0].language_name(code), asked.parameters(text=code)) for code in codes],
        "equal_address": asked.parameters(hides_equal=not asked.hides_equal),
    }
