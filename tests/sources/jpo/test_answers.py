"""Answers of the JPO's service, made up."""

from __future__ import annotations

import json

import pytest

from zhihang.sources.jpo.answer import SOURCE
from zhihang.sources.source import Aside


def answer(status: str = "100", **data: object) -> bytes:
    result = {"statusCode": status, "errorMessage": "no data", "remainAccessCount": "9", "data": data or None}
    return json.dumps({"result": result}).encode()


@pytest.mark.parametrize(
    ("data", "identifier"),
    [
        ({"inventionTitle": "配線"}, "JP-PA-2020123456"),
        ({"designArticle": "椅子"}, "JP-DS-2020123456"),
        ({"trademarkForDisplay": "和牛"}, "JP-TM-2020123456"),
    ],
)
def test_the_keys_tell_the_kind_of_right(outcomes_of, data, identifier):
    (record,) = outcomes_of(SOURCE, answer(applicationNumber="2020123456", **data))
    assert (record.id, record.is_right) == (identifier, True)


def test_an_answer_that_does_not_tell_the_right_is_a_patent_with_a_problem(outcomes_of):
    record, problem = outcomes_of(SOURCE, answer(applicationNumber="2020123456", priorityRightInformation=[]))
    assert (record.right, problem.code) == ("patent", "kind")


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("JPA 414233033", "JP2002233033A"),
        ("JPA 404087383", "JPH0487383A"),
        ("JPA 360046093", "JPS6046093A"),
        ("JPA 502123456", "JP2020123456A"),
        ("something else", None),
    ],
)
def test_cited_documents_in_the_code_of_the_office(outcomes_of, printed, number):
    documents = [{"documentNumber": printed, "citationType": "19"}]
    (record,) = outcomes_of(SOURCE, answer(applicationNumber="2020123456", patentDoc=documents))
    assert [(each.number, each.raw) for each in record.citations] == [(number, printed)]


def test_parties_goods_and_the_file(outcomes_of):
    data = {
        "applicationNumber": "2024123456",
        "trademarkForDisplay": "和牛",
        "transliteration": {"0": "ワギュー"},
        "applicantAttorney": [
            {"applicantAttorneyCd": "1", "applicantAttorneyClass": "1", "name": "甲"},
            {"applicantAttorneyCd": "2", "applicantAttorneyClass": "2", "name": "乙"},
        ],
        "goodsServiceInformation": [{"goodsServiceClass": "29", "goodsServiceName": "牛肉", "similarCode": "32A01"}],
        "bibliographyInformation": [
            {"number": "2024123456", "documentList": [{"legalDate": "20250610", "documentCode": "A131"}]}
        ],
    }
    (record,) = outcomes_of(SOURCE, answer(**data))
    assert ([each.name for each in record.applicants], [each.name for each in record.agents]) == (["甲"], ["乙"])
    assert [(each.class_, each.group) for each in record.goods_services] == [("29", "32A01")]
    assert record.mark.transliteration == "ワギュー"
    assert [(each.code, each.date) for each in record.events] == [("A131", "2025-06-10")]


def test_refusals_and_answers_without_application_are_left_aside(outcomes_of):
    refused, address = outcomes_of(SOURCE, answer("107") + b"\n" + answer(URL="https://example.org"))
    assert isinstance(refused, Aside)
    assert isinstance(address, Aside)
    assert (refused.reason, address.reason) == ("aside-fault", "aside-answer")


def test_what_cannot_be_is_a_problem_and_the_record_stays(outcomes_of):
    data = {"applicationNumber": "2020123456", "inventionTitle": "x", "filingDate": "20200231", "smell": "1"}
    record, *problems = outcomes_of(SOURCE, answer(**data))
    assert record.filing_date is None
    assert [(each.code, each.detail) for each in problems] == [
        ("date", "20200231"),
        ("unread-element", "result/data/smell"),
    ]
