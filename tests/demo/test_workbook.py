from __future__ import annotations

import io
import zipfile

from python_calamine import CalamineWorkbook

from zhihang.demo.workbook import archive, workbook

LINES = [["名称", "", "R&D <1>"], [], ["", " 第二行 ", "x"]]


def test_a_workbook_is_read_as_it_was_written() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook(LINES)))
    rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    assert rows[0] == LINES[0]
    assert [str(cell).strip() for cell in rows[-1]] == ["", "第二行", "x"]


def test_an_archive_has_fixed_times_and_is_stored() -> None:
    data = archive([("a.xml", b"<a/>")])
    assert data == archive([("a.xml", b"<a/>")])
    member = zipfile.ZipFile(io.BytesIO(data)).infolist()[0]
    assert (member.compress_type, member.date_time[0]) == (zipfile.ZIP_STORED, 2026)
