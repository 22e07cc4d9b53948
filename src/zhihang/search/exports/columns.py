"""Columns of an export 导出字段: fields of the query language as headings and cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from zhihang.corpus.fields import field_names, fields
from zhihang.corpus.values import field_values
from zhihang.errors import UsageError
from zhihang.messages import Language
from zhihang.records.record import KEYS, Record, to_builtins
from zhihang.search.suggestions import nearest
from zhihang.text.folding import fold

DEFAULT_COLUMNS = (
    *("id", "right", "cc", "kind", "ti", "pa", "ow", "in", "ad", "pd", "gd", "rd", "ap", "rn"),
    *("ipc", "cpc", "nice", "loc", "status"),
)
SEPARATOR = "; "
_FORMULA_SIGNS = tuple("=+-@\t\r\n" + "\uff1d\uff0b\uff0d\uff20")
"""What spreadsheets take for the beginning of a formula; some also in full width."""
_NO_COLUMN = frozenset({"mkpy", "mkpi", "mksnd", "mkfz"})
"""Ways of searching a mark, whose text is the column `mk`."""
_SEVERAL = frozenset({"tf"})
"""Of the fields that no key holds, those that may have several values."""
_LAID_OVER: dict[str, Callable[[Record], Sequence[str]]] = {
    "fam": lambda record: _members(record, "simple"),
    "xfam": lambda record: _members(record, "extended"),
    "citedby": lambda record: [citation.number or citation.text or "" for citation in record.cited_by],
    "pan": lambda record: getattr(record, "applicant_standard", ()),
    "grp": lambda record: getattr(record, "owner_group", ()),
    "nfc": lambda record: _number(record, "citations_received"),
    "nfam": lambda record: _number(record, "family_size"),
}
"""Fields that follow from other records: their values are laid over a record that is shown or exported."""


@dataclass(frozen=True, slots=True)
class Added:
    """A column that no field is: its heading, and what stands in it for a record."""

    heading: str
    text: Callable[[Record], str]


def read_columns(names: Sequence[str]) -> tuple[str, ...]:
    """Field codes from names as a user writes them. Raises UsageError `COLUMN` with the nearest names."""
    codes = []
    for name in names:
        code = field_names().get(fold(name.strip()))
        if code is None or code in _NO_COLUMN or fields()[code].type in {"group", "elem"}:
            near = ", ".join(nearest(name, field_names()))
            raise UsageError("COLUMN", room="search", name=name, near=near)
        codes.append(code)
    return tuple(codes)


def headings(codes: Sequence[str | Added], language: Language) -> list[str]:
    """The names of the columns for people."""
    return [code.heading if isinstance(code, Added) else fields()[code].label(language) for code in codes]


def values(record: Record, code: str) -> Sequence[str]:
    """The values of a field as text, those that follow from other records included."""
    return _LAID_OVER[code](record) if code in _LAID_OVER else field_values(record, code)


def cell(record: Record, code: str | Added) -> str:
    """All values of a field in one cell."""
    if isinstance(code, Added):
        return code.text(record)
    return SEPARATOR.join(values(record, code))


def keys_of(codes: Sequence[str]) -> tuple[str, ...]:
    """The keys of the JSON form that hold some fields; `id` first, so that each line says what it is about."""
    paths = [path for code in codes for path in fields()[code].key.split()]
    return tuple(dict.fromkeys(["id", *(path.partition(".")[0] for path in paths)]))


def selected(record: Record, codes: Sequence[str]) -> dict[str, Any]:
    """The keys of a record that hold some fields; a field that no key holds (`tf`) under its own name."""
    whole = to_builtins(record)
    content: dict[str, Any] = {"id": record.id}
    for code in codes:
        for key in keys_of([code]):
            if key in whole:
                content[key] = whole[key]
            elif key not in KEYS and (found := values(record, code)):
                numbers = [int(value) for value in found] if fields()[code].type == "int" else list(found)
                content[key] = numbers if code in _SEVERAL else numbers[0]
    return content


def _members(record: Record, kind: str) -> Sequence[str]:
    group = getattr(record.family, kind, None)
    return group.members if group else ()


def _number(record: Record, key: str) -> list[str]:
    number = getattr(record, key, None)
    return [] if number is None else [str(number)]


def harmless(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: a leading apostrophe where one would be read.

    >>> harmless("=1+1"), harmless("-5"), harmless("plain")
    ("'=1+1", '-5', 'plain')
    """
    if text.startswith(_FORMULA_SIGNS) and not text[1:].replace(".", "", 1).isdigit():
        return f"'{text}"
    return text
