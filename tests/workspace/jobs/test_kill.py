"""Jobs whose worker is killed with kill -9: resumed, or failed where people see it, and soon."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg.rows import dict_row
from tests.web.on_postgres.server import running

SCRIPT = str(Path(__file__).with_name("made_worker.py"))
Row = dict[str, Any]


class Place:
    """A folder with a database of its own, and workers over it: SQLite in the folder, or PostgreSQL by its address."""

    def __init__(self, folder: Path, address: str = "") -> None:
        self.folder, self.address = folder, address
        self.environment = os.environ | {"ZHIHANG_DATABASE": address}
        (folder / "var").mkdir()
        self.workers: list[subprocess.Popen[bytes]] = []
        self.run("migrate")

    def run(self, *arguments: str) -> str:
        return subprocess.run(
            [sys.executable, SCRIPT, *arguments],
            cwd=self.folder, env=self.environment, check=True, stdout=subprocess.PIPE, text=True,
        ).stdout.strip()  # fmt: skip

    def queue(self, name: str, **arguments: Any) -> str:
        return self.run("queue", name, json.dumps(arguments))

    def work(self) -> subprocess.Popen[bytes]:
        with (self.folder / "log").open("ab") as log:
            worker = subprocess.Popen(
                [sys.executable, SCRIPT, "work"], cwd=self.folder, env=self.environment, stdout=log, stderr=log
            )
        self.workers.append(worker)
        return worker

    def job(self, number: str) -> Row:
        if self.address:
            # the owner reads around its own wall: nothing else says for whom it asks
            with psycopg.connect(self.address, row_factory=dict_row) as connection:
                connection.execute("SELECT set_config('zhihang.everything', 'on', true)")
                return connection.execute("SELECT * FROM workspace_job WHERE id = %s", [UUID(number)]).fetchone() or {}
        with sqlite3.connect(self.folder / "var" / "zhihang.sqlite3", timeout=20) as database:
            database.row_factory = sqlite3.Row
            return dict(database.execute("SELECT * FROM workspace_job WHERE id = ?", [number]).fetchone())

    def wait(self, number: str, holds: Callable[[Row], bool], seconds: float = 60) -> Row:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if holds(row := self.job(number)):
                return row
            time.sleep(0.1)
        pytest.fail(f"{self.job(number)}\n{(self.folder / 'log').read_text('utf-8')[-3000:]}")


def ended(place: Place) -> None:
    for worker in place.workers:
        worker.kill()
        worker.wait(10)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    made = Place(tmp_path)
    yield made
    ended(made)


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def any_place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    with contextmanager(running if request.param == "PostgreSQL" else none)() as server:
        made = Place(tmp_path, server.database("jobs") if server else "")
        yield made
        ended(made)


def none() -> Iterator[None]:
    yield None


def kill(worker: subprocess.Popen[bytes]) -> None:
    os.kill(worker.pid, 9)
    worker.wait(10)


def test_an_idempotent_job_is_resumed_and_one_that_is_not_fails_visibly_within_a_minute(any_place: Place) -> None:
    place = any_place
    worker = place.work()
    for name, began, end in (("again", "running", "succeeded"), ("once", "running", "failed")):
        number = place.queue(name, until=60)
        place.wait(number, lambda row, began=began: row["state"] == began and row["done"] > 0)
        kill(worker)
        worker = place.work()
        row = place.wait(number, lambda row: row["state"] in ("succeeded", "failed"))
        assert row["state"] == end
        assert row["attempts"] == (2 if name == "again" else 1)
    assert row["error_code"] == "WORKER_LOST"
    assert (place.folder / "began").read_text() == "xxx"


def test_another_worker_notices_and_takes_over(place: Place) -> None:
    first = place.work()
    number = place.queue("build", until=240)
    place.wait(number, lambda row: row["state"] == "running" and row["done"] > 0)
    place.work()
    time.sleep(4)  # the second one lives beside the first and does not touch its job
    assert place.job(number)["attempts"] == 1
    kill(first)
    killed = time.monotonic()
    place.wait(number, lambda row: row["attempts"] == 2)
    assert time.monotonic() - killed < 30
    assert place.wait(number, lambda row: row["state"] == "succeeded")["result"] == '{"counted": 240}'


def test_a_job_that_keeps_the_database_is_not_taken_for_dead_and_one_that_breaks_is_tried_as_often_as_declared(
    place: Place,
) -> None:
    place.work()
    place.work()
    held, broken = place.queue("hold", seconds=6), place.queue("broken")
    row = place.wait(held, lambda row: row["state"] == "succeeded")
    assert (row["attempts"], row["result"]) == (1, '"held"')
    row = place.wait(broken, lambda row: row["state"] == "failed" and row["attempts"] == 2)
    assert (row["error_code"], row["error"]) == ("OSError", "no such disk")
