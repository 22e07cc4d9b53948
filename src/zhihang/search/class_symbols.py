"""Class symbols in a query 分类号: a symbol, how much of the scheme it stands for, ranges, combination sets.

`H01L21/02` is exactly this symbol; `H01L21`, `H01L`, `H` hold everything below; `/low /high /exact` say it openly;
`H01L21/02*` compares subgroup digits. Symbols are read by `standards.classes`.
"""

from __future__ import annotations

import re
from typing import cast

from zhihang.corpus.plan import ClassRange, ClassScope, ClassSymbol, FieldRef
from zhihang.errors import InvalidCode
from zhihang.search.faults import Advice, Edit, Faults, replace
from zhihang.search.lexer import Token
from zhihang.standards import classes
from zhihang.text.folding import fold

EXAMPLES = ("H01L 21/02", "H01L21", "H01L21/02/low")
_SCOPED = re.compile(r"(.+?)\s*/\s*(low|high|exact)", re.DOTALL)
_DIGITS = re.compile(r"([a-hy]\d{2}[a-z])\s*(\d{1,4})\s*/\s*(\d{1,6})\*")
_BARE_DIGITS = re.compile(r"[a-hy]\d{2}[a-z]\s*(\d+)")
_SUBCLASS = re.compile(r"[a-hy]\d{2}[a-z]")
_GROUP = re.compile(r"\d{1,4}\s*/\s*\d{1,6}\*?(?:/(?:low|high|exact))?")
_REPEATED_ZERO_FORM = 10
_LONGEST_GROUP = 4


def joins_symbol(first: str, second: str) -> bool:
    """Whether two words side by side are one symbol written with a blank: `H01L 21/02`."""
    return _SUBCLASS.fullmatch(fold(first)) is not None and _GROUP.fullmatch(fold(second)) is not None


def read_class(
    fields: tuple[FieldRef, ...], token: Token, faults: Faults, *, is_whole: bool = False
) -> ClassSymbol | None:
    """The symbol of `ipc=…`, or of `ipc==…` (only this level); None after a fault (E405)."""
    written = fold(token.text).strip()
    if token.wild:
        digits = _DIGITS.fullmatch(written)
        if digits is None or token.wild != {len(token.text.rstrip()) - 1}:
            _refuse(token, faults)
            return None
        return ClassSymbol(fields, "prefix", f"{digits[1].upper()} {digits[2].lstrip('0') or '0'}/{digits[3]}")
    scoped = _SCOPED.fullmatch(written)
    symbol = _symbol(scoped[1] if scoped else written)
    if symbol is None:
        _refuse(token, faults)
        return None
    scope = cast(ClassScope, scoped[2]) if scoped else "exact" if is_whole else _implied(symbol)
    return ClassSymbol(fields, scope, symbol.canonical)


def _implied(symbol: classes.ClassSymbol) -> ClassScope:
    return "low" if symbol.is_open or not symbol.main_group else "exact"


def _symbol(text: str) -> classes.ClassSymbol | None:
    digits = _BARE_DIGITS.fullmatch(text)
    if digits is not None and _LONGEST_GROUP < len(digits[1]) != _REPEATED_ZERO_FORM:
        return None  # neither a main group nor the 14-character form: which digits are the group is a guess
    try:
        return classes.parse(text)
    except InvalidCode:
        return None


def read_class_range(fields: tuple[FieldRef, ...], low: Token, high: Token, faults: Faults) -> ClassRange | None:
    """`H01M4/02..H01M4/62`: both in one subclass, both with their subgroup, in scheme order (E405, E403)."""
    first, last = (_symbol(fold(token.text).strip()) for token in (low, high))
    for token, symbol in ((low, first), (high, last)):
        if symbol is None or symbol.is_open or not symbol.main_group or token.wild:
            _refuse(token, faults)
            return None
    assert first is not None  # both were checked above
    assert last is not None
    if first.subclass != last.subclass:
        _refuse(high, faults)
        return None
    if first.sortable > last.sortable:
        swapped = (Edit(low.start, low.end, high.text), Edit(high.start, high.end, low.text))
        faults.add("E403", high.start, high.length, lambda: Advice(repairs=(swapped,)))
        return None
    return ClassRange(fields, first.canonical, last.canonical)


def read_combination(token: Token, faults: Faults) -> tuple[str, ...]:
    """The symbols of `cset="C08F8/30, C08F297/02"`; nothing after a fault (E405)."""
    symbols: list[str] = []
    for piece in re.split(r"[,;]", token.text):
        symbol = _symbol(fold(piece).strip()) if not token.wild else None
        if symbol is None or symbol.is_open or not symbol.main_group:
            _refuse(token, faults)
            return ()
        symbols.append(symbol.canonical)
    return tuple(symbols)


def _refuse(token: Token, faults: Faults) -> None:
    faults.add("E405", token.start, token.length, lambda: Advice(EXAMPLES, _mended(token)))


def _mended(token: Token) -> tuple[tuple[Edit, ...], ...]:
    """The symbol with its slash where only that is missing; else as much of it as can be read."""
    written = fold(token.text).strip()
    if digits := re.fullmatch(r"([a-hy]\d{2}[a-z])(?=0)0*(\d{1,4}?)(\d{2})", written):
        slashed = f"{digits[1].upper()}{digits[2]}/{digits[3]}"
        return replace(token.start, token.end, slashed)
    found = re.match(r"[a-hy]\d{2}[a-z](?:\s*\d{1,4}(?=\s*/))?", written)
    return replace(token.start, token.end, found.group().replace(" ", "").upper()) if found else ()
