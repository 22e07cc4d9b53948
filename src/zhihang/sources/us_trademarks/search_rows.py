"""Rows of the US trademark search page, JSON lines: number, words, status, classes, the beginning of the goods, owner.

The page cuts the goods (`...`), so what it says of them stands by its own name and never as the goods of the mark.
The day of a status is not told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import BinaryIO

from zhihang.records.events import Status
from zhihang.records.marks import Mark
from zhihang.records.party import Party
from zhihang.records.problem import Problem
from zhihang.records.record import Record
from zhihang.sources.coverage import coverage
from zhihang.sources.findings import Findings
from zhihang.sources.json_reading import JsonObject, has_keys, members, read_json, said, unread
from zhihang.sources.source import Chunk, Head, Outcome, Place, Source
from zhihang.sources.splitting_json import split_json
from zhihang.sources.us_rights.places import country
from zhihang.sources.us_trademarks.register_case import is_serial
from zhihang.sources.us_trademarks.statements import number
from zhihang.standards.rights import right_id
from zhihang.standards.status import UNASSIGNED

COVERAGE = "zhihang.sources.us_trademarks:coverage-search-rows.yaml"
_OWNER = re.compile(r"(?P<name>.*?)\s*\((?P<form>[^();]*(?:\([^()]*\))?[^();]*); (?P<place>[^()]*)\)")


def is_rows(head: Head) -> bool:
    """By the names of a row."""
    return has_keys(head, "serial_number", "wordmark", "goods_services_head")


def split(stream: BinaryIO, place: Place) -> Iterator[Chunk | Problem]:
    """One row each."""
    yield from split_json(stream, place)


def parse(chunk: Chunk, place: Place) -> Iterator[Outcome]:
    """The record of one mark, then its problems."""
    value, problems = read_json(chunk, place)
    yield from problems
    if not isinstance(value, dict):
        return
    findings = Findings(place, chunk.position)
    serial = said(value, "serial_number")
    if is_serial(serial):
        yield findings.stamped(_record(value, serial, findings))
    else:
        findings.note("no-number", serial or "serial_number", fatal=True)
    findings.unread(unread(value, coverage(COVERAGE)))
    yield from findings.problems


def _record(value: JsonObject, serial: str, findings: Findings) -> Record:
    own = right_id("US", "trademark", serial)
    findings.record = own
    codes = [number(str(each)) for each in members(value, "classes")]
    goods = said(value, "goods_services_head")
    form, owner = _owner(said(value, "owner"), findings)
    other = {"goods-services-head": goods, "legal-entity-type": form}
    return Record(
        id=own,
        right_id=own,
        right="trademark",
        office="US",
        number=serial,
        language="en",
        application_number=f"US{serial}",
        mark=Mark(text=said(value, "wordmark")) if said(value, "wordmark") else None,
        owners=(owner,) if owner else (),
        nice=tuple(dict.fromkeys(code for code in codes if code.isdigit())),
        national_classes=tuple(dict.fromkeys(f"US{code}" for code in codes if not code.isdigit())),
        status=_status([str(each) for each in members(value, "status")]),
        other={key: (text,) for key, text in other.items() if text},
    )


def _owner(printed: str, findings: Findings) -> tuple[str, Party | None]:
    """`NAME (FORM; STATE, COUNTRY)`; only the name where the rest is not there."""
    match = _OWNER.fullmatch(printed)
    if match is None:
        return "", Party(name=printed) if printed else None
    last = match["place"].rpartition(", ")[2]
    nation = country("US" if last.upper() == "USA" else last, findings)
    form = f"{match['name']}: {match['form']}; {match['place']}"
    return form, Party(name=match["name"], country=nation)


@cache
def _meanings() -> dict[str, str]:
    text = (resources.files(__package__) / "search_statuses.tsv").read_text("utf-8")
    rows = (line.partition("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {printed.casefold(): value for printed, _, value in rows if printed != "printed"}


def _status(printed: list[str]) -> Status | None:
    raw = " ".join(" ".join(each.split()) for each in printed if each.strip())
    return Status(value=_meanings().get(raw.casefold(), UNASSIGNED), raw=raw) if raw else None


SOURCE = Source("us-trademark-search-export", is_rows, split, parse, COVERAGE)
