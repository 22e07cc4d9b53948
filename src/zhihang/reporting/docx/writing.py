"""Writing a report as DOCX: the body to disk as the records come, then indexes and contents, then all of it packed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from zhihang.messages import text
from zhihang.reporting.blocks import Block, Column, Contents, Cover, Document, Entry, Index, Paragraph, Run, Unshown
from zhihang.reporting.docx.markup import cell_line, link, page_of, paragraph, run, runs, table
from zhihang.reporting.docx.packing import pack, relation, section_of
from zhihang.reporting.docx.rendering import Rendering
from zhihang.reporting.docx.skeleton import skeleton
from zhihang.reporting.legible import Legibility
from zhihang.reporting.register import Listed, Register
from zhihang.reporting.unshown import annex


def write_docx(target: BinaryIO, document: Document) -> int:
    """Write a report as DOCX; returns how many entries it has. Its texts are never all in memory.

    Page numbers are fields: the word processor counts them when the file is opened.
    """
    with TemporaryDirectory(prefix="zhihang-report-") as folder, Register() as register:
        writing = _Writing(document, Path(folder), register)
        writing.write()
        pack(target, writing.frame, writing.body(), writing.pictures, document.created)
        return writing.entries


@dataclass(slots=True)
class _Piece:
    """A piece of the body: markup on disk, or a place that is filled when all entries are known."""

    path: Path | None
    place: Contents | Index | None = None


class _Writing:
    """One report on its way into a file."""

    def __init__(self, document: Document, folder: Path, register: Register) -> None:
        self._document = document
        self._folder = folder
        self._register = register
        self._legibility = Legibility()
        self._rendering = Rendering(self._legibility, document.language, self._keep)
        self._pieces: list[_Piece] = []
        self._has_cover = False
        self._sections = 0
        self.pictures: list[Path] = []
        self.entries = 0
        shown = self._legibility.shown
        self.frame = skeleton(document, shown(document.title), shown(document.running))
        self._section = section_of(self.frame)

    def write(self) -> None:
        """Write every block, each run of them to a file of its own; then the indexes."""
        blocks = chain(self._document.blocks, (None,))
        while (block := self._write_run(blocks)) is not None:
            self._pieces.append(_Piece(None, block))
        for number, piece in enumerate(self._pieces):
            if isinstance(piece.place, Index):
                self._rendering.piece = number
                piece.path = self._folder / f"piece-{number}.xml"
                with piece.path.open("w", encoding="utf-8") as file:
                    file.writelines(self._index(piece.place))

    def _write_run(self, blocks: Iterator[Block | None]) -> Contents | Index | None:
        """Write blocks up to the next place, which is given back, or to the end."""
        number = self._rendering.piece = len(self._pieces)
        path = self._folder / f"piece-{number}.xml"
        self._pieces.append(_Piece(path))
        with path.open("w", encoding="utf-8") as file:
            for block in blocks:
                if block is None or isinstance(block, Contents | Index):
                    return block
                file.writelines(self._markup(block))
        return None

    def _markup(self, block: Block) -> Iterator[str]:
        if isinstance(block, Unshown):
            told = annex(block, self._legibility, self._document.language)
            return chain.from_iterable(map(self._rendering.markup, told))
        if isinstance(block, Entry):
            self.entries += 1
            self._register.add(block, self._legibility.shown(block.name, block.number))
        self._has_cover = self._has_cover or isinstance(block, Cover)
        return self._rendering.markup(block)

    def _keep(self, data: bytes, ending: str) -> str:
        """A picture as a part of the file; gives the name of its relation."""
        path = self._folder / f"picture-{len(self.pictures) + 1}.{ending}"
        path.write_bytes(data)
        self.pictures.append(path)
        return relation(len(self.pictures))

    def body(self) -> Iterator[str]:
        """The content of the body in its order."""
        for piece in self._pieces:
            if isinstance(piece.place, Contents):
                yield from self._contents(piece.place)
            elif piece.path is not None:
                with piece.path.open(encoding="utf-8") as file:
                    yield from iter(partial(file.read, 1 << 20), "")
        yield self._properties(columns=1)

    # contents and indexes

    def _contents(self, place: Contents) -> Iterator[str]:
        parts = sorted(self._rendering.parts, key=lambda part: part[0])
        yield paragraph("Heading 1", run(self._legibility.shown(place.title)))
        for _, title, name in parts:
            yield paragraph("Contents Line", link(name, run(title)) + "<w:r><w:tab/></w:r>" + page_of(name))
        said = {code: text("reporting", code, self._document.language) for code in ("COLUMN_NUMBER", "COLUMN_DOCUMENT")}
        columns = (
            Column(said["COLUMN_NUMBER"], 0.8),
            Column(said["COLUMN_DOCUMENT"], 2.6),
            *place.columns,
            Column(text("reporting", "COLUMN_PAGE", self._document.language), 0.9, is_number=True),
        )
        rows = (self._contents_row(each, columns) for each in self._register.entries())
        yield from table(columns, rows, self._legibility)

    def _contents_row(self, each: Listed, columns: tuple[Column, ...]) -> list[str]:
        name = f"record_{each.number}"
        summary = [runs((shown,), self._legibility, 0) for shown in each.summary]
        cells = [run(str(each.number)), link(name, run(each.name)), *summary, page_of(name)]
        return [cell_line(cell, column) for cell, column in zip(cells, columns, strict=True)]

    def _index(self, place: Index) -> Iterator[str]:
        """An index in two columns; nothing at all where it has no word."""
        words = self._register.words(place.index)
        first = next(words, None)
        if first is None:
            return
        note = text("reporting", "INDEX_NOTE_DOCX", self._document.language)
        yield self._rendering.part(place.title)
        yield from self._rendering.markup(Paragraph((Run(note),), is_small=True))
        yield self._section_end(columns=1)
        for word in chain((first,), words):
            numbers = run(", ").join(link(f"record_{entry}", run(str(entry))) for entry in word.entries)
            shown = runs((Run(word.text, word.language),), self._legibility, 0)
            yield paragraph("Index Line", shown + run("  ") + numbers)
        yield self._section_end(columns=2)

    def _section_end(self, columns: int) -> str:
        """The end of a stretch of columns: it says how all since the last such end stands."""
        properties = self._properties(columns)
        self._sections += 1
        return f'<w:p><w:pPr><w:spacing w:line="20" w:lineRule="exact"/>{properties}</w:pPr></w:p>'

    def _properties(self, columns: int) -> str:
        """Page and columns of a section; it goes on on the same page. Only a title page has no running head."""
        properties = re.sub(r"<w:cols[^>]*/>", f'<w:cols w:num="{columns}" w:space="450"/>', self._section)
        if self._sections or not self._has_cover:
            properties = re.sub(r"<w:titlePg[^>]*/>", "", properties)
        return re.sub(r"<w:type[^>]*/>", '<w:type w:val="continuous"/>' if self._sections else "", properties)
