"""The texts of a European document: abstract, description with what it cites, claims in up to three languages."""

from __future__ import annotations

import re

from zhihang.records.links import Citation
from zhihang.records.marks import Image
from zhihang.sources.claim_references import independent
from zhihang.sources.draft import Draft, Part, child_text, words
from zhihang.sources.findings import language
from zhihang.sources.xml import Element

_WITH_KIND = re.compile(r"(?P<office>[A-Z]{2})[\s\d./,-]*\d[\s-]*[A-Z]\d")


def abstract(element: Element, draft: Draft) -> None:
    """The abstract in its language."""
    _paragraphs("abstract", element, draft)


def description(element: Element, draft: Draft) -> None:
    """The description, a paragraph or heading each; patents and literature that are marked in it are citations."""
    _paragraphs("description", element, draft)
    for cited in element.iter("patcit", "nplcit"):
        found = _cited(cited, draft)
        if found is not None and found not in draft.values.get("citations", ()):
            draft.add("citations", found)


def _paragraphs(key: str, element: Element, draft: Draft) -> None:
    paragraphs = draft.flow.paragraphs(element)
    if paragraphs:
        code = language(element.get("lang"))
        known = draft.values.setdefault(key, {})
        known[code] = (*known.get(code, ()), *paragraphs)


def _cited(element: Element, draft: Draft) -> Citation | None:
    if element.tag == "nplcit":
        text = draft.line(element)
        return Citation(text=text, by="applicant", phase="application") if text else None
    text = child_text(element, "text")
    for child in element:
        if child.tag == "document-id":
            office = draft.findings.office(child_text(child, "country"))
            number = draft.findings.document(office, child_text(child, "doc-number"), child_text(child, "kind"))
            return Citation(
                number=number.joined if number else None,
                office=office,
                date=draft.findings.date(child_text(child, "date")),
                raw=text or None,
                by="applicant",
                phase="application",
            )
    return _written(text, draft) if text else None


def _written(text: str, draft: Draft) -> Citation:
    """A patent in words: a number where it ends with its kind, since without one it may be an application's."""
    match = _WITH_KIND.fullmatch(text)
    number = draft.findings.document(draft.findings.office(match["office"]), text[2:]) if match else None
    return Citation(
        number=number.joined if number else None,
        office=number.office if number else None,
        raw=text,
        by="applicant",
        phase="application",
    )


def claims(element: Element, draft: Draft) -> None:
    """One set of claims; further sets in the same language (for other states) are kept apart, by their number."""
    code = language(element.get("lang"))
    found = tuple(text for claim in element if claim.tag == "claim" and (text := draft.flow.text(claim)))
    if not found:
        return
    sets = draft.values.setdefault("claims", {})
    if code not in sets:
        sets[code] = found
        draft.values.setdefault("independent_claims", {})[code] = independent(found, code)
    else:
        number = 2 + sum(name.startswith(f"claims-{code}-") for name in draft.other)
        draft.other[f"claims-{code}-{number}"] = list(found)


def amended(element: Element, draft: Draft) -> None:
    """Amended claims and statements that are published with the application."""
    draft.other.setdefault(str(element.tag), []).extend(draft.flow.paragraphs(element))


def drawings(element: Element, draft: Draft) -> None:
    """The pictures of the figures."""
    for image in element.iter("img"):
        _picture(image, "drawing", draft)


def pages(element: Element, draft: Draft) -> None:
    """Pages that are pictures: the search report, old documents."""
    for image in element.iter("doc-page"):
        _picture(image, "search-report" if element.tag == "search-report-data" else "page", draft)
    if element.tag == "search-report-data":
        draft.keep("search-report-office", element.get("srep-office") or "")


def _picture(element: Element, kind: str, draft: Draft) -> None:
    file = element.get("file")
    if file:
        draft.add("images", Image(file=file, kind=kind))


def remarks(element: Element, draft: Draft) -> None:
    """B000: what the EPO remarks on the document, each with its tag."""
    for tags in element:
        for child in tags:
            if child.tag == "B050EP":
                draft.keep(
                    "B050EP", ": ".join(filter(None, (child_text(child, "B051EP"), child_text(child, "B052EP"))))
                )
            elif child.tag in ("B053EP", "B070EP"):
                draft.keep(str(child.tag), words(child))


PARTS: dict[str, Part] = {
    "abstract": abstract,
    "description": description,
    "claims": claims,
    "amended-claims": amended,
    "amended-claims-statement": amended,
    "drawings": drawings,
    "search-report-data": pages,
    "doc-page": pages,
    "B000": remarks,
}
