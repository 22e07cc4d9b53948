"""Classes of goods and services 尼斯分类: the numbers 1 to 45.

>>> canonical("09"), canonical(" 042 "), name("9", "en")
('9', '42', 'scientific apparatus, computers, software')
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Literal

from zhihang.errors import InvalidCode
from zhihang.messages import Language
from zhihang.standards.tables import rows

_WRITTEN = re.compile(r"0{0,2}([1-9]\d?)")


@dataclass(frozen=True, slots=True)
class NiceClass:
    """One class 商品服务类别 with a short name of ours."""

    number: str
    kind: Literal["goods", "services"]
    en: str
    zh: str


@cache
def nice_classes() -> dict[str, NiceClass]:
    """The classes by number."""
    return {
        row["class"]: NiceClass(row["class"], "goods" if row["kind"] == "goods" else "services", row["en"], row["zh"])
        for row in rows("nice.tsv")
    }


def canonical(text: str) -> str:
    """The class without leading zeros: `9`. Raises `InvalidCode` (`NICE`)."""
    match = _WRITTEN.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if match is None or match[1] not in nice_classes():
        raise InvalidCode("NICE", room="standards", value=text)
    return match[1]


def is_class(text: str) -> bool:
    """Whether the text is a class from 1 to 45."""
    try:
        canonical(text)
    except InvalidCode:
        return False
    return True


def name(number: str, language: Language = "en") -> str:
    """The class for people."""
    entry = nice_classes()[canonical(number)]
    return entry.zh if language == "zh" else entry.en
