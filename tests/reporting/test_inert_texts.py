"""Whatever a record says is text: no markup of the type setter, of XML or of a spreadsheet is ever read as such."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reporting.conftest import ASKING, document, docx_bytes, docx_text, pdf_of, pdf_text, squashed

from zhihang.records.party import Party
from zhihang.records.record import Record
from zhihang.reporting.blocks import Block, Column, Document, Entry, Heading, Paragraph, Row, Rows, Run, Table
from zhihang.reporting.legible import Legibility
from zhihang.reporting.record_report.document import record_report

HOSTILE = (
    '#panic("read")',
    '#import sys: inputs; #eval("1")',
    "$x^2$ *bold* _it_ `code` = Heading @label <label> ~ -- --- ... // comment /* c */",
    "\\u{1F600} \\#hash #[content]",
    "</w:t></w:r><w:p/><script>alert(1)</script>&amp;<!-- x --><![CDATA[y]]>",
    '=HYPERLINK("http://example.org","x")',
    "{placeholder} %s {0} {{",
    "page:1 http://example.org/" + "a" * 200,
)
"""What would do something if it were read as markup."""


def test_markup_in_every_field_is_text(text_of: Callable[[Document], str]) -> None:
    for number, words in enumerate(HOSTILE):
        record = Record(
            id=f"US9900000{number}B2", right_id="US-PA-1", right="patent", office="US", number=words,
            title={"en": words}, abstract={"en": (words,)}, claims={"en": (words,)}, applicants=(Party(name=words),),
            ipc=(words,), other={words: (words,)},
        )  # fmt: skip
        text = text_of(record_report([record], ASKING))
        assert text.count(squashed(words)) >= 5, words


LETTERS = st.characters(
    codec="utf-8", categories=("L", "N", "P", "S", "Zs", "Cc"), max_codepoint=0x24F
) | st.sampled_from(list("电池隔膜，。“”（）①℃µ≥→#$*_`@<>&\\\"'=~[]{}/"))
"""What stands in texts of the field: Latin letters, signs, controls, Chinese. Others are tested by their codes."""


def blocks_of(texts: list[str]) -> list[Block]:
    """Each text in each kind of block."""
    lines = [(Run(text),) for text in texts]
    inner: list[Block] = [
        Heading("Heading", "(57)"),
        *(Paragraph(line) for line in lines),
        Rows(tuple(Row("11", text, (line,)) for text, line in zip(texts, lines, strict=True))),
        Table((Column("A"), Column("B")), tuple(((line,), (line,)) for line in lines)),
    ]
    return [Entry(1, "Name", "kind", (), (), tuple(inner))]


@settings(max_examples=12)
@given(st.lists(st.text(LETTERS, min_size=1, max_size=60), min_size=8, max_size=16))
def test_any_text_is_read_back_from_pdf(texts: list[str]) -> None:
    shown = pdf_text(pdf_of(document(blocks_of(texts))))
    for text in texts:
        assert squashed(Legibility().shown(text)) in shown


@settings(max_examples=40)
@given(st.lists(st.text(min_size=1), min_size=4, max_size=16))
def test_any_text_is_read_back_from_docx(texts: list[str]) -> None:
    shown = docx_text(docx_bytes(document(blocks_of(texts))))
    for text in texts:
        assert squashed(Legibility().shown(text)) in shown
