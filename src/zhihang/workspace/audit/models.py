"""Tables of the audit. Owners and actors are plain numbers, not foreign keys: an entry outlives what it speaks of."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from django.db import models

from zhihang.errors import ZhihangError
from zhihang.workspace.actors.reach import everything
from zhihang.workspace.actors.scoping import Row, ScopedManager
from zhihang.workspace.audit.chain import moment
from zhihang.workspace.audit.policy import visible_entries


class WrittenOnce(models.Model):
    """A row that is added and never changed or deleted."""

    class Meta:
        """How Django keeps it."""

        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        """Add the row. Raises ZhihangError `AUDIT_IS_FINAL` for one that exists."""
        if not self._state.adding:
            _refuse(self)
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> NoReturn:
        """Refused: ZhihangError `AUDIT_IS_FINAL`."""
        _refuse(self)


def _refuse(row: models.Model) -> NoReturn:
    raise ZhihangError("AUDIT_IS_FINAL", room="workspace", entry=row.pk)


class FinalRows(models.QuerySet[Row]):
    """Rows that are read and added, never changed or deleted together either."""

    def update(self, **values: Any) -> NoReturn:
        """Refused: ZhihangError `AUDIT_IS_FINAL`."""
        raise ZhihangError("AUDIT_IS_FINAL", room="workspace", entry="*")

    def delete(self) -> NoReturn:
        """Refused: ZhihangError `AUDIT_IS_FINAL`."""
        raise ZhihangError("AUDIT_IS_FINAL", room="workspace", entry="*")


class FinalManager(ScopedManager[Row]):
    """The manager of rows that are written once. Whoever changes something writes it down, also who may not read it."""

    _queryset_class = FinalRows
    is_final = True

    def create(self, **values: Any) -> Row:
        """Add a row."""
        with everything("who may write need not be one who may read"):
            return super().create(**values)

    def bulk_create(self, objs: Any, *args: Any, **options: Any) -> list[Row]:
        """Add rows."""
        with everything("who may write need not be one who may read"):
            return super().bulk_create(objs, *args, **options)


class AuditEntry(WrittenOnce):
    """One change to one thing (审计记录), by whom, within which request, and why."""

    organization = models.BigIntegerField()
    at = models.DateTimeField()
    actor = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=254)
    request_id = models.CharField(max_length=64, blank=True)
    action = models.CharField(max_length=40)
    concept = models.CharField(max_length=60)
    object_id = models.CharField(max_length=64)
    object_name = models.CharField(max_length=200, blank=True)
    changes = models.JSONField(default=dict)
    reason = models.TextField(blank=True)

    objects = FinalManager(visible_entries)

    class Meta:
        """How Django keeps it."""

        indexes: ClassVar = [
            models.Index(fields=["organization", "-id"], name="audit_by_organization"),
            models.Index(fields=["concept", "object_id"], name="audit_by_object"),
        ]

    def content(self) -> dict[str, Any]:
        """All that the seal covers."""
        names = ("id", "organization", "actor", "actor_name", "request_id", "action", "concept", "object_id")
        more = ("object_name", "changes", "reason")
        return {name: getattr(self, name) for name in (*names, *more)} | {"at": moment(self.at)}


class AuditSeal(WrittenOnce):
    """The place of an entry in the chain of its organization, and the hash that holds it there."""

    organization = models.BigIntegerField()
    position = models.BigIntegerField()
    entry = models.BigIntegerField(unique=True)
    hash = models.CharField(max_length=64)

    objects = FinalManager(visible_entries)

    class Meta:
        """How Django keeps it."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["organization", "position"], name="audit_one_chain")]
