"""The pages of the workspace itself, reached from the band: one's account, organizations, jobs, notices, audit."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest
from django.utils.translation import gettext_noop

from zhihang.workspace.audit.policy import may_read_audit
from zhihang.workspace.organizations.acting import actor_of
from zhihang.workspace.pages.navigation import Area, Page


def _signed_in(request: HttpRequest) -> bool:
    return actor_of(request).is_signed_in


def _auditors(request: HttpRequest) -> bool:
    return may_read_audit(actor_of(request))


_OWN: Final = gettext_noop("Your account")
_SHARED: Final = gettext_noop("Your organizations")

AREA: Final = Area(
    label=gettext_noop("Account"),
    is_in_band=False,
    pages=(
        Page("accounts:account", gettext_noop("Account"), _OWN, ("account_*", "socialaccount_*"), _signed_in),
        Page("mfa_index", gettext_noop("Second factor"), _OWN, ("mfa_*",), _signed_in),
        Page("notices:notices", gettext_noop("Notices"), _OWN, is_for=_signed_in),
        Page("organizations:organizations", gettext_noop("Organizations"), _SHARED, ("organizations:*",), _signed_in),
        Page("jobs:jobs", gettext_noop("Jobs"), _SHARED, ("jobs:*",), _signed_in),
        Page("audit:entries", gettext_noop("Audit"), _SHARED, is_for=_auditors),
    ),
)
