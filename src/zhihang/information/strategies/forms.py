"""What a reader says about a line or a saved search."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class LineForm(forms.Form):
    """The query of a line."""

    query = forms.CharField(label=_("Query"), max_length=100_000, strip=True, widget=forms.Textarea)


class SavedForm(LineForm):
    """The query of a saved search, and whether the organization shares it."""

    is_shared = forms.BooleanField(label=_("Shared with the organization"), required=False)


class SaveForm(SavedForm):
    """The same, with the name it gets."""

    name = forms.CharField(label=_("Name"), max_length=80)


def said_query(form: LineForm) -> str:
    """The query with the line ends of the language."""
    return str(form.data.get("query", "")).replace("\r\n", "\n").replace("\x00", "").strip()
