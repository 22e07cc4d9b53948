"""Organizations and memberships."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from zhihang.workspace.actors.actor import Role
from zhihang.workspace.actors.scoping import ScopedManager
from zhihang.workspace.organizations.policy import visible_memberships, visible_organizations
from zhihang.workspace.pages.preferences import language


class Organization(models.Model):
    """Who owns managed work (单位): an enterprise, a unit of it, a service center, an agency.

    `path` holds the numbers from the root down (`/1/4/`), so a unit and all below it are one range of an index.
    """

    name = models.CharField(max_length=200)
    name_zh = models.CharField(max_length=200, blank=True)
    code = models.CharField(max_length=18, blank=True, db_index=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    path = models.CharField(max_length=255, unique=True, null=True)
    founded_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager(visible_organizations, organizations=("id",), is_the_operators=True)

    class Meta:
        """How Django keeps it."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["parent", "name"], name="organization_one_name", nulls_distinct=False)
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def depth(self) -> int:
        """How many organizations stand above it; deeper than four is shown as four."""
        return min(str(self.path).count("/") - 2, 4)

    @property
    def shown_name(self) -> str:
        """Its name in the language of the page, where it has one there."""
        return self.name_zh if self.name_zh and language() == "zh" else self.name


class Membership(models.Model):
    """A person in an organization (成员), in one role; with `covers_units` also in every unit below."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    role = models.CharField(max_length=16, choices=[(role.value, role.value) for role in Role])
    covers_units = models.BooleanField(default=False)
    since = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager(visible_memberships, person="user", is_the_operators=True)

    class Meta:
        """How Django keeps it."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["organization", "user"], name="membership_once")]
