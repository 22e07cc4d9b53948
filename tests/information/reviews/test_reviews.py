"""Review rounds: who rates what by when, nobody under the eyes of others, where people differ, how it ends."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.workspace.conftest import OPERATOR, SignedIn, World

from zhihang.errors import Forbidden, NotFound, UsageError
from zhihang.information.collections import selectors as kept
from zhihang.information.collections import services as collecting
from zhihang.information.collections.models import Collection
from zhihang.information.reviews import selectors, services
from zhihang.information.reviews.models import ReviewRound, ReviewTask
from zhihang.library import Corpus
from zhihang.workspace.accounts.models import User
from zhihang.workspace.accounts.services import open_account
from zhihang.workspace.actors.actor import Actor, Role
from zhihang.workspace.audit.models import AuditEntry
from zhihang.workspace.notices.selectors import notices
from zhihang.workspace.organizations.acting import actor_for
from zhihang.workspace.organizations.services import add_member

RECORDS = [f"EP98000{number:02d}A1" for number in range(1, 5)]
GRADES = ["relevant", "partly", "not relevant"]
SCRIPT = "<script>alert('x')</script>"


@pytest.fixture
def people(world: World) -> list[User]:
    made = []
    for name, role in (("anna", Role.MEMBER), ("ben", Role.READER), ("carl", Role.MEMBER)):
        user = open_account(OPERATOR, f"{name}@made-up.example")
        add_member(OPERATOR, world.company.pk, user.email, role=role)
        made.append(user)
    return made


@pytest.fixture
def leader(world: World) -> Actor:
    return world.actor("member")


@pytest.fixture
def cells(leader: Actor, corpus: Corpus) -> Collection:
    return collecting.make_list(leader, "Cells", records=RECORDS, corpus=corpus)


def tomorrow() -> date:
    return timezone.localdate() + timedelta(days=1)


def opened(leader: Actor, cells: Collection, people: list[User], corpus: Corpus, per_record: int = 0) -> ReviewRound:
    return services.open_round(
        leader, cells.pk, "First reading", grades=GRADES, reviewers=[user.pk for user in people], due=tomorrow(),
        corpus=corpus, per_record=per_record,
    )  # fmt: skip


def rate(user: User, row: ReviewRound, *grades: str) -> None:
    actor = actor_for(user)
    tasks = selectors.own_tasks(actor, row)
    for task, grade in zip(tasks, grades, strict=False):
        services.rate(actor, row.pk, task.item.place, grade)


def test_everybody_rates_every_record(leader: Actor, cells: Collection, people: list[User], corpus: Corpus) -> None:
    row = opened(leader, cells, people, corpus)
    assert [(each.done, each.total) for each in selectors.progress(leader, row)] == [(0, 4)] * 3
    for user in people:
        (told,) = notices(actor_for(user))
        assert (told.code, told.link) == ("REVIEW_TOLD_OPENED", f"/reviews/{row.pk}/rate")


@pytest.mark.parametrize(("per_record", "shares"), [(1, [2, 1, 1]), (2, [3, 3, 2]), (3, [4, 4, 4])])
def test_records_are_dealt_out_alike(
    per_record: int, shares: list[int], leader: Actor, cells: Collection, people: list[User], corpus: Corpus
) -> None:
    row = opened(leader, cells, people, corpus, per_record)
    assert sorted((each.total for each in selectors.progress(leader, row)), reverse=True) == shares
    for item in selectors.item_results(leader, row):
        assert len({who for who, _, _ in item.answers}) == per_record


def test_the_records_of_a_round_stay_those_of_its_beginning(
    leader: Actor, cells: Collection, people: list[User], corpus: Corpus
) -> None:
    row = opened(leader, cells, people, corpus)
    collecting.remove_records(leader, cells.pk, RECORDS[:2])
    assert len(selectors.item_results(leader, row)) == 4


def test_nobody_rates_under_the_eyes_of_others(
    leader: Actor, cells: Collection, people: list[User], corpus: Corpus
) -> None:
    row = opened(leader, cells, people, corpus)
    rate(people[0], row, "relevant", "partly")
    other = actor_for(people[1])
    with pytest.raises(Forbidden, match="RATINGS_HIDDEN"):
        selectors.item_results(other, row)
    assert {task.grade for task in selectors.own_tasks(other, row)} == {""}
    services.close_round(leader, row.pk)
    closed = selectors.review_round(other, row.pk)
    assert selectors.item_results(other, closed)[0].grades == ["relevant"]


def test_where_people_differ_the_widest_comes_first(
    leader: Actor, cells: Collection, people: list[User], corpus: Corpus
) -> None:
    row = opened(leader, cells, people, corpus)
    rate(people[0], row, "relevant", "relevant", "relevant", "partly")
    rate(people[1], row, "relevant", "partly", "not relevant", "partly")
    rate(people[2], row, "relevant", "relevant")
    results = selectors.item_results(leader, row)
    assert [each.item.place for each in selectors.disputed(results, GRADES)] == [3, 2]
    assert selectors.agreement(results) == (2, 4)
    assert selectors.verdicts(results, GRADES) == [("relevant", 1), ("partly", 1), ("not relevant", 0), ("", 2)]
    services.settle(leader, row.pk, results[2].item.pk, "not relevant")
    after = selectors.item_results(leader, row)
    assert [each.item.place for each in selectors.disputed(after, GRADES)] == [2]
    assert after[2].verdict == "not relevant"
    services.settle(leader, row.pk, results[2].item.pk, "")
    assert len(selectors.disputed(selectors.item_results(leader, row), GRADES)) == 2


def test_agreement_is_undefined_where_nobody_rated_the_same(
    leader: Actor, cells: Collection, people: list[User], corpus: Corpus
) -> None:
    row = opened(leader, cells, people, corpus, per_record=1)
    rate(people[0], row, "relevant", "relevant")
    assert selectors.agreement(selectors.item_results(leader, row)) == (0, 0)


def test_a_closed_round_takes_no_answer_until_it_is_opened_again(
    leader: Actor, cells: Collection, people: list[User], corpus: Corpus
) -> None:
    row = opened(leader, cells, people, corpus)
    services.close_round(leader, row.pk)
    with pytest.raises(UsageError, match="ROUND_CLOSED"):
        rate(people[0], row, "relevant")
    with pytest.raises(UsageError, match="ROUND_STATE"):
        services.close_round(leader, row.pk)
    services.reopen_round(leader, row.pk)
    rate(people[0], row, "relevant")


def test_the_leader_hears_when_all_is_rated(
    leader: Actor, cells: Collection, people: list[User], corpus: Corpus
) -> None:
    row = opened(leader, cells, people[:1], corpus)
    rate(people[0], row, "relevant", "partly", "partly")
    assert [each.code for each in notices(leader)] == []
    rate(people[0], row, "partly", "partly", "partly", "relevant")
    assert [each.code for each in notices(leader)] == ["REVIEW_TOLD_DONE"]


def test_who_has_no_task_rates_nothing(
    world: World, leader: Actor, cells: Collection, people: list[User], corpus: Corpus
) -> None:
    row = opened(leader, cells, people[:2], corpus)
    with pytest.raises(Forbidden, match="NOT_YOUR_RECORD"):
        services.rate(actor_for(people[2]), row.pk, 1, "relevant")
    with pytest.raises(UsageError, match="NO_GRADE"):
        services.rate(actor_for(people[0]), row.pk, 1, "splendid")
    for attempt in (
        lambda actor: services.close_round(actor, row.pk),
        lambda actor: services.settle(actor, row.pk, selectors.item_results(leader, row)[0].item.pk, "partly"),
        lambda actor: services.move_due(actor, row.pk, tomorrow()),
    ):
        with pytest.raises(Forbidden):
            attempt(actor_for(people[0]))
    with pytest.raises(NotFound):
        services.rate(world.actor("outsider"), row.pk, 1, "relevant")
    assert list(ReviewTask.objects.of(world.actor("outsider"))) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"name": " "},
        {"grades": ["only one"]},
        {"grades": [f"grade {number}" for number in range(10)]},
        {"reviewers": []},
        {"reviewers": [999_999]},
        {"per_record": 4},
        {"due": date(2020, 1, 1)},
    ],
    ids=str,
)
def test_a_round_that_is_unclear_is_refused(
    changes: dict[str, object], leader: Actor, cells: Collection, people: list[User], corpus: Corpus
) -> None:
    said = {"name": "x", "grades": GRADES, "reviewers": [user.pk for user in people], "due": tomorrow()} | changes
    with pytest.raises(UsageError, match="ROUND_UNCLEAR"):
        services.open_round(leader, cells.pk, said.pop("name"), corpus=corpus, **said)  # type: ignore[arg-type]


def test_an_empty_collection_has_nothing_to_rate(leader: Actor, people: list[User], corpus: Corpus) -> None:
    empty = collecting.make_list(leader, "Nothing")
    with pytest.raises(UsageError, match="ROUND_EMPTY"):
        opened(leader, empty, people, corpus)


def test_what_was_graded_becomes_a_list(leader: Actor, cells: Collection, people: list[User], corpus: Corpus) -> None:
    row = opened(leader, cells, people[:2], corpus)
    rate(people[0], row, "relevant", "partly", "relevant", "partly")
    rate(people[1], row, "relevant", "relevant", "relevant", "partly")
    made = services.collect_graded(leader, row.pk, ["relevant"], "To order", corpus)
    places = [each.item.identifier for each in selectors.item_results(leader, row)]
    assert kept.identifiers(leader, made) == [places[0], places[2]]


def test_every_step_is_in_the_audit(leader: Actor, cells: Collection, people: list[User], corpus: Corpus) -> None:
    row = opened(leader, cells, people[:1], corpus)
    rate(people[0], row, "relevant")
    services.move_due(leader, row.pk, tomorrow() + timedelta(days=3))
    services.close_round(leader, row.pk, reason="enough")
    rounds = AuditEntry.objects.unscoped("tests").filter(concept="reviews.round").order_by("id")
    assert [each.action for each in rounds] == ["open", "move due", "close"]
    (task,) = AuditEntry.objects.unscoped("tests").filter(concept="reviews.task")
    assert (task.actor, task.changes) == (people[0].pk, {"grade": ["", "relevant"]})


def test_a_reviewer_completes_a_round_in_the_pages(
    world: World, signed_in: SignedIn, cells: Collection, people: list[User], corpus: Corpus
) -> None:
    leader = signed_in("member")
    said = {
        "name": "Reading",
        "question": SCRIPT,
        "grades": "yes\nno",
        "per_record": "0",
        "due": tomorrow().isoformat(),
    }
    assert leader.post(f"/collections/{cells.pk}/review", said | {"grades": "yes"}).status_code == 400
    made = leader.post(f"/collections/{cells.pk}/review", said | {"reviewers": [people[0].pk, world.member.pk]})
    address = made.headers["Location"]
    reviewer = signed_in("stranger")
    reviewer.force_login(people[0])
    assert SCRIPT not in reviewer.get(f"{address}/rate").content.decode()
    for place in range(1, 5):
        text = reviewer.get(f"{address}/rate").content.decode()
        assert f'name="place" value="{place}"' in text
        reviewer.post(f"{address}/rate", {"place": place, "grade": "yes", "comment": f"=cmd {SCRIPT}"})
    assert "You have rated all your records" in reviewer.get(f"{address}/rate").content.decode()
    assert "opens to everybody when the round is closed" in reviewer.get(address).content.decode()
    assert reviewer.get(f"{address}/export.csv").status_code == 403
    leader.post(f"{address}/rate", {"place": 1, "grade": "no"})
    page = leader.get(address).content.decode()
    assert "Where people differ" in page
    assert "=cmd &lt;script&gt;" in page
    leader.post(f"{address}/close")
    table = reviewer.get(f"{address}/export.csv").content.decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(table)))
    assert len(lines) == 5
    assert lines[1][2:] == ["yes", f"'=cmd {SCRIPT}", "no", "", ""]
    assert lines[2][4] == "not rated"
    assert reviewer.get(f"{address}/export.xlsx").content[:2] == b"PK"


PAGES = ("", "/rate", "/export.csv")


@pytest.mark.parametrize("who", ["anonymous", "stranger", "outsider"])
def test_who_may_open_the_pages(
    who: str, world: World, signed_in: SignedIn, leader: Actor, cells: Collection, people: list[User], corpus: Corpus
) -> None:
    row = opened(leader, cells, people, corpus)
    client = signed_in(who)
    expected = 302 if who == "anonymous" else 404
    for page in PAGES:
        assert client.get(f"/reviews/{row.pk}{page}").status_code == expected, page
    for action in ("close", "reopen", "collect"):
        assert client.post(f"/reviews/{row.pk}/{action}").status_code == expected, action
    assert client.get(f"/collections/{cells.pk}/review").status_code == expected
    assert client.get("/reviews").status_code == (302 if who == "anonymous" else 200)
