"""Who asks the API: the person of a token, within its scopes; or nobody, where the public corpus is open."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja.errors import AuthenticationError, AuthorizationError
from ninja.security.base import AuthBase

from zhihang import config
from zhihang.information.api.limits import Rate, counted
from zhihang.information.api.models import ApiToken
from zhihang.information.api.policy import OPEN_SCOPES, Scope
from zhihang.information.api.selectors import shown_token
from zhihang.information.api.services import note_use
from zhihang.workspace.actors.actor import Actor
from zhihang.workspace.actors.reach import act
from zhihang.workspace.actors.requests import request_id
from zhihang.workspace.organizations.acting import actor_for

_SCHEME = "bearer"


class TokenRefused(AuthenticationError):
    """401: no token where one is needed, or one that opens nothing (any more). `message` is the code of a text."""


class ScopeRefused(AuthorizationError):
    """403: the token is good, but not for this."""

    def __init__(self, scope: Scope) -> None:
        super().__init__(message="SCOPE_MISSING")
        self.scope = scope


class TooManyRequests(Exception):
    """429: the minute's requests are used up."""

    def __init__(self, rate: Rate) -> None:
        super().__init__("TOO_MANY_REQUESTS")
        self.rate = rate


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks."""

    actor: Actor


class AccessToken(AuthBase):
    """The check of one operation: `Authorization: Bearer zh_…` with the scope it needs."""

    openapi_type = "http"
    openapi_scheme = _SCHEME

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self.scope = scope
        self.openapi_description = "A personal token, made on the page of one's account."

    def __call__(self, request: HttpRequest) -> Any:
        """Called by the API before the operation. Raises TokenRefused, ScopeRefused, TooManyRequests."""
        header = request.headers.get("Authorization", "").strip()
        if not header:
            return self._nobody(request)
        scheme, _, secret = header.partition(" ")
        found = shown_token(Actor(), secret.strip()) if scheme.lower() == _SCHEME else None
        if found is None:
            _count_address(request)
            raise TokenRefused(message="TOKEN_UNKNOWN")
        _count(request, f"token:{found.pk}", "api_rate")
        _require_good(found)
        if self.scope.value not in found.scopes:
            raise ScopeRefused(self.scope)
        return Asker(_actor(request, found))

    def _nobody(self, request: HttpRequest) -> Asker:
        _count_address(request)
        if self.scope not in OPEN_SCOPES or not config.value("anonymous_reading"):
            raise TokenRefused(message="TOKEN_NEEDED")
        return Asker(Actor(request_id=request_id(request)))


def _require_good(found: ApiToken) -> None:
    if found.revoked_at is not None or not found.user.is_active:
        raise TokenRefused(message="TOKEN_REVOKED")
    if found.expires_at <= timezone.now():
        raise TokenRefused(message="TOKEN_EXPIRED")


def _actor(request: HttpRequest, found: ApiToken) -> Actor:
    """The person for the organization of the token; who left it, or a token never has the operator's powers."""
    person = actor_for(found.user, found.organization_id, request_id(request))
    if person.organization != found.organization_id:
        raise TokenRefused(message="TOKEN_REVOKED")
    actor = Actor(
        user=person.user, name=person.name, organization=person.organization, organizations=person.organizations,
        known=person.known, roles=person.roles, request_id=person.request_id,
    )  # fmt: skip
    act(actor)
    note_use(actor, found)
    return actor


def _count_address(request: HttpRequest) -> None:
    address = hashlib.sha256(_line(request.META.get("REMOTE_ADDR", "")).encode()).hexdigest()[:32]
    _count(request, f"address:{address}", "api_rate_anonymous")


def _line(address: str) -> str:
    """What one subscriber has: an IPv4 address, or the 64 bits of IPv6 within which addresses are free to choose."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    return str(ip_network((known, 64), strict=False)) if known.version == 6 else address


def _count(request: HttpRequest, asker: str, setting: str) -> None:
    rate = counted(asker, int(config.number_value(setting)))
    request.rate = rate  # type: ignore[attr-defined]  # the answer states it in its headers
    if rate.is_over:
        raise TooManyRequests(rate)


def actor_asking(request: HttpRequest) -> Actor:
    """The actor that the check of the operation let in."""
    asker: Asker = request.auth  # type: ignore[attr-defined]  # set by the API
    return asker.actor
