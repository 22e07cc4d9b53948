"""Classification symbols, from the pieces and fixed widths of official files to the written form `H01L 21/02`.

>>> written("A61K   9/16        20060101A I20051008RMEP"), written("A41D001/06"), written("7A 61K   9/16   A")
('A61K 9/16', 'A41D 1/06', 'A61K 9/16')
"""

from __future__ import annotations

import re

from zhihang.errors import InvalidCode
from zhihang.standards import classes
from zhihang.standards.locarno import canonical as canonical_locarno

_SYMBOL = re.compile(r"\s*[1-8]?([A-HY])\s*(\d{2})\s*([A-Z])\s*(\d{1,4})\s*[/:]\s*(\d{2,6})")
_ABOVE = re.compile(r"\s*[1-8]?([A-HY])\s*(\d{2})\s*([A-Z])?\s*")


def written(text: str) -> str | None:
    """The IPC or CPC symbol at the beginning of a text; None where there is none.

    An edition before the symbol and blanks inside it are passed over; indexing codes of the old linked form
    (`A61K 31:16`) are written with `/` as today's.
    """
    match = _SYMBOL.match(text)
    if match is not None:
        section, class_, subclass, group, subgroup = match.groups()
        return joined(section, class_, subclass, group, subgroup) or None
    above = _ABOVE.fullmatch(text)
    return "".join(filter(None, above.groups())) if above else None


def joined(section: str, class_: str, subclass: str, group: str, subgroup: str) -> str:
    """The symbol from its five parts, as much of it as is there; empty where the parts make none.

    >>> joined("H", "01", "L", "21", "02"), joined("H", "01", "", "", "")
    ('H01L 21/02', 'H01')
    """
    start = f"{section}{class_}{subclass}"
    try:
        return classes.canonical(f"{start} {group}/{subgroup}" if group and subgroup else start)
    except InvalidCode:
        return ""


def locarno(text: str) -> str | None:
    """Class and subclass of the Locarno Classification: `0299` → `02-99`."""
    try:
        return canonical_locarno(text)
    except InvalidCode:
        return None


def uspc(text: str) -> str | None:
    """A symbol of the former US classification, written in fixed width: three places class, three subclass, decimals.

    >>> uspc("2502019"), uspc("  2 16"), uspc(" 24 305S"), uspc("002227000"), uspc("D 2610"), uspc("D 9432-434")
    ('250/201.9', '2/16', '24/30.5S', '2/227', 'D2/610', 'D9/432-434')
    """
    text = text.rstrip()
    class_, subclass, rest = text[:3].replace(" ", "").lstrip("0"), text[3:6].replace(" ", "").lstrip("0"), text[6:]
    if not class_:
        return None
    rest = rest.replace(" ", "")
    if rest[:1].isdigit():
        decimals = re.match(r"\d*", rest)
        digits = decimals[0].rstrip("0") if decimals else ""
        rest = (f".{digits}" if digits else "") + rest[len(decimals[0]) if decimals else 0 :]
    return f"{class_}/{subclass}{rest}" if subclass or rest else class_
