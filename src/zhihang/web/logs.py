"""What the server writes down for its operator: to standard error, with time, place and the request it belongs to."""

from __future__ import annotations

from typing import Any, Final

LOGGING: Final[dict[str, Any]] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Django would print nothing where it is not debugged, and mail to nobody: here an error leaves its traceback
    "loggers": {"django": {"handlers": [], "level": "WARNING", "propagate": True}},
}
