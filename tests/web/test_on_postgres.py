"""What differs by database, once more on PostgreSQL: an embedded server, a role without powers, row security."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import requests
from tests.web.on_postgres.server import READER, Server, running

sys.path.insert(0, str(Path(__file__).parent))

import sample_corpus
from served_site import served

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


PEOPLE = """
import django; django.setup()
from zhihang.workspace.actors.reach import everything_from_now_on
everything_from_now_on("a person at the console")
from zhihang.workspace.accounts.services import open_account
from zhihang.workspace.actors.actor import Role, machine
from zhihang.workspace.organizations.services import add_member, found_organization
operator = machine("tests")
for name in ("Works", "Others"):
    place = found_organization(operator, name)
    person = open_account(operator, f"{name.lower()}@made-up.example", password="a-long-made-up-phrase")
    add_member(operator, place.pk, person.email, role=Role.ADMINISTRATOR)
"""


class Person:
    """Somebody with a browser, as far as forms go."""

    def __init__(self, site: str, name: str) -> None:
        self.site, self.browser = site, requests.Session()
        self.post("/accounts/login/", login=f"{name}@made-up.example", password="a-long-made-up-phrase")

    def get(self, path: str) -> requests.Response:
        return self.browser.get(f"{self.site}{path}", timeout=30)

    def post(self, path: str, **said: str) -> requests.Response:
        self.get("/accounts/login/")
        said["csrfmiddlewaretoken"] = self.browser.cookies["csrftoken"]
        return self.browser.post(f"{self.site}{path}", data=said, timeout=30)


def test_the_site_is_served_by_a_role_that_owns_nothing(
    postgres: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As docs/how-to/run-in-production.md says: the owner migrates, the application's role serves and runs the jobs."""
    owner = postgres.database("site")
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute(f"ALTER DEFAULT PRIVILEGES GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {READER}")
        connection.execute(f"ALTER DEFAULT PRIVILEGES GRANT USAGE ON SEQUENCES TO {READER}")
    sample_corpus.build_sample(tmp_path)
    start = "from zhihang.web.serving import manage; import sys; manage(sys.argv[1:])"
    for command in (["migrate", "-v0"], ["createcachetable"]):
        environment = os.environ | {"ZHIHANG_DATABASE": owner}
        subprocess.run([sys.executable, "-c", start, *command], cwd=tmp_path, env=environment, check=True)
    monkeypatch.setenv("ZHIHANG_DATABASE", postgres.address("site", READER))
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "zhihang.web.settings"}
    subprocess.run([sys.executable, "-c", PEOPLE], cwd=tmp_path, env=environment, check=True)
    for site in served(tmp_path):
        one, other = Person(site, "works"), Person(site, "others")
        made = one.post("/collections/new", kind="static", name="Cells", sharing="readable")
        number = re.search(r"/collections/(\d+)", made.url)
        assert number, made.text[:500]
        one.post("/collections/add", collection=number[1], record="EP9800001A1")
        assert "EP9800001A1" in one.get(f"/collections/{number[1]}").text
        assert "Cells" in one.get("/collections").text
        assert other.get(f"/collections/{number[1]}").status_code == 404
        assert "Cells" not in other.get("/collections").text
        one.post("/exports/start", q="ti=filler", format="csv")
        assert _ended(one), (tmp_path / "log").read_text("utf-8")[-3000:]
        assert (one.get("/notices/count").text, other.get("/notices/count").text) == ("1", "")


def _ended(person: Person) -> bool:
    for _ in range(300):
        if "/file" in person.get("/exports").text:
            return True
        time.sleep(0.2)
    return False
