"""A round as a table: one row a record, each reviewer's grade and comment, the verdict."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import xlsxwriter

from zhihang.information.reviews.selectors import ItemResult
from zhihang.messages import Language, text
from zhihang.search.exports.columns import harmless


def rows(results: list[ItemResult], titles: dict[str, str], language: Language) -> Iterator[list[str]]:
    """The heading and one row a record. A reviewer who had not the record has empty cells; a missing grade says so."""
    people = sorted({who for result in results for who, _, _ in result.answers})
    word = {name: text("information", f"ROUND_{name}", language) for name in ("RECORD", "TITLE", "VERDICT", "COMMENT")}
    missing = text("information", "ROUND_MISSING", language)
    heading = [each for who in people for each in (who, f"{who}: {word['COMMENT']}")]
    yield [word["RECORD"], word["TITLE"], *heading, word["VERDICT"]]
    for result in results:
        said = {who: (grade or missing, comment) for who, grade, comment in result.answers}
        cells = [each for who in people for each in said.get(who, ("", ""))]
        yield [result.item.identifier, titles.get(result.item.identifier, ""), *cells, result.verdict]


def as_csv(lines: Iterator[list[str]]) -> bytes:
    """The table as CSV, with a byte-order mark, so that spreadsheets read Chinese; formulas are made harmless."""
    stream = io.StringIO()
    csv.writer(stream).writerows([harmless(cell) for cell in line] for line in lines)
    return stream.getvalue().encode("utf-8-sig")


def as_xlsx(lines: Iterator[list[str]]) -> bytes:
    """The table as a workbook; every cell is text."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for at, line in enumerate(lines):
            for column, cell in enumerate(line):
                sheet.write_string(at, column, cell[:32_767])
    return stream.getvalue()
