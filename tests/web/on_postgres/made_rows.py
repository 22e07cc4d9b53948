"""One row in the table of any model, made of whatever its fields take: so that no new table is forgotten."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import Any
from uuid import uuid4

from django.db import models

from zhihang.workspace.accounts.models import User
from zhihang.workspace.organizations.models import Organization

_number = count(1)
_AT = datetime(2026, 1, 2, tzinfo=UTC)


def made(model: type[models.Model], organization: Organization, person: User) -> models.Model:
    """A row that belongs to the organization, wherever a field says so, and to the person."""
    if model is Organization:
        return organization
    values = {field.name: _value(field, organization, person) for field in model._meta.concrete_fields
              if not (field.primary_key and isinstance(field, models.AutoField))}  # fmt: skip
    row = model(**values)
    row.save(force_insert=True)
    return row


def _value(field: Any, organization: Organization, person: User) -> Any:
    if field.many_to_one:
        return _named(field, organization, person)
    if field.name == "organization":
        return organization.pk
    return _plain(field, person)


def _named(field: Any, organization: Organization, person: User) -> Any:
    target = field.related_model
    if target is Organization:
        return organization
    return person if target is User else made(target, organization, person)


def _plain(field: Any, person: User) -> Any:
    match field:
        case models.UUIDField():
            return uuid4()
        case models.DateTimeField():
            return _AT
        case models.DateField():
            return _AT.date()
        case models.BooleanField():
            return False
        case models.JSONField():
            return []
        case models.PositiveSmallIntegerField():
            return 1
        case models.IntegerField():
            return next(_number) if field.unique or field.name in ("number", "position") else person.pk
        case _:
            return f"{next(_number)}"[: field.max_length]
