"""Jobs and schedules. The library's own table says which worker holds a task; ours says what people want to know."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from zhihang.workspace.actors.scoping import ScopedManager
from zhihang.workspace.jobs.policy import visible_jobs
from zhihang.workspace.jobs.states import State
from zhihang.workspace.organizations.models import Organization


class Job(models.Model):
    """One piece of machine work (后台任务). Without an organization it is the installation's own: a schedule."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(Organization, models.CASCADE, null=True, related_name="+")
    requested_by = models.BigIntegerField(null=True)
    name = models.CharField(max_length=60)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=10, default=State.WAITING.value)
    task = models.UUIDField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    queued_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    worker = models.CharField(max_length=120, blank=True)
    is_cancel_wanted = models.BooleanField(default=False)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    said = models.CharField(max_length=200, blank=True)
    result = models.JSONField(null=True)
    error_code = models.CharField(max_length=60, blank=True)
    error = models.TextField(blank=True)

    objects = ScopedManager(visible_jobs, person="requested_by", is_the_operators=True)

    class Meta:
        """How Django keeps it."""

        indexes: ClassVar = [models.Index(fields=["state", "heartbeat_at"], name="job_by_state")]

    @property
    def is_open(self) -> bool:
        """Whether it still waits or runs."""
        return self.state in (State.WAITING, State.RUNNING)

    @property
    def message(self) -> str:
        """The name of the text that says its state."""
        return f"JOB_{self.state.upper()}"


class Schedule(models.Model):
    """When a declared job is due next (定时任务): one row per name, so that of many workers one queues it."""

    name = models.CharField(max_length=60, primary_key=True)
    next_at = models.DateTimeField()

    objects = ScopedManager(lambda actor: models.Q() if actor.is_operator else models.Q(pk__in=()))
