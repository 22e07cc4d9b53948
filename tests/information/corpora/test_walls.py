"""The wall between two houses with licensed corpora: what one has, the other does not meet anywhere.

Every address is asked by both. Of the corpus `betasecret` its owner sees what is his; the other house sees nothing: no
word of it, no count of it, and the same answer as for what is not there at all.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from tests.information.corpora.conftest import SHARED_ID, Licensed
from tests.workspace.conftest import SignedIn, World

from zhihang.information.annotations.services import tag_records
from zhihang.information.api.policy import Scope
from zhihang.information.api.services import make_token
from zhihang.information.collections.services import add_records, make_list, make_live
from zhihang.information.corpora.services import retire_corpus
from zhihang.information.editions.selectors import reading
from zhihang.information.exports.services import export_result, start_export
from zhihang.workspace.actors.actor import Actor
from zhihang.workspace.jobs.declaring import Progress

ID, MARK = "US72000001A1", "CN-TM-72000001"
NUMBERS = " or ".join(f"id=US7200000{n}A1" for n in (1, 2, 3))

PAGES = (
    ("/search", {"q": f"{NUMBERS} or id={SHARED_ID}"}, True),
    ("/search", {"q": "id=*", "sort": "pd"}, True),
    ("/search", {"q": "id=*", "view": "context"}, True),
    ("/search", {"q": NUMBERS, "collapse": "simple"}, True),
    ("/search", {"q": "ab=battery", "collapse": "extended", "sort": "nfc"}, True),
    ("/search/facet", {"q": "id=*", "field": "pan", "find": "holding"}, True),
    ("/search/facet", {"q": "id=*", "field": "pan"}, True),
    ("/search/complete", {"before": "pa=betas"}, True),
    ("/search/complete", {"before": "betase", "field": "pa"}, True),
    ("/search/export.csv", {"q": "id=*"}, True),
    ("/search/export.jsonl", {"q": NUMBERS}, True),
    ("/search/export.bib", {"q": NUMBERS}, True),
    ("/search/export.ris", {"q": NUMBERS}, True),
    ("/similar", {"text": "battery"}, True),
    ("/similar", {"record": ID}, False),
    ("/similar", {"record": SHARED_ID, "by": "terms"}, False),
    ("/marks", {"name": "BETA*"}, True),
    (f"/records/{ID}", {}, True),
    (f"/records/{ID}.json", {}, True),
    (f"/records/{ID}.bib", {}, True),
    (f"/records/{ID}.ris", {}, True),
    (f"/records/{MARK}", {}, True),
    (f"/records/{SHARED_ID}", {}, False),
    (f"/records/{ID}/pictures/1", {}, False),
    ("/go", {"to": "US 72000001 A1"}, False),
    ("/compare", {"record": f"{ID},{SHARED_ID}"}, False),
    ("/corpora", {}, False),
    ("/corpus", {}, False),
    ("/arrivals", {}, False),
    ("/folders", {}, False),
    ("/history", {}, False),
    ("/collections", {}, False),
    ("/annotations", {}, False),
    ("/exports", {}, False),
)  # fmt: skip
"""Address, what is asked, whether the owner meets the word there (so that the test looks at the right place)."""

SAYS = re.compile(r"betasecret|Beta licence", re.IGNORECASE)


@pytest.mark.parametrize(("path", "asked", "shows"), PAGES, ids=lambda each: str(each)[:60])
def test_pages(
    world: World, licensed: Licensed, signed_in: SignedIn, path: str, asked: dict[str, str], shows: bool
) -> None:
    if shows:
        assert SAYS.search(_body(signed_in("outsider"), path, asked)), "the owner sees it"
    for who in ("administrator", "auditor", "stranger", "operator", "anonymous"):
        if (who, path) == ("operator", "/folders"):
            continue  # who runs the installation declares folders for every corpus, so knows their names
        assert not SAYS.search(_body(signed_in(who), path, asked)), who


def _body(client: Client, path: str, asked: dict[str, str]) -> str:
    response = client.get(path, asked, follow=True)
    assert response.status_code < 500, path
    body = response.getvalue() if response.streaming else response.content
    return str(body.decode("utf-8", "replace"))


@pytest.mark.parametrize("query", ["id=*", "battery", "ab=betasecret", "pa=betasecret or battery", "nice=9", NUMBERS])
def test_no_count_holds_a_record_of_the_other_house(
    world: World, licensed: Licensed, signed_in: SignedIn, query: str
) -> None:
    """Totals and clauses are those of the public corpus and one's own; facets as if the other house had nothing."""
    apart = [reading(Actor()), reading(world.actor("administrator"), within=str(licensed.alpha.pk))]
    client = signed_in("administrator")
    page = client.get("/search", {"q": query}).context["page"]
    assert page.total == sum(each.search(query).total for each in apart)
    counted = [(facet.field, [(value.value, value.count) for value in facet.values]) for facet in page.facets]
    explained = client.get("/search/explanation", {"q": query}).context["explained"]
    alone = [each.search(query).explain().clauses for each in apart]
    assert [clause.total for clause in explained.clauses] == [
        sum(found or 0 for found in totals) for totals in zip(*([c.total for c in each] for each in alone), strict=True)
    ]
    retire_corpus(world.actor("outsider"), licensed.beta.pk)
    again = client.get("/search", {"q": query}).context["page"]
    assert counted == [(facet.field, [(value.value, value.count) for value in facet.values]) for facet in again.facets]
    assert page.total == again.total


