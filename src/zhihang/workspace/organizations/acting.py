"""Who acts in a request: the person, for the organization chosen in the session, with the roles held there."""

from __future__ import annotations

from django.http import HttpRequest

from zhihang.workspace.accounts.models import User
from zhihang.workspace.actors.actor import Actor, Role
from zhihang.workspace.actors.reach import act, everything
from zhihang.workspace.actors.requests import request_id
from zhihang.workspace.organizations.models import Membership, Organization
from zhihang.workspace.organizations.selectors import own_memberships, paths_below

CHOSEN = "organization"
"""Where the session keeps the organization acted for."""


def actor_of(request: HttpRequest) -> Actor:
    """The actor of a request, worked out once."""
    known = getattr(request, "actor", None)
    if known is None:
        user = request.user
        known = Actor(request_id=request_id(request))
        if isinstance(user, User):
            known = actor_for(user, request.session.get(CHOSEN), request_id(request))
        act(known)
        request.actor = known  # type: ignore[attr-defined]  # kept on the request, as Django keeps the user
    return known


def actor_for(user: User, chosen: int | None = None, number: str = "") -> Actor:
    """A person as an actor for the `chosen` organization, else for the highest one the person belongs to."""
    with everything("who a person is in an organization is asked before anything else can be"):
        return _actor_for(user, chosen, number)


def _actor_for(user: User, chosen: int | None, number: str) -> Actor:
    person = Actor(user=user.pk, name=user.email, request_id=number, is_operator=user.is_operator)
    own = list(own_memberships(person))
    place = _place(own, chosen)
    if place is None:
        return person
    holding = [each for each in own if _reaches(each, place)]
    covered = paths_below([str(each.organization.path) for each in own if each.covers_units])
    below = {pk for pk, path in covered.items() if path.startswith(str(place.path))}
    covers = any(each.covers_units for each in holding)
    return Actor(
        user=user.pk,
        name=user.email,
        organization=place.pk,
        organizations=frozenset(below) if covers else frozenset({place.pk}),
        known=frozenset(covered) | {each.organization_id for each in own},
        roles=frozenset(Role(each.role) for each in holding),
        request_id=number,
        is_operator=user.is_operator,
    )


def _place(own: list[Membership], chosen: int | None) -> Organization | None:
    if not own:
        return None
    if chosen is not None:
        place = Organization.objects.unscoped("whether it is covered is asked next").filter(pk=chosen).first()
        if place is not None and any(_reaches(each, place) for each in own):
            return place
    return own[0].organization


def _reaches(membership: Membership, place: Organization) -> bool:
    if membership.organization_id == place.pk:
        return True
    return membership.covers_units and str(place.path).startswith(str(membership.organization.path))
