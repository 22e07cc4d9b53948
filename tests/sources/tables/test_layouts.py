"""Tables that are no rows below a header: JSON objects, lines of references, rows without header."""

from __future__ import annotations

import doctest
import gzip
import importlib
import json

import msgspec
import pytest

PICTURE = (
    "iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAAAAAA6mKC9AAAAJklEQVR42mNgIBf8BwF0PpLI//+oIv//o4lQQwDDFkx3YLoUHwAA"
    "8rJgoD6DNtAAAAAASUVORK5CYII="
)
"""A disk of 16 by 16 points, PNG in base64."""

CASE = {
    "binder": {"id": 0, "domains": "TM", "fa": "opposition", "fafd": "", "applicationNo": 1175970, "redParty": "B Ltd"},
    "applicant": {"id": 1, "name": "A LLC", "address": "Postal : 1 Street  (US)Physical : 2 Street  (NZ)"},
    "classifications": [
        {"classId": 9, "description": "tapes; discs"},
        {"classId": 35, "description": "advice"},
    ],
    "trademark": {"name": "RED CAT", "type": "Combined", "image": PICTURE},
}
INDICATION = {
    "DEF_OriginalOrder": 1,
    "DEF_Register": "Wines",
    "EA_ProductType": "Wine",
    "EA_Name": "Γεράνεια / Geraneia",
    "EA_ProductCategory": "Wine",
    "EA_FileNumber": "PDO-GR-A1234",
    "EA_Type": "Protected Designation of Origin (PDO)",
    "EA_Country": "Greece",
    "EA_Status": "Registered",
    "EA_LegalInstrument": "",
    "EA_ApplicationDate": "",
    "EA_DateRegistration": "14/06/1991",
    "EA_DatePublication": "",
}
TERM = {
    "DEF_Register": "Traditional terms for wine",
    "EA_Name": "Ausbruch / Ausbruchwein",
    "EA_Country": "Austria",
    "EA_Status": "Registered",
    "Tradititional term": "In place of PDO.",
    "Summary of definition": "From grapes;\nno sweetening.",
}
LINE = "[7]张三,J.R.李. 一种H<sub>2</sub>O. 装置[P]. 美国：CN106008460A,2016-10-12."
VARIETY = '2500057,allium_sativum,"{""fra"": ""AIL""}",AIL,ARNO,2001-08-15\n'


def plain(record) -> dict[str, object]:
    found = msgspec.json.decode(msgspec.json.encode(record))
    found.pop("provenance")
    return found


def as_json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def told(problems) -> list[tuple[str, str]]:
    return [(problem.code, problem.detail) for problem in problems]


def test_an_object_with_lists_inside(read) -> None:
    records, problems = read(as_json(CASE))
    assert problems == []
    found = [plain(record) for record in records]
    assert [(each["file"], each["kind"]) for each in found[0].pop("images")] == [("#/trademark/image", "mark")]
    assert found == [{
        "id": "NZ-TM-1175970", "right_id": "NZ-TM-1175970", "right": "trademark", "office": "NZ", "number": "1175970",
        "application_number": "1175970", "title": {"en": "RED CAT"}, "mark": {"text": "RED CAT", "type": "combined"},
        "goods_services": [
            {"class": "9", "text": "tapes; discs"}, {"class": "35", "text": "advice"},
        ],
        "applicants": [
            {"name": "A LLC", "country": "US", "address": "Postal : 1 Street (US); Physical : 2 Street (NZ)"},
        ],
        "nice": ["9", "35"], "events": [{"text": "opposition", "office": "NZ"}],
        "other": {"opposing_party": ["B Ltd"]},
    }]  # fmt: skip


