"""The table of private corpora. The records themselves lie in a folder, as those of the public corpus do."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from zhihang.workspace.actors.scoping import ScopedManager
from zhihang.workspace.organizations.models import Organization


class PrivateCorpus(models.Model):
    """A corpus that one organization reads (自有数据库): licensed exports, own reports, texts of disclosures.

    `folder`: its name below the folder of the setting `private_corpora`, never given twice. `licence`: under what terms
    its files were had. `retired_at`: nobody reads it any more; its folder stays until the operator removes it.
    """

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    folder = models.CharField(max_length=100, unique=True)
    description = models.TextField(blank=True)
    licence = models.TextField(blank=True)
    made_by = models.BigIntegerField()
    made_by_name = models.CharField(max_length=254)
    made_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        """How Django keeps it."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization", "name"], condition=Q(retired_at=None), name="private_corpus_one_name"
            )
        ]
