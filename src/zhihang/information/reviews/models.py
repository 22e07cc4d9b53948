"""Tables of review rounds. The records of a round are those its collection had when it was opened."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from zhihang.information.collections.models import Collection
from zhihang.information.reviews.policy import visible_rounds
from zhihang.information.reviews.states import State
from zhihang.workspace.actors.actor import Actor
from zhihang.workspace.actors.scoping import ScopedManager
from zhihang.workspace.organizations.models import Organization


def _of_the_round(actor: Actor) -> Q:
    return visible_rounds(actor, "round__")


class ReviewRound(models.Model):
    """A round of rating (评审轮次): a question, the grades that answer it, the records, until when.

    `grades`: the answers to choose from, the best first; `per_record`: how many people rate each record (0: all).
    """

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    collection = models.ForeignKey(Collection, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    question = models.TextField(blank=True)
    grades = models.JSONField()
    per_record = models.PositiveSmallIntegerField(default=0)
    due = models.DateField()
    edition = models.CharField(max_length=2000)
    state = models.CharField(max_length=8, default=State.OPEN.value)
    opened_by = models.BigIntegerField()
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True)

    objects = ScopedManager(visible_rounds)


class ReviewItem(models.Model):
    """One record of a round, in its place, with the grade that was settled where people differed."""

    round = models.ForeignKey(ReviewRound, models.CASCADE, related_name="+")
    identifier = models.CharField(max_length=120)
    place = models.PositiveIntegerField()
    settled = models.CharField(max_length=60, blank=True)
    settled_by = models.BigIntegerField(null=True)

    objects = ScopedManager(_of_the_round)

    class Meta:
        """How Django keeps it."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["round", "identifier"], name="review_item_once")]


class ReviewTask(models.Model):
    """One record that one person is to rate (评审任务), and the answer."""

    round = models.ForeignKey(ReviewRound, models.CASCADE, related_name="+")
    item = models.ForeignKey(ReviewItem, models.CASCADE, related_name="+")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    grade = models.CharField(max_length=60, blank=True)
    comment = models.TextField(blank=True)
    rated_at = models.DateTimeField(null=True)

    objects = ScopedManager(_of_the_round)

    class Meta:
        """How Django keeps it."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["item", "reviewer"], name="review_task_once")]
        indexes: ClassVar = [models.Index(fields=["round", "reviewer", "grade"], name="review_task_by_reviewer")]
