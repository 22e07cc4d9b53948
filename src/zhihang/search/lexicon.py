"""The characters and words that the language itself is made of, beyond ASCII: `lexical.yaml`."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

import yaml


@cache
def lexicon() -> dict[str, Any]:
    """Its tables: `twins operators with_distance complete units date_forms`."""
    tables: dict[str, Any] = yaml.safe_load((resources.files("zhihang.search") / "lexical.yaml").read_text("utf-8"))
    return tables
