"""Making, changing and retiring private corpora."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from zhihang import config
from zhihang.corpus.edition import Corpus as CorpusFolder
from zhihang.errors import Forbidden, UsageError
from zhihang.information.corpora.models import PrivateCorpus
from zhihang.information.corpora.policy import CONCEPT, may_change, may_make, may_retire
from zhihang.information.corpora.selectors import place_of, private_corpus, retired_corpus
from zhihang.workspace.actors.actor import Actor
from zhihang.workspace.audit.chain import difference
from zhihang.workspace.audit.services import record_change

_FIELDS: Final = ("name", "description", "licence")
_LONGEST_NAME: Final = 120
_LONGEST_FOLDER: Final = 60


@transaction.atomic
def make_corpus(actor: Actor, name: str, *, description: str = "", licence: str = "") -> PrivateCorpus:
    """A private corpus of the organization acted for, empty yet: its folder is made and waits for files.

    Raises Forbidden `CORPUS_FORBIDDEN`; UsageError `CORPUS_NO_NAME`, `CORPUS_EXISTS`.
    """
    _require(may_make(actor))
    assert actor.organization is not None  # `may_make` asked for both
    assert actor.user is not None
    row = PrivateCorpus(
        organization_id=actor.organization, name=name.strip(), description=description.strip(), licence=licence.strip(),
        made_by=actor.user, made_by_name=actor.name, folder=_free_folder(actor.organization, name),
    )  # fmt: skip
    _require_name(row)
    row.save()
    CorpusFolder.create(place_of(actor, row).folder)
    _note(actor, "make", row, difference({}, {field: getattr(row, field) for field in (*_FIELDS, "folder")}))
    return row


@transaction.atomic
def change_corpus(actor: Actor, number: int, values: Mapping[str, str]) -> PrivateCorpus:
    """Another name, description or note on the licence; the folder stays.

    Raises NotFound `NO_CORPUS_HERE`, Forbidden `CORPUS_FORBIDDEN`, UsageError `CORPUS_NO_NAME`, `CORPUS_EXISTS`.
    """
    row = private_corpus(actor, number)
    _require(may_change(actor, place_of(actor, row)))
    before = {field: getattr(row, field) for field in _FIELDS}
    for field in _FIELDS:
        setattr(row, field, values.get(field, before[field]).strip())
    _require_name(row)
    if changes := difference(before, {field: getattr(row, field) for field in _FIELDS}):
        row.save(update_fields=list(_FIELDS))
        _note(actor, "change", row, changes)
    return row


@transaction.atomic
def retire_corpus(actor: Actor, number: int, *, reason: str = "") -> PrivateCorpus:
    """Nobody reads it from now on: searches, links and exports do as if it were not there. Its files stay.

    Raises NotFound `NO_CORPUS_HERE`, Forbidden `CORPUS_FORBIDDEN`.
    """
    row = private_corpus(actor, number)
    _require(may_retire(actor, place_of(actor, row)))
    row.retired_at = timezone.now()
    row.save(update_fields=["retired_at"])
    _note(actor, "retire", row, {"retired_at": [None, row.retired_at]}, reason)
    return row


@transaction.atomic
def restore_corpus(actor: Actor, number: int) -> PrivateCorpus:
    """Read it again. Raises NotFound `NO_CORPUS_HERE`, Forbidden `CORPUS_FORBIDDEN`, UsageError `CORPUS_EXISTS`."""
    row = retired_corpus(actor, number)
    _require(may_retire(actor, place_of(actor, row)))
    before, row.retired_at = row.retired_at, None
    _require_name(row)
    row.save(update_fields=["retired_at"])
    _note(actor, "restore", row, {"retired_at": [before, None]})
    return row


def _require(allowed: bool) -> None:
    if not allowed:
        raise Forbidden("CORPUS_FORBIDDEN", room="information")


def _require_name(row: PrivateCorpus) -> None:
    if not row.name or len(row.name) > _LONGEST_NAME:
        raise UsageError("CORPUS_NO_NAME", room="information")
    same = PrivateCorpus.objects.unscoped("names are unique in an organization").filter(
        organization=row.organization_id, name=row.name, retired_at=None
    )
    if same.exclude(pk=row.pk).exists():
        raise UsageError("CORPUS_EXISTS", room="information", name=row.name)


def _free_folder(organization: int, name: str) -> str:
    """A folder nobody had yet: owner and name, so that an operator knows it; a name in Chinese gives `corpus`."""
    stem = f"{organization}-{slugify(name)[:_LONGEST_FOLDER].strip('-') or 'corpus'}"
    root = Path(config.text_value("private_corpora"))
    begun = PrivateCorpus.objects.unscoped("folders are unique everywhere").filter(folder__startswith=stem)
    taken = set(begun.values_list("folder", flat=True))
    number, wanted = 1, stem
    while wanted in taken or (root / wanted).exists():
        number += 1
        wanted = f"{stem}-{number}"
    return wanted


def _note(actor: Actor, action: str, row: PrivateCorpus, changes: dict[str, Any], reason: str = "") -> None:
    record_change(
        actor, action=action, concept=CONCEPT, object_id=row.pk, name=row.name, changes=changes, reason=reason,
        organization=row.organization_id,
    )  # fmt: skip
