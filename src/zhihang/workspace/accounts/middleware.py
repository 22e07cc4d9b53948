"""What a signed-in person brings to every page: preferences from the account; and whom the corpus is open to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from zhihang import config
from zhihang.workspace.accounts.models import User
from zhihang.workspace.accounts.policy import is_entrance
from zhihang.workspace.accounts.services import keep_preferences
from zhihang.workspace.actors.actor import Actor
from zhihang.workspace.actors.requests import request_id
from zhihang.workspace.pages.preferences import CHOICES, cookie

Answer = Callable[[HttpRequest], HttpResponseBase]


def preferences_of_the_person(answer: Answer) -> Answer:
    """The pages read and set preferences as cookies; for a signed-in person the account stands behind them.

    So a person finds the same language and the same look at every machine, and the pages need not know of accounts.
    """

    def answered(request: HttpRequest) -> HttpResponseBase:
        user = request.user
        if not isinstance(user, User):
            return answer(request)
        for name in CHOICES:
            if chosen := getattr(user, name):
                request.COOKIES[cookie(name)] = chosen
        response = answer(request)
        said = {name: response.cookies[cookie(name)].value for name in CHOICES if cookie(name) in response.cookies}
        keep_preferences(Actor(user=user.pk, name=user.email, request_id=request_id(request)), user.pk, said)
        return response

    return answered


class ReadingNeedsSignIn:
    """With the setting `anonymous_reading` off, every page but the entrance asks for a sign-in first."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on."""
        return self.answer(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], values: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Called by Django when it knows the view."""
        if config.value("anonymous_reading") or request.user.is_authenticated:
            return None
        match = request.resolver_match
        if match is not None and is_entrance(match.view_name):
            return None
        return redirect_to_login(request.get_full_path())
