"""Does the database keep the wall? Asked by `zhihang manage check --deploy`, which speaks before anybody is served."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.apps import AppConfig
from django.core import checks
from django.core.checks import CheckMessage, Error
from django.db import DatabaseError, connection

from zhihang.messages import text
from zhihang.workspace.actors.row_security import unwalled

_ROLE: Final = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"


def walls_stand(app_configs: Sequence[AppConfig] | None = None, **said: Any) -> list[CheckMessage]:
    """Called by Django: the role must not go around row security, and every table must have its wall."""
    if connection.vendor != "postgresql":
        return []
    try:
        with connection.cursor() as cursor:
            cursor.execute(_ROLE)
            goes_around = bool(cursor.fetchone()[0])
        missing = unwalled()
    except DatabaseError as error:
        return [checks.Warning(text("workspace", "WALLS_UNKNOWN", "en", reason=str(error).strip()), id="zhihang.W001")]
    found: list[CheckMessage] = []
    if goes_around:
        found.append(Error(text("workspace", "WALLS_GONE_AROUND", "en"), id="zhihang.E001"))
    if missing:
        tables = ", ".join(missing)
        found.append(Error(text("workspace", "WALLS_MISSING", "en", tables=tables), id="zhihang.E002"))
    return found
