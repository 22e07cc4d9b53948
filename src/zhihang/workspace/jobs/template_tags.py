"""How pages name the state of a job."""

from __future__ import annotations

from django import template

from zhihang.messages import text
from zhihang.workspace.jobs.models import Job
from zhihang.workspace.pages.preferences import language

register = template.Library()


@register.filter
def job_state(row: Job) -> str:
    """The state in the language of the page."""
    return text("workspace", row.message, language())
