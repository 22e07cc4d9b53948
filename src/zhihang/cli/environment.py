"""What `#n`, `##name` and `@file` mean on the command line: lines of a strategy, of a file of saved queries, paths."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from zhihang.errors import QueryError, UsageError
from zhihang.messages import Language
from zhihang.search.environment import Environment, Stored
from zhihang.search.notation import to_sexpr
from zhihang.search.parser import parse


class ListFiles(Mapping[str, str]):
    """The texts of list files by path, read when they are asked for; any file is a list. Iterated: the files here."""

    def __getitem__(self, name: str) -> str:
        return read_text(Path(name))

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and Path(name).is_file()

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(entry.name for entry in Path().iterdir() if entry.is_file()))

    def __len__(self) -> int:
        return len(list(iter(self)))


def environment_of(
    strategy: Path | None, saved: Path | None, language: Language = "en"
) -> tuple[Environment, ListFiles]:
    """What a query may refer to. A line of the strategy may refer to the lines before it, a saved query to those above.

    Raises QueryError with `path` and `line` among its fields, UsageError `UNREADABLE_FILE`, `SAVED_LINE`.
    """
    lists = ListFiles()
    known: dict[str, Stored] = {}
    for number, line in _lines(saved):
        name, tab, query = line.partition("\t")
        if not tab:
            raise UsageError("SAVED_LINE", room="cli", path=str(saved), line=number)
        known[name.strip()] = _stored(query, Environment({}, dict(known), lists), language, saved, number)
    history: dict[int, Stored] = {}
    for number, line in _lines(strategy):
        environment = Environment(dict(history), known, lists)
        history[number] = _stored(line, environment, language, strategy, number)
    return Environment(history, known, lists), lists


def _stored(query: str, environment: Environment, language: Language, path: Path | None, line: int) -> Stored:
    try:
        return Stored(to_sexpr(parse(query, language=language, environment=environment).tree))
    except QueryError as error:
        error.query = query
        error.fields |= {"path": str(path), "line": line}
        raise


def _lines(path: Path | None) -> Iterator[tuple[int, str]]:
    """The lines that hold something, with their numbers in the file."""
    for number, line in enumerate(read_text(path).splitlines() if path else (), 1):
        if line.strip():
            yield number, line


def read_text(path: Path) -> str:
    """A text file of the user, in UTF-8. Raises UsageError `UNREADABLE_FILE`."""
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError("UNREADABLE_FILE", room="cli", path=str(path), reason=str(error)) from error
