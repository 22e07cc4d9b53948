"""Vienna classification of figurative elements 维也纳分类: category, division, section, `3.7.17`.

>>> canonical("03.07.17"), canonical("030717"), canonical("3.7"), is_below("3.7.17", "3.7")
('3.7.17', '3.7.17', '3.7', True)
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from zhihang.errors import InvalidCode
from zhihang.messages import Language
from zhihang.standards.tables import rows

_DOTTED = re.compile(r"(A)?(\d{1,2})(?:[.,\s/-]+(\d{1,2}))?(?:[.,\s/-]+(\d{1,2}))?")
_DIGITS = re.compile(r"(A)?(\d{2})(\d{2})(\d{2})?")


@cache
def vienna_categories() -> dict[str, tuple[str, str]]:
    """Category → English and Chinese name."""
    return {row["category"]: (row["en"], row["zh"]) for row in rows("vienna.tsv")}


def canonical(text: str) -> str:
    """Numbers without leading zeros, joined by dots. An `A` in front marks an auxiliary section and is dropped.

    Raises `InvalidCode` (`VIENNA`).
    """
    written = unicodedata.normalize("NFKC", text).strip().upper()
    match = _DIGITS.fullmatch(written) or _DOTTED.fullmatch(written)
    parts = [str(int(part)) for part in match.groups()[1:] if part] if match else []
    if not parts or parts[0] not in vienna_categories() or "0" in parts:
        raise InvalidCode("VIENNA", room="standards", value=text, suggestions="3.7.17")
    return ".".join(parts)


def is_below(code: str, above: str) -> bool:
    """Whether a code is `above` or stands below it; both canonical."""
    return code == above or code.startswith(f"{above}.")


def name(code: str, language: Language = "en") -> str:
    """The category (the first number) for people."""
    return vienna_categories()[canonical(code).split(".")[0]][language == "zh"]
