"""What a US document cites: patents by number, literature by text, with who cited it."""

from __future__ import annotations

from typing import Any

from zhihang.records.links import Citation
from zhihang.sources.draft import Draft, Part, child_text, flat, words
from zhihang.sources.symbols import written
from zhihang.sources.us.classes import national_symbols
from zhihang.sources.us.document_id import DocumentId, document_id
from zhihang.sources.xml import Element

_BY = {
    "cited by examiner": "examiner",
    "cited by applicant": "applicant",
    "cited by third party": "third_party",
    "cited by other": "other",
}


def citations(element: Element, draft: Draft) -> None:
    """`references-cited` and `us-references-cited`, with what the search report says of itself."""
    found = []
    for child in element:
        if child.tag in ("citation", "us-citation"):
            found += _citation(child, draft)
        else:
            draft.keep(str(child.tag), flat(child))
    draft.add("citations", *found)


def _citation(element: Element, draft: Draft) -> list[Citation]:
    fields: dict[str, Any] = {"phase": element.get("srep-phase")}
    patent: DocumentId | None = None
    further: list[DocumentId] = []
    passages: list[str] = []
    for child in element:
        tag = str(child.tag)
        if tag == "patcit":
            patent = document_id(child)
            if patent is None:
                fields["text"] = child_text(child, "text") or None
            passages += [flat(inner) for inner in child if inner.tag == "rel-passage"]
        elif tag == "nplcit":
            fields["text"] = draft.line(child) or None
        elif tag == "category":
            _category(words(child), fields)
        elif tag in ("rel-passage", "rel-claims"):
            passages.append(flat(child))
        elif tag == "corresponding-docs":
            further += [found for inner in child if (found := document_id_itself(inner)) is not None]
        elif tag.startswith("classification"):
            _classification(child, tag, fields)
    if passages:
        fields["passages"] = "; ".join(filter(None, passages)) or None
    made = [_made(patent, fields, draft)] if patent or fields.get("text") else []
    return made + [
        _made(each, {"phase": fields["phase"], "category": fields.get("category")}, draft) for each in further
    ]


def document_id_itself(element: Element) -> DocumentId | None:
    """A `document-id` that stands directly, not below a wrapper."""
    if element.tag != "document-id":
        return None
    found = {str(child.tag): words(child) for child in element}
    return DocumentId(found.get("country", ""), found.get("doc-number", ""), found.get("kind", ""),
                      found.get("name", ""), found.get("date", ""))  # fmt: skip


def _category(text: str, fields: dict[str, Any]) -> None:
    by = _BY.get(text.lower())
    if by is not None:
        fields["by"] = by
    elif text:
        fields["category"] = text


def _classification(element: Element, tag: str, fields: dict[str, Any]) -> None:
    if tag == "classification-national":
        symbols = list(national_symbols(element))
    elif tag == "classification-cpc-text":
        symbols = [written(words(element)) or words(element)]
    else:
        symbols = [flat(element)]
    known = fields.get("classification")
    fields["classification"] = "; ".join(filter(None, [known, *symbols])) or None


def _made(patent: DocumentId | None, fields: dict[str, Any], draft: Draft) -> Citation:
    if patent is None:
        return Citation(**fields)
    office = draft.findings.office(patent.country)
    number = draft.findings.document(office, patent.number, patent.kind)
    printed = patent.raw
    return Citation(
        **{
            **fields,
            "number": number.joined if number else None,
            "raw": None if number and number.joined == printed.replace(" ", "") else printed,
            "name": patent.name or None,
            "date": draft.findings.date(patent.date),
            "office": office,
        }
    )


PARTS: dict[str, Part] = {"references-cited": citations, "us-references-cited": citations}
