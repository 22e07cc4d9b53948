"""Reading saved searches."""

from __future__ import annotations

from django.db.models import QuerySet

from zhihang.errors import NotFound
from zhihang.information.saved_searches.models import SavedSearch
from zhihang.information.saved_searches.namespace import Names
from zhihang.search.environment import Stored
from zhihang.workspace.actors.actor import Actor


def saved_searches(actor: Actor) -> QuerySet[SavedSearch]:
    """What an actor may name, by name."""
    return SavedSearch.objects.of(actor).order_by("key")


def saved_search(actor: Actor, number: int) -> SavedSearch:
    """One of them. Raises NotFound `NO_SAVED_SEARCH`, also for one the actor may not know of."""
    found = SavedSearch.objects.of(actor).filter(pk=number).first()
    if found is None:
        raise NotFound("NO_SAVED_SEARCH", room="information")
    return found


def saved_queries(actor: Actor) -> dict[str, Stored]:
    """What `##name` means to an actor where it names a saved search."""
    return {row.name: row.stored for row in saved_searches(actor)}


def names(actor: Actor) -> Names:
    """Everything that `##name` may mean to an actor."""
    return Names(actor, saved_queries(actor))
