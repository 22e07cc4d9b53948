"""What is noticed while one record is read: values that cannot be, counted, and the record kept.

Each method reads one printed value as what it is; a value that means "not known" gives None, one that is wrong gives
None and a problem or a notice. A value that was not understood is never lost with that: `stamped` keeps it as printed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeAlias

import msgspec

from zhihang.errors import InvalidCode, InvalidNumber, UsageError
from zhihang.records.dates import PartialDate, iso_date
from zhihang.records.problem import Problem
from zhihang.records.record import Record
from zhihang.sources.earlier_applications import earlier_application
from zhihang.sources.source import Place
from zhihang.standards.languages import language_code
from zhihang.standards.numbers import (
    ApplicationNumber,
    DocumentNumber,
    application_from_docdb,
    application_number,
    document_number,
)
from zhihang.standards.offices import is_office, office_code

NOT_KNOWN = frozenset({"", "OMITTED", "UNKNOWN", "NONE", "N/A", "XX", "UNK"})
"""Words that stand where a file says that it does not know."""

AS_PRINTED = "_as_printed"
"""How the names of other values end that hold what was not understood: `number_as_printed`."""

VALUES = frozenset({"number", "class", "relation", "phase", "date", "office", "count", "check-digit"})
"""Codes of single values that were not understood; what they quote belongs into the record."""

Printed: TypeAlias = tuple[str, str, tuple[str, ...]]
"""A value that was not understood: its code, the text that is kept, and the forms in which a record may hold it."""

_NAMED = 50
_ABBREVIATIONS = {"EPO": "EP", "WIPO": "WO", "PCT": "WO", "OAPI": "OA", "ARIPO": "AP", "EAPO": "EA"}


@dataclass(slots=True)
class Findings:
    """The problems of one record 读取问题, with the place they are told with."""

    place: Place
    position: int
    record: str | None = None
    problems: list[Problem] = field(default_factory=list)
    printed: list[Printed] = field(default_factory=list)

    def note(self, code: str, detail: str, *, fatal: bool = False, forms: tuple[str, ...] = ()) -> None:
        """Counts a problem or a notice. `forms`: how else a record may hold what is quoted."""
        self.problems.append(self.place.problem(code, self.position, detail, record=self.record, fatal=fatal))
        if code in VALUES and not fatal and detail:
            self.printed.append((code, detail, (detail, *forms)))

    def stamped(self, record: Record, place: Place | None = None) -> Record:
        """The record with its provenance; what was not understood and stands nowhere in it is kept as printed.

        It is kept among the other values, by its code: a notice says that nothing was lost, and this makes it true.
        `place`: of the record, where its product is another than that of its problems.
        """
        record = keeping(record, self.printed)
        self.printed.clear()
        return (place or self.place).stamped(record, self.position)

    def unread(self, found: dict[str, int]) -> None:
        """Counts elements and attributes that are neither read nor known, by path; very many of them together."""
        paths = list(found.items())
        for path, number in paths[:_NAMED]:
            self.note("unread-element", path if number == 1 else f"{path} ({number} times)")
        if paths[_NAMED:]:
            number = sum(count for _, count in paths[_NAMED:])
            self.note("unread-element", f"{number} further ones at {len(paths) - _NAMED} paths")

    def date(self, text: str | None) -> PartialDate | None:
        """A date; zeros mean that it is not known."""
        if not text or not text.strip("0 "):
            return None
        try:
            return iso_date(text)
        except UsageError:
            self.note("date", text)
            return None

    def office(self, text: str | None) -> str | None:
        """A country or office code (ST.3)."""
        code = (text or "").strip().upper()
        if is_office(code) and code != "XX":
            return code
        if code in NOT_KNOWN:
            return None
        meant = _office(_ABBREVIATIONS.get(code, code))
        if meant is None:
            self.note("office", code)
        return meant

    def document(self, office: str | None, number: str, kind: str = "") -> DocumentNumber | None:
        """A publication number from its parts."""
        if not office or not number:
            return None
        try:
            return document_number(office, number, kind)
        except (InvalidNumber, InvalidCode) as error:
            self._number_problem(error, office, number, kind)
            return None

    def application(self, office: str | None, number: str, year: int | None = None) -> ApplicationNumber | None:
        """An application number as its office prints it."""
        if not office or not number:
            return None
        try:
            return application_number(number, office, year=year)
        except (InvalidNumber, InvalidCode) as error:
            self._number_problem(error, office, number)
            return None

    def earlier(self, office: str | None, number: str, date: PartialDate | None) -> ApplicationNumber | None:
        """An earlier application, whose date may tell what its number means."""
        if not office or not number:
            return None
        try:
            return application_number(number, office, year=int(date[:4]) if date else None)
        except (InvalidNumber, InvalidCode) as error:
            found = earlier_application(office, number, date, None)
            if found is None:
                self._number_problem(error, office, number)
            return found

    def docdb_application(self, office: str | None, number: str, kind: str) -> ApplicationNumber | None:
        """An application number in the three parts of DOCDB."""
        if not office or not number:
            return None
        try:
            return application_from_docdb(office, number, kind or "A")
        except (InvalidNumber, InvalidCode) as error:
            self._number_problem(error, office, number, kind)
            return None

    def _number_problem(self, error: UsageError, office: str, number: str, kind: str = "") -> None:
        written = " ".join(filter(None, (office, number, kind)))
        forms = (number, f"{office}{number}", f"{office}{number}{kind}", f"{number} {kind}", written)
        if error.code == "CHECKDIGIT":
            self.note("check-digit", f"{written}, expected {error.fields.get('expected')}", forms=forms)
        else:
            self.note("number", written, forms=forms)


def keeping(record: Record, printed: Sequence[Printed]) -> Record:
    """The record with those values among the other ones that stand nowhere in it."""
    if not printed:
        return record
    held = set(_texts(msgspec.to_builtins(record)))
    other = dict(record.other)
    for code, text, forms in printed:
        name = f"{code}{AS_PRINTED}"
        if held.isdisjoint(forms) and text not in other.get(name, ()):
            other[name] = (*other.get(name, ()), text)
    return msgspec.structs.replace(record, other=other)


def _texts(value: Any) -> Iterator[str]:
    """All texts in a value, at any depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)


@lru_cache(maxsize=1 << 12)
def _office(code: str) -> str | None:
    try:
        return office_code(code)
    except InvalidCode:
        return None


@lru_cache(maxsize=1 << 12)
def language(text: str | None) -> str:
    """ISO 639-1 in small letters; `und` where none is stated, or none that is known.

    >>> language("EN"), language(None)
    ('en', 'und')
    """
    if not text:
        return "und"
    try:
        return language_code(text)
    except InvalidCode:
        return "und"
