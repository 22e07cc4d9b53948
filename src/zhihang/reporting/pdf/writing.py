"""Writing a report as PDF: chunks as the records come, then contents and indexes, then page numbers.

No record is held once its chunk is set. Contents and indexes need the pages of all that follows them, and their own
length moves those: they are set with the pages as they would stand, and again until nothing moves.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, Final

from zhihang.messages import text
from zhihang.reporting.blocks import Block, Contents, Cover, Document, Entry, Index, Part, Unshown
from zhihang.reporting.fonts import font_set
from zhihang.reporting.legible import Legibility
from zhihang.reporting.pdf.binding import bind, headings
from zhihang.reporting.pdf.payload import Payload
from zhihang.reporting.pdf.places import Layout, Section
from zhihang.reporting.pdf.setting import Setter
from zhihang.reporting.register import Register
from zhihang.reporting.unshown import annex

ENTRIES_OF_A_CHUNK: Final = 50
"""Records that are set at once: about a megabyte of memory each."""
_MOST_ROUNDS: Final = 8


def write_pdf(target: BinaryIO, document: Document) -> int:
    """Write a report as PDF; returns how many pages it has. Its texts are never all in memory.

    Raises UsageError `FONT_MISSING`, `FONT_UNREADABLE`.
    """
    with TemporaryDirectory(prefix="zhihang-report-") as folder, Register() as register:
        fonts = font_set()
        legibility = Legibility(fonts.covers)
        titled = replace(document, title=legibility.shown(document.title), running=legibility.shown(document.running))
        with Setter(titled, fonts, Path(folder)) as setter:
            payload = Payload(legibility, document.language, Path(folder))
            return _Writing(titled, legibility, payload, setter, register).write(target)


class _Writing:
    """One report on its way to paper."""

    def __init__(
        self, document: Document, legibility: Legibility, payload: Payload, setter: Setter, register: Register
    ) -> None:
        self._document = document
        self._legibility = legibility
        self._payload = payload
        self._setter = setter
        self._register = register
        self._layout = Layout(register, payload, document.language)
        self._pending: list[Block] = []
        self._entries = 0

    def write(self, target: BinaryIO) -> int:
        for block in self._document.blocks:
            self._take(block)
        self._set_pending()
        self._fill_places()
        chunks = [path for section in self._layout.sections for path in section.paths]
        pages = self._layout.pages
        bind(target, self._document, chunks, self._setter.feet(self._feet()), pages, self._layout.bookmarks())
        return pages

    def _take(self, block: Block) -> None:
        match block:
            case Contents() | Index():
                self._set_pending()
                shown = self._legibility.shown(block.title)
                self._layout.sections.append(Section([], 0, block, [(shown, 0)]))
            case Unshown():
                self._set_pending()  # what it told is known only when it is set
                self._pending += annex(block, self._legibility, self._document.language)
            case Entry() | Cover():
                self._pending.append(block)
                self._entries += 1
                if self._entries == ENTRIES_OF_A_CHUNK or isinstance(block, Cover):
                    self._set_pending()
            case _:
                self._pending.append(block)

    def _set_pending(self) -> None:
        """Set what is pending, note where its headings stand, and forget it."""
        if not self._pending:
            return
        is_cover = isinstance(self._pending[0], Cover)
        path = self._setter.pages(
            self._payload.blocks(self._pending),
            is_cover=is_cover,
            has_entries=any(isinstance(block, Entry) for block in self._pending),
        )
        pages, found = headings(path)
        section = Section([path], pages, is_cover=is_cover)
        headed = [block for block in self._pending if isinstance(block, Cover | Part | Entry)]
        for block, page in zip(headed, found, strict=True):
            if isinstance(block, Entry):
                name = self._legibility.shown(block.name, block.number)
                self._register.add(block, name, len(self._layout.sections), page)
            else:
                section.headings.append((self._legibility.shown(block.title), page))
        self._layout.sections.append(section)
        self._pending, self._entries = [], 0

    def _fill_places(self) -> None:
        """Set contents and indexes with the pages they lead to, until no page moves any more."""
        places = [section for section in self._layout.sections if section.place is not None]
        for _ in range(_MOST_ROUNDS if places else 0):
            before = [section.pages for section in places]
            for section in places:
                self._fill(section)
            if before == [section.pages for section in places]:
                return

    def _fill(self, section: Section) -> None:
        for path in section.paths:
            path.unlink()
        section.paths = [self._setter.pages([data]) for data in self._layout.data(section)]
        section.pages = sum(headings(path)[0] for path in section.paths)
        if not section.paths:
            section.headings = []

    def _feet(self) -> list[str]:
        """The number of each page in words; a title page has none."""
        pages = self._layout.pages
        first = self._layout.sections[0] if self._layout.sections else None
        bare = first.pages if first is not None and first.is_cover else 0
        language = self._document.language
        words = [text("reporting", "PAGE_OF", language, page=page, pages=pages) for page in range(1, pages + 1)]
        return [""] * bare + words[bare:]
