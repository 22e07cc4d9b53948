"""What the tests of managed work share: two organizations with a unit, and people in each role."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from zhihang.workspace.accounts.models import User
from zhihang.workspace.accounts.services import open_account
from zhihang.workspace.actors.actor import Actor, Role, machine
from zhihang.workspace.organizations.acting import actor_for
from zhihang.workspace.organizations.models import Organization
from zhihang.workspace.organizations.services import add_member, found_organization

OPERATOR = machine("tests")


@dataclass(frozen=True, slots=True)
class World:
    """A group with a company below it, another enterprise, and who is who."""

    group: Organization
    company: Organization
    other: Organization
    operator: User
    administrator: User
    member: User
    auditor: User
    outsider: User
    stranger: User

    def actor(self, name: str) -> Actor:
        return actor_for(getattr(self, name))


def made_world() -> World:
    """Organizations and people, in whatever database this is."""
    group = found_organization(OPERATOR, "Made-up Group")
    company = found_organization(OPERATOR, "Made-up Batteries", parent=group.pk)
    other = found_organization(OPERATOR, "Other Works")
    people = {name: open_account(OPERATOR, f"{name}@made-up.example") for name in
              ("administrator", "member", "auditor", "outsider", "stranger")}  # fmt: skip
    operator = open_account(OPERATOR, "operator@made-up.example", is_operator=True)
    for name, place, role, covers in (
        ("administrator", group, Role.ADMINISTRATOR, True),
        ("member", company, Role.MEMBER, False),
        ("auditor", group, Role.AUDITOR, False),
        ("outsider", other, Role.ADMINISTRATOR, True),
    ):
        add_member(OPERATOR, place.pk, people[name].email, role=role, covers_units=covers)
    return World(group, company, other, operator, **people)


@pytest.fixture
def world(db: None) -> World:
    """The same in the database of a test."""
    return made_world()


SignedIn = Callable[[str], Client]


@pytest.fixture
def signed_in(world: World) -> SignedIn:
    """A client in which that person of the world is signed in; `anonymous` is nobody."""

    def client(name: str) -> Client:
        made = Client()
        if name != "anonymous":
            made.force_login(getattr(world, name))
        return made

    return client


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
