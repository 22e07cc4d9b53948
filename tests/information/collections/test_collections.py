"""Collections: lists, live ones, what several make together, who may, what the audit says, what can be undone."""

from __future__ import annotations

from typing import Any

import pytest
from tests.workspace.conftest import OPERATOR, World

from zhihang.errors import Forbidden, NotFound, QueryError, UsageError, ZhihangError
from zhihang.information.collections import combining, selectors, services
from zhihang.information.collections.answering import missing, result_of
from zhihang.information.collections.models import CollectedRecord, Collection, Kind, Operation
from zhihang.information.collections.policy import Sharing
from zhihang.library import Corpus
from zhihang.workspace.accounts.services import open_account
from zhihang.workspace.actors.actor import Actor, Role
from zhihang.workspace.audit.models import AuditEntry
from zhihang.workspace.organizations.acting import actor_for
from zhihang.workspace.organizations.services import add_member

FILLERS = [f"EP98000{number:02d}A1" for number in range(1, 11)]


@pytest.fixture
def member(world: World) -> Actor:
    return world.actor("member")


@pytest.fixture
def colleague(world: World) -> Actor:
    user = open_account(OPERATOR, "colleague@made-up.example")
    add_member(OPERATOR, world.company.pk, user.email, role=Role.MEMBER)
    return actor_for(user)


@pytest.fixture
def reader(world: World) -> Actor:
    user = open_account(OPERATOR, "reader@made-up.example")
    add_member(OPERATOR, world.company.pk, user.email, role=Role.READER)
    return actor_for(user)


def said(row: Collection) -> list[AuditEntry]:
    entries = AuditEntry.objects.unscoped("tests").filter(concept="collections.collection", object_id=str(row.pk))
    return list(entries.order_by("id"))


def ids(actor: Actor, row: Collection, corpus: Corpus) -> set[str]:
    return set(result_of(actor, row, corpus).ids().to_pylist())


def test_a_list_keeps_records_in_their_order_each_once(member: Actor, corpus: Corpus) -> None:
    row = services.make_list(member, "Cells", records=[FILLERS[3], FILLERS[1]], corpus=corpus)
    assert services.add_records(member, row.pk, [FILLERS[1], FILLERS[0], FILLERS[0]], corpus) == 1
    assert selectors.identifiers(member, row) == [FILLERS[3], FILLERS[1], FILLERS[0]]
    assert {each.edition for each in selectors.collected(member, row)} == {corpus.edition_id}
    assert ids(member, row, corpus) == {FILLERS[0], FILLERS[1], FILLERS[3]}


def test_a_list_takes_only_records_that_are_there(member: Actor, corpus: Corpus) -> None:
    row = services.make_list(member, "Cells")
    with pytest.raises(NotFound) as caught:
        services.add_records(member, row.pk, [FILLERS[0], "XX1"], corpus)
    assert (caught.value.code, caught.value.fields["records"]) == ("NO_RECORDS", "XX1")
    assert selectors.identifiers(member, row) == []


def test_a_live_collection_has_what_its_query_finds(member: Actor, corpus: Corpus) -> None:
    row = services.make_live(member, "Fillers", "ti=filler")
    assert result_of(member, row, corpus).total == corpus.search("ti=filler").total > 100
    assert result_of(member, row, corpus, within="pd=2015").total == corpus.search("ti=filler AND pd=2015").total
    with pytest.raises(QueryError) as caught:
        services.make_live(member, "Broken", "ti=(a NEAR b)")
    assert caught.value.query == "ti=(a NEAR b)"
    with pytest.raises(UsageError):
        services.add_records(member, row.pk, FILLERS, corpus)


SETS = {"A": FILLERS[:6], "B": FILLERS[4:8], "C": FILLERS[5:10]}


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize(
    ("operation", "expected"),
    [
        (Operation.UNION, set(FILLERS)),
        (Operation.INTERSECTION, {FILLERS[5]}),
        (Operation.DIFFERENCE, set(FILLERS[:4])),
    ],
)
def test_several_make_one(kind: Kind, operation: Operation, expected: set[str], member: Actor, corpus: Corpus) -> None:
    rows = [services.make_list(member, name, records=records, corpus=corpus) for name, records in SETS.items()]
    numbers = [row.pk for row in rows]
    made = combining.combine(member, "Made", operation, numbers, kind=kind, corpus=corpus)
    assert ids(member, made, corpus) == expected
    services.remove_records(member, rows[1].pk, FILLERS)
    services.remove_records(member, rows[2].pk, FILLERS)
    follows = {Operation.UNION: set(FILLERS[:6]), Operation.INTERSECTION: set(), Operation.DIFFERENCE: set(FILLERS[:6])}
    assert ids(member, made, corpus) == (follows[operation] if kind == Kind.LIVE else expected)


