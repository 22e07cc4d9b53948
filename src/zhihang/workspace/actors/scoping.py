"""The wall between organizations: a manager that answers nobody in particular with an error.

    class Membership(Model):
        objects = ScopedManager(policy.visible_memberships)

    Membership.objects.of(actor)                # what this actor may see
    Membership.objects.unscoped("why")          # machines only; the reason stands in the code
    Membership.objects.all()                    # ZhihangError UNSCOPED_QUERY

Django itself saves, refreshes and follows foreign keys through `_base_manager`, which is not affected. On PostgreSQL
the database repeats the wall (`row_security`), also for what goes around the manager.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.db import models
from django.db.models import Q, QuerySet

from zhihang.errors import ZhihangError
from zhihang.workspace.actors.actor import Actor
from zhihang.workspace.actors.statements import Unscoped

Row = TypeVar("Row", bound=models.Model)


def of_organization(actor: Actor) -> Q:
    """The usual wall: rows owned by the organizations the actor covers."""
    return Q(organization__in=actor.organizations)


class ScopedManager(models.Manager[Row]):
    """Gives rows to an actor, or to a machine that says why.

    The rest says whose rows they are, for the wall of the database: `organizations`, the fields that name owners (by
    default `organization`; a model without it is part of what its first foreign key names); `person`, the field of the
    person whose row it is, whatever the organization; `is_the_operators`: who runs the installation sees all.
    """

    def __init__(
        self, visible: Callable[[Actor], Q] = of_organization, *, organizations: tuple[str, ...] = ("organization",),
        person: str = "", is_the_operators: bool = False,
    ) -> None:  # fmt: skip
        super().__init__()
        self.visible = visible
        self.organizations, self.person, self.is_the_operators = organizations, person, is_the_operators

    def get_queryset(self) -> QuerySet[Row]:
        """Refused: rows of nobody in particular. Raises ZhihangError `UNSCOPED_QUERY`."""
        raise ZhihangError("UNSCOPED_QUERY", room="workspace", model=self.model.__name__)

    def of(self, actor: Actor) -> QuerySet[Row]:
        """The rows this actor may see."""
        return super().get_queryset().filter(self.visible(actor))

    def unscoped(self, reason: str) -> QuerySet[Row]:
        """All rows, for work that belongs to no organization. `reason` is for the reader of the code."""
        if not reason:
            raise ZhihangError("UNSCOPED_QUERY", room="workspace", model=self.model.__name__)
        return super().get_queryset().filter(Unscoped())

    def create(self, **values: Any) -> Row:
        """Add a row; who may is the service's question."""
        return super().get_queryset().create(**values)

    def bulk_create(self, objs: Any, *args: Any, **options: Any) -> list[Row]:
        """Add rows; who may is the service's question."""
        return super().get_queryset().bulk_create(objs, *args, **options)
