"""The frame: what a reader prefers, headers, pages for what went wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from zhihang.errors import CorpusError, Forbidden, TimeLimitExceeded, ZhihangError
from zhihang.web import urls
from zhihang.workspace.actors.actor import machine
from zhihang.workspace.notices.services import tell
from zhihang.workspace.pages import error_pages
from zhihang.workspace.pages.middleware import POLICY

handler400, handler403, handler404, handler500 = (
    error_pages.bad_request,
    error_pages.forbidden,
    error_pages.not_found,
    error_pages.server_error,
)
_RAISED: dict[str, Callable[[], Exception]] = {
    "broken": lambda: RuntimeError("boom"),
    "unnamed": lambda: ZhihangError("X1"),
    "forbidden": lambda: Forbidden("F1"),
    "slow": lambda: TimeLimitExceeded("E601", room="search", s="60"),
    "corpus": lambda: CorpusError("NOBODY_KNOWS"),
}


def fail(request: HttpRequest, name: str) -> HttpResponse:
    raise _RAISED[name]()


urlpatterns = [*urls.urlpatterns, path("fail/<str:name>", fail)]


@pytest.fixture
def failing() -> Iterator[Client]:
    with override_settings(ROOT_URLCONF=__name__):
        yield Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("name", "status", "words"),
    [
        ("broken", 500, "The page could not be made"),
        ("unnamed", 500, "The page could not be made"),
        ("forbidden", 403, "Not allowed here"),
        ("slow", 503, "It takes too long"),
        ("corpus", 409, "The corpus cannot be read"),
    ],
)
def test_each_failure_has_its_page(failing: Client, name: str, status: int, words: str) -> None:
    response = failing.get(f"/fail/{name}")
    page = response.content.decode()
    assert response.status_code == status
    assert words in page
    assert "boom" not in page
    assert "Traceback" not in page
    assert response.headers["Content-Security-Policy"] == POLICY


def test_a_broken_page_gives_the_number_in_the_log(failing: Client, caplog: pytest.LogCaptureFixture) -> None:
    page = failing.get("/fail/broken").content.decode()
    number = re.search(r"Number for the log: ([0-9a-f]{8})", page)
    assert number is not None
    assert any(number[1] in record.getMessage() for record in caplog.records)


def test_unknown_addresses_name_what_was_asked_without_running_it(client: Client) -> None:
    response = client.get("/<script>alert(1)</script>")
    assert response.status_code == 404
    assert b"&lt;script&gt;" in response.content
    assert b"<script>alert" not in response.content


def test_a_wrong_host_is_refused(client: Client) -> None:
    assert client.get("/keys", headers={"host": "evil.example"}).status_code == 400


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_pages_are_only_read(client: Client, method: str) -> None:
    assert getattr(client, method)("/keys").status_code == 405
    assert client.head("/keys").status_code == 200


def test_headers_let_nothing_in_from_elsewhere(client: Client) -> None:
    headers = client.get("/keys").headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_pages_hold_no_inline_script_and_no_inline_style(client: Client) -> None:
    page = client.get("/keys").content.decode()
    assert not re.search(r"\sstyle=", page)
    assert not re.search(r"\son[a-z]+=", page)
    scripts = re.findall(r"<script(?![^>]*src=)[^>]*>", page)
    assert all('type="application/json"' in script for script in scripts)
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', page)


def test_preferences_are_kept_and_lead_back(client: Client) -> None:
    response = client.post(
        "/preferences", {"theme": "dark", "density": "comfortable", "language": "zh-hans", "next": "/keys"}
    )
    assert response.headers["Location"] == "/keys"
    page = client.get("/keys").content.decode()
    assert '<html lang="zh-Hans" data-theme="dark" data-density="comfortable">' in page
    assert "快捷键" in page
    for value in response.cookies.values():
        assert value["httponly"]
        assert value["samesite"] == "Lax"


@pytest.mark.parametrize("place", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "", "\\\\evil"])
def test_preferences_never_lead_elsewhere(client: Client, place: str) -> None:
    assert client.post("/preferences", {"theme": "dark", "next": place}).headers["Location"] == "/"


def test_wrong_preferences_are_not_kept(client: Client) -> None:
    assert not client.post("/preferences", {"theme": "<b>", "density": "x", "language": "xx"}).cookies
    client.cookies["zhihang_theme"] = "<script>"
    assert 'data-theme="auto"' in client.get("/keys").content.decode()


def test_a_script_gets_no_page(client: Client) -> None:
    response = client.post("/preferences", {"theme": "dark"}, headers={"X-Requested-With": "fetch"})
    assert response.status_code == 204
    assert response.cookies["zhihang_theme"].value == "dark"


def test_a_form_from_elsewhere_is_refused_with_a_page() -> None:
    response = Client(enforce_csrf_checks=True).post("/preferences", {"theme": "dark"})
    assert response.status_code == 403
    assert "The form was open too long" in response.content.decode()


@pytest.mark.parametrize(
    ("accept", "language"), [("zh-CN,zh;q=0.9", "zh-Hans"), ("de,en;q=0.5", "en"), ("fr", "en"), ("", "en")]
)
def test_the_browser_chooses_the_first_language(client: Client, accept: str, language: str) -> None:
    assert f'<html lang="{language}"' in client.get("/keys", headers={"accept-language": accept}).content.decode()


def test_the_band_says_who_is_here(world: Any, signed_in: Callable[[str], Client]) -> None:
    assert "Sign in" in signed_in("anonymous").get("/keys").content.decode()
    tell(machine("tests"), [world.member.pk], "JOB_TOLD_FAILED", name="x")
    page = signed_in("member").get("/keys", headers={"accept-language": "en"}).content.decode()
    assert "Made-up Batteries" in page
    assert '<span class="n" id="unread"' in page
    assert "Sign out" in page


@pytest.mark.parametrize(("who", "sees"), [("member", False), ("auditor", True), ("operator", True)])
def test_the_rail_shows_the_audit_to_those_who_may_read_it(
    who: str, sees: bool, world: Any, signed_in: Callable[[str], Client]
) -> None:
    page = signed_in(who).get("/notices").content.decode()
    assert ('href="/audit"' in page) is sees
    assert 'aria-current="page"><span>' in page


def test_nobody_is_asked_about_in_the_database_for_an_anonymous_page(
    client: Client, db: None, django_assert_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    with django_assert_num_queries(0):
        client.get("/keys")
