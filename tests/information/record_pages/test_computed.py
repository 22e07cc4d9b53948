"""What a record's page computes: status from all documents of a right, effects of events, family, office pages."""

from __future__ import annotations

from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from zhihang.information.record_pages.event_effects import timeline
from zhihang.information.record_pages.family_table import family_table
from zhihang.information.record_pages.office_pages import office_pages
from zhihang.information.record_pages.right_status import concluded
from zhihang.information.record_pages.status_sheet import StatusSheet
from zhihang.records.record import Record
from zhihang.standards.rights import rights

CASES = yaml.safe_load(Path(__file__).with_name("statuses.yaml").read_text("utf-8"))
TODAY = date(2026, 11, 22)


def made(**keys: Any) -> Record:
    number = {"right_id": "CN-PA-202019000009", "right": "patent", "office": "CN", "number": "190000009"}
    return msgspec.convert({"id": "CN190000009B", "kind": "B", **number, **keys}, Record)


@pytest.mark.parametrize("name", list(CASES))
def test_a_status_rests_on_every_document_of_the_right(name: str) -> None:
    case = CASES[name]
    records = [made(**keys) for keys in case["records"]]
    for order in (records, records[::-1]):
        found = concluded(order, TODAY, "en")
        assert found.answer.value == case["value"]
        assert len(found.answer.conflicts) == case.get("conflicts", 0)
        assert len(found.outdated) == case.get("outdated", 0)
        if "last_day" in case:
            assert case["last_day"] == (str(found.term.last_day) if found.term.last_day else None)


def test_unrecorded_payments_of_one_rule_stand_together_with_their_rule() -> None:
    record = made(filing_date="2015-03-02", grant_date="2018-08-16")
    sheet = StatusSheet(record, [record], concluded([record], TODAY, "en"), "en")
    assert {gap.rule for gap in sheet.gaps} == {"cn.patent.annuity"}
    assert sum(len(gap.lines) for gap in sheet.gaps) == len(sheet.found.answer.missing) > 5
    assert sheet.term_rule == "cn.patent.term"
    assert all(line.citation for line in sheet.term_lines)


def test_an_end_that_the_source_states_otherwise_is_a_conflict() -> None:
    def conflicts(expiry: str) -> bool:
        record = made(filing_date="2015-03-02", grant_date="2018-08-16", expiry_date=expiry)
        return StatusSheet(record, [record], concluded([record], TODAY, "en"), "en").expiry_conflict

    assert conflicts("2036-03-02")
    assert not conflicts("2035-03-02"), "the day law calls the end"
    assert not conflicts("2035-03-01"), "the last day"
    assert not conflicts("2036"), "a year alone is not compared"


def test_each_event_says_what_it_does_to_the_status() -> None:
    events = [
        {"date": "2018-08-16", "category": "F", "text": "Granted"},
        {"date": "2019-01-05", "code": "XX99", "text": "Something"},
        {"date": "2021-04-24", "category": "H", "text": "Ceased"},
        {"text": "Undated"},
    ]
    record = made(filing_date="2015-03-02", events=events)
    entries = timeline(record, concluded([record], TODAY, "en"), "en")
    told = {entry.event.text: (entry.before, entry.after) for entry in entries if entry.event}
    assert told == {
        "Granted": ("pending", "active"), "Something": ("", ""), "Ceased": ("active", "lapsed"), "Undated": ("", ""),
    }  # fmt: skip
    assert [entry.labels for entry in entries if entry.event is None] == [("filing",)]
    assert [entry.day for entry in entries] == ["2021-04-24", "2019-01-05", "2018-08-16", "2015-03-02", ""]


