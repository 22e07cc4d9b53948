"""Runs the command line in this process, as the installed command would."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.made_corpus import corpus_folder, other_folder

from zhihang.cli.command import run

__all__ = ["corpus_folder", "other_folder"]


@dataclass(frozen=True)
class Answer:
    """What a command gave: exit status, standard output, standard error."""

    status: int
    data: bytes
    err: str

    @property
    def out(self) -> str:
        return self.data.decode()

    @property
    def rows(self) -> list[list[str]]:
        return [line.split("\t") for line in self.out.splitlines()]

    @property
    def json(self) -> Any:
        return json.loads(self.data)


Command = Callable[..., Answer]


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Command:
    """`bare("count", "ti=battery", …)`: no setting but the arguments; English unless they say otherwise."""
    for name in ("ZHIHANG_CORPUS", "ZHIHANG_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)

    def command(*arguments: str | Path) -> Answer:
        monkeypatch.setattr("sys.argv", ["zhihang", *map(str, arguments)])
        status = 0
        try:
            run()
        except SystemExit as stopped:
            status = stopped.code if isinstance(stopped.code, int) else 0
        told = capsysbinary.readouterr()
        assert b"Traceback" not in told.err
        return Answer(status, told.out, told.err.decode())

    return command


@pytest.fixture
def zhihang(bare: Command, corpus_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """The same with the made-up corpus as the setting names it."""
    monkeypatch.setenv("ZHIHANG_CORPUS", str(corpus_folder))
    return bare
