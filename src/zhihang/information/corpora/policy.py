"""Who reads a corpus, adds files to it, makes and retires one. Pure.

What belongs to nobody (`organization` None) is the public corpus: everybody reads it who may read at all, and only
the operator of the installation adds to it.
"""

from __future__ import annotations

from typing import Protocol

from zhihang.workspace.actors.actor import Actor, Role

CONCEPT = "corpora.corpus"
"""How mandates and the audit name a private corpus."""
KEEPERS = (Role.ADMINISTRATOR, Role.MANAGER)


class Owned(Protocol):
    """The fact of a corpus that decides."""

    @property
    def organization(self) -> int | None:
        """The number of its owner; None: the public corpus."""


def may_read_public(actor: Actor, anonymous_reading: bool) -> bool:
    """Everybody where the installation lets strangers read; else whoever is signed in, and machines."""
    return anonymous_reading or actor.is_signed_in or actor.is_operator


def may_add(actor: Actor, corpus: Owned) -> bool:
    """Administrators and managers of the owner; the operator to the public corpus."""
    if corpus.organization is None:
        return actor.is_operator
    return actor.covers(corpus.organization) and actor.has(*KEEPERS)


def may_make(actor: Actor) -> bool:
    """Administrators and managers, for the organization they act for."""
    return actor.is_signed_in and actor.organization is not None and actor.has(*KEEPERS)


def may_change(actor: Actor, corpus: Owned) -> bool:
    """Name, description and licence: administrators and managers of the owner. The public corpus has none of these."""
    return corpus.organization is not None and may_add(actor, corpus)


def may_retire(actor: Actor, corpus: Owned) -> bool:
    """Administrators of the owner; also to bring it back."""
    return may_change(actor, corpus) and actor.has(Role.ADMINISTRATOR)
