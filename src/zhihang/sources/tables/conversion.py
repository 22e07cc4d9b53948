"""What a piece of a cell means, by the record key it fills: numbers, dates, codes, classes, texts.

Each reader gives the value or raises; the caller counts the problem with row and column and keeps the rest of the row.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from importlib import resources

from zhihang.errors import InvalidCode, InvalidNumber, UsageError
from zhihang.messages import read_yaml
from zhihang.records.dates import PartialDate, day_first, iso_date, month_first
from zhihang.records.events import Status
from zhihang.sources import symbols
from zhihang.sources.tables.mapping import Column, Form
from zhihang.sources.tables.year_first import year_first
from zhihang.standards import rights
from zhihang.standards.numbers import (
    ApplicationNumber,
    application_from_docdb,
    application_number,
    document_number,
    publication_number,
    register_number,
)
from zhihang.standards.numbers.writing import tidy, without_separators
from zhihang.standards.offices import office_code, offices
from zhihang.standards.status import UNASSIGNED, status_value

PATENT_LIKE = frozenset({"patent", "utility_model", "design", "spc"})
"""Rights whose applications have numbers of the patent kind; others are numbered as their registers like."""

_READERS: dict[str, Callable[[str], PartialDate]] = {
    "iso": iso_date,
    "day_first": day_first,
    "month_first": month_first,
}
_TIME = re.compile(r"[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$")
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+\d{1,3}")
_UPOV = re.compile(r"[A-Z]{5}(?:_[A-Z0-9]{1,3}){0,3}")
_NICE = re.compile(r"\D{0,6}(\d{1,2})\D{0,6}")
_VIENNA = re.compile(r"0?(\d{1,2})(?:\.0?(\d{1,2}))?(?:\.0?(\d{1,2}))?")
_LAST_NICE = 45
_LINE_END = re.compile(r"[\r\n]")
_KIND_TWICE = re.compile(r"^([A-Z]{2}.*\d)([A-Z])\d?\s*\((\2\d?)\)$")
"""The EPO prints Korean utility models so: `KR200367531Y (Y1)`."""
_WORDED = re.compile(r"(?=.*[0-9])[^\W_]{1,40}")
_LOCARNO = re.compile(r"(?<![(\d])\d{2}[\s-]?\d{2}(?!\d)")


class WrongCell(UsageError):
    """A cell that is not what its column should hold; `code` is a message code of this room."""


def wrong(code: str, value: str) -> WrongCell:
    """The error for a cell."""
    return WrongCell(code, room="sources", value=value)


def date(text: str, column: Column) -> PartialDate:
    """A date in the column's order; a time of day behind it says nothing more. Raises UsageError `DATE`."""
    plain = _TIME.sub("", text)
    try:
        return _READERS[column.order](plain)
    except UsageError:
        if column.order == "iso":
            raise
        return iso_date(plain)  # spreadsheets write true dates in ISO form whatever the text columns do


def exact(text: str) -> str:
    """A number as printed. Digits that a spreadsheet has rounded away (`2.01812E+11`) are an error."""
    if _SCIENTIFIC.fullmatch(text.replace(" ", "")):
        raise wrong("rounded-number", text)
    return text


def document(text: str, office: str | None, kind: str = "") -> tuple[str, str, str]:
    """Office, number and kind of a publication; `kind` where a column of its own states it."""
    found = publication_number(_KIND_TWICE.sub(r"\1\3", exact(text)), office)
    if kind and not found.kind:
        found = document_number(found.office, found.number, kind)
    return found.office, found.number, found.kind


def member(text: str) -> str:
    """A member of a family, as records are named; as printed where the number is none of its office's."""
    try:
        return "".join(document(text, None))
    except UsageError:
        return text


def application(text: str, office: str | None, right: str, form: Form = "printed") -> str:
    """An application number: joined for patents, utility models and designs, as registers write it otherwise."""
    if right in PATENT_LIKE:
        return patent_application(text, office, form).joined
    return register(text)


def patent_application(text: str, office: str | None, form: Form = "printed") -> ApplicationNumber:
    """An application number of the patent kind: as printed, in the three parts of DOCDB, or with its year in front."""
    parts = exact(text).replace("/", "").split()
    if form == "docdb" and len(parts) == 3:
        return application_from_docdb(*parts)
    return year_first(exact(text)) if form == "year_first" else application_number(exact(text), office)


