"""Writing collections: who may, what it does, what the audit says, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from zhihang.errors import Forbidden, NotFound, QueryError, UsageError
from zhihang.information.collections.answering import unknown
from zhihang.information.collections.models import CollectedRecord, Collection, Kind, Theme
from zhihang.information.collections.policy import CONCEPT, Sharing, may_make, may_remove
from zhihang.information.collections.selectors import (
    collected,
    collection,
    combinations_with,
    identifiers,
    may_edit,
    parts,
    removed_collection,
)
from zhihang.information.saved_searches.models import SavedSearch
from zhihang.information.saved_searches.namespace import written
from zhihang.information.saved_searches.selectors import names
from zhihang.library import Corpus
from zhihang.search.environment import Environment
from zhihang.search.parser import parse
from zhihang.search.tree import Saved, walk
from zhihang.text.folding import fold
from zhihang.workspace.actors.actor import Actor
from zhihang.workspace.actors.reach import everything
from zhihang.workspace.audit.chain import difference
from zhihang.workspace.audit.models import AuditEntry
from zhihang.workspace.audit.services import record_change

_FIELDS: Final = ("name", "description", "query", "theme", "sharing")
_WIDTH: Final = {Sharing.PRIVATE: 0, Sharing.READABLE: 1, Sharing.WRITABLE: 1}
_BATCH: Final = 2_000
_SHOWN: Final = 5


def require(allowed: bool) -> None:
    """Raises Forbidden `COLLECTION_FORBIDDEN` unless allowed."""
    if not allowed:
        raise Forbidden("COLLECTION_FORBIDDEN", room="information")


@transaction.atomic
def make_list(
    actor: Actor, name: str, *, description: str = "", sharing: Sharing = Sharing.PRIVATE, records: Sequence[str] = (),
    corpus: Corpus | None = None, reason: str = "",
) -> Collection:  # fmt: skip
    """A static collection, empty or of some records of a corpus, in their order.

    Raises Forbidden; UsageError `COLLECTION_EXISTS`, `COLLECTION_NO_NAME`; NotFound `NO_RECORDS`.
    """
    row = make(actor, Kind.STATIC, name, {"description": description, "sharing": sharing}, reason=reason)
    if records:
        if corpus is None:
            raise NotFound("NO_RECORDS", room="information", number=len(records), records=_some(records))
        add_records(actor, row.pk, records, corpus)
    return row


@transaction.atomic
def make_live(
    actor: Actor, name: str, query: str, *, description: str = "", sharing: Sharing = Sharing.PRIVATE, theme: str = ""
) -> Collection:
    """A live collection of a query; with a theme, a thematic database.

    Raises Forbidden; UsageError `COLLECTION_EXISTS`, `COLLECTION_NO_NAME`, `COLLECTION_THEME`; QueryError.
    """
    require_readable(actor, query)
    values = {"description": description, "sharing": sharing, "query": query.strip(), "theme": theme}
    return make(actor, Kind.LIVE, name, values)


def make(actor: Actor, kind: Kind, name: str, values: Mapping[str, str], *, reason: str = "") -> Collection:
    """Add a row and say so in the audit; the callers are the services that know what the collection is made of."""
    require(may_make(actor))
    _require_theme(values.get("theme", ""))
    assert actor.organization is not None  # `may_make` asked for both
    assert actor.user is not None
    row = Collection(organization_id=actor.organization, kind=kind.value, created_by=actor.user, name=name.strip())
    for field, value in values.items():
        setattr(row, field, str(value).strip())
    _require_name(row)
    row.save()
    made = {field: getattr(row, field) for field in (*_FIELDS, "kind", "operation") if getattr(row, field)}
    note(actor, "make", row, difference({}, made), reason)
    return row


@transaction.atomic
def change_collection(actor: Actor, number: int, values: Mapping[str, str]) -> Collection:
    """Change name, description, query, theme or sharing; only what differs is written.

    Raises NotFound, Forbidden, QueryError; UsageError `COLLECTION_EXISTS`, `COLLECTION_NO_NAME`, `COLLECTION_THEME`,
    `COLLECTION_NO_QUERY` (a list or a combination has none), `COLLECTION_SHARED_FURTHER`.
    """
    row = collection(actor, number)
    require(may_edit(actor, row))
    before = {field: getattr(row, field) for field in _FIELDS}
    for field in _FIELDS:
        setattr(row, field, str(values.get(field, before[field])).strip())
    changes = difference(before, {field: getattr(row, field) for field in _FIELDS})
    if "sharing" in changes:
        require(may_remove(actor, row))
        require_sharing(actor, row)
    if "query" in changes or "theme" in changes:
        _require_live(actor, row)
    if changes:
        _require_name(row)
        with for_the_owner(actor, row):
            row.save()
            note(actor, "change", row, changes)
    return row


@transaction.atomic
def add_records(actor: Actor, number: int, records: Iterable[str], corpus: Corpus) -> int:
    """Take records of a corpus into a list, in their order; how many were new.

    Raises NotFound `NO_COLLECTION`, `NO_RECORDS` (some are not in the edition); Forbidden; UsageError `NOT_A_LIST`.
    """
    row = _list(actor, number)
    wanted = list(dict.fromkeys(records))
    if strange := unknown(corpus, wanted):
        raise NotFound("NO_RECORDS", room="information", number=len(strange), records=_some(strange))
    return _add(actor, row, wanted, corpus.edition_id, "add records")


def _add(actor: Actor, row: Collection, wanted: Sequence[str], edition: str, action: str) -> int:
    known = set(identifiers(actor, row))
    new = [identifier for identifier in wanted if identifier not in known]
    rows = [CollectedRecord(collection=row, identifier=each, edition=edition, added_by=actor.user) for each in new]
    with for_the_owner(actor, row):
        if new:
            CollectedRecord.objects.bulk_create(rows, batch_size=_BATCH)
            row.save(update_fields=["changed_at"])
            note(actor, action, row, {"records": [None, new], "edition": [None, edition]})
    return len(new)


def for_the_owner(actor: Actor, row: Collection) -> AbstractContextManager[None]:
    """A block that writes on a collection which a mandate lets the actor edit: the database's wall lets it through."""
    is_own = actor.covers(row.organization_id)
    return nullcontext() if is_own else everything("a mandate lets another organization edit the collection")


