"""Tables of the REST interface: tokens, and how often each asker asked."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from zhihang.information.api.policy import visible_tokens
from zhihang.workspace.actors.scoping import ScopedManager
from zhihang.workspace.organizations.models import Organization


class ApiToken(models.Model):
    """A key with which a program acts for a person (访问令牌), within scopes, until a day. Only its hash is kept."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    organization = models.ForeignKey(Organization, models.CASCADE, null=True, related_name="+")
    name = models.CharField(max_length=80)
    hint = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = ScopedManager(visible_tokens, person="user")


class ApiWindow(models.Model):
    """How often an asker asked within the current minute (访问计数): one row per asker, whatever process answers."""

    asker = models.CharField(max_length=64, primary_key=True)
    began = models.BigIntegerField()
    asked = models.PositiveIntegerField()

    objects = ScopedManager(lambda actor: models.Q(pk__in=()))
