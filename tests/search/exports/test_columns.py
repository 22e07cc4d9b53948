"""Columns: every field has one or is refused; what a spreadsheet might run is made harmless."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from zhihang.corpus.fields import fields
from zhihang.errors import UsageError
from zhihang.messages import error_text
from zhihang.records.record import KEYS, Record
from zhihang.search.exports import sheets
from zhihang.search.exports.columns import DEFAULT_COLUMNS, cell, harmless, headings, keys_of, read_columns

NO_COLUMN = {"mkpy", "mkpi", "mksnd", "mkfz"}
RECORD = Record(id="US1B2", right_id="US-PA-1", right="patent", office="US", number="1", kind="B2")


@pytest.mark.parametrize("code", list(fields()))
def test_every_field_is_a_column_or_is_refused(code: str) -> None:
    if fields()[code].type in {"group", "elem"} or code in NO_COLUMN:
        with pytest.raises(UsageError):
            read_columns([code])
    else:
        assert read_columns([code]) == (code,)
        assert isinstance(cell(RECORD, code), str)


@pytest.mark.parametrize(
    ("name", "code"), [("title", "ti"), (" 申请日 ", "ad"), ("國際分類", "nice"), ("INID73", "ow"), ("PD", "pd")]
)
def test_columns_are_named_like_fields_of_a_query(name: str, code: str) -> None:
    assert read_columns([name]) == (code,)


def test_an_unknown_column_is_told_with_the_nearest_names() -> None:
    with pytest.raises(UsageError) as caught:
        read_columns(["id", "titel"])
    assert "title" in error_text(caught.value)
    assert "titel" in error_text(caught.value, "zh")


def test_the_default_columns_exist() -> None:
    assert read_columns(DEFAULT_COLUMNS) == DEFAULT_COLUMNS
    assert len(set(headings(DEFAULT_COLUMNS, "zh"))) == len(DEFAULT_COLUMNS)


def test_a_field_without_a_key_has_its_own_name() -> None:
    assert keys_of(["nfc", "addr", "id"]) == ("id", "citations_received", "applicants", "owners")
    assert "citations_received" not in KEYS


@pytest.mark.parametrize(
    "text", ["=1+1", "+1-1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1+1", "－a", "＠x"]
)
def test_what_looks_like_a_formula_is_text(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-5", "+5", "-0.5", "plain", "", "a=b", "2019-06-30"])
def test_what_does_not_stays(text: str) -> None:
    assert harmless(text) == text


@given(st.text(max_size=8))
def test_no_cell_begins_like_a_formula(text: str) -> None:
    shown = harmless(text)
    assert shown == text or shown == f"'{text}"
    if shown[:1] in {"=", "@", "\t", "\r"}:
        raise AssertionError(shown)


def test_a_full_sheet_is_followed_by_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "ROWS_OF_A_SHEET", 2)
    stream = io.BytesIO()
    assert sheets.write_xlsx(stream, [RECORD] * 5, ["id", "cc"], "en") == 5
    book = CalamineWorkbook.from_filelike(io.BytesIO(stream.getvalue()))
    shown = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    assert [len(rows) for rows in shown] == [3, 3, 2]
    assert all(rows[0] == ["record id", "office"] for rows in shown)


def test_a_cell_that_is_too_long_for_the_format_says_so() -> None:
    long = Record(id="X1", right_id="X", right="patent", office="US", number="1", title={"en": "a" * 40_000})
    stream = io.BytesIO()
    sheets.write_xlsx(stream, [long], ["ti"], "en")
    text = CalamineWorkbook.from_filelike(io.BytesIO(stream.getvalue())).get_sheet_by_index(0).to_python()[1][0]
    assert str(text).endswith("a…")
    assert len(str(text)) == 32_767
