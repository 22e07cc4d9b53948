"""Numbers of applications with the year in front, as Derwent writes them; made up."""

from __future__ import annotations

import pytest

from zhihang.errors import InvalidNumber
from zhihang.sources.tables.year_first import year_first


@pytest.mark.parametrize(
    ("printed", "joined"),
    [
        ("FR197512345A", "FR7512345"),
        ("FR19864321A", "FR8604321"),
        ("GB20091234A", "GB200901234"),
        ("KR20123456A", "KR20120003456"),
        ("KR20123456U", "KR20120003456"),
        ("JP201112345A", "JP2011012345"),
        ("JP20101234U", "JP2010001234"),
        ("EP2012123A", "EP12000123"),
        ("EP20020804818", "EP02804818"),
        ("IN2014DN123A", "IN123DN2014"),
        ("WO2002PT4A", "PCT/PT2002/000004"),
        ("CN200610012345A", "CN200610012345"),
    ],
)
def test_the_year_in_front(printed: str, joined: str) -> None:
    assert year_first(printed).joined == joined


@pytest.mark.parametrize("printed", ["TW2006123456A", "USX801234A", "IN2014123"])
def test_what_is_no_such_number_is_refused(printed: str) -> None:
    with pytest.raises(InvalidNumber):
        year_first(printed)
