"""The `document-id` of US documents: a number in its printed parts."""

from __future__ import annotations

from dataclasses import dataclass

from zhihang.sources.draft import texts
from zhihang.sources.xml import Element


@dataclass(frozen=True, slots=True)
class DocumentId:
    """A `document-id` as printed: country, number, kind (empty where `00`), name, date."""

    country: str
    number: str
    kind: str
    name: str
    date: str

    @property
    def raw(self) -> str:
        """As it stands in the file."""
        return " ".join(filter(None, (self.country, self.number, self.kind)))


def document_id(element: Element) -> DocumentId | None:
    """The `document-id` below an element."""
    for child in element:
        if child.tag == "document-id":
            found = texts(child)
            kind = found.get("kind", "")
            return DocumentId(
                found.get("country", ""),
                found.get("doc-number", ""),
                "" if kind == "00" else kind,
                found.get("name", ""),
                found.get("date", ""),
            )
    return None
