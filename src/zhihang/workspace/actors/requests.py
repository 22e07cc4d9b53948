"""The number of a request: in the audit, in the log and in the answer's `X-Request-ID`."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

Answer = Callable[[HttpRequest], HttpResponseBase]


def request_id(request: HttpRequest) -> str:
    """The number this server gave the request; what a client says about itself is not believed."""
    known = getattr(request, "request_id", "")
    if not known:
        known = secrets.token_hex(8)
        request.request_id = known  # type: ignore[attr-defined]  # a plain mark, as `started` is
    return str(known)


def numbered(answer: Answer) -> Answer:
    """Gives each request its number and says it in the answer."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        number = request_id(request)
        response = answer(request)
        response.headers["X-Request-ID"] = number
        return response

    return answered
