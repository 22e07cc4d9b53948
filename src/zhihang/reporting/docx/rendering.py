"""Blocks of a report as WordprocessingML."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Final

from PIL import Image, UnidentifiedImageError

from zhihang.messages import Language, text
from zhihang.reporting.blocks import (
    HIGHEST_PICTURE,
    PIXEL,
    Basis,
    Block,
    Cover,
    Entry,
    Heading,
    Line,
    Paragraph,
    Part,
    Picture,
    Row,
    Rows,
    Run,
    Table,
)
from zhihang.reporting.docx.markup import (
    BREAK,
    TAB,
    bookmark,
    cell_line,
    paragraph,
    picture,
    run,
    runs,
    table,
)
from zhihang.reporting.legible import Legibility

_LONGEST_LABEL: Final = 26
"""Widths of letters that a label has beside its values; a longer one stands above them."""


class Rendering:
    """Writes the blocks of one report. Bookmarks `record_N` and `part_N` are where links lead.

    `parts`: piece of the body, title and bookmark of each part, in the order they were written; `piece`: which one is.
    `keep` takes the bytes of a picture and the ending of its file, and gives the name of the relation to it.
    """

    def __init__(self, legibility: Legibility, language: Language, keep: Callable[[bytes, str], str]) -> None:
        self._legibility = legibility
        self._language = language
        self._keep = keep
        self._entry = 0
        self._marks = 0
        self._parts = 0
        self._pictures = 0
        self.piece = 0
        self.parts: list[tuple[int, str, str]] = []

    def markup(self, block: Block) -> Iterator[str]:
        """The pieces of one block that needs no list of entries."""
        match block:
            case Entry():
                yield from self._entry_markup(block)
            case Rows(rows):
                yield from (self._row(row) for row in rows)
            case Heading(words, code, note):
                shown = run(code, "muted") + TAB + run(self.words(words))
                yield paragraph("Heading 3", shown + run(f"  {self.words(note)}" if note else "", "muted"))
            case Paragraph(line, code, is_small):
                yield paragraph("Small" if is_small else "Reading", run(code, "muted") + TAB + self.line(line))
            case Table():
                yield from self._table(block)
            case Basis(parts):
                yield paragraph("Basis", run("  ·  ".join(self.words(part) for part in parts)))
            case Picture():
                yield self._picture(block)
            case Cover():
                yield from self._cover(block)
            case Part(title):
                yield self.part(title)
            case _:
                raise TypeError(f"{type(block).__name__} needs the list of entries")

    def words(self, words: str) -> str:
        """A text as it can be shown."""
        return self._legibility.shown(words, self._entry)

    def line(self, line: Line) -> str:
        """A line as runs."""
        return runs(line, self._legibility, self._entry)

    def part(self, title: str) -> str:
        """The heading of a part, to which the contents lead."""
        self._parts += 1
        name = f"part_{self._parts}"
        self.parts.append((self.piece, self.words(title), name))
        return paragraph("Heading 1", self._marked(name, run(self.words(title))))

    def _marked(self, name: str, content: str) -> str:
        self._marks += 1
        return bookmark(name, self._marks, content)

    def _entry_markup(self, entry: Entry) -> Iterator[str]:
        self._entry = entry.number
        yield paragraph("Heading 2", self._marked(f"record_{entry.number}", run(self.words(entry.name))))
        yield paragraph("Basis", run(f"{entry.number}  ·  {self.words(entry.kind)}"))
        for title in entry.titles:
            yield paragraph("Entry Title", self.line((title,)))
        for block in entry.blocks:
            yield from self.markup(block)
        self._entry = 0

    def _row(self, row: Row) -> str:
        """Code, label and values, each at its stop; a label too long for its column stands on a line of its own."""
        code = run(row.code, "muted")
        label = self.words(row.label)
        values = BREAK.join(self.line(line) for line in row.lines)
        if _width(label) <= _LONGEST_LABEL:
            return paragraph("Row", code + TAB + run(label, "muted") + TAB + values)
        return paragraph("Reading", code + TAB + run(label, "muted") + BREAK + values)

    def _table(self, block: Table) -> Iterator[str]:
        rows = (
            [
                "".join(cell_line(self.line(line), column) for line in cell)
                for column, cell in zip(block.columns, row, strict=True)
            ]
            for row in block.rows
        )
        yield from table(block.columns, rows, self._legibility)

    def _cover(self, block: Cover) -> Iterator[str]:
        yield paragraph("Title", run(self.words(block.title)))
        yield from (paragraph("Subtitle", self.line(line)) for line in block.lines)
        yield from (self._row(row) for row in block.rows)

    def _picture(self, block: Picture) -> str:
        caption = self.words(block.caption)
        try:
            with Image.open(BytesIO(block.data)) as image:
                wide, high = image.size
        except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
            said = text("reporting", "PICTURE_UNREADABLE", self._language, caption=caption)
            return paragraph("Small", TAB + self.line((Run(said),)))
        self._pictures += 1
        relation = self._keep(block.data, "png" if block.media_type == "image/png" else "jpeg")
        scale = min(block.width / wide, HIGHEST_PICTURE / high, PIXEL)
        drawn = picture(relation, self._pictures, wide * scale, high * scale, caption)
        return paragraph("Small", TAB + drawn + BREAK + run(caption, "muted"))


def _width(words: str) -> int:
    """How wide a text is in letters: Chinese ones count twice."""
    return sum(2 if character >= "\u2e80" else 1 for character in words)
