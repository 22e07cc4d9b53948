"""The characters and words that the language itself is made of, beyond ASCII: `lexical.yaml`."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

from zhihang.messages import read_yaml


@cache
def lexicon() -> dict[str, Any]:
    """Its tables: `twins operators with_distance complete units date_forms`."""
    tables: dict[str, Any] = read_yaml((resources.files("zhihang.search") / "lexical.yaml").read_text("utf-8"))
    return tables
