"""The smallest workbook (XLSX, ECMA-376) that holds a table of texts.

Written by hand because its bytes must not depend on the version of a library or of zlib: parts are stored as they are.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence

from zhihang.demo.markup import Markup, block, element

PACKED_AT = (2026, 7, 1, 0, 0, 0)
"""The time that packed files state for all of their members."""

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FORMATS = "http://schemas.openxmlformats.org"
_MAIN = f"{_FORMATS}/spreadsheetml/2006/main"
_LINKS = f"{_FORMATS}/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PACKAGE = f"{_FORMATS}/package/2006"


def archive(members: Iterable[tuple[str, bytes]]) -> bytes:
    """A ZIP archive of members, stored as they are, with fixed times."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        for name, data in members:
            member = zipfile.ZipInfo(name, PACKED_AT)
            member.create_system = 0
            packed.writestr(member, data)
    return buffer.getvalue()


def workbook(lines: Iterable[Sequence[str]]) -> bytes:
    """A workbook of one sheet with these lines of cells, all of them texts; empty cells are left out."""
    parts = (
        ("[Content_Types].xml", _content_types()),
        ("_rels/.rels", _links("officeDocument", "xl/workbook.xml")),
        ("xl/workbook.xml", _book()),
        ("xl/_rels/workbook.xml.rels", _links("worksheet", "worksheets/sheet1.xml")),
        ("xl/worksheets/sheet1.xml", _sheet(lines)),
    )
    return archive((name, (_HEAD + part).encode("utf-8")) for name, part in parts)


def column(number: int) -> str:
    """The letters of a column, counted from 0.

    >>> column(0), column(25), column(26), column(701)
    ('A', 'Z', 'AA', 'ZZ')
    """
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _content_types() -> Markup:
    return block(
        "Types",
        element("Default", Extension="rels", ContentType="application/vnd.openxmlformats-package.relationships+xml"),
        element("Override", PartName="/xl/workbook.xml", ContentType=f"{_TYPE}.sheet.main+xml"),
        element("Override", PartName="/xl/worksheets/sheet1.xml", ContentType=f"{_TYPE}.worksheet+xml"),
        xmlns=f"{_PACKAGE}/content-types",
    )


def _links(kind: str, target: str) -> Markup:
    link = element("Relationship", Id="rId1", Type=f"{_LINKS}/{kind}", Target=target)
    return block("Relationships", link, xmlns=f"{_PACKAGE}/relationships")


def _book() -> Markup:
    sheet = element("sheet", **{"name": "1", "sheetId": "1", "r:id": "rId1"})
    return block("workbook", block("sheets", sheet), **{"xmlns": _MAIN, "xmlns:r": _LINKS})


def _sheet(lines: Iterable[Sequence[str]]) -> Markup:
    rows = [
        block(
            "row",
            *(
                element("c", element("is", element("t", cell)), r=f"{column(place)}{number}", t="inlineStr")
                for place, cell in enumerate(line)
                if cell
            ),
            r=str(number),
        )
        for number, line in enumerate(lines, start=1)
    ]
    return block("worksheet", block("sheetData", *rows), xmlns=_MAIN)
