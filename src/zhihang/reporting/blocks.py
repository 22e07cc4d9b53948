"""What a report is made of 报告要素: blocks that say what is there, not how it looks. Renderers decide the looks.

A document is a stream of blocks, read once: a report of any length is written in bounded memory. A block that can only
be filled when all is known (contents, an index, what could not be shown) stands as a place, and the renderer fills it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, TypeAlias

from zhihang.messages import Language

Style: TypeAlias = Literal["plain", "strong", "muted", "code"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one language and one style. `language`: ISO 639-1; empty: that of the document.

    `style`: `muted` qualifies what stands before it, `code` keeps every blank and is set in even width.
    """

    text: str
    language: str = ""
    style: Style = "plain"


HIGHEST_PICTURE: Final = 90.0
"""Millimeters that a picture is high at most."""
PIXEL: Final = 0.3
"""Millimeters that a pixel is wide at most (85 to the inch): small pictures stay small."""

Line: TypeAlias = tuple[Run, ...]
"""Runs side by side, without a blank between them that is not written."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list with codes in the margin: code (INID, claim number; or none), label, values line by line."""

    code: str
    label: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows whose codes hang in the margin, as in a gazette."""

    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Cover:
    """The title page: what the report is, of what, and the facts that make it repeatable."""

    title: str
    lines: tuple[Line, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Basis:
    """The basis line: population, counting, edition, as-of date."""

    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A heading that begins a part of the document, on a new page; it stands in the contents."""

    title: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a part or an entry. `code`: what hangs in the margin beside it; `note`: what qualifies it."""

    text: str
    code: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Reading text. `code`: what hangs in the margin (a claim's number); `is_small`: a remark, not the text itself."""

    line: Line
    code: str = ""
    is_small: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading and its share of the width; numbers stand at the right."""

    title: str
    width: float = 1.0
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose heading repeats on each page. A cell is a tuple of lines."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[tuple[Line, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with what it shows. `data` is PNG or JPEG; empty or damaged, the report says that it is not shown.

    It is written no wider than `width` millimeters, no higher than `HIGHEST_PICTURE`, and never blown up.
    """

    data: bytes
    media_type: Literal["image/png", "image/jpeg"]
    caption: str
    width: float = 80.0


@dataclass(frozen=True, slots=True)
class Term:
    """A word that leads to an entry from an index. `index`: which one; `order`: by what it is sorted."""

    index: str
    text: str
    order: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One record in the report, on a page of its own: running number, what it is called, its blocks.

    `name` stands in the running head, `summary` are the cells of its line in the contents after number and name.
    """

    number: int
    name: str
    kind: str
    titles: tuple[Run, ...]
    summary: tuple[Run, ...]
    blocks: tuple[Block, ...]
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Contents:
    """The place of the list of parts and entries. `columns`: those after running number and name, before the page."""

    title: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """The place of an index: every term of its kind with the entries it leads to."""

    title: str
    index: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Unshown:
    """The place where the renderer tells which characters it could not show; nothing where there are none."""

    title: str


Block: TypeAlias = (
    Cover | Basis | Part | Heading | Paragraph | Rows | Table | Picture | Entry | Contents | Index | Unshown
)


@dataclass(frozen=True, slots=True)
class Document:
    """A report 报告: what stands on each page, and its blocks, to be read once.

    `running`: the foot of each page (basis in short); `created` with its zone: the same document gives the same bytes.
    """

    title: str
    language: Language
    running: str
    created: datetime
    blocks: Iterable[Block]