@pytest.fixture
def beta_edition(licensed: Licensed, private_folder: Path) -> str:
    return licensed.edition(licensed.beta, private_folder)


OLD_LINKS = (
    "/search?q=id%3D*&edition={edition}",
    f"/records/{ID}?edition={{edition}}", f"/records/{ID}.json?edition={{edition}}",
    "/similar?text=battery&edition={edition}", "/marks?name=BETASECRET&edition={edition}",
    "/search/export.csv?q=id%3D*&edition={edition}", "/search/explanation?q=id%3D*&edition={edition}",
    "/search/facet?q=id%3D*&field=pan&edition={edition}", f"/compare?record={ID}&record=x&edition={{edition}}",
    "/corpus?edition={edition}", "/corpus/certificate?edition={edition}", "/corpus/problems?edition={edition}",
    "/corpus/differences?to={edition}", "/corpus/differences?from={edition}", f"/records/{ID}?corpus={{key}}",
    "/search?q=id%3D*&corpora={key}", "/corpus?corpus={key}", "/corpus/differences?corpus={key}",
    f"/records/{ID}/pictures/1?edition={{edition}}",
)  # fmt: skip


@pytest.mark.parametrize("link", OLD_LINKS)
def test_a_link_of_the_other_house_answers_as_if_nothing_were_there(
    world: World, licensed: Licensed, signed_in: SignedIn, beta_edition: str, link: str
) -> None:
    """The same status and words as for an edition, a corpus, a record that never was."""
    there, nowhere = (beta_edition, str(licensed.beta.pk)), ("0123456789abcdef", "987654")
    for who in ("administrator", "stranger", "anonymous"):
        answers = []
        for edition, key in (there, nowhere):
            response = signed_in(who).get(link.format(edition=edition, key=key))
            body = _plain(response.content.decode(), edition, key)
            answers.append((response.status_code, body))
        assert answers[0] == answers[1], who
        assert answers[0][0] in (400, 404)


def _plain(page: str, edition: str, key: str) -> str:
    """What a page says, without what the asker said and what differs with each request."""
    main = page.partition("<main")[2].partition("</main>")[0].replace(edition, "…")
    return re.sub(r"csrfmiddlewaretoken\" value=\"\w+", "", re.sub(rf"\b{key}\b", "…", main))


def test_what_was_kept_of_a_mandate_or_by_mistake_stays_behind_the_wall(
    world: World, licensed: Licensed, signed_in: SignedIn
) -> None:
    """A list of the group that holds ids of the other house: they are missing, never counted or shown."""
    mine = world.actor("administrator")
    row = make_list(mine, "Mixed", records=["EP9800002A1"], corpus=reading(mine))
    theirs = reading(world.actor("outsider"))
    add_records(mine, row.pk, [ID], theirs)  # as if they had been readable once
    tag_records(mine, [ID], "watched", theirs)
    live = make_live(mine, "Live", f"({NUMBERS}) or id=EP9800002A1")
    client = signed_in("administrator")
    page = client.get(f"/collections/{row.pk}")
    assert page.context["page"].total == 1
    assert not SAYS.search(page.content.decode())
    for number in (row.pk, live.pk):
        assert not SAYS.search(client.get(f"/collections/{number}/figures").content.decode())
    assert client.get(f"/collections/{live.pk}").context["page"].total == 1
    [(tag, _)] = client.get("/annotations").context["tags"]
    tagged = client.get(f"/annotations/tags/{tag.pk}")
    assert (tagged.context["total"], tagged.context["missing"]) == (0, 1)


