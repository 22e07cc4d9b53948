"""Whose word counts: the order of products, for all keys and for some of their own (`precedence.yaml`)."""

from __future__ import annotations

import hashlib
from fnmatch import fnmatchcase
from functools import cache
from importlib import resources
from typing import Any

from zhihang.messages import read_yaml


def _text() -> bytes:
    return (resources.files(__package__) / "precedence.yaml").read_bytes()


@cache
def _table() -> dict[str, Any]:
    return dict(read_yaml(_text()))


@cache
def rules_digest() -> str:
    """A digest of the table: editions made by different rules are different editions."""
    return hashlib.sha256(_text()).hexdigest()[:16]


@cache
def tier(product: str) -> str:
    """The tier of a product: `own`, `exchange` or `export`.

    >>> tier("us-grant-xml"), tier("docdb")
    ('own', 'exchange')
    """
    for name, patterns in _table()["tiers"].items():
        if any(fnmatchcase(product, pattern) for pattern in patterns):
            return str(name)
    return "own"


@cache
def rank(product: str, key: str = "") -> int:
    """The place of a product, 0 for the one whose word counts first; `key` for the order of one record key."""
    order = _table()["keys"].get(key) or list(_table()["tiers"])
    return int(order.index(tier(product)))


@cache
def is_cumulative(product: str) -> bool:
    """Whether later deliveries of the product add to earlier ones instead of replacing them."""
    return any(fnmatchcase(product, pattern) for pattern in _table()["cumulative"])
