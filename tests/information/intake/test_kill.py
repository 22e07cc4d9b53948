"""The worker is killed with kill -9 while a builder works: the builder ends with it, another worker goes on."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from zhihang.corpus.edition import Corpus
from zhihang.corpus.lock import locked
from zhihang.library import open_corpus

from .conftest import FILES

SCRIPT = str(Path(__file__).with_name("made_worker.py"))
Row = dict[str, Any]


class Installation:
    """A folder with a database, a corpus and uploads of its own, and workers over it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "var").mkdir()
        self.environment = os.environ | {
            "ZHIHANG_CORPUS": str(folder / "corpus"), "ZHIHANG_UPLOAD_FOLDER": str(folder / "var" / "uploads"),
            "ZHIHANG_JOBS": "1",
        }  # fmt: skip
        self.workers: list[subprocess.Popen[bytes]] = []
        self.run("migrate")

    def run(self, *arguments: str) -> str:
        command = [sys.executable, SCRIPT, *arguments]
        done = subprocess.run(command, cwd=self.folder, env=self.environment, check=True, capture_output=True)
        return done.stdout.decode().strip()

    def work(self) -> subprocess.Popen[bytes]:
        with (self.folder / "log").open("ab") as log:
            worker = subprocess.Popen(
                [sys.executable, SCRIPT, "work"], cwd=self.folder, env=self.environment, stdout=log, stderr=log
            )
        self.workers.append(worker)
        return worker

    def row(self, table: str, where: str, value: str) -> Row:
        with sqlite3.connect(self.folder / "var" / "zhihang.sqlite3", timeout=20) as database:
            database.row_factory = sqlite3.Row
            return dict(database.execute(f"SELECT * FROM {table} WHERE {where} = ?", [value]).fetchone())

    def wait(self, number: str, holds: Callable[[Row, Row], bool], seconds: float = 60) -> tuple[Row, Row]:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            arrival = self.row("information_arrival", "id", number)
            job = self.row("workspace_job", "id", arrival["job"])
            if holds(arrival, job):
                return arrival, job
            time.sleep(0.1)
        pytest.fail(f"{arrival}\n{job}\n{(self.folder / 'log').read_text('utf-8')[-3000:]}")


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    made = Installation(tmp_path)
    yield made
    for worker in made.workers:
        worker.kill()
        worker.wait(10)


def builders(folder: Path) -> list[int]:
    """The builders that work for the installation in that folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            is_ours = b"intake.builder" in (process / "cmdline").read_bytes() and (process / "cwd").resolve() == folder
        except OSError:
            continue
        if is_ours:
            found.append(int(process.name))
    return found


def no_builder_is_left(folder: Path) -> bool:
    end = time.monotonic() + 15
    while builders(folder) and time.monotonic() < end:
        time.sleep(0.1)
    return not builders(folder)


def test_another_worker_goes_on_and_the_files_count_once(installation: Installation) -> None:
    folder = installation.folder
    for name, content in FILES.items():
        (folder / name).write_bytes(content)
    corpus = Corpus.create(folder / "corpus")
    first = installation.work()
    with locked(corpus.layout.lock):  # the builder waits, so the worker is killed in the middle of its work
        number = installation.run("bring", str(folder / "marks.csv"))
        installation.wait(number, lambda arrival, job: '"wait"' in arrival["progress"])
        assert len(builders(folder)) == 1
        os.kill(first.pid, 9)
        first.wait(10)
        assert no_builder_is_left(folder)
        installation.work()
        installation.wait(number, lambda arrival, job: job["attempts"] == 2 and job["state"] == "running")
    arrival, job = installation.wait(number, lambda arrival, job: job["state"] in ("succeeded", "failed"))
    assert (arrival["outcome"], job["state"], job["attempts"]) == ("built", "succeeded", 2)
    assert open_corpus(folder / "corpus").search("id=*").total == 4
    assert not list((folder / "corpus").rglob("*.tmp"))


def test_work_that_is_stopped_ends_and_the_worker_goes_on_with_the_next(installation: Installation) -> None:
    folder = installation.folder
    for name, content in FILES.items():
        (folder / name).write_bytes(content)
    corpus = Corpus.create(folder / "corpus")
    worker = installation.work()
    with locked(corpus.layout.lock):
        number = installation.run("bring", str(folder / "marks.csv"))
        installation.wait(number, lambda arrival, job: '"wait"' in arrival["progress"])
        installation.run("stop", number)
        _, job = installation.wait(number, lambda arrival, job: job["state"] not in ("waiting", "running"))
        assert job["state"] == "cancelled"
        assert no_builder_is_left(folder)
    assert corpus.current_id() is None
    after = installation.run("bring", str(folder / "grants.xml"))
    installation.wait(after, lambda arrival, job: arrival["outcome"] == "built")
    assert worker.poll() is None
    assert open_corpus(folder / "corpus").search("id=*").total == 4