def test_an_export_stops_where_the_right_to_read_stopped(world: World, licensed: Licensed, tmp_path: Path) -> None:
    mine = world.actor("administrator")
    row = start_export(mine, "csv", query="alphasecret")
    assert row.total == 5
    retire_corpus(mine, licensed.alpha.pk)
    with pytest.raises(Exception, match="EDITION_GONE"):
        export_result(_NoProgress(), export=str(row.pk))


class _NoProgress(Progress):
    """Nobody asks how far it is."""

    def __init__(self) -> None:
        """Nothing is kept."""

    def report(self, done: int, total: int) -> None:
        """Nothing is told."""

    def require_wanted(self) -> None:
        """Always wanted."""


API = (
    ("/search", {"q": "id=*", "limit": "200"}), ("/search/count", {"q": NUMBERS}),
    ("/search/facets", {"q": "id=*", "fields": "pa"}),
    ("/search/explanation", {"q": NUMBERS}), ("/search/export", {"q": "id=*", "format": "jsonl"}),
    (f"/records/{ID}", {}), (f"/records/{ID}", {"format": "bibtex"}), ("/corpora", {}), ("/collections", {}),
    ("/exports", {}),
)  # fmt: skip


def _token(world: World, who: str) -> Client:
    secret = make_token(world.actor(who), "tests", list(Scope), 30)[1]
    return Client(headers={"authorization": f"Bearer {secret}"})


@pytest.mark.parametrize(("path", "asked"), API, ids=lambda each: str(each)[:50])
def test_the_api(
    world: World, licensed: Licensed, monkeypatch: pytest.MonkeyPatch, path: str, asked: dict[str, str]
) -> None:
    monkeypatch.setenv("ZHIHANG_API_RATE_ANONYMOUS", "1000")
    for client in (_token(world, "administrator"), _token(world, "member"), Client()):
        assert not SAYS.search(_body(client, f"/api/v1{path}", asked))
    if path in ("/search", "/search/facets", "/corpora", f"/records/{ID}", "/search/export"):
        assert SAYS.search(_body(_token(world, "outsider"), f"/api/v1{path}", asked)), "the owner sees it"


def test_the_api_names_corpora(world: World, licensed: Licensed, beta_edition: str, edition: str) -> None:
    mine, key, theirs = _token(world, "administrator"), str(licensed.alpha.pk), str(licensed.beta.pk)

    def asked(client: Client, path: str, **said: str) -> Any:
        return client.get(f"/api/v1{path}?{urlencode(said)}").json()

    assert [each["key"] for each in asked(mine, "/corpora")] == ["public", key]
    assert asked(mine, "/search/count", q="id=*", corpora=key)["total"] == 5
    rows = asked(mine, "/search", q=f"id={SHARED_ID}")["records"]
    assert [row["corpus"] for row in rows] == ["public", key]
    assert asked(mine, "/search", q=f"id={SHARED_ID}", corpora="public")["records"][0]["corpus"] is None
    assert "alphasecret" in asked(mine, f"/records/{SHARED_ID}", corpora=key)["title"]["en"]
    for said in ({"corpora": theirs}, {"corpora": f"public,{theirs}"}, {"corpora": "987654"}):
        assert asked(mine, "/search/count", q="id=*", **said)["code"] == "NO_CORPUS_HERE"
    for gone in (beta_edition, f"{edition}+{beta_edition}", "0123456789abcdef"):
        assert asked(mine, "/search/count", q="id=*", edition=gone)["code"] == "EDITION_GONE"
    page = asked(_token(world, "outsider"), "/search", q="id=*", limit="1")
    assert page["next"]
    stolen = asked(mine, "/search", q="id=*", limit="1", cursor=page["next"])
    assert stolen["code"] == "EDITION_GONE", "a cursor opens nothing"
