"""Scheme files 分类表文件: CPC scheme XML, IPC scheme XML, title lists, and our own quick table of either.

Official files are read where they lie; nothing of them is kept in the project. `write_table` keeps what was read as
a tab-separated table (sortable symbol, depth, title), which loads many times faster than the XML.
"""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, cast

from lxml import etree

from zhihang.errors import InvalidCode, SourceError
from zhihang.standards.classes import parse
from zhihang.standards.schemes import DEPTH_OF_MAIN_GROUP, Hierarchy, Scheme, SchemeEntry, SymbolHierarchy

_CPC_LEVEL_OF_MAIN_GROUP = 7
_IPC_DEPTHS = {"s": 0, "c": 1, "u": 2, "m": DEPTH_OF_MAIN_GROUP}
_IPC_DOTS = "123456789ABCDEFGH"


def load_scheme(path: Path) -> Hierarchy:
    """The scheme in a file or a zip of files: CPC or IPC XML, our table, or a list of titles without dots."""
    with _open_all(path) as files:
        first = files.peek()
        if b"<class-scheme" in first:
            return Scheme(_chain(_cpc_entries(file) for file in files), "CPC")
        if b"<ipcEntr" in first or b"<revisionPeriod" in first:
            return Scheme(_chain(_ipc_entries(file) for file in files), "IPC")
        if first.startswith(b"# scheme"):
            return _table(files)
        return SymbolHierarchy(dict(_titles(files)))


def write_table(scheme: Scheme, path: Path) -> None:
    """Keep a scheme as a table that loads fast (gzip where the name ends in `.gz`)."""
    opener = gzip.open if path.suffix == ".gz" else open
    with cast("IO[str]", opener(path, "wt", encoding="utf-8")) as file:
        file.write(f"# scheme\t{scheme.name}\t{scheme.version}\n")
        file.writelines(f"{entry.key}\t{entry.depth}\t{entry.title}\n" for entry in scheme)


class _open_all:  # noqa: N801  # used like the built-in open
    """The files of a path one after the other: a plain file, a `.gz`, or the members of a `.zip` by name."""

    def __init__(self, path: Path) -> None:
        self._archive = zipfile.ZipFile(path) if zipfile.is_zipfile(path) else None
        self._path = path
        if self._archive:
            self._names = sorted(name for name in self._archive.namelist() if name.endswith((".xml", ".txt", ".csv")))

    def __enter__(self) -> _open_all:
        return self

    def __exit__(self, *_: object) -> None:
        if self._archive:
            self._archive.close()

    def peek(self) -> bytes:
        """The first bytes of the first file."""
        for file in self:
            return file.read(4096)
        return b""

    def __iter__(self) -> Iterator[IO[bytes]]:
        if self._archive:
            if not self._names:
                raise SourceError("SCHEME", room="standards", file=str(self._path))
            for name in self._names:
                with self._archive.open(name) as member:
                    yield member
        else:
            opener = gzip.open if self._path.suffix == ".gz" else open
            with cast("IO[bytes]", opener(self._path, "rb")) as file:
                yield file


def _chain(parts: Iterable[Iterator[SchemeEntry]]) -> Iterator[SchemeEntry]:
    for part in parts:
        yield from part


def _elements(file: IO[bytes], tag: str) -> Iterator[etree._Element]:
    """The elements of a name; the parser is hardened: no network, no DTD, no entities of the file."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        root = etree.parse(file, parser).getroot()
    except etree.XMLSyntaxError as error:
        raise SourceError("SCHEME", room="standards", file=f"{getattr(file, 'name', '')}: {error}") from None
    yield from root.iter(tag)


def _cpc_entries(file: IO[bytes]) -> Iterator[SchemeEntry]:
    for item in _elements(file, "classification-item"):
        symbol = _symbol(item.findtext("classification-symbol", ""))
        level = int(item.get("level", "0"))
        if symbol is None:
            continue
        key, has_group = symbol
        if has_group and level < _CPC_LEVEL_OF_MAIN_GROUP:
            continue  # a heading over a run of main groups carries the symbol of the first
        depth = level - _CPC_LEVEL_OF_MAIN_GROUP + DEPTH_OF_MAIN_GROUP if has_group else _depth_above(key)
        yield SchemeEntry(key, depth, _title(item.find("class-title"), "title-part"))


def _ipc_entries(file: IO[bytes]) -> Iterator[SchemeEntry]:
    for item in _elements(file, "ipcEntry"):
        kind = item.get("kind", "")
        depth = _IPC_DEPTHS.get(kind)
        if depth is None and kind and kind in _IPC_DOTS:
            depth = DEPTH_OF_MAIN_GROUP + 1 + _IPC_DOTS.index(kind)
        symbol = _symbol(item.get("symbol", ""))
        if depth is None or symbol is None:
            continue  # headings, notes, indexes
        body = item.find("textBody")
        yield SchemeEntry(symbol[0], depth, _title(None if body is None else body.find("title"), "titlePart"))


def _title(element: etree._Element | None, part_tag: str) -> str:
    """The parts of a title without references, joined by semicolons."""
    if element is None:
        return ""
    parts = (" ".join("".join(_plain(part)).split()) for part in element.iter(part_tag))
    return "; ".join(filter(None, parts))


def _plain(element: etree._Element) -> Iterator[str]:
    """The text of an element without the references inside it."""
    yield element.text or ""
    for child in element:
        if child.tag not in ("reference", "entryReference"):
            yield from _plain(child)
        yield child.tail or ""


def _symbol(text: str) -> tuple[str, bool] | None:
    """Sortable symbol, and whether it is a group; None for ranges and notes."""
    try:
        found = parse(text)
    except InvalidCode:
        return None
    return found.sortable, bool(found.main_group)


def _depth_above(key: str) -> int:
    return {1: 0, 3: 1, 4: 2}[len(key)]


def _table(files: _open_all) -> Scheme:
    for file in files:
        lines = file.read().decode("utf-8").splitlines()
        _, name, version = [*lines[0].split("\t"), "", ""][:3]
        rows = (line.split("\t", 2) for line in lines[1:])
        return Scheme((SchemeEntry(key, int(depth), title) for key, depth, title in rows), name, version)
    raise SourceError("SCHEME", room="standards", file="")


def _titles(files: _open_all) -> Iterator[tuple[str, str]]:
    """Lines of symbol and title, separated by a tab or a comma."""
    for file in files:
        for line in _decoded(file.read()).splitlines():
            symbol, separator, title = line.partition("\t" if "\t" in line else ",")
            found = _symbol(symbol) if separator else None
            if found:
                yield found[0], title.strip().strip('"')


def _decoded(data: bytes) -> str:
    """Lists of titles come as UTF-8 or in the Western European code page."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252")
