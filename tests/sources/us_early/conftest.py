"""What the tests of early US documents share: readers, and the official document types."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from zhihang.records.problem import Problem
from zhihang.records.record import Record
from zhihang.sources.coverage import Step
from zhihang.sources.us_early.renaming import names

_SPEC = importlib.util.spec_from_file_location("us_document_types", Path(__file__).parent.parent / "us/conftest.py")


@pytest.fixture
def document_type():
    """The reader of document types that the tests of XML v4 use."""
    module = importlib.util.module_from_spec(_SPEC)
    _SPEC.loader.exec_module(module)
    return module.DocumentType


@pytest.fixture
def the_record(outcomes_of):
    """The one record that a source makes of some bytes, without any problem."""

    def read(source, data: bytes) -> Record:
        found = outcomes_of(source, data)
        assert [each for each in found if isinstance(each, Problem)] == []
        (record,) = found
        return record

    return read


@pytest.fixture
def unknown_paths():
    """Paths that a document type allows and a coverage does not know."""

    def walk(dtd, tag: str, step: Step, path: str, fixed: tuple[str, ...]) -> list[str]:
        if step.everything:
            return []
        own = [name for name in dtd.attributes.get(tag, []) if name not in fixed]
        found = [f"{path}/@{name}" for name in own if name not in step.attributes]
        for child in dtd.children.get(tag, []):
            known = step.below.get(child)
            found += [f"{path}/{child}"] if known is None else walk(dtd, child, known, f"{path}/{child}", fixed)
        return found

    return walk


@pytest.fixture
def below():
    """Elements that a document type allows below some others, as far as the texts of a generation are read."""

    def walk(dtd, tags: set[str], generation: str) -> set[str]:
        found, todo = set(), list(tags)
        while todo:
            tag = todo.pop()
            if tag not in found:
                found.add(tag)
                todo += dtd.children.get(tag, []) if names(generation).get(tag) != "-" else []
        return found - tags

    return walk
