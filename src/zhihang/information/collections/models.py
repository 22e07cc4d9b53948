"""Tables of collections. Public records stand in them by identifier and edition, never by a row of the corpus."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from zhihang.information.collections.policy import CONCEPT, Sharing, visible_collections, visible_through
from zhihang.workspace.actors.actor import Actor
from zhihang.workspace.actors.scoping import ScopedManager
from zhihang.workspace.actors.statements import Unscoped
from zhihang.workspace.mandates.policy import Power, covers, in_force
from zhihang.workspace.mandates.selectors import mandates_held
from zhihang.workspace.organizations.models import Organization


class Kind(StrEnum):
    """How a collection says which records it has. Names for people: messages `KIND_…`."""

    STATIC = "static"
    LIVE = "live"


class Operation(StrEnum):
    """What two or more collections make together. Names for people: messages `OPERATION_…`."""

    UNION = "union"
    INTERSECTION = "intersection"
    DIFFERENCE = "difference"


class Theme(StrEnum):
    """What a thematic database is about. Names for people: messages `THEME_…`."""

    INDUSTRY = "industry"
    REGION = "region"
    COMPANY = "company"
    TECHNOLOGY = "technology"


def _visible(actor: Actor) -> Q:
    """One's own, and those that a mandate of another organization opens today."""
    opened = _opened(actor)
    return visible_collections(actor) | opened if opened else visible_collections(actor)


def _of_the_collection(actor: Actor) -> Q:
    opened = _opened(actor)
    if not opened:
        return visible_through(actor, "collection__")
    rows = Collection.objects.unscoped("what mandates open belongs to others").filter(opened)
    return visible_through(actor, "collection__") | Q(collection__in=rows.values("pk"))


def _opened(actor: Actor) -> Q:
    """What mandates open; a mandate on all collections does not open what a person there keeps to himself."""
    if not actor.organizations:
        return Q()
    today = timezone.localdate()
    found = Q()
    for grant in mandates_held(actor).filter(in_force(today)):
        if not covers(grant, Power.READ, CONCEPT, grant.object_id, today):
            continue
        scope = Q(pk=int(grant.object_id)) if grant.object_id.isdecimal() else ~Q(sharing=Sharing.PRIVATE.value)
        found |= Q(organization=grant.organization_id) & scope & Q(Unscoped())
    return found


class Collection(models.Model):
    """Records kept together under a name (文献集): a list (static), or a query or combination asked anew (live).

    A live one with a `theme` is a thematic database. `removed_at`: taken away, and can be brought back.
    """

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    description = models.TextField(blank=True)
    kind = models.CharField(max_length=8, choices=[(each.value, each.value) for each in Kind])
    query = models.TextField(blank=True)
    operation = models.CharField(max_length=12, blank=True)
    theme = models.CharField(max_length=12, blank=True)
    sharing = models.CharField(max_length=8, default=Sharing.PRIVATE.value)
    created_by = models.BigIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    removed_at = models.DateTimeField(null=True)

    objects = ScopedManager(_visible)

    class Meta:
        """How Django keeps it."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization", "name"], condition=Q(removed_at=None), name="collection_one_name"
            )
        ]

    @property
    def is_static(self) -> bool:
        """Whether it is a list."""
        return self.kind == Kind.STATIC

    @property
    def is_thematic(self) -> bool:
        """Whether it is a thematic database."""
        return bool(self.theme)


class CollectedRecord(models.Model):
    """One record of a static collection (收录文献): its identifier, and the edition in which it was taken up."""

    collection = models.ForeignKey(Collection, models.CASCADE, related_name="+")
    identifier = models.CharField(max_length=120)
    edition = models.CharField(max_length=2000)
    added_by = models.BigIntegerField(null=True)
    added_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager(_of_the_collection)

    class Meta:
        """How Django keeps it."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["collection", "identifier"], name="collected_record_once")
        ]


class CollectionPart(models.Model):
    """One of the collections that a live combination is made of, in its place."""

    collection = models.ForeignKey(Collection, models.CASCADE, related_name="+")
    part = models.ForeignKey(Collection, models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()

    objects = ScopedManager(_of_the_collection)

    class Meta:
        """How Django keeps it."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["collection", "place"], name="collection_part_place"),
        ]


class NumberImport(models.Model):
    """One list of numbers that was brought into a collection (号单导入), with the lines that found nothing.

    `unmatched`: `[line, text, code of the reason]` each; `job` where it was too long for a page.
    """

    collection = models.ForeignKey(Collection, models.CASCADE, related_name="+")
    name = models.CharField(max_length=200, blank=True)
    edition = models.CharField(max_length=2000)
    lines = models.PositiveIntegerField()
    matched = models.PositiveIntegerField()
    added = models.PositiveIntegerField()
    unmatched = models.JSONField(default=list)
    by = models.BigIntegerField(null=True)
    at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager(_of_the_collection)
