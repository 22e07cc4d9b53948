"""The numbers of an exchange document, which the EPO writes in up to three forms.

`docdb` (country, number, kind apart) is read; where it is absent, `epodoc` (one word), then `original` (as printed).
The form stands in `data-format` on the element (DOCDB) or in `document-id-type` on each number (OPS).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from zhihang.sources.draft import Draft, texts
from zhihang.sources.xml import Element
from zhihang.standards.numbers import ApplicationNumber, DocumentNumber

_ORDER = {"docdb": 0, "": 1, "epodoc": 2, "original": 3}


@dataclass(frozen=True, slots=True)
class Written:
    """A number in one of its forms."""

    form: str
    country: str
    number: str
    kind: str
    date: str
    name: str

    @property
    def raw(self) -> str:
        """As it stands in the file."""
        return " ".join(filter(None, (self.country, self.number, self.kind)))


def written(elements: Iterable[Element]) -> list[Written]:
    """All forms of one number, the best first."""
    found = []
    for element in elements:
        for child in element:
            if child.tag == "document-id":
                form = element.get("data-format") or child.get("document-id-type") or ""
                got = texts(child)
                found.append(
                    Written(
                        form,
                        got.get("country", ""),
                        got.get("doc-number", ""),
                        got.get("kind", ""),
                        got.get("date", ""),
                        got.get("name", ""),
                    )
                )
    return sorted(found, key=lambda each: _ORDER.get(each.form, len(_ORDER)))


def dated(forms: list[Written]) -> str:
    """The first date that a form states."""
    return next((form.date for form in forms if form.date), "")


def document_of(forms: list[Written], draft: Draft) -> DocumentNumber | None:
    """The publication number; forms after the first serve where it is missing, not where it is wrong."""
    for form in forms:
        if form.number and form.country:
            return draft.findings.document(draft.findings.office(form.country), form.number, form.kind)
        if form.number and form.form == "epodoc":
            return draft.findings.document(draft.findings.office(form.number[:2]), form.number[2:])
    return None


def application_of(forms: list[Written], draft: Draft) -> ApplicationNumber | None:
    """The application number."""
    for form in forms:
        if form.number and form.country:
            office = draft.findings.office(form.country)
            return draft.findings.docdb_application(office, form.number, form.kind)
        if form.number and form.form == "epodoc":
            return draft.findings.application(draft.findings.office(form.number[:2]), form.number)
    return None
