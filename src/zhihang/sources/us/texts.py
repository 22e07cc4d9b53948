"""The texts of a US document: abstract, description, claims with their independence, drawings."""

from __future__ import annotations

from zhihang.records.marks import Image
from zhihang.sources.draft import Draft, Part
from zhihang.sources.xml import Element


def abstract(element: Element, draft: Draft) -> None:
    """The abstract's paragraphs."""
    _text("abstract", draft, draft.flow.paragraphs(element))


def description(element: Element, draft: Draft) -> None:
    """The description, a paragraph or heading each."""
    _text("description", draft, draft.flow.paragraphs(element))


def _text(key: str, draft: Draft, paragraphs: list[str]) -> None:
    if paragraphs:
        known = draft.values.get(key, {}).get(draft.language, ())
        draft.values[key] = {draft.language: (*known, *paragraphs)}


def claims(element: Element, draft: Draft) -> None:
    """Each claim as one text; independent are those without a reference to another claim."""
    found, independent = [], []
    for claim in element:
        if claim.tag != "claim":
            continue
        text = draft.flow.text(claim)
        if not text:
            continue
        found.append(text)
        if next(claim.iter("claim-ref"), None) is None:
            independent.append(len(found))
    if found:
        draft.values["claims"] = {draft.language: tuple(found)}
        draft.values["independent_claims"] = {draft.language: tuple(independent)}


def drawings(element: Element, draft: Draft) -> None:
    """The pictures of the figures, and page images of old documents."""
    for image in element.iter("img", "doc-page"):
        file = image.get("file")
        if file:
            draft.add("images", Image(file=file, kind="drawing" if image.tag == "img" else "page"))


def page(element: Element, draft: Draft) -> None:
    """A page image in place of the text."""
    file = element.get("file")
    if file:
        draft.add("images", Image(file=file, kind="page"))


def statement(element: Element, draft: Draft) -> None:
    """The words that lead in the claims."""
    draft.keep("us-claim-statement", draft.line(element))


def external(element: Element, draft: Draft) -> None:
    """Lists and tables that are files of their own: their names are kept."""
    for part in element.iter():
        file = part.get("file")
        if file:
            draft.keep(str(part.tag), file)


def count(element: Element, draft: Draft) -> None:
    """Attached formula files: the formula's picture stands in the text, the files are only counted."""
    draft.keep("attached-formulas", "chemistry" if element.tag == "us-chemistry" else "math")


def settle(draft: Draft) -> None:
    """Pictures inside the texts and attached formulas, by number; what the text flow did not know."""
    attached = draft.other.pop("attached-formulas", [])
    for name in sorted(set(attached)):
        draft.keep("attached-formulas", f"{name}: {attached.count(name)}")
    kinds = [image.kind or "" for image in draft.flow.images]
    for kind in sorted(set(kinds)):
        draft.keep("embedded-images", f"{kind}: {kinds.count(kind)}")
    if "claim_count" not in draft.values and draft.values.get("claims"):
        draft.values["claim_count"] = len(draft.values["claims"][draft.language])


PARTS: dict[str, Part] = {
    "abstract": abstract,
    "description": description,
    "claims": claims,
    "drawings": drawings,
    "doc-page": page,
    "us-claim-statement": statement,
    "us-sequence-list-doc": external,
    "sequence-list-doc": external,
    "us-megatable-doc": external,
    "table-external-doc": external,
    "us-chemistry": count,
    "us-math": count,
}
