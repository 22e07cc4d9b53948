"""Declaring watched folders, changing them, giving them up."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from zhihang.errors import Forbidden, NotFound, UsageError
from zhihang.information.corpora.places import Place
from zhihang.information.watched_folders.looking import allowed
from zhihang.information.watched_folders.models import WatchedFolder
from zhihang.information.watched_folders.policy import CONCEPT, may_declare
from zhihang.information.watched_folders.selectors import feedable, folder
from zhihang.sources.registry import source
from zhihang.workspace.actors.actor import Actor
from zhihang.workspace.audit.chain import difference
from zhihang.workspace.audit.services import record_change

_FIELDS = ("corpus", "path", "pattern", "product", "is_dated", "is_active")


@transaction.atomic
def declare_folder(
    actor: Actor, key: str, path: str, *, pattern: str = "*", product: str = "", is_dated: bool = True
) -> WatchedFolder:
    """Watch a folder for a corpus from now on: what lies in it already counts as new.

    Raises Forbidden `FOLDER_FORBIDDEN`; NotFound `NO_CORPUS_HERE`, `PRODUCT`; UsageError `FOLDER_NO_ROOTS`,
    `FOLDER_OUTSIDE`, `FOLDER_MISSING`, `FOLDER_TWICE`.
    """
    found = _corpus(actor, key)
    row = WatchedFolder(
        organization_id=found.organization, corpus=found.key, path=str(allowed(path)), made_by=actor.user,
        made_by_name=actor.name,
    )  # fmt: skip
    _set(row, pattern=pattern, product=product, is_dated=is_dated, is_active=True)
    same = WatchedFolder.objects.unscoped("a folder feeds a corpus once").filter(corpus=row.corpus, path=row.path)
    if same.exists():
        raise UsageError("FOLDER_TWICE", room="information", path=row.path)
    row.save()
    _note(actor, "declare", row, difference({}, _values(row)))
    return row


@transaction.atomic
def change_folder(
    actor: Actor, number: int, *, pattern: str, product: str, is_dated: bool, is_active: bool
) -> WatchedFolder:
    """Another pattern or product; resting or watched again. Raises NotFound `NO_FOLDER`, `PRODUCT`; Forbidden."""
    row = folder(actor, number)
    _require(actor)
    before = _values(row)
    _set(row, pattern=pattern, product=product, is_dated=is_dated, is_active=is_active)
    if changes := difference(before, _values(row)):
        row.save()
        _note(actor, "change", row, changes)
    return row


@transaction.atomic
def give_up_folder(actor: Actor, number: int) -> None:
    """Watch it no longer; its files and what came of them stay. Raises NotFound `NO_FOLDER`, Forbidden."""
    row = folder(actor, number)
    _require(actor)
    _note(actor, "give up", row, difference(_values(row), {}))
    row.delete()


def _require(actor: Actor) -> None:
    if not may_declare(actor):
        raise Forbidden("FOLDER_FORBIDDEN", room="information")


def _corpus(actor: Actor, key: str) -> Place:
    _require(actor)
    for each in feedable(actor):
        if each.key == key:
            return each
    raise NotFound("NO_CORPUS_HERE", room="information", corpus=key[:40])


def _set(row: WatchedFolder, *, pattern: str, product: str, is_dated: bool, is_active: bool) -> None:
    if product:
        source(product)
    row.pattern, row.product = " ".join(pattern.split())[:200] or "*", product
    row.is_dated, row.is_active = is_dated, is_active


def _values(row: WatchedFolder) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _FIELDS}


def _note(actor: Actor, action: str, row: WatchedFolder, changes: dict[str, list[Any]]) -> None:
    record_change(
        actor, action=action, concept=CONCEPT, object_id=row.pk, name=row.path, changes=changes,
        organization=row.organization_id,
    )  # fmt: skip
