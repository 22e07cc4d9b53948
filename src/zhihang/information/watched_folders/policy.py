"""Who declares and who sees watched folders. Pure."""

from __future__ import annotations

from django.db.models import Q

from zhihang.information.corpora.policy import KEEPERS
from zhihang.workspace.actors.actor import Actor

CONCEPT = "watched_folders.folder"
"""How the audit names a watched folder."""


def may_declare(actor: Actor) -> bool:
    """The operator: a folder of the machine is nothing an organization owns."""
    return actor.is_operator


def visible_folders(actor: Actor) -> Q:
    """All for the operator; those that feed their corpora for administrators and managers."""
    return _visible(actor, "")


def visible_sightings(actor: Actor) -> Q:
    """What was seen in visible folders."""
    return _visible(actor, "folder__")


def _visible(actor: Actor, prefix: str) -> Q:
    if actor.is_operator:
        return Q()
    return Q(**{f"{prefix}organization__in": actor.organizations}) if actor.has(*KEEPERS) else Q(pk__in=())
