"""The texts of an ST.96 patent publication, in the names of ST.36 by now."""

from __future__ import annotations

from zhihang.records.marks import Image
from zhihang.sources.claim_references import independent
from zhihang.sources.draft import Draft, Part, child_text, flat, words
from zhihang.sources.findings import language
from zhihang.sources.xml import Element


def titles(element: Element, draft: Draft) -> None:
    """One title for each language."""
    for title in element:
        code = language(title.get("languageCode")) if title.get("languageCode") else draft.language
        text = draft.line(title)
        if text:
            draft.values.setdefault("title", {}).setdefault(code, text)


def abstract(element: Element, draft: Draft) -> None:
    """The abstract's paragraphs."""
    _text("abstract", element, draft)


def description(element: Element, draft: Draft) -> None:
    """The description; a title that it begins with is the invention's."""
    for title in element.findall("invention-title"):
        draft.values.setdefault("title", {}).setdefault(draft.language, draft.line(title))
        element.remove(title)
    _text("description", element, draft)


def _text(key: str, element: Element, draft: Draft) -> None:
    code = language(element.get("languageCode")) if element.get("languageCode") else draft.language
    paragraphs = tuple(draft.flow.paragraphs(element))
    if paragraphs:
        known = draft.values.setdefault(key, {})
        known[code] = (*known.get(code, ()), *paragraphs)


def claims(element: Element, draft: Draft) -> None:
    """The claims, each as one text; independence as marked, else by references, else by words."""
    each = [claim for claim in element if claim.tag == "claim"]
    found = tuple(
        "\n".join(line for part in claim if part.tag == "claim-text" for line in draft.flow.paragraphs(part))
        for claim in each
    )
    if not any(found):
        return
    code = draft.language
    marks = [child_text(claim, "ClaimTypeCategory") for claim in each]
    referring = [next(claim.iter("claim-ref"), None) is not None for claim in each]
    if all(marks):
        alone = tuple(place for place, mark in enumerate(marks, 1) if mark.lower() == "independent")
    elif any(referring):
        alone = tuple(place for place, refers in enumerate(referring, 1) if not refers)
    else:
        alone = independent(found, code)
    draft.values["claims"] = {code: found}
    draft.values["independent_claims"] = {code: alone}
    draft.values.setdefault("claim_count", len(found))


def claim_count(element: Element, draft: Draft) -> None:
    """How many claims the office counts."""
    text = words(element)
    if text.isdigit():
        draft.values["claim_count"] = int(text)
    elif text:
        draft.findings.note("count", text)


def drawings(element: Element, draft: Draft) -> None:
    """The files of figures and pages."""
    for name in element.iter("FileName"):
        if words(name):
            draft.add("images", Image(file=words(name), kind="drawing"))


def attached(element: Element, draft: Draft) -> None:
    """Files of their own, with what they hold."""
    for document in element:
        content = child_text(document, "DocumentContentCategory")
        draft.keep("external-document", ": ".join(filter(None, (content, child_text(document, "FileName")))))


def exemplary(element: Element, draft: Draft) -> None:
    """The numbers of claims printed as examples."""
    for number in element:
        draft.keep("exemplary-claim", words(number))


def deposit(element: Element, draft: Draft) -> None:
    """A biological deposit."""
    draft.keep("biological-deposit", flat(element))


def statement(element: Element, draft: Draft) -> None:
    """The words that lead in the claims."""
    draft.keep("claim-statement", draft.line(element))


def kept(element: Element, draft: Draft) -> None:
    """A value that no key holds."""
    draft.keep(str(element.tag), flat(element))


PARTS: dict[str, Part] = {
    "InventionTitleBag": titles,
    "Abstract": abstract,
    "Description": description,
    "Claims": claims,
    "ClaimStatement": statement,
    "ClaimTotalQuantity": claim_count,
    "Drawings": drawings,
    "ExternalDocumentBag": attached,
    "ExemplaryClaimBag": exemplary,
    "BioDeposit": deposit,
    "PlainLanguageDesignationText": kept,
    "FilingLanguageCode": kept,
    "PlantName": kept,
}
