"""The table of saved searches."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from zhihang.information.saved_searches.namespace import written
from zhihang.information.saved_searches.policy import visible_searches
from zhihang.search.environment import Stored
from zhihang.workspace.actors.scoping import ScopedManager
from zhihang.workspace.organizations.models import Organization


class SavedSearch(models.Model):
    """A query kept under a name (已存检索式): `##name` means it. `key` is the name folded, as the language compares."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    key = models.CharField(max_length=160)
    query = models.TextField()
    tree = models.TextField()
    grammar = models.PositiveSmallIntegerField()
    is_shared = models.BooleanField(default=False)
    created_by = models.BigIntegerField()
    created_by_name = models.CharField(max_length=254)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = ScopedManager(visible_searches)

    class Meta:
        """How Django keeps it."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["organization", "key"], name="saved_search_one_name")]

    @property
    def stored(self) -> Stored:
        """As the language takes it."""
        return Stored(self.tree, self.grammar)

    @property
    def written(self) -> str:
        """As a query names it: `##name`, in quotes where the name is not one plain word."""
        return written(self.name)