@transaction.atomic
def remove_records(actor: Actor, number: int, records: Iterable[str], *, reason: str = "") -> AuditEntry | None:
    """Take records out of a list; the entry by which `undo_removal` puts them back, None where none was in it.

    Raises NotFound `NO_COLLECTION`, Forbidden, UsageError `NOT_A_LIST`.
    """
    row = _list(actor, number)
    leaving = set(records)
    found = [(each.pk, each.identifier, each.edition) for each in collected(actor, row) if each.identifier in leaving]
    if not found:
        return None
    for start in range(0, len(found), _BATCH):
        chunk = [pk for pk, _, _ in found[start : start + _BATCH]]
        CollectedRecord.objects.unscoped("they were found for the actor").filter(pk__in=chunk).delete()
    gone = [[identifier, edition] for _, identifier, edition in found]
    with for_the_owner(actor, row):
        row.save(update_fields=["changed_at"])
        return note(actor, "remove records", row, {"records": [gone, None]}, reason)


@transaction.atomic
def undo_removal(actor: Actor, number: int, entry: int) -> int:
    """Put back what an earlier `remove_records` took out; how many records.

    Raises NotFound `NO_COLLECTION`, `NO_REMOVAL`; Forbidden; UsageError `NOT_A_LIST`.
    """
    row = _list(actor, number)
    said = AuditEntry.objects.unscoped("who may change the list may undo what was done to it").filter(
        pk=entry, concept=CONCEPT, object_id=str(row.pk), action="remove records", organization=row.organization_id
    )
    written = said.first()
    if written is None:
        raise NotFound("NO_REMOVAL", room="information")
    put_back = 0
    by_edition: dict[str, list[str]] = {}
    for identifier, edition in written.changes["records"][0]:
        by_edition.setdefault(edition, []).append(identifier)
    for edition, gone in by_edition.items():
        put_back += _add(actor, row, gone, edition, "put records back")
    return put_back


