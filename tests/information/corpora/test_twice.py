"""A document that stands in two corpora: kept once, reviewed once, missing only where neither has it."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone
from tests.information.corpora.conftest import SHARED_ID, Licensed
from tests.workspace.conftest import SignedIn, World

from zhihang.information.annotations.services import tag_records
from zhihang.information.collections.answering import missing, result_of, unknown
from zhihang.information.collections.selectors import identifiers
from zhihang.information.collections.services import make_list
from zhihang.information.corpora.services import retire_corpus
from zhihang.information.editions.selectors import reading
from zhihang.information.reviews.models import ReviewItem
from zhihang.information.reviews.services import open_round


def test_a_list_keeps_it_once_and_misses_what_no_corpus_has(world: World, licensed: Licensed) -> None:
    actor = world.actor("administrator")
    corpus = reading(actor)
    row = make_list(actor, "Both", records=[SHARED_ID, "US71000001A1"], corpus=corpus)
    assert identifiers(actor, row) == [SHARED_ID, "US71000001A1"]
    assert result_of(actor, row, corpus).total == 3, "a document counts in each corpus that holds it"
    assert missing(actor, row, corpus) == []
    assert unknown(corpus, [SHARED_ID, "US72000001A1", "US71000001A1"]) == ["US72000001A1"], "three hits, one missing"
    retire_corpus(actor, licensed.alpha.pk)
    assert missing(actor, row, reading(actor)) == ["US71000001A1"]


def test_it_is_reviewed_once(world: World, licensed: Licensed) -> None:
    actor = world.actor("administrator")
    row = make_list(actor, "Both", records=[SHARED_ID], corpus=reading(actor))
    due: date = timezone.localdate() + timedelta(days=3)
    made = open_round(
        actor, row.pk, "Round", grades=["yes", "no"], reviewers=[world.administrator.pk], due=due, corpus=reading(actor)
    )
    assert ReviewItem.objects.of(actor).filter(round=made).count() == 1


def test_a_tag_misses_nothing(world: World, licensed: Licensed, signed_in: SignedIn) -> None:
    actor = world.actor("administrator")
    tag_records(actor, [SHARED_ID], "seen", reading(actor))
    client = signed_in("administrator")
    [(tag, _)] = client.get("/annotations").context["tags"]
    page = client.get(f"/annotations/tags/{tag.pk}")
    assert (page.context["total"], page.context["missing"]) == (2, 0)
