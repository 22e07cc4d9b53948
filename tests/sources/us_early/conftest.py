"""What the tests of early US documents share: readers, and the official document types."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from zhihang.records.problem import Problem
from zhihang.records.record import Record

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