def test_a_list_of_objects(read) -> None:
    amended = INDICATION | {"EA_FileNumber": "PGI-NL+BE-01996-AM01", "EA_Status": "Published", "EA_Country": "Belgium"}
    records, problems = read(as_json([INDICATION, amended]))
    assert problems == []
    first, second = map(plain, records)
    assert first == {
        "id": "EU-GI-PDOGRA1234", "right_id": "EU-GI-PDOGRA1234", "right": "geographical_indication", "office": "EU",
        "number": "PDOGRA1234", "registration_number": "PDOGRA1234", "registration_date": "1991-06-14",
        "title": {"und": "Γεράνεια / Geraneia"}, "gi_type": "pdo", "area": "Greece", "product": "Wine",
        "status": {"value": "active", "raw": "Registered"},
        "other": {
            "file_number": ["PDO-GR-A1234"], "spelling": ["Γεράνεια", "Geraneia"], "product_type": ["Wine"],
            "register": ["Wines"],
        },
    }  # fmt: skip
    assert (second["id"], second["status"]) == ("EU-GI-PGINLBE01996AM01", {"value": "pending", "raw": "Published"})
    assert second["related"] == [{"kind": "parent", "relation": "amendment", "number": "PGINLBE01996", "office": "EU"}]


def test_traditional_terms_are_named_by_their_name(read) -> None:
    (record,), problems = read(as_json([TERM]))
    assert problems == []
    assert (record.id, record.gi_type) == ("EU-GI-AUSBRUCHAUSBRUCHWEIN", "traditional_term")
    assert record.description == {"en": ("From grapes; no sweetening.",)}
    assert record.number.isalnum()


def test_keys_that_a_mapping_does_not_know_are_told(read) -> None:
    records, problems = read(as_json([INDICATION | {"EA_New": "x", "EA_More": {"a": [1]}}]))
    assert len(records) == 1
    assert told(problems) == [("unread-column", "EA_New"), ("unread-column", "EA_More.a")]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"EA_DateRegistration": "31/02/1991"}, ("date", "EA_DateRegistration: 31/02/1991")),
        ({"EA_Type": "Something new"}, ("unknown-code", "EA_Type: Something new")),
        ({"EA_Status": "Forgotten"}, ("unknown-code", "EA_Status: Forgotten")),
    ],
)
def test_a_wrong_value_is_told_and_the_rest_kept(read, change, problem) -> None:
    records, problems = read(as_json([INDICATION | change]))
    assert told(problems) == [problem]
    assert records[0].title == {"und": "Γεράνεια / Geraneia"}


def test_an_object_without_number_gives_no_record(read) -> None:
    records, problems = read(as_json([INDICATION | {"EA_FileNumber": ""}, INDICATION]))
    assert [record.id for record in records] == ["EU-GI-PDOGRA1234"]
    assert [(problem.code, problem.position) for problem in problems] == [("no-identity", 1)]


def test_what_is_no_object(read, recognised) -> None:
    good = as_json(INDICATION)
    source = recognised(as_json([INDICATION]))
    assert told(read(b"[" + good + b', {"EA_Name": "x"', source)[1])[0][0] == "truncated"
    assert told(read(b'[{"EA_Name": tru}, ' + good + b"]", source)[1])[0][0] == "damaged-json"
    assert told(read(b"[1, 2]", source)[1]) == [("junk", "1, 2")]
    assert told(read(b"[[1]]", source)[1]) == [("foreign-row", "[1]")]
    assert told(read(b"   ", source)[1]) == [("empty", "")]


def test_a_long_value_and_a_deep_one(read) -> None:
    records, _ = read(as_json([INDICATION | {"EA_LegalInstrument": "x" * (3 << 20)}]))
    assert len(records[0].other["legal_instrument"][0]) == 3 << 20
    deep = b'{"a":' * 200 + b"1" + b"}" * 200
    records, problems = read(as_json([INDICATION])[:-2] + b', "EA_Deep": ' + deep + b"}]")
    assert [problem.code for problem in problems] == ["unread-column"]
    assert len(records) == 1


def test_lines_of_references(read, recognised) -> None:
    data = f"{LINE}\n\n[8]王五. 装置[P]. 北京:CN1387401,2002-12-25.\n".encode()
    assert recognised(data).name == "cnki-references"
    records, problems = read(data)
    assert problems == []
    assert plain(records[0]) == {
        "id": "CN106008460A", "right_id": "CN-PA-CN106008460A", "right": "patent", "office": "CN",
        "number": "106008460", "kind": "A", "publication_date": "2016-10-12",
        "title": {"zh": "一种H<sub>2</sub>O. 装置"}, "inventors": [{"name": "张三"}, {"name": "J.R.李"}],
        "other": {"region": ["美国"]},
    }  # fmt: skip
    assert [(record.id, record.provenance[0].position) for record in records] == [
        ("CN106008460A", 1), ("CN1387401", 3)]  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_in_any_encoding_with_any_line_end(read, encoding, end) -> None:
    records, problems = read(end.join([LINE, "", LINE]).encode(encoding))
    assert ([record.id for record in records], problems) == (["CN106008460A"] * 2, [])


