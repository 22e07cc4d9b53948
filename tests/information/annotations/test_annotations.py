"""What an organization writes on records: tags, ratings, notes, columns; whose it is, what the audit says."""

from __future__ import annotations

import pytest
from tests.workspace.conftest import OPERATOR, SignedIn, World

from zhihang.errors import Forbidden, NotFound, UsageError
from zhihang.information.annotations import selectors, services
from zhihang.information.annotations.models import ColumnKind, Note
from zhihang.information.collections import services as collecting
from zhihang.library import Corpus
from zhihang.workspace.accounts.services import open_account
from zhihang.workspace.actors.actor import Actor, Role
from zhihang.workspace.audit.models import AuditEntry
from zhihang.workspace.organizations.acting import actor_for
from zhihang.workspace.organizations.services import add_member

ONE, TWO = "EP9800001A1", "EP9800002A1"
SCRIPT = "<script>alert('x')</script>\"'&"


@pytest.fixture
def member(world: World) -> Actor:
    return world.actor("member")


@pytest.fixture
def manager(world: World) -> Actor:
    user = open_account(OPERATOR, "manager@made-up.example")
    add_member(OPERATOR, world.company.pk, user.email, role=Role.MANAGER)
    return actor_for(user)


def entries(concept: str) -> list[AuditEntry]:
    return list(AuditEntry.objects.unscoped("tests").filter(concept=concept).order_by("id"))


def test_a_tag_is_one_word_for_the_whole_organization(member: Actor, manager: Actor, corpus: Corpus) -> None:
    assert services.tag_records(member, [ONE, TWO], "  to  read ", corpus) == 2
    assert services.tag_records(manager, [ONE], "To Read", corpus) == 0
    (tag,) = selectors.tags(manager)
    assert (tag.name, selectors.tag_counts(member)) == ("to read", [(tag, 2)])
    services.untag_record(manager, ONE, tag.pk)
    assert selectors.records_with_tag(member, tag) == [TWO]
    assert [(each.action, each.object_id) for each in entries("annotations.tag")] == [
        ("tag", ONE), ("tag", TWO), ("untag", ONE),
    ]  # fmt: skip


def test_everybody_rates_once_and_the_mean_is_undefined_without_ratings(
    member: Actor, manager: Actor, corpus: Corpus
) -> None:
    assert selectors.annotated(member, [ONE])[ONE].mean is None
    services.rate_records(member, [ONE], 2, corpus)
    services.rate_records(member, [ONE], 4, corpus)
    services.rate_records(manager, [ONE], 5, corpus)
    found = selectors.annotated(member, [ONE])[ONE]
    assert (found.own, found.mean, len(found.ratings)) == (4, 4.5, 2)
    services.rate_records(member, [ONE], 0, corpus)
    assert selectors.annotated(member, [ONE])[ONE].own == 0
    assert [each.changes["rating"] for each in entries("annotations.rating")] == [
        [None, 2], [2, 4], [None, 5], [4, None],
    ]  # fmt: skip
    with pytest.raises(UsageError, match="RATING"):
        services.rate_records(member, [ONE], 6, corpus)


def test_a_note_is_changed_removed_and_brought_back(member: Actor, corpus: Corpus) -> None:
    note = services.write_note(member, ONE, "closest prior art\r\n", corpus)
    services.change_note(member, note.pk, "closest prior art, claim 1")
    services.remove_note(member, note.pk)
    assert selectors.annotated(member, [ONE])[ONE].notes == []
    services.restore_note(member, note.pk)
    assert [each.text for each in selectors.annotated(member, [ONE])[ONE].notes] == ["closest prior art, claim 1"]
    assert [each.action for each in entries("annotations.note")] == ["write", "change", "remove", "restore"]
    assert entries("annotations.note")[1].changes["text"] == ["closest prior art", "closest prior art, claim 1"]
    for text in ("", " \n", "x" * 20_001):
        with pytest.raises(UsageError, match="NOTE_TEXT"):
            services.write_note(member, ONE, text, corpus)


def test_only_the_author_and_who_leads_change_a_note(world: World, manager: Actor, corpus: Corpus) -> None:
    note = services.write_note(manager, ONE, "mine", corpus)
    with pytest.raises(Forbidden):
        services.change_note(world.actor("member"), note.pk, "not mine")
    services.remove_note(world.actor("administrator"), note.pk)


