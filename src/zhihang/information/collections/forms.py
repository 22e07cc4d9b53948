"""What people say about collections."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from zhihang.information.collections.models import Kind, Operation, Theme
from zhihang.information.collections.policy import Sharing
from zhihang.messages import text
from zhihang.workspace.pages.preferences import language


def _worded(prefix: str, value: str) -> str:
    return text("information", f"{prefix}_{value.upper()}", language())


_said = lazy(_worded, str)


def _choices(prefix: str, values: Any) -> list[tuple[str, Any]]:
    return [(each.value, _said(prefix, each.value)) for each in values]


_SHARINGS = _choices("SHARING", Sharing)
_THEMES = [("", _("none")), *_choices("THEME", Theme)]


class ListForm(forms.Form):
    """A list: its name, what it is for, with whom it is shared."""

    name = forms.CharField(label=_("Name"), max_length=120)
    description = forms.CharField(label=_("What it is for"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    sharing = forms.ChoiceField(label=_("Shared"), choices=_SHARINGS)


class LiveForm(ListForm):
    """A live collection: its query, and its theme where it is a thematic database."""

    query = forms.CharField(
        label=_("Query"), max_length=100_000, strip=True,
        widget=forms.Textarea(attrs={"rows": 4, "class": "code", "spellcheck": "false"}),
    )  # fmt: skip
    theme = forms.ChoiceField(label=_("Thematic database about"), choices=_THEMES, required=False)

    field_order = ("name", "query", "description", "theme", "sharing")


class CombinationForm(forms.Form):
    """What several collections make together."""

    operation = forms.ChoiceField(label=_("Make"), choices=_choices("OPERATION", Operation))
    kind = forms.ChoiceField(label=_("Keep it"), choices=_choices("KIND", Kind))
    name = forms.CharField(label=_("Name"), max_length=120)


class ImportForm(forms.Form):
    """Numbers, one a line: typed, or in a text file."""

    numbers = forms.CharField(
        label=_("Numbers, one a line"), required=False, strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "class": "code", "spellcheck": "false"}),
    )  # fmt: skip
    file = forms.FileField(label=_("or a text file"), required=False)


class MandateForm(forms.Form):
    """What another organization may do with a collection, from when to when, and by which document."""

    holder = forms.CharField(
        label=_("Organization"), max_length=200, help_text=_("its number, its code or its whole name")
    )
    power = forms.ChoiceField(label=_("It may"), choices=[("read", _("read")), ("edit", _("read and edit"))])
    starts = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}))
    ends = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    document = forms.CharField(
        label=_("Document"), max_length=200, help_text=_("the contract, letter or decision that it rests on")
    )
