from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from zhihang.errors import InvalidNumber
from zhihang.standards.numbers import (
    ApplicationNumber,
    DocumentNumber,
    any_number,
    application_from_docdb,
    application_number,
    cn,
    document,
    document_number,
    ep,
    lookup_keys,
    publication_number,
    register_number,
)
from zhihang.standards.numbers.document import application_scheme, publication_scheme

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "cases/numbers.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_spelling(case: dict[str, Any]) -> None:
    def read() -> DocumentNumber | ApplicationNumber:
        if "publication" in case:
            return publication_number(case["publication"])
        return application_number(case["application"], year=case.get("year"))

    if "error" in case:
        with pytest.raises(InvalidNumber) as raised:
            read()
        assert raised.value.code == case["error"]
        for name in ("expected", "repaired"):
            if name in case:
                assert raised.value.fields[name] == case[name]
        return
    number = read()
    for name in ("joined", "docdb", "epodoc", "original"):
        if name in case:
            assert getattr(number, name) == case[name]


def test_the_joined_form_reads_itself() -> None:
    for case in CASES:
        if "error" not in case:
            read = publication_number if "publication" in case else application_number
            number = read(case.get("publication") or case["application"])
            assert read(number.joined) == number
            if number.docdb and not (isinstance(number, ApplicationNumber)):
                assert publication_number(number.docdb) == number


SHORT_WAY = [
    f"{office}{number}{kind}"
    for office in document._CANONICAL
    for number in ("1000000", "100000", "10000000", "20050123456", "2005123456", "100484299", "20010043736",
                   "102004002000", "I452476", "200928818", "101911042", "1999061002", "2006022115", "4219000")
    for kind in ("", "A", "A1", "A2", "A9", "B", "B1", "B2", "B4", "C", "C1", "E", "S1", "T2", "U", "U1", "Y1")
]  # fmt: skip


@pytest.mark.parametrize("office", document._CANONICAL)
def test_the_short_way_finds_what_the_long_way_finds(office: str) -> None:
    taken = 0
    for written in (each for each in SHORT_WAY if each.startswith(office)):
        if document._CANONICAL[office].fullmatch(written):
            assert publication_number(written) == document._read_publication(written, None), written
            assert publication_number(written).joined == written
            taken += 1
    assert taken


def test_parts_stated_apart() -> None:
    assert document_number("US", "2005123456", "A1").joined == "US20050123456A1"
    assert document_number("US", "D0558961", "S1").joined == "USD558961S1"
    assert document_number("DE", "000019958011", "A1").joined == "DE19958011A1"
    assert document_number("CN", "103492414", "A").joined == "CN103492414A"
    with pytest.raises(InvalidNumber):
        document_number("EP", "1000000B1", "A1")


def test_applications_as_docdb_states_them() -> None:
    assert application_from_docdb("US", "40809899", "A").joined == "US09408098"
    assert application_from_docdb("US", "9816128", "W").joined == "PCT/US1998/016128"
    assert application_from_docdb("JP", "17570096", "A").joined == "JP1996175700"
    assert application_from_docdb("DE", "A0044733", "A").joined == "DEA0044733"
    assert application_from_docdb("CS", "1258191X", "A").joined == "CS1258191X"


def test_numbers_stated_beside_their_office() -> None:
    assert application_number("201811564288.X", "CN").joined == "CN201811564288"
    assert application_number("99203729", "EP").joined == "EP99203729"
    assert application_number("10778449", "US", year=2004).docdb == "US.77844904.A"
    for wrong, office in (("201811564288.1", "CN"), ("99203729.9", "EP")):
        with pytest.raises(InvalidNumber) as raised:
            application_number(wrong, office)
        assert raised.value.code == "CHECKDIGIT"
    with pytest.raises(InvalidNumber):
        publication_number("US8000000B2", "EP")


def test_every_reading() -> None:
    both = any_number("US 15123456")
    assert [reading.series for reading in both] == ["publication", "application"]
    [chinese] = any_number("zl201811564288.X")
    assert (chinese.joined, chinese.right, chinese.check_digit) == ("CN201811564288", "patent", "X")
    [design] = any_number("USD558961S1")
    assert design.right == "design"
    [mark] = any_number("US-TM-78787878")
    assert (mark.right, mark.number) == ("trademark", "78787878")
    with pytest.raises(InvalidNumber) as raised:
        any_number("ZL201811564288.1")
    assert raised.value.code == "CHECKDIGIT"


def test_keys_to_look_a_number_up() -> None:
    assert lookup_keys("EP1000000A1") == ("EP1000000A1",)
    assert lookup_keys("ZL201420279132.8") == ("CN-UM-201420279132",)
    keys = lookup_keys("US 78787878")
    assert {"US78787878", "US-PA-78787878", "US-TM-78787878"} <= set(keys)
    assert lookup_keys("CN 566528")[0] == "CN-TM-566528"
    assert lookup_keys("PCT/US2004/11130")[0] == "WO-PA-PCT/US2004/011130"
    assert lookup_keys("US-TM-78787878") == ("US-TM-78787878",)
    for wrong in ("ZL201811564288.1", "EP", "800000000", ""):
        with pytest.raises(InvalidNumber):
            lookup_keys(wrong)


