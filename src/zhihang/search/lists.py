"""Lists 清单: the lines of `pn in @numbers.txt` as conditions, and which lines found nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from zhihang.corpus.plan import FieldRef, Node
from zhihang.errors import QueryError
from zhihang.search.parser import parse


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list: its number in the file (from 1), its text, what it means, or why it means nothing."""

    number: int
    text: str
    leaf: Node | None = None
    fault: str | None = None
    expected: tuple[str, ...] = ()


def lines_of(text: str) -> Iterator[tuple[int, str]]:
    """The values of a list file: one a line; blank lines and lines that start with `;` are skipped."""
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        value = line.strip()
        if value and not value.startswith(";"):
            yield number, value


def read_list(fields: tuple[FieldRef, ...], text: str) -> list[Line]:
    """Each line as a condition on the fields; a line that cannot be read is kept with its fault, the query runs."""
    name = ",".join(map(str, fields))
    return [_line(name, number, value) for number, value in lines_of(text)]


def _line(name: str, number: int, value: str) -> Line:
    quoted = value.replace("\\", "\\\\").replace('"', '\\"')
    try:
        tree = parse(f'{name}="{quoted}"').tree
    except QueryError as error:
        return Line(number, value, fault=error.code, expected=error.expected)
    return Line(number, value, leaf=tree)  # type: ignore[arg-type]  # a single condition holds no reference


def without_hit(lines: Iterable[Line], count: Callable[[Node], int]) -> list[Line]:
    """The lines that found no record, those that could not be read included."""
    return [line for line in lines if line.leaf is None or not count(line.leaf)]
