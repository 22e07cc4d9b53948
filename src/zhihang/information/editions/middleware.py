"""An address that names an edition which is gone: the same question to the current one is a press away."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from zhihang.errors import NotFound
from zhihang.messages import error_text
from zhihang.workspace.pages.preferences import language

Answer = Callable[[HttpRequest], HttpResponseBase]


class EditionsGone:
    """Answers `EDITION_GONE` with its own page; alike for an edition that was removed and for somebody else's."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on."""
        return self.answer(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Called by Django when a view raises."""
        if not isinstance(error, NotFound) or error.code != "EDITION_GONE" or request.method not in ("GET", "HEAD"):
            return None
        said = request.GET.copy()
        said.pop("edition", None)
        current = f"{request.path}?{said.urlencode()}".rstrip("?")
        context = {"detail": error_text(error, language()), "current": current, "code": error.code}
        return render(request, "editions/gone.html", context, status=error.http_status)
