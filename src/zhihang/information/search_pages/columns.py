"""The columns of a result: which ones a reader chose, and what stands in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from zhihang.corpus.fields import fields
from zhihang.corpus.values import field_values
from zhihang.library import Result, Row
from zhihang.messages import Language, room_texts
from zhihang.records.record import Record, from_json
from zhihang.reporting.bibliography.naming import value_name
from zhihang.search.execution import SORTS

USUAL: Final = ("id", "ti", "pa", "ad", "pd", "ipc", "status")
OFFERED: Final = (
    *USUAL, "right", "cc", "kind", "ap", "pn", "rn", "ow", "in", "ag", "gd", "rd", "exd", "eprd", "cpc", "loc", "nice",
    "tf", "lang", "pacc", "ncl", "nct", "nfc", "nfam", "ab", "mk", "gds", "picture",
)  # fmt: skip
_OF_ROW: Final = frozenset(USUAL)
_COUNTED: Final = {"nfc": "citations_received", "nfam": "family_size"}
_SORT_OF: Final = {"eprd": "prd"}
_RIGHT_ALIGNED: Final = frozenset({"ncl", "nct", "nfc", "nfam"})
_INID: Final = {"id": "(11)", "ti": "(54)(540)"}
PICTURE: Final = "picture"
"""The one column that is no field: the picture that stands for a record."""
ADDED: Final = re.compile(r"own-[1-9]\d{0,14}|tags|rating|notes")
"""Codes of columns that other concepts add."""
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the field it shows, its name, its INID codes, by what it sorts (empty: not at all)."""

    code: str
    label: str
    inid: str
    sort: str
    is_number: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one column of one line: the first values, and how many more there are."""

    column: Column
    values: tuple[str, ...] = ()
    further: int = 0


def chosen(said: Iterable[str]) -> tuple[str, ...]:
    """The codes of a choice that are offered, in the order said; the usual ones where nothing is left.

    >>> chosen(["gd", "ti", "<b>", "own-3", "gd"]), chosen([])
    (('gd', 'ti', 'own-3'), ('id', 'ti', 'pa', 'ad', 'pd', 'ipc', 'status'))
    """
    return tuple(dict.fromkeys(code for code in said if code in OFFERED or ADDED.fullmatch(code))) or USUAL


def columns(codes: Iterable[str], language: Language, added: Mapping[str, Column] | None = None) -> list[Column]:
    """The columns of some codes; of those that others add, the ones there are for the reader (`added`)."""
    known = added or {}
    return [
        known[code] if code in known else _column(code, language)
        for code in codes
        if code in known or ADDED.fullmatch(code) is None
    ]


def _column(code: str, language: Language) -> Column:
    if code == PICTURE:
        return Column(code, room_texts("information")["column-picture"][language], "", "", False)
    field = fields()[code]
    sort = _SORT_OF.get(code, code)
    named = room_texts("information").get(f"column-{code}")
    label = named[language] if named else field.label(language)
    inid = _INID.get(code) or (f"({field.inid})" if field.inid else "")
    sort = sort if sort in SORTS else ""
    return Column(code, label[:1].upper() + label[1:], inid, sort, code in _RIGHT_ALIGNED)


def needs_records(codes: Iterable[str]) -> bool:
    """Whether the columns show more than the index keeps beside each hit."""
    beside = {*_OF_ROW, *_COUNTED, PICTURE}
    return any(code not in beside and ADDED.fullmatch(code) is None for code in codes)


def records_of(result: Result, rows: Sequence[Row]) -> dict[tuple[int, int], Record]:
    """The records of some hits, by corpus and ordinal."""
    found: dict[tuple[int, int], Record] = {}
    for corpus, execution in enumerate(result.executions):
        ords = [row.hit.ord for row in rows if row.corpus == corpus]
        texts = execution.tables().records_by_ord(ords) if ords else {}
        found |= {(corpus, ord_): from_json(data) for ord_, data in texts.items()}
    return found


def counts_of(result: Result, rows: Sequence[Row], codes: Iterable[str]) -> dict[tuple[int, int], dict[str, Any]]:
    """The numbers that are counted over all records: citations received, members of the family."""
    wanted = [_COUNTED[code] for code in codes if code in _COUNTED]
    found: dict[tuple[int, int], dict[str, Any]] = {}
    for corpus, execution in enumerate(result.executions if wanted else ()):
        ords = [row.hit.ord for row in rows if row.corpus == corpus]
        if ords:
            table = execution.tables().arrow(ords, ["ord", *wanted], "counts").to_pylist()
            found |= {(corpus, row["ord"]): row for row in table}
    return found


def cell(column: Column, record: Record | None, counts: dict[str, Any], language: Language) -> Cell:
    """What a column shows of a hit, beside what its row shows by itself."""
    if column.code in _COUNTED:
        number = counts.get(_COUNTED[column.code])
        return Cell(column, () if number is None else (f"{number:,}",))
    if record is None or ADDED.fullmatch(column.code) or column.code in _OF_ROW or column.code == PICTURE:
        return Cell(column)
    values = [value_name(column.code, value, language) for value in field_values(record, column.code)]
    return Cell(column, tuple(values[:_SHOWN]), max(0, len(values) - _SHOWN))
