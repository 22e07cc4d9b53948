"""The wall that PostgreSQL keeps: raw statements by a role that is no superuser, with and without a filter of ours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, models, transaction
from django.test import Client
from django.urls import path
from tests.workspace.conftest import World, _quick_passwords, signed_in, world

from zhihang.workspace.actors.actor import machine
from zhihang.workspace.actors.checks import walls_stand
from zhihang.workspace.actors.reach import EVERYTHING, NOTHING, Reach, act, reach, reach_of, reaching
from zhihang.workspace.actors.row_security import keep_walls, unwalled, wall_of, walls
from zhihang.workspace.audit.models import AuditEntry
from zhihang.workspace.jobs.declaring import DECLARED, Declared
from zhihang.workspace.jobs.models import Job
from zhihang.workspace.jobs.running import run_job
from zhihang.workspace.jobs.services import queue_job
from zhihang.workspace.notices.models import Notice
from zhihang.workspace.organizations.models import Organization

from .made_rows import made
from .server import READER

__all__ = ["_quick_passwords", "signed_in", "world"]

OWNED = [model for app in apps.get_app_configs() if app.name.startswith("zhihang.") for model in app.get_models()
         if wall_of(model) is not None]  # fmt: skip


@pytest.fixture
def as_application(db: None) -> Iterator[None]:
    """Statements come from a role that owns no table."""
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {READER}")
        cursor.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {READER}")
        cursor.execute(f"SET ROLE {READER}")
    yield
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


def counted(model: type[models.Model], wanted: Reach, where: str = "true") -> int:
    with reaching(wanted), connection.cursor() as cursor:
        cursor.execute(f'SELECT count(*) FROM "{model._meta.db_table}" WHERE {where}')
        return int(cursor.fetchone()[0])


def refuses(statement: str, wanted: Reach) -> bool:
    try:
        with transaction.atomic(), reaching(wanted), connection.cursor() as cursor:
            cursor.execute(statement)
    except ProgrammingError as error:
        return "row-level security" in str(error)
    return False


def test_the_role_goes_around_nothing(as_application: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (READER, False, False)
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user")
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize("model", OWNED, ids=lambda model: model.__name__)
def test_raw_statements_reach_the_acting_organization_only(
    model: type[models.Model], world: World, as_application: None
) -> None:
    mine, theirs = (made(model, place, world.stranger) for place in (world.company, world.other))
    both = f"{model._meta.pk.column} IN ('{mine.pk}', '{theirs.pk}')"
    assert counted(model, EVERYTHING, both) == 2
    assert counted(model, Reach(frozenset({world.company.pk}), frozenset({world.company.pk})), both) == 1
    assert counted(model, NOTHING) == 0
    assert counted(model, Reach(frozenset({world.group.pk}), user=world.member.pk), both) == 0
    with reaching(Reach(frozenset({world.company.pk}))), connection.cursor() as cursor:
        cursor.execute(f'DELETE FROM "{model._meta.db_table}" WHERE {model._meta.pk.column} = %s', [theirs.pk])
        assert cursor.rowcount == 0
    assert counted(model, EVERYTHING, both) == 2


def test_nothing_can_be_written_for_another_organization(world: World, as_application: None) -> None:
    mine = Reach(frozenset({world.company.pk}), user=world.member.pk)
    said = f"INSERT INTO information_tag (organization_id, name) VALUES ({world.other.pk}, 'x')"
    assert refuses(said, mine)
    assert refuses(said, NOTHING)
    assert not refuses(said.replace(f"({world.other.pk}", f"({world.company.pk}"), mine)
    assert refuses(f"UPDATE information_tag SET organization_id = {world.other.pk}", mine)


def test_the_audit_is_added_to_and_never_changed(world: World, as_application: None) -> None:
    assert counted(AuditEntry, EVERYTHING) > 0
    for statement in ("UPDATE workspace_auditentry SET reason = 'x'", "DELETE FROM workspace_auditentry"):
        with reaching(EVERYTHING), connection.cursor() as cursor:
            cursor.execute(statement)
            assert cursor.rowcount == 0


def test_a_person_has_the_own_rows_whatever_the_organization(world: World, as_application: None) -> None:
    for who in (world.stranger, world.outsider):
        made(Notice, world.company, who)
    assert counted(Notice, Reach(user=world.stranger.pk)) == 1
    assert counted(Notice, Reach(user=world.auditor.pk)) == 0


def test_a_filter_that_was_forgotten_shows_nothing_of_others(world: World, as_application: None) -> None:
    made(Notice, world.company, world.stranger)
    forgotten = Notice._base_manager.all()
    with reaching(reach_of(world.actor("outsider"))):
        assert [row.organization_id for row in forgotten.all()] == []
        assert Notice.objects.unscoped("tests").filter(organization=world.company).count() == 1
        assert forgotten.all().count() == 0  # the statement before left nothing behind
    with reaching(reach_of(world.actor("member"))):
        assert forgotten.all().count() == 1


def seen(request: Any) -> Any:
    from django.http import JsonResponse

    from zhihang.workspace.organizations.acting import actor_of

    before = list(Organization._base_manager.values_list("name", flat=True))
    actor_of(request)
    return JsonResponse({"before": before, "after": list(Organization._base_manager.values_list("name", flat=True))})


urlpatterns = [path("seen", seen)]


@pytest.mark.urls(__name__)
def test_a_request_reaches_what_its_actor_may_and_leaves_nothing(world: World, as_application: None) -> None:
    names = {"member": ["Made-up Batteries"], "outsider": ["Other Works"], "stranger": []}
    for who, after in names.items():
        client = Client()
        client.force_login(getattr(world, who))
        assert client.get("/seen").json() == {"before": [], "after": after}
    assert reach() == EVERYTHING  # as the tests themselves were before
    act(world.actor("member"))
    assert reach() == EVERYTHING  # outside a request nobody's actor narrows anything


def test_a_job_reaches_what_the_person_does_who_asked_for_it(world: World, as_application: None) -> None:
    DECLARED["look"] = Declared(
        "look", lambda progress: sorted(Organization._base_manager.values_list("name", flat=True))
    )
    seen = {}
    for who in ("member", "outsider", "stranger"):
        number = queue_job(world.actor(who), "look").pk
        run_job.call(str(number))
        seen[who] = Job.objects.unscoped("tests").get(pk=number).result
    own = queue_job(machine("tests"), "look").pk
    run_job.call(str(own))
    del DECLARED["look"]
    assert seen == {"member": ["Made-up Batteries"], "outsider": ["Other Works"], "stranger": []}
    assert len(Job.objects.unscoped("tests").get(pk=own).result) == 3


@pytest.mark.django_db(transaction=True)
def test_a_connection_never_keeps_whom_it_served() -> None:
    with reaching(Reach(frozenset({7}), user=8)), connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('zhihang.organizations', true)")
        assert cursor.fetchone() == ("7",)
    kept = connection.connection.execute("SELECT current_setting('zhihang.organizations', true)").fetchone()
    assert kept == ("",)
    with transaction.atomic(), connection.cursor() as cursor:
        with reaching(Reach(frozenset({7}))):
            cursor.execute("SELECT 1")
        with reaching(Reach(frozenset({9}))):
            cursor.executemany("SELECT %s", [(1,), (2,)])
            cursor.execute("SELECT current_setting('zhihang.organizations', true)")
            assert cursor.fetchone() == ("9",)


def test_walls_that_were_taken_down_are_raised_again(db: None) -> None:
    def standing() -> list[tuple[str, bool]]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT relname, relrowsecurity AND relforcerowsecurity FROM pg_class ORDER BY relname")
            return [row for row in cursor.fetchall() if row[0] in {wall.table for wall in walls()}]

    assert all(is_there for _, is_there in standing())
    assert len(standing()) == len(walls()) == len(OWNED)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE information_tag DISABLE ROW LEVEL SECURITY")
        cursor.execute("CREATE POLICY zhihang_wall_old ON information_note USING (true)")
    assert not all(is_there for _, is_there in standing())
    assert sorted(unwalled()) == ["information_note", "information_tag"]
    assert [found.id for found in walls_stand()] == ["zhihang.E002"]
    keep_walls()
    assert walls_stand() == []
    assert all(is_there for _, is_there in standing())
    with connection.cursor() as cursor:
        cursor.execute("SELECT polname FROM pg_policy WHERE polname = 'zhihang_wall_old'")
        assert cursor.fetchall() == []