@pytest.mark.parametrize(
    ("kind", "given", "kept"),
    [
        (ColumnKind.TEXT, " any text ", "any text"),
        (ColumnKind.NUMBER, "1,200.50", "1200.50"),
        (ColumnKind.NUMBER, "NaN", None),
        (ColumnKind.NUMBER, "many", None),
        (ColumnKind.DATE, "2026-10-08", "2026-10-08"),
        (ColumnKind.DATE, "2026-13-08", None),
        (ColumnKind.CHOICE, "yes", "yes"),
        (ColumnKind.CHOICE, "perhaps", None),
    ],
)
def test_a_column_keeps_values_of_its_kind(
    kind: ColumnKind, given: str, kept: str | None, member: Actor, manager: Actor, corpus: Corpus
) -> None:
    choices = ["yes", "no"] if kind == ColumnKind.CHOICE else []
    column = services.make_column(manager, "Ours", kind, choices)
    if kept is None:
        with pytest.raises(UsageError, match="COLUMN_VALUE"):
            services.set_values(member, [ONE], column.pk, given, corpus)
        return
    assert services.set_values(member, [ONE, TWO], column.pk, given, corpus) == 2
    assert selectors.annotated(member, [ONE])[ONE].values == {column.pk: kept}
    assert services.set_values(member, [ONE], column.pk, "", corpus) == 1
    assert selectors.annotated(member, [ONE])[ONE].values == {}


def test_a_removed_column_comes_back_with_its_values(member: Actor, manager: Actor, corpus: Corpus) -> None:
    column = services.make_column(manager, "Ours", ColumnKind.TEXT)
    services.set_values(member, [ONE], column.pk, "x", corpus)
    services.remove_column(manager, column.pk)
    assert selectors.annotated(member, [ONE])[ONE].values == {}
    with pytest.raises(NotFound):
        services.set_values(member, [ONE], column.pk, "y", corpus)
    services.restore_column(manager, column.pk)
    assert selectors.annotated(member, [ONE])[ONE].values == {column.pk: "x"}
    for wrong in ("", "Ours", "x" * 61):
        with pytest.raises(UsageError, match="COLUMN_NAME"):
            services.make_column(manager, wrong, ColumnKind.TEXT)
    with pytest.raises(Forbidden):
        services.make_column(member, "Mine", ColumnKind.TEXT)


@pytest.mark.parametrize("who", ["outsider", "stranger"])
def test_another_organization_sees_nothing_and_writes_nothing_here(who: str, world: World, corpus: Corpus) -> None:
    member, other = world.actor("member"), world.actor(who)
    services.tag_records(member, [ONE], "ours", corpus)
    note = services.write_note(member, ONE, "ours", corpus)
    found = selectors.annotated(other, [ONE])[ONE]
    assert (found.tags, found.notes) == ([], [])
    assert list(Note.objects.of(other)) == []
    with pytest.raises(NotFound):
        services.change_note(other, note.pk, "theirs")
    with pytest.raises(NotFound):
        selectors.tag(other, selectors.tags(member)[0].pk)


def test_who_only_reads_writes_nothing(world: World, corpus: Corpus) -> None:
    for who in ("auditor", "stranger"):
        for attempt in (
            lambda actor: services.tag_records(actor, [ONE], "x", corpus),
            lambda actor: services.rate_records(actor, [ONE], 1, corpus),
            lambda actor: services.write_note(actor, ONE, "x", corpus),
        ):
            with pytest.raises(Forbidden):
                attempt(world.actor(who))


def test_nothing_is_written_on_a_record_that_is_not_there(member: Actor, corpus: Corpus) -> None:
    with pytest.raises(NotFound, match="NO_RECORDS"):
        services.tag_records(member, [ONE, "XX1"], "x", corpus)
    assert list(selectors.tags(member)) == []


def test_the_record_page_shows_and_takes_what_the_organization_writes(
    world: World, signed_in: SignedIn, manager: Actor
) -> None:
    client = signed_in("member")
    column = services.make_column(manager, "Our product", ColumnKind.CHOICE, ["A1", SCRIPT])
    back = {"record": ONE, "next": f"/records/{ONE}#annotations"}
    for said in (
        {"tag": SCRIPT},
        {"rating": "4"},
        {"note": f"a note {SCRIPT}"},
        {"column": column.pk, "value": "A1"},
    ):
        assert client.post("/annotations/record", back | said).headers["Location"] == f"/records/{ONE}#annotations"
    text = client.get(f"/records/{ONE}").content.decode()
    assert "a note &lt;script&gt;" in text
    assert SCRIPT not in text
    assert "mean 4.0: member@made-up.example 4" in text
    assert "selected>A1" in text
    assert "annotations/record" not in signed_in("anonymous").get(f"/records/{ONE}").content.decode()
    outside = signed_in("outsider").get(f"/records/{ONE}").content.decode()
    assert "a note" not in outside


