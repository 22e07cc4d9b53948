"""The frame of a DOCX report: styles, A4 page, running head and foot, properties; an empty body."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from io import BytesIO
from typing import Any, Final

import docx
from docx.document import Document as Skeleton
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from zhihang.messages import text
from zhihang.reporting.blocks import Document

LATIN: Final = "Cambria"
HAN: Final = "SimSun"
"""Families that word processors have or replace; the file holds no font."""
CODE: Final = "Consolas"
GUTTER, LABEL = 11, 50
"""Millimeters: where labels begin, where values begin."""
TEXT_WIDTH: Final = 168

_INK_2, _INK_3 = RGBColor(0x44, 0x51, 0x5C), RGBColor(0x5C, 0x69, 0x73)


@dataclass(frozen=True, slots=True)
class _Style:
    """One paragraph style: name, size in points, space before and after, indent in millimeters."""

    name: str
    size: float
    before: float = 0
    after: float = 2
    left: float = 0
    hanging: float = 0
    is_bold: bool = False
    is_muted: bool = False
    keeps_next: bool = False
    starts_page: bool = False


_STYLES: Final = (
    _Style("Title", 26, 120, 12, is_bold=True),
    _Style("Subtitle", 13, 0, 12, is_muted=True),
    _Style("Heading 1", 17, 0, 10, is_bold=True, keeps_next=True, starts_page=True),
    _Style("Heading 2", 15, 0, 2, is_bold=True, keeps_next=True, starts_page=True),
    _Style("Heading 3", 10, 12, 4, GUTTER, GUTTER, is_bold=True, keeps_next=True),
    _Style("Entry Title", 12.5, 2, 2, GUTTER, keeps_next=True),
    _Style("Basis", 8, 0, 6, GUTTER, is_muted=True),
    _Style("Row", 9.5, 0, 2, LABEL, LABEL),
    _Style("Reading", 9.5, 0, 4, GUTTER, GUTTER),
    _Style("Small", 8.5, 0, 4, GUTTER, GUTTER, is_muted=True),
    _Style("Cell", 8.5, 1, 1),
    _Style("Column Head", 7.5, 0, 1, is_muted=True, keeps_next=True),
    _Style("Contents Line", 10, 0, 3, is_bold=True),
    _Style("Index Line", 8.5, 0, 1, 4, 4),
)


def skeleton(document: Document, title: str, running: str) -> bytes:
    """The frame as a DOCX file. `title`, `running`: those of the document as they can be shown."""
    frame = docx.Document()
    _set_language(frame, document.language)
    for style in _STYLES:
        _add_paragraph_style(frame, style)
    _add_run_style(frame, "Muted", 0.88, _INK_3)
    _add_run_style(frame, "Coded", 0.88, None, CODE)
    _tabs(frame)
    _page(frame)
    _running(frame, document, title, running)
    _properties(frame, document, title)
    out = BytesIO()
    frame.save(out)
    return out.getvalue()


def _set_language(frame: Skeleton, language: str) -> None:
    normal = frame.styles["Normal"]
    properties = normal.element.get_or_add_rPr()
    marked = OxmlElement("w:lang")
    marked.set(qn("w:val"), "en-US")
    marked.set(qn("w:eastAsia"), "zh-CN")
    properties.append(marked)
    _set_fonts(normal, LATIN)
    normal.font.size = Pt(9.5)
    normal.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    if language == "zh":
        normal.paragraph_format.line_spacing = 1.15


def _set_fonts(style: Any, latin: str) -> None:
    """Latin and Chinese family; those of the theme are let go."""
    style.font.name = latin
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for part in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{part}"), None)
    for part, family in (("ascii", latin), ("hAnsi", latin), ("cs", latin), ("eastAsia", HAN)):
        fonts.set(qn(f"w:{part}"), family)


def _add_paragraph_style(frame: Skeleton, wanted: _Style) -> None:
    known = {style.name for style in frame.styles}
    style: Any = (
        frame.styles[wanted.name]
        if wanted.name in known
        else frame.styles.add_style(wanted.name, WD_STYLE_TYPE.PARAGRAPH)
    )
    _set_fonts(style, LATIN)
    style.font.size, style.font.bold = Pt(wanted.size), wanted.is_bold
    style.font.color.rgb = _INK_2 if wanted.is_muted else RGBColor(0x16, 0x20, 0x2A)
    form = style.paragraph_format
    form.space_before, form.space_after = Pt(wanted.before), Pt(wanted.after)
    form.left_indent, form.first_line_indent = Mm(wanted.left), Mm(-wanted.hanging)
    form.keep_with_next, form.page_break_before = wanted.keeps_next, wanted.starts_page
    form.widow_control = True


def _add_run_style(frame: Skeleton, name: str, share: float, color: RGBColor | None, family: str = "") -> None:
    style: Any = frame.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
    style.font.size = Pt(round(9.5 * share * 2) / 2)
    if color is not None:
        style.font.color.rgb = color
    if family:
        _set_fonts(style, family)


def _tabs(frame: Skeleton) -> None:
    for name, stops in (
        ("Row", (GUTTER, LABEL)),
        ("Heading 3", (GUTTER,)),
        ("Reading", (GUTTER,)),
        ("Small", (GUTTER,)),
    ):
        style: Any = frame.styles[name]
        for stop in stops:
            style.paragraph_format.tab_stops.add_tab_stop(Mm(stop))
    contents: Any = frame.styles["Contents Line"]
    contents.paragraph_format.tab_stops.add_tab_stop(Mm(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)


def _page(frame: Skeleton) -> None:
    section = frame.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(22), Mm(20)
    section.top_margin, section.bottom_margin = Mm(26), Mm(24)
    section.start_type = WD_SECTION.CONTINUOUS
    section.different_first_page_header_footer = True
    section.header_distance, section.footer_distance = Mm(13), Mm(12)


def _running(frame: Skeleton, document: Document, title: str, running: str) -> None:
    """Title and the record of the page above; basis and page x of y below."""
    section = frame.sections[0]
    head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
    for line, words in ((head, title), (foot, running)):
        line.paragraph_format.tab_stops.add_tab_stop(Mm(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
        _write(line, f"{words}\t")
    _field(head, 'STYLEREF "Heading 2"')
    before, _, rest = text("reporting", "PAGE_OF", document.language, page="\0", pages="\1").partition("\0")
    between, _, after = rest.partition("\1")
    _write(foot, before)
    _field(foot, "PAGE")
    _write(foot, between)
    _field(foot, "NUMPAGES")
    _write(foot, after)


def _write(line: Any, words: str) -> None:
    run = line.add_run(words)
    run.font.size, run.font.color.rgb = Pt(8), _INK_3


def _field(line: Any, instruction: str) -> None:
    run = line.add_run()
    run.font.size, run.font.color.rgb = Pt(8), _INK_3
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), f" {instruction} ")
    line._p.append(field)
    field.append(run._r)


def _properties(frame: Skeleton, document: Document, title: str) -> None:
    day = document.created.astimezone(UTC).replace(tzinfo=None)
    kept = frame.core_properties
    kept.title, kept.author, kept.comments = title, "", ""
    kept.created = kept.modified = day
    kept.language = {"zh": "zh-CN"}.get(document.language, "en-US")
    update = OxmlElement("w:updateFields")
    update.set(qn("w:val"), "true")
    frame.settings.element.append(update)
