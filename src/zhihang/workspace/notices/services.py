"""Telling people, and noting that they have read. Notices are not audited: they change nothing anybody owns."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from zhihang.messages import LANGUAGES, text
from zhihang.workspace.actors.actor import Actor
from zhihang.workspace.audit.chain import plain
from zhihang.workspace.notices.models import Notice


def tell(
    actor: Actor, recipients: Iterable[int], code: str, *, room: str = "workspace", link: str = "", **fields: Any
) -> int:
    """Tell people the message `code` of a room. `link` is an address of this site. How many were told.

    A message that does not exist, or lacks a field, is a programming error and fails here: KeyError.
    """
    for language in LANGUAGES:
        text(room, code, language, **fields)
    rows = [
        Notice(
            organization_id=actor.organization, recipient_id=user, room=room, code=code, fields=plain(fields), link=link
        )
        for user in sorted(set(recipients))
    ]
    return len(Notice.objects.bulk_create(rows))


def mark_read(actor: Actor, number: int | None = None) -> int:
    """One's own notice, or all of them, were read. How many changed; those of others are not there."""
    found = Notice.objects.of(actor).filter(read_at=None)
    return (found if number is None else found.filter(pk=number)).update(read_at=timezone.now())
