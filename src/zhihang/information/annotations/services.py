"""Writing what an organization adds to records: one entry of the audit per record and change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from zhihang.errors import Forbidden, NotFound, UsageError
from zhihang.information.annotations.models import Column, ColumnKind, ColumnValue, Note, Rating, RecordTag, Tag
from zhihang.information.annotations.policy import may_annotate, may_change_note, may_shape
from zhihang.information.annotations.selectors import column, note, removed_column
from zhihang.information.collections.answering import unknown
from zhihang.library import Corpus
from zhihang.workspace.actors.actor import Actor
from zhihang.workspace.audit.chain import difference
from zhihang.workspace.audit.services import record_change

LONGEST_NOTE: Final = 20_000
_TAG, _RATING, _NOTE, _COLUMN = (f"annotations.{concept}" for concept in ("tag", "rating", "note", "column"))


def _begin(actor: Actor, corpus: Corpus, identifiers: Iterable[str]) -> tuple[int, int, list[str]]:
    """Person, organization and records of a write. Raises Forbidden `ANNOTATION_FORBIDDEN`, NotFound `NO_RECORDS`."""
    if not may_annotate(actor) or actor.user is None or actor.organization is None:
        raise Forbidden("ANNOTATION_FORBIDDEN", room="information")
    wanted = list(dict.fromkeys(identifiers))
    if strange := unknown(corpus, wanted):
        raise NotFound("NO_RECORDS", room="information", number=len(strange), records=", ".join(strange[:5]))
    return actor.user, actor.organization, wanted


@transaction.atomic
def tag_records(actor: Actor, identifiers: Sequence[str], name: str, corpus: Corpus) -> int:
    """Put a tag on records, a new one where the organization has none of that name; how many were without it.

    Raises Forbidden, NotFound, UsageError `TAG_NAME`.
    """
    user, organization, wanted = _begin(actor, corpus, identifiers)
    name = " ".join(name.split())
    if not 0 < len(name) <= 60:
        raise UsageError("TAG_NAME", room="information")
    tag = Tag.objects.of(actor).filter(organization=organization, name__iexact=name).first()
    if tag is None:
        tag = Tag.objects.create(organization_id=organization, name=name)
    had = set(RecordTag.objects.of(actor).filter(tag=tag).values_list("identifier", flat=True))
    new = [identifier for identifier in wanted if identifier not in had]
    RecordTag.objects.bulk_create(
        RecordTag(organization_id=organization, identifier=each, edition=corpus.edition_id, tag=tag, by=user)
        for each in new
    )
    for identifier in new:
        _note(actor, "tag", _TAG, identifier, {"tag": [None, tag.name]})
    return len(new)


@transaction.atomic
def untag_record(actor: Actor, identifier: str, number: int) -> None:
    """Take a tag off a record. Raises Forbidden, NotFound `NO_TAG`."""
    if not may_annotate(actor):
        raise Forbidden("ANNOTATION_FORBIDDEN", room="information")
    row = RecordTag.objects.of(actor).filter(tag=number, identifier=identifier).select_related("tag").first()
    if row is None:
        raise NotFound("NO_TAG", room="information", number=number)
    _note(actor, "untag", _TAG, identifier, {"tag": [row.tag.name, None]})
    row.delete()


@transaction.atomic
def rate_records(actor: Actor, identifiers: Sequence[str], value: int, corpus: Corpus) -> int:
    """Rate records from 1 to 5; 0 takes one's own rating back. How many changed.

    Raises Forbidden, NotFound, UsageError `RATING`.
    """
    user, organization, wanted = _begin(actor, corpus, identifiers)
    if not 0 <= value <= 5:
        raise UsageError("RATING", room="information", value=value)
    mine = Rating.objects.of(actor).filter(organization=organization, user=user, identifier__in=wanted)
    before = dict(mine.values_list("identifier", "value"))
    changed = [identifier for identifier in wanted if before.get(identifier, 0) != value]
    mine.filter(identifier__in=changed).delete()
    if value:
        Rating.objects.bulk_create(
            Rating(organization_id=organization, identifier=each, edition=corpus.edition_id, user_id=user, value=value)
            for each in changed
        )
    for identifier in changed:
        _note(actor, "rate", _RATING, identifier, {"rating": [before.get(identifier), value or None]})
    return len(changed)


@transaction.atomic
def write_note(actor: Actor, identifier: str, text: str, corpus: Corpus) -> Note:
    """Write a note on a record. Raises Forbidden, NotFound, UsageError `NOTE_TEXT`."""
    user, organization, (identifier,) = _begin(actor, corpus, [identifier])
    row = Note(
        organization_id=organization, identifier=identifier, edition=corpus.edition_id, author=user,
        author_name=actor.name, text=_text(text),
    )  # fmt: skip
    row.save()
    _note(actor, "write", _NOTE, identifier, {"text": [None, row.text]})
    return row


@transaction.atomic
def write_notes(actor: Actor, identifiers: Sequence[str], text: str, corpus: Corpus) -> int:
    """Write the same note on several records; how many. Raises Forbidden, NotFound, UsageError `NOTE_TEXT`."""
    user, organization, wanted = _begin(actor, corpus, identifiers)
    said = _text(text)
    Note.objects.bulk_create(
        Note(
            organization_id=organization, identifier=identifier, edition=corpus.edition_id, author=user,
            author_name=actor.name, text=said,
        )
        for identifier in wanted
    )  # fmt: skip
    for identifier in wanted:
        _note(actor, "write", _NOTE, identifier, {"text": [None, said]})
    return len(wanted)


@transaction.atomic
def change_note(actor: Actor, number: int, text: str) -> Note:
    """Write a note anew; the old text stays in the audit. Raises NotFound, Forbidden, UsageError `NOTE_TEXT`."""
    row = _own_note(actor, number)
    before, row.text = row.text, _text(text)
    if before != row.text:
        row.changed_at = timezone.now()
        row.save(update_fields=["text", "changed_at"])
        _note(actor, "change", _NOTE, row.identifier, {"text": [before, row.text]})
    return row


@transaction.atomic
def remove_note(actor: Actor, number: int) -> Note:
    """Take a note away; `restore_note` brings it back. Raises NotFound, Forbidden."""
    row = _own_note(actor, number)
    row.removed_at = timezone.now()
    row.save(update_fields=["removed_at"])
    _note(actor, "remove", _NOTE, row.identifier, {"text": [row.text, None]})
    return row


@transaction.atomic
def restore_note(actor: Actor, number: int) -> Note:
    """Bring a note back. Raises NotFound, Forbidden."""
    row = _own_note(actor, number)
    row.removed_at = None
    row.save(update_fields=["removed_at"])
    _note(actor, "restore", _NOTE, row.identifier, {"text": [None, row.text]})
    return row


def _own_note(actor: Actor, number: int) -> Note:
    row = note(actor, number)
    if not may_change_note(actor, row):
        raise Forbidden("ANNOTATION_FORBIDDEN", room="information")
    return row


def _text(text: str) -> str:
    text = text.replace("\r\n", "\n").strip()
    if not 0 < len(text) <= LONGEST_NOTE:
        raise UsageError("NOTE_TEXT", room="information", most=LONGEST_NOTE)
    return text


@transaction.atomic
def make_column(actor: Actor, name: str, kind: ColumnKind, choices: Sequence[str] = ()) -> Column:
    """A new column of the organization. Raises Forbidden, UsageError `COLUMN_NAME`, `COLUMN_CHOICES`."""
    if not may_shape(actor) or actor.organization is None:
        raise Forbidden("COLUMN_FORBIDDEN", room="information")
    given = list(dict.fromkeys(choice.strip() for choice in choices if choice.strip()))
    if (kind == ColumnKind.CHOICE) != bool(given):
        raise UsageError("COLUMN_CHOICES", room="information")
    row = Column(organization_id=actor.organization, name=name.strip(), kind=kind.value, choices=given)
    _require_column_name(row)
    row.save()
    changes = difference({}, {"name": row.name, "kind": row.kind, "choices": given or None})
    _note(actor, "make", _COLUMN, str(row.pk), changes)
    return row


@transaction.atomic
def remove_column(actor: Actor, number: int) -> Column:
    """Take a column away; its values wait for `restore_column`. Raises NotFound, Forbidden."""
    row = column(actor, number)
    return _mark(actor, row, "remove", removed=True)


@transaction.atomic
def restore_column(actor: Actor, number: int) -> Column:
    """Bring a column back with its values. Raises NotFound, Forbidden, UsageError `COLUMN_NAME`."""
    row = removed_column(actor, number)
    _require_column_name(row)
    return _mark(actor, row, "restore", removed=False)


def _mark(actor: Actor, row: Column, action: str, *, removed: bool) -> Column:
    if not may_shape(actor):
        raise Forbidden("COLUMN_FORBIDDEN", room="information")
    row.removed_at = timezone.now() if removed else None
    row.save(update_fields=["removed_at"])
    _note(actor, action, _COLUMN, str(row.pk), {"name": [row.name, None] if removed else [None, row.name]})
    return row


def _require_column_name(row: Column) -> None:
    same = Column.objects.unscoped("names are unique in an organization").filter(
        organization=row.organization_id, name=row.name, removed_at=None
    )
    if not 0 < len(row.name) <= 60 or same.exclude(pk=row.pk).exists():
        raise UsageError("COLUMN_NAME", room="information", name=row.name)


@transaction.atomic
def set_values(actor: Actor, identifiers: Sequence[str], number: int, value: str, corpus: Corpus) -> int:
    """Give records a value in a column, or none with an empty one; how many changed.

    Raises NotFound `NO_COLUMN`, `NO_RECORDS`; Forbidden; UsageError `COLUMN_VALUE`.
    """
    row = column(actor, number)
    user, _, wanted = _begin(actor, corpus, identifiers)
    value = _value(row, value.strip())
    known = ColumnValue.objects.of(actor).filter(column=row, identifier__in=wanted)
    before = dict(known.values_list("identifier", "value"))
    changed = [identifier for identifier in wanted if before.get(identifier, "") != value]
    known.filter(identifier__in=changed).delete()
    if value:
        edition = corpus.edition_id
        ColumnValue.objects.bulk_create(
            ColumnValue(
                organization_id=row.organization_id, identifier=each, edition=edition, column=row, value=value, by=user
            )
            for each in changed
        )
    for identifier in changed:
        _note(actor, "set", _COLUMN, identifier, {row.name: [before.get(identifier), value or None]})
    return len(changed)


def _value(row: Column, value: str) -> str:
    """The value as it is kept. Raises UsageError `COLUMN_VALUE`."""
    try:
        match value and row.kind:
            case ColumnKind.NUMBER:
                number = Decimal(value.replace(",", ""))
                return f"{number:f}" if number.is_finite() else _refused(row, value)
            case ColumnKind.DATE:
                return date.fromisoformat(value).isoformat()
            case ColumnKind.CHOICE if value not in row.choices:
                return _refused(row, value)
    except (InvalidOperation, ValueError):
        return _refused(row, value)
    return value


def _refused(row: Column, value: str) -> str:
    wanted = ", ".join(row.choices) or {"number": "12.5", "date": "2026-10-08"}[row.kind]
    raise UsageError("COLUMN_VALUE", room="information", value=value, name=row.name, wanted=wanted)


def _note(actor: Actor, action: str, concept: str, object_id: str, changes: Mapping[str, Any]) -> None:
    record_change(
        actor, action=action, concept=concept, object_id=object_id, name=object_id, changes=changes,
        organization=actor.organization,
    )  # fmt: skip
