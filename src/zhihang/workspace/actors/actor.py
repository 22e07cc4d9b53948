"""Who asks: a person or a machine, for one organization, in which roles, within which request."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a membership lets a person do in an organization. Names for people: messages `ROLE_…`."""

    ADMINISTRATOR = "administrator"
    MANAGER = "manager"
    MEMBER = "member"
    READER = "reader"
    AUDITOR = "auditor"


@dataclass(frozen=True, slots=True)
class Actor:
    """One who acts. Selectors and services take it first.

    `organization` is the one the person acts for now; `organizations` are all whose rows can be seen: it and, where a
    membership covers them, the units below. Nobody signed in: no user, no organization, nothing of managed work.

    >>> Actor().is_signed_in, Actor(user=1, name="li@example.org").is_signed_in
    (False, True)
    """

    user: int | None = None
    name: str = ""
    organization: int | None = None
    organizations: frozenset[int] = frozenset()
    roles: frozenset[Role] = frozenset()
    request_id: str = ""
    known: frozenset[int] = frozenset()
    """The organizations whose names the person knows: all that the memberships reach, also those not acted for."""
    is_operator: bool = False
    """Runs this installation: founds organizations, sees jobs and entries that belong to none."""

    @property
    def is_signed_in(self) -> bool:
        """Whether a person is known."""
        return self.user is not None

    def has(self, *roles: Role) -> bool:
        """Whether one of the roles is held for the organization acted for."""
        return not self.roles.isdisjoint(roles)

    def covers(self, organization: int | None) -> bool:
        """Whether the rows of an organization can be seen at all."""
        return organization is not None and organization in self.organizations


def machine(name: str, organization: int | None = None) -> Actor:
    """The actor of work that no person asked for: a schedule, a command. Named, so that the audit can tell.

    >>> machine("seal_audit").name
    'machine:seal_audit'
    """
    covered = frozenset() if organization is None else frozenset({organization})
    return Actor(name=f"machine:{name}", organization=organization, organizations=covered, is_operator=True)
