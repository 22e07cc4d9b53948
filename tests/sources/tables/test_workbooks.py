"""Spreadsheets: values as text, several sheets, and workbooks that are damaged, locked or bombs."""

from __future__ import annotations

import datetime
import io
import zipfile
from contextlib import suppress
from random import Random

import pytest

from zhihang.errors import SourceError
from zhihang.sources.source import Place
from zhihang.sources.tables.source import SOURCES
from zhihang.sources.tables.workbook import sheets
from zhihang.sources.tables.workbook_process import cell_text

HEADER = ["申请/注册号", "商标名称", "国际分类", "申请日期"]
PLACE = Place(file="book.xlsx", product="workbook")


def problems_of(read, data: bytes) -> list[tuple[str, bool]]:
    return [(problem.code, problem.fatal) for problem in read(data, SOURCES[-1])[1]]


def test_a_workbook_is_read_sheet_by_sheet(read, workbook) -> None:
    data = workbook({
        "说明": [["共两件"]],
        "一": [["商标公告"], HEADER, [70283061, "知航", 9, "2021-05-06"]],
        "二": [HEADER, ["70283062", "扬帆", "35", "2021年5月7日"]],
        "空": [],
    })  # fmt: skip
    records, problems = read(data)
    assert [(record.id, record.nice, record.filing_date) for record in records] == [
        ("CN-TM-70283061", ("9",), "2021-05-06"), ("CN-TM-70283062", ("35",), "2021-05-07")]  # fmt: skip
    assert [record.provenance[0].position for record in records] == [3, 2]
    assert {record.provenance[0].product for record in records} == {"cn-trademark-table"}
    assert [(problem.code, problem.detail) for problem in problems] == [("unread-sheet", "说明")]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (201811564288.0, "201811564288"),
        (9.5, "9.5"),
        (datetime.date(2019, 6, 30), "2019-06-30"),
        (datetime.datetime(2019, 6, 30), "2019-06-30"),
        (True, "TRUE"),
        ("", ""),
    ],
)
def test_what_a_cell_says(value: object, text: str) -> None:
    assert cell_text(value) == text


def test_a_table_that_does_not_begin_in_the_corner(read, workbook) -> None:
    rows = [[], [], ["", "", *HEADER], ["", "", "70283061", "知航", "9", "2021-05-06"]]
    records, _ = read(workbook({"表": rows}))
    assert [(record.mark.text, record.provenance[0].position) for record in records] == [("知航", 4)]


def test_no_sheet_with_a_known_header(read, workbook) -> None:
    assert problems_of(read, workbook({"表": [["a", "b"]]})) == [("no-header", True)]


@pytest.mark.parametrize("cut", [10, 100, 2000])
def test_a_damaged_workbook(read, workbook, cut: int) -> None:
    data = workbook({"表": [HEADER]})
    assert problems_of(read, data[:-cut]) == [("workbook-unreadable", True)]


def test_something_that_only_begins_like_a_workbook(read) -> None:
    assert problems_of(read, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600) == [("workbook-unreadable", True)]
    assert problems_of(read, b"PK\x03\x04[Content_Types].xml") == [("workbook-unreadable", True)]


def replaced(data: bytes, member: str, content: bytes) -> bytes:
    """The same archive with other content in one member."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, content if name == member else old.read(name))
    return target.getvalue()


def test_two_cells_at_the_far_corners_are_refused(workbook) -> None:
    sheet = b"""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
    <row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>
    </sheetData></worksheet>"""
    data = replaced(workbook({"表": [["a"]]}), "xl/worksheets/sheet1.xml", sheet)
    with pytest.raises(SourceError) as raised:
        list(sheets(io.BytesIO(data)))
    assert raised.value.code == "WORKBOOK_CELLS"


def test_a_part_that_unpacks_beyond_measure_is_refused(workbook, monkeypatch) -> None:
    from zhihang.sources.tables import workbook as module

    monkeypatch.setattr(module, "LARGEST_PART", 1 << 20)
    data = replaced(workbook({"表": [["a"]]}), "xl/sharedStrings.xml", b" " * (3 << 20))
    with pytest.raises(SourceError) as raised:
        list(sheets(io.BytesIO(data)))
    assert raised.value.code == "WORKBOOK_SIZE"


def test_damage_inside_a_new_workbook_is_told(workbook) -> None:
    data = workbook({"表": [HEADER, *[[str(number), "知航", "9", "2021-05-06"] for number in range(200)]]})
    random = Random(1)
    for _ in range(60):
        damaged = bytearray(data)
        for _ in range(8):
            damaged[random.randrange(len(damaged))] = random.randrange(256)
        with suppress(SourceError):
            assert all(list(rows) is not None for _, rows in sheets(io.BytesIO(bytes(damaged))))


@pytest.mark.real_data
def test_an_old_workbook_that_lies_about_its_size_ends_nothing_but_its_own_reading(shared) -> None:
    data = bytearray((shared / "data" / "exports" / "espacenet" / "pizza_small.xls").read_bytes())
    random = Random(1)
    for _ in range(25):
        damaged = bytearray(data)
        for _ in range(12):
            damaged[random.randrange(len(damaged))] = random.randrange(256)
        with suppress(SourceError):
            assert all(list(rows) is not None for _, rows in sheets(io.BytesIO(bytes(damaged))))


ODS = """<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:body><office:spreadsheet><table:table table:name="a">{}</table:table></office:spreadsheet></office:body>
</office:document-content>"""
CELL = '<table:table-cell office:value-type="string"{}><text:p>{}</text:p></table:table-cell>'


def ods(rows: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", ODS.format(rows))
    return target.getvalue()


def test_an_opendocument_sheet(read) -> None:
    row = "<table:table-row>{}</table:table-row>"
    cells = [HEADER, ["70283061", "知航", "9", "2021-05-06"]]
    data = ods("".join(row.format("".join(CELL.format("", cell) for cell in line)) for line in cells))
    records, problems = read(data)
    assert [record.mark.text for record in records] == ["知航"]
    assert problems == []


def test_repeated_rows_and_columns_are_counted_before_they_are_spelled_out() -> None:
    rows = '<table:table-row table:number-rows-repeated="1000000">{}</table:table-row>'
    data = ods(rows.format(CELL.format(' table:number-columns-repeated="16000"', "x")))
    with pytest.raises(SourceError) as raised:
        list(sheets(io.BytesIO(data)))
    assert raised.value.code == "WORKBOOK_CELLS"


def test_empty_repeated_rows_cost_nothing(read) -> None:
    row = "<table:table-row>{}</table:table-row>"
    cells = "".join(
        row.format("".join(CELL.format("", cell) for cell in line)) for line in [HEADER, ["1", "甲", "9", ""]]
    )
    cell = '<table:table-cell table:number-columns-repeated="16384"/>'
    empty = f'<table:table-row table:number-rows-repeated="1048570">{cell}</table:table-row>'
    assert len(read(ods(cells + empty))[0]) == 1
