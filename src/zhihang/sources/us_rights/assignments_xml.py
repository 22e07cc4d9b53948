"""Assignments of US patents: answers of the assignment search, Solr XML (`response/result/doc`).

A document is one conveyance; its properties stand in parallel lists (`applNum`, `patNum`, `publNum` and so on), where
`NULL` and the year 1 stand for nothing. Each property gives a record of its right with the conveyance as event.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from zhihang.records.problem import Problem
from zhihang.records.record import Record
from zhihang.sources.coverage import Coverage, coverage
from zhihang.sources.findings import Findings
from zhihang.sources.source import Chunk, Head, Outcome, Place, Source
from zhihang.sources.splitting import split_elements
from zhihang.sources.us_rights import words
from zhihang.sources.us_rights.recorded import Conveyance, documents, title_of
from zhihang.sources.us_rights.right import application, patent_right
from zhihang.sources.xml import Element, read_xml

COVERAGE = "zhihang.sources.us_rights:coverage-assignments-xml.yaml"
_HEADER = ("str", "int", "long", "bool", "date", "float", "double")
_ADDRESS = ("patAssigneeAddress1", "patAssigneeAddress2", "patAssigneeCity", "patAssigneeState",
            "patAssigneePostcode", "patAssigneeCountryName")  # fmt: skip


def recognise(head: Head) -> bool:
    """An answer of Solr about conveyances."""
    return head.root == "response" and ("conveyanceText" in head.text or "patAssignorName" in head.text)


def split(stream: BinaryIO, place: Place) -> Iterator[Chunk | Problem]:
    """One conveyance each; counts and the question around them are passed over."""
    yield from split_elements(stream, place, "doc", passing=_HEADER)


def parse(chunk: Chunk, place: Place) -> Iterator[Outcome]:
    """A record for each property of one conveyance, then the problems."""
    root, problems = read_xml(chunk, place)
    yield from problems
    if root is None:
        return
    findings = Findings(place, chunk.position)
    lists = _lists(root)
    for record in _records(lists, findings):
        yield findings.stamped(record)
    findings.unread(_unread(lists, coverage(COVERAGE)))
    yield from findings.problems


def _lists(root: Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in root:
        values = list(each) if each.tag == "arr" else [each]
        found.setdefault(each.get("name") or "", []).extend(
            " ".join("".join(map(str, value.itertext())).split()) for value in values
        )
    return found


def _unread(lists: dict[str, list[str]], known: Coverage) -> dict[str, int]:
    return {name: len(values) for name, values in lists.items() if not known.knows(name)}


def _first(lists: dict[str, list[str]], name: str) -> str:
    return words.text_or_none((lists.get(name) or [""])[0]) or ""


def _conveyance(lists: dict[str, list[str]], findings: Findings) -> Conveyance:
    signed = tuple(filter(None, (words.day(each, findings) for each in lists.get("patAssignorExDate", ()))))
    known = [words.day(each, findings) for each in lists.get("patAssignorDateAck", ())]
    address = ", ".join(filter(None, (_first(lists, key) for key in _ADDRESS)))
    correspondent = ", ".join(
        filter(None, (_first(lists, key) for key in ("corrName", "corrAddress1", "corrAddress2", "corrAddress3")))
    )
    return Conveyance(
        text=_first(lists, "conveyanceText"),
        reel_frame="/".join(filter(None, (_first(lists, "reelNo"), _first(lists, "frameNo")))),
        assignors=tuple(lists.get("patAssignorName", ())),
        assignees=tuple(lists.get("patAssigneeName", ())),
        recorded=words.day(_first(lists, "recordedDate"), findings),
        executed=signed,
        more={
            "acknowledged": max(filter(None, known), default=""),
            "assignee_address": address,
            "correspondent": correspondent,
            "docket": _first(lists, "attorneyDockNum"),
            "pages": _first(lists, "pageCount"),
            "purged": _first(lists, "purgeIndicator") if _first(lists, "purgeIndicator") != "N" else "",
            "properties": str(len(lists.get("applNum", ()))),
        },
    )


def _records(lists: dict[str, list[str]], findings: Findings) -> Iterator[Record]:
    conveyance = _conveyance(lists, findings)
    event = conveyance.event()
    count = max((len(lists.get(name, ())) for name in ("applNum", "pctNum", "patNum")), default=0)
    for place in range(count):

        def at(name: str, place: int = place) -> str:
            values = lists.get(name, ())
            return (words.text_or_none(values[place]) or "") if place < len(values) else ""

        filed = words.day(at("filingDate"), findings)
        found = application(findings, at("applNum") or at("pctNum"), filed or "")
        if found is None:
            findings.note("no-number", f"{conveyance.reel_frame} {at('inventionTitle')}", fatal=True)
            continue
        issued, published = words.day(at("issueDate"), findings), words.day(at("publDate"), findings)
        abroad = words.day(at("intlPublDate"), findings)
        other = {"inventors": at("inventors"), "pctNumber": at("pctNum"), "internationalPublicationDate": abroad or ""}
        yield patent_right(
            found,
            at("patNum"),
            filing_date=filed,
            grant_date=issued,
            international_registration=at("intlRegNum"),
            title=title_of(at("inventionTitle")),
            related=documents((("publication", at("publNum"), published), ("grant", at("patNum"), issued)), findings),
            events=(event,),
            other={key: (text,) for key, text in other.items() if text},
        )


SOURCE = Source("us-assignments-xml", recognise, split, parse, COVERAGE)