def test_lines_that_are_no_patents_are_told(read) -> None:
    article = "[9]赵六. 论文[J]. 学报,2016(3):1-9."
    records, problems = read(f"{LINE}\n{article}\n{LINE.replace('2016-10-12', '2016-13-12')}\n".encode())
    assert told(problems) == [("foreign-row", article), ("date", "date: 2016-13-12")]
    assert [record.publication_date for record in records] == ["2016-10-12", None]


def test_a_damaged_and_an_endless_line(read, monkeypatch) -> None:
    damaged = (LINE + "\n").encode() * 40 + LINE.encode().replace("装置".encode(), b"\xff\xfe", 1) + b"\n"
    records, problems = read(damaged)
    assert len(records) == 41
    assert [(problem.code, problem.position) for problem in problems] == [("undecodable", 41)]
    monkeypatch.setattr("zhihang.sources.tables.lines.LONGEST_CELL", 1000)
    records, problems = read(f"{LINE}\n{'x' * 5000}\n{LINE}\n".encode())
    assert len(records) == 2
    assert [(problem.code, problem.position) for problem in problems] == [("row-too-long", 2)]


def test_a_table_without_header(read, recognised) -> None:
    data = (VARIETY + VARIETY.replace("2500057", "570CU71").replace("2001-08-15", "")).encode()
    assert recognised(data).name == "fr-variety-catalogue"
    records, problems = read(data)
    assert problems == []
    assert plain(records[0]) == {
        "id": "FR-PV-2500057", "right_id": "FR-PV-2500057", "right": "plant_variety", "office": "FR",
        "number": "2500057", "title": {"und": "ARNO"}, "species": "allium sativum",
        "listing": "French national catalogue of varieties",
        "other": {"catalogue_number": ["2500057"], "group": ["AIL"], "admitted": ["2001-08-15"]},
    }  # fmt: skip
    assert [record.id for record in records] == ["FR-PV-2500057", "FR-PV-570CU71"]


def test_a_catalogue_is_no_right_in_force(read) -> None:
    (record,), _ = read(VARIETY.encode())
    assert (record.status, record.registration_date, record.grant_date, record.expiry_date) == (None,) * 4


def test_a_wrong_width_in_a_table_without_header(read, recognised) -> None:
    data = (VARIETY * 40 + VARIETY.rstrip() + ",more\n" + "2500058,allium_sativum\n").encode()
    records, problems = read(data)
    assert len(records) == 42
    assert told(problems) == [("ragged-row", "more")]
    assert recognised(b"2500057,allium_sativum,x\n") is None
    assert recognised((VARIETY.rstrip() + ",more\n").encode()) is None


def test_a_column_without_name_is_told_once_with_its_letters(read) -> None:
    table = "Registration No.,Mark,Class,Applicant,,\n1,A,9,B,,\n2,A,9,B,,x\n3,A,9,B,,y\n"
    records, problems = read(table.encode())
    assert len(records) == 3
    assert told(problems) == [("unread-column", "F: x")]


def test_a_compressed_table(read, tmp_path) -> None:
    from zhihang.sources.reading import outcomes

    file = tmp_path / "varieties.csv.gz"
    file.write_bytes(gzip.compress(VARIETY.encode()))
    assert [type(each).__name__ for each in outcomes([file])] == ["Record"]


@pytest.mark.parametrize("name", ["cells", "header", "json_rows", "short_years", "workbook_process"])
def test_the_examples_of_the_modules_run(name) -> None:
    module = importlib.import_module(f"zhihang.sources.tables.{name}")
    assert (
        doctest.testmod(
            module, extraglobs={"Column": importlib.import_module("zhihang.sources.tables.mapping").Column}
        ).failed
        == 0
    )
