"""The real PATENTSCOPE lists: counts, numbers and dates as a person read them; every problem named."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhihang.records.problem import Problem
from zhihang.records.record import Record
from zhihang.sources.reading import outcomes
from zhihang.sources.tables.source import SOURCES

pytestmark = pytest.mark.real_data


@pytest.fixture(scope="module")
def lists(shared: Path) -> tuple[list[Record], list[Problem]]:
    folder = shared / "data" / "exports" / "patentscope"
    found = list(outcomes(sorted(folder.glob("*.xls")), product=SOURCES[-1]))
    return [o for o in found if isinstance(o, Record)], [o for o in found if isinstance(o, Problem)]


def test_one_row_of_each_list_by_hand(lists) -> None:
    records = {record.id: record for record in lists[0]}
    first = records["US20110315698"]
    assert (first.publication_date, first.ipc, first.priorities) == ("2011-12-29", ("A47G 19/22",), ())
    assert (len(first.applicants), len(first.inventors), first.provenance[0].position) == (2, 2, 4)
    later = records["WO2015197496"]
    assert (later.publication_date, later.right, later.ipc_first) == ("2015-12-30", "patent", "A23C 9/15")
    assert [(p.number, p.date, p.office) for p in later.priorities] == [("US62016924", "2014-06-25", "US")]
    assert (len(later.ipc), len(later.applicants)) == (4, 1)


# a Korean grant number with four zeros behind it, and a Singapore number with its check letter as printed
UNREADABLE = {511, 1051}


def test_nearly_every_row_of_both_lists_is_read(lists) -> None:
    records, problems = lists
    assert len(records) >= 8458 + 6177 - len(UNREADABLE)
    fatal = [problem for problem in problems if problem.fatal]
    assert {problem.code for problem in fatal} <= {"no-identity"}
    assert {problem.position for problem in fatal} <= UNREADABLE
    assert {problem.code for problem in problems} <= {"number", "check-digit", "class", "no-identity"}
    # British applications that were never published stand in the list by their application number
    unpublished = [record for record in records if record.is_right]
    assert {record.office for record in unpublished} <= {"GB"}
    assert len(unpublished) <= 10
    # symbols that break off behind the slash
    assert sum(problem.code == "class" for problem in problems) < 100
