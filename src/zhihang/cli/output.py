"""How the command line speaks: results to standard output, all else to standard error, in the language asked for."""

from __future__ import annotations

import json
import os
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

import typer

from zhihang import config
from zhihang.errors import QueryError, ZhihangError
from zhihang.messages import Language, error_text, text


def chosen_language(option: str | None) -> Language:
    """The language of `--lang`, else of the setting, else of the locale; English where none is Chinese."""
    wanted = option or config.text_value("lang") or _locale()
    return "zh" if wanted.lower().startswith("zh") else "en"


def _locale() -> str:
    """The language of messages as the environment names it."""
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return next((name for name in names if name), "")


def say(line: str) -> None:
    """A line for people, on standard error."""
    typer.echo(line, err=True)


def tell(code: str, language: Language, /, **fields: Any) -> None:
    """A message of the command line for people, on standard error."""
    say(text("cli", code, language, **fields))


def say_json(value: Any) -> None:
    """Something machine-readable beside the result, on one line of standard error."""
    say(json.dumps(value, ensure_ascii=False))


def print_json(value: Any) -> None:
    """A machine-readable answer."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def print_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Rows in columns: drawn to the width of a terminal, tab-separated where the output is read by a program."""
    if not sys.stdout.isatty():
        for row in rows:
            typer.echo("\t".join(" ".join(cell.split()) for cell in row))
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*row)
    Console().print(table)


def report_error(error: ZhihangError, language: Language, *, as_json: bool) -> None:
    """One clear sentence; of a query error also its place and how to mend it, or the error object as JSON."""
    if isinstance(error, QueryError):
        _report_query_error(error, language, as_json)
    elif as_json:
        say_json({"error": {"code": error.code, "message": error_text(error, language)}})
    else:
        say(error_text(error, language))


def _report_query_error(error: QueryError, language: Language, as_json: bool) -> None:
    content: dict[str, Any] = {
        "code": error.code,
        "position": error.position,
        "length": error.length,
        "message": error_text(error, language),
        "expected": list(error.expected),
        "repair": error.repair,
        **{name: error.fields[name] for name in ("path", "line") if name in error.fields},
    }
    if as_json:
        say_json({"error": content})
        return
    if "line" in error.fields:
        tell("IN_FILE", language, path=error.fields["path"], line=error.fields["line"])
    say(f"{error.code} ({error.position}): {content['message']}")
    line, column = _line_at(error.query, error.position)
    if line.strip():
        say(f"  {line}")
        say(f"  {' ' * _width(line[:column])}{'^' * max(1, _width(line[column : column + error.length]))}")
    if error.expected:
        tell("EXPECTED", language, expected=" · ".join(error.expected))
    if error.repair:
        tell("REPAIR", language, repair=error.repair)


def _line_at(query: str, position: int) -> tuple[str, int]:
    """The line of the query with a position, shortened around it, and the column there."""
    start = query.rfind("\n", 0, position) + 1
    end = query.find("\n", position)
    line = query[start : len(query) if end < 0 else end]
    column = position - start
    left = max(0, column - 60)
    return line[left : left + 120], column - left


def _width(text: str) -> int:
    """Columns on a terminal: East Asian wide characters take two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
