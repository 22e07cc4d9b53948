"""Who may see and change organizations and memberships."""

from __future__ import annotations

from django.db.models import Q

from zhihang.workspace.actors.actor import Actor, Role


def visible_organizations(actor: Actor) -> Q:
    """Those the actor covers; all for the operator, who founds them."""
    return Q() if actor.is_operator else Q(pk__in=actor.organizations)


def visible_memberships(actor: Actor) -> Q:
    """The people of the organizations the actor covers, and one's own memberships."""
    return Q(organization__in=actor.organizations) | Q(user=actor.user) if actor.is_signed_in else Q(pk__in=())


def may_administer(actor: Actor, organization: int) -> bool:
    """Administrators of an organization, and of one above it where their membership covers units."""
    return actor.covers(organization) and actor.has(Role.ADMINISTRATOR)


def may_found(actor: Actor, parent: int | None) -> bool:
    """The operator anywhere; administrators below what they administer."""
    return actor.is_operator or (parent is not None and may_administer(actor, parent))


def may_change_members(actor: Actor, organization: int) -> bool:
    """Administrators; and the operator, who brings the first administrator in."""
    return actor.is_operator or may_administer(actor, organization)
