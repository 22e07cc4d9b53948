"""Conditions on what is computed across records (counts, families), and one record for each right or family."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pyarrow as pa

from zhihang.corpus.plan import Code, Present, Range
from zhihang.corpus.tables.asking import Asked, first_column

_COUNTS: Final = {"nfc": "citations_received", "nfam": "family_size"}
_STANDARDIZED: Final = frozenset({"pan", "grp"})
_PRESENT: Final = {
    "nfc": "SELECT ord FROM counts WHERE citations_received IS NOT NULL ORDER BY 1",
    "nfam": "SELECT ord FROM counts WHERE family_size IS NOT NULL ORDER BY 1",
    "fam": "SELECT DISTINCT ord FROM families WHERE kind = 'simple' AND in_corpus ORDER BY 1",
    "xfam": "SELECT DISTINCT ord FROM families WHERE kind = 'extended' AND in_corpus ORDER BY 1",
    "citedby": "SELECT DISTINCT cited_ord FROM citation_pairs WHERE cited_ord IS NOT NULL ORDER BY 1",
}


class Derived(Asked):
    """Questions about derived values; standardized applicants and owner groups are answered by `corpus.applicants`."""

    @property
    def overlay_version(self) -> str:
        """The version of the judgements on names under which applicants are standardized; empty without any."""
        return self._standardized().overlay.version if self._standardized is not None else ""

    def standardized_values(self, code: str, ords: Sequence[int] | pa.Array) -> dict[int, list[str]]:
        """The standardized applicants (`pan`) or groups (`grp`) of records; records without any are absent."""
        return {} if self._standardized is None else self._standardized().values(code, ords)

    def derived(self, leaf: Range | Code | Present) -> pa.Array:
        """Records that meet a condition on one derived field, by ordinal."""
        code = leaf.fields[0].code
        match leaf:
            case Range(_, low, high) if code in _COUNTS:
                column = _COUNTS[code]
                inside = f"{column} BETWEEN coalesce(?, {column}) AND coalesce(?, {column})"
                return first_column(self.ask(f"SELECT ord FROM counts WHERE {inside} ORDER BY 1", [low, high]))
            case Present() if code in _PRESENT:
                return first_column(self.ask(_PRESENT[code]))
            case Code() | Present() if code in _STANDARDIZED and self._standardized is not None:
                return self._standardized().records(leaf)
        return pa.array([], pa.uint64())
