"""Pieces of WordprocessingML: runs, paragraphs, tables, links, fields, pictures, as text.

Texts come in escaped or not at all: every function takes plain text and escapes it, or markup that one of these made.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from zhihang.reporting.blocks import Column, Run
from zhihang.reporting.docx.skeleton import GUTTER, TEXT_WIDTH
from zhihang.reporting.legible import Legibility

DXA: Final = 1440 / 25.4
"""Twentieths of a point in a millimeter."""
EMU: Final = 36_000
"""Units of drawings in a millimeter."""

_NAMED: Final = {"muted": '<w:rStyle w:val="Muted"/>', "code": '<w:rStyle w:val="Coded"/>'}
_EAST_ASIAN: Final = {"zh": "zh-CN", "ja": "ja-JP", "ko": "ko-KR"}
_RIGHT_TO_LEFT: Final = {"ar": "ar-SA", "he": "he-IL", "fa": "fa-IR", "ur": "ur-PK"}


def run(words: str, style: str = "plain", language: str = "") -> str:
    """A run of plain text."""
    if not words:
        return ""
    fonts, marked = _language(language)
    bold = "<w:b/><w:bCs/>" if style == "strong" else ""
    properties = f"{_NAMED.get(style, '')}{fonts}{bold}{marked}"
    stated = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{stated}<w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def _language(code: str) -> tuple[str, str]:
    """The language of a run: it decides the font of quotation marks, the checking of words, the voice that reads.

    Two pieces, since the file has an order for them: what is said of fonts, and of the language itself.
    """
    if code in _EAST_ASIAN:
        return '<w:rFonts w:hint="eastAsia"/>', f'<w:lang w:eastAsia="{_EAST_ASIAN[code]}"/>'
    if code in _RIGHT_TO_LEFT:
        return "", f'<w:rtl/><w:lang w:bidi="{_RIGHT_TO_LEFT[code]}"/>'
    return "", f'<w:lang w:val="{code}"/>' if len(code) == 2 and code.isascii() and code.isalpha() else ""


TAB: Final = "<w:r><w:tab/></w:r>"
BREAK: Final = "<w:r><w:br/></w:r>"


def paragraph(style: str, content: str) -> str:
    """A paragraph of runs."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id(style)}"/></w:pPr>{content}</w:p>'


def style_id(name: str) -> str:
    """How a style is named inside the file."""
    return name.replace(" ", "")


def bookmark(name: str, number: int, content: str) -> str:
    """Content that links can lead to."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'


def link(name: str, content: str) -> str:
    """Content that leads to a bookmark."""
    return f'<w:hyperlink w:anchor="{name}" w:history="1">{content}</w:hyperlink>'


def page_of(name: str) -> str:
    """The page of a bookmark: a field, counted by the word processor."""
    return f'<w:fldSimple w:instr=" PAGEREF {name} \\h "><w:r><w:t>–</w:t></w:r></w:fldSimple>'


def table(columns: Sequence[Column], rows: Iterable[Sequence[str]], legibility: Legibility) -> Iterable[str]:
    """A table piece by piece. Its heading repeats on each page, no row is broken; cells are paragraphs."""
    total = sum(column.width for column in columns)
    widths = [round((TEXT_WIDTH - GUTTER) * DXA * column.width / total) for column in columns]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    line = 'w:val="single" w:sz="4" w:space="0" w:color="C3CCD2"'
    yield (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblInd w:w="{round(GUTTER * DXA)}" w:type="dxa"/>'
        f"<w:tblBorders><w:bottom {line}/><w:insideH {line}/></w:tblBorders>"
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="100" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    )
    heads = [cell_line(run(legibility.shown(column.title)), column, "Column Head") for column in columns]
    yield _row(heads, widths, "<w:tblHeader/>")
    for row in rows:
        yield _row(row, widths, "")
    yield "</w:tbl>" + paragraph("Small", "")


def cell_line(content: str, column: Column, style: str = "Cell") -> str:
    """One paragraph of a cell; numbers stand at the right."""
    side = '<w:jc w:val="right"/>' if column.is_number else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id(style)}"/>{side}</w:pPr>{content}</w:p>'


def _row(cells: Sequence[str], widths: Sequence[int], properties: str) -> str:
    made = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell or paragraph("Cell", "")}</w:tc>'
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{properties}</w:trPr>{made}</w:tr>"


def runs(line: Sequence[Run], legibility: Legibility, entry: int) -> str:
    """A line as runs."""
    return "".join(
        run(legibility.shown(each.text, entry, keeps_blanks=each.style == "code"), each.style, each.language)
        for each in line
    )


def picture(relation: str, number: int, width: float, height: float, caption: str) -> str:
    """A picture in the line, in millimeters."""
    size = f'cx="{round(width * EMU)}" cy="{round(height * EMU)}"'
    named = f'id="{number}" name="{number}" descr={quoteattr(caption)}'
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/><wp:docPr {named}/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        f"<pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        "</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
