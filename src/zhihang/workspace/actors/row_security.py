"""Row security: PostgreSQL itself keeps the rows of an organization from everybody else.

After each `migrate` the policies of all tables are compared with what the models say, and made anew where they differ;
so a new table has its wall before anybody can read it. Databases without row security keep the wall of the selectors.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.apps import apps
from django.db import connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from zhihang.workspace.actors.scoping import ScopedManager

_NAME: Final = "zhihang_wall"
_NUMBERS: Final = "ANY (string_to_array(current_setting('zhihang.{}', true), ',')::bigint[])"
_IS_ON: Final = "(SELECT current_setting('zhihang.{}', true)) = 'on'"
_PERSON: Final = "NULLIF(current_setting('zhihang.person', true), '')::bigint"
_HAS_WALL: Final = """
SELECT relrowsecurity AND relforcerowsecurity,
       ARRAY(SELECT polname::text FROM pg_policy
             WHERE polrelid = pg_class.oid AND polname LIKE 'zhihang_wall%%' ORDER BY 1)
FROM pg_class WHERE oid = to_regclass(%s)
"""


@dataclass(frozen=True, slots=True)
class Wall:
    """The wall of one table: the condition under which a row is there, and whether rows can be changed at all."""

    table: str
    condition: str
    is_final: bool = False

    def policies(self) -> list[tuple[str, str]]:
        """Name and statement of each policy. The name holds a fingerprint of what it says."""
        if self.is_final:
            said = {"read": f"FOR SELECT USING ({self.condition})", "add": f"FOR INSERT WITH CHECK ({self.condition})"}
        else:
            said = {"all": f"USING ({self.condition}) WITH CHECK ({self.condition})"}
        named = {
            f"{_NAME}_{what}_{hashlib.sha256(text.encode()).hexdigest()[:12]}": text for what, text in said.items()
        }
        return [(name, f'CREATE POLICY {name} ON "{self.table}" {text}') for name, text in sorted(named.items())]


def walls() -> list[Wall]:
    """The wall of every table of ours that somebody owns."""
    found = (wall_of(model) for app in apps.get_app_configs() if app.name.startswith("zhihang.")
             for model in app.get_models())  # fmt: skip
    return [wall for wall in found if wall is not None]


def wall_of(model: type[models.Model]) -> Wall | None:
    """The wall of a model's table; None for what nobody owns (a person's account, the counts of the API)."""
    manager = model._default_manager
    condition = _owned(model) if isinstance(manager, ScopedManager) else ""
    if not condition:
        return None
    return Wall(model._meta.db_table, f"{_IS_ON.format('everything')} OR {condition}", _is_final(manager))


def _is_final(manager: Any) -> bool:
    return bool(getattr(manager, "is_final", False))


def _owned(model: type[models.Model]) -> str:
    manager: Any = model._default_manager
    parts = list(_own_parts(model, manager))
    if not parts:
        whole = _whole(model)
        return "" if whole is None else _within(model, whole)
    if manager.is_the_operators:
        parts.append(_IS_ON.format("operator"))
    return " OR ".join(parts)


def _own_parts(model: type[models.Model], manager: Any) -> Iterator[str]:
    names = {field.name: field for field in model._meta.concrete_fields}
    for name in manager.organizations:
        if name in names:
            reached = "known" if names[name].primary_key else "organizations"
            yield f'"{names[name].column}" = {_NUMBERS.format(reached)}'
    if manager.person:
        yield f'"{names[manager.person].column}" = {_PERSON}'


def _whole(model: type[models.Model]) -> models.Field[Any, Any] | None:
    """The foreign key to what a row is a part of: its first one to something owned."""
    for field in model._meta.concrete_fields:
        target: Any = field.related_model
        if field.many_to_one and not field.null and target is not model and wall_of(target) is not None:
            return field
    return None


def _within(model: type[models.Model], whole: models.Field[Any, Any]) -> str:
    # the part asks for the whole, whose own wall answers: one scan of what is reached, not one look-up per row
    target: Any = whole.related_model
    return f'"{whole.column}" IN (SELECT "{target._meta.pk.column}" FROM "{target._meta.db_table}")'


def keep_walls(using: str = "default", **said: Any) -> None:
    """Called by Django after `migrate`: bring the walls up to what the models say."""
    connection = connections[using]
    if connection.vendor == "postgresql":
        with transaction.atomic(using=using):
            for wall in walls():
                _keep(connection, wall)


def unwalled() -> list[str]:
    """The tables that have no wall, or another one than the models say; what is not migrated yet does not count."""
    connection = connections["default"]
    return [wall.table for wall in walls() if _standing(connection, wall) is not None]


def _standing(connection: BaseDatabaseWrapper, wall: Wall) -> list[str] | None:
    """The names of the policies to take down first; None where all is as it should be, or there is no table yet."""
    with connection.cursor() as cursor:
        cursor.execute(_HAS_WALL, [f'"{wall.table}"'])
        found = cursor.fetchone()
    if found is None or (found[0] and list(found[1]) == [name for name, _ in wall.policies()]):
        return None
    return list(found[1])


def _keep(connection: BaseDatabaseWrapper, wall: Wall) -> None:
    old = _standing(connection, wall)
    if old is None:
        return  # an application that owns no table changes none
    with connection.cursor() as cursor:
        for name in old:
            cursor.execute(f'DROP POLICY {name} ON "{wall.table}"')
        for _, statement in wall.policies():
            cursor.execute(statement)
        cursor.execute(f'ALTER TABLE "{wall.table}" ENABLE ROW LEVEL SECURITY')
        cursor.execute(f'ALTER TABLE "{wall.table}" FORCE ROW LEVEL SECURITY')
