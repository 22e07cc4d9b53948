"""What a reader says about a line or a saved search."""

from __future__ import annotations

from typing import Any

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


class StrategyForm(forms.Form):
    """A strategy: a text file, or its lines."""

    file = forms.FileField(label=_("Text file"), required=False, help_text=_("UTF-8 or GB 18030, one query a line"))
    lines = forms.CharField(
        label=_("Or its lines"), required=False, max_length=2_000_000, strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "class": "code", "spellcheck": "false"}),
        help_text=_("#2 means line 2 of these lines; empty lines count"),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        said = super().clean() or {}
        if not said.get("file") and not str(said.get("lines", "")).strip():
            raise forms.ValidationError(_("Choose a file, or write the lines."))
        return said

    def said(self) -> str:
        """The text; bytes that are no UTF-8 are read as GB 18030."""
        file = self.cleaned_data["file"]
        if not file:
            return str(self.cleaned_data["lines"]).replace("\x00", "")
        data = file.read()
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("gb18030", "replace")
        return str(text).replace("\x00", "")
