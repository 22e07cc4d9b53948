"""Titles and abstracts of an exchange document: per language the best form that is there."""

from __future__ import annotations

from zhihang.sources.draft import Draft, words
from zhihang.sources.findings import language
from zhihang.sources.xml import Element

_ORDER = ("docdb", "", "docdba", "epodoc", "intermediate", "original")


def titles(elements: list[Element], draft: Draft) -> None:
    """One title for each language."""
    found: dict[str, str] = {}
    for element in _best_first(elements):
        text = draft.line(element)
        if text:
            found.setdefault(language(element.get("lang")), text)
    if found:
        draft.values["title"] = found


def abstracts(elements: list[Element], draft: Draft) -> None:
    """One abstract for each language; where it comes from is kept when the file says."""
    found: dict[str, tuple[str, ...]] = {}
    for element in _best_first(elements):
        paragraphs = draft.flow.paragraphs(element)
        code = language(element.get("lang"))
        if paragraphs and code not in found:
            found[code] = tuple(paragraphs)
            source = element.get("abstract-source") or element.get("source")
            if source:
                draft.keep("abstract-source", f"{code}: {source}")
    if found:
        draft.values["abstract"] = found


def _best_first(elements: list[Element]) -> list[Element]:
    known = {form: place for place, form in enumerate(_ORDER)}
    return sorted(elements, key=lambda element: known.get(element.get("data-format") or "", len(known)))


def said_language(element: Element, draft: Draft) -> None:
    """The language of publication."""
    code = language(words(element))
    if code != "und":
        draft.values["language"] = code
