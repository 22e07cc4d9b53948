"""Binding the chunks of a report: one file, its pages numbered, its links tied, its outline made.

Each page is written as it is read and then forgotten, so a report of any length is bound in the memory of one chunk.
The numbers of pages as objects are set aside beforehand: a link may lead to a page that is not yet written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, Final

from pypdf import PageObject, PdfReader
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

from zhihang.reporting.blocks import Document
from zhihang.reporting.pdf.objects import Objects, dictionary

LINK: Final = "page:"
"""How a link inside the report is written by the type setter: with the number of the page, counted from 1."""

_LEFT_OUT: Final = frozenset({"/Parent", "/StructParents", "/Tabs"})
_CATALOG, _PAGES, _ABOUT, _OUTLINE, _FIRST_PAGE = 1, 2, 3, 4, 5


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A line of the outline: title, page counted from 0, whether it is an entry of the part before it."""

    title: str
    page: int
    is_entry: bool


def headings(path: Path) -> tuple[int, list[int]]:
    """How many pages a chunk has, and on which of them (from 0) its headings stand, in their order."""
    reader = PdfReader(path)
    numbers = {page.indirect_reference.idnum: at for at, page in enumerate(reader.pages) if page.indirect_reference}
    return len(numbers), [numbers[each] for each in _targets(reader.outline)]


def _targets(outline: Iterable[Any]) -> Iterable[int]:
    for each in outline:
        if isinstance(each, list):
            yield from _targets(each)
        else:
            yield each.raw_get("/Page").idnum


def bind(
    target: BinaryIO,
    document: Document,
    chunks: Sequence[Path],
    feet: Sequence[Path],
    pages: int,
    bookmarks: Iterable[Bookmark],
) -> None:
    """Write the chunks, which have so many pages, as one file with the page numbers of `feet` laid over them."""
    objects = Objects(target, _FIRST_PAGE + pages)
    under = chain.from_iterable(_Source(path, objects).pages() for path in feet)
    page = 0
    for path in chunks:
        source = _Source(path, objects)
        for own in source.pages():
            page = _write_page(objects, own, next(under), page)
    _write_outline(objects, list(bookmarks))
    _write_frame(objects, document, page)
    objects.finish(_CATALOG, _ABOUT)


@dataclass(slots=True)
class _Page:
    """A page of a chunk, and the chunk whose objects it names."""

    page: PageObject
    source: _Source


class _Source:
    """A chunk that is read object by object; each gets its number in the whole when it is first named."""

    def __init__(self, path: Path, objects: Objects) -> None:
        self._reader = PdfReader(path)
        self._objects = objects
        self._numbers: dict[int, int] = {}
        self._named: list[int] = []

    def pages(self) -> Iterator[_Page]:
        """Its pages in their order."""
        return (_Page(page, self) for page in self._reader.pages)

    def moved(self, value: Any) -> Any:
        """A value with the numbers of the whole; what it names is written by `write_named`."""
        if isinstance(value, IndirectObject):
            if value.idnum not in self._numbers:
                self._numbers[value.idnum] = self._objects.number()
                self._named.append(value.idnum)
            return self._objects.reference(self._numbers[value.idnum])
        if isinstance(value, _Goal):
            return value
        if isinstance(value, DictionaryObject):
            return self._moved_dictionary(value)
        if isinstance(value, ArrayObject):
            return ArrayObject(self.moved(each) for each in value)
        return value

    def _moved_dictionary(self, value: DictionaryObject) -> DictionaryObject:
        if value.get("/Subtype") == "/Link":
            _tie(value)
        made: DictionaryObject = type(value)() if isinstance(value, StreamObject) else DictionaryObject()
        for key in value:
            if key not in _LEFT_OUT:
                made[NameObject(key)] = self.moved(value.raw_get(key))
        if isinstance(value, StreamObject) and isinstance(made, StreamObject):
            made._data = value._data
        return made

    def write_named(self) -> None:
        """Write every object that was named since the last time, and what it names in turn."""
        while self._named:
            own = self._named.pop()
            found = self._reader.get_object(own)
            self._objects.write(self._numbers[own], self.moved(found if found is not None else NullObject()))


def _tie(link: DictionaryObject) -> None:
    """Turn a link that names a page of the report into one that goes there; there are no others."""
    address = str(link.get("/A", DictionaryObject()).get("/URI", ""))
    if address.startswith(LINK):
        link.pop("/A")
        link[NameObject("/Dest")] = _Goal(int(address.removeprefix(LINK)) - 1)


class _Goal(ArrayObject):
    """Where a link leads: a page of the whole, which keeps its number when it is moved."""

    def __init__(self, page: int) -> None:
        super().__init__([IndirectObject(_FIRST_PAGE + page, 0, None), NameObject("/XYZ")])
        self.extend([NullObject(), NullObject(), NullObject()])


