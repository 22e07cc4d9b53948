"""How letters leave: by a mail server named by its URL; without one they lie in a folder and nothing is lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from zhihang.errors import UsageError

_PORTS: Final = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
_TIMEOUT: Final = 20  # seconds; a page waits for the letter it sends


def mail_settings(url: str, state: Path) -> dict[str, Any]:
    """Django's settings of a mail URL.

    >>> mail_settings("smtp+tls://ip%40works:secret@mail.example", Path("var"))["EMAIL_PORT"]
    587

    `smtp+tls` begins in the open and must change to TLS, `smtps` is TLS from the start, `smtp` is for a relay on the
    same machine or network. Raises UsageError `MAIL` for any other scheme, or no host.
    """
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend", "EMAIL_FILE_PATH": state / "mail"}
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise UsageError("MAIL", room="web", scheme=parts.scheme)
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or _PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": _TIMEOUT,
    }
