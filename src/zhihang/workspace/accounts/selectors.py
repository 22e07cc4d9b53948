"""Reading accounts. An account belongs to no organization: who may see whom follows from memberships."""

from __future__ import annotations

from zhihang.errors import NotFound
from zhihang.workspace.accounts.models import User
from zhihang.workspace.accounts.policy import may_change_account
from zhihang.workspace.actors.actor import Actor


def account(actor: Actor, user: int) -> User:
    """One's own account, or any for the operator. Raises NotFound `NO_ACCOUNT`: others are not to be guessed at."""
    found = User.objects.filter(pk=user).first() if may_change_account(actor, user) else None
    if found is None:
        raise NotFound("NO_ACCOUNT", room="workspace")
    return found
