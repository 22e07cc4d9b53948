"""What the sign-in library asks this installation: may strangers open accounts, and what is written down."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest, HttpResponse

from zhihang import config
from zhihang.workspace.accounts.models import User
from zhihang.workspace.accounts.services import record_entrance
from zhihang.workspace.actors.actor import Actor
from zhihang.workspace.actors.requests import request_id


def _who(request: HttpRequest, user: User | None) -> Actor:
    return Actor(user=user.pk if user else None, name=user.email if user else "", request_id=request_id(request))


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library brings no types
    """Local accounts."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """As the setting `sign_up` says; administrators invite in any case."""
        return bool(config.value("sign_up"))

    def login(self, request: HttpRequest, user: User) -> None:
        """Sign in, and write it down."""
        super().login(request, user)
        record_entrance(_who(request, user), user, action="sign in")

    def logout(self, request: HttpRequest) -> None:
        """Sign out, and write it down."""
        user = request.user if isinstance(request.user, User) else None
        super().logout(request)
        if user is not None:
            record_entrance(_who(request, user), user, action="sign out")

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Write a refused sign-in down: the address that was tried, never the password."""
        super().authentication_failed(request, **credentials)
        record_entrance(_who(request, None), None, action="refused", name=str(credentials.get("email", ""))[:200])

    def set_password(self, user: User, password: str) -> None:
        """Set it, and write down that it was set."""
        super().set_password(user, password)
        record_entrance(_who(self.request, user), user, action="set password")

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """The page that says the account is closed."""
        record_entrance(_who(request, None), user, action="refused")
        answer: HttpResponse = super().respond_user_inactive(request, user)
        return answer


class OrganizationSignIn(DefaultSocialAccountAdapter):  # type: ignore[misc]  # the library brings no types
    """Sign-in by the provider that the operator configured: whom it knows may come in."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """The provider decides who has an account; what the person may do here, memberships decide."""
        return True
