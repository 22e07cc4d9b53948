"""Reports on the command line: of a result, of a record, to a file and to a pipe; how many claims."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from tests.cli.conftest import Command
from tests.reporting.conftest import docx_text, pdf_text


def text_of(data: bytes, format_: str) -> str:
    return pdf_text(PdfReader(BytesIO(data))) if format_ == "pdf" else docx_text(data)


@pytest.mark.parametrize("format_", ["pdf", "docx"])
def test_a_result_as_a_report(zhihang: Command, format_: str, tmp_path: Path) -> None:
    path = tmp_path / "report"
    answer = zhihang("search", "ti=separator", "--limit", "all", "--format", format_, "--output", path)
    assert (answer.status, answer.data) == (0, b"")
    assert "2 records written" in answer.err
    assert "Batteryseparator" in text_of(path.read_bytes(), format_)


@pytest.mark.parametrize("format_", ["pdf", "docx"])
def test_a_record_as_a_report_to_standard_output(zhihang: Command, format_: str) -> None:
    answer = zhihang("show", "US91000001B2", "--format", format_, "--lang", "zh")
    assert answer.status == 0
    assert "各种写法的号码" in text_of(answer.data, format_)


@pytest.mark.parametrize(
    ("claims", "shown"), [("none", (False, False)), ("first", (True, False)), ("all", (True, True))]
)
def test_as_many_claims_as_are_asked_for(zhihang: Command, claims: str, shown: tuple[bool, bool]) -> None:
    text = text_of(zhihang("show", "US91000001B2", "--format", "docx", "--claims", claims).data, "docx")
    assert ("withaceramiccoating" in text, "withpores" in text) == shown


def test_a_table_is_no_report_of_a_record(zhihang: Command) -> None:
    assert zhihang("show", "US91000001B2", "--format", "csv").status == 2
