"""Contents and indexes: the pages that can be set only when it is known where everything stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, chain, islice
from pathlib import Path
from typing import Any, Final

from zhihang.messages import Language, text
from zhihang.reporting.blocks import Contents, Index, Run
from zhihang.reporting.pdf.binding import LINK, Bookmark
from zhihang.reporting.pdf.payload import Payload
from zhihang.reporting.register import Listed, Register

ROWS_OF_A_CHUNK: Final = 600
"""Lines of contents or of an index that are set at once."""


@dataclass(slots=True)
class Section:
    """A run of pages of the report: its files, and the place it fills where it is contents or an index.

    `headings`: titles of the first rank with the page of the section (from 0) on which each stands.
    """

    paths: list[Path]
    pages: int
    place: Contents | Index | None = None
    headings: list[tuple[str, int]] = field(default_factory=list)
    is_cover: bool = False


class Layout:
    """Where each section, part and entry of a report stands."""

    def __init__(self, register: Register, payload: Payload, language: Language) -> None:
        self.sections: list[Section] = []
        self._register = register
        self._payload = payload
        self._language = language

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return sum(section.pages for section in self.sections)

    def _starts(self) -> list[int]:
        """The pages before each section."""
        return [0, *accumulate(section.pages for section in self.sections)]

    def bookmarks(self) -> Iterator[Bookmark]:
        """The outline: parts in their order, each with the entries that begin in its sections."""
        starts = self._starts()
        entries = self._register.entries()
        entry = next(entries, None)
        for number, section in enumerate(self.sections):
            for title, page in section.headings:
                yield Bookmark(title, starts[number] + page, is_entry=False)
            while entry is not None and entry.section == number:
                yield Bookmark(f"{entry.number}  {entry.name}", starts[number] + entry.page, is_entry=True)
                entry = next(entries, None)

    def data(self, section: Section) -> Iterator[dict[str, Any]]:
        """The chunks of a place, with the pages as they stand now; none for an index that has no word."""
        match section.place:
            case Contents():
                return self._contents(section, section.place)
            case Index():
                return self._index(section.place)
            case None:
                return iter(())

    def _contents(self, section: Section, place: Contents) -> Iterator[dict[str, Any]]:
        starts = self._starts()
        rows = (self._contents_row(each, starts) for each in self._register.entries())
        columns = self._payload.columns(place.columns)
        head = [self._said("COLUMN_NUMBER"), self._said("COLUMN_DOCUMENT")]
        head += [column[0] for column in columns] + [self._said("COLUMN_PAGE")]
        said = {"title": self._payload.words(place.title), "parts": self._parts(section, starts)}
        first = list(islice(rows, ROWS_OF_A_CHUNK))  # without any record there are still parts
        for chunk in chain((first,), _chunks(rows)):
            yield {"k": "contents", "columns": columns, "head": head, "rows": chunk, **said}
            said = {"title": "", "parts": []}

    def _parts(self, own: Section, starts: Sequence[int]) -> list[list[str]]:
        """The parts after the contents, with where they begin."""
        after = self.sections.index(own) + 1
        return [
            [title, *reversed(_link(starts[number] + page + 1))]
            for number, section in enumerate(self.sections[after:], start=after)
            for title, page in section.headings
        ]

    def _contents_row(self, each: Listed, starts: Sequence[int]) -> list[Any]:
        page, link = _link(starts[each.section] + each.page + 1)
        return [link, str(each.number), each.name, [self._payload.run(run) for run in each.summary], page]

    def _index(self, place: Index) -> Iterator[dict[str, Any]]:
        starts = self._starts()
        pages = {each.number: starts[each.section] + each.page + 1 for each in self._register.entries()}
        words = (
            [
                self._payload.run(Run(word.text, word.language)),
                [_link(page)[::-1] for page in dict.fromkeys(pages[entry] for entry in word.entries)],
            ]
            for word in self._register.words(place.index)
        )
        title = self._payload.words(place.title)
        for chunk in _chunks(words):
            yield {"k": "index", "title": title, "note": self._said("INDEX_NOTE_PDF"), "terms": chunk}
            title = ""

    def _said(self, code: str) -> str:
        return text("reporting", code, self._language)


def _link(page: int) -> list[str]:
    return [str(page), f"{LINK}{page}"]


def _chunks(rows: Iterator[list[Any]]) -> Iterator[list[list[Any]]]:
    while chunk := list(islice(rows, ROWS_OF_A_CHUNK)):
        yield chunk
