from __future__ import annotations

import datetime
from collections import Counter

from zhihang.demo.draw import Draw


def test_a_stream_gives_the_same_on_every_machine() -> None:
    draw = Draw(1, "pinned")
    assert [draw.whole(0, 999) for _ in range(5)] == [259, 9, 626, 965, 415]


def test_streams_of_other_names_and_seeds_differ() -> None:
    drawn = [[Draw(*name).whole(0, 10**9)] for name in ((1, "a"), (1, "b"), (2, "a"), (1, "a", 0))]
    assert len({each[0] for each in drawn}) == 4


def test_some_gives_different_items_and_never_more_than_there_are() -> None:
    draw = Draw(1, "some")
    assert sorted(draw.some("abc", 9)) == ["a", "b", "c"]
    assert all(len(set(draw.some(range(20), 7))) == 7 for _ in range(50))


def test_heavier_items_come_more_often() -> None:
    draw = Draw(1, "weighted")
    found = Counter(draw.weighted("xyz", (90, 10, 0)) for _ in range(2000))
    assert 1700 < found["x"] < 1900
    assert found["z"] == 0


def test_days_lie_between_both_ends() -> None:
    draw = Draw(1, "days")
    first, last = datetime.date(2020, 2, 27), datetime.date(2020, 3, 1)
    assert {draw.day(first, last) for _ in range(200)} == {first + datetime.timedelta(days=n) for n in range(4)}
