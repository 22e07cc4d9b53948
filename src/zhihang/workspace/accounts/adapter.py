"""What the sign-in library asks this installation: may strangers open accounts, and what is written down."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base import AuthProcess
from django.http import HttpRequest, HttpResponse

from zhihang import config
from zhihang.messages import text
from zhihang.workspace.accounts.models import User
from zhihang.workspace.accounts.services import record_entrance
from zhihang.workspace.actors.actor import Actor
from zhihang.workspace.actors.requests import request_id
from zhihang.workspace.pages.error_pages import problem_page
from zhihang.workspace.pages.preferences import language


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
    """Sign-in by the provider that the operator configured: whom it knows may come in.

    Who came before is known by the provider's name for the person. Who comes first is known by an e-mail address that
    the provider vouches for: with an account of that address here, it is that account from now on; without one, a new
    account is opened. An address that nobody vouches for opens nothing: it could be anybody's.
    """

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """The provider decides who has an account; what the person may do here, memberships decide."""
        return True

    def can_authenticate_by_email(self, login: Any, email: str) -> bool:
        """The library asks for verified addresses only."""
        return True

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Called when the provider has answered, before anybody is signed in."""
        if _names_two_people(sociallogin.account.extra_data):
            raise ImmediateHttpResponse(_refused(request, "PROVIDER_UNCLEAR"))
        is_connecting = sociallogin.state.get("process") == AuthProcess.CONNECT
        if sociallogin.is_existing or is_connecting:
            return
        if not any(address.verified for address in sociallogin.email_addresses):
            raise ImmediateHttpResponse(_refused(request, "EMAIL_NOT_VOUCHED"))


def _names_two_people(said: Any) -> bool:
    """Whether the token and the page about the person speak of different people (OpenID Connect Core 1.0, 5.3.2)."""
    names = {said[part].get("sub") for part in ("id_token", "userinfo") if isinstance(said.get(part), dict)}
    return len(names) > 1


def _refused(request: HttpRequest, code: str) -> HttpResponse:
    record_entrance(_who(request, None), None, action="refused")
    return problem_page(request, 403, detail=text("workspace", code, language()), code=code)
