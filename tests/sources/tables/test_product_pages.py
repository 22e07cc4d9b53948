"""The pages of the products say what the readers do: examples, holdings, and no page out of date."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from zhihang.records.problem import Problem
from zhihang.records.record import Record
from zhihang.sources.holdings import ANY, KEYS, holdings, shown
from zhihang.sources.product_pages import EXAMPLES, example_of, pages
from zhihang.sources.reading import outcomes
from zhihang.sources.recognition import head_of, recognise
from zhihang.sources.registry import BUILT_IN, sources
from zhihang.sources.source import Aside, Source
from zhihang.sources.tables.keys import key_of
from zhihang.sources.tables.loading import shipped_mappings
from zhihang.standards.offices import is_office
from zhihang.standards.rights import rights

DOCS = Path(__file__).parents[3] / "docs" / "reference" / "sources"
EXPECTED = Path(__file__).parents[1] / "expected"
FILES = {
    path.stem: file
    for path in sorted(EXPECTED.glob("*.yaml"))
    if (file := yaml.safe_load(path.read_text("utf-8")).get("file"))
}
"""The files of the expectations that name theirs."""
FOLDERS = (
    "docdb", "ep-fulltext", "us-trademarks", "st96-instances", "trademarks-st66", "tw-patents", "jp-patents",
    "cn-patents", "geographical-indications", "nz-trademarks", "de-trademarks", "exports/lens-2015",
    "exports/derwent", "exports/espacenet", "exports/thomson-innovation",
)  # fmt: skip
WITHOUT_EXAMPLE = {"workbook"}
"""Any of the tables may stand in a workbook."""


def test_every_page_is_up_to_date_and_no_page_is_left_over() -> None:
    made = pages(DOCS)
    assert {path.name for path in DOCS.glob("*.md")} == set(made), "run: script/reference"
    old = [name for name, text in made.items() if (DOCS / name).read_text("utf-8") != text]
    assert old == [], "run: script/reference"


def test_every_product_has_an_example_and_every_example_a_product() -> None:
    named = {path.stem for path in (DOCS / EXAMPLES).iterdir()}
    assert named == set(sources()) - WITHOUT_EXAMPLE, "add a small made-up file"


@pytest.mark.parametrize("file", sorted((DOCS / EXAMPLES).iterdir()), ids=lambda path: path.name)
def test_an_example_is_recognised_and_read_without_a_problem(file: Path) -> None:
    found = recognise(head_of(file.read_bytes(), file.name))
    assert isinstance(found, Source), found
    assert found.name == file.stem
    told = list(outcomes([file]))
    assert told
    assert [each for each in told if isinstance(each, Problem | Aside)] == []


def test_every_product_says_what_it_holds_in_known_words() -> None:
    assert set(holdings()) == set(sources()), "add it to holdings.yaml"
    for held in holdings().values():
        for entry in held:
            assert entry.right in rights()
            assert set(entry.data) <= set(KEYS)
            assert list(entry.data) == [data for data in KEYS if data in entry.data]
            assert all(office == ANY or is_office(office) for office in entry.offices)
    assert BUILT_IN


def beyond(records: Iterator[Record]) -> Iterator[tuple[object, ...]]:
    """What records show beyond the holdings of their product."""
    for record in records:
        held = {entry.right: entry for entry in holdings()[record.provenance[0].product]}
        entry = held.get(record.right)
        if entry is None:
            yield record.provenance[0].product, record.right
        elif record.office not in entry.offices and ANY not in entry.offices:
            yield record.provenance[0].product, record.right, record.office
        elif not shown(record) <= set(entry.data):
            yield record.provenance[0].product, record.right, sorted(shown(record) - set(entry.data))


def test_examples_show_nothing_beyond_the_holdings() -> None:
    found = outcomes([DOCS / EXAMPLES])
    assert sorted(set(map(str, beyond(each for each in found if isinstance(each, Record))))) == []


def test_a_mapping_fills_what_its_holdings_say() -> None:
    for mapping in shipped_mappings():
        filled = {key_of(column.key).of or column.key.partition(".")[0] for column in mapping.columns}
        can = {data for data, keys in KEYS.items() if filled & set(keys)}
        for entry in holdings()[mapping.product]:
            assert set(entry.data) == can, (mapping.product, set(entry.data) ^ can)


@pytest.mark.real_data
@pytest.mark.parametrize("name", FILES)
def test_real_records_show_nothing_beyond_the_holdings(shared: Path, name: str) -> None:
    found = outcomes([shared / "data" / FILES[name]])
    assert sorted(set(map(str, beyond(each for each in found if isinstance(each, Record))))) == []


@pytest.mark.real_data
@pytest.mark.parametrize("folder", FOLDERS)
def test_real_folders_show_nothing_beyond_the_holdings(shared: Path, folder: str) -> None:
    found = outcomes([shared / "data" / folder])
    assert sorted(set(map(str, beyond(each for each in found if isinstance(each, Record))))) == []


def test_every_data_is_read_from_some_product_and_every_right_too() -> None:
    entries = [entry for held in holdings().values() for entry in held]
    assert {data for entry in entries for data in entry.data} == set(KEYS)
    assert {entry.right for entry in entries} >= {
        "patent", "utility_model", "design", "trademark", "copyright", "layout_design", "plant_variety",
        "geographical_indication",
    }  # fmt: skip


def test_a_product_without_an_example_has_no_file() -> None:
    assert example_of("workbook", DOCS) is None
