"""Each statement to PostgreSQL says for whom it asks; other databases have no row security and hear nothing of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, Expression
from django.db.models.sql.compiler import SQLCompiler

from zhihang.workspace.actors.reach import EVERYTHING, reach, statement_for

MARK: Final = "/* unscoped */"
_OF_ROWS: Final = re.compile(r"[\s(]*(?:SELECT|INSERT|UPDATE|DELETE|WITH|EXPLAIN)\b", re.IGNORECASE)


class Unscoped(Expression):
    """A condition that always holds, and by which a statement says that it is meant for all rows."""

    conditional = True

    def __init__(self) -> None:
        super().__init__(output_field=BooleanField())

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[str | int, ...]]:
        """Written alike for every database."""
        return f"{MARK} 1 = 1", ()


def say_for_whom(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Called by Django around each statement: puts before it what it may reach, and passes over that answer."""
    text = sql if isinstance(sql, str) else ""
    if not _OF_ROWS.match(text):
        return execute(sql, params, many, context)
    before = statement_for(EVERYTHING if MARK in text else reach())
    if many:
        return _many(execute, text, params, context, before)
    answer = execute(before + text, params, many, context)
    context["cursor"].nextset()
    return answer


def _many(execute: Callable[..., Any], sql: str, params: Any, context: dict[str, Any], before: str) -> Any:
    # one statement with many values says it once, before all, within one transaction
    connection = context["connection"]
    with transaction.atomic(using=connection.alias):
        with connection.cursor() as first:
            first.cursor.execute(before)
        return execute(sql, params, True, context)


def listen(connection: BaseDatabaseWrapper, **said: Any) -> None:
    """Called by Django when a connection is made."""
    if connection.vendor == "postgresql" and say_for_whom not in connection.execute_wrappers:
        connection.execute_wrappers.insert(0, say_for_whom)
