"""The dialect cases of the language reference: trees and faults of the readers, texts and losses of the printers."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhihang.errors import QueryError
from zhihang.search.dialects import dialects, print_as, read
from zhihang.search.environment import Environment
from zhihang.search.notation import to_sexpr
from zhihang.search.parser import parse

pytestmark = pytest.mark.real_data
READ, PRINTED = 25, 8


@pytest.fixture(scope="module")
def cases(shared: Path) -> list[list[str]]:
    lines = (shared / "reference" / "query-cases.tsv").read_text("utf-8").splitlines()[1:]
    return [line.split("\t")[:4] for line in lines]


def test_every_case_of_a_reader_gives_its_tree_without_notices(
    cases: list[list[str]], environment: Environment
) -> None:
    rows = [row for row in cases if row[2] in dialects()]
    assert len(rows) >= READ
    wrong = []
    for name, text, dialect, expected in rows:
        try:
            query = read(text, dialect, environment=environment)
            found = to_sexpr(query.tree) + "".join(notice.code for notice in query.notices)
        except QueryError as error:
            found = f"{error.code}@{error.position}"
        if found != expected:
            wrong.append((name, text, found))
    assert wrong == []


def test_every_case_of_a_printer_gives_its_text_and_its_losses(cases: list[list[str]]) -> None:
    rows = [row for row in cases if row[2].startswith("to-")]
    assert len(rows) >= PRINTED
    wrong = []
    for name, text, target, expected in rows:
        printed = print_as(parse(text).tree, target.removeprefix("to-"))
        found = f"{printed.text} ; lost: {' '.join(printed.lost) or '-'}"
        if found != expected:
            wrong.append((name, text, found))
    assert wrong == []
