"""The generated reference pages say what the code says today."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhihang.cli.reference import PAGES
from zhihang.cli.vocabulary import vocabulary
from zhihang.config import SETTINGS
from zhihang.corpus.fields import fields
from zhihang.records.record import KEYS

DOCS = Path(__file__).parents[2] / "docs" / "reference"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_up_to_date(name: str) -> None:
    assert (DOCS / name).read_text("utf-8") == PAGES[name](), "run: script/reference"


def test_the_pages_are_complete() -> None:
    settings = PAGES["settings.md"]()
    assert all(f"| `{setting.variable}` |" in settings for setting in SETTINGS.values())
    record = PAGES["record.md"]()
    assert all(f"| `{code}` |" in record for code in fields())
    assert all(f"`{key}" in record for key in KEYS)
    commands = PAGES["command-line.md"]()
    for name in (
        "count",
        "search",
        "facets",
        "explain",
        "show",
        "number",
        "corpus add",
        "corpus diff",
        "deadlines",
        "demo",
    ):
        assert f"## zhihang {name}\n" in commands
    assert "`table jsonl csv xlsx ris bibtex parquet pdf docx`" in commands


def test_the_vocabulary_has_the_words_of_the_field() -> None:
    words = {(term.english, term.chinese) for term in vocabulary()}
    assert {("edition", "版本"), ("corpus", "数据库"), ("field", "字段"), ("problem", "问题")} <= words
