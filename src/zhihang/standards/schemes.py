"""The hierarchy of IPC or CPC 分类表: what stands above a symbol and what below it.

Dots decide, not digits: `1/035` stands below `1/03` and not below `1/025`. So the hierarchy needs a scheme file
(`zhihang.standards.scheme_files`); without one, `SymbolHierarchy` answers from the digits and says so in `basis`.
Both give "the symbol and everything below it" as ranges of sortable symbols, first included, last excluded. A symbol
of another edition that the scheme does not list falls into the range it sorts into.

    >>> SymbolHierarchy().ranges_below("H01L 21/02")
    (('H01L0021020000', 'H01L0021030000'),)
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

from zhihang.standards.classes import from_sortable, parse

Basis = Literal["scheme", "symbols"]
Range = tuple[str, str]
DEPTH_OF_MAIN_GROUP = 3


@dataclass(frozen=True, slots=True)
class SchemeEntry:
    """One line of a scheme 分类条目. `depth`: 0 section, 1 class, 2 subclass, 3 main group, 3 + dots below."""

    key: str
    depth: int
    title: str

    @property
    def symbol(self) -> str:
        """The symbol as it is written."""
        return from_sortable(self.key)


class Hierarchy(Protocol):
    """What a query and a study ask of a classification."""

    basis: Basis

    def knows(self, symbol: str) -> bool:
        """Whether the scheme lists the symbol."""

    def title(self, symbol: str) -> str:
        """Its title, empty where none is known."""

    def ancestors(self, symbol: str) -> tuple[str, ...]:
        """The symbols above it, nearest first."""

    def ranges_below(self, symbol: str) -> tuple[Range, ...]:
        """The symbol and everything below it, as ranges of sortable symbols."""


class SymbolHierarchy:
    """The hierarchy as far as symbols alone tell: main groups over their subgroups, then digit by digit 按号推定的层级.

    Titles may be given where a list of titles exists without dots.
    """

    basis: Basis = "symbols"

    def __init__(self, titles: dict[str, str] | None = None) -> None:
        self._titles = titles or {}

    def knows(self, symbol: str) -> bool:
        """Whether a title is known."""
        return parse(symbol).sortable in self._titles

    def title(self, symbol: str) -> str:
        """The title, where titles were given."""
        return self._titles.get(parse(symbol).sortable, "")

    def ancestors(self, symbol: str) -> tuple[str, ...]:
        """Shorter subgroups digit by digit, the main group, subclass, class, section."""
        found = parse(symbol)
        above: list[str] = []
        if found.level == "subgroup":
            above += [f"{found.subclass} {found.main_group}/{found.subgroup[:n]}" for n in range(5, 1, -1)]
            above = [each for each in above if each != found.canonical and len(each) < len(found.canonical)]
            above.append(f"{found.subclass} {found.main_group}/00")
        if found.main_group:
            above.append(found.subclass)
        above += [found.subclass[:length] for length in (3, 1) if len(found.subclass) > length]
        return tuple(above)

    def ranges_below(self, symbol: str) -> tuple[Range, ...]:
        """One range: all symbols that begin with the same digits."""
        found = parse(symbol)
        prefix = found.sortable[:8] + (found.subgroup if found.level == "subgroup" else "")
        width = len(found.sortable)
        return ((found.sortable, f"{_next(prefix):0<{width}}" if found.main_group else _next(prefix)),)


class Scheme:
    """A scheme with its dots 分类表, built from the entries of a scheme file in the order of the file."""

    basis: Basis = "scheme"

    def __init__(self, entries: Iterable[SchemeEntry], name: str = "", version: str = "") -> None:
        self.name = name
        self.version = version
        unique: dict[str, SchemeEntry] = {}
        for entry in entries:
            if entry.key not in unique or (entry.title and not unique[entry.key].title):
                unique[entry.key] = entry
        self._entries = list(unique.values())
        self._place = {entry.key: place for place, entry in enumerate(self._entries)}
        self._keys = sorted(self._place)
        self._by_symbols = SymbolHierarchy()

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[SchemeEntry]:
        """The entries in the order of the file."""
        return iter(self._entries)

    def knows(self, symbol: str) -> bool:
        """Whether the scheme lists the symbol."""
        return parse(symbol).sortable in self._place

    def entry(self, symbol: str) -> SchemeEntry | None:
        """The line of the symbol."""
        place = self._place.get(parse(symbol).sortable)
        return None if place is None else self._entries[place]

    def title(self, symbol: str) -> str:
        """The symbol's own title, without those above it."""
        entry = self.entry(symbol)
        return entry.title if entry else ""

    def full_title(self, symbol: str) -> str:
        """The titles from the main group down, as a subgroup's title continues the one above it."""
        path = [symbol, *self.ancestors(symbol)]
        groups = [each for each in path if "/" in each] or path[:1]
        return " · ".join(filter(None, (self.title(each) for each in reversed(groups))))

    def ancestors(self, symbol: str) -> tuple[str, ...]:
        """The symbols above it by dots, nearest first; by digits where the scheme does not list the symbol."""
        place = self._place.get(parse(symbol).sortable)
        if place is None:
            return self._by_symbols.ancestors(symbol)
        above: list[str] = []
        depth = self._entries[place].depth
        while depth > DEPTH_OF_MAIN_GROUP and place:
            place -= 1
            if self._entries[place].depth < depth:
                depth = self._entries[place].depth
                above.append(self._entries[place].symbol)
        subclass = parse(symbol).subclass
        tail = [subclass] if parse(symbol).main_group else []
        return (*above, *tail, *(subclass[:length] for length in (3, 1) if len(subclass) > length))

    def children(self, symbol: str) -> tuple[str, ...]:
        """The symbols directly below it, in the order of the scheme."""
        key = parse(symbol).sortable
        place = self._place.get(key)
        if place is None:
            return ()
        if len(key) <= len("H01L"):  # files of single subclasses repeat what stands above them: go by symbol
            depth = self._entries[place].depth + 1
            below_key = self._keys[bisect_left(self._keys, key) : bisect_left(self._keys, _next(key))]
            found = (self._entries[self._place[each]] for each in below_key)
            return tuple(entry.symbol for entry in found if entry.depth == depth)
        below = self._entries[place + 1 : self._end(place)]
        nearest = min((entry.depth for entry in below), default=0)
        return tuple(entry.symbol for entry in below if entry.depth == nearest)

    def ranges_below(self, symbol: str) -> tuple[Range, ...]:
        """The symbol and everything below it. Mostly one range: the file follows the order of the symbols.

        Sections, classes and subclasses are ranges by prefix, so that files of single subclasses suffice.
        """
        found = parse(symbol)
        place = self._place.get(found.sortable)
        if place is None or not found.main_group:
            return self._by_symbols.ranges_below(symbol)
        inside = sorted(bisect_left(self._keys, entry.key) for entry in self._entries[place : self._end(place)])
        ranges: list[Range] = []
        start = previous = inside[0]
        for position in [*inside[1:], -1]:
            if position != previous + 1:
                ranges.append((self._keys[start], self._after(previous)))
                start = position
            previous = position
        return tuple(ranges)

    def _end(self, place: int) -> int:
        """The place of the next entry of the same or a higher level."""
        depth = self._entries[place].depth
        end = place + 1
        while end < len(self._entries) and self._entries[end].depth > depth:
            end += 1
        return end

    def _after(self, position: int) -> str:
        """The first sortable symbol behind a listed one: the next listed, but never beyond the main group."""
        beyond = f"{_next(self._keys[position][:8])}000000"
        if position + 1 < len(self._keys):
            return min(self._keys[position + 1], beyond)
        return beyond


def _next(prefix: str) -> str:
    """The string behind everything that begins with `prefix`, in the order of the scheme."""
    head, last = prefix[:-1], prefix[-1]
    if last == "9" and head and head[-1].isdigit():
        return f"{_next(head)}0"
    return head + chr(ord(last) + 1)
