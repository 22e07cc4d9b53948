"""What becomes of each real file: those that hold records are read, reference files are left aside with a word."""

from __future__ import annotations

import csv

import pytest

from zhihang.records.problem import Problem
from zhihang.sources.containers import walk
from zhihang.sources.reading import recognised
from zhihang.sources.source import Aside, Source

pytestmark = pytest.mark.real_data

READ = (
    "us-patent-applications/", "docdb/", "ep-fulltext/", "epo-ops/", "st36-marec/",
    "trademarks-st66/", "jp-patents/jpo-api/", "tw-patents/", "retrieval-judgements/", "cn-patents/cnipa-xml/",
)  # fmt: skip
"""The folders whose products are all read by now."""

TEXT_WITHOUT_NUMBER = "aside-text"
SEQUENCES_ALONE = "aside-sequences"
SERVICE = {"aside-answer", "aside-fault"}
EXPLAINED = {TEXT_WITHOUT_NUMBER, SEQUENCES_ALONE, *SERVICE}
"""Why a file that the list counts among the records gives none: a text that names no document, sequence listings
without their patent, answers of a service that hold numbers only or an error message."""

SHEETS = ("concordances/nace-rev2.1/", "exports/wipo-statistics/")
"""Workbooks of statistics and concordances: they are opened, and their sheets, which no mapping knows, are told."""


def entries(shared):
    with (shared / "data/MANIFEST.tsv").open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)


def fates(path):
    for file in walk([path]):
        found = file if isinstance(file, Problem) else recognised(file)
        yield found


def test_every_reference_file_is_left_aside_with_a_word(shared):
    told = [
        (entry["path"], found.name if isinstance(found, Source) else found.detail)
        for entry in entries(shared)
        if entry["expect"].startswith("reference") and not entry["path"].startswith(SHEETS)
        for found in fates(shared / "data" / entry["path"])
        if not isinstance(found, Aside)
    ]
    assert told == []


def test_every_file_of_the_products_that_are_read_is_recognised(shared):
    told = []
    for entry in entries(shared):
        if not entry["expect"].startswith("reference") and entry["path"].startswith(READ):
            for found in fates(shared / "data" / entry["path"]):
                is_explained = isinstance(found, Aside) and found.reason in EXPLAINED
                if not isinstance(found, Source) and not is_explained:
                    told.append(entry["path"])
    assert sorted(set(told)) == ["epo-ops/epo-ops-go/ex-get_classification_schema_multiple/response.xml"]  # it is cut
