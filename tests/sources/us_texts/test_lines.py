"""Made-up lines of US patents: what each key becomes, and what cannot be."""

from __future__ import annotations

import gzip
import json

import pytest

from zhihang.records.party import Party
from zhihang.records.problem import Problem
from zhihang.records.record import Record
from zhihang.sources.recognition import head_of, recognise
from zhihang.sources.us_texts.lines import SOURCE

LINE = {
    "number": "08123456", "title": "A  box", "abstract": "It is red.", "owner": "Made Up Inc.", "owner_city": "Rye",
    "owner_country": "US", "publication_date": "20070102", "text_head": "This is about boxes.",
}  # fmt: skip


def line(**changed) -> bytes:
    return json.dumps(LINE | changed).encode() + b"\n"


def test_a_line_becomes_a_record(outcomes_of):
    (record,) = outcomes_of(SOURCE, line())
    assert (record.id, record.right_id, record.title) == ("US8123456", "US-PA-US8123456", {"en": "A box"})
    assert (record.abstract, record.description) == ({"en": ("It is red.",)}, {"en": ("This is about boxes.",)})
    assert record.owners == (Party(name="Made Up Inc.", city="Rye", country="US"),)
    assert record.other == {"description": ("beginning only",)}


def test_what_the_file_calls_publication_is_the_day_of_filing(outcomes_of):
    (record,) = outcomes_of(SOURCE, line())
    assert (record.filing_date, record.publication_date, record.grant_date) == ("2007-01-02", None, None)


def test_silence_stays_silence(outcomes_of):
    (record,) = outcomes_of(SOURCE, line(owner="", abstract="", text_head=None, owner_country="unknown"))
    assert (record.owners, record.abstract, record.description, record.other) == ((), {}, {}, {})


@pytest.mark.parametrize(
    ("number", "identifier", "right"),
    [("RE041607", "USRE41607", "patent"), ("D0742073", "USD742073", "design"), ("PP019311", "USPP19311", "patent"),
     ("H0002265", "USH2265", "patent")],
)  # fmt: skip
def test_other_kinds(outcomes_of, number, identifier, right):
    (record,) = outcomes_of(SOURCE, line(number=number))
    assert (record.id, record.right) == (identifier, right)


@pytest.mark.parametrize(
    ("name", "data", "told", "records"),
    [
        ("a new key", line(extra=1), ["unread-element"], 1),
        ("a day that does not exist", line(publication_date="20070231"), ["date"], 1),
        ("an unknown country", line(owner_country="Q9"), ["office"], 1),
        ("no number", line(number=""), ["no-number"], 0),
        ("a number that cannot be", line(number="X"), ["number", "no-number"], 0),
        ("a cut line between whole ones", line() + b'{"number": ]\n' + line(), ["damaged-json"], 2),
        ("a cut file", line() + line()[:40], ["truncated"], 1),
    ],
)
def test_faults_are_told(outcomes_of, name, data, told, records):
    found = outcomes_of(SOURCE, data)
    assert [each.code for each in found if isinstance(each, Problem)] == told, name
    assert sum(isinstance(each, Record) for each in found) == records


def test_the_product_is_recognised_by_its_keys():
    assert recognise(head_of(line())) is SOURCE


@pytest.mark.real_data
def test_every_real_line_is_a_record(shared, outcomes_of):
    file = shared / "data/us-patent-texts/api-evangelist/patents-2007.jsonl.gz"
    found = outcomes_of(SOURCE, gzip.decompress(file.read_bytes()))
    assert [each for each in found if isinstance(each, Problem)] == []
    assert len(found) == 2672