@pytest.mark.parametrize(
    ("bare", "key"),
    [
        ("8000000", "US8000000"),
        ("8,000,000", "US8000000"),
        ("8000000 B2", "US8000000B2"),
        ("10/778,449", "US-PA-10778449"),
    ],
)
def test_a_bare_number_is_an_american_one(bare: str, key: str) -> None:
    assert key in lookup_keys(bare)


def test_a_province_is_no_office_where_the_number_is_italian() -> None:
    assert application_number("BO2008A0338", "IT").joined == "ITBO20080338"
    with pytest.raises(InvalidNumber):
        application_number("BO20080338", "FR")


def test_register_numbers() -> None:
    assert register_number("国作登字-2020-F-01234567") == "国作登字2020F01234567"
    assert register_number("PGI-ES-0100") == "PGIES0100"
    assert register_number("DE 30 2019 012345.6") == "DE3020190123456"
    with pytest.raises(InvalidNumber):
        register_number("*")


def test_the_five_verbs() -> None:
    assert ep.APPLICATION.compact("EP 99203729.1") == "992037291"
    assert ep.APPLICATION.is_valid("EP 99203729.1")
    assert not ep.APPLICATION.is_valid("EP 99203729.2")
    assert cn.APPLICATION.parts("ZL201811564288.X") == {
        "office": "CN", "number": "201811564288", "kind": "A", "year": "2018",
    }  # fmt: skip
    assert publication_scheme("US").format("US8000000B2", "display") == "US 8,000,000 B2"


@given(st.integers(1, 9_999_999), st.sampled_from(["A1", "B1", ""]))
def test_european_publications_survive_every_form(number: int, kind: str) -> None:
    found = publication_number(f"EP{number}{kind}")
    assert publication_number(found.docdb) == publication_number(found.original) == found


@given(st.integers(2001, 2030), st.integers(1, 9_999_999))
def test_both_spellings_of_an_american_publication_are_one(year: int, serial: int) -> None:
    found = publication_number(f"US{year}{serial:07d}A1")
    assert len(found.number) == 11
    assert publication_number(found.docdb) == publication_number(found.original) == found


@given(st.integers(1978, 2040), st.integers(1, 99_999))
def test_international_publications_survive_docdb(year: int, serial: int) -> None:
    found = publication_number(f"WO{year}{serial:06d}A1")
    assert publication_number(found.docdb) == publication_number(found.original) == found


@given(st.integers(1985, 2040), st.sampled_from("12389"), st.integers(0, 9_999_999))
def test_chinese_check_digits(year: int, right: str, serial: int) -> None:
    number = f"{year}{right}{serial:07d}"
    printed = f"{number}.{cn.check_digit(number)}"
    assert application_number(printed).joined == f"CN{number}"
    for wrong in "0123456789X":
        if wrong != cn.check_digit(number):
            with pytest.raises(InvalidNumber):
                application_number(f"{number}.{wrong}")


@given(st.integers(2004, 2040), st.sampled_from("12389"), st.integers(0, 9_999_999))
def test_chinese_applications_survive_epodoc(year: int, right: str, serial: int) -> None:
    number = application_number(f"CN{year}{right}{serial:07d}")
    if number.epodoc is not None and len(number.epodoc) == 13:
        assert application_number(number.epodoc) == number


@given(st.integers(0, 99_999_999))
def test_european_check_digits_find_each_wrong_digit(number: int) -> None:
    text = f"{number:08d}"
    digit = ep.check_digit(text)
    assert application_number(f"{text}.{digit}", "EP").number == text
    wrong = (int(digit) + 1) % 10
    with pytest.raises(InvalidNumber) as raised:
        application_number(f"{text}.{wrong}", "EP")
    assert raised.value.fields["repaired"] == f"{text}.{digit}"


@given(st.integers(1979, 2030), st.integers(1, 499_999), st.sampled_from(["A"]))
def test_japanese_applications_survive_docdb(year: int, serial: int, kind: str) -> None:
    number = application_number(f"JP{year}-{serial}")
    assert number.docdb is not None
    assert application_from_docdb("JP", number.docdb.split(".")[1], kind) == number
    assert number.epodoc is not None
    assert application_number(number.epodoc) == number


@given(st.text(max_size=24))
def test_no_text_breaks_the_readers(text: str) -> None:
    rooms = set()
    for read in (publication_number, application_number, any_number, register_number):
        try:
            read(text)
        except InvalidNumber as error:
            rooms.add(error.room)
    assert rooms <= {"standards"}


OFFICES = "CN US EP WO JP KR DE GB FR TW IN CA AU BR ES EA"


@given(st.sampled_from(OFFICES.split()), st.integers(1, 10**13))
def test_what_is_read_reads_back_the_same(office: str, number: int) -> None:
    for read, scheme in ((publication_number, publication_scheme), (application_number, application_scheme)):
        if scheme(office).is_valid(f"{office}{number}"):
            found = read(f"{office}{number}")
            assert read(found.joined) == found
