"""The tree, memberships, and the actor that follows from them."""

from __future__ import annotations

from typing import Any

import pytest

from zhihang.errors import Forbidden, NotFound, UsageError
from zhihang.workspace.actors.actor import Actor, Role, machine
from zhihang.workspace.audit.models import AuditEntry
from zhihang.workspace.organizations import selectors, services
from zhihang.workspace.organizations.acting import actor_for

OPERATOR = machine("tests")


def test_a_membership_that_covers_units_reaches_down_and_no_further(world: Any) -> None:
    administrator = world.actor("administrator")
    assert administrator.organizations == {world.group.pk, world.company.pk}
    assert administrator.has(Role.ADMINISTRATOR)
    assert world.actor("auditor").organizations == {world.group.pk}
    assert world.actor("member").organizations == {world.company.pk}
    assert world.actor("stranger").organizations == frozenset()


def test_acting_for_a_unit_shows_the_unit_only(world: Any) -> None:
    below = actor_for(world.administrator, world.company.pk)
    assert (below.organization, below.organizations) == (world.company.pk, {world.company.pk})
    assert below.has(Role.ADMINISTRATOR)
    elsewhere = actor_for(world.administrator, world.other.pk)
    assert elsewhere.organization == world.group.pk
    not_below = actor_for(world.auditor, world.company.pk)  # this membership does not cover units
    assert (not_below.organization, not_below.organizations) == (world.group.pk, {world.group.pk})


def test_the_same_name_is_allowed_elsewhere_only(world: Any) -> None:
    services.found_organization(OPERATOR, "Made-up Batteries", parent=world.other.pk)
    for parent, name in ((world.group.pk, " Made-up Batteries "), (None, "Other Works"), (None, " ")):
        with pytest.raises(UsageError):
            services.found_organization(OPERATOR, name, parent=parent)


def test_a_branch_moves_as_a_whole(world: Any) -> None:
    plant = services.found_organization(OPERATOR, "Plant", parent=world.company.pk)
    services.move_organization(OPERATOR, world.company.pk, parent=world.other.pk, reason="sold")
    assert world.actor("administrator").organizations == {world.group.pk}
    assert world.actor("outsider").organizations == {world.other.pk, world.company.pk, plant.pk}
    entry = AuditEntry.objects.unscoped("test").latest("id")
    assert (entry.action, entry.reason) == ("move", "sold")
    assert entry.changes == {"parent": [world.group.pk, world.other.pk]}
    services.move_organization(OPERATOR, world.company.pk, parent=None, reason="on its own")
    assert world.actor("outsider").organizations == {world.other.pk}


def test_numbers_that_begin_alike_are_not_below_each_other(world: Any) -> None:
    for number in range(12):
        services.found_organization(OPERATOR, f"Firm {number}")
    first = selectors.organizations(OPERATOR).filter(parent=None)[0]
    assert set(selectors.paths_below([first.path or ""])) == {first.pk, world.company.pk}


@pytest.mark.parametrize("target", ["company", "group"])
def test_nothing_moves_below_itself(world: Any, target: str) -> None:
    with pytest.raises(UsageError) as caught:
        services.move_organization(OPERATOR, world.group.pk, parent=getattr(world, target).pk, reason="")
    assert caught.value.code == "ORGANIZATION_LOOP"


def test_an_administrator_moves_only_between_places_of_the_own(world: Any) -> None:
    with pytest.raises(NotFound):
        services.move_organization(world.actor("administrator"), world.company.pk, parent=world.other.pk, reason="")
    with pytest.raises(Forbidden):
        services.move_organization(world.actor("administrator"), world.company.pk, parent=None, reason="")


def test_the_last_administrator_stays(world: Any) -> None:
    actor = world.actor("administrator")
    for act in (
        lambda: services.remove_member(actor, world.group.pk, world.administrator.pk),
        lambda: services.change_role(actor, world.group.pk, world.administrator.pk, role=Role.READER),
    ):
        with pytest.raises(UsageError) as caught:
            act()
        assert caught.value.code == "LAST_ADMINISTRATOR"
    services.change_role(actor, world.group.pk, world.auditor.pk, role=Role.ADMINISTRATOR)
    services.remove_member(actor, world.group.pk, world.administrator.pk, reason="left")
    assert world.actor("administrator").organizations == frozenset()


def test_a_person_without_account_gets_one_that_cannot_be_guessed(world: Any) -> None:
    joined = services.add_member(
        world.actor("administrator"), world.company.pk, "New@Made-Up.example", role=Role.READER
    )
    assert joined.user.email == "new@made-up.example"
    assert not joined.user.has_usable_password()
    with pytest.raises(UsageError):
        services.add_member(world.actor("administrator"), world.company.pk, "NEW@made-up.example", role=Role.READER)


def test_every_write_leaves_an_entry_of_its_organization(world: Any) -> None:
    entries = AuditEntry.objects.unscoped("test").filter(organization=world.company.pk)
    assert {(entry.action, entry.concept) for entry in entries} == {
        ("found", "organizations.organization"),
        ("add", "organizations.membership"),
    }
    services.rename_organization(world.actor("administrator"), world.company.pk, name="Made-up Cells")
    entry = entries.latest("id")
    assert entry.changes == {"name": ["Made-up Batteries", "Made-up Cells"]}
    assert entry.actor == world.administrator.pk


def test_the_audit_stays_within_its_organization(world: Any) -> None:
    from zhihang.workspace.audit.selectors import entries

    assert {entry.organization for entry in entries(world.actor("outsider"))} == {world.other.pk}
    assert {entry.organization for entry in entries(world.actor("auditor"))} == {world.group.pk}
    with pytest.raises(Forbidden):
        entries(Actor())
