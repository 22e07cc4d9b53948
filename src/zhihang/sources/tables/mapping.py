"""The mapping of a table: a YAML file that says how a table is recognised and which column is what.

`docs/how-to/map-a-table.md` shows how one is written, `docs/reference/mappings.md` lists those that are shipped.
"""

from __future__ import annotations

from typing import Literal

import msgspec

Order = Literal["iso", "day_first", "month_first"]
Level = Literal["document", "right"]
Layout = Literal["table", "json", "lines"]
Form = Literal["printed", "docdb", "dated", "year_first"]
Header = str | tuple[str, ...]
"""A column's name as files print it, or several spellings of it; compared without case, width and blanks."""


class Recognise(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a table is recognised 识别: names that its header row must hold, and names that it must not.

    `within`: rows from the top among which the header is looked for; `sheets`: sheets of a workbook, all when empty.
    `cells`: for a table without header row (`Mapping.names`), the patterns of those columns that tell it.
    """

    headers: tuple[Header, ...] = ()
    cells: dict[str, str] = {}
    without: tuple[str, ...] = ()
    within: int = 30
    sheets: tuple[str, ...] = ()


class Column(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One column 列 and the record key it fills; the key decides how cells are read.

    `split`: separators of a list; `item`: patterns, tried in order, whose named groups take an item apart;
    `values`: what the cells' codes mean; `order`: of the parts of a date where it is not year first; `language`: of
    a text, where it differs from the table's; `office`: whose numbers these are, where it differs; `kind`: of what
    a list's items are (`divisional`, `drawing`); `note`: for people. `replace`: patterns and what is written in
    their place, in order, before anything else is read; `form`: `docdb` where numbers of applications stand as
    DOCDB writes them (`US 40809899 A`), `dated` where they stand as databases write them and their dates tell which
    application is meant, `year_first` where the year stands in full in front and the serial without zeros;
    `spellings`: a cell spells each claim several times, and the spelling with a date is the claim; `year`,
    `century`: the column that states the year of a date whose year has two digits (`25/04/13`), or a year that it
    does not lie after; `numbered`: the column of an application number in DOCDB's form whose year decides where the
    two digits leave two years; `fixed`: pieces that all items of the list share (`phase: search`); `picture`: the
    cell holds a picture in base64, and this is the name that the record gives it; `alone`: the column is a side
    list in an order of its own, so it says something of an item only where there is one of each.
    """

    header: Header
    key: str
    split: tuple[str, ...] = ()
    item: tuple[str, ...] = ()
    values: dict[str, str] = {}
    order: Order = "iso"
    language: str | None = None
    office: str | None = None
    kind: str | None = None
    replace: dict[str, str] = {}
    form: Form = "printed"
    year: str | None = None
    century: str | None = None
    numbered: str | None = None
    fixed: dict[str, str] = {}
    alone: bool = False
    spellings: bool = False
    picture: str | None = None
    note: dict[str, str] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """All spellings of the column's name."""
        return spellings(self.header)


class AsideColumn(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A column that is known and left aside, with the reason in both languages; an empty name means all columns that
    have none."""

    header: Header
    reason: dict[str, str]

    @property
    def names(self) -> tuple[str, ...]:
        """All spellings of the column's name."""
        return spellings(self.header)


class Mapping(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the rows of one product become records 字段映射.

    `office`, `right`, `language`: of every row, unless a column says otherwise; `level`: whether a row is a document
    (a publication) or a right (a register entry); `identity`: keys of the numbers that name the right, the first
    filled one counts; `constants`: keys that hold the same in every row; `empty`: cells that mean nothing (`-`, `NA`).
    `names`: the columns in order, for a table that has no header row; `layout`: `json` where rows are objects (a list,
    or one after the other), whose keys are the columns (`owner.name` for a key within a key), `lines` where each line
    is a row that the named groups of the pattern `line` take apart; `only`: columns and the patterns that cells of a
    true row fit: any other row is told and passed over. `others`: rows of other tables that files are known to hold, by
    the names of those tables: columns and the patterns that all their cells fit. They are left aside by name.
    `encoded_twice`: the tool that wrote the table took UTF-8 for Windows-1252 and encoded it again (`Ã¼` for `ü`).
    """

    product: str
    title: dict[str, str]
    columns: tuple[Column, ...]
    recognise: Recognise = Recognise()
    aside: tuple[AsideColumn, ...] = ()
    level: Level = "document"
    identity: tuple[str, ...] = ("application_number", "registration_number")
    office: str | None = None
    right: str | None = None
    language: str = "und"
    constants: dict[str, str] = {}
    empty: tuple[str, ...] = ()
    encoding: str | None = None
    encoded_twice: bool = False
    delimiter: str | None = None
    names: tuple[str, ...] = ()
    layout: Layout = "table"
    line: str = ""
    only: dict[str, str] = {}
    others: dict[str, dict[str, str]] = {}
    source: str = ""
    note: dict[str, str] = {}


def spellings(header: Header) -> tuple[str, ...]:
    """A header's spellings, one or several."""
    return (header,) if isinstance(header, str) else header
