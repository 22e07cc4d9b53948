"""Set algebra of collections: what several make together, kept as a list of now or as something that stays alive."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.db import transaction

from zhihang.errors import UsageError
from zhihang.information.collections.answering import answer, combined, tree_of
from zhihang.information.collections.models import Collection, CollectionPart, Kind, Operation
from zhihang.information.collections.policy import Sharing, may_make
from zhihang.information.collections.selectors import collection, collections_named, parts
from zhihang.information.collections.services import add_records, make, require, require_sharing
from zhihang.library import Corpus
from zhihang.workspace.actors.actor import Actor

MOST_PARTS: Final = 20
DEEPEST: Final = 8
"""Combinations of combinations: deeper ones could grow without end."""


@transaction.atomic
def combine(
    actor: Actor, name: str, operation: Operation, numbers: Sequence[int], *, kind: Kind, corpus: Corpus,
    description: str = "", sharing: Sharing = Sharing.PRIVATE,
) -> Collection:  # fmt: skip
    """A new collection of several: live, so that it follows its parts, or a list of what they have now.

    Raises NotFound `NO_COLLECTION`; Forbidden; UsageError `COLLECTION_EXISTS`, `COMBINATION_PARTS` (fewer than two, the
    same twice, too many), `COMBINATION_DEPTH`, `COLLECTION_SHARED_FURTHER`.
    """
    require(may_make(actor))
    made_of = collections_named(actor, numbers)
    if not 2 <= len(set(numbers)) == len(numbers) <= MOST_PARTS:
        raise UsageError("COMBINATION_PARTS", room="information", most=MOST_PARTS)
    reason = f"{operation.value}: {', '.join(each.name for each in made_of)}"
    values = {"description": description, "sharing": sharing.value}
    if kind == Kind.STATIC:
        tree = combined(operation, [tree_of(actor, each) for each in made_of])
        records = answer(corpus, tree, name, "en").ids("pd").to_pylist()
        row = make(actor, Kind.STATIC, name, values, reason=reason)
        add_records(actor, row.pk, records, corpus)
        return row
    if 1 + max(_depth(actor, each) for each in made_of) > DEEPEST:
        raise UsageError("COMBINATION_DEPTH", room="information", most=DEEPEST)
    row = make(actor, Kind.LIVE, name, values | {"operation": operation.value}, reason=reason)
    made = [CollectionPart(collection=row, part=each, place=place) for place, each in enumerate(made_of)]
    CollectionPart.objects.bulk_create(made)
    require_sharing(actor, row)
    return row


@transaction.atomic
def keep_as_list(actor: Actor, number: int, name: str, corpus: Corpus) -> Collection:
    """What a collection has now, as a list of its own."""
    row = collection(actor, number)
    records = answer(corpus, tree_of(actor, row), row.name, "en").ids("pd").to_pylist()
    made = make(actor, Kind.STATIC, name, {}, reason=row.name)
    add_records(actor, made.pk, records, corpus)
    return made


def _depth(actor: Actor, row: Collection) -> int:
    return 1 + max((_depth(actor, each) for each in parts(actor, row)), default=-1) if row.operation else 0
