"""Pages for what went wrong: what happened, in one sentence, and what to do next."""

from __future__ import annotations

import logging
import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader

from zhihang.errors import ZhihangError
from zhihang.messages import error_text, text
from zhihang.workspace.pages.preferences import language

logger = logging.getLogger("zhihang.pages")

_KNOWN = {400, 403, 404, 409, 422, 500, 503}


def error_page(request: HttpRequest, error: ZhihangError) -> HttpResponse:
    """The page of an error of ours, with its own status."""
    status = error.http_status
    if status >= 500:
        logger.error("%s %s: %s", request.method, request.path, error)
    return problem_page(request, status, detail=error_text(error, language()), code=error.code)


def problem_page(request: HttpRequest, status: int, *, detail: str = "", code: str = "") -> HttpResponse:
    """A page that says what a status means here, with the detail that is known."""
    known = status if status in _KNOWN else 500
    context = {
        "title": text("workspace", f"TITLE_{known}", language()),
        "advice": text("workspace", f"ADVICE_{known}", language()),
        "detail": detail,
        "code": code,
    }
    return render(request, "pages/problem.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's 400."""
    return problem_page(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's 403."""
    return problem_page(request, 403)


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose mark of origin is missing or old."""
    return problem_page(request, 403, detail=text("workspace", "FORM_TOO_OLD", language()))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's 404."""
    return problem_page(request, 404, detail=text("workspace", "NO_PAGE", language(), path=request.path))


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's 500: made without the frame's facts, which may be what failed. The number is in the log."""
    incident = secrets.token_hex(4)
    logger.error("incident %s at %s %s", incident, request.method, request.path)
    context = {
        "title": text("workspace", "TITLE_500", language()),
        "advice": text("workspace", "ADVICE_500", language()),
        "detail": text("workspace", "INCIDENT", language(), incident=incident),
        "html_language": "zh-Hans" if language() == "zh" else "en",
    }
    return HttpResponse(loader.render_to_string("pages/server_error.html", context), status=500)
