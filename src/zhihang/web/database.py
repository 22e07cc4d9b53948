"""Where managed work is kept: SQLite beside the application, or PostgreSQL by its URL."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from zhihang.errors import UsageError


def database_settings(url: str, state: Path) -> dict[str, Any]:
    """Django's settings of a database URL; empty means SQLite in the folder `state`.

    >>> database_settings("postgresql://ip:secret@db.example:5433/zhihang", Path("var"))["NAME"]
    'zhihang'

    What follows `?` goes to PostgreSQL's client library: `?sslmode=verify-full&sslrootcert=…`, `?host=/run/postgresql`.
    Raises UsageError `DATABASE` for any other scheme.
    """
    if not url:
        return _sqlite(state / "zhihang.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path)))
    if parts.scheme in ("postgres", "postgresql"):
        return _postgresql(parts)
    raise UsageError("DATABASE", room="web", scheme=parts.scheme)


def _sqlite(path: Path) -> dict[str, Any]:
    # writers wait for each other instead of failing, readers never wait
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {"init_command": "PRAGMA journal_mode=WAL", "transaction_mode": "IMMEDIATE", "timeout": 20},
    }


def _postgresql(parts: SplitResult) -> dict[str, Any]:
    options: dict[str, Any] = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or options.pop("host", ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # a pool between the application and the database may give every transaction another connection
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "OPTIONS": options,
    }
