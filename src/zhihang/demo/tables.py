"""Tables of the demo: rows under the column names of the offices' notices, CSV or XLSX, the same bytes everywhere."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeAlias

from zhihang.demo import settings
from zhihang.demo.lexicon import phrases
from zhihang.demo.workbook import workbook

Row: TypeAlias = dict[str, str]
"""One line of a table: by the short names of `words/registers.yaml`; what is absent stays empty."""


def word(name: str) -> Any:
    """A word that registers print, or a table of them."""
    return phrases("registers")["words"][name]


def iso(date: datetime.date | None) -> str:
    """A day as notices write it; empty where it has not come yet."""
    return date.isoformat() if date is not None and date <= settings.day("last_day") else ""


def years_after(date: datetime.date, years: int) -> datetime.date:
    """The same day some years later (28 February for a leap day)."""
    day = 28 if (date.month, date.day) == (2, 29) else date.day
    return date.replace(year=date.year + years, day=day)


def written(folder: Path, name: str, rows: Iterable[Row]) -> Path:
    """Writes a table by its name into a folder; gives the file."""
    layout = phrases("registers")["tables"][name]
    columns: dict[str, str] = layout["columns"]
    lines = [list(columns), *([row.get(key, "") for key in columns.values()] for row in rows)]
    path = folder / str(layout["file"])
    data = workbook(lines) if path.suffix == ".xlsx" else _delimited(lines, layout.get("encoding", "utf-8-sig"))
    path.write_bytes(data)
    return path


def _delimited(lines: list[list[str]], encoding: str) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(lines)
    return text.getvalue().encode(encoding)
