"""What people say when they open a round."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class RoundForm(forms.Form):
    """A round: its question, its grades, who rates, until when."""

    name = forms.CharField(label=_("Name"), max_length=120)
    question = forms.CharField(label=_("Question"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    grades = forms.CharField(label=_("Grades, one a line, the best first"), widget=forms.Textarea(attrs={"rows": 4}))
    reviewers = forms.TypedMultipleChoiceField(
        label=_("Who rates"), coerce=int, widget=forms.CheckboxSelectMultiple, choices=()
    )
    per_record = forms.IntegerField(
        label=_("People per record"), min_value=0, max_value=99, initial=0,
        help_text=_("0: everybody rates every record; otherwise the records are dealt out in turn."),
    )  # fmt: skip
    due = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, people: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["reviewers"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = people


class DueForm(forms.Form):
    """Another last day."""

    due = forms.DateField()
