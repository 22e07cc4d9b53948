"""Parts that both generations of Chinese publications have, in the names of ST.36: people, classes, links, pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml.etree import _Element as Element

from zhihang.records.links import Related
from zhihang.records.marks import Image
from zhihang.records.party import Party
from zhihang.sources import symbols
from zhihang.sources.cnipa.reading import Reading, at, party, printed_document, said

_PERSON = ("prefix", "last-name", "first-name", "middle-name", "suffix")
_ADDRESS = (
    "postcode", "state", "city", "county", "street", "building", "address-floor", "room",
    "address-1", "address-2", "address-3", "mailcode", "pobox",
)  # fmt: skip
_LATIN, _CHINESE = " ", ""


def names(element: Element) -> Iterator[tuple[str, Element]]:
    """Names that an element or its address books hold, each with the element that holds it."""
    for book in (element, *element.findall("addressbook")):
        name = (
            at(book, "name")
            or _person(book)
            or at(book, "orgname")
            or (at(book, "text") if book is not element else "")
        )
        if name:
            yield name, book


def _person(book: Element) -> str:
    if not at(book, "last-name"):
        return ""
    return _together([at(book, part) for part in _PERSON])


def _together(pieces: list[str]) -> str:
    """Pieces of a name or address in one line: Chinese ones stand side by side, others apart."""
    filled = [piece for piece in pieces if piece]
    is_chinese = any(not piece.isascii() for piece in filled)
    return (_CHINESE if is_chinese else _LATIN).join(filled)


def address(book: Element) -> str:
    """The address of an address book in one line."""
    return at(book, "address/text") or _together([at(book, f"address/{part}") for part in _ADDRESS])


def people(elements: Iterable[Element], role: str = "") -> tuple[Party, ...]:
    """The parties of some elements; a residence goes before a nationality and both before the address's country."""
    found = []
    for element in elements:
        stated = at(element, "residence/country") or at(element, "nationality/country")
        for name, book in names(element):
            found.append(
                party(
                    name,
                    address(book),
                    stated or at(book, "address/country") or None,
                    city=at(book, "address/city"),
                    number=at(element, "OrganizationCode") or at(book, "registered-number") or at(book, "iid"),
                    role=role or at(book, "role"),
                )
            )
    return tuple(found)


def agencies(agent: Element) -> Iterator[str]:
    """The printed names of an agent's agencies."""
    for element in agent.findall("cn-agency"):
        for name, _ in names(element):
            yield name


def ipcr(element: Element) -> str:
    """The symbol of a reformed IPC entry: from its parts, else from its text."""
    parts = [at(element, name) for name in ("section", "class", "subclass")]
    if all(parts):
        group = (element.findtext("main-group") or "").strip()
        return symbols.joined(parts[0], parts[1], parts[2], group, (element.findtext("subgroup") or "").strip())
    return at(element, "text")


def relations(elements: Iterable[Element], name: str, reading: Reading) -> Iterator[Related]:
    """Parents and children of a lineage, with the grant and the international application of a parent."""
    for relation in elements:
        for tag, kind in (("parent-doc", "parent"), ("child-doc", "child")):
            for element in relation.findall(tag):
                yield from _relative(element, name, kind, reading)


def _relative(element: Element, name: str, kind: str, reading: Reading) -> Iterator[Related]:
    printed = printed_document(element.find("document-id"))
    if printed.number:
        yield reading.related(printed, name, kind, at(element, "parent-status"))
    granted = printed_document(element.find("parent-grant-document/document-id"))
    if granted.number:
        yield reading.published(granted, f"{name}_grant")
    pct = printed_document(element.find("parent-pct-document/document-id"))
    if pct.number:
        yield reading.related(pct, "pct", kind)


def publications(elements: Iterable[Element], relation: str, reading: Reading) -> Iterator[Related]:
    """Related publications of the same application."""
    for element in elements:
        printed = printed_document(element.find("document-id"))
        if printed.number:
            yield reading.published(printed, relation)


def deposits(element: Element) -> tuple[str, ...]:
    """Deposits of biological material. A paragraph that is only there for one is taken out of the text."""
    found = []
    for deposit in list(element.iter("bio-deposit")):
        found.append(" ".join(filter(None, (said(str(text)) for text in deposit.itertext()))))
        paragraph = deposit.getparent()
        above = paragraph.getparent() if paragraph is not None else None
        if paragraph is not None and above is not None and paragraph.get("num") == "bio":
            above.remove(paragraph)
    return tuple(found)


def figures(element: Element | None, kind: str) -> Iterator[Image]:
    """The pictures below an element."""
    for image in element.iter("img") if element is not None else ():
        if image.get("file"):
            yield Image(file=image.get("file", ""), kind=kind)


def page_files(root: Element) -> tuple[str, ...]:
    """Files of whole pages, of sequence listings and outer tables, which hold no text."""
    pages = root.iter("doc-page", "sequence-list", "SequenceList", "table-external-doc")
    return tuple(element.get("file", "") for element in pages if element.get("file"))


def text_of(element: Element) -> str:
    """All characters below an element in one line."""
    return " ".join(filter(None, (said(str(text)) for text in element.itertext())))


def others(found: dict[str, str | tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """What has no key of its own, by name; empty values are left out."""
    values = {name: (value,) if isinstance(value, str) else value for name, value in found.items()}
    return {name: tuple(filter(None, value)) for name, value in values.items() if any(value)}
