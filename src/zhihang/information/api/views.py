"""The page of one's access tokens."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from zhihang import config
from zhihang.errors import UsageError
from zhihang.information.api import selectors, services
from zhihang.information.api.forms import TokenForm
from zhihang.messages import error_text
from zhihang.workspace.organizations.acting import actor_of
from zhihang.workspace.pages.preferences import language


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """One's tokens; a new one shows its secret on this page and never again, so the answer is not kept anywhere."""
    actor = actor_of(request)
    form = TokenForm(request.POST or None)
    secret, status = "", 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            said = form.cleaned_data
            _, secret = services.make_token(actor, said["name"], said["scopes"], said["days"])
            form, status = TokenForm(), 201
    context = {
        "tokens": selectors.tokens(actor),
        "others": selectors.tokens_of_the_organization(actor),
        "form": form,
        "secret": secret,
        "now": timezone.now(),
        "rate": config.value("api_rate"),
        "root": request.build_absolute_uri("/api/v1/"),
    }
    response = render(request, "api/tokens.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


@login_required
@require_POST
def revoke(request: HttpRequest, number: int) -> HttpResponse:
    """The token opens nothing any more."""
    try:
        services.revoke_token(actor_of(request), number)
    except UsageError as error:
        if error.http_status == 404:
            raise
        messages.error(request, error_text(error, language()), extra_tags="bad")
    return redirect("tokens:tokens")
