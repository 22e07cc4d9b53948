"""One US grant or application: from its XML to its record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from zhihang.records.record import Record
from zhihang.sources.coverage import coverage
from zhihang.sources.draft import Draft, Part
from zhihang.sources.findings import Findings, language
from zhihang.sources.source import Chunk, Outcome, Place
from zhihang.sources.us import citations, classes, facts, numbers, parties, texts
from zhihang.sources.xml import Element, read_xml
from zhihang.standards.rights import right_id

COVERAGE = {
    "us-patent-grant": "zhihang.sources.us:coverage-grant.yaml",
    "us-patent-application": "zhihang.sources.us:coverage-application.yaml",
}
_PRODUCT = {"us-patent-grant": "us-grant-xml", "us-patent-application": "us-application-xml"}
_BIBLIOGRAPHIC: dict[str, Part] = {
    **numbers.PARTS,
    **parties.PARTS,
    **classes.PARTS,
    **citations.PARTS,
    **facts.PARTS,
}
_INTERNAL = ("document", "application", "type")


def parse(chunk: Chunk, place: Place) -> Iterator[Outcome]:
    """The record of one document, then its problems. Sequence parts between patents are left aside."""
    root, problems = read_xml(chunk, place)
    yield from problems
    if root is None:
        return
    tag = str(root.tag)
    if tag == "sequence-cwu":
        yield place.aside("aside-sequences", chunk.position, root.get("id") or "")
    elif tag not in COVERAGE:
        yield place.problem("foreign-document", chunk.position, f"<{tag}>", fatal=True)
    else:
        yield from _read(root, chunk, Place(file=place.file, product=_PRODUCT[tag], delivered=place.delivered))


def _read(root: Element, chunk: Chunk, place: Place) -> Iterator[Outcome]:
    draft = Draft(Findings(place, chunk.position), language=language(root.get("lang")))
    for child in root:
        part = texts.PARTS.get(str(child.tag))
        if part is not None:
            part(child, draft)
        elif child.tag in ("us-bibliographic-data-grant", "us-bibliographic-data-application"):
            _bibliography(child, draft)
    parties.settle(draft)
    texts.settle(draft)
    record = _record(root, draft)
    if record is not None:
        yield draft.findings.stamped(record)
    _unread(root, draft)
    yield from draft.findings.problems


def _bibliography(element: Element, draft: Draft) -> None:
    for child in element:
        part = _BIBLIOGRAPHIC.get(str(child.tag))
        if part is not None:
            part(child, draft)


def _record(root: Element, draft: Draft) -> Record | None:
    values = draft.values
    document = values.pop("document", None)
    application = values.pop("application", None)
    kind_of_application = values.pop("type", "")
    if document is None:
        draft.findings.note("no-number", root.get("file") or "", fatal=True)
        return None
    right = _right(kind_of_application, document.number, values)
    if application is None:
        draft.findings.note("no-application", document.joined)
    if kind_of_application:
        draft.keep("appl-type", kind_of_application)
    if root.tag == "us-patent-grant":
        values["grant_date"] = values.get("publication_date")
    if values.get("ipc"):
        values.setdefault("ipc_first", values["ipc"][0])
    return Record(
        id=document.joined,
        right_id=right_id("US", right, application.number if application else document.joined),
        right=right,
        office=document.office,
        number=document.number,
        kind=document.kind or None,
        language=draft.language,
        application_number=application.joined if application else None,
        other={name: tuple(found) for name, found in draft.other.items()},
        **_distinct(values),
    )


def _right(kind_of_application: str, number: str, values: dict[str, Any]) -> str:
    """Design by type, number or Locarno class (reissued designs have none of the first two); else patent."""
    is_design = kind_of_application == "design" or number.startswith("D") or bool(values.get("locarno"))
    return "design" if is_design else "patent"


def _distinct(values: dict[str, Any]) -> dict[str, Any]:
    """Classes without repetition, in order: a symbol may stand twice with different versions."""
    for key in ("ipc", "cpc", "locarno", "national_classes", "cset"):
        found = values.get(key)
        if isinstance(found, tuple):
            values[key] = tuple(dict.fromkeys(found))
    return values


def _unread(root: Element, draft: Draft) -> None:
    found = coverage(COVERAGE[str(root.tag)]).unread(root)
    draft.findings.unread({**found, **{f"text//{tag}": number for tag, number in draft.flow.unknown.items()}})
