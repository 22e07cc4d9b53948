"""Behind a proxy that speaks https: names, cookies, transport, and who a request comes from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from zhihang import config
from zhihang.errors import UsageError
from zhihang.web.serving import host_names

Answer = Callable[[HttpRequest], HttpResponseBase]
_A_YEAR: Final = 31_536_000


def allowed_hosts() -> list[str]:
    """The names browsers may ask for: those of the setting `hosts`, else what the address says."""
    named = [name.strip() for name in config.text_value("hosts").split(",") if name.strip()]
    return named or host_names(config.text_value("address"))


def sender() -> str:
    """Who letters come from."""
    first = allowed_hosts()[0].lstrip(".")
    return config.text_value("mail_from") or f"Zhihang <zhihang@{'localhost' if first == '*' else first}>"


def transport_settings() -> dict[str, Any]:
    """Django's settings for a site that is reached by https; none where it is not.

    Raises UsageError `HTTPS` where no proxy stands before it: the application itself speaks plain HTTP.
    """
    if not config.value("https"):
        return {}
    if config.number_value("proxies") < 1:
        raise UsageError("HTTPS", room="web")
    return {
        "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https"),
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": _A_YEAR,
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "LANGUAGE_COOKIE_SECURE": True,
        # whether other names of the operator's domain are reached by https too is not ours to say
        "SILENCED_SYSTEM_CHECKS": ["security.W005", "security.W021"],
    }


def asked_from(answer: Answer) -> Answer:
    """Behind proxies of one's own, a request comes from whom the outermost of them saw, not from the nearest proxy.

    Each proxy adds whom it saw at the end of X-Forwarded-For; what stands before those is the client's own claim.
    """

    def answered(request: HttpRequest) -> HttpResponseBase:
        proxies = int(config.number_value("proxies"))
        seen = [each.strip() for each in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if each.strip()]
        if proxies and len(seen) >= proxies:
            request.META["REMOTE_ADDR"] = seen[-proxies]
        return answer(request)

    return answered
