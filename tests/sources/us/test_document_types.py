"""Every element and attribute that the official document types allow is read or left aside with a reason."""

from __future__ import annotations

import re

import pytest

from zhihang.sources.coverage import Step, coverage
from zhihang.sources.flow import known_tags
from zhihang.sources.us.document import COVERAGE

pytestmark = pytest.mark.real_data

VERSIONS = [
    "us-patent-grant-v40-2004-12-02",
    "us-patent-grant-v41-2005-08-25",
    "us-patent-grant-v42-2006-08-23",
    "us-patent-grant-v43-2012-12-04",
    "us-patent-grant-v44-2013-05-16",
    "us-patent-grant-v45-2014-04-03",
    "us-patent-application-v40-2004-12-02",
    "us-patent-application-v41-2005-08-25",
    "us-patent-application-v42-2006-08-23",
    "us-patent-application-v43-2012-12-04",
    "us-patent-application-v44-2014-04-03",
]
FLOWING = {"abstract", "description", "claims", "invention-title", "us-claim-statement"}


def unknown_paths(dtd, tag: str, step: Step, path: str) -> list[str]:
    if step.everything:
        return []
    found = [f"{path}/@{name}" for name in dtd.attributes.get(tag, []) if name not in step.attributes]
    for child in dtd.children.get(tag, []):
        if child not in step.below:
            found.append(f"{path}/{child}")
        else:
            found += unknown_paths(dtd, child, step.below[child], f"{path}/{child}")
    return found


@pytest.mark.parametrize("version", VERSIONS)
def test_every_path_of_the_document_type_is_known(shared, document_type, version):
    dtd = document_type(shared / "data/schemas/us-dtd" / f"{version}.dtd")
    root = version.rpartition("-v")[0]
    assert unknown_paths(dtd, root, coverage(COVERAGE[root]).tree.below[root], root) == []


def below(dtd, tags: set[str]) -> set[str]:
    found, todo = set(), list(tags)
    while todo:
        tag = todo.pop()
        if tag not in found:
            found.add(tag)
            todo += dtd.children.get(tag, [])
    return found


@pytest.mark.parametrize("version", VERSIONS)
def test_every_element_inside_texts_has_its_kind(shared, document_type, version):
    dtd = document_type(shared / "data/schemas/us-dtd" / f"{version}.dtd")
    inside = below(dtd, FLOWING)
    assert {"sup", "nplcit", "author"} <= inside
    assert sorted(inside - known_tags()) == []


def test_every_element_of_mathml_has_its_kind(shared):
    text = (shared / "data/schemas/us-dtd/mathml2.dtd").read_text("utf-8")
    names = set(re.findall(r"<!ELEMENT\s+%([\w-]+)\.qname;", text))
    assert len(names) > 150
    assert sorted(names - known_tags()) == ["image", "list"]  # of set theory; elsewhere these names mean other things


def test_every_element_of_the_table_model_has_its_kind(shared, document_type):
    dtd = document_type(shared / "data/schemas/cn-standard/soextblx.dtd")
    assert "tgroup" in dtd.children
    assert sorted({name for name in dtd.children if name[0].isalpha()} - known_tags()) == []
