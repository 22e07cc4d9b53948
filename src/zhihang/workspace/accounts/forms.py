"""What a person says about the own account."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class AccountForm(forms.Form):
    """Name and preferences; an empty preference leaves it to the browser."""

    name = forms.CharField(label=_("Name"), max_length=120, required=False)
    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=[("", _("as the browser says")), ("en", "English"), ("zh-hans", _("Simplified Chinese"))],
    )
    theme = forms.ChoiceField(
        label=_("Light or dark"),
        required=False,
        choices=[("", _("as the browser says")), ("light", _("light")), ("dark", _("dark"))],
    )
    density = forms.ChoiceField(
        label=_("Row height"),
        required=False,
        choices=[("", _("as the browser says")), ("dense", _("Dense")), ("comfortable", _("Comfortable"))],
    )
