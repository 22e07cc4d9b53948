"""What people say about files that they bring."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from zhihang.sources.registry import sources
from zhihang.workspace.pages.preferences import language


def product_choices() -> list[tuple[str, str]]:
    """Every product that can be read, by its name in the language of the page; first the one for not saying."""
    named = sorted((source.title(language()), name) for name, source in sources().items())
    return [("", str(_("recognise by content"))), *((name, title) for title, name in named)]


class ReadingForm(forms.Form):
    """As what files are to be read, and when they were delivered."""

    product = forms.ChoiceField(label=_("Product"), required=False)
    delivered = forms.CharField(
        label=_("Day of the delivery"), required=False, max_length=10,
        help_text=_("2026-01-05. A later delivery of the same product supersedes an earlier one."),
    )  # fmt: skip

    field_order = ("product", "delivered")

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # passed on as they come
        self.fields["product"].choices = product_choices()  # type: ignore[attr-defined]  # a ChoiceField
