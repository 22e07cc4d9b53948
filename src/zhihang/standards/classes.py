"""Symbols of IPC and CPC 分类号: read from any usual form, written in one, sortable in scheme order.

A symbol is section (a letter), class (two digits), subclass (a letter), main group (1 to 4 digits) and subgroup (2 to
6 digits): `H01L 21/02`. Main groups end in `/00`. Source: IPC Guide; WIPO ST.8; CPC Guide.

    >>> canonical("h01l0021020000"), sortable("H01L21/02"), canonical("H01L21")
    ('H01L 21/02', 'H01L0021020000', 'H01L 21/00')
    >>> parse("H01L21").is_open, parse("H01L21/00").is_open, parse("Y02E").level
    (True, False, 'subclass')

Hierarchy goes by dots, which the symbol does not tell: see `zhihang.standards.schemes`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from zhihang.errors import InvalidCode

Level = Literal["section", "class", "subclass", "main_group", "subgroup"]

_SLASHED = re.compile(r"([A-HY]\d{2}[A-Z])\s*(\d{1,4})\s*/\s*(\d{2,6})")
_FIXED = re.compile(r"([A-HY]\d{2}[A-Z])(\d{4})(\d{6})")
_MAIN_GROUP = re.compile(r"([A-HY]\d{2}[A-Z])\s*(\d{1,4})")
_ABOVE = re.compile(r"[A-HY](?:\d{2}[A-Z]?)?")
_ST8 = re.compile(
    r"([A-HY]\d{2}[A-Z])\s*(\d{1,4})\s*/\s*(\d{2,6})\s*"
    r"\(?((?:19|20)\d{2}(?:[.-]?\d{2}){0,2})?\)?\s*([ACS])?\s*([FL])?\s*([IN])?.*"
)
_PRINTED = re.compile(r"([A-HY]\d{2}[A-Z])([ \d]{2}\d)(\d{2,4})?")
_GROUP_WIDTH = 4
_SUBGROUP_WIDTH = 6
_EXAMPLE = "H01L 21/02"


@dataclass(frozen=True, slots=True)
class ClassSymbol:
    """A symbol 分类号. `main_group` and `subgroup` are empty above the group levels.

    `is_open`: a main group written without `/00`; a query then means the group with everything below it.
    """

    subclass: str
    main_group: str = ""
    subgroup: str = ""
    is_open: bool = False

    @property
    def level(self) -> Level:
        """Where in the hierarchy the symbol stands, as far as the symbol tells."""
        if self.main_group:
            return "main_group" if self.subgroup.strip("0") == "" else "subgroup"
        above: dict[int, Level] = {1: "section", 3: "class", 4: "subclass"}
        return above[len(self.subclass)]

    @property
    def canonical(self) -> str:
        """`H01L 21/02`, `H01L`, `H01`, `H`."""
        return f"{self.subclass} {self.main_group}/{self.subgroup}" if self.main_group else self.subclass

    @property
    def sortable(self) -> str:
        """`H01L0021020000`: string order is scheme order. Above the groups the symbol itself."""
        if not self.main_group:
            return self.subclass
        return f"{self.subclass}{self.main_group:0>{_GROUP_WIDTH}}{self.subgroup:0<{_SUBGROUP_WIDTH}}"

    @property
    def section(self) -> str:
        """The first letter."""
        return self.subclass[0]


@dataclass(frozen=True, slots=True)
class AssignedClass:
    """A symbol with what ST.8 says beside it 分类号及其属性.

    Version (digits), core or advanced (`C A S`), first or later (`F L`), inventive or not (`I N`); empty where it is
    not said.
    """

    symbol: ClassSymbol
    version: str = ""
    classification_level: str = ""
    position: str = ""
    value: str = ""


@lru_cache(maxsize=1 << 17)
def parse(text: str) -> ClassSymbol:
    """The symbol meant. Raises `InvalidCode` (`CLASS`)."""
    written = (text if text.isascii() else unicodedata.normalize("NFKC", text)).strip().upper()
    if match := _SLASHED.fullmatch(written) or _FIXED.fullmatch(written):
        return ClassSymbol(match[1], match[2].lstrip("0") or "0", _trimmed(match[3]))
    if _ABOVE.fullmatch(written):
        return ClassSymbol(written)
    if match := _MAIN_GROUP.fullmatch(written):
        return ClassSymbol(match[1], match[2].lstrip("0") or "0", "00", is_open=True)
    raise _refusal(text)


def is_symbol(text: str) -> bool:
    """Whether the text is a symbol in one of the usual forms."""
    try:
        parse(text)
    except InvalidCode:
        return False
    return True


def canonical(text: str) -> str:
    """The symbol as it is written: `H01L 21/02`."""
    return parse(text).canonical


def sortable(text: str) -> str:
    """The symbol as it sorts: `H01L0021020000`."""
    return parse(text).sortable


def from_sortable(key: str) -> str:
    """The canonical symbol of a sortable one.

    >>> from_sortable("H01L0021020000")
    'H01L 21/02'
    """
    if len(key) <= _GROUP_WIDTH:
        return key
    return f"{key[:4]} {key[4:8].lstrip('0') or '0'}/{_trimmed(key[8:])}"


def parse_st8(text: str) -> AssignedClass:
    """A symbol with its attributes in the fixed columns of ST.8, or as printed with the version in brackets.

    >>> found = parse_st8("A01B   1/24        20060101AFI20051220RMJP")
    >>> found.symbol.canonical, found.version, found.position, found.value
    ('A01B 1/24', '20060101', 'F', 'I')
    """
    match = _ST8.fullmatch(text.strip().upper())
    if match is None:
        return AssignedClass(parse(text))
    subclass, group, subgroup, version, level, position, value = (part or "" for part in match.groups())
    symbol = ClassSymbol(subclass, group.lstrip("0") or "0", _trimmed(subgroup))
    return AssignedClass(symbol, re.sub(r"\D", "", version), level, position, value)


def parse_columns(text: str) -> ClassSymbol:
    """A symbol of the old American files: subclass, main group in three columns, subgroup, without a slash.

    >>> parse_columns("A61K 3100").canonical, parse_columns("G06F 1516").canonical, parse_columns("H01L02102").canonical
    ('A61K 31/00', 'G06F 15/16', 'H01L 21/02')
    """
    match = _PRINTED.fullmatch(text.upper().rstrip())
    if match is None:
        return parse(text)
    group = match[2].strip().lstrip("0")
    return ClassSymbol(match[1], group or "0", _trimmed(match[3] or "00"), is_open=not match[3])


def _trimmed(subgroup: str) -> str:
    """Zeros behind the second digit of a subgroup are padding."""
    return subgroup[:2] + subgroup[2:].rstrip("0")


def _refusal(text: str) -> InvalidCode:
    return InvalidCode("CLASS", room="standards", value=text, suggestions=_EXAMPLE)
