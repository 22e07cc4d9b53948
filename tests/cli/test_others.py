"""`demo`, `serve`, `manage`, progress, and a reader that goes away."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import Command

from zhihang.cli import progress, serving
from zhihang.cli.progress import Shown


def test_the_demo_writes_files_and_a_corpus(bare: Command, tmp_path: Path) -> None:
    answer = bare("demo", tmp_path / "demo", "--scale", "0.02")
    assert (answer.status, answer.data) == (0, b"")
    files, corpus = tmp_path / "demo" / "files", tmp_path / "demo" / "corpus"
    assert answer.err.startswith(f"Demo files in {files}, corpus in {corpus}: ")
    total = int(bare("count", "id=*", "--corpus", corpus).out)
    assert answer.err.endswith(f"{total} records\n")
    assert bare("demo", tmp_path / "demo", "--scale", "0.02").status == 0
    assert len(bare("corpus", "list", "--corpus", tmp_path / "demo" / "corpus").rows) == 1


def test_the_web_that_is_not_installed(bare: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "find_spec", lambda name: None)
    for command in ("serve", "manage"):
        answer = bare(command)
        assert (answer.status, answer.err) == (
            1, "The web application is not installed: pip install 'zhihang[web]'\n",
        )  # fmt: skip


@pytest.mark.parametrize(("language", "words"), [("en", "Merging and indexing records"), ("zh", "合并并索引记录")])
def test_long_work_is_told_in_plain_lines_where_nobody_watches(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], language: str, words: str
) -> None:
    now = [100.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    with Shown(language) as shown:  # type: ignore[arg-type]
        for seconds in range(1, 26):
            now[0] = 100.0 + seconds
            shown("merge", seconds * 1_000, 25_000)
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith(words)
    assert "10,000" in lines[0]
    assert "25,000" in lines[0]


def test_a_terminal_gets_a_bar_with_rate(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    now = [100.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    with Shown("en") as shown:
        shown("read", 1_000_000, 9_000_000, "week.xml")
        assert shown.bars is None, "silent for two seconds"
        now[0] = 103.0
        shown("read", 3_000_000, 9_000_000, "week.xml")
        now[0] = 105.0
        shown("read", 6_000_000, 9_000_000, "week.xml")
        (task,) = shown.bars.tasks
        assert (task.completed, task.total) == (6_000_000, 9_000_000)
        assert task.description == "Reading week.xml"
        assert task.fields == {"amount": "6.0 MB/9.0 MB", "rate": "1.2 MB"}
    capsys.readouterr()


def test_a_reader_that_goes_away_is_no_error(corpus_folder: Path) -> None:
    command = [str(Path(sys.executable).with_name("zhihang")), "search", "id=*", "--limit", "all", "--format", "jsonl"]
    with subprocess.Popen(
        [*command, "--corpus", str(corpus_folder)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        told = process.stderr.read()
    assert b"Traceback" not in told
    assert b"Exception" not in told


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("format_", ["table", "csv", "jsonl", "xlsx", "parquet"])
def test_a_full_disk_is_a_sentence(corpus_folder: Path, format_: str) -> None:
    command = [str(Path(sys.executable).with_name("zhihang")), "search", "id=*", "--limit", "all", "--format", format_]
    with Path("/dev/full").open("wb") as full:
        answer = subprocess.run(
            [*command, "--corpus", str(corpus_folder)], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert answer.returncode == 1
    assert answer.stderr.count(b"\n") == 1, answer.stderr.decode()
    assert b"No space left on device" in answer.stderr
