"""Opening, rating, settling, closing review rounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from zhihang.errors import Forbidden, UsageError
from zhihang.information.collections.answering import result_of, unknown
from zhihang.information.collections.models import Collection
from zhihang.information.collections.selectors import collection
from zhihang.information.collections.services import make_list
from zhihang.information.reviews.models import ReviewItem, ReviewRound, ReviewTask
from zhihang.information.reviews.policy import may_lead, may_open
from zhihang.information.reviews.selectors import item, item_results, own_tasks, progress, review_round
from zhihang.information.reviews.states import State, may_follow
from zhihang.library import Corpus
from zhihang.workspace.actors.actor import Actor
from zhihang.workspace.audit.services import record_change
from zhihang.workspace.notices.services import tell
from zhihang.workspace.organizations.selectors import members

MOST_GRADES: Final = 9
_BATCH: Final = 2_000
_ROUND, _TASK = "reviews.round", "reviews.task"


@transaction.atomic
def open_round(
    actor: Actor, number: int, name: str, *, grades: Sequence[str], reviewers: Sequence[int], due: date, corpus: Corpus,
    question: str = "", per_record: int = 0,
) -> ReviewRound:  # fmt: skip
    """Ask people to rate the records that a collection has now; each is told.

    `per_record`: how many of the reviewers rate each record, in turn; 0: all of them. Raises NotFound
    `NO_COLLECTION`; Forbidden `ROUND_FORBIDDEN`; UsageError `ROUND_UNCLEAR`, `ROUND_EMPTY`.
    """
    row = collection(actor, number)
    organization = actor.organization
    if not may_open(actor) or organization is None or actor.user is None or not actor.covers(row.organization_id):
        raise Forbidden("ROUND_FORBIDDEN", room="information")
    scale = list(dict.fromkeys(grade.strip() for grade in grades if grade.strip()))
    people = _people(actor, organization, reviewers)
    is_clear = bool(name.strip()) and 2 <= len(scale) <= MOST_GRADES and max(map(len, scale)) <= 60
    if not is_clear or not people or not 0 <= per_record <= len(people) or due < timezone.localdate():
        raise UsageError("ROUND_UNCLEAR", room="information", most=MOST_GRADES)
    records = list(dict.fromkeys(result_of(actor, row, corpus).ids("pd").to_pylist()))  # once, in however many corpora
    if not records:
        raise UsageError("ROUND_EMPTY", room="information", name=row.name)
    made = ReviewRound(
        organization_id=organization, collection=row, name=name.strip()[:120], question=question.strip(), grades=scale,
        per_record=per_record, due=due, edition=corpus.edition_id, opened_by=actor.user,
    )  # fmt: skip
    made.save()
    _deal(made, records, people)
    said = {"grades": scale, "reviewers": people, "due": due, "records": len(records), "collection": row.pk}
    _note(actor, "open", made, {key: [None, value] for key, value in said.items()})
    link = reverse("reviews:rate", args=[made.pk])
    tell(actor, people, "REVIEW_TOLD_OPENED", room="information", link=link, name=made.name, due=due.isoformat())
    return made


def _people(actor: Actor, organization: int, reviewers: Sequence[int]) -> list[int]:
    """The members among the people named, in the order of the members."""
    wanted = set(reviewers)
    known = [each.user_id for each in members(actor, organization)]
    return [user for user in known if user in wanted] if wanted <= set(known) else []


def _deal(made: ReviewRound, records: Sequence[str], people: Sequence[int]) -> None:
    """Give each record to its reviewers: to all, or to so many of them in turn that everybody gets alike."""
    items = ReviewItem.objects.bulk_create(
        (ReviewItem(round=made, identifier=each, place=place) for place, each in enumerate(records, start=1)),
        batch_size=_BATCH,
    )
    each_gets = made.per_record or len(people)
    tasks, turn = [], 0
    for one in items:
        for _ in range(each_gets):
            tasks.append(ReviewTask(round=made, item=one, reviewer_id=people[turn % len(people)]))
            turn += 1
    ReviewTask.objects.bulk_create(tasks, batch_size=_BATCH)


@transaction.atomic
def rate(actor: Actor, number: int, place: int, grade: str, comment: str = "") -> ReviewTask:
    """Rate one's record at a place of an open round; an empty grade takes it back.

    Raises NotFound `NO_ROUND`; Forbidden `NOT_YOUR_RECORD`; UsageError `ROUND_CLOSED`, `NO_GRADE`.
    """
    row = review_round(actor, number)
    if row.state != State.OPEN:
        raise UsageError("ROUND_CLOSED", room="information", name=row.name)
    task = own_tasks(actor, row).filter(item__place=place).first()
    if task is None:
        raise Forbidden("NOT_YOUR_RECORD", room="information")
    if grade and grade not in row.grades:
        raise UsageError("NO_GRADE", room="information", grade=grade, grades=", ".join(row.grades))
    before = {"grade": task.grade, "comment": task.comment}
    task.grade, task.comment = grade, comment.strip()
    task.rated_at = timezone.now() if grade else None
    after = {"grade": task.grade, "comment": task.comment}
    changes = {name: [before[name], after[name]] for name in before if before[name] != after[name]}
    if changes:
        task.save(update_fields=["grade", "comment", "rated_at"])
        record_change(
            actor, action="rate", concept=_TASK, object_id=task.pk, name=task.item.identifier, changes=changes,
            organization=row.organization_id,
        )  # fmt: skip
        if grade and not before["grade"] and all(each.is_done for each in progress(actor, row)):
            link = reverse("reviews:round", args=[row.pk])
            tell(actor, [row.opened_by], "REVIEW_TOLD_DONE", room="information", link=link, name=row.name)
    return task


@transaction.atomic
def settle(actor: Actor, number: int, record: int, grade: str) -> ReviewItem:
    """Say which grade holds where people differ; an empty one takes it back.

    Raises NotFound `NO_ROUND`; Forbidden `ROUND_FORBIDDEN`; UsageError `NO_GRADE`.
    """
    row = _led(actor, number)
    one = item(actor, row, record)
    if grade and grade not in row.grades:
        raise UsageError("NO_GRADE", room="information", grade=grade, grades=", ".join(row.grades))
    before = one.settled
    one.settled, one.settled_by = grade, actor.user if grade else None
    one.save(update_fields=["settled", "settled_by"])
    _note(actor, "settle", row, {one.identifier: [before, grade]})
    return one


@transaction.atomic
def close_round(actor: Actor, number: int, *, reason: str = "") -> ReviewRound:
    """Nobody rates any more; from now on everybody sees what everybody said. Raises as `reopen_round`."""
    return _move(actor, number, State.CLOSED, "close", reason)


@transaction.atomic
def reopen_round(actor: Actor, number: int, *, reason: str = "") -> ReviewRound:
    """Let people rate again. Raises NotFound `NO_ROUND`; Forbidden `ROUND_FORBIDDEN`; UsageError `ROUND_STATE`."""
    return _move(actor, number, State.OPEN, "reopen", reason)


def _move(actor: Actor, number: int, state: State, action: str, reason: str) -> ReviewRound:
    row = _led(actor, number)
    before = row.state
    if not may_follow(before, state):
        raise UsageError("ROUND_STATE", room="information", name=row.name)
    row.state = state.value
    row.closed_at = timezone.now() if state == State.CLOSED else None
    row.save(update_fields=["state", "closed_at"])
    _note(actor, action, row, {"state": [before, row.state]}, reason)
    return row


@transaction.atomic
def move_due(actor: Actor, number: int, due: date) -> ReviewRound:
    """Another last day. Raises NotFound, Forbidden; UsageError `ROUND_CLOSED`, `ROUND_UNCLEAR`."""
    row = _led(actor, number)
    if row.state != State.OPEN:
        raise UsageError("ROUND_CLOSED", room="information", name=row.name)
    if due < timezone.localdate():
        raise UsageError("ROUND_UNCLEAR", room="information", most=MOST_GRADES)
    before, row.due = row.due, due
    row.save(update_fields=["due"])
    _note(actor, "move due", row, {"due": [before, due]})
    return row


@transaction.atomic
def collect_graded(actor: Actor, number: int, grades: Sequence[str], name: str, corpus: Corpus) -> Collection:
    """The records for which some grades hold, as a new list; those that the edition lacks are left out.

    Raises as `item_results`, `make_list`; UsageError `ROUND_EMPTY`.
    """
    row = review_round(actor, number)
    wanted = [each.item.identifier for each in item_results(actor, row) if each.verdict and each.verdict in grades]
    gone = set(unknown(corpus, wanted))
    kept = [identifier for identifier in wanted if identifier not in gone]
    if not kept:
        raise UsageError("ROUND_EMPTY", room="information", name=row.name)
    return make_list(actor, name, records=kept, corpus=corpus, reason=f"{row.name}: {', '.join(grades)}")


def _led(actor: Actor, number: int) -> ReviewRound:
    row = review_round(actor, number)
    if not may_lead(actor, row):
        raise Forbidden("ROUND_FORBIDDEN", room="information")
    return row


def _note(actor: Actor, action: str, row: ReviewRound, changes: Mapping[str, Any], reason: str = "") -> None:
    record_change(
        actor, action=action, concept=_ROUND, object_id=row.pk, name=row.name, changes=changes, reason=reason,
        organization=row.organization_id,
    )  # fmt: skip
