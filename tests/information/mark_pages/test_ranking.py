"""Pages of similar marks: ranked once while they are turned, forgotten by size, never mixed up."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from tests.picture_corpus import picture_folder

from zhihang.information.mark_pages import selectors
from zhihang.information.mark_pages.ranking import Ranked
from zhihang.library.marks import Alike, SimilarMarks
from zhihang.search.marks.asked import take_apart
from zhihang.search.marks.likeness import likeness

__all__ = ["picture_folder"]


def answer(name: str, hits: int) -> SimilarMarks:
    asked = take_apart(name)
    alike = Alike({"id": "X"}, 0, (likeness("identical", asked, name),))
    return SimilarMarks(asked, (), (alike,) * hits, "e")


def test_turning_pages_ranks_once(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    ranked = selectors.similar_marks

    def counted(*given: object, **more: object) -> SimilarMarks:
        told.append(str(given[1]))
        return ranked(*given, **more)  # type: ignore[arg-type]  # handed through

    monkeypatch.setattr(selectors, "similar_marks", counted)
    for page in ("1", "2", "1"):
        assert client.get("/marks", {"name": "lanhe", "page": page}).status_code == 200
    assert told == ["lanhe"]
    client.get("/marks", {"name": "lanhe", "by": "identical"})
    client.get("/marks", {"name": "lanhe2"})
    assert told == ["lanhe", "lanhe", "lanhe2"]


def test_what_is_kept_is_bounded_by_hits() -> None:
    ranked = Ranked(most=10)
    asked: list[str] = []

    def ask(name: str, hits: int) -> int:
        def answered() -> SimilarMarks:
            asked.append(name)
            return answer(name, hits)

        return ranked.answer(name, answered).total

    assert [ask("a", 6), ask("b", 4), ask("a", 6), ask("c", 3), ask("a", 6), ask("b", 4)] == [6, 4, 6, 3, 6, 4]
    assert asked == ["a", "b", "c", "b"]  # b was asked least recently when c came
    assert ask("huge", 11) == ask("huge", 11) == 11
    assert asked[-2:] == ["huge", "huge"]


def test_hits_show_their_pictures(client: Client, picture_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHIHANG_CORPUS", str(picture_folder))
    page = client.get("/marks", {"name": "ring 9100001"}).content.decode()
    assert '<img class="thumb" src="/records/NZ-TM-9100001/pictures/1/small.png?edition=' in page


def test_results_have_a_column_of_pictures(
    client: Client, picture_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHIHANG_CORPUS", str(picture_folder))
    page = client.get("/search", {"q": "office=US OR office=NZ", "cols": "id,picture"}).content.decode()
    assert page.count('<img class="thumb"') == 5
    assert ">Picture<" in page or "Picture" in page.split("<thead>")[1].split("</thead>")[0]
    without = Client().get("/search", {"q": "office=NZ"}).content.decode()
    assert '<img class="thumb"' not in without
