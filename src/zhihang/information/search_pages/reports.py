"""Reports of results (PDF, DOCX): for whom they are made, and which are too long to wait for."""

from __future__ import annotations

from typing import Final

from zhihang.errors import UsageError
from zhihang.library.exporting import REPORTS
from zhihang.workspace.actors.actor import Actor
from zhihang.workspace.organizations.selectors import organization

LONG_REPORT: Final = 500
"""Records up to which a report is made while one waits, some seconds; a longer one is a job's."""


def made_for(actor: Actor) -> str:
    """Who asked, as the title page says it: the person and the organization acted for; empty for a passer-by."""
    if actor.organization is None:
        return actor.name
    return f"{actor.name}, {organization(actor, actor.organization).name}"


def require_short(format_: str, total: int) -> None:
    """Refuse a report that would take too long to wait for. Raises UsageError `REPORT_LONG`."""
    if format_ in REPORTS and total > LONG_REPORT:
        raise UsageError("REPORT_LONG", room="information", total=f"{total:,}", most=LONG_REPORT)
