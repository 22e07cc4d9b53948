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


def test_priorities_of_the_collection_of_the_epo_count_once(lists) -> None:
    """Row 467 of the list of 2006 to 2011 names four claims in fourteen spellings, row 745 two in six."""
    records = {record.provenance[0].position: record for record in lists[0] if "2006" in record.provenance[0].file}
    assert [(p.number, p.date, p.office) for p in records[134].priorities] == [
        ("EP07864691", "2007-11-20", "EP"),
        ("US11563045", "2006-11-24", "US"),
    ]
    assert [(p.number, p.date, p.office) for p in records[745].priorities] == [
        ("JP2008254975", "2008-09-30", "JP"),
        ("PCT/JP2009/066881", "2009-09-29", "WO"),
    ]
    # provisional applications by their letter, which only one of the spellings has
    assert [p.number for p in records[267].priorities] == ["EP07773929", "US60788563", "US60840178"]
    # a row of WIPO's collection prints `null` where it knows the date alone
    assert [(p.number, p.date) for p in records[7849].priorities] == [
        ("US60638901", "2004-12-23"),
        (None, "2005-12-22"),
    ]


def test_what_single_collections_write_in_their_own_way(lists) -> None:
    records = {(record.provenance[0].position, record.office): record for record in lists[0]}
    assert [each.name for each in records[511, "KR"].inventors] == ["IM, KYUNG MO", "LEE, HO WON", "임경모", "이호원"]
    assert records[230, "BR"].ipc == ("A21D 8/02", "A21D 13/00")
    assert records[280, "BR"].right == "utility_model"
    assert records[5403, "IL"].ipc == ("A21D 13/00",)
    assert records[506, "DE"].right == "utility_model"
    assert (records[4869, "DE"].inventors, records[4869, "DE"].other["inventor_remark"]) == (
        (),
        ("Antrag auf Nichtnennung",),
    )


# a Korean grant number with four zeros behind it, and a Singapore number with its check letter as printed
UNREADABLE = {511, 1051}


def test_nearly_every_row_of_both_lists_is_read(lists) -> None:
    records, problems = lists
    assert len(records) >= 8458 + 6177 - len(UNREADABLE)
    fatal = [problem for problem in problems if problem.fatal]
    assert {problem.code for problem in fatal} <= {"no-identity"}
    assert {problem.position for problem in fatal} <= UNREADABLE
    assert {problem.code for problem in problems} <= {"number", "check-digit", "class", "no-identity"}
    assert [(p.position, p.detail) for p in problems if p.level == "problem" and not p.fatal] == [
        (7501, "Priority Data: 05251933.1")  # the check digit of 05251933 is 7
    ]
    # British applications that were never published stand in the list by their application number
    unpublished = [record for record in records if record.is_right]
    assert {record.office for record in unpublished} <= {"GB"}
    assert len(unpublished) <= 10
    # symbols that break off behind the slash
    assert sum(problem.code == "class" for problem in problems) < 100
