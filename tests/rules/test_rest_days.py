"""Rest days are named in the reader's language."""

from __future__ import annotations

import pytest

from zhihang.rules.calendar import calendars
from zhihang.rules.rest_days import rest_day_text


@pytest.mark.parametrize(
    ("name", "english", "chinese"),
    [
        ("weekend", "weekend", "周末"),
        ("国庆节", "National Day", "国庆节"),
        ("Independence Day (observed)", "Independence Day (observed)", "独立日（补休）"),
        ("Alternative holiday for Children's Day", "alternative holiday for Children's Day", "儿童节替代休息日"),
        ("Mid-Autumn Festival; National Day", "Mid-Autumn Festival; National Day", "中秋节; 国庆节"),
        ("Flood of 1998", "Flood of 1998", "Flood of 1998"),
    ],
)
def test_a_name_in_both_languages(name: str, english: str, chinese: str) -> None:
    assert rest_day_text(name, "en") == english
    assert rest_day_text(name, "zh") == chinese


def test_every_rest_day_of_the_calendars_has_both_names() -> None:
    names = {
        name for each in calendars().values() for year in range(2005, 2031) for name in each.year(year).rest.values()
    }
    assert sorted(name for name in names if rest_day_text(name, "zh").isascii()) == []
    assert sorted(name for name in names if not rest_day_text(name, "en").isascii()) == []
