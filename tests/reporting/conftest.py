"""Readers of what reports are written as, and records that nobody filed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import docx
import pytest
import yaml
from pypdf import PdfReader

from zhihang.corpus.tables.completing import Completed
from zhihang.records.record import Record
from zhihang.reporting.blocks import Block, Document
from zhihang.reporting.docx.writing import write_docx
from zhihang.reporting.pdf.writing import write_pdf
from zhihang.reporting.record_report.asking import Asking

MADE = datetime(2026, 11, 22, 7, 30, tzinfo=UTC)
ASKING = Asking(edition="0123456789abcdef", created=MADE)


def squashed(text: str) -> str:
    """A text without blanks and places to break lines: what stands on the page, however it is broken."""
    return re.sub(r"[\s\u200b]+", "", text)


def document(blocks: Iterable[Block], language: str = "en") -> Document:
    return Document("Report", "zh" if language == "zh" else "en", "2 records", MADE, blocks)


def pdf_of(report: Document) -> PdfReader:
    stream = BytesIO()
    write_pdf(stream, report)
    return PdfReader(stream)


def pdf_text(reader: PdfReader) -> str:
    return squashed("".join(page.extract_text() for page in reader.pages))


def docx_bytes(report: Document) -> bytes:
    stream = BytesIO()
    write_docx(stream, report)
    return stream.getvalue()


def docx_text(data: bytes) -> str:
    """Every text of the body, tables included, in its order."""
    body = docx.Document(BytesIO(data)).element.body
    return squashed("".join(node.text or "" for node in body.iter() if node.tag.endswith("}t")))


def records_of(path: Path) -> dict[str, Record]:
    """The made-up records of a file, by the sentence that names each."""
    import msgspec

    cases = yaml.safe_load(path.read_text("utf-8"))
    return {name: msgspec.convert(case["record"], Completed) for name, case in cases.items()}


@pytest.fixture(params=["pdf", "docx"])
def text_of(request: pytest.FixtureRequest) -> Callable[[Document], str]:
    """Writes a report in a format, and gives the text that stands in it."""
    if request.param == "pdf":
        return lambda report: pdf_text(pdf_of(report))
    return lambda report: docx_text(docx_bytes(report))
