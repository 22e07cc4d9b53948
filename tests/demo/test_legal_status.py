from __future__ import annotations

from zhihang.demo import settings
from zhihang.demo.inventions import Invention
from zhihang.demo.legal_status import rows
from zhihang.demo.tables import years_after

ENDED = {"期限届满", "未缴年费", "驳回", "视为撤回"}


def test_each_chinese_publication_has_a_line(made: list[Invention]) -> None:
    printed = {row["publication"] for row in rows(made, 1)}
    assert printed == {
        publication.printed
        for invention in made
        for publication in invention.publications
        if publication.filing.office == "CN"
    }


def test_nothing_is_in_force_after_its_term(made: list[Invention]) -> None:
    stated = {row["application"]: row for row in rows(made, 1)}
    for filing in (filing for invention in made for filing in invention.filings if filing.office == "CN"):
        row = stated.get(filing.printed)
        if row is None:
            continue
        is_over = years_after(filing.date, settings.setting("terms")[filing.right]) <= settings.day("last_day")
        granted = filing.published("grant") is not None
        assert not (is_over and granted) or row["status"] in ENDED
        assert row["status"] != "有效" or (granted and not is_over)
        assert (row["status"] in ("驳回", "视为撤回", "实质审查")) == (not granted)


def test_events_stand_in_order_and_the_last_one_dates_the_status(made: list[Invention]) -> None:
    for row in rows(made, 1):
        days = [event.split(" ")[0] for event in row["events"].split("; ")]
        assert days == sorted(days)
        assert row["status_date"] == days[-1] <= settings.day("last_day").isoformat()
