"""What people and files may say to do harm: markup everywhere, numbers beyond all bounds, forms sent twice."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from lxml import html
from tests.web.permissions.asking import filled, table
from tests.web.permissions.things import made_people, made_things
from tests.workspace.conftest import World, _quick_passwords, world

from zhihang.library import open_corpus

sys.path.insert(0, str(Path(__file__).parent))

from hostile_corpus import MARKUP, build_hostile

__all__ = ["_quick_passwords", "world"]
ROWS = [row for row in table() if not row["view"].startswith(("account_", "mfa_", "api"))]
GET = [row for row in ROWS if row["method"] == "get"]
POST = [row for row in ROWS if row["method"] == "post"]
SAID = (
    "name", "name_zh", "description", "text", "comment", "question", "error", "said", "object_name", "reason",
    "actor_name", "author_name", "created_by_name", "requested_name", "made_by_name", "licence", "settled", "document",
)  # fmt: skip
"""Fields that hold what somebody wrote, in any table of ours; the rest are codes, numbers, addresses and queries."""
WHO = ("member", "administrator", "operator")


class Site:
    """The application over the hostile corpus, its things, and clients signed in."""

    def __init__(self, things: dict[str, Any], people: dict[str, Any], records: list[str]) -> None:
        self.things, self.records = things, records
        self.clients = {who: Client(raise_request_exception=False) for who in WHO}
        for who, client in self.clients.items():
            client.force_login(people[who])

    def pages(self, rows: list[dict[str, str]]) -> Iterator[tuple[str, str]]:
        for row in rows:
            yield filled(row["address"], self.things), filled(row["said"], self.things)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    folder = tmp_path_factory.mktemp("hostile")
    return folder / "corpus", build_hostile(folder)


@pytest.fixture
def site(
    world: World, hostile: tuple[Path, list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> Site:
    (tmp_path / "sent").mkdir()
    places = {"CORPUS": hostile[0], "PRIVATE_CORPORA": tmp_path / "corpora", "UPLOAD_FOLDER": tmp_path / "uploads",
              "WATCHED_ROOTS": tmp_path / "sent"}  # fmt: skip
    for name, value in places.items():
        monkeypatch.setenv(f"ZHIHANG_{name}", str(value))
    settings.STATE = tmp_path
    people = made_people(world)
    things = made_things(world, people, open_corpus(hostile[0]), tmp_path / "sent")
    return Site(things, people, hostile[1])


def made_hostile() -> set[str]:
    """Writes markup over what anybody said, in every table; the fields it found."""
    numbers, found = count(), set()
    for app in apps.get_app_configs():
        for model in app.get_models() if app.name.startswith("zhihang.") else ():
            fields = [field for field in model._meta.concrete_fields if field.name in SAID and _is_text(field)]
            if (model.__name__, fields) == ("Job", fields):
                fields = [field for field in fields if field.name != "name"]
            for row in model._base_manager.all() if fields else ():
                said = {field.name: f"{next(numbers)}{MARKUP}"[: field.max_length or None] for field in fields}
                model._base_manager.filter(pk=row.pk).update(**said)
                found |= {f"{model.__name__}.{field}" for field in said}
    return found


def _is_text(field: models.Field[Any, Any]) -> bool:
    return isinstance(field, models.CharField | models.TextField) and not field.choices and not field.primary_key


def harm(response: Any) -> list[str]:
    """What on a page came to life that should have stayed text."""
    if not response.headers.get("Content-Type", "").startswith("text/html"):
        safe = response.headers.get("X-Content-Type-Options") == "nosniff"
        return [] if safe or response.status_code in (302, 405) else ["may be taken for a page"]
    body = response.content.decode()
    if not body.strip():
        return []
    found = []
    for element in html.fromstring(body).iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag == "zhevil" or any(name.startswith("on") for name in element.attrib):
            found.append(html.tostring(element)[:200].decode())
        is_data = element.get("type") in ("application/json", "text/plain")
        if element.tag == "script" and not element.get("src") and not is_data:
            found.append(f"inline script {element.text}")
        addresses = [element.get(name, "") for name in ("href", "src", "action", "formaction")]
        found += [each for each in addresses if re.match(r"\s*(javascript|data:text|vbscript)", each, re.IGNORECASE)]
        if element.tag in ("img", "script", "iframe") and "zhevil" in (element.get("src") or ""):
            found.append(str(element.get("src")))
    return found


def test_markup_in_every_field_of_a_record_is_text_on_every_page(site: Site) -> None:
    client, wrong, seen = site.clients["member"], [], 0
    addresses = [address for address, _ in site.pages(GET)]
    for identifier in site.records:
        addresses += [f"/records/{identifier}{end}" for end in ("", ".json", ".ris", ".bib")]
    addresses += [f"/search?q=id%3D*&rows=200&view={view}" for view in ("table", "context", "list")]
    addresses += [f"/compare?{urlencode([('id', each) for each in site.records[:4]])}", "/similar?id=US99000666B2"]
    addresses += ["/marks?name=Zhi&level=fuzzy", "/corpus/problems", "/search/explanation?q=pa%3D*"]
    for address in addresses:
        response = client.get(address)
        assert response.status_code < 500, address
        wrong += [f"{address}: {each}" for each in harm(response)]
        seen += not response.streaming and b"&lt;zhevil" in response.content
    assert wrong == []
    assert seen > len(site.records)  # the markup is really there, as text


def test_markup_in_everything_that_people_say_is_text_on_every_page(site: Site) -> None:
    assert {"Note.text", "Tag.name", "Collection.description", "ReviewRound.question", "Organization.name", "User.name",
            "SavedSearch.name", "Column.name", "AuditEntry.object_name"} <= made_hostile()  # fmt: skip
    wrong, seen = [], 0
    for who, client in site.clients.items():
        for address, _ in site.pages(GET):
            response = client.get(address)
            assert response.status_code < 500, (who, address)
            wrong += [f"{address} ({who}): {each}" for each in harm(response)]
            seen += not response.streaming and b"&lt;zhevil" in response.content
    assert wrong == []
    assert seen > 40


def test_markup_in_what_a_request_says_is_text_in_its_answer(site: Site) -> None:
    wrong = []
    for who in ("administrator", "operator"):
        client = site.clients[who]
        for address, said in site.pages(ROWS):
            path, _, query = address.partition("?")
            changed = urlencode([(name, MARKUP) for name, _ in parse_qsl(query)] + [("q", MARKUP), ("page", MARKUP)])
            answers = [client.get(f"{path}?{changed}")]
            if said:
                answers.append(client.post(path, {name: MARKUP for name, _ in parse_qsl(said)}))
            wrong += [f"{path} ({who}): {each}" for answer in answers for each in harm(answer)]
            wrong += [f"{path} ({who}): {each.status_code}" for each in answers if each.status_code >= 500]
        for path in ("/records/{}", "/rules/{}", "/nothing/{}", "/arrivals/new/{}"):
            wrong += [f"{path}: {each}" for each in harm(client.get(path.format(quote(MARKUP))))]
    assert wrong == []


HUGE = ("1000000000", "1" + "0" * 30, "-1", "x٣")


def test_pages_and_rows_beyond_all_bounds_are_answered(site: Site) -> None:
    wrong = []
    for address, _ in site.pages(GET):
        path, _, query = address.partition("?")
        for value in HUGE:
            more = urlencode([("page", value), ("rows", value), ("offset", value), ("place", value), ("n", value)])
            response = site.clients["administrator"].get(f"{path}?{query}&{more}")
            if response.status_code >= 500:
                wrong.append(f"{path} {value}: {response.status_code}")
    assert wrong == []


def test_numbers_of_things_that_cannot_be_are_not_found(site: Site) -> None:
    wrong = []
    for row in ROWS:
        holes = [name for name in re.findall(r"\{(\w+)\}", row["address"]) if isinstance(site.things.get(name), int)]
        for value in ("0", "999999999", "9223372036854775808", "1" + "0" * 30) if holes else ():
            address = filled(row["address"], site.things | dict.fromkeys(holes, value))
            said = dict(parse_qsl(filled(row["said"], site.things)))
            response = getattr(site.clients["administrator"], row["method"])(address, said)
            if response.status_code not in (404, 403, 400):
                wrong.append(f"{row['method']} {address}: {response.status_code}")
    assert wrong == []


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_an_old_link_to_an_edition_that_is_gone_says_so(site: Site, language: str) -> None:
    for path in ("/search?q=battery", "/records/EP9800001A1?", "/corpus?", "/corpus/certificate?", "/corpus/problems?"):
        page = site.clients["member"].get(f"{path}&edition=0000dead", headers={"accept-language": language})
        assert page.status_code == 404, path
        assert "0000dead" in page.content.decode(), path
        assert "<h1" in page.content.decode()


@pytest.mark.parametrize(("language", "said"), [("en", "second"), ("zh-hans", "秒")])
def test_a_query_that_takes_too_long_says_so_and_what_to_do(
    site: Site, language: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHIHANG_TIME_LIMIT", "0.0000001")
    page = site.clients["member"].get("/search?q=ti%3Dbattery", headers={"accept-language": language})
    text = page.content.decode()
    assert "E601" in text
    assert said in text
    assert "<title>" in text
    assert page.status_code in (200, 503)
    api = Client().get("/api/v1/search?q=ti%3Dbattery", headers={"accept-language": language})
    assert (api.status_code, api.json()["code"]) == (503, "E601")
    assert said in api.json()["message"]


TWICE = {
    "/collections/new": ({"kind": "static", "name": "Twice", "sharing": "private"}, 302, 400),
    "/saved/new": ({"name": "twice", "query": "ti=filler"}, 302, 302),
    "/corpora/new": ({"name": "Twice"}, 302, 400),
    "/annotations/columns": ({"name": "Twice", "kind": "text"}, 302, 400),
    "/annotations/record": ({"record": "EP9800001A1", "tag": "twice"}, 302, 302),
    "/reviews/{round}/close": ({}, 302, 302),
    "/collections/{row}/remove": ({}, 302, 404),
    "/notices/read": ({}, 302, 302),
    "/history/clear": ({}, 302, 302),
}  # fmt: skip


@pytest.mark.parametrize("address", TWICE)
def test_a_form_that_is_sent_twice_does_its_work_once(site: Site, address: str) -> None:
    said, first, second = TWICE[address]
    client, path = site.clients["administrator"], filled(address, site.things)
    answers = [client.post(path, said) for _ in range(2)]
    assert [each.status_code for each in answers] == [first, second], answers[1].content.decode()[-3000:]
    for model in apps.get_models():
        names = [getattr(row, "name", "") for row in model._base_manager.all()] if _ours(model) else []
        assert sum(str(name).lower() == "twice" for name in names) <= 1, model


def _ours(model: type[models.Model]) -> bool:
    return model.__module__.startswith("zhihang.") and any(field.name == "name" for field in model._meta.fields)
