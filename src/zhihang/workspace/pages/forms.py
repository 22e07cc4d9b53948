"""What the frame is asked."""

from __future__ import annotations

from django.http import HttpRequest, QueryDict
from django.utils.http import url_has_allowed_host_and_scheme

from zhihang.workspace.pages.preferences import CHOICES


def chosen_preferences(data: QueryDict) -> dict[str, str]:
    """The preferences a form sets; values that are no choice are left out."""
    said = {name: data.get(name, "") for name in CHOICES}
    return {name: value for name, value in said.items() if value in CHOICES[name]}


def way_back(request: HttpRequest) -> str:
    """The page a form came from, if it is one of ours; else the first page."""
    address = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()})
    return address if address and is_ours else "/"
