"""Settings of signing in: local accounts with a second factor, and OpenID Connect where it is configured."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

from zhihang import config
from zhihang.errors import UsageError

SIGN_IN_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.humanize",  # the page of security keys says how long ago
    "allauth",
    "allauth.account",
    "allauth.mfa",
]


def oidc_provider() -> dict[str, Any]:
    """The settings of the provider that `oidc_issuer` names; empty where none is.

    Raises UsageError `OIDC` where the client or a library is missing.
    """
    issuer = config.text_value("oidc_issuer")
    if not issuer:
        return {}
    client = config.text_value("oidc_client")
    if not client or find_spec("jwt") is None:
        raise UsageError("OIDC", room="web", issuer=issuer)
    app = {
        "provider_id": "oidc",
        "name": config.text_value("oidc_name"),
        "client_id": client,
        "secret": config.text_value("oidc_secret"),
        # the provider is the one that was configured, whatever its own description says
        "settings": {
            "server_url": issuer.rstrip("/"),
            "verified_email": bool(config.value("oidc_trust_email")),
            "openid_configuration_overrides": {"issuer": issuer},
        },
    }
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}


def sign_in_apps() -> list[str]:
    """The apps of signing in; those for other providers only where one is configured."""
    other = ["allauth.socialaccount", "allauth.socialaccount.providers.openid_connect"] if oidc_provider() else []
    return SIGN_IN_APPS + other
