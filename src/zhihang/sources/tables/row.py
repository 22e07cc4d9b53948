"""One row of a table → one record: each cell by the key of its column, problems with row and column."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from zhihang.errors import InvalidNumber, UsageError
from zhihang.records.links import Family, FamilyGroup, InternationalApplication
from zhihang.records.marks import Layout, Mark
from zhihang.records.problem import Problem
from zhihang.sources.cnipa.claims import independent
from zhihang.sources.findings import VALUES, Printed
from zhihang.sources.source import Place
from zhihang.sources.tables import conversion
from zhihang.sources.tables.cells import Item, NoMatch, items, pieces
from zhihang.sources.tables.keys import OTHER, Key, key_of
from zhihang.sources.tables.lists import Listed, ListReader, problem_code
from zhihang.sources.tables.mapping import Column, Mapping
from zhihang.sources.tables.spellings import united
from zhihang.standards.kinds import right_of
from zhihang.standards.numbers import application_number
from zhihang.standards.offices import is_office
from zhihang.standards.rights import UNKNOWN_RIGHT
from zhihang.standards.status import UNASSIGNED

_FIRST = ("office", "right", "language", "kind", "publication_number")
"""Keys on which the reading of others depends, in the order in which they are read."""

_FOREIGN_SPELLING = re.compile(r"([A-Z]{2})((?=.*\d{4})[A-Z0-9]{4,16}?)([A-Z]\d?)")

FIRST_ONLY = "first only"
"""What `other.claims` says where a table shows the first claim alone."""

_CODED = frozenset({"mark.type", "mark.features", "gi_type", "kind", "right"})


class RowReading:
    """The reading of one row: values by record key, lists while they grow, numbers that may name the right."""

    def __init__(self, mapping: Mapping, place: Place, row: int) -> None:
        self.mapping = mapping
        self.place = place
        self.row = row
        self.problems: list[Problem] = []
        self.printed: list[Printed] = []
        self.pictures: dict[str, bytes] = {}
        self.values: dict[str, Any] = {}
        self.numbers: dict[str, str] = {}
        self.groups: dict[str, dict[str, Any]] = {}
        self.lists: dict[str, Listed] = {}
        self.office = mapping.office
        self.right = mapping.right or UNKNOWN_RIGHT
        self.language = mapping.language

    def problem(self, code: str, detail: str, column: Column | None = None, *, fatal: bool = False) -> None:
        """Count a problem of this row, with the name of its column."""
        if code in VALUES and not fatal:
            self.printed.append((code, detail, (detail,)))
        named = f"{column.names[0]}: {detail}" if column else detail
        self.problems.append(self.place.problem(code, self.row, named, fatal=fatal))

    def read(self, cells: Sequence[tuple[str, Column]]) -> None:
        """All cells of a row; those that others depend on come first."""
        constants = [(text, Column(header=key, key=key)) for key, text in self.mapping.constants.items()]
        for text, column in sorted([*cells, *constants], key=_turn):
            self._cell(text, column)

    def _cell(self, text: str, column: Column) -> None:
        key = key_of(column.key)
        if key is None or not text or text in self.mapping.empty:
            return
        if key.shape in ("list", "part"):
            self._list(text, column, key)
            return
        for item in items(text, column, self.mapping.empty):
            try:
                piece = pieces(item, column).get("value")
            except NoMatch:
                self.problem("no-match", item, column)
                piece = item
            if piece:
                self._value(piece, column, key)

    def _value(self, text: str, column: Column, key: Key) -> None:
        told = column.values.get(text, text)
        if not told:
            return
        if column.values and text not in column.values and column.key in _CODED:
            self.problem("unknown-code", text, column)
        try:
            _SHAPES[key.shape](self, told if key.shape != "status" else text, column)
        except UsageError as error:
            self.problem(problem_code(error, _KIND_OF_PROBLEM.get(key.shape, "class")), text, column)
            self.values.setdefault("other", {}).setdefault(f"{column.key}_as_printed", []).append(text)

    def _list(self, text: str, column: Column, key: Key) -> None:
        listed = self.lists.setdefault(key.of, Listed())
        read = [self._pieces(item, column) for item in items(text, column, self.mapping.empty)]
        for found in united(read) if column.spellings else read:
            if key.part:
                value = column.values.get(found.get("value", ""), found.get("value", ""))
                if key.shape == "list":
                    listed.items.append(({key.part: value, **column.fixed}, column))
                elif value:
                    listed.parts.setdefault(key.part, []).append((value, column))
            else:
                listed.items.append((found | column.fixed, column))

    def _pieces(self, item: str, column: Column) -> Item:
        try:
            return pieces(item, column)
        except NoMatch:
            self.problem("no-match", item, column)
            return {"value": item}

    def set(self, key: str, value: Any, column: Column) -> None:
        """A value that a record holds once; a second, different one is a problem and the first stays."""
        if self.values.setdefault(key, value) != value:
            self.problem("conflicting-value", f"{self.values[key]} / {value}", column)

    def _document(self, text: str, column: Column) -> None:
        try:
            stated = str(self.values.get("kind", ""))
            office, number, kind = conversion.document(text, column.office or self.mapping.office, stated)
        except InvalidNumber:
            if not self._unpublished(text, column):
                self._as_printed(text)
            raise
        self.office = office
        self.values |= {"number": number, "kind": kind} if kind else {"number": number}
        told = right_of(office, kind, number)
        if told != UNKNOWN_RIGHT:
            self.right = told

    def _unpublished(self, text: str, column: Column) -> bool:
        """Some lists print the application number where nothing is published: the row then speaks of the right."""
        try:
            found = application_number(text, column.office or self.mapping.office)
        except UsageError:
            return False
        self.office = found.office
        self.values["application_number"] = found.joined
        self.numbers["application_number"] = found.number
        return True

    def _as_printed(self, text: str) -> None:
        """A number of an office in a spelling that is not the office's own (`IN200701780P3`) still names the row's
        document: as printed, so nothing is invented, and told, since it may not meet other sources' spelling."""
        match = _FOREIGN_SPELLING.fullmatch(text)
        if match is not None and is_office(match[1]):
            self.office = match[1]
            self.values |= {"number": match[2], "kind": match[3]}

    def _office(self, text: str, column: Column) -> None:
        self.office = conversion.office(text)

    def _right(self, text: str, column: Column) -> None:
        self.right = conversion.right(text)

    def _language(self, text: str, column: Column) -> None:
        self.language = conversion.language(text)
        self.set("language", self.language, column)

    def _application(self, text: str, column: Column) -> None:
        if self.right not in conversion.PATENT_LIKE:
            self._register(text, column)
            return
        found = conversion.patent_application(text, column.office or self.office, column.form)
        self.set("application_number", found.joined, column)
        self.numbers["application_number"] = found.number

    def _register(self, text: str, column: Column) -> None:
        number = conversion.register(conversion.exact(text))
        self.set(column.key, number, column)
        self.numbers[column.key] = number

    def _date(self, text: str, column: Column) -> None:
        self.set(column.key, conversion.date(text, column), column)

    def _text(self, text: str, column: Column) -> None:
        self.set(column.key, text, column)

    def _integer(self, text: str, column: Column) -> None:
        self.set(column.key, conversion.integer(text), column)

    def _title(self, text: str, column: Column) -> None:
        code = column.language or self.language
        title = " ".join(text.split())
        if self.groups.setdefault("title", {}).setdefault(code, title) != title:
            self.problem("conflicting-value", title, column)

    def _paragraphs(self, text: str, column: Column) -> None:
        found = self.groups.setdefault(column.key, {})
        code = column.language or self.language
        found[code] = found.get(code, ()) + conversion.paragraphs(text)

    def _claims(self, text: str, column: Column) -> None:
        code = column.language or self.language
        found = conversion.claims(text)
        self.groups.setdefault("claims", {})[code] = found
        if code == "zh":
            self.groups.setdefault("independent_claims", {})[code] = independent(found)

    def _first_claim(self, text: str, column: Column) -> None:
        """The one claim of a table that shows no other: said so, and no number of claims follows from it."""
        code = column.language or self.language
        self.groups.setdefault("claims", {})[code] = (" ".join(text.split()),)
        self.groups.setdefault("independent_claims", {})[code] = (1,)
        self.values.setdefault("other", {})["claims"] = [FIRST_ONLY]

    def _symbols(self, text: str, column: Column) -> None:
        key = column.key
        symbol = conversion.symbol(text, "ipc" if key == "ipc_first" else key)
        if key in ("ipc_first", "upov"):
            self.set(key, symbol, column)
        if key != "upov":
            known = self.values.setdefault("ipc" if key == "ipc_first" else key, [])
            if symbol not in known:
                known.append(symbol)

    def _codes(self, text: str, column: Column) -> None:
        self.values.setdefault(column.key, []).append(text)

    def _member(self, text: str, column: Column) -> None:
        """A piece of a mark or of a layout-design."""
        group, _, name = column.key.partition(".")
        known = self.groups.setdefault(group, {})
        if name in _MANY:
            known[name] = (*known.get(name, ()), text)
        elif known.setdefault(name, text) != text:
            self.problem("conflicting-value", f"{known[name]} / {text}", column)

    def _pct(self, text: str, column: Column) -> None:
        name = column.key.partition(".")[2]
        if name == "application":
            value: str = application_number(conversion.exact(text), "WO").joined
        elif name == "publication":
            value = "".join(conversion.document(text, "WO"))
        else:
            value = conversion.date(text, column)
        self.groups.setdefault("pct", {})[name] = value

    def _family(self, text: str, column: Column) -> None:
        name = column.key.partition(".")[2]
        value = text if name == "source_id" else conversion.member(text)
        known = self.groups.setdefault("family", {}).setdefault(name, ())
        if value not in known:
            self.groups["family"][name] = (*known, value)

    def _status(self, text: str, column: Column) -> None:
        if column.key == "status.date":
            self.groups.setdefault("status", {})["date"] = conversion.date(text, column)
            return
        found = conversion.status(text, column)
        if found.value == UNASSIGNED:
            self.problem("unknown-code", text, column)
        self.groups.setdefault("status", {}).update({"value": found.value, "raw": text})

    def _other(self, text: str, column: Column) -> None:
        name = column.key.removeprefix(OTHER)
        self.values.setdefault("other", {}).setdefault(name, []).append(text)

    def members(self) -> dict[str, tuple[Any, ...]]:
        """The record's lists."""
        reader = ListReader(self.office, self.right)
        found: dict[str, tuple[Any, ...]] = {}
        for name, listed in self.lists.items():
            joined, left = listed.joined(name)
            made = (reader.member(name, item, columns) for item, columns in joined)
            found[name] = _distinct(member for member in made if member is not None)
            for text in left:
                self.problem("uneven-list", f"{name}: {text}")
        for code, text, column in reader.problems:
            self.problem(code, text, column)
        self.pictures |= reader.pictures
        return found

    def structs(self) -> dict[str, Any]:
        """Mark, layout, international application, family and texts, from their pieces."""
        groups = dict(self.groups)
        made: dict[str, Any] = {}
        for name, make in (("mark", Mark), ("layout", Layout), ("pct", InternationalApplication)):
            if name in groups:
                made[name] = make(**groups.pop(name))
        family = groups.pop("family", None)
        if family:
            made["family"] = Family(
                simple=_family(family.get("members", ())),
                extended=_family(family.get("extended", ())),
                source_id=next(iter(family.get("source_id", ())), None),
            )
        groups.pop("status", None)
        return made | groups


