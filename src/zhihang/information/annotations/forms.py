"""What people say about the columns of their organization."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from zhihang.information.annotations.models import ColumnKind
from zhihang.messages import text
from zhihang.workspace.pages.preferences import language


def _kind_name(kind: str) -> str:
    return text("information", f"COLUMN_{kind.upper()}", language())


_said: Any = lazy(_kind_name, str)


class ColumnForm(forms.Form):
    """A new column."""

    name = forms.CharField(label=_("Name"), max_length=60)
    kind = forms.ChoiceField(label=_("Its values"), choices=[(kind.value, _said(kind.value)) for kind in ColumnKind])
    choices = forms.CharField(label=_("Choices, one a line"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
