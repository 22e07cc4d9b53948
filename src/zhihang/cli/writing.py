"""Writing what a command exports: to a file, or to standard output where that is no terminal or the format is text."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from zhihang.cli.output import tell
from zhihang.errors import UsageError
from zhihang.messages import Language

BINARY = frozenset({"xlsx", "parquet", "pdf", "docx"})
"""Formats that no terminal can show."""


def write_output(
    format_: str, output: Path | None, language: Language, export: Callable[[Path | BinaryIO], int]
) -> None:
    """Let `export` write, and say how many records it wrote. Raises UsageError `OUTPUT_NEEDED`, `UNWRITABLE_FILE`."""
    if output is None and format_ in BINARY and sys.stdout.isatty():
        raise UsageError("OUTPUT_NEEDED", room="cli", format=format_)
    target = sys.stdout.buffer if output is None else output
    try:
        count = export(target)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise UsageError("UNWRITABLE_FILE", room="cli", path=str(output or "-"), reason=str(error)) from error
    if output is not None:
        tell("WRITTEN", language, count=count, path=output)
