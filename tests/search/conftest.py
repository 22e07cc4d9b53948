"""What the tests of the query language share: the environment of the cases, and reading a case's outcome."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from zhihang.errors import QueryError
from zhihang.messages import Language
from zhihang.search.environment import Environment
from zhihang.search.notation import to_sexpr
from zhihang.search.parser import parse

Outcome = Callable[[str, Language], tuple[str, list[str]]]


@pytest.fixture(scope="session")
def environment() -> Environment:
    """History, saved queries and lists of the reference cases."""
    return Environment(
        history={1, 2, 3},
        saved={"mysearch", "锂电池", "battery pool"},
        lists={"numbers.txt", "names.txt", "我的清单.txt"},
    )


@pytest.fixture(scope="session")
def outcome(environment: Environment) -> Outcome:
    """A query's tree and the codes of its notices; of a refused one `code@position`."""

    def read(text: str, language: Language = "en") -> tuple[str, list[str]]:
        try:
            query = parse(text, language=language, environment=environment)
        except QueryError as error:
            return f"{error.code}@{error.position}", []
        return to_sexpr(query.tree), [notice.code for notice in query.notices]

    return read
