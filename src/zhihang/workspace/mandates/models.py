"""The table of mandates."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from zhihang.workspace.actors.scoping import ScopedManager
from zhihang.workspace.mandates.policy import visible_mandates
from zhihang.workspace.organizations.models import Organization


class Mandate(models.Model):
    """A power given by the owner of matters to another organization (委托), by a document, from a day to a day.

    `concept` and `object_id` say on what: empty means on all the owner has (of that concept).
    """

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    holder = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    powers = models.JSONField()
    concept = models.CharField(max_length=60, blank=True)
    object_id = models.CharField(max_length=64, blank=True)
    starts = models.DateField()
    ends = models.DateField(null=True)
    document = models.CharField(max_length=200)
    document_date = models.DateField(null=True)
    revoked_on = models.DateField(null=True)
    given_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager(visible_mandates, organizations=("organization", "holder"))

    class Meta:
        """How Django keeps it."""

        indexes: ClassVar = [models.Index(fields=["holder", "starts"], name="mandate_by_holder")]
