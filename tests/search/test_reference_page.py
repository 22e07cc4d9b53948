"""The reference page shows the field table as it is, and its examples can be read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from zhihang.corpus.fields import Field, fields
from zhihang.errors import QueryError
from zhihang.search.environment import Environment
from zhihang.search.field_table import with_table
from zhihang.search.parser import parse
from zhihang.search.scope import subfields

DOCS = Path(__file__).parents[2] / "docs"
ENVIRONMENT = Environment(history={3}, saved={"name", "two words"}, lists={"numbers.txt", "seen.txt"})


def test_the_page_shows_the_present_field_table() -> None:
    page = (DOCS / "reference" / "query-language.md").read_text("utf-8")
    assert with_table(page) == page, "run: python -m zhihang.search.field_table"


@pytest.mark.parametrize("field", fields().values(), ids=lambda field: field.code)
def test_the_example_of_every_field_can_be_read(field: Field) -> None:
    assert parse(field.example).notices == ()


@pytest.mark.parametrize("field", [field for field in fields().values() if field.type == "elem"], ids=lambda f: f.code)
def test_the_subfields_are_those_of_the_field_table(field: Field) -> None:
    assert {found.name for found in subfields(field.code).values()} == set(field.members)


def test_the_tasks_of_the_guide_can_be_read() -> None:
    page = (DOCS / "how-to" / "search.md").read_text("utf-8")
    tasks = re.findall(r"^\| [^|`]+ \| `([^`]+)` \|$", page, re.MULTILINE)
    assert len(tasks) >= 5
    for task in tasks:
        parse(task, environment=ENVIRONMENT)


def test_the_refused_query_of_the_guide_is_refused_as_it_says() -> None:
    with pytest.raises(QueryError) as caught:
        parse("ti=(anode near/3 coating) and pd=2019-13")
    error = caught.value
    assert (error.code, error.position) == ("E402", 33)
    assert error.repair is not None
    assert f"`{error.repair}`" in (DOCS / "how-to" / "search.md").read_text("utf-8")
