"""The formats of an export by name, and one function that writes any of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import BinaryIO, Literal, TypeAlias

from zhihang.errors import UsageError
from zhihang.messages import Language
from zhihang.records.record import Record, to_json
from zhihang.search.exports.columns import DEFAULT_COLUMNS
from zhihang.search.exports.references import write_bibtex, write_ris
from zhihang.search.exports.sheets import write_csv, write_xlsx

Format: TypeAlias = Literal["csv", "xlsx", "ris", "bibtex", "jsonl", "parquet"]
FORMATS: tuple[Format, ...] = ("csv", "xlsx", "ris", "bibtex", "jsonl", "parquet")
ENDINGS = {"csv": "csv", "xlsx": "xlsx", "ris": "ris", "bibtex": "bib", "jsonl": "jsonl", "parquet": "parquet"}


def write_records(
    target: BinaryIO,
    records: Iterable[Record],
    format_: str,
    columns: Sequence[str] = DEFAULT_COLUMNS,
    language: Language = "en",
) -> int:
    """Write records in their order; returns how many. `columns` is for csv and xlsx; the others write whole records."""
    match format_:
        case "csv":
            return write_csv(target, records, columns, language)
        case "xlsx":
            return write_xlsx(target, records, columns, language)
        case "ris":
            return write_ris(target, records)
        case "bibtex":
            return write_bibtex(target, records)
        case "jsonl":
            return write_jsonl(target, records)
        case "parquet":
            from zhihang.search.exports.parquet import write_parquet

            return write_parquet(target, records)
    raise UsageError("FORMAT", room="search", format=format_, formats=", ".join(FORMATS))


def write_jsonl(target: BinaryIO, records: Iterable[Record]) -> int:
    """One JSON object a line, the whole record."""
    count = 0
    for count, record in enumerate(records, 1):  # noqa: B007 - the last count is the answer
        target.write(to_json(record) + b"\n")
    return count
