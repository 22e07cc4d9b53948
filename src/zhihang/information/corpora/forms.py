"""What the keepers of a private corpus say about it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class CorpusForm(forms.Form):
    """Its name, what is in it, under what terms its files were had."""

    name = forms.CharField(label=_("Name"), max_length=120)
    description = forms.CharField(
        label=_("What is in it"), max_length=4_000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    licence = forms.CharField(
        label=_("Licence: from whom, for whom, until when"),
        max_length=4_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
