"""Founding organizations, moving them in the tree, and who belongs to them."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat, Substr

from zhihang.errors import Forbidden, UsageError
from zhihang.workspace.accounts.models import User
from zhihang.workspace.accounts.services import open_account
from zhihang.workspace.actors.actor import Actor, Role
from zhihang.workspace.actors.reach import everything
from zhihang.workspace.audit.chain import difference
from zhihang.workspace.audit.services import record_change
from zhihang.workspace.organizations.models import Membership, Organization
from zhihang.workspace.organizations.policy import may_administer, may_change_members, may_found
from zhihang.workspace.organizations.selectors import membership, organization

_ORGANIZATION, _MEMBERSHIP = "organizations.organization", "organizations.membership"


def _allow(allowed: bool) -> None:
    if not allowed:
        raise Forbidden("ORGANIZATION_FORBIDDEN", room="workspace")


@transaction.atomic
def found_organization(
    actor: Actor, name: str, *, name_zh: str = "", code: str = "", parent: int | None = None
) -> Organization:
    """A new organization, at the root or below another.

    Raises Forbidden, NotFound, UsageError `ORGANIZATION_EXISTS`.
    """
    above = None if parent is None else organization(actor, parent)
    _allow(may_found(actor, parent))
    same = Organization.objects.unscoped("names are unique below one parent").filter(parent=above, name=name.strip())
    if not name.strip() or same.exists():
        raise UsageError("ORGANIZATION_EXISTS", room="workspace", name=name)
    with everything("who founds a unit does not cover it before it is there"):
        row = Organization.objects.create(name=name.strip(), name_zh=name_zh.strip(), code=code.strip(), parent=above)
        row.path = f"{above.path if above else '/'}{row.pk}/"
        row.save(update_fields=["path"])
    changes = difference({}, {"name": row.name, "name_zh": row.name_zh, "code": row.code, "parent": parent})
    _note(actor, "found", row, changes)
    return row


@transaction.atomic
def rename_organization(actor: Actor, number: int, *, name: str, name_zh: str = "", code: str = "") -> Organization:
    """Another name. Raises Forbidden, NotFound, UsageError `ORGANIZATION_EXISTS`."""
    row = organization(actor, number)
    _allow(may_administer(actor, number) or actor.is_operator)
    same = Organization.objects.unscoped("names are unique below one parent").filter(
        parent=row.parent, name=name.strip()
    )
    if not name.strip() or same.exclude(pk=number).exists():
        raise UsageError("ORGANIZATION_EXISTS", room="workspace", name=name)
    before = {"name": row.name, "name_zh": row.name_zh, "code": row.code}
    row.name, row.name_zh, row.code = name.strip(), name_zh.strip(), code.strip()
    row.save(update_fields=list(before))
    _note(actor, "rename", row, difference(before, {"name": row.name, "name_zh": row.name_zh, "code": row.code}))
    return row


@transaction.atomic
def move_organization(actor: Actor, number: int, *, parent: int | None, reason: str) -> Organization:
    """Move an organization with all below it: a company is sold, a department joins another.

    Raises Forbidden, NotFound, UsageError `ORGANIZATION_LOOP` where the new place lies below the organization itself.
    """
    row = organization(actor, number)
    above = None if parent is None else organization(actor, parent)
    _allow(
        actor.is_operator or (above is not None and may_administer(actor, number) and may_administer(actor, above.pk))
    )
    old = str(row.path)
    if above is not None and str(above.path).startswith(old):
        raise UsageError("ORGANIZATION_LOOP", room="workspace", name=row.name, parent=above.name)
    new = f"{above.path if above else '/'}{row.pk}/"
    before = {"parent": row.parent.pk if row.parent else None}
    Organization.objects.unscoped("the whole branch moves").filter(path__startswith=old).update(
        path=Concat(Value(new), Substr("path", len(old) + 1))
    )
    row.parent, row.path = above, new
    row.save(update_fields=["parent"])
    _note(actor, "move", row, difference(before, {"parent": parent}), reason)
    return row


@transaction.atomic
def add_member(
    actor: Actor, number: int, email: str, *, role: Role, covers_units: bool = False, name: str = ""
) -> Membership:
    """Bring a person in by e-mail; one without an account gets one, whose password is set by the reset link.

    Raises Forbidden, NotFound, UsageError `ALREADY_MEMBER`.
    """
    row = organization(actor, number)
    _allow(may_change_members(actor, number))
    user = User.objects.filter(email__iexact=email.strip()).first() or open_account(actor, email, name=name)
    if Membership.objects.unscoped("one membership each").filter(organization=row, user=user).exists():
        raise UsageError("ALREADY_MEMBER", room="workspace", email=user.email)
    joined = Membership.objects.create(organization=row, user=user, role=role, covers_units=covers_units)
    changes = difference({}, {"role": role.value, "covers_units": covers_units})
    _note_member(actor, "add", joined, changes)
    return joined


@transaction.atomic
def change_role(actor: Actor, number: int, user: int, *, role: Role, covers_units: bool = False) -> Membership:
    """Another role. Raises Forbidden, NotFound, UsageError `LAST_ADMINISTRATOR`."""
    row = membership(actor, number, user)
    _allow(may_change_members(actor, number))
    if role != Role.ADMINISTRATOR:
        _require_another_administrator(row)
    before = {"role": row.role, "covers_units": row.covers_units}
    row.role, row.covers_units = role.value, covers_units
    row.save(update_fields=["role", "covers_units"])
    _note_member(actor, "change", row, difference(before, {"role": row.role, "covers_units": covers_units}))
    return row


@transaction.atomic
def remove_member(actor: Actor, number: int, user: int, *, reason: str = "") -> None:
    """The person no longer belongs here; one may also leave.

    Raises Forbidden, NotFound, UsageError `LAST_ADMINISTRATOR`.
    """
    row = membership(actor, number, user)
    _allow(may_change_members(actor, number) or actor.user == user)
    _require_another_administrator(row)
    _note_member(actor, "remove", row, difference({"role": row.role, "covers_units": row.covers_units}, {}), reason)
    row.delete()


def _require_another_administrator(row: Membership) -> None:
    others = Membership.objects.unscoped("an organization keeps an administrator").filter(
        organization=row.organization, role=Role.ADMINISTRATOR.value
    )
    if row.role == Role.ADMINISTRATOR and not others.exclude(pk=row.pk).exists():
        raise UsageError("LAST_ADMINISTRATOR", room="workspace", name=row.organization.name)


def _note(actor: Actor, action: str, row: Organization, changes: dict[str, list[object]], reason: str = "") -> None:
    record_change(
        actor, action=action, concept=_ORGANIZATION, object_id=row.pk, name=row.name, changes=changes, reason=reason,
        organization=row.pk,
    )  # fmt: skip


def _note_member(
    actor: Actor, action: str, row: Membership, changes: dict[str, list[object]], reason: str = ""
) -> None:
    record_change(
        actor, action=action, concept=_MEMBERSHIP, object_id=row.user.pk, name=row.user.email, changes=changes,
        reason=reason, organization=row.organization.pk,
    )  # fmt: skip
