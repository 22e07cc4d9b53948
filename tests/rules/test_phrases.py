"""What registers say in words: read as the legal event that it is, and as none where nothing follows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from zhihang.records.events import Event as Told
from zhihang.records.events import Status as StatedStatus
from zhihang.records.provenance import Provenance
from zhihang.records.record import Record
from zhihang.rules.events import event_kinds
from zhihang.rules.history import history
from zhihang.rules.record_history import history_of, known_until
from zhihang.rules.register import RegisterEvent, code_of, codes, phrases, translated
from zhihang.rules.status import status

CASES = [
    line.split("\t")
    for line in (Path(__file__).parent / "phrases.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
DAY = date(2020, 4, 24)
GRANTED = ["filing=2012-01-05", "grant=2015-03-04"]


@pytest.mark.parametrize(("office", "right", "text", "event", "more"), CASES, ids=[case[2] for case in CASES])
def test_a_line_without_a_code_is_read_by_its_words(office: str, right: str, text: str, event: str, more: str) -> None:
    whole, _ = translated([RegisterEvent(DAY, text=text)], office, right)
    assert [each.name for each in whole] == ([] if event == "–" else [event])
    found = code_of(RegisterEvent(DAY, text=text), office, right)
    if "=" in more:
        assert found
        assert dict(found.attributes) == dict([more.split("=")])
    elif more:
        assert found
        assert found.flag == more


def test_every_row_names_an_event_that_there_is_and_a_source() -> None:
    for row in phrases():
        assert not row.event or row.event in event_kinds(), row.words
        assert row.source, row.words
    for office, known in codes().items():
        for code, entry in known.items():
            assert entry.event in event_kinds(), (office, code)


def test_a_code_counts_before_words() -> None:
    [event], _ = translated([RegisterEvent(DAY, "GR01", text="未缴年费专利权终止")], "CN", "patent")
    assert event.name == "grant"


def test_the_status_follows_from_words() -> None:
    lapsed = status(history("CN", "patent", GRANTED), register=[RegisterEvent(DAY, text="未缴年费专利权终止")])
    assert (lapsed.value, lapsed.since) == ("lapsed", DAY)
    pledged = status(history("CN", "patent", GRANTED), register=[RegisterEvent(DAY, text="专利权质押合同登记的生效")])
    assert pledged.flags == ("pledged",)


def test_codes_of_marks_are_not_those_of_patents() -> None:
    [event], _ = translated([RegisterEvent(DAY, "RNL1")], "US", "trademark")
    assert event.name == "renewal"
    assert translated([RegisterEvent(DAY, "RNL1")], "US", "patent") == ((), {})
    assert translated([RegisterEvent(DAY, "FP")], "US", "trademark") == ((), {})


def test_a_lapse_in_one_state_leaves_the_others() -> None:
    whole, parts = translated([RegisterEvent(DAY, "B475", office="FI"), RegisterEvent(DAY, "B450", office="EP")], "EP")
    assert [each.name for each in whole] == ["grant"]
    assert {state: [each.name for each in events] for state, events in parts.items()} == {"FI": ["lapse"]}


@pytest.mark.parametrize(
    ("said", "office", "kind", "right", "published", "granted"),
    [
        ("a utility model is published when granted", "CN", "U", "utility_model", "2018-08-03", date(2018, 8, 3)),
        ("before 1993 it was only laid open to opposition", "CN", "U", "utility_model", "1990-05-02", "none"),
        ("a US patent", "US", "B2", "patent", "2020-01-07", date(2020, 1, 7)),
        ("a US application", "US", "A1", "patent", "2020-01-02", "none"),
        ("a European patent", "EP", "B1", "patent", "2020-01-08", date(2020, 1, 8)),
        ("a kind that only the general table knows", "XX", "B", "patent", "2020-01-08", "none"),
    ],
)  # fmt: skip
def test_a_document_of_a_grant_proves_the_grant(
    said: str, office: str, kind: str, right: str, published: str, granted: object
) -> None:
    record = Record(
        id=f"{office}1{kind}", right_id=f"{office}-1", right=right, office=office, number="1", kind=kind,
        publication_date=published,
    )  # fmt: skip
    found = [each.date for each in history_of(record).events if each.name == "grant"]
    assert found == ([] if granted == "none" else [granted]), said


def test_silence_after_the_last_delivery_says_nothing() -> None:
    """A mark whose renewal is on record shows that renewals are told, but not those due after its file was made."""
    dates = ["filing=1995-02-07", "registration=1998-08-04", "reply=2003-11-06", "renewal=2008-08-01"]
    told = history("US", "trademark", dates, as_of=date(2026, 11, 22))
    assert status(told).value in {"expired", "lapsed"}
    old = status(replace(told, known_until=date(2011, 12, 29)))
    assert old.value == "active"
    assert old.missing


def test_what_a_record_can_tell_ends_with_its_last_event_or_delivery() -> None:
    record = Record(
        id="US-TM-1", right_id="US-TM-1", right="trademark", office="US", number="1",
        events=(Told(date="2008-08-11"), Told(date="2011")), status=StatedStatus(value="active", date="2009-01-02"),
        provenance=(Provenance(product="p", file="f", delivered="2010-05-06"),),
    )  # fmt: skip
    assert known_until([record]) == date(2010, 5, 6)
