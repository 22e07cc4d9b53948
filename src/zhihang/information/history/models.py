"""The table of search histories."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from zhihang.information.history.line import Line
from zhihang.information.history.policy import visible_lines
from zhihang.workspace.actors.scoping import ScopedManager
from zhihang.workspace.organizations.models import Organization


class HistoryLine(models.Model):
    """One line of a person's search history (检索历史). `removed_at`: taken away; its number is not given again."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    user = models.BigIntegerField()
    number = models.PositiveIntegerField()
    query = models.TextField()
    tree = models.TextField()
    grammar = models.PositiveSmallIntegerField()
    total = models.BigIntegerField(null=True)
    edition = models.CharField(max_length=2000)
    at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True)

    objects = ScopedManager(visible_lines)

    class Meta:
        """How Django keeps it."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "organization", "number"], name="history_one_number")
        ]

    @property
    def line(self) -> Line:
        """As the pages take it."""
        return Line(self.number, self.query, self.tree, self.total, self.edition, self.at, self.grammar)
