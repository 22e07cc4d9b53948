"""Pages of jobs: what runs, how far it is, what became of it."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from zhihang.messages import text
from zhihang.workspace.jobs import selectors, services
from zhihang.workspace.jobs.models import Job
from zhihang.workspace.jobs.policy import may_stop
from zhihang.workspace.organizations.acting import actor_of
from zhihang.workspace.pages.preferences import language

_ROWS = 50


@login_required
@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    """The jobs of one's organizations, newest first."""
    page = Paginator(selectors.jobs(actor_of(request)), _ROWS).get_page(request.GET.get("page"))
    return render(request, "jobs/jobs.html", {"page": page})


@login_required
@require_safe
def job(request: HttpRequest, number: UUID) -> HttpResponse:
    """One job; a script asks again while it is open and gets the changing part only."""
    actor = actor_of(request)
    row = selectors.job(actor, number)
    is_part = request.headers.get("HX-Request") == "true"
    context = {"job": row, "may_stop": may_stop(actor, row.requested_by), "error": _error(row)}
    return render(request, "jobs/progress.html" if is_part else "jobs/job.html", context)


def _error(row: Job) -> str:
    return text("workspace", "WORKER_LOST", language()) if row.error_code == "WORKER_LOST" else row.error


@login_required
@require_POST
def cancel(request: HttpRequest, number: UUID) -> HttpResponse:
    """Stop it."""
    services.cancel_job(actor_of(request), number)
    return redirect("jobs:job", number)


@login_required
@require_POST
def repeat(request: HttpRequest, number: UUID) -> HttpResponse:
    """The same once more."""
    return redirect("jobs:job", services.repeat_job(actor_of(request), number).pk)