def register(text: str) -> str:
    """A number of a register; Chinese ones have words in them, which belong to the number."""
    try:
        return register_number(exact(text))
    except InvalidNumber:
        compacted = without_separators(tidy(text))
        if _WORDED.fullmatch(compacted):
            return compacted
        raise


def office(text: str) -> str:
    """An office by its code or its name in either language."""
    try:
        return office_code(text)
    except InvalidCode:
        found = _office_names().get(text.strip().casefold())
        if found is None:
            raise
        return found


@cache
def _office_names() -> dict[str, str]:
    return {name.casefold(): code for code, entry in offices().items() for name in (entry.en, entry.zh) if name}


def right(text: str) -> str:
    """A kind of right by its name in either language."""
    wanted = text.strip().casefold()
    for entry in rights.rights().values():
        if wanted in (entry.right, entry.en.casefold(), entry.zh.casefold(), entry.code.casefold()):
            return entry.right
    return _words()["rights"].get(text.strip()) or _raise("class", text)


def language(text: str) -> str:
    """A language by its ISO 639-1 code or its name."""
    code = text.strip().lower()
    if re.fullmatch(r"[a-z]{2}", code):
        return code
    return _words()["languages"].get(code) or _raise("class", text)


def _raise(code: str, text: str) -> str:
    raise wrong(code, text)


def status(text: str, column: Column) -> Status:
    """The legal status: by the column's own table, else by the standard list, else unassigned with what was said."""
    told = column.values.get(text)
    if told is None:
        try:
            told = status_value(text)
        except InvalidCode:
            told = UNASSIGNED
    return Status(value=told, raw=text)


def integer(text: str) -> int:
    """A whole number."""
    plain = text.replace(",", "").replace(" ", "")
    if not plain.isascii() or not plain.isdigit():
        raise wrong("count", text)
    return int(plain)


def symbol(text: str, scheme: str) -> str:
    """A symbol of a classification, in the form that records have."""
    found = _SCHEMES[scheme](text)
    if found is None:
        raise wrong("class", text)
    return found


def _hierarchical(text: str) -> str | None:
    """An IPC or CPC symbol; a line end inside means a list that was not taken apart."""
    return None if _LINE_END.search(text) else symbols.written(text)


def _nice(text: str) -> str | None:
    match = _NICE.fullmatch(text.strip())
    number = int(match[1]) if match else 0
    return str(number) if 1 <= number <= _LAST_NICE else None


def _locarno(text: str) -> str | None:
    """`14-03`, `LOC(13) Cl. 14-03`, and `14-03(12)` with the edition behind it."""
    match = _LOCARNO.search(text)
    return symbols.locarno(match[0]) if match else None


def _vienna(text: str) -> str | None:
    match = _VIENNA.fullmatch(text.strip())
    return ".".join(filter(None, match.groups())) if match else None


def _upov(text: str) -> str | None:
    code = text.strip().upper()
    return code if _UPOV.fullmatch(code) else None


_SCHEMES: dict[str, Callable[[str], str | None]] = {
    "ipc": _hierarchical,
    "cpc": _hierarchical,
    "locarno": _locarno,
    "nice": _nice,
    "vienna": _vienna,
    "upov": _upov,
}


@cache
def _words() -> dict[str, dict[str, str]]:
    text = (resources.files("zhihang.sources.tables") / "words.yaml").read_text("utf-8")
    return dict(read_yaml(text))


def claims(text: str) -> tuple[str, ...]:
    """Claims that stand in one cell, cut before each running number that continues the count."""
    found: list[str] = []
    rest, number = text.strip(), 1
    while rest:
        begin = re.compile(rf"(?:^|(?<=[\s;；。.]))\s*{number + 1}\s*[.、．]\s*(?=\D)").search(rest, 1)
        if begin is None:
            break
        found.append(rest[: begin.start()].strip())
        rest, number = rest[begin.start() :].strip(), number + 1
    return (*found, rest) if rest else tuple(found)


def paragraphs(text: str) -> tuple[str, ...]:
    """The lines of a text."""
    return tuple(filter(None, (" ".join(line.split()) for line in text.splitlines())))
