"""Writing the audit, and sealing what was written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from zhihang.errors import ZhihangError
from zhihang.workspace.actors.actor import Actor
from zhihang.workspace.actors.reach import INSTALLATION
from zhihang.workspace.audit.chain import FIRST, plain, seal_of
from zhihang.workspace.audit.models import AuditEntry, AuditSeal

_BATCH = 1000


def record_change(
    actor: Actor,
    *,
    action: str,
    concept: str,
    object_id: object,
    name: str = "",
    changes: Mapping[str, Any] | None = None,
    reason: str = "",
    organization: int | None = None,
) -> AuditEntry:
    """Write one entry, within the transaction of the change itself: both are kept or neither.

    `concept` names the thing (`organizations.membership`), `changes` is field → [before, after] (`chain.difference`),
    `organization` the owner of the thing (the installation where it has none).
    Raises ZhihangError `AUDIT_OUTSIDE` outside a transaction.
    """
    if not connection.in_atomic_block:
        raise ZhihangError("AUDIT_OUTSIDE", room="workspace", concept=concept)
    return AuditEntry.objects.create(
        organization=INSTALLATION if organization is None else organization,
        at=timezone.now(),
        actor=actor.user,
        actor_name=actor.name,
        request_id=actor.request_id,
        action=action,
        concept=concept,
        object_id=str(object_id),
        object_name=name[:200],
        changes=plain(changes or {}),
        reason=reason,
    )


def seal_entries() -> int:
    """Seal what is not sealed yet, in the order it was written, each organization in its own chain. How many."""
    sealed = AuditSeal.objects.unscoped("sealing is for all").filter(entry=OuterRef("pk"))
    waiting = AuditEntry.objects.unscoped("sealing is for all").filter(~Exists(sealed))
    owners = list(waiting.order_by().values_list("organization", flat=True).distinct())
    return sum(_seal_chain(owner) for owner in owners)


@transaction.atomic
def _seal_chain(organization: int) -> int:
    # of two that seal at once, the unique position lets one through; the other's work is undone and done again later
    seals = AuditSeal.objects.unscoped("one chain").filter(organization=organization)
    last = seals.order_by("-position").first()
    position, previous = (last.position, last.hash) if last else (0, FIRST)
    sealed = AuditSeal.objects.unscoped("one chain").filter(entry=OuterRef("pk"))
    waiting = AuditEntry.objects.unscoped("one chain").filter(~Exists(sealed), organization=organization)
    new = []
    for entry in waiting.order_by("id").iterator(_BATCH):
        position, previous = position + 1, seal_of(previous, entry.content())
        new.append(AuditSeal(organization=organization, position=position, entry=entry.pk, hash=previous))
    AuditSeal.objects.bulk_create(new, batch_size=_BATCH)
    return len(new)
