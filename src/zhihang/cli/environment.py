"""What `#n`, `##name` and `@file` mean on the command line: lines of a strategy, of a file of saved queries, paths."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from zhihang.errors import UsageError
from zhihang.search.environment import Environment, Stored
from zhihang.search.notation import to_sexpr
from zhihang.search.parser import parse

_LIST = re.compile(r"""@(?:"((?:[^"\\]|\\.)*)"|([^\s(){}"=<>!,;:]+))""")


class ListFiles(Mapping[str, str]):
    """The texts of list files by path; a path is read when it is first asked for."""

    def __init__(self, query: str) -> None:
        names = [quoted or plain for quoted, plain in _LIST.findall(query)]
        self._names = [name for name in names if Path(name).is_file()]

    def __getitem__(self, name: str) -> str:
        return read_text(Path(name))

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __contains__(self, name: object) -> bool:
        return name in self._names


def environment_of(query: str, strategy: Path | None, saved: Path | None) -> tuple[Environment, ListFiles]:
    """What a query may refer to. Each line of the strategy may refer to the lines before it."""
    lists = ListFiles(query if strategy is None else f"{query}\n{read_text(strategy)}")
    queries = _saved_queries(saved) if saved is not None else {}
    known: dict[str, Stored] = {}
    for name, text in queries.items():
        known[name] = Stored(to_sexpr(parse(text, environment=Environment({}, known, tuple(lists))).tree))
    history: dict[int, Stored] = {}
    lines = [] if strategy is None else read_text(strategy).splitlines()
    for number, line in enumerate(lines, 1):
        if line.strip():
            environment = Environment(dict(history), known, tuple(lists))
            history[number] = Stored(to_sexpr(parse(line, environment=environment).tree))
    return Environment(history, known, tuple(lists)), lists


def _saved_queries(path: Path) -> dict[str, str]:
    queries = {}
    for number, line in enumerate(read_text(path).splitlines(), 1):
        if line.strip():
            name, tab, query = line.partition("\t")
            if not tab:
                raise UsageError("SAVED_LINE", room="cli", path=str(path), line=number)
            queries[name.strip()] = query
    return queries


def read_text(path: Path) -> str:
    """A text file of the user, in UTF-8. Raises UsageError `UNREADABLE_FILE`."""
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError("UNREADABLE_FILE", room="cli", path=str(path), reason=str(error)) from None
