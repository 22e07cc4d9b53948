"""Sealing: whatever is done to a sealed entry is found."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from zhihang.errors import ZhihangError
from zhihang.workspace.actors.actor import machine
from zhihang.workspace.audit.chain import FIRST, difference, plain, seal_of
from zhihang.workspace.audit.models import AuditEntry, AuditSeal
from zhihang.workspace.audit.services import record_change, seal_entries
from zhihang.workspace.audit.verifying import verified

JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=8)


@given(JSON, JSON)
def test_a_difference_names_exactly_what_differs(one: object, other: object) -> None:
    found = difference({"a": one, "same": 1}, {"a": other, "same": 1})
    assert found == ({} if plain(one) == plain(other) else {"a": [plain(one), plain(other)]})


@given(st.dictionaries(st.text(), JSON), st.dictionaries(st.text(), JSON))
def test_seals_differ_as_contents_do(one: dict[str, object], other: dict[str, object]) -> None:
    assert (seal_of(FIRST, one) == seal_of(FIRST, other)) == (repr(one) == repr(other) or _same(one, other))


def _same(one: dict[str, object], other: dict[str, object]) -> bool:
    import json

    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


@pytest.fixture
def chains(db: None) -> list[AuditEntry]:
    written = [
        record_change(machine("test"), action="change", concept="a.thing", object_id=n, changes={"n": [n, n + 1]},
                      organization=1 + n % 2)
        for n in range(10)
    ]  # fmt: skip
    assert seal_entries() == 10
    assert seal_entries() == 0
    return written


def codes() -> set[str]:
    return {finding.code for finding in verified().findings}


def sql(statement: str) -> None:
    """As somebody who owns the tables might: the wall of the database comes down first."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for table in ("workspace_auditentry", "workspace_auditseal"):
                cursor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
        cursor.execute(statement)


def test_an_untouched_audit_is_whole(chains: list[AuditEntry]) -> None:
    found = verified()
    assert (found.entries, found.unsealed, found.findings) == (10, 0, [])
    assert {place: head[0] for place, head in found.heads.items()} == {1: 5, 2: 5}


@pytest.mark.parametrize(
    ("what", "column"),
    [("'x'", "actor_name"), ("9", "actor"), ("'{}'", "changes"), ("'2020-01-01'", "at"), ("'no'", "reason"),
     ("'b'", "action"), ("'77'", "object_id"), ("'z'", "request_id"), ("2", "organization"), ("'q'", "object_name"),
     ("'c'", "concept")],
)  # fmt: skip
def test_every_changed_field_is_found(chains: list[AuditEntry], what: str, column: str) -> None:
    sql(f"UPDATE workspace_auditentry SET {column} = {what} WHERE id = {chains[4].pk}")
    findings = verified().findings
    assert [(finding.code, finding.entry) for finding in findings] == [("AUDIT_CHANGED", chains[4].pk)]


def test_a_removed_entry_is_found(chains: list[AuditEntry]) -> None:
    sql(f"DELETE FROM workspace_auditentry WHERE id = {chains[4].pk}")
    assert codes() == {"AUDIT_MISSING"}


def test_an_entry_removed_with_its_seal_is_found(chains: list[AuditEntry]) -> None:
    sql(f"DELETE FROM workspace_auditentry WHERE id = {chains[4].pk}")
    sql(f"DELETE FROM workspace_auditseal WHERE entry = {chains[4].pk}")
    assert codes() == {"AUDIT_GAP"}


def test_a_changed_entry_with_a_new_seal_breaks_the_next_one(chains: list[AuditEntry]) -> None:
    sql(f"UPDATE workspace_auditentry SET actor_name = 'x' WHERE id = {chains[4].pk}")
    seals = AuditSeal.objects.unscoped("test")
    before = seals.get(entry=chains[2].pk).hash
    forged = seal_of(before, AuditEntry.objects.unscoped("test").get(pk=chains[4].pk).content())
    sql(f"UPDATE workspace_auditseal SET hash = '{forged}' WHERE entry = {chains[4].pk}")
    assert [finding.entry for finding in verified().findings] == [chains[6].pk]


def test_a_chain_cut_at_its_end_is_found_by_the_kept_head(chains: list[AuditEntry]) -> None:
    heads = verified().heads
    sql(f"DELETE FROM workspace_auditentry WHERE id = {chains[9].pk}")
    sql(f"DELETE FROM workspace_auditseal WHERE entry = {chains[9].pk}")
    assert verified().findings == []
    assert {finding.code for finding in verified(heads).findings} == {"AUDIT_HEAD_LOST"}
    record_change(machine("test"), action="later", concept="a.thing", object_id=1, organization=2)
    seal_entries()
    assert {finding.code for finding in verified(heads).findings} == {"AUDIT_HEAD_LOST"}


def test_a_chain_that_grew_still_holds_its_old_head(chains: list[AuditEntry]) -> None:
    heads = verified().heads
    record_change(machine("test"), action="later", concept="a.thing", object_id=1, organization=2)
    seal_entries()
    assert verified(heads).findings == []


def test_the_command_tells_and_fails(chains: list[AuditEntry]) -> None:
    out = StringIO()
    call_command("verify_audit", stdout=out)
    head = out.getvalue().splitlines()[0]
    assert "10 sealed entries" in out.getvalue()
    call_command("verify_audit", known=[head], stdout=StringIO())
    sql(f"UPDATE workspace_auditentry SET reason = 'x' WHERE id = {chains[0].pk}")
    complaint = StringIO()
    with pytest.raises(CommandError, match="tampered"):
        call_command("verify_audit", stdout=StringIO(), stderr=complaint)
    assert str(chains[0].pk) in complaint.getvalue()
    with pytest.raises(CommandError, match="no head"):
        call_command("verify_audit", known=["nonsense"])


def test_entries_cannot_be_changed_or_deleted(chains: list[AuditEntry]) -> None:
    chains[0].reason = "x"
    with pytest.raises(ZhihangError) as caught:
        chains[0].save()
    assert caught.value.code == "AUDIT_IS_FINAL"
    with pytest.raises(ZhihangError):
        chains[0].delete()
    rows = AuditEntry.objects.unscoped("test")
    with pytest.raises(ZhihangError):
        rows.update(reason="x")
    with pytest.raises(ZhihangError):
        rows.delete()
    assert codes() == set()


@pytest.mark.django_db(transaction=True)
def test_an_entry_stands_or_falls_with_its_change() -> None:
    with pytest.raises(ZhihangError) as caught:
        record_change(machine("test"), action="x", concept="a.thing", object_id=1)
    assert caught.value.code == "AUDIT_OUTSIDE"
    with transaction.atomic():
        record_change(machine("test"), action="x", concept="a.thing", object_id=1)
        transaction.set_rollback(True)
    assert AuditEntry.objects.unscoped("test").count() == 0
