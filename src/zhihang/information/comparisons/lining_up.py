"""Records beside each other 并排比较: the lines of their pages in common rows, and what differs in them. Pure.

Rows and their order are those of the record page. A value is a record's own where not every record of the comparison
has it; words of titles, abstracts and claims are compared with the first record, in one language.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from zhihang.information.comparisons.claim_rows import claim_rows
from zhihang.information.comparisons.differing import Stretch, beside
from zhihang.messages import Language
from zhihang.reporting.bibliography.naming import value_name
from zhihang.reporting.bibliography.sheet import GoodsClass, RecordSheet, rows_table
from zhihang.reporting.bibliography.sheet import Row as SheetRow
from zhihang.reporting.bibliography.values import Value, word
from zhihang.search.conditions import condition
from zhihang.text.folding import fold

_TITLED: Final = "title"


@dataclass(frozen=True, slots=True)
class Shown:
    """One value in a cell: its text in pieces, what qualifies it, its language, the query that finds its like."""

    pieces: tuple[Stretch, ...]
    note: str = ""
    language: str = ""
    query: str = ""

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Cell:
    """What one record says in a row; nothing where it says nothing. `code`: its INID code, or the claim's number."""

    values: tuple[Shown, ...] = ()
    code: str = ""


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One row: its INID code and label where all records share them, a cell for each record."""

    key: str
    code: str
    label: str
    cells: tuple[Cell, ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that stand together on the page of a record. `language`: of its texts, where it is one for all."""

    key: str
    rows: tuple[ComparedRow, ...]

    @property
    def equal(self) -> int:
        """How many rows say the same in every record."""
        return sum(not row.differs for row in self.rows)


def lined_up(sheets: Sequence[RecordSheet], language: Language) -> list[Block]:
    """The blocks of a comparison, those that no record fills left out."""
    status = _single("status", [_status(sheet, language) for sheet in sheets])
    blocks = [
        Block("bibliography", (*_of_kind(sheets), *_titles(sheets), *status, *_bibliography(sheets))),
        Block("mark", tuple(_mark_rows(sheets, language))),
        Block("goods_services", tuple(_goods(sheets))),
        Block("citations", _single("cited", [_cited(sheet) for sheet in sheets])),
        Block("texts", (*_abstracts(sheets), *_claims(sheets))),
    ]
    return [block for block in blocks if block.rows]


def shared_language(sheets: Iterable[RecordSheet], language: Language) -> str:
    """The language in which most of the records have texts: the reader's among equals, else the first by code."""
    counts = Counter(code for sheet in sheets for code in {*sheet.record.abstract, *sheet.record.claims})
    return min(counts, key=lambda code: (-counts[code], code != language, code), default="")


# rows of values


def _of_kind(sheets: Sequence[RecordSheet]) -> Iterable[ComparedRow]:
    return _single("right", [[Value(sheet.right, query=condition("right", [sheet.record.right]))] for sheet in sheets])


def _single(key: str, columns: Sequence[Sequence[Value]]) -> tuple[ComparedRow, ...]:
    return (_compared(key, "", "", columns),) if any(columns) else ()


def _bibliography(sheets: Sequence[RecordSheet]) -> Iterable[ComparedRow]:
    filled = [{row.key: row for row in sheet.rows} for sheet in sheets]
    for key in dict.fromkeys(line["key"] for line in rows_table()):
        rows = [each.get(key) for each in filled]
        present = [row for row in rows if row is not None]
        if present:
            yield _row_of(key, present, rows)


def _row_of(key: str, present: Sequence[SheetRow], rows: Sequence[SheetRow | None]) -> ComparedRow:
    codes = list(dict.fromkeys(row.code for row in present))
    label = " / ".join(dict.fromkeys(row.label for row in present))
    code = codes[0] if len(codes) == 1 else ""
    printed = ["" if row is None or len(codes) == 1 else row.code for row in rows]
    return _compared(key, code, label, [() if row is None else row.values for row in rows], printed)


def _compared(
    key: str, code: str, label: str, columns: Sequence[Sequence[Value]], codes: Sequence[str] = ()
) -> ComparedRow:
    names = [{_same(value) for value in values} for values in columns]
    common = set.intersection(*names)

    def shown(value: Value) -> Shown:
        return Shown((Stretch(value.text, _same(value) not in common),), value.note, value.language, value.query)

    cells = tuple(
        Cell(tuple(shown(value) for value in values), codes[place] if codes else "")
        for place, values in enumerate(columns)
    )
    return ComparedRow(key, code, label, cells, any(name != names[0] for name in names))


