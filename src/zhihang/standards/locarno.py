"""Locarno classification of designs 洛迦诺分类: class and subclass, `14-03`.

>>> canonical("1403"), canonical("14-3"), canonical("LOC (13) Cl. 06-01"), canonical("14")
('14-03', '14-03', '06-01', '14')
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from zhihang.errors import InvalidCode
from zhihang.messages import Language
from zhihang.standards.tables import rows

_PREFIX = re.compile(r"^(?:LOC\s*)?(?:\(\d{1,2}\)\s*)?(?:CL\.?\s*)?", re.IGNORECASE)
_WRITTEN = re.compile(r"(\d{1,2})(?:\s*[-./\s]\s*(\d{1,2})|(\d{2}))?(?:\s*[A-Z]\d*)?")


@cache
def locarno_classes() -> dict[str, tuple[str, str]]:
    """Class → English and Chinese name."""
    return {row["class"]: (row["en"], row["zh"]) for row in rows("locarno.tsv")}


def canonical(text: str) -> str:
    """`14-03`, or `14` for a whole class. Raises `InvalidCode` (`LOCARNO`)."""
    written = _PREFIX.sub("", unicodedata.normalize("NFKC", text).strip()).upper()
    match = _WRITTEN.fullmatch(written)
    number = match[1].zfill(2) if match else ""
    if match is None or number not in locarno_classes():
        raise InvalidCode("LOCARNO", room="standards", value=text, suggestions="14-03")
    subclass = match[2] or match[3]
    return f"{number}-{subclass.zfill(2)}" if subclass else number


def is_below(symbol: str, above: str) -> bool:
    """Whether a symbol is `above` or stands below it; both canonical."""
    return symbol == above or symbol.startswith(f"{above}-")


def name(symbol: str, language: Language = "en") -> str:
    """The class (the first two digits) for people."""
    return locarno_classes()[canonical(symbol)[:2]][language == "zh"]
