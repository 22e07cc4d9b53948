"""The record model: JSON both ways, keys absent when unknown, field table and record agree."""

import msgspec

from zhihang.corpus.fields import fields
from zhihang.records.dates import PartialDate
from zhihang.records.events import Event, Status
from zhihang.records.marks import Goods
from zhihang.records.party import Party
from zhihang.records.record import KEYS, RIGHT_KEYS, Record, from_json, to_json


def example() -> Record:
    return Record(
        id="US8000000B2",
        right_id="US-PA-12345678",
        right="patent",
        office="US",
        number="8000000",
        kind="B2",
        title={"en": "Visual prosthesis"},
        publication_date=PartialDate("2011-08-16"),
        applicants=(Party(name="Example Inc", country="US"),),
        goods_services=(Goods(class_="9", text="software"),),
        status=Status(value="active"),
        events=(Event(code="PTA", detail={"days": "12"}),),
    )


def test_json_gives_the_record_back() -> None:
    assert from_json(to_json(example())) == example()


def test_unknown_keys_are_absent() -> None:
    plain = msgspec.json.decode(to_json(example()))
    assert set(plain) == {
        "id", "right_id", "right", "office", "number", "kind", "title", "publication_date", "applicants",
        "goods_services", "status", "events",
    }  # fmt: skip
    assert plain["goods_services"] == [{"class": "9", "text": "software"}]


def test_the_keys_of_the_right_are_keys_of_the_record() -> None:
    assert set(KEYS) >= RIGHT_KEYS


DERIVED = {  # computed across records or from other keys; they live in tables, not in the record
    "applicant_standard", "owner_group", "earliest_priority_date", "technology_fields", "citations_made",
    "citations_received", "family_size", "applicant_count", "creator_count",
}  # fmt: skip


def test_every_field_reads_a_key_of_the_record() -> None:
    for field in fields().values():
        for key in field.key.split():
            assert key.split(".")[0] in {*KEYS, *DERIVED}, field.code
