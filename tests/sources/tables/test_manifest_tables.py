"""Every table among the real files: as many records as the list of files expects, or a difference that is explained."""

from __future__ import annotations

import csv
from collections import Counter

import pytest

from zhihang.records.problem import Problem
from zhihang.records.record import Record
from zhihang.sources.containers import walk
from zhihang.sources.reading import outcomes, recognised
from zhihang.sources.source import Aside, Source

pytestmark = pytest.mark.real_data

TABLES = (
    "exports/", "in-patents/", "plant-varieties/", "geographical-indications/", "copyright-renewals/",
    "de-trademarks/", "nz-trademarks/", "cn-patents/cnki-references/", "cn-patents/cnki-rows/",
    "cn-patents/cpc-sample/",
)  # fmt: skip

EXPLAINED = {
    "exports/patentscope/patentscope_pizza_2006_2011_8458.xls": (8458, "two of the rows stand above the header"),
    "exports/patentscope/patentscope_pizza_2012_2015_6177.xls": (6177, "two of the rows stand above the header"),
    "exports/espacenet/pizza_small.xls": (25, "four of the rows stand above the records"),
    "exports/espacenet/pizza_small_fromexcel.csv": (25, "three of the rows stand above the header"),
    "exports/espacenet/solarcooking.xls": (
        790, "the other rows are headings and a summary; two name a Research Disclosure, which has no office"
    ),
    "cn-patents/cpc-sample/selected_labels.json": (0, "a list of CPC symbols: left aside as a code table"),
    "in-patents/krat21/2018_grants.csv": (
        14009, "1688 rows belong to other tables of the journal and are left aside by name"
    ),
}  # fmt: skip
"""File → records read, and why they differ from the number in the list of files."""

CODES = {
    "number", "check-digit", "class", "undecodable",
}  # fmt: skip
"""What may be told of these files; nothing may be unread, unknown or not matched."""


def entries(shared):
    with (shared / "data/MANIFEST.tsv").open(encoding="utf-8", newline="") as stream:
        for entry in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
            if entry["path"].startswith(TABLES):
                yield entry


@pytest.fixture(scope="module")
def read(shared):
    """Path → outcomes of each file that holds records."""
    return {
        entry["path"]: (entry, list(outcomes([shared / "data" / entry["path"]])))
        for entry in entries(shared)
        if entry["expect"].startswith("records")
    }


def test_as_many_records_as_expected_or_a_reason(read):
    wrong = []
    for path, (entry, found) in read.items():
        expected = EXPLAINED[path][0] if path in EXPLAINED else int(entry["records"])
        number = sum(isinstance(each, Record) for each in found)
        if number != expected:
            wrong.append((path, number, expected))
    assert wrong == []


def test_no_explanation_is_left_over(read):
    assert set(EXPLAINED) <= set(read)
    assert [path for path, (number, _) in EXPLAINED.items() if int(read[path][0]["records"]) == number] == []


def test_no_column_is_unread_and_no_cell_out_of_pattern(read):
    told = Counter(
        (path, each.code)
        for path, (_, found) in read.items()
        for each in found
        if isinstance(each, Problem) and each.code not in CODES
    )
    assert dict(told) == {}


def test_reference_files_beside_the_tables_are_left_aside(shared):
    told = []
    for entry in entries(shared):
        if entry["expect"].startswith("reference"):
            for file in walk([shared / "data" / entry["path"]]):
                found = file if isinstance(file, Problem) else recognised(file)
                if isinstance(found, Source):  # a workbook shows what it is only once it is opened
                    found = next(outcomes([shared / "data" / entry["path"]]))
                if not isinstance(found, Aside):
                    told.append((entry["path"], found))
    assert told == []


def test_a_scholarly_export_is_refused_as_patents_with_a_word(shared):
    (found,) = outcomes([shared / "data/exports/lens-scholar/lens-scholarly-works.csv.gz"])
    assert isinstance(found, Aside)
    assert found.reason == "aside-scholarly"


def test_a_listing_is_never_a_right_in_force(read):
    for path, (_, found) in read.items():
        if path.startswith("plant-varieties/"):
            assert all(each.listing and each.status is None and each.registration_date is None for each in found)


def test_every_status_of_the_registers_is_known(read):
    for path, (_, found) in read.items():
        if path.startswith(("de-trademarks/", "geographical-indications/", "exports/lens-2024")):
            assert {each.status.value for each in found if each.status} <= {
                "active", "pending", "withdrawn", "refused", "expired", "surrendered", "inactive",
            }  # fmt: skip
