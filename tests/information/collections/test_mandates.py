"""A collection opened to another organization: by whom, to whom, how far, until when."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.workspace.conftest import OPERATOR, SignedIn, World

from zhihang.errors import Forbidden, NotFound, UsageError
from zhihang.information.collections import combining, giving, selectors, services
from zhihang.information.collections.answering import result_of
from zhihang.information.collections.models import Collection, Kind, Operation
from zhihang.information.collections.policy import CONCEPT, Sharing
from zhihang.library import Corpus
from zhihang.workspace.accounts.models import User
from zhihang.workspace.accounts.services import open_account
from zhihang.workspace.actors.actor import Actor, Role
from zhihang.workspace.mandates.policy import Power
from zhihang.workspace.mandates.services import give_mandate
from zhihang.workspace.organizations.acting import actor_for
from zhihang.workspace.organizations.services import add_member

BOTH = ["EP9800001A1", "EP9800002A1"]
TODAY = timezone.localdate()


@pytest.fixture
def member(world: World) -> Actor:
    return world.actor("member")


@pytest.fixture
def outsider(world: World) -> Actor:
    return world.actor("outsider")


@pytest.fixture
def manager(world: World) -> Actor:
    user = open_account(OPERATOR, "manager@made-up.example")
    add_member(OPERATOR, world.company.pk, user.email, role=Role.MANAGER)
    return actor_for(user)


@pytest.fixture
def cells(member: Actor, corpus: Corpus) -> Collection:
    return services.make_list(member, "Cells", sharing=Sharing.READABLE, records=BOTH, corpus=corpus)


def opened(manager: Actor, row: Collection, outsider: Actor, power: Power, **said: date) -> int:
    return giving.give_access(
        manager, row.pk, str(outsider.organization), power, **{"starts": TODAY, "document": "Contract 7"} | said
    ).pk


def test_reading_is_opened_and_closed(manager: Actor, outsider: Actor, cells: Collection, corpus: Corpus) -> None:
    with pytest.raises(NotFound):
        selectors.collection(outsider, cells.pk)
    number = opened(manager, cells, outsider, Power.READ)
    row = selectors.collection(outsider, cells.pk)
    assert sorted(result_of(outsider, row, corpus).ids().to_pylist()) == BOTH
    for refused in (
        lambda: services.add_records(outsider, row.pk, ["EP9800003A1"], corpus),
        lambda: services.remove_records(outsider, row.pk, BOTH),
        lambda: services.change_collection(outsider, row.pk, {"name": "Mine"}),
        lambda: services.remove_collection(outsider, row.pk),
        lambda: giving.give_access(outsider, row.pk, "1", Power.READ, starts=TODAY, document="x"),
    ):
        with pytest.raises((Forbidden, UsageError)):
            refused()
    giving.revoke_access(manager, cells.pk, number, on=TODAY, reason="over")
    with pytest.raises(NotFound):
        selectors.collection(outsider, cells.pk)


def test_editing_lets_one_work_but_not_share_or_remove(
    manager: Actor, outsider: Actor, cells: Collection, corpus: Corpus
) -> None:
    opened(manager, cells, outsider, Power.EDIT)
    assert services.add_records(outsider, cells.pk, ["EP9800003A1"], corpus) == 1
    entry = services.remove_records(outsider, cells.pk, ["EP9800003A1"])
    assert entry is not None
    assert entry.organization == cells.organization_id
    assert services.undo_removal(outsider, cells.pk, entry.pk) == 1
    services.change_collection(outsider, cells.pk, {"description": "ours and yours"})
    for refused in (
        lambda: services.change_collection(outsider, cells.pk, {"sharing": "writable"}),
        lambda: services.remove_collection(outsider, cells.pk),
    ):
        with pytest.raises(Forbidden):
            refused()


@pytest.mark.parametrize(
    ("said", "sees"),
    [
        ({"starts": TODAY + timedelta(days=1)}, False),
        ({"starts": TODAY - timedelta(days=9), "ends": TODAY - timedelta(days=1)}, False),
        ({"starts": TODAY - timedelta(days=9), "ends": TODAY}, True),
    ],
)
def test_it_holds_from_day_to_day(
    said: dict[str, date], sees: bool, manager: Actor, outsider: Actor, cells: Collection
) -> None:
    opened(manager, cells, outsider, Power.READ, **said)
    assert (cells in selectors.collections(outsider)) is sees


def test_a_mandate_on_all_does_not_open_what_somebody_keeps_to_himself(
    manager: Actor, member: Actor, outsider: Actor, cells: Collection, corpus: Corpus
) -> None:
    private = services.make_list(member, "Mine", records=BOTH, corpus=corpus)
    assert outsider.organization is not None
    give_mandate(
        manager, outsider.organization, powers=[Power.READ], starts=TODAY, document="Contract 8", concept=CONCEPT
    )
    assert set(selectors.collections(outsider)) == {cells}
    services.remove_collection(member, cells.pk)
    assert set(selectors.removed_collections(outsider)) == set()
    assert private not in selectors.collections(outsider)


def test_of_a_combination_only_the_whole_is_opened(
    manager: Actor, member: Actor, outsider: Actor, cells: Collection, corpus: Corpus
) -> None:
    other = services.make_list(member, "Other", sharing=Sharing.READABLE, records=["EP9800003A1"], corpus=corpus)
    whole = combining.combine(
        member, "Whole", Operation.UNION, [cells.pk, other.pk], kind=Kind.LIVE, corpus=corpus,
        sharing=Sharing.READABLE,
    )  # fmt: skip
    opened(manager, whole, outsider, Power.READ)
    assert set(selectors.collections(outsider)) == {whole}
    assert sorted(result_of(outsider, whole, corpus).ids().to_pylist()) == [*BOTH, "EP9800003A1"]


@pytest.mark.parametrize(
    ("who", "shown", "given"),
    [("anonymous", 302, 302), ("stranger", 404, 404), ("member", 403, 403), ("outsider", 404, 404)],
)
def test_who_may_open_the_page(who: str, shown: int, given: int, cells: Collection, signed_in: SignedIn) -> None:
    client = signed_in(who)
    assert client.get(f"/collections/{cells.pk}/mandates").status_code == shown
    assert client.post(f"/collections/{cells.pk}/mandates", {}).status_code == given


def test_the_page_gives_and_revokes(manager: Actor, outsider: Actor, cells: Collection, signed_in: SignedIn) -> None:
    client = signed_in("anonymous")
    client.force_login(User.objects.get(pk=manager.user))
    address = f"/collections/{cells.pk}/mandates"
    said = {"holder": str(outsider.organization), "power": "edit", "starts": TODAY.isoformat(), "document": "Contract"}
    assert "No other organization" in client.get(address).content.decode()
    for wrong in ({"holder": "Nobody Ltd"}, {"document": ""}, {"ends": "2001-01-01"}, {"power": "pay"}):
        assert client.post(address, said | wrong).status_code == 400
    assert client.post(address, said).status_code == 302
    page = client.get(address).content.decode()
    assert "in force" in page
    assert page.count("read and edit") == 2  # in the table and in the form
    theirs = signed_in("outsider")
    assert "of Made-up Batteries, opened by a mandate" in theirs.get(f"/collections/{cells.pk}").content.decode()
    assert "Cells" in theirs.get("/collections").content.decode()
    (grant,) = selectors.mandates_of(manager, cells)
    assert client.post(f"{address}/{grant.pk}/revoke", {"reason": "over"}).status_code == 302
    assert theirs.get(f"/collections/{cells.pk}").status_code == 404
    assert client.post(f"{address}/999999/revoke").status_code == 404
