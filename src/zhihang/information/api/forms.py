"""What people say when they make a token."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from zhihang.information.api.policy import Scope
from zhihang.messages import text
from zhihang.workspace.pages.preferences import language


def scope_name(scope: str) -> str:
    """A scope in the language of the page."""
    return text("information", f"SCOPE_{scope.upper()}", language())


_said: Any = lazy(scope_name, str)


class TokenForm(forms.Form):
    """A token: what it is for, what it may do, how long."""

    name = forms.CharField(label=_("What the token is for"), max_length=80)
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"),
        choices=[(scope.value, _said(scope.value)) for scope in Scope],
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.TypedChoiceField(
        label=_("Good for"),
        coerce=int,
        choices=[(7, _("7 days")), (30, _("30 days")), (90, _("90 days")), (365, _("365 days"))],
        initial=90,
    )