def test_family_members_have_dates_status_and_links_and_are_drawn_only_where_days_are_known() -> None:
    family = {
        "simple": {"id": "S1", "members": ["CN190000009B", "EP9900001A1", "US99000001B2"]},
        "extended": {"id": "X1", "members": ["CN190000009B", "JP9755012B2"]},
        "links": [{"application": "EP1", "relation": "priority", "to": "CN202019000009", "documents": ["EP9900001A1"]}],
    }
    shown = made(filing_date="2020-03-02", grant_date="2022-08-16", family=family)
    other = made(id="EP9900001A1", right_id="EP-PA-1", office="EP", number="9900001", kind="A1", filing_date="2021-03")
    known = {"CN190000009B": shown.id, "EP9900001A1": other.id, "JP9755012B2": "JP9755012B2"}
    table = family_table(shown, known, {shown.id: shown, other.id: other}, TODAY, "en")
    own, european, american, japanese = table.members
    assert [own.is_shown, european.is_shown] == [True, False]
    assert [(link.relation, link.to) for link in european.links] == [("priority", "CN202019000009")]
    assert (american.record, american.status, american.office, american.kind) == (None, None, "US", "B2")
    assert not japanese.is_simple
    assert table.is_partial, "a member is in the corpus and was not fetched"
    assert [member.number for member in table.bars] == ["CN190000009B"], "a month alone is drawn nowhere"
    bar = own.bar
    assert bar is not None
    assert bar.pending is not None
    assert bar.granted is not None
    assert bar.remaining is not None
    assert bar.pending[0] + bar.pending[1] == bar.granted[0]
    assert str(own.expires) == "2040-03-01"


@pytest.mark.parametrize(
    ("keys", "urls"),
    [
        (
            {"office": "US", "number": "99000001", "kind": "B2", "application_number": "US39000001"},
            {"pn%3DUS99000001B2", "patentcenter.uspto.gov/applications/39000001"},
        ),
        ({"office": "WO", "number": "2021990001", "kind": "A1"}, {"pn%3DWO2021990001A1", "docId=WO2021990001"}),
        ({"office": "US", "number": "99000001", "kind": "B2"}, {"pn%3DUS99000001B2"}),
        ({"office": "CA", "number": "2999999", "kind": "C"}, {"pn%3DCA2999999C", "patent/2999999/summary.html"}),
        ({"office": "GB", "number": "2999999", "kind": "B"}, {"pn%3DGB2999999B", "PublicationNumber/GB2999999"}),
        (
            {
                "office": "GB",
                "right": "trademark",
                "number": "3999999",
                "kind": None,
                "id": "GB-TM-3999999",
                "right_id": "GB-TM-3999999",
                "application_number": "3999999",
            },
            {"Results/1/UK00003999999"},
        ),
    ],
)
def test_offices_are_linked_with_the_number_they_ask_for(keys: dict[str, str], urls: set[str]) -> None:
    found = [page.url for page in office_pages(made(**keys))]
    assert len(found) == len(urls)
    assert all(any(url.endswith(end) for url in found) for end in urls)


def test_every_address_says_where_it_was_seen_and_the_page_says_where_not() -> None:
    path = resources.files("zhihang.information.record_pages") / "office_pages.tsv"
    header, *lines = [line.split("\t") for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    for line in (dict(zip(header, each, strict=True)) for each in lines):
        assert line["evidence"], line
        assert date.fromisoformat(line["looked_up"]), line
        assert line["seen"] in ("yes", "no"), line
        assert ("{}" in line["url"]) == (line["number"] != "search"), line
        assert set(line["rights"].split()) <= set(rights()), line
    shown = {page.url: page.is_seen for page in office_pages(made())}
    assert shown["http://epub.cnipa.gov.cn/patent/CN190000009B"] is False
    assert shown["https://worldwide.espacenet.com/patent/search?q=pn%3DCN190000009B"] is True


def test_a_number_that_is_none_of_the_office_makes_no_link() -> None:
    hostile = made(office="US", right="trademark", application_number="US<script>", id="x", right_id="x")
    assert office_pages(hostile) == []


def test_a_term_that_is_over_is_not_said_to_end() -> None:
    """What fell due after the last event is open: the page says until when sources tell, and that the term is past."""
    keys = {"id": "US-TM-1", "right_id": "US-TM-1", "right": "trademark", "office": "US", "number": "1", "kind": None}
    events = [
        {"date": "2003-11-06", "code": "C15A", "office": "US"},
        {"date": "2008-08-01", "code": "RNL1", "office": "US"},
        {"date": "2011-12-29", "code": "CHAN", "office": "US"},
    ]
    record = made(**keys, filing_date="1995-02-07", registration_date="1998-08-04", events=events)
    found = concluded([record], TODAY, "en")
    sheet = StatusSheet(record, [record], found, "en")
    assert (found.answer.value, str(found.known_until)) == ("active", "2011-12-29")
    assert sheet.is_term_past
    assert sheet.gaps
