"""`show` and `number`: one record by any usual way of writing its number; what a number is."""

from __future__ import annotations

import pytest
from tests.cli.conftest import Command


@pytest.mark.parametrize(
    ("number", "identifier"),
    [
        ("US91000001B2", "US91000001B2"),
        ("US 91,000,001 B2", "US91000001B2"),
        ("us-91000001-b2", "US91000001B2"),
        ("US.91000001.B2", "US91000001B2"),
        ("US91000001", "US91000001B2"),
        ("US 2019/9000001 A1", "US20199000001A1"),
        ("US 39/000,004", "US91000004B2"),
        ("90000001", "CN-TM-90000001"),
        ("CN-TM-90000001", "CN-TM-90000001"),
        ("cn-tm-90000001", "CN-TM-90000001"),
    ],
)
def test_usual_ways_of_writing_a_number(zhihang: Command, number: str, identifier: str) -> None:
    answer = zhihang("show", number, "--json")
    assert (answer.status, answer.json["id"]) == (0, identifier)


def test_one_record_as_json_has_the_keys_of_the_contract(zhihang: Command) -> None:
    record = zhihang("show", "US91000001B2", "--json").json
    assert record["right_id"] == "US-PA-39000001"
    assert record["title"] == {"en": "Battery separator"}
    assert record["claims"] == {
        "en": ["1. A separator with a ceramic coating.", "2. The separator of claim 1, with pores."]
    }
    assert record["family"]["simple"]["in_corpus"] == [True, True, True]
    assert [citation["number"] for citation in record["cited_by"]] == ["US91000002B2", "US91000003B1"]
    (provenance,) = record["provenance"]
    assert (provenance["product"], provenance["delivered"]) == ("us-grant-xml", "2024-06-30")
    assert "registration_date" not in record


def test_one_record_as_lines(zhihang: Command) -> None:
    rows = dict(row for row in zhihang("show", "CN-TM-90000001").rows)
    assert rows["registration_date"] == "2019-06-21"
    assert rows["mark"] == '{"text":"云雀电池"}'


def test_what_a_number_is(bare: Command) -> None:
    (content,) = bare("number", "ZL201811564288.X", "--json").json
    (reading,) = content["readings"]
    assert (content["value"], reading["office"], reading["right"]) == ("ZL201811564288.X", "CN", "patent")
    assert (reading["series"], reading["check_digit"], reading["original"]) == ("application", "X", "CN201811564288.X")
    assert (reading["docdb"], reading["epodoc"]) == ("CN.201811564288.A", "CN201811564288")
    rows = bare("number", "EP1000000A1", "WO 2004/000001").rows
    assert [row[0] for row in rows] == ["EP1000000A1", "WO 2004/000001", "WO 2004/000001"]


def test_what_is_no_number(bare: Command) -> None:
    answer = bare("number", "ZL201811564288.1", "EP1000000A1", "what", "--json")
    assert answer.status == 1
    wrong, right, nothing = answer.json
    assert (wrong["error"], wrong["expected"]) == ("CHECKDIGIT", "X")
    assert right["readings"]
    assert (nothing["readings"], nothing["error"]) == ([], "NUMBER")
    assert answer.err == (
        "ZL201811564288.1: the check digit should be X: 201811564288.X\nNo office writes numbers like what\n"
    )
    assert "校验位应为X" in bare("number", "ZL201811564288.1", "--lang", "zh").err
