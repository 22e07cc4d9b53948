"""What a DOCX report is made of: styles, links, headings that repeat, languages, columns, pictures."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from PIL import Image
from tests.reporting.conftest import document, docx_bytes

from zhihang.reporting.blocks import (
    Block,
    Column,
    Contents,
    Cover,
    Entry,
    Heading,
    Index,
    Paragraph,
    Part,
    Picture,
    Row,
    Rows,
    Run,
    Table,
    Term,
)


def png(wide: int, high: int) -> bytes:
    sink = BytesIO()
    Image.new("RGB", (wide, high), "white").save(sink, "PNG")
    return sink.getvalue()


def entry(number: int) -> Entry:
    blocks: tuple[Block, ...] = (
        Picture(png(400, 100), "image/png", "view <1> & 'more'"),
        Rows((Row("(71)", "Applicants", ((Run("Alder"), Run(" US", "", "muted")), (Run("Birch"),))),)),
        Heading("Abstract", "(57)", "Japanese"),
        Paragraph((Run("電池", "ja"), Run("pile", "fr"), Run("\u0628", "ar"))),
        Table((Column("A", 3), Column("B", is_number=True)), ((((Run("x"),),), ()),)),
    )
    terms = (Term("PARTIES", "Alder", "alder"), Term("PARTIES", f"Birch {number}", f"birch {number}"))
    return Entry(
        number, f"US {number}", "patent", (Run("Title"),), (Run("Title"), Run("Alder"), Run("-")), blocks, terms
    )


@pytest.fixture(scope="module")
def data() -> bytes:
    columns = (Column("Title"), Column("Party"), Column("Date"))
    blocks: list[Block] = [Cover("Report", (), ()), Contents("Contents", columns), entry(1), entry(2)]
    return docx_bytes(document([*blocks, Index("Index", "PARTIES"), Index("Nothing", "PEOPLE"), Part("Annex")]))


@pytest.fixture(scope="module")
def body(data: bytes) -> str:
    with ZipFile(BytesIO(data)) as parts:
        assert parts.testzip() is None
        return parts.read("word/document.xml").decode()


def test_parts_and_records_are_headings(data: bytes) -> None:
    found = [(each.style.name, each.text) for each in docx.Document(BytesIO(data)).paragraphs if each.style]
    headings = [each for each in found if each[0] in ("Title", "Heading 1", "Heading 2")]
    assert headings == [
        ("Title", "Report"), ("Heading 1", "Contents"), ("Heading 2", "US 1"), ("Heading 2", "US 2"),
        ("Heading 1", "Index"), ("Heading 1", "Annex"),
    ]  # fmt: skip


def test_every_style_that_is_used_is_there(data: bytes, body: str) -> None:
    known = {style.style_id for style in docx.Document(BytesIO(data)).styles}
    assert set(re.findall(r'<w:[pr]Style w:val="([^"]+)"', body)) <= known


def test_every_link_leads_to_a_bookmark_and_every_page_number_is_a_field(body: str) -> None:
    marks = re.findall(r'<w:bookmarkStart w:id="(\d+)" w:name="([^"]+)"', body)
    names = [name for _, name in marks]
    assert len({number for number, _ in marks}) == len(marks) == len(set(names))
    assert set(re.findall(r'w:anchor="([^"]+)"', body)) == set(re.findall(r"PAGEREF (\S+) ", body)) == set(names)
    assert [name for name in names if name.startswith("record")] == ["record_1", "record_2"]


def test_headings_of_tables_repeat_and_rows_are_not_broken(body: str) -> None:
    assert body.count("<w:tblHeader/>") == body.count("<w:tbl>") == 3
    assert body.count("<w:cantSplit/>") == body.count("<w:tr>")


def test_no_cell_is_without_a_paragraph(body: str) -> None:
    assert "</w:tcPr></w:tc>" not in body


def test_languages_are_marked(body: str) -> None:
    assert '<w:rFonts w:hint="eastAsia"/><w:lang w:eastAsia="ja-JP"/></w:rPr><w:t xml:space="preserve">電池' in body
    assert '<w:lang w:val="fr"/></w:rPr><w:t xml:space="preserve">pile' in body
    assert '<w:rtl/><w:lang w:bidi="ar-SA"/>' in body


def test_chinese_has_a_font_in_every_style(data: bytes) -> None:
    styles = docx.Document(BytesIO(data)).styles
    named = ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3", "Row", "Reading", "Cell", "Index Line")
    for name in named:
        assert 'w:eastAsia="SimSun"' in styles[name].element.xml, name


def test_an_index_has_two_columns_and_only_the_title_page_no_running_head(body: str) -> None:
    sections = re.findall(r"<w:sectPr.*?</w:sectPr>", body, re.DOTALL)
    assert [re.search(r'w:cols w:num="(\d)"', each)[1] for each in sections] == ["1", "2", "1"]  # type: ignore[index]
    assert ["titlePg" in each for each in sections] == [True, False, False]


def test_pictures_are_in_the_file_at_their_size(data: bytes, body: str) -> None:
    shapes = docx.Document(BytesIO(data)).inline_shapes
    assert [round(shape.width / 36_000) for shape in shapes] == [80, 80]
    assert [round(shape.height / 36_000) for shape in shapes] == [20, 20]
    assert "view &lt;1&gt; &amp; 'more'" in body


def test_the_foot_counts_pages(data: bytes) -> None:
    with ZipFile(BytesIO(data)) as parts:
        feet = "".join(parts.read(name).decode() for name in parts.namelist() if "footer" in name)
        assert b"updateFields" in parts.read("word/settings.xml")
    assert " PAGE " in feet
    assert " NUMPAGES " in feet
