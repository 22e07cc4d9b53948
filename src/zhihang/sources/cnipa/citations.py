"""Cited documents (INID 56) of both generations: patents by number, literature by its text, categories, claims."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml.etree import _Element as Element

from zhihang.records.links import Citation
from zhihang.sources.cnipa.parts import text_of
from zhihang.sources.cnipa.reading import Numbered, Reading, at, printed_document, said

_PATENT_NUMBER = (
    "document-id", "PublicationReference/document-id", "ApplicationReference/document-id",
)  # fmt: skip


def citations(cited: Element | None, reading: Reading) -> Iterator[Citation]:
    """The citations of a publication. Chinese title pages list what the examiner considered."""
    if cited is None:
        return
    if at(cited, "text"):
        yield Citation(text=at(cited, "text"), by="examiner")
    for element in (*cited.findall("citation"), *cited.findall("Citation")):
        common = _common(element)
        patent, literature = element.find("patcit"), element.find("nplcit")
        if patent is not None:
            yield _patent(patent, common, reading)
        elif literature is not None:
            yield Citation(text=reading.flow.line(literature), **common)  # type: ignore[arg-type]  # texts
        for other in (*element.findall("corresponding-docs/*"), *element.findall("CorrespondingDocs/patcit")):
            yield from _corresponding(other, reading)


def _common(element: Element) -> dict[str, str | None]:
    patent = element.find("patcit")
    categories = [*element.findall("category"), *(patent.findall("category") if patent is not None else ())]
    passages = [*element.findall("rel-passage"), *element.findall("rel-claims")]
    passages += [*patent.findall("rel-passage"), *patent.findall("rel-claims")] if patent is not None else []
    return {
        "by": "examiner",
        "phase": element.get("srep-phase") or element.get("srepPhase"),
        "category": " ".join(filter(None, (said(each.text) for each in categories))) or element.get("category"),
        "passages": "; ".join(filter(None, map(text_of, passages))) or None,
    }


def _patent(patent: Element, common: dict[str, str | None], reading: Reading) -> Citation:
    identifier = next((found for path in _PATENT_NUMBER if (found := patent.find(path)) is not None), None)
    if identifier is None:
        return Citation(text=text_of(patent) or None, **common)  # type: ignore[arg-type]  # texts
    return _numbered(printed_document(identifier), at(identifier, "name"), common, reading)


def _numbered(printed: Numbered, name: str, common: dict[str, Any], reading: Reading) -> Citation:
    number = reading.joined_document(printed)
    return Citation(
        number=number or printed.raw.replace(" ", "") or None,
        raw=printed.raw if number != printed.raw.replace(" ", "") else None,
        date=reading.date(printed.date),
        office=reading.office(printed.office),
        name=name or None,
        **common,
    )


def _corresponding(element: Element, reading: Reading) -> Iterator[Citation]:
    """A member of a cited document's family, which the search report names beside it."""
    common: dict[str, str | None] = {"phase": "corresponding"}
    if element.tag == "document-id":
        yield _numbered(printed_document(element), at(element, "name"), common, reading)
    elif element.tag == "patcit":
        yield _patent(element, common, reading)
    else:
        yield Citation(text=text_of(element) or None, phase="corresponding")
