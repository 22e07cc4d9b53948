"""Hierarchy by dots where a scheme file is set, by the symbol where none is."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhihang.corpus.index.builder import IndexBuilder
from zhihang.corpus.index.reader import IndexReader
from zhihang.corpus.plan import ClassSymbol, FieldRef
from zhihang.corpus.schemes import SetSchemes
from zhihang.errors import NotFound
from zhihang.records.record import Record, to_json
from zhihang.standards.scheme_files import write_table
from zhihang.standards.schemes import Scheme, SchemeEntry

# 1/03 has one dot, 1/035 two (below it), 1/025 two (below 1/02)
ENTRIES = [
    ("G06F", 2), ("G06F0001000000", 3), ("G06F0001020000", 4), ("G06F0001025000", 5), ("G06F0001030000", 4),
    ("G06F0001035000", 5), ("G06F0001040000", 4),
]  # fmt: skip
SYMBOLS = ["G06F 1/02", "G06F 1/025", "G06F 1/03", "G06F 1/035", "G06F 1/04"]


@pytest.fixture
def reader(tmp_path: Path) -> IndexReader:
    records = [
        Record(id=f"US{n}B2", right_id=f"r{n}", right="patent", office="US", number=str(n), ipc=(symbol,))
        for n, symbol in enumerate(SYMBOLS)
    ]
    with IndexBuilder(tmp_path / "index") as builder:
        builder.add_batch([(n, to_json(record)) for n, record in enumerate(records)])
    return IndexReader(tmp_path / "index", lambda ords: [], SetSchemes())


def found(reader: IndexReader, scope: str, symbol: str) -> list[str]:
    return [SYMBOLS[ord_] for ord_ in reader.ordinals(ClassSymbol((FieldRef("ipc"),), scope, symbol))]  # type: ignore[arg-type]  # a scope


@pytest.fixture
def scheme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_table(Scheme([SchemeEntry(key, depth, "") for key, depth in ENTRIES], "IPC"), tmp_path / "ipc.tsv")
    monkeypatch.setenv("ZHIHANG_IPC_SCHEME", str(tmp_path / "ipc.tsv"))


@pytest.mark.usefixtures("scheme")
def test_with_a_scheme_dots_decide(reader: IndexReader) -> None:
    assert found(reader, "low", "G06F 1/02") == ["G06F 1/02", "G06F 1/025"]
    assert found(reader, "low", "G06F 1/03") == ["G06F 1/03", "G06F 1/035"]
    assert found(reader, "high", "G06F 1/035") == ["G06F 1/03", "G06F 1/035"]


def test_without_one_the_symbols_do(reader: IndexReader) -> None:
    assert found(reader, "low", "G06F 1/03") == ["G06F 1/03", "G06F 1/035"]
    assert found(reader, "low", "G06F 1/00") == SYMBOLS


def test_a_scheme_that_is_not_there_is_told(reader: IndexReader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHIHANG_IPC_SCHEME", "/nowhere/ipc.xml")
    with pytest.raises(NotFound):
        found(reader, "low", "G06F 1/03")
