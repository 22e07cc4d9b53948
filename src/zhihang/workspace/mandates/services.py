"""Giving and revoking mandates."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from zhihang.errors import Forbidden, NotFound, UsageError
from zhihang.workspace.actors.actor import Actor
from zhihang.workspace.audit.chain import difference
from zhihang.workspace.audit.services import record_change
from zhihang.workspace.mandates.models import Mandate
from zhihang.workspace.mandates.policy import Power, may_give
from zhihang.workspace.mandates.selectors import mandate
from zhihang.workspace.organizations.models import Organization

_CONCEPT = "mandates.mandate"
_FIELDS = ("holder_id", "powers", "concept", "object_id", "starts", "ends", "document", "document_date")


@transaction.atomic
def give_mandate(
    actor: Actor, holder: int, *, powers: Iterable[Power], starts: date, document: str, ends: date | None = None,
    concept: str = "", object_id: object = "", document_date: date | None = None,
) -> Mandate:  # fmt: skip
    """Let another organization act on what the actor's organization owns.

    Raises Forbidden `MANDATE_FORBIDDEN`; NotFound `NO_ORGANIZATION`; UsageError `MANDATE_UNCLEAR` where it names no
    power or document, ends before it starts, names a thing without saying of which concept, or is given to oneself.
    """
    owner = actor.organization
    if owner is None or not may_give(actor, owner):
        raise Forbidden("MANDATE_FORBIDDEN", room="workspace")
    if not Organization.objects.unscoped("one may mandate whom one cannot see").filter(pk=holder).exists():
        raise NotFound("NO_ORGANIZATION", room="workspace", number=holder)
    named = sorted(Power(power).value for power in powers)
    thing = str(object_id)
    is_clear = named and document.strip() and holder != owner and (concept or not thing)
    if not is_clear or (ends is not None and ends < starts):
        raise UsageError("MANDATE_UNCLEAR", room="workspace")
    row = Mandate(
        organization_id=owner, holder_id=holder, powers=named, concept=concept, object_id=thing, starts=starts,
        ends=ends, document=document.strip(), document_date=document_date,
    )  # fmt: skip
    row.save()
    _note(actor, "give", row, difference({}, {name: getattr(row, name) for name in _FIELDS}))
    return row


@transaction.atomic
def revoke_mandate(actor: Actor, number: int, *, on: date, reason: str) -> Mandate:
    """The mandate holds no more from this day on. Raises Forbidden, NotFound, UsageError `MANDATE_REVOKED`."""
    row = mandate(actor, number)
    if not may_give(actor, row.organization_id):
        raise Forbidden("MANDATE_FORBIDDEN", room="workspace")
    if row.revoked_on is not None:
        raise UsageError("MANDATE_REVOKED", room="workspace", on=row.revoked_on)
    row.revoked_on = on
    row.save(update_fields=["revoked_on"])
    _note(actor, "revoke", row, {"revoked_on": [None, on]}, reason)
    return row


def _note(actor: Actor, action: str, row: Mandate, changes: dict[str, list[object]], reason: str = "") -> None:
    record_change(
        actor, action=action, concept=_CONCEPT, object_id=row.pk, name=row.document, changes=changes, reason=reason,
        organization=row.organization_id,
    )  # fmt: skip
