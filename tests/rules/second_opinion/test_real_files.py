"""Maintenance of real American patents: payments lie where they may, expiries after the computed day."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from zhihang.rules.second_opinion import opinion

# The third character of a payment code is the entity, the last the number of the fee (M1551, M2552 …).
NUMBERS = {"1": 1, "2": 2, "3": 3}
ACCEPTED_LATE = "PMFG"
"""A petition was granted: the payment was accepted after the grace period."""


def _files(folder: Path) -> Iterator[dict[str, Any]]:
    seen = set()
    for path in sorted(folder.glob("*.json")):
        found = json.loads(path.read_text(encoding="utf-8")).get("queryResults") or {}
        for item in found.get("searchResponse", {}).get("response", {}).get("docs", ()):
            if item["applId"] not in seen and item.get("patentIssueDate") and item.get("transactions"):
                seen.add(item["applId"])
                yield item


def _happened(item: dict[str, Any]) -> list[tuple[str, date]]:
    return [(entry["code"] or "", date.fromisoformat(entry["recordDate"][:10])) for entry in item["transactions"]]


def _is_patent_with_fees(item: dict[str, Any]) -> bool:
    return str(item.get("patentNumber", "")).isdigit() and (item.get("appType") or "Utility") == "Utility"


@pytest.mark.real_data
def test_payments_and_expiries_of_real_files(shared: Path) -> None:
    paid = expired = 0
    wrong = []
    for item in filter(_is_patent_with_fees, _files(shared / "data" / "us-prosecution" / "peds")):
        filed, granted = item["appFilingDate"][:10], item["patentIssueDate"][:10]
        limits = opinion([f"filing={filed}", f"grant={granted}"], "US", "patent").deadlines
        fees = {limit.number: limit for limit in limits if limit.rule == "us.patent.maintenance"}
        happened = _happened(item)
        forgiven = any(code == ACCEPTED_LATE for code, _ in happened)
        for code, day in happened:
            limit = fees.get(NUMBERS.get(code[-1], 0)) if code[:4] in ("M155", "M255", "M355") else None
            if limit is not None:
                last = limit.last_day_of_grace
                paid += 1
                if not (limit.opens and last and limit.opens <= day <= last) and not forgiven:
                    wrong.append((item["applId"], code, day, limit.opens, last))
            if code == "EXP.":
                expired += 1
                if not any(limit.lapse_date and limit.lapse_date <= day for limit in fees.values()):
                    wrong.append((item["applId"], code, day, granted, ""))
    assert wrong == []
    assert paid > 100
    assert expired > 10
