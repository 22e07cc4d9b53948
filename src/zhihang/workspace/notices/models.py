"""The table of notices."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from zhihang.messages import Language, text
from zhihang.workspace.actors.scoping import ScopedManager
from zhihang.workspace.notices.policy import visible_notices
from zhihang.workspace.organizations.models import Organization


class Notice(models.Model):
    """One thing a person should hear of (通知): a message by code and fields, so that any language says it."""

    organization = models.ForeignKey(Organization, models.CASCADE, null=True, related_name="+")
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    room = models.CharField(max_length=40)
    code = models.CharField(max_length=60)
    fields = models.JSONField(default=dict)
    link = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)

    objects = ScopedManager(visible_notices, person="recipient")

    class Meta:
        """How Django keeps it."""

        indexes: ClassVar = [models.Index(fields=["recipient", "read_at", "-id"], name="notice_by_recipient")]

    def said(self, language: Language) -> str:
        """The notice as a sentence."""
        return text(self.room, self.code, language, **self.fields)
