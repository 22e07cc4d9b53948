"""The REST root: every operation of `/api/v1`, with its limits in the headers and one shape of errors."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI

from zhihang.information.api.access import AccessToken
from zhihang.information.api.corpora import router as corpora
from zhihang.information.api.errors import plain_answer, set_handlers, wrong_parameters
from zhihang.information.api.policy import OPEN_SCOPES, Scope
from zhihang.information.api.searching import records
from zhihang.information.api.searching import router as searching
from zhihang.information.collections.api import router as collections
from zhihang.information.exports.api import router as exports
from zhihang.information.intake.api import router as arrivals

View = Callable[..., HttpResponseBase]

_BY_THE_SERVER = {
    414: "The address is longer than 64 KB: the server refuses it before the operation sees it. Use POST for search.",
    431: "Address and headers together are longer than the server takes.",
}


class Api(NinjaAPI):
    """The operations, and a schema that says which scope each one needs, and which are open to everybody."""

    def get_openapi_schema(self, **options: Any) -> Any:
        """The library's schema, whose security names no scopes."""
        schema = super().get_openapi_schema(**options)
        scopes = self.scopes()
        for operations in schema["paths"].values():
            for operation in operations.values():
                scope = scopes[operation["operationId"]]
                open_to_all: list[dict[str, list[str]]] = [{}] if scope in OPEN_SCOPES else []
                operation["security"] = [{"AccessToken": [scope.value]}, *open_to_all]
                if any(each["in"] == "query" for each in operation["parameters"]):
                    operation["responses"] |= {status: {"description": text} for status, text in _BY_THE_SERVER.items()}
        return schema

    def scopes(self) -> dict[str, Scope]:
        """Operation → the scope its check asks for."""
        return {
            str(operation.operation_id): check.scope
            for _, router in self._routers
            for view in router.path_operations.values()
            for operation in view.operations
            for check in operation.auth_callbacks
            if isinstance(check, AccessToken)
        }


api = Api(
    title="Zhihang",
    version="1",
    description="Search, records, collections and exports. Times are UTC; dates are ISO 8601.",
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api",
)
set_handlers(api)
for router in (searching, corpora, records, collections, exports, arrivals):
    api.add_router("", router)


def answered(view: View) -> View:
    """The answer of an operation, with what remains of the minute; a wrong method in the shape of all errors."""

    @wraps(view)
    def whole(request: HttpRequest, *args: Any, **values: Any) -> HttpResponseBase:
        unknown = _unknown_parameters(request)
        response = wrong_parameters(unknown) if unknown else view(request, *args, **values)
        if response.status_code == 405:
            allowed, response = response.headers.get("Allow", ""), plain_answer(405)
            response["Allow"] = allowed
        rate = getattr(request, "rate", None)
        for name, value in (rate.headers() if rate is not None else {}).items():
            response[name] = value
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return csrf_exempt(whole)


@cache
def _parameters() -> dict[tuple[str, str], frozenset[str]]:
    """Address and method of each operation, as Django and the schema both write it → the parameters it takes."""
    paths: dict[str, dict[str, Any]] = api.get_openapi_schema()["paths"]
    return {
        (address, method): frozenset(each["name"] for each in operation["parameters"] if each["in"] == "query")
        for address, operations in paths.items()
        for method, operation in operations.items()
    }


def _unknown_parameters(request: HttpRequest) -> list[str]:
    """Parameters that the operation does not take: a misspelt one is said, never left aside."""
    match = request.resolver_match
    address = "/" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", match.route if match else "")
    taken = _parameters().get((address, (request.method or "").lower()))
    return [] if taken is None else sorted(set(request.GET) - taken)


def _unknown(request: HttpRequest) -> HttpResponse:
    """No operation has this address."""
    return plain_answer(404)


def _patterns() -> list[URLPattern | URLResolver]:
    found, app, namespace = api.urls
    for pattern in found:
        if isinstance(pattern, URLPattern):
            # the library's page at the root leads to documentation that would load from elsewhere
            pattern.callback = answered(_unknown if pattern.name == "api-root" else pattern.callback)
    elsewhere = re_path(r"^.*$", answered(_unknown), name="api_unknown")
    return [path("", include((found, app), namespace=namespace)), elsewhere]


urlpatterns = _patterns()
