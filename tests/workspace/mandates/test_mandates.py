"""Mandates: the way through the wall, no wider than the document says."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhihang.errors import Forbidden, NotFound, UsageError
from zhihang.workspace.audit.models import AuditEntry
from zhihang.workspace.mandates import selectors, services
from zhihang.workspace.mandates.models import Mandate
from zhihang.workspace.mandates.policy import Power, covers, in_force, is_in_force
from zhihang.workspace.organizations.models import Organization

DAY = date(2030, 6, 15)
DAYS = st.dates(DAY - timedelta(9), DAY + timedelta(9))


def mandate(**values: Any) -> Mandate:
    return Mandate(**{"powers": ["edit"], "starts": DAY, "document": "POA 1"} | values)


@pytest.mark.parametrize(
    ("values", "power", "concept", "thing", "on", "allowed"),
    [
        ({}, Power.EDIT, "matters", "7", DAY, True),
        ({}, Power.READ, "matters", "7", DAY, True),
        ({}, Power.PAY, "matters", "7", DAY, False),
        ({}, Power.EDIT, "matters", "7", DAY - timedelta(1), False),
        ({"ends": DAY}, Power.EDIT, "matters", "7", DAY, True),
        ({"ends": DAY}, Power.EDIT, "matters", "7", DAY + timedelta(1), False),
        ({"revoked_on": DAY}, Power.EDIT, "matters", "7", DAY, False),
        ({"revoked_on": DAY + timedelta(1)}, Power.EDIT, "matters", "7", DAY, True),
        ({"concept": "matters"}, Power.EDIT, "files", "7", DAY, False),
        ({"concept": "matters", "object_id": "7"}, Power.EDIT, "matters", "7", DAY, True),
        ({"concept": "matters", "object_id": "7"}, Power.EDIT, "matters", "77", DAY, False),
        ({"powers": []}, Power.READ, "matters", "7", DAY, False),
    ],
)
def test_what_a_mandate_allows(
    values: dict[str, Any], power: Power, concept: str, thing: str, on: date, allowed: bool
) -> None:
    assert covers(mandate(**values), power, concept, thing, on) is allowed


@given(starts=DAYS, ends=st.none() | DAYS, revoked=st.none() | DAYS, on=DAYS)
def test_the_filter_is_the_rule(starts: date, ends: date | None, revoked: date | None, on: date) -> None:
    grant = mandate(starts=starts, ends=ends, revoked_on=revoked)
    conditions = {"starts__lte": starts <= on, "ends__gte": ends is not None and ends >= on,
                  "revoked_on__gt": revoked is not None and revoked > on,
                  "ends": ends is None, "revoked_on": revoked is None}  # fmt: skip

    def holds(q: Any) -> bool:
        found = [holds(child) if hasattr(child, "children") else conditions[child[0]] for child in q.children]
        return all(found) if q.connector == "AND" else any(found)

    assert holds(in_force(on)) is is_in_force(grant, on)


def test_a_mandate_opens_what_it_names_and_no_more(world: Any) -> None:
    owner, holder = world.actor("administrator"), world.actor("outsider")
    asked = (Power.EDIT, world.group.pk, "matters", 7)
    assert not selectors.is_mandated(holder, *asked, DAY)
    given_one = services.give_mandate(
        owner, world.other.pk, powers=[Power.EDIT], starts=DAY, document="POA 1", concept="matters", object_id=7
    )
    assert selectors.is_mandated(holder, *asked, DAY)
    assert not selectors.is_mandated(holder, Power.EDIT, world.group.pk, "matters", 8, DAY)
    assert not selectors.is_mandated(holder, Power.EDIT, world.company.pk, "matters", 7, DAY)
    assert not selectors.is_mandated(world.actor("member"), *asked, DAY)
    services.revoke_mandate(owner, given_one.pk, on=DAY, reason="agency changed")
    assert not selectors.is_mandated(holder, *asked, DAY)
    entries = AuditEntry.objects.unscoped("test").filter(concept="mandates.mandate").order_by("id")
    assert [(entry.action, entry.reason) for entry in entries] == [("give", ""), ("revoke", "agency changed")]


def test_mandates_give_a_filter_for_lists(world: Any) -> None:
    owner, holder = world.actor("administrator"), world.actor("outsider")
    for thing in (3, 4):
        services.give_mandate(owner, world.other.pk, powers=[Power.READ], starts=DAY, document="POA", concept="x",
                              object_id=thing)  # fmt: skip
    found = str(selectors.mandated(holder, Power.READ, "x", DAY))
    assert all(part in found for part in (f"('organization', {world.group.pk})", "('pk', '3')", "('pk', '4')"))
    assert "'3'" not in str(selectors.mandated(holder, Power.READ, "y", DAY))
    assert Organization.objects.of(holder).filter(pk=world.group.pk).count() == 0


def test_who_may_give_and_see(world: Any) -> None:
    kept = {"powers": [Power.READ], "starts": DAY, "document": "POA"}
    for name in ("member", "auditor", "stranger"):
        with pytest.raises(Forbidden):
            services.give_mandate(world.actor(name), world.other.pk, **kept)
    row = services.give_mandate(world.actor("administrator"), world.other.pk, **kept)
    assert [each.pk for each in selectors.mandates_held(world.actor("outsider"))] == [row.pk]
    assert [each.pk for each in selectors.mandates_given(world.actor("outsider"))] == []
    with pytest.raises(NotFound):
        selectors.mandate(world.actor("member"), row.pk)
    with pytest.raises(Forbidden):
        services.revoke_mandate(world.actor("outsider"), row.pk, on=DAY, reason="")


@pytest.mark.parametrize(
    "wrong",
    [{"powers": []}, {"document": " "}, {"ends": DAY - timedelta(1)}, {"object_id": 7, "concept": ""}, {"self": 1}],
)
def test_unclear_mandates_are_refused(world: Any, wrong: dict[str, Any]) -> None:
    kept: dict[str, Any] = {"powers": [Power.READ], "starts": DAY, "document": "POA"} | wrong
    holder = world.group.pk if kept.pop("self", None) else world.other.pk
    with pytest.raises(UsageError):
        services.give_mandate(world.actor("administrator"), holder, **kept)
