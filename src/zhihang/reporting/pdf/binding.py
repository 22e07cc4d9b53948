"""Binding the chunks of a report: one file, its pages numbered, its links tied, its outline made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NullObject,
    StreamObject,
    TextStringObject,
)

from zhihang.reporting.blocks import Document

LINK = "page:"
"""How a link inside the report is written by the type setter: with the number of the page, counted from 1."""

_FOOT = NameObject("/PageNumber")


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
    target: BinaryIO, document: Document, chunks: Sequence[Path], feet: Path, bookmarks: Iterable[Bookmark]
) -> None:
    """Write the chunks as one file, with the page numbers of `feet` laid over them."""
    writer = PdfWriter()
    for chunk in chunks:
        writer.append(chunk, import_outline=False)
    pages = list(writer.pages)
    for page, foot in zip(pages, PdfReader(feet).pages, strict=True):
        _lay_over(writer, page, foot)
        _tie(page, pages)
    parent = None
    for each in bookmarks:
        above = parent if each.is_entry else None
        item = writer.add_outline_item(title=each.title, page_number=each.page, parent=above)
        parent = parent if each.is_entry else item
    day = document.created
    writer.metadata = {
        "/Title": document.title,
        "/Creator": "Zhihang",
        "/CreationDate": f"D:{day:%Y%m%d%H%M%S}Z" if not day.utcoffset() else f"D:{day:%Y%m%d%H%M%S}",
    }
    writer.root_object[NameObject("/Lang")] = TextStringObject({"zh": "zh-CN"}.get(document.language, "en-US"))
    writer.write(target)


def _lay_over(writer: PdfWriter, page: PageObject, foot: PageObject) -> None:
    """Draw one page over another without reading either: the foot becomes a form that the page draws last."""
    drawn = foot.get_contents()
    form = StreamObject()
    form.set_data(b"" if drawn is None else drawn.get_data())
    form.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): foot.mediabox,
            NameObject("/Resources"): foot.get("/Resources", DictionaryObject()),
        }
    )
    reference = writer._add_object(form.flate_encode().clone(writer))
    resources = page.setdefault(NameObject("/Resources"), DictionaryObject()).get_object()
    forms = resources.setdefault(NameObject("/XObject"), DictionaryObject()).get_object()
    forms[_FOOT] = reference
    own = page.raw_get("/Contents") if "/Contents" in page else None
    before, after = _stream(writer, b"q\n"), _stream(writer, b"\nQ\nq /PageNumber Do Q\n")
    page[NameObject("/Contents")] = ArrayObject([before, *([own] if own is not None else []), after])


def _stream(writer: PdfWriter, data: bytes) -> Any:
    stream = DecodedStreamObject()
    stream.set_data(data)
    return writer._add_object(stream)


def _tie(page: PageObject, pages: Sequence[PageObject]) -> None:
    """Turn links that name a page of the report into links that go there; there are no others."""
    for annotation in page.get("/Annots", ArrayObject()):
        link = annotation.get_object()
        address = str(link.get("/A", DictionaryObject()).get("/URI", ""))
        if address.startswith(LINK):
            goal = pages[int(address.removeprefix(LINK)) - 1]
            link.pop("/A")
            top = [NameObject("/XYZ"), NullObject(), NullObject(), NullObject()]
            link[NameObject("/Dest")] = ArrayObject([goal.indirect_reference, *top])