def test_live_and_static_and_combinations_combine(member: Actor, corpus: Corpus) -> None:
    live = services.make_live(member, "Of 2015", "ti=filler AND pd=2015")
    some = services.make_list(member, "Some", records=FILLERS, corpus=corpus)
    first = combining.combine(member, "Both", Operation.INTERSECTION, [live.pk, some.pk], kind=Kind.LIVE, corpus=corpus)
    rest = combining.combine(member, "Rest", Operation.DIFFERENCE, [some.pk, first.pk], kind=Kind.LIVE, corpus=corpus)
    of_2015 = set(corpus.search("ti=filler AND pd=2015").ids().to_pylist())
    assert ids(member, rest, corpus) == set(FILLERS) - of_2015
    assert [each.name for each in selectors.parts(member, rest)] == ["Some", "Both"]


def test_combinations_have_limits(member: Actor, corpus: Corpus) -> None:
    row = services.make_list(member, "A")
    other = services.make_list(member, "B")
    for numbers in ([row.pk], [row.pk, row.pk], []):
        with pytest.raises(UsageError, match="COMBINATION_PARTS"):
            combining.combine(member, "C", Operation.UNION, numbers, kind=Kind.LIVE, corpus=corpus)
    last = other
    for step in range(combining.DEEPEST):
        last = combining.combine(member, f"{step}", Operation.UNION, [row.pk, last.pk], kind=Kind.LIVE, corpus=corpus)
    with pytest.raises(UsageError, match="COMBINATION_DEPTH"):
        combining.combine(member, "deeper", Operation.UNION, [row.pk, last.pk], kind=Kind.LIVE, corpus=corpus)


def test_a_record_that_an_edition_lacks_stays_in_the_list(member: Actor, corpus: Corpus) -> None:
    row = services.make_list(member, "Cells", records=FILLERS[:2], corpus=corpus)
    CollectedRecord.objects.create(collection=row, identifier="GONE1A1", edition="an older one")
    assert missing(member, row, corpus) == ["GONE1A1"]
    assert ids(member, row, corpus) == set(FILLERS[:2])


def test_what_was_taken_out_can_be_put_back(member: Actor, corpus: Corpus) -> None:
    row = services.make_list(member, "Cells", records=FILLERS[:4], corpus=corpus)
    entry = services.remove_records(member, row.pk, [FILLERS[0], FILLERS[2], "never in it"])
    assert entry is not None
    assert selectors.identifiers(member, row) == [FILLERS[1], FILLERS[3]]
    assert services.undo_removal(member, row.pk, entry.pk) == 2
    assert set(selectors.identifiers(member, row)) == set(FILLERS[:4])
    assert services.remove_records(member, row.pk, ["never in it"]) is None
    with pytest.raises(NotFound, match="NO_REMOVAL"):
        services.undo_removal(member, row.pk, said(row)[0].pk)


def test_removal_is_undone_and_its_name_can_be_taken_meanwhile(member: Actor, corpus: Corpus) -> None:
    row = services.make_list(member, "Cells", records=FILLERS[:1], corpus=corpus)
    services.remove_collection(member, row.pk, reason="double")
    with pytest.raises(NotFound):
        selectors.collection(member, row.pk)
    other = services.make_list(member, "Cells")
    with pytest.raises(UsageError, match="COLLECTION_EXISTS"):
        services.restore_collection(member, row.pk)
    services.change_collection(member, other.pk, {"name": "Others"})
    services.restore_collection(member, row.pk)
    assert ids(member, selectors.collection(member, row.pk), corpus) == {FILLERS[0]}


def test_what_others_are_made_of_is_not_removed(member: Actor, corpus: Corpus) -> None:
    one, other = services.make_list(member, "A"), services.make_list(member, "B")
    made = combining.combine(member, "C", Operation.UNION, [one.pk, other.pk], kind=Kind.LIVE, corpus=corpus)
    with pytest.raises(UsageError) as caught:
        services.remove_collection(member, one.pk)
    assert (caught.value.code, caught.value.fields["names"]) == ("COLLECTION_IN_USE", "C")
    services.remove_collection(member, made.pk)
    services.remove_collection(member, one.pk)


