"""US grants as text of the office's own search system (CSS/BRS): tagged lines, many patents in a file.

Groups of fields follow each other without an end (`INNM` begins an inventor, `URPN` a citation, `COND` a link); many
values stand twice, in parts and as one line, and the parts are read.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhihang.records.party import Party
from zhihang.sources.coverage import coverage
from zhihang.sources.draft import Draft
from zhihang.sources.findings import Findings
from zhihang.sources.source import Chunk, Head, Outcome, Place, Source
from zhihang.sources.symbols import written
from zhihang.sources.us.document_id import DocumentId
from zhihang.sources.us_brs import groups
from zhihang.sources.us_brs.lines import BOUNDARY, fields, split
from zhihang.sources.us_early import lineage
from zhihang.sources.us_early.assembly import assembled
from zhihang.sources.us_ppubs.texts import independent

COVERAGE = "zhihang.sources.us_brs:coverage.yaml"
_FACTS = {
    "ECL": "us-exemplary-claim", "NDR": "number-of-drawing-sheets", "NFG": "number-of-figures", "ART": "department",
    "TRX": "us-term-extension", "FSCP": "field-of-search", "CLST": "us-claim-statement",
}  # fmt: skip
_TEXTS = {"ABPR": "abstract", "CRTX": "description", "GOTX": "description", "BSTX": "description",
          "DETX": "description", "CLPR": "claims"}  # fmt: skip
_EXAMINERS = {"EXP": "primary_examiner", "EXA": "assistant_examiner"}
_IPC = frozenset({"IPCP", "IPCS", "IPCN"})
_CPC = frozenset({"CPOI", "CPOA"})


def recognise(head: Head) -> bool:
    """By the boundary before a document."""
    return BOUNDARY in head.text and "\nWKU " in head.text


def parse(chunk: Chunk, place: Place) -> Iterator[Outcome]:
    """The record of one patent, then its problems."""
    found, assumed = fields(chunk)
    draft = Draft(Findings(place, chunk.position))
    if assumed:
        draft.findings.note("encoding", assumed)
    _numbers(dict(reversed(found)), draft)
    for tag, value in found:
        _single(tag, value, draft)
    groups.parties(found, draft)
    groups.links(found, draft)
    groups.citations(found, draft)
    _texts(found, draft)
    record = assembled(draft, is_grant=True)
    if record is not None:
        yield draft.findings.stamped(record)
    draft.findings.unread(_unread(found))
    yield from draft.findings.problems


def _unread(found: list[tuple[str, str]]) -> dict[str, int]:
    known = coverage(COVERAGE)
    missing: dict[str, int] = {}
    for tag, value in found:
        name = tag or value
        if not known.knows(name):
            missing[name] = missing.get(name, 0) + 1
    return missing


def _numbers(first: dict[str, str], draft: Draft) -> None:
    """The patent's number and kind, the application's with its series."""
    number = DocumentId("US", first.get("WKU", ""), first.get("APT", ""), "", first.get("GISD", ""))
    lineage.set_document(number, draft)
    lineage.set_application(first.get("APNR", "") or first.get("APP", ""), first.get("AFD", ""), draft)
    if first.get("TTL"):
        draft.values["title"] = {draft.language: first["TTL"]}
    count = first.get("NCL", "")
    if count.isdigit():
        draft.values["claim_count"] = int(count)
    elif count:
        draft.findings.note("count", count)


def _single(tag: str, value: str, draft: Draft) -> None:
    """A field that stands by itself: facts, classes, searched fields, examiners."""
    if tag in _FACTS:
        draft.keep(_FACTS[tag], value)
    elif tag in _EXAMINERS and value:
        draft.add("examiner", Party(name=groups.name(value), role=_EXAMINERS[tag]))
    elif tag == "CIFS" and value:
        draft.keep("field-of-search", f"US{value}")
    elif tag in _IPC or tag in _CPC:
        symbol = written(value)
        key = "ipc" if tag in _IPC else "cpc"
        if symbol is None:
            draft.findings.note("class", value)
            return
        draft.add(key, symbol)
        if tag in ("IPCN", "CPOA"):
            draft.keep(f"{key}-additional", symbol)


def _texts(found: list[tuple[str, str]], draft: Draft) -> None:
    """Paragraphs and claims, each on one line by now."""
    for tag, key in _TEXTS.items():
        pieces = tuple(value for name, value in found if name == tag and value)
        if pieces:
            known = draft.values.get(key, {}).get(draft.language, ())
            draft.values[key] = {draft.language: (*known, *pieces)}
    claims = draft.values.get("claims", {}).get(draft.language)
    if claims:
        draft.values["independent_claims"] = {draft.language: independent(claims)}


SOURCE = Source("us-grant-brs", recognise, split, parse, COVERAGE)