def _family(members: tuple[str, ...]) -> FamilyGroup | None:
    """A family as the source lists it."""
    return FamilyGroup(definition="source", members=members) if members else None


def _turn(cell: tuple[str, Column]) -> int:
    """When a cell is read: those that others depend on come first."""
    key = cell[1].key
    return _FIRST.index(key) if key in _FIRST else len(_FIRST)


def _distinct(members: Iterable[Any]) -> tuple[Any, ...]:
    """Members in order, without those that were there before; they are compared, since some hold dictionaries."""
    found: list[Any] = []
    for member in members:
        if member not in found:
            found.append(member)
    return tuple(found)


_MANY = frozenset({"features", "translation", "disclaimer", "colors"})
_KIND_OF_PROBLEM = {
    **dict.fromkeys(("document", "application", "register", "pct"), "number"), "date": "date", "office": "office",
}  # fmt: skip
_Reader = Callable[[RowReading, str, Column], None]
# the reading of each shape of key (`keys.tsv`)
_SHAPES: dict[str, _Reader] = {
    "document": RowReading._document,
    "office": RowReading._office,
    "right": RowReading._right,
    "language": RowReading._language,
    "application": RowReading._application,
    "register": RowReading._register,
    "date": RowReading._date,
    "text": RowReading._text,
    "integer": RowReading._integer,
    "title": RowReading._title,
    "paragraphs": RowReading._paragraphs,
    "claims": RowReading._claims,
    "claim": RowReading._first_claim,
    "codes": RowReading._codes,
    "mark": RowReading._member,
    "layout": RowReading._member,
    "pct": RowReading._pct,
    "family": RowReading._family,
    "status": RowReading._status,
    "other": RowReading._other,
    **dict.fromkeys(("ipc", "cpc", "locarno", "nice", "vienna", "upov"), RowReading._symbols),
}