def test_every_write_is_in_the_audit(member: Actor, corpus: Corpus) -> None:
    row = services.make_list(member, "Cells", records=FILLERS[:2], corpus=corpus)
    services.change_collection(member, row.pk, {"name": "Better", "description": ""})
    services.change_collection(member, row.pk, {"name": "Better"})
    services.remove_records(member, row.pk, FILLERS[:1], reason="not ours")
    services.remove_collection(member, row.pk, reason="done")
    services.restore_collection(member, row.pk)
    assert [each.action for each in said(row)] == [
        "make", "add records", "change", "remove records", "remove", "restore",
    ]  # fmt: skip
    assert said(row)[1].changes["records"] == [None, FILLERS[:2]]
    assert said(row)[2].changes == {"name": ["Cells", "Better"]}
    assert {each.organization for each in said(row)} == {member.organization}
    assert said(row)[4].reason == "done"


def test_sharing_says_who_sees_and_who_works(world: World, colleague: Actor, reader: Actor, corpus: Corpus) -> None:
    member, administrator = world.actor("member"), world.actor("administrator")
    row = services.make_list(member, "Cells", records=FILLERS[:1], corpus=corpus)
    assert list(selectors.collections(colleague)) == []
    assert list(selectors.collections(administrator)) == [row]
    services.change_collection(member, row.pk, {"sharing": Sharing.READABLE})
    assert selectors.collection(colleague, row.pk) == row
    assert selectors.collection(reader, row.pk) == row
    assert selectors.identifiers(reader, row) == FILLERS[:1]
    with pytest.raises(Forbidden):
        services.add_records(colleague, row.pk, FILLERS[1:2], corpus)
    services.change_collection(member, row.pk, {"sharing": Sharing.WRITABLE})
    assert services.add_records(colleague, row.pk, FILLERS[1:2], corpus) == 1
    for refused in (reader, colleague):
        with pytest.raises(Forbidden):
            services.remove_collection(refused, row.pk)
    with pytest.raises(Forbidden):
        services.change_collection(colleague, row.pk, {"sharing": Sharing.PRIVATE})
    with pytest.raises(Forbidden):
        services.make_list(reader, "Mine")
    services.remove_collection(administrator, row.pk)


@pytest.mark.parametrize("who", ["outsider", "stranger", "auditor"])
def test_another_organization_finds_nothing(who: str, world: World, corpus: Corpus) -> None:
    member, other = world.actor("member"), world.actor(who)
    row = services.make_list(member, "Cells", sharing=Sharing.WRITABLE, records=FILLERS[:1], corpus=corpus)
    assert list(selectors.collections(other)) == []
    assert list(CollectedRecord.objects.of(other)) == []
    for attempt in (
        lambda: selectors.collection(other, row.pk),
        lambda: services.add_records(other, row.pk, FILLERS, corpus),
        lambda: services.change_collection(other, row.pk, {"name": "x"}),
        lambda: services.remove_collection(other, row.pk),
        lambda: combining.keep_as_list(other, row.pk, "x", corpus),
    ):
        with pytest.raises(NotFound):
            attempt()


def test_a_combination_is_shared_no_further_than_its_parts(member: Actor, corpus: Corpus) -> None:
    one = services.make_list(member, "A")
    other = services.make_list(member, "B", sharing=Sharing.READABLE)
    with pytest.raises(UsageError, match="COLLECTION_SHARED_FURTHER"):
        combining.combine(
            member, "C", Operation.UNION, [one.pk, other.pk], kind=Kind.LIVE, corpus=corpus, sharing=Sharing.READABLE
        )
    services.change_collection(member, one.pk, {"sharing": Sharing.READABLE})
    combining.combine(
        member, "C", Operation.UNION, [one.pk, other.pk], kind=Kind.LIVE, corpus=corpus, sharing=Sharing.READABLE
    )
    with pytest.raises(UsageError, match="COLLECTION_SHARED_FURTHER"):
        services.change_collection(member, one.pk, {"sharing": Sharing.PRIVATE})


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"name": " "}, "COLLECTION_NO_NAME"),
        ({"name": "B"}, "COLLECTION_EXISTS"),
        ({"query": "ti=a"}, "COLLECTION_NO_QUERY"),
        ({"theme": "industry"}, "COLLECTION_NO_QUERY"),
        ({"sharing": "everybody"}, "NO_SHARING"),
    ],
)
def test_what_cannot_be_is_refused(values: dict[str, Any], code: str, member: Actor) -> None:
    row = services.make_list(member, "A")
    services.make_list(member, "B")
    with pytest.raises(ZhihangError) as caught:
        services.change_collection(member, row.pk, values)
    assert caught.value.code == code
