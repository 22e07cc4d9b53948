"""Saved searches: `##name`, whose they are, what sharing writes out, and who may change them."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from tests.workspace.conftest import OPERATOR, World

from zhihang.errors import Forbidden, NotFound, QueryError, UsageError
from zhihang.information.saved_searches import selectors, services
from zhihang.information.saved_searches.models import SavedSearch
from zhihang.search.environment import EMPTY, Environment, Stored
from zhihang.workspace.actors.actor import Role
from zhihang.workspace.audit.models import AuditEntry
from zhihang.workspace.organizations.services import add_member

SignedIn = Callable[[str], Client]
ROWS = list(csv.DictReader(Path(__file__).with_name("permissions.tsv").open(encoding="utf-8"), delimiter="\t"))
WHO = ("anonymous", "stranger", "colleague", "reader", "outsider", "administrator", "member")


@pytest.fixture
def people(world: World) -> World:
    """Beside the member of the company: a colleague, a reader, and its administrator."""
    add_member(OPERATOR, world.company.pk, world.auditor.email, role=Role.READER)
    add_member(OPERATOR, world.company.pk, world.stranger.email, role=Role.MEMBER)
    return world


def save(world: World, name: str, query: str, who: str = "member", *, is_shared: bool = False) -> SavedSearch:
    return services.save_search(world.actor(who), name, query, is_shared=is_shared, environment=EMPTY)


def test_a_name_is_a_query(world: World, signed_in: SignedIn) -> None:
    save(world, "Fillers of EP", "ti=filler AND cc=EP")
    client = signed_in("member")
    page = client.get("/search", {"q": '##"fillers OF ep" AND pd>=2015'}).content.decode()
    same = client.get("/search", {"q": "ti=filler AND cc=EP AND pd>=2015"}).content.decode()
    found = [re.search(r'class="big-line">([\d,]+) records', each) for each in (page, same)]
    assert found[0] is not None
    assert found[1] is not None
    assert found[0][1] == found[1][1]


def test_a_private_search_is_ones_own_a_shared_one_the_organizations(people: World) -> None:
    save(people, "Own", "a")
    save(people, "Ours", "b", is_shared=True)
    assert set(selectors.saved_queries(people.actor("member"))) == {"Own", "Ours"}
    assert set(selectors.saved_queries(people.actor("stranger"))) == {"Ours"}
    assert selectors.saved_queries(people.actor("outsider")) == {}
    assert selectors.saved_queries(people.actor("operator")) == {}
    # the administrator acts for the group above: another organization
    assert selectors.saved_queries(people.actor("administrator")) == {}


@pytest.mark.parametrize("name", ["", "  ", 'a"b', "a#b", "a\\b", "x" * 81])
def test_names_that_no_query_could_write_are_refused(world: World, name: str) -> None:
    with pytest.raises(UsageError) as caught:
        save(world, name, "a")
    assert caught.value.code == "SAVED_NAME"


def test_a_name_means_one_thing_in_an_organization_however_written(people: World) -> None:
    save(people, "Müller", "a")
    for who in ("member", "stranger"):
        with pytest.raises(UsageError) as caught:
            save(people, "MULLER", "b", who)
        assert caught.value.code == "SAVED_NAME_TAKEN"
    save(people, "Müller", "b", "outsider")


def test_lines_of_a_history_are_written_out(world: World) -> None:
    environment = Environment({1: Stored('(or bi:"a" bi:"b")')})
    row = services.save_search(world.actor("member"), "x", "#1 AND c", is_shared=False, environment=environment)
    assert "#" not in row.query
    assert row.tree == '(and (or bi:"a" bi:"b") bi:"c")'


def test_sharing_writes_private_names_out_and_keeps_shared_ones(world: World) -> None:
    save(world, "own", "a OR b")
    save(world, "ours", "c OR d", is_shared=True)
    assert save(world, "private", "##own AND ##ours").query == "##own AND ##ours"
    row = save(world, "shared", "##own AND ##OURS AND e", is_shared=True)
    assert "##own" not in row.query
    assert row.tree.lower().count("ours") == 1


def test_a_change_holds_wherever_the_name_is_used(world: World, signed_in: SignedIn) -> None:
    row = save(world, "x", "ti=membrane")
    save(world, "y", "##x AND cc=EP")
    services.change_search(world.actor("member"), row.pk, "ti=filler", is_shared=False, environment=EMPTY)
    page = signed_in("member").get("/search", {"q": "##y"}).content.decode()
    assert "110 records" in page


def test_no_search_leads_back_to_itself(world: World) -> None:
    row = save(world, "x", "a")
    save(world, "y", "##x AND b")
    with pytest.raises(QueryError) as caught:
        services.change_search(world.actor("member"), row.pk, "##y OR c", is_shared=False, environment=EMPTY)
    assert caught.value.code == "E704"


def test_what_another_names_is_not_removed_and_not_taken_back(people: World) -> None:
    row = save(people, "x", "a", is_shared=True)
    save(people, "y", "##x AND b", "stranger")
    for act in (
        lambda: services.remove_search(people.actor("member"), row.pk),
        lambda: services.change_search(people.actor("member"), row.pk, "a", is_shared=False, environment=EMPTY),
    ):
        with pytest.raises(UsageError) as caught:
            act()
        assert (caught.value.code, caught.value.fields["users"]) == ("SAVED_IN_USE", "##…")


def test_readers_save_for_themselves_and_share_nothing(people: World) -> None:
    reader = people.actor("auditor")
    from zhihang.workspace.organizations.acting import actor_for

    reader = actor_for(people.auditor, people.company.pk)
    services.save_search(reader, "mine", "a", is_shared=False, environment=EMPTY)
    with pytest.raises(Forbidden):
        services.save_search(reader, "theirs", "a", is_shared=True, environment=EMPTY)


def test_others_change_nothing(people: World) -> None:
    own, shared = save(people, "own", "a"), save(people, "shared", "a", is_shared=True)
    with pytest.raises(NotFound):
        services.remove_search(people.actor("stranger"), own.pk)
    with pytest.raises(Forbidden):
        services.remove_search(people.actor("stranger"), shared.pk)
    with pytest.raises(NotFound):
        services.remove_search(people.actor("outsider"), shared.pk)
    from zhihang.workspace.organizations.acting import actor_for

    services.remove_search(actor_for(people.administrator, people.company.pk), shared.pk)


def test_everything_is_audited(world: World) -> None:
    row = save(world, "x", "a")
    services.change_search(world.actor("member"), row.pk, "b", is_shared=True, environment=EMPTY)
    services.remove_search(world.actor("member"), row.pk)
    entries = AuditEntry.objects.unscoped("test").filter(concept="saved_searches.saved_search").order_by("id")
    assert [entry.action for entry in entries] == ["save", "change", "remove"]
    assert entries[1].changes == {"is_shared": [False, True], "query": ["a", "b"]}


SAID = {"name": "another", "query": "ti=filler", "next": "/search?q=a"}


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['method']} {row['address']}")
def test_who_may(row: dict[str, str], who: str, people: World, signed_in: SignedIn) -> None:
    kept = {"own": save(people, "own", "a"), "shared": save(people, "shared", "b", is_shared=True)}
    client = signed_in({"colleague": "stranger", "reader": "auditor", "stranger": "operator"}.get(who, who))
    if who in ("reader", "administrator"):
        session = client.session
        session["organization"] = people.company.pk
        session.save()
    address = row["address"].format(**{name: each.pk for name, each in kept.items()})
    response = getattr(client, row["method"])(address, SAID if row["method"] == "post" else {})
    said = str(response.status_code)
    if said == "302" and "/accounts/login" in response.headers["Location"]:
        said = "sign in"
    assert said == row[who]


def test_saving_leads_back_with_what_happened(world: World, signed_in: SignedIn) -> None:
    client = signed_in("member")
    response = client.post("/saved/new", SAID | {"next": "/saved"}, follow=True)
    assert "Saved. Write ##another to use it." in response.content.decode()
    response = client.post("/saved/new", SAID | {"next": "/saved"}, follow=True)
    assert "The name another is taken" in response.content.decode()
    assert client.post("/saved/new", {"name": "", "query": ""}).status_code == 302
    assert client.post("/saved/new", SAID | {"next": "https://evil.example"}).headers["Location"] == "/"


def test_an_edit_that_cannot_be_read_shows_its_repair(world: World, signed_in: SignedIn) -> None:
    row = save(world, "x", "a")
    response = signed_in("member").post(f"/saved/{row.pk}", {"query": "ti=(a NEAR b)"})
    assert response.status_code == 400
    assert 'name="query" value="ti=(a NEAR/5 b)"' in response.content.decode()
    row.refresh_from_db()
    assert row.query == "a"
