"""The page of one's own account. Signing in, passwords and factors are pages of the sign-in library in our frame."""

from __future__ import annotations

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zhihang import config
from zhihang.workspace.accounts.forms import AccountForm
from zhihang.workspace.accounts.models import User
from zhihang.workspace.accounts.services import change_account
from zhihang.workspace.actors.actor import Actor
from zhihang.workspace.actors.requests import request_id


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Name, preferences, and the ways to password, addresses and second factor."""
    user = request.user
    assert isinstance(user, User)  # `login_required` let the person in
    form = AccountForm(request.POST or None, initial={name: getattr(user, name) for name in AccountForm.base_fields})
    if request.method == "POST" and form.is_valid():
        actor = Actor(user=user.pk, name=user.email, request_id=request_id(request))
        change_account(actor, user.pk, form.cleaned_data)
        messages.success(request, _("Kept."), extra_tags="ok")
        return redirect("accounts:account")
    context = {
        "form": form, "has_second_factor": is_mfa_enabled(user), "provider": config.text_value("oidc_name"),
    }  # fmt: skip
    return render(request, "accounts/account.html", context)
