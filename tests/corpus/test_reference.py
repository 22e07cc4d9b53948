"""The reference page of the tables and the messages say what the code does."""

from __future__ import annotations

import re
from pathlib import Path

from zhihang.corpus.fields import fields
from zhihang.corpus.tables.batches import schema
from zhihang.corpus.tables.declarations import ELEMENTS, RECORD_TABLES, WHOLE_TABLES, tables
from zhihang.corpus.tables.reference import page
from zhihang.corpus.tables.rows import ROWS
from zhihang.messages import room_texts

ROOT = Path(__file__).parents[2]


def test_the_reference_page_is_up_to_date() -> None:
    assert (ROOT / "docs" / "reference" / "tables.md").read_text("utf-8") == page()


def test_each_table_is_declared_once_and_filled() -> None:
    assert set(tables()) == {*RECORD_TABLES, *WHOLE_TABLES}
    assert {*ROWS, "records", "texts", "conflicts"} == set(RECORD_TABLES)
    for table in tables():
        assert schema(table).names == [column.name for column in tables()[table]]


def test_columns_name_fields_that_exist() -> None:
    for columns in tables().values():
        for column in columns:
            element, _, subfield = column.field.rpartition(".")
            if element:
                assert element in ELEMENTS
                assert subfield in fields()[element].members
            else:
                assert not column.field or column.field in fields()


def test_each_error_of_the_room_has_its_text_in_both_languages() -> None:
    files = [path for path in (ROOT / "src/zhihang/corpus").rglob("*.py") if path.parent.name != "index"]
    source = "\n".join(path.read_text("utf-8") for path in files)
    raised = set(re.findall(r'\(\s*"([A-Z_]+)",\s*room="corpus"', source))
    texts = room_texts("corpus")
    assert raised <= set(texts)
    assert len(raised) > 10
    for by_language in texts.values():
        assert set(by_language) == {"en", "zh"}
        places = [set(re.findall(r"{(\w+)", text)) for text in by_language.values()]
        assert places[0] == places[1]
