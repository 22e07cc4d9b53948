"""What an organization writes on records as columns of results and of exported tables."""

from __future__ import annotations

import csv
import io
from typing import Any
from zipfile import ZipFile

import pytest
from tests.workspace.conftest import OPERATOR, SignedIn, World

from zhihang.information.annotations import services
from zhihang.information.annotations.models import Column, ColumnKind
from zhihang.information.collections import services as collecting
from zhihang.information.search_pages.columns import OFFERED
from zhihang.library import Corpus
from zhihang.workspace.accounts.services import open_account
from zhihang.workspace.actors.actor import Actor, Role
from zhihang.workspace.organizations.acting import actor_for
from zhihang.workspace.organizations.services import add_member

ONE, TWO = "EP9800001A1", "EP9800002A1"


@pytest.fixture
def member(world: World) -> Actor:
    return world.actor("member")


@pytest.fixture
def stage(world: World, member: Actor, corpus: Corpus) -> Column:
    user = open_account(OPERATOR, "manager@made-up.example")
    add_member(OPERATOR, world.company.pk, user.email, role=Role.MANAGER)
    row = services.make_column(actor_for(user), "Stage", ColumnKind.TEXT, [])
    services.set_values(member, [ONE], row.pk, "=near", corpus)
    services.tag_records(member, [ONE, TWO], "to read", corpus)
    services.rate_records(member, [TWO], 4, corpus)
    services.write_notes(member, [TWO], "<b>look</b>", corpus)
    return row


def table(answer: Any) -> list[list[str]]:
    data = b"".join(answer.streaming_content)
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def test_they_stand_in_a_result_in_the_order_chosen(stage: Column, signed_in: SignedIn) -> None:
    answer = signed_in("member").get(
        f"/search?q=id=(EP9800001A1,EP9800002A1)&sort=id&order=asc&cols=own-{stage.pk},id,tags,rating,notes"
    )
    page = answer.context["page"]
    assert [column.label for column in page.columns] == ["Stage", "Number", "Tags", "Relevance", "Notes"]
    assert [[cell.values for cell in line.cells if cell.values] for line in page.lines] == [
        [("=near",), ("to read",)], [("to read",), ("4.0",), ("<b>look</b>",)],
    ]  # fmt: skip
    assert "<b>look</b>" not in answer.content.decode()


def test_columns_of_others_are_not_there(stage: Column, signed_in: SignedIn) -> None:
    for who in ("outsider", "stranger", "anonymous"):
        answer = signed_in(who).get(f"/search?q=id=EP9800001A1&cols=id,own-{stage.pk},tags")
        assert "=near" not in answer.content.decode()
        assert "to read" not in answer.content.decode()
        assert f"own-{stage.pk}" not in [column.code for column in answer.context["offered"]]
    theirs = table(signed_in("outsider").get(f"/search/export.csv?q=id=EP9800001A1&cols=id,own-{stage.pk},tags&own=1"))
    assert theirs == [["record id", "Tags"], [ONE, ""]]


def test_a_table_holds_the_columns_shown(stage: Column, signed_in: SignedIn) -> None:
    query = f"q=id=({ONE},{TWO})&sort=id&order=asc&cols=own-{stage.pk},id,notes,tags&own=1"
    rows = table(signed_in("member").get(f"/search/export.csv?{query}"))
    assert rows == [
        ["Stage", "record id", "Notes", "Tags"],
        ["'=near", ONE, "", "to read"],
        ["", TWO, "<b>look</b>", "to read"],
    ]
    book = b"".join(signed_in("member").get(f"/search/export.xlsx?{query}").streaming_content)
    assert b"to read" in ZipFile(io.BytesIO(book)).read("xl/worksheets/sheet1.xml")


def test_every_column_that_can_be_shown_can_be_written(stage: Column, signed_in: SignedIn) -> None:
    codes = [*OFFERED, "tags", f"own-{stage.pk}"]
    rows = table(signed_in("member").get(f"/search/export.csv?q=id=*&own=1&cols={','.join(codes)}"))
    assert len(rows[0]) == len(codes) - 1  # all but the picture
    assert {len(row) for row in rows} == {len(rows[0])}


def test_a_collection_is_exported_with_all_of_them(
    stage: Column, member: Actor, signed_in: SignedIn, corpus: Corpus
) -> None:
    row = collecting.make_list(member, "Both", records=[ONE, TWO], corpus=corpus)
    rows = table(signed_in("member").get(f"/collections/{row.pk}/export.csv?own=1&sort=id&order=asc"))
    assert rows[0][-4:] == ["Tags", "Relevance", "Notes", "Stage"]
    assert [line[-4:] for line in rows[1:]] == [["to read", "", "", "'=near"], ["to read", "4.0", "<b>look</b>", ""]]


def test_more_rows_ask_the_database_no_more_often(
    stage: Column, signed_in: SignedIn, django_assert_max_num_queries: Any
) -> None:
    client = signed_in("member")
    with django_assert_max_num_queries(40):
        assert client.get(f"/search?q=id=*&rows=100&cols=id,tags,own-{stage.pk}").status_code == 200
