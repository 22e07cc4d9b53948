"""Every page of accounts, organizations and audit, asked by everybody."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

ROWS = list(csv.DictReader(Path(__file__).with_name("permissions.tsv").open(encoding="utf-8"), delimiter="\t"))
WHO = ("anonymous", "stranger", "member", "auditor", "outsider", "administrator", "operator")
SAID = {"name": "New Unit", "email": "new@made-up.example", "role": "reader"}


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["address"])
def test_who_may(row: dict[str, str], who: str, world: object, signed_in: Callable[[str], Client]) -> None:
    names = ("group", "company", "member")
    address = row["address"].format(**{name: getattr(world, name).pk for name in names})
    response = getattr(signed_in(who), row["method"])(address, SAID if row["method"] == "post" else {})
    said = str(response.status_code)
    if said == "302" and "/accounts/login" in response.headers["Location"]:
        said = "sign in"
    assert said == row[who]
