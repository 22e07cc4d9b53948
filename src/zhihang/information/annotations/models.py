"""Tables of what an organization adds to records, each row by identifier and the edition it was read in."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from zhihang.workspace.actors.scoping import ScopedManager
from zhihang.workspace.organizations.models import Organization


class ColumnKind(StrEnum):
    """What the values of a column are. Names for people: messages `COLUMN_…`."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"


class OnRecord(models.Model):
    """What all annotations share: whose they are, on which record, as read in which edition."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    identifier = models.CharField(max_length=120)
    edition = models.CharField(max_length=2000)

    class Meta:
        """How Django keeps it."""

        abstract = True


class Tag(models.Model):
    """A word by which an organization sorts records (标签)."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)

    objects = ScopedManager()

    class Meta:
        """How Django keeps it."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["organization", "name"], name="tag_one_name")]


class RecordTag(OnRecord):
    """A tag on a record."""

    tag = models.ForeignKey(Tag, models.CASCADE, related_name="+")
    by = models.BigIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager()

    class Meta:
        """How Django keeps it."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["tag", "identifier"], name="record_tag_once")]
        indexes: ClassVar = [models.Index(fields=["organization", "identifier"], name="record_tag_by_record")]


class Rating(OnRecord):
    """How relevant one person finds a record (评分): 1 to 5. One per person."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    value = models.PositiveSmallIntegerField()
    at = models.DateTimeField(auto_now=True)

    objects = ScopedManager()

    class Meta:
        """How Django keeps it."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organization", "identifier", "user"], name="rating_once"),
            models.CheckConstraint(condition=Q(value__range=(1, 5)), name="rating_one_to_five"),
        ]


class Note(OnRecord):
    """What a person wrote on a record (备注). `removed_at`: taken away, and can be brought back."""

    author = models.BigIntegerField()
    author_name = models.CharField(max_length=254)
    text = models.TextField()
    at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        """How Django keeps it."""

        indexes: ClassVar = [models.Index(fields=["organization", "identifier"], name="note_by_record")]


class Column(models.Model):
    """A column of the organization's own (自定义字段): its name, what its values are, the choices where it has some."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=8, choices=[(each.value, each.value) for each in ColumnKind])
    choices = models.JSONField(default=list)
    removed_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        """How Django keeps it."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization", "name"], condition=Q(removed_at=None), name="column_one_name"
            )
        ]


class ColumnValue(OnRecord):
    """The value of a record in a column, as text: numbers with a point, dates as ISO."""

    column = models.ForeignKey(Column, models.CASCADE, related_name="+")
    value = models.TextField()
    by = models.BigIntegerField()
    at = models.DateTimeField(auto_now=True)

    objects = ScopedManager()

    class Meta:
        """How Django keeps it."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["column", "identifier"], name="column_value_once")]
        indexes: ClassVar = [models.Index(fields=["organization", "identifier"], name="column_value_by_record")]
