"""Blocks as data for the type setter: plain lists and dictionaries, every text shown as far as the fonts go.

A text is a string of a JSON file all the way to the page: nothing in it is read as markup.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from PIL import Image, UnidentifiedImageError

from zhihang.messages import Language, text
from zhihang.reporting.blocks import (
    HIGHEST_PICTURE,
    PIXEL,
    Basis,
    Block,
    Column,
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
from zhihang.reporting.legible import Legibility

_LONG: Final = re.compile(r"[!-~]{28,}")
_BREAK: Final = "\u200b"
"""A place where a long word may be broken; it has no width and no glyph."""
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}")


class Payload:
    """Turns the blocks of one report into data. Pictures become files in `folder`."""

    def __init__(self, legibility: Legibility, language: Language, folder: Path) -> None:
        self._legibility = legibility
        self._language = language
        self._folder = folder
        self._entry = 0
        self._pictures = 0

    def blocks(self, blocks: Sequence[Block]) -> list[dict[str, Any]]:
        """The data of some blocks, in their order."""
        return [self.block(block) for block in blocks]

    def block(self, block: Block) -> dict[str, Any]:
        """The data of one block that needs no page numbers."""
        match block:
            case Entry():
                return self._entry_data(block)
            case Rows(rows):
                return {"k": "rows", "rows": [self._row(row) for row in rows]}
            case Heading(words, code, note):
                return {"k": "heading", "text": self.words(words), "code": code, "note": self.words(note)}
            case Paragraph(line, code, is_small):
                return {"k": "paragraph", "line": self.line(line), "code": code, "small": is_small}
            case Table():
                return self._table(block)
            case Basis(parts):
                return {"k": "basis", "parts": [self.words(part) for part in parts]}
            case Picture():
                return self._picture(block)
            case Cover(title, lines, rows):
                shown = {"title": self.words(title), "lines": [self.line(line) for line in lines]}
                return {"k": "cover", **shown, "rows": [self._row(row) for row in rows]}
            case Part(title):
                return {"k": "part", "title": self.words(title)}
            case _:
                raise TypeError(f"{type(block).__name__} needs page numbers")

    def words(self, words: str) -> str:
        """A text of ours or of a record as it can be shown."""
        return _breakable(self._legibility.shown(words, self._entry))

    def run(self, run: Run) -> list[str]:
        """Text, language, style."""
        is_code = run.style == "code"
        shown = self._legibility.shown(run.text, self._entry, keeps_blanks=is_code)
        language = run.language if _LANGUAGE.fullmatch(run.language) else ""
        return [_breakable(shown), language, run.style]

    def line(self, line: Line) -> list[list[str]]:
        """Its runs."""
        return [self.run(run) for run in line]

    def columns(self, columns: Sequence[Column]) -> list[list[Any]]:
        """Heading, share of the width, whether it holds numbers."""
        return [[self.words(column.title), column.width, column.is_number] for column in columns]

    def _entry_data(self, entry: Entry) -> dict[str, Any]:
        self._entry = entry.number
        data = {
            "k": "entry",
            "number": str(entry.number),
            "name": self.words(entry.name),
            "kind": self.words(entry.kind),
            "titles": [self.run(title) for title in entry.titles],
            "blocks": self.blocks(entry.blocks),
        }
        self._entry = 0
        return data

    def _row(self, row: Row) -> list[Any]:
        return [row.code, self.words(row.label), [self.line(line) for line in row.lines]]

    def _table(self, table: Table) -> dict[str, Any]:
        rows = [[[self.line(line) for line in cell] for cell in row] for row in table.rows]
        return {"k": "table", "columns": self.columns(table.columns), "rows": rows}

    def _picture(self, picture: Picture) -> dict[str, Any]:
        try:
            with Image.open(BytesIO(picture.data)) as image:
                wide, high = image.size
        except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
            said = partial(text, "reporting", "PICTURE_UNREADABLE", self._language)
            return self.block(Paragraph((Run(said(caption=picture.caption)),), is_small=True))
        self._pictures += 1
        name = f"picture-{self._pictures}.{'png' if picture.media_type == 'image/png' else 'jpg'}"
        (self._folder / name).write_bytes(picture.data)
        scale = min(picture.width / wide, HIGHEST_PICTURE / high, PIXEL)
        size = {"width": wide * scale, "height": high * scale}
        return {"k": "picture", "path": name, "caption": self.words(picture.caption), **size}


def _breakable(words: str) -> str:
    """The text with places to break words that no line could hold: after signs, else every 24 characters."""
    return _LONG.sub(lambda match: _broken(match[0]), words)


def _broken(word: str) -> str:
    pieces = re.findall(r".{1,23}?[/,;:._\-)=&?|]|.{1,24}", word)
    return _BREAK.join(pieces)
