"""What files do to tables, tried on every product: each fault is told with its row, and costs no other row."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import msgspec
import pytest
import xlsxwriter
import yaml

import zhihang.sources.tables
from zhihang.messages import room_texts
from zhihang.sources.tables.header import folded_name
from zhihang.sources.tables.keys import key_of
from zhihang.sources.tables.loading import shipped_mappings

HERE = Path(__file__).parent
MAPPINGS = {mapping.product: mapping for mapping in shipped_mappings()}
ROWS: dict[str, dict[str, str]] = {}
for _file in ("rows", "products"):
    for _case in yaml.safe_load((HERE / f"{_file}.yaml").read_text("utf-8")).values():
        if _case.get("record") and not _case.get("problems"):
            ROWS.setdefault(_case["product"], _case["row"])
PRODUCTS = sorted(ROWS)


def table(product: str, *rows: dict[str, str], end: str = "\n") -> str:
    """A delimited table of the product's made-up row and of changed copies of it."""
    target = io.StringIO()
    every = [ROWS[product], *rows]
    writer = csv.DictWriter(target, list(ROWS[product]), lineterminator=end, quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(every)
    return target.getvalue()


def plain(records) -> list[object]:
    found = [msgspec.json.decode(msgspec.json.encode(record)) for record in records]
    return [{key: value for key, value in record.items() if key != "provenance"} for record in found]


def filled_dates(product: str) -> list[str]:
    """Filled columns that hold one date, and are not taken apart before."""
    return [
        name
        for name, cell in ROWS[product].items()
        for column in MAPPINGS[product].columns
        if cell and folded_name(name) in map(folded_name, column.names)
        if key_of(column.key).shape == "date" and not column.item
    ]


def test_every_table_product_has_a_row_to_try() -> None:
    assert set(PRODUCTS) == {name for name, mapping in MAPPINGS.items() if mapping.layout == "table"} - {
        "fr-variety-catalogue"  # without header row: test_layouts
    }


@pytest.mark.parametrize("product", PRODUCTS)
def test_rows_above_the_header(read, product: str) -> None:
    expected = plain(read(table(product).encode())[0])
    records, problems = read(f"A list of things\n\nas of 2024-03-31\n{table(product)}".encode())
    assert (plain(records), problems) == (expected, [])
    assert {record.provenance[0].position for record in records} == {5}


@pytest.mark.parametrize("end", ["\r", "\r\n"])
@pytest.mark.parametrize("product", PRODUCTS)
def test_line_ends(read, product: str, end: str) -> None:
    expected = plain(read(table(product).encode())[0])
    data = table(product, end=end).encode()
    assert (plain(read(data)[0]), read(data)[1]) == (expected, [])


@pytest.mark.parametrize("product", PRODUCTS)
def test_other_encodings(read, product: str) -> None:
    text = table(product)
    expected = plain(read(text.encode())[0])
    narrow = "latin-1" if text.isascii() else "gb18030"
    for encoding in (narrow, "utf-16", "utf-8-sig"):
        records, problems = read(text.encode(encoding))
        assert (plain(records), problems) == (expected, []), encoding


@pytest.mark.parametrize("product", PRODUCTS)
def test_a_row_that_is_too_wide_and_one_that_is_too_narrow(read, product: str) -> None:
    expected = plain(read(table(product).encode())[0])
    lines = io.StringIO(table(product))
    header, row = list(csv.reader(lines))
    target = io.StringIO()
    csv.writer(target, lineterminator="\n").writerows([header, [*row, "one more"], row[:1], row])
    records, problems = read(target.getvalue().encode())
    assert plain(records)[0] == plain(records)[-1] == expected[0]
    assert ("ragged-row", 2) in [(problem.code, problem.position) for problem in problems]


@pytest.mark.parametrize("product", PRODUCTS)
def test_a_quotation_mark_that_is_never_closed(read, product: str) -> None:
    expected = plain(read(table(product).encode())[0])
    text = table(product) + '"never closed, x\n'
    records, problems = read(text.encode())
    assert plain(records) == expected
    assert [problem.code for problem in problems] == ["quote-not-closed"]


@pytest.mark.parametrize("product", PRODUCTS)
def test_damaged_dates(read, product: str) -> None:
    for name in filled_dates(product):
        records, problems = read(table(product, ROWS[product] | {name: "31/02/2O19"}).encode())
        assert len(records) == 2, name
        told = {(problem.code, problem.position) for problem in problems}
        assert told >= {("date", 3)}, name
        assert {place for _, place in told} == {3}, name


@pytest.mark.parametrize("product", PRODUCTS)
def test_a_huge_cell(read, product: str) -> None:
    columns = [column for column in MAPPINGS[product].columns if column.key == "title" and not column.item]
    known = {folded_name(spelling) for column in columns for spelling in column.names}
    name = next((name for name in ROWS[product] if folded_name(name) in known), None)
    if name is None:
        return
    records, problems = read(table(product, ROWS[product] | {name: "x" * (1 << 21)}).encode())
    assert max(len(text) for record in records for text in record.title.values()) == 1 << 21
    assert {problem.code for problem in problems} <= {"conflicting-value"}


@pytest.mark.parametrize("product", PRODUCTS)
def test_formulas_count_as_the_values_saved_with_them(read, product: str) -> None:
    expected = plain(read(table(product).encode())[0])
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet("list")
        for column, (name, cell) in enumerate(ROWS[product].items()):
            sheet.write_string(0, column, name)
            sheet.write_formula(1, column, '=""', None, cell)
    records, problems = read(target.getvalue())
    assert (plain(records), problems) == (expected, [])


@pytest.mark.parametrize("product", PRODUCTS)
def test_an_empty_list_gives_nothing(read, product: str) -> None:
    assert read(table(product).splitlines()[0].encode()) == ([], [])


@pytest.mark.parametrize("product", sorted(MAPPINGS))
def test_a_product_has_its_names_and_reasons_in_both_languages(product: str) -> None:
    mapping = MAPPINGS[product]
    for texts in (
        mapping.title,
        *(column.reason for column in mapping.aside),
        *([mapping.note] if mapping.note else []),
    ):
        assert texts["en"].strip()
        assert any(character > "\u2e7f" for character in texts["zh"]) or texts["zh"] == texts["en"]


def test_what_tables_tell_is_told_in_both_languages() -> None:
    texts = room_texts("sources")
    folder = Path(zhihang.sources.tables.__file__).parent
    code = "\n".join(path.read_text("utf-8") for path in folder.glob("*.py"))
    told = set(re.findall(r"(?:problem|wrong)\(\s*\"([a-z][a-z-]+)\"", code))
    assert told >= {"foreign-row", "unread-column", "no-identity", "ragged-row", "quote-not-closed", "row-too-long"}
    assert sorted(told - set(texts)) == []
    assert all(texts[each]["en"] and texts[each]["zh"] for each in told)
