"""What a token may do, and who sees tokens. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from django.db.models import Q

from zhihang.workspace.actors.actor import Actor, Role


class Scope(StrEnum):
    """What a token is good for. Names for people: messages `SCOPE_…`."""

    SEARCH = "search"
    RECORDS = "records"
    COLLECTIONS_READ = "collections.read"
    COLLECTIONS_WRITE = "collections.write"
    EXPORTS = "exports"
    CORPORA_WRITE = "corpora.write"


OPEN_SCOPES = frozenset({Scope.SEARCH, Scope.RECORDS})
"""What nobody in particular may do where the public corpus is open to everybody."""


def visible_tokens(actor: Actor) -> Q:
    """One's own; for administrators also those that act for their organizations, so that they can revoke them."""
    if not actor.is_signed_in:
        return Q(pk__in=())
    own = Q(user=actor.user)
    return own | Q(organization__in=actor.organizations) if actor.has(Role.ADMINISTRATOR) else own


def known_scopes(scopes: Iterable[str]) -> list[str]:
    """The scopes among some words, in their order.

    >>> known_scopes(["records", "search", "everything"])
    ['search', 'records']
    """
    wanted = set(scopes)
    return [scope.value for scope in Scope if scope.value in wanted]
