"""The formats of an export by name, and one function that writes any of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import BinaryIO, Literal, TypeAlias

import msgspec

from zhihang.errors import UsageError
from zhihang.messages import Language
from zhihang.records.record import Record, to_json
from zhihang.search.exports.columns import DEFAULT_COLUMNS, selected
from zhihang.search.exports.references import write_bibtex, write_ris
from zhihang.search.exports.sheets import write_csv, write_xlsx

Format: TypeAlias = Literal["csv", "xlsx", "ris", "bibtex", "jsonl", "parquet"]
FORMATS: tuple[Format, ...] = ("csv", "xlsx", "ris", "bibtex", "jsonl", "parquet")
ENDINGS = {"csv": "csv", "xlsx": "xlsx", "ris": "ris", "bibtex": "bib", "jsonl": "jsonl", "parquet": "parquet"}


def write_records(
    target: BinaryIO,
    records: Iterable[Record],
    format_: str,
    columns: Sequence[str] | None = None,
    language: Language = "en",
) -> int:
    """Write records in their order; returns how many.

    `columns`, field codes: the columns of csv and xlsx; the keys of jsonl and parquet, whole records where it is None.
    References (ris, bibtex) always have the parts that their format has. Raises UsageError `FORMAT`.
    """
    check_format(format_)
    shown = DEFAULT_COLUMNS if columns is None else columns
    match format_:
        case "csv":
            return write_csv(target, records, shown, language)
        case "xlsx":
            return write_xlsx(target, records, shown, language)
        case "ris":
            return write_ris(target, records)
        case "bibtex":
            return write_bibtex(target, records)
        case "jsonl":
            return write_jsonl(target, records, columns)
        case _:
            from zhihang.search.exports.parquet import write_parquet

            return write_parquet(target, records, columns)


def check_format(name: str) -> None:
    """Refuse what is no format, before anything is written. Raises UsageError `FORMAT`."""
    if name not in FORMATS:
        raise UsageError("FORMAT", room="search", format=name, formats=", ".join(FORMATS))


def write_jsonl(target: BinaryIO, records: Iterable[Record], columns: Sequence[str] | None = None) -> int:
    """One JSON object a line: the whole record, or the keys that hold some fields."""
    count = 0
    for count, record in enumerate(records, 1):  # noqa: B007 - the last count is the answer
        line = to_json(record) if columns is None else msgspec.json.encode(selected(record, columns))
        target.write(line + b"\n")
    return count
