"""Reading review rounds: who has what to do, how far it is, where people differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet

from zhihang.errors import Forbidden, NotFound
from zhihang.information.reviews.models import ReviewItem, ReviewRound, ReviewTask
from zhihang.information.reviews.policy import sees_all_ratings
from zhihang.workspace.actors.actor import Actor

_RATED = ~Q(grade="")


def rounds(actor: Actor) -> QuerySet[ReviewRound]:
    """The rounds of one's organizations: open ones first, by the day they are due."""
    return ReviewRound.objects.of(actor).order_by("-state", "due", "-id").select_related("collection")


def review_round(actor: Actor, number: int) -> ReviewRound:
    """One of them. Raises NotFound `NO_ROUND`."""
    found = rounds(actor).filter(pk=number).first()
    if found is None:
        raise NotFound("NO_ROUND", room="information", number=number)
    return found


def own_tasks(actor: Actor, row: ReviewRound) -> QuerySet[ReviewTask]:
    """What the actor has to rate in a round, in the order of its records."""
    mine = ReviewTask.objects.of(actor).filter(round=row, reviewer=actor.user)
    return mine.select_related("item").order_by("item__place")


def own_task(actor: Actor, row: ReviewRound, place: int = 0) -> ReviewTask | None:
    """The task at a place, or the first that is not rated yet; None where there is none."""
    mine = own_tasks(actor, row)
    return mine.filter(item__place=place).first() if place else mine.filter(grade="").first()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one reviewer is."""

    reviewer: str
    done: int
    total: int

    @property
    def is_done(self) -> bool:
        """Whether nothing is left."""
        return self.done == self.total


def progress(actor: Actor, row: ReviewRound) -> list[Progress]:
    """How far each reviewer is, by name: how many, not what."""
    counted = (
        ReviewTask.objects.of(actor)
        .filter(round=row)
        .values("reviewer__email", "reviewer__name")
        .annotate(done=Count("id", filter=_RATED), total=Count("id"))
        .order_by("reviewer__email")
    )
    return [
        Progress(each["reviewer__name"] or each["reviewer__email"], each["done"], each["total"]) for each in counted
    ]


def open_work(actor: Actor, rows: Sequence[ReviewRound]) -> dict[int, tuple[int, int]]:
    """What is left for the actor in some rounds: left, of how many."""
    counted = (
        ReviewTask.objects.of(actor)
        .filter(round__in=[row.pk for row in rows], reviewer=actor.user)
        .values("round")
        .annotate(left=Count("id", filter=~_RATED), total=Count("id"))
    )
    return {each["round"]: (each["left"], each["total"]) for each in counted}


@dataclass(slots=True)
class ItemResult:
    """What people said of one record. `answers`: (reviewer, grade, comment), the grade empty where it is missing."""

    item: ReviewItem
    answers: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def grades(self) -> list[str]:
        """The grades that were given."""
        return [grade for _, grade, _ in self.answers if grade]

    @property
    def is_disputed(self) -> bool:
        """Whether people differ and nobody settled it."""
        return len(set(self.grades)) > 1 and not self.item.settled

    @property
    def verdict(self) -> str:
        """The grade that holds: the settled one, else the one that all who rated gave; empty where there is none."""
        if self.item.settled:
            return self.item.settled
        given = set(self.grades)
        return given.pop() if len(given) == 1 else ""

    def spread(self, grades: Sequence[str]) -> int:
        """How far the best and the worst grade given are apart, in steps of the round's scale."""
        places = [grades.index(grade) for grade in self.grades if grade in grades]
        return max(places) - min(places) if places else 0


def item_results(actor: Actor, row: ReviewRound) -> list[ItemResult]:
    """What everybody said of each record, in order. Raises Forbidden `RATINGS_HIDDEN` to those who rate still."""
    if not sees_all_ratings(actor, row):
        raise Forbidden("RATINGS_HIDDEN", room="information")
    found = {item.pk: ItemResult(item) for item in ReviewItem.objects.of(actor).filter(round=row).order_by("place")}
    tasks = ReviewTask.objects.of(actor).filter(round=row).select_related("reviewer").order_by("reviewer__email")
    for task in tasks:
        found[task.item_id].answers.append((str(task.reviewer), task.grade, task.comment))
    return list(found.values())


def disputed(results: Sequence[ItemResult], grades: Sequence[str]) -> list[ItemResult]:
    """The records on which people differ, the widest apart first."""
    found = [result for result in results if result.is_disputed]
    return sorted(found, key=lambda result: (-result.spread(grades), result.item.place))


def agreement(results: Sequence[ItemResult]) -> tuple[int, int]:
    """On how many records all who rated agree, of how many that two or more rated (0: agreement is undefined)."""
    several = [result for result in results if len(result.grades) > 1]
    return sum(len(set(result.grades)) == 1 for result in several), len(several)


def verdicts(results: Sequence[ItemResult], grades: Sequence[str]) -> list[tuple[str, int]]:
    """How many records each grade holds for, in the order of the scale; without a verdict last, under an empty name."""
    counts = Counter(result.verdict for result in results)
    return [(grade, counts[grade]) for grade in (*grades, "")]


def item(actor: Actor, row: ReviewRound, number: int) -> ReviewItem:
    """One record of a round. Raises NotFound `NO_ROUND`."""
    found = ReviewItem.objects.of(actor).filter(round=row, pk=number).first()
    if found is None:
        raise NotFound("NO_ROUND", room="information", number=number)
    return found