def test_a_removed_note_is_brought_back_from_the_page(world: World, signed_in: SignedIn, corpus: Corpus) -> None:
    note = services.write_note(world.actor("member"), ONE, "precious", corpus)
    client = signed_in("member")
    client.post(f"/annotations/notes/{note.pk}/remove", {"next": f"/records/{ONE}"})
    text = client.get(f"/records/{ONE}").content.decode()
    assert f"/annotations/notes/{note.pk}/restore" in text
    assert "precious" not in text
    client.post(f"/annotations/notes/{note.pk}/restore", {"next": f"/records/{ONE}"})
    assert "precious" in client.get(f"/records/{ONE}").content.decode()


def test_the_chosen_records_of_a_collection_are_written_on_together(
    world: World, signed_in: SignedIn, corpus: Corpus
) -> None:
    row = collecting.make_list(world.actor("member"), "Cells", records=[ONE, TWO], corpus=corpus)
    client = signed_in("member")
    page = f"/collections/{row.pk}"
    client.post("/annotations/record", {"record": [ONE, TWO], "tag": "seen", "rating": "3", "next": page})
    text = client.get(page).content.decode()
    assert text.count('<span class="tag">seen</span>') == 2
    tag = selectors.tags(world.actor("member")).get()
    assert "2 records" in client.get(f"/annotations/tags/{tag.pk}").content.decode()
    made = client.post(f"/annotations/tags/{tag.pk}/collect", {"name": "Seen"})
    assert ONE in client.get(made.headers["Location"]).content.decode()


@pytest.mark.parametrize("view", ["table", "context"])
def test_a_result_shows_what_stands_on_its_records(
    view: str, world: World, signed_in: SignedIn, corpus: Corpus
) -> None:
    services.tag_records(world.actor("member"), [ONE, TWO], "seen", corpus)
    services.write_note(world.actor("member"), ONE, SCRIPT, corpus)
    address = f"/search?q=ti%3Dfiller&sort=id&order=asc&view={view}"
    text = signed_in("member").get(address).content.decode()
    assert text.count('<span class="tag">seen</span>') == 2
    assert SCRIPT not in text
    for who in ("anonymous", "outsider"):
        assert '<span class="tag">seen</span>' not in signed_in(who).get(address).content.decode()


@pytest.mark.parametrize("who", ["anonymous", "stranger", "outsider"])
def test_others_find_no_button_that_works(who: str, world: World, signed_in: SignedIn, corpus: Corpus) -> None:
    note = services.write_note(world.actor("member"), ONE, "ours", corpus)
    services.tag_records(world.actor("member"), [ONE], "ours", corpus)
    tag = selectors.tags(world.actor("member")).get()
    client = signed_in(who)
    tried = [
        client.post(f"/annotations/notes/{note.pk}", {"note": "x"}),
        client.post(f"/annotations/notes/{note.pk}/remove"),
        client.post(f"/annotations/notes/{note.pk}/restore"),
        client.get(f"/annotations/tags/{tag.pk}"),
        client.post(f"/annotations/tags/{tag.pk}/collect", {"name": "x"}),
    ]
    assert {answer.status_code for answer in tried} == ({302} if who == "anonymous" else {404})


def test_the_page_of_words_makes_and_removes_columns(world: World, signed_in: SignedIn) -> None:
    client = signed_in("administrator")
    said = {"name": "Product", "kind": "choice", "choices": ""}
    assert client.post("/annotations/columns", said).status_code == 400
    client.post("/annotations/columns", said | {"choices": "A1\nB2"})
    text = client.get("/annotations").content.decode()
    assert "A1, B2" in text
    column = selectors.columns(world.actor("administrator")).get()
    client.post(f"/annotations/columns/{column.pk}/remove")
    client.post(f"/annotations/columns/{column.pk}/restore")
    assert selectors.columns(world.actor("administrator")).get() == column
    assert signed_in("member").post("/annotations/columns", said | {"choices": "A"}).status_code == 403