def _same(value: Value) -> str:
    """Two values are the same whatever their case, width and Chinese script."""
    return fold(value.text).strip()


def _status(sheet: RecordSheet, language: Language) -> list[Value]:
    status = sheet.record.status
    if status is None:
        return []
    return [
        Value(
            value_name("status", status.value, language), status.date or "", query=condition("status", [status.value])
        )
    ]


def _mark_rows(sheets: Sequence[RecordSheet], language: Language) -> Iterable[ComparedRow]:
    for key in ("text", "type", "features", "disclaimer", "translation", "colors"):
        columns = [_of_mark(sheet, key, language) for sheet in sheets]
        if any(columns):
            yield _compared(f"mark_{key}", "", "", columns)


def _of_mark(sheet: RecordSheet, key: str, language: Language) -> list[Value]:
    found = getattr(sheet.record.mark, key, None) or ()
    texts = (found,) if isinstance(found, str) else found
    return [Value(word(each, language) if key in ("type", "features") else each) for each in texts]


def _goods(sheets: Sequence[RecordSheet]) -> Iterable[ComparedRow]:
    by_class = [{each.number: each for each in sheet.goods} for sheet in sheets]
    for number in sorted({each for goods in by_class for each in goods}, key=lambda each: (len(each), each)):
        found = [goods.get(number) for goods in by_class]
        name = next((each.name for each in found if each is not None), "")
        yield _compared("goods", "", f"{number} {name}".strip(), [_entries(each) for each in found])


def _entries(goods: GoodsClass | None) -> list[Value]:
    entries = goods.entries if goods else ()
    return [Value(each.text, each.group or "", each.language or "") for each in entries if each.text]


def _cited(sheet: RecordSheet) -> list[Value]:
    found = [(each.number or each.text or "", each.category or "") for each in sheet.record.citations]
    return [Value(text, category) for text, category in found if text]


# rows of texts


def _titles(sheets: Sequence[RecordSheet]) -> Iterable[ComparedRow]:
    for code in sorted({code for sheet in sheets for code in sheet.record.title}):
        texts = [sheet.record.title.get(code) for sheet in sheets]
        yield _text_row(_TITLED, "", sheets[0].language_name(code), texts, [code] * len(sheets))


def _abstracts(sheets: Sequence[RecordSheet]) -> Iterable[ComparedRow]:
    texts = ["\n".join(sheet.abstract) or None for sheet in sheets]
    if any(texts):
        yield _text_row("abstract", "57", "", texts, [sheet.abstract_language for sheet in sheets])


def _claims(sheets: Sequence[RecordSheet]) -> Iterable[ComparedRow]:
    claims = [[claim.text for claim in sheet.claims.claims] for sheet in sheets]
    if not any(claims):
        return
    languages = [sheet.claims_language for sheet in sheets]
    for row in claim_rows(claims):
        texts = [None if place is None else claims[column][place] for column, place in enumerate(row)]
        numbers = ["" if place is None else str(place + 1) for place in row]
        shared = numbers[0] if len(set(numbers)) == 1 else ""
        yield _text_row("claim", shared, "", texts, languages, [""] * len(row) if shared else numbers)


def _text_row(
    key: str, code: str, label: str, texts: Sequence[str | None], languages: Sequence[str], codes: Sequence[str] = ()
) -> ComparedRow:
    """A row of texts, their words marked against the first text of the row; other languages stay unmarked."""
    present = [place for place, text in enumerate(texts) if text is not None]
    first, *rest = present
    alike = [place for place in rest if languages[place] == languages[first]]
    own, marked = beside(texts[first] or "", [texts[place] or "" for place in alike])
    pieces = {place: (Stretch(texts[place] or ""),) for place in rest} | {first: own}
    pieces |= dict(zip(alike, marked, strict=True))
    cells = tuple(
        Cell((Shown(pieces[place], language=language),) if place in pieces else (), codes[place] if codes else "")
        for place, language in enumerate(languages)
    )
    differs = len(present) < len(texts) or any(piece.is_own for found in pieces.values() for piece in found)
    return ComparedRow(key, code, label, cells, differs or len(alike) < len(rest))
