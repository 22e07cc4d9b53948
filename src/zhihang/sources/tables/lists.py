"""Lists of a row: items with their parts, put together from one column or from several that run side by side."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from zhihang.errors import InvalidCode, InvalidNumber, UsageError
from zhihang.records.dates import PartialDate
from zhihang.records.events import Designation, Event
from zhihang.records.links import Citation, Priority, Related
from zhihang.records.marks import Goods, Image
from zhihang.records.party import Party
from zhihang.sources.earlier_applications import stated_application
from zhihang.sources.pictures import decoded, picture_hash
from zhihang.sources.tables import conversion
from zhihang.sources.tables.cells import Item
from zhihang.sources.tables.keys import MAIN, PARTIES
from zhihang.sources.tables.mapping import Column

_STANDS_ALONE = frozenset({"goods_services", "priorities", "related", "events"})
"""Lists whose parts say something without their main piece: a class without goods, a date without a number."""

_FOR_ALL = frozenset({"goods_services"})
"""Lists where a single part holds for every item: one class for all goods of a row."""

_REGISTERED = frozenset({"copyright", "geographical_indication"})
"""Rights whose related rights are entries of the same register, never applications of the patent kind."""

_ALSO_ELSEWHERE = frozenset({("goods_services", "class")})
"""Parts that a key of their own holds as well (`nice`)."""


@dataclass(slots=True)
class Listed:
    """The items of one list of a row while its columns are read."""

    items: list[tuple[Item, Column]] = field(default_factory=list)
    parts: dict[str, list[tuple[str, Column]]] = field(default_factory=dict)

    def joined(self, name: str) -> tuple[list[tuple[Item, dict[str, Column]]], list[str]]:
        """Each item with its parts and the columns they came from, and the parts that belong to no item."""
        found = [(dict(item), dict.fromkeys(item, column)) for item, column in self.items]
        if not found and name in _STANDS_ALONE:
            longest = max((len(values) for values in self.parts.values()), default=0)
            found = [({}, {}) for _ in range(longest)]
        left = [text for part, values in self.parts.items() for text in _spread(name, part, values, found)]
        if name in _FOR_ALL:
            _carry_classes(found)
        return found, left


_Found = list[tuple[Item, dict[str, Column]]]


def _spread(name: str, part: str, values: list[tuple[str, Column]], found: _Found) -> list[str]:
    """Give each item its part; what cannot be given without guessing is returned.

    As many values as items: one each. One value: the first item's (an address stands for the first-named party), or
    every item's in lists where one holds for all. Any other number says nothing about which belongs where.
    """
    if values[0][1].alone and (len(values), len(found)) != (1, 1):
        return []
    if len(values) == 1 and found:
        values = values * len(found) if name in _FOR_ALL else values
        places = found[: len(values)]
    elif len(values) == len(found):
        places = found
    else:
        return [] if (name, part) in _ALSO_ELSEWHERE else [text for text, _ in values]
    for (text, column), (item, columns) in zip(values, places, strict=True):
        item.setdefault(part, text)
        columns.setdefault(part, column)
    return []


def _carry_classes(found: _Found) -> None:
    """A class written before some goods holds for those that follow, up to the next class."""
    for (before, its_columns), (item, columns) in pairwise(found):
        if "class" in before and "class" not in item:
            item["class"], columns["class"] = before["class"], its_columns["class"]


class ListReader:
    """Makes the members of a record's lists from items. `problems`: what could not be read, with its column;
    `pictures`: those that stand in the row itself, by where they stand."""

    def __init__(self, office: str | None, right: str) -> None:
        self.office = office
        self.right = right
        self.problems: list[tuple[str, str, Column]] = []
        self.pictures: dict[str, bytes] = {}

    def member(self, name: str, item: Item, columns: dict[str, Column]) -> Any:
        """The member of a list that an item stands for; None where nothing readable is left of it."""
        main = MAIN[name]
        pieces = {main if piece == "value" else piece: text for piece, text in item.items()}
        origin = {main if piece == "value" else piece: column for piece, column in columns.items()}
        if name in PARTIES:
            return self._party(pieces, origin)
        return getattr(self, f"_{name}")(pieces, origin)

    def _read(self, kind: str, text: str | None, column: Column | None) -> Any:
        """A piece as date, office or class; a problem where it is none."""
        if not text or column is None:
            return None
        try:
            if kind == "date":
                return conversion.date(text, column)
            return conversion.office(text) if kind == "office" else conversion.symbol(text, kind)
        except UsageError as error:
            self.problems.append((_code(error, kind), text, column))
            return None

    def _party(self, item: Item, columns: dict[str, Column]) -> Party | None:
        if not item.get("name"):
            return None
        return Party(
            name=" ".join(item["name"].split()),
            country=self._read("office", item.get("country"), columns.get("country")),
            region=item.get("region"),
            city=item.get("city"),
            address=item.get("address"),
            id=item.get("id"),
            role=item.get("role"),
            also=(item["also"],) if item.get("also") else (),
        )

    def _application(
        self, item: Item, columns: dict[str, Column], date: PartialDate | None
    ) -> tuple[str | None, str | None, str | None]:
        """Number, office and printed number of an earlier application."""
        column = columns.get("number")
        office = self._read("office", item.get("office"), columns.get("office"))
        raw = item.get("number")
        if raw is None or column is None:
            return None, office, None
        office = office or column.office
        try:
            if self.right in _REGISTERED or (self.right in ("trademark", "plant_variety") and office is None):
                return conversion.register(raw), office, None
            if column.form == "dated":
                number = stated_application(office, conversion.exact(raw), date).joined
            else:
                number = conversion.application(raw, office, "patent", column.form)
        except (InvalidNumber, InvalidCode, UsageError) as error:
            self.problems.append((_code(error, "number"), raw, column))
            return raw, office, None
        # a rewritten number is no longer the printed one
        return number, office, raw if number != raw and not column.replace else None

    def _priorities(self, item: Item, columns: dict[str, Column]) -> Priority:
        date = self._read("date", item.get("date"), columns.get("date"))
        number, office, raw = self._application(item, columns, date)
        return Priority(number=number, office=office, date=date, kind=item.get("kind"), raw=raw)

    def _related(self, item: Item, columns: dict[str, Column]) -> Related:
        column = next(iter(columns.values()))
        if not item.get("office") and not column.office and self.office:
            item, columns = {**item, "office": self.office}, {**columns, "office": column}
        date = self._read("date", item.get("date"), columns.get("date"))
        number, office, _ = self._application(item, columns, date)
        return Related(kind="parent", relation=item.get("kind") or column.kind, number=number, office=office, date=date)

    def _goods_services(self, item: Item, columns: dict[str, Column]) -> Goods:
        return Goods(
            class_=self._read("nice", item.get("class"), columns.get("class")),
            text=item.get("text"),
            group=item.get("group"),
            status=item.get("status"),
            language=columns["text"].language if "text" in columns else None,
        )

    def _designations(self, item: Item, columns: dict[str, Column]) -> Designation | None:
        office = self._read("office", item.get("office"), columns.get("office"))
        date = self._read("date", item.get("date"), columns.get("date"))
        return Designation(office=office, status=item.get("status"), date=date) if office else None

    def _citations(self, item: Item, columns: dict[str, Column]) -> Citation:
        number = item.get("number")
        column = columns.get("number")
        known: dict[str, Any] = {key: item.get(key) for key in ("text", "category", "by", "phase", "name")}
        if number is None or column is None:
            return Citation(**known)
        try:
            office, digits, kind = conversion.document(number, column.office)
        except (InvalidNumber, InvalidCode, UsageError):
            return Citation(**{**known, "text": known["text"] or number}, raw=number)
        joined = f"{office}{digits}{kind}"
        return Citation(**known, number=joined, office=office, raw=number if joined != number else None)

    _cited_by = _citations

    def _events(self, item: Item, columns: dict[str, Column]) -> Event:
        date = self._read("date", item.get("date"), columns.get("date"))
        return Event(
            date=date, code=item.get("code"), category=item.get("category"), text=item.get("text"), office=self.office
        )

    def _images(self, item: Item, columns: dict[str, Column]) -> Image:
        column, file = columns["file"], item["file"]
        if column.picture is None:
            return Image(file=file, kind=item.get("kind") or column.kind)
        hashed = None
        try:
            picture = decoded(file)
            hashed = picture_hash(picture)
            self.pictures[column.picture] = picture
        except UsageError as error:
            self.problems.append(("picture", str(error.fields.get("reason")), column))
        return Image(file=column.picture, kind=column.kind, hash=hashed)


def _code(error: UsageError, kind: str) -> str:
    """The message code of a piece that could not be read."""
    if error.code in ("rounded-number", "count"):
        return error.code
    if error.code == "CHECKDIGIT":
        return "check-digit"
    return kind if kind in ("date", "office", "number") else "class"


problem_code = _code
