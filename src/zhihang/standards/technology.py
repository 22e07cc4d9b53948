"""The 35 technology fields 技术领域 of Schmoch, from IPC symbols.

The longest match wins: main groups before subclasses (`A61K 8` is 14, other `A61K` 16; `G01N 33` is 11, other
`G01N` 10). Symbols newer than WIPO's table have no field, or one of our own reading marked unverified (`H10`).
How documents with several symbols are counted, by the first or by shares, is the counter's decision.
Source: U. Schmoch, Concept of a Technology Classification for Country Comparisons (WIPO 2008) and WIPO's updates.

    >>> field_of("A61K 8/02"), field_of("A61K 31/00"), field_of("G06N 3/08"), field_of("Y02E 10/50")
    (14, 16, 6, None)
    >>> is_verified("H10D 30/00")
    False
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache

from zhihang.messages import Language
from zhihang.standards.classes import parse
from zhihang.standards.tables import rows


@dataclass(frozen=True, slots=True)
class TechnologyField:
    """One of the 35 technology fields 技术领域 and its sector."""

    number: int
    sector_en: str
    sector_zh: str
    en: str
    zh: str

    def name(self, language: Language = "en") -> str:
        """The field for people."""
        return self.zh if language == "zh" else self.en

    def sector(self, language: Language = "en") -> str:
        """Its sector for people."""
        return self.sector_zh if language == "zh" else self.sector_en


@cache
def technology_fields() -> dict[int, TechnologyField]:
    """The fields by number, 1 to 35."""
    return {
        int(row["number"]): TechnologyField(
            int(row["number"]), row["sector_en"], row["sector_zh"], row["en"], row["zh"]
        )
        for row in rows("technology_fields.tsv")
    }


@cache
def _concordance() -> dict[str, tuple[int, bool]]:
    table = rows("technology_ipc.tsv")
    return {row["symbol"].removesuffix("/00"): (int(row["field"]), row["verified"] == "yes") for row in table}


@lru_cache(maxsize=1 << 16)
def _found(symbol: str) -> tuple[int, bool] | None:
    parsed = parse(symbol)
    if parsed.level in ("section", "class"):
        return None
    table = _concordance()
    for key in (f"{parsed.subclass} {parsed.main_group}", parsed.subclass, parsed.subclass[:3]):
        if key in table:
            return table[key]
    return None


def field_of(symbol: str) -> int | None:
    """The field of an IPC symbol, at least a subclass; None where none is known. Raises `InvalidCode`."""
    found = _found(symbol)
    return found[0] if found else None


def is_verified(symbol: str) -> bool:
    """Whether the field of the symbol stands in WIPO's table."""
    found = _found(symbol)
    return found is not None and found[1]


def fields_of(symbols: Iterable[str]) -> tuple[int, ...]:
    """The distinct fields of several symbols, in the order of the first symbol of each."""
    return tuple(dict.fromkeys(field for field in map(field_of, symbols) if field is not None))


def shares_of(symbols: Iterable[str]) -> dict[int, Fraction]:
    """Fractional counting: each distinct field of a document counts the same, together 1."""
    distinct = fields_of(symbols)
    return {field: Fraction(1, len(distinct)) for field in distinct}


def mapped_share(symbols: Iterable[str]) -> tuple[int, int]:
    """How many of the symbols have a field, of how many: what a study states beside its chart."""
    counts = Counter(field_of(symbol) is not None for symbol in symbols)
    return counts[True], counts.total()
