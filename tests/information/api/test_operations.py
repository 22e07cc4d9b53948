"""Each operation of the API: who may, what it answers, what it refuses and how it says so."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.workspace.conftest import OPERATOR, SignedIn, World

from zhihang.information.annotations.services import write_note
from zhihang.information.api import services as tokens
from zhihang.information.api.models import ApiToken
from zhihang.information.api.policy import Scope
from zhihang.information.collections import services
from zhihang.information.collections.policy import Sharing
from zhihang.information.corpora.services import make_corpus
from zhihang.information.exports.services import start_export
from zhihang.information.intake.services import receive_files
from zhihang.information.intake.storing import Received, incoming
from zhihang.library import Corpus
from zhihang.web.api import api
from zhihang.workspace.accounts.services import close_account
from zhihang.workspace.audit.models import AuditEntry
from zhihang.workspace.jobs.declaring import Progress, declared
from zhihang.workspace.jobs.models import Job
from zhihang.workspace.organizations.services import remove_member

from .conftest import Ask

ROWS = list(
    csv.DictReader(Path(__file__).with_name("permissions.tsv").open(encoding="utf-8"), delimiter="\t", quoting=3)
)
WHO = ("anonymous", "stranger", "member", "outsider", "administrator", "auditor")
SCRIPT = "<script>alert('x')</script>"


@pytest.fixture
def things(world: World, corpus: Corpus) -> dict[str, Any]:
    member = world.actor("member")
    row = services.make_list(member, "Cells", sharing=Sharing.WRITABLE, records=["EP9800001A1"], corpus=corpus)
    live = services.make_live(member, "Live", "ti=filler", sharing=Sharing.READABLE)
    gone = services.make_list(member, "Gone")
    services.remove_collection(member, gone.pk)
    export = start_export(member, "csv", query="ti=filler")
    administrator, file = world.actor("administrator"), incoming()
    file.write_bytes(b"any")
    own = make_corpus(administrator, "Licensed").pk
    arrival = receive_files(administrator, str(own), [Received(file, "a.csv", 3, "0" * 64)]).pk
    return {"row": row.pk, "live": live.pk, "gone": gone.pk, "export": export.pk, "own": own, "arrival": arrival}


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['method']} {row['path'].partition('?')[0]}")
def test_who_may(row: dict[str, str], who: str, things: dict[str, Any], ask: Ask) -> None:
    path, body = row["path"], row["body"]
    for name, value in things.items():
        path, body = path.replace(f"{{{name}}}", str(value)), body.replace(f"{{{name}}}", str(value))
    response = ask(who, row["method"], path, json.loads(body) if body else None)
    assert response.status_code == int(row[who]), response.content
    if response.status_code >= 400:
        assert set(response.json()) == {"code", "message", "position", "fields"}


def test_the_table_of_permissions_names_every_operation() -> None:
    schema = json.loads(json.dumps(api.get_openapi_schema(path_prefix="")))
    known = {(method, path.lstrip("/")) for path, each in schema["paths"].items() for method in each}
    numbers = dict.fromkeys(("{row}", "{gone}", "{export}", "{arrival}"), "{number}")
    rename = {**numbers, "EP9800001A1": "{identifier}"}
    named = set()
    for row in ROWS:
        path = row["path"].partition("?")[0].lstrip("/").replace("undo/1", "undo/{entry}")
        for mine, theirs in rename.items():
            path = path.replace(mine, theirs)
        named.add((row["method"], path))
    assert known == named


@pytest.mark.parametrize("path", ["/search?q=ti%3Dfiller", "/records/EP9800001A1"])
def test_anonymous_access_follows_the_setting(path: str, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHIHANG_ANONYMOUS_READING", "no")
    refused = ask("anonymous", "get", path)
    assert (refused.status_code, refused.json()["code"]) == (401, "TOKEN_NEEDED")
    assert refused.headers["WWW-Authenticate"].startswith("Bearer")
    assert ask("stranger", "get", path).status_code == 200


# tokens


def test_a_token_opens_its_scopes_only(world: World) -> None:
    _, secret = tokens.make_token(world.actor("member"), "read", [Scope.COLLECTIONS_READ], 7)
    client = Client(headers={"authorization": f"Bearer {secret}"})
    assert client.get("/api/v1/collections").status_code == 200
    refused = client.post("/api/v1/collections", "{}", content_type="application/json")
    assert (refused.status_code, refused.json()["code"]) == (403, "SCOPE_MISSING")
    assert refused.json()["fields"] == {"scope": "collections.write"}


@pytest.mark.parametrize("reason", ["expired", "revoked", "closed", "left", "unknown", "wrong scheme"])
def test_a_token_that_is_over_opens_nothing(reason: str, world: World) -> None:
    row, secret = tokens.make_token(world.actor("member"), "x", list(Scope), 7)
    header, code = f"Bearer {secret}", "TOKEN_REVOKED"
    match reason:
        case "expired":
            ApiToken.objects.unscoped("tests").update(expires_at=timezone.now() - timedelta(seconds=1))
            code = "TOKEN_EXPIRED"
        case "revoked":
            tokens.revoke_token(world.actor("administrator"), row.pk)
        case "closed":
            close_account(world.actor("operator"), world.member.pk, reason="left")
        case "left":
            remove_member(OPERATOR, world.company.pk, world.member.pk)
        case "unknown":
            header, code = "Bearer zh_nothing", "TOKEN_UNKNOWN"
        case _:
            header, code = f"Token {secret}", "TOKEN_UNKNOWN"
    for path in ("/api/v1/collections", "/api/v1/search?q=ti%3Dfiller"):
        response = Client(headers={"authorization": header}).get(path)
        assert (response.status_code, response.json()["code"]) == (401, code)


def test_only_the_hash_of_a_token_is_kept_and_its_making_is_audited(world: World, signed_in: SignedIn) -> None:
    client = signed_in("member")
    said = {"name": "Notebook", "scopes": ["search", "exports"], "days": "30"}
    text = client.post("/account/tokens", said).content.decode()
    secret = text.partition('id="secret">')[2].partition("<")[0]
    assert secret.startswith("zh_")
    row = ApiToken.objects.unscoped("tests").get()
    assert secret not in json.dumps([row.digest, row.hint, row.name])
    assert secret not in client.get("/account/tokens").content.decode()
    assert client.post("/account/tokens", said | {"scopes": []}).status_code == 400
    assert [each.action for each in AuditEntry.objects.unscoped("tests").filter(concept="api.token")] == ["make"]
    assert signed_in("outsider").post(f"/account/tokens/{row.pk}/revoke").status_code == 404
    assert "Notebook" in signed_in("administrator").get("/account/tokens").content.decode()
    client.post(f"/account/tokens/{row.pk}/revoke")
    assert "revoked" in client.get("/account/tokens").content.decode()
    assert signed_in("anonymous").get("/account/tokens").status_code == 302


def test_an_operator_s_token_has_no_operator_s_powers(world: World, ask: Ask) -> None:
    assert ask("operator", "post", "/collections", {"name": "x"}).status_code == 403


# limits


def test_limits_are_stated_and_kept(world: World, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHIHANG_API_RATE", "3")
    answers = [ask("member", "get", "/search/count", q="ti=filler") for _ in range(4)]
    assert [each.status_code for each in answers] == [200, 200, 200, 429]
    assert [each.headers["RateLimit-Remaining"] for each in answers] == ["2", "1", "0", "0"]
    assert answers[3].json()["code"] == "TOO_MANY_REQUESTS"
    assert 1 <= int(answers[3].headers["Retry-After"]) <= 60
    assert ask("administrator", "get", "/search/count", q="ti=filler").status_code == 200
    monkeypatch.setenv("ZHIHANG_API_RATE_ANONYMOUS", "1")
    assert [ask("anonymous", "get", "/search/count", q="a").status_code for _ in range(2)] == [200, 429]


# paging


def test_pages_follow_each_other_without_gap_or_repetition(ask: Ask, corpus: Corpus) -> None:
    got: list[str] = []
    cursor = ""
    for _ in range(20):
        page = ask("anonymous", "get", "/search", q="ti=filler", sort="pd", limit=33, cursor=cursor).json()
        got += [each["id"] for each in page["records"]]
        cursor = page["next"]
        if cursor is None:
            break
    result = corpus.search("ti=filler")
    assert got == [hit.id for hit in result.page(0, result.total, "pd", True)]
    assert page["total"] == len(got) == 110


def test_a_cursor_belongs_to_its_question(ask: Ask) -> None:
    cursor = ask("anonymous", "get", "/search", q="ti=filler", limit=10).json()["next"]
    for wrong in ({"q": "battery"}, {"q": "ti=filler", "order": "asc"}, {"q": "ti=filler", "sort": "id"}):
        refused = ask("anonymous", "get", "/search", limit=10, cursor=cursor, **wrong)
        assert (refused.status_code, refused.json()["code"]) == (400, "CURSOR")
    assert ask("anonymous", "get", "/search", q="ti=filler", cursor="nonsense").json()["code"] == "CURSOR"


def test_collapsed_lists_page_by_group(ask: Ask) -> None:
    page = ask("anonymous", "get", "/search", q="id=*", collapse="right", limit=200).json()
    assert page["groups"] == len(page["records"]) < page["total"]
    assert page["next"] is None


# search and records


def test_a_long_query_goes_in_the_body(ask: Ask, corpus: Corpus) -> None:
    query = " OR ".join(f"pn=EP{9800001 + number}" for number in range(600))
    page = ask("anonymous", "post", "/search", {"q": query, "limit": 200, "sort": "id", "order": "asc"}).json()
    assert page["total"] == 110
    again = ask("anonymous", "post", "/search", {"q": query, "limit": 60, "sort": "id", "order": "asc"}).json()
    rest = ask(
        "anonymous", "post", "/search", {"q": query, "sort": "id", "order": "asc", "cursor": again["next"]}
    ).json()
    assert [each["id"] for each in again["records"] + rest["records"]] == [each["id"] for each in page["records"]]


def test_a_query_that_takes_too_long_is_stopped_and_says_so(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHIHANG_TIME_LIMIT", "0.0000001")
    response = ask("anonymous", "get", "/search", q="ti=filler")
    assert (response.status_code, response.json()["code"]) == (503, "E601")


def test_what_search_says_is_what_the_library_says(ask: Ask, corpus: Corpus) -> None:
    count = ask("anonymous", "get", "/search/count", q="battery AND cc=CN").json()
    assert (count["total"], count["edition"]) == (corpus.search("battery AND cc=CN").total, corpus.edition_id)
    explained = ask("anonymous", "get", "/search/explanation", q="battery AND cc=CN").json()
    assert [each["total"] for each in explained["clauses"]] == [
        clause.total for clause in corpus.search("battery AND cc=CN").explain().clauses
    ]
    found = ask("anonymous", "get", "/search/facets", q="battery", fields="cc,pa", language="zh-hans").json()
    assert {each["value"]: each["count"] for each in found["facets"]["cc"]} == dict(
        corpus.search("battery").facets(["cc"])["cc"]
    )
    assert "CN 中国" in {each["label"] for each in found["facets"]["cc"]}
    assert ask("anonymous", "get", "/search/facets", q="battery", fields="nothing").status_code == 400


def test_a_query_of_another_system_is_read(ask: Ask, corpus: Corpus) -> None:
    page = ask("anonymous", "get", "/search/count", q="ti=filler", read_as="espacenet").json()
    assert page["total"] == corpus.search("ti=filler", dialect="espacenet").total > 0
    assert ask("anonymous", "get", "/search/count", q="ti=filler", read_as="klingon").status_code == 400


def test_a_query_that_cannot_be_read_says_where_and_how_to_mend_it(ask: Ask) -> None:
    body = ask("anonymous", "get", "/search", q="ti=(a NEAR b)").json()
    assert body["position"] == 6
    assert body["fields"]["repair"] == "ti=(a NEAR/5 b)"
    chinese = ask("anonymous", "get", "/search", q="ti=(a NEAR b)", language="zh-CN").json()
    assert chinese["code"] == body["code"]
    assert any("\u4e00" <= character <= "\u9fff" for character in chinese["message"])


def test_a_record_in_all_forms(ask: Ask, corpus: Corpus) -> None:
    assert ask("anonymous", "get", "/records/EP9800001A1").content == corpus.record_json("EP9800001A1")
    assert ask("anonymous", "get", "/records/EP 9800001").json()["id"] == "EP9800001A1"
    assert ask("anonymous", "get", "/records/EP9800001A1", format="bibtex").content.startswith(b"@patent")
    assert ask("anonymous", "get", "/records/EP9800001A1", format="ris").content.startswith(b"TY  - PAT")
    gone = ask("anonymous", "get", "/records/EP1234567")
    assert (gone.status_code, gone.json()["code"]) == (404, "RECORD")
    assert ask("anonymous", "get", "/records/EP9800001A1", edition="0000dead").json()["code"] == "EDITION_GONE"


def test_a_short_result_comes_as_a_file_a_long_one_by_a_job(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = ask("anonymous", "get", "/search/export", q="ti=filler", sort="id", order="asc", columns="id,pd")
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert (len(lines), lines[1].split(",")[0]) == (111, "EP9800001A1")
    monkeypatch.setattr("zhihang.information.api.searching.LONG", 100)
    refused = ask("anonymous", "get", "/search/export", q="ti=filler")
    assert (refused.status_code, refused.json()["code"]) == (400, "EXPORT_LONG")


# collections and exports


def test_a_collection_from_making_to_bringing_back(ask: Ask) -> None:
    made = ask("member", "post", "/collections", {"name": "Cells", "records": ["EP9800001A1"]}).json()
    number = made["number"]
    assert (made["kind"], made["total"], made["sharing"]) == ("static", 1, "private")
    added = ask("member", "post", f"/collections/{number}/records", {"numbers": "EP 9800002\nnonsense"}).json()
    assert (added["added"], added["unmatched"][0]["line"]) == (1, 2)
    page = ask("member", "get", f"/collections/{number}/records", sort="id", order="asc").json()
    assert [each["id"] for each in page["records"]] == ["EP9800001A1", "EP9800002A1"]
    taken = ask("member", "post", f"/collections/{number}/records/remove", {"records": ["EP9800001A1"]}).json()
    assert taken["removed"] == 1
    assert ask("member", "post", f"/collections/{number}/records/undo/{taken['undo']}").json() == {"added": 1}
    figures = ask("member", "get", f"/collections/{number}/figures").json()
    assert figures["figures"]["cc"] == [{"value": "EP", "label": "EP European Patent Office (EPO)", "count": 2}]
    changed = ask("member", "patch", f"/collections/{number}", {"name": "Better", "sharing": "readable"}).json()
    assert (changed["name"], changed["sharing"]) == ("Better", "readable")
    assert ask("member", "delete", f"/collections/{number}").status_code == 204
    assert ask("member", "get", f"/collections/{number}").status_code == 404
    assert ask("member", "post", f"/collections/{number}/restore").json()["name"] == "Better"
    entries = AuditEntry.objects.unscoped("tests").filter(concept="collections.collection")
    assert {each.request_id != "" for each in entries} == {True}


def test_collections_combine_and_page(ask: Ask) -> None:
    numbers = [
        ask("member", "post", "/collections", {"name": f"{n}", "kind": "live", "query": f"pd={2010 + n}"}).json()[
            "number"
        ]
        for n in range(3)
    ]
    made = ask(
        "member", "post", "/collections/combinations", {"name": "All", "operation": "union", "collections": numbers}
    )
    assert made.json()["parts"] == numbers
    first = ask("member", "get", "/collections", limit=3).json()
    second = ask("member", "get", "/collections", limit=3, cursor=first["next"]).json()
    assert [len(first["collections"]), len(second["collections"]), second["next"]] == [3, 1, None]
    assert ask("member", "get", "/exports", cursor=first["next"]).json()["code"] == "CURSOR"


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"name": "x", "kind": "live", "query": "ti=(a NEAR b)"}, 400, "E203"),
        ({"name": "x", "kind": "live"}, 400, "COLLECTION_EMPTY_QUERY"),
        ({"name": "x", "query": "ti=a"}, 400, "COLLECTION_NO_QUERY"),
        ({"name": " "}, 400, "COLLECTION_NO_NAME"),
        ({"name": "x", "records": ["XX1"]}, 404, "NO_RECORDS"),
        ({"name": "x", "color": "red"}, 422, "INVALID_INPUT"),
        ({"name": "x\x00"}, 422, "INVALID_INPUT"),
        ({"name": "x\ud800"}, 422, "INVALID_INPUT"),
        ({}, 422, "INVALID_INPUT"),
        ("[", 400, "BAD_REQUEST"),
    ],
    ids=str,
)
def test_what_cannot_be_made_is_refused_in_one_shape(body: Any, status: int, code: str, ask: Ask, world: World) -> None:
    if isinstance(body, str):
        _, secret = tokens.make_token(world.actor("member"), "x", list(Scope), 7)
        client = Client(headers={"authorization": f"Bearer {secret}"})
        response = client.post("/api/v1/collections", body, content_type="application/json")
    else:
        response = ask("member", "post", "/collections", body)
    assert response.status_code == status
    if code != "E203":
        assert response.json()["code"] == code
    assert set(response.json()) == {"code", "message", "position", "fields"}


def test_an_export_is_started_watched_and_fetched(ask: Ask) -> None:
    started = ask("member", "post", "/exports", {"query": "ti=filler", "sort": "id", "order": "asc"}).json()
    assert (started["state"], started["total"], started["file"]) == ("waiting", 110, None)
    assert ask("member", "get", f"/exports/{started['id']}/file").status_code == 409
    job = Job.objects.unscoped("tests").get(name="export_result")
    declared(job.name).run(Progress(), **job.arguments)
    done = ask("member", "get", f"/exports/{started['id']}").json()
    assert (done["state"], done["file"]) == ("succeeded", f"/api/v1/exports/{started['id']}/file")
    answer = ask("member", "get", f"/exports/{started['id']}/file")
    lines = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert len(lines) == 111


# hostile things


def test_scripts_come_as_json_and_never_as_a_page(world: World, ask: Ask, corpus: Corpus) -> None:
    write_note(world.actor("member"), "EP9800001A1", SCRIPT, corpus)
    made = ask("member", "post", "/collections", {"name": SCRIPT, "description": SCRIPT})
    assert made.headers["Content-Type"].startswith("application/json")
    assert made.json()["name"] == SCRIPT
    assert made.headers["X-Content-Type-Options"] == "nosniff"
    refused = ask("member", "get", "/search", q=SCRIPT)
    assert refused.headers["Content-Type"].startswith("application/json")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("get", "/nothing", 404),
        ("get", "/", 404),
        ("delete", "/search", 405),
        ("put", "/collections", 405),
        ("get", "/collections/0", 422),
        ("get", "/collections/99999999999999999999999", 422),
        ("get", "/collections/abc", 422),
        ("get", "/exports/not-a-uuid", 404),
        ("get", "/search?q=a%00b", 422),
        ("get", "/search?q=a&limit=100000", 422),
        ("get", "/search?q=a&unknown=1", 422),
        ("get", "/search", 422),
    ],
)
def test_whatever_is_asked_the_answer_has_one_shape(method: str, path: str, status: int, ask: Ask) -> None:
    response = ask("member", method, path)
    assert response.status_code == status, response.content
    assert set(response.json()) == {"code", "message", "position", "fields"}
    if status == 405:
        assert response.headers["Allow"]


def test_a_session_alone_opens_nothing(world: World, signed_in: SignedIn) -> None:
    assert signed_in("member").get("/api/v1/collections").status_code == 401


def test_what_nobody_expected_has_a_number_and_no_secret(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhihang.information.api.searching.reading", lambda *_: 1 // 0)
    response = ask("anonymous", "get", "/search", q="a")
    assert (response.status_code, response.json()["code"]) == (500, "SERVER_ERROR")
    assert "division" not in response.content.decode()
    assert len(response.json()["fields"]["incident"]) == 8
