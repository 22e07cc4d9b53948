"""Codes of offices, status, kinds, classes of marks and designs, languages: one fact a line."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from zhihang.errors import InvalidCode, ZhihangError
from zhihang.messages import error_text, room_texts
from zhihang.standards import (
    event_categories,
    inid,
    kinds,
    languages,
    locarno,
    nice,
    offices,
    organizations,
    rights,
    status,
    technology,
    upov,
    vienna,
)
from zhihang.standards.tables import rows


def test_the_list_of_offices() -> None:
    table = offices.offices()
    assert len([office for office in table.values() if office.group == "state"]) > 200
    assert {"EP", "WO", "EA", "AP", "OA", "GC", "EM", "QZ", "XU", "XN", "XV", "IB", "BX", "UP"} <= set(table)
    assert {"SU", "DD", "CS", "YU"} == {code for code in ("SU", "DD", "CS", "YU") if not table[code].is_current}
    assert not offices.is_office("UK")
    assert offices.office_code("el") == "GR"
    assert offices.name("TW", "zh") == "中国台湾"
    assert offices.offices()["EP"].is_regional
    for office in table.values():
        assert office.en
        assert office.zh


def test_an_unknown_office_suggests_near_ones() -> None:
    with pytest.raises(InvalidCode) as raised:
        offices.office_code("germany")
    assert raised.value.fields["suggestions"] == "DE"


def test_the_only_list_of_status() -> None:
    assert list(status.statuses()) == [
        "pending", "active", "in_grace", "inactive", "expired", "lapsed", "restorable", "withdrawn", "refused",
        "revoked", "surrendered", "unknown",
    ]  # fmt: skip
    names = ["审中", "有效", "宽限期", "失效", "届满", "未缴年费", "可恢复", "撤回", "驳回", "无效", "放弃", "未知"]
    assert [status.name(value, "zh") for value in status.statuses()] == names
    assert [status.status_value(written) for written in names] == list(status.statuses())
    assert status.expand("inactive")[0] == "inactive"
    assert len(status.expand("inactive")) == 8
    assert status.expand("unknown") == ("unknown",)
    assert status.parent("lapsed") == "inactive"
    assert status.UNKNOWN in status.statuses()
    assert status.UNASSIGNED not in status.statuses()
    with pytest.raises(InvalidCode) as raised:
        status.status_value("activ")
    assert raised.value.fields["suggestions"].startswith("active")


def test_rights_and_their_keys() -> None:
    assert [right.code for right in rights.rights().values()] == ["PA", "UM", "DS", "TM", "CR", "LD", "PV", "GI", "SP"]
    assert rights.right_id("US", "trademark", "78787878") == "US-TM-78787878"
    assert rights.split_right_id("WO-PA-PCT/US2004/011130") == ("WO", "patent", "PCT/US2004/011130")
    assert rights.record_id("US", "8000000", "B2") == "US8000000B2"
    for broken in ("US-TM", "US-TM-", "US-XX-1"):
        with pytest.raises(InvalidCode):
            rights.split_right_id(broken)


@pytest.mark.parametrize(
    ("office", "code", "number", "right"),
    [
        ("CN", "A", "101911042", "patent"),
        ("CN", "U", "205827931", "utility_model"),
        ("CN", "Y", "2172863", "utility_model"),
        ("CN", "S", "300000001", "design"),
        ("CN", "", "205827931", "utility_model"),
        ("US", "S1", "D558961", "design"),
        ("US", "", "D558961", "design"),
        ("US", "P2", "PP12001", "patent"),
        ("US", "", "8000000", "unknown"),
        ("DE", "U1", "9422010", "utility_model"),
        ("DE", "", "M8908812", "design"),
        ("JP", "U", "3012345", "utility_model"),
        ("TW", "", "M504788", "utility_model"),
        ("FR", "B3", "2852345", "utility_model"),
        ("AU", "A4", "2007100463", "utility_model"),
        ("WO", "", "DM055039", "design"),
        ("ES", "U", "1282550", "utility_model"),
        ("EP", "", "1000000", "patent"),
        ("DE", "", "202010001585", "utility_model"),
        ("DE", "", "102010001585", "patent"),
        ("DE", "", "29612345", "utility_model"),
        ("DE", "", "4212345", "unknown"),
        ("BR", "", "MU9003027", "utility_model"),
        ("BR", "", "102013031280", "patent"),
        ("KR", "", "200475295", "utility_model"),
        ("KR", "", "20140005675", "unknown"),
    ],
)
def test_kind_and_number_tell_the_right(office: str, code: str, number: str, right: str) -> None:
    assert kinds.right_of(office, code, number) == right


def test_what_kinds_say() -> None:
    chinese = kinds.kind("CN", "C5")
    assert chinese is not None
    assert chinese.stage == "amended"
    old = kinds.kind("CN", "C")
    assert old is not None
    assert old.was_used_on("2005-01-01")
    assert not old.was_used_on("2011-01-01")
    certificate = kinds.kind("US", "B1", "1999-06-01")
    assert certificate is not None
    assert certificate.stage == "certificate"
    assert kinds.is_grant("CN", "U", "2015-01-07")
    assert not kinds.is_grant("CN", "U", "1988-01-06")
    general = kinds.kind("BR", "B1")
    assert general is not None
    assert general.is_general
    assert kinds.is_grant("EP", "B1")
    assert not kinds.is_grant("EP", "A1")
    assert kinds.kind("EP", "7") is None


def test_inid_codes_differ_between_standards() -> None:
    assert inid.inid("ST.9", "(51)").en == "International Patent Classification"
    assert inid.name("ST.80", "51", "zh") == "洛迦诺分类"
    with pytest.raises(InvalidCode):
        inid.inid("ST.60", "54")


@pytest.mark.parametrize(
    ("read", "written", "meant"),
    [
        (nice.canonical, "09", "9"),
        (nice.canonical, "４２", "42"),
        (locarno.canonical, "14-03", "14-03"),
        (locarno.canonical, "1403", "14-03"),
        (locarno.canonical, "09-01", "09-01"),
        (locarno.canonical, "LOC (13) Cl. 6-1", "06-01"),
        (locarno.canonical, "14", "14"),
        (vienna.canonical, "03.07.17", "3.7.17"),
        (vienna.canonical, "030717", "3.7.17"),
        (vienna.canonical, "26.4", "26.4"),
        (vienna.canonical, "A 1.1.2".replace(" ", ""), "1.1.2"),
        (upov.canonical, "triti_aes", "TRITI_AES"),
        (upov.canonical, "BRASS-OLE-GBC", "BRASS_OLE_GBC"),
        (languages.language_code, "JPN", "ja"),
        (languages.language_code, "中文", "zh"),
        (languages.language_code, "en_US", "en"),
        (organizations.validate, "91350900587527783p", "91350900587527783P"),
    ],
)
def test_written_and_meant(read: Callable[[str], str], written: str, meant: str) -> None:
    assert read(written) == meant
    assert read(meant) == meant


@pytest.mark.parametrize(
    ("read", "written"),
    [
        (nice.canonical, "46"),
        (nice.canonical, "0"),
        (nice.canonical, "nine"),
        (locarno.canonical, "33-01"),
        (locarno.canonical, "x"),
        (vienna.canonical, "30.1"),
        (vienna.canonical, "3.0"),
        (upov.canonical, "TRI"),
        (languages.language_code, "klingon"),
        (organizations.validate, "913509005875277830"),
        (event_categories.event_category, "I"),
        (rights.right_code, "secret"),
    ],
)
def test_refused_with_a_message_in_both_languages(read: Callable[[str], object], written: str) -> None:
    with pytest.raises(InvalidCode) as raised:
        read(written)
    error: ZhihangError = raised.value
    assert written in error_text(error, "en")
    assert written in error_text(error, "zh")


def test_hierarchy_of_designs_and_figures() -> None:
    assert locarno.is_below("14-03", "14")
    assert not locarno.is_below("14-03", "1")
    assert vienna.is_below("3.7.17", "3.7")
    assert not vienna.is_below("3.71", "3.7")
    assert upov.is_below("TRITI_AES", "TRITI")


def test_event_categories() -> None:
    assert "".join(event_categories.event_categories()) == "ABCDEFGHKLMNPQRSTUVWYZ"
    assert event_categories.name("h", "zh") == "权利终止"


@pytest.mark.parametrize(
    ("symbol", "field"),
    [
        ("A61K 8/02", 14), ("A61K 31/00", 16), ("A61K 40/10", 16), ("G01N 33/53", 11), ("G01N 21/00", 10),
        ("H04N 1/00", 3), ("H04N 21/20", 4), ("H04N 5/00", 2), ("B01D 53/00", 24), ("B01D 1/00", 23),
        ("E01F 8/00", 24), ("E01F 9/00", 35), ("C13B 10/00", 18), ("C13B 5/00", 29), ("H01L 21/02", 8),
        ("H10D 30/00", 8), ("G06Q", 7), ("H04N", None), ("H04N 23/00", None), ("H04", None), ("Y02E 10/50", None),
    ],
)  # fmt: skip
def test_technology_fields(symbol: str, field: int | None) -> None:
    assert technology.field_of(symbol) == field


def test_counting_by_technology_field() -> None:
    symbols = ["H01L 21/02", "A61K 8/02", "H01L 31/00", "Y02E 10/50"]
    assert technology.fields_of(symbols) == (8, 14)
    assert technology.shares_of(symbols) == {8: Fraction(1, 2), 14: Fraction(1, 2)}
    assert technology.mapped_share(symbols) == (3, 4)
    assert len(technology.technology_fields()) == 35
    assert not technology.is_verified("H10D 30/00")
    assert technology.is_verified("H01L 21/02")


TABLES = (
    "offices status rights kinds inid nice locarno vienna event_categories languages technology_fields technology_ipc"
)


@pytest.mark.parametrize("table", TABLES.split())
def test_tables_are_whole(table: str) -> None:
    found = list(rows(f"{table}.tsv"))
    assert found
    for row in found:
        for column in ("en", "zh"):
            assert row.get(column) != "", row
    keys = [(*list(row.values())[:3], row.get("first")) for row in found]
    assert len(set(keys)) == len(keys)


@pytest.mark.real_data
def test_the_concordance_agrees_with_the_official_one(shared: Path) -> None:
    import csv

    with (shared / "data/concordances/ipc-wipo35/ipc_technology.csv").open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            symbol = row["IPC_code"].rstrip("%").strip()
            if "%" in symbol:
                continue
            subclass, _, group = symbol[:4], "", symbol[4:].split("/")[0].strip()
            assert technology.field_of(f"{subclass}{group}") == int(row["Field_number"]), symbol


@pytest.mark.real_data
def test_reference_lists_are_covered(shared: Path) -> None:
    import csv

    def table(name: str) -> list[dict[str, str]]:
        with (shared / "reference/law" / name).open(encoding="utf-8") as file:
            return list(csv.DictReader(file, delimiter="\t"))

    for row in table("inid_codes.tsv"):
        for code in row["code"].split("/"):
            assert inid.inid(row["standard"].split()[0], code)
    for row in table("st3_special_codes.tsv"):
        assert row["code"] == "other" or offices.is_office(row["code"])
    for row in table("legal_event_categories.tsv"):
        assert event_categories.event_category(row["category"])
    for row in table("kind_codes_st16.tsv"):
        code = row["kind"].split("..")[0].split("/")[0].split(" ")[0]
        found = kinds.kind(row["office"], code)
        assert found, row
        assert not found.is_general, row


def test_messages_have_the_same_placeholders_in_both_languages() -> None:
    for code, texts in room_texts("standards").items():
        found = [set(re.findall(r"{(\w+)}", texts[language])) for language in ("en", "zh")]
        assert found[0] == found[1], code
