from __future__ import annotations

from importlib import resources

import pytest
import yaml
from lxml import etree

from zhihang.sources.coverage import coverage
from zhihang.sources.registry import sources

FILE = """
groups: {number: "document-id/{country,doc-number}", both: "{a,{b,c}/d}"}
read: ["doc/@lang", "doc/ref/<number>", "doc/text/**", "doc/<both>"]
aside:
  - {path: "doc/@id", reason: {en: technical, zh: 技术}}
"""


@pytest.fixture
def known(tmp_path, monkeypatch):
    folder = tmp_path / "made_up_source"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "coverage.yaml").write_text(FILE)
    monkeypatch.syspath_prepend(str(tmp_path))
    return coverage("made_up_source:coverage.yaml")


def test_groups_and_alternatives_are_spelled_out(known):
    assert known.read == (
        "doc/@lang", "doc/ref/document-id/country", "doc/ref/document-id/doc-number", "doc/text/**",
        "doc/a", "doc/b/d", "doc/c/d",
    )  # fmt: skip
    assert [(entry.path, entry.reason["en"]) for entry in known.aside] == [("doc/@id", "technical")]


def test_known_paths_cover_what_is_above_them(known):
    assert known.knows("doc/ref")
    assert known.knows("doc/text/p/@id")
    assert not known.knows("doc/ref/name")
    assert not known.knows("doc/@other")


def test_what_neither_list_knows_is_found_with_its_number(known):
    root = etree.fromstring(
        "<doc id='1' lang='en' new='x'><ref><document-id><country>US</country><kind>A</kind></document-id></ref>"
        "<ref><document-id><kind/></document-id></ref><text><any at='1'/></text><other><inner/></other></doc>"
    )
    assert known.unread(root) == {"doc/@new": 1, "doc/ref/document-id/kind": 2, "doc/other": 1}


def test_a_foreign_root_is_unread_altogether(known):
    assert known.unread(etree.fromstring("<other/>")) == {"other": 1}


def test_every_built_in_source_gives_a_reason_in_both_languages_for_what_it_leaves_aside():
    for source in sources().values():
        if source.coverage and source.coverage.endswith(".yaml"):
            for entry in coverage(source.coverage).aside:
                assert entry.reason.get("en"), (source.name, entry.path)
                assert entry.reason.get("zh"), (source.name, entry.path)


def test_no_path_is_both_read_and_left_aside():
    for source in sources().values():
        if source.coverage and source.coverage.endswith(".yaml"):
            found = coverage(source.coverage)
            assert sorted(set(found.read) & {entry.path for entry in found.aside}) == [], source.name


def test_coverage_files_are_yaml_without_repeated_keys():
    text = (resources.files("zhihang.sources.us") / "coverage-grant.yaml").read_text("utf-8")
    assert set(yaml.safe_load(text)) == {"groups", "read", "aside"}
