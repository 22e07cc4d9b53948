"""Reading organizations and memberships."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from zhihang.errors import NotFound
from zhihang.workspace.actors.actor import Actor
from zhihang.workspace.organizations.models import Membership, Organization


def organizations(actor: Actor) -> QuerySet[Organization]:
    """The organizations an actor may see, each unit after the one above it."""
    return Organization.objects.of(actor).order_by("path")


def organization(actor: Actor, number: int) -> Organization:
    """One of them. Raises NotFound `NO_ORGANIZATION`, also for one that the actor may not know of."""
    found = Organization.objects.of(actor).filter(pk=number).first()
    if found is None:
        raise NotFound("NO_ORGANIZATION", room="workspace", number=number)
    return found


def members(actor: Actor, number: int) -> QuerySet[Membership]:
    """Who belongs to an organization the actor may see. Raises NotFound `NO_ORGANIZATION`."""
    row = organization(actor, number)
    manager = Membership.objects
    found = manager.unscoped("the operator sees members too") if actor.is_operator else manager.of(actor)
    return found.filter(organization=row).select_related("user").order_by("user__email")


def membership(actor: Actor, number: int, user: int) -> Membership:
    """The membership of a person in an organization. Raises NotFound `NO_MEMBERSHIP`."""
    found = members(actor, number).filter(user=user).first()
    if found is None:
        raise NotFound("NO_MEMBERSHIP", room="workspace")
    return found


def own_memberships(actor: Actor) -> QuerySet[Membership]:
    """Where the actor belongs, the highest organization first."""
    return (
        Membership.objects.of(actor)
        .filter(user=actor.user)
        .select_related("organization")
        .order_by("organization__path")
    )


def units(actor: Actor, row: Organization) -> QuerySet[Organization]:
    """The organizations directly below one, as far as the actor may see them."""
    return Organization.objects.of(actor).filter(parent=row).order_by("name")


def paths_below(paths: list[str]) -> dict[int, str]:
    """Organizations and all below them, by number: what memberships that cover units reach."""
    if not paths:
        return {}
    reached = Q()
    for path in paths:
        reached |= Q(path__startswith=path)
    below = Organization.objects.unscoped("an actor is made from these").filter(reached)
    return {pk: str(path) for pk, path in below.values_list("pk", "path")}
