"""A judgement is written down: one more line in a file of judgements, which is delivered like any other file.

The file is only ever written on; what was said stays, and is taken back by a further line.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from zhihang.errors import UsageError
from zhihang.sources.judgements.judgement import Judgement
from zhihang.sources.reading import outcomes

COLUMNS: Final = (
    "judgement", "name", "country", "office", "record", "other", "other_country", "other_office", "other_record",
    "group", "from", "to", "by", "when", "why", "id", "withdraws",
)  # fmt: skip


def write_judgement(path: Path, values: Mapping[str, str | None]) -> Judgement:
    """Append a line with these values, under a new id where there is none; the judgement as it will be read.

    Raises UsageError `JUDGEMENT` for a file that is none of judgements and for values that say nothing; then the file
    stays as it was.
    """
    columns = _columns(path)
    line = {"id": uuid.uuid4().hex[:12]} | {key: " ".join(value.split()) for key, value in values.items() if value}
    missing = [key for key in line if key not in columns]
    if missing:
        raise UsageError("JUDGEMENT", room="corpus", path=str(path), reason=f"no column {', '.join(missing)}")
    row = "\t".join(line.get(column, "") for column in columns) + "\n"
    made = _checked(path, "\t".join(columns) + "\n" + row)
    with path.open("a", encoding="utf-8", newline="") as stream:
        if path.stat().st_size == 0:
            stream.write("\t".join(columns) + "\n")
        elif not _ends_line(path):
            stream.write("\n")
        stream.write(row)
        stream.flush()
        os.fsync(stream.fileno())
    return made


def _columns(path: Path) -> tuple[str, ...]:
    """The columns of a file of tab-separated judgements; all of them for a new one."""
    if not path.is_file() or path.stat().st_size == 0:
        return COLUMNS
    with path.open(encoding="utf-8-sig") as stream:
        heading = next((line for line in stream if line.strip() and not line.startswith("#")), "")
    columns = tuple(cell.strip().casefold() for cell in heading.split("\t"))
    if not {"judgement", "name", "by", "when"} <= set(columns):
        raise UsageError("JUDGEMENT", room="corpus", path=str(path), reason="no heading of judgements")
    return columns


def _checked(path: Path, text: str) -> Judgement:
    """The judgement as the source will read it."""
    trial = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    trial.write_text(text, "utf-8")
    try:
        found = list(outcomes([trial]))
    finally:
        trial.unlink()
    judgement = next((each for each in found if isinstance(each, Judgement)), None)
    if judgement is None:
        reason = "; ".join(f"{getattr(each, 'code', '')}: {getattr(each, 'detail', '')}" for each in found)
        raise UsageError("JUDGEMENT", room="corpus", path=str(path), reason=reason)
    return judgement


def _ends_line(path: Path) -> bool:
    with path.open("rb") as stream:
        stream.seek(-1, os.SEEK_END)
        return stream.read() == b"\n"