def _write_page(objects: Objects, own: _Page, foot: _Page, page: int) -> int:
    """Write a page with its foot laid over it; returns how many are written.

    Neither is read: the foot becomes a form, and the page draws it last.
    """
    moved = own.source.moved(_without(own.page, "/Resources"))
    form = objects.number()
    objects.write(form, _form(foot))
    resources = _inside(own.page, "/Resources")
    forms = own.source.moved(_inside(resources, "/XObject"))
    forms[NameObject("/PageNumber")] = objects.reference(form)
    made = own.source.moved(_without(resources, "/XObject"))
    made[NameObject("/XObject")] = forms
    before, after = _stream(objects, b"q\n"), _stream(objects, b"\nQ\nq /PageNumber Do Q\n")
    drawn = [moved.raw_get("/Contents")] if "/Contents" in moved else []
    moved[NameObject("/Resources")] = made
    moved[NameObject("/Contents")] = ArrayObject([before, *drawn, after])
    moved[NameObject("/Parent")] = objects.reference(_PAGES)
    objects.write(_FIRST_PAGE + page, moved)
    own.source.write_named()
    foot.source.write_named()
    return page + 1


def _inside(holder: DictionaryObject, key: str) -> DictionaryObject:
    """A dictionary that stands in another, or that it names; empty where there is none."""
    found = holder[key].get_object() if key in holder else None
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def _without(holder: DictionaryObject, key: str) -> DictionaryObject:
    return dictionary({each: holder.raw_get(each) for each in holder if each != key})


def _form(foot: _Page) -> StreamObject:
    drawn = foot.page.get_contents()
    form = DecodedStreamObject()
    form.set_data(b"" if drawn is None else drawn.get_data())
    form[NameObject("/Type")], form[NameObject("/Subtype")] = NameObject("/XObject"), NameObject("/Form")
    form[NameObject("/BBox")] = ArrayObject(foot.page.mediabox)
    form[NameObject("/Resources")] = foot.source.moved(foot.page.get("/Resources", DictionaryObject()))
    return form


def _stream(objects: Objects, data: bytes) -> IndirectObject:
    stream = DecodedStreamObject()
    stream.set_data(data)
    return objects.add(stream)


def _write_outline(objects: Objects, bookmarks: Sequence[Bookmark]) -> None:
    numbers = [objects.number() for _ in bookmarks]
    parts = [at for at, each in enumerate(bookmarks) if not each.is_entry]
    below: dict[int | None, list[int]] = {None: parts or list(range(len(bookmarks)))}
    for at, each in enumerate(bookmarks):
        if each.is_entry and parts:
            below.setdefault(max(part for part in parts[:1] + [p for p in parts if p < at]), []).append(at)
    for above, members in below.items():
        for place, at in enumerate(members):
            item: dict[str, PdfObject] = {
                "/Title": TextStringObject(bookmarks[at].title),
                "/Parent": objects.reference(_OUTLINE if above is None else numbers[above]),
                "/Dest": _Goal(bookmarks[at].page),
            }
            if place:
                item["/Prev"] = objects.reference(numbers[members[place - 1]])
            if place + 1 < len(members):
                item["/Next"] = objects.reference(numbers[members[place + 1]])
            item |= _ends(objects, [numbers[each] for each in below.get(at, ())], is_open=False)
            objects.write(numbers[at], dictionary(item))
    top = _ends(objects, [numbers[each] for each in below[None]], is_open=True)
    objects.write(_OUTLINE, dictionary({"/Type": NameObject("/Outlines"), **top}))


def _ends(objects: Objects, members: Sequence[int], *, is_open: bool) -> dict[str, PdfObject]:
    if not members:
        return {}
    count = NumberObject(len(members) if is_open else -len(members))
    return {"/First": objects.reference(members[0]), "/Last": objects.reference(members[-1]), "/Count": count}


def _write_frame(objects: Objects, document: Document, pages: int) -> None:
    """The catalog, the list of pages, what the file says of itself."""
    kids = ArrayObject(objects.reference(_FIRST_PAGE + page) for page in range(pages))
    tree = {"/Type": NameObject("/Pages"), "/Kids": kids, "/Count": NumberObject(pages)}
    objects.write(_PAGES, dictionary(tree))
    catalog = {
        "/Type": NameObject("/Catalog"),
        "/Pages": objects.reference(_PAGES),
        "/Outlines": objects.reference(_OUTLINE),
        "/Lang": TextStringObject("zh-CN" if document.language == "zh" else "en-US"),
    }
    objects.write(_CATALOG, dictionary(catalog))
    about = {
        "/Title": TextStringObject(document.title),
        "/Creator": TextStringObject("Zhihang"),
        "/CreationDate": TextStringObject(f"D:{document.created.astimezone(UTC):%Y%m%d%H%M%S}Z"),
    }
    objects.write(_ABOUT, dictionary(about))
