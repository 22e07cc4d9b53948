"""Who sees and keeps a search history: the person whose it is, nobody else. Pure."""

from __future__ import annotations

from django.db.models import Q

from zhihang.workspace.actors.actor import Actor


def visible_lines(actor: Actor) -> Q:
    """One's own, in the organization one acts for: another organization's work does not mix with it."""
    if not actor.is_signed_in or actor.organization is None:
        return Q(pk__in=())
    return Q(user=actor.user, organization=actor.organization)


def has_account_history(actor: Actor) -> bool:
    """Whether the history is kept with the account; everybody else's lives in the session of the browser."""
    return actor.is_signed_in and actor.organization is not None
