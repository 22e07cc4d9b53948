"""What becomes of each real file, against the list of the deliveries (`MANIFEST.tsv`).

Reference files are left aside with a word; of all others as many records are read as the list counts. Where the list
counts something else (answers of a service, conveyances, members of a family), `manifest_differences.tsv` says what is
read instead and why. Tables are the business of `tables/`.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from zhihang.records.problem import Problem
from zhihang.records.record import Record
from zhihang.sources.containers import walk
from zhihang.sources.reading import outcomes, recognised
from zhihang.sources.source import Aside, Source

pytestmark = pytest.mark.real_data

TABLES = (
    "cn-patents/cnki", "cn-patents/cpc-sample", "cn-patents/patsnap", "copyright-renewals/", "de-trademarks/",
    "exports/", "geographical-indications/", "in-patents/", "nz-trademarks/", "plant-varieties/",
)  # fmt: skip
"""Tables and lists of rows, which `tables/` tries."""

SHEETS = ("concordances/nace-rev2.1/", "exports/wipo-statistics/")
"""Workbooks of statistics and concordances: they are opened, and their sheets, which no mapping knows, are told."""

EXPLAINED = {
    "aside-text": "running text that names no document",
    "aside-sequences": "sequence listings without their patent",
    "aside-answer": "an answer that names no document or application: numbers, addresses, parts of a wrapper",
    "aside-fault": "an error message of a service",
    "aside-interface": "the names of a service's fields",
    "aside-catalog": "a catalog of deliveries",
    "aside-code-table": "a table of codes",
    "aside-proceeding": "interferences by number and style of cause alone, without any application",
}
"""Why a file that the list counts gives no record: the word that it is left aside with."""

FATAL = {
    "epo-ops/epo-ops-go/ex-get_classification_schema_multiple/response.xml": "unrecognised",  # cut before its root
    "st36-marec/grobid/006271747.xml": "no-number",  # a description without the document it belongs to
    "st36-marec/grobid/sax/patent.xml": "no-number",  # likewise
}
"""The places that are damaged or say too little for a record."""

DIFFERENCES = Path(__file__).parent / "manifest_differences.tsv"


class Reading(NamedTuple):
    """What one file gave."""

    records: int
    asides: Counter[str]
    fatal: Counter[str]
    unread: tuple[str, ...]


def entries(shared):
    with (shared / "data/MANIFEST.tsv").open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)


def wanted(shared):
    for entry in entries(shared):
        if not entry["expect"].startswith("reference") and not entry["path"].startswith(TABLES):
            yield entry


def fates(path):
    for file in walk([path]):
        yield file if isinstance(file, Problem) else recognised(file)


def reading(path) -> Reading:
    records, asides, fatal, unread = 0, Counter(), Counter(), []
    for each in outcomes([path]):
        if isinstance(each, Record):
            records += 1
        elif isinstance(each, Aside):
            asides[each.reason] += 1
        elif isinstance(each, Problem):
            if each.fatal:
                fatal[each.code] += 1
            elif each.code == "unread-element":
                unread.append(each.detail)
    return Reading(records, asides, fatal, tuple(unread))


@pytest.fixture(scope="module")
def readings(shared) -> dict[str, tuple[int, Reading]]:
    """Each file's count in the list, and what it gave."""
    return {
        entry["path"]: (int(entry["records"]), reading(shared / "data" / entry["path"])) for entry in wanted(shared)
    }


def differences() -> dict[str, int]:
    with DIFFERENCES.open(encoding="utf-8", newline="") as stream:
        lines = (line for line in stream if not line.startswith("#"))
        return {row["file"]: int(row["read"]) for row in csv.DictReader(lines, delimiter="\t") if row["why"]}


def test_every_reference_file_is_left_aside_with_a_word(shared):
    told = [
        (entry["path"], found.name if isinstance(found, Source) else found.detail)
        for entry in entries(shared)
        if entry["expect"].startswith("reference") and not entry["path"].startswith(SHEETS)
        for found in fates(shared / "data" / entry["path"])
        if not isinstance(found, Aside)
    ]
    assert told == []


def test_every_file_gives_as_many_records_as_the_list_counts(readings):
    known = differences()
    told = []
    for path, (counted, found) in readings.items():
        is_aside = not found.records and not found.fatal and set(found.asides) <= EXPLAINED.keys()
        is_fatal = not found.records and path in FATAL
        if found.records != known.get(path, counted) and not (is_aside and found.asides) and not is_fatal:
            told.append((path, counted, found.records))
    assert told == []


def test_the_table_of_differences_names_differences_only(readings):
    assert [path for path, read in differences().items() if readings[path][0] == read] == []


def test_only_what_is_known_to_be_damaged_gives_fatal_problems(readings):
    found = {path: next(iter(each.fatal)) for path, (_, each) in readings.items() if each.fatal}
    assert found == FATAL


def test_nothing_in_these_files_is_unread(readings):
    assert [(path, each.unread) for path, (_, each) in readings.items() if each.unread] == []


@pytest.mark.parametrize(
    ("folder", "records"),
    [
        ("us-patent-grants", 364),
        ("us-patent-applications", 18),
        ("us-patent-texts", 22750),
        ("us-trademarks", 307),
        ("jp-patents/gazette-xml", 3),
        ("st96-instances", 5),
    ],
)
def test_whole_folders(readings, folder, records):
    found = {path: each.records for path, (_, each) in readings.items() if path.startswith(f"{folder}/")}
    assert sum(found.values()) == records
