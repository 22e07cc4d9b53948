"""Reading what an organization added to records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import fmean
from typing import Any, TypeVar

from django.db.models import Count, QuerySet

from zhihang.errors import NotFound
from zhihang.information.annotations.models import Column, ColumnValue, Note, Rating, RecordTag, Tag
from zhihang.workspace.actors.actor import Actor

Rows = TypeVar("Rows", bound=QuerySet[Any])


@dataclass(slots=True)
class Annotated:
    """What stands on one record. `ratings`: (person, value); `own`: the asker's, 0 for none; `values` by column."""

    identifier: str
    tags: list[Tag] = field(default_factory=list)
    ratings: list[tuple[str, int]] = field(default_factory=list)
    own: int = 0
    notes: list[Note] = field(default_factory=list)
    values: dict[int, str] = field(default_factory=dict)

    @property
    def mean(self) -> float | None:
        """The mean of the ratings; None (undefined) where nobody rated."""
        return fmean(value for _, value in self.ratings) if self.ratings else None


def annotated(actor: Actor, identifiers: Sequence[str]) -> dict[str, Annotated]:
    """What stands on each of some records, in five questions however many they are."""
    found = {identifier: Annotated(identifier) for identifier in identifiers}
    if not actor.organizations:
        return found
    for tag in _on(RecordTag.objects.of(actor), identifiers).select_related("tag").order_by("tag__name"):
        found[tag.identifier].tags.append(tag.tag)
    for rating in _on(Rating.objects.of(actor), identifiers).select_related("user").order_by("at"):
        found[rating.identifier].ratings.append((str(rating.user), rating.value))
        if rating.user_id == actor.user and rating.organization_id == actor.organization:
            found[rating.identifier].own = rating.value
    for note in _on(Note.objects.of(actor), identifiers).filter(removed_at=None).order_by("id"):
        found[note.identifier].notes.append(note)
    for value in _on(ColumnValue.objects.of(actor), identifiers).filter(column__removed_at=None):
        found[value.identifier].values[value.column_id] = value.value
    return found


def _on(rows: Rows, identifiers: Sequence[str]) -> Rows:
    return rows.filter(identifier__in=identifiers)


def tags(actor: Actor) -> QuerySet[Tag]:
    """The tags of one's organizations, by name."""
    return Tag.objects.of(actor).order_by("name")


def tag(actor: Actor, number: int) -> Tag:
    """One of them. Raises NotFound `NO_TAG`."""
    found = tags(actor).filter(pk=number).first()
    if found is None:
        raise NotFound("NO_TAG", room="information", number=number)
    return found


def tag_counts(actor: Actor) -> list[tuple[Tag, int]]:
    """Each tag with the number of records that have it."""
    counted = RecordTag.objects.of(actor).values("tag").annotate(n=Count("id")).values_list("tag", "n")
    counts = dict(counted)
    return [(each, counts.get(each.pk, 0)) for each in tags(actor)]


def records_with_tag(actor: Actor, row: Tag) -> list[str]:
    """The identifiers of the records that have a tag."""
    return list(RecordTag.objects.of(actor).filter(tag=row).order_by("id").values_list("identifier", flat=True))


def columns(actor: Actor) -> QuerySet[Column]:
    """The columns of one's organizations."""
    return Column.objects.of(actor).filter(removed_at=None).order_by("id")


def removed_columns(actor: Actor) -> QuerySet[Column]:
    """Those that were taken away; their values wait for them."""
    return Column.objects.of(actor).exclude(removed_at=None).order_by("-removed_at")


def column(actor: Actor, number: int) -> Column:
    """One column that is there. Raises NotFound `NO_COLUMN`."""
    return _column(columns(actor), number)


def removed_column(actor: Actor, number: int) -> Column:
    """One that was taken away. Raises NotFound `NO_COLUMN`."""
    return _column(removed_columns(actor), number)


def _column(rows: QuerySet[Column], number: int) -> Column:
    found = rows.filter(pk=number).first()
    if found is None:
        raise NotFound("NO_COLUMN", room="information", number=number)
    return found


def note(actor: Actor, number: int) -> Note:
    """One note, a removed one too. Raises NotFound `NO_NOTE`."""
    found = Note.objects.of(actor).filter(pk=number).first()
    if found is None:
        raise NotFound("NO_NOTE", room="information", number=number)
    return found


def value_counts(actor: Actor, rows: Iterable[Column]) -> dict[int, int]:
    """How many records have a value in each column."""
    counts: dict[int, int] = defaultdict(int)
    counted = ColumnValue.objects.of(actor).filter(column__in=[row.pk for row in rows]).values("column")
    counts.update(counted.annotate(n=Count("id")).values_list("column", "n"))
    return counts
