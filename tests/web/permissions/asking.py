"""Asks one address of the application as each of those who may or may not, and says in one word what came back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

HERE = Path(__file__).parent
WHO = ("anonymous", "closed", "reader", "member", "outsider", "administrator", "operator")
"""`closed`: nobody, where the operator lets nobody in particular read."""

Row = dict[str, str]


def table() -> list[Row]:
    """The rows of the matrix."""
    lines = (HERE / "matrix.tsv").read_text("utf-8").splitlines()
    names = lines[0].split("\t")
    return [dict(zip(names, line.split("\t"), strict=True)) for line in lines[1:]]


def views(patterns: Any = None, space: str = "", route: str = "") -> Iterator[tuple[str, str]]:
    """The name and the route of every view."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from views(pattern.url_patterns, inner, route + str(pattern.pattern))
        elif isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}", route + str(pattern.pattern)


def filled(text: str, things: dict[str, Any]) -> str:
    """A text of the table with the numbers of the things it names."""
    return re.sub(r"\{(\w+)\}", lambda found: str(things[found[1]]), text)


def answered(client: Client, row: Row, things: dict[str, Any], secret: str) -> str:
    """The answer in a word: the status, or `sign in` where one is sent there. What it changed is undone."""
    address, said = filled(row["address"], things), filled(row["said"], things)
    options: dict[str, Any] = {}
    if address.startswith("/api/"):
        options = {"headers": {"authorization": f"Bearer {secret}"} if secret else {}}
        options |= {"data": said, "content_type": "application/json"} if said else {}
    elif said:
        options = {"data": _form(said)}
    with transaction.atomic():
        response = getattr(client, row["method"])(address, **options)
        transaction.set_rollback(True)
    if response.status_code == 302 and "/accounts/login/" in response.headers["Location"]:
        return "sign in"
    return str(response.status_code)


def _form(said: str) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for name, value in parse_qsl(said):
        values.setdefault(name, []).append(value)
    return values
