"""Files as they come: encodings, separators, line ends, preambles, quotes, ragged and empty rows."""

from __future__ import annotations

import codecs

import pytest

HEADER = "申请/注册号,商标名称,国际分类,申请人名称(中文)"
ROW = "70283061,知航,9,示例(天津)有限公司"
TABLE = f"{HEADER}\n{ROW}\n"
ENGLISH = "Registration No.,Mark,Class,Applicant\n70283061,Café Zürich,9,Société Générale d'Été\n"


def names(records) -> list[tuple[str, str]]:
    return [(record.mark.text, record.applicants[0].name) for record in records]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030"])
def test_chinese_in_any_encoding(read, encoding: str) -> None:
    records, problems = read(TABLE.encode(encoding))
    assert names(records) == [("知航", "示例(天津)有限公司")]
    assert problems == []


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "cp1252", "utf-16"])
def test_accents_in_any_encoding(read, encoding: str) -> None:
    records, problems = read(ENGLISH.encode(encoding))
    assert names(records) == [("Café Zürich", "Société Générale d'Été")]
    assert problems == []


def test_letters_that_a_derwent_export_encodes_twice(read, workbook) -> None:
    names = ["publication_number", "priority_numbers", "application_numbers", "patent_assignees_original_no_address",
             "inpadoc_family_member_numbers", "inventors_original"]  # fmt: skip
    twice = "Günter’s α".encode().decode("cp1252")
    rows = [["EP784692A1", "", "", "ACME", "", twice], ["EP784693A1", "", "", "ACME", "", "Günter’s α"]]
    records, _ = read(workbook({"list": [names, *rows]}))
    assert [record.inventors[0].name for record in records] == ["Günter’s α", "Günter’s α"]


def test_windows_quotes_are_not_chinese(read) -> None:
    records, _ = read(ENGLISH.replace("Café", "“Café”").encode("cp1252"))
    assert records[0].mark.text == "“Café” Zürich"


def test_plain_ascii_first_and_accents_far_below(read) -> None:
    rows = "".join(f"{number},{'PLAIN ' * 100},9,SOMEBODY\n" for number in range(10_000_000, 10_003_000))
    assert len(rows) > 1 << 20
    last = "1,Café,9,É\n".encode("latin-1")
    records, problems = read(("Registration No.,Mark,Class,Applicant\n" + rows).encode() + last)
    assert len(records) == 3001
    assert records[-1].mark.text == "Café"
    assert problems == []


def test_a_damaged_byte_in_utf8_is_told_with_its_row(read) -> None:
    data = (HEADER + "\n" + f"{ROW}\n" * 30).encode() + "70283062,知".encode() + b"\xff,9,\xe7\xa4\xba\n"
    records, problems = read(data)
    assert len(records) == 31
    assert [(problem.code, problem.position) for problem in problems] == [("undecodable", 32)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(read, end: str) -> None:
    records, _ = read(TABLE.replace("\n", end).encode())
    assert [record.id for record in records] == ["CN-TM-70283061"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(read, delimiter: str) -> None:
    records, _ = read(TABLE.replace(",", delimiter).encode())
    assert names(records) == [("知航", "示例(天津)有限公司")]


def test_rows_above_the_header_and_empty_rows_keep_their_numbers(read) -> None:
    records, problems = read(f"商标公告，第1600期\n共1件,,\n\n{HEADER}\n\n,,,\n{ROW}\n".encode())
    assert records[0].provenance[0].position == 7
    assert problems == []


def test_quotes_with_separators_and_line_ends_inside(read) -> None:
    records, _ = read(
        f'{HEADER},商品/服务\n70283061,"知,航",9,"甲 ""乙"" 公司","计算机(0901)；\n手机(0907)"\n'.encode()
    )
    assert records[0].mark.text == "知,航"
    assert records[0].applicants[0].name == '甲 "乙" 公司'
    assert [(goods.text, goods.group, goods.class_) for goods in records[0].goods_services] == [
        ("计算机", "0901", "9"), ("手机", "0907", "9")]  # fmt: skip


def test_a_quote_that_is_never_closed_costs_its_own_row_only(read) -> None:
    records, problems = read(f'{HEADER}\n1,甲,9,公司\n2,"乙,9,公司\n3,丙,9,公司\n4,丁,9,公司\n'.encode())
    assert [record.registration_number for record in records] == ["1", "3", "4"]
    assert [(problem.code, problem.position, problem.fatal) for problem in problems] == [("quote-not-closed", 3, True)]


def test_zeros_that_a_spreadsheet_was_told_to_keep(read) -> None:
    records, _ = read(f'{HEADER},商标流程\n="0070283061",知航,="9",公司,\n'.encode())
    assert records[0].nice == ("9",)


def test_ragged_rows(read) -> None:
    records, problems = read(f"{HEADER}\n1,短\n2,长,9,公司,多余,\n".encode())
    assert [record.mark.text for record in records] == ["短", "长"]
    assert [(problem.code, problem.position, problem.detail) for problem in problems] == [("ragged-row", 3, "多余")]


def test_a_column_that_the_mapping_does_not_know_is_told_once(read) -> None:
    records, problems = read(f"{HEADER},心情\n{ROW},好\n{ROW},坏\n".encode())
    assert len(records) == 2
    assert [(problem.code, problem.detail) for problem in problems] == [("unread-column", "心情")]


@pytest.mark.parametrize("data", [b"", b" \n\n", codecs.BOM_UTF8])
def test_nothing_but_blanks(read, data: bytes) -> None:
    from zhihang.sources.tables.source import SOURCES

    records, problems = read(data, SOURCES[0])
    assert records == []
    assert [problem.fatal for problem in problems] == [True]


def test_a_table_that_nobody_knows(recognised, read) -> None:
    from zhihang.sources.tables.source import SOURCES

    data = b"a,b\n1,2\n"
    assert recognised(data) is None
    assert [problem.code for problem in read(data, SOURCES[0])[1]] == ["no-header"]
    assert recognised(b"<?xml version='1.0'?><a/>") is None
    assert recognised(bytes(range(256)) * 20) is None


def test_a_line_beyond_measure_is_passed_over(read, monkeypatch) -> None:
    from zhihang.sources.tables import delimited

    monkeypatch.setattr(delimited, "LONGEST_CELL", 300_000)
    records, problems = read(f"{HEADER}\n1,甲,9,公司\n2,{'长' * 700_000},9,公司\n3,丙,9,公司\n".encode())
    assert [record.registration_number for record in records] == ["1", "3"]
    assert [(problem.code, problem.position, problem.fatal) for problem in problems] == [("row-too-long", 3, True)]
