"""Private corpora: who reads, fills, makes, changes and retires them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.workspace.conftest import SignedIn, World

from zhihang.errors import Forbidden, NotFound, UsageError
from zhihang.information.corpora.models import PrivateCorpus
from zhihang.information.corpora.policy import may_add
from zhihang.information.corpora.selectors import place, readable, retired_corpora
from zhihang.information.corpora.services import change_corpus, make_corpus, restore_corpus, retire_corpus
from zhihang.workspace.actors.actor import Actor, machine
from zhihang.workspace.audit.models import AuditEntry
from zhihang.workspace.mandates.policy import Power
from zhihang.workspace.mandates.services import give_mandate, revoke_mandate
from zhihang.workspace.organizations.acting import actor_for


def keys(actor: Actor) -> list[str]:
    return [each.key for each in readable(actor)]


@pytest.fixture
def theirs(world: World) -> PrivateCorpus:
    return make_corpus(world.actor("outsider"), "Licensed export", licence="until 2027")


def test_an_organization_reads_its_own_and_nobody_elses(world: World, theirs: PrivateCorpus) -> None:
    mine = make_corpus(world.actor("administrator"), "Own reports")
    assert keys(world.actor("administrator")) == ["public", str(mine.pk)]
    assert keys(world.actor("outsider")) == ["public", str(theirs.pk)]
    assert keys(world.actor("stranger")) == keys(world.actor("operator")) == keys(Actor()) == ["public"]
    assert keys(world.actor("member")) == ["public"]  # a unit does not read what stands above it


def test_who_covers_units_reads_what_they_own(world: World) -> None:
    administrator = actor_for(world.administrator, world.company.pk)
    made = make_corpus(administrator, "Own reports")
    assert keys(world.actor("member")) == ["public", str(made.pk)]
    [_, seen_from_above] = readable(world.actor("administrator"))
    assert seen_from_above.name == "Own reports (Made-up Batteries)"


def test_a_mandate_opens_one_corpus_for_a_while(world: World, theirs: PrivateCorpus) -> None:
    owner, reader = world.actor("outsider"), world.actor("member")
    other = make_corpus(owner, "Something else")
    given = give_mandate(
        owner, world.company.pk, powers=[Power.READ], concept="corpora.corpus", object_id=theirs.pk,
        starts=date(2020, 1, 1), document="licence of use",
    )  # fmt: skip
    assert keys(reader) == ["public", str(theirs.pk)]
    assert place(reader, str(theirs.pk)).name == "Licensed export (Other Works)"
    assert not may_add(reader, place(reader, str(theirs.pk)))
    revoke_mandate(owner, given.pk, on=date(2020, 1, 2), reason="over")
    assert keys(reader) == ["public"]
    with pytest.raises(NotFound):
        place(reader, str(other.pk))


def test_what_is_not_ones_own_and_what_is_not_there_are_the_same(world: World, theirs: PrivateCorpus) -> None:
    said = []
    for key in (str(theirs.pk), "987654", "x", "-1", "1" * 30):
        with pytest.raises(NotFound) as caught:
            place(world.actor("administrator"), key)
        said.append((caught.value.code, caught.value.fields["corpus"] == key))
    assert set(said) == {("NO_CORPUS_HERE", True)}


def test_strangers_read_the_public_one_where_the_installation_lets_them(monkeypatch: pytest.MonkeyPatch) -> None:
    assert keys(Actor()) == ["public"]
    monkeypatch.setenv("ZHIHANG_ANONYMOUS_READING", "no")
    assert keys(Actor()) == []
    assert keys(machine("a job")) == ["public"]
    with pytest.raises(NotFound):
        place(Actor(), "public")


WHO = ("administrator", "member", "auditor", "outsider", "stranger", "operator")


def test_who_adds_files(world: World) -> None:
    made = make_corpus(world.actor("administrator"), "Own reports")
    seen = place(world.actor("administrator"), str(made.pk))
    assert [name for name in WHO if may_add(world.actor(name), seen)] == ["administrator"]
    assert [name for name in WHO if may_add(world.actor(name), place(Actor(), "public"))] == ["operator"]


@pytest.mark.parametrize("name", ["member", "auditor", "stranger", "operator"])
def test_others_make_none(world: World, name: str) -> None:
    with pytest.raises(Forbidden):
        make_corpus(world.actor(name), "A corpus")


def test_a_corpus_has_a_folder_nobody_else_had(world: World, private_folder: Path) -> None:
    actor = world.actor("administrator")
    folders = []
    for name in ("Own reports", "../../etc", "自有数据", "own REPORTS"):
        row = make_corpus(actor, name)
        folders.append(row.folder)
        assert (private_folder / row.folder / "zhihang-corpus.json").is_file()
    number = world.group.pk
    assert folders == [f"{number}-own-reports", f"{number}-etc", f"{number}-corpus", f"{number}-own-reports-2"]
    assert not place(actor, str(row.pk)).has_edition


def test_names_are_given_once_and_not_left_out(world: World) -> None:
    actor = world.actor("administrator")
    first = make_corpus(actor, "Own reports")
    for name, code in (("Own reports", "CORPUS_EXISTS"), (" ", "CORPUS_NO_NAME"), ("x" * 121, "CORPUS_NO_NAME")):
        with pytest.raises(UsageError) as caught:
            make_corpus(actor, name)
        assert caught.value.code == code
    assert change_corpus(actor, first.pk, {"name": "Reports", "licence": "ours"}).name == "Reports"
    with pytest.raises(NotFound):
        change_corpus(world.actor("outsider"), first.pk, {"name": "Taken over"})


def test_a_retired_corpus_is_read_no_more_and_can_come_back(world: World) -> None:
    actor = world.actor("administrator")
    row = make_corpus(actor, "Own reports")
    retire_corpus(actor, row.pk, reason="licence ended")
    assert keys(actor) == ["public"]
    assert [each.pk for each in retired_corpora(actor)] == [row.pk]
    make_corpus(actor, "Own reports")
    with pytest.raises(UsageError):
        restore_corpus(actor, row.pk)
    with pytest.raises(NotFound):
        restore_corpus(world.actor("outsider"), row.pk)
    said = AuditEntry.objects.unscoped("test").filter(concept="corpora.corpus", object_id=str(row.pk))
    assert [(each.action, each.reason) for each in said.order_by("pk")] == [("make", ""), ("retire", "licence ended")]


def test_where_strangers_read_nothing_the_entrance_still_opens(
    signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHIHANG_ANONYMOUS_READING", "no")
    client = signed_in("anonymous")
    entrance = client.get("/accounts/login/")
    assert entrance.status_code == 200
    assert entrance.context["edition"] is None
    for path in ("/search?q=id%3D*", "/corpora", "/corpus", "/records/EP9800001A1.json"):
        assert client.get(path).status_code == 302, path
    assert signed_in("stranger").get("/search?q=id%3D*").status_code == 200