@transaction.atomic
def remove_collection(actor: Actor, number: int, *, reason: str = "") -> Collection:
    """Take a collection away; it can be brought back.

    Raises NotFound, Forbidden; UsageError `COLLECTION_IN_USE` where combinations are made of it.
    """
    row = collection(actor, number)
    require(may_remove(actor, row))
    if using := combinations_with(actor, row):
        raise UsageError("COLLECTION_IN_USE", room="information", names=_some([each.name for each in using]))
    row.removed_at = timezone.now()
    row.save(update_fields=["removed_at", "changed_at"])
    note(actor, "remove", row, {"removed_at": [None, row.removed_at]}, reason)
    return row


@transaction.atomic
def restore_collection(actor: Actor, number: int) -> Collection:
    """Bring back a collection that was taken away. Raises NotFound, Forbidden, UsageError `COLLECTION_EXISTS`."""
    row = removed_collection(actor, number)
    require(may_remove(actor, row))
    before, row.removed_at = row.removed_at, None
    _require_name(row)
    row.save(update_fields=["removed_at", "changed_at"])
    note(actor, "restore", row, {"removed_at": [before, None]})
    return row


def require_sharing(actor: Actor, row: Collection) -> None:
    """A combination is shared no further than its parts. Raises UsageError `COLLECTION_SHARED_FURTHER`."""
    if row.sharing not in {each.value for each in Sharing}:
        raise UsageError("NO_SHARING", room="information", sharing=row.sharing)
    width = _WIDTH[Sharing(row.sharing)]
    narrower = [each for each in parts(actor, row) if _WIDTH[Sharing(each.sharing)] < width]
    wider = [each for each in combinations_with(actor, row) if _WIDTH[Sharing(each.sharing)] > width]
    if narrower or wider:
        names = _some([each.name for each in [*narrower, *wider]])
        raise UsageError("COLLECTION_SHARED_FURTHER", room="information", names=names)


def require_readable(actor: Actor, query: str) -> None:
    """Raises QueryError where a query cannot be read, UsageError `COLLECTION_EMPTY_QUERY` where there is none, and
    `COLLECTION_NAMES_OTHERS` where it names a set that changes with the work."""
    if not query.strip():
        raise UsageError("COLLECTION_EMPTY_QUERY", room="information")
    try:
        read = parse(query, environment=Environment(saved=names(actor)))
    except QueryError as error:
        error.query = query
        raise
    if named := [node.name for node in walk(read.tree) if isinstance(node, Saved)]:
        raise UsageError("COLLECTION_NAMES_OTHERS", room="information", names=", ".join(map(written, named)))


def _require_live(actor: Actor, row: Collection) -> None:
    _require_theme(row.theme)
    if row.kind != Kind.LIVE:
        raise UsageError("COLLECTION_NO_QUERY", room="information", name=row.name)
    if row.query or not row.operation:
        if row.operation:
            raise UsageError("COLLECTION_NO_QUERY", room="information", name=row.name)
        require_readable(actor, row.query)


def _require_theme(theme: str) -> None:
    if theme and theme not in {each.value for each in Theme}:
        raise UsageError("COLLECTION_THEME", room="information", theme=theme, themes=", ".join(Theme))


def _require_name(row: Collection) -> None:
    if not row.name or len(row.name) > 120:
        raise UsageError("COLLECTION_NO_NAME", room="information")
    same = Collection.objects.unscoped("names are unique in an organization, private ones included").filter(
        organization=row.organization_id, name=row.name, removed_at=None
    )
    if same.exclude(pk=row.pk).exists():
        raise UsageError("COLLECTION_EXISTS", room="information", name=row.name)
    saved = SavedSearch.objects.unscoped("a name means one thing in an organization")
    if saved.filter(organization=row.organization_id, key=fold(row.name)).exists():
        raise UsageError("COLLECTION_NAME_SAVED", room="information", name=row.name, proposal=f"{row.name} (2)")


def _list(actor: Actor, number: int) -> Collection:
    row = collection(actor, number)
    require(may_edit(actor, row))
    if not row.is_static:
        raise UsageError("NOT_A_LIST", room="information", name=row.name)
    return row


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_SHOWN])
    return shown if len(names) <= _SHOWN else f"{shown} …"


def note(actor: Actor, action: str, row: Collection, changes: Mapping[str, Any], reason: str = "") -> AuditEntry:
    """One entry of the audit about a collection."""
    return record_change(
        actor, action=action, concept=CONCEPT, object_id=row.pk, name=row.name, changes=changes, reason=reason,
        organization=row.organization_id,
    )  # fmt: skip
