"""US trademark cases, daily and annual files: TDXF v2.0, root `trademark-applications-daily` or `-annual`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from zhihang.records.problem import Problem
from zhihang.sources.coverage import coverage
from zhihang.sources.draft import Draft
from zhihang.sources.findings import Findings
from zhihang.sources.source import Chunk, Head, Outcome, Place, Source
from zhihang.sources.splitting import split_elements
from zhihang.sources.us_trademarks.case_file import record_of
from zhihang.sources.xml import read_xml

COVERAGE = "zhihang.sources.us_trademarks:coverage-tdxf.yaml"
_AROUND = ("version-no", "version-date", "creation-datetime", "file-segment", "action-key", "data-available-code")


def recognise(head: Head) -> bool:
    """By the root element, of daily and of annual files."""
    return head.root in ("trademark-applications-daily", "trademark-applications-annual")


def split(stream: BinaryIO, place: Place) -> Iterator[Chunk | Problem]:
    """One case file each; version and file stamps around them are passed over."""
    yield from split_elements(stream, place, "case-file", passing=_AROUND)


def parse(chunk: Chunk, place: Place) -> Iterator[Outcome]:
    """The record of one case file, then its problems."""
    root, problems = read_xml(chunk, place)
    yield from problems
    if root is None:
        return
    draft = Draft(Findings(place, chunk.position))
    record = record_of(root, draft)
    if record is not None:
        yield draft.findings.stamped(record)
    draft.findings.unread(coverage(COVERAGE).unread(root))
    yield from draft.findings.problems


SOURCE = Source("us-trademark-tdxf", recognise, split, parse, COVERAGE)
