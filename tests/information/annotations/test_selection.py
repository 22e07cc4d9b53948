"""Working on the records selected in a result: all of what was said, or nothing of it."""

from __future__ import annotations

import pytest
from tests.workspace.conftest import OPERATOR, SignedIn, World

from zhihang.information.annotations import selectors, services
from zhihang.information.annotations.models import ColumnKind
from zhihang.information.collections import selectors as collections
from zhihang.information.collections import services as collecting
from zhihang.library import Corpus
from zhihang.workspace.accounts.services import open_account
from zhihang.workspace.actors.actor import Actor, Role
from zhihang.workspace.organizations.acting import actor_for
from zhihang.workspace.organizations.services import add_member

RECORDS = "EP9800001A1\r\nEP9800002A1\nEP9800001A1\n"
BOTH = ["EP9800001A1", "EP9800002A1"]


@pytest.fixture
def member(world: World) -> Actor:
    return world.actor("member")


@pytest.mark.parametrize(
    ("who", "shown", "written"),
    [
        ("anonymous", 302, 302), ("stranger", 200, 403), ("member", 200, 200), ("outsider", 200, 200),
        ("administrator", 200, 200),
    ],
)  # fmt: skip
def test_who_may(who: str, shown: int, written: int, signed_in: SignedIn) -> None:
    client = signed_in(who)
    assert client.get("/annotations/selection").status_code == shown
    assert client.post("/annotations/selection", {"records": RECORDS, "tag": "read"}).status_code == written


def test_everything_is_written_on_all_of_them(member: Actor, signed_in: SignedIn, world: World, corpus: Corpus) -> None:
    user = open_account(OPERATOR, "manager@made-up.example")
    add_member(OPERATOR, world.company.pk, user.email, role=Role.MANAGER)
    column = services.make_column(actor_for(user), "Stage", ColumnKind.CHOICE, ["near", "far"])
    said = {
        "records": RECORDS, "tag": "read", "rating": "4", "note": "Look again", "column": str(column.pk),
        "value": "near", "collection": "new", "name": "Both",
    }  # fmt: skip
    answer = signed_in("member").post("/annotations/selection", said)
    assert answer.headers["HX-Trigger"] == "annotated"
    found = selectors.annotated(member, BOTH)
    for identifier in BOTH:
        on = found[identifier]
        assert [tag.name for tag in on.tags] == ["read"]
        assert (on.own, [note.text for note in on.notes], on.values) == (4, ["Look again"], {column.pk: "near"})
    (made,) = collections.lists(member)
    assert (made.name, collections.identifiers(member, made)) == ("Both", BOTH)
    again = signed_in("member").post("/annotations/selection", {"records": RECORDS, "collection": str(made.pk)})
    assert "Records added to the list: 0" in again.content.decode()


@pytest.mark.parametrize(
    ("said", "status", "text"),
    [
        ({"records": "", "tag": "read"}, 400, "Nothing was chosen."),
        ({"records": RECORDS}, 400, "Nothing was said to be written."),
        ({"records": RECORDS + "EP1", "tag": "read"}, 404, "EP1"),
        ({"records": RECORDS, "tag": "read", "collection": "new", "name": ""}, 400, "Nothing was written."),
        ({"records": RECORDS, "tag": "read", "note": "x" * 20_001}, 400, "Nothing was written."),
        ({"records": RECORDS, "tag": "read", "collection": "999999"}, 404, "Nothing was written."),
        ({"records": RECORDS, "tag": "read", "edition": "nosuch"}, 404, "Nothing was written."),
    ],
)
def test_where_one_thing_is_refused_nothing_is_written(
    said: dict[str, str], status: int, text: str, member: Actor, signed_in: SignedIn
) -> None:
    answer = signed_in("member").post("/annotations/selection", said)
    assert (answer.status_code, text in answer.content.decode()) == (status, True)
    assert selectors.annotated(member, BOTH)[BOTH[0]].tags == []


def test_more_records_than_a_form_takes_fields(member: Actor, signed_in: SignedIn, corpus: Corpus) -> None:
    everything = corpus.search("id=*").ids().to_pylist()
    lines = "\n".join(everything * 10)
    answer = signed_in("member").post("/annotations/selection", {"records": lines, "tag": "all"})
    assert f"Tag set on records: {len(everything)}" in answer.content.decode()


def test_another_organizations_list_is_not_there(world: World, signed_in: SignedIn, member: Actor) -> None:
    theirs = collecting.make_list(world.actor("outsider"), "Theirs")
    answer = signed_in("member").post("/annotations/selection", {"records": RECORDS, "collection": str(theirs.pk)})
    assert answer.status_code == 404
    assert "Theirs" not in answer.content.decode()


def test_a_script_as_a_tag_stays_text(signed_in: SignedIn) -> None:
    said = {"records": RECORDS, "tag": "<script>alert('x')</script>", "note": "x" * 20_001}
    assert "<script>alert" not in signed_in("member").post("/annotations/selection", said).content.decode()
