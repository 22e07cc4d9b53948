"""One shape for everything that goes wrong: code, message in the language asked for, position, fields."""

from __future__ import annotations

import logging
import secrets
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError
from pydantic import Field

from zhihang.errors import QueryError, ZhihangError
from zhihang.information.api.access import ScopeRefused, TokenRefused, TooManyRequests
from zhihang.messages import error_text, text
from zhihang.workspace.audit.chain import plain
from zhihang.workspace.pages.preferences import language

logger = logging.getLogger("zhihang.api")

STATUS_OF: Final = {"EXPORT_NOT_READY": 409, "EXPORT_FAILED": 409, "EXPORT_EXPIRED": 410}
"""Codes for which HTTP has a better word than their class."""
_BY_STATUS: Final = {404: "NO_OPERATION", 405: "NO_METHOD", 500: "SERVER_ERROR"}


class Error(Schema):
    """What went wrong."""

    code: str = Field(description="A stable name of the error; see the reference.")
    message: str = Field(description="A sentence for people, in the language of Accept-Language (en or zh).")
    position: int | None = Field(None, description="Where in the query it is, in characters from 0.")
    fields: dict[str, Any] = Field(
        default_factory=dict, description="What the sentence speaks of; for a query also length, expected and repair."
    )


STATUSES: Final = (400, 401, 403, 404, 409, 410, 422, 429, 503)


def errors(*statuses: int) -> dict[Any, Any]:
    """The error answers of an operation besides those that every one can give."""
    return {frozenset({400, 401, 403, 422, 429, *statuses}): Error}


def answer(code: str, message: str, status: int, *, position: int | None = None, **fields: Any) -> HttpResponse:
    """An error as an answer."""
    body = Error(code=code, message=message, position=position, fields=plain(fields))
    response = HttpResponse(body.model_dump_json(), content_type="application/json; charset=utf-8", status=status)
    if status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="zhihang"'
    return response


def plain_answer(status: int) -> HttpResponse:
    """An error that only a status tells: no such operation, no such method."""
    code = _BY_STATUS.get(status, "BAD_REQUEST")
    return answer(code, text("information", code, language()), status)


def of_ours(request: HttpRequest, error: ZhihangError) -> HttpResponse:
    """An error of ours with its own status, and where a query is wrong, how to mend it."""
    status = STATUS_OF.get(error.code, error.http_status)
    if status >= 500 and status != 503:
        logger.error("%s %s: %s", request.method, request.path, error)
    fields, position = dict(error.fields), None
    if isinstance(error, QueryError):
        position = error.position
        fields |= {"length": error.length, "expected": list(error.expected), "repair": error.repair}
    return answer(error.code, error_text(error, language()), status, position=position, **fields)


def refused_token(request: HttpRequest, error: TokenRefused) -> HttpResponse:
    """401."""
    return answer(error.message, text("information", error.message, language()), 401)


def refused_scope(request: HttpRequest, error: ScopeRefused) -> HttpResponse:
    """403 for a scope."""
    scope = error.scope.value
    return answer("SCOPE_MISSING", text("information", "SCOPE_MISSING", language(), scope=scope), 403, scope=scope)


def too_many(request: HttpRequest, error: TooManyRequests) -> HttpResponse:
    """429, with the seconds to wait."""
    seconds, limit = error.rate.reset, error.rate.limit
    message = text("information", "TOO_MANY_REQUESTS", language(), limit=limit, seconds=seconds)
    response = answer("TOO_MANY_REQUESTS", message, 429, limit=limit, seconds=seconds)
    response["Retry-After"] = str(seconds)
    return response


def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """422: each place that is wrong, with what was expected there."""
    wrong = {".".join(str(step) for step in each["loc"]): str(each["msg"]) for each in error.errors}
    places = ", ".join(wrong)
    return answer("INVALID_INPUT", text("information", "INVALID_INPUT", language(), places=places), 422, places=wrong)


def wrong_parameters(names: list[str]) -> HttpResponse:
    """422 for parameters that no operation of that address takes."""
    places = dict.fromkeys((f"query.{name}" for name in names), text("information", "UNKNOWN_PARAMETER", language()))
    message = text("information", "INVALID_INPUT", language(), places=", ".join(names))
    return answer("INVALID_INPUT", message, 422, places=places)


def http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    """What the library itself refuses: a body that is no JSON."""
    return answer("BAD_REQUEST", text("information", "BAD_REQUEST", language()), error.status_code)


def missing(request: HttpRequest, error: Http404) -> HttpResponse:
    """404 of Django's own."""
    return plain_answer(404)


def unexpected(request: HttpRequest, error: Exception) -> HttpResponse:
    """500 with a number that stands in the log."""
    incident = secrets.token_hex(4)
    logger.exception("incident %s at %s %s", incident, request.method, request.path, exc_info=error)
    return answer("SERVER_ERROR", text("information", "SERVER_ERROR", language()), 500, incident=incident)


def set_handlers(api: NinjaAPI) -> None:
    """Give every error its answer."""
    handlers: dict[type[Exception], Any] = {
        ZhihangError: of_ours, TokenRefused: refused_token, ScopeRefused: refused_scope, TooManyRequests: too_many,
        ValidationError: invalid, HttpError: http_error, Http404: missing, Exception: unexpected,
    }  # fmt: skip
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)
