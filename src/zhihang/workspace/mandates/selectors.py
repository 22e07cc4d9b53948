"""Reading mandates, and asking whether one allows something."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from zhihang.errors import NotFound
from zhihang.workspace.actors.actor import Actor
from zhihang.workspace.mandates.models import Mandate
from zhihang.workspace.mandates.policy import Power, covers, in_force, mandated_rows


def mandates_given(actor: Actor) -> QuerySet[Mandate]:
    """What the actor's organizations gave to others, newest first."""
    return Mandate.objects.of(actor).filter(organization__in=actor.organizations).order_by("-starts", "-id")


def mandates_held(actor: Actor) -> QuerySet[Mandate]:
    """What others gave to the actor's organizations, newest first."""
    return Mandate.objects.of(actor).filter(holder__in=actor.organizations).order_by("-starts", "-id")


def mandate(actor: Actor, number: int) -> Mandate:
    """One that the actor's organizations gave or hold. Raises NotFound `NO_MANDATE`."""
    found = Mandate.objects.of(actor).filter(pk=number).first()
    if found is None:
        raise NotFound("NO_MANDATE", room="workspace", number=number)
    return found


def is_mandated(actor: Actor, power: Power, owner: int, concept: str, object_id: object, on: date) -> bool:
    """Whether a mandate of `owner` lets the actor do this to that thing on that day."""
    grants = mandates_held(actor).filter(in_force(on), organization=owner)
    return any(covers(grant, power, concept, str(object_id), on) for grant in grants)


def mandated(actor: Actor, power: Power, concept: str, on: date) -> Q:
    """The rows of a concept that others opened to the actor: or it with the actor's own, `.filter(own | mandated)`."""
    grants = mandates_held(actor).filter(in_force(on))
    return mandated_rows(((grant.organization_id, grant) for grant in grants), power, concept, on)
