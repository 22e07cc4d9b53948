"""Reading the audit."""

from __future__ import annotations

from django.db.models import QuerySet

from zhihang.errors import Forbidden
from zhihang.workspace.actors.actor import Actor
from zhihang.workspace.audit.models import AuditEntry
from zhihang.workspace.audit.policy import may_read_audit


def entries(actor: Actor, *, concept: str = "", object_id: str = "") -> QuerySet[AuditEntry]:
    """The entries an actor may read, newest first. Raises Forbidden `AUDIT_FORBIDDEN`."""
    if not may_read_audit(actor):
        raise Forbidden("AUDIT_FORBIDDEN", room="workspace")
    found = AuditEntry.objects.of(actor).order_by("-id")
    if concept:
        found = found.filter(concept=concept)
    return found.filter(object_id=object_id) if object_id else found
