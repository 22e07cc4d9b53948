"""Letting another organization read or edit a collection, by a mandate that names the document it rests on."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from zhihang.errors import UsageError
from zhihang.information.collections.policy import CONCEPT
from zhihang.information.collections.selectors import collection, mandates_of
from zhihang.workspace.actors.actor import Actor
from zhihang.workspace.mandates.models import Mandate
from zhihang.workspace.mandates.policy import Power
from zhihang.workspace.mandates.services import give_mandate, revoke_mandate
from zhihang.workspace.organizations.models import Organization

_LONGEST_NUMBER = 18


def give_access(
    actor: Actor, number: int, holder: str, power: Power, *, starts: date, document: str, ends: date | None = None
) -> Mandate:
    """Open a collection to another organization: named by its number, its code or its whole name.

    Raises NotFound `NO_COLLECTION`; Forbidden `MANDATE_FORBIDDEN`; UsageError `COLLECTION_HOLDER` where none or several
    have that name, `COLLECTION_OF_ANOTHER` where one acts for another organization than the owner, `MANDATE_UNCLEAR`.
    """
    row = collection(actor, number)
    if actor.organization != row.organization_id:
        raise UsageError("COLLECTION_OF_ANOTHER", room="information", name=row.name)
    return give_mandate(
        actor, _organization(holder), powers=[power], starts=starts, ends=ends, document=document, concept=CONCEPT,
        object_id=row.pk,
    )  # fmt: skip


def revoke_access(actor: Actor, number: int, mandate: int, *, on: date, reason: str) -> Mandate:
    """Close it again from a day on. Raises NotFound `NO_COLLECTION`, `NO_MANDATE`; Forbidden; `MANDATE_REVOKED`."""
    row = collection(actor, number)
    found = mandates_of(actor, row).filter(pk=mandate).first()
    return revoke_mandate(actor, found.pk if found else 0, on=on, reason=reason)


def _organization(said: str) -> int:
    """The number of an organization, which one need not see to open something to it."""
    name = " ".join(said.split())
    every = Organization.objects.unscoped("one may mandate whom one cannot see")
    asked = Q(name__iexact=name) | Q(name_zh=name) | Q(code__iexact=name)
    if name.isascii() and name.isdecimal() and len(name) < _LONGEST_NUMBER:
        asked |= Q(pk=int(name))
    found = list(every.filter(asked).values_list("pk", flat=True)[:2])
    if not name or len(found) != 1:
        raise UsageError("COLLECTION_HOLDER", room="information", name=name, number=len(found))
    return found[0]
