"""The native cases of the language reference: tree or error place, complete notices, print and read again."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from zhihang.errors import QueryError
from zhihang.search.environment import Environment
from zhihang.search.notation import from_sexpr, to_sexpr
from zhihang.search.parser import parse
from zhihang.search.printing import print_query

pytestmark = pytest.mark.real_data
NATIVE = 196


@pytest.fixture(scope="module")
def cases(shared: Path) -> list[list[str]]:
    lines = (shared / "reference" / "query-cases.tsv").read_text("utf-8").splitlines()[1:]
    rows = [(line.split("\t") + [""] * 5)[:5] for line in lines]
    return [row for row in rows if row[2] in {"en", "zh"}]


def test_every_native_case_gives_its_tree_and_its_notices(
    cases: list[list[str]], outcome: Callable[..., tuple[str, list[str]]]
) -> None:
    assert len(cases) >= NATIVE
    wrong = []
    for name, query, language, expected, remark in cases:
        tree, notices = outcome(query.replace("\\n", "\n"), language)
        stated = re.findall(r"W\d\d", remark) if expected.startswith("(") or ":" in expected else []
        if (tree, notices) != (expected, stated):
            wrong.append((name, query, tree, notices))
    assert wrong == []


def test_every_tree_of_the_cases_survives_print_and_read(
    cases: list[list[str]], outcome: Callable[..., tuple[str, list[str]]]
) -> None:
    trees = [row[3] for row in cases if "@" not in row[3] or row[3].startswith("(in")]
    for tree in trees:
        assert to_sexpr(from_sexpr(tree)) == tree
        assert outcome(print_query(from_sexpr(tree))) == (tree, [])


def test_every_repair_of_the_cases_can_be_read(cases: list[list[str]], environment: Environment) -> None:
    repaired = 0
    for row in cases:
        try:
            parse(row[1].replace("\\n", "\n"), environment=environment)
        except QueryError as error:
            if error.repair is not None:
                parse(error.repair, environment=environment)
                repaired += 1
    assert repaired > 50
