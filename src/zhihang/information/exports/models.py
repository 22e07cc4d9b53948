"""The table of long exports."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from zhihang.information.collections.models import Collection
from zhihang.information.exports.policy import visible_exports
from zhihang.workspace.actors.scoping import ScopedManager
from zhihang.workspace.organizations.models import Organization


class Export(models.Model):
    """A result as a file that a job makes (导出): of a query or a collection, in one edition, in the order named.

    `file_name` is empty until the file is whole and again after it was removed at `expires_at`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(Organization, models.CASCADE, null=True, related_name="+")
    requested_by = models.BigIntegerField()
    query = models.TextField(blank=True)
    collection = models.ForeignKey(Collection, models.CASCADE, null=True, related_name="+")
    edition = models.CharField(max_length=2000)
    format = models.CharField(max_length=10)
    sort = models.CharField(max_length=12)
    descending = models.BooleanField()
    collapse = models.CharField(max_length=10, default="document")
    columns = models.JSONField(null=True)
    language = models.CharField(max_length=2, default="en")
    total = models.PositiveIntegerField()
    written = models.PositiveIntegerField(null=True)
    size = models.BigIntegerField(null=True)
    file_name = models.CharField(max_length=80, blank=True)
    job = models.UUIDField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()

    objects = ScopedManager(visible_exports, person="requested_by")

    class Meta:
        """How Django keeps it."""

        indexes: ClassVar = [models.Index(fields=["expires_at"], name="export_by_expiry")]
