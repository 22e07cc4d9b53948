"""International publication of real applications: WIPO's own list against the day that the rule expects."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from zhihang.rules.second_opinion import opinion

FILES = ("patentscope_pizza_2006_2011_8458.xls", "patentscope_pizza_2012_2015_6177.xls")
PRIORITY = re.compile(r"\b(\d{2}\.\d{2}\.\d{4})\b|\b[A-Z]{2} (\d{8}) ")
WEEK = timedelta(days=7)
#: Published before eighteen months had passed, which only the applicant can ask for (PCT Article 21(2)(b)); the list
#: does not say whether they did, or whether it names a later priority only.
EARLY = {"WO2012120154", "WO2012120155", "WO2012120156", "WO2015193869"}


def _published(folder: Path) -> Iterator[tuple[str, date, date]]:
    """Number, earliest priority and publication of each international application with a priority."""
    for name in FILES:
        rows = CalamineWorkbook.from_path(folder / name).get_sheet_by_index(0).to_python()
        for number, published, _, priorities, *_ in rows:
            days = [_day(dotted or plain) for dotted, plain in PRIORITY.findall(str(priorities))]
            if str(number).startswith("WO") and days:
                yield str(number), min(days), _day(str(published))


def _day(text: str) -> date:
    return datetime.strptime(text, "%d.%m.%Y" if "." in text else "%Y%m%d").date()


def _expected(priority: date) -> date | None:
    found = opinion([f"priority={priority}"], "WO", "patent", route="pct").deadlines
    return next(limit.due for limit in found if limit.rule == "wo.patent.publication")


@pytest.mark.real_data
def test_applications_are_published_soon_after_the_expected_day_and_not_before(shared: Path) -> None:
    found = list(_published(shared / "data" / "exports" / "patentscope"))
    expected = {priority: _expected(priority) for _, priority, _ in found}
    after = [(number, published - due) for number, priority, published in found if (due := expected[priority])]
    early = {number for number, late in after if late < timedelta(0)}
    assert len(after) == len(found) > 2500
    assert early == EARLY
    assert sum(late <= 3 * WEEK for _, late in after) > 0.9 * len(after)
