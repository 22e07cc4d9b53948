"""What an organization wrote on records as `##name` in queries and within collections.

    ##"tag:to read"      the records with a tag
    ##"rated:4"          rated 4 or better on average
    ##"Stage:near"       a value of a column of one's own; `*` any value, `near*` a beginning
    ##"Score:3..5"       numbers and dates from – to; `3..`, `..5`

Names are compared folded. A column called `tag` or `rated` is reached by its values all the same: these two words come
first.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Final

from django.db.models import Avg

from zhihang.corpus.plan import Records
from zhihang.information.annotations.models import Column, ColumnKind, ColumnValue, Rating, RecordTag
from zhihang.information.annotations.selectors import columns, tag_counts
from zhihang.information.saved_searches import namespace
from zhihang.search.environment import Stored
from zhihang.text.folding import fold
from zhihang.workspace.actors.actor import Actor

TAG: Final = "tag"
RATED: Final = "rated"
_SIGNS: Final = '"\\#'
_GRADES: Final = range(1, 6)


class NamedAnnotations:
    """The names of what is written on records."""

    def names(self, actor: Actor) -> Mapping[str, int | None]:
        """Tags with the number of their records, grades, and the columns with their choices."""
        found: dict[str, int | None] = {f"{TAG}:{tag.name}": number for tag, number in tag_counts(actor)}
        found |= {f"{RATED}:{grade}": None for grade in _GRADES if actor.organizations}
        for column in columns(actor):
            found |= {f"{column.name}:{value}": None for value in ("*", *column.choices)}
        return {name: number for name, number in found.items() if not any(sign in name for sign in _SIGNS)}

    def meaning(self, actor: Actor, name: str) -> Stored | None:
        """The records of a tag, a grade, a value."""
        word, sign, value = (part.strip() for part in fold(name).partition(":"))
        if not sign or not value or not actor.organizations:
            return None
        if word == TAG:
            found = _tagged(actor, value)
        elif word == RATED:
            found = _rated(actor, value)
        else:
            found = _with_value(actor, word, value)
        return None if found is None else Stored(set_of=Records(found))

    def is_taken(self, organization: int, name: str) -> bool:
        """Whether a name begins as the names of tags, grades or a column do."""
        word, sign, _ = fold(name).partition(":")
        every = Column.objects.unscoped("a name means one thing in an organization")
        known = every.filter(organization=organization, removed_at=None).values_list("name", flat=True)
        return bool(sign) and word.strip() in {TAG, RATED, *(fold(each) for each in known)}


def _tagged(actor: Actor, value: str) -> list[str] | None:
    numbers = [tag.pk for tag, _ in tag_counts(actor) if fold(tag.name).strip() == value]
    rows = RecordTag.objects.of(actor).filter(tag__in=numbers).order_by("id")
    return list(dict.fromkeys(rows.values_list("identifier", flat=True))) if numbers else None


def _rated(actor: Actor, value: str) -> list[str] | None:
    if value not in {str(grade) for grade in _GRADES}:
        return None
    means = Rating.objects.of(actor).values("identifier").annotate(mean=Avg("value")).filter(mean__gte=int(value))
    return list(means.order_by("identifier").values_list("identifier", flat=True))


def _with_value(actor: Actor, word: str, value: str) -> list[str] | None:
    column = next((each for each in columns(actor) if fold(each.name).strip() == word), None)
    if column is None:
        return None
    rows = ColumnValue.objects.of(actor).filter(column=column).order_by("id").values_list("identifier", "value")
    return [identifier for identifier, text in rows if _fits(column, text, value)]


def _fits(column: Column, text: str, wanted: str) -> bool:
    low, dots, high = wanted.partition("..")
    if dots and column.kind in (ColumnKind.NUMBER.value, ColumnKind.DATE.value):
        return _between(column, text, low.strip(), high.strip())
    folded = fold(text).strip()
    if wanted.endswith("*"):
        return folded.startswith(wanted[:-1])
    if column.kind == ColumnKind.NUMBER.value and (number := _number(wanted)) is not None:
        return _number(text) == number
    return folded == wanted


def _between(column: Column, text: str, low: str, high: str) -> bool:
    if column.kind == ColumnKind.DATE.value:
        return (not low or text >= low) and (not high or text[: len(high)] <= high)
    number, least, most = _number(text), _number(low), _number(high)
    if number is None or (low and least is None) or (high and most is None):
        return False
    return (least is None or number >= least) and (most is None or number <= most)


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


namespace.register(NamedAnnotations())
