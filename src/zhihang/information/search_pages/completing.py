"""What a query could go on with: fields, values that the edition has with their counts, lines and saved searches."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from zhihang.corpus.fields import Field, fields
from zhihang.corpus.schemes import SetSchemes
from zhihang.errors import ZhihangError
from zhihang.information.search_pages.desk import Desk
from zhihang.library import Corpus, Result
from zhihang.messages import Language
from zhihang.reporting.bibliography.naming import value_name
from zhihang.search.conditions import quoted
from zhihang.text.folding import fold

MOST: Final = 12
_FEWEST_LETTERS: Final = 2
_PATIENCE: Final = 1.0
"""Seconds after which a reader has typed on."""
_CODED: Final = frozenset(
    {
        "cc",
        "kind",
        "right",
        "lang",
        "prcc",
        "ds",
        "pacc",
        "status",
        "cstatus",
        "mkt",
        "mkf",
        "gtyp",
        "wtyp",
        "evc",
        "nice",
    }
)
"""Fields with so few values that all of them can be offered."""
_CLASS = re.compile(r"([A-Ha-hYy]\d{2}[A-Za-z]?)\s*(\d{1,4})?(?:/(\d*))?")


@dataclass(frozen=True, slots=True)
class Proposal:
    """One way to go on: what is written, what it is called, how many records have it (None: not counted)."""

    text: str
    label: str
    count: int | None = None


def fields_like(typed: str, language: Language) -> list[Proposal]:
    """Fields one of whose names begins with what was typed; exact codes first."""
    folded = fold(typed)
    if not folded:
        return []
    found = [(field, _rank(field, folded)) for field in fields().values()]
    ranked = sorted(((rank, place, field) for place, (field, rank) in enumerate(found) if rank is not None))
    return [Proposal(f"{field.code}=", f"{field.label(language)} · {field.example}") for _, _, field in ranked[:MOST]]


def _rank(field: Field, folded: str) -> int | None:
    names = [fold(name) for name in field.names]
    if names[0] == folded:
        return 0
    return next((1 + (place > 0) for place, name in enumerate(names) if name.startswith(folded)), None)


def values_like(desk: Desk, field: str, typed: str) -> list[Proposal]:
    """Values of a field that the edition has, the most frequent first."""
    known = fields().get(field)
    typed = " ".join(typed.strip('"').split())
    if known is None:
        return []
    if field in _CODED:
        return _codes_like(desk.corpus, field, typed, desk.language)
    if len(typed) < (1 if not typed.isascii() else _FEWEST_LETTERS):
        return []
    if known.type == "name":
        return [Proposal(quoted(name), name, count) for name, count in _names_like(desk.corpus, field, typed)]
    if known.type == "class" and field != "cset":
        return [
            Proposal(symbol.replace(" ", ""), symbol, count) for symbol, count in _symbols(desk.corpus, field, typed)
        ]
    return []


def _title(field: str, symbol: str) -> str:
    """The symbol's title in the scheme that the operator set; empty without one."""
    scheme = SetSchemes().get(field)
    return "" if scheme is None else scheme.title(symbol)


def _codes_like(corpus: Corpus, field: str, typed: str, language: Language) -> list[Proposal]:
    folded = fold(typed)
    found = []
    for value, count in _codes(corpus, field):
        name = value_name(field, value, language)
        if fold(value).startswith(folded) or any(fold(word).startswith(folded) for word in (name, *name.split())):
            found.append(Proposal(quoted(value), name, count))
    return found[:MOST]


@lru_cache(maxsize=256)
def _codes(corpus: Corpus, field: str) -> tuple[tuple[str, int], ...]:
    return tuple((str(value), count) for value, count in corpus.search("id=*").facets([field])[field] if value != "")


@lru_cache(maxsize=1024)
def _names_like(corpus: Corpus, field: str, typed: str) -> tuple[tuple[str, int], ...]:
    """Names that hold what was typed: the last word may go on."""
    *whole, last = typed.split()
    words = [quoted(word) for word in whole]
    if not (last.isascii() and last.isalnum()):
        words.append(quoted(last))
    elif len(last) >= _FEWEST_LETTERS:  # the language truncates no shorter word; the names below are sifted anyway
        words.append(f"{last}*")
    query = f"{field}=({' AND '.join(words)})"
    found = _counted(_answer(corpus, query), field)
    wanted = [fold(word) for word in typed.split()]
    return _first((name, count) for name, count in found.items() if all(word in fold(name) for word in wanted))


@lru_cache(maxsize=1024)
def _symbols(corpus: Corpus, field: str, typed: str) -> tuple[tuple[str, int], ...]:
    """Symbols of the edition that begin with what was typed, blanks aside."""
    match = _CLASS.match(typed)
    if match is None:
        return ()
    query = f"{field}={match[1]}{match[2] or ''}" if match[3] is not None else f"{field}={match[1]}"
    begin = typed.replace(" ", "").upper()
    found = _counted(_answer(corpus, query), field)
    return _first((symbol, count) for symbol, count in found.items() if symbol.replace(" ", "").startswith(begin))


def _answer(corpus: Corpus, query: str) -> Result | None:
    try:
        result = corpus.search(query, time_limit=_PATIENCE)
        return result if result.total else None
    except ZhihangError:  # what is typed is no value of the field yet, or means too much
        return None


def _counted(result: Result | None, field: str) -> Counter[str]:
    """How many records of a result have each value, over all its corpora."""
    counts: Counter[str] = Counter()
    for execution in result.executions if result else ():
        counts.update(dict(execution.tables().facet(field, execution.ordinals())))
    return counts


def _first(found: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(found, key=lambda pair: (-pair[1], pair[0]))[:MOST])
