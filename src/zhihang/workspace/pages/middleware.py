"""What every request passes: the clock, the content policy, errors as pages."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter
from typing import Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from zhihang.errors import ZhihangError
from zhihang.workspace.pages.error_pages import error_page

Answer = Callable[[HttpRequest], HttpResponseBase]

POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""Nothing comes from elsewhere and nothing inline runs, so what a record says can never become a script."""


def started(answer: Answer) -> Answer:
    """Notes when the request came in."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        request.started = perf_counter()  # type: ignore[attr-defined]  # a plain mark for the foot of the page
        return answer(request)

    return answered


def content_policy(answer: Answer) -> Answer:
    """Says what a page may load."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        response = answer(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        return response

    return answered


class ErrorsForPeople:
    """Turns an error of ours into its page: what happened, where, how to mend it, with its own status."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on."""
        return self.answer(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        """Called by Django when a view raises."""
        return error_page(request, error) if isinstance(error, ZhihangError) else None
