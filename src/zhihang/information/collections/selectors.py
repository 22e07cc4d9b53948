"""Reading collections."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, QuerySet
from django.utils import timezone

from zhihang.errors import NotFound
from zhihang.information.collections.models import (
    CollectedRecord,
    Collection,
    CollectionPart,
    Kind,
    NumberImport,
)
from zhihang.information.collections.policy import CONCEPT, may_change
from zhihang.workspace.actors.actor import Actor
from zhihang.workspace.mandates.models import Mandate
from zhihang.workspace.mandates.policy import Power
from zhihang.workspace.mandates.selectors import is_mandated, mandates_given
from zhihang.workspace.organizations.models import Organization


def collections(actor: Actor) -> QuerySet[Collection]:
    """The collections an actor may see, the latest changed first."""
    return Collection.objects.of(actor).filter(removed_at=None).order_by("-changed_at", "-id")


def removed_collections(actor: Actor) -> QuerySet[Collection]:
    """Those that were taken away and can be brought back."""
    mine = Collection.objects.of(actor).filter(organization__in=actor.organizations)
    return mine.exclude(removed_at=None).order_by("-removed_at")


def thematic_databases(actor: Actor) -> QuerySet[Collection]:
    """The live collections with a theme, by name."""
    return collections(actor).exclude(theme="").order_by("theme", "name")


def collection(actor: Actor, number: int) -> Collection:
    """One that is there. Raises NotFound `NO_COLLECTION`, also for one that the actor may not know of."""
    found = collections(actor).filter(pk=number).first()
    if found is None:
        raise NotFound("NO_COLLECTION", room="information", number=number)
    return found


def removed_collection(actor: Actor, number: int) -> Collection:
    """One that was taken away. Raises NotFound `NO_COLLECTION`."""
    found = removed_collections(actor).filter(pk=number).first()
    if found is None:
        raise NotFound("NO_COLLECTION", room="information", number=number)
    return found


def collections_named(actor: Actor, numbers: Iterable[int]) -> list[Collection]:
    """Some collections in the order of their numbers as given. Raises NotFound `NO_COLLECTION`."""
    return [collection(actor, number) for number in numbers]


def may_edit(actor: Actor, row: Collection) -> bool:
    """Whether the actor may change what a collection holds and says, also by a mandate of its owner."""
    if actor.covers(row.organization_id):
        return may_change(actor, row)
    given = is_mandated(actor, Power.EDIT, row.organization_id, CONCEPT, row.pk, timezone.localdate())
    return may_change(actor, row, is_mandated=given)


def mandates_of(actor: Actor, row: Collection) -> QuerySet[Mandate]:
    """The mandates on one collection, the latest first."""
    return mandates_given(actor).filter(organization=row.organization_id, concept=CONCEPT, object_id=str(row.pk))


def names_of_both_sides(actor: Actor, numbers: Iterable[int]) -> dict[int, str]:
    """The names of organizations that mandates bind to the actor's own, which need not be seen otherwise."""
    if not actor.organizations:
        return {}
    found = Organization.objects.unscoped("a mandate names both sides").filter(pk__in=list(numbers))
    return {row.pk: row.shown_name for row in found}


def collected(actor: Actor, row: Collection) -> QuerySet[CollectedRecord]:
    """The records of a list, in the order in which they came."""
    return CollectedRecord.objects.of(actor).filter(collection=row).order_by("id")


def identifiers(actor: Actor, row: Collection, *, as_part: bool = False) -> list[str]:
    """The identifiers of a list's records. `as_part`: of a combination that the actor may read."""
    rows = CollectedRecord.objects.unscoped(_AS_PART) if as_part else CollectedRecord.objects.of(actor)
    return list(rows.filter(collection=row).order_by("id").values_list("identifier", flat=True))


_AS_PART = "who may read a combination reads what its parts make, also where a mandate opens only the whole"


def parts(actor: Actor, row: Collection, *, as_part: bool = False) -> list[Collection]:
    """What a combination is made of, in order; within an organization it is never shared further than its parts.

    `as_part`: it is itself part of a combination that the actor may read.
    """
    rows = CollectionPart.objects.unscoped(_AS_PART) if as_part else CollectionPart.objects.of(actor)
    return [each.part for each in rows.filter(collection=row).select_related("part").order_by("place")]


def combinations_with(actor: Actor, row: Collection) -> list[Collection]:
    """The combinations that a collection is part of, as far as the actor sees them."""
    users = CollectionPart.objects.of(actor).filter(part=row, collection__removed_at=None)
    return list(collections(actor).filter(pk__in=users.values("collection")))


def lists_with(actor: Actor, identifier: str) -> list[Collection]:
    """The lists that hold a record."""
    holding = CollectedRecord.objects.of(actor).filter(identifier=identifier)
    return list(collections(actor).filter(pk__in=holding.values("collection")))


def lists(actor: Actor) -> QuerySet[Collection]:
    """The static collections, by name."""
    return collections(actor).filter(kind=Kind.STATIC.value).order_by("name")


def list_sizes(actor: Actor, rows: Iterable[Collection]) -> dict[int, int]:
    """How many records each list keeps; live collections have no size of their own."""
    wanted = [row.pk for row in rows if row.is_static]
    counted = CollectedRecord.objects.of(actor).filter(collection__in=wanted).values("collection")
    sizes = dict(counted.annotate(n=Count("id")).values_list("collection", "n"))
    return {number: sizes.get(number, 0) for number in wanted}


def number_imports(actor: Actor, row: Collection) -> QuerySet[NumberImport]:
    """The lists of numbers brought into a collection, the latest first."""
    return NumberImport.objects.of(actor).filter(collection=row).order_by("-id")


def number_import(actor: Actor, row: Collection, number: int) -> NumberImport:
    """One of them. Raises NotFound `NO_IMPORT`."""
    found = number_imports(actor, row).filter(pk=number).first()
    if found is None:
        raise NotFound("NO_IMPORT", room="information", number=number)
    return found
