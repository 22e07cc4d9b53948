"""Tables of what arrived: an arrival and its files."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from zhihang.information.intake.policy import visible_arrivals, visible_files
from zhihang.information.intake.states import Fate, Outcome
from zhihang.workspace.actors.scoping import ScopedManager
from zhihang.workspace.organizations.models import Organization


class Arrival(models.Model):
    """Files that came together for one corpus (到件): uploaded by a person or a program, or found in a watched folder.

    `corpus`: the key of the corpus; `organization`: its owner, none for the public one. `product`: as what the files
    are to be read, empty: recognised by content. `is_trial`: recognised and counted only. `folder`: the number of the
    watched folder, `watched_by` who declared it. `progress`: what the builder said last (`builder.py`), or the error
    that ended it. `before`: the edition when work began.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(Organization, models.CASCADE, null=True, related_name="+")
    corpus = models.CharField(max_length=20)
    requested_by = models.BigIntegerField(null=True)
    requested_name = models.CharField(max_length=254, blank=True)
    folder = models.BigIntegerField(null=True)
    watched_by = models.BigIntegerField(null=True)
    product = models.CharField(max_length=80, blank=True)
    delivered = models.CharField(max_length=10, blank=True)
    is_trial = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    job = models.UUIDField(null=True)
    progress = models.JSONField(default=dict)
    has_begun = models.BooleanField(default=False)
    before = models.CharField(max_length=100, blank=True)
    outcome = models.CharField(max_length=10, blank=True, default=Outcome.NONE.value)
    finished_at = models.DateTimeField(null=True)
    edition = models.CharField(max_length=100, blank=True)
    records = models.BigIntegerField(null=True)

    objects = ScopedManager(visible_arrivals, person="requested_by", is_the_operators=True)

    class Meta:
        """How Django keeps it."""

        indexes: ClassVar = [models.Index(fields=["organization", "-created_at"], name="arrival_by_organization")]


class ArrivedFile(models.Model):
    """One file of an arrival (到件文件), as it came, and what became of it.

    `stored`: where it is kept below the upload folder, empty once it is gone; `origin`: its path in a watched folder.
    `key`: its delivery in the corpus; `reason`: a message code of the sources, where nothing was taken from it.
    `members`: per file inside it what `corpus.report.FileReport` says.
    """

    arrival = models.ForeignKey(Arrival, models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=255)
    origin = models.TextField(blank=True)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    stored = models.CharField(max_length=400, blank=True)
    fate = models.CharField(max_length=10, default=Fate.WAITING.value)
    reason = models.CharField(max_length=80, blank=True)
    detail = models.TextField(blank=True)
    same_as = models.CharField(max_length=255, blank=True)
    key = models.CharField(max_length=64, blank=True)
    products = models.JSONField(default=list)
    read = models.BigIntegerField(default=0)
    distinct = models.BigIntegerField(default=0)
    withdrawn = models.BigIntegerField(default=0)
    judged = models.BigIntegerField(default=0)
    problems = models.BigIntegerField(default=0)
    notices = models.BigIntegerField(default=0)
    members = models.JSONField(default=list)
    removed_at = models.DateTimeField(null=True)
    removed_by = models.CharField(max_length=254, blank=True)

    objects = ScopedManager(visible_files)

    class Meta:
        """How Django keeps it."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["arrival", "number"], name="arrived_file_once")]
        indexes: ClassVar = [models.Index(fields=["sha256"], name="arrived_file_by_content")]

    @property
    def is_kept(self) -> bool:
        """Whether the file itself can still be fetched."""
        return bool(self.stored)

    @property
    def is_unused(self) -> bool:
        """Whether nothing was taken from it."""
        return self.fate in (Fate.ASIDE, Fate.REFUSED)
