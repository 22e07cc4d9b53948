"""Classification symbols, from the pieces and fixed widths of official files to the written form `H01L 21/02`.

>>> written("A61K   9/16        20060101A I20051008RMEP"), written("A41D001/06"), written("7A 61K   9/16   A")
('A61K 9/16', 'A41D 1/06', 'A61K 9/16')
"""

from __future__ import annotations

import re

_SYMBOL = re.compile(r"\s*[1-8]?([A-HY])\s*(\d{2})\s*([A-Z])(?:\s*0*(\d{1,4})\s*/\s*(\d{2,6}))?")
_SUBCLASS = re.compile(r"\s*[1-8]?([A-HY])\s*(\d{2})\s*([A-Z])?\s*")
_LOCARNO = re.compile(r"\s*(\d{2})[\s.-]*(\d{2})\s*")


def written(text: str) -> str | None:
    """The IPC or CPC symbol at the beginning of a text; None where there is none.

    Indexing codes of the old linked form (`A61K 31:16`) are written with `/` as today's.
    """
    match = _SYMBOL.match(text.replace(":", "/"))
    if match is None:
        above = _SUBCLASS.fullmatch(text)
        return "".join(filter(None, above.groups())) if above else None
    section, class_, subclass, group, subgroup = match.groups()
    return f"{section}{class_}{subclass} {group}/{subgroup}" if group else f"{section}{class_}{subclass}"


def joined(section: str, class_: str, subclass: str, group: str, subgroup: str) -> str:
    """The symbol from its five parts; as much of it as is there.

    >>> joined("H", "01", "L", "21", "02"), joined("H", "01", "", "", "")
    ('H01L 21/02', 'H01')
    """
    start = f"{section}{class_}{subclass}"
    return f"{start} {group.lstrip('0') or '0'}/{subgroup}" if group and subgroup else start


def locarno(text: str) -> str | None:
    """Class and subclass of the Locarno Classification: `0299` → `02-99`."""
    match = _LOCARNO.fullmatch(text)
    return f"{match[1]}-{match[2]}" if match else None


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
