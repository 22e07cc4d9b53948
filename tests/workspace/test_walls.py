"""The wall between organizations: every model and every selector of the workspace, and of the apps after it."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

import zhihang.workspace
from zhihang.errors import ZhihangError
from zhihang.workspace.accounts.models import User
from zhihang.workspace.actors.actor import Actor
from zhihang.workspace.actors.row_security import wall_of, walls
from zhihang.workspace.actors.scoping import ScopedManager

OPEN_MODELS = {User: "a person belongs to no organization; memberships say where"}
OPEN_SELECTORS = {"paths_below": "actors are made from it"}
OURS = [model for app in ("workspace", "information") for model in apps.get_app_config(app).get_models()]


@pytest.mark.parametrize(
    "model", [model for model in OURS if model not in OPEN_MODELS], ids=lambda model: model.__name__
)
@pytest.mark.parametrize("asked", ["all", "count", "first", "exists", "values", "iterator"])
def test_no_model_answers_an_unscoped_query(model: type[models.Model], asked: str) -> None:
    manager = model._default_manager
    assert isinstance(manager, ScopedManager)
    with pytest.raises(ZhihangError) as caught:
        getattr(manager, asked)()
    assert caught.value.code == "UNSCOPED_QUERY"


@pytest.mark.parametrize(
    "model", [model for model in OURS if model not in OPEN_MODELS], ids=lambda model: model.__name__
)
def test_nobody_sees_nothing(model: type[models.Model], world: object) -> None:
    assert list(model._default_manager.of(Actor())) == []  # type: ignore[attr-defined]


NOBODYS = {
    "User": "a person belongs to no organization; memberships say where",
    "ApiWindow": "counts requests of askers, known by a number or a hash",
    "Schedule": "when the installation's own jobs are due",
}


def test_the_database_has_a_wall_for_every_table_that_somebody_owns() -> None:
    without = {model.__name__ for model in OURS if wall_of(model) is None}
    assert without == set(NOBODYS), "say at its manager whose the rows are, or here why they are nobody's"
    assert {wall.table for wall in walls()} == {model._meta.db_table for model in OURS if model.__name__ not in NOBODYS}


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("workspace_organization", "zhihang.known"),
        ("workspace_mandate", '"holder_id" = ANY'),
        ("workspace_notice", '"recipient_id" = NULLIF'),
        ("workspace_job", "zhihang.operator"),
        ("information_collectedrecord", '"collection_id" IN (SELECT "id" FROM "information_collection")'),
    ],
)
def test_whose_rows_are_whose(table: str, said: str) -> None:
    wall = next(wall for wall in walls() if wall.table == table)
    assert said in wall.condition
    assert len(wall.policies()) == 1


def test_what_is_written_once_has_no_policy_for_changing_it() -> None:
    wall = next(wall for wall in walls() if wall.table == "workspace_auditentry")
    assert sorted(statement.split(" FOR ")[1].split()[0] for _, statement in wall.policies()) == ["INSERT", "SELECT"]


def selectors() -> Iterator[tuple[str, Callable[..., Any]]]:
    for found in pkgutil.walk_packages(zhihang.workspace.__path__, "zhihang.workspace."):
        if found.name.endswith(".selectors"):
            module = import_module(found.name)
            for name, function in inspect.getmembers(module, inspect.isfunction):
                if function.__module__ == found.name and not name.startswith("_"):
                    yield f"{found.name.split('.')[-2]}.{name}", function


@pytest.mark.parametrize(("name", "function"), list(selectors()))
def test_every_selector_takes_an_actor_first(name: str, function: Callable[..., Any]) -> None:
    if name.split(".")[1] in OPEN_SELECTORS:
        return
    first = next(iter(inspect.signature(function).parameters.values()))
    assert (first.name, first.annotation) == ("actor", "Actor")


def test_an_unscoped_query_says_why() -> None:
    with pytest.raises(ZhihangError):
        OURS[1]._default_manager.unscoped("")  # type: ignore[attr-defined]


def test_relations_do_not_go_around_the_wall() -> None:
    for model in OURS:
        back = [field.name for field in model._meta.related_objects if field.related_model in OURS]
        assert [name for name in back if not name.endswith("+")] == [], model


ORDERS = {
    "workspace": ("audit", "accounts", "organizations", "mandates", "notices", "jobs"),
    "information": (
        "corpora",
        "api",
        "history",
        "saved_searches",
        "collections",
        "annotations",
        "reviews",
        "exports",
        "intake",
        "watched_folders",
    ),
}


def test_foreign_keys_follow_the_order_of_the_concepts() -> None:
    for model in OURS:
        app, concept = model.__module__.split(".")[1:3]
        for field in model._meta.get_fields():
            target = field.related_model if field.many_to_one or field.one_to_one else None
            if isinstance(target, type) and target.__module__.startswith(f"zhihang.{app}."):
                order = ORDERS[app]
                assert concept in order, f"{app}.{concept} has no place in the order"
                assert order.index(target.__module__.split(".")[2]) <= order.index(concept), (model, field)


def test_migrations_say_what_the_models_say(db: None) -> None:
    call_command("makemigrations", check=True, dry_run=True, stdout=StringIO(), verbosity=1)
