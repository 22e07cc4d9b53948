"""Documents of PatSnap, made up."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from zhihang.records.problem import Problem
from zhihang.sources.patsnap.document import SOURCE
from zhihang.sources.recognition import head_of, recognise

PRIORITIES = yaml.safe_load((Path(__file__).parent / "priorities.yaml").read_text("utf-8"))


def document(**said: str) -> bytes:
    rows = "".join(f"<str name='{name.replace('_', ' ')}'>\n {text}\n</str>" for name, text in said.items())
    return f"<?xml version='1.0' ?><doc>{rows}</doc>".encode()


NUMBERS = {"Patent_Number": "EP0000001A1", "Application_Number": "EP1981304493"}


def test_documents_are_known_by_the_name_of_their_number():
    assert recognise(head_of(document(**NUMBERS).replace(b"'", b'"'))) is SOURCE
    assert recognise(head_of(b'<doc><str name="Title">A</str></doc>')) is not SOURCE


def test_lists_are_parted_and_belong_together(outcomes_of):
    said = {
        **NUMBERS,
        "Title": "A VALVE",
        "Abstract": "A valve has a seat. | 一种阀门，具有阀座。",
        "All_IPC": "B08B5/00 | C02F3/20",
        "IPC_Primary": "B08B5/00",
        "Application_Date": "1981-09-29",
        "Cites": "DE3107874A1 | US4417568",
        "Cited_By": "EP0280456A2",
        "Priority_Country": "US",
        "Priority_Number": "203834",
        "Priority_Date": "1980-11-04",
    }
    (record,) = outcomes_of(SOURCE, document(**said))
    assert (record.id, record.right_id, record.filing_date) == ("EP0000001A1", "EP-PA-81304493", "1981-09-29")
    assert record.abstract == {"en": ("A valve has a seat.",), "zh": ("一种阀门，具有阀座。",)}
    assert record.ipc == ("B08B 5/00", "C02F 3/20")
    assert [each.number for each in record.citations] == ["DE3107874A1", "US4417568"]
    assert [each.number for each in record.cited_by] == ["EP0280456A2"]
    assert [(each.number, each.office, each.date) for each in record.priorities] == [("US06203834", "US", "1980-11-04")]
    assert record.priorities[0].raw == "203834"


@pytest.mark.parametrize(("written", "number"), [("USR37549", "USRE37549"), ("US4417568", "US4417568")])
def test_reissues_in_the_spelling_of_patsnap(outcomes_of, written, number):
    record, *_ = outcomes_of(SOURCE, document(Patent_Number=written))
    assert record.id == number


def test_the_kind_of_a_string_of_its_own_belongs_to_the_number(outcomes_of):
    record, *_ = outcomes_of(SOURCE, document(Patent_Number="US4417568", Kind_Code="B2"))
    assert (record.id, record.number, record.kind) == ("US4417568B2", "4417568", "B2")


@pytest.mark.parametrize("name", PRIORITIES)
def test_a_priority_is_a_number_where_it_can_mean_one_application_only(outcomes_of, name):
    case = PRIORITIES[name]
    said = {"Priority_Country": case["office"], "Priority_Number": case["printed"], "Priority_Date": case["date"]}
    numbers = {"Patent_Number": "US4417568", "Application_Number": case.get("own", "US11446605")}
    record, *told = outcomes_of(SOURCE, document(**numbers, **said))
    (priority,) = record.priorities
    expected = case["number"] or case["printed"]
    assert (priority.number, priority.raw or expected) == (expected, case["printed"] if case["number"] else expected)
    assert [each.code for each in told] == ([] if case["number"] else ["number"])


def test_who_cited_literature_is_told_behind_it(outcomes_of):
    said = "Hunter, &quot;Oil&quot;, 1997. cited by other | Doe, Rust. cited by examiner. | Roe, Cited by many, 2001."
    record, *_ = outcomes_of(SOURCE, document(**NUMBERS, Other_References=said))
    assert [(each.text, each.by) for each in record.citations] == [
        ('Hunter, "Oil", 1997.', "other"),
        ("Doe, Rust.", "examiner"),
        ("Roe, Cited by many, 2001.", None),
    ]


@pytest.mark.parametrize("said", ["None", "none.", " . | None"])
def test_no_literature_is_no_citation(outcomes_of, said):
    record, *_ = outcomes_of(SOURCE, document(**NUMBERS, Other_References=said))
    assert record.citations == ()


def test_what_cannot_be_is_a_problem_and_the_record_stays(outcomes_of):
    said = {**NUMBERS, "All_IPC": "nonsense", "Publication_Date": "2001-02-31", "Cites": "??", "Colour": "red"}
    record, *problems = outcomes_of(SOURCE, document(**said))
    assert record.id == "EP0000001A1"
    assert [(each.code, each.detail) for each in problems] == [
        ("class", "nonsense"),
        ("date", "2001-02-31"),
        ("number", "??"),
        ("unread-element", "doc/Colour"),
    ]


def test_a_document_without_a_number_gives_no_record(outcomes_of):
    (problem,) = (each for each in outcomes_of(SOURCE, document(Title="A")) if isinstance(each, Problem))
    assert (problem.code, problem.fatal) == ("no-number", True)
