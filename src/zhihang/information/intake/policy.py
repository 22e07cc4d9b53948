"""Who sees what arrived for a corpus. Who may add to it, the corpus says (`corpora.policy.may_add`). Pure."""

from __future__ import annotations

from django.db.models import Q

from zhihang.information.corpora.policy import KEEPERS
from zhihang.workspace.actors.actor import Actor

CONCEPT = "intake.arrival"
"""How the audit names an arrival."""


def visible_arrivals(actor: Actor) -> Q:
    """Administrators and managers: what came for their corpora. The operator: what came for the public one, and what
    the folders brought that the operator declared."""
    return _visible(actor, "")


def visible_files(actor: Actor) -> Q:
    """The files of visible arrivals."""
    return _visible(actor, "arrival__")


def _visible(actor: Actor, prefix: str) -> Q:
    found = Q(pk__in=())
    if actor.has(*KEEPERS):
        found |= Q(**{f"{prefix}organization__in": actor.organizations})
    if actor.is_operator:
        found |= Q(**{f"{prefix}organization": None}) | Q(**{f"{prefix}folder__isnull": False})
    return found
