from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
import yaml

from zhihang.demo import settings
from zhihang.demo.inventions import Invention
from zhihang.standards.numbers import cn, ep

SERIES = yaml.safe_load((Path(__file__).parent / "cases" / "series.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", SERIES, ids=[case["what"] for case in SERIES])
def test_numbers_lie_outside_what_offices_have_given(made: list[Invention], case: dict[str, str]) -> None:
    filings = [filing for invention in made for filing in invention.filings if filing.office == case["office"]]
    found = (
        {filing.number for filing in filings}
        if case["of"] == "application"
        else {publication.number for filing in filings for publication in filing.publications}
    )
    assert found
    assert [number for number in found if not re.fullmatch(case["pattern"], number)] == []


def test_check_digits_are_right(made: list[Invention]) -> None:
    for filing in (filing for invention in made for filing in invention.filings):
        if filing.office in ("CN", "EP"):
            scheme = cn.APPLICATION if filing.office == "CN" else ep.APPLICATION
            assert scheme.validate(filing.printed) == filing.number
            assert len(filing.printed) == len(filing.number) + 2


def test_numbers_are_given_once_and_in_the_order_of_dates(made: list[Invention]) -> None:
    filings = [filing for invention in made for filing in invention.filings]
    assert len({(filing.office, filing.number) for filing in filings}) == len(filings)
    grants = sorted(
        (each.number, each.date)
        for filing in filings
        if filing.office == "US"
        for each in filing.publications
        if each.stage == "grant"
    )
    dates = [date for _, date in grants]
    assert dates == sorted(dates)


def test_dates_follow_one_another(made: list[Invention]) -> None:
    for invention in made:
        first = invention.filings[0]
        for filing in invention.filings:
            assert filing.date >= first.date
            assert filing.date.weekday() < 5
            if filing.route in ("paris", "international"):
                assert filing.date - first.date <= datetime.timedelta(days=366)
            dates = [filing.date, *(publication.date for publication in filing.publications)]
            assert dates == sorted(dates)
            assert dates[-1] <= settings.day("last_day")


def test_publications_appear_on_the_days_of_the_gazettes(made: list[Invention]) -> None:
    days = {"EP": 2, "WO": 3, "CN": 4}
    for publication in (publication for invention in made for publication in invention.publications):
        if publication.filing.office in days:
            assert publication.date.weekday() == days[publication.filing.office]


def test_kind_codes_are_those_of_their_time(made: list[Invention]) -> None:
    for publication in (publication for invention in made for publication in invention.publications):
        if publication.kind in ("C", "Y"):
            assert publication.date < datetime.date(2010, 4, 7)
        if publication.kind in ("B", "U"):
            assert publication.date >= datetime.date(2010, 4, 7)


def test_publications_cite_only_what_was_there_before_their_filing(made: list[Invention]) -> None:
    for publication in (publication for invention in made for publication in invention.publications):
        for cited in publication.cited:
            if cited.publication is not None:
                assert cited.publication.date < publication.filing.date
                assert cited.publication.filing.invention is not publication.filing.invention
