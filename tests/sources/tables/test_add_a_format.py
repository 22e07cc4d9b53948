"""The how-to on adding a format does what it says, block by block."""

from __future__ import annotations

import importlib
import re
import sys
from pathlib import Path

import pytest

from zhihang.records.problem import Problem
from zhihang.records.record import Record
from zhihang.sources.reading import outcomes
from zhihang.sources.recognition import head_of
from zhihang.sources.source import Source
from zhihang.sources.tables.loading import load_mapping
from zhihang.sources.tables.source import table_source

PAGE = Path(__file__).parents[3] / "docs" / "how-to" / "add-a-format.md"


@pytest.fixture
def blocks() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for kind, text in re.findall(r"~~~(\w+)\n(.*?)~~~", PAGE.read_text("utf-8"), re.DOTALL):
        found.setdefault(kind, []).append(text)
    return found


@pytest.fixture
def papers(blocks, tmp_path, monkeypatch) -> Source:
    """The module of the page, as a package."""
    folder = tmp_path / "my_papers"
    folder.mkdir()
    (folder / "__init__.py").write_text(blocks["python"][0], "utf-8")
    (folder / "coverage.yaml").write_text(blocks["yaml"][1], "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield importlib.import_module("my_papers").SOURCE
    sys.modules.pop("my_papers")


def test_the_mapping_of_the_page_reads_its_table(blocks, tmp_path) -> None:
    table, mapping = tmp_path / "list.csv", tmp_path / "mapping.yaml"
    table.write_text(blocks["csv"][0], "utf-8")
    mapping.write_text(blocks["yaml"][0], "utf-8")
    found = list(outcomes([table], product=table_source(load_mapping(mapping))))
    assert [(each.id, each.mark.text, each.status.value) for each in found if isinstance(each, Record)] == [
        ("DE-TM-3020080123456", "MUSTER", "active"),
        ("EM-TM-9876543", "EXEMPLA", "withdrawn"),
        ("WO-TM-812345", "PROBA", "expired"),
    ]
    assert [each for each in found if isinstance(each, Problem)] == []


def test_the_module_of_the_page_reads_its_file(blocks, papers, tmp_path) -> None:
    file = tmp_path / "papers.xml"
    file.write_text(blocks["xml"][0], "utf-8")
    assert papers.recognise(head_of(file.read_bytes()))
    (record,) = outcomes([file], product=papers)
    assert (record.id, record.is_right) == ("US-TM-76123456", True)
    (event,) = record.events
    assert (event.code, event.text, event.date) == ("NOA", "Notice of allowance", "2023-03-22")


def test_what_the_module_does_not_know_and_cannot_read_is_told(blocks, papers, tmp_path) -> None:
    file = tmp_path / "papers.xml"
    text = blocks["xml"][0].replace("2023-03-22", "2023-13-22").replace("</Document>", "<New/></Document>")
    file.write_text(text, "utf-8")
    found = list(outcomes([file], product=papers))
    assert [(each.code, each.detail) for each in found if isinstance(each, Problem)] == [
        ("date", "2023-13-22"), ("unread-element", "Document/New"),
    ]  # fmt: skip
    file.write_text(text.replace("76123456", ""), "utf-8")
    assert [each.code for each in outcomes([file], product=papers)] == ["no-number"]


def test_the_entry_point_of_the_page_names_the_module(blocks) -> None:
    assert '"zhihang.sources"' in blocks["toml"][0]
    assert 'my-papers = "my_papers:SOURCE"' in blocks["toml"][0]
