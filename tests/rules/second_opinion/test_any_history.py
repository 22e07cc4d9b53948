"""Both calculators agree on histories that nobody thought of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

RIGHTS = (
    *((office, "patent") for office in ("CN", "US", "EP", "UP", "WO", "JP", "KR", "CA", "DE")),
    *((office, "trademark") for office in ("CN", "US", "EU", "WO", "JP", "KR")),
    *((office, "design") for office in ("CN", "US", "EU", "WO", "JP", "KR")),
    *((office, "utility_model") for office in ("CN", "JP", "KR")),
    *((office, "layout_design") for office in ("CN", "US")),
    *((office, "plant_variety") for office in ("CN", "US", "EU")),
    *((office, "copyright") for office in ("CN", "US", "EU", "JP", "KR")),
    ("EU", "spc"),
)
# Events of a life with the span of days after filing in which they may lie.
SPANS = {
    "priority": (-365, 0),
    "international_filing": (0, 0),
    "examination_request": (0, 1000),
    "search_report": (200, 900),
    "publication": (100, 700),
    "preliminary_publication": (100, 700),
    "national_entry": (600, 960),
    "office_action": (300, 1500),
    "further_office_action": (500, 1800),
    "communication": (10, 2500),
    "reply": (400, 2000),
    "refusal": (400, 2000),
    "grant_notice": (500, 2500),
    "grant": (200, 2600),
    "registration": (200, 2600),
    "license": (1000, 6000),
    "marketing_authorization": (1000, 5000),
    "first_marketing": (-700, 300),
    "creation": (-2000, -701),
    "lapse": (2700, 7000),
    "restoration": (2700, 7200),
    "withdrawal": (100, 2000),
    "terminal_disclaimer": (100, 2000),
    "appeal": (500, 2300),
    "expiry": (3000, 8000),
    "invalidation": (1500, 6000),
    "death": (2700, 20000),
}
DOCUMENTS = ("office_action", "further_office_action", "communication", "refusal", "grant_notice")
# What may be said beside an event, besides how a document was served.
SAID = {
    "communication": [
        "",
        ",kind=rule_71_3",
        ",kind=rule_161",
        ",kind=restriction",
        ",kind=invalidation",
        ",kind=opposition",
    ],
    "grant": ["", "", ",plant=tree", ",plant=wheat", ",compensation=yes"],
    "creation": ["", ",work=database", ",work=phonogram", ",work=hire"],
    "license": ["", ",open=yes", ",open=ended"],
    "marketing_authorization": ["", ",paediatric=yes"],
    "terminal_disclaimer": [",until=2024-02-29", ",until=2035-08-31"],
    "refusal": ["", ",deemed=yes"],
    "registration": ["", ",channel=electronic"],
}
# Days on which periods are apt to go wrong, besides all others.
EDGES = [
    date(year, month, day)
    for year in (2000, 2004, 2015, 2016, 2019, 2020, 2023, 2024, 2025)
    for month, day in ((1, 31), (2, 28), (3, 31), (4, 30), (5, 31), (8, 29), (8, 31), (10, 31), (12, 31))
] + [date(year, 2, 29) for year in (2000, 2004, 2016, 2020, 2024)]
filings = st.one_of(st.sampled_from(EDGES), st.dates(date(1985, 4, 1), date(2025, 12, 31)))


@st.composite
def histories(draw: st.DrawFn, right: str) -> tuple[list[str], dict[str, Any]]:
    """The events of one right and what else is said about it, written as on the command line."""
    filed = draw(filings)
    # An international design is a registration of WIPO (Hague) and is asked under WO.
    known = sorted(set(SPANS) - ({"international_filing", "national_entry"} if right == "design" else set()))
    names = draw(st.lists(st.sampled_from(known), max_size=6, unique=True))
    events = [] if draw(st.integers(0, 9)) == 0 else [f"filing={filed}"]
    for name in names:
        day = filed + timedelta(days=draw(st.integers(*SPANS[name])))
        said = draw(st.sampled_from(SAID.get(name, [""])))
        if name in DOCUMENTS:
            said += draw(st.sampled_from(["", ",service=paper", ",service=electronic", ",months=2", ",service=hand"]))
            if draw(st.integers(0, 3)) == 0:
                said += f",received={day + timedelta(days=draw(st.integers(0, 20)))}"
        events.append(f"{name}={day}{said}")
    more = {
        "route": draw(st.sampled_from([None, None, "direct", "paris", "pct", "madrid"])),
        "origin": draw(st.sampled_from([None, "resident", "nonresident"])),
        "reduction": draw(st.sampled_from([None, "single", "joint", "small", "micro"])),
        "claims": draw(st.sampled_from([None, 1, 10, 23])),
        "classes": draw(st.sampled_from([None, 1, 3])),
        "as_of": draw(st.one_of(st.none(), st.dates(date(2010, 1, 1), date(2040, 1, 1)))),
        "days": draw(
            st.dictionaries(
                st.sampled_from(["pta", "pte", "applicant_delay", "pta_a", "pta_b", "testing", "approval"]),
                st.integers(0, 2500),
                max_size=3,
            )
        ),
    }
    # What happened after the day of the answer is nobody's knowledge on that day.
    by_then = [event for event in events if more["as_of"] is None or event.split("=")[1][:10] <= str(more["as_of"])]
    return by_then, more


@pytest.mark.parametrize(("office", "right"), RIGHTS)
def test_both_calculators_agree(office: str, right: str, differences: Callable[..., list[Any]]) -> None:
    @settings(max_examples=40)
    @given(histories(right))
    def agree(made: tuple[list[str], dict[str, Any]]) -> None:
        events, more = made
        assert differences(office, right, events, **more) == []

    agree()


TODAY = date(2026, 6, 30)
# The number of a fee, the day of its payment as it lies to the due day, and whether the payment names the number.
payments = st.tuples(st.integers(1, 20), st.integers(-400, 400), st.booleans())


@pytest.mark.parametrize(
    ("office", "right", "base", "act", "every", "offset", "least"),
    [
        ("CN", "patent", "filing", "annuity_payment", 12, -1, 3),
        ("CN", "utility_model", "filing", "annuity_payment", 12, -1, 3),
        ("JP", "patent", "registration", "annuity_payment", 12, -1, 4),
        ("EP", "patent", "filing", "renewal_payment", 12, -1, 3),
        ("EU", "design", "filing", "renewal_payment", 60, 0, 1),
        ("EU", "trademark", "filing", "renewal", 120, 0, 1),
        ("CN", "trademark", "registration", "renewal", 120, 0, 1),
    ],
)
def test_both_lay_payments_to_the_same_fees(
    office: str,
    right: str,
    base: str,
    act: str,
    every: int,
    offset: int,
    least: int,
    differences: Callable[..., list[Any]],
) -> None:
    @settings(max_examples=40)
    @given(st.dates(date(1995, 1, 1), date(2020, 12, 28)), st.lists(payments, max_size=4, unique_by=lambda p: p[0]))
    def agree(start: date, paid: list[tuple[int, int, bool]]) -> None:
        events = [f"{base}={start}"]
        if base == "filing" and right in ("patent", "utility_model") and office == "CN":
            events.append(f"grant={start + timedelta(days=500)}")
        for number, shift, named in sorted(paid):
            due = start + timedelta(days=int(30.4375 * every * (number + offset)))
            if number >= least and due + timedelta(days=shift) <= TODAY:
                events.append(f"{act}={due + timedelta(days=shift)}" + (f",year={number}" if named else ""))
        assert differences(office, right, events, as_of=TODAY, claims=2, classes=1) == []

    agree()
