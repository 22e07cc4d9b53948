"""Documents of PatSnap, made up."""

from __future__ import annotations

import pytest

from zhihang.records.problem import Problem
from zhihang.sources.patsnap.document import SOURCE
from zhihang.sources.recognition import head_of, recognise


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
    assert [(each.number, each.office, each.date) for each in record.priorities] == [("203834", "US", "1980-11-04")]


@pytest.mark.parametrize(("written", "number"), [("USR37549", "USRE37549"), ("US4417568", "US4417568")])
def test_reissues_in_the_spelling_of_patsnap(outcomes_of, written, number):
    record, *_ = outcomes_of(SOURCE, document(Patent_Number=written))
    assert record.id == number


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
