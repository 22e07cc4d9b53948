"""Making and revoking tokens."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from zhihang.errors import Forbidden, UsageError
from zhihang.information.api.models import ApiToken
from zhihang.information.api.policy import known_scopes
from zhihang.information.api.selectors import digest_of, token
from zhihang.workspace.actors.actor import Actor
from zhihang.workspace.audit.services import record_change

LONGEST_DAYS: Final = 366
_MARK: Final = "zh_"
_CONCEPT: Final = "api.token"


@transaction.atomic
def make_token(actor: Actor, name: str, scopes: Iterable[str], days: int) -> tuple[ApiToken, str]:
    """A token that acts as the person, for the organization acted for now; and its secret, shown this once.

    Raises Forbidden `TOKEN_FORBIDDEN`; UsageError `TOKEN_UNCLEAR`.
    """
    if actor.user is None:
        raise Forbidden("TOKEN_FORBIDDEN", room="information")
    kept = known_scopes(scopes)
    if not name.strip() or not kept or not 1 <= days <= LONGEST_DAYS:
        raise UsageError("TOKEN_UNCLEAR", room="information", most=LONGEST_DAYS)
    secret = _MARK + secrets.token_urlsafe(32)
    row = ApiToken(
        user_id=actor.user, organization_id=actor.organization, name=name.strip()[:80], hint=secret[:8],
        digest=digest_of(secret), scopes=kept, expires_at=timezone.now() + timedelta(days=days),
    )  # fmt: skip
    row.save()
    said = {"name": row.name, "scopes": kept, "expires_at": row.expires_at}
    _note(actor, "make", row, {key: [None, value] for key, value in said.items()})
    return row, secret


@transaction.atomic
def revoke_token(actor: Actor, number: int) -> ApiToken:
    """The token opens nothing any more. Raises NotFound `NO_TOKEN`, UsageError `TOKEN_OVER`."""
    row = token(actor, number)
    if row.revoked_at is not None:
        raise UsageError("TOKEN_OVER", room="information")
    row.revoked_at = timezone.now()
    row.save(update_fields=["revoked_at"])
    _note(actor, "revoke", row, {"revoked_at": [None, row.revoked_at]})
    return row


def note_use(actor: Actor, row: ApiToken) -> None:
    """Write down the day on which a token was last used; once a day, not at every request."""
    today = timezone.localdate()
    if row.used_on != today:
        ApiToken.objects.unscoped("the token itself is used").filter(pk=row.pk).update(used_on=today)


def _note(actor: Actor, action: str, row: ApiToken, changes: dict[str, list[object]]) -> None:
    record_change(
        actor, action=action, concept=_CONCEPT, object_id=row.pk, name=row.name, changes=changes,
        organization=row.organization_id,
    )  # fmt: skip
