from __future__ import annotations

import csv
import datetime
import io
from pathlib import Path

from zhihang.demo import designs, layouts, trademarks
from zhihang.demo.lexicon import phrases
from zhihang.demo.tables import iso, written, years_after
from zhihang.standards.numbers.cn import check_digit


def test_a_table_has_the_columns_of_its_notices_and_blank_cells_stay_blank(tmp_path: Path) -> None:
    path = written(tmp_path, "cn-software", [{"number": "2020SR9000001", "title": "软件"}, {}])
    rows = list(csv.reader(io.StringIO(path.read_bytes().decode("gb18030"))))
    assert rows[0][:2] == ["登记号", "软件全称"]
    assert rows[1][:3] == ["2020SR9000001", "软件", ""]
    assert len(rows) == 3


def test_every_row_fits_the_columns_of_its_table() -> None:
    given = {
        "cn-trademarks": trademarks.chinese(1, 0.1),
        "us-trademarks": trademarks.american(1, 0.1),
        "cn-layouts": layouts.layouts(1, 0.2),
        "cn-designs": designs.rows(designs.chinese(1, 0.1)[0]),
    }
    for name, rows in given.items():
        known = set(phrases("registers")["tables"][name]["columns"].values())
        for row in rows:
            assert set(row) <= known | {"priority_office"}, name


def test_days_after_the_last_day_of_the_demo_have_not_come_yet() -> None:
    assert iso(datetime.date(2026, 6, 30)) == "2026-06-30"
    assert iso(datetime.date(2026, 7, 1)) == ""
    assert years_after(datetime.date(2020, 2, 29), 10) == datetime.date(2030, 2, 28)


def test_layout_design_numbers_end_with_their_check_digit() -> None:
    for row in layouts.layouts(1, 0.5):
        body = row["number"].removeprefix("BS.")
        assert body[2] == "5"
        assert check_digit(body[:-1]) == body[-1]
