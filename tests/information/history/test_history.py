"""The search history through its pages: numbers, `#n`, edits, running again, and that it is nobody else's."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from tests.workspace.conftest import OPERATOR, World

from zhihang.errors import TimeLimitExceeded
from zhihang.information.history import services
from zhihang.information.history.models import HistoryLine
from zhihang.information.search_pages.desk import Desk
from zhihang.workspace.actors.actor import Role
from zhihang.workspace.organizations.acting import CHOSEN
from zhihang.workspace.organizations.services import add_member

SignedIn = Callable[[str], Client]
PEOPLE = ["anonymous", "stranger", "member", "operator"]


def ask(client: Client, query: str, **more: str) -> str:
    response = client.get("/search", {"q": query, **more})
    assert response.status_code == 200
    return response.content.decode()


def total(page: str) -> int:
    found = re.search(r'class="big-line">([\d,]+) records?<', page)
    return int(found[1].replace(",", "")) if found else 0


def line(page: str) -> str:
    found = re.search(r"line <b>(#\d+)</b>( narrowed)?", page)
    return "" if found is None else found[1] + (found[2] or "")


def numbers(client: Client) -> list[str]:
    return re.findall(r'id="line-(\d+)"', client.get("/history").content.decode())


@pytest.mark.parametrize("who", PEOPLE)
def test_each_search_becomes_a_line_that_can_be_named(who: str, world: World, signed_in: SignedIn) -> None:
    client = signed_in(who)
    assert line(ask(client, "ti=filler")) == "#1"
    assert line(ask(client, 'pa="Applicant 3"')) == "#2"
    assert line(ask(client, "ti=filler")) == "#1"
    page = ask(client, "#1 AND #2 AND pd>=2015")
    assert line(page) == "#3"
    assert total(page) == total(ask(client, 'ti=filler AND pa="Applicant 3" AND pd>=2015')) > 0
    assert numbers(client) == ["1", "2", "3", "4"]


def test_facets_narrow_a_line_and_make_none_until_one_keeps_it(client: Client) -> None:
    ask(client, "ti=filler OR ti=membrane")
    page = ask(client, "(ti=filler OR ti=membrane)\nAND cc=EP")
    assert line(page) == "#1 narrowed"
    assert numbers(client) == ["1"]
    assert line(ask(client, "(ti=filler OR ti=membrane)\nAND cc=EP", keep="1")) == "#2"
    assert line(ask(client, "(ti=filler OR ti=membrane)\nAND cc=EP")) == "#2"


def test_what_has_not_run_is_no_line(client: Client) -> None:
    assert client.get("/search", {"q": "ti=(a NEAR b)"}).status_code == 400
    client.head("/search", {"q": "ti=filler"})
    assert numbers(client) == []


@pytest.mark.parametrize("who", ["anonymous", "member"])
def test_an_edited_line_counts_anew_with_those_that_rest_on_it(who: str, world: World, signed_in: SignedIn) -> None:
    client = signed_in(who)
    for query in ("ti=filler", "#1 AND pd>=2015", "#2 AND cc=EP"):
        ask(client, query)
    assert "#2, #3" in client.get("/history/1").content.decode()
    response = client.post("/history/1", {"query": "ti=membrane"})
    assert response.status_code == 302
    found = re.findall(r'class="n"[^>]*>([\d,]+)<', client.get("/history").content.decode())
    assert found == [str(total(ask(client, query))) for query in ("#1", "#2", "#3")]
    assert total(ask(client, "#2")) == total(ask(client, "ti=membrane AND pd>=2015"))


@pytest.mark.parametrize(("query", "word"), [("#2", "E701"), ("#1", "E701"), ("ti=(", "E"), ("", "")])
def test_an_edit_that_cannot_be_read_changes_nothing(client: Client, query: str, word: str) -> None:
    for each in ("ti=filler", "ti=membrane"):
        ask(client, each)
    response = client.post("/history/1", {"query": query})
    assert response.status_code == 400
    assert word in response.content.decode()
    assert total(ask(client, "#1")) == total(ask(client, "ti=filler"))


def test_all_lines_run_again(client: Client) -> None:
    ask(client, "ti=filler")
    ask(client, "#1 AND cc=EP")
    session = client.session
    kept = session["history"]
    kept[0][3], kept[1][3], kept[0][4] = 1, None, "an-older-edition"
    session["history"] = kept
    session.save()
    page = client.get("/history").content.decode()
    assert "to run again" in page
    assert "not the current one" in page
    client.post("/history/run")
    page = client.get("/history").content.decode()
    assert "to run again" not in page
    assert "not the current one" not in page


@pytest.mark.parametrize("who", ["anonymous", "member"])
def test_a_line_that_another_names_stays(who: str, world: World, signed_in: SignedIn) -> None:
    client = signed_in(who)
    ask(client, "ti=filler")
    ask(client, "#1 AND cc=EP")
    response = client.post("/history/1/remove")
    assert response.status_code == 400
    assert "#2 rests on it" in response.content.decode()
    client.post("/history/2/remove")
    client.post("/history/1/remove")
    assert numbers(client) == []
    assert line(ask(client, "ti=membrane")) == "#3"
    client.post("/history/clear")
    assert line(ask(client, "ti=membrane")) == "#4"
    assert client.post("/history/9/remove").status_code == 404


def test_a_history_is_nobody_elses(world: World, signed_in: SignedIn) -> None:
    ask(signed_in("member"), "ti=filler")
    add_member(OPERATOR, world.company.pk, world.stranger.email, role=Role.MEMBER)  # a colleague
    for who in ("anonymous", "stranger", "outsider", "administrator", "operator"):
        client = signed_in(who)
        if who == "administrator":
            session = client.session
            session[CHOSEN] = world.company.pk
            session.save()
        assert numbers(client) == []
        assert client.get("/history/1").status_code == 404
        assert client.post("/history/1", {"query": "a"}).status_code == 404
        assert client.get("/search", {"q": "#1"}).status_code == 400
    for who in ("stranger", "outsider", "administrator", "operator", "auditor"):
        assert not HistoryLine.objects.of(world.actor(who)).exists()


def test_each_organization_has_a_history_of_its_own(world: World, signed_in: SignedIn) -> None:
    client = signed_in("administrator")
    ask(client, "ti=filler")
    session = client.session
    session[CHOSEN] = world.company.pk
    session.save()
    assert numbers(client) == []
    assert line(ask(client, "ti=membrane")) == "#1"


def test_the_permanent_address_says_what_the_line_meant(client: Client) -> None:
    ask(client, "ti=filler OR ti=membrane")
    page = ask(client, "#1 AND cc=EP")
    address = re.search(r'href="([^"]*edition=[^"]*)">permanent', page)
    assert address is not None
    assert "%23" not in address[1]
    assert total(Client().get(address[1].replace("&amp;", "&")).content.decode()) == total(page) > 0


def test_the_history_as_text_is_a_strategy_of_the_command_line(client: Client, tmp_path: Any) -> None:
    from zhihang.cli.environment import environment_of

    for query in ("ti=filler", "ti=membrane", "#2\nAND cc=EP", "#1 OR #3"):
        ask(client, query)
    client.post("/history/4/remove")
    ask(client, "#1 OR #3 OR #2")
    path = tmp_path / "history.txt"
    path.write_bytes(client.get("/history.txt").content)
    assert path.read_text("utf-8").split("\n") == ["ti=filler", "ti=membrane", "#2 AND cc=EP", "", "#1 OR #3 OR #2", ""]
    assert set(environment_of(path, None)[0].history) == {1, 2, 3, 5}


def test_beside_the_query_stand_the_latest_lines(client: Client) -> None:
    ask(client, 'ti="<script>"')
    page = client.get("/history", headers={"HX-Request": "true"}).content.decode()
    assert 'data-insert="#1"' in page
    assert "<html" not in page
    assert "<script>" not in page


def test_facets_and_clauses_of_a_line_work(client: Client) -> None:
    ask(client, "ti=filler OR ti=membrane")
    page = ask(client, "#1\nAND cc=EP")
    assert "AND+cc%3D%28EP%2C+" in page
    explained = client.get("/search/explanation", {"q": "#1 AND cc=EP"}).content.decode()
    assert "#1" in explained
    assert client.get("/search/export.csv", {"q": "#1 AND cc=EP"}).status_code == 200
    assert client.get("/search/check", {"q": "#7"}).content.decode().count("E701") == 1
    assert "E701" not in client.get("/search/check", {"q": "#1"}).content.decode()
    assert "E701" in client.get("/search/check", {"q": "#1", "before": "1"}).content.decode()


def test_a_database_that_is_away_keeps_nobody_from_reading(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*args: object, **more: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(services, "add_line", away)
    page = ask(client, "ti=filler")
    assert total(page) == 110
    assert line(page) == ""


def test_a_line_that_takes_too_long_is_named(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(self: Desk, query: str) -> int:
        raise TimeLimitExceeded("E601", room="search", s="1")

    ask(client, "ti=filler")
    monkeypatch.setattr(Desk, "total", slow)
    assert "These lines could not run: #1" in client.post("/history/run", follow=True).content.decode()


CLOSED = ["/history", "/history.txt", "/saved", "/search/complete?before=pa", "/search/as?q=a", "/search/form",
          "/search/check?q=a", "/search?q=a"]  # fmt: skip


@pytest.mark.parametrize("address", CLOSED)
def test_where_reading_needs_a_sign_in_nothing_is_open(
    client: Client, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHIHANG_ANONYMOUS_READING", "0")
    assert client.get(address).headers["Location"].startswith("/accounts/login/")
    assert client.post("/history/run").headers["Location"].startswith("/accounts/login/")
