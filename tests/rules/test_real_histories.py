"""Real American histories: stated term adjustments, expiries after the computed lapse, payments within windows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from zhihang.rules.deadlines import deadlines
from zhihang.rules.history import History, history
from zhihang.rules.loading import rule_book
from zhihang.rules.terms import term
from zhihang.rules.us_delays import us_delay

PARTS = {
    "pta_a": "aDelay",
    "pta_b": "bDelay",
    "pta_c": "cDelay",
    "pta_overlap": "overlapDelay",
    "pta_applicant": "applDelay",
    "pta_adjustment": "ptoAdjustments",
}
PAYMENTS = {"1": 1, "2": 2, "3": 3}
"""Last digit of a payment code (M1551, M2552 …) → number of the maintenance fee."""
PETITION = {"M1557", "M1558", "M1559", "M2557", "M2558", "M2559"}


@cache
def _applications(folder: Path) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for file in sorted(folder.glob("*.json")):
        answer = json.loads(file.read_text("utf-8"))
        for doc in answer.get("queryResults", {}).get("searchResponse", {}).get("response", {}).get("docs", []):
            found.setdefault(doc["applId"], doc)
    return found


@pytest.fixture
def applications(shared: Path) -> list[dict[str, Any]]:
    return list(_applications(shared / "data" / "us-prosecution" / "peds").values())


def _events(doc: dict[str, Any]) -> Iterator[tuple[str, date]]:
    for item in doc.get("transactions", ()):
        yield item["code"], date.fromisoformat(item["recordDate"][:10])


def _granted(doc: dict[str, Any], *more: str) -> History | None:
    if not doc.get("patentIssueDate") or doc.get("appType") != "Utility":
        return None
    events = [f"filing={doc['appFilingDate'][:10]}", f"grant={doc['patentIssueDate'][:10]}", *more]
    return history("US", "patent", events, as_of=date(2026, 1, 1))


@pytest.mark.real_data
def test_every_stated_term_adjustment_is_the_sum_of_its_parts(applications: list[dict[str, Any]]) -> None:
    stated = [doc for doc in applications if doc.get("totalPtoDays") is not None]
    assert len(stated) >= 90
    for doc in stated:
        days = {ours: int(doc[theirs]) for ours, theirs in PARTS.items()}
        of = history("US", "patent", [f"filing={doc['appFilingDate'][:10]}"], days=days)
        adjustment = next((item for item in term(of).adjustments), None)
        if adjustment is None:
            assert doc["appFilingDate"][:10] < "2000-05-29", doc["applId"]
            continue
        assert adjustment.days == int(doc["totalPtoDays"]), doc["applId"]


@pytest.mark.real_data
def test_each_maintenance_payment_falls_where_the_rules_allow_it(applications: list[dict[str, Any]]) -> None:
    checked = 0
    for doc in applications:
        of = _granted(doc)
        events = dict(_events(doc))
        payments = [(c, d) for c, d in _events(doc) if c[:4] in ("M155", "M255", "M355") and c[-1] in PAYMENTS]
        if of is None or not payments:
            continue
        fees = {item.number: item for item in deadlines(of) if item.rule.rule == "us.patent.maintenance"}
        for code, paid in payments:
            fee = fees[PAYMENTS[code[-1]]]
            if PETITION & set(events) and "EXP." in events:
                continue  # paid with a petition after the recorded expiry
            assert fee.opens is not None
            assert fee.last_day is not None
            assert fee.opens <= paid <= fee.last_day, (doc["applId"], code, paid)
            checked += 1
    assert checked >= 120


@pytest.mark.real_data
def test_each_recorded_expiry_lies_after_the_computed_lapse(applications: list[dict[str, Any]]) -> None:
    checked = 0
    for doc in applications:
        expired = [day for code, day in _events(doc) if code == "EXP."]
        numbers = [c[-1] for c, _ in _events(doc) if c[:4] in ("M155", "M255", "M355") and c[-1] in PAYMENTS]
        of = _granted(doc)
        if of is None or not expired:
            continue
        unpaid = [
            item.lapse_date
            for item in deadlines(of)
            if item.rule.rule == "us.patent.maintenance" and str(item.number) not in numbers and item.lapse_date
        ]
        if PETITION & {code for code, _ in _events(doc)}:
            unpaid = [
                item.lapse_date
                for item in deadlines(of)
                if item.rule.rule == "us.patent.maintenance" and item.lapse_date
            ]
        assert any(lapse < day for lapse in unpaid for day in expired), doc["applId"]
        latest = max(lapse for lapse in unpaid if lapse < expired[0])
        assert (expired[0] - latest).days < 200, (doc["applId"], latest, expired)
        checked += 1
    assert checked >= 12


REJECTIONS = {"MCTNF", "MCTFR", "MCTRS", "MCTEQ"}
REPLIES = {"A...", "A.NE", "ELC.", "A.NQ", "AMSB"}


def _told(doc: dict[str, Any]) -> list[str]:
    events = [f"filing={doc['appFilingDate'][:10]}", f"grant={doc['patentIssueDate'][:10]}"]
    acted = False
    for code, day in sorted(_events(doc), key=lambda pair: pair[1]):
        if code in REJECTIONS:
            events.append(f"{'further_office_action' if acted else 'office_action'}={day}")
            acted = True
        elif code == "MN/=.":
            events.append(f"grant_notice={day}")
        elif code in REPLIES:
            events.append(f"reply={day}")
    return events


@pytest.mark.real_data
def test_most_delays_of_the_office_are_estimated_to_the_day(applications: list[dict[str, Any]]) -> None:
    """Appeals and continued examination, which the estimate leaves out, explain the others."""
    docs = [d for d in applications if d.get("totalPtoDays") is not None and d.get("patentIssueDate")]
    docs = [d for d in docs if d["appFilingDate"] >= "2000-05-29"]
    exact = sum(us_delay(rule_book(), _told(doc)).reasons[0] == doc["aDelay"] for doc in docs)
    assert exact >= len(docs) * 0.7
