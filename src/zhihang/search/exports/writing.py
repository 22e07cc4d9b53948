"""The formats of an export by name, and one function that writes any of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal, TypeAlias

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
    path: Path,
    records: Iterable[Record],
    format_: str,
    columns: Sequence[str] = DEFAULT_COLUMNS,
    language: Language = "en",
) -> int:
    """Write records in their order; returns how many. `columns` is for csv and xlsx; the others write whole records."""
    match format_:
        case "csv":
            return write_csv(path, records, columns, language)
        case "xlsx":
            return write_xlsx(path, records, columns, language)
        case "ris":
            return write_ris(path, records)
        case "bibtex":
            return write_bibtex(path, records)
        case "jsonl":
            return write_jsonl(path, records)
        case "parquet":
            from zhihang.search.exports.parquet import write_parquet

            return write_parquet(path, records)
    raise UsageError("FORMAT", room="search", format=format_, formats=", ".join(FORMATS))


def write_jsonl(path: Path, records: Iterable[Record]) -> int:
    """One JSON object a line, the whole record."""
    count = 0
    with path.open("wb") as file:
        for count, record in enumerate(records, 1):  # noqa: B007 - the last count is the answer
            file.write(to_json(record) + b"\n")
    return count
