"""Answers of TIPO's service, made up."""

from __future__ import annotations

import json

import pytest

from zhihang.sources.recognition import head_of, recognise
from zhihang.sources.registry import source


def answer(name: str, content: str, *entries: dict) -> bytes:
    return json.dumps({"version": "1.0", "status": "ok", name: {"-page-count": 1, content: list(entries)}}).encode()


PATENT = {"-sequence": 1, "appl-no": "109112345", "appl-date": "2020/04/13"}


@pytest.mark.parametrize(
    ("name", "product"),
    [
        ("tw-patent-applI", "tipo-patents"),
        ("tw-patent-applM", "tipo-utility-models"),
        ("tw-patent-applD", "tipo-designs"),
    ],
)
def test_the_list_tells_the_kind_of_right(outcomes_of, name, product):
    data = answer(name, "patentcontent", PATENT)
    found = recognise(head_of(data))
    assert found.name == product
    (record,) = outcomes_of(found, data)
    assert record.is_right
    assert record.filing_date == "2020-04-13"


def test_classes_from_their_parts_or_whole(outcomes_of):
    parts = {"ipc-section": "H", "ipc-class": "01", "ipc-subclass": "L", "ipc-main-group": "21", "ipc-group": "02"}
    classes = [parts, {"ipc-full": "F23D"}, {"ipc-full": "?"}]
    data = answer("tw-patent-applI", "patentcontent", {**PATENT, "classification-ipc": classes})
    record, problem = outcomes_of(source("tipo-patents"), data)
    assert record.ipc == ("H01L 21/02", "F23D")
    assert (problem.code, problem.detail) == ("class", "?")


def test_a_mark_with_goods_and_parties(outcomes_of):
    entry = {
        "appl-no": "000000007",
        "appl-date": "1994/07/15",
        "tmark-name": "林森",
        "tmark-draft-e": "LINSEN",
        "goodsclasses": [{"goodsclass-code": "003", "goods-name": "美髮霜"}],
        "parties": {"applicants": [{"chinese-name": "盛香堂", "english-name": "Sheng", "country-code": "TW"}]},
        "tmark-image-url": [{"image-data-1": "https://example.org/a.jpg", "image-data-2": None}],
    }
    (record,) = outcomes_of(source("tipo-trademarks"), answer("tmarkappl", "tmarkcontent", entry))
    assert (record.id, record.mark.text, record.mark.translation) == ("TW-TM-7", "林森", ("LINSEN",))
    assert [(each.class_, each.text) for each in record.goods_services] == [("3", "美髮霜")]
    assert (record.nice, record.national_classes) == (("3",), ())
    assert [(each.name, each.also, each.country) for each in record.applicants] == [("盛香堂", ("Sheng",), "TW")]
    assert [each.file for each in record.images] == ["https://example.org/a.jpg"]


@pytest.mark.parametrize("date", ["1951/02/27", "1994/07/14", ""])
def test_classes_from_before_the_nice_classification_are_national(outcomes_of, date):
    goods = [{"goodsclass-code": "032", "goods-name": "美髮霜"}, {"goodsclass-code": "032", "goods-name": "面霜"}]
    entry = {"appl-no": "7", "appl-date": date, "goodsclasses": goods}
    (record,) = outcomes_of(source("tipo-trademarks"), answer("tmarkappl", "tmarkcontent", entry))
    assert (record.nice, record.national_classes) == ((), ("032",))
    assert [(each.class_, each.text) for each in record.goods_services] == [(None, "美髮霜"), (None, "面霜")]


def test_what_is_neither_read_nor_known_is_told_and_entries_without_number_give_no_record(outcomes_of):
    data = answer("tw-patent-applI", "patentcontent", {**PATENT, "smell": 1}, {"appl-date": "2020/02/31"})
    record, told, lost = outcomes_of(source("tipo-patents"), data)
    assert record.right == "patent"
    assert (told.code, told.detail) == ("unread-element", "tw-patent-applI/patentcontent/smell")
    assert (lost.code, lost.fatal) == ("no-number", True)
