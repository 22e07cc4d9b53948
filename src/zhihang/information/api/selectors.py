"""Reading tokens, and finding the one that a request shows."""

from __future__ import annotations

import hashlib

from django.db.models import QuerySet

from zhihang.errors import NotFound
from zhihang.information.api.models import ApiToken
from zhihang.workspace.actors.actor import Actor


def tokens(actor: Actor) -> QuerySet[ApiToken]:
    """One's own tokens, the latest first."""
    return ApiToken.objects.of(actor).filter(user=actor.user).select_related("organization").order_by("-id")


def tokens_of_the_organization(actor: Actor) -> QuerySet[ApiToken]:
    """Tokens with which others act for the organizations one administers."""
    found = ApiToken.objects.of(actor).exclude(user=actor.user).filter(revoked_at=None)
    return found.select_related("organization", "user").order_by("-id")


def token(actor: Actor, number: int) -> ApiToken:
    """One that the actor may see. Raises NotFound `NO_TOKEN`."""
    found = ApiToken.objects.of(actor).filter(pk=number).first()
    if found is None:
        raise NotFound("NO_TOKEN", room="information", number=number)
    return found


def shown_token(actor: Actor, secret: str) -> ApiToken | None:
    """The token of a secret that a request shows, whatever its state; the actor is nobody yet."""
    found = ApiToken.objects.unscoped("who shows the secret is who it says").filter(digest=digest_of(secret))
    return found.select_related("user").first()


def digest_of(secret: str) -> str:
    """What is kept of a secret. It has 256 random bits, so a plain hash cannot be guessed back."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
