"""What the operator says about a watched folder."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from zhihang.information.corpora.places import Place
from zhihang.information.intake.forms import product_choices


class WatchingForm(forms.Form):
    """Which files of a folder count, and how they are read."""

    pattern = forms.CharField(
        label=_("Names"), max_length=200, initial="*",
        help_text=_("*.zip *.xml: several with blanks between; * is every file."),
    )  # fmt: skip
    product = forms.ChoiceField(label=_("Product"), required=False)
    is_dated = forms.BooleanField(
        label=_("The day a file is found counts as its day of delivery"), required=False, initial=True
    )

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # passed on as they come
        self.fields["product"].choices = product_choices()  # type: ignore[attr-defined]  # a ChoiceField


class ChangeForm(WatchingForm):
    """The same, and whether the folder is watched at present."""

    is_active = forms.BooleanField(label=_("Watched"), required=False)


class DeclarationForm(WatchingForm):
    """A folder that is to be watched, and the corpus it feeds."""

    corpus = forms.ChoiceField(label=_("Corpus that it feeds"))
    path = forms.CharField(label=_("Folder of the server"), max_length=500)

    field_order = ("corpus", "path", "pattern", "product", "is_dated")

    def __init__(self, places: list[Place], *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        named = [(each.key, each.name) for each in places]
        self.fields["corpus"].choices = named  # type: ignore[attr-defined]  # a ChoiceField
