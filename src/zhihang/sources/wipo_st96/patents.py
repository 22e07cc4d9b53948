"""Patent publications after ST.96 (`PatentPublication`), of any office: one document each.

The elements are ST.36's with words written out; their texts are read in its names (`text_tags.tsv`).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources

from zhihang.records.record import Record
from zhihang.sources.cnipa.prose import join_lines
from zhihang.sources.coverage import coverage
from zhihang.sources.draft import Draft, Part
from zhihang.sources.findings import Findings, language
from zhihang.sources.source import Chunk, Head, Outcome, Place, Source
from zhihang.sources.splitting import split_documents
from zhihang.sources.wipo_st96 import patent_numbers, patent_parties, patent_texts
from zhihang.sources.wipo_st96.reading import plain
from zhihang.sources.xml import Element, read_xml
from zhihang.standards.kinds import is_grant, right_of
from zhihang.standards.rights import UNKNOWN_RIGHT, right_id

COVERAGE = "zhihang.sources.wipo_st96:coverage-patents.yaml"
ROOT = "PatentPublication"
_BIBLIOGRAPHIC = "BibliographicData"
_TEXTS = frozenset({"Description", "Claims", "Abstract", "ClaimStatement"})
_PARTS: dict[str, Part] = {**patent_numbers.PARTS, **patent_parties.PARTS, **patent_texts.PARTS}
_LISTS = ("ipc", "cpc", "locarno", "national_classes", "images")


def is_publication(head: Head) -> bool:
    """Root `PatentPublication`."""
    return head.root == ROOT


def parse(chunk: Chunk, place: Place) -> Iterator[Outcome]:
    """The record of one publication, then its problems."""
    root, problems = read_xml(chunk, place)
    yield from problems
    if root is None:
        return
    plain(root)
    findings = Findings(place, chunk.position)
    if root.tag != ROOT:
        findings.note("foreign-document", f"<{root.tag}>", fatal=True)
    else:
        unread = coverage(COVERAGE).unread(root)
        draft = Draft(findings, language=language(root.get("languageCode")))
        record = _record(root, draft)
        if record is not None:
            yield findings.stamped(record)
        findings.unread({**unread, **{f"text//{tag}": count for tag, count in draft.flow.unknown.items()}})
    yield from findings.problems


@cache
def _text_tags() -> dict[str, str]:
    text = (resources.files(__package__) / "text_tags.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return {row[0]: row[1] for row in rows[1:]}


def _as_st36(element: Element, *, is_chinese: bool) -> None:
    """A text in the names of ST.36; broken lines of Chinese pages are joined."""
    names = _text_tags()
    for child in element.iter():
        child.tag = names.get(str(child.tag), child.tag)
    if is_chinese:
        join_lines(element)


def _read(root: Element, draft: Draft) -> None:
    for child in list(root):
        if child.tag in _TEXTS:
            tag = str(child.tag)
            _as_st36(child, is_chinese=draft.language == "zh")
            child.tag = tag
        for part in child if child.tag == _BIBLIOGRAPHIC else (child,):
            reader = _PARTS.get(str(part.tag))
            if reader is not None:
                reader(part, draft)
    patent_parties.settle(draft)


def _record(root: Element, draft: Draft) -> Record | None:
    _read(root, draft)
    values = draft.values
    document = values.pop("document", None)
    application = values.pop("application", None)
    if document is None:
        draft.findings.note("no-number", root.get("documentFileName") or "PublicationNumber", fatal=True)
        return None
    if application is None:
        draft.findings.note("no-application", document.joined)
    if is_grant(document.office, document.kind, values.get("publication_date") or ""):
        values.setdefault("grant_date", values.get("publication_date"))
    for key in _LISTS:
        if key in values:
            values[key] = tuple(dict.fromkeys(values[key]))
    if values.get("ipc"):
        values.setdefault("ipc_first", values["ipc"][0])
    right = right_of(document.office, document.kind, document.number)
    right = "patent" if right == UNKNOWN_RIGHT else right
    office = application.office if application else document.office
    return Record(
        id=document.joined,
        right_id=right_id(office, right, application.number if application else document.joined),
        right=right,
        office=document.office,
        number=document.number,
        kind=document.kind or None,
        language=draft.language if draft.language != "und" else None,
        application_number=application.joined if application else None,
        other={name: tuple(found) for name, found in draft.other.items()},
        **values,
    )


SOURCE = Source("wipo-st96-patents", is_publication, split_documents, parse, COVERAGE)
