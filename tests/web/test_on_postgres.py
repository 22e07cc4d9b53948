"""What differs by database, once more on PostgreSQL: an embedded server, a role without powers, row security."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.web.on_postgres.server import Server, running

ROOT = Path(__file__).parents[2]
MODULES = (Path(__file__).parent / "on_postgres" / "modules.txt").read_text("utf-8").split()


@pytest.fixture(scope="module")
def postgres() -> Iterator[Server]:
    yield from running()


def test_managed_work_is_the_same_on_postgresql(postgres: Server) -> None:
    environment = os.environ | {"ZHIHANG_DATABASE": postgres.database("managed")}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.web.on_postgres.reaching_all"]
    command += ["-p", "no:cacheprovider", "-p", "no:xdist", *MODULES]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-20_000:] + done.stderr[-2_000:]


def test_a_role_that_goes_around_the_wall_is_reported_before_anybody_is_served(
    postgres: Server, tmp_path: Path
) -> None:
    address = postgres.database("walls")
    command = [sys.executable, "-c", "from zhihang.web.serving import manage; import sys; manage(sys.argv[1:])"]
    said = {"ZHIHANG_HTTPS": "yes", "ZHIHANG_PROXIES": "1", "ZHIHANG_HOSTS": "ip.example"}

    def run(*arguments: str, database: str) -> subprocess.CompletedProcess[str]:
        environment = os.environ | said | {"ZHIHANG_DATABASE": database}
        return subprocess.run(
            [*command, *arguments], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )

    assert run("migrate", "-v0", database=address).returncode == 0
    good = run("check", "--deploy", database=address)
    assert (good.returncode, "no issues" in good.stdout) == (0, True), good.stderr
    bad = run("check", "--deploy", database=postgres.address("walls", "postgres"))
    assert (bad.returncode, "zhihang.E001" in bad.stderr) == (1, True)
