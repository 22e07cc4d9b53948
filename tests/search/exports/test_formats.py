"""Every format, read back: all records in the order of the page, no value lost, no cell that acts."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from python_calamine import CalamineWorkbook
from tests.search.exports.conftest import read_bibtex, read_ris

from zhihang.corpus.tables.completing import SHOWN_KEYS
from zhihang.errors import UsageError
from zhihang.library import Corpus
from zhihang.records.record import to_json
from zhihang.search.exports.columns import DEFAULT_COLUMNS
from zhihang.search.exports.writing import ENDINGS, FORMATS

ALL = "id=*"


def exported(corpus: Corpus, format_: str, **options: object) -> bytes:
    stream = io.BytesIO()
    count = corpus.search(ALL).export(format_, stream, **options)  # type: ignore[arg-type]
    assert count == len(corpus.search(ALL).page(0, 50, collapse=options.get("collapse", "document")))  # type: ignore[arg-type]
    return stream.getvalue()


def ids_in(data: bytes, format_: str) -> list[str]:
    match format_:
        case "csv":
            return [row[0] for row in csv.reader(io.StringIO(data.decode("utf-8-sig")))][1:]
        case "xlsx":
            return [str(row[0]) for row in sheet(data)][1:]
        case "ris":
            return [reference["ID"][0] for reference in read_ris(data.decode())]
        case "bibtex":
            return [entry["key"] for entry in read_bibtex(data.decode())]
        case "jsonl":
            return [json.loads(line)["id"] for line in data.splitlines()]
    return [str(identifier) for identifier in pq.read_table(pa.BufferReader(data))["id"].to_pylist()]


def sheet(data: bytes) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python(skip_empty_area=False)


@pytest.mark.parametrize("sort", ["pd", "ad", "rd", "ti", "nfc"])
@pytest.mark.parametrize("format_", FORMATS)
def test_all_records_in_the_order_of_the_page(corpus: Corpus, format_: str, sort: str) -> None:
    for descending in (True, False):
        page = [row.id for row in corpus.search(ALL).page(0, 50, sort, descending)]
        assert ids_in(exported(corpus, format_, sort=sort, descending=descending), format_) == page


@pytest.mark.parametrize("format_", FORMATS)
def test_one_of_each_family(corpus: Corpus, format_: str) -> None:
    page = [row.id for row in corpus.search(ALL).page(0, 50, collapse="simple")]
    assert ids_in(exported(corpus, format_, collapse="simple"), format_) == page
    assert len(page) == 7


@pytest.mark.parametrize("format_", FORMATS)
def test_a_limit_and_an_empty_result(corpus: Corpus, format_: str) -> None:
    stream = io.BytesIO()
    assert corpus.search(ALL).export(format_, stream, limit=3) == 3
    assert len(ids_in(stream.getvalue(), format_)) == 3
    stream = io.BytesIO()
    assert corpus.search("ti=nothing").export(format_, stream) == 0
    assert ids_in(stream.getvalue(), format_) == []


@pytest.mark.parametrize("format_", FORMATS)
def test_a_file_by_name(corpus: Corpus, format_: str, tmp_path: Path) -> None:
    path = tmp_path / f"hits.{ENDINGS[format_]}"
    assert corpus.search(ALL).export(format_, str(path)) == 9
    assert len(ids_in(path.read_bytes(), format_)) == 9


def test_cells_are_the_values_of_the_fields(corpus: Corpus) -> None:
    columns = ["id", "ti", "pa", "pd", "ipc", "nice", "status", "名称", "fam", "citedby", "nfc", "ncl"]
    rows = list(csv.reader(io.StringIO(exported(corpus, "csv", columns=columns).decode("utf-8-sig"))))
    assert rows[0][:4] == ["record id", "title", "applicant", "publication date"]
    cells = {row[0]: row for row in rows[1:]}
    assert cells["US91000001B2"][1:6] == ["Battery separator", "Alder Cells Inc.", "2020-01-07", "H01M 10/0525", ""]
    assert cells["US91000001B2"][8:] == [
        "US20199000001A1; US91000001B2; US91000002B2", "US91000002B2; US91000003B1", "2", "2",
    ]  # fmt: skip
    assert cells["CN-TM-90000001"][1] == "云雀电池"
    assert cells["CN-TM-90000001"][5:8] == ["9", "active", "云雀电池"]
    assert [str(cell) for cell in sheet(exported(corpus, "xlsx", columns=columns))[0]] == rows[0]


def test_the_default_columns_are_named_in_the_language_asked_for(corpus: Corpus) -> None:
    stream = io.BytesIO()
    corpus.search(ALL, language="zh").export("csv", stream)
    heading = next(csv.reader(io.StringIO(stream.getvalue().decode("utf-8-sig"))))
    assert len(heading) == len(DEFAULT_COLUMNS)
    assert {"记录号", "名称", "申请人", "申请日"} <= set(heading)


def test_no_cell_is_a_formula(corpus: Corpus) -> None:
    rows = list(csv.reader(io.StringIO(exported(corpus, "csv", columns=["id", "ti", "pa"]).decode("utf-8-sig"))))
    cells = {row[0]: row for row in rows}
    assert cells["US91000003B1"][1] == "'=Turbine blade"
    assert cells["CN-TM-90000002"][1:] == ["'=HYPERLINK(1)", "'+86 茶业, 公司"]
    book = {str(row[0]): row for row in sheet(exported(corpus, "xlsx", columns=["id", "ti", "pa"]))}
    assert book["US91000003B1"][1] == "=Turbine blade"
    assert book["CN-TM-90000002"][1:] == ["=HYPERLINK(1)", "+86 茶业, 公司"]
    import zipfile

    with zipfile.ZipFile(io.BytesIO(exported(corpus, "xlsx", columns=["id", "ti", "pa"]))) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_json_lines_are_whole_records(corpus: Corpus) -> None:
    lines = exported(corpus, "jsonl", sort="id", descending=False).splitlines()
    assert lines == [to_json(record) for record in corpus.search(ALL).records("id", False)]


def test_parquet_has_the_keys_of_the_json_form(corpus: Corpus) -> None:
    table = pq.read_table(pa.BufferReader(exported(corpus, "parquet", sort="id", descending=False)))
    assert table.column_names == list(SHOWN_KEYS)
    row = table.to_pylist()[5]
    whole = json.loads(to_json(corpus.record("US91000001B2")))
    assert {key: value for key, value in row.items() if value is not None} == {
        key: value if isinstance(value, str | int) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        for key, value in whole.items()
    }


def test_parquet_group_by_group(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhihang.search.exports.parquet.ROWS_OF_A_GROUP", 2)
    file = pq.ParquetFile(pa.BufferReader(exported(corpus, "parquet")))
    assert file.num_row_groups == 5
    assert file.metadata.num_rows == 9


def test_chosen_fields_choose_keys(corpus: Corpus) -> None:
    columns = ["pa", "tf", "nfc", "eprd"]
    lines = [json.loads(line) for line in exported(corpus, "jsonl", columns=columns, sort="id").splitlines()]
    by_id = {line["id"]: line for line in lines}
    assert by_id["CN-TM-90000001"].keys() == {"id", "applicants"}
    assert by_id["US91000001B2"]["technology_fields"] == [1]
    assert (by_id["US91000001B2"]["citations_received"], by_id["US91000001B2"]["earliest_priority_date"]) == (
        2, "2017-03-01",
    )  # fmt: skip
    table = pq.read_table(pa.BufferReader(exported(corpus, "parquet", columns=columns)))
    assert table.column_names == [
        "id",
        "applicants",
        "technology_fields",
        "citations_received",
        "earliest_priority_date",
    ]
    assert str(table.schema.field("citations_received").type) == "int64"


def test_ris_references(corpus: Corpus) -> None:
    references = {reference["ID"][0]: reference for reference in read_ris(exported(corpus, "ris").decode())}
    patent = references["US91000002B2"]
    assert patent["TY"] == ["PAT"]
    assert patent["TI"] == ["Salt & sugar: 50% {of} a_battery"]
    assert (patent["AU"], patent["A2"]) == (["Reed, Ada"], ["Birch Cells Inc."])
    assert (patent["M1"], patent["M2"], patent["PY"], patent["DA"]) == (
        ["US91000002B2"], ["US39000002"], ["2020"], ["2020/01/07"],
    )  # fmt: skip
    assert (patent["KW"], patent["AB"], patent["CY"]) == (["H01M 10/0525"], ["An electrolyte with a salt."], ["US"])
    mark = references["CN-TM-90000001"]
    assert (mark["TY"], mark["TI"], mark["KW"], mark["PY"]) == (["GEN"], ["云雀电池"], ["Nice 9"], ["2019"])


def test_bibtex_entries(corpus: Corpus) -> None:
    entries = {entry["key"]: entry for entry in read_bibtex(exported(corpus, "bibtex").decode())}
    patent = entries["US91000002B2"]
    assert patent["kind"] == "patent"
    assert patent["title"] == "Salt & sugar: 50% {of} a_battery"
    assert (patent["holder"], patent["number"], patent["date"], patent["year"]) == (
        "Birch Cells Inc.", "US91000002B2", "2020-01-07", "2020",
    )  # fmt: skip
    mark = entries["CN-TM-90000002"]
    assert (mark["kind"], mark["title"], mark["author"]) == ("misc", "=HYPERLINK(1)", "+86 茶业, 公司")


def test_an_unknown_format_or_column_touches_nothing(corpus: Corpus, tmp_path: Path) -> None:
    path = tmp_path / "kept"
    path.write_text("kept")
    for format_, columns in (("odt", None), ("csv", ["colour"]), ("csv", ["mkpy"]), ("csv", ["tac"])):
        with pytest.raises(UsageError):
            corpus.search(ALL).export(format_, path, columns=columns)
    with pytest.raises(UsageError):
        corpus.search(ALL).export("csv", path, sort="beauty")
    assert path.read_text() == "kept"
