"""How pages say a moment."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def moment(at: datetime | None) -> SafeString:
    """A moment to the second, in the time zone of the installation; the exact one for machines."""
    if at is None:
        return SafeString("")
    local = timezone.localtime(at)
    return format_html('<time datetime="{}" class="nw">{}</time>', at.isoformat(), f"{local:%Y-%m-%d %H:%M:%S}")
