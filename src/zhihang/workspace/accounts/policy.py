"""Who may do what with accounts."""

from __future__ import annotations

from zhihang.workspace.actors.actor import Actor

ANONYMOUS_ADDRESSES = (
    "account_", "socialaccount_", "mfa_authenticate", "mfa_login", "mfa_trust", "openid_connect", "api:", "api_unknown",
)  # fmt: skip
"""Names of addresses that sign people in: they are open to everybody, whatever the setting. The API asks for tokens
itself, and answers in its own words."""
FRAME_ADDRESSES = frozenset({"pages:keys", "pages:preferences", "notices:count"})


def is_entrance(address: str) -> bool:
    """Whether the page of that name is needed before one is signed in.

    >>> is_entrance("account_login"), is_entrance("search_pages:search")
    (True, False)
    """
    return address.startswith(ANONYMOUS_ADDRESSES) or address in FRAME_ADDRESSES


def may_change_account(actor: Actor, user: int) -> bool:
    """One's own; the operator's business otherwise."""
    return actor.is_operator or (actor.is_signed_in and actor.user == user)


def may_close_account(actor: Actor) -> bool:
    """Only who runs the installation: an account can belong to several organizations."""
    return actor.is_operator
