"""What is written on records as names in queries: tags, grades, values of columns."""

from __future__ import annotations

import pytest
from tests.workspace.conftest import OPERATOR, SignedIn, World

from zhihang.errors import QueryError, UsageError
from zhihang.information.annotations import services
from zhihang.information.annotations.models import ColumnKind
from zhihang.information.collections import services as collecting
from zhihang.information.saved_searches.selectors import names
from zhihang.information.saved_searches.services import save_search
from zhihang.library import Corpus
from zhihang.search.environment import EMPTY, Environment
from zhihang.workspace.accounts.services import open_account
from zhihang.workspace.actors.actor import Actor, Role
from zhihang.workspace.organizations.acting import actor_for
from zhihang.workspace.organizations.services import add_member

ONE, TWO, THREE = "EP9800001A1", "EP9800002A1", "EP9800003A1"


@pytest.fixture
def member(world: World, corpus: Corpus) -> Actor:
    user = open_account(OPERATOR, "manager@made-up.example")
    add_member(OPERATOR, world.company.pk, user.email, role=Role.MANAGER)
    manager, member = actor_for(user), world.actor("member")
    columns = {
        "Stage": (ColumnKind.CHOICE, ["near", "far"], {ONE: "near", TWO: "far"}),
        "Score": (ColumnKind.NUMBER, [], {ONE: "3", TWO: "4.5", THREE: "-1"}),
        "Seen": (ColumnKind.DATE, [], {ONE: "2025-12-31", TWO: "2026-01-05"}),
        "By whom": (ColumnKind.TEXT, [], {ONE: "Li Ming", TWO: "Wang"}),
    }
    for name, (kind, choices, values) in columns.items():
        row = services.make_column(manager, name, kind, choices)
        for identifier, value in values.items():
            services.set_values(member, [identifier], row.pk, value, corpus)
    services.tag_records(member, [ONE, THREE], "To Read", corpus)
    services.rate_records(member, [TWO], 4, corpus)
    services.rate_records(member, [ONE], 2, corpus)
    return member


def found(actor: Actor, corpus: Corpus, query: str) -> list[str]:
    return sorted(corpus.search(query, environment=Environment(saved=names(actor))).ids().to_pylist())


@pytest.mark.parametrize(
    ("name", "records"),
    [
        ("tag:to read", [ONE, THREE]), ("TAG: To Read", [ONE, THREE]), ("rated:4", [TWO]), ("rated:1", [ONE, TWO]),
        ("stage:near", [ONE]), ("Stage:*", [ONE, TWO]), ("Score:3", [ONE]), ("score:3.0", [ONE]),
        ("Score:3..", [ONE, TWO]), ("Score:..3", [ONE, THREE]), ("Score:0..4", [ONE]), ("Seen:2026-01-05", [TWO]),
        ("Seen:2026..", [TWO]), ("Seen:..2025", [ONE]), ("By whom:li ming", [ONE]), ("By whom:li*", [ONE]),
        ("Stage:none", []),
    ],
)  # fmt: skip
def test_a_name_is_a_set_of_records(name: str, records: list[str], member: Actor, corpus: Corpus) -> None:
    assert found(member, corpus, f'##"{name}"') == records
    assert found(member, corpus, f'ti=filler AND ##"{name}"') == records


@pytest.mark.parametrize("name", ["tag:nosuch", "rated:6", "nosuch:near", "tag:", "Stage"])
def test_what_there_is_not_is_told(name: str, member: Actor, corpus: Corpus) -> None:
    with pytest.raises(QueryError) as refused:
        found(member, corpus, f'##"{name}"')
    assert refused.value.code == "E702"


@pytest.mark.parametrize("who", ["outsider", "stranger", "anonymous"])
def test_nobody_else_can_name_them(who: str, member: Actor, signed_in: SignedIn) -> None:
    answer = signed_in(who).get('/search?q=##"tag:to read"'.replace("#", "%23"))
    assert (answer.status_code, "E702" in answer.content.decode()) == (400, True)


def test_a_collection_is_narrowed_by_them(member: Actor, signed_in: SignedIn, corpus: Corpus) -> None:
    row = collecting.make_list(member, "Cells", records=[ONE, TWO], corpus=corpus)
    client = signed_in("member")
    page = client.get(f"/collections/{row.pk}").content.decode()
    assert "?q=%23%23%22Stage%3Anear%22" in page
    answer = client.get(f"/collections/{row.pk}?q=%23%23%22tag%3ATo%20Read%22")
    assert [line.row["id"] for line in answer.context["page"].lines] == [ONE]


def test_a_saved_search_hides_none_of_them(member: Actor) -> None:
    for name in ("tag:mine", "Stage:near", "rated:3"):
        with pytest.raises(UsageError):
            save_search(member, name, "ti=a", is_shared=False, environment=EMPTY)
