"""Mappings: the shipped ones, faults with file, line and key, a user's folder, the pages of the documentation."""

from __future__ import annotations

import pickle
import re
from pathlib import Path

import pytest
import yaml

from zhihang.errors import UsageError
from zhihang.messages import error_text
from zhihang.records.problem import Problem
from zhihang.records.record import KEYS, Record
from zhihang.sources.reading import outcomes
from zhihang.sources.tables.keys import GROUPS, MAIN, keys
from zhihang.sources.tables.loading import load_mapping, mappings_in, read_mapping, shipped_mappings
from zhihang.sources.tables.reference import reference_page
from zhihang.sources.tables.source import SOURCES, mapping_coverage, sources_in, table_source

DOCS = Path(__file__).parents[3] / "docs"
GOOD = """product: my-list
title: {en: A, zh: 甲}
recognise: {headers: [Number]}
office: CN
right: patent
columns:
  - {header: Number, key: publication_number}
  - {header: Day, key: filing_date}
"""
FAULTS = yaml.safe_load((Path(__file__).parent / "faults.yaml").read_text("utf-8"))


def test_every_shipped_mapping_is_sound_and_says_what_it_is() -> None:
    mappings = shipped_mappings()
    assert len({mapping.product for mapping in mappings}) == len(mappings) >= 9
    rights = {mapping.right for mapping in mappings}
    assert rights >= {
        "patent",
        "design",
        "trademark",
        "copyright",
        "layout_design",
        "plant_variety",
        "geographical_indication",
    }
    assert {source.name for source in SOURCES} == {*(mapping.product for mapping in mappings), "workbook"}
    for source in SOURCES:
        assert source.title("zh")
        assert source.title("en")


def test_sources_can_be_sent_to_other_processes() -> None:
    for source in SOURCES:
        assert pickle.loads(pickle.dumps((source.recognise, source.split, source.parse)))


def test_the_keys_of_columns_are_keys_of_records() -> None:
    for key in keys().values():
        assert key.key.partition(".")[0] in {*KEYS, "publication_number"}
        if key.of:
            assert MAIN[key.of] in GROUPS[key.of]


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_says_line_and_key(case: str) -> None:
    fault = FAULTS[case]
    text = GOOD.replace(fault["replace"], fault["by"]) if "replace" in fault else GOOD + fault["add"]
    assert text != GOOD
    with pytest.raises(UsageError) as raised:
        read_mapping(text, "my.yaml")
    fields = raised.value.fields
    assert (fields["file"], fields["line"], fields["key"]) == ("my.yaml", fault["line"], fault["key"])
    assert fault["says"] in fields["reason"]
    assert "my.yaml" in error_text(raised.value, "zh")


def test_a_sound_mapping_is_read(tmp_path: Path) -> None:
    file = tmp_path / "my.yaml"
    file.write_text(GOOD, "utf-8")
    mapping = load_mapping(file)
    assert mappings_in(tmp_path) == (mapping,)
    assert mapping_coverage(mapping).read == ("Number", "Day")
    assert "my-list" in {source.name for source in sources_in(tmp_path)}


def test_a_mapping_that_is_not_there_is_told() -> None:
    with pytest.raises(UsageError) as raised:
        load_mapping("nowhere.yaml")
    assert raised.value.fields["file"] == "nowhere.yaml"


def test_the_reference_page_is_up_to_date() -> None:
    assert (DOCS / "reference" / "mappings.md").read_text("utf-8") == reference_page()


def test_the_example_of_the_how_to_runs(tmp_path: Path) -> None:
    page = (DOCS / "how-to" / "map-a-table.md").read_text("utf-8")
    blocks = dict(re.findall(r"```(csv|yaml|python)\n(.*?)```", page, re.DOTALL))
    table, mapping = tmp_path / "rights.csv", tmp_path / "mapping.yaml"
    table.write_text(blocks["csv"], "utf-8")
    mapping.write_text(blocks["yaml"], "utf-8")
    found = list(outcomes([table], product=table_source(load_mapping(mapping))))
    assert [o for o in found if isinstance(o, Problem)] == []
    first, second = (o for o in found if isinstance(o, Record))
    assert (first.id, first.filing_date, first.ipc) == ("EP3000001B1", "2016-01-15", ("H01M 50/40", "H01M 10/05"))
    assert [(party.name, party.country) for party in first.applicants] == [("ALPHA AG", "DE"), ("BETA SA", "FR")]
    assert (second.id, second.status and second.status.value) == ("CN109638349B", "lapsed")
