"""The API of arrivals: who may, files through HTTP, what is refused and how it is said."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.workspace.conftest import World

from zhihang.information.api.policy import Scope
from zhihang.information.api.services import make_token
from zhihang.information.corpora.models import PrivateCorpus
from zhihang.information.intake import services
from zhihang.information.intake.models import Arrival
from zhihang.information.intake.storing import root

from .conftest import FILES, Bring, worked

Call = Callable[..., Any]


@pytest.fixture
def call(world: World, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Calls an operation as a person with a token: `call("member", "post", "/arrivals?corpus=1", files=...)`."""
    monkeypatch.setenv("ZHIHANG_API_RATE", "100000")

    def called(who: str, method: str, path: str, scopes: tuple[Scope, ...] = tuple(Scope), **said: Any) -> Any:
        headers = {}
        if who != "anonymous":
            headers["authorization"] = f"Bearer {make_token(world.actor(who), 'tests', list(scopes), 30)[1]}"
        return getattr(Client(headers=headers), method)(f"/api/v1{path}", said)

    return called


def sent(name: str, content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, FILES[name] if content is None else content)


WHO = {"anonymous": 401, "stranger": 404, "member": 404, "outsider": 404, "administrator": 202, "auditor": 403}


@pytest.mark.parametrize(("who", "status"), WHO.items())
def test_who_may_bring_files(who: str, status: int, call: Call, own: PrivateCorpus) -> None:
    response = call(who, "post", f"/arrivals?corpus={own.pk}", files=sent("marks.csv"))
    assert response.status_code == status, response.content
    if status != 202:
        assert not list(root().glob("*/*")) if root().is_dir() else True
        assert Arrival.objects.unscoped("tests").count() == 0


@pytest.mark.parametrize("who", ["administrator", "operator"])
def test_no_token_fills_the_public_corpus(who: str, call: Call) -> None:
    response = call(who, "post", "/arrivals?corpus=public", files=sent("marks.csv"))
    assert (response.status_code, response.json()["code"]) == (403, "INTAKE_FORBIDDEN_PUBLIC")


def test_a_token_without_the_scope_is_refused(call: Call, own: PrivateCorpus) -> None:
    scopes = (Scope.SEARCH, Scope.COLLECTIONS_WRITE)
    response = call("administrator", "post", f"/arrivals?corpus={own.pk}", scopes, files=sent("marks.csv"))
    assert (response.status_code, response.json()["code"]) == (403, "SCOPE_MISSING")


def test_files_are_brought_and_their_fate_is_told(call: Call, own: PrivateCorpus) -> None:
    files = [sent("marks.csv"), sent("empty.xml", b"")]
    made = call("administrator", "post", f"/arrivals?corpus={own.pk}&delivered=2024-06-30", files=files).json()
    assert (made["state"], made["delivered"], len(made["files"])) == ("waiting", "2024-06-30", 2)
    worked(Arrival.objects.unscoped("tests").get())
    told = call("administrator", "get", f"/arrivals/{made['id']}").json()
    assert (told["state"], told["records"]) == ("built", 4)
    assert [(file["fate"], file["read"], file["reason"]) for file in told["files"]] == [
        ("taken", 4, ""), ("refused", 0, "empty"),
    ]  # fmt: skip
    assert told["files"][1]["message"] == "The file is empty"
    assert told["files"][1]["mend"]
    listed = call("administrator", "get", "/arrivals?limit=1").json()
    assert (listed["total"], listed["next"]) == (1, None)
    for who, status in (("outsider", 404), ("member", 404), ("anonymous", 401)):
        assert call(who, "get", f"/arrivals/{made['id']}").status_code == status
        assert call(who, "post", f"/arrivals/{made['id']}/stop").status_code == status


def test_pages_of_the_list_lead_on(call: Call, own: PrivateCorpus, world: World, bring: Bring) -> None:
    rows = [services.receive_files(world.actor("administrator"), str(own.pk), bring("marks.csv")) for _ in range(3)]
    seen, cursor = [], ""
    while True:
        page = call("administrator", "get", f"/arrivals?limit=2&cursor={cursor}").json()
        seen += [line["id"] for line in page["arrivals"]]
        if not (cursor := page["next"]):
            break
    assert seen == [str(row.pk) for row in reversed(rows)]
    assert call("outsider", "get", "/arrivals").json()["total"] == 0


def test_an_arrival_is_stopped(call: Call, own: PrivateCorpus) -> None:
    made = call("administrator", "post", f"/arrivals?corpus={own.pk}&trial=true", files=sent("marks.csv")).json()
    assert made["trial"] is True
    stopped = call("administrator", "post", f"/arrivals/{made['id']}/stop")
    assert (stopped.status_code, stopped.json()["state"]) == (200, "cancelled")
    again = call("administrator", "post", f"/arrivals/{made['id']}/stop")
    assert (again.status_code, again.json()["code"]) == (400, "JOB_OVER")


@pytest.mark.parametrize(
    ("query", "said", "status", "code"),
    [
        ("", {"files": "none"}, 400, "NO_FILES"),
        ("&product=nonsense", {}, 404, "PRODUCT"),
        ("&delivered=yesterday", {}, 400, "DATE"),
        ("&delivery=2024-06-30", {}, 422, "INVALID_INPUT"),
    ],
)
def test_mistakes_are_said_and_nothing_is_kept(
    query: str, said: dict[str, Any], status: int, code: str, call: Call, own: PrivateCorpus
) -> None:
    response = call(
        "administrator", "post", f"/arrivals?corpus={own.pk}{query}", **(said or {"files": sent("marks.csv")})
    )
    assert (response.status_code, response.json()["code"]) == (status, code)
    assert Arrival.objects.unscoped("tests").count() == 0
    assert not list((root() / "incoming").iterdir()) if (root() / "incoming").is_dir() else True


def test_what_is_too_large_is_refused(call: Call, own: PrivateCorpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHIHANG_LARGEST_UPLOAD", "1000")
    response = call("administrator", "post", f"/arrivals?corpus={own.pk}", files=sent("a.xml", b"x" * 2000))
    assert (response.status_code, response.json()["code"]) == (400, "UPLOAD_TOO_LARGE")
    assert response.json()["fields"] == {"most": 1000}
