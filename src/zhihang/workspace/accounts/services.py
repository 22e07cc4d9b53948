"""Writing accounts."""

from __future__ import annotations

from collections.abc import Mapping

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from zhihang.errors import Forbidden, UsageError
from zhihang.workspace.accounts.models import User
from zhihang.workspace.accounts.policy import may_change_account, may_close_account
from zhihang.workspace.accounts.selectors import account
from zhihang.workspace.actors.actor import Actor
from zhihang.workspace.audit.chain import difference
from zhihang.workspace.audit.services import record_change
from zhihang.workspace.pages.preferences import CHOICES

_CONCEPT = "accounts.account"
_PERSONAL = ("name", "language", "theme", "density")


@transaction.atomic
def open_account(
    actor: Actor, email: str, *, name: str = "", password: str | None = None, is_operator: bool = False
) -> User:
    """A new account. Whoever opens it for somebody vouches for the address, so it counts as verified.

    Raises UsageError `ACCOUNT_EXISTS`, and Django's ValidationError for a weak password.
    """
    email = email.strip().lower()
    if User.objects.filter(email__iexact=email).exists():
        raise UsageError("ACCOUNT_EXISTS", room="workspace", email=email)
    if password is not None:
        validate_password(password, User(email=email, name=name))
    user = User.objects.create_user(email, password, name=name, is_operator=is_operator)
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
    changes = difference({}, {"email": email, "name": name, "is_operator": is_operator})
    record_change(actor, action="open", concept=_CONCEPT, object_id=user.pk, name=email, changes=changes)
    return user


@transaction.atomic
def change_account(actor: Actor, user: int, values: Mapping[str, str]) -> User:
    """Change the name or the preferences; `""` for a preference means: as the browser says.

    Raises NotFound `NO_ACCOUNT`, UsageError `NO_CHOICE`.
    """
    row = account(actor, user)
    before = {name: getattr(row, name) for name in _PERSONAL}
    for name, value in values.items():
        if name not in _PERSONAL or (name in CHOICES and value and value not in CHOICES[name]):
            raise UsageError("NO_CHOICE", room="workspace", name=name, value=value)
        setattr(row, name, value.strip())
    changes = difference(before, {name: getattr(row, name) for name in _PERSONAL})
    if changes:
        row.save(update_fields=sorted(changes))
        record_change(actor, action="change", concept=_CONCEPT, object_id=user, name=row.email, changes=changes)
    return row


@transaction.atomic
def close_account(actor: Actor, user: int, *, reason: str) -> User:
    """Nobody signs in with it any more; what the person did stays. Raises Forbidden `ACCOUNT_FORBIDDEN`."""
    if not may_close_account(actor):
        raise Forbidden("ACCOUNT_FORBIDDEN", room="workspace")
    row = account(actor, user)
    changes = difference({"is_active": row.is_active}, {"is_active": False})
    row.is_active = False
    row.save(update_fields=["is_active"])
    record_change(
        actor, action="close", concept=_CONCEPT, object_id=user, name=row.email, changes=changes, reason=reason
    )
    return row


@transaction.atomic
def record_entrance(actor: Actor, user: User | None, *, action: str, name: str = "") -> None:
    """Note a sign-in, a refused one, a sign-out, a new password or factor."""
    object_id = "" if user is None else user.pk
    record_change(
        actor, action=action, concept=_CONCEPT, object_id=object_id, name=name or str(getattr(user, "email", ""))
    )


def keep_preferences(actor: Actor, user: int, values: Mapping[str, str]) -> None:
    """Keep what a page's own controls set, where the person is signed in."""
    if values and may_change_account(actor, user):
        change_account(actor, user, values)
