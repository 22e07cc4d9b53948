"""Who may what: each page and operation answers each kind of asker as `permissions/matrix.tsv` says."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from tests.web.permissions.asking import WHO, answered, table, views
from tests.web.permissions.things import KINDS, made_people, made_things
from tests.workspace.conftest import World, _quick_passwords, world

from zhihang.information.api.policy import Scope
from zhihang.information.api.services import make_token
from zhihang.library import open_corpus
from zhihang.web.api import api
from zhihang.workspace.organizations.acting import actor_for

sys.path.insert(0, str(Path(__file__).parent))

import sample_corpus

__all__ = ["_quick_passwords", "world"]
ROWS = table()
LIBRARY = ("account_", "mfa_", "api")
"""Views of the sign-in library, whose forms it tests itself, and operations, which are one method each."""


@pytest.fixture(scope="module")
def corpus_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("matrix")
    sample_corpus.build_sample(folder)
    return folder / "corpus"


@pytest.fixture
def asked(
    world: World, corpus_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> tuple[dict[str, Any], dict[str, Client], dict[str, str]]:
    """The things there are, a client for each asker, and a token for each."""
    (tmp_path / "sent").mkdir()
    said = {
        "CORPUS": corpus_folder, "PRIVATE_CORPORA": tmp_path / "corpora", "UPLOAD_FOLDER": tmp_path / "uploads",
        "WATCHED_ROOTS": tmp_path / "sent", "API_RATE": 10**6, "API_RATE_ANONYMOUS": 10**6,
    }  # fmt: skip
    for name, value in said.items():
        monkeypatch.setenv(f"ZHIHANG_{name}", str(value))
    settings.STATE = tmp_path
    people = made_people(world)
    things = made_things(world, people, open_corpus(corpus_folder), tmp_path / "sent")
    clients = {who: Client(raise_request_exception=False) for who in WHO}
    secrets = dict.fromkeys(WHO, "")
    for who in KINDS:
        clients[who].force_login(people[who])
        secrets[who] = make_token(actor_for(people[who]), "tests", list(Scope), 30)[1]
    return things, clients, secrets


def test_every_page_and_operation_answers_each_asker_as_the_matrix_says(
    asked: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    things, clients, secrets = asked
    wrong = []
    for who in WHO:
        monkeypatch.setenv("ZHIHANG_ANONYMOUS_READING", "no" if who == "closed" else "yes")
        for row in ROWS:
            found = answered(clients[who], row, things, secrets[who])
            if found != row[who]:
                wrong.append(f"{row['method']} {row['address']} ({row['view']}) by {who}: {found}, not {row[who]}")
    assert wrong == [], f"{len(wrong)} answers differ from permissions/matrix.tsv:\n" + "\n".join(wrong)


def test_what_belongs_to_another_organization_is_not_there_rather_than_forbidden() -> None:
    named = [row for row in ROWS if "{" in row["address"]]
    assert len(named) > 60
    assert [row["address"] for row in named if row["outsider"] != "404"] == []


def test_every_view_has_a_row() -> None:
    named = {row["view"] for row in ROWS}
    known = {name for name, _ in views()}
    assert known - named == set(), (
        "add a row for each to tests/web/permissions/matrix.tsv: what each asker may do there"
    )
    assert named - known == set(), "these rows of tests/web/permissions/matrix.tsv speak of views that are gone"


def test_every_operation_has_a_row() -> None:
    named = {(row["method"], re.sub(r"\{\w+\}|EP\w+", "{}", row["address"].partition("?")[0])) for row in ROWS}
    operations = {
        (method, re.sub(r"\{\w+\}", "{}", path))
        for path, each in api.get_openapi_schema()["paths"].items()
        for method in each
    }
    assert operations - named == set(), "add a row for each to tests/web/permissions/matrix.tsv"


def test_what_the_matrix_does_not_speak_of_is_not_allowed(asked: Any) -> None:
    """A view that takes a form has a row for it: every other method is refused."""
    things, clients, _ = asked
    spoken = {(row["view"], row["method"]) for row in ROWS}
    wrong = []
    for row in ROWS:
        if row["view"].startswith(LIBRARY):
            continue
        for method in ("get", "post", "put", "delete"):
            if (row["view"], method) not in spoken:
                other = row | {"method": method, "said": ""}
                found = answered(clients["administrator"], other, things, "")
                if found != "405":
                    wrong.append(f"{method} {row['address']} ({row['view']}): {found}, not 405")
    assert wrong == [], "give these a row in tests/web/permissions/matrix.tsv, or refuse the method:\n" + "\n".join(
        wrong
    )
    assert django_settings.ROOT_URLCONF == "zhihang.web.urls"
