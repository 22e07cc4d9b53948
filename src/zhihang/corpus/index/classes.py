"""Class symbols as numbers in scheme order.

A sortable symbol of `zhihang.standards.classes` (`H01L0021020000`) is packed into 51 bits, so that numeric order is
scheme order and "everything below" is one range of numbers, or a few. The hierarchy itself is `standards.schemes`.
"""

from __future__ import annotations

from zhihang.errors import InvalidCode
from zhihang.standards.classes import parse, sortable
from zhihang.standards.schemes import Hierarchy

SUBCLASS_LENGTH = 4


def packed(key: str) -> int:
    """A sortable symbol, or the excluded end of a range of them, as a number.

    The end of a range may carry a sign behind 9 in its last place; it counts as ten there.
    """
    section, class_, subclass = key[:1], key[1:3], key[3:4]
    number = ord(section) - ord("A") + 1
    number = number << 8 | _decimal(class_.ljust(2, "0"))
    number = number << 5 | (ord(subclass) - ord("A") + 1 if subclass else 0)
    number = number << 14 | _decimal(key[4:8].ljust(4, "0"))
    return number << 21 | _decimal(key[8:14].ljust(6, "0"))


def _decimal(digits: str) -> int:
    value = 0
    for digit in digits:
        value = value * 10 + ord(digit) - ord("0")
    return value


def class_number(symbol: str) -> int | None:
    """The number of a symbol; None for what is no symbol."""
    try:
        return packed(sortable(symbol))
    except InvalidCode:
        return None


def numbers_below(symbol: str, hierarchy: Hierarchy) -> list[tuple[int, int]]:
    """First and last numbers of the symbol and everything below it."""
    return [(packed(first), packed(end) - 1) for first, end in hierarchy.ranges_below(symbol)]


def numbers_with_prefix(symbol: str) -> tuple[int, int] | None:
    """First and last number of the symbols whose subgroup begins with the digits given: `H01L 21/0`, `H01L 21/02`."""
    head, slash, digits = symbol.partition("/")
    subclass, _, group = head.partition(" ")
    if not slash or len(subclass) != SUBCLASS_LENGTH or not (group.isdigit() and digits.isdigit()):
        return None
    key = f"{subclass}{group:0>4}"
    return packed(f"{key}{digits:0<6}"), packed(f"{key}{digits:9<6}")


def above(symbol: str) -> tuple[str, ...]:
    """What a symbol stands below by its form: section, class, subclass, main group; itself where it is one of them.

    >>> above("H01L 21/02")
    ('H', 'H01', 'H01L', 'H01L 21/00')
    """
    try:
        found = parse(symbol)
    except InvalidCode:
        return ()
    levels = [found.subclass[:length] for length in (1, 3, 4) if len(found.subclass) >= length]
    return (*levels, f"{found.subclass} {found.main_group}/00") if found.main_group else tuple(levels)
