"""Collections as `##name` in queries: `##"Cells" NOT ##"Read already"`.

A saved search of the same name comes first, and new names of the one kind are refused where the other has them;
`##"collection:Cells"` always means the collection.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from zhihang.errors import QueryError
from zhihang.information.collections.answering import tree_of
from zhihang.information.collections.models import Collection
from zhihang.information.collections.selectors import collections, list_sizes
from zhihang.information.saved_searches import namespace
from zhihang.search.environment import Stored
from zhihang.text.folding import fold
from zhihang.workspace.actors.actor import Actor

PREFIX: Final = "collection:"


class NamedCollections:
    """The names of the collections that an actor may see; those of the organization acted for first."""

    def names(self, actor: Actor) -> Mapping[str, int | None]:
        """The names, with the number of records of those that are lists."""
        rows = list(collections(actor))
        sizes = list_sizes(actor, rows)
        return {row.name: sizes.get(row.pk) for row in rows if not any(sign in row.name for sign in '"\\#')}

    def meaning(self, actor: Actor, name: str) -> Stored | None:
        """The records that a collection has now; None where its query cannot be read any more, as its page says."""
        row = _named(actor, fold(name).removeprefix(PREFIX).strip())
        if row is None:
            return None
        try:
            return Stored(set_of=tree_of(actor, row))
        except QueryError:
            return None

    def is_taken(self, organization: int, name: str) -> bool:
        """Whether a collection of the organization has the name, somebody's own included."""
        every = Collection.objects.unscoped("a name means one thing in an organization")
        known = every.filter(organization=organization, removed_at=None).values_list("name", flat=True)
        return fold(name) in {fold(each) for each in known}


def _named(actor: Actor, key: str) -> Collection | None:
    if not actor.is_signed_in:
        return None
    found = [row for row in collections(actor) if fold(row.name).strip() == key]
    own = [row for row in found if row.organization_id == actor.organization]
    return next(iter([*own, *found]), None)


namespace.register(NamedCollections())
