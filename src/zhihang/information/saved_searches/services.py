"""Saving, changing and removing searches."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from zhihang.errors import Forbidden, UsageError
from zhihang.information.history.line import is_open, notation, written_out
from zhihang.information.saved_searches import namespace
from zhihang.information.saved_searches.models import SavedSearch
from zhihang.information.saved_searches.policy import may_change, may_save, may_share
from zhihang.information.saved_searches.selectors import names, saved_search, saved_searches
from zhihang.messages import Language
from zhihang.search.environment import Environment
from zhihang.search.notation import from_sexpr
from zhihang.search.parser import Query, parse
from zhihang.search.printing import print_query
from zhihang.search.tree import Saved, walk
from zhihang.text.folding import fold
from zhihang.workspace.actors.actor import Actor
from zhihang.workspace.audit.chain import difference
from zhihang.workspace.audit.services import record_change

_CONCEPT = "saved_searches.saved_search"


@transaction.atomic
def save_search(
    actor: Actor, name: str, text: str, *, is_shared: bool, environment: Environment, language: Language = "en"
) -> SavedSearch:
    """Keep a query under a name. `environment`: what `#n` and `##name` mean to the one who saves.

    What others could not read is written out: lines of a history always, private saved searches in a shared one.
    Raises Forbidden `SAVED_FORBIDDEN`, UsageError `SAVED_NAME`, `SAVED_NAME_TAKEN`, QueryError.
    """
    if actor.user is None or actor.organization is None or not may_save(actor) or (is_shared and not may_share(actor)):
        raise Forbidden("SAVED_FORBIDDEN", room="information")
    name, key = _checked(name)
    _require_free(actor, key, name)
    query = _read(actor, name, text, is_shared, environment, language)
    row = SavedSearch.objects.create(
        organization_id=actor.organization, name=name, key=key, is_shared=is_shared, created_by=actor.user,
        created_by_name=actor.name, query=query.text, tree=notation(query), grammar=query.grammar,
    )  # fmt: skip
    _note(actor, "save", row, difference({}, _said(row)))
    return row


@transaction.atomic
def change_search(
    actor: Actor, number: int, text: str, *, is_shared: bool, environment: Environment, language: Language = "en"
) -> SavedSearch:
    """Give a saved search another query, share it or take it back; every query that names it means the new one.

    Raises NotFound `NO_SAVED_SEARCH`, Forbidden `SAVED_FORBIDDEN`, UsageError `SAVED_IN_USE`, QueryError.
    """
    row = saved_search(actor, number)
    if not may_change(actor, row) or (is_shared and not row.is_shared and not may_share(actor)):
        raise Forbidden("SAVED_FORBIDDEN", room="information")
    if row.is_shared and not is_shared:
        _require_unused(actor, row)
    before = _said(row)
    query = _read(actor, row.name, text, is_shared, environment, language)
    row.query, row.tree, row.grammar, row.is_shared = query.text, notation(query), query.grammar, is_shared
    row.save()
    _note(actor, "change", row, difference(before, _said(row)))
    return row


@transaction.atomic
def remove_search(actor: Actor, number: int) -> None:
    """Remove it. Raises NotFound, Forbidden `SAVED_FORBIDDEN`, UsageError `SAVED_IN_USE` while another names it."""
    row = saved_search(actor, number)
    if not may_change(actor, row):
        raise Forbidden("SAVED_FORBIDDEN", room="information")
    _require_unused(actor, row)
    _note(actor, "remove", row, difference(_said(row), {}))
    row.delete()


def _checked(name: str) -> tuple[str, str]:
    name = " ".join(name.split())
    if not name or len(name) > 80 or any(sign in name for sign in '"\\#'):
        raise UsageError("SAVED_NAME", room="information", name=name[:80])
    return name, fold(name)


def _require_free(actor: Actor, key: str, name: str) -> None:
    # of the whole organization, private ones too: a name that is shared later must not change its meaning
    every = SavedSearch.objects.unscoped("a name means one thing in an organization")
    taken = actor.organization is not None and namespace.is_taken(actor.organization, name)
    if taken or every.filter(organization=actor.organization, key=key).exists():
        raise UsageError("SAVED_NAME_TAKEN", room="information", name=name)


def _require_unused(actor: Actor, row: SavedSearch) -> None:
    every = SavedSearch.objects.unscoped("who names it, also where the one who asks may not see it")
    users = [
        each.name
        for each in every.filter(organization=actor.organization).exclude(pk=row.pk)
        if any(isinstance(node, Saved) and fold(node.name) == row.key for node in walk(from_sexpr(each.tree)))
    ]
    if users:
        seen = {each.name for each in saved_searches(actor)}
        shown = [name for name in users if name in seen]
        raise UsageError(
            "SAVED_IN_USE", room="information", name=row.name, users=", ".join(f"##{name}" for name in shown) or "##…"
        )


def _read(actor: Actor, name: str, text: str, is_shared: bool, environment: Environment, language: Language) -> Query:
    known = Environment(environment.history, names(actor), saving=name)
    query = parse(text, language=language, environment=known)
    keep = frozenset(each.key for each in saved_searches(actor) if each.is_shared or not is_shared)
    if is_open(query.tree, known, keep):
        tree = written_out(query.tree, known, keep=keep)
        return Query(tree, (), print_query(tree))
    return query


def _said(row: SavedSearch) -> dict[str, Any]:
    return {"name": row.name, "query": row.query, "is_shared": row.is_shared}


def _note(actor: Actor, action: str, row: SavedSearch, changes: dict[str, list[Any]]) -> None:
    record_change(
        actor, action=action, concept=_CONCEPT, object_id=row.pk, name=row.name, changes=changes,
        organization=row.organization_id,
    )  # fmt: skip
